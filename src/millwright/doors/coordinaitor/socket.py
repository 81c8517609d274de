"""The contract's socket (Real-time Updates): subscribe to channels, hear what happens there.

The document names no answers: we send ``subscribed`` and ``unsubscribed``, and ``error`` for what cannot be done.
Who presents no good credential is closed with 4401 without a word: programs present it in the handshake, pages of a
browser, which cannot, in their first message.
"""

import asyncio
from collections.abc import Mapping
from typing import cast
from uuid import UUID

from fastapi import APIRouter, WebSocket

from millwright.doors.coordinaitor import errors, stream
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.http import faults, sockets
from millwright.doors.http.services import Services, services_of
from millwright.doors.http.sockets import UNAUTHENTICATED, Broadcast, Connection, Subscriber
from millwright.factory import projects
from millwright.kit.errors import DomainError, invalid
from millwright.platform.accounts import Principal

router = APIRouter()


@router.websocket("/ws")
async def socket(websocket: WebSocket) -> None:
    """Real-time updates."""
    await websocket.accept()
    connection = Connection(websocket)
    client = Client(connection, services_of(websocket), websocket.app.state.broadcast)
    token = sockets.presented_token(websocket)
    by_message = token is None and "origin" in websocket.headers  # every browser sends one, and no program must
    await connection.run(client.listen(token, by_message=by_message))


class Client:
    """One client of the socket, from its credential to its end."""

    def __init__(self, connection: Connection, services: Services, broadcast: Broadcast) -> None:
        self._connection = connection
        self._services = services
        self._broadcast = broadcast

    async def listen(self, token: str | None, *, by_message: bool) -> None:
        """Does what the client asks until it leaves; `by_message`: its first message authenticates it."""
        if by_message:
            token = await sockets.first_token(self._connection, sockets.AUTH_SECONDS)
        principal = await self._authenticated(token)
        if token is None or principal is None:
            self._connection.end(UNAUTHENTICATED)
            return
        if by_message:
            self._connection.tell({"type": "authenticated"})
        subscriber = Subscriber(self._connection, principal)
        self._broadcast.add(subscriber)
        checking = asyncio.create_task(sockets.keep_checking(self._connection, self._services, token, principal))
        try:
            async for message in self._connection.messages():
                await self._obey(subscriber, message)
        finally:
            checking.cancel()
            self._broadcast.remove(subscriber)

    async def _authenticated(self, token: str | None) -> Principal | None:
        try:
            return await self._services.authenticator.authenticate(token) if token is not None else None
        except DomainError:
            return None

    async def _obey(self, subscriber: Subscriber, message: Mapping[str, object]) -> None:
        try:
            match message.get("type"):
                case "subscribe":
                    await self._subscribe(subscriber, message)
                case "unsubscribe":
                    channel = _channel(message)
                    subscriber.channels.pop(channel, None)
                    self._connection.tell({"type": "unsubscribed", "channel": channel})
                case "ping":
                    self._connection.tell({"type": "pong"})
                case _:
                    raise invalid("type", "Must be one of: subscribe, unsubscribe, ping")
        except DomainError as error:
            self._connection.tell(_error(error))

    async def _subscribe(self, subscriber: Subscriber, message: Mapping[str, object]) -> None:
        """Each channel has one subscription: another one takes its place."""
        channel = _channel(message)
        actor = subscriber.principal.actor
        actor.require(stream.CHANNELS[channel])
        spelled = _project_filter(message.get("filters"))
        project_id: UUID | None = None
        if spelled is not None:
            async with self._services.context(actor) as ctx:
                project_id = (await projects.get(ctx, Prefix.PROJECT.parse(spelled))).id
        subscriber.channels[channel] = project_id
        filters = {"projectId": spelled} if spelled is not None else {}
        self._connection.tell({"type": "subscribed", "channel": channel, "filters": filters})


def _channel(message: Mapping[str, object]) -> str:
    channel = message.get("channel")
    if not isinstance(channel, str) or channel not in stream.CHANNELS:
        raise invalid("channel", "Must be one of: " + ", ".join(stream.CHANNELS))
    return channel


def _project_filter(filters: object) -> str | None:
    if filters is None:
        return None
    if not isinstance(filters, dict) or not filters.keys() <= {"projectId"}:
        raise invalid("filters", "Must be an object with projectId in it, or nothing")
    spelled = cast("dict[str, object]", filters).get("projectId")
    if spelled is not None and not isinstance(spelled, str):
        raise invalid("filters", "Must be an object with projectId in it, or nothing")
    return spelled


def _error(error: DomainError) -> dict[str, object]:
    fault = faults.of_domain(error)
    said: dict[str, object] = {"code": errors.TABLE[fault.kind][1], "message": fault.message}
    if fault.fields:
        said["details"] = errors.details(fault.fields)
    return {"type": "error", "error": said}
