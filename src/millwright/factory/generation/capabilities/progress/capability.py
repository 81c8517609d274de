"""Progress, as the reader and the compiler know it."""

from dataclasses import replace
from itertools import cycle, islice

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route, marks
from millwright.factory.generation.capabilities.community import subject_view, table_name
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import AppSpec, Entity, FieldType, Layout, Part, Reach

NAME = "progress"
_TEMPLATES = "capabilities/progress/templates"
_MARK = marks.Mark(NAME, "completion", "completions", ("Mark as done", "Done"), "CircleCheck")
_STEPS = frozenset({"course_lesson"})
"""Records that people work through one after the other, each part of a whole."""
_TYPED = frozenset({"learning_record"})
"""What people would write down of it themselves."""
_STEPS_EACH = 4
"""Steps of one whole in the demonstration."""
_MOST_ROWS = 40
_PAGE = Component("MyProgressPage", "pages/progress/MyProgressPage")
_EVERYBODY = Component("ProgressPage", "pages/progress/ProgressPage")


def _draft(reading: Reading) -> None:
    """Lessons of courses can be marked as done, where people have accounts; nobody types how far they are."""
    steps = [entity for entity in reading.entities if entity.key in _STEPS and _whole_of(reading, entity) is not None]
    if reading.refuses(NAME) or not steps:
        return
    for typed in [entity for entity in reading.entities if entity.key in _TYPED]:
        reading.forget(typed)
    step = steps[0]
    marks.draft(reading, _MARK, [step], f"people work through {step.plural_label.lower()}")
    table = reading.entity(table_name(step.name, _MARK.mark))
    if table is not None:
        table.because = because_of(reading.wished(NAME), f"people work through {step.plural_label.lower()}")


def _whole_of(reading: Reading, step: DraftEntity) -> DraftEntity | None:
    """What the steps are part of."""
    targets = (reading.entity(field.target) for field in step.fields if field.target)
    return next((entity for entity in targets if entity is not None and entity.key not in _STEPS), None)


def _settle(reading: Reading) -> None:
    marks.settle(reading, _MARK)


def _finish(reading: Reading) -> None:
    """Wholes have several steps each, in order; people have done some of those of the first."""
    for step in [entity for entity in reading.entities if entity.key in _STEPS]:
        whole, table = _whole_of(reading, step), reading.entity(table_name(step.name, _MARK.mark))
        if whole is None or table is None or not whole.samples or not step.samples:
            continue
        by = next(field.name for field in step.fields if field.target == whole.name)
        ordered = {"position"} & {field.name for field in step.fields}
        step.samples = tuple(
            row | {by: place // _STEPS_EACH % len(whole.samples)} | dict.fromkeys(ordered, place % _STEPS_EACH + 1)
            for place, row in enumerate(islice(cycle(step.samples), min(len(whole.samples) * _STEPS_EACH, _MOST_ROWS)))
        )
        people = len(reading.roles)
        table.samples = tuple({"subject": place // people} for place in range(people * min(2, len(step.samples))))


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    made = marks.contribute(spec, part, _MARK)
    step, view = subject_view(spec, part)
    reference = next((field for field in step.fields if field.type is FieldType.REFERENCE and field.target), None)
    if reference is None:
        return made
    whole = spec.entity(str(reference.target))
    page = next(one for one in entity_views(spec) if one.spec.name == whole.name)
    site = spec.layout is Layout.SITE
    place, menu = (Place.SITE, Place.ACCOUNT) if site else (Place.WORKSPACE, Place.WORKSPACE)
    values = _values(spec, step, whole, reference.name) | {"view": view, "page": page}
    shown = Component(f"{page.type}Progress", f"components/progress/{page.type}Progress")
    files = {
        f"backend/app/routes/{whole.name}_progress.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"tests/test_{whole.name}_progress.py": render(f"{_TEMPLATES}/test_progress.py.j2", **values),
        f"frontend/src/{shown.module}.tsx": render(f"{_TEMPLATES}/Progress.tsx.j2", name=shown.name, **values),
        "frontend/src/components/progress/Bar.tsx": render(f"{_TEMPLATES}/Bar.tsx"),
        f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/MyProgressPage.tsx.j2", **values),
        f"frontend/src/{_EVERYBODY.module}.tsx": render(f"{_TEMPLATES}/ProgressPage.tsx.j2", **values),
    }
    teaching = tuple(role.name for role in spec.roles if spec.access(role, step).update is Reach.ALL)
    here = {whole.name: (shown,)}
    return replace(
        made,
        files={**made.files, **files},
        routers=(*made.routers, f"{whole.name}_progress"),
        listed={whole.name: (step.name,)},
        record_sections=here if page.public else {},
        workspace_sections={**made.workspace_sections, **({} if page.public else here)},
        routes=(
            Route("/my-learning", _PAGE, place, signed_in=True),
            Route("/learners", _EVERYBODY, Place.WORKSPACE, subject=step.name),
        ),
        navigation=(
            NavigationItem("My learning", "/my-learning", "GraduationCap", menu),
            NavigationItem("Learners", "/learners", "GraduationCap", Place.WORKSPACE, step.name, roles=teaching),
        ),
        readme=(
            f"Mark {in_sentence(view.spec.plural_label)} as done, and see under My learning how far one is.",
            "See under Learners how far everybody is.",
        ),
    )


def _values(spec: AppSpec, step: Entity, whole: Entity, reference: str) -> dict[str, object]:
    """Names for the templates."""
    return {
        "step": step,
        "whole": whole,
        "by": f"{reference}_id",
        "reference": reference,
        "ordered": any(field.name == "position" for field in step.fields),
        "Step": pascal(step.name),
        "Whole": pascal(whole.name),
        "Completion": pascal(table_name(step.name, _MARK.mark)),
        "api": api_path(step),
        "admin": constant(spec.admin.name),
        "public": step.visitors.read is Reach.ALL and whole.visitors.read is Reach.ALL,
        "learners": [constant(r.name) for r in spec.roles if _learns(spec, r.name, step)],
        "joined": _joined(spec, whole),
        "learner": next((constant(r.name) for r in spec.roles if not r.admin and _only_reads(spec, r.name, step)), ""),
    }


def _learns(spec: AppSpec, name: str, step: Entity) -> bool:
    """Whether people of a role can mark steps and look after none."""
    role = next(role for role in spec.roles if role.name == name)
    table = spec.entity(table_name(step.name, _MARK.mark))
    return not role.admin and spec.access(role, step).update is not Reach.ALL and spec.access(role, table).create


def _joined(spec: AppSpec, whole: Entity) -> dict[str, str] | None:
    """What keeps who is in for the whole, where it has states: its class, its plural, and its reference and state."""
    for part in spec.parts_of("joining"):
        record, options = spec.entity(str(part.entity)), part.options
        if "status" in options and record.field(options["by"]).target == whole.name:
            names = {"by": f"{options['by']}_id", "status": options["status"]}
            return {"cls": pascal(record.name), "plural": record.plural} | names
    return None


def _only_reads(spec: AppSpec, name: str, step: Entity) -> bool:
    role = next(role for role in spec.roles if role.name == name)
    access = spec.access(role, step)
    return access.read is Reach.ALL and access.delete is not Reach.ALL


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, finish=_finish)
