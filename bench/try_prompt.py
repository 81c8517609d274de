"""Builds one application outside any server, checks it, and serves it: the quick way to see what the engine makes.

    python bench/try_prompt.py "A shop for handmade jewelry with reviews" --out /tmp/shop --serve 8500
    python bench/try_prompt.py --spec millwright.json --out /tmp/shop

Prints the specification, every check with its failures, and how long it all took. `--serve` starts the application with
demonstration data, outside the sandbox: only for prompts of your own. Exit code 1 when a check failed.
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from millwright.factory.checks import Checker, Report
from millwright.factory.generation import AppSpec, compile_formatted, read
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool
from millwright.settings import Settings


async def build(spec: AppSpec, out: Path) -> Report:
    """Writes the checked tree of a specification, and its built front end, to a folder."""
    sandbox, toolchain = Sandbox(), Toolchain.locate(Settings().toolchain)
    async with AsyncExitStack() as stack:
        builder, pool = NodeBuilder(sandbox, toolchain), PythonPool(sandbox, toolchain)
        stack.push_async_callback(builder.close)
        stack.push_async_callback(pool.close)
        started = time.monotonic()
        files = await compile_formatted(spec, sandbox, toolchain)
        compiled = time.monotonic()
        shutil.rmtree(out, ignore_errors=True)
        _write(out, files)
        lines = sum(content.count(b"\n") for path, content in files.items() if not _is_test(path))
        print(f"{len(files)} files, {lines} lines without tests, written in {compiled - started:.1f} s")
        checked = await Checker(sandbox, toolchain, builder=builder, pool=pool).check(files)
        _write(out / "frontend" / "dist", checked.site)
        print(f"checked in {checked.seconds:.1f} s")
        return checked.report


def _is_test(path: str) -> bool:
    return path.startswith("tests/") or ".test." in path or "/test/" in path or path.endswith(".json")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def start(out: Path, port: int) -> subprocess.Popen[bytes]:
    """Starts a built application with demonstration data, outside the sandbox."""
    python = Toolchain.locate(Settings().toolchain).python
    environment = os.environ | {"DEMO": "1", "DATA_DIR": str(out / "data")}
    print(f"http://127.0.0.1:{port}/", flush=True)
    command = [str(python), "-m", "uvicorn", "backend.main:app", "--port", str(port)]
    return subprocess.Popen(command, cwd=out, env=environment)


def main() -> None:
    """Reads the arguments, builds, and tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompt", nargs="?", default="")
    parser.add_argument("--spec", type=Path, help="a specification as JSON, in place of a prompt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--serve", type=int, metavar="PORT")
    parser.add_argument("--quiet", action="store_true", help="do not print the specification")
    given = parser.parse_args()
    spec = AppSpec.parse(given.spec.read_text()) if given.spec else read(given.prompt)
    if not given.quiet:
        print(spec.model_copy(update={"entities": ()}).to_json())
        for entity in spec.entities:
            print(f"{entity.name}: {', '.join(f'{field.name} {field.type}' for field in entity.fields)}")
    report = asyncio.run(build(spec, given.out))
    for check in report.checks:
        print(f"{check.name}: {check.state} {check.totals or ''} {check.reason or ''}")
        for failure in check.findings:
            print(f"  {failure.file}:{failure.line} {failure.message}")
    if given.serve:
        start(given.out, given.serve).wait()
    sys.exit(0 if report.passed else 1)


if __name__ == "__main__":
    main()
