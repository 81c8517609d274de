"""Tables of builds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base
from millwright.kit.ids import new_id


class Artefact(Base):
    """What a revision was built into: the blob of that digest, never changed afterwards. `size` is in bytes."""

    __tablename__ = "artefacts"
    __table_args__ = (UniqueConstraint("revision_id", "digest"), Index(None, "project_id", "created_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    created_at: Mapped[datetime]
