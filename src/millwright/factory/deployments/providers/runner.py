"""What runs in the sandbox: it loads what every generated app needs, waits to be told which one, and serves it.

The order comes over the socket of ``MILLWRIGHT_CHANNEL``: four bytes of length, that many of JSON ``{"env": {…}}``,
and with the first byte the descriptor of the socket to serve on. The working folder is the app's.
"""

import contextlib
import importlib
import json
import os
import socket
import sys

import uvicorn

PRELOADED = (
    "alembic.command",
    "alembic.ddl.sqlite",
    "alembic.runtime.environment",
    "anyio._backends._asyncio",
    "email_validator",
    "fastapi",
    "fastapi.staticfiles",
    "multipart",
    "pwdlib.hashers.argon2",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.orm",
    "uvicorn.lifespan.on",
    "uvicorn.logging",
    "uvicorn.loops.auto",
    "uvicorn.middleware.proxy_headers",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)
APPLICATION = "backend.main:app"
KEEP_ALIVE_SECONDS = 75
"""Longer than Millwright keeps its idle connections, so that none is closed while a request is on its way."""


def main() -> None:
    """Serves until the process is ended."""
    channel = socket.socket(fileno=int(os.environ.pop("MILLWRIGHT_CHANNEL")))
    for name in PRELOADED:
        # What an app does not use need not be there; what it uses, it will miss by itself.
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    # Whoever has sent the order already does not wait to hear that we are ready for it.
    with contextlib.suppress(BrokenPipeError):
        channel.sendall(b"r")
    order, descriptor = receive(channel)
    channel.close()
    os.environ.update(json.loads(order)["env"])
    # The release that follows runs as another user, and has to write to the same files.
    os.umask(0)
    sys.path.insert(0, str(os.getcwd()))  # noqa: PTH109 - a string is what sys.path holds
    config = uvicorn.Config(
        APPLICATION,
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips="*",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


def receive(channel: socket.socket) -> tuple[bytes, int]:
    """The order and the descriptor that came with it; ends the process when the server has gone."""
    data, descriptors, _, _ = socket.recv_fds(channel, 4, 1)
    while len(data) < 4:
        data += _more(channel, 4 - len(data))
    missing, order = int.from_bytes(data, "big"), b""
    while len(order) < missing:
        order += _more(channel, missing - len(order))
    return order, descriptors[0]


def _more(channel: socket.socket, size: int) -> bytes:
    part = channel.recv(size)
    if not part:
        sys.exit(0)
    return part


if __name__ == "__main__":
    main()
