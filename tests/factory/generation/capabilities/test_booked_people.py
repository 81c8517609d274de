"""People of whom times are booked: they sign in as themselves."""

import json

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app, demo_name
from millwright.factory.generation.spec import FieldType, Reach

SALON = "A salon site: customers book a stylist, stylists see their appointments"
TUTORS = "A tutoring site: students book tutors and rate them; tutors set their availability and confirm lessons"


@pytest.mark.parametrize(("prompt", "role"), [(SALON, "stylist"), (TUTORS, "tutor")])
def test_who_is_booked_has_an_account_that_only_staff_choose(prompt: str, role: str) -> None:
    spec = read(prompt)
    field = next(field for field in spec.entity(role).fields if field.name == "own_account")
    assert (field.type, field.holders, field.kept) == (FieldType.ACCOUNT, (role,), True)


def test_stylists_answer_what_is_booked_of_them_and_see_no_other() -> None:
    spec = read(SALON)
    stylist = next(role for role in spec.roles if role.name == "stylist")
    access = spec.access(stylist, spec.entity("appointment"))
    assert (access.read, access.update) == (Reach.OWN, Reach.OWN)
    assert "Appointment" in str(compile_app(spec)["backend/app/permissions.py"]).split("LED:")[1].split("}")[0]
    (part,) = spec.parts_of("workflow")
    assert "stylist" in part.options["confirm"]


def test_the_demonstration_signs_in_as_the_first_of_them() -> None:
    spec = read(SALON)
    stylist = next(role for role in spec.roles if role.name == "stylist")
    people = json.loads(str(compile_app(spec)["backend/app/demo.json"]))["Stylist"]
    assert demo_name(spec, stylist) == people[0]["name"]
    assert [person for person in people if "own_account" in person] == people[:1]


def test_where_nobody_works_who_is_booked_there_is_no_account() -> None:
    spec = read("A site for a barber: customers book one of the barbers online")
    assert all(field.name != "own_account" for entity in spec.entities for field in entity.fields)


def test_who_is_booked_and_has_no_entry_yet_sets_no_hours_of_the_house() -> None:
    files = compile_app(read(TUTORS))
    assert "have to name your account" in str(files["backend/app/own_hours.py"])


def test_who_sees_all_bookings_but_answers_own_ones_changes_no_other() -> None:
    updating = str(compile_app(read(SALON))["backend/app/permissions.py"]).split("def get_updatable")[1]
    assert "own(user, model)" in updating.split("def ")[0]
