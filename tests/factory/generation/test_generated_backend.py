"""Generated back ends: clean by every tool, passing their own tests, which fail when a rule is taken out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from millwright.factory.generation.compiler import FormattingError, compile_formatted, formatting
from millwright.factory.generation.spec import AppSpec
from millwright.factory.sandbox import Bind, Result, Sandbox, Scratch
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool, Task
from tests.factories.specs import bike_shop, corners, hostile, library

pytestmark = pytest.mark.slow

Tree = dict[str, bytes]
Compile = Callable[[AppSpec], Awaitable[Tree]]
COVERAGE = "/work/coverage.json"
PYTEST = ("-q", "-p", "no:cacheprovider", "--tb=short")
SPECS = [bike_shop(), library(), hostile(), corners()]


@pytest.fixture(scope="module")
def compiled(sandbox: Sandbox, toolchain: Toolchain) -> Compile:
    trees: dict[str, Tree] = {}

    async def compile_once(spec: AppSpec) -> Tree:
        if spec.slug not in trees:
            trees[spec.slug] = await compile_formatted(spec, sandbox, toolchain)
        return trees[spec.slug]

    return compile_once


def server_part(tree: Tree) -> Tree:
    return {path: text for path, text in tree.items() if not path.startswith("frontend/")}


def write(folder: Path, tree: Tree) -> None:
    folder.chmod(0o755)
    for path, content in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.slug)
async def test_tools_find_nothing_to_say(
    compiled: Compile, sandbox: Sandbox, toolchain: Toolchain, spec: AppSpec
) -> None:
    commands = (
        f"{toolchain.ruff} check --no-cache . && {toolchain.ruff} format --no-cache --check . && "
        f"{toolchain.ty} check --python {toolchain.folder / 'python'} backend tests && "
        f"{toolchain.bun} {toolchain.oxfmt} --check ."
    )
    mounts = [Scratch("/tree", files=await compiled(spec)), *toolchain.binds()]
    result = await sandbox.run(["/bin/sh", "-c", commands], mounts=mounts, cwd="/tree")
    assert result.ok, result.stdout.decode()


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.slug)
async def test_its_own_tests_pass_and_reach_nearly_every_line(
    compiled: Compile, pool: PythonPool, spec: AppSpec
) -> None:
    arguments = [*PYTEST, "--cov=backend/app", f"--cov-report=json:{COVERAGE}", "--cov-report="]
    result = await pool.run_pytest(arguments, Task(server_part(await compiled(spec)), collect=[COVERAGE]))
    assert result.ok, result.stdout.decode()
    assert json.loads(result.files[COVERAGE])["totals"]["percent_covered"] >= 95


@pytest.mark.parametrize("demo", ["0", "1"])
async def test_it_starts_where_it_cannot_write_beside_its_data(
    compiled: Compile, sandbox: Sandbox, toolchain: Toolchain, tmp_path: Path, demo: str
) -> None:
    program = (
        "from backend.main import app\n"
        "from starlette.testclient import TestClient\n"
        "with TestClient(app) as client: print(client.get('/api/auth/state').text)\n"
    )
    write(tmp_path, server_part(await compiled(bike_shop())))
    result = await sandbox.run(
        [str(toolchain.python), "-W", "ignore", "-c", program],
        mounts=[Bind(tmp_path, "/tree"), Scratch("/data"), *toolchain.binds()],
        cwd="/tree",
        env={"DATA_DIR": "/data", "DEMO": demo, "PYTHONPATH": "/tree"},
    )
    assert result.ok, result.stderr.decode()
    state = json.loads(result.stdout)
    assert state["needs_owner"] == (demo == "0")
    assert (state["demo"] is None) == (demo == "0")


MUTATIONS = {
    "role check: creating": (
        "backend/app/routes/parts.py",
        "    require_create(user, Part)\n",
        "",
        "tests/test_access_rights.py",
    ),
    "role check: changing": (
        "backend/app/routes/bikes.py",
        "get_updatable(db, user, Bike, bike_id)",
        "get_readable(db, user, Bike, bike_id)",
        "tests/test_access_rights.py",
    ),
    "role check: own rows": (
        "backend/app/permissions.py",
        "return statement if reach is Reach.ALL else statement.where(model.owner_id == user.id)",
        "return statement",
        "tests/test_access_rights.py",
    ),
    "role check: accounts": (
        "backend/app/routes/users.py",
        ", dependencies=[Depends(administrator)]",
        "",
        "tests/test_users.py",
    ),
    "account: the old password": (
        "backend/app/routes/account.py",
        "if not password_matches(user, current):",
        "if not current:",
        "tests/test_account.py",
    ),
    "account: somebody else's address": (
        "backend/app/routes/account.py",
        "    require_free(db, body.email, user)\n",
        "",
        "tests/test_account.py",
    ),
    "account: other browsers": (
        "backend/app/routes/account.py",
        "    close_sessions(db, user)\n",
        "",
        "tests/test_account.py",
    ),
    "account: guessing": (
        "backend/app/routes/account.py",
        "        throttle.failed(attempt)\n",
        "",
        "tests/test_account.py",
    ),
    "validation: minimum": (
        "backend/app/schemas/parts.py",
        "unit_price: Annotated[DecimalNumber, Field(ge=0)]\n",
        "unit_price: DecimalNumber\n",
        "tests/test_parts.py",
    ),
    "validation: email": (
        "backend/app/schemas/parts.py",
        "supplier_email: Email | None",
        "supplier_email: Line | None",
        "tests/test_parts.py",
    ),
    "validation: unique": (
        "backend/app/routes/parts.py",
        '    require_unique(db, "name", Part.name, body.name, current)\n',
        "    pass\n",
        "tests/test_parts.py",
    ),
    "validation: reference": (
        "backend/app/routes/repairs.py",
        '    require_reference(db, user, "bike", Bike, body.bike_id, current.bike_id if current else None)\n',
        "",
        "tests/test_repairs.py",
    ),
    "limit: bodies": (
        "backend/app/web.py",
        "if size > LARGEST_BODY:",
        "if size < 0:",
        "tests/test_main.py",
    ),
    "filter: choice": (
        "backend/app/routes/repairs.py",
        "            exactly(Repair.status, query.status),\n",
        "",
        "tests/test_repairs.py",
    ),
    "filter: dates": (
        "backend/app/routes/invoices.py",
        "            between(Invoice.issued_on, query.issued_on_from, query.issued_on_to),\n",
        "",
        "tests/test_invoices.py",
    ),
    "filter: search": (
        "backend/app/routes/bikes.py",
        ", Bike.kind, Bike.photo)\n",
        ", Bike.kind)\n",
        "tests/test_bikes.py",
    ),
    "filter: search by what is referred to": (
        "backend/app/routes/repairs.py",
        " NameOf(Repair.bike_id, Bike, Bike.name),",
        "",
        "tests/test_repairs.py",
    ),
    "filter: search by a label": (
        "backend/app/routes/repairs.py",
        " Repair.status, Repair.description)",
        " Repair.description)",
        "tests/test_repairs.py",
    ),
    "filter: people by role": (
        "backend/app/routes/users.py",
        "            exactly(User.role, query.role),\n",
        "",
        "tests/test_users.py",
    ),
}
"""File, what stands there, what is put in its place, and the tests that have to notice."""


async def test_taking_out_any_rule_makes_a_test_fail(compiled: Compile, pool: PythonPool) -> None:
    tree = server_part(await compiled(bike_shop()))

    async def run(path: str, before: str, after: str, tests: str) -> Result:
        text = tree[path].decode()
        assert before in text, (path, before)
        mutant = tree | {path: text.replace(before, after, 1).encode()}
        return await pool.run_pytest([*PYTEST, "-x", tests], Task(mutant))

    results = await asyncio.gather(*(run(*mutation) for mutation in MUTATIONS.values()))
    failures = {name: result.stdout for name, result in zip(MUTATIONS, results, strict=True)}
    survivors = [name for name, output in failures.items() if b"1 failed" not in output]
    assert survivors == []


async def test_a_tree_that_no_formatter_can_read_is_a_fault(
    sandbox: Sandbox, toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: AppSpec) -> dict[str, str]:
        return {"broken.py": "def\n", "broken.ts": "const = 1\n"}

    monkeypatch.setattr(formatting, "compile_app", broken)
    with pytest.raises(FormattingError, match=r"broken\.(py|ts)"):
        await compile_formatted(bike_shop(), sandbox, toolchain)
