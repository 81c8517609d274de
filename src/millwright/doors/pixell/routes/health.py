"""Whether everything answers (12. Health Check)."""

from fastapi import APIRouter, Response

from millwright.doors.http import health
from millwright.doors.http.gate import public
from millwright.doors.http.services import ServicesDep
from millwright.doors.pixell import render, wire

router = APIRouter(tags=["Health Check"])


@router.get("/api/health", responses={503: {"model": wire.HealthOut}})
@public
async def get_health(services: ServicesDep, response: Response) -> wire.HealthOut:
    """How the service is; 503 when it cannot serve."""
    found = await health.look(services)
    if not found.healthy:
        response.status_code = 503
    return render.health(found, services.clock())
