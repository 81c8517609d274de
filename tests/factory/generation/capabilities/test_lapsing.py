"""What lapses by itself: rows that go on to a state, or out of somebody's hands, once a time is over."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import AppSpec, FieldType

_POOL = (
    "A CRM. Salespeople record visits to customers. Customers without a visit for 60 days go back to the public pool."
)


def _options(spec: AppSpec) -> dict[str, str]:
    return dict(spec.parts_of("lapsing")[0].options)


@pytest.mark.parametrize(
    ("prompt", "entity", "opened", "to", "time"),
    [
        (
            "A parcel room. Staff register parcels. Parcels are automatically marked as expired after 7 days.",
            "parcel",
            "preparing on_the_way",
            "expired",
            ("7", "days"),
        ),
        (
            "A hair salon website. Customers book services. Bookings nobody confirms within 24 hours are cancelled.",
            "appointment",
            "requested",
            "cancelled",
            ("24", "hours"),
        ),
        (
            "A helpdesk. Employees submit tickets. Resolved tickets are closed automatically after 5 days.",
            "ticket",
            "resolved",
            "closed",
            ("5", "days"),
        ),
        (
            "A ticket shop. Customers order tickets; orders that are not paid within thirty minutes are cancelled.",
            "order",
            "new",
            "cancelled",
            ("30", "minutes"),
        ),
        (
            "Members reserve meeting rooms. If nobody checks in within ten minutes, the reservation is released.",
            "booking",
            "requested confirmed",
            "cancelled",
            ("10", "minutes"),
        ),
        (
            "A classifieds site. Members post adverts. Adverts expire automatically after 30 days.",
            "advert",
            "active",
            "expired",
            ("30", "days"),
        ),
        (
            "Employees submit leave requests; requests that are not approved within five days are marked as expired.",
            "leave_request",
            "requested",
            "expired",
            ("5", "days"),
        ),
    ],
)
def test_rows_lapse_after_the_time_that_is_told(
    prompt: str, entity: str, opened: str, to: str, time: tuple[str, str]
) -> None:
    spec = read(prompt)
    options = _options(spec)

    assert spec.parts_of("lapsing")[0].entity == entity
    assert (options["open"], options["to"], (options["number"], options["unit"])) == (opened, to, time)
    assert not any("automatic" in reason.subject for reason in spec.not_built)


def test_what_is_due_becomes_overdue_by_its_day() -> None:
    options = _options(read("An invoicing tool. Invoices automatically become overdue when the due date has passed."))

    assert (options["to"], options["since"], options["number"]) == ("overdue", "due_on", "0")


def test_customers_that_nobody_follows_up_are_nobodys_and_can_be_claimed() -> None:
    spec = read(_POOL)
    options = _options(spec)
    customer = spec.entity("customer")

    assert customer.field(options["by"]).type is FieldType.ACCOUNT
    assert options["followed"] == "visit"
    assert [part.entity for part in spec.parts_of("taking")] == ["customer"]
    assert not spec.not_built


@pytest.mark.parametrize(
    "prompt",
    [
        "A helpdesk. Employees submit tickets. Tickets must be closed within 24 hours.",
        "A hotel website. Guests book rooms. Bookings can be cancelled within 24 hours.",
        "A hotel website. Guests book rooms. Bookings cannot be cancelled within 48 hours before check-in.",
        "A library. Members borrow books. Books should be returned within 14 days.",
        "A task tool. Tasks should be completed within three days, and overdue tasks are listed.",
        "A shop. Customers can return products within 30 days. Orders are shipped after two days.",
    ],
)
def test_what_people_have_to_do_within_a_time_does_not_lapse(prompt: str) -> None:
    assert not read(prompt).parts_of("lapsing")


def test_what_keeps_a_row_from_lapsing_is_told_as_not_built() -> None:
    spec = read(
        "A forum for drivers. Members publish posts. Posts should automatically be marked as outdated after six hours "
        "unless other drivers confirm them."
    )

    assert _options(spec)["to"] == "outdated"
    assert any(reason.subject.startswith("unless") for reason in spec.not_built)


def test_the_server_sees_to_it_and_the_list_says_so() -> None:
    files = compile_app(read(_POOL))

    assert "Customer.assignee_id.is_not(None)" in files["backend/app/lapsing.py"]
    assert "lapse(db, datetime.now(UTC))" in files["backend/app/routes/lapsing.py"]
    note = files["frontend/src/components/lapsing/CustomerLapsing.tsx"]
    assert "without visits for 60 days" in note
