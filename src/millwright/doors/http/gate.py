"""The gate of a contract: who asks, whether they may still ask, and every fault in the contract's own words.

Everything behind it is closed unless the handler is marked `public`; so a path that does not exist tells nobody without
a credential that it does not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TypeVar

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from millwright.doors.http import faults, session_cookie
from millwright.doors.http.faults import Fault, FaultKind
from millwright.doors.http.rates import Caller, RateLimitError, RateTable, count
from millwright.doors.http.request_ids import request_id_of
from millwright.doors.http.services import Services
from millwright.kit.errors import DomainError, Kind
from millwright.platform.accounts import Principal
from millwright.platform.limits import Verdict, Window

log = structlog.get_logger()
Endpoint = TypeVar("Endpoint", bound=Callable[..., object])
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PAGES = {"ws": "http", "wss": "https"}
"""The scheme of the page that opens a socket."""
_UNKNOWN = (Window(100, 60),)
"""Credentials of one address that nobody has: each costs a look into the database."""
_HANDSHAKES = (Window(3_000, 60),)
"""Sockets that one address opens, whoever it is: many people may share it."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What one contract's gate needs: how it says a fault, what it limits, where a credential may stand.

    `cookie` names the session cookie, where the contract has one; `max_body` is in bytes. With `csrf`, whoever changes
    something by cookie must also say the session's token (`session_cookie.csrf_token`) in a header, and what they read
    must be asked for by our own pages: apps are on our host name, and browsers send them our cookie.
    """

    name: str
    render: Callable[[Fault, str], Response]
    """A fault and the request's id, as the contract documents it."""
    limits: RateTable
    max_body: int
    key_header: bool = False
    cookie: str | None = None
    csrf: bool = False


def public(endpoint: Endpoint) -> Endpoint:
    """Marks a handler that answers without a credential."""
    endpoint.__dict__["public"] = True
    return endpoint


def is_public(endpoint: object) -> bool:
    """Whether a handler answers without a credential."""
    return bool(getattr(endpoint, "public", False))


