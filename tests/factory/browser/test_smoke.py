"""Smoke visits by a real Chromium."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from playwright.async_api import Error as PlaywrightError

from millwright.factory.browser import (
    Account,
    Chromium,
    PageResult,
    Smoke,
    SmokeLimits,
    SmokeReport,
    SmokeState,
    smoke,
)
from millwright.factory.browser import chromium as browser_process
from millwright.factory.browser.tab import Tab
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.errors import DomainError
from millwright.settings import Settings
from tests.factory.browser.site import Site, serving
from tests.factory.sandbox.helpers import until

pytestmark = pytest.mark.slow
ADMIN = Account("admin@example.test", "right", "admin")
AXE = Toolchain.locate(Settings().toolchain).node_modules / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
async def chromium() -> AsyncGenerator[Chromium]:
    browser = Chromium()
    if browser.missing is not None or not AXE.is_file():
        pytest.skip(browser.missing or "axe-core is not installed")
    await browser.warm()
    yield browser
    await browser.close()


async def visit(chromium: Chromium, site: Site, *accounts: Account, limits: SmokeLimits | None = None) -> SmokeReport:
    return await Smoke(chromium, axe=AXE, limits=limits).run(site.url, accounts=accounts or [ADMIN])


def page(report: SmokeReport, path: str, role: str = "admin") -> PageResult:
    return next(page for page in report.pages if page.path == path and page.role == role)


async def test_every_page_that_links_lead_to_is_opened_once_and_only_one_of_each_shape(chromium: Chromium) -> None:
    detail: dict[str, str | bool] = {
        "html": '<a href="/bikes/1/edit?from=list#top">Edit</a><a href="/bikes/2">Next</a>'
    }
    links = ["/", "/bikes", "/bikes/1", "/bikes/2", "/bikes/new", "/api/bikes.csv", "https://example.com/", "/"]
    seen: list[tuple[int, int, str]] = []
    async with serving(Site(links, {"/bikes/1": detail})) as site:
        report = await Smoke(chromium, axe=AXE).run(
            site.url, accounts=[ADMIN], on_progress=lambda done, known, path: seen.append((done, known, path))
        )
    assert report.state is SmokeState.PASSED
    opened = sorted(page.path for page in report.pages if page.role == "admin")
    assert opened == ["/", "/bikes", "/bikes/1", "/bikes/1/edit", "/bikes/new"]
    assert page(report, "/bikes").title == "/bikes"
    assert report.screenshot is not None
    assert (report.screenshot[:4], report.screenshot[8:12]) == (b"RIFF", b"WEBP")
    assert len(report.screenshot) <= 60_000
    assert [done for done, _, _ in seen] == [1, 2, 3, 4, 5]
    assert seen[-1][1] == 5


async def test_a_public_site_is_seen_by_visitors_before_somebody_signs_in(chromium: Chromium) -> None:
    pages: dict[str, dict[str, str | bool]] = {"/about": {"run": "console.error('about fails')"}}
    links = ["/", "/about", "/bikes/1", "/manage", "/manage/bikes"]
    async with serving(Site(links, pages, public=True)) as site:
        report = await visit(chromium, site)
    assert page(report, "/about", role="").console_errors == ("about fails",)
    assert {page.path for page in report.pages if page.role == ""} == {"/", "/about", "/bikes/1"}
    assert {"/manage", "/manage/bikes"} <= {page.path for page in report.pages if page.role == "admin"}
    assert not {"/about", "/bikes/1"} & {page.path for page in report.pages if page.role == "admin"}


async def test_each_kind_of_fault_is_told_of_the_page_that_has_it(chromium: Chromium) -> None:
    pages: dict[str, dict[str, str | bool]] = {
        "/log": {"run": "console.error('the log says no')"},
        "/throw": {"run": "setTimeout(() => { throw new Error('thrown away') })"},
        "/reject": {"run": "Promise.reject(new Error('never kept'))"},
        "/ask": {"ask": "/api/nothing"},
        "/image": {"html": '<img src="/nothing.png">'},
        "/grey": {"html": '<p style="color:#aaa;background:#fff">hard to read</p>'},
        "/bare": {"bare": True},
        "/unseen": {"html": '<img src="/api/state">', "run": "delete window.axe"},
    }
    async with serving(Site(["/", *pages], pages)) as site:
        report = await visit(chromium, site)
    assert report.state is SmokeState.FAILED
    assert page(report, "/log").console_errors == ("the log says no",)
    assert page(report, "/throw").exceptions == ("thrown away",)
    assert page(report, "/reject").exceptions == ("never kept",)
    assert page(report, "/ask").failed_requests == ("GET /api/nothing: 404",)
    assert {found.rule for found in page(report, "/image").violations} == {"image-alt"}
    assert [(found.rule, found.impact) for found in page(report, "/grey").violations] == [("color-contrast", "serious")]
    assert page(report, "/bare").problem == "it has no main heading"
    assert {found.rule for found in page(report, "/unseen").violations} == {"image-alt"}
    assert {page.path for page in report.failures} == set(pages)


UNTIL_DONE = """
const page = document.querySelector('main')
page.setAttribute('aria-busy', 'true')
const done = () => page.removeAttribute('aria-busy')
"""
"""Has the visit stay at the page until what it tries has come to an end."""


@pytest.mark.parametrize(
    "attack",
    [
        "fetch('TARGET/secret', {mode: 'no-cors', credentials: 'include'}).then(done, done)",
        "new WebSocket('TARGET/secret'.replace('http', 'ws')).onclose = done",
        """
        const frame = Object.assign(document.createElement('iframe'), {src: 'TARGET/secret', title: 'x', onload: done})
        document.body.append(frame)""",
        "navigator.sendBeacon('TARGET/secret', 'x'); setTimeout(done, 500)",
        "open('TARGET/secret'); setTimeout(done, 500)",
        "new EventSource('TARGET/secret').onerror = done",
        """
        const task = `const done = () => postMessage(0); fetch('TARGET/secret', {mode: 'no-cors'}).then(done, done)`
        new Worker(URL.createObjectURL(new Blob([task]))).onmessage = done""",
    ],
)
async def test_a_page_reaches_no_other_origin_and_the_attempt_is_reported(chromium: Chromium, attack: str) -> None:
    async with serving(Site()) as victim:
        pages: dict[str, dict[str, str | bool]] = {"/": {"run": UNTIL_DONE + attack.replace("TARGET", victim.url)}}
        async with serving(Site(pages=pages)) as site:
            report = await visit(chromium, site)
    assert victim.hits == []
    assert report.state is SmokeState.FAILED
    assert any(victim.url.removeprefix("http://") in address for address in report.refused)


async def test_a_page_that_goes_elsewhere_is_not_followed(chromium: Chromium) -> None:
    async with serving(Site()) as victim:
        pages: dict[str, dict[str, str | bool]] = {"/away": {"run": f"location.href = '{victim.url}/'"}}
        async with serving(Site(["/", "/away", "/then"], pages)) as site:
            report = await visit(chromium, site)
    assert victim.hits == []
    assert report.state is SmokeState.FAILED
    assert page(report, "/then").ok


async def test_each_account_sees_the_app_for_itself_and_nothing_is_kept_between_visits(chromium: Chromium) -> None:
    clerk = Account("clerk@example.test", "right", "clerk")
    async with serving(Site(["/", "/orders"])) as site:
        for _ in range(2):
            report = await visit(chromium, site, ADMIN, clerk, limits=SmokeLimits(seconds_for_others=60))
            assert report.state is SmokeState.PASSED
            assert page(report, "/", role="").title == "Sign in"
            assert {(page.role, page.path) for page in report.pages} == {
                ("", "/"), ("admin", "/"), ("admin", "/orders"), ("clerk", "/"), ("clerk", "/orders")
            }  # fmt: skip


async def test_an_account_that_is_not_let_in_fails_the_visit(
    chromium: Chromium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{smoke.__name__}._SIGN_IN_MS", 3_000)
    async with serving(Site()) as site:
        report = await visit(chromium, site, Account("admin@example.test", "wrong", "admin"))
    assert report.state is SmokeState.FAILED
    assert page(report, "/").problem is not None
    assert "signing in as admin failed" in str(page(report, "/").problem)


async def test_the_dark_theme_is_looked_at_too(chromium: Chromium) -> None:
    style = "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style><p>night</p>"
    async with serving(Site(pages={"/": {"html": style}})) as site:
        report = await visit(chromium, site)
    assert [(found.rule, found.theme) for found in page(report, "/").violations] == [("color-contrast", "dark")]


async def test_an_endless_app_is_left_in_time_and_has_not_passed(chromium: Chromium) -> None:
    pages: dict[str, dict[str, str | bool]] = {"/": {"html": '<div aria-busy="true">…</div>'}}
    async with serving(Site(pages=pages)) as site:
        report = await visit(chromium, site, limits=SmokeLimits(seconds=2))
    assert report.state is SmokeState.FAILED
    assert report.reason == "it took longer than 2 seconds"
    assert report.seconds < 15  # a page that never settles has 20


async def test_more_pages_than_the_limit_are_not_opened(chromium: Chromium) -> None:
    async with serving(Site([f"/page-{letter}" for letter in "abcdefghij"])) as site:
        report = await visit(chromium, site, limits=SmokeLimits(pages=4))
    assert len([page for page in report.pages if page.role == "admin"]) == 4
    assert report.unopened == 7


@pytest.mark.parametrize("where", ["/", "/evil"])
async def test_a_page_that_tampers_with_what_is_looked_at_has_a_problem(chromium: Chromium, where: str) -> None:
    script = "Object.defineProperty(document, 'title', {get: () => ({not: 'a title'})})"
    pages: dict[str, dict[str, str | bool]] = {where: {"run": script}}
    async with serving(Site(["/", "/evil", "/then"], pages)) as site:
        report = await visit(chromium, site, ADMIN, Account("clerk@example.test", "right", "clerk"))
    assert report.state is SmokeState.FAILED
    assert any(page.problem and "tampers" in page.problem for page in report.pages)


@pytest.mark.parametrize("where", ["/", "/evil"])
@pytest.mark.parametrize("when", ["", "setTimeout(put, 60); setInterval(put, 5); "])
async def test_a_page_that_puts_its_own_auditor_in_place_is_audited_all_the_same(
    chromium: Chromium, when: str, where: str
) -> None:
    script = f"const put = () => {{ window.axe = {{run: async () => ({{violations: []}})}} }}; {when}put()"
    pages: dict[str, dict[str, str | bool]] = {where: {"run": script, "html": '<img src="/api/state">'}}
    async with serving(Site(["/", "/evil", "/then"], pages)) as site:
        report = await visit(chromium, site)
    assert {found.rule for found in page(report, where).violations} == {"image-alt"}


async def test_a_page_cannot_replace_the_script_that_looks_at_it(chromium: Chromium) -> None:
    script = "window.__millwright = {}; Object.assign(window.__millwright, {inspect: () => 7})"
    async with serving(Site(["/", "/evil"], {"/evil": {"run": script}})) as site:
        report = await visit(chromium, site)
    assert "Cannot assign to read only property" in str(page(report, "/evil").exceptions)
    assert page(report, "/evil").title == "/evil"


async def test_a_browser_that_dies_under_two_accounts_at_once_fails_the_visit(
    chromium: Chromium, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = smoke.__dict__["_sign_in"]

    async def failing(tab: Tab, account: Account) -> str | None:
        if account.role == "clerk":
            raise PlaywrightError("Target crashed\nCall log")
        return await sign_in(tab, account)

    monkeypatch.setattr(smoke, "_sign_in", failing)
    clerk = Account("clerk@example.test", "right", "clerk")
    async with serving(Site()) as site:
        report = await visit(chromium, site, ADMIN, clerk, clerk, limits=SmokeLimits(seconds_for_others=60))
    assert (report.state, report.reason) == (SmokeState.FAILED, "the browser failed: Target crashed")


async def test_a_browser_that_does_not_start_is_told_as_unavailable(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    browser = Chromium(program)
    with pytest.raises(DomainError) as refusal:
        await browser.warm()
    assert refusal.value.code == "browser_unavailable"
    await browser.close()


@pytest.mark.parametrize("process", ["--remote-debugging-pipe", "run-driver", "--type=renderer"])
async def test_whatever_of_the_browser_died_is_started_again(chromium: Chromium, process: str) -> None:
    async with serving(Site()) as site:
        assert (await visit(chromium, site)).state is SmokeState.PASSED
        killed = own_processes(process)
        for found in killed:
            # Some end with those before them.
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(found.name), signal.SIGKILL)
        await until(lambda: not set(killed) & set(own_processes(process)))
        await asyncio.sleep(0.5)  # who spoke with them hears of it
        assert (await visit(chromium, site)).state is SmokeState.PASSED


async def test_a_browser_that_hangs_gives_way_to_another(chromium: Chromium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_process, "_CONTEXT_SECONDS", 3)
    monkeypatch.setattr(browser_process, "_DRIVER_SECONDS", 1)
    async with serving(Site()) as site:
        for stopped_within in (True, False):
            async with contextlib.AsyncExitStack() as stack:
                if stopped_within:
                    await stack.enter_async_context(chromium.visit(site.url))
                for found in own_processes("--remote-debugging-pipe"):
                    os.kill(int(found.name), signal.SIGSTOP)
            async with asyncio.timeout(60):
                assert (await visit(chromium, site)).state is SmokeState.PASSED


def own_processes(argument: str) -> list[Path]:
    """The folders in /proc of this process's descendants that have such an argument."""
    found: list[Path] = []
    ours = {os.getpid()}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda folder: int(folder.name)):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in ours:
                ours.add(int(folder.name))
                if argument.encode() in (folder / "cmdline").read_bytes():
                    found.append(folder)
    return found


