"""Tables of projects."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from millwright.kit.database import Base
from millwright.kit.ids import new_id


class ProjectState(StrEnum):
    """Where a project stands."""

    DRAFT = "draft"
    BUILDING = "building"
    READY = "ready"
    DEPLOYED = "deployed"
    FAILED = "failed"


class Template(StrEnum):
    """The kind of application asked for."""

    APP = "app"
    CUSTOM = "custom"
    DASHBOARD = "dashboard"
    LANDING = "landing"
    SAAS = "saas"


class Target(StrEnum):
    """What the application is to run on first."""

    DESKTOP = "desktop"
    MOBILE = "mobile"
    WEB = "web"


class Author(StrEnum):
    """Who wrote a version: the factory or a person."""

    AI = "ai"
    USER = "user"


class Project(Base):
    """Something being built. `head` is the latest saved revision, `verified` the latest that passed all checks."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("organization_id", "slug"),
        Index("ix_projects_organization_created", "organization_id", "created_at"),
        Index("ix_projects_organization_updated", "organization_id", "updated_at"),
        Index("ix_projects_organization_name", "organization_id", "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80))
    prompt: Mapped[str] = mapped_column(Text)
    template: Mapped[Template]
    target: Mapped[Target]
    state: Mapped[ProjectState] = mapped_column(default=ProjectState.DRAFT)
    head_id: Mapped[UUID | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    verified_id: Mapped[UUID | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Revision(Base):
    """A whole tree of files at one moment, never changed afterwards: only its checks are filled in, and its `picture`,
    the blob of what the browser saw of its first page, as WebP.

    A revision that the factory made is a candidate until it is promoted. Where people's edits were merged into it,
    `compiled` is the blob that lists what the compiler made, as `compiled.py` writes it.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    number: Mapped[int]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("revisions.id"))
    author: Mapped[Author]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    message: Mapped[str] = mapped_column(Text)
    spec: Mapped[str | None] = mapped_column(Text)
    compiled: Mapped[str | None] = mapped_column(String(64))
    checks: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    picture: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]


class File(Base):
    """A path of a project, whose id outlives its versions."""

    __tablename__ = "files"
    __table_args__ = (UniqueConstraint("project_id", "path"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime]


class FileVersion(Base):
    """One content of one file; the content itself is the blob of that digest."""

    __tablename__ = "file_versions"
    __table_args__ = (UniqueConstraint("file_id", "number"), CheckConstraint("size >= 0", name="size"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    author: Mapped[Author]
    message: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class RevisionFile(Base):
    """Which version of a file a revision holds."""

    __tablename__ = "revision_files"

    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True)
    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("file_versions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
