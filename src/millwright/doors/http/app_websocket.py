"""Websockets of generated apps: what either side sends is handed to the other, close codes included."""

import asyncio
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from multidict import CIMultiDict
from starlette.types import Receive, Scope, Send
from yarl import URL

from millwright.doors.http.app_headers import Headers
from millwright.factory.deployments import Backend

_MAX_MESSAGE = 16 * 1024 * 1024
_UNSENDABLE = {1005: 1000, 1006: 1011, 1015: 1011}
"""Codes that only describe a close (RFC 6455, section 7.4.1), and what is sent for them."""
_GOING_AWAY = 1001


async def bridge(
    scope: Scope, receive: Receive, send: Send, *, session: ClientSession, url: URL, headers: Headers, backend: Backend
) -> None:
    """Joins the browser's websocket to the app's until either side closes or the app's instance is stopped."""
    if (await receive())["type"] != "websocket.connect":
        return
    try:
        app = await session.ws_connect(
            url,
            protocols=scope["subprotocols"],
            headers=CIMultiDict((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers),
            max_msg_size=_MAX_MESSAGE,
            compress=0,
        )
    except WSServerHandshakeError as error:
        await _deny(scope, send, error.status)
        return
    except (ClientError, OSError):
        await _deny(scope, send, HTTPStatus.BAD_GATEWAY)
        return
    await send({"type": "websocket.accept", "subprotocol": app.protocol})
    await _exchange(app, receive, send, backend)


async def _deny(scope: Scope, send: Send, status: int) -> None:
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "websocket.http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "websocket.http.response.body", "body": b""})


async def _exchange(app: ClientWebSocketResponse, receive: Receive, send: Send, backend: Backend) -> None:
    from_browser = asyncio.create_task(_from_browser(app, receive))
    from_app = asyncio.create_task(_from_app(app, send))
    stopped = asyncio.create_task(_until_stopped(backend, send))
    tasks = [from_browser, from_app, stopped]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.close(code=_GOING_AWAY)


async def _until_stopped(backend: Backend, send: Send) -> None:
    await backend.closing.wait()
    await send({"type": "websocket.close", "code": _GOING_AWAY})


async def _from_browser(app: ClientWebSocketResponse, receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            code = message.get("code") or 1005
            await app.close(code=_UNSENDABLE.get(code, code), message=(message.get("reason") or "").encode())
            return
        if (text := message.get("text")) is not None:
            await app.send_str(text)
        else:
            await app.send_bytes(message["bytes"])


async def _from_app(app: ClientWebSocketResponse, send: Send) -> None:
    reason = ""
    while True:
        message = await app.receive()
        if message.type is WSMsgType.TEXT:
            await send({"type": "websocket.send", "text": message.data})
        elif message.type is WSMsgType.BINARY:
            await send({"type": "websocket.send", "bytes": message.data})
        else:
            reason = message.extra if message.type is WSMsgType.CLOSE and message.extra else ""
            break
    code = app.close_code or 1006
    await send({"type": "websocket.close", "code": _UNSENDABLE.get(code, code), "reason": reason})
