"""What people say of what they order or book, beside what it is for: "choose the delivery date, leave a note"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.vocabulary import RoleKind, lemma_key
from millwright.factory.generation.reader.words import is_plural, label
from millwright.factory.generation.spec import MAX_FIELDS, FieldType

_SAYING = word_set("asking_saying")
_ACTS = word_set("asking_acts")
_LITTLE = frozenset({"a", "an", "the", "their", "of", "for", "to"})
_FARTHEST = 3  # tokens after a phrase that still say what it is: a note for the courier
_PARTED = frozenset({",", "and", "or"})
_MOST = 6


@dataclass(frozen=True)
class Said:
    """What people may say: the words for it, the field that keeps it (none where a request has it anyway), whose."""

    words: tuple[tuple[str, ...], ...]
    line: str
    of: tuple[str, ...]


def of_request(statement: Statement, phrase: Phrase) -> Said | None:
    """What a phrase says of somebody's own order or booking, where it is said by whoever makes it."""
    who = statement.subject
    if statement.verb.base not in _SAYING or (who is not None and not (who.generic or who.kind is RoleKind.OUTSIDER)):
        return None
    return _meant(statement.sentence, phrase.start, phrase.end) or _with_head_of_next(statement, phrase)


def _with_head_of_next(statement: Statement, phrase: Phrase) -> Said | None:
    """What a phrase means that has its last word in common with the next: "pick-up and return locations"."""
    tokens = statement.sentence.tokens
    beside = _beside(statement, phrase)
    return _index().get((*_lemmas(tokens[phrase.start : phrase.end]), beside[-1])) if beside else None


def _beside(statement: Statement, phrase: Phrase) -> tuple[str, ...]:
    """The words of the name, in the plural, that one and the phrase before share."""
    tokens, begin = statement.sentence.tokens, phrase.end + 1
    if begin >= len(tokens) or tokens[phrase.end].low not in {"and", "or"}:
        return ()
    end = begin
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
        end += 1
    return _lemmas(tokens[begin:end]) if end - begin > 1 and is_plural(tokens[end - 1].low) else ()


def chosen_of_request(statement: Statement, phrase: Phrase) -> bool:
    """Whether people choose it, so that it is no field of what they choose from."""
    return statement.verb.base in _ACTS and of_request(statement, phrase) is not None


def give_requests(reading: Reading) -> None:
    """Gives orders and bookings the fields that people fill in, as the prompt tells; what is there stays."""
    for statement in reading.statements:
        for phrase in statement.phrases:
            said = of_request(statement, phrase)
            beside = _index().get(_beside(statement, phrase)) if said is not None else None
            for one in filter(None, (said, beside)):
                record = record_of_request(reading, one) if one.line else None
                if record is not None:
                    _give(record, one.line, statement, phrase)


def _give(record: DraftEntity, line: str, statement: Statement, phrase: Phrase) -> None:
    before = {field.name for field in record.fields}
    if len(before) >= MAX_FIELDS - 2 and line.split(maxsplit=1)[0] not in before:
        return
    made = add_field(record, line, statement.text)
    made.asked, made.because, made.required = True, statement.text, False
    if made.type is FieldType.CHOICE and (named := _examples(statement.sentence, phrase.end)):
        made.choices, made.values = named, ()
    if made.name not in before:
        _before_notes(record, made)


def _before_notes(record: DraftEntity, made: DraftField) -> None:
    """Long texts stand at the end of a record."""
    if made.type is not FieldType.LONG_TEXT:
        record.fields.sort(key=lambda field: field.type is FieldType.LONG_TEXT)


def record_of_request(reading: Reading, said: Said) -> DraftEntity | None:
    """The order or booking that has it."""
    for key in said.of:
        known = (e for e in reading.entities if not e.internal and (e.key == key or e.key.endswith(f"_{key}")))
        if (found := next(known, None)) is not None:
            return found
    return None


def _examples(sentence: Sentence, place: int) -> tuple[str, ...]:
    """The values that the prompt gives for a choice: "ticket types such as adult, child, and senior"."""
    lows = [token.low or token.text for token in sentence.tokens]
    if lows[place : place + 2] != ["such", "as"] and lows[place : place + 1] != ["("]:
        return ()
    found: list[str] = []
    words: list[str] = []
    for low in lows[place + (2 if lows[place] == "such" else 1) :]:
        if low in _PARTED:
            found += [label(words)] if words else []
            words = []
        elif low.replace("-", "").isalnum() and len(words) < 3:
            words.append(low)
        else:
            break
        if len(found) == _MOST:
            break
    found += [label(words)] if words else []
    return tuple(dict.fromkeys(found))[:_MOST]


def _meant(sentence: Sentence, start: int, end: int) -> Said | None:
    tokens = sentence.tokens[start : end + _FARTHEST]
    for stop in range(len(tokens), 0, -1):
        told = _lemmas(tokens[:stop])
        if stop <= end - start:
            return next((_index()[told[at:]] for at in range(len(told)) if told[at:] in _index()), None)
        if told in _index() and len(told) > 1:
            return _index()[told]
    return None


def _lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokens if token.low not in _LITTLE - {"for", "to"})


@cache
def _index() -> dict[tuple[str, ...], Said]:
    return {words: said for said in _all() for words in said.words}


@cache
def _all() -> tuple[Said, ...]:
    return tuple(_said(row) for row in rows("asked").values())


def _said(row: dict[str, str]) -> Said:
    return Said(tuple(_forms(row["words"])), row.get("line", ""), tuple(phrases(row["of"])))


def _forms(words: str) -> Iterator[tuple[str, ...]]:
    for phrase in phrases(words):
        plain = phrase.replace("-", " - ") if "-" in phrase else phrase
        yield tuple(word for word in lemma_key(phrase) if word not in _LITTLE - {"for", "to"})
        yield tuple(word for word in plain.split() if word not in _LITTLE - {"for", "to"})
