"""What the code of an operation works with: steps that are done once, phases, progress and log lines."""

import asyncio
import functools
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import ParamSpec, TypeVar, get_type_hints
from uuid import UUID

import structlog
from opentelemetry import trace
from pydantic import BaseModel, JsonValue, TypeAdapter
from sqlalchemy import select

from millwright.kit.clock import Clock
from millwright.kit.context import ALL_SCOPES, Actor, Context
from millwright.kit.database import Database
from millwright.kit.errors import DomainError
from millwright.kit.errors import Kind as ErrorKind
from millwright.platform.jobs.engine import StepSlot
from millwright.platform.jobs.models import LogLevel, Operation, OperationState
from millwright.platform.jobs.phases import PhaseState
from millwright.platform.jobs.reporter import Reporter

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_log = structlog.get_logger()
_tracer = trace.get_tracer("millwright.jobs")


class _StepError(BaseModel):
    code: str
    kind: ErrorKind
    message: str
    fields: dict[str, list[str]]
    data: dict[str, str | int | float | bool | None]


class _StepOutcome(BaseModel):
    """What is recorded of a finished step."""

    value: JsonValue = None
    error: _StepError | None = None


@dataclass
class _OpenPhase:
    """A phase that the code is in; `touched` once something new happened in it, rather than being remembered."""

    name: str
    touched: bool = False


_open_phase: ContextVar[_OpenPhase | None] = ContextVar("_open_phase", default=None)


@dataclass
class Run:
    """One operation being carried out.

    The code between steps runs again from the top after a restart, with the steps' recorded answers: it must take the
    same way through the same steps, and leave everything that has an effect to them.
    """

    id: UUID
    kind: str
    organization_id: UUID
    project_id: UUID | None
    actor: Actor
    """The one who asked, with every scope: what they may do was settled when they asked."""
    database: Database
    reporter: Reporter
    remembering: bool
    """Whether the code goes once more through what was done before a restart."""
    clock: Clock

    @classmethod
    def of(cls, operation: Operation, database: Database, reporter: Reporter, clock: Clock) -> "Run":
        """The run of an operation as loaded."""
        return cls(
            id=operation.id,
            kind=operation.kind,
            organization_id=operation.organization_id,
            project_id=operation.project_id,
            actor=Actor(operation.requested_by, operation.organization_id, ALL_SCOPES),
            database=database,
            reporter=reporter,
            remembering=operation.starts > 1,
            clock=clock,
        )

    def step(
        self,
        name: str,
        function: Callable[Arguments, Awaitable[Answer]],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Coroutine[object, object, Answer]:
        """Calls `function` once, whatever happens, and answers what it answered, then and after any restart.

        A process that dies within the step leads to one more call, so `function` must stand being repeated. Its answer
        is small and of the type that it declares, JSON or pydantic. A step named like a phase is that phase. Raises
        the `DomainError` that `function` raised; anything else becomes ``internal_error``, with details in the log.
        Steps of one operation may run at the same time (`asyncio.gather`).
        """
        slot = StepSlot()  # at once, so that steps are numbered in the order of the calls
        return self._step(slot, name, function, functools.partial(function, *args, **kwargs))

    @contextmanager
    def phase(self, name: str) -> Generator[None]:
        """The steps, progress and log lines in the block belong to this phase, which ends with it."""
        phase = _OpenPhase(name)
        token = _open_phase.set(phase)
        try:
            yield
        except Exception:
            self._end(phase, PhaseState.FAILED)
            raise
        else:
            self._end(phase, PhaseState.SUCCEEDED)
        finally:
            _open_phase.reset(token)

    def progress(self, fraction: float, *, phase: str | None = None) -> None:
        """So much, from 0 to 1, of the open phase or of `phase` is done."""
        open_phase = _open_phase.get()
        name = phase or (open_phase.name if open_phase else None)
        if name is not None:
            self.reporter.advance(name, fraction)

    def log(self, text: str, *, level: LogLevel = LogLevel.INFO) -> None:
        """Adds a line to the operation's log, for people; does not repeat itself after a restart."""
        if not self.remembering:
            phase = _open_phase.get()
            self.reporter.log(text, level=level, phase=phase.name if phase else None)

    def spend(self, dollars: Decimal) -> None:
        """Adds to what the operation has cost. Said outside steps, with what a step answered, it is counted once."""
        self.reporter.spend(dollars)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Context]:
        """A transaction that commits only while the operation goes on: cancelling waits for it, or it for cancelling.

        Raises `DomainError` ``operation_cancelled`` when it has been called off.
        """
        async with self.database.session() as session:
            row = select(Operation.state).where(Operation.id == self.id)
            state = await session.scalar(row.with_for_update(read=True, key_share=True))
            if state is not OperationState.RUNNING:
                raise DomainError("operation_cancelled", ErrorKind.CONFLICT, "The operation was cancelled.")
            yield Context(session, self.actor, self.clock)

    async def _step(
        self,
        slot: StepSlot,
        name: str,
        function: Callable[..., Awaitable[Answer]],
        call: Callable[[], Awaitable[Answer]],
    ) -> Answer:
        answers = _adapter(function)
        named_phase = self.phase(name) if self.reporter.has(name) else nullcontext()
        with named_phase:
            recorded = await slot.run(name, functools.partial(self._perform, name, answers, call))
            outcome = _StepOutcome.model_validate_json(recorded)
            if outcome.error is not None:
                raise DomainError(
                    outcome.error.code,
                    outcome.error.kind,
                    outcome.error.message,
                    fields=outcome.error.fields,
                    data=outcome.error.data,
                )
            return answers.validate_python(outcome.value)

    async def _perform(self, name: str, answers: TypeAdapter[Answer], call: Callable[[], Awaitable[Answer]]) -> str:
        """Does what was never finished before; answers the outcome as JSON."""
        self.remembering = False
        phase = _open_phase.get()
        if phase is not None:
            phase.touched = True
            self.reporter.begin(phase.name)
        log = _log.bind(operation_id=str(self.id), kind=self.kind, step=name)
        about = {"millwright.operation.id": str(self.id), "millwright.operation.kind": self.kind}
        try:
            with _tracer.start_as_current_span(f"{self.kind} {name}", attributes=about):
                outcome = _StepOutcome(value=answers.dump_python(await call(), mode="json"))
        except DomainError as error:
            log.info("operation.step_failed", code=error.code)
            outcome = _StepOutcome(error=_remember(error))
        except Exception:
            log.exception("operation.step_failed", code="internal_error")
            outcome = _StepOutcome(error=_remember(internal_error()))
        return outcome.model_dump_json()

    def _end(self, phase: _OpenPhase, state: PhaseState) -> None:
        if phase.touched or self.reporter.is_open(phase.name):
            self.reporter.end(phase.name, state)


