"""What the Enterprise contract promises of webhooks."""

import hmac
import json
from hashlib import sha256

import pytest
from sqlalchemy import select

from millwright.doors.enterprise.stream import EnterpriseWebhooks
from millwright.doors.http.services import Services
from millwright.factory import deployments, projects
from millwright.factory.deployments import DeploymentState, Environment, NewDeployment
from millwright.factory.projects import Author, NewRevision
from millwright.kit.context import Actor
from millwright.kit.ids import new_id
from millwright.platform.accounts import Membership, Role
from millwright.platform.events import Event
from millwright.platform.webhooks import Message, Payload
from tests.doors.enterprise.conftest import Client
from tests.factories.accounts import make_member, make_organization, set_password

HOOK = {"url": "https://hooks.example/enterprise", "events": ["deployment.completed", "feature.created"]}


async def created(client: Client, headers: dict[str, str], **body: object) -> dict[str, object]:
    answer = await client.post("/webhooks", headers=headers, json={**HOOK, **body})
    assert answer.status_code == 201, answer.text
    return answer.json()["data"]


async def test_a_webhook_shows_only_a_secret_that_we_made(nobody: Client, ada_headers: dict[str, str]) -> None:
    brought = await created(nobody, ada_headers, secret="a secret of my own")
    assert "secret" not in brought
    assert (brought["url"], brought["active"]) == (HOOK["url"], True)
    made = await created(nobody, ada_headers)
    assert str(made["secret"]).startswith("whsec_")
    listed = await nobody.get("/webhooks", headers=ada_headers)
    assert [item["id"] for item in listed.json()["data"]] == [made["id"], brought["id"]]
    assert str(made["secret"]) not in listed.text


async def test_a_webhook_is_changed_and_removed(nobody: Client, ada_headers: dict[str, str]) -> None:
    path = f"/webhooks/{(await created(nobody, ada_headers))['id']}"
    changed = await nobody.patch(path, headers=ada_headers, json={"active": False, "events": ["test.completed"]})
    assert (changed.json()["data"]["active"], changed.json()["data"]["events"]) == (False, ["test.completed"])
    assert (await nobody.get(path, headers=ada_headers)).json()["data"] == changed.json()["data"]
    assert (await nobody.patch(path, headers=ada_headers, json={"url": None})).status_code == 400
    assert (await nobody.delete(path, headers=ada_headers)).status_code == 204
    assert (await nobody.get(path, headers=ada_headers)).status_code == 404


async def test_a_bad_webhook_names_each_field(nobody: Client, ada_headers: dict[str, str]) -> None:
    bad = {"url": "nowhere", "events": ["moon.landed"], "active": 0}
    answer = await nobody.post("/webhooks", headers=ada_headers, json=bad)
    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["error"]["details"]} == bad.keys()


async def test_an_owner_elsewhere_looks_after_webhooks_though_a_viewer_here(
    nobody: Client, services: Services, ada: Actor
) -> None:
    async with services.database.session() as session:
        here = await make_organization(session, "Where Bob only looks")
        bob = await make_member(session, here, Role.VIEWER, "Bob")
        session.add(
            Membership(
                organization_id=ada.organization_id, user_id=bob.user_id, role=Role.OWNER, created_at=services.clock()
            )
        )
        email = await set_password(session, bob.user_id)
    headers = await nobody.log_in(email)
    made = await created(nobody, headers, organization_id=str(ada.organization_id))
    path = f"/webhooks/{made['id']}"
    listed = await nobody.get("/webhooks", headers=headers)
    assert [item["id"] for item in listed.json()["data"]] == [made["id"]]
    assert (await nobody.patch(path, headers=headers, json={"active": False})).status_code == 200
    assert (await nobody.delete(path, headers=headers)).status_code == 204
    assert (await nobody.delete(path, headers=headers)).status_code == 403


async def test_anothers_webhook_does_not_exist(
    nobody: Client, ada: Actor, ada_headers: dict[str, str], operator_headers: dict[str, str]
) -> None:
    path = f"/webhooks/{(await created(nobody, ada_headers))['id']}"
    for method in ("GET", "PATCH", "DELETE"):
        assert (await nobody.request(method, path, headers=operator_headers, json={})).status_code == 404
    assert (await nobody.get("/webhooks", headers=operator_headers)).json()["data"] == []
    foreign = {**HOOK, "organization_id": str(ada.organization_id)}
    assert (await nobody.post("/webhooks", headers=operator_headers, json=foreign)).status_code == 404


async def test_who_makes_an_organization_has_webhooks_there(nobody: Client, operator_headers: dict[str, str]) -> None:
    new = {"name": "Acme", "slug": "acme"}
    organization = (await nobody.post("/organizations", headers=operator_headers, json=new)).json()["data"]
    made = await created(nobody, operator_headers, organization_id=organization["id"])
    assert made["organization_id"] == organization["id"]
    listed = (await nobody.get("/webhooks", headers=operator_headers)).json()
    assert [item["id"] for item in listed["data"]] == [made["id"]]
    assert (await nobody.delete(f"/webhooks/{made['id']}", headers=operator_headers)).status_code == 204


async def told(services: Services, actor: Actor, *states: DeploymentState) -> list[Payload]:
    """What is told of a deployment that goes through these states."""
    async with services.context(actor) as ctx:
        project = await projects.create(ctx, prompt="Keep a list of the books that I own", name="Books")
        revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), {})
        new = NewDeployment(revision.id, "0" * 64, environment=Environment.PRODUCTION)
        deployment = await deployments.create(ctx, project, new)
        for state in states:
            await deployments.move(ctx, deployment, state)
    async with services.database.session() as session:
        query = select(Event).where(Event.subject_id == deployment.id).order_by(Event.position)
        happened = (await session.scalars(query)).all()
        return [payload for event in happened for payload in await EnterpriseWebhooks().payloads(session, event)]


async def test_a_deployment_is_told_from_start_to_end(services: Services, ada: Actor) -> None:
    started, completed = await told(services, ada, DeploymentState.STARTING, DeploymentState.READY)
    assert (started.event, completed.event) == ("deployment.started", "deployment.completed")
    assert list(completed.body) == ["event", "timestamp", "event_id", "retry_count", "data"]
    assert (completed.body["event"], completed.body["retry_count"]) == ("deployment.completed", 0)
    assert started.body["event_id"] != completed.body["event_id"]
    for payload, status in ((started, "pending"), (completed, "success")):
        shown = json.loads(json.dumps(payload.body["data"]))["deployment"]
        assert (shown["status"], shown["environment"]) == (status, "production")


async def test_a_failed_deployment_is_completed_with_that_status(services: Services, ada: Actor) -> None:
    _, completed = await told(services, ada, DeploymentState.FAILED)
    assert completed.event == "deployment.completed"
    assert json.loads(json.dumps(completed.body["data"]))["deployment"]["status"] == "failed"


@pytest.mark.parametrize("attempt", [1, 2, 5])
def test_each_attempt_says_its_number_and_is_signed_by_itself(attempt: int) -> None:
    body = '{"event":"deployment.completed","retry_count":0,"data":{"name":"Zoë"}}'.encode()
    sealed = EnterpriseWebhooks().seal(Message(new_id(), "deployment.completed", body, attempt, "secret"))
    assert sealed.body == body.replace(b'"retry_count":0', b'"retry_count":%d' % (attempt - 1))
    expected = hmac.new(b"secret", sealed.body, sha256).hexdigest()
    assert sealed.headers == {"X-Signature-256": f"sha256={expected}"}
