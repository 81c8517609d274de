"""What words of a wish mean in an application that is there: its records, fields, values and roles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.vocabulary import lemma_key, lexicon
from millwright.factory.generation.reader.words import identifier, plain, singular
from millwright.factory.generation.spec import AppSpec, Entity, FieldSpec, FieldType, Role

EXPLICIT_FIELD = re.compile(r"\b(?:field|column|attribute)s?\b", re.IGNORECASE)
"""Words by which somebody says that a field is meant, and nothing else of that name."""
_LEADING = re.compile(
    r"^(?:(?:the|a|an|all|each|every|our|my|their|its|this|that|these|those|any|of|existing|whole|entire)\s+)+",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\s+(?:records?|sections?|pages?|lists?|tables?|modules?|entit(?:y|ies)|screens?|features?)$", re.IGNORECASE
)
_FIELD = re.compile(r"\s+(?:fields?|columns?|attributes?|propert(?:y|ies)|inputs?)$", re.IGNORECASE)
_ROLE = re.compile(r"\s+(?:roles?|accounts?)$|^(?:roles?)\s+(?:of\s+)?", re.IGNORECASE)
_STATES = ("status", "state", "stage", "phase")


@dataclass(frozen=True, slots=True)
class Place:
    """A field, with the entity that it belongs to."""

    entity: Entity
    field: FieldSpec


def bare(words: str) -> str:
    """Words without quotes, articles and punctuation around them."""
    text = words.strip().strip("\"'`.,:;!?() ").strip()
    return _LEADING.sub("", f"{text} ").strip("\"' ")


def _forms(words: str) -> set[str]:
    """The words as an identifier, as they are and with the last one in the singular."""
    parts = plain(bare(words)).replace("-", " ").split()
    if not parts:
        return set()
    return {identifier(parts), identifier([*parts[:-1], singular(parts[-1])])}


def find_entity(spec: AppSpec, words: str) -> Entity | None:
    """The kind of record that the words name: by its labels, else by what the lexicon knows under them."""
    for text in (bare(words), _RECORDS.sub("", bare(words))):
        forms = _forms(text)
        for entity in spec.entities:
            known = {entity.name, entity.plural, identifier([entity.label]), identifier([entity.plural_label])}
            if forms & known:
                return entity
    return _by_lexicon(spec, _RECORDS.sub("", bare(words)))


def _by_lexicon(spec: AppSpec, words: str) -> Entity | None:
    key = lemma_key(words)
    hit = lexicon().entity_index.at(key, 0) if key else None
    if hit is None or hit[0] != len(key):
        return None
    names = (hit[1].name, *hit[1].same_as)
    return next((entity for name in names for entity in spec.entities if entity.name == name), None)


def is_known_record(word: str) -> bool:
    """Whether the lexicon knows the word as a kind of record, and not as something that records have."""
    key = lemma_key(word)
    hit = lexicon().entity_index.at(key, 0) if key else None
    return hit is not None and not known_attribute((word,))


def find_fields(spec: AppSpec, words: str, within: Entity | None = None) -> list[Place]:
    """Every field that the words name, such as "due date", "due date of tasks", "tasks' due date", "task due date"."""
    text = _FIELD.sub("", bare(words))
    owner, rest = _owner(spec, text)
    entities = [within] if within is not None else [owner] if owner is not None else list(spec.entities)
    wanted = _forms(rest) if within is None or owner is within else _forms(text)
    return [
        Place(entity, field)
        for entity in entities
        for field in entity.fields
        if wanted & {field.name, identifier([field.label])} or (field.name in _STATES and wanted & set(_STATES))
    ]


def _owner(spec: AppSpec, text: str) -> tuple[Entity | None, str]:
    """The entity that the words of a field name too, and the words without it."""
    after = re.match(r"^(?P<field>.+?)\s+(?:of|on|in|for|from)\s+(?P<owner>.+)$", text, re.IGNORECASE)
    before = re.match(r"^(?P<owner>.+?)(?:'s?|s')\s+(?P<field>.+)$", text, re.IGNORECASE)
    for match in (after, before):
        if match is not None and (entity := find_entity(spec, match["owner"])) is not None:
            return entity, _FIELD.sub("", bare(match["field"]))
    if any(_names(field, text) for entity in spec.entities for field in entity.fields):
        return None, text
    parts = text.split()
    for count in range(1, len(parts)):
        entity = find_entity(spec, " ".join(parts[:count]))
        if entity is not None and any(_names(field, " ".join(parts[count:])) for field in entity.fields):
            return entity, " ".join(parts[count:])
    return None, text


def _names(field: FieldSpec, words: str) -> bool:
    return bool(_forms(words) & {field.name, identifier([field.label])})


def find_choices(spec: AppSpec, words: str) -> list[tuple[Place, str]]:
    """Every value of a choice that the words name, maybe with its field: "done", "the status done", "done status"."""
    text = re.sub(
        r"^(?:options?|values?|choices?)\s+|\s+(?:options?|values?|choices?)$", "", bare(words), flags=re.IGNORECASE
    )
    found: list[tuple[Place, str]] = []
    for entity in spec.entities:
        for field in entity.fields:
            names = "|".join(map(re.escape, {field.label.lower(), field.name.replace("_", " ")}))
            rest = re.sub(rf"^(?:{names})\s+|\s+(?:{names})$", "", plain(text))
            wanted = _forms(text) | _forms(rest)
            values = (choice for choice in field.choices if wanted & {choice.value, identifier([choice.label])})
            found += [(Place(entity, field), choice.value) for choice in values]
    return found


def find_role(spec: AppSpec, words: str) -> Role | None:
    """The role that the words name; "admins" are whoever administers."""
    forms = _forms(_ROLE.sub("", bare(words)))
    for role in spec.roles:
        if forms & {role.name, identifier([role.label]), *_forms(role.label)}:
            return role
    return spec.admin if forms & {"admin", "administrator"} else None


def state_of(entity: Entity) -> FieldSpec | None:
    """The choice whose values are the states of a row."""
    choices = [field for field in entity.fields if field.type is FieldType.CHOICE]
    return next((field for name in _STATES for field in choices if field.name.split("_")[-1] == name), None)


def split_list(text: str) -> list[str]:
    """The items of a written list."""
    return [
        item.strip() for item in re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&|plus)\s+", text) if item.strip()
    ]


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence."""
    *others, last = list(words)
    return f"{', '.join(others)} and {last}" if others else last
