"""Rows about one's own: who sees them, and that generated tests notice when others are seen too."""

from millwright.factory.generation import AppSpec, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

NURSERY = (
    "A kindergarten management system for children and daily attendance with functionalities for child files. "
    "Teachers can log in and take attendance. Parents can view their own child's records."
)


def warded(spec: AppSpec) -> dict[str, str]:
    """By what is seen so, the reference by which it is."""
    return {str(part.entity): part.options["by"] for part in spec.parts_of("wards")}


def test_what_is_recorded_of_children_is_seen_by_their_parents() -> None:
    assert warded(read(NURSERY)) == {"attendance": "child"}


def test_who_sees_no_records_of_theirs_sees_none() -> None:
    assert not warded(read(NURSERY.replace("view their own child's records", "read notices")))


async def test_generated_tests_notice_when_rows_of_others_are_seen_and_when_ones_own_are_not(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    path, tools = "backend/app/permissions.py", (sandbox, toolchain)
    rules = [(path, ".where(own(user, target))", ""), (path, "if model in WARDED and", "if False and")]
    whole, unnoticed = await outcome(read(NURSERY), "tests/test_wards_of_attendances.py", rules, tools=tools, pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []
