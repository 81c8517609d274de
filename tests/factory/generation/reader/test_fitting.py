"""Whatever a prompt combines, what is read of it fits together: no wish of it refuses all the others."""

import pytest

from millwright.factory.generation.reader.pipeline import read
from millwright.factory.generation.spec import FieldType, Reach


@pytest.mark.parametrize("name", ["worth", "scanned pages", "playtime"])
def test_a_number_that_is_attached_is_a_file_without_bounds(name: str) -> None:
    spec = read(f"A library system. Staff manage books and loans. Administrators attach {name}.")

    attached = [f for e in spec.entities for f in e.fields if f.label.lower() == name]
    assert [(field.type, field.minimum) for field in attached] == [(FieldType.FILE, None)]


def test_nothing_is_made_of_a_number_that_is_worked_out_itself() -> None:
    spec = read("Staff enter purchase entries with prices, and calculate the amount and the commission.")

    for entity in spec.entities:
        made = {formula.name for formula in entity.formulas}
        assert not any(made & {*formula.of} for formula in entity.formulas)


def test_whoever_only_takes_back_something_sees_it() -> None:
    spec = read("Managers calculate webpage, cancel their logistics status. Administrators find envelopes.")

    access = [entry for entity in spec.entities for entry in entity.access.values()]
    assert all(entry.read is not Reach.NONE for entry in access if entry.update is not Reach.NONE)


def test_opening_hours_whose_fields_are_listed_are_those_that_booking_goes_by() -> None:
    spec = read(
        "A clinic system. Patients book appointments with doctors. Staff manage opening hours with day, opening time, "
        "closing time and note."
    )

    hours = spec.entity("opening_hour")
    assert [field.name for field in hours.fields][:3] == ["weekday", "opens", "closes"]
    assert "note" in {field.name for field in hours.fields}
    assert all(row["weekday"] and row["opens"] for row in hours.samples)


def test_opening_hours_by_which_nothing_is_booked_have_the_fields_that_are_listed() -> None:
    spec = read("A message board. Staff publish opening hours with kind and remark.")

    assert {"kind", "remark"} <= {field.name for field in spec.entity("opening_hour").fields}


def test_as_many_numbers_have_limits_as_are_measured_however_long_their_names_are() -> None:
    spec = read(
        "A water quality monitoring system. Staff record ammonia nitrogen, total phosphorus, chemical oxygen demand, "
        "dissolved oxygen, turbidity and permanganate index of each station, and the system gives exceedance warnings."
    )

    limits = next(part for part in spec.parts if part.capability == "limits")
    assert {"ammonia", "cod", "turbidity"} <= {*limits.options["kinds"].split()}
