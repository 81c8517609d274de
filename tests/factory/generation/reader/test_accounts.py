"""People with accounts whom records name."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, FieldSpec, FieldType, Reach

HELP_DESK = "A help desk: customers open tickets with subject and priority, agents are assigned to tickets"


def account(spec: AppSpec, record: str) -> FieldSpec:
    """The account among the fields of the record with that label."""
    entity = next(entity for entity in spec.entities if entity.label == record)
    return next(field for field in entity.fields if field.type is FieldType.ACCOUNT)


def test_whoever_a_role_is_called_after_is_chosen_among_its_people() -> None:
    spec = read("A workshop: technicians repair machines; jobs have a technician, a machine and a status")
    field = account(spec, "Repair")
    assert (field.name, field.holders) == ("technician", ("technician",))


@pytest.mark.parametrize(
    "words",
    ["A manager assigns cases to lawyers", "Lawyers are assigned to cases", "Cases are assigned to a lawyer"],
)
def test_what_is_assigned_to_people_names_them(words: str) -> None:
    spec = read(f"A law office keeps cases with title, court and deadline. {words}. Clients see nothing.")
    assert account(spec, "Case").holders == ("lawyer",)


def test_an_assignee_is_one_of_those_who_work_there() -> None:
    spec = read("A help desk: customers open tickets with subject, assignee and due date, technicians resolve them")
    assert account(spec, "Ticket").holders == ("manager", "technician")


def test_where_nobody_comes_from_outside_everybody_can_be_chosen() -> None:
    spec = read("An office tool: employees keep tasks with title, assignee and due date. A manager sees all.")
    assert account(spec, "Task").holders == ()


def test_what_is_issued_to_people_names_them_and_is_shown_to_them() -> None:
    spec = read("A school app where teachers give grades to students and students see their grades")
    student = next(role for role in spec.roles if role.name == "student")
    grade = next(entity for entity in spec.entities if entity.label == "Grade")
    assert spec.access(student, grade).read is Reach.OWN
    assert account(spec, "Grade").holders == ("student",)
    assert not [reason for reason in spec.not_built if "their own" in reason.subject]


def test_demonstration_rows_name_those_who_try_the_application_and_their_colleagues() -> None:
    names = {row["assignee"] for row in read(HELP_DESK).entity("ticket").samples}
    assert "agent" in names
    assert len(names) > 3


def test_the_public_pages_of_a_site_name_people_in_words() -> None:
    spec = read("A website for estate agents: visitors browse houses with price, photo and agent; agents add houses")
    assert not [f for entity in spec.entities for f in entity.fields if f.type is FieldType.ACCOUNT]


def test_whoever_is_assigned_to_something_does_what_follows() -> None:
    spec = read(f"{HELP_DESK} and resolve them")
    customer = next(role for role in spec.roles if role.name == "customer")
    assert spec.access(customer, spec.entity("ticket")).update is Reach.OWN


def test_what_is_assigned_to_nobody_names_nobody() -> None:
    spec = read("A help desk: agents resolve tickets with subject and status. Never assign tickets to customers.")
    assert not [f for f in spec.entity("ticket").fields if "customer" in f.holders]


def test_a_role_whose_name_is_taken_has_another_field() -> None:
    spec = read("Owners see their own statements. Accountants create statements with title and amount.")
    statement = next(entity for entity in spec.entities if "tatement" in entity.label)
    assert "owner" not in {field.name for field in statement.fields if field.type is FieldType.ACCOUNT}


def test_names_of_people_without_an_account_stay_in_words() -> None:
    spec = read("A workshop: technicians repair machines and write invoices; customers see their own invoices")
    names = {field.name: field.type for field in spec.entity("invoice").fields}
    assert (names["customer"], names["customer_name"]) == (FieldType.ACCOUNT, FieldType.TEXT)


def test_on_a_site_what_is_given_to_people_names_them_and_visitors_do_not_see_it() -> None:
    spec = read(
        "Please implement a sports club website with news and fees. "
        "Customers should be able to browse news and view their own fees."
    )
    fees = next(entity for entity in spec.entities if entity.label == "Fee")
    assert [field.holders for field in fees.fields if field.type is FieldType.ACCOUNT] == [("customer",)]
    assert fees.visitors.read is Reach.NONE
    assert fees.access["customer"].read is Reach.OWN
    assert not fees.access["customer"].create


def test_on_a_site_orders_are_of_those_who_make_them() -> None:
    spec = read("A bakery website with a cart, visitors order cakes. Customers can see their own orders.")
    assert not [f for entity in spec.entities for f in entity.fields if f.type is FieldType.ACCOUNT]
