"""The mail outbox."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base, WithCreatedAt, WithId


class MailState(StrEnum):
    """Where a mail is. Kept: there is nobody to hand it to, so that it waits here to be read."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"


class Mail(WithId, WithCreatedAt, Base):
    """A mail as it was composed. `next_attempt_at` counts while it is pending."""

    __tablename__ = "mails"
    __table_args__ = (
        Index("ix_mails_due", "next_attempt_at", postgresql_where=text("state = 'pending'")),
        Index(None, "created_at"),
    )

    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    """The kind of the event that it was written for."""
    to: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str]
    """What it says, as plain text."""
    html: Mapped[str]
    state: Mapped[MailState]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
