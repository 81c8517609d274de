"""The contract's error table: each domain error's documented status, code and body (Error Handling)."""

from collections.abc import Mapping

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from millwright.kit.errors import DomainError, Kind

log = structlog.get_logger()


class ErrorDetail(BaseModel):
    """The inner object of an error body."""

    code: str
    message: str
    type: str
    details: dict[str, list[str]] | None = None


class ErrorBody(BaseModel):
    """An error body."""

    error: ErrorDetail


_REQUEST = "invalid_request_error"
TABLE: dict[Kind, tuple[int, str, str]] = {
    Kind.CONFLICT: (409, "conflict_error", _REQUEST),
    Kind.FORBIDDEN: (403, "authorization_error", "authorization_error"),
    Kind.INVALID: (422, "validation_error", _REQUEST),
    Kind.LIMITED: (429, "rate_limit_exceeded", "rate_limit_error"),
    Kind.NOT_FOUND: (404, "not_found_error", _REQUEST),
    Kind.TOO_LARGE: (413, "validation_error", _REQUEST),
    Kind.UNAUTHENTICATED: (401, "authentication_error", "authentication_error"),
    Kind.UNAVAILABLE: (503, "service_unavailable", "api_error"),
}
"""Kind to (HTTP status, error code, error type)."""

_BY_STATUS = {status: (code, kind) for status, code, kind in TABLE.values()}


def body(code: str, message: str, type_: str, fields: Mapping[str, list[str]] | None = None) -> dict[str, object]:
    """The documented error body; `details` only where there are faults of fields."""
    detail = ErrorDetail(code=code, message=message, type=type_, details=dict(fields) if fields else None)
    return ErrorBody(error=detail).model_dump(exclude_none=True)


def render(error: DomainError) -> JSONResponse:
    """A domain error as this contract says it."""
    status, code, type_ = TABLE[error.kind]
    message = "Invalid input provided" if error.fields else error.message
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(body(code, message, type_, error.fields), status, headers)


async def _domain(_: Request, error: DomainError) -> JSONResponse:
    return render(error)


async def _validation(_: Request, error: RequestValidationError) -> JSONResponse:
    faults: dict[str, list[str]] = {}
    malformed = False
    for fault in error.errors():
        malformed = malformed or fault["type"] == "json_invalid"
        place = ".".join(str(part) for part in fault["loc"][1:] if not isinstance(part, int)) or "body"
        faults.setdefault(place, []).append(_words(fault["type"], fault["msg"], fault.get("ctx", {})))
    if malformed:
        return JSONResponse(body("validation_error", "The body is not valid JSON", _REQUEST), 400)
    return JSONResponse(body("validation_error", "Invalid input provided", _REQUEST, faults), 422)


def _words(kind: str, message: str, about: Mapping[str, object]) -> str:
    match kind:
        case "missing":
            return "This field is required"
        case "enum" | "literal_error":
            return "Must be one of: " + str(about["expected"]).replace("'", "").replace(" or ", ", ")
        case _:
            return message.removeprefix("Value error, ")


async def _http(_: Request, error: HTTPException) -> JSONResponse:
    code, type_ = _BY_STATUS.get(error.status_code, ("validation_error", _REQUEST))
    return JSONResponse(body(code, str(error.detail), type_), error.status_code, error.headers)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", door="aibuild", method=request.method, path=request.url.path, exc_info=error)
    return JSONResponse(body("internal_error", "Something went wrong on our side", "api_error"), 500)


def install(app: FastAPI) -> None:
    """Makes every fault of the application come out in the contract's envelope."""
    app.exception_handler(DomainError)(_domain)
    app.exception_handler(RequestValidationError)(_validation)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(Exception)(_unexpected)
