"""What the public pages say: a bank of texts by kind of application, with the application's own name in them."""

from dataclasses import dataclass

from millwright.factory.generation.reader.assortment import named_goods
from millwright.factory.generation.reader.choosing import promotes
from millwright.factory.generation.reader.data import phrases, rows, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.naming import app_name, listed
from millwright.factory.generation.reader.roles import signs_up
from millwright.factory.generation.reader.trades import site_of_trade, told_by_trade
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Item, Look
from millwright.factory.generation.spec import Reach

_USUAL, _PRODUCT, _PLAIN = "company", "product", "plain"
_LIKE = "like"
_HOUSES_OF_WORK = word_set("texts_firms")
_PRODUCTS = frozenset({"app", "lead", "leads", "product", "products", "saas", "software", "startup", "tool"})
_TOLD_OF = frozenset({Look.ARTICLES, Look.CARDS, Look.GALLERY})
_FIRMS = frozenset(
    """beauty church cinema clinic club company_site construction car_rental farm field_service fitness gym hotel legal
    museum nonprofit portfolio real_estate restaurant salon travel vet""".split()
)
"""Kinds of application whose site speaks for those who run it; any other says what one does there."""
_INSTRUMENTS = frozenset(
    """app application assistant database generator management mini-program platform portal program software system
    tool""".split()
)
_SEEN = frozenset({Look.ARTICLES, Look.CARDS, Look.GALLERY, Look.PEOPLE})
_BESIDES = frozenset({"calculation_rate", "category", "discount"})
_ASIDE = frozenset({"award", "before_after_case", "chronicle_entry", "course", "location", "partner"})
"""What a site shows besides that for which one comes."""
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_GUIDES = ("care", "guide")
_MOST_TOLD = 4
_PRICES = ("45", "60", "75", "35", "90", "120")
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
    """The words of one application's pages; `values` are points with a title, `facts` how to reach it.

    `guides` are what its trade advises, by the topic: points as `points` reads them.
    """

    tagline: str
    lead: str
    story: tuple[str, ...]
    values: tuple[Item, ...]
    hours: str
    action: str
    facts: tuple[Item, ...]
    guides: dict[str, str]

    @property
    def guided(self) -> str:
        """What stands over a guide."""
        return "What helps, from those who do it every day. If something is not answered here, ask us."


def offer(reading: Reading, service: DraftEntity) -> None:
    """Gives the services of a site rows that its kind of organisation offers; prices only where people expect them.

    What the prompt lists or names stays as it is.
    """
    group = _group(reading)
    row = rows("offers").get(_USUAL if group in {_PRODUCT, _PLAIN} else group)
    if row is None or any(field.because for field in service.fields):
        return
    pairs = [_item(pair) for pair in phrases(row["offers"], "|")]
    name, told = service.fields[0], service.field("description")
    name.values, name.pool = tuple(pair.title for pair in pairs), ""
    name.because = "assumed: what such organisations usually offer"
    if told is not None:
        told.values = tuple(pair.text for pair in pairs)
    price = service.field("price")
    if price is not None:
        price.values = _PRICES
    priced = "priced" in row or "price" in told_by_trade(reading, service.key)
    dropped = {"active", "category"} | (set[str]() if priced else {"price", "duration_minutes"})
    service.fields = [field for field in service.fields if field.name not in dropped]


def _group(reading: Reading) -> str:
    """The group of texts that speaks for what visitors come to see, else for the kind of application."""
    kind = reading.domain.name if reading.domain else ""
    shown = next((e.key for e in reading.entities if not e.assumed and not e.internal and e.kind in _SHOWN), "")
    about = next((name for name, row in rows("texts").items() if shown in phrases(row.get("of", ""))), None)
    if about is not None:
        return about
    if promotes(reading) and kind not in _FIRMS and _first_words(reading) & _PRODUCTS:
        return _PRODUCT
    usual = next((name for name, row in rows("texts").items() if kind in phrases(row["for"])), _USUAL)
    like = site_of_trade(reading).get(_LIKE, "")
    return like or (_PLAIN if usual == _USUAL and not _is_firm(reading) else usual)


