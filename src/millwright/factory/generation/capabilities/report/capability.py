"""Reports, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_fields import FORMATTERS, FieldView, plain_text
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, constant
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import (
    NUMERIC,
    TEMPORAL,
    UPLOADED,
    Access,
    AppSpec,
    FieldType,
    FileFormat,
    Part,
    Reach,
)

_TEMPLATES = "capabilities/report/templates"
_SAVED = "saved_report"
_KINDS = {
    FieldType.DATE: "day",
    FieldType.DATETIME: "moment",
    FieldType.DECIMAL: "amount",
    FieldType.INTEGER: "count",
    FieldType.MONEY: "amount",
}
"""What the values of a field are in files; texts, where it is left out."""
_OWN = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)


def draft(reading: Reading) -> None:
    """Reports that are kept are records of whoever made them."""
    wishes = reading.wished("report")
    if wishes:
        add_record(reading, _SAVED, because_of(wishes, ""))


def settle(reading: Reading) -> None:
    """Everybody makes reports, of what they may read."""
    wishes = reading.wished("report")
    saved = reading.entity(_SAVED)
    if not wishes or saved is None:
        return
    saved.access = {role.name: _OWN for role in reading.roles}
    add_part(reading, Part(capability="report"), because_of(wishes, ""))


def finish(reading: Reading) -> None:
    """Nobody has kept a report yet."""
    saved = reading.entity(_SAVED)
    if saved is not None:
        saved.samples = ()


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A page that makes reports, and a link to it."""
    views = [view for view in entity_views(spec) if view.spec.name != _SAVED]
    saved = next(view for view in entity_views(spec) if view.spec.name == _SAVED)
    sources = [
        (view, [(field, plain_text(field)) for field in view.fields if field.type not in UPLOADED]) for view in views
    ]
    values: dict[str, object] = {
        "sources": sources,
        "saved": saved,
        "choices": sorted({field.choices for _, fields in sources for field, _ in fields if field.choices}),
        "formatters": sorted({FORMATTERS[f.type] for _, fields in sources for f, _ in fields if f.type in FORMATTERS}),
        "temporal": TEMPORAL,
        "numeric": NUMERIC,
        "kinds": _KINDS,
        "admin": f"Role.{constant(spec.admin.name)}",
        "grouping": {FieldType.CHOICE, FieldType.REFERENCE, FieldType.BOOLEAN},
        "first": views[0],
        "example": example(spec, views[0], Hooks(spec, ())),
        "api": api_path(views[0].spec),
        "saved_api": api_path(saved.spec),
        "day": _day(views[0]),
    }
    names = ("lib/reports.ts", "components/report/ReportForm.tsx", "components/report/ReportTable.tsx",
             "components/report/SavedReports.tsx", "pages/ReportPage.tsx", "pages/ReportPage.test.tsx")  # fmt: skip
    page = Component("ReportPage", "pages/ReportPage")
    files = {f"frontend/src/{name}": render(f"{_TEMPLATES}/{name.split('/')[-1]}.j2", **values) for name in names}
    files["backend/app/routes/report_files.py"] = render(f"{_TEMPLATES}/backend/report_files.py.j2")
    files["tests/test_report_files.py"] = render(f"{_TEMPLATES}/tests/test_report_files.py.j2", **values)
    return Contribution(
        files=files,
        routers=("report_files",),
        tables=(FileFormat.XLSX, FileFormat.PDF),
        routes=(Route("/report-builder", page, place=Place.WORKSPACE),),
        navigation=(NavigationItem("Report builder", "/report-builder", "FileChartColumn", place=Place.WORKSPACE),),
        readme=(
            "Make reports of chosen records, columns and days, with totals; keep and download them (CSV, Excel, PDF).",
        ),
    )


def _day(view: EntityView) -> FieldView | None:
    return next((field for field in view.fields if field.type in TEMPORAL), None)


CAPABILITY = Capability(name="report", draft=draft, settle=settle, contribute=contribute, finish=finish)
