"""The socket of one session (WebSocket API): how its build gets on, until it has ended.

The document names no credential for it: the handshake carries one as requests do, or, where a browser cannot send
headers, the first message ``{"type": "auth", "token": …}`` does within ten seconds. Nobody else hears anything.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import aclosing
from uuid import UUID

from fastapi import APIRouter, WebSocket

from millwright.doors.http.services import Services, services_of
from millwright.doors.http.sockets import (
    AUTH_SECONDS,
    UNAUTHENTICATED,
    Connection,
    first_token,
    keep_checking,
    presented_token,
)
from millwright.doors.nexus_forge import render
from millwright.doors.nexus_forge.ids import parse_session
from millwright.doors.nexus_forge.wire import BuildStatus
from millwright.factory import pipelines
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs
from millwright.platform.jobs import OperationSnapshot, OperationState

NOT_FOUND = 4404
"""The code for a session that the caller may not hear of."""

router = APIRouter()


@router.websocket("/ws/nexus-forge/{session_id}")
async def socket(websocket: WebSocket, session_id: str) -> None:
    """Real-time updates of a build."""
    await websocket.accept()
    connection = Connection(websocket)
    await connection.run(_follow(connection, services_of(websocket), session_id))


async def _follow(connection: Connection, services: Services, session_id: str) -> None:
    token = presented_token(connection.websocket) or await first_token(connection, AUTH_SECONDS)
    try:
        principal = await services.authenticator.authenticate(token or "")
        async with services.context(principal.actor) as ctx:
            item = await pipelines.get_generation(ctx, parse_session(session_id))
    except DomainError as error:
        connection.end(UNAUTHENTICATED if error.kind is Kind.UNAUTHENTICATED else NOT_FOUND)
        return
    connection.tell(
        {
            "type": "connected",
            "session_id": str(item.operation.id),
            "message": "Connected to Nexus Forge build session",
        }
    )
    checking = asyncio.create_task(keep_checking(connection, services, token or "", principal))
    hearing = asyncio.create_task(_hear(connection))
    try:
        await _tell(connection, services, item.operation.id)
    finally:
        checking.cancel()
        hearing.cancel()


async def _hear(connection: Connection) -> None:
    """Notices when the client leaves; it has nothing to say."""
    async for _ in connection.messages():
        pass
    connection.end(1000)


async def _tell(connection: Connection, services: Services, operation_id: UUID) -> None:
    before: OperationSnapshot | None = None
    async with aclosing(jobs.watch(services.database, services.hub, operation_id)) as changes:
        async for item in changes:
            if isinstance(item, OperationSnapshot):
                for message in messages(before, item):
                    connection.tell(message)
                before = item


def messages(before: OperationSnapshot | None, now: OperationSnapshot) -> Iterator[Mapping[str, object]]:
    """What has changed between two looks at a build, as the documented messages (Message Types)."""
    if before is not None and (ended := render.status(before)) is not render.status(now):
        yield from _phase_completed(ended, now)
    if now.state is OperationState.SUCCEEDED:
        yield _completed(now)
    elif now.state.is_final:
        yield _ended(now)
    else:
        yield _progress(now)


_ORDER = [
    BuildStatus.GENERATING_SPEC,
    BuildStatus.BUILDING,
    BuildStatus.OPTIMIZING,
    BuildStatus.DEPLOYING,
    BuildStatus.COMPLETED,
]


def _phase_completed(first: BuildStatus, now: OperationSnapshot) -> Iterator[Mapping[str, object]]:
    """A message for each phase that has ended since, those that ended between two looks included."""
    reached = render.status(now)
    if reached not in _ORDER:
        return
    begin = _ORDER.index(first) if first in _ORDER else 0
    for ended, following in zip(_ORDER[begin:], _ORDER[begin + 1 :], strict=False):
        if _ORDER.index(following) > _ORDER.index(reached):
            return
        yield {
            "type": "phase_completed",
            "phase": ended.value,
            "message": f"{render.PHASE_WORDS[ended]} is done",
            "results": render.phase_results(now),
            "next_phase": following.value,
        }


def _progress(now: OperationSnapshot) -> Mapping[str, object]:
    status = render.status(now)
    return {
        "type": "progress_update",
        "phase": status.value,
        "progress": now.percent,
        "message": f"{render.PHASE_WORDS[status]} …",
        "model": render.ORCHESTRATOR.lower(),
        "timestamp": render.moment(),
    }


def _completed(now: OperationSnapshot) -> Mapping[str, object]:
    return {
        "type": "build_completed",
        "session_id": str(now.id),
        "deployment_url": render.address(now),
        "total_time": render.duration(render.elapsed(now).total_seconds()),
        "summary": render.summary(now),
    }


def _ended(now: OperationSnapshot) -> Mapping[str, object]:
    cancelled = now.state is OperationState.CANCELLED
    return {
        "type": "error",
        "phase": render.phase(now),
        "error_code": "BUILD_CANCELLED" if cancelled else "BUILD_FAILED",
        "message": "The build was cancelled." if cancelled else now.error_message or "The build failed.",
        "retry_possible": not (now.error_code or "").startswith("prompt_"),
    }
