"""The compiler: the same tree for the same specification, with what it asks for and nothing else."""

import ast
import asyncio
import os
import re
import sys

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app, compile_formatted
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.tree import merged
from millwright.factory.generation.spec import AppSpec
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from tests.factories.specs import bike_shop, corners, hostile, library

DIGEST = """
import hashlib
from millwright.factory.generation.compiler import compile_app, compile_formatted
from tests.factories.specs import bike_shop, hostile
for spec in (bike_shop(), hostile()):
    for path, text in compile_app(spec).items():
        print(path, hashlib.sha256(text.encode()).hexdigest())
"""


async def digests(seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", DIGEST, env=environment, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output


@pytest.mark.slow
async def test_two_processes_compile_the_same_bytes() -> None:
    first, second = await asyncio.gather(digests("1"), digests("2"))
    assert first.count(b"\n") > 200
    assert first == second


def test_a_stored_specification_compiles_to_the_tree_that_holds_it() -> None:
    tree = compile_app(bike_shop())
    assert compile_app(AppSpec.parse(tree["millwright.json"])) == tree


def test_paths_are_in_order() -> None:
    paths = list(compile_app(bike_shop()))
    assert paths == sorted(paths)


@pytest.mark.parametrize("spec", [bike_shop(), library(), hostile(), corners()], ids=lambda spec: spec.slug)
def test_every_python_file_parses_and_ends_in_a_newline(spec: AppSpec) -> None:
    for path, text in compile_app(spec).items():
        assert text.endswith("\n"), path
        if path.endswith(".py"):
            ast.parse(text, path)


def test_a_part_is_there_only_when_it_is_used() -> None:
    full, plain = compile_app(bike_shop()), compile_app(library())
    for path in ("backend/app/charts.py", "backend/app/csv_export.py"):
        assert path in full
        assert path not in plain
    assert "signup" in full["backend/app/routes/auth.py"]
    assert "signup(" not in plain["backend/app/routes/auth.py"]
    assert "def between_days" not in plain["backend/app/pagination.py"]
    assert "Phone" not in plain["backend/app/schemas/base.py"]


def test_a_search_looks_into_what_a_list_shows() -> None:
    shop, books = (AppView(spec) for spec in (bike_shop(), library()))
    assert shop.entity("repair").searched == (
        "Repair.title",
        "NameOf(Repair.bike_id, Bike, Bike.name)",
        "Repair.status",
        "Repair.description",
    )
    assert books.entity("book").searched[-1] == "NameOf(Book.sequel_of_id, Book, Book.title)"
    assert "class NameOf:" not in compile_app(corners())["backend/app/pagination.py"]


def test_no_label_is_pasted_into_code_as_it_is() -> None:
    for path, text in compile_app(hostile()).items():
        assert "\u202e" not in text or path == "millwright.json", path


def test_two_parts_never_write_the_same_file() -> None:
    with pytest.raises(AssertionError, match=r"README\.md"):
        merged([{"README.md": "one"}, {"README.md": "other"}])


async def test_five_entities_stay_small(sandbox: Sandbox, toolchain: Toolchain) -> None:
    """Formatted, back and front, with README and settings; tests, data and lists of packages are not counted."""
    everything = bike_shop()
    assert await lines(everything, sandbox, toolchain) < 6820
    plain = everything.model_copy(update={"charts": (), "boards": ()})
    assert await lines(plain, sandbox, toolchain) < 5980


async def lines(spec: AppSpec, sandbox: Sandbox, toolchain: Toolchain) -> int:
    files = await compile_formatted(spec, sandbox, toolchain)
    return sum(content.count(b"\n") for path, content in files.items() if not is_apart(path))


def is_apart(path: str) -> bool:
    return path.startswith("tests/") or ".test." in path or "/test/" in path or path.endswith(".json")


def test_a_test_of_an_export_refers_to_no_row_that_is_not_there() -> None:
    files = compile_app(
        read("An internal repair tool with employees. Customers submit a repair request and export it.")
    )
    made = re.search(r"row = make_repair_request\((.*)\)", files["tests/test_repair_requests.py"])
    assert made is not None
    assert "employee=" not in made[1]
    assert 'status="' in made[1]


def test_a_test_of_a_search_expects_nothing_that_two_rows_say_word_by_word() -> None:
    spec = read("A diary of films with a title, a director and a status (to watch, watched).")
    status = next(field for entity in spec.entities for field in entity.fields if field.name == "status")
    assert [choice.label for choice in status.choices] == ["To watch", "Watched"]
    assert not any('"TO WATCH"' in text for path, text in compile_app(spec).items() if path.startswith("tests/"))
