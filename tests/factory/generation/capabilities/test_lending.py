"""Lending: what people borrow and bring back, as a kind of joining."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.spec import FieldType

LIBRARY = "A school library website where students browse books, borrow them and renew their loans. "


def lending(spec: AppSpec) -> dict[str, str]:
    """The options of the part by which things are lent."""
    (part,) = spec.parts_of("joining")
    return dict(part.options)


def test_what_is_borrowed_has_copies_and_is_due() -> None:
    spec = read(LIBRARY)
    assert lending(spec) == {
        "by": "library_book",
        "name": "borrower_name",
        "status": "status",
        "gone": "returned",
        "places": "copies",
        "button": "Borrow",
        "leave": "Return",
        "due": "due_on",
        "back": "returned_on",
        "renew": "yes",
    }
    loan = spec.entity("loan")
    assert all(loan.field(name).kept for name in ("borrowed_on", "due_on", "returned_on", "status"))
    assert loan.field("borrower_name").type is FieldType.TEXT
    assert "borrower" not in {entity.name for entity in spec.entities}


@pytest.mark.parametrize("said", ["Librarians take returns.", "Librarians return books to the shelf."])
def test_staff_take_back_what_only_they_are_said_to(said: str) -> None:
    spec = read(LIBRARY + said)
    assert "leave" not in lending(spec)
    assert not [wish.subject for wish in spec.not_built if "return" in wish.subject]


def test_things_without_a_number_have_copies() -> None:
    spec = read("Employees borrow devices and return them, the administrator manages devices and sees who has what.")
    assert spec.entity("device").field("copies").minimum == 0
    assert [entity.name for entity in spec.entities] == ["device", "loan"]


def test_ones_own_notes_are_not_those_of_a_lent_book() -> None:
    book = read("Students publish books and borrow books from other students.").entity("book")
    assert not {"finished_on", "rating", "notes", "status"} & {field.name for field in book.fields}


def test_nothing_is_kept_for_whoever_comes_next_where_no_list_of_them_is() -> None:
    spec = read("Users borrow devices, hold devices that are out, and return devices.")
    assert [wish.subject for wish in spec.not_built if "hold" in wish.subject]
    library = read("A library. Users reserve books, borrow and return books.")
    assert library.not_built == ()
    assert "library_hold" in {entity.name for entity in library.entities}
    assert "renew" not in lending(library)


def test_who_renews_has_borrowed() -> None:
    spec = read("A library. Librarians handle borrowing and returning. Readers query and renew books.")
    assert lending(spec)["renew"] == "yes"
    assert [entity.name for entity in spec.entities].count("loan") == 1


def test_who_only_keeps_loans_lends_by_hand() -> None:
    spec = read("A library: librarians manage books, borrowers and loans.")
    assert not any(spec.parts_of("joining"))
    assert spec.entity("loan").field("borrower").target == "borrower"
