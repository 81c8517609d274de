"""What likes and favourites share: marks that each person sets on a record, at most one, and takes back."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities import Component, Contribution, Count
from millwright.factory.generation.capabilities.community import (
    add_table,
    back_end_values,
    drop_counts,
    drop_fields,
    subject_view,
    subjects_of,
    table_name,
    written_by_anybody,
)
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import AppSpec, Layout, Part

_FRONT = "capabilities/shared/frontend"


@dataclass(frozen=True)
class Mark:
    """A kind of mark: its names in code, what its button says, and what else there is of it."""

    capability: str
    mark: str
    marks: str
    labels: tuple[str, str]
    icon: str
    counted: bool = False
    listed: bool = False


def draft(reading: Reading, mark: Mark, subjects: list[DraftEntity], assumed: str) -> None:
    """Adds the table of the marks of each subject."""
    for subject in subjects:
        add_table(reading, subject, mark.mark, (), because_of(reading.wished(mark.capability), assumed))
        drop_fields(subject, "votes")
        drop_counts(subject, mark.mark, mark.marks)


def wished_subjects(reading: Reading, mark: Mark) -> list[DraftEntity]:
    """The records that the prompt wants marked so."""
    return subjects_of(reading, reading.wished(mark.capability))


def settle(reading: Reading, mark: Mark) -> None:
    """Adds the part of each record that has the table."""
    for entity in list(reading.entities):
        table = reading.entity(table_name(entity.name, mark.mark))
        if table is not None and table.internal:
            written_by_anybody(reading, table)
            add_part(reading, Part(capability=mark.capability, entity=entity.name), table.because)


def finish(reading: Reading, mark: Mark) -> None:
    """In the demonstration everybody marks a record once."""
    for entity in reading.entities:
        table = reading.entity(table_name(entity.name, mark.mark))
        if table is not None and table.internal:
            people, rows = len(reading.roles), max(1, len(entity.samples))
            marked = [*range(0, rows, 2), *range(1, rows, 2)]
            table.samples = tuple({"subject": marked[place // people]} for place in range(min(12, rows * people)))


def contribute(spec: AppSpec, part: Part, mark: Mark) -> Contribution:
    """The routes, the button and the tests of one kind of mark on one kind of record."""
    entity, view = subject_view(spec, part)
    name = view.type + "".join(word.capitalize() for word in mark.labels[0].split())
    component = Component(name, f"components/{mark.capability}/{name}")
    module = f"{entity.name}_{mark.marks}"
    values = back_end_values(spec, entity, mark.mark) | {
        "mark": mark.mark,
        "marks": mark.marks,
        "Marks": mark.marks.capitalize(),
        "labels": mark.labels,
        "icon": mark.icon,
        "counted": mark.counted,
        "listed": mark.listed,
        "component": component.name,
    }
    files = {
        f"backend/app/routes/{module}.py": render("capabilities/shared/backend/marks.py.j2", **values),
        f"tests/test_{module}.py": render("capabilities/shared/tests/test_marks.py.j2", **values),
        f"frontend/src/{component.module}.tsx": render(f"{_FRONT}/SubjectMark.tsx.j2", **values),
    }
    for name in ("MarkButton.tsx", "MarkButton.test.tsx", "marks.ts"):
        files[f"frontend/src/components/marks/{name}"] = render(f"{_FRONT}/{name}.j2", site=spec.layout is Layout.SITE)
    here = {entity.name: (component,)}
    count = Count(f"{mark.mark}_count", f"{mark.marks.capitalize()}", table_name(entity.name, mark.mark))
    return Contribution(
        files=files,
        routers=(module,),
        counts={entity.name: (count,)} if mark.counted else {},
        card_actions=here if view.public else {},
        record_actions=here if view.public else {},
        workspace_sections=here if not view.public else {},
    )
