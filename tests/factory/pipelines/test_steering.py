"""What still waits for work that ended without saying so."""

from sqlalchemy import update

from millwright.factory import pipelines, projects
from millwright.factory.projects import ProjectState
from millwright.kit.context import Context
from millwright.kit.database import Database
from millwright.platform.jobs import Operation, OperationState
from tests.factories.accounts import make_actor

WISH = pipelines.Wish("Keep a list of the books that I have read")


async def test_a_project_whose_generation_was_lost_is_not_being_built_for_ever(database: Database) -> None:
    async with database.session() as session:
        ctx = Context(session, await make_actor(session, "Ada"))
        lost, alive = [await pipelines.start_generation(ctx, WISH) for _ in range(2)]
        ended = update(Operation).where(Operation.id == lost.operation_id)
        await session.execute(ended.values(state=OperationState.FAILED))
    await pipelines.settle(database)
    async with database.session() as session:
        ctx = Context(session, ctx.actor)
        assert (await projects.get(ctx, lost.project.id)).state is ProjectState.FAILED
        assert (await projects.get(ctx, alive.project.id)).state is ProjectState.BUILDING
