"""What tools print is read as findings, and forged or broken output is never taken for success."""

import json

import pytest

from millwright.factory.checks import findings, runner_reports
from millwright.factory.checks.report import (
    CheckName,
    CheckResult,
    CheckState,
    FileCoverage,
    Finding,
    Report,
    Totals,
    percent_covered,
)

JUNIT_PYTEST = b"""<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest">
<testcase classname="tests.test_a" name="test_x" file="tests/test_a.py" line="1" time="0.001">
<failure message="AssertionError: boo&#10;assert 1 == 2">def test_x():
E       AssertionError: boo

tests/test_a.py:3: AssertionError</failure></testcase>
<testcase classname="tests.test_a" name="test_y"><skipped message="no"/></testcase>
<testcase classname="tests.test_a" name="test_z"/></testsuite></testsuites>"""

JUNIT_BUN = b"""<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="src/b.test.ts"><testsuite name="group">
<testcase name="fails" classname="group" file="src/b.test.ts" line="2">
<failure type="AssertionError" message="expect(received).toBe(expected)">AssertionError
      at src/b.test.ts:7:64</failure></testcase>
<testcase name="ok" classname="group" file="src/b.test.ts" line="2" /></testsuite></testsuite></testsuites>"""


def test_a_ruff_report_names_file_line_and_rule() -> None:
    output = json.dumps([{"code": "F401", "message": "unused", "filename": "/w/a.py", "location": {"row": 3}}]).encode()
    assert findings.from_ruff(output, "/w") == [Finding(message="unused", file="a.py", line=3, name="F401")]


def test_an_oxlint_report_names_file_line_and_rule() -> None:
    output = b"""{"diagnostics": [{"message": "no debugger", "code": "eslint(no-debugger)", "filename": "src/b.tsx",
      "labels": [{"span": {"offset": 23, "length": 8, "line": 4, "column": 24}}]}], "number_of_files": 2}"""
    assert findings.from_oxlint(output, "/w") == [
        Finding(message="no debugger", file="src/b.tsx", line=4, name="eslint(no-debugger)")
    ]


def test_type_checkers_lines_are_read() -> None:
    tsc = b"src/b.tsx(1,7): error TS2322: Type 'string' is not assignable to type 'number'.\n  more\n"
    ty = b"a.py:3:12: error[invalid-return] expected `str`\nFound 1 diagnostic\n"
    assert [(f.file, f.line, f.name) for f in findings.from_tsc(tsc, "/w")] == [("src/b.tsx", 1, "TS2322")]
    assert [(f.file, f.line, f.name) for f in findings.from_ty(ty, "/w")] == [("a.py", 3, "invalid-return")]


@pytest.mark.parametrize("output", [b"", b"null", b"[1]", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_broken_output_gives_no_finding_and_no_crash(output: bytes) -> None:
    assert findings.from_ruff(output, "/w") == []
    assert findings.from_oxlint(output, "/w") == []
    assert findings.from_tsc(output, "/w") == []
    assert runner_reports.from_coverage_json(output, "/w") == ()


def test_a_flood_of_findings_is_cut() -> None:
    output = b"a.ts(1,1): error TS1: x\n" * 5_000
    assert len(findings.from_tsc(output, "/w")) == findings.MOST


def test_a_failed_test_is_placed_where_it_failed() -> None:
    run = runner_reports.from_junit(JUNIT_PYTEST, "/w")
    assert run is not None
    assert run.totals == Totals(passed=1, failed=1, skipped=1)
    assert (run.findings[0].file, run.findings[0].line) == ("tests/test_a.py", 3)
    assert run.findings[0].message.startswith("AssertionError: boo")
    bun = runner_reports.from_junit(JUNIT_BUN, "/w")
    assert bun is not None
    assert (bun.findings[0].file, bun.findings[0].line, bun.totals.passed) == ("src/b.test.ts", 7, 1)


@pytest.mark.parametrize(
    "report",
    [
        None,
        b"",
        b"<testsuites>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuites>&b;</testsuites>',
        b"x" * (runner_reports.MAX_BYTES + 1),
    ],
    ids=["missing", "empty", "cut off", "entities", "huge"],
)
def test_a_report_that_is_no_report_is_none(report: bytes | None) -> None:
    assert runner_reports.from_junit(report, "/w") is None


def test_coverage_is_read_from_both_runners() -> None:
    python = b'{"files": {"/w/backend/a.py": {"summary": {"covered_lines": 3, "missing_lines": 1}}}}'
    lcov = b"SF:frontend/a.ts\nBRF:2\nBRH:1\nLF:6\nLH:5\nend_of_record\nSF:broken\nend_of_record\n"
    files = [*runner_reports.from_coverage_json(python, "/w"), *runner_reports.from_lcov(lcov, "/w")]
    assert [file.path for file in files] == ["backend/a.py", "frontend/a.ts"]
    assert files[1].branches == 2
    assert percent_covered(files) == 80.0


def results(*, tests: int, left_out: CheckName | None = None) -> Report:
    return Report(
        checks=tuple(
            CheckResult(
                name=name,
                state=CheckState.NOT_RUN if name is left_out else CheckState.PASSED,
                totals=Totals(passed=tests) if name is CheckName.BACKEND_TESTS else None,
            )
            for name in CheckName
        )
    )


def test_a_report_without_tests_or_with_a_check_not_run_has_not_passed() -> None:
    assert results(tests=1).passed
    assert not results(tests=0).passed
    assert not results(tests=1, left_out=CheckName.LINT).passed
    assert not Report(checks=()).passed


def test_coverage_without_lines_is_not_a_number_made_up() -> None:
    assert percent_covered([]) is None
    assert FileCoverage(path="a", lines=0, covered_lines=0).percent == 100.0
