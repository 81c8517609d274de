"""Bounds on what is sent to us, held before it is read."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def too_large(limit: int) -> HTTPException:
    """The refusal of a body above `limit` bytes. FastAPI would make a plain 400 of any other exception here."""
    return HTTPException(413, f"The body has more than {limit} bytes")


class BodyLimit:
    """Refuses a request whose body has more than `limit` bytes, by its declared length or as it arrives.

    It stands inside the exception handlers of its application, so that the refusal wears the contract's envelope.
    """

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, counting."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > self._limit:
            raise too_large(self._limit)
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise too_large(self._limit)
            return message

        await self._app(scope, bounded, send)
