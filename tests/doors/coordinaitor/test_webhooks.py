"""Webhooks: making and changing them, and what they are told."""

import hashlib
import hmac
import json

import httpx
import pytest

from millwright.doors.coordinaitor import Webhooks
from millwright.doors.coordinaitor.ids import Prefix
from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.kit.context import Actor
from millwright.kit.ids import new_id
from millwright.platform import accounts, events, webhooks
from millwright.platform.accounts import Role, User
from millwright.platform.events import Event
from millwright.platform.webhooks import Message, Payload
from tests.doors.coordinaitor.conftest import key_of
from tests.factories.accounts import make_member

HOOKS = "/api/v1/webhooks"
BODY: dict[str, object] = {
    "url": "https://your-app.example.com/webhook",
    "events": ["task.created", "project.created", "user.registered"],
    "secret": "your-webhook-secret",
    "active": True,
    "headers": {"User-Agent": "Orchestrator-Webhook/1.0"},
}


@pytest.fixture
async def hook(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> str:
    """The path of a webhook of Ada's."""
    answer = await nobody.post(HOOKS, json=BODY, headers=ada_headers)
    assert answer.status_code == 201, answer.text
    return f"{HOOKS}/{answer.json()['data']['id']}"


async def test_a_webhook_has_the_documented_shape_and_never_its_secret(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], hook: str
) -> None:
    shown = (await nobody.get(hook, headers=ada_headers)).json()["data"]
    assert (shown["url"], shown["events"], shown["active"]) == (BODY["url"], BODY["events"], True)
    assert shown["headers"] == BODY["headers"]
    assert shown["id"].startswith("webhook-")
    listed = await nobody.get(HOOKS, headers=ada_headers)
    assert [item["id"] for item in listed.json()["data"]] == [shown["id"]]
    assert "your-webhook-secret" not in listed.text


