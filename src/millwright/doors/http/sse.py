"""Server-sent events (WHATWG HTML, section 9.2)."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing

from starlette.responses import StreamingResponse

_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


Message = tuple[str, Mapping[str, object]]
"""The name of an event, and its JSON data."""


def server_sent(messages: AsyncGenerator[Message], *, until: Callable[[], Awaitable[None]]) -> StreamingResponse:
    """A reply that sends each message as it comes and ends when they end, or as soon as `until` is over."""

    async def lines() -> AsyncIterator[str]:
        async with aclosing(_ending(messages, until())) as sent:
            async for event, data in sent:
                yield f"event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers=_HEADERS)


async def _ending(messages: AsyncGenerator[Message], until: Awaitable[None]) -> AsyncGenerator[Message]:
    end = asyncio.ensure_future(until)
    following: asyncio.Future[Message] | None = None
    try:
        while True:
            following = asyncio.ensure_future(anext(messages))
            await asyncio.wait((following, end), return_when=asyncio.FIRST_COMPLETED)
            if end.done():
                return
            try:
                yield following.result()
            except StopAsyncIteration:
                return
    finally:
        end.cancel()
        if following is not None:
            following.cancel()
        await asyncio.gather(end, *([following] if following is not None else []), return_exceptions=True)
        await messages.aclose()
