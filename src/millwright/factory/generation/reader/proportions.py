"""Shares of a whole that sentences ask for by name: "the proportion of item categories", "a breakdown by source"."""

from collections.abc import Iterator

from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.reader.dashboards import Plan
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, records_in
from millwright.factory.generation.reader.measuring import number_named
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import singular
from millwright.factory.generation.spec import ChartKind, FieldType

_SHARES = word_set("proportions_shares")
_LEADING = frozenset({"across", "among", "between", "by", "of", "per", "the", "different", "each", "various"})
_ENDING = frozenset({"and", "or", "with", "in", "for"})
_FAR = 5
_KEPT = (EntityKind.LOG, EntityKind.MONEY, EntityKind.WORK, EntityKind.PERSONAL, EntityKind.PERSON)


def proportions(reading: Reading) -> Iterator[tuple[Plan, str]]:
    """What is to be seen as shares of a whole, along a choice or a reference, with the words that ask for it."""
    if not reading.wished("chart"):
        return
    for sentence in reading.sentences:
        for place, token in enumerate(sentence.tokens):
            if {token.low, token.lemma} & _SHARES:
                plan = _plan(reading, sentence, place)
                if plan is not None:
                    yield plan, clause_of(reading, sentence, place)


def _plan(reading: Reading, sentence: Sentence, place: int) -> Plan | None:
    """Along what stands after the word ("proportion of categories"), else before it ("category distribution")."""
    named = [entity for entity in records_in(reading, sentence) if not entity.internal]
    kept = [entity for entity in (*named, *reading.entities) if entity.kind in _KEPT and not entity.internal]
    for along in (_after(sentence.tokens[place + 1 :]), sentence.tokens[max(0, place - 2) : place]):
        for entity in kept if along else ():
            by = field_named(entity, along, LINKED | {FieldType.CHOICE})
            if by is not None:
                return Plan(entity, number_named(entity, along), by, ChartKind.DONUT)
    return None


def _after(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words that say of what the shares are."""
    if not tokens or tokens[0].low not in _LEADING:
        return ()
    told = tuple(token for token in tokens[:_FAR] if token.low not in _LEADING)
    end = next((place for place, token in enumerate(told) if token.low in _ENDING or not token.low.isalpha()), None)
    return told[:end]


def field_named(
    entity: DraftEntity, words: tuple[Token, ...] | list[Token], along: frozenset[FieldType]
) -> DraftField | None:
    """The field of these types that one of the words means."""
    for token in words:
        for field in entity.fields:
            if field.type in along and token.lemma in {
                field.name,
                *field.name.split("_"),
                *(field.target or "").split("_"),
                field.label.lower(),
                singular(field.name),
            }:
                return field
    return None
