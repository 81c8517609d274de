"""The contract's error table: each fault's status and error code (Error Codes Reference)."""

from pydantic import BaseModel
from starlette.responses import JSONResponse

from millwright.doors.http.faults import Fault, FaultKind


class ErrorBody(BaseModel):
    """An error body; `retry_after` in seconds, where waiting helps."""

    detail: str
    error_code: str
    retry_after: int | None = None


TABLE: dict[FaultKind, tuple[int, str]] = {
    FaultKind.CONFLICT: (409, "INVALID_INPUT"),
    FaultKind.FORBIDDEN: (403, "FORBIDDEN"),
    FaultKind.INTERNAL: (500, "INTERNAL_ERROR"),
    FaultKind.INVALID: (400, "INVALID_INPUT"),
    FaultKind.LIMITED: (429, "RATE_LIMIT_EXCEEDED"),
    FaultKind.MALFORMED: (400, "INVALID_INPUT"),
    FaultKind.METHOD_NOT_ALLOWED: (405, "INVALID_INPUT"),
    FaultKind.NOT_FOUND: (404, "NOT_FOUND"),
    FaultKind.TIMEOUT: (408, "INVALID_INPUT"),
    FaultKind.TOO_LARGE: (413, "INVALID_INPUT"),
    FaultKind.UNAUTHENTICATED: (401, "UNAUTHORIZED"),
    FaultKind.UNAVAILABLE: (503, "SERVICE_UNAVAILABLE"),
}
"""Fault to (HTTP status, error code)."""
_CODES = {
    "deployment_failed": (502, "DEPLOYMENT_FAILED"),
    "operation_not_found": (404, "SESSION_NOT_FOUND"),
    "prompt_missing": (400, "INVALID_INPUT"),
}
"""Domain errors for which the document has a code of its own."""


def render(fault: Fault, request_id: str) -> JSONResponse:
    """A fault as this contract says it: one sentence, naming the inputs that are at fault."""
    del request_id  # the envelope has no place for it; the header X-Request-ID says it
    status, code = _CODES.get(fault.code) or TABLE[fault.kind]
    detail = "; ".join(f"{name}: {' '.join(faults)}" for name, faults in fault.fields.items()) or fault.message
    body = ErrorBody(detail=detail, error_code=code)
    if fault.kind is FaultKind.LIMITED and "retry_after" in fault.data:
        body.retry_after = fault.number("retry_after")
    headers = dict(fault.headers)
    if body.retry_after is not None:
        headers["Retry-After"] = str(body.retry_after)
    return JSONResponse(body.model_dump(exclude_none=True), status, headers)
