"""Files and revisions of a project at the AiBuild door: saving, looking back, going back."""

import asyncio
import base64
import json
from hashlib import sha256
from typing import Any

import httpx
import pytest
import websockets

from millwright.doors import aibuild
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.factory.projects import Author, NewRevision
from millwright.kit.context import Actor
from tests.doors.conftest import served
from tests.doors.test_sockets import key_of, received

APP = "src/App.tsx"


@pytest.fixture
async def project(services: Services, ada: Actor) -> str:
    """The path of a project with two files and one verified revision."""
    stored = await projects.store(services.blobs, {APP: b"one\ntwo\n", "logo.png": b"\x89PNG\xff"})
    async with services.context(ada) as ctx:
        made = await projects.create(ctx, prompt="A bike repair shop with customers", name="Bikes")
        revision = await projects.save(ctx, made, NewRevision(Author.AI, "Generated", None), stored)
        await projects.promote(ctx, made, revision, verified=True)
    return f"/projects/{Prefix.PROJECT.spell(made.id)}"


async def file_at(client: httpx.AsyncClient, project: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"{project}/files", params={"path": path})).json()
    return found


async def numbers(client: httpx.AsyncClient, project: str) -> list[tuple[int, str, bool, bool]]:
    found = (await client.get(f"{project}/revisions")).json()["revisions"]
    return [(item["number"], item["author"], item["head"], item["verified"]) for item in found]


async def test_a_file_is_made_changed_and_taken_away_as_documented(client: httpx.AsyncClient, project: str):
    body = {"path": "src/utils/helpers.ts", "content": "export const a = 1;", "language": "typescript"}
    made = await client.post(f"{project}/files", json=body)
    assert made.status_code == 201, made.text
    assert set(made.json()) == {"id", "projectId", "path", "version", "createdAt"}
    assert (made.json()["path"], made.json()["version"]) == (body["path"], 1)
    address = f"{project}/files/{made.json()['id']}"
    saved = await client.put(address, json={"content": "// Updated\x00é", "message": "Fixed a bug"})
    assert (saved.status_code, saved.json()["version"], saved.headers["etag"]) == (200, 2, '"2"')
    held = await client.get(address)
    assert (held.json()["content"], held.json()["generatedBy"]) == ("// Updated\x00é", "user")
    assert held.headers["etag"] == '"2"'
    gone = await client.delete(address)
    assert (gone.status_code, gone.json()) == (200, {"id": made.json()["id"], "deleted": True})
    assert (await client.get(address)).status_code == 404
    revisions = (await client.get(f"{project}/revisions")).json()["revisions"]
    assert [item["message"] for item in revisions] == [
        "Delete src/utils/helpers.ts",
        "Fixed a bug",
        "Create src/utils/helpers.ts",
        "Generated",
    ]
    assert {item["userName"] for item in revisions} == {"Ada"}
    assert [item["number"] for item in revisions if item["verified"]] == [1]


async def test_saving_what_is_there_already_makes_no_revision(client: httpx.AsyncClient, project: str):
    file = await file_at(client, project, APP)
    same = await client.put(f"{project}/files/{file['id']}", json={"content": file["content"]})
    assert (same.status_code, same.json()["version"]) == (200, 1)
    assert len(await numbers(client, project)) == 1


@pytest.mark.parametrize("way", ["body", "header"])
async def test_a_stale_save_is_told_the_present_version_and_loses_nothing(
    client: httpx.AsyncClient, project: str, way: str
):
    file = await file_at(client, project, APP)
    address = f"{project}/files/{file['id']}"

    async def save(text: str, base: int) -> httpx.Response:
        more = {"baseVersion": base} if way == "body" else {}
        headers = {"If-Match": f'"{base}"'} if way == "header" else {}
        return await client.put(address, json={"content": text, **more}, headers=headers)

    assert (await save("mine", 1)).status_code == 200
    stale = await save("theirs", 1)
    assert (stale.status_code, stale.json()["error"]["code"], stale.json()["error"]["version"]) == (
        409,
        "conflict_error",
        2,
    )
    assert (await client.get(address)).json()["content"] == "mine"
    assert (await client.delete(address, headers={"If-Match": '"1"'})).status_code == 409
    assert (await client.delete(address, headers={"If-Match": "soon"})).status_code == 422
    assert (await client.delete(address, headers={"If-Match": '"2"'})).status_code == 200


async def test_of_two_saves_at_the_same_moment_one_is_told(client: httpx.AsyncClient, project: str):
    file = await file_at(client, project, APP)
    saves = [
        client.put(f"{project}/files/{file['id']}", json={"content": text, "baseVersion": 1}) for text in ("a", "b")
    ]
    assert sorted(answer.status_code for answer in await asyncio.gather(*saves)) == [200, 409]


