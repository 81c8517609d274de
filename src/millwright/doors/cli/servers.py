"""Which server to speak to, with which key; and starting one where none runs."""

import json
import os
import socket
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import httpx
from platformdirs import user_config_path

from millwright.doors.cli.client import CommandError

KEY_FILE = "key"
SERVER_FILE = "server.json"
LOG_FILE = "server.log"
_START_LIMIT = 90.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and the key to use there. `process` is set when this command started it."""

    url: str
    key: str
    process: subprocess.Popen[bytes] | None = None


def find_server(explicit: str | None, data: Path) -> Server | None:
    """The server named by flag or environment, else the one running on the data folder, else None.

    Raises `CommandError` when a named server does not answer, or no key for it is to be found.
    """
    if explicit is not None:
        url = explicit.rstrip("/")
        if not _answers(url):
            raise CommandError(f"No Millwright answers at {url}.", 3)
        return Server(url, find_key(data))
    recorded = recorded_server(data)
    if recorded is None or not _answers(recorded.url):
        return None
    return Server(recorded.url, find_key(data))


@dataclass(frozen=True, slots=True)
class RecordedServer:
    """What a running server has written of itself into its data folder."""

    url: str
    pid: int


def recorded_server(data: Path) -> RecordedServer | None:
    """The server that runs on the data folder; None when there is none, or it died without a word."""
    try:
        recorded = RecordedServer(**json.loads((data / SERVER_FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return recorded if _is_alive(recorded.pid) else None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=3).json()["service"] == "millwright"
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False


def find_key(data: Path) -> str:
    """The key in ``MILLWRIGHT_KEY``, the user's ``config.toml``, or the data folder of a server on this machine."""
    if key := os.environ.get("MILLWRIGHT_KEY"):
        return key
    config = user_config_path("millwright") / "config.toml"
    try:
        if key := tomllib.loads(config.read_text()).get("key"):
            return str(key)
    except FileNotFoundError:
        pass  # most people have no such file
    except tomllib.TOMLDecodeError as error:
        raise CommandError(f"{config} is not valid TOML: {error}", 2) from error
    try:
        return (data / KEY_FILE).read_text().strip()
    except OSError as error:
        message = f'No key: set MILLWRIGHT_KEY, or write key = "sk_user_…" into {config}.'
        raise CommandError(message, 3) from error


def start_server(data: Path, host: str, port: int, *, detached: bool) -> Server:
    """Starts a server on the data folder and waits until it answers; on a free port where `port` is taken.

    A detached one outlives this command and its terminal.
    """
    data.mkdir(parents=True, exist_ok=True)
    chosen = port if _is_free(host, port) else 0
    command = [sys.executable, "-m", "millwright", "serve", "--host", host, "--port", str(chosen), "--data", str(data)]
    log = data / LOG_FILE
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=detached
        )
    deadline = time.monotonic() + _START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CommandError(f"The server did not start; the end of {log}:\n{_tail(log)}", 3)
        recorded = recorded_server(data)
        if recorded is not None and recorded.pid == process.pid and _answers(recorded.url):
            return Server(recorded.url, find_key(data), process)
        time.sleep(0.05)
    process.terminate()
    raise CommandError(f"The server did not answer within {_START_LIMIT:.0f} s; see {log}.", 3)


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
