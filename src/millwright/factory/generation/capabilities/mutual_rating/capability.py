"""Ratings of each other, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities.community import add_table, table_name, written_by_anybody
from millwright.factory.generation.capabilities.contribution import Component, Contribution, Seed
from millwright.factory.generation.capabilities.joining.capability import all_joined
from millwright.factory.generation.capabilities.joining.reading import leads
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.backend_tests import TestedApp
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, kebab, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, because_of
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.spec import Access, AppSpec, Part

NAME = "mutual_rating"
_TABLE = "evaluation"
_TEMPLATES = f"capabilities/{NAME}/templates"


def _draft(reading: Reading) -> None:
    """Adds the table, and the state after which it is rated, where members answer what others put up."""
    wishes = reading.wished(NAME)
    record = next((one.record for one in all_joined(reading) if one.record is not None), None) if wishes else None
    if record is None:
        return
    for opinion in [e for e in reading.entities if e.key == "review" and _is_of(e, reading)]:
        reading.forget(opinion)
    state = state_field(record) or add_field(record, "status! choice: Requested | Accepted | Declined", "")
    if not _ended([choice_value(choice) for choice in state.choices]):
        state.choices = (*state.choices, "Completed")
    add_table(reading, record, _TABLE, ("stars! int: 1..5", "words long"), because_of(wishes, ""))


def _is_of(opinion: DraftEntity, reading: Reading) -> bool:
    """Whether reviews are kept for no other words than those by which people rate each other."""
    said = [wish.sentence for wish in reading.wished(NAME)]
    told = [m for m in reading.mentions if m.key == opinion.key and m.statement is not None]
    return all(m.statement is None or m.statement.sentence in said for m in told)


def _ended(states: list[str]) -> list[str]:
    return [value for value in states[1:] if value in phrases(table_beside(__package__ or "", "words")["ended"])]


def _settle(reading: Reading) -> None:
    for part in [known for known in reading.parts if known.capability == "joining"]:
        record = reading.entity(str(part.entity))
        table = reading.entity(table_name(record.name, _TABLE)) if record is not None else None
        if record is None or table is None or not table.internal:
            continue
        state = state_field(record)
        if state is None or not _is_answered(reading, part, record):
            reading.forget(table)
            continue
        written_by_anybody(reading, table)
        ended = _ended([choice_value(choice) for choice in state.choices])
        options = {"by": part.options["by"], "state": state.name, "ended": " ".join(ended)}
        add_part(reading, Part(capability=NAME, entity=record.name, options=options), table.because)


def _is_answered(reading: Reading, part: Part, record: DraftEntity) -> bool:
    """Whether those who put something up see and answer who wants it."""
    by = record.field(part.options["by"])
    subject = reading.entity(by.target) if by is not None and by.target else None
    names = [role.name for role in reading.roles] if subject is not None else []
    rights = ((subject.access.get(n, Access()), record.access.get(n, Access())) for n in names) if subject else ()
    return any(leads(offer, access) for offer, access in rights)


def _finish(reading: Reading) -> None:
    """Ratings of the demonstration come with its people."""
    for part in (known for known in reading.parts if known.capability == NAME):
        table = reading.entity(table_name(str(part.entity), _TABLE))
        if table is not None:
            table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The stars on the record's page, and their routes."""
    entity = next(known for known in TestedApp(spec).entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    by, state = entity.field(part.options["by"]), entity.field(part.options["state"])
    values = [choice.value for choice in state.choices]
    ended = [value for value in part.options["ended"].split() if value in values]
    if not ended:
        return Contribution()
    name, plural = pascal(entity.name), entity.plural
    given: dict[str, object] = {
        "entity": entity,
        "page": page,
        "by": by,
        "subject": by.target,
        "state": state,
        "ended": ended,
        "open": next((value for value in values if value not in ended), ""),
        "table": pascal(table_name(entity.name, _TABLE)),
        "path": f"/api/evaluations-of/{kebab(plural)}",
        "api": api_path(entity.spec),
        "admin": constant(spec.admin.name),
        "name": name,
    }
    module = f"components/evaluating/Evaluate{name}"
    return Contribution(
        files={
            f"backend/app/evaluating_{plural}.py": render(f"{_TEMPLATES}/rules.py.j2", **given),
            f"backend/app/routes/evaluating_{plural}.py": render(f"{_TEMPLATES}/routes.py.j2", **given),
            f"tests/test_evaluating_{plural}.py": render(f"{_TEMPLATES}/test_evaluating.py.j2", **given),
            f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Evaluate.tsx.j2", **given),
            f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/Evaluate.test.tsx.j2", **given),
        },
        routers=(f"evaluating_{plural}",),
        workspace_sections={entity.name: (Component(f"Evaluate{name}", module, changes=True),)},
        seeds=(Seed(f"evaluate_{plural}", f"evaluating_{plural}"),),
        readme=(
            f"When one of the {in_sentence(entity.plural_label)} is done, both sides rate each other on its page.",
        ),
    )


CAPABILITY = Capability(
    NAME, _draft, _settle, _contribute, after=("joining", "workflow"), finish=_finish, states=frozenset({"ended"})
)
