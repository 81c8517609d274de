"""The composition root: what is wired to what. One process is web and worker; only settings differ when it grows."""

import asyncio
import gc
import json
import os
import signal
import socket
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import uvicorn
import uvloop
from opentelemetry.trace import TracerProvider
from starlette.types import ASGIApp

from millwright import doctor, logs, stacks
from millwright.doors.console import FOLDER, Console
from millwright.doors.http.app_listeners import AppListeners
from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.oauth import well_known_routes
from millwright.doors.http.services import Services
from millwright.doors.http.serving import InProcessServer, listening_socket
from millwright.doors.mounts import DOORS
from millwright.factory import pipelines
from millwright.factory.deployments import Routes
from millwright.kit import embedded_postgres
from millwright.kit.blobs import Blobs
from millwright.kit.crypto import Cipher, TokenHasher, installation_key
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.kit.files import kept_once
from millwright.kit.folder_lock import lock_folder
from millwright.kit.ids import new_id
from millwright.kit.notify import NotificationHub
from millwright.kit.urls import local_address
from millwright.migrations import migrate
from millwright.platform import accounts, events, jobs, limits
from millwright.settings import Settings
from millwright.wiring.first_account import ensure_first_account, open_identity
from millwright.wiring.messengers import open_messengers
from millwright.wiring.workshop import open_workshop

SERVER_FILE = "server.json"
_ALLOCATIONS_BETWEEN_LOOKS = 20_000
_GRACE_SECONDS = 5
_LARGEST_SOCKET_MESSAGE = 64 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

log = structlog.get_logger()


def run(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM; raises `DomainError` when another has the address or the data folder."""
    logs.configure(settings.log_level, settings.log_format)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stacks.write_on_signal()
    listener = _listener(settings)
    url = local_address(settings.host, listener.getsockname()[1])
    async with opened(settings, url) as app:
        server = InProcessServer(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=_GRACE_SECONDS,
                proxy_headers=bool(settings.trusted_proxies),
                forwarded_allow_ips=list(settings.trusted_proxies),
                ws_max_size=_LARGEST_SOCKET_MESSAGE,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await server.listening()
        _settle_memory()
        _tell(settings.data, {"url": url, "pid": os.getpid()})
        log.info("server.started", url=url, data=str(settings.data))
        await stop.wait()
        log.info("server.stopping")
        (settings.data / SERVER_FILE).unlink(missing_ok=True)
        server.stop()
        await serving


def _settle_memory() -> None:
    """Has the collector of garbage leave alone what stays for good: looking through it is a tenth of a request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_LOOKS)


def _listener(settings: Settings) -> socket.socket:
    try:
        return listening_socket(settings.host, settings.port)
    except OSError as error:
        message = f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}."
        raise DomainError("address_unavailable", Kind.CONFLICT, message) from error


def _tell(data: Path, server: dict[str, str | int]) -> None:
    """Writes where we are for the command line to find, all at once."""
    part = data / f"{SERVER_FILE}.part"
    part.write_text(json.dumps(server))
    part.replace(data / SERVER_FILE)


