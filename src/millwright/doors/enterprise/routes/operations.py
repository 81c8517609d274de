"""Operations (Async Operations)."""

from fastapi import APIRouter

from millwright.doors.enterprise import ids, render, wire
from millwright.doors.enterprise.acting import anywhere
from millwright.doors.enterprise.envelope import Envelope, MetaDep, answer
from millwright.doors.http.context import ContextDep
from millwright.factory import pipelines
from millwright.platform import jobs
from millwright.platform.jobs import OperationSnapshot

router = APIRouter(tags=["Operations"])


@router.get("/operations/{operation_id}", response_model_exclude_none=True)
async def get_operation(ctx: ContextDep, meta: MetaDep, operation_id: str) -> Envelope[wire.OperationOut]:
    """How far a long-running operation is, and how it ended."""
    wanted = ids.parse(operation_id, "operation")
    found = await anywhere(ctx, lambda acting: pipelines.get_operation(acting, wanted))
    estimate = await jobs.estimate(ctx.session, found.kind)
    return answer(render.operation(OperationSnapshot.of(found), estimate, ctx.clock()), meta)
