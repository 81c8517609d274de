"""The contract's socket (WebSocket API): authenticate, subscribe to channels, hear what happens on them.

The document names no answers to `auth` and `subscribe`: we send ``authenticated`` and ``subscribed``, ``error`` for
what cannot be done, and close with 4401 where nobody authenticates in time or a credential ends. A page of our own is
known by its session cookie and need not authenticate (an extension).
"""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from typing import cast
from uuid import UUID

from fastapi import APIRouter, WebSocket

from millwright.doors.aibuild import render, stream
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http import session_cookie
from millwright.doors.http.services import Services, services_of
from millwright.doors.http.sockets import (
    AUTH_SECONDS,
    UNAUTHENTICATED,
    Broadcast,
    Connection,
    Subscriber,
    keep_checking,
    own_pages_token,
)
from millwright.factory import pipelines, projects
from millwright.kit.errors import DomainError, not_found
from millwright.platform import jobs
from millwright.platform.jobs import OperationSnapshot

MOST_CHANNELS = 100

router = APIRouter()


@router.websocket("/ws")
async def socket(websocket: WebSocket) -> None:
    """Real-time updates."""
    await websocket.accept()
    connection = Connection(websocket)
    client = Client(connection, services_of(websocket), websocket.app.state.broadcast)
    await connection.run(client.listen(own_pages_token(websocket, session_cookie.NAME)))


class Client:
    """One client of the socket, from its first message to its end."""

    def __init__(self, connection: Connection, services: Services, broadcast: Broadcast) -> None:
        self._connection = connection
        self._services = services
        self._broadcast = broadcast
        self._subscriber: Subscriber | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        """What runs beside the socket: the look at its credential, and a watch for each operation's channel."""

    async def listen(self, token: str | None) -> None:
        """Does what the client asks until it leaves; `token` is what it presented as it connected."""
        if token is not None and not await self._authenticate(token):
            return
        hurry = asyncio.get_running_loop().call_later(AUTH_SECONDS, self._connection.end, UNAUTHENTICATED)
        if self._subscriber is not None:
            hurry.cancel()
        try:
            async for message in self._connection.messages():
                if self._subscriber is None:
                    if not await self._authenticate(message.get("token") if message.get("type") == "auth" else None):
                        return
                    hurry.cancel()
                else:
                    await self._obey(self._subscriber, message)
        finally:
            hurry.cancel()
            self._leave()

    async def _authenticate(self, token: object) -> bool:
        try:
            if not isinstance(token, str):
                raise not_found("credential")
            principal = await self._services.authenticator.authenticate(token)
        except DomainError:
            self._connection.tell(_error("authentication_error", "Invalid or missing API key."))
            self._connection.end(UNAUTHENTICATED)
            return False
        self._subscriber = Subscriber(self._connection, principal)
        self._broadcast.add(self._subscriber)
        checking = keep_checking(self._connection, self._services, token, principal)
        self._tasks["credential"] = asyncio.create_task(checking)
        self._connection.tell({"type": "authenticated"})
        return True

    async def _obey(self, subscriber: Subscriber, message: Mapping[str, object]) -> None:
        channels = _strings(message.get("channels"))
        match message.get("type"):
            case "subscribe":
                await self._subscribe(subscriber, channels)
            case "unsubscribe":
                self._unsubscribe(subscriber, channels)
            case "ping":
                self._connection.tell({"type": "pong"})
            case _:
                self._connection.tell(_error("validation_error", "Known messages are subscribe, unsubscribe and ping."))

    async def _subscribe(self, subscriber: Subscriber, channels: list[str]) -> None:
        heard: list[str] = []
        for channel in channels:
            if len(subscriber.channels) >= MOST_CHANNELS:
                self._connection.tell(_error("validation_error", f"At most {MOST_CHANNELS} channels at once."))
                break
            try:
                await self._open(subscriber, channel)
            except DomainError as error:
                self._connection.tell(_error("not_found_error", error.message) | {"channel": channel})
            else:
                subscriber.channels[channel] = None
                heard.append(channel)
        self._connection.tell({"type": "subscribed", "channels": heard})

    async def _open(self, subscriber: Subscriber, channel: str) -> None:
        """Raises `DomainError` of kind not found unless the channel is one that this client may hear."""
        if channel == stream.NOTIFICATIONS:
            return
        noun, _, spelled = channel.partition(":")
        async with self._services.context(subscriber.principal.actor) as ctx:
            match noun:
                case "project":
                    await projects.get(ctx, Prefix.PROJECT.parse(spelled))
                case "operation":
                    operation = await pipelines.get_operation(ctx, Prefix.OPERATION.parse(spelled) or UUID(int=0))
                    self._watch(channel, operation.id)
                case _:
                    raise not_found("channel")

    def _watch(self, channel: str, operation_id: UUID) -> None:
        if channel not in self._tasks:
            self._tasks[channel] = asyncio.create_task(self._tell_progress(channel, operation_id))

    async def _tell_progress(self, channel: str, operation_id: UUID) -> None:
        async with aclosing(jobs.watch(self._services.database, self._services.hub, operation_id)) as changes:
            async for item in changes:
                if isinstance(item, OperationSnapshot):
                    shown = render.operation(item, None).model_dump(mode="json", by_alias=True)
                    event = "completed" if item.state.is_final else "progress"
                    self._connection.tell(stream.message(channel, event, shown))

    def _unsubscribe(self, subscriber: Subscriber, channels: list[str]) -> None:
        for channel in channels:
            subscriber.channels.pop(channel, None)
            if channel != "credential" and (task := self._tasks.pop(channel, None)) is not None:
                task.cancel()
        self._connection.tell({"type": "unsubscribed", "channels": channels})

    def _leave(self) -> None:
        if self._subscriber is not None:
            self._broadcast.remove(self._subscriber)
        for task in self._tasks.values():
            task.cancel()


def _strings(value: object) -> list[str]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [item for item in items if isinstance(item, str)]


def _error(code: str, text: str) -> dict[str, object]:
    return {"type": "error", "error": {"code": code, "message": text}}
