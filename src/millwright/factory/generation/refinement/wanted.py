"""Fields as a wish describes them: name, type, values, whether they must be filled in."""

import re
from dataclasses import dataclass

from millwright.factory.generation.reader.accounts import WORKERS, names_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.reader.fields import named_field, safe_field_name
from millwright.factory.generation.reader.samples import add_samples, choice_value
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import identifier, label
from millwright.factory.generation.refinement.names import bare, find_entity, split_list
from millwright.factory.generation.reserved import fault_of_field_name
from millwright.factory.generation.spec import NUMERIC, AppSpec, Choice, Entity, FieldSpec, FieldType, Reach

_TYPES: tuple[tuple[str, FieldType], ...] = (
    (r"date\s*(?:and|&|/|-)?\s*time|datetime|timestamp|moment", FieldType.DATETIME),
    (r"(?:calendar\s+)?(?:date|day)", FieldType.DATE),
    (r"(?:whole\s+)?number|integer|count|numeric", FieldType.INTEGER),
    (r"decimal(?:\s+number)?|float|fraction", FieldType.DECIMAL),
    (r"money|currency|amount\s+of\s+money|price|amount", FieldType.MONEY),
    (r"yes\s*/\s*no|yes\s+or\s+no|check\s?box|boolean|flag|toggle|true\s*/\s*false|switch", FieldType.BOOLEAN),
    (r"(?:long|multi-?line|free)\s+text|paragraphs?|text\s*area|rich\s+text|notes?", FieldType.LONG_TEXT),
    (r"(?:short\s+)?text|string|words", FieldType.TEXT),
    (r"e-?mail(?:\s+address)?", FieldType.EMAIL),
    (r"(?:tele)?phone(?:\s+number)?", FieldType.PHONE),
    (
        r"(?:map\s+|gps\s+)?(?:coordinates|position)|geo-?\s?(?:location|position)|latitude\s+and\s+longitude",
        FieldType.POSITION,
    ),
    (
        r"(?:several|multiple|many|a\s+list\s+of|up\s+to\s+\w+)\s+(?:pictures|photos|images)|(?:picture|photo|image)\s+gallery",
        FieldType.IMAGES,
    ),
    (r"(?:single|one)\s+(?:picture|photo|image)", FieldType.IMAGE),
    (r"link|url|web\s+address|hyperlink", FieldType.URL),
    (
        r"choice|drop-?\s?down(?:\s+list)?|select(?:ion)?(?:\s+list)?|options?|list|radio\s+buttons?|pick\s?list",
        FieldType.CHOICE,
    ),
)
_TYPED = tuple((re.compile(rf"^(?:an?\s+)?(?:{words})(?:\s+fields?)?$", re.IGNORECASE), kind) for words, kind in _TYPES)
_LEADING_TYPE = tuple(
    (re.compile(rf"^(?:{words})\s+(?:field|column)s?(?:\s+(?:called|named|for)\s+)(?P<rest>.+)$", re.IGNORECASE), kind)
    for words, kind in _TYPES
)
_VALUES = re.compile(
    r"\s*(?:\((?P<brackets>[^()]+)\)|:\s*(?P<colon>.+)"
    r"|\s(?:(?:field|column|choice|dropdown)\s+)?(?:with|of|having|from|between)\s+"
    r"(?:the\s+)?(?:possible\s+)?(?:values?|options?|choices?|levels?|states?|steps?)?\s*:?\s*(?P<words>.+))$",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\b(?P<mark>required|mandatory|compulsory|obligatory|optional|unique|new|extra|additional|custom)\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^(?:new\s+)?(?:(?:field|column|attribute|property)\s+(?:called|named|for)|field|column)\s+(?=\w)", re.IGNORECASE
)
_TRAILING = re.compile(
    r"\s+(?:fields?|columns?|attributes?|propert(?:y|ies)|inputs?|check\s?box(?:es)?|drop-?downs?)$", re.IGNORECASE
)
_REQUIRED = frozenset({"required", "mandatory", "compulsory", "obligatory"})


@dataclass(frozen=True, slots=True)
class WantedField:
    """A field that a wish describes, and the values that sample rows may take."""

    field: FieldSpec
    samples: tuple[object, ...]
    entered: bool = False


def type_named(words: str) -> FieldType | None:
    """The type that words such as "a number" or "dropdown" name."""
    text = words.strip().strip("\"'.")
    return next((kind for pattern, kind in _TYPED if pattern.match(text)), None)


def values_of(text: str) -> tuple[Choice, ...]:
    """The values of a written list, each once; nothing when it is no list of values."""
    items = [bare(item) for part in text.split("/") for item in split_list(part)]
    if not 2 <= len(items) <= 20 or any(
        len(item.split()) > 5 or (not identifier([item]) and not item.isdigit()) for item in items
    ):
        return ()
    found = {choice_value(label([item])): label([item]) for item in items}
    return tuple(Choice(value=value, label=shown) for value, shown in found.items())


def without_values(text: str) -> tuple[str, tuple[Choice, ...], FieldType | None]:
    """A description without the values, or the type, that stand in brackets or after a colon."""
    match = _VALUES.search(text)
    if match is None:
        return text, (), None
    said = match["brackets"] or match["colon"] or match["words"]
    kind = type_named(said)
    choices = () if kind is not None else values_of(said)
    return (text[: match.start()], choices, kind) if kind is not None or choices else (text, (), None)


