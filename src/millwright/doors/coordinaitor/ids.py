"""How the contract spells ids: a prefix, a dash, and 22 characters."""

from enum import StrEnum
from uuid import UUID

from millwright.kit import ids
from millwright.kit.errors import not_found


class Prefix(StrEnum):
    """What stands before an id."""

    DELIVERY = "delivery"
    KEY = "key"
    ORGANIZATION = "org"
    PROJECT = "proj"
    USER = "user"
    WEBHOOK = "webhook"

    def spell(self, value: UUID) -> str:
        """The id in the contract's form."""
        return ids.prefixed(self.value, value, "-")

    def parse(self, text: str) -> UUID | None:
        """The id behind the contract's form; None, which no row has, when it is not one."""
        return ids.parse_prefixed(self.value, text, "-")

    def require(self, text: str) -> UUID:
        """The same; raises `DomainError` of kind not found when it is not one."""
        value = self.parse(text)
        if value is None:
            raise not_found(_NOUNS[self])
        return value


_NOUNS = {
    Prefix.DELIVERY: "delivery",
    Prefix.KEY: "key",
    Prefix.ORGANIZATION: "organization",
    Prefix.PROJECT: "project",
    Prefix.USER: "user",
    Prefix.WEBHOOK: "webhook",
}