async def test_every_fault_of_a_bad_webhook_is_named(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    bad = {"url": "nowhere", "events": ["moon.landed"], "secret": "s"}
    answer = await nobody.post(HOOKS, json=bad, headers=ada_headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
    assert answer.json()["error"]["details"].keys() == {"url", "events"}
    for change in ({"headers": {"Host": "evil"}}, {"headers": {"X-A": "a\r\nX-B: b"}}, {"secret": ""}, {"url": None}):
        answer = await nobody.post(HOOKS, json=BODY | change, headers=ada_headers)
        assert (answer.status_code, *answer.json()["error"]["details"]) == (422, *change)


async def test_a_patch_changes_only_what_it_names_and_a_put_everything(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], hook: str
) -> None:
    patched = (await nobody.patch(hook, json={"active": False}, headers=ada_headers)).json()["data"]
    assert (patched["active"], patched["url"], patched["headers"]) == (False, BODY["url"], BODY["headers"])
    refused: list[dict[str, object]] = [{"url": None}, {"events": []}, {"active": None}]
    for empty in refused:
        assert (await nobody.patch(hook, json=empty, headers=ada_headers)).status_code == 422
    body = {"url": "https://other.example.com/", "events": ["task.failed"], "secret": "another"}
    replaced = (await nobody.put(hook, json=body, headers=ada_headers)).json()["data"]
    assert (replaced["active"], replaced["events"], replaced["headers"]) == (True, ["task.failed"], {})
    assert (await nobody.put(hook, json={"url": BODY["url"]}, headers=ada_headers)).status_code == 422


async def test_anothers_webhook_does_not_exist_and_a_reader_makes_none(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], bob_headers: dict[str, str], hook: str
) -> None:
    calls = [("GET", hook), ("DELETE", hook), ("GET", f"{hook}/deliveries"), ("GET", f"{HOOKS}/webhook-x")]
    for method, path in calls:
        answer = await nobody.request(method, path, headers=bob_headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert (await nobody.patch(hook, json={"active": False}, headers=bob_headers)).status_code == 404
    assert (await nobody.get(hook, headers=ada_headers)).json()["data"]["active"] is True
    reader = {"X-API-Key": await key_of(nobody, ada_headers, "tasks:read", "webhooks:read")}
    assert (await nobody.get(hook, headers=reader)).status_code == 200
    assert (await nobody.post(HOOKS, json=BODY, headers=reader)).status_code == 403
    assert (await nobody.delete(hook, headers=ada_headers)).status_code == 204
    assert (await nobody.get(hook, headers=ada_headers)).status_code == 404


async def test_a_webhook_of_another_contract_is_not_this_ones(
    services: Services, nobody: httpx.AsyncClient, ada: Actor, ada_headers: dict[str, str], hook: str
) -> None:
    async with services.context(ada) as ctx:
        new = webhooks.NewEndpoint(url="https://example.com/", events=["task.created"])
        made = await webhooks.create(ctx, services.cipher, Webhooks(name="another"), new)
    path = f"{HOOKS}/{Prefix.WEBHOOK.spell(made.endpoint.id)}"
    assert (await nobody.get(path, headers=ada_headers)).status_code == 404
    assert len((await nobody.get(HOOKS, headers=ada_headers)).json()["data"]) == 1


async def test_deliveries_are_shown_and_sent_again_only_below_their_webhook(
    services: Services, nobody: httpx.AsyncClient, ada: Actor, ada_headers: dict[str, str], hook: str
) -> None:
    hook_id = Prefix.WEBHOOK.require(hook.rpartition("/")[2])
    async with services.context(ada) as ctx:
        told = await webhooks.ping(ctx, hook_id, Payload("task.created", {"event": "task.created"}))
    listed = (await nobody.get(f"{hook}/deliveries?status=pending", headers=ada_headers)).json()["data"]
    assert [(item["event"], item["webhookId"]) for item in listed] == [("task.created", hook.rpartition("/")[2])]
    path = f"{hook}/deliveries/{Prefix.DELIVERY.spell(told.id)}"
    shown = (await nobody.get(path, headers=ada_headers)).json()["data"]
    assert (shown["body"], shown["history"], shown["status"]) == ('{"event":"task.created"}', [], "pending")
    assert (await nobody.post(f"{path}/replay", headers=ada_headers)).status_code == 202
    other = (await nobody.post(HOOKS, json=BODY, headers=ada_headers)).json()["data"]["id"]
    elsewhere = f"{HOOKS}/{other}/deliveries/{Prefix.DELIVERY.spell(told.id)}"
    assert (await nobody.get(elsewhere, headers=ada_headers)).status_code == 404
    assert (await nobody.post(f"{elsewhere}/replay", headers=ada_headers)).status_code == 404


async def payload_of(services: Services, kind: str) -> Payload:
    """What the last event of that kind is to a webhook."""
    async with services.database.session() as session:
        found = [event for event in await events.read_after(session, 0) if event.kind == kind]
        (payload,) = await Webhooks().payloads(session, found[-1])
        return payload


async def test_a_new_project_is_told_in_the_documented_form(services: Services, ada: Actor) -> None:
    async with services.context(ada) as ctx:
        project = await projects.create(ctx, prompt="Keep a list of books", name="Books")
    payload = await payload_of(services, "project.created")
    assert (payload.event, payload.subject_id) == ("project.created", project.id)
    assert list(payload.body) == ["event", "timestamp", "data", "organization"]
    data, organization = payload.body["data"], payload.body["organization"]
    assert isinstance(data, dict)
    assert (data["id"], data["name"]) == (Prefix.PROJECT.spell(project.id), "Books")
    assert organization == {"id": Prefix.ORGANIZATION.spell(ada.organization_id), "name": "Ada's"}
    assert str(payload.body["timestamp"]).endswith("Z")
    json.dumps(payload.body)


async def test_who_joins_the_organization_is_registered(services: Services, ada: Actor) -> None:
    async with services.database.session() as session:
        organization = await session.get_one(accounts.Organization, ada.organization_id)
        cleo = await make_member(session, organization, Role.MEMBER, "Cleo")
        email = (await session.get_one(User, cleo.user_id)).email
        joined = {"organization_id": ada.organization_id, "user_id": cleo.user_id, "subject_id": cleo.user_id}
        await events.append(session, "member.joined", **joined, data={"role": "member"})
    payload = await payload_of(services, "member.joined")
    assert payload.event == "user.registered"
    data = payload.body["data"]
    assert isinstance(data, dict)
    assert (data["id"], data["email"], data["role"]) == (Prefix.USER.spell(cleo.user_id), email, "member")


async def test_what_the_contract_has_no_word_for_is_not_told(services: Services, ada: Actor) -> None:
    event = Event(kind="key.created", organization_id=ada.organization_id, subject_id=new_id(), data={})
    async with services.database.session() as session:
        assert await Webhooks().payloads(session, event) == ()


def test_the_signature_is_the_documented_one() -> None:
    message = Message(new_id(), "task.created", b'{"event":"task.created"}', 1, "your-webhook-secret")
    sealed = Webhooks().seal(message)
    expected = hmac.new(b"your-webhook-secret", sealed.body, hashlib.sha256).hexdigest()
    assert (sealed.body, sealed.headers) == (message.body, {"X-Orchestrator-Signature": f"sha256={expected}"})
