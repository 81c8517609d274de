"""The way to a generated app: requests that come to its origin are streamed to the socket of its running instance.

An app is found by its port (`AppProxy.at_port`) or, where a domain is set, by its host name (`AppProxy.at_slug` with
`slug_of_host`). What keeps apps apart from each other and from Millwright is told in `app_headers` and `app_cookies`.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, UnixConnector
from multidict import CIMultiDict
from starlette.types import ASGIApp, Receive, Scope, Send
from yarl import URL

from millwright.doors.http import app_pages
from millwright.doors.http.app_body import Broken, RequestBody
from millwright.doors.http.app_cookies import AppCookies
from millwright.doors.http.app_headers import (
    Headers,
    header,
    may_carry_cookies,
    to_app,
    to_app_websocket,
    to_browser,
)
from millwright.doors.http.app_pages import Refusal, body_for
from millwright.doors.http.app_websocket import bridge
from millwright.factory.deployments import Backend, Route, Routes, RouteState

_log = structlog.get_logger()

_REFUSALS = {
    RouteState.STARTING: app_pages.STARTING,
    RouteState.READY: app_pages.UNREACHABLE,
    RouteState.CRASHED: app_pages.CRASHED,
    RouteState.STOPPED: app_pages.STOPPED,
    RouteState.WITHDRAWN: app_pages.WITHDRAWN,
}
_WRITTEN_BY_US = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
"""Headers that aiohttp would add by itself where the browser sent none."""


@dataclass(frozen=True, slots=True)
class ProxyLimits:
    """Bounds on one exchange: bytes of a request's body, seconds to the answer's head and between parts of its body."""

    body_bytes: int = 100 * 1024 * 1024
    head_seconds: float = 60.0
    idle_seconds: float = 600.0
    connections: int = 100


class AnswerBrokenError(Exception):
    """An app broke off in the middle of its answer."""


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One request on its way: ASGI's three and the route it takes."""

    scope: Scope
    receive: Receive
    send: Send
    route: Route

    @property
    def headers(self) -> Headers:
        return self.scope["headers"]


