"""How pipelines end: well, with the reasons why not, or giving up."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from millwright.factory import projects
from millwright.factory.deployments import Deployment, DeploymentState
from millwright.factory.generation import Reason as SpecReason
from millwright.factory.pipelines.results import Browsed, Checked, Failure, Reason
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import ProjectState
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs
from millwright.platform.jobs import OperationState, Run

_SHOWN = 5


def require_passed(failures: Sequence[Failure]) -> None:
    """Raises `DomainError` ``checks_failed``, naming the first failures, if there are any."""
    if not failures:
        return
    shown = "; ".join(_words(failure) for failure in failures[:_SHOWN])
    more = f" and {len(failures) - _SHOWN} more" if len(failures) > _SHOWN else ""
    raise DomainError("checks_failed", Kind.CONFLICT, f"Checks failed: {shown}{more}"[:2000])


def _words(failure: Failure) -> str:
    place = f" {failure.file}" if failure.file else ""
    line = f":{failure.line}" if failure.line else ""
    return f"{failure.check}{place}{line} {failure.message.splitlines()[0] if failure.message else ''}".strip()


def not_built() -> DomainError:
    """The refusal to release what has no artefact."""
    return DomainError("not_built", Kind.CONFLICT, "This revision could not be built, so it cannot be released.")


async def give_up(run: Run, project_id: UUID) -> None:
    """Marks the project as failed, or as ready with the head that it had before."""
    async with run.transaction() as ctx:
        project = await projects.get(ctx, project_id, lock=True)
        await projects.mark(ctx, project, ProjectState.READY if project.head_id else ProjectState.FAILED)


async def take_back(shop: Workshop, run: Run, deployment_id: UUID, why: DomainError | asyncio.CancelledError) -> None:
    """Takes back what an operation has released that failed or was called off; nothing when the server only stops.

    Goes on to its end when it is interrupted meanwhile.
    """
    taking = asyncio.create_task(_take_back(shop, run, deployment_id, why))
    try:
        await asyncio.shield(taking)
    except asyncio.CancelledError:
        await taking
        raise


async def _take_back(shop: Workshop, run: Run, deployment_id: UUID, why: DomainError | asyncio.CancelledError) -> None:
    async with run.database.session() as session:
        ctx = Context(session, run.actor, run.clock)
        operation = await jobs.get(ctx, run.id)
        deployment = await session.get(Deployment, deployment_id)
    cancelled = operation.state is OperationState.CANCELLED
    if deployment is None or not (cancelled or isinstance(why, DomainError)):
        return
    if deployment.state in {DeploymentState.PENDING, DeploymentState.STARTING}:
        await shop.supervisor.stop(run.actor, deployment_id)
    else:
        message = "The operation was cancelled." if cancelled else f"The operation failed: {why}"
        await withdraw(shop, run, deployment_id, message)


async def withdraw(shop: Workshop, run: Run, deployment_id: UUID, reason: str) -> None:
    """Takes a release back; nothing when it does not serve any more."""
    async with run.database.session() as session:
        deployment = await session.get_one(Deployment, deployment_id)
    if deployment.state is DeploymentState.READY:
        await shop.supervisor.withdraw(run.actor, deployment_id, reason)


async def asked_at(ctx: Context, operation_id: UUID) -> datetime:
    """When the operation was asked for."""
    return (await jobs.get(ctx, operation_id)).created_at


def told(reasons: Sequence[SpecReason]) -> list[Reason]:
    """The specification's reasons, for a result."""
    return [Reason(subject=reason.subject, because=reason.because) for reason in reasons]


def not_run(checked: Checked, browsed: Browsed) -> list[Reason]:
    """Every check that could not be run, with why."""
    browser = [Reason(subject="browser", because=browsed.not_run)] if browsed.not_run is not None else []
    return [*checked.not_run, *browser]
