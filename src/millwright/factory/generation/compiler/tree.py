"""The whole tree of a generated application."""

from collections.abc import Mapping, Sequence

from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler.backend import backend_files
from millwright.factory.generation.compiler.backend_tests import backend_test_files
from millwright.factory.generation.compiler.frontend import frontend_files
from millwright.factory.generation.compiler.project import project_files
from millwright.factory.generation.spec import AppSpec


def compile_app(spec: AppSpec) -> dict[str, str]:
    """Every file of the application by its path, in the order of paths; equal specifications give equal trees.

    The tree is rendered, not formatted: see `compile_formatted`.
    """
    written = [backend_files(spec), backend_test_files(spec), frontend_files(spec), project_files(spec)]
    return merged([*written, part_files(spec)])


def part_files(spec: AppSpec) -> dict[str, str]:
    """What the capabilities in use write; uses of the same one may share files, which must then be equal."""
    files: dict[str, str] = {}
    for contribution in contributions(spec):
        for path, text in contribution.files.items():
            if files.setdefault(path, text) != text:
                raise AssertionError(f"two parts wrote {path} differently")
    return files


def merged(parts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """All files of the parts, in the order of paths; a file that two of them wrote is a fault of the compiler."""
    files = {path: text for part in parts for path, text in part.items()}
    twice = [path for path in files if sum(path in part for part in parts) > 1]
    if twice:
        raise AssertionError(f"two parts of the compiler wrote {', '.join(twice)}")
    return dict(sorted(files.items()))
