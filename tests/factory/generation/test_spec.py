"""What a specification refuses, so that whoever holds one holds a buildable application."""

import pytest
from pydantic import ValidationError

from millwright.factory.generation.field_types import FieldType, days_from_today, is_sample
from millwright.factory.generation.spec import AppSpec, Choice, Entity, FieldSpec, Role, SampleValue
from millwright.kit.errors import DomainError, Kind
from tests.factories.specs import bike_shop, corners, hostile, library

ADMIN = Role(name="owner", label="Owner", admin=True)
TITLE = FieldSpec(name="title", label="Title", type=FieldType.TEXT, required=True)


def entity(*fields: FieldSpec, name: str = "thing", samples: tuple[dict[str, SampleValue], ...] = ()) -> Entity:
    return Entity(
        name=name, plural=f"{name}s", label="Thing", plural_label="Things", fields=fields or (TITLE,), samples=samples
    )


def app(*entities: Entity) -> AppSpec:
    return AppSpec(name="App", description="", roles=(ADMIN,), entities=entities)


def field(kind: FieldType, name: str = "value", **more: object) -> FieldSpec:
    return FieldSpec.model_validate({"name": name, "label": "Value", "type": kind, **more})


@pytest.mark.parametrize("spec", [bike_shop(), library(), hostile(), corners()], ids=lambda spec: spec.slug)
def test_what_is_stored_is_read_back_equal(spec: AppSpec) -> None:
    assert AppSpec.parse(spec.to_json()) == spec


def test_what_was_stored_with_a_name_that_is_reserved_today_is_refused_with_the_place() -> None:
    stored = app(entity(field(FieldType.TEXT, "headline"))).to_json().replace('"headline"', '"class"')
    with pytest.raises(DomainError) as caught:
        AppSpec.parse(stored)
    assert (caught.value.code, caught.value.kind) == ("spec_outdated", Kind.CONFLICT)
    assert "entities.0.fields.0: field class" in caught.value.message


@pytest.mark.parametrize(
    "name",
    [
        "class",
        "order_by",
        "created_at",
        "date",
        "model_dump",
        "model_validate_x",
        "copy",
        "a__b",
        "a_",
        "byline",
        "made_by",
    ],
)
def test_a_field_cannot_have_a_name_that_means_something_else(name: str) -> None:
    with pytest.raises(ValidationError, match=r"reserved word|not a usable name"):
        field(FieldType.TEXT, name)


@pytest.mark.parametrize("name", ["user", "decimal", "annotated", "page", "lambda"])
def test_an_entity_cannot_have_a_name_that_means_something_else(name: str) -> None:
    with pytest.raises(ValidationError, match="reserved word"):
        entity(name=name)


def test_a_field_may_have_a_name_that_only_entities_may_not() -> None:
    assert field(FieldType.TEXT, "text").name == "text"


@pytest.mark.parametrize("other", ["due_from", "due_to"])
def test_two_fields_cannot_bring_along_the_same_name(other: str) -> None:
    with pytest.raises(ValidationError, match="stands there twice"):
        entity(TITLE, field(FieldType.DATE, "due"), field(FieldType.TEXT, other))


def test_two_entities_cannot_bring_along_the_same_class() -> None:
    status = FieldSpec(
        name="status", label="Status", type=FieldType.CHOICE, choices=(Choice(value="new", label="New"),)
    )
    with pytest.raises(ValidationError, match="class thingstatus stands there twice"):
        app(entity(TITLE, status), entity(name="thing_status"))


@pytest.mark.parametrize("kind", [FieldType.BOOLEAN, FieldType.LONG_TEXT])
def test_what_cannot_differ_cannot_be_unique(kind: FieldType) -> None:
    with pytest.raises(ValidationError, match="cannot be unique"):
        field(kind, unique=True)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldType.ACCOUNT, ["Ada Novak"], ["", 5]),
        (FieldType.BOOLEAN, [True], [1, "yes"]),
        (FieldType.DATE, ["2024-02-29", "+3d", "-10d"], ["2023-02-29", "0001-01-01", "3d", 5]),
        (FieldType.DATETIME, ["2024-02-29T10:00", "+3d"], ["noon", 5]),
        (FieldType.DECIMAL, [1, 1.25], [1.255, 1e10, True, "1"]),
        (FieldType.EMAIL, ["a@b.example"], ["a@b", "a b@c.de", 5]),
        (FieldType.INTEGER, [1], [1.5, 2**31, True]),
        (FieldType.LONG_TEXT, ["two\nlines"], ["", "x" * 10_001, "\0"]),
        (FieldType.MONEY, [9.99], [0.001]),
        (FieldType.PHONE, ["+31 20 555 0123"], ["call me", "12"]),
        (FieldType.POSITION, ["48.1371,11.5754", "-90,180"], ["here", "90.1,0", "0,-180.1", "48.1371", 5]),
        (FieldType.TEXT, ["text"], [" ", "x" * 201, 5]),
        (FieldType.URL, ["https://example.com/x"], ["javascript:alert(1)", "https://a b"]),
    ],
)
def test_a_sample_is_what_its_field_can_hold(kind: FieldType, good: list[SampleValue], bad: list[SampleValue]) -> None:
    assert [value for value in good if not is_sample(kind, value)] == []
    assert [value for value in bad if is_sample(kind, value)] == []
    with pytest.raises(ValidationError, match="which it cannot be"):
        entity(field(kind), samples=({"value": bad[0]},))


def test_days_are_counted_from_today() -> None:
    assert [days_from_today(value) for value in ("+3d", "-10d", "3", 3, None)] == [3, -10, None, None, None]


@pytest.mark.parametrize(
    ("fields", "samples", "fault"),
    [
        ((TITLE,), ({"colour": "red"},), "lacks"),
        ((TITLE,), ({"title": None},), "which it cannot be"),
        ((field(FieldType.INTEGER, minimum=5),), ({"value": 4},), "which it cannot be"),
        ((field(FieldType.TEXT, unique=True),), ({"value": "a"}, {"value": "a"}), "unique"),
        ((TITLE, field(FieldType.REFERENCE, target="thing")), ({"title": "a", "value": 0},), "not there"),
        ((TITLE, field(FieldType.REFERENCE, target="thing")), ({"title": "a", "value": -1},), "not there"),
    ],
)
def test_samples_that_could_not_be_stored_are_refused(
    fields: tuple[FieldSpec, ...], samples: tuple[dict[str, SampleValue], ...], fault: str
) -> None:
    with pytest.raises(ValidationError, match=fault):
        app(entity(*fields, samples=samples))


def test_an_account_is_never_needed_and_is_held_by_roles_that_exist() -> None:
    with pytest.raises(ValidationError, match="may always be missing"):
        field(FieldType.ACCOUNT, required=True)
    with pytest.raises(ValidationError, match="holders belong to an account"):
        field(FieldType.TEXT, holders=("owner",))
    with pytest.raises(ValidationError, match="a role that does not exist"):
        app(entity(TITLE, field(FieldType.ACCOUNT, holders=("ghost",))))


def test_a_link_is_not_called_as_the_owner_of_a_row_is() -> None:
    with pytest.raises(ValidationError, match="owner_id"):
        app(entity(TITLE, FieldSpec(name="owner", label="Owner", type=FieldType.ACCOUNT)))
