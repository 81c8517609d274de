"""Tables of deployments, and where one may stand."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from millwright.factory.projects import Target
from millwright.kit.database import Base
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id


class Environment(StrEnum):
    """What a deployment is for: to be looked at, with demo accounts, or to be used."""

    PREVIEW = "preview"
    PRODUCTION = "production"


class DeploymentState(StrEnum):
    """Where a deployment stands. A stopped one can be started again: that is what rolling back does."""

    PENDING = "pending"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[DeploymentState, frozenset[DeploymentState]] = {
    DeploymentState.PENDING: frozenset({DeploymentState.STARTING, DeploymentState.FAILED, DeploymentState.STOPPED}),
    DeploymentState.STARTING: frozenset({DeploymentState.READY, DeploymentState.FAILED, DeploymentState.STOPPED}),
    # An app that does not come back after a restart of the server has failed though it was ready.
    DeploymentState.READY: frozenset({DeploymentState.STOPPED, DeploymentState.WITHDRAWN, DeploymentState.FAILED}),
    DeploymentState.STOPPED: frozenset({DeploymentState.STARTING}),
    DeploymentState.FAILED: frozenset(),
    DeploymentState.WITHDRAWN: frozenset(),
}


class AppSite(Base):
    """The lasting place of one app: project and environment keep slug, port and data from release to release.

    `folder` is where its data is, below that of all apps; `setup_token` lets the owner of a production app make its
    first account.
    """

    __tablename__ = "app_sites"
    __table_args__ = (UniqueConstraint("project_id", "environment"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    environment: Mapped[Environment]
    slug: Mapped[str] = mapped_column(String(63), unique=True)
    port: Mapped[int] = mapped_column(unique=True)
    folder: Mapped[str] = mapped_column(String(64), unique=True)
    setup_token: Mapped[str]
    created_at: Mapped[datetime]


class Deployment(Base):
    """One release of an artefact to one of the project's environments.

    `config` holds the person's own environment variables: their values are never logged nor shown. `replaced_by`
    is the release that took over from this one; `build_seconds` is what making it took, told by whoever made it.
    """

    __tablename__ = "deployments"
    __table_args__ = (
        Index(None, "organization_id", "created_at"),
        Index(None, "project_id", "created_at"),
        Index(None, "site_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("app_sites.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    environment: Mapped[Environment]
    state: Mapped[DeploymentState] = mapped_column(default=DeploymentState.PENDING)
    provider: Mapped[str] = mapped_column(String(40))
    target: Mapped[Target]
    unverified: Mapped[bool]
    config: Mapped[dict[str, str]] = mapped_column(JSONB)
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("deployments.id", ondelete="SET NULL"))
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    build_seconds: Mapped[float | None]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]

    def move(self, to: DeploymentState, at: datetime) -> None:
        """Changes the state; raises `DomainError` of kind conflict where `TRANSITIONS` has no such step."""
        if to not in TRANSITIONS[self.state]:
            message = f"A deployment that is {self.state.value} cannot become {to.value}."
            raise DomainError("deployment_state", Kind.CONFLICT, message)
        self.state = to
        self.updated_at = at
        if to is DeploymentState.READY:
            self.ready_at = at
