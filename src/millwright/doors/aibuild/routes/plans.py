"""Plans (an extension): what a prompt would become, before anything is made."""

import asyncio

from fastapi import APIRouter
from pydantic import JsonValue

from millwright.doors.aibuild.plans import PlanOut, PlanRequest
from millwright.doors.http.context import ActorDep
from millwright.factory import generation, projects

router = APIRouter(tags=["Extensions"])


@router.post("/plans")
async def make_plan(actor: ActorDep, body: PlanRequest) -> PlanOut:
    """Say what an application of this prompt would have, with the words that caused each part; nothing is kept."""
    projects.check_prompt(body.prompt)
    spec = await asyncio.to_thread(generation.read, body.prompt, name=body.name)
    return PlanOut.model_validate(generation.plan(spec))


@router.get("/spec-schema")
async def get_spec_schema(actor: ActorDep) -> dict[str, JsonValue]:
    """The JSON Schema of specifications, as `GET /projects/{projectId}/spec` answers them."""
    return generation.AppSpec.model_json_schema()
