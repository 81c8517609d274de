"""System Endpoints: how the installation is, as far as it is measured."""

from datetime import datetime, timedelta
from importlib.metadata import version

from fastapi import APIRouter, Response

from millwright.doors.coordinaitor import wire
from millwright.doors.coordinaitor.envelope import Envelope, MetaDep
from millwright.doors.http import health
from millwright.doors.http.context import PrincipalDep
from millwright.doors.http.gate import public
from millwright.doors.http.health import Health, Service
from millwright.doors.http.services import Services, ServicesDep
from millwright.kit.clock import system_clock

_STARTED = system_clock()

router = APIRouter(prefix="/api/v1/system", tags=["System"])


@router.get("/health", response_model_exclude_none=True, responses={503: {"model": Envelope[wire.HealthOut]}})
@public
async def get_health(services: ServicesDep, response: Response, meta: MetaDep) -> Envelope[wire.HealthOut]:
    """Whether everything that is needed answers; 503 when it does not."""
    found = await health.look(services)
    response.status_code = 200 if found.healthy else 503
    return Envelope(success=found.healthy, data=_health(found, services, meta.timestamp), meta=meta)


@router.get("/status", response_model_exclude_none=True)
async def get_status(services: ServicesDep, principal: PrincipalDep, meta: MetaDep) -> Envelope[wire.StatusOut]:
    """The same for those who have logged in, and since when this process runs."""
    del principal
    found = _health(await health.look(services), services, meta.timestamp)
    return Envelope(data=wire.StatusOut(**dict(found), started_at=_STARTED), meta=meta)


def _health(found: Health, services: Services, now: datetime) -> wire.HealthOut:
    return wire.HealthOut(
        status="healthy" if found.healthy else "unhealthy",
        timestamp=now,
        uptime=(now - _STARTED) // timedelta(seconds=1),
        version=version("millwright"),
        services=wire.ServicesOut(
            database=_service(found.database, connections=services.database.connections),
            redis=_service(found.redis),
            storage=_service(found.storage),
        ),
    )


def _service(found: Service, *, connections: int | None = None) -> wire.ServiceOut:
    return wire.ServiceOut(status=found.word, latency=found.latency, connections=connections)
