"""Candidates: what a pipeline releases as the preview and has the browser look at, or takes back where it fails."""

import asyncio
from collections.abc import Awaitable
from typing import NoReturn, TypeVar
from uuid import UUID, uuid5

from millwright.factory import deployments, projects
from millwright.factory.deployments import Environment, NewDeployment
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.results import Browsed, Checked, Released
from millwright.factory.pipelines.verify import browse_release
from millwright.factory.pipelines.workshop import Workshop
from millwright.kit.errors import DomainError, Kind
from millwright.platform.jobs import Run

Answer = TypeVar("Answer")


def release_id(run: Run) -> UUID:
    """The id of the one release that an operation makes, the same each time that it is asked."""
    return uuid5(run.id, "deployment")


async def carried_out(shop: Workshop, run: Run, project_id: UUID, work: Awaitable[Answer]) -> Answer:
    """The answer of the work; when that fails or is called off, the project and what was released are as before."""
    try:
        return await _or_give_up(run, project_id, work)
    except (DomainError, asyncio.CancelledError) as error:
        # A cancelled operation's transactions may refuse before it is ended.
        await conclusions.take_back(shop, run, release_id(run), error)
        raise


async def _or_give_up(run: Run, project_id: UUID, work: Awaitable[Answer]) -> Answer:
    try:
        return await work
    except DomainError:
        await run.step("give_up", conclusions.give_up, run, project_id)
        raise


async def release_candidate(shop: Workshop, run: Run, revision_id: str, checked: Checked) -> Released:
    """Starts a checked revision in the place of the preview, and waits until it answers; raises ``not_built``."""
    if checked.digest is None:
        raise conclusions.not_built()
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id)
        new = NewDeployment(
            revision_id=UUID(revision_id),
            digest=checked.digest,
            environment=Environment.PREVIEW,
            target=project.target,
            build_seconds=checked.timings.get("build"),
            id=release_id(run),
        )
        deployment = await deployments.create(ctx, project, new)
    url = await shop.supervisor.release(run.actor, deployment.id)
    async with run.transaction() as ctx:
        asked = await conclusions.asked_at(ctx, run.id)
    ready = (run.clock() - asked).total_seconds()
    return Released(deployment_id=str(deployment.id), url=url, ready_seconds=round(ready, 3))


async def browse_candidate(shop: Workshop, run: Run, deployment_id: UUID) -> Browsed:
    """Has the browser look at the release, which is taken back when that cannot be done."""
    try:
        return await run.step("browse", browse_release, shop, run, deployment_id)
    except DomainError as error:
        reason = f"The browser check could not be done: {error.message}"
        await run.step("withdraw", conclusions.withdraw, shop, run, deployment_id, reason)
        raise


async def refuse_moved_head(shop: Workshop, run: Run) -> NoReturn:
    """Withdraws the release of an operation whose project got other files meanwhile, and raises ``head_moved``."""
    message = "Files were changed while this was being done, so it is not taken over. Please ask for it again."
    await conclusions.withdraw(shop, run, release_id(run), message)
    raise DomainError("head_moved", Kind.CONFLICT, message)
