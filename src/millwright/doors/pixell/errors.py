"""The contract's error table: each fault's documented status and body (Error Responses)."""

from pydantic import BaseModel
from starlette.responses import JSONResponse

from millwright.doors.http.faults import Fault, FaultKind


class ErrorBody(BaseModel):
    """An error body. `details` names the faults of each input; of a limit, `retry_after` in seconds."""

    error: str
    code: str
    details: dict[str, list[str] | int] | None = None


TABLE: dict[FaultKind, int] = {
    FaultKind.CONFLICT: 409,
    FaultKind.FORBIDDEN: 403,
    FaultKind.INTERNAL: 500,
    FaultKind.INVALID: 400,
    FaultKind.LIMITED: 429,
    FaultKind.MALFORMED: 400,
    FaultKind.METHOD_NOT_ALLOWED: 405,
    FaultKind.NOT_FOUND: 404,
    FaultKind.TIMEOUT: 408,
    FaultKind.TOO_LARGE: 413,
    FaultKind.UNAUTHENTICATED: 401,
    FaultKind.UNAVAILABLE: 503,
}
"""Fault to HTTP status. The document names no code, so the fault's own says it, in the form of ERROR_CODE."""
_FIELDS = {"organization_name": "organizationName"}
"""Inputs whose documented name is not the domain's."""


def render(fault: Fault, request_id: str) -> JSONResponse:
    """A fault as this contract says it."""
    del request_id  # the envelope has no place for it; the header X-Request-ID says it
    body = ErrorBody(error=fault.message, code=fault.code.upper())
    headers = dict(fault.headers)
    if fault.fields:
        body.details = {_FIELDS.get(name, name): list(faults) for name, faults in fault.fields.items()}
    if fault.kind is FaultKind.LIMITED and "retry_after" in fault.data:
        body.details = {"retry_after": fault.number("retry_after")}
        headers["Retry-After"] = str(fault.number("retry_after"))
    return JSONResponse(body.model_dump(exclude_none=True), TABLE[fault.kind], headers)
