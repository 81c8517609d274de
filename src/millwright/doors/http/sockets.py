"""What the contracts' sockets share: a bounded queue for each reader, live credentials, and one translation of each
event for all who hear it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from millwright.doors.http.gate import require_same_origin
from millwright.doors.http.services import Services
from millwright.kit.database import DATABASE_FAULTS
from millwright.kit.errors import DomainError
from millwright.platform.accounts import Principal
from millwright.platform.events import Event

MOST_WAITING = 256
"""Messages that may wait for one reader before it is dropped."""
UNAUTHENTICATED, FORBIDDEN, TOO_SLOW, BAD_MESSAGE = 4401, 4403, 4408, 4400
"""Codes with which we close (4000 to 4999 are for applications, RFC 6455, 7.4.2)."""
CHECK_SECONDS = 30.0
"""How often an open socket's credential is looked at again where nothing is said of a change."""
AUTH_SECONDS = 10.0
"""How long a socket may stay open before it authenticates."""
_CLOSE_SECONDS = 5.0
_MOST_EVENTS = 10_000
"""Events that may wait to be told."""

log = structlog.get_logger()


class Connection:
    """One open socket. `offer` never waits: a reader that does not keep up is dropped with code 4408."""

    def __init__(self, websocket: WebSocket, *, most_waiting: int = MOST_WAITING) -> None:
        self.websocket = websocket
        self._waiting: asyncio.Queue[str] = asyncio.Queue(most_waiting)
        self._ended = asyncio.Event()
        self._code = 1000

    def offer(self, text: str) -> None:
        """Has the text sent after what is waiting already."""
        try:
            self._waiting.put_nowait(text)
        except asyncio.QueueFull:
            self.end(TOO_SLOW)

    def tell(self, message: Mapping[str, object]) -> None:
        """Has the message sent as JSON."""
        self.offer(to_json(message))

    def end(self, code: int) -> None:
        """Has the socket closed with this code, whatever still waits."""
        if not self._ended.is_set():
            self._code = code
            self._ended.set()

    async def messages(self) -> AsyncIterator[Mapping[str, object]]:
        """The client's messages, each a JSON object; another kind of message ends the socket with code 4400."""
        while True:
            try:
                message: object = json.loads(await self.websocket.receive_text())
            except WebSocketDisconnect:
                return
            except (ValueError, KeyError, RecursionError):
                self.end(BAD_MESSAGE)
                return
            if not isinstance(message, dict):
                self.end(BAD_MESSAGE)
                return
            yield message

    async def run(self, *parts: Awaitable[None]) -> None:
        """Sends what is offered while `parts` run, and closes the socket once one of them ends or `end` is called."""
        tasks = [asyncio.ensure_future(part) for part in (self._send(), self._ended.wait(), *parts)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception) and not isinstance(outcome, WebSocketDisconnect):
                log.warning("socket.failed", path=self.websocket.url.path, error=repr(outcome))
                self._code = 1011 if self._code == 1000 else self._code
        await self._close()

    async def _send(self) -> None:
        while True:
            await self.websocket.send_text(await self._waiting.get())

    async def _close(self) -> None:
        if WebSocketState.DISCONNECTED in {self.websocket.client_state, self.websocket.application_state}:
            return
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                while self._code != TOO_SLOW and not self._waiting.empty():
                    await self.websocket.send_text(self._waiting.get_nowait())
                await self.websocket.close(self._code)
        except (TimeoutError, RuntimeError, WebSocketDisconnect):
            log.info("socket.not_closed", path=self.websocket.url.path, code=self._code)


