"""Whole new records and capabilities: what the reader makes of the prompt with the wish added, and not without."""

import re
from dataclasses import dataclass

from pydantic import ValidationError

from millwright.factory.generation.reader import read
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.fields import described
from millwright.factory.generation.refinement.names import find_entity, listed
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import AppSpec, Entity, FieldSpec, Reason
from millwright.kit.errors import DomainError

_ADDING = re.compile(
    r"^(?:add|include|introduce|create|build|track|keep|record|store|manage|support|enable|show|put|have|implement|integrate"
    r"|there\s+should\s+be|i\s+want|export|print|send|allow|let|use|make|give)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Addition:
    """What the wish adds: a specification that has it, each new part in words, and what cannot be built."""

    spec: AppSpec
    texts: tuple[tuple[str, str], ...]
    not_built: tuple[Reason, ...]


def add_whole(work: Work, prompt: str) -> bool:
    """Reads a clause that asks for something new altogether; False when the reader finds nothing new in it."""
    if not _ADDING.match(work.clause):
        return False
    found = read_addition(work.spec, work.clause, prompt)
    if found is None:
        return False
    work.spec = found.spec
    for place, text in found.texts:
        work.note(ChangeKind.ADD, place, text)
    for reason in found.not_built:
        work.refuse(reason.because, subject=reason.subject)
    return True


def read_addition(spec: AppSpec, wish: str, prompt: str) -> Addition | None:
    """What a wish adds to the application that was made of `prompt` (may be empty); None when it adds nothing."""
    try:
        before = read(prompt) if prompt.strip() else None
        after = read(f"{prompt.strip().rstrip('.')}.\n{wish}." if before else wish)
    except DomainError:
        return None
    not_built = tuple(r for r in after.not_built if before is None or r not in before.not_built)
    texts: list[tuple[str, str]] = []
    made = _with_records(spec, before, after, texts)
    made = _with_views(made, before, after, texts)
    if not texts and not not_built:
        return None
    return Addition(made, tuple(texts), not_built)


def _with_records(spec: AppSpec, before: AppSpec | None, after: AppSpec, texts: list[tuple[str, str]]) -> AppSpec:
    known = {entity.name for entity in before.entities} if before else set[str]()
    new = [e for e in after.in_dependency_order() if e.name not in known and find_entity(spec, e.label) is None]
    if before is None:
        new = [entity for entity in new if _asked_for(after, entity)]
    for entity in new:
        there = {other.name for other in spec.entities} | {entity.name}
        fields = tuple(field for field in entity.fields if field.target is None or field.target in there)
        if not fields:
            continue
        fitted = _fitted(spec, entity, fields)
        try:
            spec = edits.checked(spec.model_copy(update={"entities": (*spec.entities, fitted)}))
        except ValidationError:
            continue
        if not fitted.internal:
            shown = listed(f"{field.label} ({described(field)})" for field in fields)
            texts.append((entity.name, f"There are {entity.plural_label} to keep, with {shown}"))
    for entity in after.entities:
        if entity.name in known and before is not None:
            spec = _with_fields(spec, before.entity(entity.name), entity, texts)
    return spec


def _asked_for(after: AppSpec, entity: Entity) -> bool:
    reason = next((r for r in after.reasons if r.subject == entity.plural_label), None)
    return reason is not None and not reason.because.startswith("assumed")


def _fitted(spec: AppSpec, entity: Entity, fields: tuple[FieldSpec, ...]) -> Entity:
    """The entity with the roles of this application, and samples that refer to rows that it has."""
    roles = {role.name for role in spec.roles}
    rows = [
        {f.name: _pointing(spec, entity, f, row.get(f.name), at) for f in fields if f.name in row}
        for at, row in enumerate(entity.samples)
    ]
    access = {name: access for name, access in entity.access.items() if name in roles}
    return entity.model_copy(update={"fields": fields, "access": access, "samples": tuple(rows)})


def _pointing(spec: AppSpec, entity: Entity, field: FieldSpec, value: object, at: int) -> object:
    if field.target is None or field.target == entity.name or not isinstance(value, int):
        return value
    length = len(spec.entity(field.target).samples)
    return (value + at) % length if length else None


def _with_fields(spec: AppSpec, old: Entity, new: Entity, texts: list[tuple[str, str]]) -> AppSpec:
    owner = find_entity(spec, new.label)
    if owner is None:
        return spec
    there = {field.name for field in (*old.fields, *owner.fields)}
    for field in new.fields:
        if field.name in there or (field.target is not None and field.target not in {e.name for e in spec.entities}):
            continue
        values = [row.get(field.name) for row in new.samples] or [None]
        optional = field.model_copy(update={"required": field.required and None not in values})
        try:
            spec = edits.checked(edits.with_new_field(spec, owner.name, optional, values))
        except ValidationError:
            continue
        texts.append(
            (f"{owner.name}.{field.name}", f"{owner.plural_label} get the field {field.label} ({described(optional)})")
        )
    return spec


def _with_views(spec: AppSpec, before: AppSpec | None, after: AppSpec, texts: list[tuple[str, str]]) -> AppSpec:
    """Boards, charts, pages and capabilities that are new, where they fit."""
    for part in ("parts", "pages", "boards", "charts"):
        for view in getattr(after, part):
            old = getattr(before, part) if before is not None else ()
            if view in old or view in getattr(spec, part) or (before is None and part != "parts"):
                continue
            update: dict[str, object] = {part: (*getattr(spec, part), view)}
            if part == "pages":
                update["layout"] = after.layout
            try:
                spec = edits.checked(spec.model_copy(update=update))
            except ValidationError:
                continue
            texts.append(_told(part, view))
    return spec


def _told(part: str, view: object) -> tuple[str, str]:
    if part == "parts":
        name = str(getattr(view, "capability", "part")).replace("_", " ")
        entity = getattr(view, "entity", None)
        return (f"part {name}", f"The application has {name}{f' for {entity}' if entity else ''}".replace("_", " "))
    shown = str(getattr(view, "label", part))
    return (f"{part[:-1]} {shown}", f"There is a {part[:-1]} {shown}")
