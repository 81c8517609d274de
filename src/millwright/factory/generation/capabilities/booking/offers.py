"""What can be booked, what a booking of it is kept in, and the fields that both need."""

import re
from dataclasses import dataclass

from millwright.factory.generation.capabilities.booking.people import BOOKED_PEOPLE, keepers, record_of
from millwright.factory.generation.capabilities.booking.several import add_hours, forget_price, price_by_hour
from millwright.factory.generation.capabilities.booking.things import is_reserved
from millwright.factory.generation.capabilities.payments.words import sum_owed
from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import acted_on, state_field
from millwright.factory.generation.reader.segment import Person
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind, lexicon
from millwright.factory.generation.spec import TEMPORAL, FieldType

RECORDS = ("booking", "reservation", "appointment", "viewing", "rental", "event_ticket", "enrolment")
BOOKABLE = (
    *BOOKED_PEOPLE,
    *("fitness_class", "screening", "event_listing", "lesson", "room"),
    *("hotel", "dining_table", "restaurant", "venue", "attraction", "tour", "property", "car", "vehicle", "boat"),
    *("bike", "motorcycle", "equipment_item", "field_plot", "course", "treatment", "service", "machine", "instrument"),
    *("practice_room", "shared_instrument"),
    *("sailing", "departure", "entry_ticket", "bath_pool", "pet_cage", "tent_space", "toy", "nail_style"),
    *("banquet_hall", "rented_van", "vehicle_inspection_station", "picking_plot", "cold_room"),
    *("study_seat", "office_seat", "ad_position", "fair_booth", "wheel_seat", "shipping_dock", "cargo_sailing"),
)
_USUAL = {
    "appointment": "service",
    "enrolment": "course",
    "event_ticket": "event_listing",
    "rental": "equipment_item",
    "viewing": "property",
}
_NIGHTS: tuple[str, ...] = ("hotel", "room", "property", "pet_cage", "tent_space")
_DAYS: tuple[str, ...] = (
    *("car", "vehicle", "boat", "bike", "motorcycle", "equipment_item", "field_plot", "toy", "ad_position"),
    *("rented_van", "cold_room"),
)
_BY_DAYS: dict[str, str] = {**dict.fromkeys(_NIGHTS, "night"), **dict.fromkeys(_DAYS, "day")}
_ASKING = frozenset({"book", "reserve", "rent", "hire"})
_OCCUPIED = frozenset(
    {"Free", "Occupied", "Reserved", "Available", "Cleaning", "Lent out", "On the road", "Vacant", "Let"}
)
_STAYS = frozenset(
    """check-in check-out checkin checkout guesthouse homestay homestays hostel hotel inn lodge lodging motel night
    nightly resort stay vacation""".split()
)
_DAYS_OF_STAY = re.compile(r"\bcheck-?(?:in|out)(?:,| and|/| or)? (?:dates?|days?|check-?out)\b", re.IGNORECASE)
_MINUTES = {"restaurant": 90, "dining_table": 90, "attraction": 120, "doctor": 30, "property": 30}
_PLACES = ("capacity", "places", "seats", "sleeps", "max_guests", "spots", "maximum_guests", "number_of_places")
_PEOPLE = ("people", "guests", "party_size", "number_of_guests", "number_of_people", "persons", "tickets", "seats")
_SHARED = {
    "attraction": "places! int: 20..60",
    "restaurant": "seats! int: 20..60",
    "tour": "places! int: 6..20",
}
_BEGINS = re.compile(r"^(starts|begins|start|date|depart|event|class|session)")
_ENDS = re.compile(r"(check_?out|ends|end_|^end|until|^to_|return|departure|leav|dropoff|due)")
_PRICES = re.compile(r"(price|rate|fee|cost|^deposit$)")
_DATED = {"tour": "starts_at! datetime: 2..40"}
"""What takes place at a time of its own, and not whenever somebody wants it."""
_COMING = (-5, 40)
"""Days from now on which what is booked takes place in a demonstration: most of it can still be booked."""
_REFUSED = ("declin", "reject", "refus", "not approved", "denied")
_UNPRICED = frozenset({"field_plot"})
"""What members reserve without paying for each day."""
_MOST = 3


