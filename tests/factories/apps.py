"""Small applications to deploy: the shape of generated ones, without their weight."""

BACKEND = """
import asyncio, json, os, sys, time
from pathlib import Path

VERSION = "{version}"
DATA = Path(os.environ["DATA_DIR"])
STARTED = time.time()

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({{"type": "lifespan.startup.complete"}})
        await send({{"type": "lifespan.shutdown.complete"}})
        return
    if scope["type"] == "websocket":
        await websocket(scope, receive, send)
        return
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    await answer(scope, body, send)

async def websocket(scope, receive, send):
    await receive()
    await send({{"type": "websocket.accept"}})
    await send({{"type": "websocket.send", "text": VERSION}})
    while (await receive())["type"] != "websocket.disconnect":
        pass

async def answer(scope, body, send):
    path = scope["path"]
    status, value = 200, {{"version": VERSION}}
    if path == "/api/env":
        value = dict(os.environ)
    elif path == "/api/pid":
        value = {{"started": STARTED, "uid": os.getuid()}}
    elif path == "/api/write":
        with (DATA / "notes.txt").open("ab") as file:
            file.write(body)
    elif path == "/api/notes":
        value = (DATA / "notes.txt").read_text()
    elif path == "/api/crash":
        print("going down", flush=True)
        os._exit(3)
    elif path == "/api/say":
        print(body.decode(), flush=True)
    elif path == "/api/do":
        found = {{}}
        try:
            exec(body.decode(), found)
            value = found.get("value")
        except Exception as error:
            value = type(error).__name__ + ": " + str(error)
    elif path == "/api/slow":
        await asyncio.sleep(1)
    elif path == "/api/code":
        try:
            Path(__file__).write_text("gone")
        except OSError as error:
            value = str(error)
    elif path == "/api/health" and {unhealthy}:
        status = 500
    out = json.dumps(value).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(out)).encode())]
    await send({{"type": "http.response.start", "status": status, "headers": headers}})
    await send({{"type": "http.response.body", "body": out}})
"""


def small_app(version: str = "1", *, unhealthy: bool = False, code: str = "") -> dict[str, bytes]:
    """The source tree of an app that answers ``/`` with its version; `code` goes before everything else."""
    backend = code + BACKEND.format(version=version, unhealthy=unhealthy)
    return {"backend/__init__.py": b"", "backend/main.py": backend.encode(), "requirements.txt": b""}
