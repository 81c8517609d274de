"""What the Enterprise contract promises of tokens, keys and rates."""

import base64
import json
from datetime import timedelta

import pytest

from millwright.doors.enterprise.limits import WINDOWS, EnterpriseLimits
from millwright.doors.http.rates import Caller
from millwright.doors.http.services import Services
from millwright.factory import pipelines
from millwright.kit.context import Actor
from millwright.platform.accounts import Plan
from tests.doors.conftest import URL
from tests.doors.enterprise.conftest import Client
from tests.factories.accounts import PASSWORD, set_password


def claims(token: str) -> dict[str, object]:
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


async def new_key(client: Client, headers: dict[str, str], **body: object) -> dict[str, str]:
    answer = await client.post("/api-keys", headers=headers, json={"name": "k", "scopes": ["projects:read"], **body})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json()["data"]


async def test_a_token_has_the_documented_claims(nobody: Client, services: Services, ada: Actor) -> None:
    async with services.database.session() as session:
        email = await set_password(session, ada.user_id)
    answer = await nobody.token(grant_type="password", username=email, password=PASSWORD)
    told = claims(answer.json()["access_token"])
    assert (told["sub"], told["org"], told["email"], told["role"], told["iss"]) == (
        str(ada.user_id),
        str(ada.organization_id),
        email,
        "owner",
        URL,
    )
    assert "projects:write" in str(told["permissions"])
    assert "organizations:admin" not in str(told["permissions"])
    assert int(str(told["exp"])) - int(str(told["iat"])) == answer.json()["expires_in"] == 3600


async def test_a_refresh_token_is_good_once(nobody: Client, services: Services, ada: Actor) -> None:
    async with services.database.session() as session:
        email = await set_password(session, ada.user_id)
    first = (await nobody.token(grant_type="password", username=email, password=PASSWORD)).json()
    again = await nobody.token(grant_type="refresh_token", refresh_token=first["refresh_token"])
    headers = {"Authorization": f"Bearer {again.json()['access_token']}"}
    assert (await nobody.get("/organizations", headers=headers)).status_code == 200
    reused = await nobody.token(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert (reused.status_code, reused.json()["error"]) == (400, "invalid_grant")


async def test_a_keys_own_rate_holds_for_all_of_its_tokens_together(
    nobody: Client, ada_headers: dict[str, str]
) -> None:
    rate = {"requests": 3, "seconds": 3600}
    key = await new_key(nobody, ada_headers, scopes=["organizations:read"], rate=rate)
    statuses: list[int] = []
    for _ in range(4):
        asked = {"grant_type": "client_credentials", "client_id": key["id"], "client_secret": key["key"]}
        token = (await nobody.token(**asked)).json()["access_token"]
        answer = await nobody.get("/organizations", headers={"Authorization": f"Bearer {token}"})
        statuses.append(answer.status_code)
    assert statuses == [200, 200, 200, 429]
    by_key = await nobody.get("/organizations", headers={"Authorization": f"Bearer {key['key']}"})
    assert by_key.status_code == 429


async def test_a_key_without_the_scope_sees_no_operation(
    nobody: Client, services: Services, ada: Actor, ada_headers: dict[str, str]
) -> None:
    async with services.context(ada) as ctx:
        started = await pipelines.start_generation(ctx, pipelines.Wish("A bike repair shop with customers"))
    statuses: list[int] = []
    for scope in ("webhooks:read", "projects:read"):
        key = await new_key(nobody, ada_headers, scopes=[scope])
        headers = {"Authorization": f"Bearer {key['key']}"}
        statuses.append((await nobody.get(f"/operations/{started.operation_id}", headers=headers)).status_code)
    assert statuses == [403, 200]


async def test_a_key_is_a_client_whose_tokens_can_do_less(nobody: Client, ada_headers: dict[str, str]) -> None:
    key = await new_key(nobody, ada_headers, scopes=["projects:read", "organizations:read"])
    client = {"grant_type": "client_credentials", "client_id": key["id"], "client_secret": key["key"]}
    token = (await nobody.token(**client, scope="organizations:read")).json()
    assert claims(token["access_token"])["permissions"] == ["organizations:read"]
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert (await nobody.get("/organizations", headers=headers)).status_code == 200
    assert (await nobody.get("/api-keys", headers=headers)).status_code == 403
    wider = await nobody.token(**client, scope="projects:write")
    assert (wider.status_code, wider.json()["error"]) == (400, "invalid_scope")


async def test_a_key_is_shown_once_and_ends_at_once(nobody: Client, ada_headers: dict[str, str]) -> None:
    key = await new_key(nobody, ada_headers)
    listed = await nobody.get("/api-keys", headers=ada_headers)
    assert [item["id"] for item in listed.json()["data"]] == [key["id"]]
    assert key["key"] not in listed.text
    for headers in ({"X-API-Key": key["key"]}, {"Authorization": f"Bearer {key['key']}"}):
        assert (await nobody.get("/projects/x", headers=headers)).status_code == 404
    assert (await nobody.delete(f"/api-keys/{key['id']}", headers=ada_headers)).status_code == 204
    assert (await nobody.get("/projects/x", headers={"X-API-Key": key["key"]})).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scopes": ["moon:admin"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"redirect_uris": ["http://evil.example/"]}, "redirect_uris"),
        ({"rate": {"requests": 0, "seconds": 1}}, "rate.requests"),
        ({"name": ""}, "name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2090-01-01T00:00:00"}, "expires_at"),
    ],
)
async def test_a_bad_key_names_its_field(
    nobody: Client, ada_headers: dict[str, str], body: dict[str, object], field: str
) -> None:
    sent = {"name": "k", "scopes": ["projects:read"], **body}
    answer = await nobody.post("/api-keys", headers=ada_headers, json=sent)
    assert (answer.status_code, answer.json()["error"]["details"][0]["field"]) == (400, field)


