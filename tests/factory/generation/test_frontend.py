import re
from collections.abc import Callable

import pytest

from millwright.factory.generation.compiler.appearance import ICONS, icon_of, motif_of, tones_of
from millwright.factory.generation.compiler.frontend import frontend_files
from millwright.factory.generation.compiler.frontend_entities import TAKEN_TYPES, entity_views
from millwright.factory.generation.compiler.logo import icon_in, logo_shapes
from millwright.factory.generation.compiler.subjects import SUBJECTS, subjects_in
from millwright.factory.generation.reader import read
from millwright.factory.generation.site import Item, SectionKind, Style
from millwright.factory.generation.spec import (
    AppSpec,
    Board,
    Choice,
    Entity,
    FieldSpec,
    FieldType,
    Layout,
    Look,
    Page,
    Role,
    Section,
    Theme,
)
from tests.factories.specs import READ_ALL, bike_shop, choices, corners, hostile, library

SPECS = [bike_shop, library, hostile, corners]
LIBRARIES = {"react", "react-dom/client", "react-router", "lucide-react", "@dnd-kit/core", "markdown-to-jsx/react"}
TEST_LIBRARIES = {"vitest", "@testing-library/react", "@testing-library/user-event", "@testing-library/jest-dom/vitest"}


def one_entity(*fields: FieldSpec, **changes: object) -> AppSpec:
    entity = Entity(name="thing", plural="things", label="Thing", plural_label="Things", fields=fields)
    spec = AppSpec(
        name="One",
        description="",
        roles=(Role(name="chief", label="Chief", admin=True),),
        entities=(entity,),
    )
    return AppSpec.model_validate({**spec.model_dump(), **changes})


@pytest.mark.parametrize("make", SPECS)
def test_the_same_specification_gives_the_same_bytes(make: Callable[[], AppSpec]) -> None:
    assert frontend_files(make()) == frontend_files(make())


@pytest.mark.parametrize("make", SPECS)
def test_sources_import_only_what_the_builder_has(make: Callable[[], AppSpec]) -> None:
    for path, text in frontend_files(make()).items():
        if path.endswith((".ts", ".tsx")) and path != "vite.config.ts":
            imported = set(re.findall(r"""(?:from|^import) ["']([^."'][^"']*)["']""", text, re.MULTILINE))
            allowed = LIBRARIES | TEST_LIBRARIES if "test" in path else LIBRARIES
            assert imported <= allowed, path


def test_an_application_without_a_part_has_no_file_for_it() -> None:
    files = frontend_files(library())
    absent = ["Board", "Chart", "lib/choices", "Badge"]
    assert not [path for path in files for part in absent if part in path]
    assert "@dnd-kit" not in files["package.json"]
    assert "exportUrl" not in files["frontend/src/lib/api.ts"]
    assert "/signup" not in "".join(files.values())


def test_an_application_with_a_part_has_its_files() -> None:
    files = frontend_files(bike_shop())
    assert {
        "frontend/src/components/Board.tsx",
        "frontend/src/components/charts/Chart.tsx",
        "frontend/src/pages/repairs/BoardPage.tsx",
        "frontend/src/pages/repairs/BoardPage.test.tsx",
        "frontend/src/pages/mechanic-notes/MechanicNotePages.tsx",
    } <= files.keys()


@pytest.mark.parametrize("background", ["#0b1020", "#fef3c7"])
def test_a_background_that_was_asked_for_leaves_no_choice_of_colours(background: str) -> None:
    spec = bike_shop().model_copy(update={"theme": Theme(background=background)})
    files = frontend_files(spec)
    assert "frontend/src/lib/theme.ts" not in files
    assert "light-dark" not in files["frontend/src/index.css"].split("@layer")[0]


def test_a_second_board_of_an_entity_has_a_page_of_its_own() -> None:
    state = FieldSpec(name="state", label="State", type=FieldType.CHOICE, choices=choices(new="New", done="Done"))
    kind = state.model_copy(update={"name": "kind"})
    boards = [Board(entity="thing", field=field, label=field) for field in ("state", "kind")]
    spec = one_entity(state, kind, boards=boards)
    files = frontend_files(spec)
    assert "frontend/src/pages/things/ByKindBoardPage.tsx" in files
    assert all(f'path="things/{place}"' in files["frontend/src/App.tsx"] for place in ("board", "board-kind"))


