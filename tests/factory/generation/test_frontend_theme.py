import itertools

import pytest

from millwright.factory.generation.compiler.theme import SWAPPED, contrast, readable, scheme_of, tokens
from millwright.factory.generation.reader.pipeline import understand
from millwright.factory.generation.reader.theme import colours, find_theme
from millwright.factory.generation.spec import Theme

PRIMARIES = [
    "#000000",
    "#ffffff",
    "#2f5d50",
    "#ff0000",
    "#ffff00",
    "#00ffff",
    "#7c3aed",
    "#808080",
    "#f97316",
    "#0a0a0a",
]
BACKGROUNDS = [None, "#ffffff", "#fef3c7", "#0f172a", "#000000", "#808080", "#ff0000"]
TEXTS = [
    ("on-primary", "primary"),
    ("ink", "canvas"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("muted", "canvas"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent", "primary-soft"),
    ("accent", "surface"),
    ("accent", "canvas"),
    ("ink", "primary-soft"),
    ("muted", "primary-soft"),
    ("danger-ink", "canvas"),
    ("on-danger", "danger"),
    ("danger-ink", "danger-soft"),
    ("danger-ink", "surface"),
    ("on-primary", "primary-strong"),
]


@pytest.mark.parametrize(("primary", "background"), list(itertools.product(PRIMARIES, BACKGROUNDS)))
def test_every_text_is_readable_on_what_it_stands_on_light_or_dark(primary: str, background: str | None) -> None:
    theme = list(tokens(Theme(primary=primary, background=background)))
    for page in (1, 2):
        colours = {token[0]: token[page] for token in theme}
        for text, ground in TEXTS:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground, colours)
        assert contrast(colours["line-strong"], colours["surface"]) >= 3


@pytest.mark.parametrize(("primary", "background"), list(itertools.product(PRIMARIES, BACKGROUNDS)))
def test_the_colours_asked_for_are_the_colours_shown(primary: str, background: str | None) -> None:
    for name, light, dark in tokens(Theme(primary=primary, background=background)):
        if name == "primary":
            assert light == dark == primary
        if name == "canvas" and background:
            assert light == dark == background


@pytest.mark.parametrize(("primary", "background"), list(itertools.product(PRIMARIES, BACKGROUNDS)))
def test_a_button_close_to_the_page_in_colour_has_an_edge(primary: str, background: str | None) -> None:
    light = {name: value for name, value, _ in tokens(Theme(primary=primary, background=background))}
    assert max(contrast(light["primary"], light["surface"]), contrast(light["primary-edge"], light["surface"])) >= 1.5


_SENTENCES = (
    "Use {} for the background and {} for components.",
    "Set {} as the body background and use {} for the UI.",
    "Style the layout with {} in the background and {} for the interface.",
    "Define background as {}; define components with {}.",
    "Apply {} as the background; style all components with {}.",
    "Select {} for layout background and {} for component details.",
    "Use {} as the screen background and {} for component highlights.",
    "Choose {} for the page background and apply {} to all components.",
)
_NAMES = (
    ("alabaster", "dark cyan"),
    ("light coral", "brown"),
    ("black", "gold"),
    ("baby blue", "navy"),
    ("mint", "teal"),
)


@pytest.mark.parametrize(("sentence", "names"), list(itertools.product(_SENTENCES, _NAMES)))
def test_a_sentence_about_colours_gives_exactly_those_and_readable_text(sentence: str, names: tuple[str, str]) -> None:
    reading = understand("A shop with products. " + sentence.format(*names))
    theme = find_theme(reading)
    background, primary = (colours()[name.replace(" ", "")] for name in names)
    assert (theme.background, theme.primary) == (background, primary)
    shown = {name: light for name, light, _ in tokens(theme)}
    assert (shown["canvas"], shown["primary"]) == (background, primary)
    assert all(contrast(shown[text], shown[ground]) >= 4.5 for text, ground in TEXTS)


def test_a_page_whose_background_was_asked_for_looks_the_same_to_those_who_prefer_dark() -> None:
    assert scheme_of(Theme(background="#fef3c7")) == "light"
    assert scheme_of(Theme(background="#0f172a")) == "dark"
    assert scheme_of(Theme()) == "light dark"
    assert all(light == dark for _, light, dark in tokens(Theme(background="#fef3c7")))


def test_the_tokens_that_change_places_exist() -> None:
    assert {name for name, _, _ in tokens(Theme())} >= SWAPPED


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_readable_shade_is_no_further_away_than_it_has_to_be() -> None:
    shade = readable("#2f5d50", on="#101412")
    assert 4.5 <= contrast(shade, "#101412") < 5.2
