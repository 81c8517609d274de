"""What Alembic runs for each command: the steps, on the connection that the runner opened."""

from alembic import context

from millwright.migrations.models import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