def to_json(message: Mapping[str, object]) -> str:
    """The message as it goes over the wire."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


def presented_token(connection: HTTPConnection, *, cookie: str | None = None) -> str | None:
    """The credential of a request or handshake: ``Authorization``, ``X-API-Key``, or the session cookie.

    Raises `DomainError` of kind forbidden when a cookie comes from another site's page.
    """
    headers = Headers(scope=connection.scope)
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    if key := headers.get("x-api-key"):
        return key
    if cookie is not None and (value := connection.cookies.get(cookie)):
        require_same_origin(connection.scope, headers)
        return value
    return None


def own_pages_token(connection: HTTPConnection, cookie: str) -> str | None:
    """The session cookie of a handshake that a page of our own origin makes; None for another's, which browsers send
    with the cookie too, and for a program, which says no origin."""
    headers = Headers(scope=connection.scope)
    if "origin" not in headers:
        return None
    try:
        require_same_origin(connection.scope, headers)
    except DomainError:
        return None
    return connection.cookies.get(cookie)


async def first_token(connection: Connection, seconds: float) -> str | None:
    """The token of a first message ``{"type": "auth", "token": …}``; None when there is no such one in time."""
    try:
        async with asyncio.timeout(seconds):
            async for message in connection.messages():
                token = message.get("token") if message.get("type") == "auth" else None
                return token if isinstance(token, str) else None
    except TimeoutError:
        return None
    return None


async def keep_checking(connection: Connection, services: Services, token: str, principal: Principal) -> None:
    """Ends the socket with code 4401 once its credential is no longer good for what it was when it was presented."""
    try:
        await until_it_changes(services, token, principal)
    except Exception:  # nobody waits for this task, and a socket must not stay open unchecked
        log.exception("socket.not_checked", path=connection.websocket.url.path)
        connection.end(1011)
    else:
        connection.end(UNAUTHENTICATED)


async def until_it_changes(services: Services, token: str, principal: Principal) -> None:
    """Returns once the credential is no longer good, or means another actor: other scopes, another organization.

    Looks whenever credentials of that organization change, and every 30 s, for those that expire.
    """
    changed = asyncio.Event()

    def note(organization_id: UUID | None) -> None:
        if organization_id in {None, principal.actor.organization_id}:
            changed.set()

    unlisten = services.authenticator.listen(note)
    try:
        while await _is_unchanged(services, token, principal):
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK_SECONDS):
                    await changed.wait()
            changed.clear()
    finally:
        unlisten()


async def _is_unchanged(services: Services, token: str, principal: Principal) -> bool:
    try:
        return (await services.authenticator.authenticate(token)).actor == principal.actor
    except DomainError:
        return False
    except DATABASE_FAULTS as error:  # nothing is known for now; whoever wants to act is asked anyway
        log.warning("socket.not_checked", error=str(error))
        return True


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event in a contract's words, for those who listen to `channel`; for `user_id` alone where one is named."""

    channel: str
    message: Mapping[str, object]
    project_id: UUID | None = None
    user_id: UUID | None = None


Translate = Callable[[AsyncSession, Event], Awaitable[Sequence[Announcement]]]


@dataclass(eq=False)
class Subscriber:
    """A connection, for whom it listens, and to which channels; `project_ids` narrows a channel down."""

    connection: Connection
    principal: Principal
    channels: dict[str, UUID | None] = field(default_factory=dict[str, UUID | None])

    def hears(self, announcement: Announcement) -> bool:
        """Whether the announcement is for this subscriber."""
        if announcement.channel not in self.channels:
            return False
        actor = self.principal.actor
        wanted = (self.channels[announcement.channel], actor.project_id)
        if any(project_id not in {None, announcement.project_id} for project_id in wanted):
            return False
        return announcement.user_id in {None, actor.user_id}


class Broadcast:
    """Tells the subscribers of one contract what happens in their organizations; each event is translated once.

    When more happens than can be told, the subscribers of that organization are dropped with code 4408, as slow readers
    are: they connect anew and look, where otherwise they would miss something and not know.
    """

    def __init__(self, services: Services, translate: Translate) -> None:
        self._services = services
        self._translate = translate
        self._subscribers: dict[UUID, set[Subscriber]] = {}
        self._events: asyncio.Queue[Event] = asyncio.Queue(_MOST_EVENTS)
        self._teller: asyncio.Task[None] | None = None
        self._silence: Callable[[], None] = lambda: None

    async def __aenter__(self) -> Self:
        """Begins to listen."""
        self._silence = self._services.feed.listen(self._note)
        self._teller = asyncio.create_task(self._tell())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Listens no more."""
        self._silence()
        if self._teller is not None:
            self._teller.cancel()
            await asyncio.gather(self._teller, return_exceptions=True)

    def add(self, subscriber: Subscriber) -> None:
        """Tells this one too."""
        self._subscribers.setdefault(subscriber.principal.actor.organization_id, set()).add(subscriber)

    def remove(self, subscriber: Subscriber) -> None:
        """Tells this one nothing more."""
        organization_id = subscriber.principal.actor.organization_id
        others = self._subscribers.get(organization_id, set())
        others.discard(subscriber)
        if not others:
            self._subscribers.pop(organization_id, None)

    def _note(self, batch: Sequence[Event]) -> None:
        for event in batch:
            if event.organization_id not in self._subscribers:
                continue
            try:
                self._events.put_nowait(event)
            except asyncio.QueueFull:
                self._drop(event.organization_id)

    async def _tell(self) -> None:
        while True:
            event = await self._events.get()
            try:
                async with self._services.database.session() as session:
                    announcements = await self._translate(session, event)
                for announcement in announcements:
                    self._announce(event.organization_id, announcement)
            except Exception:  # one event that cannot be told must not silence all others
                log.exception("socket.event_not_told", kind=event.kind)

    def _drop(self, organization_id: UUID) -> None:
        subscribers = self._subscribers.pop(organization_id, set())
        log.warning("socket.subscribers_dropped", organization_id=str(organization_id), count=len(subscribers))
        for subscriber in subscribers:
            subscriber.connection.end(TOO_SLOW)

    def _announce(self, organization_id: UUID, announcement: Announcement) -> None:
        text = to_json(announcement.message)
        for subscriber in tuple(self._subscribers.get(organization_id, ())):
            if subscriber.hears(announcement):
                subscriber.connection.offer(text)
