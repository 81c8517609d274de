"""Presence: a table of when people last had their messages open; `messages` shows it."""

from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

_TABLE = "presence"
_TEMPLATES = "capabilities/presence/templates"


def _draft(_reading: Reading) -> None:
    """Its table comes when it is known that people write to each other."""


def _settle(reading: Reading) -> None:
    wishes = reading.wished("presence")
    talks = next((part for part in reading.parts if part.capability == "messages"), None)
    messenger = talks is not None and (talks.options.get("first") == "yes" or _is_for_talking(reading))
    if talks and (wishes or messenger) and not reading.refuses("presence"):
        because = because_of(wishes, "in a messenger one sees who is there")
        internal_table(reading, _TABLE, ("seen_at datetime",), because)
        add_part(reading, Part(capability="presence"), because)


def _is_for_talking(reading: Reading) -> bool:
    return reading.domain is not None and reading.domain.name == "messaging"


def _finish(reading: Reading) -> None:
    """Nobody of the demonstration was there before it is opened."""
    table = reading.entity(_TABLE)
    if table is not None:
        table.samples = ()


def _contribute(spec: AppSpec, _part: Part) -> Contribution:
    values = {"admin": naming.constant(spec.admin.name), "friends": bool(spec.parts_of("friends"))}
    return Contribution(
        files={
            "backend/app/presence.py": render(f"{_TEMPLATES}/presence.py.j2"),
            "tests/test_presence.py": render(f"{_TEMPLATES}/test_presence.py.j2", **values),
        },
        readme=("See who has their messages open, and when others last had.",),
    )


CAPABILITY = Capability("presence", _draft, _settle, _contribute, finish=_finish)
