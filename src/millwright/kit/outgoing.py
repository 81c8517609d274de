"""The one safe way out: requests to addresses that strangers choose.

A name is resolved once, every address it has is checked, and the connection goes to one of those very addresses, so
that a name which changes its meaning gains nothing. No redirects, no proxies, no cookies, nothing is unpacked; time
and size have caps. Faults of the other side are states, not exceptions.

On aiohttp, whose connector takes a resolver (where the names are checked) and a maker of sockets (where every address
passes once more, just before it is used); httpx has no such hook, and would need a transport of our own.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from millwright.kit.addresses import Network, is_refused
from millwright.kit.errors import invalid

KEPT_BYTES = 2048
"""How much of an answer is worth keeping."""
_LONGEST_URL = 2048
_CONNECTIONS = 256
_LOOKUPS = 16
"""Threads for names: a slow name server must not hold up what others do in threads."""

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
"""Answers the addresses of a name for a port; raises OSError when it has none."""

_AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]


class Failure(StrEnum):
    """Why there is no answer, or none that counts."""

    INVALID_REQUEST = "invalid_request"
    REFUSED_ADDRESS = "refused_address"
    UNRESOLVABLE = "unresolvable"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    TIMEOUT = "timeout"
    BROKEN_OFF = "broken_off"
    ANSWER_INVALID = "answer_invalid"
    ANSWER_TOO_LARGE = "answer_too_large"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or a failure (both when the answer was too large).

    `body` is at most the first 2 KB, as sent. `headers` have lower-case names. `elapsed_ms` counts from the lookup.
    """

    status: int | None
    failure: Failure | None
    elapsed_ms: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def succeeded(self) -> bool:
        """Whether the whole answer came, with a status from 200 to 299."""
        return self.failure is None and self.status is not None and 200 <= self.status < 300


def check_url(url: str) -> str:
    """The URL, when it could ever be called. Raises `DomainError` of kind invalid for ``url`` otherwise."""
    if len(url) > _LONGEST_URL:
        raise invalid("url", f"A URL has at most {_LONGEST_URL} characters.")
    if " " in url or not url.isprintable():
        raise invalid("url", "A URL has no spaces and no control characters.")
    try:
        parsed = URL(url)
        host, port = parsed.host, parsed.port
    except ValueError:
        host, port, parsed = None, None, URL()
    if parsed.scheme not in {"http", "https"} or not host or not port:
        raise invalid("url", "Give a URL that begins with http:// or https:// and a host.")
    if parsed.user is not None or parsed.password is not None:
        raise invalid("url", "A URL may not hold a user name or a password; use a header.")
    return url


class OutgoingClient:
    """Sends requests to public addresses, and to those in the networks of `allow`."""

    def __init__(self, allow: Sequence[Network] = (), *, lookup: Lookup | None = None) -> None:
        self._allow = tuple(allow)
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="lookup")
        self._lookup = lookup or self._ask_system
        self._session: aiohttp.ClientSession | None = None

    async def post(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes,
        timeout: float = 10.0,  # noqa: ASYNC109 - the cap is part of what is promised
        max_answer: int = 65_536,
    ) -> Answer:
        """Sends `body` and answers what came of it within `timeout` seconds in all. Never raises for the other side."""
        began = time.monotonic()
        status: list[int] = []
        """Filled as soon as it is known: a request may still fail after that."""
        try:
            async with asyncio.timeout(timeout):
                received, kept = await self._exchange(url, headers, body, max_answer, status)
            failure = Failure.ANSWER_TOO_LARGE if kept is None else None
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            failure, received, kept = _failure(error), {}, None
        return Answer(
            status=status[0] if status else None,
            failure=failure,
            elapsed_ms=round((time.monotonic() - began) * 1000),
            headers=received,
            body=kept or b"",
        )

    async def close(self) -> None:
        """Ends all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _exchange(
        self, url: str, headers: Mapping[str, str], body: bytes, max_answer: int, status: list[int]
    ) -> tuple[dict[str, str], bytes | None]:
        """The headers of the answer, and the beginning of its body or None when that is too large."""
        async with self._opened().post(
            URL(url), data=body, headers={**headers, "Accept-Encoding": "identity"}, allow_redirects=False
        ) as response:
            status.append(response.status)
            received = {name.lower(): value for name, value in response.headers.items()}
            size, kept = 0, bytearray()
            async for chunk in response.content.iter_any():
                size += len(chunk)
                kept += chunk[: KEPT_BYTES - len(kept)]
                if size > max_answer:
                    response.close()
                    return received, None
            return received, bytes(kept)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=_CheckedResolver(self._lookup, self._allow),
                socket_factory=self._checked_socket,
                use_dns_cache=False,
                limit=_CONNECTIONS,
                force_close=True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=aiohttp.ClientTimeout(total=None),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session

    def _checked_socket(self, address: _AddressInfo) -> socket.socket:
        """A socket for what the connector is about to reach: here no spelling of an address is left to chance."""
        family, kind, protocol, _, place = address
        if is_refused(str(place[0]), self._allow):
            raise _RefusedAddressError
        return socket.socket(family, kind, protocol)

    async def _ask_system(self, host: str, port: int) -> list[str]:
        def ask() -> list[str]:
            return [str(place[0]) for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

        return await asyncio.get_running_loop().run_in_executor(self._threads, ask)


class _RefusedAddressError(OSError):
    """The name, or one of its addresses, leads where we do not go."""


class _CheckedResolver(AbstractResolver):
    """Resolves names to addresses that may be reached; one that may not spoils its name."""

    def __init__(self, lookup: Lookup, allow: Sequence[Network]) -> None:
        self._lookup = lookup
        self._allow = allow

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        addresses = list(dict.fromkeys(await self._lookup(host, port)))
        if not addresses:
            raise OSError("no address")
        if any(is_refused(address, self._allow) for address in addresses):
            raise _RefusedAddressError
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Keeps nothing open."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=flags)


def _failure(error: Exception) -> Failure:
    match error:
        case aiohttp.ClientConnectorError(os_error=_RefusedAddressError()):
            return Failure.REFUSED_ADDRESS
        case TimeoutError():
            return Failure.TIMEOUT
        case aiohttp.ClientConnectorDNSError():
            return Failure.UNRESOLVABLE
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return Failure.TLS
        case aiohttp.ClientConnectorError():
            return Failure.UNREACHABLE
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | OSError():
            return Failure.BROKEN_OFF
        case aiohttp.InvalidURL() | ValueError():
            return Failure.INVALID_REQUEST
        case _:
            return Failure.ANSWER_INVALID
