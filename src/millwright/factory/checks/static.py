"""The checks that read the code and run none of it: parse, lint, types."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from millwright.factory.checks import findings
from millwright.factory.checks.report import CheckName, CheckResult, CheckState, Finding
from millwright.factory.checks.workbench import OURS, ROOT, Tree, Workbench, last_words, stopped
from millwright.factory.sandbox import MIB, Bind, Limits, Result, Scratch

LIMITS = Limits(seconds=60, memory_bytes=2048 * MIB, output_bytes=4 * MIB)
OXLINT_CONFIG = {
    "plugins": ["eslint", "typescript", "unicorn", "oxc"],
    "categories": {"correctness": "error"},
}
RUFF_RULES = "E4,E7,E9,F"
"""Likely mistakes; matters of taste are the tree's own."""

SYNTAX = frozenset({None, "invalid-syntax"})
"""How ruff and oxlint name what they could not even read."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one tool said: its findings, or the reason why it has none to give."""

    findings: Sequence[Finding] = ()
    fault: str | None = None
    absent: str | None = None


async def parse_and_lint(bench: Workbench, tree: Tree) -> list[CheckResult]:
    """Both checks from one run of each linter: what a linter cannot read is a parse error."""
    said = await asyncio.gather(_ruff(bench, tree), _oxlint(bench, tree))
    unreadable = [replace(each, findings=[one for one in each.findings if one.name in SYNTAX]) for each in said]
    wrong = [replace(each, findings=[one for one in each.findings if one.name not in SYNTAX]) for each in said]
    return [_concluded(CheckName.PARSE, unreadable), _concluded(CheckName.LINT, wrong)]


async def types(bench: Workbench, tree: Tree) -> list[CheckResult]:
    """Both type checkers, side by side."""
    return [_concluded(CheckName.TYPES, await asyncio.gather(_tsc(bench, tree), _ty(bench, tree)))]


def _concluded(name: CheckName, said: Sequence[_Said]) -> CheckResult:
    found = tuple(finding for each in said for finding in each.findings)
    faults = [each.fault for each in said if each.fault]
    absent = [each.absent for each in said if each.absent]
    if found or faults:
        return CheckResult(name=name, state=CheckState.FAILED, reason="; ".join(faults) or None, findings=found)
    if absent:
        return CheckResult(name=name, state=CheckState.NOT_RUN, reason="; ".join(absent))
    return CheckResult(name=name, state=CheckState.PASSED)


async def _ruff(bench: Workbench, tree: Tree) -> _Said:
    """By our own rules: a tree's configuration may not switch them off."""
    if not tree.has_python:
        return _Said()
    if absent := bench.missing(["ruff"]):
        return _Said(absent=absent)
    argv = [str(bench.toolchain.ruff), "check", "--isolated", "--no-cache", "--quiet", "--target-version", "py311"]
    argv += ["--select", RUFF_RULES, "--output-format", "json", "."]
    sources = {path: content for path, content in tree.python.items() if path.endswith((".py", ".pyi"))}
    result = await bench.sandbox.run(
        argv, mounts=[Scratch(ROOT, files=sources), *bench.toolchain.binds()], cwd=ROOT, limits=LIMITS
    )
    return _heard(result, "ruff", findings.from_ruff)


async def _oxlint(bench: Workbench, tree: Tree) -> _Said:
    """By our own rules too. It never sees ``node_modules``, which it would follow."""
    if not tree.has_web:
        return _Said()
    if absent := bench.missing(["bun", "oxlint"]):
        return _Said(absent=absent)
    config = f"{OURS}/oxlintrc.json"
    argv = [
        str(bench.toolchain.bun),
        str(bench.toolchain.oxlint),
        "-c",
        config,
        "--disable-nested-config",
        "-f",
        "json",
    ]
    files = tree.web | {config: json.dumps(OXLINT_CONFIG).encode()}
    result = await bench.sandbox.run(
        argv, mounts=[Scratch(ROOT, files=files), *bench.toolchain.binds()], cwd=ROOT, limits=LIMITS
    )
    return _heard(result, "oxlint", findings.from_oxlint)


async def _tsc(bench: Workbench, tree: Tree) -> _Said:
    if not tree.has_web:
        return _Said()
    if absent := bench.missing(["tsc"]):
        return _Said(absent=absent)
    # Vitest's declarations drag in all of happy-dom's, which nobody's types depend on: an empty folder hides them.
    mounts = [
        Scratch(ROOT, files=tree.web),
        Bind(bench.toolchain.node_modules, f"{ROOT}/node_modules"),
        Scratch(f"{ROOT}/node_modules/happy-dom", size=MIB),
        *bench.toolchain.binds(),
    ]
    argv = [str(bench.toolchain.tsc), "--noEmit", "--skipLibCheck", "--pretty", "false", "-p", "."]
    return _heard(await bench.sandbox.run(argv, mounts=mounts, cwd=ROOT, limits=LIMITS), "tsc", findings.from_tsc)


async def _ty(bench: Workbench, tree: Tree) -> _Said:
    if not tree.has_python:
        return _Said()
    if absent := bench.missing(["ty", "python"]):
        return _Said(absent=absent)
    environment = str(bench.toolchain.python.parent.parent)
    argv = [
        str(bench.toolchain.ty),
        "check",
        "--python",
        environment,
        "--output-format",
        "concise",
        "--exit-zero-on-warning",
    ]
    mounts = [Scratch(ROOT, files=tree.python), *bench.toolchain.binds()]
    return _heard(await bench.sandbox.run([*argv, "."], mounts=mounts, cwd=ROOT, limits=LIMITS), "ty", findings.from_ty)


def _heard(result: Result, tool: str, read: Callable[[bytes, str], list[Finding]]) -> _Said:
    """A tool that failed and whose findings cannot be read has not passed anything."""
    if fault := stopped(result, tool):
        return _Said(fault=fault)
    found = read(result.stdout, ROOT)
    if result.exit_code != 0 and not found:
        return _Said(fault=last_words(result, tool))
    return _Said(found)
