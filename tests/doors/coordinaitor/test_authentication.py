"""Logging in, going on, logging out, and API keys."""

import re

import httpx
import pytest

from tests.doors.coordinaitor.conftest import key_of
from tests.factories.accounts import PASSWORD

ME = "/api/v1/users/me"


async def test_a_login_answers_within_the_envelope_and_without_a_version_plainly(
    nobody: httpx.AsyncClient, ada_email: str
) -> None:
    body = {"email": ada_email, "password": PASSWORD}
    answer = await nobody.post("/api/v1/auth/login", json=body)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["success"] is True
    data, meta = answer.json()["data"], answer.json()["meta"]
    assert data["expiresIn"] == 3600
    assert data["accessToken"].count(".") == 2
    assert data["user"]["email"] == ada_email
    assert re.fullmatch(r"user-[0-9A-Za-z]{22}", data["user"]["id"])
    assert re.fullmatch(r"org-[0-9A-Za-z]{22}", data["user"]["organizationId"])
    assert (meta["requestId"][:4], meta["version"]) == ("req-", "1.0.0")
    assert meta["timestamp"].endswith("Z")
    plain = (await nobody.post("/api/auth/login", json=body)).json()
    assert (plain.keys(), plain["user"]) == (data.keys(), data["user"])


async def test_a_wrong_password_and_an_unknown_account_are_refused_alike(
    nobody: httpx.AsyncClient, ada_email: str
) -> None:
    told = set[str]()
    for email in (ada_email, "nobody@example.test"):
        answer = await nobody.post("/api/v1/auth/login", json={"email": email, "password": "wrong-password"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "AUTHENTICATION_ERROR")
        assert "data" not in answer.json()
        told.add(answer.json()["error"]["message"])
    assert len(told) == 1


async def test_a_refresh_token_is_good_once(nobody: httpx.AsyncClient, ada_email: str) -> None:
    body = {"email": ada_email, "password": PASSWORD}
    first = (await nobody.post("/api/auth/login", json=body)).json()
    second = (await nobody.post("/api/auth/refresh", json={"refreshToken": first["refreshToken"]})).json()
    assert second.keys() == {"accessToken", "refreshToken", "expiresIn"}
    headers = {"Authorization": f"Bearer {second['accessToken']}"}
    assert (await nobody.get(ME, headers=headers)).status_code == 200
    again = await nobody.post("/api/v1/auth/refresh", json={"refreshToken": first["refreshToken"]})
    assert (again.status_code, again.json()["error"]["code"]) == (401, "AUTHENTICATION_ERROR")
    assert (await nobody.get(ME, headers=headers)).status_code == 401


@pytest.mark.parametrize("with_token", [True, False])
@pytest.mark.parametrize("with_header", [True, False])
async def test_a_logout_ends_the_session_by_either_of_its_tokens(
    nobody: httpx.AsyncClient, ada_email: str, *, with_token: bool, with_header: bool
) -> None:
    body = {"email": ada_email, "password": PASSWORD}
    tokens = (await nobody.post("/api/v1/auth/login", json=body)).json()["data"]
    headers = {"Authorization": f"Bearer {tokens['accessToken']}"}
    sent = {"refreshToken": tokens["refreshToken"]} if with_token else {}
    answer = await nobody.post("/api/v1/auth/logout", json=sent, headers=headers if with_header else {})
    ended = with_token or with_header
    assert answer.status_code == (204 if ended else 401)
    assert (await nobody.get(ME, headers=headers)).status_code == (401 if ended else 200)
    refreshed = await nobody.post("/api/v1/auth/refresh", json={"refreshToken": tokens["refreshToken"]})
    assert refreshed.status_code == (401 if ended else 200)


async def test_a_key_is_shown_once_and_works_in_both_headers(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    wanted = ["tasks:read", "tasks:write", "projects:read"]
    body = {"name": "My Integration", "permissions": wanted, "redirectUris": ["https://example.com/back"]}
    answer = await nobody.post("/api/auth/api-keys", json=body, headers=ada_headers)
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    made = answer.json()["data"]
    assert re.fullmatch(r"ak_[A-Za-z0-9_-]{16,}", made["key"])
    assert (made["name"], made["permissions"]) == ("My Integration", wanted)
    for headers in ({"X-API-Key": made["key"]}, {"Authorization": f"Bearer {made['key']}"}):
        assert (await nobody.get("/api/projects", headers=headers)).status_code == 200
    shown = (await nobody.get(f"/api/v1/auth/api-keys/{made['id']}", headers=ada_headers)).json()["data"]
    assert shown == {name: value for name, value in made.items() if name != "key"} | {"lastUsedAt": shown["lastUsedAt"]}
    assert shown["lastUsedAt"] is not None
    listed = (await nobody.get("/api/v1/auth/api-keys", headers=ada_headers)).json()
    assert [item["id"] for item in listed["data"]] == [made["id"]]
    assert made["key"] not in str(listed)


async def test_a_rotated_or_deleted_key_ends_at_once(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    old = await key_of(nobody, ada_headers, "projects:read")
    path = (
        f"/api/v1/auth/api-keys/{(await nobody.get('/api/auth/api-keys', headers=ada_headers)).json()['data'][0]['id']}"
    )
    new = (await nobody.post(f"{path}/rotate", headers=ada_headers)).json()["data"]["key"]
    assert (await nobody.get("/api/v1/projects", headers={"X-API-Key": old})).status_code == 401
    assert (await nobody.get("/api/v1/projects", headers={"X-API-Key": new})).status_code == 200
    assert (await nobody.delete(path, headers=ada_headers)).status_code == 204
    assert (await nobody.get("/api/v1/projects", headers={"X-API-Key": new})).status_code == 401
    assert (await nobody.get(path, headers=ada_headers)).status_code == 404


async def test_a_key_never_may_more_than_its_maker(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], cleo_headers: dict[str, str]
) -> None:
    key = await key_of(nobody, ada_headers, "keys:write", "projects:read")
    body = {"name": "More", "permissions": ["projects:write"]}
    for headers in ({"X-API-Key": key}, cleo_headers):
        permissions = body if headers is not cleo_headers else {**body, "permissions": ["users:write"]}
        answer = await nobody.post("/api/v1/auth/api-keys", json=permissions, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "AUTHORIZATION_ERROR")


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ({"permissions": ["moon:walk"]}, {"name": "Name is required", "permissions": "Permissions must be one of"}),
        ({"name": "x", "permissions": []}, {"permissions": "at least 1"}),
        ({"name": "", "permissions": ["tasks:read"]}, {"name": "at least 1"}),
        ({"name": "a\x00b", "permissions": ["tasks:read"]}, {"name": "Name must not hold NUL"}),
        ({"name": "x", "permissions": ["tasks:read"], "redirectUris": ["javascript:alert(1)"]}, {"redirectUris": ""}),
        ({"name": "x", "permissions": ["tasks:read"], "rateLimit": {"requests": 0}}, {"rateLimit.requests": ""}),
    ],
)
async def test_a_bad_key_names_each_faulty_field(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], body: dict[str, object], details: dict[str, str]
) -> None:
    answer = await nobody.post("/api/v1/auth/api-keys", json=body, headers=ada_headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
    for field, words in details.items():
        assert words in answer.json()["error"]["details"][field][0]


async def test_a_key_with_redirections_is_an_oauth_client(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    body = {"name": "Client", "permissions": ["projects:read"], "redirectUris": ["https://example.com/back"]}
    made = (await nobody.post("/api/v1/auth/api-keys", json=body, headers=ada_headers)).json()["data"]
    asked = {"client_id": made["id"], "response_type": "code", "scope": "projects:read", "state": "st"}
    agreed = await nobody.post("/oauth/authorize", data={**asked, "decision": "approve"}, headers=ada_headers)
    back = httpx.URL(agreed.headers["location"])
    assert (back.host, back.params["state"]) == ("example.com", "st")
    grant = {"grant_type": "authorization_code", "code": back.params["code"]}
    client = {"client_id": made["id"], "client_secret": made["key"]}
    token = (await nobody.post("/oauth/token", data={**grant, **client})).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert (await nobody.get("/api/v1/projects", headers=headers)).status_code == 200
    assert (await nobody.get("/api/v1/users", headers=headers)).status_code == 403
    assert (await nobody.put(ME, json={"name": "Mallory"}, headers=headers)).status_code == 403


async def test_anothers_key_does_not_exist(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], bob_headers: dict[str, str]
) -> None:
    key = await key_of(nobody, ada_headers, "projects:read")
    key_id = (await nobody.get("/api/v1/auth/api-keys", headers=ada_headers)).json()["data"][0]["id"]
    path = f"/api/v1/auth/api-keys/{key_id}"
    for method, where in (("GET", path), ("DELETE", path), ("POST", f"{path}/rotate"), ("GET", f"{path[:-22]}x")):
        answer = await nobody.request(method, where, headers=bob_headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert (await nobody.get("/api/v1/projects", headers={"X-API-Key": key})).status_code == 200
