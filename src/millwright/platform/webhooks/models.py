"""Tables of webhooks: who is told, what is told, and how each attempt went."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base, WithId

_UNDER_WAY = text("next_attempt_at IS NOT NULL")


class Endpoint(WithId, Base):
    """A URL that is told of some of the events of an organization, in the words of one contract."""

    __tablename__ = "webhook_endpoints"
    __table_args__ = (Index(None, "organization_id", "created_at"),)

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """Who made it."""
    door: Mapped[str] = mapped_column(String(40))
    """The contract whose words it is told in."""
    subject_id: Mapped[UUID | None]
    """The one thing whose events it is told of; None for all."""
    url: Mapped[str]
    events: Mapped[list[str]] = mapped_column(ARRAY(String(100)))
    """Names as the contract documents them."""
    sealed_secret: Mapped[bytes]
    headers: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'"))
    enabled: Mapped[bool]
    disabled_reason: Mapped[str | None]
    """Why we disabled it; None when it is enabled or a person disabled it."""
    failing_since: Mapped[datetime | None]
    """The first failure after the last success."""
    last_triggered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class DeliveryState(StrEnum):
    """How a delivery stands. Those under way have an instant for their next attempt, ended ones have none."""

    PENDING = "pending"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Delivery(WithId, Base):
    """One thing that one endpoint is told, until it has heard it."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index(None, "endpoint_id", "created_at"),
        Index(None, "created_at"),
        Index("ix_webhook_deliveries_due", "endpoint_id", "next_attempt_at", postgresql_where=_UNDER_WAY),
        Index("ix_webhook_deliveries_next", "next_attempt_at", postgresql_where=_UNDER_WAY),
    )

    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"))
    event_position: Mapped[int | None] = mapped_column(BigInteger)
    """The event in the log that led to it; None for a trial."""
    event: Mapped[str] = mapped_column(String(100))
    body: Mapped[bytes]
    state: Mapped[DeliveryState]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    """How many were begun."""
    next_attempt_at: Mapped[datetime | None]
    """When it is due; while sending, when another sender may take over because this one must be dead."""
    created_at: Mapped[datetime]


class Attempt(Base):
    """How one attempt at a delivery went."""

    __tablename__ = "webhook_attempts"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    status: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(String(40))
    """Why there was no answer that counts; one of `millwright.kit.outgoing.Failure`."""
    elapsed_ms: Mapped[int]
    answer: Mapped[str]
    """The first 2 KB."""
