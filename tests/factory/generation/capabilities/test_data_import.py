"""Import of CSV files, where a prompt asks for it."""

import pytest

from millwright.factory.generation.compiler import compile_formatted
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.reader import read
from millwright.factory.generation.spec import AppSpec, Part
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool, Task
from tests.factories.specs import bike_shop

PYTEST = ("-q", "-p", "no:cacheprovider", "--tb=short")
STOCK = (
    "A tool for a warehouse to track products and suppliers, with CSV import of products. Workers only read products."
)


def imported(spec: AppSpec) -> list[str | None]:
    return [part.entity for part in spec.parts_of("data_import")]


def test_the_records_that_are_named_can_be_imported() -> None:
    spec = read(STOCK)
    assert imported(spec) == ["product"]
    assert ("Data import of products", "CSV import") in [(r.subject, r.because) for r in spec.reasons]


@pytest.mark.parametrize(
    ("prompt", "records"),
    [
        ("Track contacts and companies. CSV import.", ["contact", "company"]),
        ("A CRM where sales people import contacts from CSV files", ["contact"]),
        ("Contacts and companies CRM with import and export", ["contact", "company"]),
    ],
)
def test_an_import_is_of_what_its_sentence_is_about_else_of_the_main_records(prompt: str, records: list[str]) -> None:
    assert imported(read(prompt)) == records


@pytest.mark.parametrize(
    "prompt",
    [
        "Track contacts and companies, no import",
        "A website for an import/export trading company with products",
        "A tracker for important documents",
    ],
)
def test_what_is_refused_traded_or_merely_important_is_not_imported(prompt: str) -> None:
    assert imported(read(prompt)) == []


def test_the_link_and_the_page_are_for_those_who_may_create() -> None:
    files = compile_app(read(STOCK))
    assert "canCreate(user, records.subject) && adding" in files["frontend/src/components/records.tsx"]
    app = files["frontend/src/App.tsx"]
    assert 'canCreate(user, "product") && <Route path="products/import"' in app


def test_a_row_is_checked_as_one_from_the_form_is() -> None:
    route = compile_app(read(STOCK))["backend/app/routes/import_products.py"]
    assert "check(db, user, new)" in route
    assert "target=Supplier" in route


def _bikes_imported() -> AppSpec:
    parts = tuple(Part(capability="data_import", entity=name) for name in ("bike", "repair", "part", "mechanic_note"))
    return bike_shop().model_copy(update={"parts": parts})


def test_a_number_of_its_own_is_sent_twice_to_see_it_refused() -> None:
    spec = read("A warehouse tool that tracks invoices by invoice number. Staff import invoices from CSV files.")
    record = spec.entity(imported(spec)[0] or "")
    assert any(field.numbered for field in record.fields)
    tests = compile_app(spec)[f"tests/test_import_{record.plural}.py"]
    assert '"TWICE"' in tests


MUTATIONS = {
    "rules": ("backend/app/routes/import_parts.py", "check(db, user, new)", "pass"),
    "rights": ("backend/app/routes/import_parts.py", "    require_create(user, Part)\n\n", "\n"),
    "all or nothing": ("backend/app/csv_import.py", "    if faults:\n", "    if len(faults) == len(rows):\n"),
    "rows at most": ("backend/app/csv_import.py", "if len(rows) > MOST_ROWS", "if False"),
}
"""File, what stands there, and what is put in its place: the tests of the application have to notice."""


@pytest.mark.slow
async def test_an_import_of_every_type_of_field_is_clean_and_its_tests_notice_what_is_taken_out(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
) -> None:
    tree = await compile_formatted(_bikes_imported(), sandbox, toolchain)
    server = {path: text for path, text in tree.items() if not path.startswith("frontend/")}
    tests = sorted(path for path in server if path.startswith("tests/test_import_"))
    assert len(tests) == 4
    result = await pool.run_pytest([*PYTEST, *tests], Task(server))
    assert result.ok, result.stdout.decode()
    for path, before, after in MUTATIONS.values():
        text = server[path].decode()
        assert before in text, (path, before)
        mutant = server | {path: text.replace(before, after, 1).encode()}
        result = await pool.run_pytest([*PYTEST, "-x", "tests/test_import_parts.py"], Task(mutant))
        assert b"1 failed" in result.stdout, (path, before)
