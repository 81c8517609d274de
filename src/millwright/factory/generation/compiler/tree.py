"""The whole tree of a generated application."""

from millwright.factory.generation.compiler.backend import backend_files
from millwright.factory.generation.compiler.backend_tests import backend_test_files
from millwright.factory.generation.compiler.frontend import frontend_files
from millwright.factory.generation.compiler.project import project_files
from millwright.factory.generation.spec import AppSpec


def compile_app(spec: AppSpec) -> dict[str, str]:
    """Every file of the application by its path, in the order of paths; equal specifications give equal trees.

    The tree is rendered, not formatted: see `compile_formatted`.
    """
    parts = (backend_files(spec), backend_test_files(spec), frontend_files(spec), project_files(spec))
    files = {path: text for part in parts for path, text in part.items()}
    if len(files) != sum(map(len, parts)):
        raise AssertionError("two parts of the compiler wrote the same file")
    return dict(sorted(files.items()))
