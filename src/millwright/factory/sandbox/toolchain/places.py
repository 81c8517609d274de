"""Where each tool of an installed toolchain is, and what of it must be seen inside the sandbox."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from millwright.factory.sandbox.types import Bind


@dataclass(frozen=True, slots=True)
class Toolchain:
    """Paths of the tools; each is the same inside the sandbox when `binds` are mounted.

    A tool that is not there has its path all the same, and is named by `missing`.
    """

    folder: Path
    node: Path
    bun: Path
    tsc: Path
    interpreter: Path
    """The installation of Python that the virtual environment stands on."""

    @classmethod
    def locate(cls, folder: Path) -> Self:
        """Look at an installation; nothing is run."""
        folder = folder.absolute()
        modules = folder / "node" / "node_modules"
        return cls(
            folder=folder,
            node=Path(shutil.which("node") or "/usr/bin/node").resolve(),
            bun=_first(modules, "@oven/bun-*/bin/bun", "bun/bin/bun.exe"),
            tsc=_first(modules, "@typescript/typescript-*/lib/tsc", ".bin/tsc"),
            interpreter=_interpreter(folder / "python"),
        )

    @property
    def node_modules(self) -> Path:
        """The npm packages."""
        return self.folder / "node" / "node_modules"

    @property
    def vendor(self) -> Path:
        """The libraries of front ends, bundled once; ``modules.json`` names them."""
        return self.folder / "vendor"

    @property
    def python(self) -> Path:
        """The interpreter of the shared virtual environment."""
        return self.folder / "python" / "bin" / "python"

    @property
    def ruff(self) -> Path:
        """Linter and formatter for Python."""
        return self.folder / "python" / "bin" / "ruff"

    @property
    def ty(self) -> Path:
        """Type checker for Python."""
        return self.folder / "python" / "bin" / "ty"

    @property
    def oxlint(self) -> Path:
        """Linter for TypeScript; a script for `node`."""
        return self.node_modules / "oxlint" / "bin" / "oxlint"

    @property
    def oxfmt(self) -> Path:
        """Formatter for everything but Python; a script for `node`."""
        return self.node_modules / "oxfmt" / "bin" / "oxfmt"

    def tools(self) -> dict[str, Path]:
        """Each tool by name."""
        return {
            "node": self.node,
            "bun": self.bun,
            "tsc": self.tsc,
            "oxlint": self.oxlint,
            "oxfmt": self.oxfmt,
            "python": self.python,
            "ruff": self.ruff,
            "ty": self.ty,
            "vendor modules": self.vendor / "modules.json",
        }

    def missing(self) -> list[str]:
        """Names of the tools that are not there; empty when the toolchain is whole."""
        return [name for name, path in self.tools().items() if not path.exists()]

    def binds(self) -> list[Bind]:
        """What to mount so that the tools run inside: the same paths as outside, none of them writable."""
        outside_usr = [path for path in (self.interpreter, self.node.parent.parent) if not path.is_relative_to("/usr")]
        return [Bind(path, str(path)) for path in dict.fromkeys([*_present(outside_usr), self.folder])]


def _present(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.exists()]


def _first(root: Path, *patterns: str) -> Path:
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            return path
    return root / patterns[-1]


def _interpreter(environment: Path) -> Path:
    """The prefix named by ``pyvenv.cfg``, whose `home` is the folder of the interpreter itself."""
    config = environment / "pyvenv.cfg"
    if config.exists():
        for line in config.read_text().splitlines():
            key, _, value = line.partition("=")
            if key.strip() == "home":
                return Path(value.strip()).parent
    return Path("/usr")