class Gate:
    """The outermost part of a contract's application; sockets are counted, and authenticate by their own protocol."""

    def __init__(
        self, app: ASGIApp, *, contract: Contract, services: Services, public_paths: Sequence[re.Pattern[str]]
    ) -> None:
        self._app = app
        self._contract = contract
        self._services = services
        self._public = public_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request or socket."""
        if scope["type"] != "http":
            await self._pass_on(scope, receive, send)
            return
        request_id = request_id_of(scope)
        verdict: Verdict | None = None
        by_cookie = started = False

        async def send_on(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                shown = self._contract.limits.headers(verdict) if verdict is not None else []
                message["headers"] = [*message["headers"], *shown]
                _keep_private(message, by_cookie=by_cookie)
            await send(message)

        try:
            caller = await self._caller(scope)
            by_cookie = caller.by_cookie
            rule = self._contract.limits.rule(caller, scope["method"], _path(scope))
            if rule is not None:
                verdict = await count(self._services.limiter, self._contract.name, rule, caller.principal)
            self._admit(scope, caller.principal)
            await self._app(scope, receive, send_on)
        except Exception as error:
            if started:
                raise
            if isinstance(error, RateLimitError):
                verdict = error.verdict
            fault = faults.of_exception(error)
            if fault.kind in {FaultKind.INTERNAL, FaultKind.UNAVAILABLE}:
                log.exception("request.failed", door=self._contract.name, path=scope["path"])
            await self._contract.render(fault, request_id)(scope, receive, send_on)

    async def _caller(self, scope: Scope) -> Caller:
        """Whoever presents a good credential; nobody known without one, and with a bad one.

        One of an organization that is not active is refused, but not where none is needed: to log in elsewhere.
        """
        headers = Headers(scope=scope)
        token = self._token(headers)
        by_cookie = False
        if token is None and self._contract.cookie is not None:
            token = cookie_parser(headers.get("cookie", "")).get(self._contract.cookie)
            by_cookie = token is not None
        nobody = Caller(None, address_of(scope))
        if token is None:
            return nobody
        try:
            principal = await self._authenticated(scope, token)
        except DomainError as error:
            if error.kind is Kind.UNAUTHENTICATED or self._is_public(scope):
                return nobody
            raise
        if by_cookie:
            self._require_own_page(scope, headers, principal)
        return Caller(principal, nobody.address, by_cookie)

    def _require_own_page(self, scope: Scope, headers: Headers, principal: Principal) -> None:
        """Refuses what a page that is not ours has the browser send with our cookie."""
        changes = scope["method"] not in _SAFE
        if changes or (self._contract.csrf and headers.get("sec-fetch-mode") != "navigate"):
            require_same_origin(scope, headers)
        if changes and self._contract.csrf:
            session_cookie.require_csrf_token(self._services.hasher, principal, headers)

    async def _authenticated(self, scope: Scope, token: str) -> Principal:
        """As the `Authenticator` says; an address that has tried too many credentials is not even looked at."""
        limiter, subject = self._services.limiter, f"address:{address_of(scope)}"
        bucket = f"{self._contract.name}:unknown-credentials"
        if not self._services.authenticator.remembers(token):
            verdict = await limiter.peek(bucket, subject, _UNKNOWN)
            if not verdict.allowed:
                raise RateLimitError(verdict)
        try:
            return await self._services.authenticator.authenticate(token)
        except DomainError as error:
            if error.kind is Kind.UNAUTHENTICATED:
                await limiter.hit(bucket, subject, _UNKNOWN)
            raise

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        bucket = f"{self._contract.name}:handshakes"
        verdict = await self._services.limiter.hit(bucket, f"address:{address_of(scope)}", _HANDSHAKES)
        if verdict.allowed:
            await self._app(scope, receive, send)
            return
        await receive()
        if "websocket.http.response" in scope.get("extensions", {}):
            headers = [(b"content-length", b"0"), (b"retry-after", b"%d" % verdict.retry_after)]
            await send({"type": "websocket.http.response.start", "status": 429, "headers": headers})
            await send({"type": "websocket.http.response.body", "body": b""})
        else:
            await send({"type": "websocket.close", "code": 1013})

    def _token(self, headers: Headers) -> str | None:
        if self._contract.key_header:
            key = headers.get("x-api-key")
            if key:
                return key
        scheme, _, token = headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" and token.strip() else None

    def _admit(self, scope: Scope, principal: Principal | None) -> None:
        if principal is None and not self._is_public(scope):
            raise DomainError("credential_missing", Kind.UNAUTHENTICATED, "Invalid or missing credentials.")
        scope.setdefault("state", {})["principal"] = principal

    def _is_public(self, scope: Scope) -> bool:
        path = _path(scope)
        return any(pattern.fullmatch(path) for pattern in self._public)


def address_of(scope: Scope) -> str:
    """The network address that a request is counted against: an IPv6 caller has a whole /64."""
    client = scope.get("client")
    return _subject(str(client[0])) if client else "unknown"


@lru_cache(maxsize=4_096)
def _subject(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)
    return str(address)


def require_same_origin(scope: Scope, headers: Headers) -> None:
    """Refuses what another site's page sends with our cookie: apps are on our host name, so a port counts too.

    Raises `DomainError` of kind forbidden. Programs send neither header, and have no cookies of others to send.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    host = headers.get("host", "")
    foreign = origin is not None and origin.lower() not in {f"{scheme}://{host}".lower() for scheme in _schemes(scope)}
    if foreign or (origin is None and site not in {None, "same-origin", "none"}):
        raise DomainError("foreign_origin", Kind.FORBIDDEN, "This request comes from another site.")


def _schemes(scope: Scope) -> frozenset[str]:
    scheme = str(scope.get("scheme", "http"))
    return frozenset({_PAGES.get(scheme, scheme), "https"})


def _path(scope: Scope) -> str:
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) or "/"


def _keep_private(message: Message, *, by_cookie: bool) -> None:
    """What is told to a cookie is nobody else's to keep, where the answer does not say otherwise."""
    if by_cookie:
        MutableHeaders(raw=message["headers"]).setdefault("Cache-Control", "private, no-cache")


def mark_unstored(response: Response) -> None:
    """Says that an answer with a secret in it is kept nowhere (RFC 6749, 5.1)."""
    MutableHeaders(raw=response.raw_headers)["Cache-Control"] = "no-store"