@dataclass(frozen=True)
class Offer:
    """What can be booked: the record of it, that of its bookings, and what the part says of them."""

    bookable: DraftEntity
    record: DraftEntity
    kind: str
    options: dict[str, str]


def asked(reading: Reading) -> str:
    """The prompt's words that ask for booking; nothing when it does not."""
    if reading.refuses("booking"):
        return ""
    if kept_by_staff(reading) is not None:
        return ""
    wishes = reading.wished("booking")
    kept = _records(reading)
    domain = reading.domain.name if reading.domain else ""
    named = next((record for record in kept if not record.assumed), None)
    if named is not None and domain in {"car_rental", "hotel"}:
        return named.because
    if kept and domain == "car_rental":
        return reading.domain_because
    if wishes and (kept or any(_bookable(reading, entity) for entity in reading.entities)):
        return wishes[0].words
    if said := _said(reading, named):
        return said
    if not reading.site:
        return ""
    bookable = any(_bookable(reading, entity) for entity in reading.entities)
    if named is not None and (bookable or named.key == "booking"):
        return named.because
    return f"assumed: {kept[0].plural_label.lower()} are made on the site" if kept and bookable else ""


def _said(reading: Reading, named: DraftEntity | None) -> str:
    """The words by which people book what is kept, or reserve something, whatever it is."""
    for statement in reading.statements:
        asks = named is not None and statement.verb.base in _ASKING
        if asks and not _of_what_is_not_booked(reading, statement):
            return statement.text
        if any(is_reserved(reading, entity) for entity in acted_on(reading, statement)):
            return statement.text
    return ""


def _bookable(reading: Reading, entity: DraftEntity) -> bool:
    """Whether people book such things, and are not given one for as long as they stay: the rooms of a nursing home."""
    given = reading.entity("allocation")
    return (entity.key in BOOKABLE or is_reserved(reading, entity)) and not (
        given and any(field.target == entity.name for field in given.fields)
    )


def _records(reading: Reading) -> list[DraftEntity]:
    """The records of bookings: of rentals where something is let by days, of enrolments where they are paid for."""
    by_days = any(entity.key in _BY_DAYS for entity in reading.entities)
    said = reading.wished("booking") or reading.wished("payments")
    paid = bool(said) or any(statement.verb.base in _ASKING for statement in reading.statements)
    possible = {"rental": by_days, "enrolment": paid}
    return [entity for entity in reading.entities if entity.key in RECORDS and possible.get(entity.key, True)]


def kept_by_staff(reading: Reading) -> DraftEntity | None:
    """The appointments that those who work in a house make for others, who have no account, without anything else that
    could be booked: the receptionist of a practice keeps its diary."""
    record = reading.entity("appointment")
    people = [person for sentence in reading.sentences for person in sentence.people.values()]
    outside = any(person.generic or person.kind is RoleKind.OUTSIDER for person in people if _acts(reading, person))
    staffed = any(person.kind is not RoleKind.OUTSIDER and _acts(reading, person) for person in people)
    bookable = any(_bookable(reading, entity) and not entity.assumed for entity in reading.entities)
    return record if record is not None and staffed and not (reading.site or outside or bookable) else None


def _acts(reading: Reading, person: Person) -> bool:
    return any(statement.subject == person for statement in reading.statements)


def _of_what_is_not_booked(reading: Reading, statement: Statement) -> bool:
    """Whether something is rented for a season or a year, without a calendar: the plots of a garden, storage units."""
    acted = acted_on(reading, statement)
    return bool(acted) and all(entity.key not in {*BOOKABLE, *RECORDS} for entity in acted)


def offers(reading: Reading) -> list[Offer]:
    """Everything that can be booked; records and fields that are missing are added. Asking twice changes nothing."""
    because = asked(reading)
    if not because:
        return []
    found: list[Offer] = []
    for bookable, record in _pairs(reading, because):
        if is_queued_for(reading, bookable):
            continue  # One puts oneself down for it: see joining.
        found.append(_offer(reading, bookable, record, because))
    return found[:_MOST]


def is_queued_for(reading: Reading, bookable: DraftEntity) -> bool:
    """Whether people wait for a place of what takes place at a time of its own, and pay nothing for it here."""
    asked_for = bool(reading.wished("waiting_list")) and not reading.wished("payments")
    return asked_for and any(_is_beginning(field) for field in bookable.fields)


