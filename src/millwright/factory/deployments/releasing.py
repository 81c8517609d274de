"""What a release changes in the tables, step by step; each verb is one transaction's work."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.factory import projects
from millwright.factory.deployments.deployments import get, move
from millwright.factory.deployments.models import AppSite, Deployment, DeploymentState
from millwright.factory.deployments.providers import check_configured
from millwright.factory.deployments.sites import Ground, site_of
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind


async def latest(session: AsyncSession) -> Sequence[tuple[Deployment, AppSite]]:
    """For each site of all organizations the deployment that serves it, or else the one that was touched last."""
    serves_first = (Deployment.state == DeploymentState.READY).desc()
    rows = await session.execute(
        select(Deployment, AppSite)
        .join(AppSite, AppSite.id == Deployment.site_id)
        .ext(distinct_on(Deployment.site_id))
        .order_by(Deployment.site_id, serves_first, Deployment.updated_at.desc())
    )
    return [(deployment, site) for deployment, site in rows]


async def claim(ctx: Context, deployment_id: UUID, ground: Ground) -> AppSite | None:
    """The deployment's site, with the deployment on its way; None where it cannot begin: `failure` says why.

    One that was stopped before it ever answered has been called off, which a late start does not undo.
    """
    deployment = await get(ctx, deployment_id, lock=True)
    if deployment.state is DeploymentState.FAILED or _called_off(deployment):
        return None
    try:
        check_configured(deployment.provider)
        project = await projects.get(ctx, deployment.project_id)
        site = await site_of(ctx, project, deployment.environment, ground)
    except DomainError as error:
        await move(ctx, deployment, DeploymentState.FAILED, error=error)
        return None
    deployment.site_id = site.id
    if deployment.state not in {DeploymentState.STARTING, DeploymentState.READY}:
        await move(ctx, deployment, DeploymentState.STARTING)
    return site


def _called_off(deployment: Deployment) -> bool:
    return deployment.state is DeploymentState.STOPPED and deployment.ready_at is None


async def failure(ctx: Context, deployment_id: UUID) -> DomainError:
    """Why a deployment failed, or was never begun."""
    deployment = await get(ctx, deployment_id)
    if _called_off(deployment):
        return DomainError("cancelled", Kind.CONFLICT, "This deployment was stopped before its first start.")
    message = deployment.error_message or "This deployment failed."
    return DomainError(deployment.error_code or "release_failed", Kind.UNAVAILABLE, message)


async def succeed(ctx: Context, deployment_id: UUID) -> None:
    """Marks a deployment as ready and the one that served its site before as replaced by it."""
    deployment = await get(ctx, deployment_id, lock=True)
    others = await ctx.session.scalars(
        select(Deployment).where(
            Deployment.site_id == deployment.site_id,
            Deployment.state == DeploymentState.READY,
            Deployment.id != deployment.id,
        )
    )
    for other in others:
        await move(ctx, other, DeploymentState.STOPPED)
        other.replaced_by = deployment.id
    if deployment.state is not DeploymentState.READY:
        await move(ctx, deployment, DeploymentState.READY)
    deployment.replaced_by = None


async def fail(ctx: Context, deployment_id: UUID, error: DomainError) -> None:
    """Marks a deployment as failed, unless it has been stopped meanwhile."""
    deployment = await get(ctx, deployment_id, lock=True)
    if deployment.state not in {DeploymentState.FAILED, DeploymentState.STOPPED}:
        await move(ctx, deployment, DeploymentState.FAILED, error=error)


async def move_back(ctx: Context, deployment_id: UUID, error: DomainError) -> tuple[Deployment, AppSite] | None:
    """Marks a deployment as withdrawn and the one that it replaced, which is answered, as starting."""
    deployment = await get(ctx, deployment_id, lock=True)
    if deployment.state is not DeploymentState.WITHDRAWN:
        await move(ctx, deployment, DeploymentState.WITHDRAWN, error=error)
    previous = await ctx.session.scalar(
        select(Deployment)
        .where(Deployment.replaced_by == deployment.id, Deployment.state != DeploymentState.FAILED)
        .order_by(Deployment.ready_at.desc())
        .limit(1)
    )
    if previous is None:
        return None
    if previous.state is DeploymentState.STOPPED:
        await move(ctx, previous, DeploymentState.STARTING)
    return previous, await ctx.session.get_one(AppSite, previous.site_id)
