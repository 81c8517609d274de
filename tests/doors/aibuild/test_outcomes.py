"""What checks came to, wherever a revision or a release is shown."""

import httpx
import pytest

from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.services import Services
from millwright.factory import deployments, projects
from millwright.factory.checks import CheckName, CheckResult, CheckState, Report
from millwright.factory.deployments import NewDeployment
from millwright.factory.projects import Author, NewRevision
from millwright.kit.context import Actor

BROWSED: dict[str, object] = {"pages": 3, "seconds": 1.5, "failures": [], "not_run": None}
FAILURE: dict[str, object] = {"check": "browser", "file": "/books", "line": None, "message": "It is blank"}
BUN = "bun is not installed"


def report(state: CheckState, reason: str | None = None) -> dict[str, object]:
    """All checks passed but the tests of the pages, which ended so."""
    checks = [CheckResult(name=name, state=CheckState.PASSED) for name in CheckName]
    checks[4] = CheckResult(name=CheckName.FRONTEND_TESTS, state=state, reason=reason)
    return Report(checks=tuple(checks)).model_dump(mode="json")


@pytest.mark.parametrize(
    ("checks", "outcome", "not_run"),
    [
        (None, None, []),
        ({**report(CheckState.PASSED), "browser": BROWSED}, "passed", []),
        (
            {**report(CheckState.NOT_RUN, BUN), "browser": BROWSED},
            "incomplete",
            [{"subject": "frontend_tests", "because": BUN}],
        ),
        (
            {**report(CheckState.PASSED), "browser": {**BROWSED, "not_run": "No Chromium"}},
            "incomplete",
            [{"subject": "browser", "because": "No Chromium"}],
        ),
        (report(CheckState.FAILED), "failed", [{"subject": "browser", "because": "No browser has opened it."}]),
        ({**report(CheckState.PASSED), "browser": {**BROWSED, "failures": [FAILURE]}}, "failed", []),
    ],
)
async def test_a_revision_and_its_release_say_what_the_checks_came_to(
    client: httpx.AsyncClient,
    services: Services,
    ada: Actor,
    checks: dict[str, object] | None,
    outcome: str | None,
    not_run: list[dict[str, str]],
):
    async with services.context(ada) as ctx:
        project = await projects.create(ctx, prompt="A bike repair shop with customers", name="Bikes")
        revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), {})
        if checks is not None:
            await projects.record_checks(ctx, revision, checks)
        released = await deployments.create(ctx, project, NewDeployment(revision.id, "0" * 64))
    path = f"/projects/{Prefix.PROJECT.spell(project.id)}"
    deployment = f"/deployments/{Prefix.DEPLOYMENT.spell(released.id)}"
    shown = [
        (await client.get(f"{path}/revisions")).json()["revisions"][0],
        (await client.get(f"{path}/revisions/1")).json(),
        (await client.get(f"{path}/deployments")).json()["deployments"][0],
        (await client.get(deployment)).json(),
    ]
    assert [(item["outcome"], item["notRun"]) for item in shown] == [(outcome, not_run)] * 4
    assert [item["revision"] for item in shown[2:]] == [1, 1]
