"""Deliveries, as their owners see them: what was sent, how it went, and sending it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform.webhooks.dialects import Payload, compact
from millwright.platform.webhooks.endpoints import get, visible_to
from millwright.platform.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint

CHANNEL = "webhook_deliveries"
"""Notified when a delivery has become due; the payload is empty."""


@dataclass(frozen=True, slots=True)
class DeliveryHistory:
    """A delivery, with its attempts in their order."""

    delivery: Delivery
    attempts: Sequence[Attempt]


async def list_deliveries(
    ctx: Context, endpoint_id: UUID, *, page: PageRequest, state: DeliveryState | None = None
) -> Page[Delivery]:
    """What an endpoint was told in the last 30 days, newest first. Raises `DomainError` ``webhook_not_found``."""
    endpoint = await get(ctx, endpoint_id)
    query = select(Delivery).where(Delivery.endpoint_id == endpoint.id)
    if state is not None:
        query = query.where(Delivery.state == state)
    return await read_page(ctx.session, query.order_by(Delivery.created_at.desc(), Delivery.id.desc()), page)


async def get_delivery(ctx: Context, delivery_id: UUID, *, door: str | None = None) -> DeliveryHistory:
    """A delivery (of one contract, if asked) and how each attempt at it went.

    Raises `DomainError` ``delivery_not_found``.
    """
    ctx.actor.require(Scope.WEBHOOKS_READ)
    delivery = await _one(ctx.session, _visible(ctx.actor, delivery_id, door))
    attempts = select(Attempt).where(Attempt.delivery_id == delivery.id).order_by(Attempt.number)
    return DeliveryHistory(delivery, (await ctx.session.scalars(attempts)).all())


async def replay(ctx: Context, delivery_id: UUID, *, door: str | None = None) -> Delivery:
    """Sends a delivery again, now, with the same id and body; it keeps what is left of its retries.

    Raises `DomainError`: ``delivery_not_found``; conflict ``delivery_under_way`` while it is being sent, and
    ``webhook_disabled`` when its endpoint is.
    """
    ctx.actor.require(Scope.WEBHOOKS_WRITE)
    delivery = await _one(ctx.session, _visible(ctx.actor, delivery_id, door).with_for_update(of=Delivery))
    if delivery.state == DeliveryState.SENDING:
        raise DomainError("delivery_under_way", Kind.CONFLICT, "This delivery is being sent at this moment.")
    await _require_enabled(ctx.session, delivery.endpoint_id)
    delivery.state, delivery.next_attempt_at = DeliveryState.PENDING, ctx.clock()
    await ctx.session.flush()
    await wake_senders(ctx.session)
    return delivery


async def ping(ctx: Context, endpoint_id: UUID, payload: Payload) -> Delivery:
    """Sends an endpoint a trial, whatever events it asked for.

    Raises `DomainError` ``webhook_not_found``, or conflict ``webhook_disabled``.
    """
    ctx.actor.require(Scope.WEBHOOKS_WRITE)
    endpoint = await get(ctx, endpoint_id)
    await _require_enabled(ctx.session, endpoint.id)
    delivery = new_delivery(endpoint.id, payload.event, compact(payload.body), ctx.clock())
    ctx.session.add(delivery)
    await ctx.session.flush()
    await wake_senders(ctx.session)
    return delivery


def new_delivery(endpoint_id: UUID, event: str, body: bytes, now: datetime, *, position: int | None = None) -> Delivery:
    """A delivery that is due at once."""
    return Delivery(
        endpoint_id=endpoint_id,
        event_position=position,
        event=event,
        body=body,
        state=DeliveryState.PENDING,
        attempts=0,
        next_attempt_at=now,
        created_at=now,
    )


async def wake_senders(session: AsyncSession) -> None:
    """Lets the senders know at commit that something is due."""
    await session.execute(select(func.pg_notify(CHANNEL, "")))


def _visible(actor: Actor, delivery_id: UUID, door: str | None) -> Select[Delivery]:
    endpoints = visible_to(actor).with_only_columns(Endpoint.id)
    if door is not None:
        endpoints = endpoints.where(Endpoint.door == door)
    return select(Delivery).where(Delivery.id == delivery_id, Delivery.endpoint_id.in_(endpoints))


async def _one(session: AsyncSession, query: Select[Delivery]) -> Delivery:
    delivery = await session.scalar(query)
    if delivery is None:
        raise not_found("delivery")
    return delivery


async def _require_enabled(session: AsyncSession, endpoint_id: UUID) -> None:
    if not await session.scalar(select(Endpoint.enabled).where(Endpoint.id == endpoint_id)):
        raise DomainError("webhook_disabled", Kind.CONFLICT, "This webhook is disabled. Enable it first.")
