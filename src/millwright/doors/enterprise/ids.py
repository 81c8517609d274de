"""How the contract spells ids: as plain UUIDs."""

from uuid import UUID

from millwright.kit.errors import not_found


def parse(text: str, noun: str) -> UUID:
    """The id; raises `DomainError` ``{noun}_not_found`` for what is the id of nothing."""
    try:
        return UUID(text)
    except ValueError:
        raise not_found(noun) from None