async def test_a_file_is_moved_with_its_content(client: httpx.AsyncClient, project: str):
    file = await file_at(client, project, "logo.png")
    assert file["encoding"] == "base64"
    content = {"content": file["content"], "encoding": "base64"}
    moved = await client.put(f"{project}/files/{file['id']}", json={**content, "path": "public/logo.png"})
    assert (moved.status_code, moved.json()["path"]) == (200, "public/logo.png")
    assert base64.b64decode((await file_at(client, project, "public/logo.png"))["content"]) == b"\x89PNG\xff"
    assert (await client.get(f"{project}/files/{file['id']}")).status_code == 404
    taken = await client.put(f"{project}/files/{moved.json()['id']}", json={**content, "path": APP})
    assert taken.status_code == 409
    wrong = await client.put(f"{project}/files/{moved.json()['id']}", json={"content": "é", "encoding": "base64"})
    assert (wrong.status_code, list(wrong.json()["error"]["details"])) == (422, ["content"])


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a/../b",
        "a//b",
        "a\\b",
        "a\x00b",
        "a\nb",
        ".git/hooks/pre-commit",
        "SRC/app.tsx",
        "src",
        "src/App.tsx/x",
        "a" * 256,
        "é" * 200,
        "",
        "con:",
        "a/. ",
    ],
)
async def test_a_path_that_is_not_safe_everywhere_is_refused_and_nothing_changes(
    client: httpx.AsyncClient, project: str, path: str
):
    file = await file_at(client, project, "logo.png")
    for answer in (
        await client.post(f"{project}/files", json={"path": path, "content": "x"}),
        await client.put(f"{project}/files/{file['id']}", json={"path": path, "content": "x"}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "validation_error"), answer.text
        assert list(answer.json()["error"]["details"]) == ["path"]
    assert len(await numbers(client, project)) == 1


async def test_a_file_is_neither_made_twice_nor_larger_than_it_may_be(client: httpx.AsyncClient, project: str):
    twice = await client.post(f"{project}/files", json={"path": APP, "content": ""})
    assert (twice.status_code, twice.json()["error"]["code"]) == (409, "conflict_error")
    large = await client.post(f"{project}/files", json={"path": "large.txt", "content": "x" * (5 * 1024 * 1024 + 1)})
    assert large.status_code == 413
    half = b'{"path": "x", "content": "\\ud800"}'
    surrogate = await client.post(f"{project}/files", content=half, headers={"Content-Type": "application/json"})
    assert surrogate.status_code in {400, 422}
    assert len(await numbers(client, project)) == 1


async def test_strangers_and_readers_save_nothing_not_even_a_blob(
    client: httpx.AsyncClient, reader: httpx.AsyncClient, stranger: httpx.AsyncClient, project: str, services: Services
):
    file = await file_at(client, project, APP)
    body = {"path": "x.txt", "content": "planted"}
    for who, status in ((stranger, 404), (reader, 403)):
        answers = [
            await who.post(f"{project}/files", json=body),
            await who.put(f"{project}/files/{file['id']}", json=body),
            await who.delete(f"{project}/files/{file['id']}"),
            await who.post(f"{project}/revisions/1/restore"),
            await who.post(f"{project}/verify"),
        ]
        assert {answer.status_code for answer in answers} == {status}
    assert not await services.blobs.has(sha256(b"planted").hexdigest())
    for path in ("", "/1", "/head/files", f"/1/files/{file['id']}", "/1/difference"):
        assert (await stranger.get(f"{project}/revisions{path}")).status_code == 404


async def test_the_socket_tells_of_each_save(services: Services, ada: Actor, client: httpx.AsyncClient, project: str):
    channel = "project:" + project.rpartition("/")[2]
    file = await file_at(client, project, APP)
    async with (
        served(aibuild.create_app(services)) as host,
        websockets.connect(f"ws://{host}/ws", proxy=None) as socket,
    ):
        await socket.send(json.dumps({"type": "auth", "token": await key_of(services, ada)}))
        await socket.send(json.dumps({"type": "subscribe", "channels": [channel]}))
        assert [(await received(socket))["type"] for _ in range(2)] == ["authenticated", "subscribed"]
        await client.put(f"{project}/files/{file['id']}", json={"content": "three"})
        heard = [await received(socket) for _ in range(2)]
    (saved,) = [message for message in heard if message["event"] == "file.updated"]
    assert (saved["type"], saved["channel"]) == ("event", channel)
    assert (saved["data"]["fileId"], saved["data"]["path"], saved["data"]["version"]) == (file["id"], APP, 2)
    assert saved["data"]["updatedAt"].endswith("Z")
    assert aibuild.AiBuildWebhooks(services.supervisor).events.isdisjoint({"file.updated", "file.created"})


async def test_a_revision_is_shown_with_its_files_and_what_it_changed(client: httpx.AsyncClient, project: str):
    file = await file_at(client, project, APP)
    await client.put(f"{project}/files/{file['id']}", json={"content": "one\n2\n", "message": "Two is a digit"})
    detail = (await client.get(f"{project}/revisions/head")).json()
    assert (detail["number"], detail["parent"], detail["files"], detail["checks"]) == (2, 1, 2, None)
    assert (detail["author"], detail["userName"], detail["message"]) == ("user", "Ada", "Two is a digit")
    assert (await client.get(f"{project}/revisions/verified")).json()["number"] == 1
    difference = (await client.get(f"{project}/revisions/2/difference")).json()
    assert (difference["number"], difference["against"]) == (2, 1)
    (changed,) = difference["files"]
    assert (changed["path"], changed["change"], changed["added"], changed["deleted"]) == (APP, "modified", 1, 1)
    assert "-two\n+2\n" in changed["difference"]
    first = (await client.get(f"{project}/revisions/1/difference")).json()
    assert (first["against"], [(item["path"], item["omitted"]) for item in first["files"]]) == (
        None,
        [("logo.png", "binary"), (APP, None)],
    )
    tree = (await client.get(f"{project}/revisions/1/files")).json()
    assert [(item["path"], item["size"], item["version"]) for item in tree["files"]] == [
        ("logo.png", 5, 1),
        (APP, 8, 1),
    ]
    assert "content" not in tree["files"][0]
    old = await client.get(f"{project}/revisions/1/files/{file['id']}")
    assert (old.json()["content"], old.json()["version"]) == ("one\ntwo\n", 1)


async def test_a_file_has_a_history_of_the_revisions_that_another_content_of_it_came_with(
    client: httpx.AsyncClient, project: str
):
    file = await file_at(client, project, APP)
    await client.put(f"{project}/files/{file['id']}", json={"content": "one\n2\n", "message": "Two is a digit"})
    other = (await client.post(f"{project}/files", json={"path": "notes.md", "content": "Notes"})).json()
    await client.delete(f"{project}/files/{file['id']}")

    async def history(file_id: str) -> list[int]:
        told = (await client.get(f"{project}/revisions", params={"fileId": file_id})).json()
        assert told["pagination"]["total"] == len(told["revisions"])
        return [item["number"] for item in told["revisions"]]

    assert await history(file["id"]) == [4, 2, 1]
    assert await history(other["id"]) == [3]
    difference = (await client.get(f"{project}/revisions/1/difference", params={"fileId": file["id"]})).json()
    assert [(item["path"], item["change"]) for item in difference["files"]] == [(APP, "added")]
    assert (await client.get(f"{project}/revisions", params={"fileId": "nonsense"})).status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "-1", "999999999", "9999999999", "1e3", "head%20", "%00", "..%2f1"])