def test_names_that_are_taken_get_others() -> None:
    names = ["button", "record_list", "repair", "repair_fields"]
    status = FieldSpec(name="status", label="Status", type=FieldType.CHOICE, choices=choices(new="New"))
    spec = AppSpec(
        name="Names",
        description="",
        roles=(Role(name="chief", label="Chief", admin=True),),
        entities=tuple(
            Entity(name=name, plural=f"{name}_all", label=name, plural_label=name, fields=(status,)) for name in names
        ),
    )
    views = entity_views(spec)
    types = [view.type for view in views]
    every = types + [f.choice_type for view in views for f in view.fields]
    assert len(set(every)) == len(every)
    assert not TAKEN_TYPES & set(every)


def test_a_known_word_decides_the_icon_and_others_take_turns() -> None:
    entities = bike_shop().entities
    assert [icon_of(entity, 0) for entity in entities] == ["Bike", "Wrench", "Package", "StickyNote", "Receipt"]
    unknown = entities[0].model_copy(update={"name": "zork"})
    assert icon_of(unknown, 0) != icon_of(unknown, 1)


def test_the_colour_of_a_choice_follows_its_meaning() -> None:
    values = ("paid", "not_paid", "in_progress", "cancelled", "waiting")
    assert tones_of(tuple(Choice(value=value, label=value) for value in values)) == (
        "green",
        "slate",
        "blue",
        "red",
        "amber",
    )


def test_a_choice_without_a_known_meaning_has_the_main_colour() -> None:
    assert tones_of((Choice(value="kitchen", label="Kitchen"),)) == ("brand",)


def test_a_row_is_called_by_its_text_or_else_by_what_it_refers_to_or_its_number() -> None:
    titles = {view.spec.name: view.title for view in entity_views(corners())}
    assert titles["body"] == "row.first_label"
    assert titles["test_flag"] == "`Test flag ${row.id}`"
    assert {view.spec.name: view.title for view in entity_views(bike_shop())}["part"] == "row.name"


def bike_site(style: Style = Style.SHOP, **looks: Look) -> AppSpec:
    """The bike shop with a public site of its bikes and parts, and a page of every kind of section."""
    spec = bike_shop()
    seen = [e.model_copy(update={"visitors": READ_ALL, "look": looks.get(e.name, e.look)}) for e in spec.entities[:1]]
    part = spec.entity("part").model_copy(update={"visitors": READ_ALL, "look": looks.get("part", Look.CARDS)})
    entities = [*seen, *(part if e.name == "part" else e for e in spec.entities[1:])]
    sections = (
        Section(kind=SectionKind.HERO),
        Section(kind=SectionKind.FEATURES, title="Why us", items=(Item(title="Quick", text="In a day."),)),
        Section(kind=SectionKind.CAROUSEL, entity="bike"),
        Section(kind=SectionKind.RECORDS, entity="part"),
        Section(kind=SectionKind.FIGURES),
        Section(kind=SectionKind.FORM, entity="bike"),
        Section(kind=SectionKind.TEXT, text="Since 1978."),
        Section(kind=SectionKind.ACTION, title="Come by", items=(Item(title="See parts", path="/parts"),)),
    )
    page = Page(name="home", label="Home", sections=sections)
    changes = {"layout": Layout.SITE, "style": style, "entities": tuple(entities), "pages": (page,)}
    return spec.model_copy(update=changes)


def test_the_site_has_only_the_components_that_it_uses() -> None:
    files = frontend_files(bike_site())
    cards = files["frontend/src/components/site/cards.tsx"]
    assert "function Card<" in cards
    assert "Gallery" not in cards
    assert "Lightbox" not in cards
    assert "Carousel.tsx" in " ".join(files)
    plain = frontend_files(bike_shop())
    assert not [path for path in plain if "/site/" in path or "Illustration" in path]


@pytest.mark.parametrize("look", list(Look))
def test_each_look_brings_its_component(look: Look) -> None:
    pages = frontend_files(bike_site(part=look))["frontend/src/pages/site/PartPages.tsx"]
    assert f'look: "{look.value}"' in pages


