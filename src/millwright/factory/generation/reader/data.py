"""The lexicon's TOML files, read once and kept."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_ROOT = files("millwright.factory.generation.reader") / "lexicon"
_CAPABILITIES = files("millwright.factory.generation.capabilities")

Table = dict[str, str | bool | dict[str, str]]


@cache
def table(name: str) -> Table:
    """The top level of one lexicon file, by its name without the ending."""
    return tomllib.loads((_ROOT / f"{name}.toml").read_text("utf-8"))


@cache
def rows(name: str) -> dict[str, dict[str, str]]:
    """A lexicon file whose top level is a table of tables of text."""
    return tomllib.loads((_ROOT / f"{name}.toml").read_text("utf-8"))


@cache
def trade_rows() -> dict[str, dict[str, str | dict[str, str]]]:
    """The trades of every file under ``trades/``: texts and tables of texts, by the trade's name."""
    found: dict[str, dict[str, str | dict[str, str]]] = {}
    for path in sorted((_ROOT / "trades").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            for name, row in tomllib.loads(path.read_text("utf-8")).items():
                found.setdefault(name, {}).update(row)
    return found


@cache
def table_beside(package: str, name: str) -> dict[str, Any]:
    """A TOML file in the folder of a capability, by its package and its own name without the ending."""
    return tomllib.loads((files(package) / f"{name}.toml").read_text("utf-8"))


@cache
def goods_rows() -> dict[str, dict[str, str]]:
    """What shops of a kind sell, of every file under ``goods/``, by the kind's name."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((_ROOT / "goods").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            found.update(tomllib.loads(path.read_text("utf-8")))
    return found


@cache
def entity_rows() -> dict[str, dict[str, str]]:
    """The entities of every file under ``entities/`` and of every capability's ``entities.toml``, by file name."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((_ROOT / "entities").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            found.update(tomllib.loads(path.read_text("utf-8")))
    for folder in sorted(_CAPABILITIES.iterdir(), key=lambda folder: folder.name):
        if (folder / "entities.toml").is_file():
            found.update(tomllib.loads((folder / "entities.toml").read_text("utf-8")))
    return found


def phrases(text: str, between: str | None = ";") -> list[str]:
    """The phrases of a list kept as one text; line ends count as spaces, and ``¶`` is one in the phrase."""
    parts = text.split(between) if between else text.split()
    return ["\n".join(" ".join(line.split()) for line in part.split("¶")) for part in parts if part.strip()]


def pairs(text: str, between: str | None = ";") -> dict[str, str]:
    """A list of ``key=value`` kept as one text."""
    return {key.strip(): value.strip() for key, _, value in (item.partition("=") for item in phrases(text, between))}


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the closed lists of words of ``grammar.toml``."""
    return frozenset(str(table("grammar")[name]).split())
