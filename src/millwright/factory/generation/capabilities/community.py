"""What the capabilities of communities share: the records that people talk about, and tables that hang on them."""

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.reader.words import label, plural
from millwright.factory.generation.spec import Access, AppSpec, Entity, Part, Reach

_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_WORKED_ON = frozenset(
    "bug expense idea incident invoice lead opportunity order project suggestion task ticket tip question".split()
)
_NOT_TALKED_ABOUT = frozenset(
    "badge banner category closure comment discount faq loyalty_reward message opening_hour review survey tag "
    "team_profile testimonial variant web_page wish_list_item".split()
)
_BEGUN = frozenset({Act.CREATE, Act.MANAGE, Act.DELETE})
_MOST = 2
TALK_DOMAINS = frozenset({"community"})
"""Kinds of application that people come to in order to talk to each other."""


def talked_about(reading: Reading) -> list[DraftEntity]:
    """The records that people may comment on, like or save, the written ones first."""
    found = [
        entity
        for entity in reading.entities
        if not entity.internal
        and entity.key not in _NOT_TALKED_ABOUT
        and (entity.kind in _SHOWN or entity.key in _WORKED_ON)
    ]
    return sorted(found, key=lambda entity: entity.kind is not EntityKind.CONTENT)


def subjects_of(reading: Reading, wishes: list[Wish]) -> list[DraftEntity]:
    """What the wishes are about: the record named after each in its sentence, else before it, else the main one."""
    eligible = talked_about(reading)
    found: list[DraftEntity] = []
    for wish in wishes:
        after = [e for e in records_in(reading, wish.sentence, wish.end, _act_end(reading, wish)) if e in eligible]
        before = [e for e in records_in(reading, wish.sentence, 0, wish.start) if e in eligible]
        found += [*after[:1], *before[-1:]][:1] or eligible[:1]
    names = list(dict.fromkeys(entity.name for entity in found))[:_MOST]
    return [entity for name in names if (entity := reading.entity(name)) is not None]


def _act_end(reading: Reading, wish: Wish) -> int | None:
    """Where people begin to do another thing: those who "comment and send questions" do not comment on questions."""
    later = [s for s in reading.statements if s.sentence is wish.sentence and s.start >= wish.end]
    asked = {place for w in reading.wishes if w.sentence is wish.sentence for place in range(w.start, w.end)}
    begun = (s.start for s in later if s.verb.act in _BEGUN and s.start not in asked and s.verb.form != "noun")
    return min(begun, default=None)


def table_name(subject: str, what: str) -> str:
    """The name of the table of `what` that hangs on a record."""
    return f"{subject[: 36 - len(what)]}_{what}"


def add_table(reading: Reading, subject: DraftEntity, what: str, lines: tuple[str, ...], because: str) -> DraftEntity:
    """A table, seen by nobody as records, whose rows each refer to a row of `subject`."""
    made = internal_table(reading, table_name(subject.name, what), (f"subject! @{subject.name}", *lines), because)
    made.label = f"{subject.label} {what}"[:60]
    made.plural_label = f"{subject.label} {plural(what)}"[:60]
    return made


def internal_table(reading: Reading, name: str, lines: tuple[str, ...], because: str) -> DraftEntity:
    """A table of that name that nobody sees as records, added when it is not there."""
    known = reading.entity(name)
    if known is not None:
        return known
    head, _, last = name.rpartition("_")
    many = f"{head}_{plural(last)}" if head else plural(last)
    shown = label(name.split("_"))
    made = DraftEntity(
        name, name, many, shown, label(many.split("_")), EntityKind.LOG, None, because, assumed=True, internal=True
    )
    for line in lines:
        add_field(made, line, "")
    reading.entities.append(made)
    return made


def written_by_anybody(reading: Reading, table: DraftEntity) -> None:
    """Has demonstration rows of an internal table belong to people of every role in turn."""
    table.access = {role.name: Access(read=Reach.OWN, create=True) for role in reading.roles}


def drop_fields(entity: DraftEntity, *names: str) -> None:
    """Takes away usual fields that a capability makes needless; what the prompt asked for stays."""
    kept = [field for field in entity.fields if field.name not in names or field.because]
    entity.fields = kept or entity.fields


def drop_counts(entity: DraftEntity, one: str, many: str) -> None:
    """Takes away fields that people would type numbers into which the application counts by itself."""
    counted = {many, f"{one}_count", f"{many}_count", f"number_of_{many}", f"{one}_number"}
    entity.fields = [field for field in entity.fields if field.name not in counted] or entity.fields


def subject_view(spec: AppSpec, part: Part) -> tuple[Entity, EntityView]:
    """The entity that a part is about, as the specification and as the browser's code know it."""
    entity = spec.entity(str(part.entity))
    return entity, next(view for view in entity_views(spec) if view.spec.name == entity.name)


def back_end_values(spec: AppSpec, entity: Entity, what: str) -> dict[str, object]:
    """Names for the templates of a table that hangs on a record."""
    table = spec.entity(table_name(entity.name, what))
    return {
        "entity": entity,
        "cls": naming.pascal(entity.name),
        "table": naming.pascal(table.name),
        "path": naming.kebab(entity.plural),
        "public": entity.visitors.read is Reach.ALL,
        "admin": naming.constant(spec.admin.name),
        "bystander": bystander(spec, entity),
    }


def bystander(spec: AppSpec, entity: Entity) -> str | None:
    """The name of a role that reads every row of a record and changes only its own, for tests of what it may not do."""
    access = {role.name: spec.access(role, entity) for role in spec.roles if not role.admin}
    reads = (name for name, may in access.items() if may.read is Reach.ALL and may.update is not Reach.ALL)
    return next(reads, None)
