"""Joining, as the reader and the compiler know it."""

from millwright.factory.generation.capabilities import Capability
from millwright.factory.generation.capabilities.booking.offers import is_queued_for
from millwright.factory.generation.capabilities.joining.launching import (
    complete,
    count_joined,
    counts_people,
    is_launched,
    launched,
    launches,
    least_of,
    provide,
    quantity_of,
    require_station,
    tell,
)
from millwright.factory.generation.capabilities.joining.lending import is_lent, lend
from millwright.factory.generation.capabilities.joining.lending import options as of_lending
from millwright.factory.generation.capabilities.joining.reading import (
    BOOKED_BY,
    Joined,
    askers,
    booked_in,
    brings,
    joined,
    limit_of,
    listed,
    places_of,
    shows_people,
    told,
    words,
)
from millwright.factory.generation.capabilities.joining.writing import contribute
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.attributes import same_meaning
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import outsiders, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind
from millwright.factory.generation.spec import TEMPORAL, Access, FieldType, Part, Reach

NAME = "joining"
_LEFT = ("withdrawn", "returned", "left", "dropped", "cancelled", "canceled")
_THEIRS = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)
_CLOSES = tuple("closes_on closes_at deadline registration_deadline sign_up_deadline ends_on end_date ends_at".split())
_BEGINS = tuple(
    "departs_at departure_time departure_date starts_at starts_on begins_at held_at held_on takes_place_on event_date"
    " date".split()
)
_PLACES = (6, 24)
_NAME = "participant_name"
_MADE = (
    "_application",
    "_enrolment",
    "_loan",
    "_membership",
    "_participation",
    "_registration",
    "_holding",
    "_response",
)
"""How the keys of records end that are made where there are none."""


def _draft(reading: Reading) -> None:
    """The record that keeps who takes part, and what it goes by: what for, since when, as long as there are places."""
    provide(reading)
    for one in all_joined(reading):
        record = one.record or _made(reading, one)
        if not is_launched(record):
            record.fields = [field for field in record.fields if field.because or field.name not in listed("needless")]
        if is_lent(one):
            lend(reading, one, record)
        if shows_people(reading, one):
            _forget_people(reading)
        _name_person(record, one.because)
        _let_leave(record)
        _refer(record, one)
        if not is_lent(one):
            complete(one, record)
        said = limit_of(reading) if not is_launched(record) else ""
        if said:
            limit_places(one.subject, said)
            reading.reasons.append((f"Places of {one.subject.plural_label.lower()}"[:60], said))


def all_joined(reading: Reading) -> list[Joined]:
    """What people put themselves down for by the prompt's verbs, and what members launch for each other."""
    said, kept = joined(reading), list(launched(reading))
    for one in kept:
        same = next((known for known in said if known.subject is one.subject), None)
        verb, because = (same.verb, same.because) if same is not None else (one.verb, one.because)
        one.verb, one.because = verb if one.verb == "join" else one.verb, because
    launched_for = {one.subject.name for one in kept}
    records = {one.record.name for one in kept if one.record is not None}
    others = (one for one in said if one.subject.name not in launched_for | records)
    return [*kept, *(one for one in others if one.record not in [known.record for known in kept])]


def _made(reading: Reading, one: Joined) -> DraftEntity:
    """A record for what the prompt only has a verb for: "join a run"."""
    kind = "membership" if one.verb == "join" and one.subject.key in listed("groups") else told("verbs").get(one.verb)
    entry = words()[kind or "enrolment"]
    word = entry["label"].lower()
    booked = booked_in(reading)
    for kept in [e for e in reading.entities if e.key in BOOKED_BY and e.name not in booked]:
        if any(field.target == one.subject.name for field in kept.fields) or is_queued_for(reading, one.subject):
            reading.forget(kept)
    if one.verb in listed("answering"):
        # What a table or a room is reserved by has other fields than what a member puts by for another.
        for usual in [e for e in reading.entities if e.key in BOOKED_BY and e.name not in booked_in(reading)]:
            reading.forget(usual)
    shape(reading, [Choice(f"{one.subject.name}_{word}", None, (word,), one.because)])
    record = reading.entities[-1]
    record.kind, record.fields = EntityKind.PERSONAL, []
    if called := entry.get("called"):
        record.label, record.plural_label = called, f"{called}s"
    for line in entry["fields"].strip().splitlines():
        add_field(record, line, "")
    if one.subject.entry is None and kind in {"participation", "registration"}:
        _date(one)
    return record


