"""An application refined and rolled back through HTTP, with somebody's edits in its files and rows in its database."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from pydantic import JsonValue, SecretStr

from millwright.app import opened
from millwright.doors.cli.client import JsonObject, json_object, objects
from millwright.factory.generation.compiler import demo_accounts
from millwright.factory.generation.spec import AppSpec
from millwright.kit.database import Database
from millwright.settings import Settings
from millwright.wiring.first_account import KEY_FILE
from tests.conftest import empty
from tests.journeys.servers import BOOKS, app_ports, require_factory, short_data_folder

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
URL = "http://127.0.0.1:1"


@dataclass
class Factory:
    """One application, and how it is asked for things."""

    client: httpx.AsyncClient
    project: str = ""
    url: str = ""

    async def post(self, path: str, body: JsonObject) -> JsonObject:
        answer = await self.client.post(path, json=body)
        assert answer.is_success, answer.text
        return json_object(answer.json())

    async def get(self, path: str) -> JsonObject:
        answer = await self.client.get(path)
        assert answer.is_success, answer.text
        return json_object(answer.json())

    async def ended(self, started: JsonObject) -> JsonObject:
        """An operation, once it has ended."""
        path = f"/operations/{started['operationId']}"
        await self.client.get(f"{path}/stream")
        return await self.get(path)

    async def refined(self, wish: str, **more: JsonValue) -> JsonObject:
        return await self.ended(await self.post(f"{self.project}/refine", {"prompt": wish, **more}))

    async def rolled_back(self, **more: JsonValue) -> JsonObject:
        return await self.ended(await self.post(f"{self.project}/rollback", more))

    async def text(self, path: str) -> str:
        return str((await self.get(f"{self.project}/files?path={path}"))["content"])

    async def edit(self, path: str, before: str, after: str) -> None:
        """Saves a change by hand."""
        file = await self.get(f"{self.project}/files?path={path}")
        text = str(file["content"])
        assert before in text
        saved = {"content": text.replace(before, after, 1), "baseVersion": file["version"], "message": "By hand"}
        answer = await self.client.put(f"{self.project}/files/{file['id']}", json=saved)
        assert answer.is_success, answer.text


@pytest.fixture(scope="module")
async def client(shared_database: Database) -> AsyncGenerator[httpx.AsyncClient]:
    """The key of all of Millwright within this process, whose workers are warm after the first application."""
    require_factory()
    with short_data_folder() as data:
        url = SecretStr(shared_database.url)
        async with opened(Settings(data=data, database_url=url, app_ports=app_ports()), URL) as app:
            key = (data / KEY_FILE).read_text().strip()
            yield httpx.AsyncClient(
                transport=httpx.ASGITransport(app),
                base_url=f"{URL}/aibuild/v1",
                headers={"Authorization": f"Bearer {key}"},
                timeout=300,
            )
    await empty(shared_database)


@pytest.fixture
async def factory(client: httpx.AsyncClient) -> Factory:
    """One application, made for the test."""
    made = Factory(client)
    started = await made.post("/projects/generate", {"prompt": BOOKS})
    ended = await made.ended(started)
    assert ended["status"] == "succeeded", ended["error"]
    made.project = f"/projects/{started['projectId']}"
    made.url = str(json_object(ended["result"])["url"])
    return made


@asynccontextmanager
async def visitor(factory: Factory) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody in charge, signed in to the application."""
    spec = AppSpec.parse((await factory.client.get(f"{factory.project}/spec")).text)
    account = demo_accounts(spec)[0]
    async with httpx.AsyncClient(base_url=factory.url, headers={"X-Requested-With": "fetch"}) as client:
        answer = await client.post("/api/auth/login", json={"email": account.email, "password": account.password})
        assert answer.status_code == 200, answer.text
        yield client


async def titles(factory: Factory, path: str = "/api/books") -> set[str]:
    async with visitor(factory) as client:
        answer = await client.get(path, params={"size": 100})
    assert answer.status_code == 200, answer.text
    return {item["title"] for item in answer.json()["items"]}


async def add_book(factory: Factory, title: str) -> None:
    spec = AppSpec.parse((await factory.client.get(f"{factory.project}/spec")).text)
    book = spec.entity("book")
    body = {field.name: book.samples[0][field.name] for field in book.fields if field.required and not field.unique}
    async with visitor(factory) as client:
        answer = await client.post("/api/books", json={**body, "title": title})
    assert answer.status_code == 201, answer.text


