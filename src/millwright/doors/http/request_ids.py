"""Each request's own id: in the log, in the answer's X-Request-ID, and where a contract's envelope shows one."""

from starlette.requests import HTTPConnection
from starlette.types import Scope

from millwright.kit.ids import new_id


def request_id_of(scope: Scope) -> str:
    """The id of the request, as ``req-`` and a UUID; given at the first asking, and never by the caller."""
    state = scope.setdefault("state", {})
    if "request_id" not in state:
        state["request_id"] = f"req-{new_id()}"
    return str(state["request_id"])


def request_id(connection: HTTPConnection) -> str:
    """The same, for handlers."""
    return request_id_of(connection.scope)
