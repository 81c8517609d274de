"""API keys: made once, shown once, known by their hash."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import ALL_SCOPES, READ_SCOPES, Actor, Context, Scope
from millwright.kit.crypto import TokenHasher, looks_like_token, new_token
from millwright.kit.errors import DomainError, Kind, invalid
from millwright.platform import events
from millwright.platform.accounts.models import ApiKey, KeyKind

_SCOPES: dict[KeyKind, frozenset[Scope]] = {KeyKind.READ: READ_SCOPES, KeyKind.USER: ALL_SCOPES}


@dataclass(frozen=True, slots=True)
class CreatedKey:
    """A new key; `secret` exists nowhere else."""

    key: ApiKey
    secret: str


async def create_key(ctx: Context, hasher: TokenHasher, *, name: str, kind: KeyKind) -> CreatedKey:
    """Makes a key with at most the actor's own scopes.

    Raises `DomainError` of kind forbidden without the scope to do so, of kind invalid for a bad name.
    """
    ctx.actor.require(Scope.KEYS_WRITE)
    name = name.strip()
    if not (1 <= len(name) <= 200 and name.isprintable()):
        raise invalid("name", "A key's name has 1 to 200 printable characters.")
    secret = new_token(kind.prefix)
    key = ApiKey(
        organization_id=ctx.actor.organization_id,
        user_id=ctx.actor.user_id,
        name=name,
        kind=kind,
        scopes=sorted(_SCOPES[kind] & ctx.actor.scopes),
        digest=hasher.digest(secret),
        last_four=secret[-4:],
        created_at=ctx.clock(),
    )
    ctx.session.add(key)
    await ctx.session.flush()
    await events.record(ctx, "key.created", subject_id=key.id, data={"name": name, "kind": kind.value})
    return CreatedKey(key, secret)


async def authenticate(session: AsyncSession, hasher: TokenHasher, token: str) -> Actor:
    """The actor behind a presented key.

    Raises `DomainError` of kind unauthenticated, in the same words for a malformed and for an unknown key.
    """
    if any(looks_like_token(token, kind.prefix) for kind in KeyKind):
        key = await session.scalar(select(ApiKey).where(ApiKey.digest == hasher.digest(token)))
        if key is not None:
            return key.actor()
    raise DomainError("key_invalid", Kind.UNAUTHENTICATED, "Invalid or missing API key.")
