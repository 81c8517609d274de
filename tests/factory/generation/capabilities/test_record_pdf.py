"""Records as PDF: which ones, by the words of a prompt, and what stands on their pages."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import AppSpec, Theme

LINES = "Clients, invoices with invoice lines (product, quantity, unit price); customers download the invoice as PDF"


def papers(spec: AppSpec) -> list[str | None]:
    return [part.entity for part in spec.parts_of("record_pdf")]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (LINES, ["invoice"]),
        ("A school app where students download certificates as PDF", ["completion_certificate"]),
        ("A shop for repairs; customers download invoices", ["invoice"]),
        ("A task tracker: save each task as PDF", ["task"]),
        ("A task tracker: export tasks as PDF", []),
        ("A repair shop: the manager exports invoices as CSV", []),
        ("A repair shop with invoices, no PDF export", []),
    ],
)
def test_papers_are_what_the_prompt_wants_on_paper(prompt: str, expected: list[str]) -> None:
    assert papers(read(prompt)) == expected


def test_a_page_has_the_lines_with_what_they_come_to() -> None:
    files = compile_app(read(LINES))
    route = files["backend/app/routes/invoice_pdf.py"]
    assert "Decimal(line.quantity or 0) * (line.unit_price or 0)" in route
    assert "reportlab==" in files["requirements.txt"]
    assert "xlsxwriter" not in files["requirements.txt"]
    assert "<InvoicePdf row={record} />" in files["frontend/src/pages/invoices/InvoicePages.tsx"]


def test_a_pale_colour_is_made_readable_on_paper() -> None:
    spec = read(LINES)
    pale = compile_app(spec.model_copy(update={"theme": Theme(primary="#fde047")}))["backend/app/pdf_export.py"]
    dark = compile_app(spec.model_copy(update={"theme": Theme(primary="#1d4ed8")}))["backend/app/pdf_export.py"]
    assert ("#fde047" in pale, "#1d4ed8" in dark) == (False, True)


def test_without_files_nothing_of_them_is_there() -> None:
    files = compile_app(read("A task tracker with projects"))
    assert not {path for path in files if "export" in path or "pdf" in path}
    assert not {"reportlab", "xlsxwriter", "openpyxl", "pypdf"} & set(
        files["requirements.txt"].replace("==", "\n").split()
    )