def _pairs(reading: Reading, because: str) -> list[tuple[DraftEntity, DraftEntity]]:
    """Each bookable record with the one that keeps its bookings."""
    pairs: list[tuple[DraftEntity, DraftEntity]] = []
    for record in [entity for entity in _records(reading) if not entity.internal]:
        bookable = _booked_by(reading, record, [known for known, _ in pairs], because)
        if bookable is not None:
            pairs.append((bookable, record))
    if not pairs:
        bookable = _best(reading, []) or add_record(reading, "service", because)
        if is_queued_for(reading, bookable):
            return []
        pairs.append((bookable, add_record(reading, "booking", because)))
    taken = [known for known, _ in pairs]
    for bookable in [e for e in reading.entities if _bookable(reading, e) and e not in taken]:
        record = reading.entity(f"{bookable.name}_booking")
        with_people = [known for person, known in pairs if person.key in BOOKED_PEOPLE]
        if any(field.target == bookable.name for known in with_people for field in known.fields):
            continue  # whoever books somebody says in the same form for what
        own_hours = any(record_of(reading, person, entry) is bookable for person, entry, _ in keepers(reading))
        if record is None and (own_hours or _named_beside_booking(reading, bookable)):
            record = _booking_of(reading, bookable, because)
        if record is not None:
            pairs.append((bookable, record))
    return pairs


def _booked_by(reading: Reading, record: DraftEntity, taken: list[DraftEntity], because: str) -> DraftEntity | None:
    targets = [reading.entity(field.target) for field in record.fields if field.target]
    named = [entity for entity in targets if entity and _bookable(reading, entity) and entity not in taken]
    found, best = min(named, key=_standing, default=None), _best(reading, taken)
    if found is not None and best is not None and found.assumed and not best.assumed:
        _drop(reading, found)
        found = best
    found = found or best
    if found is None and not taken:
        return add_record(reading, _USUAL.get(record.key, "service"), because)
    return found


def _best(reading: Reading, taken: list[DraftEntity]) -> DraftEntity | None:
    """The record most likely to be booked: one that the prompt names before one that was assumed."""
    free = [e for e in reading.entities if _bookable(reading, e) and e not in taken and not e.internal]
    return min(free, key=_standing, default=None)


def _standing(bookable: DraftEntity) -> tuple[bool, int]:
    return bookable.assumed, BOOKABLE.index(bookable.key) if bookable.key in BOOKABLE else len(BOOKABLE)


def _drop(reading: Reading, entity: DraftEntity) -> None:
    """Leaves out a record that was only assumed, where the prompt names another one to book."""
    reading.entities.remove(entity)
    for other in reading.entities:
        other.fields = [field for field in other.fields if field.target != entity.name]


def _named_beside_booking(reading: Reading, bookable: DraftEntity) -> bool:
    words = "|".join(re.escape(word) for word in (*(bookable.entry.words if bookable.entry else ()), bookable.key))
    found = re.compile(rf"\b(?:{words})s?(?: and \w+)? (?:reservation|booking)s?\b", re.IGNORECASE)
    return any(found.search(sentence.text) for sentence in reading.sentences) or any(
        statement.verb.base in _ASKING and bookable in acted_on(reading, statement) for statement in reading.statements
    )


def _booking_of(reading: Reading, bookable: DraftEntity, because: str) -> DraftEntity:
    """A record of bookings of its own, beside those of other things."""
    words = (*bookable.name.split("_"), "booking")
    shape(reading, [Choice(f"{bookable.name}_booking", None, words, because)])
    made = reading.entities[-1]
    made.entry, made.kind = None, lexicon().entities["booking"].kind
    made.fields = [DraftField("guest_name", "Guest name", FieldType.TEXT, required=True, pool="person")]
    return made


