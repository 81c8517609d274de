"""What those in charge write, and not whoever sends something in."""

import pytest
from pydantic import ValidationError

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Access, AppSpec, FieldSpec, FieldType, Reach


def kept(spec: AppSpec, record: str) -> set[str]:
    """The fields of the record with that label that only those in charge write."""
    entity = next(entity for entity in spec.entities if entity.label == record)
    return {field.name for field in entity.fields if field.kept}


@pytest.mark.parametrize(
    ("prompt", "record", "fields"),
    [
        ("Residents submit complaints, property staff process them", "Complaint", {"status", "received_on"}),
        ("Students apply for dormitories by applications; the office approves them", "Application", {"status"}),
    ],
)
def test_how_far_something_sent_in_has_come_is_for_others_to_say(prompt: str, record: str, fields: set[str]) -> None:
    spec = read(prompt)
    assert fields <= kept(spec, record)


def test_what_people_do_for_themselves_is_theirs_to_mark() -> None:
    spec = read("A to-do app: users sign up and keep tasks with title, due date and status")
    assert kept(spec, "Task") == set()


def test_whoever_works_on_it_leads_it_on() -> None:
    spec = read("A help desk: customers open tickets with subject and priority, agents are assigned to tickets")
    ticket = next(entity for entity in spec.entities if entity.label == "Ticket")
    assert ticket.field("status").kept or ticket.access["agent"].update == "own"


def test_who_takes_what_customers_send_in_leads_it_on_and_customers_do_not() -> None:
    spec = read(
        "A helpdesk. Customers submit tickets. Agents take tickets and see only the tickets assigned to them. "
        "The manager assigns tickets to agents."
    )
    ticket = next(entity for entity in spec.entities if entity.label == "Ticket")
    assert kept(spec, "Ticket") == {"status", "assignee", "resolution"}
    assert ticket.access["customer"].update == "own"
    assert ticket.access["agent"].update == "all"


def test_what_begins_with_nothing_cannot_be_needed_and_kept() -> None:
    with pytest.raises(ValidationError, match="begins empty"):
        FieldSpec(name="answer", label="Answer", type=FieldType.TEXT, required=True, kept=True)


def test_favourites_of_what_a_quiz_consists_of_are_left_out_with_it() -> None:
    spec = read("A quiz app with simulated exams and favourite answers; users save favorite answers and take exams")
    names = {entity.name for entity in spec.entities}
    assert all(field.target in names for entity in spec.entities for field in entity.fields if field.target)


def test_visitors_see_what_is_published_and_no_drafts() -> None:
    spec = read("A website of a museum with exhibitions that have a title, a photo and a status; opening hours; news")
    field = next(entity for entity in spec.entities if entity.label == "Exhibition").field("status")
    assert {choice.value for choice in field.choices if choice.hidden} == {"draft"}


def test_what_people_write_as_part_of_their_own_record_is_theirs() -> None:
    spec = read("Students create their own flashcards with a question, an answer and a deck")
    assert kept(spec, "Flashcard") == set()


def test_whoever_orders_does_not_set_what_it_costs() -> None:
    spec = read("A repair portal: customers send repair requests, the workshop manages parts, technicians and requests")
    assert {"cost", "status"} <= kept(spec, "Repair request")


def test_whoever_orders_is_not_asked_to_choose_among_what_they_may_not_see() -> None:
    spec = read(
        "A moving service app: customers place orders, drivers accept orders; "
        "the management end can manage user, driver, and order information"
    )
    order = next(entity for entity in spec.entities if entity.label == "Order")
    customer = next(role for role in spec.roles if role.signup)
    unseen = {f.name for f in order.fields if f.target and spec.access(customer, spec.entity(f.target)).read == "none"}
    assert unseen == {"driver"}
    assert unseen <= kept(spec, "Order")


