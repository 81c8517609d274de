"""Changing a project at the AiBuild door: what was looked at is what is done, or nothing is."""

import httpx
import pytest

from millwright.doors.aibuild.ids import Prefix
from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.factory.generation import read
from millwright.factory.projects import Author, NewRevision
from millwright.kit.context import Actor

PROMPT = "Keep a list of the books that I have read"
WISH = "Add a publisher to books"


@pytest.fixture
async def project(services: Services, ada: Actor) -> str:
    """The path of a project that was made from a specification, at its first revision."""
    stored = await projects.store(services.blobs, {"README.md": b"Books\n"})
    async with services.context(ada) as ctx:
        made = await projects.create(ctx, prompt=PROMPT, name="Books")
        revision = await projects.save(ctx, made, NewRevision(Author.AI, "Generated", read(PROMPT).to_json()), stored)
        await projects.promote(ctx, made, revision, verified=True)
    return f"/projects/{Prefix.PROJECT.spell(made.id)}"


async def test_a_change_is_made_of_the_head_that_it_was_looked_at_for(client: httpx.AsyncClient, project: str):
    seen = (await client.post(f"{project}/refine/preview", json={"prompt": WISH})).json()
    assert (seen["revision"], len(seen["changes"])) == (1, 1)
    accepted = await client.post(f"{project}/refine", json={"prompt": WISH, "baseRevision": seen["revision"]})
    assert (accepted.status_code, accepted.json()["status"]) == (202, "building")


@pytest.mark.parametrize("path", ["refine", "refine/preview"])
async def test_a_change_that_was_looked_at_for_another_head_is_refused(
    client: httpx.AsyncClient, project: str, path: str
):
    made = await client.post(f"{project}/files", json={"path": "notes.md", "content": "Mine"})
    assert made.status_code == 201
    refused = await client.post(f"{project}/{path}", json={"prompt": WISH, "baseRevision": 1})
    assert (refused.status_code, refused.json()["error"]["revision"]) == (409, 2)
    assert "revision 2 is the head now" in refused.json()["error"]["message"]
    assert (await client.get(project)).json()["status"] == "draft"
    assert (await client.get("/operations")).json()["operations"] == []
    again = await client.post(f"{project}/{path}", json={"prompt": WISH, "baseRevision": 2})
    assert again.is_success, again.text
