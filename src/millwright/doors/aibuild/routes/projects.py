"""Projects (the contract's section of that name)."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.auth import ContextDep
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.aibuild.values import SearchText, several
from millwright.doors.http.services import ServicesDep
from millwright.factory import pipelines, projects
from millwright.kit.paging import PageRequest

router = APIRouter(tags=["Projects"])
IdempotencyKey = Annotated[str | None, Header(max_length=200)]


@router.post("/projects/generate", status_code=201)
async def generate_project(
    ctx: ContextDep, services: ServicesDep, body: wire.GenerateRequest, idempotency_key: IdempotencyKey = None
) -> wire.GenerateResponse:
    """Starts making an application from a prompt. The same Idempotency-Key answers the same project."""
    started = await pipelines.start_generation(
        ctx,
        services.jobs,
        pipelines.Wish(body.prompt, name=body.name, template=body.template_type, target=body.primary_target),
        idempotency_key=idempotency_key,
    )
    return render.generation(started)
