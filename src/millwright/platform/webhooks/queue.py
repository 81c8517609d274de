"""The queue of deliveries: claiming what is due, writing down how it went, forgetting what is old.

A claim is a lease: the row says when another sender may take over. Rows are locked in one order everywhere, endpoints
before deliveries, each by id.
"""

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CTE, Integer, Select, bindparam, delete, func, select, true, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from millwright.kit.database import Base
from millwright.kit.outgoing import Answer
from millwright.platform import events
from millwright.platform.webhooks.endpoints import cancel_waiting
from millwright.platform.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint

_GONE = 410
_PURGE_BATCH = 1000
_DELIVERIES = Base.metadata.tables[Delivery.__tablename__]
_ATTEMPTS = Base.metadata.tables[Attempt.__tablename__]


@dataclass(frozen=True, slots=True)
class Claimed:
    """One attempt to make, with all that it needs."""

    delivery_id: UUID
    event: str
    body: bytes
    attempt: int
    endpoint_id: UUID
    door: str
    url: str
    sealed_secret: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt went, and when it began."""

    claimed: Claimed
    at: datetime
    answer: Answer


async def claim(
    session: AsyncSession, *, now: datetime, lease: timedelta, busy: Mapping[UUID, int], each: int, free: int
) -> list[Claimed]:
    """Takes up to `free` due deliveries, longest due first, and no more than `each` of an endpoint at a time.

    `busy` says how many of an endpoint are being sent already; one that is failing gets a single one.
    """
    room = defaultdict[UUID, int](int, busy)
    claimed: list[Claimed] = []
    full = [endpoint_id for endpoint_id, count in busy.items() if count >= each]
    found = await session.execute(_DUE, {"now": now, "each": each, "free": free, "full": full})
    for delivery, endpoint in found.all():
        if not endpoint.enabled:  # it was disabled while the event was being spread
            await cancel_waiting(session, endpoint.id)
        elif room[endpoint.id] < (each if endpoint.failing_since is None else 1):
            room[endpoint.id] += 1
            claimed.append(_claimed(delivery, endpoint))
    if claimed:
        await session.execute(
            update(_DELIVERIES)
            .where(_DELIVERIES.c.id.in_([taken.delivery_id for taken in claimed]))
            .values(state=DeliveryState.SENDING, attempts=_DELIVERIES.c.attempts + 1, next_attempt_at=now + lease)
        )
    return claimed


def _claimed(delivery: Delivery, endpoint: Endpoint) -> Claimed:
    return Claimed(
        delivery_id=delivery.id,
        event=delivery.event,
        body=delivery.body,
        attempt=delivery.attempts + 1,
        endpoint_id=endpoint.id,
        door=endpoint.door,
        url=endpoint.url,
        sealed_secret=endpoint.sealed_secret,
        headers=endpoint.headers,
    )


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """When the next delivery becomes due, or the next lease ends, after `now`."""
    return await session.scalar(select(func.min(Delivery.next_attempt_at)).where(Delivery.next_attempt_at > now))


async def record(
    session: AsyncSession,
    outcomes: Sequence[Outcome],
    *,
    now: datetime,
    retries: Sequence[timedelta],
    disable_after: timedelta,
) -> None:
    """Writes down how attempts went: ends their deliveries or sets their next attempt, and judges their endpoints."""
    endpoints = await _lock_endpoints(session, {outcome.claimed.endpoint_id for outcome in outcomes})
    states = await _lock_deliveries(session, [outcome.claimed.delivery_id for outcome in outcomes])
    known = [outcome for outcome in outcomes if outcome.claimed.delivery_id in states]
    if not known:
        return
    await session.execute(insert(_ATTEMPTS).on_conflict_do_nothing(), [_attempt(outcome) for outcome in known])
    ours = [
        outcome
        for outcome in known
        if outcome.answer.succeeded
        or states[outcome.claimed.delivery_id] == (DeliveryState.SENDING, outcome.claimed.attempt)
    ]  # a failure counts only for the one who still has the claim
    await _end(session, ours, now, retries)
    for endpoint_id, endpoint in endpoints.items():
        theirs = [outcome for outcome in known if outcome.claimed.endpoint_id == endpoint_id]
        await _judge(session, endpoint, theirs, now, disable_after)


async def _lock_endpoints(session: AsyncSession, endpoint_ids: Collection[UUID]) -> dict[UUID, Endpoint]:
    query = select(Endpoint).where(Endpoint.id.in_(endpoint_ids)).order_by(Endpoint.id)
    query = query.with_for_update(key_share=True)  # so that new deliveries need not wait
    return {endpoint.id: endpoint for endpoint in await session.scalars(query)}


async def _lock_deliveries(
    session: AsyncSession, delivery_ids: Collection[UUID]
) -> dict[UUID, tuple[DeliveryState, int]]:
    query = select(Delivery.id, Delivery.state, Delivery.attempts).where(Delivery.id.in_(delivery_ids))
    query = query.order_by(Delivery.id).with_for_update()
    return {delivery_id: (state, attempts) for delivery_id, state, attempts in await session.execute(query)}


def _attempt(outcome: Outcome) -> dict[str, object]:
    answer = outcome.answer
    return {
        "delivery_id": outcome.claimed.delivery_id,
        "number": outcome.claimed.attempt,
        "at": outcome.at,
        "status": answer.status,
        "failure": None if answer.failure is None else answer.failure.value,
        "elapsed_ms": answer.elapsed_ms,
        "answer": answer.body.decode(errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}"),
    }


async def _end(session: AsyncSession, outcomes: Sequence[Outcome], now: datetime, retries: Sequence[timedelta]) -> None:
    delivered = [outcome.claimed.delivery_id for outcome in outcomes if outcome.answer.succeeded]
    if delivered:
        await session.execute(
            update(_DELIVERIES)
            .where(_DELIVERIES.c.id.in_(delivered))
            .values(state=DeliveryState.DELIVERED, next_attempt_at=None)
        )
    failed = [_after_failure(outcome.claimed, now, retries) for outcome in outcomes if not outcome.answer.succeeded]
    if failed:
        ended = update(_DELIVERIES).where(_DELIVERIES.c.id == bindparam("failed_id"))
        await session.execute(
            ended.values(state=bindparam("state"), next_attempt_at=bindparam("next_attempt_at")), failed
        )


def _after_failure(claimed: Claimed, now: datetime, retries: Sequence[timedelta]) -> dict[str, object]:
    if claimed.attempt > len(retries):
        return {"failed_id": claimed.delivery_id, "state": DeliveryState.FAILED, "next_attempt_at": None}
    pause = retries[claimed.attempt - 1] * random.uniform(0.5, 1.5)  # noqa: S311 - spreads load, keeps no secret
    return {"failed_id": claimed.delivery_id, "state": DeliveryState.PENDING, "next_attempt_at": now + pause}


async def _judge(
    session: AsyncSession, endpoint: Endpoint, outcomes: Sequence[Outcome], now: datetime, disable_after: timedelta
) -> None:
    if not outcomes:
        return
    endpoint.last_triggered_at = max(outcome.at for outcome in outcomes)
    if any(outcome.answer.status == _GONE for outcome in outcomes):
        await _disable(session, endpoint, "gone")
    elif any(outcome.answer.succeeded for outcome in outcomes):
        endpoint.failing_since = None
    elif endpoint.failing_since is None:
        endpoint.failing_since = min(outcome.at for outcome in outcomes)
    elif now - endpoint.failing_since >= disable_after:
        await _disable(session, endpoint, "failing")


async def _disable(session: AsyncSession, endpoint: Endpoint, reason: str) -> None:
    if not endpoint.enabled:
        return
    endpoint.enabled, endpoint.disabled_reason = False, reason
    await session.flush()
    await cancel_waiting(session, endpoint.id)
    await events.append(
        session,
        "webhook.disabled",
        organization_id=endpoint.organization_id,
        subject_id=endpoint.id,
        data={"door": endpoint.door, "reason": reason},
    )


async def release(session: AsyncSession, claims: Sequence[Claimed], due: datetime) -> None:
    """Gives back what was claimed and never sent, for another sender to take once it is due; no attempt is counted."""
    mine = [(claimed.delivery_id, claimed.attempt) for claimed in claims]
    await session.execute(
        update(Delivery)
        .where(Delivery.state == DeliveryState.SENDING, tuple_(Delivery.id, Delivery.attempts).in_(mine))
        .values(state=DeliveryState.PENDING, attempts=Delivery.attempts - 1, next_attempt_at=due)
    )


async def purge(session: AsyncSession, before: datetime) -> bool:
    """Deletes some deliveries, with their attempts, that ended and were made before; answers whether more are left."""
    old = (
        select(Delivery.id)
        .where(Delivery.created_at < before, Delivery.next_attempt_at.is_(None))
        .limit(_PURGE_BATCH)
        .with_for_update(skip_locked=True)
    )
    deleted = await session.scalars(delete(Delivery).where(Delivery.id.in_(old)).returning(Delivery.id))
    return len(deleted.all()) == _PURGE_BATCH


def _due() -> Select[Delivery, Endpoint]:
    """Deliveries that are due, a few of each endpoint, locked; what others have locked is left to them."""
    waiting = _waiting_endpoints()
    few = (
        select(Delivery)
        .where(Delivery.endpoint_id == waiting.c.endpoint_id, Delivery.next_attempt_at <= bindparam("now"))
        .order_by(Delivery.next_attempt_at)
        .limit(bindparam("each", type_=Integer))
        .with_for_update(skip_locked=True)
        .lateral("due")
    )
    due = aliased(Delivery, few)
    return (
        select(due, Endpoint)
        .select_from(waiting)
        .join(due, true())
        .join(Endpoint, Endpoint.id == waiting.c.endpoint_id)
        .where(Endpoint.id.not_in(bindparam("full", expanding=True)))
        .order_by(due.next_attempt_at)
        .limit(bindparam("free", type_=Integer))
    )


def _waiting_endpoints() -> CTE:
    """The endpoints with deliveries under way, found by leaping through the index from one to the next."""
    first = select(Delivery.endpoint_id).where(Delivery.next_attempt_at.is_not(None))
    first = first.order_by(Delivery.endpoint_id).limit(1)
    waiting = select(first.scalar_subquery().label("endpoint_id")).cte("waiting", recursive=True)
    later = aliased(Delivery)
    following = select(later.endpoint_id).where(
        later.next_attempt_at.is_not(None), later.endpoint_id > waiting.c.endpoint_id
    )
    following = following.order_by(later.endpoint_id).limit(1).scalar_subquery()
    return waiting.union_all(select(following).where(waiting.c.endpoint_id.is_not(None)))


_DUE = _due()
"""Made once: putting it together takes longer than running it."""
