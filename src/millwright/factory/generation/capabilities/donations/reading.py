"""How a prompt gets donations: the cause, what is kept of each donation, and who gives."""

from collections.abc import Iterator
from functools import cache

from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import acted_on, outsiders, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind, lexicon
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import Access, FieldType, Reach

_RECORD = "donation"
_LINES = ("amount! money: 10 | 25 | 50 | 100 | 20 | 75 | 40 | 200", "donated_on! date: -90..-1")
_LONGEST = 60
"""An option's characters."""


def draft(reading: Reading) -> None:
    """The cause with its goal, and the record of donations to it."""
    if not reading.wished("donations"):
        reading.wishes += [*_registered(reading)][:1]
    wishes = _wishes(reading)
    if not wishes:
        return
    cause = _cause(reading) or add_record(reading, "campaign", wishes[0].words)
    donation = add_record(reading, _RECORD, wishes[0].words)
    _goal(cause, wishes[0].words)
    _reshape(reading, donation, cause)


def settle(reading: Reading) -> None:
    """Donors see their own donations, which they make on the page of the cause."""
    wishes, cause, donation = _wishes(reading), _cause(reading), reading.entity(_RECORD)
    if not wishes or cause is None or donation is None:
        return
    for role in reading.roles:
        if role.kind is RoleKind.OUTSIDER:
            donation.access.pop(role.name, None)
    for role in _donors(reading, wishes):
        donation.access[role.name] = Access(read=Reach.OWN)
        seen = cause.access.get(role.name, Access())
        cause.access[role.name] = seen | Access(read=Reach.ALL)
    donation.visitors = Access()
    # Whose a donation is tells the account that made it.
    donation.fields = [field for field in donation.fields if field.type is not FieldType.ACCOUNT]
    add_part(
        reading, Part(capability="donations", entity=cause.name, options=_options(cause, donation)), wishes[0].words
    )


def _wishes(reading: Reading) -> list[Wish]:
    # A donation is a payment.
    if reading.refuses("donations") or reading.refuses("payments"):
        return []
    return reading.wished("donations")


def _registered(reading: Reading) -> Iterator[Wish]:
    """On a site, people who register a donation give one: "users register donations"; staff who do so note it."""
    if not reading.site or reading.entity(_RECORD) is None:
        return
    for statement in reading.statements:
        staff = statement.subject is not None and statement.subject.kind is not RoleKind.OUTSIDER
        staff = staff and statement.subject is not None and not statement.subject.generic
        if statement.verb.base not in _words("registering") or staff:
            continue
        acted = acted_on(reading, statement)
        if any(entity.key == _RECORD for entity in acted):
            known = lexicon().capability_index.at(list(stems("donate")), 0)
            if known is not None:
                yield Wish(known[1], statement.text, statement.sentence, statement.start, statement.end)


def _cause(reading: Reading) -> DraftEntity | None:
    """What people donate to: what a donation refers to, else the likeliest record."""
    donation = reading.entity(_RECORD)
    targets = {field.target for field in donation.fields if field.target} if donation else set[str | None]()
    found = [e for key in _words("causes") for e in reading.entities if e.key == key and not e.internal]
    return next((entity for entity in found if entity.name in targets), next(iter(found), None))


def _goal(cause: DraftEntity, because: str) -> None:
    """One field says what is to be raised; what was raised is added up, and entered by nobody."""
    cause.kind = EntityKind.CATALOGUE
    needless = {*_words("raised"), "channel"}
    cause.fields = [field for field in cause.fields if field.name not in needless or _was_asked(field)]
    goals = [field for field in cause.fields if field.name in _words("goals")]
    goal = next((field for field in goals if field.because), next(iter(goals), None))
    cause.fields = [field for field in cause.fields if field not in goals or field is goal or field.because]
    goal = goal or add_field(cause, "goal money: 2000", because)
    goal.type, goal.required, goal.pool, goal.choices, goal.target = FieldType.MONEY, False, "", (), None
    goal.minimum, goal.values = 0, ("400", "900", "300", "600", "250", "800", "500", "350")


def _was_asked(field: DraftField) -> bool:
    return bool(field.because) and field.name not in _words("raised")


def _reshape(reading: Reading, donation: DraftEntity, cause: DraftEntity) -> None:
    """What donating fills in; fields that the prompt adds may stay empty, and a donor is known by the account."""
    by = next((field for field in donation.fields if field.target == cause.name), None)
    asked = [f for f in donation.fields if f.because and f.type not in {FieldType.REFERENCE, FieldType.ACCOUNT}]
    donation.fields = []
    add_field(donation, "donor_name! text: ~person", "")
    if by is not None:
        donation.fields.append(by)
    else:
        name = safe_field_name(cause.name, donation.name)
        by = add_field(donation, f"{name}! @{cause.name}", f"assumed: people donate to {cause.plural_label.lower()}")
    by.label, by.required = cause.label, True
    for line in _LINES:
        add_field(donation, line, "")
    known = {field.name for field in donation.fields}
    for field in asked:
        if field.name not in known:
            field.required = False
            donation.fields.append(field)
    add_field(donation, "message long: Keep up the good work. | In memory of Ruth. | Good luck!", "").required = False


def _donors(reading: Reading, wishes: list[Wish]) -> list[DraftRole]:
    outside = [role for role in outsiders(reading) if role.key != "visitor"]
    if not outside:
        outside = [DraftRole("donor", "Donor", RoleKind.OUTSIDER, "whoever donates has an account", assumed=True)]
        reading.roles += outside
    people = [person for wish in wishes for person in wish.sentence.people.values()]
    said = [role for person in people if (role := role_named(reading, person)) is not None and role in outside]
    return said or outside


def _options(cause: DraftEntity, donation: DraftEntity) -> dict[str, str]:
    options = {"record": donation.name, "subject": _named(donation, cause).name, "amount": "amount"}
    goal = next((field for field in cause.fields if field.name in _words("goals")), None)
    options |= {"goal": goal.name} if goal else {}
    state = state_field(cause)
    over = " ".join(v for v in map(choice_value, state.choices) if v in _words("over")) if state else ""
    return options | ({"state": state.name, "over": over} if state and 0 < len(over) <= _LONGEST else {})


def _named(donation: DraftEntity, cause: DraftEntity) -> DraftField:
    return next(field for field in donation.fields if field.target == cause.name)


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(table_beside(__package__ or "", "words")[name].split())
