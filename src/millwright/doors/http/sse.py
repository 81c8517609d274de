"""Server-sent events (WHATWG HTML, section 9.2)."""

import json
from collections.abc import AsyncIterator, Mapping

from starlette.responses import StreamingResponse

_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def server_sent(messages: AsyncIterator[tuple[str, Mapping[str, object]]]) -> StreamingResponse:
    """A reply that sends each (event name, JSON data) as it comes and ends when they end."""

    async def lines() -> AsyncIterator[str]:
        async for event, data in messages:
            yield f"event: {event}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers=_HEADERS)
