"""What the console looks at beside projects: what is being worked on, pictures, how the installation is."""

from dataclasses import replace

import httpx
import pytest

from millwright.doctor import Finding
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.factory.projects import Author, NewRevision
from millwright.kit.context import Actor
from tests.doors.aibuild.conftest import client_of
from tests.doors.aibuild.test_mail import operator

PROMPT = {"prompt": "A bike repair shop with customers and repairs"}
PICTURE = b"RIFF0000WEBP picture"


async def test_operations_are_listed_newest_first_by_project_and_state(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient
):
    first, second = [(await client.post("/projects/generate", json=PROMPT)).json() for _ in range(2)]
    await client.post(f"/operations/{first['operationId']}/cancel")

    async def listed(**query: str) -> list[str]:
        answer = await client.get("/operations", params=query)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["operations"]]

    assert await listed() == [second["operationId"], first["operationId"]]
    assert await listed(limit="1", page="2") == [first["operationId"]]
    assert await listed(projectId=first["projectId"]) == [first["operationId"]]
    assert await listed(status="queued,running") == [second["operationId"]]
    assert await listed(status="cancelled", projectId=second["projectId"]) == []
    assert (await stranger.get("/operations")).json()["operations"] == []
    assert (await stranger.get("/operations", params={"projectId": first["projectId"]})).status_code == 404
    refused = await client.get("/operations", params={"status": "sleeping"})
    assert list(refused.json()["error"]["details"]) == ["status"]


@pytest.fixture
async def pictured(services: Services, ada: Actor) -> str:
    """The path of a project whose verified revision has a picture, and whose head has none."""
    digest = await services.blobs.put(PICTURE)
    async with services.context(ada) as ctx:
        made = await projects.create(ctx, prompt=PROMPT["prompt"], name="Bikes")
        for number in range(2):
            revision = await projects.save(ctx, made, NewRevision(Author.AI, "Generated"), {})
            revision.picture = digest if number == 0 else None
            await projects.promote(ctx, made, revision, verified=number == 0)
    return f"/projects/{Prefix.PROJECT.spell(made.id)}"


async def test_a_picture_is_that_of_what_is_verified_and_sent_once(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, pictured: str
):
    shown = await client.get(f"{pictured}/picture")
    assert (shown.status_code, shown.headers["content-type"], shown.content) == (200, "image/webp", PICTURE)
    again = await client.get(f"{pictured}/picture", headers={"If-None-Match": shown.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await stranger.get(f"{pictured}/picture")).status_code == 404
    made = (await client.post("/projects/generate", json=PROMPT)).json()
    assert (await client.get(f"/projects/{made['projectId']}/picture")).status_code == 404


async def test_an_operator_sees_how_the_installation_is_and_nobody_else_does(
    services: Services, client: httpx.AsyncClient
):
    await client.post("/projects/generate", json=PROMPT)
    lacks = Finding("browser", present=False, detail="no Chromium", turns_off="the browser check", remedy="apt-get")
    services = replace(services, examine=lambda: [lacks])
    async with await client_of(services, await operator(services)) as olga:
        shown = (await olga.get("/system")).json()
    assert shown["healthy"] is True
    assert (
        shown["database"]["condition"] == shown["storage"]["condition"] == shown["messages"]["condition"] == "healthy"
    )
    assert (shown["operationsQueued"], shown["operationsRunning"]) == (1, 0)
    assert shown["findings"] == [
        {
            "name": "browser",
            "present": False,
            "detail": "no Chromium",
            "turnsOff": "the browser check",
            "remedy": "apt-get",
        }
    ]
    assert (await client.get("/system")).status_code == 403
