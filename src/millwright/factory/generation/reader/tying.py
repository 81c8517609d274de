"""What records of an internal system are about, where the prompt says so only by what is done one after the other.

Hours that mechanics record after they took a work order are those of the work order; what happens in a system of buses
happens to a bus.
"""

from collections.abc import Iterator

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on, records_in
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind

Pair = tuple[DraftEntity, DraftEntity, str]
_EACH = frozenset({"each", "every", "any", "their", "its"})
_BEGINNING = frozenset({"create", "manage", "open", "plan"})
_GIVING = frozenset({"allocate", "assign"})
_FOR = frozenset({"for", "of", "on", "in", "per", "to"})
_HAPPENS = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
_HELD = frozenset({EntityKind.CATALOGUE, EntityKind.PERSON})
_DONE = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL})
_TITLE = 14  # tokens in which a prompt says what is to be built
_FAULTS = word_set("tying_faults")
_REMEDIES = word_set("tying_remedies")
_STEPS = word_set("tying_steps")
_STAFF = frozenset({"employee"})
_UNITS = word_set("tying_units")
_APART = word_set("tying_apart")


def tied(reading: Reading) -> Iterator[Pair]:
    """Which record refers to which, each with the words that tell; of an internal system only."""
    if reading.site:
        return
    for statement in reading.statements:
        yield from _for_each(reading, statement)
        yield from _while_at_it(reading, statement)
        yield from _given_to(reading, statement)
    yield from _mended(reading)
    yield from _in_units(reading)


def about_the_same(reading: Reading) -> Iterator[Pair]:
    """What refers to nothing yet is about what the whole system is about."""
    hub = None if reading.site else _hub(reading)
    for entity in _entered(reading) if hub is not None else ():
        if hub is None or entity is hub or entity.internal or entity.kind not in _HAPPENS or _apart(entity):
            continue
        targets = {field.target for field in entity.fields if field.target}
        if not targets or (entity.kind is EntityKind.WORK and targets <= _faults(reading)):
            yield entity, hub, f"assumed: {entity.plural_label.lower()} are about {hub.plural_label.lower()}"


def _entered(reading: Reading) -> list[DraftEntity]:
    """The records that people of some role make or work on, as the prompt says."""
    found: list[DraftEntity] = []
    for statement in reading.statements:
        subject, act = statement.subject, statement.verb.act
        if subject is not None and not subject.generic and act in {Act.CREATE, Act.MANAGE, Act.PROCESS}:
            found += [entity for entity in acted_on(reading, statement) if entity not in found]
    return found


def _for_each(reading: Reading, statement: Statement) -> Iterator[Pair]:
    """In "log calls and notes for each lead" both refer to the lead."""
    tokens = statement.sentence.tokens
    for phrase in statement.phrases:
        before = [token.low for token in tokens[max(0, phrase.start - 2) : phrase.start]]
        if statement.verb.act is not Act.CREATE or phrase.direct or len(before) < 2:
            continue
        heads = records_in(reading, statement.sentence, phrase.start, phrase.end)[:1]
        if before[0] in _FOR and before[1] in _EACH and heads:
            made = (entity for entity in acted_on(reading, statement) if entity.kind in _HAPPENS)
            yield from ((entity, heads[0], statement.text) for entity in made if entity is not heads[0])


def _given_to(reading: Reading, statement: Statement) -> Iterator[Pair]:
    """In "assign orders to machines" an order refers to its machine."""
    if statement.verb.base not in _GIVING:
        return
    beside = [phrase for phrase in statement.phrases if not phrase.direct]
    heads = [e for p in beside for e in records_in(reading, statement.sentence, p.start, p.end)]
    for entity in acted_on(reading, statement) if heads else ():
        if entity.kind in _HAPPENS and heads[0].kind is EntityKind.CATALOGUE:
            yield entity, heads[0], statement.text


def _while_at_it(reading: Reading, statement: Statement) -> Iterator[Pair]:
    """In "mechanics take work orders, record used parts and hours" these are of the work order."""
    if statement.verb.act not in {Act.CREATE, Act.PROCESS} or statement.subject is None:
        return
    same = (s for s in reading.statements if s.sentence is statement.sentence and s.subject == statement.subject)
    before = [known for known in same if known.start < statement.start and _has_work(known)]
    works = [e for known in before for e in acted_on(reading, known) if e.kind is EntityKind.WORK]
    for entity in acted_on(reading, statement) if works else ():
        given = all(known.verb.act is Act.VIEW for known in before)
        done = entity.key in _STEPS or entity.kind is EntityKind.LOG or (entity.kind in _DONE and not given)
        if entity is not works[-1] and done and not _has_stock(entity):
            yield entity, works[-1], statement.sentence.words(before[-1].start, statement.end)


def _has_work(statement: Statement) -> bool:
    """Whether somebody has work in hand: what they take or begin, or what is given to them."""
    if statement.verb.base in _BEGINNING:
        return True
    return statement.verb.act is Act.PROCESS or (statement.verb.act is Act.VIEW and statement.own)


def _faults(reading: Reading) -> set[str]:
    return {entity.name for entity in reading.entities if entity.key in _FAULTS}


def _has_stock(entity: DraftEntity) -> bool:
    """Whether rows are goods of which there is a number, and not what is done with them."""
    return any(field.name in {"stock", "reorder_level"} for field in entity.fields)


def _mended(reading: Reading) -> Iterator[Pair]:
    """Work that mends refers to the fault that somebody reported."""
    faults = [entity for entity in reading.entities if entity.key in _FAULTS and not entity.internal]
    works = [entity for entity in reading.entities if entity.key in _REMEDIES and not entity.internal]
    if len(faults) == 1 and len(works) == 1 and faults[0] is not works[0]:
        label = faults[0].plural_label.lower()
        yield works[0], faults[0], f"assumed: {works[0].plural_label.lower()} see to {label}"


def _in_units(reading: Reading) -> Iterator[Pair]:
    """Employees and amounts belong to the branch, the department or the team that the system keeps."""
    units = [entity for entity in reading.entities if entity.key in _UNITS and not entity.internal]
    held = [e for e in reading.entities if e.key in _STAFF or (e.kind is EntityKind.MONEY and not e.internal)]
    for entity in held if len(units) == 1 else ():
        yield entity, units[0], f"assumed: {entity.plural_label.lower()} belong to {units[0].plural_label.lower()}"


def _hub(reading: Reading) -> DraftEntity | None:
    """What the whole is about: the thing, the people or the work that its title names, else what most refer to."""
    held = [e for e in reading.entities if e.kind in _HELD and not e.internal and not e.assumed]
    first = reading.sentences[0] if reading.sentences else None
    title = records_in(reading, first, 0, min(_TITLE, len(first.tokens))) if first is not None else []
    works = (entity for entity in title if entity.kind is EntityKind.WORK and not entity.internal)
    named = next((entity for entity in title if entity in held), next(works, None))
    if named is not None:
        return named
    counts = {entity.name: _referred_to(reading, entity) for entity in held}
    best = max(held, key=lambda entity: counts[entity.name], default=None)
    return best if best is not None and (counts[best.name] > 1 or len(held) == 1) else None


def _referred_to(reading: Reading, entity: DraftEntity) -> int:
    others = (other for other in reading.entities if other is not entity and not other.internal)
    return sum(any(field.target == entity.name for field in other.fields) for other in others)


def _apart(entity: DraftEntity) -> bool:
    """Whether rows stand for themselves, as notes and announcements do, or are goods that lie in store."""
    return entity.key in _APART or _has_stock(entity)
