"""Deployment: an artefact that is there already is started in an environment."""

import asyncio
from uuid import UUID

from millwright.factory import projects
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.kinds import DeployInput
from millwright.factory.pipelines.results import Released
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import ProjectState
from millwright.kit.errors import DomainError
from millwright.platform.jobs import Run


async def deploy(shop: Workshop, run: Run, order: DeployInput) -> Released:
    """Carries one deployment out; raises `DomainError`, which the deployment keeps as its error, when it cannot be."""
    try:
        return await run.step("release", _release, shop, run, order.deployment_id)
    except (DomainError, asyncio.CancelledError) as error:
        await conclusions.take_back(shop, run, order.deployment_id, error)
        raise


async def _release(shop: Workshop, run: Run, deployment_id: UUID) -> Released:
    started = run.clock()
    url = await shop.supervisor.release(run.actor, deployment_id)
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id, lock=True)
        await projects.mark(ctx, project, ProjectState.DEPLOYED)
    seconds = (run.clock() - started).total_seconds()
    return Released(deployment_id=str(deployment_id), url=url, ready_seconds=round(seconds, 3))
