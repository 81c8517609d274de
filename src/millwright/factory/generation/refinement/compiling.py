"""The tree of a refined specification: compiled anew, with the migrations that there are and the one that follows."""

import re
import shlex
from collections.abc import Mapping

from millwright.factory.generation.compiler import FormattingError, compile_formatted
from millwright.factory.generation.refinement.changes import Refinement
from millwright.factory.generation.refinement.migration import FOLDER, VERSIONS, migration_files
from millwright.factory.generation.spec import AppSpec
from millwright.factory.sandbox import Limits, Sandbox, Scratch
from millwright.factory.sandbox.toolchain import Toolchain

_TREE = "/tree"
_LIMITS = Limits(seconds=30.0)
_OURS = (VERSIONS, f"{FOLDER}/converting.py")
"""Files that belong to the data as it is, whatever specification they were compiled for."""


async def compile_refined(
    old: AppSpec, refinement: Refinement, head: Mapping[str, bytes], *, sandbox: Sandbox, toolchain: Toolchain
) -> dict[str, bytes]:
    """Every file's bytes by its path; `head` is the tree whose migrations go on being used.

    Raises `DomainError` as `migration_files` does, `FormattingError`, and what `Sandbox.run` raises.
    """
    kept = migrations_of(head)
    versions = {path: content for path, content in kept.items() if path.startswith(VERSIONS)}
    title = _title(refinement)
    new = migration_files(old, refinement.spec, refinement.renames, versions=versions, title=title)
    compiled = await compile_formatted(refinement.spec, sandbox, toolchain)
    formatted = await _formatted(new, sandbox, toolchain)
    return {**without_migrations(compiled), **kept, **formatted}


def _title(refinement: Refinement) -> str:
    """The first change of what the tables hold, in a few words."""
    names = {entity.name for entity in refinement.spec.entities} | {"role"}
    telling = [change for change in refinement.changes if re.split(r"[. ]", change.place)[0] in names]
    return (telling or refinement.changes)[0].text.partition(";")[0].partition(",")[0].partition(" (")[0]


def migrations_of(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The migrations of a tree, with what they use."""
    return {path: content for path, content in tree.items() if path.startswith(_OURS)}


def without_migrations(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """A tree without its migrations."""
    return {path: content for path, content in tree.items() if not path.startswith(_OURS)}


async def _formatted(files: Mapping[str, str], sandbox: Sandbox, toolchain: Toolchain) -> dict[str, bytes]:
    if not files:
        return {}
    sources = {path: text.encode() for path, text in files.items()}
    ruff = shlex.quote(str(toolchain.ruff))
    options = "--quiet --no-cache --line-length 100"
    result = await sandbox.run(
        ["/bin/sh", "-c", f"{ruff} check {options} --select I --fix . && {ruff} format {options} ."],
        mounts=[Scratch(_TREE, files=sources), *toolchain.binds()],
        cwd=_TREE,
        limits=_LIMITS,
        collect=[f"{_TREE}/{path}" for path in sources],
    )
    if not result.ok:
        raise FormattingError((result.stderr or result.stdout).decode(errors="replace"))
    return {path.removeprefix(f"{_TREE}/"): content for path, content in result.files.items()}
