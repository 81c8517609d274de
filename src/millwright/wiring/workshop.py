"""The rooms of the factory, opened with the settings of this machine."""

import asyncio
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import structlog

from millwright.factory.browser import Chromium, Smoke
from millwright.factory.builds import ArtefactCache
from millwright.factory.checks import Checker
from millwright.factory.deployments import LocalProvider, Routes, Supervisor, SupervisorSettings
from millwright.factory.pipelines import Workshop
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool
from millwright.kit.blobs import Blobs
from millwright.kit.database import Database
from millwright.kit.errors import DomainError
from millwright.settings import Settings

log = structlog.get_logger()


async def open_workshop(
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
