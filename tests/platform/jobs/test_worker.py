import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.platform import events, jobs
from millwright.platform.jobs import channels, claims, engine, operations
from tests.conftest import lose_listeners
from tests.platform.jobs.conftest import Answer, Task, Workshop


async def shout(text: str) -> Answer:
    return Answer(text=text.upper())


async def event_kinds(database: Database) -> list[str]:
    async with database.session() as session:
        return [event.kind for event in await events.read_after(session, 0)]


async def test_an_operation_runs_its_steps_and_keeps_the_result(workshop: Workshop, database: Database):
    async def body(run: jobs.Run, task: Task) -> Answer:
        answer = await run.step("plan", shout, task.text)
        return await run.step("build", shout, answer.text + "!")

    await workshop.open(body)
    done = await workshop.finish(await workshop.start("hello"))
    assert (done.state, done.result, done.percent) == (jobs.OperationState.SUCCEEDED, {"text": "HELLO!"}, 100)
    assert [phase.state for phase in done.phases] == [jobs.PhaseState.SUCCEEDED] * 2
    assert all(phase.seconds is not None for phase in done.phases)
    assert await event_kinds(database) == ["operation.started", "operation.succeeded"]


async def test_a_refusal_in_a_step_fails_the_operation_with_its_words(workshop: Workshop, database: Database):
    async def refuse() -> None:
        raise DomainError("prompt_empty", Kind.INVALID, "Say something.", fields={"prompt": ["empty"]})

    async def body(run: jobs.Run, task: Task) -> None:
        with pytest.raises(DomainError) as caught:
            await run.step("plan", refuse)
        assert caught.value.fields == {"prompt": ["empty"]}
        raise caught.value

    await workshop.open(body)
    done = await workshop.finish(await workshop.start())
    assert (done.state, done.error_code, done.error_message) == ("failed", "prompt_empty", "Say something.")
    assert [phase.state for phase in done.phases] == [jobs.PhaseState.FAILED, jobs.PhaseState.SKIPPED]
    assert await event_kinds(database) == ["operation.started", "operation.failed"]


@pytest.mark.parametrize("in_a_step", [True, False])
async def test_a_fault_of_ours_fails_the_operation_without_details(workshop: Workshop, in_a_step: bool):
    async def crash() -> None:
        raise ZeroDivisionError("secret")

    async def body(run: jobs.Run, task: Task) -> None:
        await (run.step("plan", crash) if in_a_step else crash())

    await workshop.open(body)
    done = await workshop.finish(await workshop.start())
    assert (done.state, done.error_code) == ("failed", "internal_error")
    assert "secret" not in (done.error_message or "")


async def test_a_stopped_worker_resumes_without_repeating_finished_steps(workshop: Workshop):
    calls: list[str] = []
    reached = asyncio.Event()

    async def note(name: str) -> str:
        calls.append(name)
        if name == "second" and calls.count("second") == 1:
            reached.set()
            await asyncio.sleep(60)
        return name

    async def body(run: jobs.Run, task: Task) -> Answer:
        run.log("Going")
        names = [await run.step("plan", note, "first"), await run.step("build", note, "second")]
        run.log("Gone")
        return Answer(text=" ".join(names))

    await workshop.open(body)
    operation_id = await workshop.start()
    await reached.wait()
    await workshop.close()
    assert (await workshop.look(operation_id)).state is jobs.OperationState.RUNNING
    await workshop.open(body)
    done = await workshop.finish(operation_id)
    assert done.result == {"text": "first second"}
    assert calls == ["first", "second", "second"]
    assert await workshop.logs(operation_id) == ["Going", "Gone"]


