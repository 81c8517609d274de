"""A server's worth of deployments: database, blobs, sandbox, supervisor, proxy and listeners, all real."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from uuid import UUID

from aiohttp import ClientSession, ClientTimeout

from millwright.doors.http.app_listeners import AppListeners
from millwright.doors.http.app_proxy import AppProxy
from millwright.factory import builds, deployments, projects
from millwright.factory.builds import ArtefactCache
from millwright.factory.deployments import (
    Deployment,
    Environment,
    LocalProvider,
    NewDeployment,
    Routes,
    Supervisor,
    SupervisorSettings,
)
from millwright.factory.projects import Author, NewRevision, Project
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.blobs import Blobs
from millwright.kit.context import Actor, Context
from millwright.kit.database import Database
from tests.factories.accounts import make_actor
from tests.factories.apps import small_app

HOST = "127.0.0.1"


def free_ports(number: int) -> tuple[range, socket.socket]:
    """A run of ports that nobody listens to, and what keeps it from other test processes until it is closed."""
    for first in range(18_100, 20_000 - number, number):
        claim = socket.socket(type=socket.SOCK_DGRAM)  # apps listen by TCP, whose ports are others
        try:
            claim.bind((HOST, first))
            for port in range(first, first + number):
                with socket.socket() as probe:
                    probe.bind((HOST, port))
        except OSError:
            claim.close()
            continue
        return range(first, first + number), claim
    raise AssertionError("no free ports")


@dataclass
class World:
    """One server; `restart` is what a new process does over the same data."""

    database: Database
    folder: Path
    sandbox: Sandbox
    toolchain: Toolchain
    ports: range
    actor: Actor
    http: ClientSession
    claim: socket.socket | None
    """Keeps the ports from other test processes."""
    blobs: Blobs = field(init=False)
    supervisor: Supervisor = field(init=False)
    routes: Routes = field(init=False)
    local: LocalProvider = field(init=False)

    @classmethod
    async def create(
        cls, database: Database, folder: Path, sandbox: Sandbox, toolchain: Toolchain, *, ports: range | None = None
    ) -> Self:
        async with database.session() as session:
            actor = await make_actor(session)
        http = ClientSession(timeout=ClientTimeout(total=60))
        claim = None
        if ports is None:
            ports, claim = free_ports(6)
        world = cls(database, folder, sandbox, toolchain, ports, actor, http, claim)
        world.blobs = Blobs.at(folder / "blobs")
        await world.start()
        return world

    async def start(self) -> None:
        self.routes = Routes()
        self.proxy = AppProxy(self.routes, key=b"k" * 32)
        self.listeners = AppListeners(self.proxy, self.routes, host=HOST)
        self.local = LocalProvider(self.sandbox, self.toolchain, run=self.folder / "run", data=self.folder / "apps")
        settings = SupervisorSettings(host=HOST, ports=self.ports, address=HOST, log_folder=self.folder / "logs")
        cache = ArtefactCache(self.blobs, self.folder / "cache")
        self.supervisor = Supervisor(self.database, cache, self.local, self.routes, settings)
        await self.supervisor.start()

    async def stop(self) -> None:
        await self.supervisor.close()
        await self.listeners.close()
        await self.proxy.close()

    async def close(self) -> None:
        await self.stop()
        await self.http.close()
        if self.claim is not None:
            self.claim.close()

    async def project(self, name: str = "Shop") -> Project:
        async with self.context() as ctx:
            return await projects.create(ctx, prompt="Keep track of what the shop sells", name=name)

    async def deployment(
        self,
        project: Project,
        files: dict[str, bytes],
        *,
        environment: Environment = Environment.PREVIEW,
        provider: str = "local",
        variables: dict[str, str] | None = None,
    ) -> Deployment:
        stored = await projects.store(self.blobs, files)
        artefact = await builds.store(self.blobs, tree=files, bundle={"index.html": b"<h1>Shop</h1>"})
        async with self.context() as ctx:
            project = await projects.get(ctx, project.id)
            revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), stored)
            await builds.record(ctx, project, revision.id, artefact)
            new = NewDeployment(revision.id, artefact.digest, environment, provider=provider, variables=variables or {})
            return await deployments.create(ctx, project, new)

    async def released(
        self, project: Project, version: str = "1", *, environment: Environment = Environment.PREVIEW
    ) -> tuple[Deployment, str]:
        deployment = await self.deployment(project, small_app(version), environment=environment)
        return deployment, await self.supervisor.release(self.actor, deployment.id)

    async def reload(self, deployment_id: UUID) -> Deployment:
        async with self.context() as ctx:
            return await deployments.get(ctx, deployment_id)

    async def get(self, url: str) -> tuple[int, str]:
        async with self.http.get(url) as answer:
            return answer.status, await answer.text()

    @asynccontextmanager
    async def context(self) -> AsyncGenerator[Context]:
        """One transaction of the world's actor."""
        async with self.database.session() as session:
            yield Context(session=session, actor=self.actor)


async def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Waits for something that takes a moment."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.02)
