"""Fields that are added, get another type or other values, or become required, optional or unique."""

import re

from millwright.factory.generation.field_types import BEGINNING, FILLED_IN, LINKED
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.words import is_plural, label
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.names import (
    Place,
    bare,
    find_entity,
    find_fields,
    find_role,
    is_known_record,
    listed,
    split_list,
)
from millwright.factory.generation.refinement.values import can_be_filled, convertible
from millwright.factory.generation.refinement.wanted import (
    sample_values,
    type_named,
    values_of,
    wanted_field,
    without_values,
)
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import NUMERIC, Choice, Entity, FieldSpec, FieldType

_ADD = r"(?:add|include|put|introduce|create|attach|insert|show)"
_EACH = r"(?:the\s+|each\s+|every\s+|all\s+(?:the\s+)?|an?\s+)?"
_ADDED = re.compile(rf"^{_ADD}\s+(?P<rest>.+)$", re.IGNORECASE)
_TO = re.compile(rf"\s+(?:to|on|for|in)\s+{_EACH}", re.IGNORECASE)
_OWNER = re.compile(r"^(?P<owner>[\w' -]+?)(?P<values>\s*(?:\(.+\)|:.+|\swith\s.+))?$")
_GIVE = re.compile(
    rf"^(?:give|let)\s+{_EACH}(?P<owner>[\w' -]+?)\s+(?P<fields>(?:an?|the|some|their)\s+.+)$", re.IGNORECASE
)
_HAVE = re.compile(
    rf"^{_EACH}(?P<owner>[\w' -]+?)\s+(?:(?:should|must|also|to|will|can)\s+)*"
    r"(?:needs?|have|has|gets?|includes?|include|stores?|store)\s+(?:to\s+have\s+)?(?P<fields>.+)$",
    re.IGNORECASE,
)
_TRACK = re.compile(
    rf"^(?:track|record|store|save|keep|capture)\s+(?:the\s+)?(?P<fields>.+?)"
    rf"\s+(?:of|for|on|with|in)\s+{_EACH}(?P<owner>[\w' -]+)$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^{_ADD}\s+(?P<fields>.+?\s+(?:field|column|attribute|property|checkbox|dropdown)s?"
    r"(?:\s*(?:\(.+\)|:.+|\s(?:called|named|with|of|for)\s.+))?)$",
    re.IGNORECASE,
)
_CALLED_ALONE = re.compile(
    rf"^{_ADD}\s+(?P<fields>an?\s+(?:[\w/-]+\s+)?(?:field|column)\s+(?:called|named)\s+.+)$", re.IGNORECASE
)
_LINK = re.compile(
    r"^(?:link|connect|relate|attach|assign)\s+(?P<owner>[\w' -]+?)\s+(?:to|with)\s+(?P<target>[\w' -]+)$",
    re.IGNORECASE,
)
_KIND = re.compile(r"^(?:make|turn|change|convert|set)\s+(?P<rest>.+)$", re.IGNORECASE)
_BECOMES = re.compile(r"\s+(?:to\s+be\s+|be\s+|into\s+|to\s+|as\s+)?(?:an?\s+)?", re.IGNORECASE)
_ONE_OF = re.compile(r"^one\s+of\s*:?\s*", re.IGNORECASE)
_MARK = re.compile(
    r"^(?:make\s+|set\s+|mark\s+)?(?P<what>.+?)\s+(?:should\s+be\s+|must\s+be\s+|is\s+|are\s+|to\s+be\s+|as\s+)?"
    r"(?P<mark>required|mandatory|compulsory|obligatory|optional|not\s+required|no\s+longer\s+required|unique)$",
    re.IGNORECASE,
)
_REQUIRE = re.compile(r"^require\s+(?P<what>.+)$", re.IGNORECASE)
_VALUE = re.compile(
    rf"^{_ADD}\s+(?:an?\s+|the\s+|another\s+)?(?:new\s+)?(?P<value>.+?)\s+(?:as\s+an?\s+\w+\s+)?(?:to|in|for)\s+(?:the\s+)?(?P<field>.+)$",
    re.IGNORECASE,
)
_VALUE_WORDS = re.compile(
    r"\s+(?:as\s+)?(?:an?\s+)?(?:options?|values?|choices?|status(?:es)?|stages?|states?)$"
    r"|^(?:options?|values?|status(?:es)?|stages?)\s+",
    re.IGNORECASE,
)
_NAMED_VALUE = re.compile(
    rf"^{_ADD}\s+(?:an?\s+|the\s+|another\s+)?(?:new\s+)?(?P<field>[\w ]+?)(?:\s+(?:option|value|choice))?"
    r"\s+(?:called\s+|named\s+)?(?P<value>\"[^\"]+\"|'[^']+'|[A-Z][\w ]*)$"
)


