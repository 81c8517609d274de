"""What people think of a service they got: stars on what they asked for, and no reviews of a thing that is shown."""

from millwright.factory.generation.capabilities.registry import words_of
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.lookups import acted_on, records_in
from millwright.factory.generation.reader.nouns import is_person
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, Capability, EntityKind, RoleKind

_OPINING = frozenset({"assess", "evaluate", "rate", "review", "score"})
_SERVED = word_set("appraising_served")
_OPINIONS = frozenset({"evaluation", "rating", "review"})
_WHEN = frozenset({"after", "once", "upon", "when"})
_DONE = word_set("appraising_done")
_BOOKINGS = frozenset({"appointment", "booking", "enrolment", "event_ticket", "rental", "reservation", "viewing"})
_ASKED = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
_SAY = "whoever asked for it gives it one to five stars, with a word"


def appraise(reading: Reading) -> None:
    """Gives what people asked for the stars that they give it in the end: "rate the courier", "evaluate the service".

    Where nothing is kept of what they asked for, the wish stays one for reviews.
    """
    for statement in reading.statements:
        if (
            statement.verb.base not in _OPINING
            or not _of_service(reading, statement)
            or _each_other(reading, statement)
        ):
            continue
        entity = _asked(reading, statement)
        if entity is None and any(_is_booking(known) for known in reading.entities):
            _review(reading, statement)
        if entity is None or not {"rating", "stars", "score"}.isdisjoint(f.name for f in entity.fields):
            continue
        because = statement.text
        add_field(entity, "rating int: 5 | 4 | 5 | 3 | 5 | 4 | 5 | 2", because)
        add_field(entity, "feedback long: Quick and friendly. | Took longer than promised. | Just as agreed.", because)
        reading.wishes = [wish for wish in reading.wishes if not _same(wish, statement)]
        asked = Capability("appraisal", True, _SAY)
        reading.wishes.append(Wish(asked, because, statement.sentence, statement.start, statement.end))
        _forget_reviews(reading, entity)


def _each_other(reading: Reading, statement: Statement) -> bool:
    """Whether both sides rate, which another capability sees to."""
    said = (wish for wish in reading.wished("mutual_rating") if wish.sentence is statement.sentence)
    return any(wish.start <= statement.start < wish.end for wish in said)


def _forget_reviews(reading: Reading, entity: DraftEntity) -> None:
    """Leaves out opinions as records of their own where nothing is on show: "satisfaction ratings" are these stars."""
    for other in [known for known in reading.entities if known.key in _OPINIONS and known is not entity]:
        if not reading.site and not any(other in acted_on(reading, s) for s in reading.statements if s.subject):
            reading.wishes = [wish for wish in reading.wishes if wish.capability.name != "reviews"]
            reading.criteria = []
            reading.forget(other)


def _review(reading: Reading, statement: Statement) -> None:
    """Has those who booked something review it, unless the sentence asks for reviews already."""
    if any(wish.capability.name == "reviews" and wish.sentence is statement.sentence for wish in reading.wishes):
        return
    row = words_of()["reviews"]
    asked = Capability("reviews", True, row["say"], row.get("otherwise", ""))
    reading.wishes.append(Wish(asked, statement.text, statement.sentence, statement.start, statement.end))


def _of_service(reading: Reading, statement: Statement) -> bool:
    """Whether the verb is about what was done for somebody, or about who did it, and not about what is shown."""
    first = next((phrase for phrase in statement.phrases if phrase.direct), None)
    subject = statement.subject
    inside = subject is not None and subject.kind is not RoleKind.OUTSIDER and not subject.generic
    ends = _at_the_end(statement) or _confirms(statement)
    if ends and all(entity.kind in _ASKED for entity in acted_on(reading, statement)):
        return True
    if first is None or inside:
        return False
    head = statement.sentence.tokens[first.end - 1]
    if head.lemma in _SERVED:
        return True
    named = any(start + person.length == first.end for start, person in statement.sentence.people.items())
    shown = (e for e in acted_on(reading, statement) if e.kind is not EntityKind.PERSON)
    return (named or is_person((head.lemma,))) and not any(shown)


def _at_the_end(statement: Statement) -> bool:
    """Whether it is said to come when something is done: "rated once repaired", "when it is closed, they rate it"."""
    words = [token.low for token in statement.sentence.tokens[: statement.end + 8]]

    def told(ahead: list[str]) -> bool:
        begin = next((place for place, word in enumerate(ahead) if word in _WHEN), len(ahead))
        return any(word in _DONE for word in ahead[begin:])

    return told(words[statement.start :]) or told(words[: statement.start])


def _confirms(statement: Statement) -> bool:
    """Whether it is done with saying that all is well: "confirm and rate the repair"."""
    before = statement.sentence.tokens[max(0, statement.start - 3) : statement.start]
    return any(token.verb is not None and token.verb.base in {"accept", "confirm"} for token in before)


def _asked(reading: Reading, statement: Statement) -> DraftEntity | None:
    """The record of what was asked for: what the sentence names, what that person makes, else the only one."""
    kept = [e for e in reading.entities if e.kind in _ASKED and not e.internal and not _is_booking(e)]
    near = [e for e in records_in(reading, statement.sentence) if e in kept]
    subject = statement.subject
    own = [
        entity
        for other in reading.statements
        if subject is not None and other.subject is not None and other.subject.name == subject.name
        for entity in (acted_on(reading, other) if other.verb.act is Act.CREATE else ())
        if entity in kept
    ]
    return next(iter([*own, *near]), kept[0] if len(kept) == 1 else None)


def _is_booking(entity: DraftEntity) -> bool:
    """Whether rows are made by booking, whose form comes before anything was done, and are not changed afterwards."""
    fields = entry_lines(entity.entry.fields) if entity.entry else ()
    booked = any(targets for _, targets, _ in fields) and entity.kind is EntityKind.PERSONAL
    return booked and bool({entity.key, *entity.name.split("_")} & _BOOKINGS)


def _same(wish: Wish, statement: Statement) -> bool:
    within = wish.start < statement.end and wish.end > statement.start
    return wish.capability.name == "reviews" and wish.sentence is statement.sentence and within
