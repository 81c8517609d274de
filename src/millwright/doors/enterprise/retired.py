"""Version 0, which is past its sunset (Versioning & Deprecation): every address of it says so, to everybody."""

from urllib.parse import quote

from starlette.types import Receive, Scope, Send

from millwright.doors.enterprise.errors import ErrorDetail, ErrorMeta, answer
from millwright.doors.http.request_ids import request_id_of
from millwright.kit.clock import system_clock

SUNSET = "2024-12-31T00:00:00Z"
_MESSAGE = "Version 0 was retired on 2024-12-31. Please migrate to the /v1 API."


class Retired:
    """Answers 410 with the documented headers, and where the same address is in the version that `successor` is."""

    def __init__(self, successor: str) -> None:
        self._successor = successor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; there have never been sockets here."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        headers = {
            "Deprecation": "true",
            "Sunset": SUNSET,
            "Link": f'<{self._successor}{quote(path)}>; rel="successor-version"',
        }
        meta = ErrorMeta(timestamp=system_clock(), request_id=request_id_of(scope))
        refusal = answer(410, ErrorDetail(code="VERSION_RETIRED", message=_MESSAGE), meta, headers)
        await refusal(scope, receive, send)
