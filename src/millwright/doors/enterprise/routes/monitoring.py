"""Monitoring & Health (the contract's section 8)."""

import asyncio
from importlib.metadata import version

from fastapi import APIRouter, Response

from millwright.doors.enterprise import wire
from millwright.doors.enterprise.wire import Condition
from millwright.doors.http import health
from millwright.doors.http.gate import public
from millwright.doors.http.health import Service
from millwright.doors.http.services import ServicesDep

router = APIRouter(tags=["Monitoring"])


@router.get(
    "/health",
    response_model_exclude_none=True,
    responses={503: {"model": wire.HealthOut, "description": "Unhealthy"}},
)
@public
async def get_health(services: ServicesDep, response: Response) -> wire.HealthOut:
    """Whether the services behind this API answer, each asked now. Without a cache all still works, unlimited."""
    seen, messages = await asyncio.gather(health.look(services), health.look_at_messages(services))
    conditions = {
        "database": _condition(seen.database),
        "cache": _condition(seen.redis),
        "message_queue": _condition(messages),
        "storage": _condition(seen.storage),
    }
    healthy = seen.healthy and conditions["message_queue"] is Condition.HEALTHY
    response.status_code = 200 if healthy else 503
    return wire.HealthOut(
        status=Condition.HEALTHY if healthy else Condition.UNHEALTHY,
        timestamp=services.clock(),
        services=wire.ServicesOut(**conditions),
        version=version("millwright"),
        errors=[_words(name) for name, state in conditions.items() if state is Condition.UNHEALTHY] or None,
    )


def _condition(service: Service) -> Condition:
    """A service that is not configured is done by this process itself, which is at hand."""
    return Condition.UNHEALTHY if service.condition is health.Condition.UNHEALTHY else Condition.HEALTHY


def _words(name: str) -> str:
    return f"{name.replace('_', ' ').capitalize()} connection failed"
