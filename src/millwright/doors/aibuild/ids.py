"""How the contract spells ids: a prefix, an underscore, and 22 characters."""

from enum import StrEnum
from uuid import UUID

from millwright.kit import ids


class Prefix(StrEnum):
    """What stands before an id."""

    DELIVERY = "delivery"
    DEPLOYMENT = "deploy"
    FILE = "file"
    KEY = "key"
    MAIL = "mail"
    OPERATION = "op"
    PROJECT = "proj"
    USER = "user"
    WEBHOOK = "webhook"

    def spell(self, value: UUID) -> str:
        """The id in the contract's form."""
        return ids.prefixed(self.value, value)

    def parse(self, text: str) -> UUID | None:
        """The id behind the contract's form; None, which no row has, when it is not one."""
        return ids.parse_prefixed(self.value, text)
