"""The composition root: what is wired to what. One process is web and worker; only settings differ when it grows."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import uvicorn
import uvloop
from starlette.types import ASGIApp

from millwright import logs
from millwright.doors.http.app_listeners import AppListeners
from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.services import Services
from millwright.doors.http.serving import InProcessServer, listening_socket
from millwright.doors.mounts import DOORS
from millwright.factory import pipelines
from millwright.factory.browser import Chromium, Smoke
from millwright.factory.builds import ArtefactCache
from millwright.factory.checks import Checker
from millwright.factory.deployments import LocalProvider, Routes, Supervisor, SupervisorSettings
from millwright.factory.pipelines import Workshop
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool
from millwright.kit import embedded_postgres
from millwright.kit.blobs import Blobs
from millwright.kit.context import Actor, Context
from millwright.kit.crypto import TokenHasher, installation_key
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.kit.folder_lock import lock_folder
from millwright.kit.ids import new_id
from millwright.kit.notify import NotificationHub
from millwright.kit.urls import local_address
from millwright.migrations import migrate
from millwright.platform import accounts, events, jobs, limits
from millwright.settings import Settings

KEY_FILE = "key"
JWT_KEY_FILE = "jwt-keys.json"
SERVER_FILE = "server.json"
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
        _tell(settings.data, {"url": url, "pid": os.getpid()})
        log.info("server.started", url=url, data=str(settings.data))
        await stop.wait()
        log.info("server.stopping")
        (settings.data / SERVER_FILE).unlink(missing_ok=True)
        server.stop()
        await serving


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
    settings.data.mkdir(parents=True, exist_ok=True)
    settings.data.chmod(0o700)
    async with AsyncExitStack() as stack:
        if settings.database_url is not None:  # the embedded database locks the folder itself
            stack.callback(lock_folder(settings.data).release)
        database = Database(await _database_url(settings, stack))
        stack.push_async_callback(database.close)
        hub = NotificationHub(database.url)
        await hub.start()
        stack.push_async_callback(hub.stop)
        blobs = Blobs.at(settings.blobs_url or settings.data / "blobs")
        key = installation_key(settings.data / "secret")
        hasher = TokenHasher(key)
        public_url = (settings.public_url or own_url).rstrip("/")
        identity = await _identity(settings, hasher, public_url)
        await _ensure_first_account(settings, database, identity)
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
        workshop = await _open_workshop(settings, stack, database, blobs, routes, public_url)
        worker = jobs.Worker(database, hub, executor=_executor(settings.data))
        pipelines.register(worker, workshop)
        await worker.start()
        stack.push_async_callback(worker.stop)
        await pipelines.settle(database)
        services = Services(
            database=database,
            hub=hub,
            blobs=blobs,
            hasher=hasher,
            identity=identity,
            authenticator=authenticator,
            limiter=limits.Limiter.redis(settings.redis_url.get_secret_value())
            if settings.redis_url is not None
            else limits.Limiter.memory(),
            feed=feed,
            supervisor=workshop.supervisor,
            public_url=public_url,
        )
        yield create_front(
            services,
            routes,
            proxy,
            doors=await _open_doors(services, stack),
            domain=settings.domain,
            origins=settings.cors_origins,
        )


async def _open_doors(services: Services, stack: AsyncExitStack) -> dict[str, ASGIApp]:
    """Each contract's application by its path. A mounted application's lifespan does not run by itself."""
    doors: dict[str, ASGIApp] = {}
    for door in DOORS:
        app = door.create_app(services)
        await stack.enter_async_context(app.router.lifespan_context(app))
        doors[door.path] = app
    return doors


def _executor(data: Path) -> str:
    """The worker's name among others on the same database: it stays with the data folder."""
    path = data / "executor"
    if not path.exists():
        path.write_text(f"{new_id()}\n")
    return path.read_text().strip()


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


