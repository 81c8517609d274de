"""The plan of an application, told before it is built: what there will be, why, and what will not be."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.compiler.rights import rights_of, visitors_rights
from millwright.factory.generation.spec import AppSpec, Entity, FieldSpec, FieldType, Layout, Reason
from millwright.factory.generation.summary import pages


@dataclass(frozen=True, slots=True)
class PlannedField:
    """A field in words: its type as the specification names it, and for a choice or a reference what it takes.

    An account takes the people of some roles; those of all roles, where none are named.
    """

    label: str
    type: str
    required: bool
    unique: bool
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A kind of record with its fields; `because` are the prompt's words, or the assumption, that asked for it."""

    label: str
    fields: tuple[PlannedField, ...]
    because: str


@dataclass(frozen=True, slots=True)
class PlannedRole:
    """Who signs in, and what they may do, in a sentence; `signup`: people may take this role by themselves."""

    label: str
    may: str
    signup: bool
    because: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be built. Colours are #rrggbb; `decisions` has what is neither record nor role, each with its cause.
    `visitors` is what people may do who have not signed in, None where they see nothing."""

    name: str
    description: str
    public: bool
    primary: str
    background: str | None
    roles: tuple[PlannedRole, ...]
    visitors: str | None
    records: tuple[PlannedRecord, ...]
    pages: tuple[str, ...]
    decisions: tuple[Reason, ...]
    not_built: tuple[Reason, ...]


def plan(spec: AppSpec) -> Plan:
    """The plan that a specification is."""
    because = {reason.subject: reason.because for reason in spec.reasons}
    records = [entity for entity in spec.entities if not entity.internal]
    told = {entity.plural_label for entity in records} | {f"Role {role.label}" for role in spec.roles}
    return Plan(
        name=spec.name,
        description=spec.description,
        public=spec.layout is Layout.SITE,
        primary=spec.theme.primary,
        background=spec.theme.background,
        roles=tuple(
            PlannedRole(role.label, rights_of(spec, role), role.signup, because.get(f"Role {role.label}", ""))
            for role in spec.roles
        ),
        visitors=visitors_rights(spec),
        records=tuple(
            PlannedRecord(entity.plural_label, tuple(_fields(spec, entity)), because.get(entity.plural_label, ""))
            for entity in records
        ),
        pages=tuple(pages(spec)),
        decisions=tuple(reason for reason in spec.reasons if reason.subject not in told),
        not_built=spec.not_built,
    )


def _fields(spec: AppSpec, entity: Entity) -> Iterator[PlannedField]:
    for field in entity.fields:
        yield PlannedField(field.label, field.type.value, field.required, field.unique, _takes(spec, field))


def _takes(spec: AppSpec, field: FieldSpec) -> tuple[str, ...]:
    if field.type is FieldType.REFERENCE:
        return (spec.entity(str(field.target)).plural_label,)
    if field.type is FieldType.ACCOUNT:
        return tuple(role.label for role in spec.roles if role.name in field.holders)
    return tuple(choice.label for choice in field.choices)
