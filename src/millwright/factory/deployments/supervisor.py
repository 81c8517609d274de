"""The supervisor: carries releases out, keeps the released apps running, and brings them back after a restart."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from millwright.factory.builds import ArtefactCache
from millwright.factory.deployments import deployments, logs, releasing
from millwright.factory.deployments.app_data import Plan, schema_of
from millwright.factory.deployments.keeper import Keeper, Release
from millwright.factory.deployments.models import AppSite, Deployment, DeploymentState
from millwright.factory.deployments.providers.instance import Instance
from millwright.factory.deployments.providers.local import LocalProvider
from millwright.factory.deployments.routes import Route, Routes, RouteState
from millwright.factory.deployments.sites import Ground, move_site
from millwright.factory.deployments.variables import environment_of
from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.kit.urls import bracketed, local_address
from millwright.platform import events

_log = structlog.get_logger()
_REVIVALS_AT_ONCE = 4
_PORT_TRIES = 5
_REFILL_SECONDS = 6.0
"""How long after a start the next spare process is made: the new app's first visitors come first."""
_SHOWN = {
    DeploymentState.FAILED: RouteState.STOPPED,
    DeploymentState.STOPPED: RouteState.STOPPED,
    DeploymentState.WITHDRAWN: RouteState.WITHDRAWN,
}
"""What visitors are told of an app whose latest deployment ended so, when the server has been started again."""


@dataclass(frozen=True, slots=True)
class SupervisorSettings:
    """Where apps are found and kept. `host` is listened to, `address` is the host name that people use.

    With a `domain` (and its port, where that is not the usual), apps answer as ``{slug}.apps.DOMAIN``.
    `frame_ancestors` are the origins that may frame an app.
    """

    host: str
    ports: range
    address: str
    log_folder: Path
    domain: str | None = None
    https: bool = False
    frame_ancestors: tuple[str, ...] = ()


