"""The contract's error table: each fault's documented status, code, type and body (Error Handling)."""

from pydantic import BaseModel
from starlette.responses import JSONResponse

from millwright.doors.http.faults import Fault, FaultKind


class ErrorDetail(BaseModel):
    """The inner object of an error body; `retry_after` is in seconds. `version` (an extension) is the present one of a
    file that was to be saved from another, `revision` (an extension) the head of a project that was to be changed from
    another."""

    code: str
    message: str
    type: str
    details: dict[str, list[str]] | None = None
    retry_after: int | None = None
    version: int | None = None
    revision: int | None = None


class ErrorBody(BaseModel):
    """An error body."""

    error: ErrorDetail


_REQUEST = "invalid_request_error"
TABLE: dict[FaultKind, tuple[int, str, str]] = {
    FaultKind.CONFLICT: (409, "conflict_error", _REQUEST),
    FaultKind.FORBIDDEN: (403, "authorization_error", "authorization_error"),
    FaultKind.INTERNAL: (500, "internal_error", "api_error"),
    FaultKind.INVALID: (422, "validation_error", _REQUEST),
    FaultKind.LIMITED: (429, "rate_limit_exceeded", "rate_limit_error"),
    FaultKind.MALFORMED: (400, "validation_error", _REQUEST),
    FaultKind.METHOD_NOT_ALLOWED: (405, "validation_error", _REQUEST),
    FaultKind.NOT_FOUND: (404, "not_found_error", _REQUEST),
    FaultKind.TIMEOUT: (408, "validation_error", _REQUEST),
    FaultKind.TOO_LARGE: (413, "validation_error", _REQUEST),
    FaultKind.UNAUTHENTICATED: (401, "authentication_error", "authentication_error"),
    FaultKind.UNAVAILABLE: (503, "service_unavailable", "api_error"),
}
"""Fault to (HTTP status, error code, error type)."""


def render(fault: Fault, request_id: str) -> JSONResponse:
    """A fault as this contract says it; `details` only where there are faults of fields."""
    del request_id  # the envelope has no place for it; the header X-Request-ID says it
    status, code, type_ = TABLE[fault.kind]
    detail = ErrorDetail(code=code, message=fault.message, type=type_)
    if fault.fields:
        detail.message = "Invalid input provided"
        detail.details = dict(fault.fields)
    if fault.kind is FaultKind.LIMITED and "retry_after" in fault.data:
        detail.retry_after = fault.number("retry_after")
    if fault.code == "file_changed":
        detail.version = fault.number("version")
    if fault.code == "head_moved":
        detail.revision = fault.number("revision")
    return JSONResponse(ErrorBody(error=detail).model_dump(exclude_none=True), status, dict(fault.headers))
