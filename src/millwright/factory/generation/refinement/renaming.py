"""Renaming: the application, its records, fields, values and roles."""

import re
from dataclasses import dataclass

from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.naming import sentence_text
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.words import identifier, is_plural, label, plural, plural_words, singular
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.names import (
    EXPLICIT_FIELD,
    Place,
    bare,
    find_choices,
    find_entity,
    find_fields,
    find_role,
)
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.reserved import fault_of_new_entity
from millwright.factory.generation.spec import AppSpec, Entity, Role

_CERTAIN = (
    re.compile(r"^(?:rename|relabel|retitle)\s+(?P<old>.+?)\s+(?:to|as|into)\s+(?P<new>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<old>.+?)\s+should(?:\s+now)?\s+be\s+(?:called|named|renamed\s+to)\s+(?P<new>.+)$", re.IGNORECASE),
    re.compile(r"^change\s+(?:the\s+)?name\s+of\s+(?P<old>.+?)\s+to\s+(?P<new>.+)$", re.IGNORECASE),
    re.compile(r"^(?:call|name)\s+(?P<old>.+?)\s+(?P<new>\"[^\"]+\"|\w+)$", re.IGNORECASE),
)
_LIKELY = re.compile(r"^(?:change|replace|turn)\s+(?P<old>.+?)\s+(?:to|with|by|into)\s+(?P<new>.+)$", re.IGNORECASE)
_ITS_OWNER = re.compile(r"^(?P<new>.+?)\s+(?:on|in)\s+(?P<owner>.+)$", re.IGNORECASE)
_A_KIND = re.compile(r"^(?:an?|one\s+of|be)\b", re.IGNORECASE)
_APP = re.compile(
    r"^(?:it|this|(?:the\s+)?(?:whole\s+)?(?:app|application|site|website|project|system|tool|shop|store)"
    r"(?:'s)?(?:\s+(?:name|title))?|(?:the\s+)?(?:name|title)(?:\s+of\s+(?:the\s+)?(?:app|application|site|website))?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Names:
    """A new name in its forms; `text` as the wish writes it."""

    text: str
    name: str
    plural: str
    label: str
    plural_label: str


def rename(work: Work) -> bool:
    """Reads a clause that gives something another name; False when it is about something else."""
    for pattern in _CERTAIN:
        match = pattern.match(work.clause)
        if match is not None:
            if not _renamed(work, *_of_its_owner(work.spec, match["old"], match["new"])):
                work.refuse(f"the application has nothing called {bare(match['old'])}")
            return True
    match = _LIKELY.match(work.clause)
    return match is not None and not _A_KIND.match(match["new"]) and _swapped(work, match["old"], match["new"])


def rename_loosely(work: Work) -> bool:
    """Reads "change the title to summary", when nothing else could be meant by it."""
    match = _LIKELY.match(work.clause)
    if match is None or _A_KIND.match(match["new"]) or len(bare(match["new"]).split()) > 4:
        return False
    return _rename_field(work, match["old"], match["new"])


def _of_its_owner(spec: AppSpec, old: str, new: str) -> tuple[str, str]:
    """Both names in "amount to total on invoices", whose owner is said last: "amount of invoices", "total"."""
    match = _ITS_OWNER.match(new)
    if (
        match is None
        or find_entity(spec, match["owner"]) is None
        or not find_fields(spec, f"{old} of {match['owner']}")
    ):
        return old, new
    return f"{old} of {match['owner']}", match["new"]


def _renamed(work: Work, old: str, new: str) -> bool:
    if _APP.match(old.strip()) and not find_fields(work.spec, old):
        return _rename_app(work, new)
    return _swapped(work, old, new) or _rename_field(work, old, new)


def _swapped(work: Work, old: str, new: str) -> bool:
    """Renames records, a role or a value; what else is changed "to" something is not a name."""
    if not EXPLICIT_FIELD.search(old):
        entity = find_entity(work.spec, old)
        if entity is not None:
            _rename_entity(work, entity, _names(new))
            return True
        role = find_role(work.spec, old)
        if role is not None:
            _rename_role(work, role, _names(new))
            return True
    values = find_choices(work.spec, old)
    if values:
        for place, value in values:
            _rename_choice(work, place, value, bare(new))
        return True
    return False


def _rename_app(work: Work, new: str) -> bool:
    name = sentence_text(bare(new), 60)
    if not re.search(r"[^\W_]", name):
        return False
    work.note(ChangeKind.RENAME, "name", f"The application is called {name} instead of {work.spec.name}")
    work.spec = edits.checked(work.spec.model_copy(update={"name": name}))
    return True


def _names(words: str) -> _Names:
    text = bare(words)
    parts = re.sub(r"[^\w' -]+", " ", text).split() or [text]
    low = [part.lower() for part in parts]
    one = [*low[:-1], singular(low[-1])]
    many = [*low[:-1], low[-1] if is_plural(low[-1]) else plural(low[-1])]
    name, plural_name = identifier(one), identifier(many)
    if plural_name == name:
        plural_name = f"{name}_list"[:40]
    return _Names(text, name, plural_name, label(one), label(plural_words(one)))


def _rename_entity(work: Work, entity: Entity, names: _Names) -> None:
    name = names.name if fault_of_new_entity(names.name) is None else f"{names.name}_record"
    many = names.plural if fault_of_new_entity(names.plural) is None else f"{names.plural}_list"
    new = entity.model_copy(
        update={"name": name, "plural": many, "label": names.label, "plural_label": names.plural_label}
    )
    spec = edits.rename_entity(work.spec, entity.name, new)
    for owner in spec.entities:
        for field in owner.fields:
            if field.target == name and field.name == entity.name and name not in {f.name for f in owner.fields}:
                spec = edits.rename_field(spec, owner.name, field.name, name, names.label)
                work.renames.fields[owner.name, field.name] = name
    work.spec = _relabelled(spec, entity, names)
    _follow(work, entity.name, name)
    work.note(
        ChangeKind.RENAME, name, f"{entity.plural_label} are called {names.plural_label} everywhere; their rows stay"
    )
    work.remember(name)


def _relabelled(spec: edits.AppSpec, entity: Entity, names: _Names) -> edits.AppSpec:
    """Labels of boards, charts and pages speak of the records by their new name."""
    pairs = ((entity.plural_label, names.plural_label), (entity.label, names.label))

    def said(text: str) -> str:
        for old, new in pairs:
            text = re.sub(rf"\b{re.escape(old)}\b", new, text)
            text = re.sub(rf"\b{re.escape(old.lower())}\b", new.lower(), text)
        return text

    def visit(node: edits.Json) -> None:
        for key in {"label", "title", "text"} & node.keys():
            if isinstance(node[key], str):
                node[key] = said(node[key])

    whole = spec.model_dump()
    for part in ("boards", "charts", "pages"):
        for node in whole.get(part, ()):
            edits.visit_all(node, visit)
    whole["description"] = said(whole["description"])
    return edits.AppSpec.model_validate(whole)


def _follow(work: Work, old: str, new: str) -> None:
    """Notes the new name of an entity, and moves what was noted under the old one."""
    first = next((before for before, after in work.renames.entities.items() if after == old), old)
    work.renames.entities[first] = new
    work.renames.fields = {(new if e == old else e, f): to for (e, f), to in work.renames.fields.items()}
    work.renames.choices = {(new if e == old else e, f): to for (e, f), to in work.renames.choices.items()}


def _rename_role(work: Work, role: Role, names: _Names) -> None:
    work.spec = edits.rename_role(work.spec, role.name, names.name, names.label)
    first = next((before for before, after in work.renames.roles.items() if after == role.name), role.name)
    work.renames.roles[first] = names.name
    work.note(
        ChangeKind.RENAME, f"role {names.name}", f"The role {role.label} is called {names.label}; accounts keep it"
    )


def _rename_field(work: Work, old: str, new: str) -> bool:
    within = work.entity if not find_fields(work.spec, old) else None
    places = find_fields(work.spec, old, within)
    text = re.sub(r"\s+(?:field|column)$", "", bare(new), flags=re.IGNORECASE)
    for place in places:
        name = safe_field_name(identifier([text]), place.entity.name)
        shown = label([text.lower() if text.islower() else text])
        work.spec = edits.rename_field(work.spec, place.entity.name, place.field.name, name, shown)
        note_field(work, place.entity.name, place.field.name, name)
        text_of = f"{place.field.label} of {place.entity.plural_label.lower()} is called {shown}; what it holds stays"
        work.note(ChangeKind.RENAME, f"{place.entity.name}.{name}", text_of)
        work.remember(place.entity.name, name)
    return bool(places)


def note_field(work: Work, entity: str, old: str, new: str) -> None:
    """Notes the new name of a field, which may have been renamed before."""
    fields = work.renames.fields
    first = next((before for (owner, before), after in fields.items() if owner == entity and after == old), old)
    fields[entity, first] = new
    choices = work.renames.choices
    if (entity, old) in choices:
        choices[entity, new] = choices.pop((entity, old))


def _rename_choice(work: Work, place: Place, value: str, new: str) -> None:
    shown = label([new])
    stored = choice_value(shown)
    choices = [
        choice.model_copy(update={"value": stored, "label": shown}) if choice.value == value else choice
        for choice in place.field.choices
    ]
    old = next(choice.label for choice in place.field.choices if choice.value == value)
    spec = edits.with_samples(
        work.spec, place.entity.name, place.field.name, lambda held: stored if held == value else held
    )
    spec = edits.rename_state(spec, place.entity.name, place.field.name, value, stored)
    work.spec = edits.checked(edits.with_choices(spec, place.entity.name, place.field.name, choices))
    noted = work.renames.choices.setdefault((place.entity.name, place.field.name), {})
    noted[next((before for before, after in noted.items() if after == value), value)] = stored
    where = f"{place.entity.name}.{place.field.name}"
    work.note(ChangeKind.RENAME, where, f"{place.field.label} {old} is called {shown}; rows that have it keep it")
