"""Questions that several stages ask: which chosen records do these words mean?"""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.senses import sensed
from millwright.factory.generation.reader.statements import Phrase, Statement, phrases_between
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind, lexicon
from millwright.factory.generation.reader.words import singular
from millwright.factory.generation.spec import TEMPORAL, FieldType

_STATES = (
    "status",
    "stage",
    "state",
    "phase",
    "progress_status",
    "result",
    "outcome",
    "availability",
    "condition",
    "health",
)
_LOOKING = word_set("narrowing_looking")
_SENT = frozenset({EntityKind.PERSONAL, EntityKind.WORK})
_VAGUE = frozenset({"entry", "job", "order", "record", "request"})


def outsiders(reading: Reading) -> list[DraftRole]:
    """The roles of those who are not of the house."""
    return [role for role in reading.roles if role.kind is RoleKind.OUTSIDER]


def entity_of(reading: Reading, key: str) -> DraftEntity | None:
    """The chosen record that a mention's key means, also where a general word was merged into a specific one."""
    found = reading.entity(key)
    if found is not None:
        return None if found.internal else found
    entry = lexicon().entities.get(key)
    for name in entry.same_as if entry else ():
        if (same := reading.entity(name)) is not None:
            return same
    return next((known for known in reading.entities if known.key.split("_")[-1] == key), None)


def checks_out(reading: Reading) -> bool:
    """Whether orders are made of carts by a checkout, which writes whose they are and what was in them."""
    return reading.entity("ordered_item") is not None


def acted_on(reading: Reading, statement: Statement) -> list[DraftEntity]:
    """The chosen records that a statement's verb acts on."""
    if statement.back is not None:
        return acted_on(reading, statement.back)
    about = entity_of(reading, statement.about) if statement.about else None
    found: list[DraftEntity] = [about] if about is not None else []
    for phrase in statement.phrases:
        if phrase.direct:
            if (theirs := _owner_listed(reading, statement, phrase)) is not None:
                found += [theirs] if theirs not in found else []
                continue
            sense = sensed(statement, statement.sentence.tokens[phrase.start : phrase.end], reading.domain)
            meant = entity_of(reading, sense.key) if sense else None
            meant = meant or _said_before(reading, statement, phrase.start, phrase.end)
            if meant is not None and meant not in found:
                found.append(meant)
            elif meant is None:
                found += _in_phrase(reading, statement.sentence, phrase.start, phrase.end, found)
    return found


def _owner_listed(reading: Reading, statement: Statement, phrase: Phrase) -> DraftEntity | None:
    """Whose fields a phrase begins or goes on to list, where these are told as somebody's: "their pet's breed, age"."""
    listed = (x for x in reading.lists if x.of and x.told and x.sentence is statement.sentence)
    within = (x for x in listed if phrase.start < x.end and x.start <= phrase.end and phrase.start < x.start)
    return next((entity for x in within if (entity := reading.entity(x.of)) is not None), None)


def _said_before(reading: Reading, statement: Statement, start: int, end: int) -> DraftEntity | None:
    """What a word by itself means that is none elsewhere: "a run", where runs are kept; a vague one that ends the name
    of a record, as the requests do after "repair requests"."""
    tokens = statement.sentence.tokens
    last, nouns = tokens[end - 1].lemma, [t for t in tokens[start:end] if t.part is Part.NOUN]
    if start and tokens[start - 1].low in {"a", "an", "the", "this"} and (named := reading.entity(last)) is not None:
        return None if named.internal else named
    asked = next((m.words for m in reading.mentions if m.key == "sent_request" and m.words[-1:] == (last,)), None)
    if asked and (len(nouns) == 1 or tuple(t.lemma for t in nouns[:-1]) == tuple(map(singular, asked[:-1]))):
        return reading.entity("sent_request")
    if last not in _VAGUE or len(nouns) > 1:
        return None
    said = (m for m in reading.mentions if len(m.words) > 1 and m.words[-1] == last)
    found = [entity for mention in said if (entity := entity_of(reading, mention.key)) is not None]
    told = [e for e in reading.entities if e.kind in _SENT and not e.internal and _ends(e, last)]
    return next(iter([*found, *told]), None)


