"""Booking, as the reader and the compiler know it."""

import re
from copy import copy

from millwright.factory.generation.capabilities import Capability
from millwright.factory.generation.capabilities.booking.accounts import link_accounts, sign_first_in
from millwright.factory.generation.capabilities.booking.offers import Offer, asked, kept_by_staff, offers
from millwright.factory.generation.capabilities.booking.people import add_people
from millwright.factory.generation.capabilities.booking.things import as_things, is_answered, take_in
from millwright.factory.generation.capabilities.booking.view import DONE
from millwright.factory.generation.capabilities.booking.writing import contribute
from millwright.factory.generation.capabilities.calendar.capability import add_calendar
from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.fields import entry_lines, safe_field_name
from millwright.factory.generation.reader.lookups import acted_on, outsiders
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import TEMPORAL, Access, Board, Reach, SampleValue

_OWN = Access(read=Reach.OWN)
_OFFERED = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)
_LISTING = frozenset({"list", "offer", "add", "lend", "upload", "share"})
_DECIDING = frozenset({"approve", "accept", "confirm", "decline", "reject"})
_DECIDED = "whoever runs the site confirms what is asked for; those who offer a thing do not decide who gets it"
_SAID_HOURS = re.compile(
    r"\b(availability|available (hours|times)|working hours|office hours|time ?slots)\b", re.IGNORECASE
)
_HOURS_RECORD = re.compile(r"^(working|office|available|opening) (hour|time)s?$|^availabilit(y|ies)$", re.IGNORECASE)
_HOURS = re.compile(r"(\d+) hours? (?:before|in advance|ahead|notice)", re.IGNORECASE)
_DAYS = re.compile(r"(\d+) days? (?:before|in advance|ahead|notice)", re.IGNORECASE)
_SAYS_WHEN = re.compile(r"(^|_)(day|weekday|from|to|until|date|dates|hours|time)$")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NIGHTS = (2, 1, 3, 2, 4)


def draft(reading: Reading) -> None:
    """The records and fields that booking needs; opening hours and closed days beside them."""
    add_people(reading)
    as_things(reading)
    because = asked(reading)
    if because and not reading.site and _for_strangers(reading):
        reading.site = because
    for offer in offers(reading):
        if offer.kind == "slots":
            _forget_hours(reading)
            hours = _usual(add_record(reading, "opening_hour", because))
            named = safe_field_name(offer.bookable.name, "opening_hour")
            add_field(hours, f"{named} @{offer.bookable.name}", because).label = offer.bookable.label
            if _SAID_HOURS.search(reading.text):
                hours.label = hours.plural_label = "Available hours"
        if offer.kind != "event":
            closure = _usual(add_record(reading, "closure", because))
            name = safe_field_name(offer.bookable.name, "closure")
            field = add_field(closure, f"{name} @{offer.bookable.name}", because)
            field.label = offer.bookable.label


def _usual(record: DraftEntity) -> DraftEntity:
    """The hours or closures with the fields that booking goes by, in place of days and times that a prompt lists."""
    lines = [copy(field) for field, _, _ in entry_lines(record.entry.fields)] if record.entry is not None else []
    if all(record.field(field.name) for field in lines):
        return record
    same = {field.name for field in lines}
    told = [f for f in record.fields if f.name not in same and f.type not in TEMPORAL and not _SAYS_WHEN.search(f.name)]
    record.fields = [*lines, *told]
    return record


def _for_strangers(reading: Reading) -> bool:
    """Whether those who book come from outside: the prompt names them, and it is no tool for the office."""
    people = [statement.subject for statement in reading.statements if statement.subject]
    said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    outside = any(person.generic or person.kind is RoleKind.OUTSIDER for person in people)
    return outside and not said & {"internal", "employees", "employee", "office", "team", "staff", "colleagues"}


def _forget_hours(reading: Reading) -> None:
    """What the prompt calls working hours or availability is kept as opening hours, which booking goes by."""
    for entity in list(reading.entities):
        if entity.entry is None and _HOURS_RECORD.match(entity.label) and not entity.internal:
            reading.forget(entity)


def settle(reading: Reading) -> None:
    """Booking goes by pages of its own, so that nobody outside enters records; staff see all of them in a calendar."""
    because = asked(reading)
    diary = kept_by_staff(reading)
    if diary is not None:
        add_calendar(reading, diary, diary.because)
    _keep_hours(reading)
    for offer in offers(reading):
        take_in(reading, offer.record)
        for role in reading.roles:
            access = offer.record.access.get(role.name, Access())
            if role.kind is RoleKind.OUTSIDER or access.read is Reach.OWN or is_answered(reading, offer.record, role):
                offer.record.access[role.name] = _OWN
                offer.bookable.access[role.name] = _offered(reading, offer, role)
        offer.record.visitors = Access()
        link_accounts(reading, offer, because)
        add_part(reading, _part(reading, offer), because)
        if offer.kind == "event":
            add_calendar(reading, offer.bookable, because)
        else:
            add_calendar(reading, offer.record, because)
        if offer.kind == "range" and reading.layout is Layout.SITE:
            title = f"Find free {offer.bookable.plural_label.lower()}"
            section = Section(kind=SectionKind.PART, capability="booking", entity=offer.bookable.name, title=title)
            _second(reading, section)