def _forget_people(reading: Reading) -> None:
    """Those who are only seen as people who take part need no records of their own."""
    for entity in [e for e in reading.entities if e.kind is EntityKind.PERSON and e.key in listed("seen")]:
        acts = {mention.act for mention in reading.mentions if mention.key == entity.key}
        if acts <= {Act.VIEW}:
            reading.forget(entity)


def _date(one: Joined) -> None:
    """What people come to takes place some time, which lies ahead."""
    subject = one.subject
    dated = [field for field in subject.fields if field.type in TEMPORAL]
    if not dated:
        add_field(subject, "starts_at datetime: 1..30", f"assumed: people come to {subject.plural_label.lower()}")
    for field in dated:
        field.between = field.between or (1, 30)


def _name_person(record: DraftEntity, because: str) -> None:
    """Who it is stands in front, as a name and not as a row of a list of people."""
    known = [field for field in record.fields if field.name.endswith("name")]
    name = next((field for field in known if field.type is FieldType.TEXT), None)
    if name is None:
        person = next((field for field in known if field.type is FieldType.REFERENCE), None)
        if person is not None:
            record.fields.remove(person)
        line = f"{person.name if person else _NAME}! text: ~person"
        name = add_field(record, line, because)
        name.label = person.label if person else "Name"
    record.fields.remove(name)
    record.fields.insert(0, name)
    name.required = True


def _let_leave(record: DraftEntity) -> None:
    """Whoever steps back is not forgotten: there is a state for it."""
    state = state_field(record)
    if state is None:
        state = add_field(record, "status! choice: Registered | Withdrawn", "")
    if not {choice_value(choice) for choice in state.choices} & {*_LEFT}:
        state.choices = (*state.choices, "Withdrawn")


def _refer(record: DraftEntity, one: Joined) -> None:
    """It names what for, and needs to."""
    subject = one.subject
    field = next((f for f in record.fields if f.target == subject.name), None)
    if field is None:
        named = safe_field_name(subject.name, record.name)
        field = add_field(record, f"{named} @{subject.name}", one.because)
        field.label = subject.label
    field.required = True
    record.fields.remove(field)
    record.fields.insert(1, field)


def limit_places(subject: DraftEntity, because: str) -> None:
    """How many can take part is a number."""
    counted = [field for field in subject.fields if field.name in same_meaning("places")]
    known = next(iter(sorted(counted, key=lambda field: field.type is not FieldType.INTEGER)), None)
    subject.fields = [field for field in subject.fields if field is known or field not in counted]
    field = known or add_field(subject, "places int", because)
    field.because = field.because or because
    field.type, field.between, field.minimum = FieldType.INTEGER, field.between or _PLACES, 1
    field.pool, field.values, field.choices = "", (), ()
    field.label = "Places" if known is None or field.name.startswith("limited") else field.label


def _settle(reading: Reading) -> None:
    _let_join(reading)
    if any(part.capability == NAME for part in reading.parts):
        require_station(reading)
    used = {value for part in reading.parts for value in (part.entity, *part.options.values())}
    for made in [entity for entity in reading.entities if entity.key.endswith(_MADE) and entity.entry is None]:
        if made.name not in used and made.fields[0].name == _NAME:
            reading.forget(made)


def _let_join(reading: Reading) -> None:
    for one in all_joined(reading):
        asking = askers(reading, one)
        if not asking and one.record is not None and is_launched(one.record):
            asking = outsiders(reading)
        if one.record is None or not asking or one.record.visitors.create:
            continue
        _entrust(reading, one, one.record, asking)
        seen = shows_people(reading, one)
        if seen:
            reading.reasons.append((f"Who takes part in {one.subject.plural_label.lower()}"[:60], seen))
        add_part(
            reading,
            Part(capability=NAME, entity=one.record.name, options=_options(reading, one, one.record, seen)),
            one.because,
        )


