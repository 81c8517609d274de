"""What visitors are shown of a record: not the staff's business, and nothing twice."""

import re

from millwright.factory.generation import read
from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_faces import FaceView
from millwright.factory.generation.compiler.frontend_site import faces_of
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.site import Section, SectionKind
from millwright.factory.generation.spec import (
    Access,
    AppSpec,
    Choice,
    Entity,
    FieldSpec,
    FieldType,
    Layout,
    Look,
    Page,
    Reach,
    Role,
)


def face(look: Look, *fields: FieldSpec) -> FaceView:
    title = FieldSpec(name="name", label="Name", type=FieldType.TEXT, required=True)
    thing = Entity(
        name="thing",
        plural="things",
        label="Thing",
        plural_label="Things",
        fields=(title, *fields),
        visitors=Access(read=Reach.ALL),
        look=look,
    )
    spec = AppSpec(
        name="House",
        description="",
        roles=(Role(name="owner", label="Owner", admin=True),),
        entities=(thing,),
        layout=Layout.SITE,
        pages=(Page(name="home", label="Home", sections=(Section(kind=SectionKind.HERO),)),),
    )
    return faces_of(entity_views(spec), Hooks(spec, tuple(contributions(spec))))["thing"]


def field(name: str, kind: FieldType, *choices: str) -> FieldSpec:
    values = tuple(Choice(value=value, label=value.capitalize()) for value in choices)
    return FieldSpec(name=name, label=name.capitalize(), type=kind, choices=values)


def test_states_of_work_and_numbers_of_the_house_are_not_shown() -> None:
    status = field("status", FieldType.CHOICE, "free", "occupied", "cleaning")
    kind = field("kind", FieldType.CHOICE, "single", "double")
    shown = face(Look.CARDS, status, field("sku", FieldType.TEXT), field("cost_price", FieldType.MONEY), kind)
    assert [one.name for one, _ in shown.details] == ["kind"]
    assert dict(shown.lines)["badge"].count("row.kind") == 1
    assert [code.text.count("kind") > 0 for code in shown.filters] == [True]


def test_what_stands_above_an_article_is_no_fact_below_it() -> None:
    fields = (
        field("category", FieldType.CHOICE, "news", "guides"),
        field("author", FieldType.TEXT),
        field("published_on", FieldType.DATE),
        field("place", FieldType.TEXT),
    )
    assert [one.name for one, _ in face(Look.ARTICLES, *fields).details] == ["place"]
    assert {one.name for one, _ in face(Look.CARDS, *fields).details} == {one.name for one in fields}


def test_technical_data_stand_below_their_label_and_other_texts_without_one() -> None:
    told = field("description", FieldType.LONG_TEXT)
    data = field("technical_specifications", FieldType.LONG_TEXT)
    shown = face(Look.CARDS, told, data)
    assert [one.name for one in shown.prose] == ["description"]
    assert [one.name for one, _ in shown.details] == ["technical_specifications"]


def test_visitors_narrow_lists_by_what_the_prompt_asks_for_first() -> None:
    homes = read("A real estate website where users filter homes by price, location, number of bedrooms and area")
    page = compile_app(homes)["frontend/src/pages/site/PropertyPages.tsx"]
    filters = re.findall(r'<(\w+Filter) name="(\w+)"', page)
    assert filters == [
        ("ChoiceFilter", "city"),
        ("RangeFilter", "area_m2"),
        ("RangeFilter", "price"),
        ("RangeFilter", "bedrooms"),
    ]


def test_long_texts_have_headings_beside_others_and_what_is_typed_as_a_list_is_one() -> None:
    texts = [field(name, FieldType.LONG_TEXT) for name in ("description", "ingredients", "steps")]
    told = [(heading, one.told.text if one.told else "") for heading, one in face(Look.CARDS, *texts).told]
    assert told == [
        ("", ""),
        ("Ingredients", "<TextList of={text} />"),
        ("Steps", "<TextList of={text} numbered />"),
    ]
    article = face(Look.ARTICLES, field("summary", FieldType.LONG_TEXT), field("body", FieldType.LONG_TEXT))
    assert [heading for heading, _ in article.told] == ["", ""]


def test_a_description_after_other_texts_has_its_heading() -> None:
    texts = face(Look.CARDS, field("care_tips", FieldType.LONG_TEXT), field("description", FieldType.LONG_TEXT))
    assert [heading for heading, _ in texts.told] == ["Care_tips", "Description"]


def test_a_record_called_as_a_page_of_another_shares_no_name_with_it() -> None:
    app = compile_app(read("A website for woodworkers to share cuts and cut lists."))["frontend/src/App.tsx"]
    names = [name for line in re.findall(r"^import \{(.*)\} from", app, re.MULTILINE) for name in line.split(",")]
    names = [name.strip() for name in names]
    assert {"PublicCutListPage", "PublicCutListListPage"} <= set(names)
    assert len(names) == len(set(names))
