"""The installation: an extension, for operators alone. How it is, and what its machine lacks."""

import asyncio
from importlib.metadata import version

from fastapi import APIRouter

from millwright.doors.aibuild.wire_system import FoundOut, ServiceOut, SystemOut
from millwright.doors.http import health
from millwright.doors.http.context import ActorDep
from millwright.doors.http.health import Service
from millwright.doors.http.services import ServicesDep
from millwright.platform import jobs

router = APIRouter(tags=["Extensions"])


@router.get("/system")
async def get_system(actor: ActorDep, services: ServicesDep) -> SystemOut:
    """How Millwright is, what it does now, and what its machine lacks."""
    async with services.reading(actor) as ctx:
        work = await jobs.workload(ctx)
    found, messages, findings = await asyncio.gather(
        health.look(services), health.look_at_messages(services), asyncio.to_thread(services.examine)
    )
    return SystemOut(
        version=version("millwright"),
        healthy=found.healthy,
        database=_service(found.database),
        storage=_service(found.storage),
        redis=_service(found.redis),
        messages=_service(messages),
        database_connections=services.database.connections,
        operations_queued=work.queued,
        operations_running=work.running,
        findings=[
            FoundOut(
                name=item.name,
                present=item.present,
                detail=item.detail,
                turns_off=item.turns_off,
                remedy=item.remedy,
            )
            for item in findings
        ],
    )


def _service(item: Service) -> ServiceOut:
    return ServiceOut(condition=item.word, latency=item.latency)