class AppProxy:
    """Streams requests to apps. `key` seals their cookies; `frame_ancestors` are the origins that may frame them.

    `hosts`, when given, are the only host names under which ports answer: it takes DNS rebinding its ground.
    """

    def __init__(
        self,
        routes: Routes,
        *,
        key: bytes,
        frame_ancestors: tuple[str, ...] = (),
        hosts: frozenset[str] | None = None,
        limits: ProxyLimits | None = None,
    ) -> None:
        self._routes = routes
        self._key = key
        self._frame_ancestors = " ".join(("'self'", *frame_ancestors))
        self._hosts = hosts
        self._limits = limits or ProxyLimits()
        self._cookies: dict[str, AppCookies] = {}
        self._sessions: dict[Path, ClientSession] = {}
        self._closing: set[asyncio.Task[None]] = set()
        routes.listen(self._changed)

    def at_port(self, port: int) -> ASGIApp:
        """The ASGI application that serves whichever app has this port."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            await self._serve(self._routes.at_port(port), scope, receive, send, hosts=self._hosts)

        return serve

    def at_slug(self, slug: str) -> ASGIApp:
        """The ASGI application that serves whichever app has this slug."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            await self._serve(self._routes.at_slug(slug), scope, receive, send, hosts=None)

        return serve

    async def close(self) -> None:
        """Closes the connections to all apps."""
        for task in self._closing:
            task.cancel()
        await asyncio.gather(*self._closing, return_exceptions=True)
        while self._sessions:
            _, session = self._sessions.popitem()
            await session.close()

    async def _changed(self, before: Route | None, after: Route | None) -> None:
        """Lets go of the connections to an instance once it has answered what it was asked."""
        if before is None or before.backend is None or (after is not None and after.backend is before.backend):
            return
        session = self._sessions.pop(before.backend.socket, None)
        if session is not None:
            task = asyncio.create_task(_close_when_idle(session, before.backend))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    async def _serve(
        self, route: Route | None, scope: Scope, receive: Receive, send: Send, *, hosts: frozenset[str] | None
    ) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return
        if hosts is not None and host_name(header(scope["headers"], b"host")) not in hosts:
            await _refuse(app_pages.MISDIRECTED, scope, receive, send)
        elif route is None:
            await _refuse(app_pages.UNKNOWN, scope, receive, send)
        elif route.backend is None:
            await _refuse(_REFUSALS[route.state], scope, receive, send)
        else:
            exchange = _Exchange(scope, receive, send, route)
            with route.backend.serving():
                if scope["type"] == "websocket":
                    await self._websocket(exchange, route.backend)
                else:
                    await self._http(exchange, route.backend)

    async def _http(self, exchange: _Exchange, backend: Backend) -> None:
        body = RequestBody(exchange.receive, exchange.headers, limit=self._limits.body_bytes)
        refusal = app_pages.TOO_LARGE
        try:
            if body.broken is None:
                answer = await self._ask(exchange, backend, body)
                await self._answer(exchange, answer)
                return
        except TimeoutError:
            refusal = app_pages.TIMED_OUT
        except (ClientError, OSError, ValueError) as error:
            if body.broken is Broken.CLIENT_GONE:
                return
            if body.broken is None:
                _log.warning("app.request_failed", app=exchange.route.app, error=str(error))
                refusal = app_pages.UNREACHABLE
        await _refuse(refusal, exchange.scope, exchange.receive, exchange.send)

    async def _ask(self, exchange: _Exchange, backend: Backend, body: RequestBody) -> ClientResponse:
        """Sends the request; the answer's body is yet to be read."""
        async with asyncio.timeout(self._limits.head_seconds):
            return await self._session(backend).request(
                exchange.scope["method"],
                _url(exchange.scope),
                headers=_multidict(self._headers_to_app(exchange)),
                data=body.parts() if body.expected else None,
                allow_redirects=False,
                skip_auto_headers=_WRITTEN_BY_US,
            )

    def _headers_to_app(self, exchange: _Exchange) -> Headers:
        scope, headers = exchange.scope, exchange.headers
        cookies = b""
        if may_carry_cookies(headers, scope.get("method", "GET")):
            sent = b"; ".join(value for name, value in headers if name == b"cookie")
            cookies = self._cookies_of(exchange.route.app).opened(sent) if sent else b""
        client = scope["client"][0] if scope.get("client") else "unknown"
        scheme = "https" if scope["scheme"] in {"https", "wss"} else "http"
        return to_app(headers, client=client, scheme=scheme, cookies=cookies)

    async def _answer(self, exchange: _Exchange, answer: ClientResponse) -> None:
        """Passes the app's answer on, for as long as the browser is there to hear it."""
        set_cookies = [value for name, value in answer.raw_headers if name.lower() == b"set-cookie"]
        headers = to_browser(
            answer.raw_headers,
            set_cookies=self._cookies_of(exchange.route.app).all_sealed(set_cookies) if set_cookies else [],
            frame_ancestors=self._frame_ancestors,
        )
        await exchange.send({"type": "http.response.start", "status": answer.status, "headers": headers})
        try:
            await self._stream(exchange, answer)
        except (ClientError, OSError, TimeoutError) as error:
            # The head is out, so the only honest sign left is a connection that breaks off.
            _log.warning("app.answer_broken", app=exchange.route.app, error=str(error))
            raise AnswerBrokenError from error
        finally:
            answer.close()

    async def _stream(self, exchange: _Exchange, answer: ClientResponse) -> None:
        content = answer.content
        if content.is_eof() or exchange.scope["method"] == "HEAD":
            part = content.read_nowait() if content.total_bytes else b""
            await exchange.send({"type": "http.response.body", "body": part})
            return
        gone = asyncio.create_task(_until_gone(exchange.receive))
        gone.add_done_callback(lambda _: answer.close())
        try:
            async for part in content.iter_any():
                await exchange.send({"type": "http.response.body", "body": part, "more_body": True})
            await exchange.send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()

    async def _websocket(self, exchange: _Exchange, backend: Backend) -> None:
        headers = to_app_websocket(self._headers_to_app(exchange))
        session, url = self._session(backend), _url(exchange.scope)
        await bridge(
            exchange.scope,
            exchange.receive,
            exchange.send,
            session=session,
            url=url,
            headers=headers,
            backend=backend,
        )

    def _session(self, backend: Backend) -> ClientSession:
        session = self._sessions.get(backend.socket)
        if session is None:
            # Shorter than the app's own 75 s, so that it is never we who use a connection that it is closing.
            connector = UnixConnector(str(backend.socket), limit=self._limits.connections, keepalive_timeout=60)
            timeout = ClientTimeout(total=None, sock_connect=5, sock_read=self._limits.idle_seconds)
            # A jar would give one visitor's cookies to the next.
            jar = DummyCookieJar()
            session = ClientSession(connector=connector, timeout=timeout, cookie_jar=jar, auto_decompress=False)
            self._sessions[backend.socket] = session
        return session

    def _cookies_of(self, app: str) -> AppCookies:
        cookies = self._cookies.get(app)
        if cookies is None:
            cookies = self._cookies[app] = AppCookies(self._key, app)
        return cookies


def slug_of_host(host: str, domain: str) -> str | None:
    """The slug in ``{slug}.apps.DOMAIN``, either with or without a port; None for any other host name."""
    name, suffix = host_name(host.encode("latin-1")), f".apps.{host_name(domain.encode('latin-1'))}"
    slug = name.removesuffix(suffix)
    return slug if slug and slug != name and "." not in slug else None


def host_name(host: bytes) -> str:
    """The name in a ``Host`` header, without its port, in lower case; an IPv6 address keeps its brackets."""
    text = host.decode("latin-1").lower()
    if text.startswith("["):
        return text.partition("]")[0] + "]"
    return text.partition(":")[0].removesuffix(".")


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    body, headers = body_for(refusal, scope["headers"], scope["path"])
    if scope["type"] == "websocket":
        await receive()
        if "websocket.http.response" in scope.get("extensions", {}):
            await send({"type": "websocket.http.response.start", "status": refusal.status, "headers": headers})
            await send({"type": "websocket.http.response.body", "body": body})
        else:
            await send({"type": "websocket.close", "code": 1013})
        return
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def _close_when_idle(session: ClientSession, backend: Backend) -> None:
    try:
        await backend.until_idle()
    finally:
        await session.close()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _url(scope: Scope) -> URL:
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope["query_string"]
    target = path + b"?" + query if query else path
    return URL("http://app" + target.decode("latin-1"), encoded=True)


def _multidict(headers: Headers) -> CIMultiDict[str]:
    return CIMultiDict((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