def _offered(reading: Reading, offer: Offer, role: DraftRole) -> Access:
    """What those who book may do with what is booked: read it, and offer their own where they list it."""
    listing = (s for s in reading.statements if s.subject is not None and s.subject.name == role.key)
    if not any(s.verb.base in _LISTING and offer.bookable in acted_on(reading, s) for s in listing):
        return Access(read=Reach.ALL)
    decides = (s for s in reading.statements if s.verb.base in _DECIDING and s.subject is not None)
    theirs = next((s for s in decides if s.subject is not None and s.subject.name in {"owner", role.key}), None)
    if theirs is not None and theirs.subject is not None:
        words = theirs.sentence.words(theirs.subject.start, theirs.start + 1)
        reading.not_built.append((words, _DECIDED))
    return _OFFERED


def _keep_hours(reading: Reading) -> None:
    """When it is open is for those to say who work there."""
    theirs = {role.name for role in outsiders(reading)}
    for entity in reading.entities:
        if entity.key in {"opening_hour", "closure"}:
            entity.access = {name: access for name, access in entity.access.items() if name not in theirs}


def _second(reading: Reading, section: Section) -> None:
    """Puts a section below the first one of the home page."""
    for place, page in enumerate(reading.pages):
        if page.name == "home":
            sections = (page.sections[0], section, *page.sections[1:])
            reading.pages[place] = page.model_copy(update={"sections": sections})


def finish(reading: Reading) -> None:
    """Opening hours for every weekday, a closure, and bookings whose days, people and prices agree."""
    late = any({"hours", "price"} <= offer.options.keys() for offer in offers(reading))
    closes = "22:00" if late else "18:00"
    for entity in reading.entities:
        if entity.key == "closure" and _has(entity, "reason", "starts_on", "ends_on"):
            closed = {"reason": "Renovation", "starts_on": "+40d", "ends_on": "+41d"}
            entity.samples = (_needed_by(entity) | closed,)
        if entity.key == "opening_hour" and _has(entity, "weekday", "opens", "closes"):
            entity.samples = tuple(
                _needed_by(entity)
                | {"weekday": day, "opens": "09:00" if day != "saturday" else "10:00", "closes": closes}
                for day in _WEEK[: 7 if late else 6]
            )
    for offer in offers(reading):
        _sort_by_state(reading, offer)
        sign_first_in(offer)
        offer.record.samples = tuple(
            row | _agreeing(offer, position, row) for position, row in enumerate(offer.record.samples)
        )


def _has(entity: DraftEntity, *names: str) -> bool:
    """Whether a record has these fields: where nothing is booked it has those that the prompt lists."""
    return all(entity.field(name) is not None for name in names)


def _needed_by(entity: DraftEntity) -> dict[str, SampleValue]:
    """What each row has beside its own words, such as the state of closures that are approved."""
    first = entity.samples[0] if entity.samples else {}
    return {f.name: first[f.name] for f in entity.fields if f.required and first.get(f.name) is not None}


def _sort_by_state(reading: Reading, offer: Offer) -> None:
    """A board, on which staff confirm, decline and complete."""
    if all(board.entity != offer.record.name for board in reading.boards):
        label = f"{offer.record.plural_label} by state"
        reading.boards.append(Board(entity=offer.record.name, field=offer.options["status"], label=label))


def _part(reading: Reading, offer: Offer) -> Part:
    text = reading.text
    hours, days = _HOURS.search(text), _DAYS.search(text)
    notice = int(hours[1]) if hours else int(days[1]) * 24 if days else 2
    public = reading.layout is Layout.SITE and offer.bookable.visitors.read is Reach.ALL
    guests = public and not reading.wished("sign_in")
    options = offer.options | {"notice": str(min(notice, 24 * 90)), "guests": "yes" if guests else "no"}
    return Part(capability="booking", entity=offer.bookable.name, options=options)


def _agreeing(offer: Offer, position: int, row: dict[str, SampleValue]) -> dict[str, SampleValue]:
    """The values of a sample that have to fit what is booked."""
    options = offer.options
    made: dict[str, SampleValue] = {}
    rows = offer.bookable.samples
    subject = row[options["subject"]]
    booked = rows[subject] if isinstance(subject, int) else {}
    nights = _NIGHTS[position % len(_NIGHTS)]
    if offer.kind == "slots" and "length" not in options:
        over = DONE.match(str(row.get(options["status"]))) is not None
        made[options["start"]] = _on_the_hour(
            str(row.get(options["start"])), position, int(options["minutes"]), over=over
        )
    if offer.kind == "range":
        start = -6 + 2 * position
        made[options["start"]], made[options["end"]] = f"{start:+d}d", f"{start + nights:+d}d"
    if "people" in options:
        most = booked.get(options.get("capacity", ""))
        made[options["people"]] = min(1 + position % 3, most if isinstance(most, int) else 3)
    price = booked.get(options.get("price", ""))
    if "total" in options and isinstance(price, int | float):
        hours = row.get(options.get("hours", ""))
        times = nights + (options["per"] == "day") if offer.kind == "range" else hours if isinstance(hours, int) else 1
        made[options["total"]] = round(float(price) * times, 2)
    return made


def _on_the_hour(moment: str, position: int, minutes: int, *, over: bool) -> SampleValue:
    """A time at which something begins, and for what is to come one of the next days, which people look at first."""
    days = days_from_today(moment) or 0
    clock = 9 * 60 + minutes * (1 + position * 2 % (7 * 60 // minutes))
    day = -1 - position % 6 if over and days >= 0 else days if days <= 0 else 1 + position % 4
    return f"{day:+d}d{clock // 60:02d}:{clock % 60:02d}"


CAPABILITY = Capability("booking", draft, settle, contribute, finish=finish)
