"""How the contract spells ids: as UUIDs."""

from uuid import UUID

from millwright.kit.errors import not_found


def parsed(text: str, noun: str) -> UUID:
    """The id in a path; what is no UUID names nothing: raises `DomainError` of kind not found."""
    try:
        return UUID(text)
    except ValueError:
        raise not_found(noun) from None
