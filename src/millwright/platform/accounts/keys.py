"""API keys: made once, shown once, known by their hash."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.crypto import TokenHasher, new_token
from millwright.kit.errors import DomainError, Kind, invalid, not_found
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import events
from millwright.platform.accounts.authentication import KeyRate
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.founding import check_name
from millwright.platform.accounts.models import ApiKey, KeyKind
from millwright.platform.accounts.oauth import is_redirect_uri
from millwright.platform.accounts.oauth_models import OAuthGrant
from millwright.platform.accounts.roles import ceiling_of

_SHOWN = 4
"""How much of the random part is kept to tell keys apart."""
_MOST_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class CreatedKey:
    """A new key; `secret` exists nowhere else."""

    key: ApiKey
    secret: str


def visible_to(actor: Actor) -> Select[ApiKey]:
    """The actor's own keys in their organization; all of it for those who manage its members."""
    query = select(ApiKey).where(ApiKey.organization_id == actor.organization_id)
    if Scope.MEMBERS_WRITE not in actor.scopes:
        query = query.where(ApiKey.user_id == actor.user_id)
    return query


async def create_key(  # noqa: PLR0913 - a key is all of these
    ctx: Context,
    hasher: TokenHasher,
    *,
    name: str,
    kind: KeyKind,
    scopes: Collection[Scope] | None = None,
    project_id: UUID | None = None,
    rate: KeyRate | None = None,
    redirect_uris: Sequence[str] = (),
    expires_at: datetime | None = None,
) -> CreatedKey:
    """Makes a key with these scopes, or with all that its kind allows, never more than the actor's own.

    A key that is made by another key, or by a grant of one, ends with it at the latest and is as slow at least.

    `project_id` (which the caller has looked up as the actor) binds the key to one project, which a key of kind
    project must be. `rate` is a limit of its own. `redirect_uris` make it an OAuth client.

    Raises `DomainError` of kind forbidden without the scope to do so or when scopes exceed the actor's, of kind
    invalid for a bad name, address, rate or end, or scopes that the kind of key cannot have.
    """
    ctx.actor.require(Scope.KEYS_WRITE)
    now = ctx.clock()
    if kind is KeyKind.PROJECT and project_id is None:
        raise invalid("project_id", "A project key needs a project.")
    if expires_at is not None and expires_at <= now:
        raise invalid("expires_at", "A key's end lies in the future.")
    rate_columns = _rate_columns(rate)
    parent = await _presented_key(ctx)
    if parent is not None and _lives_longer(expires_at, parent):
        expires_at = parent.expires_at
    if parent is not None and _is_faster(rate, parent):
        rate_columns = {"rate_requests": parent.rate_requests, "rate_seconds": parent.rate_seconds}
    secret = new_token(kind.prefix)
    key = ApiKey(
        organization_id=ctx.actor.organization_id,
        user_id=ctx.actor.user_id,
        name=check_name(name),
        kind=kind,
        scopes=sorted(_granted(ctx.actor, kind, scopes, bound=project_id is not None)),
        project_id=project_id,
        redirect_uris=[_checked_redirect(uri) for uri in redirect_uris],
        created_at=now,
        expires_at=expires_at,
        **rate_columns,
        **_secret_columns(hasher, kind, secret),
    )
    if len(key.redirect_uris) > _MOST_REDIRECTS:
        raise invalid("redirect_uris", f"A key has at most {_MOST_REDIRECTS} redirect addresses.")
    ctx.session.add(key)
    await ctx.session.flush()
    await events.record(ctx, "key.created", subject_id=key.id, data={"name": key.name, "kind": kind.value})
    return CreatedKey(key, secret)


def _granted(actor: Actor, kind: KeyKind, scopes: Collection[Scope] | None, *, bound: bool) -> frozenset[Scope]:
    ceiling = ceiling_of(kind, bound=bound)
    if scopes is None:
        return ceiling & actor.scopes
    for scope in scopes:
        actor.require(scope)
    beyond = sorted(frozenset(scopes) - ceiling)
    if beyond:
        raise invalid("scopes", f"A {kind} key cannot have {', '.join(beyond)}.")
    return frozenset(scopes)


def _checked_redirect(uri: str) -> str:
    if not is_redirect_uri(uri):
        raise invalid("redirect_uris", "A redirect address is https, or http on loopback, and has no fragment.")
    return uri