def _offer(reading: Reading, bookable: DraftEntity, record: DraftEntity, because: str) -> Offer:
    if bookable.key in _DATED and not any(_is_beginning(field) for field in bookable.fields):
        add_field(bookable, _DATED[bookable.key], because)
    kind = _kind(reading, bookable, record)
    options = {"kind": kind, "record": record.name}
    options["subject"] = _subject(record, bookable, because)
    options |= _times(record, kind, _BY_DAYS.get(bookable.key, "night"), because)
    if kind == "event":
        moment = next(field for field in bookable.fields if _is_beginning(field))
        moment.between = moment.between or _COMING
        options["moment"] = moment.name
    if kind == "slots":
        bookable.fields = [field for field in bookable.fields if field.name != "room_type" or field.because]
        options |= _length(bookable)
        options |= add_hours(reading, bookable, record, options, because)
    if kind != "event":
        bookable.fields = [field for field in bookable.fields if not _tells_occupancy(field)]
    options |= _who(reading, record, because)
    options |= _amounts(bookable, record, kind, because)
    if "price" not in options and record.key != "viewing":
        hourly = price_by_hour(reading, bookable, record, kind, because)
        options |= _total(hourly, record, because)
        if hourly is None:
            forget_price(reading, bookable, record)
    options["status"] = _status(record, because)
    return Offer(bookable, record, kind, options)


def _kind(reading: Reading, bookable: DraftEntity, record: DraftEntity) -> str:
    if any(_is_beginning(field) for field in bookable.fields):
        return "event"
    said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    stays = bool(said & _STAYS) or _DAYS_OF_STAY.search(reading.text) is not None
    stays = stays or (reading.domain is not None and reading.domain.name in {"hotel", "travel"})
    if record.key in {"viewing", "appointment"} or bookable.key not in _BY_DAYS:
        return "slots"
    if bookable.key in {"room", "property"} and not stays:
        return "slots"
    return "range"


def _is_beginning(field: DraftField) -> bool:
    return field.type in TEMPORAL and _BEGINS.match(field.name) is not None and not field.name.endswith("end")


def _tells_occupancy(field: DraftField) -> bool:
    """Whether a state says what the bookings say better, and nobody asked for it."""
    return field.type is FieldType.CHOICE and not field.because and len(_OCCUPIED & set(field.choices)) > 1


def _subject(record: DraftEntity, bookable: DraftEntity, because: str) -> str:
    known = next((f for f in record.fields if f.target == bookable.name), None)
    # The words for what is booked, where no record was known that they could refer to.
    record.fields = [f for f in record.fields if f.name != "books" or f.target or f.because]
    name = safe_field_name(bookable.name, record.name)
    field = known or add_field(record, f"{name}! @{bookable.name}", because)
    field.label = field.label if known else bookable.label
    for other in record.fields:
        other.required = other is field or (other.required and other.type is not FieldType.REFERENCE)
    return field.name


def _times(record: DraftEntity, kind: str, per: str, because: str) -> dict[str, str]:
    """The fields that say when; other dates of the record, which nobody asked for, go."""
    dates = [f for f in record.fields if f.type in TEMPORAL | {FieldType.TIME}]
    if kind == "slots":
        start = next((f for f in dates if f.type is FieldType.DATETIME), None)
        kept = [start or add_field(record, "starts_at! datetime: 1..14", because)]
    elif kind == "range":
        days = [f for f in dates if f.type is FieldType.DATE]
        last = next((f for f in days if _ENDS.search(f.name)), None)
        first = next((f for f in days if f is not last), None)
        names = ("check_in", "check_out") if per == "night" else ("starts_on", "ends_on")
        if first is None or last is None:
            first, last = (add_field(record, f"{name}! date: 1..14", because) for name in names)
        kept = [first, last]
    else:
        kept = []
    record.fields = [f for f in record.fields if f not in dates or f in kept]
    for field in kept:
        field.required = True
    named = dict(zip(("start", "end"), (field.name for field in kept), strict=False))
    return named | ({"per": per} if kind == "range" else {})


def _length(bookable: DraftEntity) -> dict[str, str]:
    names = ("duration_minutes", "duration", "minutes")
    field = next((f for f in bookable.fields if f.type is FieldType.INTEGER and f.name in names), None)
    usual = {"minutes": str(_MINUTES.get(bookable.key, 60))}
    return usual | ({"length": field.name} if field else {})


