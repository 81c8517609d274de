"""The body of a request on its way to an app: streamed, counted, and honest about why it broke off."""

from collections.abc import AsyncIterator
from enum import StrEnum

from starlette.types import Receive

from millwright.doors.http.app_headers import Headers, header


class Broken(StrEnum):
    """Why a body did not arrive whole."""

    CLIENT_GONE = "client_gone"
    TOO_LARGE = "too_large"


class RequestBody:
    """Reads a body part by part, up to `limit` bytes; `broken` says afterwards why reading ended early, if it did."""

    def __init__(self, receive: Receive, headers: Headers, *, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        declared = header(headers, b"content-length")
        self._declared = int(declared) if declared.isdigit() else 0
        self.expected = self._declared > 0 or bool(header(headers, b"transfer-encoding"))
        self.broken = Broken.TOO_LARGE if self._declared > limit else None

    async def parts(self) -> AsyncIterator[bytes]:
        """The parts as they come; raises ConnectionError when it breaks off, so that the app sees no whole request."""
        seen = 0
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.broken = Broken.CLIENT_GONE
                raise ConnectionError("the browser went away")
            part = message.get("body", b"")
            seen += len(part)
            if seen > self._limit:
                self.broken = Broken.TOO_LARGE
                raise ConnectionError("the body is too large")
            if part:
                yield part
            if not message.get("more_body", False):
                return
