"""What can go wrong with a request, in one form: each contract owns one table from it to its documented answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from millwright.kit.errors import DomainError, Kind


class FaultKind(StrEnum):
    """A domain error's kind, or a fault of the request itself that the domain never sees."""

    CONFLICT = Kind.CONFLICT.value
    FORBIDDEN = Kind.FORBIDDEN.value
    INTERNAL = "internal"
    INVALID = Kind.INVALID.value
    LIMITED = Kind.LIMITED.value
    MALFORMED = "malformed"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_FOUND = Kind.NOT_FOUND.value
    TIMEOUT = "timeout"
    TOO_LARGE = Kind.TOO_LARGE.value
    UNAUTHENTICATED = Kind.UNAUTHENTICATED.value
    UNAVAILABLE = Kind.UNAVAILABLE.value


Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Fault:
    """A refusal or failure of one request. `code` is stable, `message` for people, `fields` the faults of inputs by
    name, `data` plain values that a contract may show, `headers` what HTTP asks to be said (Allow, Retry-After)."""

    kind: FaultKind
    code: str
    message: str
    fields: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    data: Mapping[str, Plain] = field(default_factory=dict[str, Plain])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def number(self, name: str, default: int = 0) -> int:
        """An integer of `data`."""
        value = self.data.get(name, default)
        return int(value) if isinstance(value, int | float) else default


INTERNAL = Fault(FaultKind.INTERNAL, "internal_error", "Something went wrong on our side.")
_UNAVAILABLE = Fault(FaultKind.UNAVAILABLE, "database_unavailable", "The service is temporarily unavailable.")
_CROSSED = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATEs of a transaction that lost to another one: a serialization failure, a deadlock, a lock not given in time.
The same request again would do."""
_BY_STATUS = {
    401: FaultKind.UNAUTHENTICATED,
    403: FaultKind.FORBIDDEN,
    404: FaultKind.NOT_FOUND,
    405: FaultKind.METHOD_NOT_ALLOWED,
    408: FaultKind.TIMEOUT,
    413: FaultKind.TOO_LARGE,
    503: FaultKind.UNAVAILABLE,
}
_MEMBER = re.compile(r"none|bool|dict|float|int|list|str|constrained-[a-z]+|[a-z-]+\[.*\]", re.DOTALL)
"""How pydantic names the members of a union, as ``function-after[plain(), str]``."""
_LONGEST_NAME = 100
_WORDS = {
    FaultKind.METHOD_NOT_ALLOWED: "This method is not allowed here.",
    FaultKind.NOT_FOUND: "There is nothing at this address.",
}


def of_domain(error: DomainError) -> Fault:
    """The fault that a domain error is."""
    headers = {"WWW-Authenticate": "Bearer"} if error.kind is Kind.UNAUTHENTICATED else {}
    return Fault(FaultKind(error.kind.value), error.code, error.message, error.fields, error.data, headers)


def of_http(error: HTTPException) -> Fault:
    """The fault that a refusal of the router, or of reading the body, is."""
    kind = _BY_STATUS.get(error.status_code, FaultKind.MALFORMED)
    words = _WORDS.get(kind, str(error.detail))
    return Fault(kind, kind.value, words, headers=dict(error.headers or {}))


def of_validation(error: RequestValidationError) -> Fault:
    """The faults of a request's inputs, each under its name; a body that is no JSON is malformed."""
    fields: dict[str, list[str]] = {}
    for fault in error.errors():
        if fault["type"] == "json_invalid":
            return Fault(FaultKind.MALFORMED, "malformed_json", "The body is not valid JSON.")
        faults = fields.setdefault(_place(fault["loc"]), [])
        words = _words(fault["type"], fault["msg"], fault.get("ctx", {}))
        if words not in faults and (fault["type"] != "none_required" or not faults):
            faults.append(words)
    return Fault(FaultKind.INVALID, "invalid", "Invalid input.", fields)


def _place(parts: Sequence[object]) -> str:
    """The name of an input, as ``config.domain``: without where it stands, without numbers in lists, and without what
    pydantic adds to tell the members of a union apart. Keys of objects are the caller's own words, so they are cut."""
    names = [str(part) for part in parts[1:] if not isinstance(part, int)]
    named = [*names[:1], *(name for name in names[1:] if not _MEMBER.fullmatch(name))]
    return ".".join(name[:_LONGEST_NAME].encode(errors="replace").decode() for name in named) or "body"


def _words(kind: str, message: str, about: Mapping[str, object]) -> str:
    match kind:
        case "missing":
            return "This field is required"
        case "enum" | "literal_error":
            return "Must be one of: " + str(about["expected"]).replace("'", "").replace(" or ", ", ")
        case "model_attributes_type" | "dict_type":
            return "Must be a JSON object, sent as application/json"
        case _:
            return message.removeprefix("Value error, ")


def of_exception(error: Exception) -> Fault:
    """The fault that any exception is: what nobody foresaw is internal, and says nothing of itself."""
    match error:
        case DomainError():
            return of_domain(error)
        case RequestValidationError():
            return of_validation(error)
        case HTTPException():
            return of_http(error)
        case OperationalError() | InterfaceError() | PoolTimeoutError() | ConnectionError():
            return _UNAVAILABLE
        case DBAPIError() if getattr(error.orig, "sqlstate", None) in _CROSSED:
            return _UNAVAILABLE
        case _:
            return INTERNAL
