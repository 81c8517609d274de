"""Endpoints: making, reading, changing and removing them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy import update as sql_update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.crypto import Cipher
from millwright.kit.errors import DomainError, Kind, invalid, not_found
from millwright.kit.ids import new_id
from millwright.kit.outgoing import check_url
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import events
from millwright.platform.webhooks.dialects import Dialect
from millwright.platform.webhooks.headers import check_headers
from millwright.platform.webhooks.models import Delivery, DeliveryState, Endpoint
from millwright.platform.webhooks.secrets import check_secret, new_secret, seal_secret

MOST_ENDPOINTS = 50
"""Of one organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEndpoint:
    """What an endpoint is made from. Without a secret one is made; `subject_id` binds it to one thing's events."""

    url: str
    events: Sequence[str]
    secret: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    enabled: bool = True
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointChanges:
    """What is to change; None leaves as it is."""

    url: str | None = None
    events: Sequence[str] | None = None
    secret: str | None = None
    headers: Mapping[str, str] | None = None
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class CreatedEndpoint:
    """A new endpoint; its secret can be read here and never again."""

    endpoint: Endpoint
    secret: str


def visible_to(actor: Actor) -> Select[Endpoint]:
    """The endpoints this actor may know of: their organization's, and none for a credential of a single project."""
    whose: ColumnElement[bool] = Endpoint.organization_id == actor.organization_id
    return select(Endpoint).where(whose if actor.project_id is None else false())


async def create(ctx: Context, cipher: Cipher, dialect: Dialect, new: NewEndpoint) -> CreatedEndpoint:
    """Makes an endpoint that is told of events in the words of `dialect`.

    Raises `DomainError`: forbidden without the scope; invalid for ``url``, ``events``, ``secret`` or ``headers``;
    conflict ``too_many_webhooks`` beyond 50 of an organization. Whether the address may be called is found out when
    it is.
    """
    _require_write(ctx)
    url, names, headers = check_url(new.url), _names(dialect, new.events), check_headers(new.headers)
    secret = new_secret() if new.secret is None else check_secret(new.secret)
    await _require_room(ctx)
    now, endpoint_id = ctx.clock(), new_id()
    endpoint = Endpoint(
        id=endpoint_id,
        organization_id=ctx.actor.organization_id,
        user_id=ctx.actor.user_id,
        door=dialect.name,
        subject_id=new.subject_id,
        url=url,
        events=names,
        sealed_secret=seal_secret(cipher, endpoint_id, secret),
        headers=headers,
        enabled=new.enabled,
        created_at=now,
        updated_at=now,
    )
    ctx.session.add(endpoint)
    await ctx.session.flush()
    await events.record(ctx, "webhook.created", subject_id=endpoint.id, data={"door": dialect.name, "events": names})
    return CreatedEndpoint(endpoint, secret)


async def list_endpoints(
    ctx: Context, *, page: PageRequest, door: str | None = None, subject_id: UUID | None = None
) -> Page[Endpoint]:
    """The endpoints the actor may know of, newest first: of one contract, or of one thing, if asked."""
    ctx.actor.require(Scope.WEBHOOKS_READ)
    query = _of(visible_to(ctx.actor), door, subject_id)
    return await read_page(ctx.session, query.order_by(Endpoint.created_at.desc(), Endpoint.id.desc()), page)


async def get(ctx: Context, endpoint_id: UUID, *, door: str | None = None, subject_id: UUID | None = None) -> Endpoint:
    """One endpoint. Raises `DomainError` ``webhook_not_found``, also for one of another contract or thing."""
    ctx.actor.require(Scope.WEBHOOKS_READ)
    query = _of(visible_to(ctx.actor), door, subject_id).where(Endpoint.id == endpoint_id)
    return await _one(ctx.session, query)


