"""What people enter, attach, choose or see becomes fields of the record that the sentence is about."""

import pytest

from millwright.factory.generation.reader.pipeline import read
from millwright.factory.generation.spec import AppSpec, FieldType


def _fields(prompt: str, record: str) -> dict[str, FieldType]:
    spec: AppSpec = read(prompt)
    entity = next(entity for entity in spec.entities if entity.label == record)
    return {field.name: field.type for field in entity.fields}


def test_what_is_entered_without_a_list_of_fields_is_told_of_the_record():
    fields = _fields(
        "A contract management system. Users should be able to log in, enter contract number, counterparty, amount, and"
        " validity period, and upload scanned copies.",
        "Contract",
    )

    assert {"contract_number", "counterparty", "validity_period", "scanned_copies"} <= {*fields}
    assert fields["scanned_copies"] is FieldType.FILE


def test_a_name_of_something_filled_in_belongs_to_the_request():
    fields = _fields(
        "An appointment website for a law firm. Users should be able to select a lawyer and time slot, fill in the name"
        " of the opposing party, and submit the appointment.",
        "Appointment",
    )

    assert "name_of_opposing_party" in fields


def test_several_that_share_their_last_word_are_named_fully():
    fields = _fields(
        "A courier system. Users should be able to place orders and input the starting and ending points.", "Order"
    )

    assert {"starting_point", "ending_point"} <= {*fields}


@pytest.mark.parametrize(
    ("seen", "name"),
    [("the remaining days", "remaining_days"), ("the debt ratio and the total amount", "debt_ratio")],
)
def test_what_would_be_worked_out_is_no_field_to_enter(seen: str, name: str):
    spec = read(f"A contract management system. Users should be able to create contracts and view {seen}.")

    assert all(field.name != name for entity in spec.entities for field in entity.fields)


def test_what_the_application_provides_is_no_field():
    spec = read("A car rental system where users book cars. The system should provide convenient travel services.")

    assert all("travel" not in field.name for entity in spec.entities for field in entity.fields)
