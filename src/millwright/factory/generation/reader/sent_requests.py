"""Requests that no entry tells of: "submit access requests, and the owner approves them" keeps access requests."""

from collections.abc import Iterator

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.deciding import decides
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, lexicon

RECORD = "sent_request"
_SENDING = word_set("sent_requests_sending")
_CALLED = word_set("sent_requests_called")
_ABOUT = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.LOG})
_WEIGHT = 3.0


def sent_requests(reading: Reading) -> Iterator[Mention]:
    """What people send in under such a name, where somebody is said to decide on it; one kind of it."""
    offset = 0
    for sentence in reading.sentences:
        for statement in (s for s in reading.statements if s.sentence is sentence):
            words = _asked(statement, reading)
            if words and any(_ends_in(other, words[-1]) for other in reading.statements):
                entry = lexicon().entities[RECORD]
                place = offset + statement.start
                yield Mention(RECORD, entry, words, Act.CREATE, _WEIGHT, place, statement.text, statement)
                return
        offset += len(sentence.tokens)


def _asked(statement: Statement, reading: Reading) -> tuple[str, ...]:
    """The name of what a statement sends in, the last word in the singular."""
    if statement.verb.base not in _SENDING or statement.verb.form == "noun":
        return ()
    for phrase in statement.phrases:
        tokens = statement.sentence.tokens[phrase.start : phrase.end]
        nouns = [token for token in tokens if token.part is Part.NOUN]
        if not phrase.direct or len(nouns) < 2 or tokens[-1].lemma not in _CALLED:
            continue
        if named_by(tokens, reading.domain) is None:
            return (*(token.low for token in nouns[:-1]), nouns[-1].lemma)
    return ()


def _ends_in(statement: Statement, word: str) -> bool:
    tokens = statement.sentence.tokens
    return decides(statement) and any(p.direct and tokens[p.end - 1].lemma == word for p in statement.phrases)


def refer_requests(reading: Reading) -> None:
    """What is asked for by such a request is the first thing that the application keeps because of the prompt."""
    record = reading.entity(RECORD)
    kept = (e for e in reading.entities if e is not record and not e.internal and not e.assumed)
    about = next((entity for entity in kept if entity.kind in _ABOUT), None)
    if record is None or about is None or any(field.target for field in record.fields):
        return
    field = add_field(record, f"{about.name} @{about.name}", record.because)
    field.label = about.label
    record.fields.remove(field)
    record.fields.insert(1, field)