def test_drawings_are_those_of_the_records_shown() -> None:
    drawings = frontend_files(bike_site())["frontend/src/components/Illustration.tsx"]
    motifs = {motif_of(entity) for entity in bike_site().public_entities}
    assert set(re.findall(r'"(\w+)"', drawings.split("export type Motif = ")[1].split("\n")[0])) == motifs | {
        "abstract"
    }


def test_what_is_drawn_for_a_thing_follows_from_the_words_of_its_name() -> None:
    words = dict(subjects_in(["Office chair, walnut", "Two winter coats", "Aeration unit A5", "Constructor"]))
    assert words == {"aeration": "AirVent", "chair": "Armchair", "coat": "Shirt", "office": "Building"}


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("Magnolia Mental Health Clinic", "Stethoscope"),
        ("RV Park", "TreePine"),
        ("Task Management", "ListTodo"),
        ("Amateur Astronomers", "Telescope"),
        ("Bike Rental Company", "Bike"),
        ("Beekeeper Community", "Hexagon"),
        ("Store", "ShoppingBag"),
        ("Bird-Lee's Corner", ""),
        ("Lingong", ""),
    ],
)
def test_the_mark_is_what_the_name_says_last(name: str, icon: str) -> None:
    assert icon_in(name) == icon
    assert bool(logo_shapes(name)) == bool(icon)


def test_a_kind_of_record_has_the_icon_of_what_it_is_called() -> None:
    entity = bike_site().entities[0]
    named = [entity.model_copy(update={"name": name}) for name in ("fossil", "fishing_rod", "order_item", "gizmo")]
    assert [icon_of(kind, 0) for kind in named] == ["Bone", "FishingRod", "Package", "Folder"]


def test_every_icon_that_stands_for_a_word_has_shapes_to_be_a_mark() -> None:
    assert [word for word in (*SUBJECTS, *ICONS) if not logo_shapes(word).startswith("<")] == []


def test_the_mark_is_on_the_pages_and_in_the_tab() -> None:
    files = frontend_files(bike_shop().model_copy(update={"name": "Harbour Clinic"}))
    for path in ("frontend/src/components/Logo.tsx", "frontend/public/favicon.svg"):
        assert logo_shapes("clinic") in files[path]


def test_a_ball_bearing_is_drawn_as_what_it_is_and_no_ball() -> None:
    assert dict(subjects_in(["Deep groove ball bearing 6205"]))["bearing"] == "Cog"


def test_services_are_drawn_as_what_the_application_is_about() -> None:
    drawings = drawings_of(read("A website for a dental clinic called Bright Clinic with services and a contact page"))
    assert '["service", StethoscopeIcon]' in drawings
    assert "WrenchIcon" not in drawings


def test_each_icon_of_a_drawing_is_imported_once() -> None:
    spec = read("A website where visitors browse gizmos, widgets, gadgets and doodads")
    (line,) = re.findall(r"import \{ (.+) \} from 'lucide-react'", drawings_of(spec))
    icons = [name.strip() for name in line.split(",")]
    assert len(icons) == len(set(icons))


def drawings_of(spec: AppSpec) -> str:
    return frontend_files(spec)["frontend/src/components/Illustration.tsx"]


def test_a_position_to_fill_is_drawn_as_what_is_done_there_whatever_part_it_is_of() -> None:
    position = bike_shop().entities[0].model_copy(update={"name": "part_time_position"})
    assert motif_of(position) == "subject"


def test_styles_differ_in_header_type_and_corners() -> None:
    shop, magazine = (frontend_files(bike_site(style)) for style in (Style.SHOP, Style.MAGAZINE))
    assert "Georgia" in magazine["frontend/src/index.css"]
    assert "Georgia" not in shop["frontend/src/index.css"]
    assert (
        shop["frontend/src/components/site/SiteLayout.tsx"] != magazine["frontend/src/components/site/SiteLayout.tsx"]
    )