def wanted_field(spec: AppSpec, owner: Entity, description: str) -> WantedField | None:
    """The field that a description such as "a required due date" or "priority (low, high)" asks `owner` to have."""
    text, choices, kind = without_values(description.strip())
    text = bare(text)
    marks = {match["mark"].lower() for match in _MARKS.finditer(f"{text} ")}
    text = _CALLED.sub("", bare(_MARKS.sub("", text)))
    for pattern, named in _LEADING_TYPE:
        if (match := pattern.match(text)) is not None:
            text, kind = bare(match["rest"]), kind or named
    if re.search(r"\bcheck\s?box\b", text, re.IGNORECASE):
        text, kind = (
            re.sub(r"\bcheck\s?box\s+(?:(?:called|named|for)\s+)?", "", text, flags=re.IGNORECASE),
            kind or FieldType.BOOLEAN,
        )
    text = bare(_TRAILING.sub("", text))
    if kind is None and (match := re.search(r"\s+(?:flag|toggle)$", text, re.IGNORECASE)):
        text, kind = text[: match.start()], FieldType.BOOLEAN
    words = tuple(re.findall(r"[\w'-]+", text.lower()))
    if not words or len(words) > 6:
        return None
    target = find_entity(spec, text) if not choices and kind is None else None
    draft = (
        DraftField(identifier(words), label(words), FieldType.REFERENCE) if target else named_field(words, owner.name)
    )
    if draft is None:
        return None
    if kind is None and not choices and target is None and not marks & _REQUIRED:
        _find_holders(spec, owner, draft)
    return _made(draft, (choices, kind, target), owner, required=bool(marks & _REQUIRED), unique="unique" in marks)


def _find_holders(spec: AppSpec, owner: Entity, draft: DraftField) -> None:
    """Makes an account of a field that says who works on a row, or that is called as a role is.

    What visitors read keeps names in words: an account is nobody's business there.
    """
    if owner.visitors.read is not Reach.NONE or fault_of_field_name(f"{draft.name}_id") is not None:
        return
    called = tuple(role.name for role in spec.roles if draft.name == role.name and not role.admin)
    if called or draft.name in WORKERS:
        strangers = any(role.signup for role in spec.roles)
        staff = tuple(role.name for role in spec.roles if not role.signup)
        draft.type, draft.holders = FieldType.ACCOUNT, called or (staff if strangers else ())
        draft.values = names_beside(called[0] if called else staff[-1])


def _made(
    draft: DraftField,
    told: tuple[tuple[Choice, ...], FieldType | None, Entity | None],
    owner: Entity,
    *,
    required: bool,
    unique: bool,
) -> WantedField:
    choices, kind, target = told
    draft.type = FieldType.CHOICE if choices else kind or draft.type
    if not choices and draft.type is FieldType.CHOICE:
        shown = draft.choices or ("Low", "Medium", "High")
        choices = tuple(Choice(value=choice_value(text), label=text) for text in shown)
    if target is not None and draft.name == target.plural:
        draft.name, draft.label = target.name, target.label
    draft.name = _free(safe_field_name(draft.name, owner.name), owner)
    can_be_unique = draft.type not in {
        FieldType.ACCOUNT,
        FieldType.BOOLEAN,
        FieldType.CHOICE,
        FieldType.LONG_TEXT,
        FieldType.POSITION,
    }
    field = FieldSpec(
        name=draft.name,
        label=draft.label,
        type=draft.type,
        required=required,
        unique=unique and can_be_unique,
        choices=choices,
        target=target.name if target is not None else None,
        holders=draft.holders,
        minimum=0 if draft.type in {FieldType.INTEGER, FieldType.MONEY} else None,
    )
    return WantedField(field, sample_values(field, owner, target, draft.pool, draft.values))


def _free(name: str, owner: Entity) -> str:
    """A name that no field of the entity has."""
    taken = {field.name for field in owner.fields}
    return next(found for found in (name, *(f"{name}_{number}" for number in range(2, 60))) if found not in taken)


def sample_values(
    field: FieldSpec, owner: Entity, target: Entity | None, pool: str = "", names: tuple[str, ...] = ()
) -> tuple[object, ...]:
    """Values that read like the field, one for each sample row."""
    rows = len(owner.samples)
    if field.type is FieldType.REFERENCE:
        there = len(target.samples) if target is not None else 0
        within = there if target is None or target.name != owner.name else 0
        return tuple(number * 7 % within for number in range(rows)) if within else (None,) * rows
    draft = DraftEntity(
        owner.name, owner.name, owner.plural, owner.label, owner.plural_label, EntityKind.WORK, None, ""
    )
    shown = tuple(choice.label for choice in field.choices)
    kept = DraftField(field.name, field.label, field.type, field.required, field.unique, shown, pool=pool)
    kept.values = names
    kept.minimum = field.minimum if field.type in NUMERIC else None
    draft.fields = [kept]
    add_samples([draft])
    made = [row[field.name] for row in draft.samples]
    if field.unique:
        return tuple(f"{made[n % len(made)]} {n + 1}" if n >= len(made) else made[n] for n in range(rows))
    return tuple(made[number % len(made)] for number in range(rows))
