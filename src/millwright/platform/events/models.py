"""The table of events."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base

AUDITED = r"kind ~ '^(account|key|member|oauth|organization|session)\.'"
"""Of events: whether the audit log shows them. The index serves only queries that say it in these very words."""


class Event(Base):
    """Something that has happened; written once, together with the change it tells of."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("position"),
        Index(None, "organization_id", "position"),
        Index(None, "subject_id", "position"),
        Index("ix_events_audited", "organization_id", "position", postgresql_where=text(AUDITED)),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    position: Mapped[int | None] = mapped_column(BigInteger)
    """The place in the log, in the order of commits: given by a trigger at the end of the transaction, None before."""
    organization_id: Mapped[UUID]
    kind: Mapped[str]
    """As ``operation.started``: a noun and what happened to it."""
    subject_id: Mapped[UUID | None]
    """What it happened to."""
    user_id: Mapped[UUID | None]
    """Who did it; None when nobody did."""
    data: Mapped[dict[str, object]] = mapped_column(JSONB, server_default=text("'{}'"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())


class EventCursor(Base):
    """How far one reader has come in the log, whichever process does its reading."""

    __tablename__ = "event_cursors"

    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
