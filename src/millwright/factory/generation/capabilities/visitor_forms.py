"""What the forms that visitors fill in have in common: a record that they may add and not read, and its place."""

from collections.abc import Callable
from dataclasses import dataclass

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, add_section, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.site_pages import is_one_page
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Layout, Part, Section, SectionKind
from millwright.factory.generation.spec import Access, AppSpec, Entity, FieldType

_ANSWERING = "status! choice: New | Read | Answered"
_NAMELESS = ("anonym", "nameless", "without their name", "without a name")
_SUBJECTS = ("subject", "topic", "title")
_TEMPLATES = "capabilities/contact_form/templates"


@dataclass(frozen=True)
class VisitorForm:
    """A form of the public site: the capability it belongs to, its record, the page it stands on, and its words.

    What it brings in is `answered`: it stays as it was written, and has a state from new to answered.
    """

    capability: str
    record: str
    page: str
    page_label: str
    title: str
    text: str
    on_home: bool = False
    answered: bool = True


def form_capability(
    form: VisitorForm,
    *,
    asked: Callable[[Reading], str] | None = None,
    prepare: Callable[[Reading, DraftEntity], None] = lambda _reading, _entity: None,
) -> Capability:
    """The capability of such a form; `asked` gives the words that ask for it, `prepare` adjusts its record."""

    def words(reading: Reading) -> str:
        said = asked(reading) if asked else ""
        wishes = reading.wished(form.capability)
        return said or (because_of(wishes, "") if wishes else "")

    def draft(reading: Reading) -> None:
        because = words(reading) if reading.site else ""
        if because:
            prepare(reading, add_record(reading, form.record, because))

    def settle(reading: Reading) -> None:
        entity = reading.entity(form.record)
        if reading.layout is Layout.SITE and entity is not None and (because := words(reading)):
            open_to_visitors(reading, entity)
            if form.answered and not any(field.unique or field.target for field in entity.fields):
                _receive(entity)
            page, label = ("home", "Home") if form.on_home or is_one_page(reading) else (form.page, form.page_label)
            usual = entity.entry is None or entity.label == entity.entry.label
            title = form.title if usual else entity.label
            section = Section(kind=SectionKind.FORM, entity=entity.name, title=title, text=form.text)
            add_section(reading, page, label, section)
            add_part(reading, Part(capability=form.capability, entity=entity.name), because)

    return Capability(name=form.capability, draft=draft, settle=settle, contribute=contribute)


def _receive(entity: DraftEntity) -> None:
    """Those who read what came in write nothing but how far its answer has come."""
    known = state_field(entity)
    if known is None:
        known = add_field(entity, _ANSWERING, "assumed: what visitors write is answered")
    if known.type is FieldType.CHOICE:
        known.kept = entity.sent_in = True


def _let_answer(reading: Reading, entity: DraftEntity) -> None:
    """Whoever writes without an account leaves a way to be reached, unless it is to be without a name."""
    reachable = any(field.type in {FieldType.EMAIL, FieldType.PHONE} for field in entity.fields)
    if not reachable and not any(word in reading.text.lower() for word in _NAMELESS):
        add_field(entity, "email email", "assumed: who sends something in is answered")


def open_to_visitors(reading: Reading, entity: DraftEntity) -> None:
    """Visitors add rows and read none; who registers by themselves may do no more than they."""
    entity.visitors = Access(create=True)
    _let_answer(reading, entity)
    for role in reading.roles:
        if role.kind is RoleKind.OUTSIDER:
            entity.access.pop(role.name, None)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The tests of a form that visitors fill in, and what one does with what comes in.

    The site makes the form of the record's own fields.
    """
    entity = spec.entity(str(part.entity))
    test = render(f"{_TEMPLATES}/test_visitor_form.py.j2", spec=spec, entity=entity)
    answering, files = answering_of(spec, entity) if entity.received else ((), {})
    return Contribution(
        files={f"tests/test_{entity.plural}_of_visitors.py": test, **files},
        workspace_sections={entity.name: answering},
        readme=(f"Visitors send {entity.plural_label.lower()} from the site; only the team reads and answers them.",),
    )


def answering_of(spec: AppSpec, entity: Entity) -> tuple[tuple[Component, ...], dict[str, str]]:
    """The buttons below what came in: to write back, and to say how far that has come."""
    view = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    state = next(field for field in entity.fields if field.kept and field.choices)
    subject = next((f for name in _SUBJECTS for f in entity.fields if f.name == name), None)
    values: dict[str, object] = {
        "entity": view,
        "name": f"{view.type}Answer",
        "state": state,
        "email": next((field for field in entity.fields if field.type is FieldType.EMAIL), None),
        "subject": subject,
        "row": example(spec, view, Hooks(spec, ())).row,
    }
    module = f"components/inbox/{view.type}Answer"
    files = {
        f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Answer.tsx.j2", **values),
        f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/Answer.test.tsx.j2", **values),
    }
    return (Component(f"{view.type}Answer", module, changes=True),), files
