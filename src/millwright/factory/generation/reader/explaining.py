"""Last stage: why each part is there, and which wishes are not built. Nothing is dropped in silence."""

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.coverage import books_orders, is_quality, of_their_own, unanswered
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList, Reading
from millwright.factory.generation.reader.gauges import seen_in_readings
from millwright.factory.generation.reader.horizons import note_what_is_missing
from millwright.factory.generation.reader.lookups import acted_on, drawn_at, records_in
from millwright.factory.generation.reader.naming import sentence_text
from millwright.factory.generation.reader.segment import Part
from millwright.factory.generation.reader.statements import Phrase, Statement, taken_part_in
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, lexicon
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.reader.worked_out import answered
from millwright.factory.generation.spec import Reason

_IMPLIED = word_set("explaining_implied")
_OVER = frozenset({"completion", "delivery", "handover", "receipt", "return"})
_KEPT = frozenset({Act.CREATE, Act.EXPORT, Act.MANAGE, Act.PROCESS, Act.VIEW})
_SAID_OF_FIELDS = frozenset({"value", "number", "detailed", "specific", "corresponding", "current", "own"})
_MOST = 40
_WORKED_OUT = frozenset({"countdown", "calculation", "recurring"})
_NOTHING = "not understood as records, fields or views of this application"


def explain(reading: Reading, wishes: list[Wish]) -> None:
    """Adds the reasons for records, fields, roles and capabilities, and the wishes that are left."""
    note_what_is_missing(reading)
    if reading.domain is not None:
        reading.reasons.append(
            (f"Kind of application: {reading.domain.name.replace('_', ' ')}", reading.domain_because)
        )
    for entity in reading.entities:
        if entity.internal:
            continue
        because = f"assumed, as usual for: {entity.because}" if entity.assumed else entity.because
        reading.reasons.append((entity.plural_label, because))
        for field in entity.fields:
            if field.because:
                reading.reasons.append((f"{entity.label}: {field.label}", field.because))
    for role in reading.roles:
        because = f"assumed: {role.because}" if role.assumed else role.because
        reading.reasons.append((f"Role {role.label}", because))
    _capabilities(reading, wishes)
    _left_over(reading, wishes)


def _capabilities(reading: Reading, wishes: list[Wish]) -> None:
    seen: set[tuple[str, bool]] = set()
    for wish in wishes:
        if wish.capability.name in _WORKED_OUT and answered(reading, wish.sentence):
            continue
        if not wish.capability.built and not wish.refused:
            _not_built(reading, wish)
            continue
        key = (wish.capability.name, wish.refused)
        if key in seen:
            continue
        seen.add(key)
        if wish.refused:
            reading.reasons.append((f"Left out: {wish.words}", wish.sentence.text))
        elif wish.capability.otherwise and not _has_part(reading, wish):
            reading.not_built.append((wish.words, wish.capability.otherwise))
        elif wish.capability.name not in {"board", "chart", "csv", "pdf"}:
            reading.reasons.append((wish.words, f"'{wish.words}': {wish.capability.say}"))


def _has_part(reading: Reading, wish: Wish) -> bool:
    """Whether the application has a part that does what a wish asks for."""
    doing = {wish.capability.name, *wish.capability.also}
    drawn = [chart.entity for chart in reading.charts if chart.kind in doing]
    if any(entity.name in drawn for entity in records_in(reading, wish.sentence)):
        return True
    return any(part.capability in doing for part in reading.parts)


def _not_built(reading: Reading, wish: Wish) -> None:
    """Says once what each of the words asks for that is not built, also where the reason is the same."""
    said = [words.lower() for words, because in reading.not_built if because == wish.capability.say]
    words = wish.words.lower()
    if not any(words in known or known in words for known in said):
        reading.not_built.append((wish.words, wish.capability.say))


def _left_over(reading: Reading, wishes: list[Wish]) -> None:
    """What people should be able to do, but with nothing that the application keeps or does."""
    left = [s.text for s in reading.statements if not _answered(reading, s, wishes) and not is_quality(s)]
    reading.not_built += [(words, _NOTHING) for words in _whole([*left, *unanswered(reading, left)])]


def _whole(said: list[str]) -> list[str]:
    """Each wish once and in its longest form, of those that another one has within it."""
    unique = list({words.lower(): words for words in reversed(said)}.values())[::-1]
    return [words for words in unique if not any(_within(words, other) for other in unique if other != words)]


def _within(words: str, other: str) -> bool:
    return f" {words.lower()} " in f" {other.lower().replace(',', ' ')} " or other.lower().startswith(words.lower())