def add_value(work: Work) -> bool:
    """Reads a clause that adds a value to a choice: "add Cancelled to the status of orders"."""
    told = _value_of_field(work) or _value_of_record(work) or _named_value(work)
    if told is None:
        return False
    places, words = told
    recent = [place for place in places if work.entity is not None and place.entity.name == work.entity.name]
    for item in split_list(_VALUE_WORDS.sub("", words)):
        _add_value(work, (recent or places)[0], label([bare(item)]))
    return True


def _value_of_field(work: Work) -> tuple[list[Place], str] | None:
    match = _VALUE.match(work.clause)
    if match is None or find_entity(work.spec, match["field"]) is not None:
        return None
    places = [place for place in find_fields(work.spec, match["field"]) if place.field.choices]
    return (places, match["value"]) if places else None


def _value_of_record(work: Work) -> tuple[list[Place], str] | None:
    """Such as "add a Blocked status to tasks", where tasks have a status."""
    match = _VALUE.match(work.clause)
    entity = find_entity(work.spec, match["field"]) if match else None
    if match is None or entity is None:
        return None
    value = (
        _VALUE_WORDS.sub("", match["value"])
        if re.search(r"\b(?:option|value|choice)\b", match["value"], re.IGNORECASE)
        else match["value"]
    )
    for field in entity.fields:
        names = "|".join(re.escape(name) for name in {field.label.lower(), field.name.replace("_", " ")})
        rest = re.sub(rf"^(?:{names})\s+|\s+(?:{names})$", "", value, flags=re.IGNORECASE)
        if field.choices and rest != value and rest:
            return [Place(entity, field)], rest
    return None


def _named_value(work: Work) -> tuple[list[Place], str] | None:
    match = _NAMED_VALUE.match(work.clause)
    places = [place for place in find_fields(work.spec, match["field"]) if place.field.choices] if match else []
    return (places, match["value"]) if match is not None and places else None


def _add_value(work: Work, place: Place, shown: str) -> None:
    field = work.of(place.entity.name).field(place.field.name)
    if choice_value(shown) in {choice.value for choice in field.choices}:
        work.refuse(f"{field.label} has the value {shown} already")
        return
    choices = (*field.choices, Choice(value=choice_value(shown), label=shown))
    work.spec = edits.checked(edits.with_choices(work.spec, place.entity.name, field.name, choices))
    where = f"{place.entity.name}.{field.name}"
    work.note(ChangeKind.ADD, where, f"{field.label} of {place.entity.plural_label.lower()} can be {shown}")
    work.remember(place.entity.name, field.name)


def add_fields(work: Work) -> bool:
    """Reads a clause that gives records more fields; False when it is about something else."""
    told = _told(work)
    if told is not None:
        return _add_all(work, *told)
    link = _LINK.match(work.clause)
    if link is not None and (owner := find_entity(work.spec, link["owner"])) and find_entity(work.spec, link["target"]):
        return _add_all(work, owner, link["target"])
    if _added_to_nobody(work):
        return True
    alone = _CALLED_ALONE.match(work.clause) or _ALONE.match(work.clause)
    if alone is None:
        return False
    owner = work.of(work.entity.name) if work.entity is not None else work.spec.entities[0]
    return _add_all(work, owner, alone["fields"])


def _told(work: Work) -> tuple[Entity, str] | None:
    """The records that a clause gives fields to, and the fields in its words."""
    added = _ADDED.match(work.clause)
    for match in reversed(list(_TO.finditer(added["rest"]))) if added else ():
        tail = _OWNER.match(match.string[match.end() :])
        owner = find_entity(work.spec, tail["owner"]) if tail else None
        if tail is not None and owner is not None:
            return owner, match.string[: match.start()] + (tail["values"] or "")
    for pattern in (_GIVE, _HAVE, _TRACK):
        match = pattern.match(work.clause)
        owner = find_entity(work.spec, match["owner"]) if match else None
        if match is not None and owner is not None:
            return owner, match["fields"]
    return None


def _added_to_nobody(work: Work) -> bool:
    """Whether the clause adds fields to what the application does not keep; says so."""
    match = re.match(
        rf"^{_ADD}\s+.+\s(?:to|for)\s+(?P<owner>(?:the\s+|each\s+|all\s+)?[\w'-]+(?:\s[\w'-]+)?)$",
        work.clause,
        re.IGNORECASE,
    )
    if match is None:
        return False
    role = find_role(work.spec, match["owner"])
    if role is not None:
        work.refuse(f"{role.label} is a role: of people who sign in a name and an e-mail address are kept, and no more")
        return True
    if not re.search(r"\b(?:field|column)s?\b", work.clause, re.IGNORECASE):
        return False
    work.refuse(f"the application keeps no {bare(match['owner'])}")
    return True


