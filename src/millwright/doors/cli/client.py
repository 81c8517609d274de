"""A client of the AiBuild contract, with errors in words for a terminal."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from types import TracebackType
from typing import Self

import httpx
import httpx_sse
from pydantic import JsonValue, TypeAdapter, ValidationError

JsonObject = dict[str, JsonValue]
_OBJECT: TypeAdapter[JsonObject] = TypeAdapter(JsonObject)
_OBJECTS: TypeAdapter[list[JsonObject]] = TypeAdapter(list[JsonObject])
_FAULTS: TypeAdapter[dict[str, list[str]]] = TypeAdapter(dict[str, list[str]])
_CONNECT = 5.0
_READ = 60.0


class ExitCode(IntEnum):
    """What the exit status of a command means."""

    FAILED = 1
    REFUSED = 2
    """What was asked for cannot be done: a prompt that cannot be built, an application that there is not."""
    NO_SERVER = 3
    """No server answers, or none that takes the key."""


class CommandError(Exception):
    """The command cannot go on; the message says why, `code` is the exit status."""

    def __init__(self, message: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.code = code


class ServerLostError(CommandError):
    """The server went away, or was never there."""

    def __init__(self, message: str) -> None:
        super().__init__(message, ExitCode.NO_SERVER)


class Client:
    """One server and one key. Raises `CommandError` for every refusal and for a server that does not answer."""

    def __init__(self, server: str, key: str) -> None:
        self.server = server.rstrip("/")
        self._http = httpx.Client(
            base_url=f"{self.server}/aibuild/v1",
            headers={"Authorization": f"Bearer {key}"},
            timeout=httpx.Timeout(_READ, connect=_CONNECT),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, **query: str | int) -> JsonObject:
        """The JSON object at `path`."""
        return _OBJECT.validate_json(self._send("GET", path, query=query).content)

    def find(self, path: str) -> JsonObject | None:
        """The JSON object at `path`, or None when there is none."""
        response = self._answer("GET", path)
        return None if response.status_code == 404 else _OBJECT.validate_json(_good(response).content)

    def post(self, path: str, body: Mapping[str, JsonValue] | None = None) -> JsonObject:
        """The answer to a JSON object sent to `path`."""
        return _OBJECT.validate_json(self._send("POST", path, body=body or {}).content)

    def text(self, path: str, **query: str | int) -> str:
        """The text at `path`."""
        return self._send("GET", path, query=query).text

    def content(self, path: str) -> bytes:
        """The bytes at `path`."""
        return self._send("GET", path).content

    def pages(self, path: str, key: str) -> Iterator[JsonObject]:
        """Every item of a list, page after page."""
        number = 1
        while True:
            answer = self.get(path, page=number, limit=100)
            yield from objects(answer[key])
            if not _OBJECT.validate_python(answer["pagination"])["hasNext"]:
                return
            number += 1

    def stream(self, path: str) -> Iterator[tuple[str, JsonObject]]:
        """The events sent at `path` until the server ends them."""
        timeout = httpx.Timeout(None, connect=_CONNECT)
        try:
            with httpx_sse.connect_sse(self._http, "GET", path, timeout=timeout) as source:
                if source.response.is_error:
                    source.response.read()
                _good(source.response)
                for event in source.iter_sse():
                    yield event.event, _OBJECT.validate_json(event.data)
        except httpx.HTTPError as error:
            raise ServerLostError(f"Lost {self.server}: {error}") from error

    def _send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, JsonValue] | None = None,
    ) -> httpx.Response:
        return _good(self._answer(method, path, query=query, body=body))

    def _answer(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Mapping[str, JsonValue] | None = None,
    ) -> httpx.Response:
        try:
            return self._http.request(method, path, params=query, json=body)
        except httpx.HTTPError as error:
            raise ServerLostError(f"No answer from {self.server}: {error}") from error
        except UnicodeEncodeError as error:
            # Bytes of the command line that are no text came to us as half characters.
            raise CommandError("What was given is not UTF-8 text.", ExitCode.REFUSED) from error


def _good(response: httpx.Response) -> httpx.Response:
    if not response.is_error:
        return response
    match response.status_code:
        case 401 | 403:
            code = ExitCode.NO_SERVER
        case 400 | 404 | 409 | 413 | 422:
            code = ExitCode.REFUSED
        case _:
            code = ExitCode.FAILED
    raise CommandError(_refusal(response), code)


def _refusal(response: httpx.Response) -> str:
    try:
        error = _OBJECT.validate_python(_OBJECT.validate_json(response.content)["error"])
        details = _FAULTS.validate_python(error.get("details") or {})
    except (ValidationError, KeyError):
        return f"The server answered {response.status_code}."
    faults = [f"{name}: {fault}" for name, faults in details.items() for fault in faults]
    return "; ".join(faults) or str(error.get("message"))


def objects(value: JsonValue) -> list[JsonObject]:
    """The value as a list of JSON objects; raises `pydantic.ValidationError` when it is something else."""
    return _OBJECTS.validate_python(value)


def json_object(value: JsonValue) -> JsonObject:
    """The value as a JSON object; raises `pydantic.ValidationError` when it is something else."""
    return _OBJECT.validate_python(value)