def _answered(reading: Reading, statement: Statement, wishes: list[Wish]) -> bool:
    verb = statement.verb
    if verb.form == "noun" and statement.start < 4:
        return True
    if verb.act is Act.SIGN_IN or verb.base in _IMPLIED or not statement.phrases:
        return True
    if any(w.sentence is statement.sentence and w.start < statement.end and w.end > statement.start for w in wishes):
        return True
    if (
        verb.act is Act.VIEW
        and taken_part_in(statement)
        and any(e.kind is EntityKind.PERSONAL for e in reading.entities)
    ):
        return True
    if drawn_at(reading, statement.sentence, (statement.start, statement.end)) or _of_states(reading, statement):
        return True
    if _of_bookings(reading, statement) or any(because == statement.text for _, because in reading.reasons):
        return True
    if seen_in_readings(reading, statement):
        return True
    if acted_on(reading, statement) or records_in(reading, statement.sentence, statement.start, statement.end):
        return True
    if any(_listed(listing, statement) for listing in reading.lists) or _of_fields(reading, statement):
        return True
    return not _says_something(statement)


def _of_states(reading: Reading, statement: Statement) -> bool:
    """Whether it is confirmed that something is over, which a step of a process says: "confirm completion"."""
    tokens = statement.sentence.tokens
    over = any(p.direct and tokens[p.end - 1].lemma in _OVER for p in statement.phrases)
    led = any(part.capability in {"joining", "workflow"} for part in reading.parts)
    return led and over and statement.verb.base in {"complete", "confirm", "mark"}


def _of_fields(reading: Reading, statement: Statement) -> bool:
    """Whether all that is seen or written are fields of what is kept: "download handouts", "set the capacity"."""
    tokens = statement.sentence.tokens
    ends = [tokens[phrase.end - 1] for phrase in statement.phrases if phrase.direct]
    kept = [entity for entity in reading.entities if not entity.internal]
    names = {name for entity in kept for name in (*entity.formulas, *(field.name for field in entity.fields))}
    labels = [frozenset(stems(field.label)) for entity in kept for field in entity.fields]
    said = [_telling(statement, phrase) for phrase in statement.phrases if phrase.direct]
    if not ends or statement.verb.act not in _KEPT:
        return False
    return all({end.lemma, end.low} & names for end in ends) or all(
        words and any(words <= label for label in labels) for words in said
    )


def _telling(statement: Statement, phrase: Phrase) -> frozenset[str]:
    """The stems of those words of a phrase that tell which field is meant: "the tasting score" of a wine."""
    tokens = statement.sentence.tokens[phrase.start : phrase.end]
    return frozenset(token.stem for token in tokens if token.low not in _SAID_OF_FIELDS)


def _listed(listing: FieldList, statement: Statement) -> bool:
    """Whether a statement speaks of what a list of fields tells; those before "of" tell of no more than themselves."""
    before = listing.told and listing.head is not None and listing.end <= statement.start
    return listing.sentence is statement.sentence and listing.start < statement.end and not before


def _of_bookings(reading: Reading, statement: Statement) -> bool:
    """Whether what people asked for is spoken of in other words: "book hotels and view the order history"."""
    spans = [(phrase.start, phrase.end) for phrase in statement.phrases]
    direct = [(phrase.start, phrase.end) for phrase in statement.phrases if phrase.direct]
    booked = any(books_orders(reading, statement.sentence, span) for span in spans)
    return booked or any(of_their_own(reading, statement.sentence, span) for span in direct)


def _says_something(statement: Statement) -> bool:
    """Whether a statement acts on more than "information", "pages" and the like, or on colours."""
    tokens = statement.sentence.tokens
    nouns = [t for p in statement.phrases if p.direct for t in tokens[p.start : p.end] if t.part is Part.NOUN]
    vague = lexicon().generic
    return any(token.lemma not in vague and token.low not in vague for token in nouns) and not _of_colour(statement)


def _of_colour(statement: Statement) -> bool:
    lows = {token.low for token in statement.sentence.tokens}
    return bool(lows & {"background", "backgrounds", "components", "theme", "colour", "color", "ui", "elements"})


def reasons(pairs: list[tuple[str, str]]) -> tuple[Reason, ...]:
    """Pairs of subject and words as the specification keeps them: short, clean, each subject once."""
    found: dict[str, Reason] = {}
    for subject, because in pairs:
        shown = sentence_text(subject, 60)
        if shown and shown.lower() not in found:
            found[shown.lower()] = Reason(subject=shown, because=sentence_text(because))
    return tuple(list(found.values())[: _MOST * 3])
