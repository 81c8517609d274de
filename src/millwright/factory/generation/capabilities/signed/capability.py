"""Signed rows: a name beside each row that tells who made it, in place of a field in which people would type it."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.data import pairs, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.entrusting import sends_in
from millwright.factory.generation.reader.lookups import acted_on, records_in
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.spec import AppSpec, FieldType, Part, Reach

NAME = "signed"
_SAID = word_set("signed_by")
_ENTERED = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
_MADE = "Made by"
_MOST = 60


def _draft(_reading: Reading) -> None:
    """Needs no record: every row has an owner."""


def _settle(reading: Reading) -> None:
    asked = {e.name: wish.words for wish in reading.wished(NAME)[::-1] for e in records_in(reading, wish.sentence)}
    for entity in reading.entities:
        shown = entity.visitors.read is Reach.ALL or entity.visitors.create
        makers = [role for role in reading.roles if role.name in entity.access and entity.access[role.name].create]
        entered = bool(makers) and entity.kind in _ENTERED
        if entity.internal or shown or not (entity.name in asked or entered):
            continue
        label = _typed(reading, entity) or (_MADE if entity.name in asked else _sender(reading, entity, makers))
        if label:
            because = asked.get(entity.name, f"assumed: {entity.plural_label.lower()} tell who made them")
            add_part(reading, Part(capability=NAME, entity=entity.name, options={"label": label[:_MOST]}), because)


def _typed(reading: Reading, entity: DraftEntity) -> str:
    """What the field is called in which people would type who they are; it goes, with their address."""
    field = next((f for f in entity.fields[1:] if f.type is FieldType.TEXT and f.name in _SAID), None)
    if field is None or not _is_free(reading, entity, field):
        return ""
    address = entity.field(f"{field.name}_email")
    entity.fields = [known for known in entity.fields if known is not field and known is not address]
    return field.label


def _sender(reading: Reading, entity: DraftEntity, makers: list[DraftRole]) -> str:
    """What those are called who only send such rows in: by the record of people that they would choose themselves
    from, which goes, else by what they do."""
    role = next((role for role in makers if sends_in(reading, entity, role)), None)
    if role is None:
        return ""
    for field in entity.fields:
        target = reading.entity(field.target) if field.target else None
        themselves = target is not None and target.kind is EntityKind.PERSON and role.key in {target.key, target.name}
        if themselves and len(entity.fields) > 1 and _is_free(reading, entity, field):
            entity.fields = [known for known in entity.fields if known is not field]
            return field.label
    said = pairs(str(table("grammar")["signed_labels"]))
    for statement in reading.statements:
        by = role_named(reading, statement.subject) if statement.subject else None
        if by is role and statement.verb.act is Act.CREATE and entity in acted_on(reading, statement):
            return said.get(statement.verb.base, said["send"])
    return said["send"]


def _is_free(reading: Reading, entity: DraftEntity, field: DraftField) -> bool:
    """Whether no capability of the record goes by a field."""
    used = {value for part in reading.parts if part.entity == entity.name for value in part.options.values()}
    return field.name not in used


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity = spec.entity(str(part.entity))
    told = f"See by whose account {in_sentence(entity.plural_label)} were made ({part.options['label']})."
    return Contribution(signatures={entity.name: part.options["label"]}, readme=(told,))


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "cart", "comments", "member_posts", "notifications", "workflow", "worklist"),
)
