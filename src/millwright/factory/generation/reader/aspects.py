"""What things are about, told after their name: "questions on marriage, divorce and debts" have these topics."""

from collections.abc import Iterator

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import entity_of
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part, Token
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import is_plural, label, singular
from millwright.factory.generation.spec import FieldType

_ABOUT = frozenset({"about", "on", "covering", "concerning", "regarding"})
_FOR = frozenset({"for"})
_JOINERS = frozenset({",", "and", "or"})
_BROWSED = word_set("aspects_browsed")
_CONTENTS = word_set("aspects_contents")
_NAMED = ("topic", "category", "kind", "type", "section", "subject")
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_FEWEST, _MOST = 3, 10
_LONGEST = 4  # words of the name of a topic
_WEIGHTY = 1.0
"""From which weight on a mention speaks of a record, rather than only naming it."""


def tell_aspects(reading: Reading) -> None:
    """Gives records the topics or kinds that a sentence lists of them as choices; what is only such a topic is no
    record of its own."""
    for statement in reading.statements:
        found = _about(statement, reading) or _browsed(statement, reading)
        if found is None:
            continue
        entity, names = found
        for name in names:
            other = entity_of(reading, _key(name, reading))
            if other is not None and other is not entity and not _told_elsewhere(other, statement, reading):
                reading.forget(other)
        _give(entity, tuple(label([token.low for token in name]) for name in names), statement.text)


def _about(statement: Statement, reading: Reading) -> tuple[DraftEntity, list[tuple[Token, ...]]] | None:
    """The record that stands before "on" or "about", and the list after it; after "for" where people look for it."""
    tokens = statement.sentence.tokens
    for phrase in statement.phrases:
        led = tokens[phrase.end].low if phrase.end < len(tokens) else ""
        if not phrase.direct or led not in _ABOUT | (_FOR if statement.verb.base in _BROWSED else frozenset[str]()):
            continue
        entity = entity_of(reading, _key(tokens[phrase.start : phrase.end], reading))
        names = list(_items(statement, phrase))
        facts = [name for name in names if _is_fact(name)]
        if entity is None or entity.internal or len(names) < _FEWEST or len(facts) * 2 > len(names):
            continue
        return entity, names[:_MOST]
    return None


def _browsed(statement: Statement, reading: Reading) -> tuple[DraftEntity, list[tuple[Token, ...]]] | None:
    """The articles of a site, where people browse several sorts: "regulatory news and company announcements"."""
    if statement.verb.base not in _BROWSED or not reading.site:
        return None
    tokens = statement.sentence.tokens
    names = [tokens[phrase.start : phrase.end] for phrase in statement.phrases if phrase.direct]
    if len(names) < _FEWEST or not all(len(name) > 1 and singular(name[-1].low) in _CONTENTS for name in names):
        return None
    kept = [entity_of(reading, _key(name, reading)) for name in names]
    shown = [entity for entity in kept if entity is not None]
    if len({entity.key for entity in shown}) > 1 or not shown or shown[0].kind is not EntityKind.CONTENT:
        return None
    return shown[0], names[:_MOST]


def _items(statement: Statement, phrase: Phrase) -> Iterator[tuple[Token, ...]]:
    """The names of a list that goes on from a phrase, with commas and "and" between them."""
    tokens, place = statement.sentence.tokens, phrase.end + 1
    while place < len(tokens):
        end = place
        while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
            end += 1
        if end == place or end - place > _LONGEST:
            return
        after = (tokens[end].low or tokens[end].text) if end < len(tokens) else "."
        verb = tokens[place].verb
        acts = end - place > 1 and verb is not None and verb.form == "base"  # "…, choose lunch or dinner"
        if is_verb(statement.sentence, place) and (acts or after not in _JOINERS | {"."}):
            return
        yield tokens[place:end]
        place = end
        if place >= len(tokens) or after not in _JOINERS:
            return
        while place < len(tokens) and (tokens[place].low or tokens[place].text) in _JOINERS:
            place += 1


def _is_fact(name: tuple[Token, ...]) -> bool:
    """Whether a name is that of a field, as those are that things are looked for by."""
    return known_attribute(tuple(token.low for token in name)) and not is_plural(name[-1].low)


def _key(tokens: tuple[Token, ...], reading: Reading) -> str:
    named = named_by(tokens, reading.domain)
    return named.key if named is not None else ""


def _told_elsewhere(entity: DraftEntity, statement: Statement, reading: Reading) -> bool:
    near = statement.sentence.text.lower()
    said = (m for m in reading.mentions if m.key == entity.key and m.weight >= _WEIGHTY)
    return any(mention.because.lower() not in near for mention in said)


def _give(entity: DraftEntity, choices: tuple[str, ...], because: str) -> None:
    field = next((f for name in _NAMED for f in entity.fields if f.name in {name, f"{entity.name}_{name}"}), None)
    if field is None:
        name = "category" if entity.kind in _SHOWN else "topic"
        field = DraftField(safe_field_name(name, entity.name), label([name]), FieldType.CHOICE)
        entity.fields.insert(1, field)
    if field.target is None:
        field.type, field.pool, field.values = FieldType.CHOICE, "", ()
        field.choices, field.because = tuple(dict.fromkeys(choices)), because
