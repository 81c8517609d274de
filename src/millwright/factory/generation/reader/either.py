"""What people choose one of, told by its values alone: "choose lunch or dinner", "book half a day or a whole day"."""

import re

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.named_rows import FEWEST_ROWS, call_rows
from millwright.factory.generation.reader.vocabulary import lemma_key, lexicon
from millwright.factory.generation.reader.words import identifier, is_plural, label, singular
from millwright.factory.generation.spec import MAX_FIELDS, FieldType

_BEGUN = r"(?!(?:and|between|book|browse|by|choose|enter|fill|from|make|or|pick|search|select|submit|to|view)\b)"
_ITEM = rf"(?:an? |the )?{_BEGUN}[a-z][\w'-]*(?: (?!and\b|or\b)[a-z][\w'-]*){{0,2}}"
_CHOSEN = re.compile(
    rf"\b(?:choose|choosing|select|pick|book) ((?:{_ITEM}, )*{_ITEM},? or {_ITEM})"
    r"(?=[.,;:)]|$| (?:according|and|as|at|based|by|for|in|on|so|to|when|with)\b)"
)
_SPLIT = re.compile(r",? or |, ")
_MOST = 8
_ASKED = ("booking", "reservation", "appointment", "rental", "event_ticket", "enrolment", "order", "application")
_DAYTIMES = frozenset({"morning", "noon", "afternoon", "evening", "night"})
_SPANS = frozenset({"day", "hour", "morning", "afternoon", "night", "week", "weekend", "month", "session"})


def give_either(reading: Reading) -> None:
    """Gives what people ask for, else what is kept, a choice of the values between which they choose."""
    for sentence in reading.sentences:
        for match in _CHOSEN.finditer(sentence.text):
            values = _values(match[1])
            owner = _owner(reading) if values else None
            if _offered(reading, values, match[0]):
                continue
            if owner is not None and not _known(reading, values) and len(owner.fields) < MAX_FIELDS - 2:
                owner.fields.insert(1, _field(owner, values, match[0]))


def _offered(reading: Reading, values: list[str], because: str) -> bool:
    """Whether they are what a house offers, whose rows they then name: "choose haircut, dyeing, or perming"."""
    service = reading.entity("service")
    offered = service is not None and len(values) >= FEWEST_ROWS and _name(values) == ["option"]
    if service is not None and offered:
        call_rows(service, values, because, priced=True)
    return offered


def _values(said: str) -> list[str]:
    """The values of a list; nothing where it names fields or things that are kept: "choose a date or a room"."""
    items = _without_head([item.split() for item in _SPLIT.split(said)])
    if any(_is_thing(item) for item in items) or not 2 <= len(items) <= _MOST:
        return []
    return [label(item) for item in items]


def _without_head(items: list[list[str]]) -> list[list[str]]:
    """Times of the day without what they all are, which is said once: "the morning or afternoon slot"."""
    *others, last = [[word for word in item if word not in {"a", "an", "the"}] for item in items]
    alone = bool(others) and all(len(words) == 1 and words[0] in _DAYTIMES for words in others)
    return [*others, last[:1]] if alone and last[:1] and last[0] in _DAYTIMES else items


def _is_thing(item: list[str]) -> bool:
    words = [word for word in item if word not in {"a", "an", "the"}]
    if not words or (item[0] != words[0] and words[-1] not in _SPANS):
        return True
    last = singular(words[-1])
    if last in _SPANS and len(words) > 1:
        return False
    lone = lexicon().entity_index.at(list(lemma_key(" ".join(words))), 0)
    counted = is_plural(words[-1]) and lexicon().entity_index.at([last], 0) is not None
    kept = lone is not None and lone[0] == len(words) and len(words) == 1 and is_plural(words[0])
    return counted or kept or known_attribute(tuple(words)) or bool({words[-1], last} & lexicon().generic)


def _owner(reading: Reading) -> DraftEntity | None:
    """What people make when they choose: their booking or order, else the first record."""
    kept = [entity for entity in reading.entities if not entity.internal]
    asked = (e for key in _ASKED for e in kept if e.key == key or e.key.endswith(f"_{key}"))
    return next(asked, kept[0] if kept else None)


def _known(reading: Reading, values: list[str]) -> bool:
    """Whether a choice has such values already."""
    said = {value.lower() for value in values}
    have = ({c.lower() for c in field.choices} for entity in reading.entities for field in entity.fields)
    return any(len(said & choices) * 2 >= len(said) for choices in have)


def _field(owner: DraftEntity, values: list[str], because: str) -> DraftField:
    words = _name(values)
    name = safe_field_name(identifier(words), owner.name)
    return DraftField(name, label(words), FieldType.CHOICE, choices=tuple(values), because=because)


def _name(values: list[str]) -> list[str]:
    """What the values are called together: by the word that they end with, by what they all are, else an option."""
    lows = [value.lower().split() for value in values]
    last = {words[-1] for words in lows}
    if last <= _DAYTIMES:
        return ["time", "of", "day"]
    if last <= _SPANS:
        return ["length"]
    if len(last) == 1 and all(len(words) > 1 for words in lows):
        return [*last, "type"]
    for name in ("meal", "delivery"):
        if all(set(words) & word_set(f"either_{name}") for words in lows):
            return [name]
    return ["option"]
