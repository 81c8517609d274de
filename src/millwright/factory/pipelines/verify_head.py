"""Verification of a project's head, as people's edits or a restored revision have left it."""

from uuid import UUID

from millwright.factory import projects
from millwright.factory.pipelines.candidates import Proven, carried_out, prove, sum_up
from millwright.factory.pipelines.kinds import VerifyInput
from millwright.factory.pipelines.results import Proof
from millwright.factory.pipelines.workshop import Workshop
from millwright.platform.jobs import Run


async def verify_head(shop: Workshop, run: Run, order: VerifyInput) -> Proof:
    """Has the head pass what a generation has to pass, and serve as the preview; it is verified then.

    Raises `DomainError` when it does not: the preview before serves on, the report is kept with the revision.
    """
    return await carried_out(shop, run, order.project_id, _verify(shop, run, order))


async def _verify(shop: Workshop, run: Run, order: VerifyInput) -> Proof:
    revision_id = UUID(await run.step("begin", _head, run))
    proven = await prove(shop, run, revision_id, restore_data=order.restore_data)
    return await run.step("finish", _finish, run, proven)


async def _head(run: Run) -> str:
    """The revision that is head as the work begins: what is saved meanwhile is for the next time."""
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id)
        return str((await projects.get_revision(ctx, project, project.head_id)).id)


async def _finish(run: Run, proven: Proven) -> Proof:
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id, lock=True)
        revision = await projects.get_revision(ctx, project, proven.revision_id)
        if proven.verified:
            await projects.confirm(ctx, project, revision)
        await projects.mark(ctx, project, projects.ProjectState.READY)
        return await sum_up(ctx, run, proven, project, revision)
