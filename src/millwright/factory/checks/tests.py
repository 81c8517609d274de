"""The checks that run a tree's own tests: pytest in a warm Python, bun for the front end."""

from millwright.factory.checks import runner_reports
from millwright.factory.checks.report import CheckName, CheckResult, CheckState, FileCoverage, Totals
from millwright.factory.checks.runner_reports import RunnerReport
from millwright.factory.checks.workbench import (
    BACKEND,
    FRONTEND,
    OURS,
    ROOT,
    Tree,
    Workbench,
    data_file,
    last_words,
    stopped,
)
from millwright.factory.sandbox import MIB, Bind, Limits, Result, Scratch
from millwright.factory.sandbox.workers import Coverage, Task

JUNIT = f"{ROOT}/{OURS}/junit.xml"
COVERAGE_JSON = f"{ROOT}/{OURS}/coverage.json"
LCOV = f"{ROOT}/{OURS}/coverage/lcov.info"
BUN_LIMITS = Limits(seconds=120, memory_bytes=2048 * MIB)
TEST_TIMEOUT_MS = 5000


async def backend_tests(bench: Workbench, tree: Tree) -> list[CheckResult]:
    """pytest with coverage of lines and branches."""
    name = CheckName.BACKEND_TESTS
    if not tree.has_python:
        return [_not_run(name, "there is no back end")]
    if absent := bench.missing(["python"]):
        return [_not_run(name, absent)]
    args = ["-q", "-p", "no:cacheprovider", "-o", "junit_family=xunit1", f"--junitxml={JUNIT}"]
    measure = Coverage(BACKEND, f"{OURS}/coverage.json")
    result = await bench.pool.run_pytest(args, Task(tree.python, collect=[JUNIT, COVERAGE_JSON], measure=measure))
    ran = runner_reports.from_junit(result.files.get(JUNIT), ROOT)
    coverage = runner_reports.from_coverage_json(result.files.get(COVERAGE_JSON), ROOT)
    return [_concluded(name, "pytest", result, ran, coverage)]


async def frontend_tests(bench: Workbench, tree: Tree) -> list[CheckResult]:
    """bun with coverage of lines; the test files are vitest's."""
    name = CheckName.FRONTEND_TESTS
    if not tree.has_web:
        return [_not_run(name, "there is no front end")]
    if absent := bench.missing(["bun"]):
        return [_not_run(name, absent)]
    dom = f"{OURS}/dom.ts"
    argv = [str(bench.toolchain.bun), "test", f"--timeout={TEST_TIMEOUT_MS}", "--preload", f"./{dom}"]
    if tree.test_setup is not None:
        argv += ["--preload", f"./{tree.test_setup}"]
    argv += ["--reporter=junit", f"--reporter-outfile={JUNIT}"]
    argv += ["--coverage", "--coverage-reporter=lcov", f"--coverage-dir={ROOT}/{OURS}/coverage"]
    result = await bench.sandbox.run(
        argv,
        mounts=[
            Scratch(ROOT, files=tree.web | {dom: data_file("dom.ts")}),
            Bind(bench.toolchain.node_modules, f"{ROOT}/node_modules"),
            *bench.toolchain.binds(),
        ],
        cwd=ROOT,
        # Testing Library would take bun's globals for a licence to tidy up by itself, which it does not under vitest.
        env={"CI": "1", "RTL_SKIP_AUTO_CLEANUP": "true"},
        limits=BUN_LIMITS,
        collect=[JUNIT, LCOV],
    )
    ran = runner_reports.from_junit(result.files.get(JUNIT), ROOT)
    measured = runner_reports.from_lcov(result.files.get(LCOV), ROOT)
    return [_concluded(name, "bun", result, ran, tuple(file for file in measured if _is_source(file)))]


def _is_source(file: FileCoverage) -> bool:
    """Tests and what they share do not count as code that they cover."""
    *folders, name = file.path.split("/")
    return folders[:1] == [FRONTEND] and ".test." not in name and not {"test", "tests"} & set(folders)


def _concluded(
    name: CheckName, tool: str, result: Result, ran: RunnerReport | None, coverage: tuple[FileCoverage, ...]
) -> CheckResult:
    """Passed only when the runner came to its own good end and its report tells of tests that passed."""
    totals = ran.totals if ran else Totals()
    found = ran.findings if ran else ()
    reason = stopped(result, tool)
    if reason is None and not found and (result.exit_code != 0 or ran is None):
        reason = last_words(result, tool)
    if reason is None and totals.passed == 0 and not found:
        reason = "no test ran"
    passed = reason is None and totals.failed == 0 and result.ok
    return CheckResult(
        name=name,
        state=CheckState.PASSED if passed else CheckState.FAILED,
        reason=reason,
        totals=totals,
        findings=found,
        coverage=coverage,
    )


def _not_run(name: CheckName, reason: str) -> CheckResult:
    return CheckResult(name=name, state=CheckState.NOT_RUN, reason=reason)