async def test_edits_and_rows_live_through_a_refinement_and_both_go_back_with_a_rollback(factory: Factory):
    await factory.edit("README.md", "\n\n", "\n\nA line of mine.\n\n")
    await add_book(factory, "Before")

    preview = await factory.post(f"{factory.project}/refine/preview", {"prompt": "add a lent to field to books"})
    assert [change["place"] for change in objects(preview["changes"])] == ["book.lent_to"]
    assert '+          "name": "lent_to"' in str(preview["specDifference"])

    ended = await factory.refined("add a lent to field to books, make it dark blue and hide the title")
    assert ended["status"] == "succeeded", ended["error"]
    result = json_object(ended["result"])
    assert (result["conflicts"], result["edited"], result["verified"]) == ([], ["README.md"], True)
    assert [reason["subject"] for reason in objects(result["notDone"])] == ["hide the title"]
    assert "A line of mine." in await factory.text("README.md")
    assert "lent_to" in await factory.text("backend/app/models/book.py")
    assert "Before" in await titles(factory)
    await add_book(factory, "After")

    refused = await factory.rolled_back()
    assert (refused["status"], refused["errorCode"]) == ("failed", "data_newer")
    assert "After" in await titles(factory), "a rollback that is refused changes nothing"

    back = await factory.rolled_back(restoreData=True)
    assert back["status"] == "succeeded", back["error"]
    assert "lent_to" not in await factory.text("backend/app/models/book.py")
    assert "A line of mine." in await factory.text("README.md")
    assert {"Before"} == await titles(factory) & {"Before", "After"}
    revisions = objects((await factory.get(f"{factory.project}/revisions"))["revisions"])
    assert [(item["number"], item["head"], item["verified"]) for item in revisions] == [
        (3, False, True),
        (2, True, False),
        (1, False, True),
    ]


async def test_what_a_person_and_a_refinement_both_changed_stays_the_persons_and_is_listed(factory: Factory):
    title = (await factory.text("README.md")).splitlines()[0]
    await factory.edit("README.md", title, "# My own title")
    ended = await factory.refined("rename the app to Shelf", preserveFiles=["frontend/index.html"])
    assert ended["status"] == "succeeded", ended["error"]
    result = json_object(ended["result"])
    (conflict,) = objects(result["conflicts"])
    assert (conflict["file"], conflict["line"]) == ("README.md", 1)
    assert (conflict["ours"], conflict["theirs"]) == ("# My own title\n", "# Shelf\n")
    assert result["preserved"] == ["frontend/index.html"]
    assert (await factory.text("README.md")).startswith("# My own title\n")
    assert "Shelf" not in await factory.text("frontend/index.html")
    (latest, *_) = objects((await factory.get(f"{factory.project}/revisions"))["revisions"])
    assert "1 conflict" in str(latest["message"])


async def test_a_refinement_that_does_not_hold_leaves_head_and_data_as_they_were(factory: Factory):
    await add_book(factory, "Before")
    unchanged = await factory.refined("make it faster")
    assert (unchanged["status"], unchanged["errorCode"]) == ("failed", "nothing_to_change")
    assert "make it faster" in str(unchanged["error"])

    await factory.edit("backend/main.py", "\n", "\nbroken = undefined\n")
    failed = await factory.refined("add a lent to field to books")
    assert (failed["status"], failed["errorCode"]) == ("failed", "checks_failed")
    assert (await factory.get(factory.project))["status"] == "ready"
    assert "lent_to" not in await factory.text("backend/app/models/book.py")
    assert "Before" in await titles(factory)


async def test_what_a_person_saved_serves_once_it_is_verified_and_a_red_one_never(factory: Factory):
    """Saved, found red with its places, put back by a restore, and changed for good."""
    await factory.edit("backend/main.py", "\n", "\nbroken = undefined\n")
    red = await factory.ended(await factory.post(f"{factory.project}/verify", {}))
    assert (red["status"], red["errorCode"]) == ("failed", "checks_failed")
    report = await factory.get(f"{factory.project}/revisions/head")
    found = [(finding["file"], finding["line"]) for check in objects(report["checks"]) for finding in _findings(check)]
    assert ("backend/main.py", 2) in found
    assert (report["verified"], report["parent"], report["message"]) == (False, 1, "By hand")
    async with visitor(factory):
        pass  # the preview before still answers

    green = await factory.ended(await factory.post(f"{factory.project}/revisions/1/restore", {}))
    assert green["status"] == "succeeded", green["error"]
    assert (json_object(green["result"])["verified"], json_object(green["result"])["revision"]) == (True, 3)
    restored = await factory.get(f"{factory.project}/revisions/head")
    assert (restored["number"], restored["verified"], restored["head"]) == (3, True, True)
    assert {check["name"]: check["state"] for check in objects(restored["checks"])}["browser"] == "passed"
    difference = await factory.get(f"{factory.project}/revisions/3/difference?against=1")
    assert difference["files"] == []

    await factory.edit("README.md", "\n\n", "\n\nMine.\n\n")
    refined = await factory.refined("add a lent to field to books")
    assert refined["status"] == "succeeded", refined["error"]
    assert "Mine." in await factory.text("README.md")


def _findings(check: JsonObject) -> list[JsonObject]:
    return objects(check["findings"])
