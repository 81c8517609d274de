"""What is due of a row, and when nothing is due of it any more, told by the names of its fields and states."""

import pytest

from millwright.factory.generation.compiler.duties import due_of, has_it, is_over
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.spec import AppSpec, Board, Choice, Entity, FieldSpec, FieldType, Role


def record(*fields: FieldSpec) -> Entity:
    title = FieldSpec(name="title", label="Title", type=FieldType.TEXT, required=True)
    return Entity(name="job", plural="jobs", label="Job", plural_label="Jobs", fields=(title, *fields))


def field(name: str, kind: FieldType = FieldType.DATE) -> FieldSpec:
    return FieldSpec(name=name, label=name.capitalize(), type=kind)


def states(*values: str) -> FieldSpec:
    choices = tuple(Choice(value=value, label=value.capitalize()) for value in values)
    return FieldSpec(name="status", label="Status", type=FieldType.CHOICE, required=True, choices=choices)


@pytest.mark.parametrize("value", ["done", "handed_in", "cancelled", "checked_out", "paid"])
def test_some_states_end_it(value: str) -> None:
    assert is_over(value)


@pytest.mark.parametrize("value", ["to_be_delivered", "not_returned", "in_review", "partially_paid", "on_loan", "open"])
def test_others_do_not(value: str) -> None:
    assert not is_over(value)


@pytest.mark.parametrize(
    ("entity", "condition"),
    [
        (
            record(field("due_on"), states("open", "done", "cancelled")),
            "row.status !== 'done' && row.status !== 'cancelled'",
        ),
        (record(field("deadline"), field("done", FieldType.BOOLEAN)), "!row.done"),
        (record(field("due_on"), field("paid_on")), "row.paid_on === null"),
        (
            record(field("ends_on"), states("out", "returned", "late")),
            "row.status !== 'returned' && row.status !== 'late'",
        ),
    ],
)
def test_what_is_due_is_open_until_something_tells_that_it_is_done(entity: Entity, condition: str) -> None:
    due = due_of(entity)
    assert due is not None
    assert due.open == condition


@pytest.mark.parametrize(
    "entity",
    [
        record(field("due_on")),
        record(field("due_on"), states("open", "waiting")),
        record(field("ends_on"), states("planned", "finished")),
        record(field("starts_on"), states("open", "done")),
    ],
)
def test_nothing_is_overdue_where_nothing_is_due_or_tells_that_it_is_done(entity: Entity) -> None:
    assert due_of(entity) is None


def test_what_is_due_again_is_overdue_until_its_day_moves_on() -> None:
    due = due_of(record(field("next_due_on")))
    assert due is not None
    assert due.open == "true"


def test_a_card_tells_what_is_due_and_who_has_it_before_the_rest() -> None:
    rest = (field("started_on"), field("price", FieldType.MONEY), field("opened_on"))
    job = record(*rest, field("assignee", FieldType.TEXT), field("due_on"), states("open", "done"))
    spec = AppSpec(
        name="Jobs",
        description="",
        roles=(Role(name="owner", label="Owner", admin=True),),
        entities=(job,),
        boards=(Board(entity="job", field="status", label="Board"),),
    )
    (view,) = entity_views(spec)
    (board,) = view.boards
    told = [name for line in board.lines for name in ("started_on", "assignee", "due_on") if f"row.{name}" in line.text]
    assert told == ["started_on", "assignee", "due_on"]
    assert has_it(job.field("assignee"))
    assert "<Due by={row.due_on} open={row.status !== 'done'}>" in board.lines[-1].text
