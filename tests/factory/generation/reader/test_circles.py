"""Where people share with each other: forums, spots, swaps and neighbours."""

from millwright.factory.generation.reader import read
from tests.factory.generation.reader.kept import fields, records, records_of

_SPOTS = (
    "A fishing forum. Users can publish posts in different sections, like posts, add fishing spots with fish species, "
    "fees, and water depth, and record their own catches."
)


def test_sections_of_a_forum_are_no_pages_that_take_fields_away() -> None:
    assert {"fish_species", "fee", "water_depth"} <= fields(read(_SPOTS), "outdoor_spot").keys()
    assert "Price" not in records(_SPOTS)


def test_what_is_shown_to_others_keeps_its_name_beside_the_fields_that_are_listed() -> None:
    assert read(_SPOTS).entity("outdoor_spot").fields[0].name == "name"


def test_opening_hours_in_a_list_of_fields_are_a_field() -> None:
    prompt = "A coffee website. Users add cafes with address, opening hours, price level, and wifi, and write reviews."
    spec = read(prompt)
    assert {"address", "opening_hours", "price_level"} <= fields(spec, "cafe").keys()
    assert "Opening hours" not in records_of(spec)


def test_commenting_on_what_others_wrote_is_no_field() -> None:
    prompt = "A bird website. Users add hotspots with best season and parking, and comment on others' photos."
    assert "comment" not in fields(read(prompt), "hotspot")


def test_parties_who_deal_with_each_other_celebrate_nothing() -> None:
    prompt = "A swap website. Users publish toys, and rate the other party once both parties have confirmed the swap."
    assert not {"Party", "Event"} & records(prompt)


def test_experience_is_exchanged_and_not_missing() -> None:
    spec = read("A pottery forum for exchanging glazing experience. Users publish posts and reply to them.")
    assert not [told for told in spec.not_built if "experience" in told.subject]


def test_a_forum_is_for_talking_whatever_it_is_about() -> None:
    assert "Post" in records("A gardening forum where hobby gardeners reply to each other and keep plant diaries.")


def test_what_people_offer_is_put_up_for_others() -> None:
    assert "Seed" in records("A gardening forum. Users publish posts, like them, and offer seeds for exchange.")


def test_examples_of_what_people_put_up_are_its_kinds() -> None:
    spec = read(
        "A campus errand platform. Students publish errands such as picking up parcels, buying meals, and queuing, and "
        "accept errands published by others."
    )
    errand = next(entity for entity in spec.entities if entity.label == "Errand")
    kinds = next(field for field in errand.fields if field.name == "category")
    assert [choice.label for choice in kinds.choices] == ["Picking up parcels", "Buying meals", "Queuing", "Other"]
    assert not {"Parcel", "Meal"} & records_of(spec)
