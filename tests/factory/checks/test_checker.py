"""Trees are checked from parse to boot; what is wrong is found by the check that is there for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from millwright.factory.checks import Checker, CheckName, CheckResult, CheckState, Report
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool
from tests.factory.checks.small_app import FILES, small_app

pytestmark = pytest.mark.slow


def result(report: Report, name: CheckName) -> CheckResult:
    found = report.of(name)
    assert found is not None
    return found


async def check(checker: Checker, files: dict[str, bytes]) -> Report:
    return (await checker.check(files)).report


async def test_a_good_tree_passes_every_check(checker: Checker) -> None:
    told: list[tuple[CheckName, CheckState | None]] = []
    checked = await checker.check(
        small_app(), on_progress=lambda name, found: told.append((name, found.state if found else None))
    )
    report = checked.report
    assert report.passed, report.model_dump_json(indent=1)
    assert (report.totals.passed, report.totals.failed, report.totals.skipped) == (4, 0, 1)
    assert {name for name, state in told if state is None} == set(CheckName)
    assert [state for _, state in told if state is not None] == [CheckState.PASSED] * len(CheckName)
    assert "index.html" in checked.site
    assert Report.model_validate_json(report.model_dump_json()) == report


async def test_coverage_is_told_by_file_with_lines_and_branches(checker: Checker) -> None:
    report = await check(checker, small_app())
    back = {file.path: file for file in result(report, CheckName.BACKEND_TESTS).coverage}
    main = back["backend/main.py"]
    assert 0 < main.covered_lines < main.lines
    assert main.branches == 2
    assert main.covered_branches == 1
    front = {file.path: file for file in result(report, CheckName.FRONTEND_TESTS).coverage}
    assert "frontend/src/App.tsx" in front
    assert not any("test" in path for path in front)
    assert report.coverage is not None


SPOILED = {
    "python that cannot be parsed": ("backend/main.py", "def f(:\n", CheckName.PARSE, 1),
    "typescript that cannot be parsed": ("frontend/src/App.tsx", "export const = 1\n", CheckName.PARSE, 1),
    "an undefined name in python": ("backend/main.py", "x = 1\nprint(nothing)\n", CheckName.LINT, 2),
    "a mistake in typescript": ("frontend/src/oops.ts", "const n = 1\nif (n === NaN) {}\n", CheckName.LINT, 2),
    "a wrong type in python": ("backend/wrong.py", "def f() -> int:\n    return 'x'\n", CheckName.TYPES, 2),
    "a wrong type in typescript": ("frontend/src/wrong.ts", "export const n: number = 'x'\n", CheckName.TYPES, 1),
    "a test that fails in python": (
        "tests/test_b.py",
        "def test_b() -> None:\n    assert 1 > 2\n",
        CheckName.BACKEND_TESTS,
        2,
    ),
    "a test that fails in typescript": (
        "frontend/src/b.test.ts",
        "import { expect, test } from 'vitest'\ntest('b', () => {\n  expect(1).toBe(2)\n})\n",
        CheckName.FRONTEND_TESTS,
        3,
    ),
    "an import that is not there": (
        "frontend/src/index.css",
        "@import 'tailwindcss';\n@plugin './evil.js';\n",
        CheckName.BUILD,
        None,
    ),
}


@pytest.mark.parametrize("case", SPOILED)
async def test_a_fault_is_found_with_its_place(checker: Checker, case: str) -> None:
    path, text, name, line = SPOILED[case]
    report = await check(checker, small_app(**{path: text}))
    assert [failed.name for failed in report.failed] == [name], report.model_dump_json(indent=1)
    finding = result(report, name).findings[0]
    assert (finding.file, finding.line) == (path, line)
    assert finding.message
    assert not report.passed


async def test_an_application_that_does_not_start_fails_to_boot(checker: Checker) -> None:
    broken = FILES["backend/main.py"].replace('return {"status": "ok"}', "raise RuntimeError('no database')")
    tests = "from backend.main import add\n\ndef test_it_adds() -> None:\n    assert add(1, 2) == 3\n"
    report = await check(checker, small_app(**{"backend/main.py": broken, "tests/test_main.py": tests}))
    assert [failed.name for failed in report.failed] == [CheckName.BOOT]
    boot = result(report, CheckName.BOOT)
    assert "answered 500" in boot.findings[0].message
    assert "no database" in (boot.reason or "")


async def test_an_early_failure_spares_what_costs_more(checker: Checker) -> None:
    report = await check(checker, small_app(**{"backend/main.py": "def f(:\n"}))
    left_out = {found.name for found in report.not_run}
    assert left_out == set(CheckName) - {CheckName.PARSE, CheckName.LINT}
    assert all("left out after parse failed" in (found.reason or "") for found in report.not_run)


async def test_a_tree_without_tests_has_not_passed(checker: Checker) -> None:
    without = {"tests/test_main.py": None, "frontend/src/App.test.tsx": None}
    report = await check(checker, small_app(**without))
    assert not report.passed
    assert report.totals.passed == 0


async def test_tests_that_are_all_skipped_have_not_passed(checker: Checker) -> None:
    skipped = "import pytest\n\n@pytest.mark.skip\ndef test_a() -> None: ...\n"
    report = await check(checker, small_app(**{"tests/test_main.py": skipped}))
    assert result(report, CheckName.BACKEND_TESTS).reason == "no test ran"
    assert not report.passed


async def test_an_empty_tree_has_not_passed(checker: Checker) -> None:
    report = await check(checker, {})
    assert not report.passed
    assert CheckName.BUILD in {found.name for found in report.not_run}


async def test_a_missing_tool_is_not_run_with_the_reason_and_never_passed(
    sandbox: Sandbox, toolchain: Toolchain, tmp_path: Path
) -> None:
    poor = replace(toolchain, tsc=tmp_path / "tsc", bun=tmp_path / "bun")
    builder, pool = NodeBuilder(sandbox, poor), PythonPool(sandbox, poor, size=0)
    report = await check(Checker(sandbox, poor, builder=builder, pool=pool), small_app())
    await builder.close()
    await pool.close()
    reasons = {found.name: found.reason or "" for found in report.not_run}
    assert set(reasons) == {CheckName.PARSE, CheckName.LINT, CheckName.TYPES, CheckName.FRONTEND_TESTS}
    assert all("millwright setup" in reason for reason in reasons.values())
    assert not report.passed


HOSTILE = {
    "exits with success before any test": "import os\nos._exit(0)\n",
    "forges a report and leaves": (
        "import os, pathlib\npathlib.Path('.millwright').mkdir(exist_ok=True)\n"
        "pathlib.Path('.millwright/junit.xml').write_text('<testsuites>')\nos._exit(0)\n"
    ),
    "points the report at a file of the host": (
        "import os, pathlib\npathlib.Path('.millwright').mkdir(exist_ok=True)\n"
        "os.symlink('/etc/passwd', '.millwright/junit.xml')\nos._exit(0)\n"
    ),
    "kills everything it can": "import os, signal\nos.kill(-1, signal.SIGKILL)\nos.kill(os.getpid(), signal.SIGKILL)\n",
}


@pytest.mark.parametrize("case", HOSTILE)
async def test_hostile_tests_never_pass(checker: Checker, case: str) -> None:
    report = await check(checker, small_app(**{"tests/test_main.py": HOSTILE[case]}))
    backend = result(report, CheckName.BACKEND_TESTS)
    assert backend.state is not CheckState.PASSED, report.model_dump_json(indent=1)
    assert not report.passed


@pytest.mark.parametrize("name", ["node_modules/react/index.js", ".millwright/dom.ts"])
async def test_a_tree_cannot_replace_what_the_checks_bring(checker: Checker, name: str) -> None:
    report = await check(checker, small_app() | {name: b"throw new Error('mine')"})
    assert report.passed
