"""Candidates: what a pipeline checks, releases as the preview, has the browser look at, and takes over as the project's
head; or takes back where it fails.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import NoReturn, TypeVar
from uuid import UUID, uuid5

from millwright.factory import deployments, projects
from millwright.factory.deployments import Environment, NewDeployment
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.results import Browsed, Checked, Proof, Released
from millwright.factory.pipelines.verify import browse_release, check_revision
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import Project, Revision
from millwright.kit.context import Context
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


@dataclass(frozen=True, slots=True)
class Proven:
    """A candidate that has passed every check there could be, and serves."""

    revision_id: UUID
    checked: Checked
    released: Released
    browsed: Browsed

    @property
    def verified(self) -> bool:
        """Whether there is no check that could not be run."""
        return self.browsed.not_run is None and not self.checked.not_run


async def prove(shop: Workshop, run: Run, revision_id: UUID, *, restore_data: bool = False) -> Proven:
    """Checks and builds a revision, releases it and has the browser look at it: three phases of an operation.

    Raises `DomainError` at the first that fails; what serves before the release goes on until then, and again after it.
    """
    checked = await run.step("check", check_revision, shop, run, revision_id)
    conclusions.require_passed(checked.failures)
    released = await run.step(
        "release", release_candidate, shop, run, str(revision_id), checked, restore_data=restore_data
    )
    run.log(f"Answers at {released.url}")
    browsed = await browse_candidate(shop, run, UUID(released.deployment_id))
    conclusions.require_passed(browsed.failures)
    return Proven(revision_id, checked, released, browsed)


async def release_candidate(
    shop: Workshop, run: Run, revision_id: str, checked: Checked, *, restore_data: bool = False
) -> Released:
    """Starts a checked revision in the place of the preview, and waits until it answers; raises ``not_built``.

    With `restore_data` the data goes back where the revision lacks migrations that it has been through.
    """
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
    url = await shop.supervisor.release(run.actor, deployment.id, restore_data=restore_data)
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


async def take_over(shop: Workshop, run: Run, proven: Proven) -> Proof:
    """Makes a proven candidate the project's head, verified when every check was run, and sums up.

    Raises ``head_moved`` when the project has got other files than the candidate was made from.
    """
    async with run.transaction() as ctx:
        project = await projects.get(ctx, run.project_id, lock=True)
        revision = await projects.get_revision(ctx, project, proven.revision_id)
        moved = project.head_id not in {revision.parent_id, revision.id}
        if not moved:
            await projects.promote(ctx, project, revision, verified=proven.verified)
            await projects.mark(ctx, project, projects.ProjectState.READY)
        proof = await sum_up(ctx, run, proven, project, revision)
    if moved:
        await refuse_moved_head(shop, run)
    return proof


async def sum_up(ctx: Context, run: Run, proven: Proven, project: Project, revision: Revision) -> Proof:
    """What the operation has come to."""
    checked, released, browsed = proven.checked, proven.released, proven.browsed
    asked = await conclusions.asked_at(ctx, run.id)
    return Proof(
        url=released.url,
        slug=project.slug,
        name=project.name,
        revision_id=str(revision.id),
        revision=revision.number,
        deployment_id=released.deployment_id,
        digest=str(checked.digest),
        verified=proven.verified,
        ready_seconds=released.ready_seconds,
        total_seconds=round((run.clock() - asked).total_seconds(), 3),
        timings={**checked.timings, "browse": browsed.seconds},
        tests=checked.tests,
        pages=browsed.pages,
        not_run=conclusions.not_run(checked, browsed),
    )


async def refuse_moved_head(shop: Workshop, run: Run) -> NoReturn:
    """Withdraws the release of an operation whose project got other files meanwhile, and raises ``head_moved``."""
    message = "Files were changed while this was being done, so it is not taken over. Please ask for it again."
    await conclusions.withdraw(shop, run, release_id(run), message)
    raise DomainError("head_moved", Kind.CONFLICT, message)
