"""Deployments as rows: made, found, and moved from state to state. What runs them is the supervisor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Select, select

from millwright.factory.deployments.models import AppSite, Deployment, DeploymentState, Environment
from millwright.factory.deployments.providers import check_known
from millwright.factory.deployments.variables import check_variables
from millwright.factory.projects import Project, Target
from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.kit.ids import new_id
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import events


@dataclass(frozen=True, slots=True)
class NewDeployment:
    """What `create` needs besides the project: the artefact's digest and the revision it was built of, and where to.

    `unverified` labels a release of something that did not pass all checks. With `id` it is made once.
    """

    revision_id: UUID
    digest: str
    environment: Environment = Environment.PREVIEW
    provider: str = "local"
    target: Target = Target.WEB
    unverified: bool = False
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    build_seconds: float | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DeploymentFilter:
    """Which deployments a list holds; an empty member filters nothing."""

    project_id: UUID | None = None
    environments: Sequence[Environment] = ()
    states: Sequence[DeploymentState] = ()


def visible_to(actor: Actor) -> Select[Deployment]:
    """The deployments that `actor` may read: every query for one begins here."""
    query = select(Deployment).where(Deployment.organization_id == actor.organization_id)
    return query if actor.project_id is None else query.where(Deployment.project_id == actor.project_id)


async def create(ctx: Context, project: Project, new: NewDeployment) -> Deployment:
    """A pending deployment, with nothing started yet.

    Raises `DomainError`: ``provider_unknown``, ``variables_invalid``, or of kind
    forbidden without the scope.
    """
    ctx.actor.require(Scope.DEPLOYMENTS_WRITE)
    check_known(new.provider)
    check_variables(new.variables)
    if new.id is not None and (there := await ctx.session.get(Deployment, new.id)) is not None:
        return there
    now = ctx.clock()
    deployment = Deployment(
        id=new.id or new_id(),
        organization_id=project.organization_id,
        project_id=project.id,
        revision_id=new.revision_id,
        digest=new.digest,
        environment=new.environment,
        provider=new.provider,
        target=new.target,
        unverified=new.unverified,
        config=dict(new.variables),
        build_seconds=new.build_seconds,
        created_by=ctx.actor.user_id,
        created_at=now,
        updated_at=now,
    )
    ctx.session.add(deployment)
    await ctx.session.flush()
    await _record(ctx, deployment, "deployment.created")
    return deployment


async def get(ctx: Context, deployment_id: UUID | None, *, lock: bool = False) -> Deployment:
    """The deployment of that id, locked for change when asked; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.DEPLOYMENTS_READ)
    query = visible_to(ctx.actor).where(Deployment.id == deployment_id)
    deployment = await ctx.session.scalar(query.with_for_update() if lock else query)
    if deployment is None:
        raise not_found("deployment")
    return deployment


async def list_deployments(ctx: Context, where: DeploymentFilter, page: PageRequest) -> Page[Deployment]:
    """One page of the deployments that fit, the latest first."""
    ctx.actor.require(Scope.DEPLOYMENTS_READ)
    query = visible_to(ctx.actor)
    if where.project_id is not None:
        query = query.where(Deployment.project_id == where.project_id)
    if where.environments:
        query = query.where(Deployment.environment.in_(where.environments))
    if where.states:
        query = query.where(Deployment.state.in_(where.states))
    order = (Deployment.created_at.desc(), Deployment.id.desc())
    return await read_page(ctx.session, query.order_by(*order), page)


async def get_site(ctx: Context, deployment: Deployment) -> AppSite | None:
    """Where the deployment's app is found; None before it was first started."""
    ctx.actor.require(Scope.DEPLOYMENTS_READ)
    return None if deployment.site_id is None else await ctx.session.get(AppSite, deployment.site_id)


async def setup_token(ctx: Context, deployment: Deployment) -> str:
    """The token with which the owner of a production app makes its first account.

    Raises `DomainError` of kind conflict for a preview, which has demo accounts, and before the first start.
    """
    ctx.actor.require(Scope.DEPLOYMENTS_WRITE)
    site = await get_site(ctx, deployment)
    if site is None or site.environment is not Environment.PRODUCTION:
        message = "Only a production deployment that has been started has a set-up token."
        raise DomainError("setup_token_absent", Kind.CONFLICT, message)
    return site.setup_token


async def move(ctx: Context, deployment: Deployment, to: DeploymentState, *, error: DomainError | None = None) -> None:
    """Moves the deployment to another state, with the error that is the reason, and records the event.

    Raises `DomainError` ``deployment_state`` for a step that there is not.
    """
    ctx.actor.require(Scope.DEPLOYMENTS_WRITE)
    deployment.move(to, ctx.clock())
    deployment.error_code = error.code if error else None
    deployment.error_message = error.message if error else None
    await _record(ctx, deployment, f"deployment.{to.value}")


async def _record(ctx: Context, deployment: Deployment, kind: str) -> None:
    data: dict[str, object] = {
        "project": str(deployment.project_id),
        "environment": deployment.environment.value,
        "provider": deployment.provider,
    }
    if deployment.error_code is not None:
        data["error"] = deployment.error_code
    await events.record(ctx, kind, subject_id=deployment.id, data=data)
