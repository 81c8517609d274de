"""Long work as those see it who look on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from millwright.factory.pipelines.kinds import DEPLOY
from millwright.kit.context import Context, Scope
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import jobs
from millwright.platform.jobs import Operation, OperationState


@dataclass(frozen=True, slots=True)
class OperationFilter:
    """Which operations a list holds; an empty member filters nothing."""

    project_id: UUID | None = None
    states: Sequence[OperationState] = ()


async def list_operations(ctx: Context, where: OperationFilter, page: PageRequest) -> Page[Operation]:
    """One page of the organization's operations, the latest first; deployments only for those who may read them."""
    ctx.actor.require(Scope.PROJECTS_READ)
    query = jobs.visible_to(ctx.actor)
    if Scope.DEPLOYMENTS_READ not in ctx.actor.scopes:
        query = query.where(Operation.kind != DEPLOY.name)
    if where.project_id is not None:
        query = query.where(Operation.project_id == where.project_id)
    if where.states:
        query = query.where(Operation.state.in_(where.states))
    return await read_page(ctx.session, query.order_by(Operation.created_at.desc(), Operation.id.desc()), page)
