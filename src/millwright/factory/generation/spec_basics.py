"""What every part of a specification is made of: names, words for people, colours, and how faults are said."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A snake_case name, safe as a Python attribute, an SQL column and a part of a URL."""

Label = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f<>{}`\\]*$"),
]
"""Words shown to people: one line, without characters that mean something to HTML, JSX or a template."""

Sentence = Annotated[
    str, StringConstraints(max_length=400, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f<>{}`\\]*$")
]
"""One line of prose, with the same characters kept out."""
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class FileFormat(StrEnum):
    """A file that a list is downloaded as, beside CSV: an Excel workbook, or pages for printing."""

    XLSX = "xlsx"
    PDF = "pdf"


class SpecError(ValueError):
    """A specification that cannot be built; the message names the place and the fault."""


class SpecModel(BaseModel):
    """Common ground: immutable, and unknown keys are errors rather than silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def fault(place: str, message: str) -> PydanticCustomError:
    """The error to raise for a fault at a place (``entity repair``)."""
    return PydanticCustomError("app_spec", "{place}: {message}", {"place": place, "message": message})


def require_unique(place: str, what: str, names: Iterable[str]) -> None:
    """Refuses a name that stands there twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise fault(place, f"{what} {name} stands there twice")
        seen.add(name)


def refuse(place: str, *faults: str | None) -> None:
    """Refuses the first fault that is one."""
    for found in faults:
        if found is not None:
            raise fault(place, found)


class Theme(SpecModel):
    """Colours as #rrggbb: `primary` for components, `background` behind them."""

    primary: Colour = "#2f5d50"
    background: Colour | None = None


class Reason(SpecModel):
    """Why something is in the specification: the words of the prompt that asked for it, or an assumption."""

    subject: Label
    because: Sentence
