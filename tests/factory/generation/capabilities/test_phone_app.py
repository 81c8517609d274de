"""Phone applications: which words ask for one, what stands in the tabs, and what its icons look like."""

import base64
import json
import re
import struct
import zlib
from pathlib import Path

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.capabilities.phone_app.drawing import lines_of, png
from millwright.factory.generation.capabilities.phone_app.icons import icons_of
from millwright.factory.generation.compiler import logo
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine

BAKERY = "A bakery mini-program: customers browse cakes, put them into the cart, place orders and chat with the bakery"
PLACES = "frontend/src/components/phone/places.ts"
PACKAGE = "a package for an app store"


def tabs(spec: AppSpec, name: str) -> list[str]:
    """The labels of one of the lists of places, in their order."""
    listed = compile_app(spec)[PLACES].partition(f"export const {name}: Place[] = [")[2].partition("\n]")[0]
    return re.findall(r'label: "([^"]+)"', listed)


@pytest.mark.parametrize(
    ("prompt", "packaged"),
    [
        (BAKERY, True),
        ("A WeChat applet for a bakery: customers order cakes and pick them up", True),
        ("Build an Android and iOS app where runners log runs", True),
        ("A dog walking app for smartphones; walkers accept walks", True),
        ("A library app for readers. It should work as a PWA and be added to the home screen", False),
        ("A recipe site with bottom navigation: home, recipes and favourites", False),
        ("A cross-platform news app", True),
    ],
)
def test_who_asks_for_a_phone_gets_one(prompt: str, packaged: bool) -> None:
    spec = read(prompt)
    assert len(spec.parts_of("phone_app")) == 1
    assert (PACKAGE in [one.subject.lower() for one in spec.not_built]) is packaged
    assert not any("mini-program" in one.subject or one.subject == "app" for one in spec.not_built)


@pytest.mark.parametrize(
    "prompt",
    [
        "A landing page for promoting our mobile app",
        "An admin backend for the ride mini-program with drivers and rides",
        "An online store that sells Android phones, iPhones and cases",
        "A course platform for iOS development with lessons and quizzes",
        "A website of a mobile app development agency with services",
        "A directory of mobile apps with reviews",
        "A task app with a side tab bar",
        "A club site with events, no mobile app needed",
        "A cross-platform marketing dashboard with campaigns",
        "A phone repair shop with tickets",
        "A site with a responsive design that adapts to desktop and mobile devices",
        "Build a todo app",
    ],
)
def test_nobody_else_does(prompt: str) -> None:
    spec = read(prompt)
    assert not spec.parts_of("phone_app")


def test_an_application_that_is_none_has_nothing_of_it() -> None:
    files = compile_app(read("A list of books"))
    assert "manifest" not in files["frontend/index.html"]
    assert not any("/phone/" in path or path.endswith("sw.js") for path in files)


def test_the_tabs_of_a_shop_are_what_people_do_there() -> None:
    spec = read(BAKERY)
    assert tabs(spec, "siteTabs")[:4] == ["Home", "Cakes", "Cart", "Messages"]
    assert tabs(spec, "siteTabs")[-1] == "Me"
    assert tabs(spec, "ownPlaces")[-2:] == ["My settings", "Install the app"]


def test_the_tabs_of_a_resume_app_have_the_resume() -> None:
    spec = read("A resume builder mobile app where users write their resume, preview it and share it by a link")
    assert tabs(spec, "workTabs") == ["Home", "Entries", "Résumé", "Me"]


def test_the_tabs_of_those_who_work_are_their_records() -> None:
    spec = read("A phone app for a cleaning company with jobs, clients and invoices")
    assert "siteTabs" not in compile_app(spec)[PLACES]
    assert tabs(spec, "workTabs") == ["Home", "Jobs", "Clients", "Invoices", "Me"]


def test_a_long_name_is_told_by_its_last_word() -> None:
    spec = read("A mobile app for a school with equipment reservations, teachers and classroom inspections")
    assert all(len(label) <= 12 for label in tabs(spec, "workTabs")[:5] or tabs(spec, "siteTabs")[:5])


def test_the_manifest_follows_the_settings_where_there_are_some() -> None:
    spec = read("A shop mini-program with products and a cart, and system settings for administrators")
    route = compile_app(spec)["backend/app/routes/phone_app.py"]
    assert "site_settings(db).name" in route
    assert '"name": name' in route


def test_an_application_becomes_one_later_and_keeps_it() -> None:
    later = refine(read("A flower shop with cart and orders"), "Add a mobile app").spec
    assert later.parts_of("phone_app")
    renamed = refine(later, "rename products to bouquets").spec
    assert "Bouquets" in tabs(renamed, "siteTabs")


def pixels(data: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of a PNG that has one byte for each pixel."""
    wide, high = struct.unpack(">II", data[16:24])
    body = b"".join(re.findall(rb"IDAT(.*?)....IEND", data, re.DOTALL))
    plain = zlib.decompress(body)
    rows = [plain[at + 1 : at + 1 + wide] for at in range(0, len(plain), wide + 1)]
    return wide, high, rows


def test_a_mark_is_drawn_where_its_lines_are() -> None:
    wide, high, rows = pixels(png('<path d="M4 12h16" />', 48, ground="#000000", ink="#ffffff", mark=1.0))
    assert (wide, high) == (48, 48)
    assert rows[24][24] == 47
    assert rows[2][24] == rows[46][24] == rows[24][1] == 0


def test_corners_are_round_and_empty() -> None:
    _, _, rows = pixels(png('<path d="M4 12h16" />', 48, ground="#000000", ink="#ffffff", mark=0.5, radius=0.25))
    assert rows[0][0] == rows[47][47] == 95
    assert rows[0][24] == rows[24][0] == 0


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("M4 4h8v4H2z", [(12, 4), (12, 8), (2, 8), (4, 4)]),
        ("m2 2 3 4-1-1", [(5, 6), (4, 5)]),
        ("M0 0C1 1 2 1 3 0S5-1 6 0", [(6, 0)]),
        ("M5 12a7 7 0 1 114 0", [(19, 12)]),
        ("M0 12q2.5 2 5 0t5 0 5 0", [(5, 12), (10, 12), (15, 12)]),
    ],
)
def test_paths_go_where_they_say(path: str, ends: list[tuple[float, float]]) -> None:
    lines = lines_of(f'<path d="{path}" />')
    reached = {(round(x, 6), round(y, 6)) for _, (x, y) in lines}
    assert set(ends) <= reached
    assert (round(lines[-1][1][0], 6), round(lines[-1][1][1], 6)) == ends[-1]


def test_every_icon_stays_on_its_ground() -> None:
    shapes = json.loads(Path(logo.__file__).with_name("logos.json").read_text("utf-8"))
    for name, drawn in shapes.items():
        points = [point for line in lines_of(drawn) for point in line]
        assert points, name
        assert all(0 <= part <= 24 for point in points for part in point), name


@pytest.mark.parametrize("name", ["Ångström", "Tea Shop", "7 Seas", "東京"])
def test_every_name_has_icons(name: str) -> None:
    icons = icons_of(read("A list of books", name=name))
    sizes = {key: pixels(base64.b64decode(data))[0] for key, data in icons.items()}
    assert sizes == {"icon-192": 192, "icon-512": 512, "maskable-512": 512}
