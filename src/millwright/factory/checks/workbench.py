"""What the checks work with: a tree of files, the tools, and sandboxes to run them in."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from millwright.factory.sandbox import EndedBy, Result, Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, PythonPool

ROOT = "/work"
"""The tree's folder inside the sandbox."""

OURS = ".millwright"
"""The folder below it for what the checks bring along and what they write."""

BACKEND = "backend"
FRONTEND = "frontend"
APPLICATION = "backend.main:app"
_SCRIPTS = (".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs")
_SETUP_FILES = re.compile(r"setupFiles:\s*\[?\s*['\"]([^'\"]+)['\"]")


@dataclass(frozen=True, slots=True)
class Workbench:
    """The tools, warm where they can be."""

    sandbox: Sandbox
    toolchain: Toolchain
    builder: NodeBuilder
    pool: PythonPool

    def missing(self, tools: Sequence[str]) -> str | None:
        """Why a check that needs `tools` cannot be run, or None."""
        absent = [name for name in self.toolchain.missing() if name in tools]
        return f"{', '.join(absent)} not installed; run `millwright setup`" if absent else None


@dataclass(frozen=True)
class Tree:
    """The files to be checked, by path from the root."""

    files: Mapping[str, bytes]
    site: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """The built front end, once the build has put it there."""

    @cached_property
    def python(self) -> dict[str, bytes]:
        """What the back end and its tests consist of, their configuration included."""
        front = (f"{FRONTEND}/", f"{OURS}/", "node_modules/")
        return {path: content for path, content in self.files.items() if not path.startswith(front)}

    @cached_property
    def web(self) -> dict[str, bytes]:
        """What the front end and its tests consist of; an installed ``node_modules`` is never taken from a tree."""
        return {
            path: content
            for path, content in self.files.items()
            if path.startswith(f"{FRONTEND}/") or ("/" not in path and path.endswith((".json", *_SCRIPTS)))
        }

    @property
    def has_python(self) -> bool:
        """Whether there is any Python in it."""
        return any(path.endswith(".py") for path in self.files)

    @property
    def has_web(self) -> bool:
        """Whether there is a front end in it."""
        return any(path.endswith(_SCRIPTS) for path in self.files if path.startswith(f"{FRONTEND}/"))

    @property
    def test_setup(self) -> str | None:
        """The file that the front end's tests want loaded first, as its Vite configuration names it."""
        for name in ("vitest.config.ts", "vite.config.ts"):
            found = _SETUP_FILES.search(self.files.get(name, b"").decode(errors="replace"))
            path = posixpath.normpath(posixpath.join(FRONTEND, found[1])) if found else None
            if path in self.files:
                return path
        return None


def stopped(result: Result, tool: str) -> str | None:
    """Why a run says nothing about the code: it was ended from outside. None when it came to its own end."""
    words = {
        EndedBy.CANCELLED: "was cancelled",
        EndedBy.DISK: "wrote more than is allowed",
        EndedBy.MEMORY: "used more memory than is allowed",
        EndedBy.OUTPUT: "printed without end",
        EndedBy.TIMEOUT: "took more time than is allowed",
    }
    return f"{tool} {words[result.ended_by]}" if result.ended_by in words else None


def last_words(result: Result, tool: str) -> str:
    """The end of what a tool said when it failed without a finding that could be read."""
    said = (result.stderr or result.stdout).decode(errors="replace").strip()
    return f"{tool} ended with {result.exit_code}: {said[-600:]}" if said else f"{tool} ended with {result.exit_code}"


def data_file(name: str) -> bytes:
    """A file that lies beside this module."""
    return Path(__file__).with_name(name).read_bytes()