async def test_chromium_runs_as_nobody_in_its_own_sandbox_without_the_servers_secrets(chromium: Chromium) -> None:
    async with chromium.visit("http://127.0.0.1:9") as visit:
        await visit.context.new_page()
        found: list[Path] = []

        def confined() -> bool:
            found[:] = own_processes("--type=renderer")
            return bool(found) and all(b"Seccomp:\t2" in (process / "status").read_bytes() for process in found)

        await until(confined)  # one that has just begun has not confined itself yet
        for process in found:
            status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
            assert os.geteuid() != 0 or status["Uid"].split()[1] == "210000"
            assert int(status["Seccomp"]) == 2
            assert b"--no-sandbox" not in (process / "cmdline").read_bytes()
            assert b"MILLWRIGHT" not in (process / "environ").read_bytes()


async def test_without_chromium_or_axe_the_visit_is_not_run_and_says_why(chromium: Chromium, tmp_path: Path) -> None:
    gone = await Smoke(Chromium(tmp_path / "chromium"), axe=AXE).run("http://127.0.0.1:9", accounts=[ADMIN])
    assert (gone.state, gone.reason) == (SmokeState.NOT_RUN, f"{tmp_path / 'chromium'} cannot be run")
    deaf = await Smoke(chromium, axe=tmp_path / "axe.js").run("http://127.0.0.1:9", accounts=[ADMIN])
    assert (deaf.state, deaf.reason) == (SmokeState.NOT_RUN, "axe-core is not installed")


async def test_an_app_that_does_not_answer_fails(chromium: Chromium) -> None:
    report = await Smoke(chromium, axe=AXE).run("http://127.0.0.1:9", accounts=[ADMIN])
    assert report.state is SmokeState.FAILED