def _is_firm(reading: Reading) -> bool:
    """Whether the title names a firm, or a trade with texts of its own: others promise neither prices nor advice."""
    named = _first_words(reading) | {*app_name(reading, None).lower().split()}
    return bool(named & _HOUSES_OF_WORK or site_of_trade(reading))


def texts_of(reading: Reading) -> Texts:
    """The texts of the kind of application, with its name and what it shows."""
    row = rows("texts")[_group(reading)] | site_of_trade(reading)
    name = app_name(reading, None)
    said = {key: _filled(text, name, reading) for key, text in row.items()}
    if not _speaks(reading):
        said |= _told_to_users(reading, name)
    return Texts(
        tagline=said["tagline"],
        lead=said["lead"],
        story=tuple(phrases(said["story"], "|")),
        values=tuple(_item(value) for value in phrases(said["values"], "|")),
        hours=said["hours"],
        action=said["action"],
        facts=_facts(name, said["hours"]),
        guides={topic: row[topic] for topic in _GUIDES if topic in row},
    )


def _speaks(reading: Reading) -> bool:
    """Whether the site is that of a firm or a group, rather than something that people use."""
    kind = reading.domain.name if reading.domain else ""
    instrument = _first_words(reading) & _INSTRUMENTS
    house = _LIKE in site_of_trade(reading) and not any(_adds(reading, entity) for entity in _shown(reading))
    return ((kind in _FIRMS or house) and not instrument) or kind == "shop" or _group(reading) == _PRODUCT


def _adds(reading: Reading, entity: DraftEntity) -> bool:
    """Whether people who register put up what the site shows."""
    joining = [role.name for role in reading.roles if signs_up(role)]
    return any(entity.access[role].create for role in joining if role in entity.access)


def _shown(reading: Reading) -> list[DraftEntity]:
    """What visitors come to see."""
    public = (e for e in reading.entities if e.visitors.read is Reach.ALL and not e.internal)
    return [e for e in public if e.look in _SEEN and e.key not in _BESIDES]


def _first_words(reading: Reading) -> set[str]:
    return {token.low for token in reading.all_sentences[0].tokens} if reading.all_sentences else set[str]()


def _told_to_users(reading: Reading, name: str) -> dict[str, str]:
    """What a site says to those who use it: a headline for its kind, and what there is to see."""
    lines = rows("headlines")
    row = lines.get(reading.domain.name if reading.domain else "", {})
    shown = _shown(reading)
    if not shown:
        return {"tagline": name, "lead": row.get("alone", "Sign in to begin.")}
    things = listed([entity.plural_label.lower() for entity in shown[:_MOST_TOLD]])
    lead = row.get("lead", lines["usual"]["lead"]).replace("THINGS", f"{things[0].upper()}{things[1:]}")
    adds = any(_adds(reading, entity) for entity in shown)
    return {"tagline": row.get("headline", name), "lead": f"{lead} Sign up to add your own." if adds else lead}


def points(reading: Reading, topic: str, known: str = "") -> tuple[Item, ...]:
    """What a section of points says, such as the benefits of what a landing page is for: what is `known`, else what is
    true of all."""
    text = " ".join((known or str(table("points")[topic])).split()).replace("NAME", app_name(reading, None))
    return tuple(_item(pair) for pair in phrases(text, "|"))


def _filled(text: str, name: str, reading: Reading) -> str:
    public = (e for e in _shown(reading) if e.look in _TOLD_OF and e.key not in _ASIDE)
    sold = " and ".join(named_goods(reading)[:2])
    usual = "good things" if reading.domain is not None and reading.domain.name == "shop" else "what we do"
    shown = sold or next((entity.plural_label.lower() for entity in public), usual)
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