class Supervisor:
    """The apps of this server. There is one; what it runs ends with it."""

    def __init__(
        self,
        database: Database,
        artefacts: ArtefactCache,
        local: LocalProvider,
        routes: Routes,
        settings: SupervisorSettings,
        *,
        clock: Clock = system_clock,
    ) -> None:
        self._database = database
        self._artefacts = artefacts
        self._local = local
        self._routes = routes
        self._settings = settings
        self._clock = clock
        self._ground = Ground(settings.host, settings.ports, local.new_folder)
        self._keepers: dict[UUID, Keeper] = {}
        self._turns: dict[UUID, asyncio.Lock] = {}
        self._revivals = asyncio.Semaphore(_REVIVALS_AT_ONCE)
        self._refill: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Has every ready app's address answer, and brings the apps themselves back in the background."""
        self._local.prepare()
        async with self._database.session() as session:
            latest = await releasing.latest(session)
        ready = [deployment for deployment, _ in latest if deployment.state is DeploymentState.READY]
        await self._artefacts.forget_all_but(frozenset(deployment.digest for deployment in ready))
        for deployment, site in latest:
            await self._reopen(deployment, site)
        self._refill_after(0)

    async def _reopen(self, deployment: Deployment, site: AppSite) -> None:
        """Has one app's address answer again, at another port where its own was taken meanwhile."""
        actor = Actor(deployment.created_by, deployment.organization_id, ALL_SCOPES)
        try:
            keeper, site = await self._listening(actor, site, _SHOWN.get(deployment.state, RouteState.STARTING))
        except DomainError as error:
            _log.error("app.unreachable", slug=site.slug, error=error.message)
            return
        if deployment.state is DeploymentState.READY:
            await keeper.keep(self._release_of(deployment, site))

    async def close(self) -> None:
        """Ends every app at once; they are still ready, and the next start brings them back."""
        if self._refill is not None:
            self._refill.cancel()
            await asyncio.gather(self._refill, return_exceptions=True)
        await asyncio.gather(*(keeper.close() for keeper in self._keepers.values()))
        await self._local.close()

    async def release(self, actor: Actor, deployment_id: UUID, *, restore_data: bool = False) -> str:
        """Carries a deployment out and answers the app's address; the release before serves until this one answers.

        One that migrates the data gets it to itself, after a snapshot, and the data is as before when it does not
        answer. Repeating it is harmless. Raises `DomainError` when it cannot be, with the deployment marked as failed:
        ``data_newer`` when the data has been through migrations that it lacks, unless `restore_data`, which puts the
        latest snapshot from before in place.
        """
        async with self._context(actor) as ctx:
            site = await releasing.claim(ctx, deployment_id, self._ground)
        if site is None:
            raise await self._fault(actor, deployment_id)
        async with self._turn(site.id):
            try:
                site = await self._serve(actor, deployment_id, site, restore_data=restore_data)
            except DomainError as error:
                async with self._context(actor) as ctx:
                    await releasing.fail(ctx, deployment_id, error)
                await self._stop_if_run(site.id, deployment_id, RouteState.STOPPED)
                raise
        self._refill_after(_REFILL_SECONDS)
        return self.url_of(site)

    async def withdraw(self, actor: Actor, deployment_id: UUID, reason: str) -> None:
        """Takes a release back that proved faulty: the one that it replaced serves again, or nothing does."""
        site_id = await self._site_of(actor, deployment_id)
        if site_id is None:
            raise DomainError("deployment_state", Kind.CONFLICT, "This deployment was never started.")
        async with self._turn(site_id):
            error = DomainError("release_withdrawn", Kind.CONFLICT, reason[:2000])
            async with self._context(actor) as ctx:
                previous = await releasing.move_back(ctx, deployment_id, error)
            if previous is not None:
                await self._bring_back(actor, *previous)
            else:
                await self._stop_if_run(site_id, deployment_id, RouteState.WITHDRAWN)

    async def stop(self, actor: Actor, deployment_id: UUID) -> None:
        """Stops an app after its open requests; its data and its address stay. Stopping twice is harmless."""
        site_id = await self._site_of(actor, deployment_id)
        async with self._turn(site_id or deployment_id):
            async with self._context(actor) as ctx:
                deployment = await deployments.get(ctx, deployment_id, lock=True)
                if deployment.state is not DeploymentState.STOPPED:
                    await deployments.move(ctx, deployment, DeploymentState.STOPPED)
            if site_id is not None:
                await self._stop_if_run(site_id, deployment_id, RouteState.STOPPED)

    async def remove(self, site: AppSite) -> None:
        """Stops whatever runs at a site, frees its address and deletes its data for good. Repeating it is harmless."""
        async with self._turn(site.id):
            keeper = self._keepers.pop(site.id, None)
            if keeper is not None:
                await keeper.stop(RouteState.STOPPED)
            await self._routes.remove(str(site.id))
            await self._local.delete(site.folder)

    def url_of(self, place: AppSite | Route) -> str:
        """The address of an app, without a slash at its end."""
        scheme = "https" if self._settings.https else "http"
        if self._settings.domain is not None:
            return f"{scheme}://{place.slug}.apps.{self._settings.domain}"
        return f"{scheme}://{bracketed(self._settings.address)}:{place.port}"

    @property
    def origins(self) -> str:
        """Where all apps answer, as a content security policy names it: it knows no ranges of ports."""
        scheme = "https" if self._settings.https else "http"
        if self._settings.domain is not None:
            return f"{scheme}://*.apps.{self._settings.domain}"
        return f"{scheme}://{bracketed(self._settings.address)}:*"

    def inner_url_of(self, place: AppSite | Route) -> str:
        """The address at which this machine itself reaches an app, by whatever name people do."""
        return local_address(self._settings.host, place.port)

    async def logs(self, deployment_id: UUID, lines: int) -> list[str]:
        """The last lines that a deployment's app has printed, over all its restarts."""
        return await asyncio.to_thread(logs.tail, self._log_of(deployment_id), lines)

    def follow(self, deployment_id: UUID) -> AsyncIterator[str]:
        """Each line that the app prints from now on; endless."""
        return logs.follow(self._log_of(deployment_id))

    async def _stop_if_run(self, site_id: UUID, deployment_id: UUID, state: RouteState) -> None:
        keeper = self._keepers.get(site_id)
        if keeper is not None and keeper.runs(deployment_id):
            await keeper.stop(state)

    async def _fault(self, actor: Actor, deployment_id: UUID) -> DomainError:
        async with self._context(actor) as ctx:
            return await releasing.failure(ctx, deployment_id)

    async def _site_of(self, actor: Actor, deployment_id: UUID) -> UUID | None:
        async with self._context(actor) as ctx:
            return (await deployments.get(ctx, deployment_id)).site_id

    async def _serve(self, actor: Actor, deployment_id: UUID, site: AppSite, *, restore_data: bool) -> AppSite:
        """Has the release serve its site, which may have got another port, and marks it as ready."""
        keeper, site = await self._listening(actor, site)
        if keeper.runs(deployment_id):
            await keeper.until_ready()
        else:
            async with self._context(actor) as ctx:
                deployment = await deployments.get(ctx, deployment_id)
            if deployment.state is DeploymentState.STOPPED:
                raise DomainError("cancelled", Kind.CONFLICT, "This deployment was stopped before it answered.")
            await self._switch(keeper, self._release_of(deployment, site), restore_data=restore_data)
        async with self._context(actor) as ctx:
            await releasing.succeed(ctx, deployment_id)
        return site

    async def _switch(self, keeper: Keeper, release: Release, *, restore_data: bool) -> None:
        """Has a keeper run a release on data that is fit for it; a full disk is told of like any refusal."""
        try:
            await self._switch_data(keeper, release, restore_data=restore_data)
        except OSError as error:
            message = f"The application's data could not be prepared: {error.strerror or error}."
            raise DomainError("app_data_failed", Kind.UNAVAILABLE, message) from error

    async def _switch_data(self, keeper: Keeper, release: Release, *, restore_data: bool) -> None:
        data = self._local.data_of(release.folder)
        schema = await self._schema_of(release)
        plan = await asyncio.to_thread(data.plan, schema, restore=restore_data)
        if plan is Plan.KEEP:
            await keeper.switch(release)
        else:
            _log.info("app.data_snapshot", deployment=str(release.deployment_id), plan=plan.value)
            prepare = partial(data.prepare, schema, release.deployment_id, plan)
            await keeper.replace(release, prepare=prepare, undo=data.undo)
        await asyncio.to_thread(data.settled, schema)

    async def _schema_of(self, release: Release) -> frozenset[str]:
        return await asyncio.to_thread(schema_of, await self._artefacts.folder_of(release.digest))

    async def _listening(
        self, actor: Actor, site: AppSite, state: RouteState = RouteState.STARTING
    ) -> tuple[Keeper, AppSite]:
        """The site's keeper, on another port where somebody else has taken the site's own."""
        for _ in range(_PORT_TRIES):
            try:
                return await self._open(site, state), site
            except OSError as error:
                _log.warning("app.port_taken", port=site.port, slug=site.slug, error=str(error))
            async with self._context(actor) as ctx:
                site = await move_site(ctx, site.id, self._ground)
        raise DomainError("ports_exhausted", Kind.UNAVAILABLE, "No port for this application could be listened to.")

    async def _open(self, site: AppSite, state: RouteState = RouteState.STARTING) -> Keeper:
        """The site's keeper, its address answering; raises OSError when the port is taken."""
        keeper = self._keepers.get(site.id)
        if keeper is None:
            route = Route(str(site.id), site.slug, site.port, state)
            keeper = Keeper(route, self._routes, start=self._start, crashed=self._note_crash, revivals=self._revivals)
            await keeper.open()
            self._keepers[site.id] = keeper
        return keeper

    async def _bring_back(self, actor: Actor, previous: Deployment, site: AppSite) -> None:
        keeper = await self._open(site)
        try:
            await self._switch(keeper, self._release_of(previous, site), restore_data=True)
        except DomainError as error:
            await keeper.stop(RouteState.WITHDRAWN)
            async with self._context(actor) as ctx:
                await releasing.fail(ctx, previous.id, error)
            return
        async with self._context(actor) as ctx:
            await releasing.succeed(ctx, previous.id)

    async def _start(self, release: Release) -> Instance:
        try:
            code = await self._artefacts.folder_of(release.digest)
            data = self._local.data_of(release.folder)
            await asyncio.to_thread(lambda: data.fit(schema_of(code), release.deployment_id))
            return await self._local.start(release.folder, code=code, env=release.env, log=release.log)
        except OSError as error:
            message = f"The application could not be started: {error.strerror or error}."
            raise DomainError("app_start_failed", Kind.UNAVAILABLE, message) from error

    async def _note_crash(self, release: Release, times: int) -> None:
        try:
            async with self._database.session() as session:
                deployment = await session.get_one(Deployment, release.deployment_id)
                await events.append(
                    session,
                    "deployment.crashed",
                    organization_id=deployment.organization_id,
                    subject_id=deployment.id,
                    data={"project": str(deployment.project_id), "times": times},
                )
        except (SQLAlchemyError, OSError) as error:
            # An app is brought back even while the database is away.
            _log.warning("app.crash_unrecorded", deployment=str(release.deployment_id), error=str(error))

    def _release_of(self, deployment: Deployment, site: AppSite) -> Release:
        settings = self._settings
        env = environment_of(
            site,
            deployment.config,
            url=self.url_of(site),
            frame_ancestors=settings.frame_ancestors,
            https=settings.https,
        )
        return Release(deployment.id, deployment.digest, env, site.folder, self._log_of(deployment.id))

    def _log_of(self, deployment_id: UUID) -> Path:
        return self._settings.log_folder / f"{deployment_id}.log"

    def _turn(self, site_id: UUID) -> asyncio.Lock:
        return self._turns.setdefault(site_id, asyncio.Lock())

    def _refill_after(self, seconds: float) -> None:
        if self._refill is None or self._refill.done():
            self._refill = asyncio.create_task(self._warm_after(seconds))

    async def _warm_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        try:
            await self._local.warm()
        except (DomainError, OSError) as error:
            _log.warning("app.spare_failed", error=str(error))

    @asynccontextmanager
    async def _context(self, actor: Actor) -> AsyncGenerator[Context]:
        async with self._database.session() as session:
            yield Context(session=session, actor=actor, clock=self._clock)
