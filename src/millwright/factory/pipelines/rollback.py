"""Rolling back: an earlier release serves again with the data of its day, and the files are as they were then."""

import asyncio
from uuid import UUID

from millwright.factory import deployments, projects
from millwright.factory.deployments import Deployment, Environment, NewDeployment
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.candidates import refuse_moved_head, release_id
from millwright.factory.pipelines.kinds import RollbackInput
from millwright.factory.pipelines.results import RolledBack
from millwright.factory.pipelines.workshop import Workshop
from millwright.kit.errors import DomainError
from millwright.platform.jobs import Run


async def roll_back(shop: Workshop, run: Run, order: RollbackInput) -> RolledBack:
    """Carries one rollback out; raises `DomainError`, with everything as it was, when it cannot be.

    ``data_newer`` when rows would be lost and the order does not say that they may, ``head_moved`` when the project got
    other files meanwhile.
    """
    try:
        url = await run.step("release", _release, shop, run, order)
        return await run.step("finish", _finish, shop, run, order, url)
    except (DomainError, asyncio.CancelledError) as error:
        await conclusions.take_back(shop, run, release_id(run), error)
        if isinstance(error, DomainError):
            await run.step("give_up", conclusions.give_up, run, order.project_id)
        raise


async def _release(shop: Workshop, run: Run, order: RollbackInput) -> str:
    """The artefact that served before, as another release."""
    async with run.transaction() as ctx:
        project = await projects.get(ctx, order.project_id)
        earlier = await deployments.get(ctx, order.deployment_id)
        deployment = await deployments.create(ctx, project, _again(earlier, release_id(run)))
    return await shop.supervisor.release(run.actor, deployment.id, restore_data=order.restore_data)


def _again(earlier: Deployment, new_id: UUID) -> NewDeployment:
    return NewDeployment(
        revision_id=earlier.revision_id,
        digest=earlier.digest,
        environment=earlier.environment,
        provider=earlier.provider,
        target=earlier.target,
        unverified=earlier.unverified,
        variables=earlier.config,
        build_seconds=earlier.build_seconds,
        id=new_id,
    )


async def _finish(shop: Workshop, run: Run, order: RollbackInput, url: str) -> RolledBack:
    """Takes the files back with a preview; those of a project go on when only production is rolled back."""
    async with run.transaction() as ctx:
        project = await projects.get(ctx, order.project_id, lock=True)
        earlier = await deployments.get(ctx, order.deployment_id)
        released = await projects.get_revision(ctx, project, earlier.revision_id)
        head = await projects.get_revision(ctx, project, order.head_id)
        preview = earlier.environment is Environment.PREVIEW
        moved = preview and project.head_id not in {order.left_id, head.id}
        if preview and not moved:
            await projects.go_back(ctx, project, head, released)
        if not moved:
            await projects.mark(ctx, project, projects.ProjectState.READY)
    if moved:
        await refuse_moved_head(shop, run)
    return RolledBack(
        url=url,
        slug=project.slug,
        name=project.name,
        environment=earlier.environment,
        revision_id=str(head.id),
        revision=head.number,
        deployment_id=str(release_id(run)),
        digest=earlier.digest,
    )