def _add_all(work: Work, owner: Entity, description: str) -> bool:
    added = False
    if _is_record(description):
        return False
    for part in _descriptions(description):
        owner = work.of(owner.name)
        added = _add_one(work, owner, part) or added
    return added


def _is_record(description: str) -> bool:
    """Whether many of something are added that is usually a record of its own: "add comments to tasks"."""
    words = bare(description).lower().split()
    return len(words) == 1 and is_plural(words[0]) and is_known_record(words[0])


def _descriptions(text: str) -> list[str]:
    """The fields of a list; values in brackets, or those of a single field, are not taken for fields."""
    plain, choices, _ = without_values(text)
    if choices and len(split_list(plain)) == 1 and "(" not in plain:
        return [text]
    hidden = re.sub(
        r"\(([^()]*)\)",
        lambda match: "(" + match[1].replace(",", "\1").replace(" and ", "\2").replace(" or ", "\3") + ")",
        text,
    )
    shown = [item.replace("\1", ",").replace("\2", " and ").replace("\3", " or ") for item in split_list(hidden)]
    return [re.sub(r"^(?:and|or)\s+", "", item) for item in shown]


def _add_one(work: Work, owner: Entity, description: str) -> bool:
    wanted = wanted_field(work.spec, owner, description)
    if wanted is None:
        work.refuse("no name of a field could be read in it", subject=description)
        return False
    field = wanted.field
    one = next((f for f in owner.fields if f.type is FieldType.IMAGE and field.name == f"{f.name}s"), None)
    if field.type is FieldType.IMAGES and one is not None:
        _retype(work, Place(owner, one), FieldType.IMAGES, ())
        several = {"label": field.label}
        work.spec = edits.with_field(work.spec, owner.name, one.name, lambda old: old.model_copy(update=several))
        return True
    plain = re.sub(r"_\d+$", "", field.name)
    if any(known.name == plain or known.label.lower() == field.label.lower() for known in owner.fields):
        work.refuse(f"{owner.plural_label} have a field {field.label} already", subject=description)
        return True
    if field.required and not can_be_filled(field):
        work.refuse("the rows that are there have none, so it cannot be required", subject=f"{field.label} required")
        field = field.model_copy(update={"required": False})
    work.spec = edits.checked(edits.with_new_field(work.spec, owner.name, field, wanted.samples))
    text = f"{owner.plural_label} get the field {field.label} ({described(field)})"
    work.note(ChangeKind.ADD, f"{owner.name}.{field.name}", text)
    work.remember(owner.name, field.name)
    return True


def described(field: FieldSpec) -> str:
    """A field's type in words, with its values and whether it must be filled in."""
    kind = field.type.value.replace("_", " ")
    if field.type is FieldType.ACCOUNT:
        kind = f"somebody who signs in, as {listed(field.holders)}" if field.holders else "somebody who signs in"
    elif field.choices:
        kind = f"choice of {listed(choice.label for choice in field.choices)}"
    elif field.target:
        kind = f"reference to a {field.target.replace('_', ' ')}"
    return kind + (", required" if field.required else "") + (", unique" if field.unique else "")


def mark_fields(work: Work) -> bool:
    """Reads a clause that makes fields required, optional or unique; False when it is about something else."""
    match = _MARK.match(work.clause) or _REQUIRE.match(work.clause)
    if match is None:
        return False
    mark = match.groupdict().get("mark") or "required"
    places = _places(work, match["what"])
    for place in places:
        _mark(work, place, mark.lower())
    if not places:
        work.refuse(f"no field is called {bare(match['what'])}")
    return True


def _places(work: Work, what: str) -> list[Place]:
    """The fields that a clause is about: of the entity spoken of last where several have one of that name."""
    if bare(what).lower() in {"it", "that", "this", "this field", "that field"} and work.entity and work.field:
        return [Place(work.of(work.entity.name), work.of(work.entity.name).field(work.field))]
    found = [place for item in [what, *split_list(what)] for place in find_fields(work.spec, item)]
    unique = list({(place.entity.name, place.field.name): place for place in found}.values())
    recent = [place for place in unique if work.entity is not None and place.entity.name == work.entity.name]
    return recent if len(unique) > 1 and recent else unique


