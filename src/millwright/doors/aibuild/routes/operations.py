"""Operations: an extension. What is being worked on, live, and how to call it off or try it again."""

from collections.abc import AsyncGenerator
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.aibuild.values import PlainText, several
from millwright.doors.http import session_cookie
from millwright.doors.http.context import ContextDep, PrincipalDep
from millwright.doors.http.services import Services, ServicesDep
from millwright.doors.http.sockets import presented_token, until_it_changes
from millwright.doors.http.sse import Message, server_sent
from millwright.factory import pipelines, projects
from millwright.kit.context import Context
from millwright.kit.errors import not_found
from millwright.kit.paging import PageRequest
from millwright.platform import jobs
from millwright.platform.jobs import Operation, OperationSnapshot, OperationState

router = APIRouter(tags=["Extensions"])
_states = several(OperationState, "status")


@router.get("/operations")
async def list_operations(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    page: Annotated[PageRequest, Depends(requested)],
    project_id: Annotated[PlainText | None, Query(alias="projectId")] = None,
    status: PlainText = "",
) -> wire.OperationList:
    """The organization's operations, the newest first; several values of `status` are separated by commas."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id)) if project_id is not None else None
    where = pipelines.OperationFilter(project.id if project is not None else None, _states(status))
    found = await pipelines.list_operations(ctx, where, page)
    pagination = paginate(found, request, response, services.public_url)
    operations = [render.operation(OperationSnapshot.of(item), None) for item in found.items]
    return wire.OperationList(operations=operations, pagination=pagination)


@router.get("/operations/{operation_id}")
async def get_operation(ctx: ContextDep, operation_id: str) -> wire.OperationOut:
    """How far an operation is, and how it ended."""
    return await _rendered(ctx, await pipelines.get_operation(ctx, _parsed(operation_id)))


@router.post("/operations/{operation_id}/cancel")
async def cancel_operation(ctx: ContextDep, operation_id: str) -> wire.OperationOut:
    """Call the operation off; what it runs is ended promptly."""
    return await _rendered(ctx, await pipelines.cancel(ctx, _parsed(operation_id)))


@router.post("/operations/{operation_id}/retry", status_code=201)
async def retry_operation(ctx: ContextDep, operation_id: str) -> wire.OperationOut:
    """Try a failed or cancelled operation again, as a new one."""
    return await _rendered(ctx, await pipelines.retry(ctx, _parsed(operation_id)))


@router.get("/operations/{operation_id}/stream", response_class=StreamingResponse)
async def stream_operation(
    request: Request, principal: PrincipalDep, services: ServicesDep, operation_id: str
) -> StreamingResponse:
    """Server-sent events: `operation` whenever something has changed, `log` for each line; ends with the operation."""
    async with services.context(principal.actor) as ctx:
        operation = await pipelines.get_operation(ctx, _parsed(operation_id))
        estimate = await jobs.estimate(ctx.session, operation.kind)
    unwelcome = partial(
        until_it_changes, services, presented_token(request, cookie=session_cookie.NAME) or "", principal
    )
    return server_sent(_messages(services, operation.id, estimate), until=unwelcome)


async def _messages(services: Services, operation_id: UUID, estimate: float | None) -> AsyncGenerator[Message]:
    async for item in jobs.watch(services.database, services.hub, operation_id):
        if isinstance(item, OperationSnapshot):
            shown = render.operation(item, estimate)
            yield "operation", shown.model_dump(mode="json", by_alias=True)
        else:
            yield "log", render.log_line(item).model_dump(mode="json", by_alias=True)


async def _rendered(ctx: Context, operation: Operation) -> wire.OperationOut:
    estimate = await jobs.estimate(ctx.session, operation.kind)
    return render.operation(OperationSnapshot.of(operation), estimate)


def _parsed(operation_id: str) -> UUID:
    parsed = Prefix.OPERATION.parse(operation_id)
    if parsed is None:
        raise not_found("operation")
    return parsed
