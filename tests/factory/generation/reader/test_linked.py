"""Records that acts tie to each other, and those that words imply without naming them."""

import pytest

from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Entity


def labelled(spec: AppSpec, label: str) -> Entity:
    return next(entity for entity in spec.entities if entity.label == label)


def targets(spec: AppSpec, label: str) -> set[str]:
    return {field.target for field in labelled(spec, label).fields if field.target}


@pytest.mark.parametrize(
    ("prompt", "label", "target"),
    [
        (
            "A vendor management platform. Buyers can rate suppliers and view statistics by supplier.",
            "Review",
            "supplier",
        ),
        ("A tool for buyers: suppliers, contracts; with functionalities for supplier evaluation", "Review", "supplier"),
        (
            "A used car showroom website with cars for sale, filters by price, and test drive booking",
            "Test drive",
            "car",
        ),
        (
            "An event tool: planners create events, manage guest lists and assign tasks to vendors",
            "Task",
            "event_listing",
        ),
        (
            "A business directory website. Users browse companies and view the products and photos of a company.",
            "Product",
            "business_listing",
        ),
    ],
)
def test_acts_tie_records_to_what_they_are_done_to(prompt: str, label: str, target: str) -> None:
    assert target in targets(read(prompt), label)


def test_two_kinds_that_are_booked_have_bookings_of_their_own() -> None:
    spec = read("A travel website. Users can browse routes, book hotels and tours, and view their order history.")
    assert {part.entity for part in spec.parts if part.capability == "booking"} == {"hotel", "tour"}
    assert all("order history" not in reason.subject for reason in spec.not_built)


def test_a_calendar_of_rooms_is_one_of_bookings() -> None:
    spec = read("A staff intranet with news, a staff directory and a meeting room calendar.")
    assert {"Room", "Booking"} <= {entity.label for entity in spec.entities}


def test_who_checks_in_and_out_is_kept_with_the_hours_that_are_asked_for() -> None:
    spec = read("A time app: employees check in and out each day, managers see who is late, hours per employee")
    kept = labelled(spec, "Attendance record")
    assert "hours_worked" in {field.name for field in kept.fields}
    assert any(part.capability == "worklist" for part in spec.parts)


def test_guests_who_check_in_are_not_kept_as_attendance() -> None:
    spec = read("A hotel site: guests book rooms and check in online")
    assert all(entity.name != "attendance" for entity in spec.entities)


def test_plots_are_rented_without_a_calendar_of_equipment() -> None:
    spec = read("An allotment club: members rent plots and take turns on a watering schedule")
    assert {"Rental", "Shift"} <= {entity.label for entity in spec.entities}
    assert all(entity.name != "equipment_item" for entity in spec.entities)


def test_drafts_are_a_state_and_no_field() -> None:
    spec = read("A handbook for a support team: articles with tags, drafts and publishing, and search")
    article = labelled(spec, "Article")
    assert "drafts" not in {field.name for field in article.fields}
    assert {"Draft", "Published"} <= {choice.label for choice in article.field("status").choices}


def test_expenses_of_a_budget_are_records_and_no_field() -> None:
    spec = read("A club tool: projects, budgets with expenses per category, and tasks for volunteers")
    assert "budget" in targets(spec, "Expense")


def test_a_firm_is_not_what_its_trade_does() -> None:
    spec = read(
        "Please implement a contract tool for purchasing teams. The tool should have functionalities for contracts."
    )
    assert "order" not in {entity.name for entity in spec.entities}


def test_reports_of_damage_are_records_and_no_wish_for_reports() -> None:
    spec = read("A rowing club needs boats with seats, outings with crew and distance, and damage reports")
    assert "defect" in {entity.name for entity in spec.entities}
    assert all(part.capability != "report" for part in spec.parts)


def test_of_two_colours_alone_the_pale_one_lies_below() -> None:
    spec = read("Please implement a museum website with exhibitions and news. Use honeydew and dark green.")
    assert spec.theme.background == "#f0fff0"
    assert spec.theme.primary == "#006400"


def test_content_management_keeps_no_articles_where_other_content_is_kept() -> None:
    spec = read(
        "Please implement a digital signage content management system. Operators upload documents, write guides and "
        "monitor the status of display screens."
    )
    assert "article" not in {entity.name for entity in spec.entities}


def test_plans_that_a_noun_narrows_are_worked_by_and_have_no_price() -> None:
    spec = read("A safety tool with functionalities for inspection plans and hazard reports")
    plan = next(entity for entity in spec.entities if "plan" in entity.name)
    assert "price" not in {field.name for field in plan.fields}


def test_a_name_of_two_words_that_belong_together_stays_whole() -> None:
    assert read("A lost and found website where students post lost items with photos").name == "Lost And Found"


def test_who_rates_or_saves_what_others_made_makes_none() -> None:
    spec = read(
        "Please implement a farm website. Farmers list vegetables, customers order vegetables, rate farmers "
        "and save favourite vegetables."
    )
    makers = {
        (entity.name, role)
        for entity in spec.entities
        for role, access in entity.access.items()
        if access.create and role == "customer"
    }
    assert not {made for made in makers if made[0] in {"farmer", "vegetable", "product"}}


def test_operators_who_update_what_is_shown_do_not_register_by_themselves() -> None:
    spec = read(
        "Please implement a city bus website. Passengers search routes and save favourite routes. Operators publish "
        "announcements and update timetables."
    )
    assert not next(role for role in spec.roles if role.name == "operator").signup
