"""The contract's error table: each fault's documented status, code and body (Error Handling)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.responses import JSONResponse

from millwright.doors.http.faults import Fault, FaultKind
from millwright.kit.clock import system_clock


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class ErrorDetail(_Wire):
    """What went wrong; `details` names the faults of each field, `retry_after` is in seconds."""

    code: str
    message: str
    details: dict[str, list[str]] | None = None
    retry_after: int | None = None


class ErrorMeta(_Wire):
    """Which request it was, and when."""

    request_id: str
    timestamp: datetime


class ErrorBody(_Wire):
    """An error body."""

    success: Literal[False] = False
    error: ErrorDetail
    meta: ErrorMeta


_INVALID = "VALIDATION_ERROR"
TABLE: dict[FaultKind, tuple[int, str]] = {
    FaultKind.CONFLICT: (409, "CONFLICT_ERROR"),
    FaultKind.FORBIDDEN: (403, "AUTHORIZATION_ERROR"),
    FaultKind.INTERNAL: (500, "INTERNAL_ERROR"),
    FaultKind.INVALID: (422, _INVALID),
    FaultKind.LIMITED: (429, "RATE_LIMIT_ERROR"),
    FaultKind.MALFORMED: (400, _INVALID),
    FaultKind.METHOD_NOT_ALLOWED: (405, _INVALID),
    FaultKind.NOT_FOUND: (404, "NOT_FOUND"),
    FaultKind.TIMEOUT: (408, _INVALID),
    FaultKind.TOO_LARGE: (413, _INVALID),
    FaultKind.UNAUTHENTICATED: (401, "AUTHENTICATION_ERROR"),
    FaultKind.UNAVAILABLE: (503, "SERVICE_UNAVAILABLE"),
}
"""Fault to (HTTP status, error code)."""


def render(fault: Fault, request_id: str) -> JSONResponse:
    """A fault as this contract says it; `details` only where there are faults of fields."""
    status, code = TABLE[fault.kind]
    detail = ErrorDetail(code=code, message=fault.message)
    headers = dict(fault.headers)
    if fault.fields:
        detail.message = "Validation failed"
        detail.details = details(fault.fields)
    if fault.kind is FaultKind.LIMITED:
        detail.message = "Rate limit exceeded"
        detail.retry_after = fault.number("retry_after", 1)
        headers["Retry-After"] = str(detail.retry_after)
    meta = ErrorMeta(request_id=request_id, timestamp=system_clock())
    body = ErrorBody(error=detail, meta=meta).model_dump(mode="json", by_alias=True, exclude_none=True)
    return JSONResponse(body, status, headers)


def details(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The faults of fields as the document words them: "Title is required", "Priority must be one of: low, high"."""
    return {_camel(name): [_worded(name, text) for text in texts] for name, texts in fields.items()}


def _camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)


def _worded(name: str, text: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", _camel(name).rpartition(".")[2]).capitalize()
    if text == "This field is required":
        return f"{words} is required"
    return f"{words} must {text.removeprefix('Must ')}" if text.startswith("Must ") else text