@asynccontextmanager
async def opened(settings: Settings, own_url: str) -> AsyncGenerator[ASGIApp]:
    """Everything started and wired, as one ASGI application; all of it is stopped, in reverse, at the end."""
    _make_folders(settings)
    async with AsyncExitStack() as stack:
        if settings.database_url is not None:  # the embedded database locks the folder itself
            stack.callback(lock_folder(settings.data).release)
        tracer_provider = _open_tracing(settings, stack)
        database = Database(await _database_url(settings, stack))
        stack.push_async_callback(database.close)
        hub = NotificationHub(database.url)
        await hub.start()
        stack.push_async_callback(hub.stop)
        blobs = Blobs.at(settings.blobs_url or settings.data / "blobs")
        key = installation_key(settings.key_folder / "secret")
        hasher, cipher = TokenHasher(key), Cipher(key)
        public_url = (settings.public_url or own_url).rstrip("/")
        identity = await open_identity(settings, hasher, public_url)
        await ensure_first_account(settings, database, identity)
        authenticator = accounts.Authenticator(database, hub, identity, grants=accounts.find_grant)
        await authenticator.start()
        stack.push_async_callback(authenticator.stop)
        feed = events.Feed(database, hub)
        await feed.start()
        stack.push_async_callback(feed.stop)
        routes = Routes()
        proxy = AppProxy(routes, key=key, frame_ancestors=(public_url,), hosts=_hosts(settings, public_url))
        stack.push_async_callback(proxy.close)
        listeners = AppListeners(proxy, routes, host=settings.host)
        stack.push_async_callback(listeners.close)
        workshop = await open_workshop(settings, stack, database, blobs, routes, public_url)
        worker = jobs.Worker(database, hub, executor=_executor(settings.data))
        pipelines.register(worker, workshop)
        await worker.start()
        stack.push_async_callback(worker.stop)
        await pipelines.settle(database)
        services = Services(
            tracer_provider=tracer_provider,
            database=database,
            hub=hub,
            blobs=blobs,
            hasher=hasher,
            identity=identity,
            authenticator=authenticator,
            limiter=limits.Limiter.redis(settings.redis_url.get_secret_value())
            if settings.redis_url is not None
            else limits.Limiter.memory(),
            cipher=cipher,
            feed=feed,
            supervisor=workshop.supervisor,
            public_url=public_url,
            examine=partial(doctor.examine, settings),
        )
        doors = await _open_doors(services, stack)
        dialects = [door.webhooks(services) for door in DOORS if door.webhooks is not None]
        await open_messengers(settings, stack, services, dialects)
        yield create_front(
            services,
            routes,
            proxy,
            doors=doors,
            console=Console(FOLDER, app_origins=workshop.supervisor.origins, public_url=public_url),
            well_known=well_known_routes([door.oauth for door in DOORS if door.oauth is not None]),
            domain=settings.domain,
            origins=settings.cors_origins,
        )


def _open_tracing(settings: Settings, stack: AsyncExitStack) -> TracerProvider | None:
    if settings.otlp_endpoint is None:
        return None
    from millwright.wiring.tracing import open_tracing  # noqa: PLC0415 - takes 0.3 s, which few need

    return open_tracing(settings.otlp_endpoint, stack)


async def _open_doors(services: Services, stack: AsyncExitStack) -> dict[str, ASGIApp]:
    """Each contract's application by its path. A mounted application's lifespan does not run by itself."""
    doors: dict[str, ASGIApp] = {}
    for door in DOORS:
        app = door.create_app(services)
        await stack.enter_async_context(app.router.lifespan_context(app))
        doors[door.path] = app
    return doors


def _make_folders(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    settings.data.chmod(0o700)
    settings.key_folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _executor(data: Path) -> str:
    """The worker's name among others on the same database: it stays with the data folder, which no other shares."""
    path = data / "executor"
    name = kept_once(path, f"{new_id()}\n").strip()
    if not name:
        message = f"{path} is empty. Remove it: operations that were under way must then be started again."
        raise DomainError("executor_damaged", Kind.CONFLICT, message)
    return name


def _hosts(settings: Settings, public_url: str) -> frozenset[str] | None:
    """The names under which apps answer; on loopback no others, so that no foreign name can be made to mean us."""
    if settings.host not in _LOOPBACK:
        return None
    return frozenset({*_LOOPBACK, "[::1]", urlsplit(public_url).hostname or settings.host})


async def _database_url(settings: Settings, stack: AsyncExitStack) -> str:
    """The database, started if it is ours, at the shape that this code needs."""
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
    else:
        embedded = await asyncio.to_thread(embedded_postgres.start, settings.data)
        stack.callback(embedded.stop)
        stack.callback(asyncio.create_task(embedded_postgres.keep_running(embedded)).cancel)
        url = embedded.url
    await migrate(url)
    return url
