"""Capabilities that a wish adds to an application that is there, or takes away."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.refinement import Refinement, refine
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Reach
from millwright.kit.errors import DomainError

TEAM = "A task tracker for a team: tasks with title, due date and status, and projects"
SHOP = "An online store for handmade jewelry with product reviews, comments, a wishlist and a cart with coupons"
ALL = ("csv", "xlsx", "pdf")
LEAVE = "Employees submit leave requests, team leads see all of them, the director approves them"


def refined(prompt: str, wish: str) -> tuple[AppSpec, Refinement]:
    before = read(prompt)
    return before, refine(before, wish, prompt=prompt)


def parts(spec: AppSpec) -> set[tuple[str, str | None]]:
    return {(part.capability, part.entity) for part in spec.parts}


@pytest.mark.parametrize(
    ("prompt", "wish", "part", "table"),
    [
        (TEAM, "add comments to tasks", ("comments", "task"), "task_comment"),
        (TEAM, "let people comment on projects", ("comments", "project"), "project_comment"),
        (TEAM, "add likes to tasks", ("likes", "task"), "task_like"),
        (TEAM, "export a report of tasks as PDF", ("report", None), "saved_report"),
        (SHOP, "add favourites to products", ("favourites", "product"), "product_favourite"),
        (SHOP, "add a newsletter", ("newsletter", "newsletter_subscriber"), "newsletter_subscriber"),
        (TEAM, "add surveys", ("surveys", "survey"), "survey_question"),
        (TEAM, "add quizzes", ("surveys", "quiz"), "quiz_answer"),
        (TEAM, "add a form designer", ("surveys", "form"), "form_question"),
        (SHOP, "add a page builder", ("page_builder", "web_page"), "web_page_block"),
    ],
)
def test_a_capability_is_added_to_the_records_that_the_wish_names(
    prompt: str, wish: str, part: tuple[str, str | None], table: str
):
    before, found = refined(prompt, wish)
    assert parts(found.spec) - parts(before) == {part}
    assert table in {entity.name for entity in found.spec.entities}
    assert found.changes[0].because == wish


@pytest.mark.parametrize(
    ("wish", "files", "alone"),
    [
        ("export tasks as PDF", ["task pdf"], []),
        ("export tasks as Excel", ["task csv", "task xlsx"], []),
        ("export tasks and projects to Excel and PDF", [*map("task ".__add__, ALL), *map("project ".__add__, ALL)], []),
        ("let people print tasks", ["task pdf"], []),
        ("add PDF export to projects", ["project pdf"], []),
        ("download each task as PDF", ["task pdf"], ["task"]),
    ],
)
def test_lists_and_records_become_files(wish: str, files: list[str], alone: list[str]):
    _, found = refined(TEAM, wish)
    there = {f"{e.name} csv" for e in found.spec.entities if e.export}
    there |= {f"{e.name} {one}" for e in found.spec.entities for one in e.formats}
    assert there == set(files)
    assert [part.entity for part in found.spec.parts_of("record_pdf")] == alone
    assert found.not_done == ()


def test_files_are_taken_away_one_by_one():
    before, _ = refined(TEAM, "add a chart of tasks by status")
    spec = refine(before, "export tasks as Excel and PDF", prompt=TEAM).spec
    assert (spec.entity("task").export, spec.entity("task").formats) == (True, ("xlsx", "pdf"))
    spec = refine(spec, "remove the PDF export of tasks", prompt=TEAM).spec
    assert (spec.entity("task").export, spec.entity("task").formats) == (True, ("xlsx",))
    with pytest.raises(DomainError, match="already"):
        refine(spec, "export tasks as Excel", prompt=TEAM)
    spec = refine(spec, "remove the export", prompt=TEAM).spec
    assert (spec.entity("task").export, spec.entity("task").formats) == (False, ())


def test_a_word_in_the_singular_is_a_field_rather_than_a_capability():
    before, found = refined(TEAM, "add a comment to tasks")
    assert parts(found.spec) == parts(before)
    assert found.spec.entity("task").field("comment").type is FieldType.LONG_TEXT


def test_demonstration_rows_of_what_is_added_refer_to_rows_that_are_there():
    _, found = refined(TEAM, "add comments to tasks")
    rows = len(found.spec.entity("task").samples)
    subjects = [row["subject"] for row in found.spec.entity("task_comment").samples]
    assert subjects
    assert all(isinstance(subject, int) and subject < rows for subject in subjects)


@pytest.mark.parametrize(
    ("wish", "gone", "tables"),
    [
        ("remove the cart", {("cart", "product"), ("discounts", "coupon")}, {"ordered_item"}),
        ("remove reviews", {("reviews", "product")}, {"review"}),
        ("remove comments from products", {("comments", "product")}, {"product_comment"}),
        ("remove the wish list", {("wish_list", "product")}, {"product_wish"}),
    ],
)
def test_a_capability_goes_with_what_only_it_kept(wish: str, gone: set[tuple[str, str]], tables: set[str]):
    before, found = refined(SHOP, wish)
    assert parts(before) - parts(found.spec) == gone
    kept = {entity.name for entity in found.spec.entities}
    assert {entity.name for entity in before.entities} - kept == tables


def test_those_who_are_let_approve_take_the_steps_that_the_server_checks():
    _, found = refined(LEAVE, "let team leads approve leave requests")
    (part,) = found.spec.parts_of("workflow")
    assert (part.options["approve"], part.options["reject"]) == ("approved team_lead", "rejected team_lead")


def test_those_who_may_no_longer_approve_lose_the_step():
    prompt = "Employees submit leave requests, team leads approve or reject leave requests, the director sees them"
    _, found = refined(prompt, "team leads cannot approve leave requests")
    (part,) = found.spec.parts_of("workflow")
    assert part.options["approve"] == "approved"


def test_pages_that_are_laid_out_go_with_their_blocks_and_others_stay_as_they_are():
    before, found = refined(
        "A company website with products and a page builder for the administrator", "remove the page builder"
    )
    assert before.parts_of("page_builder")
    assert not found.spec.parts_of("page_builder")
    assert "web_page_block" not in {entity.name for entity in found.spec.entities}
    with pytest.raises(DomainError, match="no other pages"):
        refined("A content management website: editors create, edit and publish web pages", "add a page builder")


def test_customers_of_a_shop_fill_in_the_forms_that_others_design():
    shop = "An online store for handmade jewelry with a cart. Users register and buy."
    _, found = refined(shop, "add a form designer")
    assert found.spec.entity("form").access["customer"] == Access(read=Reach.ALL)


def test_what_surveys_need_stays_and_goes_with_them():
    prompt = "A learning site with courses where students take quizzes"
    with pytest.raises(DomainError, match="needed by the surveys"):
        refined(prompt, "rename pass mark to threshold")
    before, found = refined(prompt, "remove the quizzes")
    assert any(entity.name.startswith("quiz") for entity in before.entities)
    assert not any(entity.name.startswith("quiz") for entity in found.spec.entities)
