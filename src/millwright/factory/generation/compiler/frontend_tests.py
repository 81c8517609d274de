"""Tests that travel with the front end: one file for each entity and one for each board."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.compiler.frontend_entities import BoardView, EntityView
from millwright.factory.generation.compiler.frontend_fields import FieldView
from millwright.factory.generation.compiler.naming import api_path, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render, ts
from millwright.factory.generation.spec import TEXTUAL, AppSpec, Choice, FieldType, Reach

EXAMPLES = {
    FieldType.BOOLEAN: "true",
    FieldType.DATE: '"2031-04-09"',
    FieldType.DATETIME: '"2031-04-09T10:00:00Z"',
    FieldType.DECIMAL: "1.5",
    FieldType.EMAIL: '"someone@example.com"',
    FieldType.INTEGER: "12",
    FieldType.LONG_TEXT: '"A few words"',
    FieldType.MONEY: "25.5",
    FieldType.PHONE: '"+31 20 555 0123"',
    FieldType.REFERENCE: "7",
    FieldType.TEXT: '"Example"',
    FieldType.URL: '"https://example.com/"',
}
TYPED = {
    FieldType.EMAIL: "other@example.com",
    FieldType.PHONE: "+31 20 555 0199",
    FieldType.URL: "https://example.org/",
}


@dataclass(frozen=True)
class _Filter:
    name: str
    label: str
    value: str


@dataclass(frozen=True)
class _Probe:
    """A field to type into: what is typed, and the TypeScript literal of what is then sent."""

    name: str
    label: str
    typed: str
    sent: str


def entity_tests(spec: AppSpec, entity: EntityView) -> Iterator[tuple[str, str]]:
    """The test files of an entity as (path, text)."""
    folder = f"frontend/src/pages/{kebab(entity.spec.plural)}"
    common = {
        "entity": entity,
        "api": api_path(entity.spec),
        "admin": spec.admin.name,
        "row": list(_example(entity)),
        "title": _example_title(entity),
    }
    text = render(f"{_TEMPLATES}/entity.test.tsx.j2", **common, **_entity_values(spec, entity))
    yield f"{folder}/{kebab(entity.spec.plural)}.test.tsx", text
    for board in entity.boards:
        first, second = _columns(board)
        if second:
            text = render(f"{_TEMPLATES}/board.test.tsx.j2", **common, board=board, first=first, second=second)
            yield f"{folder}/{board.module}.test.tsx", text


_TEMPLATES = "frontend/src/pages/entity"


def _entity_values(spec: AppSpec, entity: EntityView) -> dict[str, object]:
    rights = [(role.name, spec.access(role, entity.spec)) for role in spec.roles]
    own_or_none = {Reach.NONE, Reach.OWN}
    readers = (
        name
        for name, access in rights
        if access.read is Reach.ALL and access.update in own_or_none and access.delete in own_or_none
    )
    required = (f for f in entity.fields if f.spec.required and f.blank == "null")
    first_required = next(required, None)
    return {
        "empty": f"No {in_sentence(_shown(entity.spec.plural_label))} yet",
        "new": _shown(entity.new_label),
        "create": f"Create {in_sentence(_shown(entity.spec.label))}",
        "title_label": _shown(entity.title_field.label),
        "filter": _filter(entity),
        "required": {"label": _shown(first_required.label)} if first_required else None,
        "probe": _probe(entity),
        "reader": next(readers, None),
    }


def _example(entity: EntityView) -> Iterator[tuple[str, str]]:
    """Name and TypeScript literal of each value of an example row."""
    for field in entity.fields:
        yield field.name, _literal(field)
        if field.target:
            yield f"{field.name}_label", '"Example"'


def _literal(field: FieldView) -> str:
    return ts(field.spec.choices[0].value) if field.choices else EXAMPLES[field.type]


def _example_title(entity: EntityView) -> str:
    """What the example row is called."""
    named = entity.title_field
    if named.type in TEXTUAL:
        return EXAMPLES[named.type].strip('"')
    refers = named.target and named.target.name != entity.spec.name
    return "Example" if refers else f"{_shown(entity.spec.label)} 1"


def _filter(entity: EntityView) -> _Filter | None:
    """A filter by a list of choices, which is the easiest to use in a test."""
    for field in entity.fields:
        if field.choices:
            return _Filter(field.filter, _shown(field.label), field.spec.choices[0].value)
        if field.type is FieldType.BOOLEAN:
            return _Filter(field.filter, _shown(field.label), "true")
    return None


def _probe(entity: EntityView) -> _Probe | None:
    for field in entity.fields:
        if field.type in TEXTUAL:
            typed = TYPED.get(field.type, "Other")
            return _Probe(field.name, _shown(field.label), typed, ts(typed))
    for field in entity.fields:
        if field.right:
            return _Probe(field.name, _shown(field.label), "13", "13")
    return None


def _columns(board: BoardView) -> tuple[Choice, Choice | None]:
    choices = board.by.spec.choices
    return choices[0], choices[1] if len(choices) > 1 else None


def _shown(label: str) -> str:
    """A label as it is read from a page, where runs of blanks are one."""
    return " ".join(label.split())
