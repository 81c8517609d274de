"""What a refinement would change, for those who look before they do it."""

import difflib
from dataclasses import dataclass

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.refinement.migration import VERSIONS
from millwright.factory.generation.spec import AppSpec


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files of the compiled tree come, change and go."""

    added: int
    modified: int
    removed: int


def difference(old: AppSpec, new: AppSpec) -> str:
    """The two specifications' JSON as a unified diff."""
    before, after = (spec.to_json().splitlines(keepends=True) for spec in (old, new))
    return "".join(difflib.unified_diff(before, after, "millwright.json", "millwright.json", n=2))


def file_counts(old: AppSpec, new: AppSpec) -> FileCounts:
    """Counts by comparing what the compiler makes of both; people's edits are not looked at."""
    before, after = compile_app(old), compile_app(new)
    migrated = any(path.startswith(VERSIONS) and before.get(path) != text for path, text in after.items())
    shared = {path for path in before.keys() & after.keys() if not path.startswith(VERSIONS)}
    return FileCounts(
        added=len(after.keys() - before.keys()) + migrated,
        modified=sum(before[path] != after[path] for path in shared),
        removed=len(before.keys() - after.keys()),
    )