def _ends(entity: DraftEntity, last: str) -> bool:
    return entity.entry is not None and any(word.endswith(f" {last}") for word in entity.entry.words)


def records_in(reading: Reading, sentence: Sentence, start: int = 0, end: int | None = None) -> list[DraftEntity]:
    """The chosen records that a stretch of a sentence names, in order."""
    found: list[DraftEntity] = []
    last = len(sentence.tokens) if end is None else min(end, len(sentence.tokens))
    for begin, stop in phrases_between(sentence.tokens, start, last, frozenset()):
        found += _in_phrase(reading, sentence, begin, stop, found)
    return found


def _in_phrase(
    reading: Reading, sentence: Sentence, begin: int, end: int, known: list[DraftEntity]
) -> list[DraftEntity]:
    """The record of a whole phrase, else those of the words in it."""
    for stop in (end, *range(end - 1, begin, -1)):
        named = named_by(sentence.tokens[begin:stop], reading.domain)
        entity = entity_of(reading, named.key) if named else None
        if entity is not None:
            return [] if entity in known else [entity]
    return []


def drawn_at(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether words are about what the dashboard shows because of them."""
    return any(view.sentence is sentence and view.start < span[1] and span[0] < view.end for view in reading.drawn)


def clause_of(reading: Reading, sentence: Sentence, place: int) -> str:
    """The words of the act that a token belongs to, with who does it; the whole sentence when there is none."""
    for statement in reading.statements:
        if statement.sentence is sentence and statement.start <= place < statement.end:
            start = statement.start
            if statement.subject is not None and 0 < start - statement.subject.start <= 12:
                start = statement.subject.start
            return sentence.words(start, statement.end)
    return sentence.text


def state_field(entity: DraftEntity) -> DraftField | None:
    """The choice field whose values are the states that a row passes through."""
    choices = [field for field in entity.fields if field.type is FieldType.CHOICE]
    named = (f for name in _STATES for f in choices if f.name == name or f.name.endswith(f"_{name}"))
    return next(named, None)


def any_choice(entity: DraftEntity) -> DraftField | None:
    """The states of a record, else the first choice it has."""
    return state_field(entity) or next((f for f in entity.fields if f.type is FieldType.CHOICE), None)


def money_field(entity: DraftEntity) -> DraftField | None:
    """The sum of money of a record: its amount or total before the price of one piece, else the first that it has."""
    sums = [field for field in entity.fields if field.type is FieldType.MONEY]
    priced = bool(sums) and sums[0].name.endswith("price")
    return next((field for field in sums if priced and field.name in {"amount", "total"}), next(iter(sums), None))


def day_field(entity: DraftEntity) -> DraftField | None:
    """The day on which a record happened: a required one, else the first that lies in the past, else any.

    When something was last or is next done does not tell one row from another: all of them are of these weeks.
    """
    days = [f for f in entity.fields if f.type in TEMPORAL and not f.name.startswith(("last_", "next_"))]
    required = next((field for field in days if field.required), None)
    past = next((field for field in days if field.between is None or field.between[0] < 0), None)
    return required or past or next(iter(days), None)


def found_by(sentence: Sentence, place: int) -> bool:
    """Whether "by" tells what something is found or counted by, and not who did it or in which way."""
    before = sentence.tokens[place - 1]
    if [before.low] == [after.low for after in sentence.tokens[place + 1 : place + 2]]:  # side by side, step by step
        return False
    if before.verb is not None and before.verb.form == "ed":
        return before.verb.base in _LOOKING
    return before.part is Part.NOUN or before.low in _LOOKING or before.low in {"and", "or", ",", "others", "them"}
