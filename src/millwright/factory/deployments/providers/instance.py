"""One running process of an app, and the question whether it answers."""

import asyncio
import time
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout, UnixConnector

from millwright.factory.deployments.routes import Backend
from millwright.factory.sandbox import EndedBy, RunningProcess
from millwright.kit.errors import DomainError, Kind

_HEALTH = "/api/health"
_HOME = "/"
_PAUSE_SECONDS = 0.05
_SHOWN_BYTES = 1500


class Instance:
    """A started app behind the Unix socket `path`."""

    def __init__(self, process: RunningProcess, path: Path) -> None:
        self.process = process
        self.backend = Backend(path)
        self.started = time.monotonic()

    async def probe(self, seconds: float) -> None:
        """Returns once the app says that it is healthy and shows its first page.

        Raises `DomainError` ``app_ended`` or ``app_unhealthy``, with the end of what it printed, when it does not.
        """
        ended = asyncio.create_task(self.process.wait())
        answering = asyncio.create_task(self._until_healthy(seconds))
        try:
            await asyncio.wait([ended, answering], return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                raise self._fault("app_ended", f"It ended ({ended.result().ended_by.value}) instead of answering")
            answering.result()
        finally:
            for task in (ended, answering):
                task.cancel()
            await asyncio.gather(ended, answering, return_exceptions=True)

    async def end(self) -> None:
        """Ends the process and takes its socket away."""
        await self.process.kill(EndedBy.CANCELLED)
        self.backend.socket.unlink(missing_ok=True)

    async def _until_healthy(self, seconds: float) -> None:
        fault = "It does not answer"
        connector = UnixConnector(str(self.backend.socket))
        timeout = ClientTimeout(total=seconds)
        async with ClientSession("http://localhost", connector=connector, timeout=timeout) as session:
            try:
                async with asyncio.timeout(seconds):
                    while (found := await _ask(session)) is not None:
                        fault = found
                        await asyncio.sleep(_PAUSE_SECONDS)
            except TimeoutError:
                raise self._fault("app_unhealthy", f"{fault} after {seconds:g} seconds") from None

    def _fault(self, code: str, message: str) -> DomainError:
        printed = self.process.output()[-_SHOWN_BYTES:].decode(errors="replace").strip()
        return DomainError(code, Kind.CONFLICT, f"{message}. {printed}".strip())


async def _ask(session: ClientSession) -> str | None:
    """What is wrong, or None."""
    for path in (_HEALTH, _HOME):
        try:
            async with session.get(path, allow_redirects=False) as answer:
                if answer.status >= 400:
                    return f"{path} answers with {answer.status}"
        except ClientError as error:
            return f"{path} breaks off ({type(error).__name__})"
    return None
