"""Tests that travel with the front end: one file for each entity and one for each board."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_fields import FieldView
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render, ts
from millwright.factory.generation.spec import TEXTUAL, AppSpec, FieldType, Reach

EXAMPLES = {
    FieldType.ACCOUNT: "7",
    FieldType.BOOLEAN: "true",
    FieldType.DATE: '"2031-04-09"',
    FieldType.DATETIME: '"2031-04-09T10:00:00Z"',
    FieldType.DECIMAL: "1.5",
    FieldType.EMAIL: '"someone@example.com"',
    FieldType.FILE: '"0123456789abcdefghijkl/plan.pdf"',
    FieldType.IMAGE: '"0123456789abcdefghijkl/picture.png"',
    FieldType.IMAGES: '["0123456789abcdefghijkl/picture.png"]',
    FieldType.INTEGER: "12",
    FieldType.LONG_TEXT: '"A few words"',
    FieldType.MONEY: "25.5",
    FieldType.PHONE: '"+31 20 555 0123"',
    FieldType.POSITION: '"48.13710,11.57540"',
    FieldType.REFERENCE: "7",
    FieldType.TAGS: '["red", "blue"]',
    FieldType.TEXT: '"Example"',
    FieldType.TIME: '"09:30:00"',
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


@dataclass(frozen=True)
class Example:
    """What the tests of an entity need: a row, the labels around it, and what to try with it."""

    one: str
    many: str
    row: tuple[tuple[str, str], ...]
    title: str
    filter: _Filter | None
    required: str | None
    probe: _Probe | None
    reader: str | None


def example(spec: AppSpec, entity: EntityView, hooks: Hooks) -> Example:
    """An example row of an entity, and what to try with it."""
    required = (f for f in _entered(entity) if _is_needed(f))
    first_required = next(required, None)
    return Example(
        one=in_sentence(_shown(entity.spec.label)),
        many=_shown(entity.spec.plural_label),
        row=tuple(_row(entity, hooks)),
        title=_title(entity),
        filter=_filter(entity),
        required=_shown(first_required.label) if first_required else None,
        probe=_probe(entity),
        reader=_reader(spec, entity),
    )


def _is_needed(field: FieldView) -> bool:
    """Whether a form names it when it is left empty."""
    empty = field.spec.required and field.blank == "null" and not field.begins
    return empty and not (field.spec.is_rating or field.spec.numbered)


def board_tests(spec: AppSpec, entity: EntityView, hooks: Hooks) -> Iterator[tuple[str, str]]:
    """A test file for each board of an entity that has two columns or more, as (path, text)."""
    for board in entity.boards:
        choices = board.by.spec.choices
        if len(choices) > 1:
            text = render(
                "frontend/src/pages/entity/board.test.tsx.j2",
                entity=entity,
                board=board,
                first=choices[0],
                second=choices[1],
                api=api_path(entity.spec),
                row=list(_row(entity, hooks)),
                title=_title(entity),
            )
            yield f"frontend/src/pages/{kebab(entity.spec.plural)}/{board.module}.test.tsx", text


def _reader(spec: AppSpec, entity: EntityView) -> str | None:
    """A role that reads every row and cannot change those of others."""
    for role in spec.roles:
        access = spec.access(role, entity.spec)
        if access.read is Reach.ALL and Reach.ALL not in {access.update, access.delete}:
            return role.name
    return None


def _row(entity: EntityView, hooks: Hooks) -> Iterator[tuple[str, str]]:
    """Name and TypeScript literal of each value of an example row."""
    for field in entity.fields:
        yield field.name, _literal(field)
        if field.target:
            yield f"{field.name}_label", '"Example"'
    for worked_out in entity.worked_out:
        yield worked_out.name, "12"
    if hooks.has_byline(entity.spec.name):
        yield "byline", '"Someone"'
    for count in hooks.counts(entity.spec.name):
        yield count.name, "0"


def _literal(field: FieldView) -> str:
    if field.spec.maximum is not None:
        return str(field.spec.maximum)
    return ts(field.spec.choices[0].value) if field.choices else EXAMPLES[field.type]


def _title(entity: EntityView) -> str:
    """What the example row is called."""
    named = entity.title_field
    if named.type in TEXTUAL:
        return EXAMPLES[named.type].strip('"')
    return "Example" if entity.named else f"{_shown(entity.spec.label)} 1"


def _filter(entity: EntityView) -> _Filter | None:
    """A filter by a list of choices, which is the easiest to use in a test."""
    for field in _findable(entity):
        if field.choices:
            return _Filter(field.filter, _shown(field.label), field.spec.choices[0].value)
        if field.type is FieldType.BOOLEAN:
            return _Filter(field.filter, _shown(field.label), "true")
    return None


def _probe(entity: EntityView) -> _Probe | None:
    for field in _entered(entity):
        if field.type in TEXTUAL:
            typed = TYPED.get(field.type, "Other")
            return _Probe(field.name, _shown(field.label), typed, ts(typed))
    for field in _entered(entity):
        if field.right:
            number = str(field.spec.minimum or 0 if field.spec.maximum else 13 + (field.spec.minimum or 0))
            return _Probe(field.name, _shown(field.label), number, number)
    return None


def _entered(entity: EntityView) -> list[FieldView]:
    """Those of them that its form asks for."""
    return [field for field in _findable(entity) if field in entity.entered and not field.spec.since]


def _findable(entity: EntityView) -> list[FieldView]:
    """The fields that a test can find by their labels, which nothing keeps from being alike."""
    labels = [_shown(field.label) for field in entity.fields]
    return [field for field in entity.fields if labels.count(_shown(field.label)) == 1]


def _shown(label: str) -> str:
    """A label as it is read from a page, where runs of blanks are one."""
    return " ".join(label.split())