def _who(reading: Reading, record: DraftEntity, because: str) -> dict[str, str]:
    """The fields for the person, in front: the title is a name; no record of a person is asked for beside it."""
    codes = {"reference_code", "ticket_code", "code"}
    record.fields = [field for field in record.fields if field.name not in codes or field.because]
    name = next((f for f in record.fields if f.type is FieldType.TEXT and f.name.endswith("name")), None)
    name = name or add_field(record, "guest_name! text: ~person", because)
    name.required, name.label = True, name.label if name.because not in {"", because} else "Name"
    email = next((f for f in record.fields if f.type is FieldType.EMAIL), None)
    phone = next((f for f in record.fields if f.type is FieldType.PHONE), None)
    email = email or add_field(record, "email email", because)
    phone = phone or add_field(record, "phone phone", because)
    first = [name, email, phone]
    people = {entity.name for entity in reading.entities if entity.kind is EntityKind.PERSON}
    others = [f for f in record.fields if f not in first and (f.because or f.target not in people)]
    record.fields = [*first, *others]
    record.fields.sort(key=lambda field: field.type is FieldType.LONG_TEXT)
    return {"name": name.name, "email": email.name, "phone": phone.name}


def _amounts(bookable: DraftEntity, record: DraftEntity, kind: str, because: str) -> dict[str, str]:
    """How many fit, how many come, and what it costs."""
    found: dict[str, str] = {}
    capacity = _integer(bookable, _PLACES)
    if bookable.key in _SHARED:
        capacity = capacity or add_field(bookable, _SHARED[bookable.key], because)
        found["counts"] = "people"
    if kind == "event":
        capacity = capacity or add_field(bookable, "places! int: 6..24", because)
        found["counts"] = "people"
    if bookable.key == "hotel":
        capacity = add_field(bookable, "rooms_to_let! int: 2..12", because)
        found["counts"] = "bookings"
    if capacity is not None:
        capacity.minimum = max(capacity.minimum or 0, 1)
        found["capacity"] = capacity.name
    people = _integer(record, _PEOPLE)
    if people is None and capacity is not None:
        people = add_field(record, "people! int: 1..4", because)
    if people is not None:
        people.required, people.minimum = True, 1
        found["people"] = people.name
    if bookable.key in _UNPRICED and not any(_PRICES.search(field.name) for field in bookable.fields):
        record.fields = [field for field in record.fields if field.name != "price" or field.because]
        return found
    return found | _total(_price(bookable, record, kind, because), record, because)


def _total(price: DraftField | None, record: DraftEntity, because: str) -> dict[str, str]:
    """The field for what a booking costs, where there is a price to work it out from."""
    if price is None:
        return {}
    total = sum_owed(record) or add_field(record, "total money: 20..260", because)
    return {"price": price.name, "total": total.name}


def _price(bookable: DraftEntity, record: DraftEntity, kind: str, because: str) -> DraftField | None:
    """What one night, day or place costs; the price of something that is let is not what it is sold for."""
    prices = [f for f in bookable.fields if f.type is FieldType.MONEY and _PRICES.search(f.name)]
    if record.key == "viewing":
        return None
    if kind != "range":
        by_night = [f for f in prices if f.name.endswith("per_night") and not f.because]
        bookable.fields = [f for f in bookable.fields if f not in by_night]
        prices = [f for f in prices if f not in by_night]
    if kind == "range" and not any("_" in field.name for field in prices):
        bookable.fields = [field for field in bookable.fields if field not in prices]
        per = (
            "price_per_night! money: 60..220" if _BY_DAYS.get(bookable.key) == "night" else "daily_rate! money: 25..90"
        )
        return add_field(bookable, per, because)
    return next(iter(prices), None)


def _integer(entity: DraftEntity, names: tuple[str, ...]) -> DraftField | None:
    fields = {field.name: field for field in entity.fields if field.type is FieldType.INTEGER}
    return next((fields[name] for name in names if name in fields), None)


def _status(record: DraftEntity, because: str) -> str:
    status = state_field(record)
    if status is None:
        status = add_field(record, "status! choice: Requested | Confirmed | Done | Declined | Cancelled", because)
    status.required = True
    if not any(choice.lower().startswith(_REFUSED) for choice in status.choices):
        place = next((n for n, c in enumerate(status.choices) if c.lower().startswith("cancel")), len(status.choices))
        status.choices = (*status.choices[:place], "Declined", *status.choices[place:])
    if not any(choice.lower().startswith("cancel") for choice in status.choices):
        status.choices = (*status.choices, "Cancelled")
    return status.name