async def test_a_revision_that_there_is_not_is_not_found_or_refused(
    client: httpx.AsyncClient, project: str, number: str
):
    for rest in ("", "/files", "/difference"):
        assert (await client.get(f"{project}/revisions/{number}{rest}")).status_code in {404, 422}
    assert (await client.get(f"{project}/revisions/1/difference?against=7")).status_code == 404


async def test_an_earlier_revision_is_restored_on_top_and_verified(
    client: httpx.AsyncClient, project: str, services: Services
):
    file = await file_at(client, project, APP)
    await client.put(f"{project}/files/{file['id']}", json={"content": "changed"})
    started = await client.post(f"{project}/revisions/1/restore")
    assert started.status_code == 202, started.text
    assert (started.json()["status"], started.json()["revision"]) == ("building", 3)
    assert await numbers(client, project) == [
        (3, "user", True, False),
        (2, "user", False, False),
        (1, "ai", False, True),
    ]
    assert (await file_at(client, project, APP))["content"] == "one\ntwo\n"
    operation = (await client.get(f"/operations/{started.json()['operationId']}")).json()
    assert (operation["kind"], [phase["name"] for phase in operation["phases"]]) == (
        "verify",
        ["check", "release", "browse"],
    )
    for path in ("/verify", "/revisions/1/restore"):
        assert (await client.post(f"{project}{path}")).status_code == 409
    assert (await client.post(f"/operations/{started.json()['operationId']}/cancel")).status_code == 200
    assert (await client.get(project)).json()["status"] == "ready"


async def test_what_has_no_files_cannot_be_verified(client: httpx.AsyncClient):
    made = (await client.post("/projects/generate", json={"prompt": "A bike repair shop with customers"})).json()
    await client.post(f"/operations/{made['operationId']}/cancel")
    refused = await client.post(f"/projects/{made['projectId']}/verify")
    assert (refused.status_code, "no files" in refused.json()["error"]["message"]) == (409, True)
