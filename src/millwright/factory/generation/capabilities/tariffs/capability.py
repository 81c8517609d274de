"""Prices of hours and days of their own, as the reader and the compiler know them."""

import re

from millwright.factory.generation.capabilities.booking.offers import Offer, offers
from millwright.factory.generation.capabilities.contribution import Contribution, PartError
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.spec import AppSpec, Part, SampleValue

NAME = "tariffs"
_TEMPLATES = f"capabilities/{NAME}/templates"
_SEASON = re.compile(r"\b(seasons?|seasonal|holidays?)\b", re.IGNORECASE)


def draft(reading: Reading) -> None:
    """The record of prices, where something is booked by hours or days at a price."""
    wishes = reading.wished(NAME)
    offer = _offer(reading) if wishes else None
    if offer is None:
        return
    because = wishes[0].words
    record = add_record(reading, "price_period", because)
    name = safe_field_name(offer.bookable.name, record.name)
    add_field(record, f"{name} @{offer.bookable.name}", because).label = offer.bookable.label
    if offer.kind == "slots":
        add_field(record, "from_time time", because).label = "From"
        add_field(record, "until_time time", because).label = "Until"
    if offer.kind == "range" or _SEASON.search(reading.text):
        add_field(record, "starts_on date", because).label = "First day"
        add_field(record, "ends_on date", because).label = "Last day"
    record.fields.sort(key=lambda field: field.name == "price")


def _offer(reading: Reading) -> Offer | None:
    """What has such prices: what is let by hours or days, and costs something."""
    return next((offer for offer in offers(reading) if offer.kind != "event" and "price" in offer.options), None)


def settle(reading: Reading) -> None:
    """Prices are for those in charge to set; people see them at each free time."""
    wishes, record = reading.wished(NAME), reading.entity("price_period")
    offer = _offer(reading) if wishes else None
    if record is None or offer is None:
        return
    theirs = {role.name for role in outsiders(reading)}
    record.access = {name: access for name, access in record.access.items() if name not in theirs}
    add_part(
        reading,
        Part(capability=NAME, entity=offer.bookable.name, options=_options(offer, record.name)),
        wishes[0].words,
    )


def _options(offer: Offer, rates: str) -> dict[str, str]:
    return {"rates": rates, "by": safe_field_name(offer.bookable.name, rates)}


def finish(reading: Reading) -> None:
    """A demonstration has dearer evenings and weekends, and cheaper mornings, by the usual price."""
    offer, record = _offer(reading), reading.entity("price_period")
    if not reading.wished(NAME) or offer is None or record is None:
        return
    usual = next((row.get(offer.options["price"]) for row in offer.bookable.samples), None)
    base = float(usual) if isinstance(usual, int | float) else 30.0
    hours = offer.kind == "slots"
    peak: dict[str, SampleValue] = {"from_time": "17:00", "until_time": "22:00", "price": round(base * 1.4)}
    quiet: dict[str, SampleValue] = {"from_time": "09:00", "until_time": "12:00", "price": round(base * 0.7)}
    weekend: dict[str, SampleValue] = {"name": "Weekend", "days": "weekend", "price": round(base * 1.25)}
    weekdays: list[dict[str, SampleValue]] = [
        {"name": "Peak hours", "days": "weekdays"} | peak,
        {"name": "Off-peak hours", "days": "weekdays"} | quiet,
    ]
    season: dict[str, SampleValue] = {"name": "High season", "days": "every_day", "price": round(base * 1.5)}
    season |= {"starts_on": "+60d", "ends_on": "+90d"}
    kept = [*(weekdays if hours else []), weekend, *([season] if record.field("starts_on") else [])]
    names = {field.name for field in record.fields}
    record.samples = tuple({name: value for name, value in row.items() if name in names} for row in kept)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The rule by which one of the prices counts, and its tests; `booking` asks for it."""
    app = AppView(spec)
    bookable, rates = app.entity(str(part.entity)), app.entity(part.options["rates"])
    kinds = [booking.options for booking in spec.parts_of("booking") if booking.entity == bookable.name]
    booking = next((options for options in kinds if options["kind"] != "event"), None)
    by, days, price = rates.find(part.options["by"]), rates.find("days"), rates.find("price")
    if booking is None or by is None or days is None or price is None:
        raise PartError(
            f"prices of {in_sentence(bookable.plural_label)} say for what they are, on which days, and how much"
        )
    values: dict[str, object] = {
        "b": bookable,
        "rates": rates,
        "by": by,
        "days": days,
        "price": price,
        "kind": booking["kind"],
        "nights": booking.get("per") == "night",
        "from_time": rates.find("from_time"),
        "until_time": rates.find("until_time"),
        "starts": rates.find("starts_on"),
        "ends": rates.find("ends_on"),
    }
    module = f"{bookable.name}_rates"
    return Contribution(
        files={
            f"backend/app/{module}.py": render(f"{_TEMPLATES}/backend/rates.py.j2", **values),
            f"tests/test_{module}.py": render(f"{_TEMPLATES}/tests/test_rates.py.j2", **values),
        },
        readme=(f"Set prices of {in_sentence(bookable.plural_label)} for hours, days of the week and seasons.",),
    )


CAPABILITY = Capability(NAME, draft, settle, contribute, after=("booking",), finish=finish)
