"""From a presented credential to whoever presents it, from memory wherever that is right."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session as SyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import Actor, Scope
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.kit.notify import NotificationHub, Subscription
from millwright.platform.accounts import lookups
from millwright.platform.accounts.forgetting import CHANNEL, forgotten_in
from millwright.platform.accounts.identity import ACCESS, Identity
from millwright.platform.accounts.lookups import Found
from millwright.platform.accounts.models import OrganizationStatus, Plan, Role
from millwright.platform.accounts.roles import is_operator, scopes_of
from millwright.platform.accounts.signing import Claims

_REMEMBERED = 30.0
_MOST = 10_000


class CredentialKind(StrEnum):
    """What was presented."""

    SESSION = "session"
    KEY = "key"
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class KeyRate:
    """A key's own limit: at most `requests` in each `seconds`."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody authenticated: who acts, on which plan, in which role, by which kind of credential.

    `operator`: an owner or admin of the installation's own organization. `rate`: the own limit of the key `key_id`, for
    all of its grants together.
    """

    actor: Actor
    plan: Plan
    role: Role
    email: str
    kind: CredentialKind
    rate: KeyRate | None
    operator: bool
    key_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Remembered:
    principal: Principal
    until: float


GrantLookup = Callable[[AsyncSession, Claims, datetime], Awaitable[Found | None]]
"""Finds the living grant behind the claims of an OAuth access token: those with a `gid`, the id of the grant."""


class Authenticator:
    """Answers from memory for at most 30 s, and forgets at once what a log-out or a change of role makes untrue.

    In this process that happens as the changing transaction commits, in others by a notification.
    """

    def __init__(
        self,
        database: Database,
        hub: NotificationHub,
        identity: Identity,
        *,
        grants: GrantLookup | None = None,
        clock: Clock = system_clock,
    ) -> None:
        self._database = database
        self._hub = hub
        self._identity = identity
        self._grants = grants
        self._clock = clock
        self._memory: dict[bytes, _Remembered] = {}
        self._generation = 0
        self._listeners: set[Callable[[UUID | None], None]] = set()
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins to hear of changes; returns when none can be missed any more."""
        event.listen(SyncSession, "after_commit", self._after_commit)
        ready = asyncio.Event()
        self._listener = asyncio.create_task(self._listen(ready))
        await ready.wait()

    async def stop(self) -> None:
        """Hears and remembers nothing more."""
        event.remove(SyncSession, "after_commit", self._after_commit)
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
            self._listener = None
        self._forget(None)

    def listen(self, callback: Callable[[UUID | None], None]) -> Callable[[], None]:
        """Calls back, until what it answers is called, whenever credentials mean something else from now on.

        With the organization whose credentials they are, or with None when they may be anybody's.
        """
        self._listeners.add(callback)
        return lambda: self._listeners.discard(callback)

    def remembers(self, token: str) -> bool:
        """Whether `authenticate` would answer without asking the database."""
        remembered = self._memory.get(self._identity.hasher.digest(token))
        return remembered is not None and time.monotonic() < remembered.until

    async def authenticate(self, token: str) -> Principal:
        """Whoever presents the key, the access token or the session cookie's token.

        Raises `DomainError` of kind unauthenticated, in the same words whatever is wrong with the credential; of kind
        forbidden when its organization is suspended or inactive.
        """
        digest = self._identity.hasher.digest(token)
        remembered = self._memory.get(digest)
        if remembered is not None and time.monotonic() < remembered.until:
            return remembered.principal
        return await self._look_up(token, digest)

    async def _look_up(self, token: str, digest: bytes) -> Principal:
        generation, now = self._generation, self._clock()
        found = await self._find(token, digest, now)
        if found is None:
            raise DomainError("credential_invalid", Kind.UNAUTHENTICATED, "Invalid or missing credential.")
        if found.status is not OrganizationStatus.ACTIVE:
            raise DomainError(
                f"organization_{found.status}", Kind.FORBIDDEN, f"This organization is {found.status.value}."
            )
        principal = _principal(found)
        if generation == self._generation:
            self._remember(digest, principal, found.expires_at and found.expires_at - now)
        return principal

    async def _find(self, token: str, digest: bytes, now: datetime) -> Found | None:
        if token.startswith(lookups.COOKIE_PREFIX):
            async with self._database.session() as session:
                return await lookups.session_by_cookie(session, digest, now)
        if lookups.looks_like_key(token):
            async with self._database.session() as session:
                return await lookups.key(session, digest, now)
        claims = self._identity.read(token, typ=ACCESS, now=now) if token.count(".") == 2 else None
        if claims is None:
            return None
        async with self._database.session() as session:
            if "gid" in claims:
                return await self._grants(session, claims, now) if self._grants is not None else None
            return await lookups.session_by_claims(session, claims, now)

    def _remember(self, digest: bytes, principal: Principal, lifetime: timedelta | None) -> None:
        self._memory.pop(digest, None)
        if len(self._memory) >= _MOST:
            del self._memory[next(iter(self._memory))]
        seconds = _REMEMBERED if lifetime is None else min(_REMEMBERED, lifetime.total_seconds())
        self._memory[digest] = _Remembered(principal, time.monotonic() + seconds)

    def _forget(self, organization_id: UUID | None) -> None:
        """Everything of one organization, or everything."""
        self._generation += 1
        memory = self._memory
        if organization_id is None:
            memory.clear()
        else:
            for digest in [d for d, r in memory.items() if r.principal.actor.organization_id == organization_id]:
                del memory[digest]
        for tell in tuple(self._listeners):
            tell(organization_id)

    def _after_commit(self, session: SyncSession) -> None:
        organizations = forgotten_in(session)
        if organizations and session.get_bind() is self._database.engine.sync_engine:
            for organization_id in organizations:
                self._forget(organization_id)

    async def _listen(self, ready: asyncio.Event) -> None:
        async with self._hub.subscribe(CHANNEL) as subscription:
            ready.set()
            await self._follow(subscription)

    async def _follow(self, subscription: Subscription) -> None:
        while True:
            payload = await subscription.next()
            self._forget(UUID(payload) if payload is not None else None)


def _principal(found: Found) -> Principal:
    operator = is_operator(found.role, installation=found.installation)
    scopes: frozenset[Scope] = scopes_of(found.role, operator=operator)
    if found.scopes is not None:
        scopes &= found.scopes
    return Principal(
        actor=Actor(
            user_id=found.user_id,
            organization_id=found.organization_id,
            scopes=scopes,
            project_id=found.project_id,
            credential_id=found.credential_id,
        ),
        plan=found.plan,
        role=found.role,
        email=found.email,
        kind=CredentialKind(found.kind),
        rate=KeyRate(*found.rate) if found.rate is not None else None,
        operator=operator,
        key_id=found.key_id,
    )
