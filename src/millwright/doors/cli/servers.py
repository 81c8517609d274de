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
from urllib.parse import urlsplit

import httpx
from platformdirs import user_config_path

from millwright.doors.cli.client import CommandError, ExitCode

KEY_FILE = "key"
SERVER_FILE = "server.json"
LOG_FILE = "server.log"
STOP_LIMIT = 30.0
"""Seconds that a server has to stop its applications and its database."""
_START_LIMIT = 90.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


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
    recorded = recorded_server(data)
    if explicit is not None:
        url = explicit.rstrip("/")
        if not _answers(url):
            raise CommandError(f"No Millwright answers at {url}.", ExitCode.NO_SERVER)
        return Server(url, find_key(data if _is_here(url, recorded) else None))
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
    return recorded if is_millwright(recorded.pid) else None


def is_millwright(pid: int) -> bool:
    """Whether a Millwright still runs under this process id, which may have passed on to somebody else."""
    process = Path("/proc") / str(pid)
    try:
        ended = (process / "stat").read_text().rpartition(")")[2].split()[0] in {"X", "Z"}
        return not ended and b"millwright" in (process / "cmdline").read_bytes()
    except OSError:
        return False


def _is_here(url: str, recorded: RecordedServer | None) -> bool:
    """Whether a server is on this machine, so that the key in the data folder is meant for it."""
    return urlsplit(url).hostname in _LOOPBACK or (recorded is not None and recorded.url == url)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=3).json()["service"] == "millwright"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return False


def find_key(data: Path | None) -> str:
    """The key in ``MILLWRIGHT_KEY``, the user's ``config.toml``, or the data folder of a server on this machine.

    Raises `CommandError` when there is none, or it cannot be one.
    """
    config = user_config_path("millwright") / "config.toml"
    key = os.environ.get("MILLWRIGHT_KEY") or _configured_key(config) or (_stored_key(data) if data else None)
    if key is None:
        message = f'No key: set MILLWRIGHT_KEY, or write key = "sk_user_…" into {config}.'
        raise CommandError(message, ExitCode.NO_SERVER)
    if not (key.isascii() and key.isprintable()):
        raise CommandError("The key has characters that no key has.", ExitCode.NO_SERVER)
    return key


def _configured_key(config: Path) -> str | None:
    try:
        key = tomllib.loads(config.read_text()).get("key")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise CommandError(f"{config} cannot be read: {error}", ExitCode.REFUSED) from error
    return str(key) if key else None


def _stored_key(data: Path) -> str | None:
    try:
        return (data / KEY_FILE).read_text().strip()
    except OSError:
        return None


def start_server(data: Path, host: str, port: int, *, detached: bool) -> Server:
    """Starts a server on the data folder and waits until it answers; on a free port where `port` is taken.

    A detached one outlives this command and its terminal. Raises `CommandError` when it does not start.
    """
    log = data / LOG_FILE
    try:
        process = _launch(data, host, port if _is_free(host, port) else 0, log, detached=detached)
    except OSError as error:
        raise CommandError(f"The server cannot be started: {error}", ExitCode.NO_SERVER) from error
    try:
        return _until_it_answers(data, process, log)
    except BaseException:
        end_process(process)
        raise
    finally:
        _pass_on(process)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Has a server stop, and waits until it has; one that does not is killed."""
    process.terminate()
    try:
        process.wait(timeout=STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _launch(data: Path, host: str, port: int, log: Path, *, detached: bool) -> subprocess.Popen[bytes]:
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "millwright", "serve", "--host", host, "--port", str(port), "--data", str(data)]
    with log.open("ab") as output:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=output, start_new_session=detached
        )


def _pass_on(process: subprocess.Popen[bytes]) -> None:
    """Tells people what the server has told its starter: the first password, which no log may keep."""
    if process.stdout is None:
        return
    with process.stdout as said:
        os.set_blocking(said.fileno(), False)
        sys.stderr.write((said.read() or b"").decode())
        sys.stderr.flush()


def _until_it_answers(data: Path, process: subprocess.Popen[bytes], log: Path) -> Server:
    deadline = time.monotonic() + _START_LIMIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CommandError(f"The server did not start: {_last_line(log)} (all of it: {log})", ExitCode.NO_SERVER)
        recorded = recorded_server(data)
        if recorded is not None and recorded.pid == process.pid and _answers(recorded.url):
            return Server(recorded.url, find_key(data), process)
        time.sleep(0.05)
    raise CommandError(f"The server did not answer within {_START_LIMIT:.0f} s; see {log}.", ExitCode.NO_SERVER)


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
