"""Generated front ends, judged by the tools that their own developers would use."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from millwright.factory.generation.compiler.appearance import ICONS, OTHER_ICONS
from millwright.factory.generation.compiler.frontend import frontend_files
from millwright.factory.generation.site import Layout, Look, Page, Section, SectionKind
from millwright.factory.generation.spec import Access, AppSpec, Reach, Theme
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.settings import Settings
from tests.factories.specs import HOSTILE_LABELS, bike_shop, corners, hostile, library

pytestmark = pytest.mark.slow

DOM = Path(__file__).parents[3] / "src/millwright/factory/checks/dom.ts"


def dark_library() -> AppSpec:
    return library().model_copy(update={"theme": Theme(primary="#f97316", background="#0b1020")})


def site_of(look: Look) -> AppSpec:
    """A site whose only public records have one look."""
    spec = bike_shop()
    first = spec.entities[0].model_copy(update={"visitors": Access(read=Reach.ALL), "look": look})
    page = Page(name="home", label="Home", sections=(Section(kind=SectionKind.RECORDS, entity=first.name),))
    changes = {"layout": Layout.SITE, "entities": (first, *spec.entities[1:]), "pages": (page,)}
    return spec.model_copy(update=changes)


@pytest.fixture(scope="module")
def toolchain() -> Toolchain:
    found = Toolchain.locate(Settings().toolchain)
    if found.missing():
        pytest.skip(f"not in the toolchain: {', '.join(found.missing())}")
    return found


@pytest.fixture(
    scope="module", params=[bike_shop, library, dark_library, hostile, corners], ids=lambda make: make.__name__
)
def tree(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, toolchain: Toolchain) -> Path:
    make: Callable[[], AppSpec] = request.param
    return written(make(), tmp_path_factory.mktemp(make.__name__), toolchain)


def write(spec: AppSpec, folder: Path) -> None:
    for path, text in frontend_files(spec).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def written(spec: AppSpec, folder: Path, toolchain: Toolchain) -> Path:
    write(spec, folder)
    (folder / "node_modules").symlink_to(toolchain.node_modules)
    run(folder, toolchain.node, toolchain.oxfmt, ".")
    return folder


def run(folder: Path, *command: str | Path) -> str:
    parts = [str(part) for part in command]
    done = subprocess.run(parts, check=False, cwd=folder, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_types_hold(tree: Path, toolchain: Toolchain) -> None:
    run(tree, toolchain.tsc, "--noEmit", "-p", ".")


def test_the_linter_is_silent(tree: Path, toolchain: Toolchain) -> None:
    run(tree, toolchain.node, toolchain.oxlint, "--deny-warnings", "frontend/src", "vite.config.ts")


def test_a_site_of_one_look_imports_what_it_needs_and_no_more(tmp_path: Path, toolchain: Toolchain) -> None:
    for look in Look:
        write(site_of(look), tmp_path / look)
    run(tmp_path, toolchain.node, toolchain.oxlint, "--deny-warnings", ".")


def test_the_formatter_changes_nothing_the_second_time(tree: Path, toolchain: Toolchain) -> None:
    run(tree, toolchain.node, toolchain.oxfmt, "--check", ".")


def test_its_own_tests_pass_under_bun_and_cover_it(tree: Path, toolchain: Toolchain) -> None:
    shutil.copy(DOM, tree / "dom.ts")
    setup = ("--preload", "./dom.ts", "--preload", "./frontend/src/test/setup.ts")
    words = run(tree, toolchain.bun, "test", *setup, "--coverage")
    assert "0 fail" in words
    total = next(line for line in words.splitlines() if line.startswith("All files"))
    assert float(total.split("|")[2]) >= 70


def test_its_own_tests_pass_under_vitest_and_vite_builds_it(tmp_path: Path, toolchain: Toolchain) -> None:
    folder = written(bike_shop(), tmp_path, toolchain)
    vitest, vite = (toolchain.node_modules / path for path in ("vitest/vitest.mjs", "vite/bin/vite.js"))
    run(folder, toolchain.node, vitest, "run")
    run(folder, toolchain.node, vite, "build")
    built = (folder / "frontend/dist/index.html").read_text()
    assert "Spoke &amp; Chain" in built
    assert "<script>" not in built


def test_hostile_labels_stay_text(tmp_path: Path, toolchain: Toolchain) -> None:
    script = (
        "import { api } from './frontend/src/lib/api'; console.log(JSON.stringify([api.things.many, api.things.one]))"
    )
    folder = written(hostile(), tmp_path, toolchain)
    (folder / "labels.ts").write_text(script)
    many, one = json.loads(run(folder, toolchain.bun, "labels.ts"))
    assert many in HOSTILE_LABELS
    assert one.lower() in {label.lower() for label in HOSTILE_LABELS}


def test_every_icon_exists(tmp_path: Path, toolchain: Toolchain) -> None:
    names = sorted({*ICONS.values(), *OTHER_ICONS})
    (tmp_path / "node_modules").symlink_to(toolchain.node_modules)
    (tmp_path / "icons.ts").write_text(
        f"import {{ {', '.join(names)} }} from 'lucide-react'\nconsole.log({names[0]})\n"
    )
    run(tmp_path, toolchain.bun, "icons.ts")
