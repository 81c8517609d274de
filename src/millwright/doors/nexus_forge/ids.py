"""How the contract spells ids: sessions as plain UUIDs, keys and deployments with a prefix."""

from uuid import UUID

from millwright.kit.errors import not_found


def parse_session(text: str) -> UUID:
    """The operation behind a session's id; raises `DomainError` ``operation_not_found`` when it cannot be one."""
    try:
        return UUID(text)
    except ValueError:
        raise not_found("operation") from None
