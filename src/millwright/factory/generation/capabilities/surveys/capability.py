"""Surveys as a capability: a record with questions, what people answer to them, and what comes of it."""

from millwright.factory.generation.capabilities.community import (
    add_table,
    internal_table,
    table_name,
    written_by_anybody,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.surveys.asking import (
    NAME,
    absorb_wishes,
    absorbed,
    is_designed,
    is_marked,
    is_part,
    is_ranked,
    kind_of,
    wishes_of,
    without_polls,
)
from millwright.factory.generation.capabilities.surveys.extras import (
    LIMIT,
    MOST_MINUTES,
    is_taken_again,
    minutes,
    spans,
)
from millwright.factory.generation.capabilities.surveys.rights import answering, give_rights
from millwright.factory.generation.capabilities.surveys.samples import add_samples
from millwright.factory.generation.capabilities.surveys.writing import contribute
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import FieldType, Part, Reach

_PART_OF = frozenset({"form_item", "survey_response", "question"})
_MARKS = frozenset({"grade_entry"})
_GRADING = frozenset({"grade", "grades", "grading", "mark", "marks", "report"})
_KNOWN = ("survey", "exam")
_WORDS = frozenset({"survey", "questionnaire", "quiz", "exam", "test", "form", "assessment", "evaluation"})
_LESSONS = ("lesson", "course", "training", "school_subject", "module")
_BUILT = frozenset({"app", "form", "platform", "site", "system", "tool", "website"})
_OF = frozenset({"about", "after", "at", "for", "in", "of", "on", "per", "to", "with"})
_INSIDE = frozenset({"colleague", "colleagues", "employee", "employees", "hr", "internal", "staff"})
_OTHERS = frozenset({"citizen", "client", "customer", "guest", "patient", "public", "tenant", "visitor"})
_QUESTION = (
    "prompt! text",
    "kind! choice: One choice | Several choices | Text | Rating",
    "options long",
    "required bool",
    "place! int",
)
_ALL_KINDS = f"{_QUESTION[1]} | Short text | Number | Date | Email | Yes no | Dropdown"
_SHOWN = ("hint text", "half bool")
_MARKING = ("correct long", "points! int")
_STATES = "status! choice: Draft | Open | Closed"


def _draft(reading: Reading) -> None:
    """Adds the record, and the tables of its questions, responses and answers."""
    without_polls(reading)
    wishes = wishes_of(reading)
    there = next((entity for entity in reading.entities if _is_there(entity)), None)
    if there is not None and wishes:
        _add_tables(reading, there, because_of(wishes, ""), marked=there.field("pass_mark") is not None)
        return
    if not wishes:
        return
    because, marked = because_of(wishes, ""), is_marked(reading, wishes)
    limit = minutes(reading) if marked else None
    record = _record(reading, wishes, marked=marked, timed=limit is not None)
    for line in ("title! text", "description long"):
        add_field(record, line, "")
    add_field(record, _STATES, because)
    if is_designed(wishes):
        add_field(record, "style choice: Plain | Framed | Shaded", because)
    if marked:
        pass_mark = add_field(record, "pass_mark int: 60", because)
        pass_mark.label, pass_mark.minimum, pass_mark.maximum = "Pass mark (%)", 0, 100
    if limit is not None:
        time = add_field(record, f"{LIMIT} int: {limit}", because)
        time.label, time.minimum, time.maximum = f"Minutes ({limit} if empty)", 1, MOST_MINUTES
    subject = _subject(reading, wishes, record, marked=marked)
    if subject is not None:
        add_field(record, f"{subject.name} @{subject.name}", because)
    _add_tables(reading, record, because, marked=marked)
    absorb_wishes(reading, wishes, marked=marked, timed=limit is not None)
    if _is_for_all(reading, record):
        reading.site = reading.site or because


def _record(reading: Reading, wishes: list[Wish], *, marked: bool, timed: bool) -> DraftEntity:
    """The record, in place of what the reader has made of the same words."""
    known = [entity for entity in reading.entities if _stands_for_it(entity)]
    key = known[0].key if known else "exam" if marked else "survey"
    kept = [
        field for entity in known for field in entity.fields if field.because and not absorbed(field.name, timed=timed)
    ]
    place = reading.entities.index(known[0]) if known else len(reading.entities)
    for entity in [*known, *(e for e in reading.entities if e not in known and _is_within(e, wishes, marked=marked))]:
        _forget(reading, entity)
    record = add_record(reading, kind_of(wishes), because_of(wishes, ""))
    reading.entities.remove(record)
    reading.entities.insert(min(place, len(reading.entities)), record)
    record.key, record.kind, record.fields = key, EntityKind.CATALOGUE, []
    add_field(record, "title! text", "")
    record.fields += [field for field in kept if field.type is not FieldType.REFERENCE]
    return record


def _is_there(entity: DraftEntity) -> bool:
    """Whether an application that is refined has such a form already."""
    state = entity.field("status")
    states = {"Draft", "Open", "Closed"} <= set(state.choices) if state else False
    return bool(entity.samples) and states and _stands_for_it(entity)


def _forget(reading: Reading, entity: DraftEntity) -> None:
    """Leaves out a record, and those that say nothing but which row of it they belong to."""
    if entity not in reading.entities:
        return
    reading.forget(entity)
    for other in [e for e in reading.entities if all(field.target == entity.name for field in e.fields)]:
        _forget(reading, other)


def _stands_for_it(entity: DraftEntity) -> bool:
    return not entity.internal and (entity.key in _KNOWN or entity.label.lower().split()[-1] in _WORDS)


def _is_within(entity: DraftEntity, wishes: list[Wish], *, marked: bool) -> bool:
    """Whether a record is what such a form consists of, or what the reader made of the words that ask for it."""
    if entity.internal:
        return False
    if entity.key in _PART_OF or (entity.entry is None and is_part(entity.name, marked=marked)):
        return True
    if entity.key in _MARKS:
        return marked and not _GRADING & set(entity.because.lower().split())
    said = {wish.words.lower() for wish in wishes if wish.capability.name == "record_form"}
    rated = entity.key == "review" and entity.label == "Rating" and not marked
    return rated or (entity.key == "idea" and entity.because.lower() in said)


def _subject(reading: Reading, wishes: list[Wish], record: DraftEntity, *, marked: bool) -> DraftEntity | None:
    """What it is about: a quiz of a lesson or a course, a survey "after each talk"."""
    for wish in wishes:
        after = wish.sentence.tokens[wish.end : wish.end + 2]
        start = 1 if after and after[0].low in _BUILT else 0
        if after[start:] and after[start].low in _OF:
            near = records_in(reading, wish.sentence, wish.end + start, wish.end + start + 5)
            found = next((e for e in near if e is not record and e.kind is not EntityKind.PERSON), None)
            if found is not None:
                return found
    named = (entity for key in _LESSONS if (entity := reading.entity(key)) is not None)
    return next(named, None) if marked else None


def _add_tables(reading: Reading, record: DraftEntity, because: str, *, marked: bool) -> None:
    kinds = _QUESTION if marked else (*_QUESTION[:1], _ALL_KINDS, *_QUESTION[2:], *_SHOWN)
    question = add_table(reading, record, "question", (*kinds, *(_MARKING if marked else ())), because)
    response = add_table(reading, record, "response", ("person account",), because)
    lines = (f"sheet! @{response.name}", f"question! @{question.name}", "given! long")
    internal_table(reading, table_name(record.name, "answer"), lines, because)
    add_table(reading, record, "draft", (), because)
    if record.field(LIMIT) is not None:
        add_table(reading, record, "start", ("person account",), because)


def _is_for_all(reading: Reading, record: DraftEntity) -> bool:
    """Whether strangers are asked: where such forms are what it is all about, or they are shared by a link."""
    said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    if said & _INSIDE:
        return False
    others = [entity for entity in reading.entities if not entity.internal and entity is not record]
    if is_designed(wishes_of(reading)):
        return False
    shared = any(wish.capability.name == "sharing" for wish in reading.wishes if not wish.refused)
    return shared or not others or (reading.domain is not None and reading.domain.name == "forms")


def _settle(reading: Reading) -> None:
    """Adds the part, and says who asks and who answers."""
    wishes = wishes_of(reading)
    record = made(reading)
    if not wishes or record is None:
        return
    give_rights(reading, record, wishes)
    for what in ("question", "response", "answer", "draft", "start"):
        table = reading.entity(table_name(record.name, what))
        if table is not None:
            written_by_anybody(reading, table)
    for what in ("response", "start"):
        sheets = reading.entity(table_name(record.name, what))
        for person in sheets.fields[1:] if sheets else ():
            person.holders = answering(reading, record)
    options = _options(reading, record, wishes)
    _settle_time(reading, record, options)
    add_part(reading, Part(capability=NAME, entity=record.name, options=options), because_of(wishes, ""))
    shares = any(wish.capability.name == "sharing" for wish in reading.wishes if not wish.refused)
    if shares and all(part.capability != "sharing" for part in reading.parts):
        add_part(reading, Part(capability="sharing", entity=record.name), because_of(reading.wished("sharing"), ""))


def _options(reading: Reading, record: DraftEntity, wishes: list[Wish]) -> dict[str, str]:
    marked, designed = is_marked(reading, wishes), is_designed(wishes)
    public = reading.layout is Layout.SITE and record.visitors.read is Reach.ALL
    strangers = any(role.kind.value == "outsider" for role in reading.roles)
    asks_others = _asks_others(reading, designed=designed)
    guests = (public and not (marked and strangers)) or (not marked and not strangers and asks_others)
    asked = {
        "marked": marked,
        "ranked": marked and is_ranked(wishes),
        "designed": designed,
        "guests": guests,
        # Who has no account is not known again.
        "again": marked and not guests and is_taken_again(reading),
    }
    return {name: "yes" for name, said in asked.items() if said}


def _settle_time(reading: Reading, record: DraftEntity, options: dict[str, str]) -> None:
    """Has the clock run where it is limited; where people have no accounts there is nobody to keep a start for."""
    starts, limit = reading.entity(table_name(record.name, "start")), minutes(reading)
    if starts is None or limit is None:
        return
    if "guests" not in options:
        options["minutes"] = str(limit)
        return
    reading.forget(starts)
    record.fields = [field for field in record.fields if field.name != LIMIT]
    sentence, first, last = spans(reading, "timed")[0]
    reading.not_built.append((sentence.words(first, last), "a clock needs people with accounts"))


def _asks_others(reading: Reading, *, designed: bool) -> bool:
    """Whether a workspace asks people who do not sign in there: its customers, its patients; forms that people design
    ask anybody, unless it is all within a house."""
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    return reading.layout is not Layout.SITE and bool(said & _OTHERS or (designed and not said & _INSIDE))


def made(reading: Reading) -> DraftEntity | None:
    """The record that `draft` has added."""
    with_questions = (e for e in reading.entities if reading.entity(table_name(e.name, "question")) is not None)
    return next((entity for entity in with_questions if reading.entity(table_name(entity.name, "answer"))), None)


def _finish(reading: Reading) -> None:
    record = made(reading)
    if record is not None:
        part = next((part for part in reading.parts if part.capability == NAME), None)
        options = part.options if part is not None else {}
        kind = "yes" if record.field("pass_mark") is not None else "form" if "designed" in options else "no"
        add_samples(reading, record, kind=kind, again="again" in options)


CAPABILITY = Capability(NAME, _draft, _settle, contribute, finish=_finish)
