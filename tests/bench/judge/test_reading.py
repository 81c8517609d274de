"""What the judge reads out of prompts and rows, without a browser."""

import pytest

from bench.judge import colours, wishes
from bench.judge.lists import distinctive, is_monotone
from bench.judge.sights import Row, Sight
from bench.judge.verdicts import Check, Kind, Verdict
from bench.judge.wishes import Evidence


@pytest.mark.parametrize(
    ("sentence", "background", "components"),
    [
        ("Use mint cream for the background and dark green for components.", "mint cream", "dark green"),
        ("Set page background to apricot; color all components with chocolate.", "apricot", "chocolate"),
        ("Style all components with navy, on a pearl background.", "pearl", "navy"),
        ("Style the layout with feather white in the background and navy for the UI.", "feather white", "navy"),
        ("Set primary background to light pink and elements to hotpink.", "light pink", "hot pink"),
        ("Apply theme using daisy white as background and khaki for elements.", "daisy white", "khaki"),
    ],
)
def test_the_colours_of_a_prompt_are_read_as_background_and_components(
    sentence: str, background: str, components: str
) -> None:
    asked = colours.asked(f"Please implement a snow report that sells gold. {sentence}")
    assert asked.background is not None
    assert asked.components is not None
    assert (asked.background.name, asked.components.name) == (background, components)


def test_a_colour_that_is_a_thing_is_not_asked_for() -> None:
    assert colours.asked("A website that sells gold, silver and chocolate.") == colours.Asked()


def test_a_near_colour_fits_and_another_does_not() -> None:
    asked = colours.asked("Use dark green for all components.").components
    assert asked is not None
    assert asked.fits((2, 104, 3))
    assert not asked.fits((34, 139, 34))


def test_an_enumeration_is_cut_into_wishes_that_share_their_object() -> None:
    prompt = (
        "Please implement a shop. The shop should have functionalities for order management and payment. "
        "Users should be able to log in, browse and search plants, and place orders. It should be responsive."
    )
    assert [wish.text for wish in wishes.read(prompt)] == [
        *("order management", "payment", "log in", "browse plant", "search plants", "place orders")
    ]


def test_a_noun_that_stems_from_a_verb_is_a_wish_of_its_own() -> None:
    prompt = "A shop. It should have functionalities for a basic calculator, and contact pages."
    assert [wish.text for wish in wishes.read(prompt)] == ["a basic calculator", "contact pages"]


def test_a_prompt_of_one_sentence_has_wishes_too() -> None:
    read = wishes.read("Create an online store for selling handmade jewelry with product catalog and shopping cart")
    assert [wish.text for wish in read][-1] == "shopping cart"


def test_a_wish_is_seen_by_its_words_and_by_what_one_can_do() -> None:
    evidence = Evidence(sign_in=True)
    evidence.add("/plants", Sight(title="Plants", headings=["Plants"], buttons=["Add plant"], text="Plants Add plant"))
    prompt = "A shop. Users should be able to log in, add plants, play music, and view orders."
    verdicts = {check.name: check.verdict for check in wishes.judge(prompt, evidence, [], ["Music cannot be played"])}
    assert verdicts == {
        "log in": Verdict.YES,
        "add plants": Verdict.YES,
        "play music": Verdict.NOT_BUILT,
        "view orders": Verdict.NO,
    }


def test_a_search_that_does_not_work_is_no_search() -> None:
    failing = [Check(kind=Kind.SEARCH, name="search", verdict=Verdict.NO, seen="")]
    found = wishes.judge("A shop. Users should be able to search plants.", Evidence(strong={"plant"}), failing, [])
    assert found[0].verdict is Verdict.NO


@pytest.mark.parametrize(
    "texts",
    [
        ["$5.00", "$12.00", "$1,200.00"],
        ["b", "a", "A"],
        ["2026-02-01", "2026-10-01"],
        ["Dec 1, 2025", "Jan 3, 2026"],
        ["Open", "Open", "Closed", "Closed", "Closed"],
    ],
)
def test_what_rises_or_falls_or_stands_in_groups_is_an_order(texts: list[str]) -> None:
    assert is_monotone(texts)


@pytest.mark.parametrize("texts", [["$5.00", "$1,200.00", "$12.00"], ["b", "a", "c"], ["Open", "Closed", "Open"]])
def test_what_does_neither_is_no_order(texts: list[str]) -> None:
    assert not is_monotone(texts)


def test_words_to_search_for_are_those_that_only_some_rows_have_titles_first() -> None:
    names = ("Boston fern", "Tall cactus")
    rows = [Row(text=f"{at} sold, {name}", title=name, cells=["sold" * at, name]) for at, name in enumerate(names)]
    assert distinctive(rows) == ["boston", "tall", "fern", "cactus"]
