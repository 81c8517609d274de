"""Logs of work, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities.community import add_table, table_name, written_by_anybody
from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.handing import handed, is_worked_on
from millwright.factory.generation.reader.lookups import records_in, state_field
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.spec import AppSpec, Entity, Part, Reach, Role

NAME = "work_log"
WHAT = "log"
_TEMPLATES = f"capabilities/{NAME}/templates"
_TEXTS = (
    "text! long: Called back and asked for details. | Looked at it; something has to be ordered. | Waiting for word. | "
    "Done as agreed and checked. | Explained what was found and what comes next."
)
_USUAL = "Progress"


def _draft(reading: Reading) -> None:
    """Adds the table of each record that is worked on, in place of what the words were read as."""
    for wish in reading.wished(NAME):
        subject = _subject(reading, wish)
        if subject is not None:
            _forget_instead(reading, wish, subject)
            _add(reading, subject, wish.words)
    for hand in handed(reading):
        _add(reading, hand.entity, hand.because)
    _follow_up_leads(reading)


def _follow_up_leads(reading: Reading) -> None:
    """Has follow-ups tell of which lead they are, where leads are kept; then they tell of a customer at most."""
    activity, lead = reading.entity("activity"), reading.entity("lead")
    if activity is None or lead is None or activity.internal or activity.because == lead.because:
        return
    if not any(field.target == lead.name for field in activity.fields):
        field = add_field(activity, f"{lead.name} @{lead.name}", lead.because)
        field.label = lead.label
    for field in activity.fields:
        field.required = field.required and not field.target


def _add(reading: Reading, subject: DraftEntity, because: str) -> None:
    if reading.entity(table_name(subject.name, WHAT)) is None:
        add_table(reading, subject, WHAT, (_TEXTS, "change bool"), because)


def _subject(reading: Reading, wish: Wish) -> DraftEntity | None:
    """What is worked on: the record named beside the words, in their sentence, or else the first that there is."""
    near = records_in(reading, wish.sentence, max(0, wish.start - 4), wish.start)
    after = records_in(reading, wish.sentence, wish.end, wish.end + 4)
    ordered = [*reversed(near), *after, *records_in(reading, wish.sentence), *reading.entities]
    instead = _instead(reading, wish)
    return next((e for e in ordered if is_worked_on(e) and e not in instead), None)


def _instead(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """The records that were read from the very words: "processing records" are no records of a process."""
    keys = phrases(words_of()[NAME]["instead"])
    within = records_in(reading, wish.sentence, wish.start, wish.end)
    told = {mention.key for mention in reading.mentions if mention.because.lower() in wish.sentence.text.lower()}
    words = wish.words.lower()
    named = [e for e in reading.entities if e.because.lower() in words or words in e.because.lower()]
    return [e for e in reading.entities if e.key in keys and (e in within or (e in named and e.key in told))]


def _forget_instead(reading: Reading, wish: Wish, subject: DraftEntity) -> None:
    elsewhere = [
        entity
        for sentence in reading.sentences
        for entity in records_in(reading, sentence)
        if not any(other.sentence is sentence for other in reading.wished(NAME))
    ]
    for entity in _instead(reading, wish):
        if entity is not subject and entity not in elsewhere and entity in reading.entities:
            reading.forget(entity)


def _settle(reading: Reading) -> None:
    for entity in list(reading.entities):
        table = reading.entity(table_name(entity.name, WHAT))
        if table is not None and table.internal:
            written_by_anybody(reading, table)
            state = state_field(entity)
            options = {"label": _label(reading, entity)} | ({"state": state.name} if state is not None else {})
            add_part(reading, Part(capability=NAME, entity=entity.name, options=options), table.because)


def _label(reading: Reading, entity: DraftEntity) -> str:
    """What the prompt calls it, in the plural; steps and progress are told of as progress."""
    said = (wish.words.lower() for wish in reading.wished(NAME) if _subject(reading, wish) is entity)
    named = next((words for words in said if words.endswith(("s", "history", "log")) and "progress" not in words), "")
    return label(named.split()) if named and not named.endswith("steps") else _USUAL


def _finish(reading: Reading) -> None:
    """In the demonstration those who work on it have written notes."""
    for part in reading.parts:
        table = reading.entity(table_name(str(part.entity), WHAT)) if part.capability == NAME else None
        for row in table.samples if table is not None else ():
            row["change"] = False


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The section on the record's page, its routes, and what listens for changes."""
    app, entity = AppView(spec), AppView(spec).entity(str(part.entity))
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    name, shown = f"{naming.pascal(entity.name)}Log", part.options.get("label", _USUAL)
    values: dict[str, object] = {
        "entity": entity,
        "page": page,
        "name": name,
        "label": shown,
        "table": naming.pascal(table_name(entity.name, WHAT)),
        "columns": columns_of(entity, part),
        "state": entity.find(part.options.get("state")),
        "sealed": any(one.options.get("sent") for one in spec.parts_of("workflow") if one.entity == entity.name),
        "api": naming.api_path(entity.spec),
        "admin": f"Role.{naming.constant(spec.admin.name)}",
        "onlookers": [role.name for role in spec.roles if _looks_on(spec, role, entity.spec)],
        "strangers": [role.name for role in spec.roles if _has_own(spec, role, entity.spec)],
        "logged": [
            (one, naming.pascal(table_name(one.name, WHAT)), columns_of(one, other))
            for other in spec.parts_of(NAME)
            for one in (app.entity(str(other.entity)),)
        ],
    }
    module = f"{entity.name}_log"
    return Contribution(
        files={
            "backend/app/work_log.py": render(f"{_TEMPLATES}/work_log.py.j2", **values),
            "backend/app/writing.py": render("capabilities/shared/backend/writing.py.j2"),
            f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
            f"tests/test_{module}.py": render(f"{_TEMPLATES}/test_log.py.j2", **values),
            "frontend/src/components/worklog/WorkLog.tsx": render(f"{_TEMPLATES}/WorkLog.tsx.j2"),
            "frontend/src/components/worklog/WorkLog.test.tsx": render(f"{_TEMPLATES}/WorkLog.test.tsx.j2"),
            f"frontend/src/components/worklog/{name}.tsx": render(f"{_TEMPLATES}/SubjectLog.tsx.j2", **values),
        },
        routers=(module,),
        actors=True,
        workspace_sections={entity.name: (Component(name, f"components/worklog/{name}"),)},
        readme=(f"See what was done on {naming.in_sentence(entity.plural_label)}, and write down more of it.",),
    )


def columns_of(entity: EntityView, part: Part) -> list[FieldView]:
    """What is told of by itself when it changes: the state, and who works on it."""
    state = part.options.get("state")
    return [field for field in entity.fields if field.name == state or field.is_account]


def _looks_on(spec: AppSpec, role: Role, entity: Entity) -> bool:
    access = spec.access(role, entity)
    return access.read is Reach.ALL and access.update is not Reach.ALL


def _has_own(spec: AppSpec, role: Role, entity: Entity) -> bool:
    return spec.access(role, entity).read is Reach.OWN


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "workflow", "taking"),
    finish=_finish,
    optional=frozenset({"state"}),
)
