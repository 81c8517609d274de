"""Records as PDF, as the reader and the compiler know them."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.exporting import papers
from millwright.factory.generation.spec import AppSpec, FieldType, Part, Reach

_TEMPLATES = "capabilities/record_pdf/templates"
_EACH = word_set("record_pdf_each")
_MANY = word_set("record_pdf_many")
_MOST_COLUMNS = 6


@dataclass(frozen=True)
class Lines:
    """The records of one kind that belong to it, as a table."""

    by: FieldView
    title: str
    fields: tuple[FieldView, ...]

    @property
    def of(self) -> EntityView:
        """What each line is."""
        return self.by.entity

    @property
    def summed(self) -> tuple[FieldView, ...]:
        """The amounts that are added up: not the prices of one."""
        return tuple(f for f in self.fields if f.kind is FieldType.MONEY and f.name not in _EACH)

    @property
    def price(self) -> FieldView | None:
        """What one costs, where the amount of a line is to be worked out."""
        return next((f for f in self.fields if f.kind is FieldType.MONEY), None) if not self.summed else None

    @property
    def quantity(self) -> FieldView | None:
        """How many there are of it."""
        numbers = (f for f in self.fields if f.kind in {FieldType.INTEGER, FieldType.DECIMAL} and f.name in _MANY)
        return next(numbers, None)


def draft(_reading: Reading) -> None:
    """Nothing is kept of what is downloaded."""


def settle(reading: Reading) -> None:
    """A page for each record that is wanted on paper."""
    for paper in papers(reading):
        add_part(reading, Part(capability="record_pdf", entity=paper.entity.name), paper.because)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The route that makes the page, and a button for it."""
    entity = AppView(spec).entity(str(part.entity))
    view = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    module = f"{entity.name}_pdf"
    button = Component(f"{view.type}Pdf", f"components/{view.type}Pdf")
    lines = [_lines(entity, by) for by in entity.referrers]
    values: dict[str, object] = {
        "entity": entity,
        "view": view,
        "lines": lines,
        "models": sorted({entity.cls, *(table.of.cls for table in lines), *(["User"] if lines else [])}),
        "facts": [field for field in entity.printed if field != entity.title and field.kind is not FieldType.LONG_TEXT],
        "texts": [field for field in entity.fields if field.kind is FieldType.LONG_TEXT and field != entity.title],
        "moments": any(field.type is FieldType.DATETIME for one in spec.entities for field in one.fields),
    }
    tested = values | _tested(spec, entity, lines)
    files = {
        f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"frontend/src/{button.module}.tsx": render(f"{_TEMPLATES}/RecordPdf.tsx.j2", **values),
        f"tests/test_{module}.py": render(f"{_TEMPLATES}/test_record_pdf.py.j2", **tested),
    }
    return Contribution(
        files=files,
        routers=(module,),
        papers=True,
        record_buttons={entity.name: (button,)},
        record_actions={entity.name: (button,)} if view.public else {},
        readme=(f"Download {naming.in_sentence(entity.plural_label)} as PDF, each by itself.",),
    )


def _lines(entity: EntityView, by: FieldView) -> Lines:
    several = sum(other.entity == by.entity for other in entity.referrers) > 1
    title = f"{by.entity.plural_label} ({by.label})" if several else by.entity.plural_label
    long = (FieldType.LONG_TEXT, FieldType.URL)
    fields = [field for field in by.entity.printed if field != by and field.kind not in long]
    return Lines(by, title, tuple(fields[:_MOST_COLUMNS]) or (by.entity.title,))


def _tested(spec: AppSpec, entity: EntityView, lines: list[Lines]) -> dict[str, object]:
    blind = [
        (naming.constant(role.name), table)
        for role in spec.roles
        for table in lines
        if spec.access(role, entity.spec).read is Reach.ALL
        if spec.access(role, table.of.spec).read is Reach.NONE
    ]
    return {
        "admin": f"Role.{naming.constant(spec.admin.name)}",
        "blind": blind,
        "makers": sorted({f"make_{entity.name}", *(f"make_{table.of.name}" for table in lines)}),
        "sure": [field for field in entity.printed if field.spec.required and field != entity.title],
    }


CAPABILITY = Capability("record_pdf", draft, settle, contribute, after=("booking", "cart", "payments", "surveys"))