def _mark(work: Work, place: Place, mark: str) -> None:
    field, owner = place.field, place.entity
    required = mark in {"required", "mandatory", "compulsory", "obligatory"}
    if mark == "unique":
        work.refuse("rows that are there may share a value, so it is not made unique", subject=f"{field.label} unique")
        return
    if required and not field.required and not can_be_filled(field):
        work.refuse("rows that are there may have none, and none can be made up", subject=f"{field.label} required")
        return
    if field.required == required:
        work.refuse(
            f"{field.label} of {owner.plural_label.lower()} is {'required' if required else 'optional'} already"
        )
        return
    marked = {"required": required} | ({"since": (), "needed": ()} if required else {})
    spec = edits.with_field(work.spec, owner.name, field.name, lambda old: old.model_copy(update=marked))
    if required:
        instead = sample_values(field, owner, None)[:1] or (None,)
        spec = edits.with_samples(spec, owner.name, field.name, lambda held: instead[0] if held is None else held)
    work.spec = edits.checked(spec)
    text = "must be filled in; rows without it get a value that says so" if required else "may be left empty"
    work.note(ChangeKind.CHANGE, f"{owner.name}.{field.name}", f"{field.label} of {owner.plural_label.lower()} {text}")


def retype(work: Work) -> bool:
    """Reads a clause that gives a field another type or other values; False when it is about something else."""
    match = _KIND.match(work.clause)
    told = _becoming(match["rest"]) if match else None
    if told is None:
        return False
    what, kind, choices = told
    places = _places(work, what)
    if not places:
        work.refuse(f"no field is called {bare(what)}")
    for place in places:
        _retype(work, place, kind, choices)
    return True


def _becoming(text: str) -> tuple[str, FieldType, tuple[Choice, ...]] | None:
    """What is to become what: "status of repairs to a choice of new, waiting, done"."""
    for match in _BECOMES.finditer(text):
        what, rest = text[: match.start()], text[match.end() :]
        if (one := _ONE_OF.match(rest)) is not None and (choices := values_of(rest[one.end() :])):
            return what, FieldType.CHOICE, choices
        shown, choices, _ = without_values(rest)
        kind = type_named(shown)
        if kind is not None and what:
            return what, kind, choices
    return None


def _retype(work: Work, place: Place, kind: FieldType, choices: tuple[Choice, ...]) -> None:
    field, owner = place.field, place.entity
    if kind is FieldType.INTEGER and field.type in {FieldType.MONEY, FieldType.DECIMAL}:
        kind = FieldType.DECIMAL  # whoever says number does not ask for what is behind the point to be lost
    if kind is FieldType.CHOICE and not choices:
        held = {str(row[field.name]) for row in owner.samples if row.get(field.name) is not None}
        choices = values_of(", ".join(sorted(held)[:12])) if field.type is FieldType.TEXT else ()
    if kind is FieldType.CHOICE and not choices:
        work.refuse("say which values it may have, such as: (low, medium, high)")
        return
    hidden = {choice.value: choice.label.lower() for choice in field.choices if choice.hidden}
    if not hidden.keys() <= {choice.value for choice in choices if kind is FieldType.CHOICE}:
        states = listed(hidden.values())
        work.refuse(f"rows that are {states} would be seen by everybody: keep these values of {field.label}")
        return
    choices = tuple(one.model_copy(update={"hidden": one.value in hidden}) for one in choices)
    limits = {
        "minimum": field.minimum if kind in NUMERIC else None,
        "choices": choices if kind is FieldType.CHOICE else (),
        "since": field.since if kind in FILLED_IN else (),
        "needed": field.needed if kind in FILLED_IN else (),
        "numbered": field.numbered if kind is FieldType.TEXT else "",
        "kept": field.kept and kind not in LINKED and (kind in BEGINNING or not field.required),
    }
    unique = field.unique and kind not in {FieldType.BOOLEAN, FieldType.CHOICE, FieldType.LONG_TEXT, FieldType.POSITION}
    made = field.model_copy(update={"type": kind, "target": None, "unique": unique, **limits})
    if field.type is kind and field.choices == made.choices:
        work.refuse(f"{field.label} of {owner.plural_label.lower()} is of that type already")
        return
    if not convertible(field, made):
        work.refuse(f"what {field.label} holds cannot be read as a {kind.value.replace('_', ' ')}")
        return
    samples = iter(sample_values(made, owner, None))
    spec = edits.with_states(work.spec, owner.name, field.name, made.choices) if field.choices else work.spec
    spec = edits.with_field(spec, owner.name, field.name, lambda _: made)
    spec = edits.with_samples(spec, owner.name, field.name, lambda _: next(samples))
    spec = edits.without_views_of(spec, owner.name, made)
    work.spec = edits.checked(spec)
    text = f"{field.label} of {owner.plural_label.lower()} is now: {described(made)}; what can be read so is kept"
    work.note(ChangeKind.CHANGE, f"{owner.name}.{field.name}", text)
    work.remember(owner.name, field.name)