async def test_no_key_can_do_more_than_its_maker(nobody: Client, ada_headers: dict[str, str]) -> None:
    sent = {"name": "k", "scopes": ["organizations:admin"]}
    answer = await nobody.post("/api-keys", headers=ada_headers, json=sent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "AUTHORIZATION_DENIED")


async def test_anothers_key_does_not_exist(
    nobody: Client, ada_headers: dict[str, str], operator_headers: dict[str, str]
) -> None:
    key = await new_key(nobody, operator_headers)
    assert (await nobody.delete(f"/api-keys/{key['id']}", headers=ada_headers)).status_code == 404


async def test_a_keys_own_rate_holds(nobody: Client, ada_headers: dict[str, str]) -> None:
    key = await new_key(nobody, ada_headers, rate={"requests": 2, "seconds": 60})
    answers = [await nobody.get("/projects/x", headers={"X-API-Key": key["key"]}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert [answer.headers["X-RateLimit-Limit"] for answer in answers] == ["2", "2", "2"]


async def test_beyond_the_plans_rate_requests_are_refused_as_documented(
    nobody: Client, services: Services, ada: Actor, ada_headers: dict[str, str]
) -> None:
    first = await nobody.get("/organizations", headers=ada_headers)
    assert (first.headers["X-RateLimit-Limit"], first.headers["X-RateLimit-Remaining"]) == ("100", "99")
    subject = f"organization:{ada.organization_id}"
    await services.limiter.hit("enterprise:requests", subject, WINDOWS[Plan.FREE], cost=99)
    answer = await nobody.get("/organizations", headers=ada_headers)
    body = answer.json()
    assert (answer.status_code, body["status"], body["error"]["code"]) == (429, 429, "RATE_LIMIT_EXCEEDED")
    seconds = body["meta"]["retry_after"]
    assert body["error"]["message"] == f"You have exceeded the rate limit. Please retry after {seconds} seconds."
    assert answer.headers["Retry-After"] == str(seconds)
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert body["meta"]["limit_resets_at"].endswith("Z")


def test_each_plan_has_a_minute_an_hour_and_a_day() -> None:
    for windows in WINDOWS.values():
        assert [window.seconds for window in windows] == [60, 3_600, int(timedelta(days=1).total_seconds())]
    rule = EnterpriseLimits().rule(Caller(None, "192.0.2.1"), "GET", "/health")
    assert (rule.subject, rule.windows[0].requests) == ("address:192.0.2.1", 100)
