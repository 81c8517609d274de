"""What members launch for each other: how many are needed or can come, until when, and what their leader answers."""

import re
from collections.abc import Iterator

from millwright.factory.generation.capabilities.joining.reading import Joined, listed, places_of, told
from millwright.factory.generation.formulas import Formula, Operation, Rows
from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.attributes import same_meaning
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, lexicon
from millwright.factory.generation.reader.words import singular
from millwright.factory.generation.spec import FieldType, Part, SampleValue

JOINED = "joined_so_far"
"""What the number is called that says how many have joined something."""
_GRANTING = ("accept", "approve", "confirm")
_LEAST = ("minimum", "min", "required", "needed")
_MOST_LESS = 4
_PICKED_UP = re.compile(
    r"\b(?:self[- ])?pick-?up (?:points?|stations?|locations?|places?)\b|\bcollection points?\b", re.IGNORECASE
)
_EXCHANGEABLE = re.compile(
    r"\b(?:exchangeable|swappable|tradable|tradeable|(?:for|open to) (?:exchange|swap|trade))\b", re.IGNORECASE
)
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.LOG})
_BOTH = re.compile(
    r"\bboth (?:sides|parties|users|members)(?: can| must| should)? confirm\b[^.,;]{0,30}", re.IGNORECASE
)
_NO_SECOND = "whoever is asked accepts and says when it is done; the other side does not confirm it a second time"
_ENDING = frozenset({"deadline", "end_date", "ends_on", "closing_date"})


def provide(reading: Reading) -> None:
    """Adds what is answered with, where an application is there for launching and the prompt names no record of it."""
    core = reading.domain.core if reading.domain is not None else ()
    for key in [key for key in core if key in told("launched")]:
        offered = lexicon().entities[key].fields.split("@", 1)[1].split()[0].split("/")
        if any(reading.entity(name) for name in offered):
            record = add_record(reading, key, reading.domain_because)
            record.assumed = False
    _exchange(reading)
    kept = any(is_launched(entity) for entity in reading.entities)
    for entity in [e for e in reading.entities if kept and e.key == "application" and not _has_fields(e)]:
        reading.forget(entity)  # By the verb alone: "apply to join a trip".
    share = reading.entity("group_share")
    fetched = _PICKED_UP.search(reading.text)
    if share is not None and fetched:
        add_record(reading, "pickup_station", fetched[0])
        made = add_field(share, "pickup_point! @pickup_station", fetched[0])
        made.type, made.target, made.choices = FieldType.REFERENCE, "pickup_station", ()
    elif share is not None:
        share.fields = [field for field in share.fields if field.because or field.name != "pickup_point"]


def _has_fields(entity: DraftEntity) -> bool:
    return any(field.because for field in entity.fields)


def _exchange(reading: Reading) -> None:
    """What an exchange is proposed for: what members show, and only what they say is to be exchanged, where they do."""
    proposal = reading.entity("swap_proposal")
    wanted = proposal.field("wanted") if proposal is not None else None
    shown = [e for e in reading.entities if e.kind in _SHOWN and not e.internal]
    if proposal is None or wanted is None or not shown:
        return
    subject = next((e for e in shown if e.name == wanted.target), shown[0])
    wanted.type, wanted.target, wanted.required = FieldType.REFERENCE, subject.name, True
    wanted.values, wanted.pool = (), ""
    said = _EXCHANGEABLE.search(reading.text)
    if said and subject.entry is not lexicon().entities["swap_item"]:
        add_field(subject, "exchangeable! bool: yes | yes | no | yes", said[0])


def require_station(reading: Reading) -> None:
    """Who has to fetch something says where."""
    share = reading.entity("group_share")
    field = share.field("pickup_point") if share is not None else None
    if field is not None and field.target:
        field.required = True


def tell(reading: Reading) -> None:
    """Says what the two sides of what was joined do not do here."""
    found = _BOTH.search(reading.text)
    if found and (found[0], _NO_SECOND) not in reading.not_built:
        reading.not_built.append((found[0], _NO_SECOND))


def launched(reading: Reading) -> Iterator[Joined]:
    """What members put up for each other, by the records that keep who answered it, whatever verb the prompt has."""
    for key, verb in told("launched").items():
        record = reading.entity(key)
        about = next((field.target for field in record.fields if field.target), None) if record else None
        subject = reading.entity(about) if about else None
        if record is not None and subject is not None:
            yield Joined(subject, verb, record.because, record)


def is_launched(record: DraftEntity) -> bool:
    """Whether a record keeps who answered what members put up."""
    return record.key in told("launched")


def launches(reading: Reading, role: DraftRole, one: Joined) -> bool:
    """Whether people of a role put such things up themselves, beside joining those of others."""
    if one.record is None or not is_launched(one.record):
        return False
    named = _named(reading, one)
    return not named or role.name in named


def _named(reading: Reading, one: Joined) -> set[str]:
    rights = one.subject.access
    return {role.name for role in reading.roles if (access := rights.get(role.name)) is not None and access.create}


