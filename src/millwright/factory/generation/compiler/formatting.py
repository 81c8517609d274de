"""Formatting a rendered tree with the toolchain's formatters: ruff for Python, oxfmt for the rest."""

import shlex

import structlog

from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import AppSpec
from millwright.factory.sandbox import Limits, Sandbox, Scratch
from millwright.factory.sandbox.toolchain import Toolchain

TREE = "/tree"
FORMATTED = (".css", ".html", ".json", ".md", ".py", ".toml", ".ts", ".tsx")
LIMITS = Limits(seconds=30.0)
_log = structlog.get_logger()


class FormattingError(Exception):
    """A formatter could not read what the compiler wrote, which is a fault of the compiler."""


def format_commands(toolchain: Toolchain) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Commands that format the tree they are started in: groups may run side by side, a group's in order.

    oxfmt is a script for node; bun starts it in a third of the time.
    """
    ruff, no_cache = str(toolchain.ruff), "--no-cache"
    return (
        (
            (ruff, "check", "--quiet", no_cache, "--select", "F401,I", "--fix", "."),
            (ruff, "format", "--quiet", no_cache, "."),
        ),
        ((str(toolchain.bun), str(toolchain.oxfmt), "--threads=1", "."),),
    )


async def compile_formatted(spec: AppSpec, sandbox: Sandbox, toolchain: Toolchain) -> dict[str, bytes]:
    """The formatted tree: every file's bytes by its path, in the order of paths.

    Raises FormattingError with the formatters' words, and what `Sandbox.run` raises.
    """
    files = {path: text.encode() for path, text in compile_app(spec).items()}
    result = await sandbox.run(
        ["/bin/sh", "-c", _script(format_commands(toolchain))],
        mounts=[Scratch(TREE, files=files), *toolchain.binds()],
        cwd=TREE,
        limits=LIMITS,
        collect=[f"{TREE}/{path}" for path in files if path.endswith(FORMATTED)],
    )
    if not result.ok:
        raise FormattingError((result.stderr or result.stdout).decode(errors="replace"))
    formatted = {path.removeprefix(f"{TREE}/"): content for path, content in result.files.items()}
    _log.info("tree.formatted", files=len(files), seconds=round(result.seconds, 3))
    return {path: formatted.get(path, content) for path, content in files.items()}


def _script(groups: tuple[tuple[tuple[str, ...], ...], ...]) -> str:
    """A shell script that runs the groups side by side and fails when one of them does."""
    *others, last = (" && ".join(shlex.join(command) for command in group) for group in groups)
    started = "".join(f'({group}) & pids="$pids $!"\n' for group in others)
    return (
        f'pids=\n{started}{last} || failed=1\nfor pid in $pids; do wait "$pid" || failed=1; done\nexit "${{failed:-0}}"'
    )
