"""The reading that a specification could have come from, so that capabilities can add to what is there."""

from millwright.factory.generation.reader.capabilities import find_wishes
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.segment import segment
from millwright.factory.generation.reader.statements import statements
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, RoleKind, lemma_key, lexicon
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import AppSpec, Entity, FieldSpec, Reach, Role

_THERE = "it is there"
"""Why fields are as they are: capabilities leave alone what somebody asked for."""


def thawed(spec: AppSpec, wish: str) -> Reading:
    """A reading of `wish` in which the application's records, roles, pages and parts are decided already."""
    sentences = segment(wish)
    said = [statement for sentence in sentences for statement in statements(sentence)]
    reading = Reading(wish, sentences, sentences, said, [], find_wishes(sentences))
    reading.site = wish if spec.layout is Layout.SITE else ""
    reading.layout, reading.style = spec.layout, spec.style
    reading.entities = [_entity(spec, entity) for entity in spec.entities]
    reading.roles = [_role(role) for role in spec.roles]
    reading.pages, reading.parts = list(spec.pages), list(spec.parts)
    return reading


def _entity(spec: AppSpec, entity: Entity) -> DraftEntity:
    entry = _entry(entity)
    seen = EntityKind.CONTENT if entity.visitors.read is Reach.ALL else EntityKind.WORK
    return DraftEntity(
        key=entry.name if entry else entity.name,
        name=entity.name,
        plural=entity.plural,
        label=entity.label,
        plural_label=entity.plural_label,
        kind=entry.kind if entry else seen,
        entry=entry,
        because=_THERE,
        fields=[_field(field) for field in entity.fields],
        access=dict(entity.access),
        visitors=entity.visitors,
        look=entity.look,
        internal=entity.internal,
        export=entity.export,
        formats=entity.formats,
        rows=len(entity.samples),
        samples=entity.samples,
    )


def _entry(entity: Entity) -> EntityEntry | None:
    """The record of the lexicon that it was made of, by its name or else by what people call it."""
    key = lemma_key(entity.label)
    hit = lexicon().entity_index.at(key, 0) if key else None
    return lexicon().entities.get(entity.name) or (hit[1] if hit and hit[0] == len(key) else None)


def _field(field: FieldSpec) -> DraftField:
    return DraftField(
        name=field.name,
        label=field.label,
        type=field.type,
        required=field.required,
        unique=field.unique,
        choices=tuple(choice.label for choice in field.choices),
        target=field.target,
        holders=field.holders,
        minimum=field.minimum,
        maximum=field.maximum,
        because=_THERE,
    )


def _role(role: Role) -> DraftRole:
    kind = RoleKind.ADMIN if role.admin else RoleKind.OUTSIDER if role.signup else RoleKind.STAFF
    return DraftRole(role.name, role.label, kind, _THERE)
