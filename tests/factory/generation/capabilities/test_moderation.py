"""Moderation: who gets it and why, when contributions wait for approval, and that the rules hold in the application."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

APPROVED = "A community website where members write posts. Posts need approval before being published."


def moderated(spec: AppSpec) -> dict[str | None, bool]:
    """What is moderated, and whether it waits for approval."""
    return {part.entity: part.options.get("approval") == "yes" for part in spec.parts_of("moderation")}


@pytest.mark.parametrize(
    ("prompt", "entity", "because"),
    [
        ("A forum where members write posts", "post", "assumed: people who meet here report what should not be there"),
        (
            "A photo website where users upload photos and report inappropriate content",
            "photo",
            "report inappropriate content",
        ),
        ("A recipe website where members submit recipes. Admins moderate content.", "recipe", "moderate content"),
    ],
)
def test_what_members_contribute_is_reported(prompt: str, entity: str, because: str):
    spec = read(prompt)
    assert moderated(spec) == {entity: False}
    (reason,) = [reason for reason in spec.reasons if reason.subject.startswith("Moderation of")]
    assert reason.because == because


@pytest.mark.parametrize(
    "sentence",
    [
        "Posts need approval before being published.",
        "Posts are reviewed by moderators before they are published.",
        "Admins approve posts.",
        "Only approved posts are shown.",
    ],
)
def test_contributions_wait_where_the_prompt_has_them_approved(sentence: str):
    spec = read(f"A community website where members write posts. {sentence}")
    assert moderated(spec) == {"post": True}
    assert not {part.capability for part in spec.parts} & {"reviews", "workflow"}
    assert spec.not_built == ()


def test_approval_of_something_else_is_left_to_its_workflow():
    spec = read("A community website where members write posts. An admin approves leave requests of staff.")
    assert moderated(spec) == {"post": False}
    assert [part.entity for part in spec.parts_of("workflow")] == ["leave_request"]


@pytest.mark.parametrize(
    "prompt",
    [
        "A community website where members write posts. No moderation.",
        "A website of a bakery with a menu and opening hours",
        "A tool for webinars with speakers and moderators",
    ],
)
def test_nothing_is_moderated_where_it_is_refused_or_nobody_contributes(prompt: str):
    spec = read(prompt)
    assert moderated(spec) == {}
    assert not any("moderat" in reason.subject.lower() for reason in spec.not_built)
    assert "HOLDS" not in compile_app(spec)["backend/app/permissions.py"]


def test_the_demonstration_has_something_to_decide():
    spec = read(APPROVED)
    (held,), (reported,) = spec.entity("post_hold").samples, spec.entity("post_report").samples
    assert held["state"] == "waiting"
    assert held["subject"] != reported["subject"]


PERMISSIONS = "backend/app/permissions.py"
RULES = "backend/app/post_moderation.py"
ROUTES = "backend/app/routes/post_moderation.py"
MUTATIONS = [
    (PERMISSIONS, ".where(shown_to(user, model))", ""),
    (PERMISSIONS, "and_(*free) if user is None else or_(and_(*free), model.owner_id == user.id)", "and_(*free)"),
    (RULES, "if not may_moderate(user):", "if False:"),
    (RULES, "if Reach.ALL in (rights.update, rights.delete):", "if True:"),
    (RULES, "if hold is None or hold.state is not PostHoldState.HIDDEN:", "if True:"),
    (ROUTES, "if has_reported(db, user, row_id):", "if False:"),
    (ROUTES, "if row.owner_id == user.id:", "if False:"),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    tests = "tests/test_post_moderation.py"
    whole, survivors = await outcome(read(APPROVED), tests, MUTATIONS, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert b"8 passed" in whole
    assert survivors == []
