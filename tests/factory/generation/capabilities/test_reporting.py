"""What is reported to those in charge: reviews, listings and posts, which asks for no business report."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

REVIEWS = "A doctor review site: patients rate doctors and write reviews, and report fake reviews."


def moderated(spec: AppSpec) -> list[str | None]:
    """What is moderated."""
    return [part.entity for part in spec.parts_of("moderation")]


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        (REVIEWS, "review"),
        (
            "A rental review site. Tenants review flats and report false reviews. Administrators handle reports.",
            "review",
        ),
        (
            "A second-hand marketplace. Users post products and report fake listings. Reports are handled by staff.",
            "product",
        ),
        ("A job board where candidates apply for jobs and report fraudulent job postings", "job_posting"),
        ("A photo site where users upload and like photos. Inappropriate photos can be reported.", "photo"),
    ],
)
def test_what_should_not_be_there_is_reported_and_asks_for_no_business_report(prompt: str, subject: str):
    spec = read(prompt)
    assert moderated(spec) == [subject]
    assert "report" not in {part.capability for part in spec.parts}
    assert "Report" not in {entity.label for entity in spec.entities}


@pytest.mark.parametrize(
    "prompt",
    [
        "A facilities system where staff report damages and managers handle the damage reports",
        "A bug tracker: users report bugs and developers resolve them",
        "A sales tool with monthly reports. Managers review the reports.",
    ],
)
def test_reports_of_damages_and_of_figures_are_none_of_content(prompt: str):
    assert moderated(read(prompt)) == []


def test_people_are_not_reported_and_the_prompt_is_told_so():
    spec = read("A forum where members write posts and report toxic users")
    assert [reason.subject for reason in spec.not_built] == ["report toxic users"]


def test_who_handles_reports_has_a_role():
    spec = read(
        "A forum for parents who ask questions. Parents report offensive questions, moderators review the reports."
    )
    assert "Moderator" in {role.label for role in spec.roles}
    assert not spec.parts_of("reviews")


def test_the_demonstration_has_two_open_reports():
    reports = read(REVIEWS).entity("review_report").samples
    assert [(row["reason"], row["outcome"]) for row in reports] == [("spam", "open"), ("false", "open")]


RULES = "backend/app/review_moderation.py"
ROUTES = "backend/app/routes/review_moderation.py"
MUTATIONS = [
    (RULES, ", shown_to(user, Review)", ""),
    (RULES, "if not may_moderate(user):", "if False:"),
    (ROUTES, "if has_reported(db, user, row_id):", "if False:"),
    (ROUTES, "if row.owner_id == user.id:", "if False:"),
    (ROUTES, ".where(ReviewReport.owner_id == user.id)", ""),
    (ROUTES, ".values(outcome=outcome)", ".values(outcome=ReviewReportOutcome.HIDDEN)"),
    ("backend/app/routes/star_ratings.py", ", shown_to(user, Review)", ""),
    ("backend/app/routes/star_ratings.py", ", counts()", ""),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    tests = "tests/test_review_moderation.py"
    whole, survivors = await outcome(read(REVIEWS), tests, MUTATIONS, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert survivors == []
