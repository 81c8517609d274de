"""Removing a project with all that was made of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from millwright.factory import projects
from millwright.factory.deployments import AppSite, Supervisor
from millwright.factory.pipelines.steering import cancel
from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import Actor, Context, Scope
from millwright.kit.database import Database
from millwright.platform import jobs
from millwright.platform.jobs import Operation, OperationState

_OPEN = [state for state in OperationState if not state.is_final]


async def remove_project(
    database: Database, supervisor: Supervisor, actor: Actor, project_id: UUID | None, *, clock: Clock = system_clock
) -> datetime:
    """Calls off what is done for the project, stops its applications, and deletes it with its files and their data.

    Answers when. What was begun and could not be finished is finished by asking again. Raises `DomainError` of kind
    not found, and of kind forbidden without the scope.
    """
    actor.require(Scope.PROJECTS_DELETE)
    async with database.session() as session:
        ctx = Context(session, actor, clock)
        project = await projects.get(ctx, project_id, lock=True)
        under_way = jobs.visible_to(actor).where(Operation.project_id == project.id, Operation.state.in_(_OPEN))
        for operation in (await session.scalars(under_way)).all():
            await cancel(ctx, operation.id)
        sites = (await session.scalars(select(AppSite).where(AppSite.project_id == project.id))).all()
    for site in sites:
        await supervisor.remove(site)
    async with database.session() as session:
        ctx = Context(session, actor, clock)
        await projects.delete(ctx, await projects.get(ctx, project_id, lock=True))
    return clock()