async def test_what_is_called_off_while_it_is_handed_over_is_never_begun(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    claimed, go_on = asyncio.Event(), asyncio.Event()
    begun: list[UUID] = []
    begin = engine.begin

    async def begin_late(operation_id: UUID) -> None:
        claimed.set()
        await go_on.wait()
        await begin(operation_id)

    async def body(run: jobs.Run, task: Task) -> None:
        begun.append(run.id)

    monkeypatch.setattr(engine, "begin", begin_late)
    await workshop.open(body)
    operation_id = await workshop.start()
    await claimed.wait()
    async with workshop.hub.subscribe(channels.CANCELLED) as heard:
        await workshop.cancel(operation_id)
        await heard.next()
    go_on.set()
    another = await workshop.start()
    assert (await workshop.finish(another)).state is jobs.OperationState.SUCCEEDED
    assert (await workshop.look(operation_id)).state is jobs.OperationState.CANCELLED
    assert begun == [another]


async def test_what_is_called_off_before_the_worker_hears_of_its_own_claim_is_never_begun(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    claim, session = claims.claim, workshop.database.session
    claimed: list[UUID] = []
    begun: list[UUID] = []

    async def note(*arguments: Any, **named: Any) -> Sequence[jobs.Operation]:
        operations = await claim(*arguments, **named)
        claimed.extend(operation.id for operation in operations)
        return operations

    @asynccontextmanager
    async def slow_to_return() -> AsyncGenerator[AsyncSession]:
        async with session() as opened:
            yield opened
        if len(claimed) == 1 and not begun:
            monkeypatch.setattr(workshop.database, "session", session)
            async with workshop.hub.subscribe(channels.CANCELLED) as heard:
                await workshop.cancel(claimed[0])
                await heard.next()
            await asyncio.sleep(0.05)

    async def body(run: jobs.Run, task: Task) -> None:
        begun.append(run.id)

    await workshop.open(body)
    operation_id = await workshop.start()
    await workshop.finish(operation_id)
    claimed.clear()
    begun.clear()
    monkeypatch.setattr(claims, "claim", note)
    monkeypatch.setattr(workshop.database, "session", slow_to_return)
    called_off = await workshop.start()
    assert (await workshop.finish(called_off)).state is jobs.OperationState.CANCELLED
    another = await workshop.start()
    assert (await workshop.finish(another)).state is jobs.OperationState.SUCCEEDED
    assert begun == [another]


async def test_what_ends_while_forgotten_work_is_looked_for_keeps_no_place(
    workshop: Workshop, database: Database, monkeypatch: pytest.MonkeyPatch
):
    claimed_by = claims.claimed_by
    reached, go_on, looked = asyncio.Event(), asyncio.Event(), asyncio.Event()
    both = asyncio.Barrier(2)

    async def look_slowly(session: AsyncSession, executor: str) -> Sequence[jobs.Operation]:
        monkeypatch.setattr(claims, "claimed_by", claimed_by)
        found = await claimed_by(session, executor)
        go_on.set()
        await workshop.finish(found[0].id)
        await asyncio.sleep(0.1)
        looked.set()
        return found

    async def body(run: jobs.Run, task: Task) -> None:
        if task.text == "first":
            reached.set()
            await go_on.wait()
        else:
            await both.wait()

    await workshop.open(body)
    await workshop.start("first")
    await reached.wait()
    monkeypatch.setattr(claims, "claimed_by", look_slowly)
    await lose_listeners(database)
    await looked.wait()
    for done in [await workshop.start(), await workshop.start()]:
        assert (await workshop.finish(done)).state is jobs.OperationState.SUCCEEDED


async def test_cancelling_ends_the_running_step_at_once(workshop: Workshop, database: Database):
    reached = asyncio.Event()
    cleaned = asyncio.Event()

    async def wait_long() -> None:
        try:
            reached.set()
            await asyncio.sleep(60)
        finally:
            cleaned.set()

    async def body(run: jobs.Run, task: Task) -> None:
        await run.step("plan", wait_long)

    await workshop.open(body)
    operation_id = await workshop.start()
    await reached.wait()
    await workshop.cancel(operation_id)
    await asyncio.wait_for(cleaned.wait(), 20)
    done = await workshop.finish(operation_id)
    assert done.state is jobs.OperationState.CANCELLED
    assert [phase.state for phase in done.phases] == [jobs.PhaseState.CANCELLED] * 2
    assert await event_kinds(database) == ["operation.started", "operation.cancelled"]


async def test_a_worker_that_hears_what_it_cannot_understand_goes_on_hearing(workshop: Workshop, database: Database):
    begun = asyncio.Event()
    ended = asyncio.Event()

    async def body(run: jobs.Run, task: Task) -> None:
        try:
            begun.set()
            await asyncio.sleep(60)
        finally:
            ended.set()

    await workshop.open(body)
    async with database.session() as session:
        await operations.notify(session, channels.CANCELLED, "not the id of an operation")
    operation_id = await workshop.start()
    await begun.wait()
    await workshop.cancel(operation_id)
    await asyncio.wait_for(ended.wait(), 20)


async def test_a_cancelled_operation_is_not_resumed(workshop: Workshop):
    reached = asyncio.Event()
    starts: list[int] = []

    async def wait_long() -> None:
        starts.append(1)
        reached.set()
        await asyncio.sleep(60)

    async def body(run: jobs.Run, task: Task) -> None:
        await run.step("plan", wait_long)

    await workshop.open(body)
    operation_id = await workshop.start()
    await reached.wait()
    await workshop.close()
    await workshop.cancel(operation_id)
    await workshop.open(body)
    await asyncio.sleep(1.5)
    assert starts == [1]
    assert (await workshop.look(operation_id)).state is jobs.OperationState.CANCELLED


async def test_an_operation_cancelled_before_its_turn_never_begins(workshop: Workshop, database: Database):
    operation_id = await workshop.start()
    await workshop.cancel(operation_id)
    ran: list[str] = []

    async def body(run: jobs.Run, task: Task) -> None:
        ran.append(task.text)

    await workshop.open(body)
    await workshop.finish(await workshop.start("other"))
    assert ran == ["other"]
    assert "operation.cancelled" in await event_kinds(database)


async def test_what_a_cancelled_operation_was_about_to_write_is_refused(workshop: Workshop):
    reached, go_on = asyncio.Event(), asyncio.Event()
    refusals: list[str] = []

    async def body(run: jobs.Run, task: Task) -> None:
        reached.set()
        try:
            await go_on.wait()
        except asyncio.CancelledError:
            try:
                async with run.transaction():
                    pass
            except DomainError as error:
                refusals.append(error.code)
            raise

    await workshop.open(body)
    operation_id = await workshop.start()
    await reached.wait()
    await workshop.cancel(operation_id)
    await workshop.close()
    assert refusals == ["operation_cancelled"]


async def test_no_more_run_at_once_than_the_kind_allows(workshop: Workshop):
    running, most = 0, 0
    both = asyncio.Barrier(2)

    async def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await both.wait()
        await asyncio.sleep(0.05)  # a third would begin now
        running -= 1

    async def body(run: jobs.Run, task: Task) -> None:
        await run.step("plan", work)

    await workshop.open(body)
    ids = [await workshop.start() for _ in range(6)]
    for operation_id in ids:
        await workshop.finish(operation_id)
    assert most == 2


async def test_progress_only_grows_and_follows_the_weights(workshop: Workshop):
    seen: list[float] = []
    shown = asyncio.Condition()

    async def until_shown(progress: float) -> None:
        async with shown:
            await shown.wait_for(lambda: progress in seen)

    async def body(run: jobs.Run, task: Task) -> None:
        with run.phase("plan"):
            run.progress(0.5)
            await until_shown(0.125)
            run.progress(0.2)
            run.progress(1.0)
            await until_shown(0.25)
        with run.phase("build"):
            run.progress(0.5)
            await until_shown(0.625)

    await workshop.open(body)
    operation_id = await workshop.start()
    async for item in jobs.watch(workshop.database, workshop.hub, operation_id):
        if isinstance(item, jobs.OperationSnapshot):
            async with shown:
                seen.append(item.progress)
                shown.notify_all()
    assert seen == sorted(seen)
    assert {0.125, 0.25, 0.625, 1.0} <= set(seen)


async def test_a_watcher_is_given_every_line_once(workshop: Workshop):
    async def body(run: jobs.Run, task: Task) -> None:
        with run.phase("plan"):
            for number in range(700):
                run.log(f"line {number}\x00")
                if number % 100 == 0:
                    await asyncio.sleep(0.01)

    await workshop.open(body)
    operation_id = await workshop.start()
    lines = [
        item
        async for item in jobs.watch(workshop.database, workshop.hub, operation_id)
        if isinstance(item, jobs.LogLine)
    ]
    assert [line.seq for line in lines] == list(range(1, 701))
    assert lines[0].text == "line 0\N{REPLACEMENT CHARACTER}"
    assert {line.phase for line in lines} == {"plan"}


async def test_a_watcher_who_comes_back_goes_on_where_it_was(workshop: Workshop):
    async def body(run: jobs.Run, task: Task) -> None:
        for number in range(5):
            run.log(f"line {number}")

    await workshop.open(body)
    operation_id = await workshop.start()
    await workshop.finish(operation_id)
    items = [item async for item in jobs.watch(workshop.database, workshop.hub, operation_id, after=3)]
    assert [item.text for item in items if isinstance(item, jobs.LogLine)] == ["line 3", "line 4"]


async def test_steps_may_run_at_the_same_time(workshop: Workshop):
    both = asyncio.Barrier(2)

    async def meet(name: str) -> str:
        await both.wait()
        return name

    async def body(run: jobs.Run, task: Task) -> Answer:
        with run.phase("plan"):
            names = await asyncio.gather(run.step("a", meet, "a"), run.step("b", meet, "b"))
        return Answer(text="".join(names))

    await workshop.open(body)
    assert (await workshop.finish(await workshop.start())).result == {"text": "ab"}


async def test_a_step_is_tried_again_only_when_asked_and_unavailable(workshop: Workshop):
    tries: list[int] = []

    async def flaky() -> int:
        tries.append(1)
        if len(tries) < 3:
            raise DomainError("busy", Kind.UNAVAILABLE, "Busy.")
        return len(tries)

    async def body(run: jobs.Run, task: Task) -> Answer:
        count = await run.step("plan", jobs.retried(flaky, attempts=3, pause=0.01))
        return Answer(text=str(count))

    await workshop.open(body)
    assert (await workshop.finish(await workshop.start())).result == {"text": "3"}


async def test_what_was_spent_is_kept_with_the_operation(workshop: Workshop):
    async def body(run: jobs.Run, task: Task) -> None:
        run.spend(Decimal("0.25"))
        run.spend(Decimal("0.5"))

    await workshop.open(body)
    assert (await workshop.finish(await workshop.start())).cost == Decimal("0.75")


async def test_an_operation_that_waited_for_a_worker_is_taken_on_when_one_starts(workshop: Workshop):
    operation_id = await workshop.start("early")

    async def body(run: jobs.Run, task: Task) -> Answer:
        return Answer(text=task.text)

    await workshop.open(body)
    assert (await workshop.finish(operation_id)).result == {"text": "early"}


async def test_an_operation_that_was_claimed_but_not_handed_over_is_resumed(workshop: Workshop, database: Database):
    operation_id = await workshop.start("claimed")
    async with database.session() as session:
        operation = (await session.scalars(select(jobs.Operation))).one()
        operation.state = jobs.OperationState.RUNNING
        operation.executor = "test"

    async def body(run: jobs.Run, task: Task) -> Answer:
        return Answer(text=task.text)

    await workshop.open(body)
    assert (await workshop.finish(operation_id)).result == {"text": "claimed"}


async def test_an_operation_that_was_begun_too_often_is_given_up(workshop: Workshop, database: Database):
    operation_id = await workshop.start()
    async with database.session() as session:
        operation = (await session.scalars(select(jobs.Operation))).one()
        operation.starts = 20

    async def body(run: jobs.Run, task: Task) -> None:
        raise AssertionError

    await workshop.open(body)
    assert (await workshop.finish(operation_id)).error_code == "operation_interrupted"


async def test_an_answer_comes_back_as_the_type_that_the_step_declares(workshop: Workshop):
    class Part(BaseModel):
        size: int

    async def parts() -> list[tuple[Part, bytes]]:
        return [(Part(size=1), b"x")]

    async def body(run: jobs.Run, task: Task) -> Answer:
        return Answer(text=repr(await run.step("plan", parts)))

    await workshop.open(body)
    assert (await workshop.finish(await workshop.start())).result == {"text": "[(Part(size=1), b'x')]"}
