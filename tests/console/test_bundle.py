"""What the console weighs, and that nothing within it breaks our own policy."""

import gzip
import re
from pathlib import Path

import pytest

from millwright.doors.console import FOLDER

MOST_AT_FIRST = 230_000
MOST_IN_ALL = 600_000
"""Bytes, gzipped; fonts are not counted, they are cached for good and the first is 30 kB."""
_SCRIPT = re.compile(r'<(?:script|link)[^>]+(?:src|href)="/(assets/[^"]+\.(?:js|css))"')


@pytest.fixture(scope="module")
def index() -> str:
    page = FOLDER / "index.html"
    if not page.exists():
        pytest.skip("the console is not built: make setup")
    return page.read_text()


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def test_the_first_page_is_light(index: str):
    first = {FOLDER / name for name in _SCRIPT.findall(index)}
    rooms = {path for name in ("Home", "SignIn") for path in (FOLDER / "assets").glob(f"{name}-*.js")}
    assert len(rooms) == 2
    assert sum(weight(path) for path in first | rooms) < MOST_AT_FIRST


def test_the_whole_console_with_its_editor_is_bounded(index: str):
    assets = [path for path in (FOLDER / "assets").iterdir() if path.suffix in {".js", ".css"}]
    assert sum(weight(path) for path in assets) < MOST_IN_ALL


def test_what_is_compressed_says_the_same_as_what_is_not(index: str):
    compressed = list((FOLDER / "assets").glob("*.gz"))
    assert compressed
    for path in compressed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_the_page_has_no_script_within_it_and_asks_nobody_else(index: str):
    assert re.findall(r"<script(?![^>]+src=)", index) == []
    assert re.findall(r'(?:src|href)="(?!/)', index) == []
