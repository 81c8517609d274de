"""Maps: what stands on one by which words, where the rows of a demonstration stand, and what is no map."""

import ast

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.maps.geography import cities_of, known_cities
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.field_types import is_sample
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import FieldSpec, FieldType

STATIONS = "A website where people find charging stations nearby on a map, filter by radius and get directions"
TOLD = "places are kept as words; no map is drawn"


def mapped(spec: AppSpec) -> list[str]:
    """The records on the map, by their labels."""
    return [spec.entity(str(part.entity)).label for part in spec.parts_of("maps")]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (STATIONS, ["Charging station"]),
        ("A real estate site that shows properties on a map with prices", ["Property"]),
        ("Bike sharing app: riders see bikes near them on a map, unlock one", ["Bike"]),
        ("Store locator for a bakery chain: find the nearest store within 10 km", ["Store"]),
        ("Restaurant guide with map view and reviews", ["Restaurant"]),
        ("Delivery app where customers view the courier's live location on a map", ["Courier"]),
        ("Dog park directory with GPS coordinates and distance from me", ["Park"]),
        ("Parking app: nearby parking lots, free places, navigate to it", ["Lot"]),
        ("Campus map for a university with buildings", ["Building"]),
        ("Report potholes: citizens pin the spot on a map", ["Pothole"]),
        ("A fleet app: track vehicles on a live map with their status", ["Vehicle"]),
        ("Hotel booking website where guests see restaurants and attractions nearby", ["Restaurant", "Attraction"]),
        ("A shop for car care with cart and nearby car wash services", ["Car wash"]),
        ("A site for a town: visitors find the nearest playgrounds", ["Playground"]),
        ("A smart park website for displaying park maps, monitoring equipment and data.", ["Park", "Device"]),
    ],
)
def test_what_is_on_the_map(prompt: str, expected: list[str]) -> None:
    spec = read(prompt)
    assert sorted(mapped(spec)) == sorted(expected)
    assert TOLD not in [reason.because for reason in spec.not_built]


@pytest.mark.parametrize(
    "prompt",
    [
        "A roadmap tool for product teams with a mind map and a site map",
        "Treasure map game with levels",
        "A mind map tool for students with maps, topics and notes",
        "A heat map of website clicks and a color map editor",
        "A tool to map the columns of a file to fields of contacts",
        "A law firm website with a contact page with a map",
        "A property list for agents, no map",
        "A restaurant website with menu and reservations",
    ],
)
def test_what_is_no_map_of_places(prompt: str) -> None:
    spec = read(prompt)
    assert mapped(spec) == []
    assert all(field.type is not FieldType.POSITION for entity in spec.entities for field in entity.fields)


def test_what_a_position_says_is_no_field_beside_it() -> None:
    (part,) = read(STATIONS).parts_of("maps")
    assert part.options == {"position": "position", "state": "status", "about": "address"}
    names = [field.name for field in read(STATIONS).entity("charging_point").fields]
    assert names[:3] == ["name", "address", "position"]
    assert not {"radius", "distance"} & {*names}


def test_what_moves_is_followed_and_what_stands_is_not() -> None:
    (courier,) = read("Delivery app where customers view the courier's live location on a map").parts_of("maps")
    (station,) = read(STATIONS).parts_of("maps")
    assert (courier.options.get("tracked"), station.options.get("tracked")) == ("yes", None)


def test_drivers_tell_where_they_are_and_change_nothing_else() -> None:
    spec = read("A fleet app: drivers share their location, the dispatcher sees vehicles on a live map")
    assert not spec.parts_of("sharing")
    assert not spec.not_built
    files = compile_app(spec)
    assert "if user.role not in {models.Role.DRIVER}:" in files["backend/app/routes/maps.py"]
    assert '["driver"].includes(user.role)' in files["frontend/src/components/map/VehiclePlace.tsx"]
    parents = compile_app(read("A school bus app: parents see the bus location in real time"))
    assert "/position" not in parents["backend/app/routes/maps.py"]


def test_the_rows_of_an_application_are_in_one_town_on_land() -> None:
    spec = read("A real estate site in Munich that shows properties on a map")
    rows = spec.entity("property").samples
    assert {row["city"] for row in rows} == {"Munich"}
    positions = [tuple(map(float, str(row["position"]).split(","))) for row in rows]
    assert len({*positions}) == len(rows)
    assert all(abs(lat - 48.14) < 0.04 and abs(lon - 11.57) < 0.06 for lat, lon in positions)


def test_a_country_spreads_them_over_its_towns() -> None:
    spec = read("A radius search to find running competitions in Germany by place or zip code")
    (part,) = spec.parts_of("maps")
    rows = spec.entity(str(part.entity)).samples
    germans = [city for city in known_cities().values() if city.country == "Germany"]
    near = {
        city.name
        for row in rows
        for city in germans
        if abs(float(str(row["position"]).split(",")[0]) - city.latitude) < 0.05
    }
    assert len(near) > 4


def test_words_that_towns_share_name_none() -> None:
    assert cities_of("Split the bill with a cork board")[0].name not in {"Split", "Cork"}
    assert cities_of("A guide to Kraków for guests")[0].name == "Kraków"


def test_every_town_has_points_that_are_positions() -> None:
    points = [city.around(place, 12) for city in known_cities().values() for place in range(12)]
    assert all(is_sample(FieldType.POSITION, point) for point in points)


@pytest.mark.parametrize("fault", ["required", "unique"])
def test_a_position_may_always_be_missing_and_shared(fault: str) -> None:
    with pytest.raises(ValueError, match="position"):
        FieldSpec.model_validate({"name": "spot", "label": "Spot", "type": "position", fault: True})


def test_the_map_is_written_for_those_who_see_it() -> None:
    files = compile_app(read(STATIONS))
    for path, text in files.items():
        if path.endswith(".py"):
            ast.parse(text)
    assert '<Route path="/map"' in files["frontend/src/App.tsx"]
    assert "MAP_TILES" in files[".env.example"]
    assert "user: MaybeUser" in files["backend/app/routes/maps.py"]
    plain = compile_app(read("A property list for agents"))
    assert not any("map" in path.rsplit("/", 1)[-1].lower() for path in plain)
    assert "MAP_TILES" not in plain[".env.example"]


def test_a_field_that_is_renamed_is_still_the_position() -> None:
    spec = refine(read(STATIONS), "rename the position of charging stations to spot").spec
    (part,) = spec.parts_of("maps")
    assert part.options["position"] == "spot"
    assert "row.spot" in compile_app(spec)["backend/app/routes/maps.py"]


def test_without_its_position_a_record_leaves_the_map() -> None:
    spec = refine(read(STATIONS), "remove the position of charging stations").spec
    assert mapped(spec) == []
    assert not [section for page in spec.pages for section in page.sections if section.capability]
    compile_app(spec)


def test_visitors_find_the_map_on_the_home_page() -> None:
    (home,) = (page for page in read(STATIONS).pages if page.name == "home")
    (section,) = (section for section in home.sections if section.capability)
    assert (section.capability, section.entity) == ("maps", "charging_point")


@pytest.mark.parametrize("wish", ["add coordinates to properties", "add a map of properties"])
def test_a_map_can_be_added_later(wish: str) -> None:
    spec = refine(read("A property list for agents"), wish).spec
    assert mapped(spec) == ["Property"]
    assert spec.entity("property").field("position").type is FieldType.POSITION
    assert all(row["position"] for row in spec.entity("property").samples)
