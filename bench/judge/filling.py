"""What one writes into a field: something fitting by its label and type, or nonsense that must be refused."""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.async_api import ElementHandle, FilePayload
from playwright.async_api import Error as PlaywrightError

from bench.judge.sights import Input

_TEXTUAL = {
    "text",
    "search",
    "email",
    "tel",
    "url",
    "textarea",
    "password",
    "number",
    "date",
    "datetime-local",
    "month",
}
_COUNTED = re.compile(
    r"price|amount|quantity|qty|stock|guests|people|person|age\b|seats|duration|count|total|hours|cost|salary|budget|"
    r"minutes|weight|size|capacity|number of"
)
_ENDS = re.compile(r"\b(end|ends|until|to|check.?out|return|due|finish|deadline)\b")
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQMAAAD+wSzIAAAABlBMVEUAAAD///+l2Z/dAAAADklEQVQI12P4AIX8EAgALgAD/aNpbtEAAAAASUVORK5CYII="
)
CODE = "Juniper-4821-gate"
"""What the judge chooses where a new password is asked for."""
_FILL_MS = 1_500
_PROPOSES = """async (field) => {
  const list = () => document.getElementById(field.getAttribute('aria-controls'))
  const found = () => list()?.querySelector('[role=option]:not([aria-disabled])')
  for (let tries = 0; tries < 20 && !found(); tries += 1) await new Promise((go) => setTimeout(go, 50))
}"""


@dataclass(frozen=True, slots=True)
class Marker:
    """What is written where words are asked for, so that the record can be found again."""

    number: int

    @property
    def word(self) -> str:
        """Two words that nobody else writes."""
        return f"Juniper {self.number}"

    @property
    def email(self) -> str:
        """An address that nobody else has."""
        return f"juniper{self.number}@example.com"


def is_textual(field: Input) -> bool:
    """Whether the field can be left empty or filled with nonsense."""
    return field.type in _TEXTUAL and not field.disabled


def fitting(field: Input, marker: Marker, *, cautious: bool = False) -> str:
    """A value that a stranger would give; a `cautious` one keeps to small numbers and days to come."""
    words = field.words
    by_type = {
        "email": marker.email,
        "password": CODE,
        "url": "https://example.com/juniper",
        "time": "10:30",
        "month": f"{datetime.now(UTC):%Y-%m}",
        "week": f"{datetime.now(UTC):%G-W%V}",
        "color": "#336699",
    }
    if field.type in by_type:
        return by_type[field.type]
    if field.type == "tel" or re.search(r"\b(phone|mobile|telephone|tel)\b", words):
        return "+12025550143"
    if field.type in {"date", "datetime-local"}:
        return _day(field, cautious=cautious)
    if field.type in {"number", "range"}:
        return _number(field, cautious=cautious)
    return _words(field, marker)[: field.maxlength or None]


def _words(field: Input, marker: Marker) -> str:
    known = [
        (r"e-?mail", marker.email),
        (r"card ?number|cc-number", "4242 4242 4242 4242"),
        (r"expir|cc-exp|mm ?/ ?yy", "12/34"),
        (r"\bcvc\b|\bcvv\b|cc-csc|security code", "123"),
        (r"zip|postal|postcode", "10115"),
        (r"url|website|link\b|image", "https://example.com/juniper"),
        (r"\bdate\b", f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d}"),
        (r"\btime\b", "10:30"),
        (r"price|amount|quantity|\bage\b", "3"),
    ]
    if field.tag == "textarea":
        return f"{marker.word} writes a few plain words here."
    return next((value for pattern, value in known if re.search(pattern, field.words)), marker.word)


def _day(field: Input, *, cautious: bool) -> str:
    ends = _ENDS.search(field.words)
    born = re.search(r"birth|born", field.words)
    day = datetime.now(UTC) + timedelta(days=(9 if ends else 5) + (20 if cautious else 0))
    if born:
        day = datetime(1990, 5, 17, tzinfo=UTC)
    elif field.max and f"{day:%Y-%m-%d}" > field.max[:10]:
        return field.max
    return f"{day:%Y-%m-%dT10:30}" if field.type == "datetime-local" else f"{day:%Y-%m-%d}"


def _number(field: Input, *, cautious: bool) -> str:
    wanted = 1.0 if cautious else 3.0
    for bound, pick in ((field.min, max), (field.max, min)):
        if re.fullmatch(r"-?\d+(\.\d+)?", bound):
            wanted = pick(wanted, float(bound))
    return f"{wanted:g}"


def nonsense(field: Input, *, after_another: bool) -> str | None:
    """A value that the field must not take; None where everything may be right.

    A day that something ends on, `after_another` day of the form, is no day long past.
    """
    words = field.words
    if field.type in {"date", "datetime-local"} and after_another and _ENDS.search(words):
        return "2001-01-01T10:30" if field.type == "datetime-local" else "2001-01-01"
    if field.type == "email" or re.search(r"e-?mail", words):
        return "not-an-address"
    if field.type == "url":
        return "not an address"
    if field.type == "number" and _COUNTED.search(words):
        return "-5"
    if field.type == "tel" or re.search(r"\bphone\b", words):
        return "call me maybe"
    if field.type == "text" and re.search(r"\bdate\b", words) and "update" not in words:
        return "the day after never"
    return "x" * 20_000 if field.type == "text" and not field.maxlength and not field.combobox else None


async def fill(element: ElementHandle, field: Input, marker: Marker, *, cautious: bool = False) -> None:
    """Fills the field in as a stranger would; one that does not take it is left as it is."""
    if field.disabled:
        return
    try:
        if field.tag == "select":
            await _choose(element, field, last=cautious)
        elif field.type == "checkbox":
            if field.required or re.search(r"agree|terms|accept|consent|privacy", field.words):
                await element.check(timeout=_FILL_MS)
        elif field.type == "radio":
            await element.check(timeout=_FILL_MS)
        elif field.type == "file":
            await element.set_input_files(_file(field), timeout=_FILL_MS)
        elif field.combobox:
            await _pick(element)
        else:
            await element.fill(fitting(field, marker, cautious=cautious), timeout=_FILL_MS)
    except PlaywrightError:
        # What refuses a value keeps the one it has: sending tells whether that will do.
        return


async def _pick(element: ElementHandle) -> None:
    """Takes the first of what the field proposes, once it proposes something."""
    if values := await element.evaluate("field => [...(field.list?.options ?? [])].map(({ value }) => value)"):
        await element.fill(values[0], timeout=_FILL_MS)
        return
    await element.click(timeout=_FILL_MS)
    await element.evaluate(_PROPOSES)
    await element.press("ArrowDown")
    await element.press("Enter")


async def _choose(element: ElementHandle, field: Input, *, last: bool) -> None:
    values = [option.value for option in field.options if option.value]
    if values:
        await element.select_option(values[-1 if last else 0], timeout=_FILL_MS)


def _file(field: Input) -> FilePayload:
    accept = field.accept.lower()
    if "csv" in accept:
        return {"name": "juniper.csv", "mimeType": "text/csv", "buffer": b"name\nJuniper\n"}
    if "image" in accept or not accept or "png" in accept:
        return {"name": "juniper.png", "mimeType": "image/png", "buffer": _PICTURE}
    suffix = next(iter(re.findall(r"\.\w+", accept)), ".txt")
    kind = "application/pdf" if suffix == ".pdf" else "text/plain"
    return {"name": f"juniper{suffix}", "mimeType": kind, "buffer": b"%PDF-1.4\nJuniper wrote this.\n"}
