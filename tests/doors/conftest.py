"""What the tests of all doors share: services over a real database, with no worker, so that nothing is generated."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import pytest
import uvicorn
from starlette.types import ASGIApp

from millwright.doors.http.services import Services
from millwright.doors.http.serving import InProcessServer, listening_socket
from millwright.factory.builds import ArtefactCache
from millwright.factory.deployments import LocalProvider, Routes, Supervisor, SupervisorSettings
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.blobs import Blobs
from millwright.kit.context import Actor
from millwright.kit.crypto import Cipher
from millwright.kit.database import Database
from millwright.kit.notify import NotificationHub
from millwright.platform import accounts, events, limits
from tests.factories.accounts import make_actor, make_identity, set_password

URL = "http://millwright.test"


@pytest.fixture
async def services(database: Database, tmp_path: Path) -> AsyncGenerator[Services]:
    async with opened_services(database, tmp_path) as services:
        yield services


@asynccontextmanager
async def opened_services(database: Database, folder: Path) -> AsyncGenerator[Services]:
    """Services over this database that keep their files in the folder."""
    blobs = Blobs.at(folder / "blobs")
    hub = NotificationHub(database.url)
    await hub.start()
    sandbox, toolchain = Sandbox(), Toolchain.locate(folder / "toolchain")
    supervisor = Supervisor(
        database,
        ArtefactCache(blobs, folder / "artefacts"),
        LocalProvider(sandbox, toolchain, run=folder / "run", data=folder / "apps"),
        Routes(),
        SupervisorSettings(host="127.0.0.1", ports=range(8100, 8101), address="127.0.0.1", log_folder=folder / "logs"),
    )
    identity = make_identity(issuer=URL)
    authenticator = accounts.Authenticator(database, hub, identity, grants=accounts.find_grant)
    await authenticator.start()
    feed = events.Feed(database, hub)
    await feed.start()
    yield Services(
        database=database,
        hub=hub,
        blobs=blobs,
        hasher=identity.hasher,
        identity=identity,
        authenticator=authenticator,
        limiter=limits.Limiter.memory(),
        cipher=Cipher(b"k" * 32),
        feed=feed,
        supervisor=supervisor,
        public_url=URL,
    )
    await feed.stop()
    await authenticator.stop()
    await hub.stop()


@pytest.fixture
async def ada(services: Services) -> Actor:
    """Somebody with an organization."""
    async with services.database.session() as session:
        return await make_actor(session, "Ada")


@pytest.fixture
async def ada_email(services: Services, ada: Actor) -> str:
    """The address with which Ada logs in, with the password `PASSWORD`."""
    async with services.database.session() as session:
        return await set_password(session, ada.user_id)


@asynccontextmanager
async def served(app: ASGIApp, *, lifespan: Literal["on", "off"] = "on") -> AsyncGenerator[str]:
    """The application behind a real server, for its sockets; answers its address without the scheme."""
    listener = listening_socket("127.0.0.1", 0)
    server = InProcessServer(uvicorn.Config(app, lifespan=lifespan, log_config=None, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.listening()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.stop()
        await serving