async def update(
    ctx: Context, cipher: Cipher, dialect: Dialect, endpoint_id: UUID, changes: EndpointChanges
) -> Endpoint:
    """Changes an endpoint of the dialect's contract.

    Disabling calls off what waits to be delivered; enabling forgets past failures. Raises `DomainError` as `create`
    and `get` do.
    """
    _require_write(ctx)
    endpoint = await _locked(ctx, endpoint_id, door=dialect.name)
    changed = sorted(name for name in EndpointChanges.__slots__ if getattr(changes, name) is not None)
    if changes.url is not None:
        endpoint.url = check_url(changes.url)
    if changes.events is not None:
        endpoint.events = _names(dialect, changes.events)
    if changes.secret is not None:
        endpoint.sealed_secret = seal_secret(cipher, endpoint.id, check_secret(changes.secret))
    if changes.headers is not None:
        endpoint.headers = check_headers(changes.headers)
    if changes.enabled is not None:
        endpoint.enabled, endpoint.disabled_reason, endpoint.failing_since = changes.enabled, None, None
    if changes.enabled is False:
        await cancel_waiting(ctx.session, endpoint.id)
    endpoint.updated_at = ctx.clock()
    await events.record(ctx, "webhook.updated", subject_id=endpoint.id, data={"changed": changed})
    return endpoint


async def delete(ctx: Context, endpoint_id: UUID, *, door: str | None = None, subject_id: UUID | None = None) -> None:
    """Removes an endpoint with its deliveries. Raises `DomainError` ``webhook_not_found``."""
    _require_write(ctx)
    endpoint = await _locked(ctx, endpoint_id, door=door, subject_id=subject_id)
    await ctx.session.delete(endpoint)
    await events.record(ctx, "webhook.deleted", subject_id=endpoint.id)


async def cancel_waiting(session: AsyncSession, endpoint_id: UUID) -> None:
    """Calls off all deliveries of an endpoint that have not ended; hold the endpoint's row."""
    await session.execute(
        sql_update(Delivery)
        .where(Delivery.endpoint_id == endpoint_id, Delivery.next_attempt_at.is_not(None))
        .values(state=DeliveryState.CANCELLED, next_attempt_at=None)
    )


def _require_write(ctx: Context) -> None:
    ctx.actor.require(Scope.WEBHOOKS_WRITE)
    if ctx.actor.project_id is not None:
        raise DomainError("project_credential", Kind.FORBIDDEN, "A credential of one project has no webhooks.")


def _names(dialect: Dialect, names: Sequence[str]) -> list[str]:
    asked = list(dict.fromkeys(names))
    if not asked:
        raise invalid("events", "Name at least one event.")
    unknown = [name for name in asked if name not in dialect.events]
    if unknown:
        raise invalid("events", f"Unknown event {unknown[0][:100]!r}. There are: {', '.join(sorted(dialect.events))}.")
    return asked


async def _require_room(ctx: Context) -> None:
    organization_id = ctx.actor.organization_id
    turn = func.pg_advisory_xact_lock(func.hashtextextended(f"webhooks of {organization_id}", 0))
    await ctx.session.execute(select(turn))  # those who are made at once are counted one after the other
    count = select(func.count()).where(Endpoint.organization_id == organization_id)
    if (await ctx.session.scalar(count) or 0) >= MOST_ENDPOINTS:
        raise DomainError(
            "too_many_webhooks", Kind.CONFLICT, f"An organization has at most {MOST_ENDPOINTS} webhooks. Delete one."
        )


def _of(query: Select[Endpoint], door: str | None, subject_id: UUID | None) -> Select[Endpoint]:
    if door is not None:
        query = query.where(Endpoint.door == door)
    return query if subject_id is None else query.where(Endpoint.subject_id == subject_id)


async def _locked(
    ctx: Context, endpoint_id: UUID, *, door: str | None = None, subject_id: UUID | None = None
) -> Endpoint:
    """The endpoint, held before any of its deliveries: senders lock in the same order."""
    query = _of(visible_to(ctx.actor), door, subject_id).where(Endpoint.id == endpoint_id)
    return await _one(ctx.session, query.with_for_update(key_share=True))


async def _one(session: AsyncSession, query: Select[Endpoint]) -> Endpoint:
    endpoint = await session.scalar(query)
    if endpoint is None:
        raise not_found("webhook")
    return endpoint
