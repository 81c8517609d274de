"""Fields that become required or numbers: nothing is made up for rows that are there, nor read out of mere digits."""

from pathlib import Path

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.refinement import refine
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from tests.factory.generation.refinement.test_reading import tasks
from tests.factory.generation.refinement.world import Ground, backend, refined

READ = """
from backend.app.migrations.converting import as_integer
answer = [as_integer(text) for text in ("7", "$1,234.60", "12 EUR", "-3", "Suite 12", "2026-05-04", "1-2", "1,5", "")]
"""


def test_what_rows_may_lack_and_nobody_can_make_up_does_not_become_required():
    spec = tasks()
    told = tuple({**row, "phone": "12345"} for row in spec.entity("client").samples)
    client = spec.entity("client").model_copy(update={"samples": told})
    spec = spec.model_copy(update={"entities": (spec.entity("task"), client)})
    found = refine(spec, "make the phone of clients required; make the due date required")
    assert not found.spec.entity("client").field("phone").required
    assert found.spec.entity("task").field("due_date").required
    assert "none can be made up" in found.not_done[0].because


@pytest.mark.parametrize("kind", ["a whole number", "a long text", "a choice: small, large"])
def test_a_number_that_is_given_becomes_something_else(kind: str):
    found = refine(read("A tool for orders with order number and amount"), f"make the order number {kind}")
    assert not found.spec.entity("order").field("order_number").numbered
    assert not found.not_done


@pytest.mark.slow
async def test_a_text_is_a_number_only_if_it_says_nothing_else(sandbox: Sandbox, toolchain: Toolchain, tmp_path: Path):
    ground = Ground(sandbox, toolchain, tmp_path)
    found = refine(tasks(), "make the title a whole number")
    tree = refined(backend(tasks()), tasks(), found.spec, found.renames)
    assert await ground.run(tree, READ) == [7, 1235, 12, -3, None, None, None, None, None]
