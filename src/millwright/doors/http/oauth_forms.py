"""What OAuth's endpoints are sent: parameters that stand there once, and a client's id and secret."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 40


class FormError(Exception):
    """The parameters cannot be read; what it says is for the client's developer."""


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """What a client says of itself, in the header or in the form; `authorization` is the header."""

    client_id: str | None
    authorization: str | None


def read_query(request: Request) -> dict[str, str]:
    """The parameters in the URL. Raises `FormError`."""
    return _once(request.query_params.multi_items())


async def read_form(request: Request) -> dict[str, str]:
    """The parameters in the body; those in the URL count for nothing. Raises `FormError`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise FormError(f"The body must be {_FORM}.")
    try:
        body = (await request.body()).decode()
        return _once(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"))
    except ValueError as error:
        raise FormError("The body cannot be read.") from error


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """No parameter may come twice, and one without a value has not been sent (RFC 6749, 3.1)."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise FormError("A parameter is there more than once.")
        if "\x00" in value:
            raise FormError("A parameter holds NUL.")
        found[name] = value
    return {name: value for name, value in found.items() if value}


def client_credentials(request: Request, form: Mapping[str, str]) -> ClientCredentials:
    """Who the client says it is. Raises `FormError` when it says so in two ways, or unreadably."""
    header = request.headers.get("authorization")
    if header is None or header.partition(" ")[0].lower() != "basic":
        return ClientCredentials(form.get("client_id"), None)
    if "client_secret" in form:
        raise FormError("The client shows its secret in the header or in the form, not in both.")
    try:
        name = base64.b64decode(header.partition(" ")[2].strip(), validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise FormError("The Authorization header cannot be read.") from error
    if form.get("client_id", unquote(name)) != unquote(name):
        raise FormError("The client names itself twice, and differently.")
    return ClientCredentials(unquote(name), header)


def answer(body: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON that nobody keeps (RFC 6749, 5.1)."""
    said = {name: value for name, value in (headers or {}).items() if name.lower() != "content-type"}
    return JSONResponse(dict(body), status, {**said, "Cache-Control": "no-store", "Pragma": "no-cache"})


def refusal(error: str, description: str, status: int = 400) -> Response:
    """An error (RFC 6749, 5.2)."""
    return answer({"error": error, "error_description": description}, status)
