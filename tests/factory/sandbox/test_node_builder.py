"""The warm builder makes sites out of files, and runs nothing of theirs."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator

import pytest

from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import NodeBuilder, WebBuild
from millwright.factory.sandbox.workers.channel import Channel

pytestmark = pytest.mark.slow

SITE = {
    "frontend/index.html": b"""<!doctype html><html><head><title>Bikes &amp; co</title></head>
<body><div id="root"></div><script type="module" src="/src/main.tsx"></script></body></html>""",
    "frontend/src/main.tsx": b"""import { createRoot } from 'react-dom/client'
import { Check, type LucideIcon } from 'lucide-react'
import './index.css'
import { App } from './App'
const icon: LucideIcon = Check
createRoot(document.getElementById('root')!).render(<App icon={icon} />)
""",
    "frontend/src/App.tsx": b"""import { lazy } from 'react'
import type { LucideIcon } from 'lucide-react'
const Chart = lazy(() => import('./Chart'))
export function App({ icon: Icon }: { icon: LucideIcon }) {
  return <main className="p-[13px] hover:underline"><Icon /><Chart /></main>
}
""",
    "frontend/src/Chart.tsx": b"import { DndContext } from '@dnd-kit/core'\nexport default () => <DndContext />\n",
    "frontend/src/index.css": b"@import 'tailwindcss';\n@theme { --color-ink: #123456; }\nbody { @apply text-ink; }\n",
    "frontend/public/favicon.svg": b"<svg/>",
    "backend/main.py": b"secret = 1",
}


@pytest.fixture(scope="module")
async def builder(sandbox: Sandbox, toolchain: Toolchain) -> AsyncIterator[NodeBuilder]:
    found = NodeBuilder(sandbox, toolchain)
    yield found
    await found.close()


def changed(**files: str) -> dict[str, bytes]:
    return SITE | {f"frontend/src/{name.replace('__', '.')}": text.encode() for name, text in files.items()}


def script(build: WebBuild) -> str:
    return next(data.decode() for name, data in build.files.items() if re.match(r"assets/main-.*\.js", name))


def style(build: WebBuild) -> str:
    return next(data.decode() for name, data in build.files.items() if name.endswith(".css"))


async def test_a_site_is_built_with_hashed_names_an_import_map_and_its_styles(builder: NodeBuilder) -> None:
    build = await builder.build(SITE)
    assert build.ok, build.problems
    page = build.files["index.html"].decode()
    assert "Bikes &amp; co" in page
    assert "/src/main.tsx" not in page
    for file in re.findall(r'(?:src|href)="/([^"]+)"', page) + re.findall(r':"/([^"]+)"', page):
        assert file in build.files, file
    assert 'type="importmap"' in page
    assert "padding:13px" in style(build)
    assert "underline" in style(build)
    assert "--color-ink:#123456" in style(build)
    assert build.files["favicon.svg"] == b"<svg/>"
    assert not any("backend" in name for name in build.files)


async def test_a_page_does_not_load_at_first_what_it_imports_lazily(builder: NodeBuilder) -> None:
    build = await builder.build(SITE)
    page = build.files["index.html"].decode()
    preloaded = re.findall(r'modulepreload" href="([^"]+)"', page)
    assert any("react-dom" in name for name in preloaded)
    assert not any("dnd-kit" in name for name in preloaded)
    assert any("dnd-kit" in name for name in build.files)


async def test_only_the_icons_that_are_named_are_bundled(builder: NodeBuilder) -> None:
    build = await builder.build(SITE)
    assert len(script(build)) < 20_000
    assert not any("lucide" in name for name in build.files)


async def test_the_same_files_give_the_same_site(builder: NodeBuilder) -> None:
    assert (await builder.build(SITE)).files == (await builder.build(dict(reversed(SITE.items())))).files


async def test_a_syntax_error_is_told_with_its_place(builder: NodeBuilder) -> None:
    build = await builder.build(changed(App__tsx="export function App() {\n  return <div>\n}\n"))
    assert not build.ok
    assert build.problems[0].file == "frontend/src/App.tsx"
    assert build.problems[0].line == 3


@pytest.mark.parametrize(
    "target", ["../../../etc/passwd", "/etc/passwd", "/proc/self/environ", "fs", "node:fs", "esbuild", "left-pad"]
)
async def test_nothing_outside_the_project_and_its_libraries_can_be_imported(builder: NodeBuilder, target: str) -> None:
    build = await builder.build(changed(App__tsx=f"import x from '{target}'\nexport const App = () => x\n"))
    assert not build.ok
    assert build.problems[0].file == "frontend/src/App.tsx"


@pytest.mark.parametrize("rule", ['@plugin "./evil.js"', '@config "./evil.js"', '@plugin "@tailwindcss/typography"'])
async def test_a_stylesheet_cannot_have_code_loaded(builder: NodeBuilder, rule: str) -> None:
    evil = "throw new Error('it ran')"
    build = await builder.build(changed(index__css=f"@import 'tailwindcss';\n{rule};", evil__js=evil))
    assert not build.ok
    assert "not loaded" in build.problems[0].message


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../../etc/passwd", "/proc/self/environ", "missing"])
async def test_a_stylesheet_cannot_import_what_is_not_in_the_project(builder: NodeBuilder, target: str) -> None:
    build = await builder.build(changed(index__css=f"@import '{target}';"))
    assert not build.ok
    assert "not in the project" in build.problems[0].message


async def test_configuration_of_the_project_is_ignored(builder: NodeBuilder) -> None:
    hostile = {
        "frontend/tsconfig.json": b'{"extends": "/etc/passwd", "compilerOptions": {"jsxImportSource": "evil"}}',
        "frontend/package.json": b'{"browser": {"./src/App.tsx": "./evil.ts"}, "sideEffects": false}',
        "frontend/vite.config.ts": b"throw new Error('it ran')",
        "frontend/tailwind.config.js": b"throw new Error('it ran')",
    }
    plain, with_configuration = await builder.build(SITE), await builder.build(SITE | hostile)
    assert with_configuration.files == plain.files


async def test_a_worker_that_dies_is_replaced_and_the_build_is_done(builder: NodeBuilder) -> None:
    await builder.warm()
    assert builder.process is not None
    os.kill(builder.process.pid, signal.SIGKILL)
    assert (await builder.build(SITE)).ok


async def test_a_cancelled_build_does_not_answer_the_next_one(
    builder: NodeBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, send = asyncio.Event(), Channel.send

    async def and_hold(channel: Channel, message: bytes) -> None:
        await send(channel, message)
        asked.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(Channel, "send", and_hold)
        task = asyncio.create_task(builder.build(changed(App__tsx="export const App = () => 'first'\n")))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    build = await builder.build(changed(App__tsx="export const App = () => 'second'\n"))
    assert "second" in script(build)


async def test_builds_asked_for_at_once_each_get_their_own_answer(builder: NodeBuilder) -> None:
    texts = [f"export const App = () => 'text number {number}'\n" for number in range(5)]
    builds = await asyncio.gather(*(builder.build(changed(App__tsx=text)) for text in texts))
    assert [f"text number {number}" in script(build) for number, build in enumerate(builds)] == [True] * 5


async def test_a_tree_without_a_page_is_a_problem_and_not_an_error(builder: NodeBuilder) -> None:
    build = await builder.build({"frontend/src/main.tsx": b""})
    assert not build.ok
    assert "index.html" in build.problems[0].message
