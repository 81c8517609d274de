"""A server that says what a test wants it to say: for what a real one hardly ever does."""

import json
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PHASES = ["read", "write", "check", "release", "browse"]


def operation(status: str = "running", *, done: int = 0, **more: object) -> dict[str, object]:
    """An operation's state with so many phases done, each in half a second."""
    return {
        "id": "op_1",
        "status": status,
        "percent": done * 20,
        "phases": [
            {
                "name": name,
                "label": name.title(),
                "state": "succeeded" if number < done else "waiting",
                "seconds": 0.5 if number < done else None,
            }
            for number, name in enumerate(PHASES)
        ],
        "result": None,
        "error": None,
        **more,
    }


Message = tuple[str, dict[str, object]]
"""The name of an event, and its data."""


@dataclass
class FakeServer:
    """`streams` are what each request for the operation's stream is answered with, one after the other."""

    streams: list[list[tuple[str, dict[str, object]]]] = field(
        default_factory=list[list[tuple[str, dict[str, object]]]]
    )
    refusal: tuple[int, dict[str, object]] | None = None
    """The status and the body that everything is answered with."""
    mails: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    keys: list[str | None] = field(default_factory=list[str | None])
    """The credentials of each request."""
    url: str = ""

    def answer(self, path: str) -> tuple[int, bytes]:
        if path == "/healthz":
            return 200, b'{"service": "millwright"}'
        if self.refusal is not None:
            return self.refusal[0], json.dumps(self.refusal[1]).encode()
        if path.endswith("/projects/generate"):
            return 201, json.dumps({"projectId": "proj_1", "operationId": "op_1"}).encode()
        if path.endswith("/mail"):
            return 200, json.dumps({"mail": self.mails, "pagination": {"hasNext": False}}).encode()
        if "/mail/" in path:
            return 200, json.dumps(self.mails[0]).encode()
        if path.endswith("/stream"):
            return 200, b"".join(_sent(self.streams.pop(0)))
        return 200, json.dumps({"projects": [], "pagination": {"hasNext": False}}).encode()


def _sent(messages: list[Message]) -> Iterator[bytes]:
    for event, data in messages:
        yield f"event: {event}\ndata: {json.dumps(data)}\n\n".encode()


@contextmanager
def serving(fake: FakeServer) -> Generator[FakeServer]:
    """The server on a port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path != "/healthz":
                fake.keys.append(self.headers.get("Authorization"))
            status, body = fake.answer(self.path.partition("?")[0])
            self.send_response(status)
            self.send_header(
                "Content-Type", "text/event-stream" if self.path.endswith("/stream") else "application/json"
            )
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        fake.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()