def retried(
    function: Callable[Arguments, Awaitable[Answer]], *, attempts: int, pause: float = 0.5
) -> Callable[Arguments, Awaitable[Answer]]:
    """The same function, tried up to `attempts` times while it raises a `DomainError` of kind unavailable.

    `pause` seconds lie before the second attempt, and twice as many before each further one.
    """

    @functools.wraps(function)
    async def trying(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        for attempt in range(attempts - 1):
            try:
                return await function(*args, **kwargs)
            except DomainError as error:
                if error.kind is not ErrorKind.UNAVAILABLE:
                    raise
                await asyncio.sleep(pause * 2**attempt)
        return await function(*args, **kwargs)

    return trying


def internal_error() -> DomainError:
    """The fault of Millwright itself; what went wrong is told in its own log only."""
    return DomainError("internal_error", ErrorKind.UNAVAILABLE, "Something went wrong inside Millwright.")


def _remember(error: DomainError) -> _StepError:
    return _StepError(code=error.code, kind=error.kind, message=error.message, fields=error.fields, data=error.data)


def _adapter(function: Callable[..., Awaitable[Answer]]) -> TypeAdapter[Answer]:
    target = function
    while isinstance(target, functools.partial):
        target = target.func
    return _adapter_of(get_type_hints(target).get("return", object))


@functools.lru_cache(maxsize=256)
def _adapter_of(answer: type[Answer]) -> TypeAdapter[Answer]:
    return TypeAdapter(answer)
