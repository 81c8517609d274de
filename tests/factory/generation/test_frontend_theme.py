import itertools

import pytest

from millwright.factory.generation.compiler.theme import contrast, readable, tokens
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
]


@pytest.mark.parametrize(("primary", "background"), list(itertools.product(PRIMARIES, BACKGROUNDS)))
def test_every_text_is_readable_on_what_it_stands_on_light_or_dark(primary: str, background: str | None) -> None:
    theme = list(tokens(Theme(primary=primary, background=background)))
    for page in (1, 2):
        colours = {token[0]: token[page] for token in theme}
        for text, ground in TEXTS:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground, colours)
        assert contrast(colours["line-strong"], colours["surface"]) >= 3


def test_a_primary_colour_that_is_readable_as_it_is_stays_as_it_is() -> None:
    colours = {name: light for name, light, _ in tokens(Theme(primary="#2f5d50"))}
    assert colours["primary"] == "#2f5d50"
    assert colours["on-primary"] == "#ffffff"


def test_a_given_background_is_the_page() -> None:
    colours = {name: (light, dark) for name, light, dark in tokens(Theme(background="#fef3c7"))}
    assert colours["canvas"][0] == "#fef3c7"
    assert contrast(colours["canvas"][1], "#ffffff") > 10


def test_a_dark_background_makes_both_pages_dark() -> None:
    assert all(light == dark for _, light, dark in tokens(Theme(background="#0f172a")))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_readable_shade_is_no_further_away_than_it_has_to_be() -> None:
    shade = readable("#2f5d50", on="#101412")
    assert 4.5 <= contrast(shade, "#101412") < 5.2