@pytest.mark.parametrize(
    ("prompt", "record", "fields"),
    [
        (
            "An e-learning platform with courses. Students submit assignments. Teachers grade assignments.",
            "Assignment",
            {"status", "score", "feedback"},
        ),
        ("A waste portal for cities. Users submit plan filings, the office reviews them", "Plan filing", {"status"}),
        ("Members can submit assignments, and view their scores on an e-learning platform", "Assignment", {"score"}),
        ("An ERP platform. Users should be able to log in, browse and manage decisions", "Decision", {"status"}),
    ],
)
def test_what_others_decide_is_for_them_to_write(prompt: str, record: str, fields: set[str]) -> None:
    assert fields <= kept(read(prompt), record)


def test_what_people_keep_for_themselves_is_theirs_to_judge() -> None:
    spec = read(
        "I want to keep my scholarship applications with a deadline, a score and a status: Sent, Granted, Refused"
    )
    assert all(not kept(spec, entity.label) for entity in spec.entities)


def test_who_asks_for_leave_does_not_decide_on_that_of_others() -> None:
    spec = read(
        "A recruitment platform connecting employers who hire workers with job seekers, with functionalities for "
        "posting jobs, check-in and leave applications. Workers perform check-in. Employers view and manage workers."
    )
    leave = next(entity for entity in spec.entities if entity.label == "Leave request")
    assert leave.access["worker"].update == "own"
    assert "status" in kept(spec, "Leave request")


def test_beside_administrators_users_change_and_delete_what_is_theirs() -> None:
    system = "A content management system. Users should be able to add, edit and delete articles"
    alone, governed = read(f"{system}."), read(f"{system}. Administrators assign roles and permissions to users.")
    access = [spec.entity("article").access["member"] for spec in (alone, governed)]
    assert [one.update for one in access] == ["all", "own"]
    assert [one.delete for one in access] == ["all", "own"]
    assert access[1].read == "all"


def test_what_administrators_see_of_all_is_nobody_elses() -> None:
    spec = read(
        "Users register, upload and manage files, and view their own files. "
        "Administrators can view and manage all users' files."
    )
    member = next(role for role in spec.roles if not role.admin)
    access = spec.access(member, spec.entity("file_record"))
    assert (access.read, access.create, access.update) == (Reach.OWN, True, Reach.OWN)


def test_what_each_keeps_of_their_own_is_nobody_elses() -> None:
    spec = read("A spam website where users log in, report spam emails, and manage their own blacklists")
    kept = spec.entity("blacklist_entry")
    own = Reach.OWN
    assert kept.access["member"] == Access(read=own, create=True, update=own, delete=own)
    assert not any(field.unique for field in kept.fields)


def test_forms_of_new_records_begin_with_the_day_and_with_yes() -> None:
    entry = read("A website to manage blacklists").entity("blacklist_entry")
    assert [field.name for field in entry.fields if field.preset] == ["added_on", "active"]
    assert entry.fields[0].label == "Address"


@pytest.mark.parametrize(
    ("said", "reach"),
    [
        ("view recipes of other users", Reach.ALL),
        ("view all recipes", Reach.ALL),
        ("search recipes", Reach.OWN),
    ],
)
def test_what_people_keep_is_seen_by_others_where_the_prompt_says_so(said: str, reach: Reach) -> None:
    spec = read(f"A recipe app: users manage their own recipes and {said}.")
    assert spec.entity("recipe").access["member"] == Access(read=reach, create=True, update=Reach.OWN, delete=Reach.OWN)


@pytest.mark.parametrize(
    ("prompt", "record", "field"),
    [
        ("An online shop for candles with a cart. Customers place orders", "order", "order_number"),
        (
            "A waste portal for cities. Users submit plan filings, the office reviews them",
            "plan_filing",
            "filing_number",
        ),
    ],
)
def test_numbers_are_one_rows_alone_also_where_people_see_only_their_own(prompt: str, record: str, field: str) -> None:
    assert read(prompt).entity(record).field(field).unique


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("An HR system with employees, leave requests and departments.", False),
        ("An HR system. HR managers manage employees with name, job title and salary.", True),
    ],
)
def test_colleagues_read_what_people_earn_only_where_a_prompt_asks_for_it(prompt: str, told: bool) -> None:
    assert ("salary" in {field.name for field in read(prompt).entity("employee").fields}) is told
