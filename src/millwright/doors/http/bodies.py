"""Bounds on what is sent to us, held before it is read."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_SECONDS = 60.0
"""How long a body may take to arrive: whoever sends it drop by drop holds nothing of ours for longer."""


def too_large(limit: int) -> HTTPException:
    """The refusal of a body above `limit` bytes. FastAPI would make a plain 400 of any other exception here."""
    return HTTPException(413, f"The body has more than {limit} bytes")


class BodyLimit:
    """Refuses a request whose body has more than `limit` bytes, by its declared length or as it arrives, or that takes
    longer than `seconds` to arrive.

    It stands inside of the gate, so that the refusal wears the contract's envelope.
    """

    def __init__(self, app: ASGIApp, *, limit: int, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, counting."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limit:
            raise too_large(self._limit)
        seen, complete = 0, False
        deadline = asyncio.get_running_loop().time() + self._seconds

        async def bounded() -> Message:
            nonlocal seen, complete
            if complete:  # what comes now is only the end of the connection: that may be waited for
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, "The body took too long to arrive", {"Connection": "close"}) from None
            seen += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if seen > self._limit:
                raise too_large(self._limit)
            return message

        await self._app(scope, bounded, send)
