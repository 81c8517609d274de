"""What handlers work with, wired once by the composition root and found on the application's state."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import Depends
from opentelemetry.trace import TracerProvider
from starlette.requests import HTTPConnection

from millwright.factory.deployments import Supervisor
from millwright.kit.blobs import Blobs
from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import Actor, Context
from millwright.kit.crypto import Cipher, TokenHasher
from millwright.kit.database import Database
from millwright.kit.notify import NotificationHub
from millwright.platform.accounts import Authenticator, Identity
from millwright.platform.events import Feed
from millwright.platform.limits import Limiter


class Finding(Protocol):
    """One thing that Millwright wants of its machine: whether it is there, what its absence turns off, what helps."""

    @property
    def name(self) -> str:
        """What it is."""
        ...

    @property
    def present(self) -> bool:
        """Whether it is there."""
        ...

    @property
    def detail(self) -> str:
        """Where, or why not."""
        ...

    @property
    def turns_off(self) -> str:
        """What does not work without it."""
        ...

    @property
    def remedy(self) -> str:
        """What helps."""
        ...


def _nothing() -> Sequence[Finding]:
    return ()


@dataclass(frozen=True, slots=True)
class Services:
    """The one set of services behind all doors. `public_url` has no slash at its end.

    `tracer_provider` is None where nobody wants traces. `examine` looks at the machine, which takes a while.
    """

    database: Database
    hub: NotificationHub
    blobs: Blobs
    hasher: TokenHasher
    identity: Identity
    authenticator: Authenticator
    limiter: Limiter
    cipher: Cipher
    feed: Feed
    supervisor: Supervisor
    public_url: str
    clock: Clock = field(default=system_clock)
    tracer_provider: TracerProvider | None = None
    examine: Callable[[], Sequence[Finding]] = _nothing

    @asynccontextmanager
    async def context(self, actor: Actor) -> AsyncGenerator[Context]:
        """One transaction of `actor`, committed when the block ends well."""
        async with self.database.session() as session:
            yield Context(session=session, actor=actor, clock=self.clock)

    @asynccontextmanager
    async def reading(self, actor: Actor) -> AsyncGenerator[Context]:
        """The same for an actor who changes nothing: no transaction holds the statements together."""
        async with self.database.reading() as session:
            yield Context(session=session, actor=actor, clock=self.clock)


def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that a request or socket came to."""
    services: Services = connection.app.state.services
    return services


async def _provided(connection: HTTPConnection) -> Services:
    return services_of(connection)


ServicesDep = Annotated[Services, Depends(_provided)]
"""Dependencies are coroutines, however little they do: FastAPI runs plain functions in a thread, which costs more."""
