"""From the event log to deliveries: each event once, in the transaction that moves the cursor."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.platform import events
from millwright.platform.accounts import Organization, OrganizationStatus
from millwright.platform.events import Event
from millwright.platform.webhooks.deliveries import new_delivery, wake_senders
from millwright.platform.webhooks.dialects import Dialect, Payload, compact
from millwright.platform.webhooks.models import Delivery, Endpoint

CURSOR = "webhooks"
_BATCH = 200

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Spread:
    """How one turn went: `taken` is false when another process has the cursor, `more` when events may be left."""

    taken: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Listener:
    endpoint_id: UUID
    events: frozenset[str]
    subject_id: UUID | None

    def wants(self, payload: Payload) -> bool:
        return payload.event in self.events and self.subject_id in {None, payload.subject_id}


_Listeners = Mapping[UUID, Mapping[str, Sequence[_Listener]]]
"""By organization, then by contract."""


async def spread(session: AsyncSession, dialects: Mapping[str, Dialect], now: datetime) -> Spread:
    """Turns the next events into deliveries that are due at once."""
    position = await events.cursors.take(session, CURSOR)
    if position is None:
        return Spread(taken=False)
    found = await events.read_after(session, position, limit=_BATCH)
    if not found:
        return Spread(taken=True)
    listeners = await _listeners(session, {event.organization_id for event in found})
    made: list[Delivery] = []
    for event in found:
        for door, those in listeners.get(event.organization_id, {}).items():
            made += await _deliveries(session, dialects.get(door), those, event, now)
    if made:
        session.add_all(made)
        await session.flush()
        await wake_senders(session)
    await events.cursors.move(session, CURSOR, found[-1].position or position)
    return Spread(taken=True, more=len(found) == _BATCH)


async def _listeners(session: AsyncSession, organization_ids: Collection[UUID]) -> _Listeners:
    query = (
        select(Endpoint.organization_id, Endpoint.door, Endpoint.id, Endpoint.events, Endpoint.subject_id)
        .join(Organization, Organization.id == Endpoint.organization_id)
        .where(
            Endpoint.organization_id.in_(organization_ids),
            Endpoint.enabled,
            Organization.status == OrganizationStatus.ACTIVE,
        )
        .with_for_update(read=True, key_share=True, of=Endpoint)  # none is deleted before its deliveries are in
    )
    found: defaultdict[UUID, defaultdict[str, list[_Listener]]] = defaultdict(lambda: defaultdict(list))
    for organization_id, door, endpoint_id, names, subject_id in await session.execute(query):
        found[organization_id][door].append(_Listener(endpoint_id, frozenset(names), subject_id))
    return found


async def _deliveries(
    session: AsyncSession, dialect: Dialect | None, listeners: Sequence[_Listener], event: Event, now: datetime
) -> list[Delivery]:
    payloads: Sequence[Payload] = [] if dialect is None else await _translated(session, dialect, event)
    return [
        new_delivery(listener.endpoint_id, payload.event, compact(payload.body), now, position=event.position)
        for payload in payloads
        for listener in listeners
        if listener.wants(payload)
    ]


async def _translated(session: AsyncSession, dialect: Dialect, event: Event) -> Sequence[Payload]:
    try:
        async with session.begin_nested():
            return await dialect.payloads(session, event)
    except Exception:  # noqa: BLE001 - one event that a contract cannot put into words must not hold up all others
        # When it was the database that failed, the next statement says so, and the whole turn is taken again.
        _log.exception("webhooks.translation_failed", door=dialect.name, kind=event.kind, position=event.position)
        return []
