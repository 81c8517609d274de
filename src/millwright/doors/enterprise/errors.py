"""The contract's error table: each fault's documented status, code and body (Error Codes & Handling)."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel
from starlette.responses import JSONResponse

from millwright.doors.http.faults import Fault, FaultKind
from millwright.kit.clock import system_clock


class FieldFault(BaseModel):
    """What is wrong with one input."""

    field: str
    message: str


class ErrorDetail(BaseModel):
    """The inner object of an error body; `details` only where there are faults of inputs."""

    code: str
    message: str
    details: list[FieldFault] | None = None


class ErrorMeta(BaseModel):
    """What is said about a refusal itself; the last two only when it is one of a rate limit, `retry_after` in s."""

    timestamp: datetime
    request_id: str
    retry_after: int | None = None
    limit_resets_at: datetime | None = None


class ErrorBody(BaseModel):
    """Error Response."""

    success: Literal[False] = False
    status: int
    error: ErrorDetail
    meta: ErrorMeta


TABLE: dict[FaultKind, tuple[int, str]] = {
    FaultKind.CONFLICT: (409, "CONFLICT"),
    FaultKind.FORBIDDEN: (403, "AUTHORIZATION_DENIED"),
    FaultKind.INTERNAL: (500, "INTERNAL_ERROR"),
    FaultKind.INVALID: (400, "VALIDATION_ERROR"),
    FaultKind.LIMITED: (429, "RATE_LIMIT_EXCEEDED"),
    FaultKind.MALFORMED: (400, "VALIDATION_ERROR"),
    FaultKind.METHOD_NOT_ALLOWED: (405, "METHOD_NOT_ALLOWED"),
    FaultKind.NOT_FOUND: (404, "RESOURCE_NOT_FOUND"),
    FaultKind.TIMEOUT: (408, "TIMEOUT"),
    FaultKind.TOO_LARGE: (413, "VALIDATION_ERROR"),
    FaultKind.UNAUTHENTICATED: (401, "AUTHENTICATION_FAILED"),
    FaultKind.UNAVAILABLE: (503, "SERVICE_UNAVAILABLE"),
}
"""Fault to (HTTP status, error code)."""
DUPLICATES = {"email_taken": "DUPLICATE_RESOURCE", "slug_taken": "DUPLICATE_SLUG"}
"""The conflicts that are because there is one already."""


def render(fault: Fault, request_id: str) -> JSONResponse:
    """A fault as this contract says it."""
    status, code = TABLE[fault.kind]
    detail = ErrorDetail(code=DUPLICATES.get(fault.code, code), message=fault.message)
    if fault.fields:
        detail.message = "Invalid request parameters"
        detail.details = [
            FieldFault(field=name, message=words) for name, several in fault.fields.items() for words in several
        ]
    meta = ErrorMeta(timestamp=system_clock(), request_id=request_id)
    headers = dict(fault.headers)
    if fault.kind is FaultKind.LIMITED:
        seconds = fault.number("retry_after", 1)
        plural = "" if seconds == 1 else "s"
        detail.message = f"You have exceeded the rate limit. Please retry after {seconds} second{plural}."
        meta.retry_after = seconds
        meta.limit_resets_at = datetime.fromtimestamp(fault.number("reset_at"), UTC)
        headers["Retry-After"] = str(seconds)
    return answer(status, detail, meta, headers)


def answer(status: int, detail: ErrorDetail, meta: ErrorMeta, headers: dict[str, str]) -> JSONResponse:
    """The body as it is sent."""
    body = ErrorBody(status=status, error=detail, meta=meta)
    return JSONResponse(body.model_dump(mode="json", exclude_none=True), status, headers)
