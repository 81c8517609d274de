"""What is told as somebody's or something's own: whose fields these are, and who sees the rows."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.spec import Access, Entity, Reach

PET_SHOP = (
    "A pet food shopping website for cats and dogs with a shopping cart. Users should be able to enter their pet's "
    "breed, age, and weight."
)
OWN = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)


def _names(entity: Entity) -> set[str]:
    return {field.name for field in entity.fields}


@pytest.mark.parametrize(
    ("prompt", "record", "fields"),
    [
        (
            "A car service website. Users can enter the car's brand, model, and mileage, and book a service.",
            "car",
            {"brand", "car_model", "mileage_km"},
        ),
        (
            "A school system for students. Teachers can record each student's name, class, and height.",
            "student",
            {"school_class", "height"},
        ),
        (
            "A system with customer management. Agents can enter the customer's budget and area requirements.",
            "customer",
            {"budget", "area_requirements"},
        ),
    ],
)
def test_fields_are_those_of_what_owns_them_each_once(prompt: str, record: str, fields: set[str]) -> None:
    spec = read(prompt)
    assert fields <= _names(spec.entity(record))
    assert not {f"{record}_{name}" for name in fields} & _names(spec.entity(record))
    assert "book" not in {entity.name for entity in spec.entities}


def test_the_old_house_of_a_removal_is_no_record() -> None:
    spec = read("A moving company website where customers enter the old house's floor, area, and elevator.")
    assert "property" not in {entity.name for entity in spec.entities}


def test_pets_of_customers_are_none_of_the_goods_of_a_shop_and_nobody_elses_business() -> None:
    spec = read(PET_SHOP)
    pet, product = spec.entity("pet"), spec.entity("product")
    assert (pet.access["customer"], pet.visitors) == (OWN, Access())
    assert not {"age", "breed", "weight"} & _names(product)
    assert not product.access["customer"].create


@pytest.mark.parametrize(
    ("prompt", "record", "role"),
    [
        ("A pet hospital website. Users can register their pets, and make appointments.", "pet", "pet_owner"),
        ("A car service website. Users can add their cars and book a service.", "car", "member"),
    ],
)
def test_what_people_enter_of_their_own_is_theirs_alone(prompt: str, record: str, role: str) -> None:
    entity = read(prompt).entity(record)
    assert (entity.access[role], entity.visitors) == (OWN, Access())


def test_what_a_site_is_there_to_show_is_shown() -> None:
    recipe = read("A recipe website. Users can add their recipes.").entity("recipe")
    car = read("A used car marketplace. Sellers can add their cars.").entity("car")
    assert recipe.visitors.read is car.visitors.read is Reach.ALL


@pytest.mark.parametrize(
    ("prompt", "record", "fields"),
    [
        (
            "A policy portal. Users can search documents by document number, issuing authority, and topic.",
            "Document",
            {"version_number", "document_number", "issuing_authority"},
        ),
        (
            "A legal database website. Users can search judgments by judge, and cause of action.",
            "Judgment",
            {"judge", "cause_of_action"},
        ),
    ],
)
def test_all_by_which_people_search_are_fields(prompt: str, record: str, fields: set[str]) -> None:
    found = next(entity for entity in read(prompt).entities if entity.label == record)
    assert fields <= _names(found)


def test_a_country_of_origin_is_no_city() -> None:
    spec = read("A machine database. Users can filter machines by rated power, working pressure and country of origin.")
    field = next(f for f in spec.entity("machine").fields if f.name == "country_of_origin")
    assert "Lisbon" not in {choice.label for choice in field.choices}


def test_a_delivery_cycle_is_no_bicycle() -> None:
    spec = read("A coffee shop with a purchase plan. Users can set the delivery cycle and pause it.")
    assert "bike" not in {entity.name for entity in spec.entities}