def test_a_form_for_visitors_leaves_out_what_those_who_receive_it_decide() -> None:
    home = frontend_files(bike_site())["frontend/src/pages/site/HomeSitePage.tsx"]
    assert 'label="Make and model"' in home
    state = FieldSpec(name="status", label="Status", type=FieldType.CHOICE, required=True, choices=choices(new="New"))
    spec = bike_site()
    bike = spec.entities[0].model_copy(update={"fields": (*spec.entities[0].fields, state)})
    asked = spec.model_copy(update={"entities": (bike, *spec.entities[1:])})
    form = frontend_files(asked)["frontend/src/pages/site/HomeSitePage.tsx"]
    assert 'status: "new"' in form
    assert 'label="Status"' not in form


def test_a_list_shows_state_day_money_and_what_a_row_belongs_to_before_the_rest() -> None:
    kinds = (FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.TEXT, FieldType.INTEGER, FieldType.BOOLEAN)
    told = (FieldType.CHOICE, FieldType.MONEY, FieldType.DATE)
    fields = [
        FieldSpec(
            name=f"of_{kind}_{n}",
            label=f"Of {n}",
            type=kind,
            choices=choices(open="Open", shut="Shut") if kind is FieldType.CHOICE else (),
        )
        for n, kind in enumerate((*kinds, *told))
    ]
    body = bike_shop().entities[0].model_copy(update={"fields": tuple(fields), "samples": (), "access": {}})
    spec = AppSpec(name="App", description="", roles=(Role(name="chief", label="Chief", admin=True),), entities=(body,))
    (view,) = entity_views(spec)
    assert [column.type for column in view.columns] == [FieldType.TEXT, FieldType.INTEGER, *told]


def test_the_account_on_a_site_lists_what_is_ones_own() -> None:
    spec = read("A clinic site where patients sign in, book appointments with doctors and view their own invoices")
    page = frontend_files(spec)["frontend/src/pages/DashboardPage.tsx"]
    assert 'title="My appointments"' in page
    assert 'title="My invoices"' in page
    assert "return own ? <MyAccount /> : <Figured />" in page


def test_the_menu_of_a_member_lists_what_is_theirs_once() -> None:
    spec = read("A clinic site where patients sign in, book appointments with doctors and view their own invoices")
    files = frontend_files(spec)
    menu, sidebar = files["frontend/src/components/site/SiteLayout.tsx"], files["frontend/src/components/Layout.tsx"]
    assert '{ subject: "invoice", to: "/manage/invoices", label: "Invoices", own: "My invoices" }' in menu
    assert "{seesOwn(user, subject) ? own : label}" in menu
    assert menu.count("My appointments") == 1
    assert 'own: "My invoices"' in sidebar
    assert "if (own && subject && seesOwn(user, subject)) return own" in sidebar


def test_a_site_whose_members_have_nothing_of_their_own_has_no_such_menu() -> None:
    files = frontend_files(read("A recipe website where visitors browse recipes"))
    assert "theirs" not in files["frontend/src/components/site/SiteLayout.tsx"]


def test_a_place_that_is_closed_is_not_green() -> None:
    shut = choices(open="Open", closed="Closed")
    assert tones_of(shut) == ("green", "slate")
    assert tones_of((*shut, Choice(value="in_progress", label="In progress")))[1] == "green"


def test_years_have_no_separator_of_thousands() -> None:
    spec = read("A used car dealer website with cars: name, build year, mileage and price")
    pages = frontend_files(spec)["frontend/src/pages/cars/CarPages.tsx"]
    assert "formatNumber(row.build_year)" not in pages
    assert "row.build_year" in pages


def test_a_number_is_shown_with_its_unit_and_its_label_without() -> None:
    spec = read("A website for a dental clinic with services, their price and duration in minutes, and a contact page")
    duration = next(f for f in spec.entity("service").fields if f.label == "Duration (minutes)")
    pages = frontend_files(spec)["frontend/src/pages/site/ServicePages.tsx"]
    assert f'["Duration", formatNumber(row.{duration.name}, "min")]' in pages
    assert "row.price === 0 ? 'Free' : formatMoney(row.price)" in pages


def test_the_account_of_who_adds_to_a_site_lists_what_is_theirs() -> None:
    files = frontend_files(read("A recipe site where members publish recipes and comment"))
    rights, page = files["frontend/src/lib/permissions.ts"], files["frontend/src/pages/DashboardPage.tsx"]
    assert 'const contributed: Subject[] = ["recipe"]' in rights
    assert 'by={ownOnly(user, "recipe")}' in page
    assert 'title="My recipes"' in page
