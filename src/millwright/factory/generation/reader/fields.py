"""Fields: what a name says about the type, and the lexicon's lines about the fields of known records."""

import re
from functools import cache

from millwright.factory.generation.reader.asides import SHOWN_OF
from millwright.factory.generation.reader.attributes import field_types, value_pools
from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.draft import DraftField
from millwright.factory.generation.reader.valued import asked_choices, quantity_names, quantity_of
from millwright.factory.generation.reader.words import field_label, identifier, singular
from millwright.factory.generation.reserved import fault_of_field_name
from millwright.factory.generation.spec import FieldType

_LINE = re.compile(r"^(?P<name>\w+?)(?P<marks>[!*?]*)\s+(?P<type>@?[\w/]+)(?:\s*:\s*(?P<rest>.*))?$")
_SPENT = frozenset({"hours", "hours_logged", "hours_spent", "hours_worked", "worked_hours"})
_SHORT = {"long": FieldType.LONG_TEXT, "int": FieldType.INTEGER, "dec": FieldType.DECIMAL, "bool": FieldType.BOOLEAN}
_RENAMED = {
    "id": "code",
    "type": "kind",
    "date": "{}_date",
    "number": "{}_number",
    "created_at": "created_on",
    "updated_at": "updated_on",
    "owner_id": "owner_name",
    "kind": "kind",
}
_SUFFIX_TYPES = (
    (re.compile(r"_(?:date|on|day|deadline|birthday)$"), FieldType.DATE),
    (re.compile(r"_(?:at|time|datetime)$"), FieldType.DATETIME),
    (re.compile(r"_(?:photos|images|pictures|screenshots)$"), FieldType.IMAGES),
    (re.compile(r"_(?:photo|image|picture|avatar)$"), FieldType.IMAGE),
    (re.compile(r"_(?:attachment|attachments|file|files|document|documents|upload)$"), FieldType.FILE),
    (re.compile(r"^(?:number|count|amount|quantity)_of_"), FieldType.INTEGER),
    (re.compile(r"^date_(?:of|read|seen|bought|found)"), FieldType.DATE),
    (re.compile(r"_(?:kg|cm|km|mm|m|g|ml|l|percent_value)$"), FieldType.DECIMAL),
    (re.compile(r"_(?:minutes|percent|count|number_of|points|pages|years|days)$"), FieldType.INTEGER),
    (re.compile(r"_(?:eur|usd|euros|dollars)$"), FieldType.MONEY),
)


def named_field(words: tuple[str, ...], owner: str) -> DraftField | None:
    """The field that a name in a prompt asks for; `owner` is the entity's name, to resolve reserved words."""
    words = plain_pictures(_one_each(words))
    name = identifier(words)
    if not name or name in {"password", "id"}:
        return None
    shown = field_label(words)
    name = safe_field_name(name, owner)
    kind, choices = _type_of(name, words)
    minimum = 0 if kind in {FieldType.INTEGER, FieldType.MONEY} else None
    values = tuple(phrases(choices, "|"))
    pool = value_pools().get(name) or value_pools().get(singular(words[-1]), "") if kind is FieldType.TEXT else ""
    made = DraftField(name, shown, kind, choices=values, minimum=minimum, pool=pool)
    _bound(made)
    return made


def plain_pictures(words: tuple[str, ...]) -> tuple[str, ...]:
    """Several pictures without what only says so: "multiple uploaded photos" are photos."""
    if not words or words[-1] not in word_set("picturing_plural"):
        return words
    said = word_set("picturing_many") | word_set("picturing_empty")
    return (*(word for word in words[:-1] if word not in said), words[-1])


