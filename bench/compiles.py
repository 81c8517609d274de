"""Reads and compiles every prompt of the given files, and checks what costs little: syntax and lint, types if asked.

    python bench/compiles.py --prompts prompts.jsonl [--only dev001,dev002] [--types] [--tests] [--hashes before.json]

The quick way (a second or two a prompt) to see that no prompt of a list is refused or makes code that does not stand.
`--tests` runs the tests of each generated application as well (some ten seconds each). `--hashes` keeps a digest of
each specification and tree; where the file is there already it names the prompts that come out otherwise than then,
which shows whether a change that should alter nothing does so. Exit code 1 when any fails.
"""

import argparse
import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import structlog

# Run as a file, Python looks beside the file for modules, and not at the root.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.green import prompts
from millwright.factory.checks import CheckResult, CheckState, static
from millwright.factory.checks.tests import backend_tests, frontend_tests
from millwright.factory.checks.workbench import Tree, Workbench
from millwright.factory.generation import compile_formatted, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool
from millwright.kit.errors import DomainError
from millwright.settings import Settings


def _digest(spec: str, files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256(spec.encode())
    for path in sorted(files):
        whole.update(path.encode() + b"\0" + files[path])
    return whole.hexdigest()


class _Bench:
    """What the checks of all prompts share."""

    def __init__(self, sandbox: Sandbox, toolchain: Toolchain, workbench: Workbench, more: frozenset[str]) -> None:
        self._sandbox, self._toolchain, self._workbench, self._more = sandbox, toolchain, workbench, more

    async def try_one(self, prompt: str) -> tuple[str, list[str]]:
        """The digest of what came of a prompt, and its faults."""
        try:
            spec = read(prompt)
        except DomainError as error:
            return "", [f"refused: {error}"]
        try:
            files = await compile_formatted(spec, self._sandbox, self._toolchain)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others of the list are tried, too
            return "", [f"not compiled: {error!r}"]
        tree = Tree(files)
        results = await static.parse_and_lint(self._workbench, tree)
        if "types" in self._more:
            results += await static.types(self._workbench, tree)
        if "tests" in self._more:
            results += await backend_tests(self._workbench, tree)
            results += await frontend_tests(self._workbench, tree)
        return _digest(spec.to_json(), files), _faults(results)


def _faults(results: list[CheckResult]) -> list[str]:
    failed = [result for result in results if result.state is CheckState.FAILED]
    return [f"{finding.file}:{finding.line} {finding.message}" for result in failed for finding in result.findings]


async def _run(found: list[tuple[str, str]], more: frozenset[str]) -> tuple[dict[str, str], int]:
    sandbox, toolchain = Sandbox(), Toolchain.locate(Settings().toolchain)
    digests: dict[str, str] = {}
    failed = 0
    async with AsyncExitStack() as stack:
        builder, pool = NodeBuilder(sandbox, toolchain), PythonPool(sandbox, toolchain)
        stack.push_async_callback(builder.close)
        stack.push_async_callback(pool.close)
        bench = _Bench(sandbox, toolchain, Workbench(sandbox, toolchain, builder, pool), more)
        for name, prompt in found:
            digests[name], faults = await bench.try_one(prompt)
            failed += bool(faults)
            for fault in faults:
                print(f"{name}: {fault}", flush=True)
    return digests, failed


def main() -> None:
    """Compiles each prompt, and sums up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, nargs="+", required=True)
    parser.add_argument("--only", default="", help="ids, separated by commas")
    parser.add_argument("--types", action="store_true", help="check types too")
    parser.add_argument("--tests", action="store_true", help="run the tests of the applications too")
    parser.add_argument("--hashes", type=Path, help="a file of digests, to be written or compared with")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    found = list(prompts(given.prompts, set(filter(None, given.only.split(",")))))
    more = frozenset(name for name in ("types", "tests") if getattr(given, name))
    digests, failed = asyncio.run(_run(found, more))
    if given.hashes and given.hashes.exists():
        before = json.loads(given.hashes.read_text())
        other = [name for name, digest in digests.items() if before.get(name) != digest]
        print(f"{len(other)} come out otherwise: {' '.join(other)}")
    elif given.hashes:
        given.hashes.write_text(json.dumps(digests))
    print(f"{len(found) - failed} of {len(found)} compile and pass")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
