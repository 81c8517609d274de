"""The database's shape, as a line of reversible steps, and the verb that walks it."""

from millwright.migrations.runner import downgrade, migrate

__all__ = ["downgrade", "migrate"]