async def _presented_key(ctx: Context) -> ApiKey | None:
    """The key by which the actor acts; None in a session."""
    of_grant = select(OAuthGrant.client_id).where(OAuthGrant.id == ctx.actor.credential_id).scalar_subquery()
    query = select(ApiKey).where(or_(ApiKey.id == ctx.actor.credential_id, ApiKey.id == of_grant))
    return await ctx.session.scalar(query)


def _lives_longer(expires_at: datetime | None, parent: ApiKey) -> bool:
    return parent.expires_at is not None and (expires_at is None or expires_at > parent.expires_at)


def _is_faster(rate: KeyRate | None, parent: ApiKey) -> bool:
    """Whether so many requests may come at once, or in the long run, as may not by the parent."""
    if parent.rate_requests is None or parent.rate_seconds is None:
        return False
    if rate is None or rate.requests > parent.rate_requests:
        return True
    return rate.requests * parent.rate_seconds > parent.rate_requests * rate.seconds


def _rate_columns(rate: KeyRate | None) -> dict[str, int | None]:
    if rate is None:
        return {}
    if not (1 <= rate.requests <= 1_000_000 and 1 <= rate.seconds <= 86_400):
        raise invalid("rate", "A rate is 1 to 1,000,000 requests in 1 to 86,400 seconds.")
    return {"rate_requests": rate.requests, "rate_seconds": rate.seconds}


def _secret_columns(hasher: TokenHasher, kind: KeyKind, secret: str) -> dict[str, bytes | str]:
    shown = secret[: len(kind.prefix) + _SHOWN]
    return {"digest": hasher.digest(secret), "first_chars": shown, "last_four": secret[-4:]}


async def list_keys(ctx: Context, page: PageRequest = PageRequest()) -> Page[ApiKey]:  # noqa: B008 - frozen
    """The keys that the actor may see, newest first."""
    ctx.actor.require(Scope.KEYS_READ)
    query = visible_to(ctx.actor)
    return await read_page(ctx.session, query.order_by(ApiKey.created_at.desc(), ApiKey.id.desc()), page)


async def get_key(ctx: Context, key_id: UUID) -> ApiKey:
    """One of the keys that the actor may see; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.KEYS_READ)
    return await _visible(ctx, key_id)


async def delete_key(ctx: Context, key_id: UUID) -> None:
    """Ends a key at once; those who manage members may end anybody's."""
    ctx.actor.require(Scope.KEYS_WRITE)
    key = await _visible(ctx, key_id)
    await ctx.session.delete(key)
    await ctx.session.flush()
    await events.record(ctx, "key.deleted", subject_id=key.id, data={"name": key.name, "kind": key.kind.value})
    await forget(ctx.session, key.organization_id)


async def rotate_key(ctx: Context, hasher: TokenHasher, key_id: UUID) -> CreatedKey:
    """The key with a new secret; the old one is refused at once.

    Only its maker may: whoever sees the secret acts as them. Another's key is not found. By a key, only one that may do
    no more, in no more time, can be rotated: raises `DomainError` of kind forbidden.
    """
    ctx.actor.require(Scope.KEYS_WRITE)
    key = await _visible(ctx, key_id)
    if key.user_id != ctx.actor.user_id:
        raise not_found("key")
    for scope in key.scopes:
        ctx.actor.require(Scope(scope))
    parent = await _presented_key(ctx)
    if parent is not None and parent.id != key.id and _exceeds(key, parent):
        raise DomainError("key_exceeds_own", Kind.FORBIDDEN, "This key may do more than the one that you present.")
    secret = new_token(key.kind.prefix)
    for column, value in _secret_columns(hasher, key.kind, secret).items():
        setattr(key, column, value)
    key.rotated_at = ctx.clock()
    await ctx.session.flush()
    await events.record(ctx, "key.rotated", subject_id=key.id, data={"name": key.name, "kind": key.kind.value})
    await forget(ctx.session, key.organization_id)
    return CreatedKey(key, secret)


def _exceeds(key: ApiKey, parent: ApiKey) -> bool:
    rate = KeyRate(key.rate_requests, key.rate_seconds) if key.rate_requests and key.rate_seconds else None
    return _lives_longer(key.expires_at, parent) or _is_faster(rate, parent)


async def _visible(ctx: Context, key_id: UUID) -> ApiKey:
    key = await ctx.session.scalar(visible_to(ctx.actor).where(ApiKey.id == key_id))
    if key is None:
        raise not_found("key")
    return key


async def is_known(session: AsyncSession, hasher: TokenHasher, token: str) -> bool:
    """Whether there is a key with this secret."""
    return await session.scalar(select(ApiKey.id).where(ApiKey.digest == hasher.digest(token))) is not None