def _one_each(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in the singular where each record has one of what a list gives many records: "deals with stages"."""
    last = words[-1] if words else ""
    one = singular(last)
    named = one in field_types() or one in value_pools() or one in rows("fields")["choices"]
    many = last in field_types() or one in SHOWN_OF
    return (*words[:-1], one) if one != last and named and not many and not {"of", "per"} & set(words) else words


def safe_field_name(name: str, owner: str) -> str:
    """A field name that is no reserved word."""
    name = _RENAMED.get(name, name).format(owner)[:38].strip("_")
    return f"{owner}_{name}"[:38].strip("_") if fault_of_field_name(name) else name


def _type_of(name: str, words: tuple[str, ...]) -> tuple[FieldType, str]:
    """The type that a name suggests, with the values of a choice."""
    choices, types = rows("fields")["choices"], field_types()
    last = words[-1]
    if name.startswith(("is_", "has_", "can_", "was_")):
        return FieldType.BOOLEAN, ""
    if name not in choices and name not in types and (valued := _valued(name, last)) is not None:
        return valued
    for candidate in (name, last, singular(last)):
        if candidate in choices:
            return FieldType.CHOICE, choices[candidate]
        if candidate in types:
            return types[candidate], ""
    for pattern, kind in _SUFFIX_TYPES:
        if pattern.search(name):
            return kind, ""
    if last in {"type", "types"}:
        return FieldType.CHOICE, choices["kind"]
    head = words[: words.index("of")] if "of" in words else words[:1]
    if head and head[-1] in types and words[len(head) : len(head) + 1] in {("of",), ("in",), ("per",)}:
        return types[head[-1]], ""
    return (FieldType.LONG_TEXT if singular(last) != last else FieldType.TEXT), ""


def _valued(name: str, last: str) -> tuple[FieldType, str] | None:
    """What a name of several words is by the tables of values: one of a few, or something that is measured."""
    if values := asked_choices(name):
        return FieldType.CHOICE, " | ".join(values)
    quantity = quantity_of(name) if name in quantity_names() else quantity_of(name, fewest=2)
    if quantity is None or (name == last and last in value_pools()):
        return None
    return field_types().get(last, FieldType.INTEGER if quantity.counted else FieldType.DECIMAL), ""


def _known_label(words: list[str]) -> str:
    """What a field of the lexicon is called: "Host", where "Host name" says no more."""
    called = words[-1] == "name" and len(words) > 1 and words[-2] in word_set("fields_called_by_name")
    return field_label(words[:-1] if called else words)


def line_field(line: str) -> tuple[DraftField, tuple[str, ...], bool]:
    """One line of the lexicon: the field, the names it may refer to, and whether it stands only beside its target."""
    match = _LINE.match(line.strip())
    if match is None:
        raise ValueError(line)
    name, marks, kind, rest = match["name"], match["marks"], match["type"], (match["rest"] or "").strip()
    targets = tuple(kind[1:].split("/")) if kind.startswith("@") else ()
    type_ = FieldType.TEXT if targets else _SHORT.get(kind) or FieldType(kind.replace("long_text", "long_text"))
    made = DraftField(name, _known_label(name.split("_")), type_, required="!" in marks, unique="*" in marks)
    _fill_values(made, rest)
    if type_ in {FieldType.INTEGER, FieldType.MONEY} and (made.between is None or made.between[0] >= 0):
        made.minimum = 0
    _bound(made)
    return made, targets, "?" in marks


def _bound(made: DraftField) -> None:
    """A rating is one of five stars; nobody works for less than no hours."""
    if made.type is FieldType.DECIMAL and made.name in _SPENT:
        made.minimum = 0
    if made.type is FieldType.INTEGER and set(made.name.split("_")) & {"rating", "stars"}:
        made.minimum, made.maximum = 1, 5


def _fill_values(made: DraftField, rest: str) -> None:
    bounds = re.fullmatch(r"([+-]?\d+)\.\.([+-]?\d+)", rest)
    if bounds:
        made.between = (int(bounds[1]), int(bounds[2]))
    elif rest.startswith("~"):
        made.pool = rest[1:]
    elif made.type is FieldType.CHOICE:
        said = tuple(phrases(rest, "|"))
        made.choices = tuple(dict.fromkeys(said))
        made.values = said if len(said) > len(made.choices) else ()
    else:
        made.values = tuple(phrases(rest, "|"))


@cache
def entry_lines(fields: str) -> tuple[tuple[DraftField, tuple[str, ...], bool], ...]:
    """All lines of one lexicon entry, in order."""
    return tuple(line_field(line) for line in fields.splitlines() if line.strip())
