"""Reports, where a prompt asks for them."""

from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import Reach


def test_reports_are_made_and_kept_by_whoever_makes_them() -> None:
    spec = read("A sales system where managers generate customised reports of sales")
    assert spec.parts_of("report")
    saved = spec.entity("saved_report")
    assert {access.read for access in saved.access.values()} <= {Reach.OWN}
    files = compile_app(spec)
    assert "frontend/src/pages/ReportPage.tsx" in files
    assert "saved_report" not in files["frontend/src/lib/reports.ts"]


def test_reports_that_are_refused_are_not_made() -> None:
    assert read("Track sales and products, no custom reports").parts_of("report") == ()