def complete(one: Joined, record: DraftEntity) -> None:
    """Gives what is launched the numbers that it goes by, and its record the name that says what it keeps."""
    entry = record.entry
    if entry is not None and is_launched(record) and record.label.split()[-1].lower() in listed("people"):
        record.label, record.plural_label = entry.label, entry.plural_label
    _say_once(one.subject)
    for field in one.subject.fields:
        counted = field.name in {least_of(one.subject), places_of(one.subject)}
        if counted and (field.type is not FieldType.INTEGER or is_launched(record)):
            field.type, field.choices, field.pool, field.values = FieldType.INTEGER, (), "", ()
            field.minimum, field.target = 1, None
            field.between = field.between or (3, 12)
    for field in record.fields:
        if is_launched(record) and field.name == quantity_of(record):
            field.minimum = 1  # Nobody joins with nothing.
    _count_places(one.subject)


def _say_once(subject: DraftEntity) -> None:
    """What the prompt says of how many are needed and until when stands for what such a thing usually has."""
    asked = [field.name for field in subject.fields if field.because]
    for field in subject.fields:
        if field.name in _ENDING:
            field.between = field.between or (2, 20)
    usual = {"closes_on"} if _ENDING & {*asked} else set[str]()
    if any(name.split("_")[0] in _LEAST[:3] for name in asked):
        usual |= {"minimum_shares"} - {*asked}
    subject.fields = [field for field in subject.fields if field.because or field.name not in usual]


def _count_places(subject: DraftEntity) -> None:
    """How many can come along is one number: the one that the prompt names, where it names one."""
    known = [f for f in subject.fields if f.name in same_meaning("places")]
    for more in [f for f in known if not f.because] if any(f.because for f in known) else []:
        subject.fields.remove(more)


def least_of(subject: DraftEntity) -> str:
    """The field that says how many are needed for it to come about; none where any number will do."""
    numbers = (f.name for f in subject.fields if f.type is not FieldType.REFERENCE)
    return next((name for name in numbers if name.split("_")[0] in _LEAST[:3]), "")


def counts_people(least: str) -> bool:
    """Whether the number that is needed is one of those who join, whatever each of them orders."""
    return any(singular(word) in listed("heads") for word in least.split("_"))


def quantity_of(record: DraftEntity) -> str:
    """The field that says for how many somebody joins; none where each is one."""
    numbers = (f.name for f in record.fields if f.type is FieldType.INTEGER)
    return next((name for name in numbers if name in listed("quantities")), "")


def count_joined(reading: Reading, part: Part) -> None:
    """Has what is launched say how many have joined, and the demonstration have some that came about and some not."""
    record = reading.entity(part.entity or "")
    by = record.field(part.options["by"]) if record is not None else None
    subject = reading.entity(by.target) if by is not None and by.target else None
    if record is None or subject is None or by is None or "least" not in part.options:
        return
    values = _counted(reading, record)
    state = state_field(record)
    of = None if "heads" in part.options else part.options.get("quantity")
    rows = Rows(
        entity=record.name,
        by=by.name,
        of=of,
        field=state.name if state is not None and values else None,
        values=values,
    )
    made = Formula(
        name=JOINED,
        label="Joined so far",
        type=FieldType.INTEGER,
        operation=Operation.TOTAL,
        rows=rows,
    )
    subject.formulas[JOINED] = (made, f"assumed: {subject.plural_label.lower()} need enough who join")
    counts = _totals(record, by, of, state, values)
    subject.samples = tuple(
        _outcome(part, row, counts.get(place, 0), place) for place, row in enumerate(subject.samples)
    )


def _counted(reading: Reading, record: DraftEntity) -> tuple[str, ...]:
    """The states of those who count: all but whoever stepped back and, where somebody answers, who has no answer."""
    state = state_field(record)
    states = [choice_value(choice) for choice in state.choices] if state is not None else []
    steps = (part for part in reading.parts if part.capability == "workflow" and part.entity == record.name)
    said = {step.options.get(verb, "").split(" ")[0] for step in steps for verb in _GRANTING} & {*states}
    first = min((states.index(value) for value in said), default=0)
    return tuple(value for value in states[first:] if value not in listed("over"))


def _totals(
    record: DraftEntity, by: DraftField, of: str | None, state: DraftField | None, values: tuple[str, ...]
) -> dict[int, int]:
    """How many have joined each row of the demonstration."""
    found: dict[int, int] = {}
    for row in record.samples:
        place, amount = row.get(by.name), row.get(of) if of else 1
        counts = state is None or not values or row.get(state.name) in values
        if isinstance(place, int) and isinstance(amount, int) and counts:
            found[place] = found.get(place, 0) + amount
    return found


def _outcome(part: Part, row: dict[str, SampleValue], joined: int, place: int) -> dict[str, SampleValue]:
    """Every third one has enough; the others lack some, so that there is something to join."""
    enough = joined > 0 and place % 3 == 1
    needed = joined if enough else joined + 2 + place % _MOST_LESS
    return row | {part.options["least"]: max(1, needed)}