def _entrust(reading: Reading, one: Joined, record: DraftEntity, asking: list[DraftRole]) -> None:
    """People put themselves down and see that; whoever offers something sees and answers who wants it, strangers what
    they offer themselves. How things stand is for those to say who answer."""
    for field in record.fields:
        field.kept = field.kept or field is state_field(record) or (field.required and field.type in TEMPORAL)
    for role in reading.roles:
        if role.kind is RoleKind.ADMIN:
            continue
        offer = one.subject.access.get(role.name, Access())
        before = record.access.get(role.name, Access())
        offers = offer.create and offer.update is Reach.OWN
        if role in asking:
            leads = launches(reading, role, one)
            offer = _THEIRS if leads else offer
            filled_in = Reach.OWN if leads or before.update is not Reach.NONE else Reach.NONE
            record.access[role.name] = Access(read=Reach.OWN, create=True, update=filled_in)
            seen = Access(read=Reach.ALL)
            one.subject.access[role.name] = offer | seen if leads or brings(reading, role, one.subject) else seen
        elif offers and role.kind is RoleKind.OUTSIDER:
            record.access[role.name] = Access(read=Reach.OWN, update=Reach.OWN)
        elif role.kind is RoleKind.OUTSIDER and before.read is not Reach.ALL:
            record.access.pop(role.name, None)
        elif role.kind is RoleKind.STAFF and offer.create:
            record.access[role.name] = before | Access(read=Reach.ALL, update=Reach.ALL)


def _options(reading: Reading, one: Joined, record: DraftEntity, seen: str) -> dict[str, str]:
    subject, verb = one.subject, one.verb
    by = next(field.name for field in record.fields if field.target == subject.name)
    state = state_field(record)
    states = [choice_value(choice) for choice in state.choices] if state else []
    address = next((field.name for field in record.fields if field.type is FieldType.EMAIL), "")
    options = {
        "by": by,
        "name": record.fields[0].name,
        "email": address,
        "status": state.name if state else "",
        "gone": next((value for value in states if value in _LEFT), ""),
        "places": places_of(subject) if least_of(subject) != places_of(subject) else "",
        "least": least_of(subject) if is_launched(record) else "",
        "heads": "yes" if is_launched(record) and counts_people(least_of(subject)) else "",
        "only": "exchangeable" if is_launched(record) and subject.field("exchangeable") is not None else "",
        "quantity": quantity_of(record) if is_launched(record) else "",
        "begins": _beginning(subject),
        "button": told("buttons").get(verb, "Sign up"),
        "leave": told("leaving").get(verb, "Withdraw"),
        "shown": "yes" if seen else "",
        **of_lending(reading, one, record),
    }
    return {name: value for name, value in options.items() if value}


def _beginning(subject: DraftEntity) -> str:
    """The field that says until when others can follow: its deadline, else when it begins."""
    dated: dict[str, DraftField] = {field.name: field for field in subject.fields if field.type in TEMPORAL}
    if any(name in dated for name in _BEGINS):  # Then the end is no deadline.
        dated = {name: field for name, field in dated.items() if not name.startswith("end")}
    own = (f"{subject.name}_date", f"{subject.name}_time")
    return next((name for name in (*_CLOSES, *_BEGINS, *own) if name in dated), "")


def _finish(reading: Reading) -> None:
    """What needs enough people says how many there are."""
    parts = [known for known in reading.parts if known.capability == NAME]
    for part in parts:
        count_joined(reading, part)
    if parts:
        tell(reading)


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    contribute,
    finish=_finish,
    after=("booking", "member_posts"),
    optional=frozenset({"email", "status", "gone", "places", "begins", "due", "back", "least", "quantity", "only"}),
    theirs=frozenset({"places", "begins", "least", "only"}),
    states=frozenset({"gone"}),
)
