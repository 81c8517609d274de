"""The one way out of a browser visit: a proxy that lets through requests to the visited origin, and nothing else.

The browser sends all its traffic here, loopback included. So a page cannot reach Millwright, another app or the
outside, by whatever means: fetch, frame, websocket, redirect, worker. What it tried is kept for the report.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_HEAD_BYTES = 64 * 1024
_HEAD_SECONDS = 20
_MAX_REFUSED = 50
_REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_UNREACHABLE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class GateError(Exception):
    """What was sent is not a request that a proxy can be asked."""


@dataclass(slots=True)
class Gate:
    """Listens on loopback while its block lasts. `origin` is the only one that is reached, as ``http://host:port``."""

    origin: str
    refused: list[str] = field(default_factory=list[str])
    """Addresses that were asked for and refused, each once, as far as they were not too many."""
    address: str = ""
    """Where the browser finds this proxy, as ``http://host:port``."""
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_HEAD_BYTES)
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_HEAD_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            await self._pass(head, reader, writer)
        except (GateError, OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # The browser closed its connection, or sent no request: there is nobody to tell.
        finally:
            writer.close()

    async def _pass(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, target = _request_line(head)
        tunnel = method == "CONNECT"
        authority = target if tunnel else urlsplit(target).netloc
        allowed = urlsplit(self.origin)
        if authority != allowed.netloc or (not tunnel and urlsplit(target).scheme != "http"):
            self._note(target)
            writer.write(_REFUSAL)
            await writer.drain()
            return
        try:
            app_reader, app_writer = await asyncio.open_connection(allowed.hostname, allowed.port or 80)
        except OSError:
            writer.write(_UNREACHABLE)
            return
        if tunnel:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            app_writer.write(_for_origin(head, target))
        await _join((reader, writer), (app_reader, app_writer))

    def _note(self, target: str) -> None:
        where = target[:200]
        if where not in self.refused and len(self.refused) < _MAX_REFUSED:
            self.refused.append(where)


def _request_line(head: bytes) -> tuple[str, str]:
    parts = head.partition(b"\r\n")[0].decode("latin-1").split(" ")
    if len(parts) != 3:
        raise GateError
    return parts[0], parts[1]


def _for_origin(head: bytes, target: str) -> bytes:
    """The request as the origin itself is asked, and for one answer only: the next may be for somebody else."""
    line, _, rest = head.partition(b"\r\n")
    method, _, version = line.split(b" ")
    url = urlsplit(target)
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = [
        part for part in rest.split(b"\r\n") if part and not part.lower().startswith((b"proxy-", b"connection:"))
    ]
    return b"\r\n".join(
        [method + b" " + path.encode("latin-1") + b" " + version, *headers, b"Connection: close", b"", b""]
    )


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _join(browser: Stream, app: Stream) -> None:
    """Passes bytes both ways until the app has nothing more to say."""
    sending = asyncio.create_task(_copy(browser[0], app[1]))
    try:
        await _copy(app[0], browser[1])
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        app[1].close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
