"""The credit ledger."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base, WithCreatedAt, WithId


class EntryKind(StrEnum):
    """Why credits came or went."""

    SIGN_UP = "sign-up"
    ADJUSTMENT = "adjustment"


class CreditEntry(WithId, WithCreatedAt, Base):
    """Credits that came (a positive `amount`) or went. Entries are added, never changed: their sum is the balance."""

    __tablename__ = "credit_entries"
    __table_args__ = (UniqueConstraint("organization_id", "idempotency_key"),)

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    amount: Mapped[int]
    kind: Mapped[EntryKind]
    idempotency_key: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(500))
