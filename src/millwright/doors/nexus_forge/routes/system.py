"""Health and configuration (Monitoring API, Configuration API)."""

from importlib.metadata import version

from fastapi import APIRouter, Response

from millwright.doors.http import health
from millwright.doors.http.context import ActorDep
from millwright.doors.http.gate import public
from millwright.doors.http.services import ServicesDep
from millwright.doors.nexus_forge import render, wire

router = APIRouter(tags=["Monitoring"])


@router.get("/health", responses={503: {"model": wire.Health}})
@public
async def get_health(services: ServicesDep, response: Response) -> wire.Health:
    """Whether what the factory stands on answers; 503 when something does not."""
    found = await health.look(services)
    response.status_code = 200 if found.healthy else 503
    return wire.Health(
        status="healthy" if found.healthy else "unhealthy",
        version=version("millwright"),
        timestamp=services.clock(),
        environment="production",
        services={
            "database": found.database.word,
            "redis": found.redis.word,
            "ai_models": "healthy",  # the embedded engine is part of this very process
            "storage": found.storage.word,
        },
    )


@router.get("/api/config/models", tags=["Configuration"])
async def list_models(_: ActorDep) -> wire.Models:
    """The models there are: the embedded engine, which needs no key and no network."""
    engine = wire.Model(
        name=render.ENGINE,
        type="specification",
        status="available",
        version=version("millwright"),
        capabilities=["prompt_to_specification", "code_generation"],
    )
    return wire.Models(models=[engine])
