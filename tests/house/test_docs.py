"""The documents say what the code does."""

import re
from pathlib import Path

import pytest

from millwright.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    page = (ROOT / "docs/operate/settings.md").read_text()
    assert f"`MILLWRIGHT_{name.upper()}`" in page


def test_no_setting_is_documented_that_does_not_exist() -> None:
    page = (ROOT / "docs/operate/settings.md").read_text()
    documented = set(re.findall(r"^\| `MILLWRIGHT_(\w+)`", page, re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("page", ["docs/dev/map.md", "README.md", "CONTRIBUTING.md", "AGENTS.md"])
def test_every_file_that_a_page_names_exists(page: str) -> None:
    named = re.findall(r"`((?:src|docs|tests|bench)/[\w./-]+)`", (ROOT / page).read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []
