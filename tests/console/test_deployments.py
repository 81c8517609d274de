"""The deployments of a project; and a change that is accepted, and made while other rooms are looked at."""

import re

import pytest
from playwright.async_api import Browser, Route, expect

from millwright.doors.cli.servers import Server
from tests.console.journey import BOX, LONG, Journey, Owned
from tests.console.visiting import assert_well, seen, sign_in, visit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


async def test_production_is_deployed_set_up_read_stopped_and_started(
    server: Server, browser: Browser, journey: Journey
):
    owned = await journey.in_production()
    async with visit(browser, server) as page:
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/deployments")
        production = page.get_by_role("region", name="Production", exact=True)
        await production.get_by_role("button", name="Set-up token").click()
        await production.get_by_role("textbox", name="Set-up token").wait_for()
        await production.get_by_role("button", name="Log").click()
        await production.get_by_role("log").filter(has_text="Application startup complete").wait_for()
        await production.get_by_role("button", name="Stop").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Stop").click()
        await production.get_by_text("Stopped", exact=True).wait_for()
        await production.get_by_role("button", name="Start").click()
        await seen(production.get_by_text("Live", exact=True), LONG)


async def as_if_never_verified(route: Route) -> None:
    """The answer, as for a project of which no revision has passed its checks."""
    answer = await route.fetch()
    told = await answer.json()
    for item in told["revisions"]:
        item |= {"outcome": "failed", "verified": False}
    await route.fulfill(response=answer, json=told)


async def test_what_never_passed_is_not_offered_for_production_but_checks_are(
    server: Server, browser: Browser, owned: Owned
):
    async with visit(browser, server) as page:
        await page.route(re.compile(r"/aibuild/v1/projects/[^/]+/revisions(\?|$)"), as_if_never_verified)
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}/deployments")
        said = page.get_by_role("status").filter(has_text="failed its checks")
        await expect(said).to_contain_text("Nothing can be deployed until a revision passes")
        await said.get_by_role("button", name="Run checks").wait_for()
        await expect(page.get_by_role("button", name="Deploy")).to_have_count(0)
        await assert_well(page)


async def as_if_the_head_had_moved(route: Route) -> None:
    """The work that was asked for, as if it had failed because somebody saved a file while it went on."""
    operation: dict[str, object] = {
        "id": "op_000000000000000000000",
        "kind": "refine",
        "status": "failed",
        "projectId": None,
        "percent": 40,
        "phases": [],
        "result": None,
        "error": "The files have changed meanwhile.",
        "errorCode": "head_moved",
        "attempt": 1,
        "estimatedTime": None,
        "createdAt": "2026-11-22T10:00:00Z",
        "startedAt": "2026-11-22T10:00:00Z",
        "finishedAt": "2026-11-22T10:00:09Z",
    }
    if route.request.method == "GET":
        await route.fulfill(json=operation)
        return
    started = {"projectId": "", "operationId": operation["id"], "status": "building", "refinementId": operation["id"]}
    await route.fulfill(status=202, json=started)


async def test_words_come_back_when_their_change_fails(server: Server, browser: Browser, owned: Owned):
    words = "Add an illustrator to books"
    async with visit(browser, server) as page:
        await page.route(
            re.compile(r"/aibuild/v1/(projects/[^/]+/refine|operations/op_0{21})$"), as_if_the_head_had_moved
        )
        await sign_in(page, owned.owner, f"/projects/{owned.project_id}")
        await page.get_by_label(BOX).fill(words)
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("button", name="Accept and build").click()
        await page.get_by_text("The files have changed meanwhile.").first.wait_for()
        await expect(page.get_by_label(BOX)).to_have_value(words)


async def test_a_change_is_accepted_and_nobody_elses_meanwhile(
    server: Server, browser: Browser, journey: Journey, owned: Owned
):
    words = "Add an editor to books"
    async with visit(browser, server) as other:
        await sign_in(other, owned.owner, f"/projects/{owned.project_id}")
        await other.get_by_label(BOX).fill(words)
        await other.keyboard.press("Control+Enter")
        accept = other.get_by_role("button", name="Accept and build")
        await accept.wait_for()
        await journey.changing()
        await accept.click()
        await other.get_by_role("alert").filter(has_text="being built already").wait_for()
        await expect(other.get_by_label(BOX)).to_have_value(words)
