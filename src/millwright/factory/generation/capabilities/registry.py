"""Finds the capabilities in their folders."""

import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.spec import AppSpec, Part

if TYPE_CHECKING:
    from millwright.factory.generation.reader.draft import Reading

_PACKAGE = "millwright.factory.generation.capabilities"


@dataclass(frozen=True)
class Capability:
    """What the folder of a capability offers.

    Both `draft` and `settle` are told of every reading, and look themselves whether it asks for them
    (`reading.wished(name)`, the kind of application, its records). `draft` comes when the records have their fields,
    and adds records and fields that it needs; `settle` comes when roles, their access and the layout are decided, and
    adjusts access, adds pages and the `Part`. Each says why. `contribute` turns one part into what the application
    gets. `finish` comes when every record has its demonstration rows, and may make them agree with each other; `agree`
    comes last, when their days and states are settled, for what goes by these.
    `after` names capabilities that come first.

    Of a part's options, it does without those in `optional`; those in `theirs` name fields of the record that its field
    `by` refers to; those in `states` list values of a choice.
    """

    name: str
    draft: "Callable[[Reading], None]"
    settle: "Callable[[Reading], None]"
    contribute: Callable[[AppSpec, Part], Contribution]
    after: tuple[str, ...] = ()
    finish: "Callable[[Reading], None]" = lambda _reading: None
    agree: "Callable[[Reading], None]" = lambda _reading: None
    optional: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


@cache
def capabilities() -> tuple[Capability, ...]:
    """Every capability, each after those that it follows, else by name."""
    found = {name: importlib.import_module(f"{_PACKAGE}.{name}.capability").CAPABILITY for name in _folders()}
    ordered: dict[str, Capability] = {}

    def place(capability: Capability) -> None:
        for name in capability.after:
            place(found[name])
        ordered.setdefault(capability.name, capability)

    for capability in found.values():
        place(capability)
    return tuple(ordered.values())


@cache
def words_of() -> dict[str, dict[str, str]]:
    """By capability, its `capability.toml`: `words` that ask for it, and what to `say` of it.

    `otherwise` is said, as not built, where a prompt has the words and the application no such part, nor one of those
    that do it `also`.
    """
    root = files(_PACKAGE)
    return {name: tomllib.loads((root / name / "capability.toml").read_text("utf-8")) for name in _folders()}


def contributions(spec: AppSpec) -> Iterator[Contribution]:
    """What each part of an application adds, in the order of the specification."""
    known = {capability.name: capability for capability in capabilities()}
    for part in spec.parts:
        yield known[part.capability].contribute(spec, part)


def _folders() -> list[str]:
    package = importlib.import_module(_PACKAGE)
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__) if module.ispkg)
