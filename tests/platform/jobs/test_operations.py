import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from millwright.kit.clock import system_clock
from millwright.kit.context import Actor, Context
from millwright.kit.database import Database
from millwright.kit.errors import DomainError
from millwright.kit.ids import new_id
from millwright.platform import jobs
from tests.platform.jobs.conftest import KIND, Task, Workshop

STRANGER = new_id()


async def count(database: Database) -> int:
    async with database.session() as session:
        return await session.scalar(select(func.count()).select_from(jobs.Operation)) or 0


async def end(ctx: Context, operation_id: UUID, state: jobs.OperationState, seconds: float = 1.0) -> None:
    operation = await jobs.get(ctx, operation_id)
    operation.state = state
    now = system_clock()
    operation.started_at, operation.finished_at = now - timedelta(seconds=seconds), now
    await ctx.session.flush()


async def test_an_operation_begins_as_queued_with_all_phases_ahead(ctx: Context):
    operation = await jobs.start(ctx, KIND, Task(text="x"))
    snapshot = jobs.OperationSnapshot.of(operation)
    assert (snapshot.state, snapshot.progress, snapshot.attempt) == (jobs.OperationState.QUEUED, 0.0, 1)
    assert [phase.state for phase in snapshot.phases] == [jobs.PhaseState.PENDING] * 2


async def test_an_operation_vanishes_with_the_transaction_that_asked_for_it(workshop: Workshop, database: Database):
    ran: list[str] = []

    async def body(run: jobs.Run, task: Task) -> None:
        ran.append(task.text)

    await workshop.open(body)
    async with database.session() as session:
        await jobs.start(Context(session, workshop.actor), KIND, Task(text="never"))
        await session.rollback()
    await workshop.finish(await workshop.start("kept"))
    assert ran == ["kept"]
    assert await count(database) == 1


async def test_the_same_idempotency_key_gives_the_same_operation(ctx: Context):
    first = await jobs.start(ctx, KIND, Task(text="x"), idempotency_key="k")
    again = await jobs.start(ctx, KIND, Task(text="x"), idempotency_key="k")
    other = await jobs.start(ctx, KIND, Task(text="x"), idempotency_key="l")
    assert first.id == again.id != other.id


async def test_an_idempotency_key_cannot_be_used_for_something_else(ctx: Context):
    await jobs.start(ctx, KIND, Task(text="x"), idempotency_key="k")
    with pytest.raises(DomainError) as caught:
        await jobs.start(ctx, KIND, Task(text="y"), idempotency_key="k")
    assert caught.value.code == "idempotency_key_reused"


async def test_an_idempotency_key_is_the_organizations_own(ctx: Context):
    first = await jobs.start(ctx, KIND, Task(), idempotency_key="k")
    stranger = replace(ctx, actor=replace(ctx.actor, organization_id=STRANGER))
    assert (await jobs.start(stranger, KIND, Task(), idempotency_key="k")).id != first.id


async def test_two_requests_at_once_with_one_key_give_one_operation(database: Database, actor: Actor):
    async def ask() -> UUID:
        async with database.session() as session:
            return (await jobs.start(Context(session, actor), KIND, Task(), idempotency_key="k")).id

    assert len(set(await asyncio.gather(*(ask() for _ in range(8))))) == 1


async def test_another_organizations_operation_is_not_found(ctx: Context):
    operation = await jobs.start(ctx, KIND, Task())
    stranger = replace(ctx, actor=replace(ctx.actor, organization_id=STRANGER))
    for verb in (jobs.get, jobs.cancel, jobs.retry, jobs.logs):
        with pytest.raises(DomainError) as caught:
            await verb(stranger, operation.id)
        assert caught.value.code == "operation_not_found"


async def test_a_credential_of_one_project_sees_only_its_operations(ctx: Context):
    project_id = new_id()
    mine = await jobs.start(ctx, KIND, Task(), project_id=project_id)
    await jobs.start(ctx, KIND, Task(), project_id=new_id())
    await jobs.start(ctx, KIND, Task())
    bound = replace(ctx.actor, project_id=project_id)
    assert [row.id for row in await ctx.session.scalars(jobs.visible_to(bound))] == [mine.id]


async def test_an_operation_that_has_ended_cannot_be_cancelled(ctx: Context):
    operation = await jobs.start(ctx, KIND, Task())
    await end(ctx, operation.id, jobs.OperationState.SUCCEEDED)
    with pytest.raises(DomainError) as caught:
        await jobs.cancel(ctx, operation.id)
    assert caught.value.code == "operation_finished"


async def test_cancelling_twice_is_the_same_as_once(ctx: Context):
    operation = await jobs.start(ctx, KIND, Task())
    first = await jobs.cancel(ctx, operation.id)
    finished_at = first.finished_at
    assert (await jobs.cancel(ctx, operation.id)).finished_at == finished_at


async def test_a_failed_operation_can_be_tried_again(ctx: Context):
    operation = await jobs.start(ctx, KIND, Task(text="x"), project_id=new_id())
    await end(ctx, operation.id, jobs.OperationState.FAILED)
    again = await jobs.retry(ctx, operation.id)
    assert (again.retry_of, again.attempt, again.input) == (operation.id, 2, {"text": "x"})
    assert (again.project_id, again.state) == (operation.project_id, jobs.OperationState.QUEUED)


@pytest.mark.parametrize("state", [jobs.OperationState.QUEUED, jobs.OperationState.SUCCEEDED])
async def test_an_operation_at_work_or_done_cannot_be_tried_again(ctx: Context, state: jobs.OperationState):
    operation = await jobs.start(ctx, KIND, Task())
    if state.is_final:
        await end(ctx, operation.id, state)
    with pytest.raises(DomainError) as caught:
        await jobs.retry(ctx, operation.id)
    assert caught.value.code == "operation_not_retryable"


async def test_an_estimate_is_the_median_of_recent_successes(ctx: Context):
    assert await jobs.estimate(ctx.session, KIND.name) is None
    for seconds in (1.0, 2.0, 30.0):
        await end(ctx, (await jobs.start(ctx, KIND, Task())).id, jobs.OperationState.SUCCEEDED, seconds)
    await end(ctx, (await jobs.start(ctx, KIND, Task())).id, jobs.OperationState.FAILED, 500.0)
    assert await jobs.estimate(ctx.session, KIND.name) == pytest.approx(2.0)


async def test_watching_what_is_not_there_is_refused(workshop: Workshop):
    with pytest.raises(DomainError) as caught:
        await workshop.finish(new_id())
    assert caught.value.code == "operation_not_found"
