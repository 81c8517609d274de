"""Keeping one app running: a release takes over when it answers, and what crashes is started again."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import structlog

from millwright.factory.deployments.providers.instance import Instance
from millwright.factory.deployments.routes import Route, Routes, RouteState
from millwright.kit.errors import DomainError, Kind

_log = structlog.get_logger()
PROBE_SECONDS = 20.0
DRAIN_SECONDS = 5.0
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 60.0
_STEADY_SECONDS = 60.0
"""An app that ran this long has earned a quick restart again."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a keeper is to run: a deployment's artefact with its variables (secret), data folder and log."""

    deployment_id: UUID
    digest: str
    env: dict[str, str]
    folder: str
    log: Path


Start = Callable[[Release], Awaitable[Instance]]
"""Starts a release; the instance may not answer yet."""
Step = Callable[[], None]
"""Something that is done to an app's data while nothing runs on it; it may block."""
Crashed = Callable[[Release, int], Awaitable[None]]
"""Told of a crash, with how many there have been in a row."""


def pause_before(attempt: int) -> float:
    """Seconds before the `attempt`th restart in a row (from 0): doubling from 0.5 to 60, up to a half less."""
    return min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE) * random.uniform(0.5, 1.0)  # noqa: S311 - not a secret


class Keeper:
    """One app at its route. Its verbs take turns; `revivals` bounds how many apps are brought back at once."""

    def __init__(
        self, route: Route, routes: Routes, *, start: Start, crashed: Crashed, revivals: asyncio.Semaphore
    ) -> None:
        self.route = route
        self.release: Release | None = None
        self._routes = routes
        self._start = start
        self._crashed = crashed
        self._revivals = revivals
        self._ready = asyncio.Event()
        self._instance: Instance | None = None
        self._watch: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Has the app's address answer, if only by saying how it stands; raises OSError when its port is taken."""
        await self._put(self.route.state)

    def runs(self, deployment_id: UUID) -> bool:
        """Whether this is the release that is served or being brought back."""
        return self.release is not None and self.release.deployment_id == deployment_id

    async def until_ready(self) -> None:
        """Waits while the app is being brought back; raises `DomainError` ``app_unhealthy`` when that takes long."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await self._ready.wait()
        except TimeoutError:
            raise DomainError("app_unhealthy", Kind.CONFLICT, "The application does not come back.") from None

    async def switch(self, release: Release) -> None:
        """Runs another release: it is started, probed and routed, and only then the one before is stopped.

        Raises `DomainError`, with the one before still serving, when the new one does not answer.
        """
        async with self._turn:
            instance = await self._started(release)
            # Whoever waits may give up, but half a change of hands would leave an instance that nobody watches.
            swap = asyncio.create_task(self._take_over(release, instance))
            try:
                await asyncio.shield(swap)
            except asyncio.CancelledError:
                await asyncio.gather(swap, return_exceptions=True)
                raise

    async def replace(self, release: Release, *, prepare: Step, undo: Step) -> None:
        """Runs another release that needs the data to itself: the one before is stopped before `prepare` is called.

        Raises `DomainError` when the new one does not answer, and OSError when the data cannot be prepared: `undo` is
        called, and the one before is brought back.
        """
        async with self._turn:
            change = asyncio.create_task(self._replace(release, prepare, undo))
            try:
                await asyncio.shield(change)
            except asyncio.CancelledError:
                await asyncio.gather(change, return_exceptions=True)
                raise

    async def keep(self, release: Release) -> None:
        """Runs a release that ran before: when it does not start, it is tried again and again."""
        async with self._turn:
            self.release = release
            self._watch = asyncio.create_task(self._keep_up(release, None))

    async def stop(self, state: RouteState) -> None:
        """Stops whatever runs, after its open requests; visitors are told `state`."""
        async with self._turn:
            await self._stop_watching()
            before, self._instance, self.release = self._instance, None, None
            await self._put(state)
            if before is not None:
                await _drain_and_end(before)

    async def close(self) -> None:
        """Ends everything at once: the server is going away."""
        async with self._turn:
            await self._stop_watching()
            for task in self._retiring:
                task.cancel()
            await asyncio.gather(*self._retiring, return_exceptions=True)
            if self._instance is not None:
                await self._instance.end()

    async def _started(self, release: Release) -> Instance:
        instance = await self._start(release)
        try:
            await instance.probe(PROBE_SECONDS)
        except BaseException:
            await instance.end()
            raise
        return instance

    async def _replace(self, release: Release, prepare: Step, undo: Step) -> None:
        served, before = self.release, self._instance
        await self._stop_watching()
        self._instance = None
        await self._put(RouteState.STARTING)
        await asyncio.gather(*self._retiring, return_exceptions=True)
        if before is not None:
            await _drain_and_end(before)
        try:
            await asyncio.to_thread(prepare)
            instance = await self._started(release)
        except BaseException:
            try:
                await asyncio.to_thread(undo)
            finally:
                # What cannot be undone now is put right before a start, which is tried until that succeeds.
                if served is not None:
                    self._watch = asyncio.create_task(self._keep_up(served, None))
                else:
                    await self._put(RouteState.STOPPED)
            raise
        await self._take_over(release, instance)

    async def _take_over(self, release: Release, instance: Instance) -> None:
        before = self._instance
        await self._stop_watching()
        self.release = release
        await self._serve(instance)
        self._watch = asyncio.create_task(self._keep_up(release, instance))
        if before is not None:
            self._retire(before)

    async def _serve(self, instance: Instance) -> None:
        self._instance = instance
        await self._put(RouteState.READY)

    async def _put(self, state: RouteState) -> None:
        route = self.route
        backend = self._instance.backend if self._instance is not None else None
        self.route = Route(route.app, route.slug, route.port, state, backend)
        await self._routes.put(self.route)
        if state is RouteState.READY:
            self._ready.set()
        else:
            self._ready.clear()

    async def _keep_up(self, release: Release, instance: Instance | None) -> None:
        """Waits for the end of an instance that should have none, and brings the app back, for ever."""
        failures = 0
        while True:
            if instance is None:
                instance = await self._try(release)
            if instance is not None:
                result = await instance.process.wait()
                await instance.end()
                steady = time.monotonic() - instance.started >= _STEADY_SECONDS
                failures = 0 if steady else failures
                how = {"ended_by": result.ended_by.value, "code": result.exit_code}
                _log.warning("app.crashed", deployment=str(release.deployment_id), **how)
            failures += 1
            self._instance = instance = None
            await self._put(RouteState.CRASHED)
            await self._crashed(release, failures)
            await asyncio.sleep(pause_before(failures - 1))

    async def _try(self, release: Release) -> Instance | None:
        try:
            async with self._revivals:
                instance = await self._started(release)
        except (DomainError, OSError) as error:
            _log.warning("app.start_failed", deployment=str(release.deployment_id), error=str(error))
            return None
        await self._serve(instance)
        _log.info("app.restarted", deployment=str(release.deployment_id))
        return instance

    async def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None

    def _retire(self, instance: Instance) -> None:
        task = asyncio.create_task(_drain_and_end(instance))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)


async def _drain_and_end(instance: Instance) -> None:
    try:
        await instance.backend.drain(DRAIN_SECONDS)
    finally:
        await instance.end()
