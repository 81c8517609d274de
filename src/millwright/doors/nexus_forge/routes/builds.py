"""App building (App Building API)."""

import asyncio
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from millwright.doors.http.context import ActorDep, ContextDep
from millwright.doors.http.services import Services, ServicesDep
from millwright.doors.http.values import Plain
from millwright.doors.nexus_forge import render, wire
from millwright.doors.nexus_forge.ids import parse_session
from millwright.doors.nexus_forge.wire import BuildStatus
from millwright.factory import pipelines, projects
from millwright.factory.generation import AppSpec
from millwright.factory.pipelines import Generation, GenerationFilter
from millwright.factory.projects import FileEntry
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs
from millwright.platform.jobs import OperationState

_ENDED = {
    BuildStatus.COMPLETED: OperationState.SUCCEEDED,
    BuildStatus.FAILED: OperationState.FAILED,
    BuildStatus.CANCELLED: OperationState.CANCELLED,
}
_READ_AT_ONCE = 16
_RUNNING = [OperationState.QUEUED, OperationState.RUNNING]
_Skip = Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out")]
_Limit = Annotated[int, Query(ge=1, le=100, description="How many to return")]
_Search = Annotated[Plain, Query(max_length=200, description="In names and prompts")]

router = APIRouter(prefix="/api/nexus-forge", tags=["App building"])


@router.post("/build", status_code=202)
async def start_build(ctx: ContextDep, body: wire.BuildRequest) -> wire.BuildStarted:
    """Start a build session."""
    if not body.prompt.strip():
        raise DomainError("prompt_missing", Kind.INVALID, "App description is required")
    started = await pipelines.start_generation(ctx, pipelines.Wish(body.prompt))
    return render.started(started.operation_id, started.estimate)


@router.get("/builds")
async def list_builds(
    ctx: ContextDep,
    skip: _Skip = 0,
    limit: _Limit = 20,
    status: BuildStatus | None = None,
    search: _Search = "",
) -> list[wire.BuildItem]:
    """The caller's sessions, the latest first."""
    if status is None or status in _ENDED:
        states = [_ENDED[status]] if status is not None else []
        where = GenerationFilter(states, search)
        found = await pipelines.find_generations(ctx, where, offset=skip, limit=limit)
        return [render.build_item(item) for item in found]
    # Which phase a running build is in is known of each: there are few of them.
    running = await pipelines.find_generations(ctx, GenerationFilter(_RUNNING, search))
    shown = [render.build_item(item) for item in running if render.status(item.operation) is status]
    return shown[skip : skip + limit]


@router.get("/build/{session_id}")
async def get_build(actor: ActorDep, services: ServicesDep, session_id: str) -> wire.BuildOut:
    """The status of a session, and what it has made."""
    async with services.context(actor) as ctx:
        item = await pipelines.get_generation(ctx, parse_session(session_id))
        spec, tree = await _made(ctx, item)
    return render.build(item, spec, await _texts(services, tree))


@router.delete("/build/{session_id}")
async def delete_build(ctx: ContextDep, session_id: str) -> wire.Done:
    """Cancel a running build, or forget one that has ended; the application it made stays."""
    item = await pipelines.get_generation(ctx, parse_session(session_id))
    if item.operation.state.is_final:
        await pipelines.remove_generation(ctx, item.operation.id)
        return wire.Done(message="Build session deleted successfully", status="deleted")
    await pipelines.cancel(ctx, item.operation.id)
    return wire.Done(message="Build session cancelled successfully", status="cancelled")


@router.post("/deploy/{session_id}")
async def deploy_build(
    actor: ActorDep, services: ServicesDep, session_id: str, body: wire.DeployRequest
) -> wire.DeployOut:
    """Release a completed build, and wait until it answers."""
    actor.require(Scope.DEPLOYMENTS_WRITE)
    async with services.context(actor) as ctx:
        item = await pipelines.get_generation(ctx, parse_session(session_id))
        if item.operation.state is not OperationState.SUCCEEDED:
            raise DomainError("build_not_completed", Kind.CONFLICT, "Only a completed build can be deployed.")
        project = await projects.get(ctx, item.project.id, lock=True)
        order = pipelines.DeployOrder(environment=render.environment(body.environment))
        started = await pipelines.start_deployment(ctx, project, order)
    url = await _released(services, started.operation_id)
    return render.deployed(started.deployment, url, body.environment)


async def _released(services: Services, operation_id: UUID) -> str:
    ended = await jobs.ended(services.database, services.hub, operation_id)
    url = render.address(ended)
    if url is None:
        message = f"Deployment failed: {ended.error_message or ended.state}"
        raise DomainError("deployment_failed", Kind.UNAVAILABLE, message)
    return url


async def _made(ctx: Context, item: Generation) -> tuple[AppSpec | None, list[FileEntry]]:
    """The specification and the files of a completed build."""
    if item.operation.state is not OperationState.SUCCEEDED or item.operation.result is None:
        return None, []
    revision_id = UUID(str(item.operation.result["revisionId"]))
    revision = await projects.get_revision(ctx, item.project, revision_id)
    spec = AppSpec.parse(revision.spec) if revision.spec is not None else None
    return spec, list(await projects.read_tree(ctx, revision))


async def _texts(services: Services, tree: Sequence[FileEntry]) -> dict[str, str]:
    """What is in the files, by their paths."""
    turn = asyncio.Semaphore(_READ_AT_ONCE)

    async def text(entry: FileEntry) -> str:
        async with turn:
            return (await services.blobs.get(entry.digest)).decode(errors="replace")

    texts = await asyncio.gather(*(text(entry) for entry in tree))
    return {entry.path: told for entry, told in zip(tree, texts, strict=True)}
