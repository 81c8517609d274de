"""The judge judged: it finds nothing wrong with a site that works, and each fault of one that does not."""

from pathlib import Path

import pytest

from bench.judge.judge import AppJudge, Bounds
from bench.judge.verdicts import Check, Kind, Verdict
from millwright.factory.browser import Chromium
from tests.bench.judge.site import PROMPT, Site, broken, good, serving

# A busy machine takes ten times as long; what is bounded is not what is tested here.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
Found = list[Check]


async def judged(chromium: Chromium, axe: Path, site: Site, folder: Path | None = None) -> Found:
    async with serving(site):
        judge = AppJudge(chromium, site.url, PROMPT, axe=axe, folder=folder, bounds=Bounds(seconds=500))
        left = await judge.run(["A weather forecast is not built"])
    assert left == ""
    return judge.report.checks


@pytest.fixture(scope="module")
async def of_good(chromium: Chromium, axe: Path) -> Found:
    return await judged(chromium, axe, good())


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
async def of_broken(chromium: Chromium, axe: Path, pictures: Path) -> Found:
    return await judged(chromium, axe, broken(), pictures)


def of(found: Found, kind: Kind, name: str = "") -> Check:
    return next(check for check in found if check.kind is kind and name in check.name)


def test_nothing_is_wrong_with_a_site_that_works(of_good: Found) -> None:
    assert [check for check in of_good if check.verdict in {Verdict.NO, Verdict.PARTLY}] == []


@pytest.mark.parametrize(
    "kind",
    [
        *(Kind.PAGE, Kind.BUTTON, Kind.VALID, Kind.EMPTY, Kind.WRONG, Kind.SEARCH, Kind.FILTER, Kind.SORT, Kind.CHART),
        *(Kind.BACKGROUND, Kind.COMPONENTS, Kind.PHONE, Kind.CONSOLE, Kind.AXE, Kind.WISH),
    ],
)
def test_each_kind_of_thing_was_looked_at(of_good: Found, kind: Kind) -> None:
    assert of(of_good, kind).verdict is Verdict.YES


def test_what_the_application_says_it_has_not_built_is_counted_apart(of_good: Found) -> None:
    assert of(of_good, Kind.WISH, "weather forecasts").verdict is Verdict.NOT_BUILT


def test_a_dead_button_is_caught(of_broken: Found) -> None:
    check = of(of_broken, Kind.BUTTON, "Show a tip")
    assert (check.verdict, check.seen) == (Verdict.NO, "does nothing that one can notice")


def test_a_wrong_background_and_wrong_components_are_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.BACKGROUND).verdict is Verdict.NO
    assert of(of_broken, Kind.COMPONENTS).verdict is Verdict.NO


def test_a_filter_that_does_nothing_is_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.FILTER, "Light").verdict is Verdict.NO


def test_a_search_that_keeps_everything_is_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.SEARCH).verdict is Verdict.NO


def test_a_sort_that_leaves_the_rows_as_they_are_is_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.SORT).verdict is Verdict.NO


def test_a_form_that_accepts_nonsense_or_nothing_is_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.WRONG).verdict is Verdict.NO
    assert of(of_broken, Kind.WRONG).seen == "took E-mail: not-an-address"
    assert of(of_broken, Kind.EMPTY).verdict is Verdict.NO


def test_a_chart_without_data_is_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.CHART, "Chart of plants sold").verdict is Verdict.NO
    assert of(of_broken, Kind.CHART, "Plants by light").verdict is Verdict.NO


def test_bars_made_of_boxes_are_a_chart(of_good: Found) -> None:
    assert of(of_good, Kind.CHART, "Plants by light").seen == "boxes with 2 marks"


def test_a_link_to_nowhere_is_caught(of_broken: Found) -> None:
    assert any(
        check.verdict is Verdict.NO and "/nowhere" in check.seen for check in of_broken if check.kind is Kind.PAGE
    )


def test_a_page_wider_than_a_phone_is_caught(of_broken: Found) -> None:
    assert of(of_broken, Kind.PHONE, "width of /").verdict is Verdict.NO


def test_an_error_in_the_console_is_caught(of_broken: Found) -> None:
    assert any("out of figures" in check.seen for check in of_broken if check.kind is Kind.CONSOLE)


def test_text_too_pale_to_read_is_caught(of_broken: Found) -> None:
    assert any("color-contrast" in check.seen for check in of_broken if check.kind is Kind.AXE)


def test_what_is_wrong_is_photographed(of_broken: Found, pictures: Path) -> None:
    shot = of(of_broken, Kind.BUTTON, "Show a tip").shot
    assert (pictures / shot).read_bytes().startswith(b"\x89PNG")
    assert (pictures / "home.png").exists()
    assert (pictures / "home-phone.png").exists()
