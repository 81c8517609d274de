"""What records of an internal system are about, and what of it falls due."""

import pytest

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec

_FLEET = (
    "Please implement a fleet system with a vehicle register, defect reports and work orders. Drivers should be able "
    "to report defects; mechanics should be able to take work orders, record used parts and hours; the fleet manager "
    "should be able to assign work orders and see vehicles whose inspection is due within 30 days."
)
_LICENCES = (
    "An IT system with software licences. Technicians should be able to record licences; the head of IT should be able "
    "to see licences that expire in the next two months."
)


def _targets(spec: AppSpec, entity: str) -> list[str]:
    return [field.target for field in spec.entity(entity).fields if field.target]


def _lists(spec: AppSpec) -> dict[str, tuple[str, str]]:
    parts = spec.parts_of("worklist")
    return {part.options["label"]: (part.options.get("by", ""), part.options.get("days", "")) for part in parts}


def test_what_is_recorded_belongs_to_the_work_and_the_work_to_what_is_mended() -> None:
    spec = read(_FLEET)
    assert sorted(_targets(spec, "work_order")) == ["defect", "vehicle"]
    assert _targets(spec, "hour") == ["work_order"]
    assert next(_targets(spec, e.name) for e in spec.entities if e.label == "Used part") == ["work_order"]


def test_what_is_logged_for_each_of_something_is_of_it() -> None:
    spec = read(
        "A CRM system with leads and customers. Sales staff should be able to log calls and notes for each "
        "lead; the manager should be able to see leads"
    )
    assert [name for name in ("call", "note") if "lead" not in _targets(spec, name)] == []


def test_employees_belong_to_the_branch_that_is_kept() -> None:
    spec = read(
        "An internal HR system with employees, branches and shifts. HR should be able to manage employees and branches"
    )
    assert "branch" in _targets(spec, "employee")


def test_what_nobody_is_said_to_enter_is_tied_to_nothing_by_guess() -> None:
    spec = read("A law firm system. Lawyers register cases with the case number, cause of action, court and party.")
    assert [field.target for field in spec.entity("case_file").fields if field.target] == []


def test_what_is_due_within_some_days_has_a_day_and_a_list() -> None:
    spec = read(_FLEET)
    assert spec.entity("vehicle").field("inspection_due_on").type == "date"
    assert _lists(spec)["Vehicles: inspection due within 30 days"] == ("inspection_due_on", "to_30")
    assert "inspection" not in {entity.name for entity in spec.entities}


def test_what_expires_in_two_months_is_listed_from_today() -> None:
    spec = read(_LICENCES)
    ((label, (by, days)),) = [item for item in _lists(spec).items() if item[1][1] == "next_60"]
    assert (label, by, days) == ("Software licences: expires within 60 days", "expires_on", "next_60")
    text = next(text for path, text in compile_app(spec).items() if path.endswith("Within60DaysWorklist.tsx"))
    assert "[0, 60].map(" in text


def test_what_expires_gets_the_day_on_which_it_does() -> None:
    spec = read(
        "A training system with employees and certificates. HR should be able to record and see certificates "
        "that expire within 3 months"
    )
    assert ("expires_on", "next_90") in _lists(spec).values()


@pytest.mark.parametrize(
    ("told", "listed"),
    [
        ("see leads without activity for 14 days", "leads without activity for 14 days"),
        ("see the remaining leave days of each employee", "remaining leave days"),
    ],
)
def test_what_did_not_happen_and_what_is_left_are_said_not_to_be_built(told: str, listed: str) -> None:
    spec = read(f"An internal system with employees and leads. The manager should be able to {told}.")
    assert listed in [reason.subject.lower() for reason in spec.not_built]


def test_warnings_that_stock_is_low_are_a_list_and_no_record() -> None:
    spec = read("A warehouse system with products, stock movements and warnings when stock is low")
    assert "warning" not in {entity.name for entity in spec.entities}
    assert "Products low in stock" in _lists(spec)


def test_the_diary_that_a_house_keeps_for_its_patients_is_no_booking_page() -> None:
    spec = read(
        "A practice system with patients and appointments. Receptionists should be able to register patients and "
        "schedule appointments with a therapist; therapists should be able to see their own appointments."
    )
    assert not spec.parts_of("booking")
    assert [part.entity for part in spec.parts_of("calendar")] == ["appointment"]
    assert _targets(spec, "appointment") == ["patient"]


_HOUSING = (
    "A housing system with buildings and repair requests. Tenants should be able to submit repair requests; caretakers "
    "should be able to take requests, add notes and mark them as done; the office should be able to assign requests."
)


def test_requests_are_those_that_were_named_before() -> None:
    spec = read(_HOUSING)
    (part,) = spec.parts_of("taking")
    access = spec.entity(str(part.entity)).access
    assert access["caretaker"].update == "all"
    assert access["tenant"].read == "own"
    assert part.entity in _targets(spec, "note")


def test_what_is_assigned_to_things_refers_to_them() -> None:
    spec = read(
        "A factory system with production orders and machines. Planners should be able to create production orders "
        "with product and due date and assign them to machines; workers should be able to see these orders"
    )
    assert "machine" in _targets(spec, "production_order")


def test_the_approval_of_requests_is_for_those_named_for_it_beside_a_director() -> None:
    spec = read(
        "A purchase system with departments, purchase requests and orders. Ward staff should be able to submit "
        "purchase requests; department heads should be able to approve or reject requests of their department; the "
        "finance director should be able to see spending by department"
    )
    assert [role.label for role in spec.roles if role.admin] == ["Finance director"]
    part = next(part for part in spec.parts_of("workflow") if part.options.get("approve"))
    assert part.options["approve"] == "approved department_head"
    assert part.entity == "purchase_request"


def test_one_field_names_who_has_a_case() -> None:
    spec = read(
        "A counselling system with clients and cases. The secretary should be able to assign cases to counsellors; "
        "counsellors close cases; the director should be able to see open cases per counsellor and a monthly statistic"
    )
    assert [field.name for field in spec.entity("case_record").fields if field.type == "account"] == ["counsellor"]
    assert "monthly_statistic" not in {field.name for field in spec.entity("case_record").fields}
