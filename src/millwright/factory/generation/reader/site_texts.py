"""What the public pages say: a bank of texts by kind of application, with the application's own name in them."""

from dataclasses import dataclass

from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.naming import app_name
from millwright.factory.generation.site import Item, Look
from millwright.factory.generation.spec import Reach

_USUAL = "company"
_TOLD_OF = frozenset({Look.ARTICLES, Look.CARDS, Look.GALLERY})
_STREETS = (
    "12 Mill Lane",
    "48 Station Road",
    "7 Market Square",
    "31 Harbour Street",
    "5 Orchard Way",
    "90 Bridge Street",
)


@dataclass(frozen=True)
class Texts:
    """The words of one application's pages; `values` are points with a title, `facts` how to reach it."""

    tagline: str
    lead: str
    story: tuple[str, ...]
    values: tuple[Item, ...]
    hours: str
    action: str
    facts: tuple[Item, ...]


def texts_of(reading: Reading) -> Texts:
    """The texts of the kind of application, with its name and what it shows."""
    kind = reading.domain.name if reading.domain else ""
    groups = rows("texts")
    row = next((row for row in groups.values() if kind in phrases(row["for"])), groups[_USUAL])
    name = app_name(reading, None)
    said = {key: _filled(text, name, reading) for key, text in row.items()}
    return Texts(
        tagline=said["tagline"],
        lead=said["lead"],
        story=tuple(phrases(said["story"], "|")),
        values=tuple(_item(value) for value in phrases(said["values"], "|")),
        hours=said["hours"],
        action=said["action"],
        facts=_facts(name, said["hours"]),
    )


def _filled(text: str, name: str, reading: Reading) -> str:
    public = (
        e for e in reading.entities if e.visitors.read is Reach.ALL and e.look in _TOLD_OF and e.key != "category"
    )
    shown = next((entity.plural_label.lower() for entity in public), "good things")
    return " ".join(text.split()).replace("NAME", name).replace("THINGS", shown)


def _item(value: str) -> Item:
    title, _, text = value.partition(":")
    return Item(title=title.strip(), text=text.strip())


def _facts(name: str, hours: str) -> tuple[Item, ...]:
    """Address, telephone, mail and opening hours, made up of the name: examples for the owner to replace."""
    number = sum(ord(char) for char in name)
    host = "".join(char for char in name.lower() if char.isascii() and char.isalnum())[:30] or "contact"
    return (
        Item(title="Address", text=f"{_STREETS[number % len(_STREETS)]}, Millbrook"),
        Item(title="Telephone", text=f"+44 20 7946 0{100 + number % 900}"),
        Item(title="E-mail", text=f"hello@{host}.example"),
        Item(title="Opening hours", text=hours),
    )
