"""What is counted of operations."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs
from tests.platform.jobs.conftest import Answer, Task, Workshop


def ended(state: str) -> float:
    return REGISTRY.get_sample_value("millwright_operations_ended_total", {"kind": "test.work", "state": state}) or 0


def waited() -> float:
    return REGISTRY.get_sample_value("millwright_operation_wait_seconds_count", {"kind": "test.work"}) or 0


async def test_a_cancellation_that_is_rolled_back_is_not_counted(workshop: Workshop):
    operation_id, before = await workshop.start(), ended("cancelled")

    async def cancelled_in_vain() -> None:
        async with workshop.database.session() as session:
            await jobs.cancel(Context(session, workshop.actor), operation_id)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await cancelled_in_vain()
    assert ended("cancelled") == before
    await workshop.cancel(operation_id)
    assert ended("cancelled") == before + 1


@pytest.mark.parametrize("state", ["succeeded", "failed", "cancelled"])
async def test_an_operation_is_counted_once_by_how_it_ended(workshop: Workshop, state: str):
    running = asyncio.Event()

    async def body(run: jobs.Run, task: Task) -> Answer:
        running.set()
        if task.text == "cancelled":
            await asyncio.Event().wait()
        if task.text == "failed":
            raise DomainError("prompt_empty", Kind.INVALID, "Say something.")
        return Answer(text="")

    await workshop.open(body)
    states = ("succeeded", "failed", "cancelled")
    before, waited_before = {name: ended(name) for name in states}, waited()
    operation_id = await workshop.start(state)
    await running.wait()
    if state == "cancelled":
        await workshop.cancel(operation_id)
    done = await workshop.finish(operation_id)
    await workshop.close()
    assert done.state == state
    assert {name: ended(name) - before[name] for name in states} == {name: name == state for name in states}
    assert waited() == waited_before + 1