async def _identity(settings: Settings, hasher: TokenHasher, public_url: str) -> accounts.Identity:
    return accounts.Identity(
        hasher=hasher,
        signer=await asyncio.to_thread(accounts.JwtSigner.at, settings.data / JWT_KEY_FILE),
        issuer=public_url,
        passwords=accounts.Passwords(),
        email_verification=settings.email_verification == "on",
    )


async def _ensure_first_account(settings: Settings, database: Database, identity: accounts.Identity) -> None:
    """Makes the installation's account, and a key in the data folder for the command line on this machine."""
    password = settings.admin_password
    made = await accounts.ensure_installation(
        database,
        identity.passwords,
        email=settings.admin_email,
        password=password.get_secret_value() if password is not None else None,
    )
    if made.password is not None:  # shown this once, and never in a log
        sys.stdout.write(f"The administrator {made.email} has the password {made.password}\n")
        sys.stdout.flush()
    await _ensure_first_key(settings.data / KEY_FILE, database, identity.hasher, made.actor)


async def _ensure_first_key(path: Path, database: Database, hasher: TokenHasher, actor: Actor) -> None:
    kept = _read_if_there(path)
    async with database.session() as session:
        if kept is not None and await accounts.is_known(session, hasher, kept):
            return
        context = Context(session=session, actor=actor)
        made = await accounts.create_key(context, hasher, name="This machine", kind=accounts.KeyKind.USER)
    _write_private(path, made.secret)


def _read_if_there(path: Path) -> str | None:
    return path.read_text().strip() if path.exists() else None


def _write_private(path: Path, secret: str) -> None:
    path.touch(mode=0o600)
    path.write_text(secret + "\n")


async def _open_workshop(
    settings: Settings, stack: AsyncExitStack, database: Database, blobs: Blobs, routes: Routes, public_url: str
) -> Workshop:
    """The rooms of the factory, with what must be warm warming up in the background."""
    sandbox = Sandbox(settings.sandbox)
    toolchain = Toolchain.locate(settings.toolchain)
    builder, pool = NodeBuilder(sandbox, toolchain), PythonPool(sandbox, toolchain)
    chromium = Chromium(settings.chromium)
    for closing in (builder, pool, chromium):
        stack.push_async_callback(closing.close)
    supervisor = _supervisor(settings, sandbox, toolchain, database, blobs, routes, public_url)
    await supervisor.start()
    stack.push_async_callback(supervisor.close)
    if sandbox.refusal is None:
        warming = asyncio.create_task(_warm(builder, pool, chromium))
        stack.callback(warming.cancel)
    return Workshop(
        blobs=blobs,
        sandbox=sandbox,
        toolchain=toolchain,
        checker=Checker(sandbox, toolchain, builder=builder, pool=pool),
        supervisor=supervisor,
        smoke=Smoke(chromium, axe=toolchain.node_modules / "axe-core" / "axe.min.js"),
    )


def _supervisor(
    settings: Settings,
    sandbox: Sandbox,
    toolchain: Toolchain,
    database: Database,
    blobs: Blobs,
    routes: Routes,
    public_url: str,
) -> Supervisor:
    apps = settings.data / "apps"
    return Supervisor(
        database,
        ArtefactCache(blobs, settings.data / "artefacts"),
        LocalProvider(sandbox, toolchain, run=settings.data / "run", data=apps),
        routes,
        SupervisorSettings(
            host=settings.host,
            ports=range(settings.app_ports[0], settings.app_ports[1] + 1),
            address=urlsplit(public_url).hostname or settings.host,
            log_folder=settings.data / "logs",
            domain=settings.domain,
            https=public_url.startswith("https:"),
            frame_ancestors=(public_url,),
        ),
    )


async def _warm(builder: NodeBuilder, pool: PythonPool, chromium: Chromium) -> None:
    """Takes the first start-up of each tool off the first wish's way; what fails says so when it is needed."""
    for warm in (pool.warm, builder.warm, chromium.warm):
        try:
            await warm()
        except DomainError as error:
            log.warning("workshop.not_warm", error=error.message)
