"""The contract as its clients see it."""

from uuid import UUID, uuid4

import httpx
import pytest

from millwright.doors.http.services import Services
from tests.factories.accounts import PASSWORD

PROMPT = "A bike repair shop: customers, bikes and repairs with a status"
Headers = dict[str, str]


async def build(client: httpx.AsyncClient, headers: Headers, prompt: str = PROMPT) -> str:
    answer = await client.post("/api/nexus-forge/build", json={"prompt": prompt}, headers=headers)
    assert answer.status_code == 202, answer.text
    return str(UUID(answer.json()["session_id"]))


async def test_a_session_goes_on_by_its_refresh_token_and_ends_with_the_logout(
    nobody: httpx.AsyncClient, ada_email: str
):
    login = (await nobody.post("/auth/login", json={"email": ada_email, "password": PASSWORD})).json()
    assert (login["token_type"], login["expires_in"]) == ("bearer", 1800)
    fresh = (await nobody.post("/auth/refresh", json={"refresh_token": login["refresh_token"]})).json()
    headers = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert (await nobody.get("/api/nexus-forge/builds", headers=headers)).json() == []
    assert (await nobody.post("/auth/logout", headers=headers)).status_code == 200
    ended = await nobody.get("/api/nexus-forge/builds", headers=headers)
    assert (ended.status_code, ended.json()["error_code"]) == (401, "UNAUTHORIZED")
    again = await nobody.post("/auth/refresh", json={"refresh_token": fresh["refresh_token"]})
    assert (again.status_code, again.json()["error_code"]) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/auth/login", {"email": "x@example.test"}, 400, "INVALID_INPUT"),
        ("POST", "/auth/login", {"email": "a\x00", "password": "b"}, 400, "INVALID_INPUT"),
        ("POST", "/auth/login", {"email": "x@example.test", "password": "wrong"}, 401, "UNAUTHORIZED"),
        ("POST", "/auth/refresh", {"refresh_token": "def50200ace"}, 401, "UNAUTHORIZED"),
        ("GET", "/api/nexus-forge/builds", None, 401, "UNAUTHORIZED"),
        ("GET", "/no/such/path", None, 401, "UNAUTHORIZED"),
    ],
)
async def test_what_nobody_may_or_can_do_is_said_in_the_contracts_envelope(
    nobody: httpx.AsyncClient, method: str, path: str, body: dict[str, str] | None, status: int, code: str
):
    answer = await nobody.request(method, path, json=body)
    assert (answer.status_code, answer.json()["error_code"]) == (status, code)
    assert answer.json().keys() == {"detail", "error_code"}


async def test_a_path_that_there_is_not_is_not_found_and_a_wrong_method_is_said(
    nobody: httpx.AsyncClient, ada_headers: Headers
):
    assert (await nobody.get("/no/such/path", headers=ada_headers)).json()["error_code"] == "NOT_FOUND"
    assert (await nobody.put("/api/nexus-forge/builds", headers=ada_headers)).status_code == 405
    answer = await nobody.post("/api/nexus-forge/build", content="{", headers=ada_headers)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_INPUT")


async def test_a_build_is_listed_searched_filtered_and_called_off(nobody: httpx.AsyncClient, ada_headers: Headers):
    first = await build(nobody, ada_headers)
    second = await build(nobody, ada_headers, "A library: books, members and loans with a due date")

    async def listed(**query: str | int) -> list[str]:
        answer = await nobody.get("/api/nexus-forge/builds", params=query, headers=ada_headers)
        assert answer.status_code == 200, answer.text
        return [item["session_id"] for item in answer.json()]

    assert await listed() == [second, first]
    assert await listed(limit=1) == [second]
    assert await listed(skip=1) == [first]
    assert await listed(search="BIKE") == [first]
    assert await listed(search="%") == []
    assert await listed(status="initializing") == [second, first]
    assert await listed(status="completed") == []
    shown = (await nobody.get(f"/api/nexus-forge/build/{first}", headers=ada_headers)).json()
    assert (shown["status"], shown["progress"], shown["result"]) == ("initializing", 0, None)
    done = (await nobody.delete(f"/api/nexus-forge/build/{first}", headers=ada_headers)).json()
    assert done == {"message": "Build session cancelled successfully", "status": "cancelled"}
    assert await listed(status="cancelled") == [first]
    assert (await nobody.delete(f"/api/nexus-forge/build/{first}", headers=ada_headers)).json()["status"] == "deleted"
    assert await listed() == [second]
    refused = await nobody.post(f"/api/nexus-forge/deploy/{second}", json={}, headers=ada_headers)
    assert refused.status_code == 409


async def test_another_organizations_session_does_not_exist(
    nobody: httpx.AsyncClient, ada_headers: Headers, bob_headers: Headers
):
    session = await build(nobody, ada_headers)
    for method, path in (("GET", "build"), ("DELETE", "build"), ("POST", "deploy")):
        for wanted in (session, str(uuid4()), "..%2f..", "no-uuid"):
            answer = await nobody.request(
                method, f"/api/nexus-forge/{path}/{wanted}", json={} if path == "deploy" else None, headers=bob_headers
            )
            assert answer.status_code == 404, (method, path, wanted)
    assert (await nobody.get(f"/api/nexus-forge/build/{session}", headers=ada_headers)).status_code == 200


async def test_a_build_needs_words(nobody: httpx.AsyncClient, ada_headers: Headers):
    for body in ({}, {"prompt": " "}):
        answer = await nobody.post("/api/nexus-forge/build", json=body, headers=ada_headers)
        assert answer.status_code == 400
        assert answer.json() == {"detail": "App description is required", "error_code": "INVALID_INPUT"}


async def test_the_sixth_build_of_an_hour_waits_and_other_endpoints_do_not(
    nobody: httpx.AsyncClient, ada_headers: Headers, bob_headers: Headers
):
    for _ in range(5):
        await build(nobody, ada_headers)
    sixth = await nobody.post("/api/nexus-forge/build", json={"prompt": PROMPT}, headers=ada_headers)
    assert sixth.status_code == 429
    assert sixth.json()["detail"] == "Rate limit exceeded. Please wait before starting another build."
    assert 1 <= sixth.json()["retry_after"] <= 3600
    assert (await nobody.get("/api/nexus-forge/builds", headers=ada_headers)).status_code == 200
    await build(nobody, bob_headers)


async def test_the_eleventh_login_of_one_address_waits(nobody: httpx.AsyncClient, ada_email: str):
    for _ in range(10):
        answer = await nobody.post("/auth/login", json={"email": "guess@example.test", "password": "wrong"})
        assert answer.status_code == 401
    answer = await nobody.post("/auth/login", json={"email": "Guess@example.test", "password": "wrong"})
    assert (answer.status_code, answer.json()["error_code"]) == (429, "RATE_LIMIT_EXCEEDED")
    other = await nobody.post("/auth/login", json={"email": ada_email, "password": PASSWORD})
    assert other.status_code == 200


async def test_a_key_has_its_permissions_and_its_own_rate(nobody: httpx.AsyncClient, ada_headers: Headers):
    body = {"name": "Development Testing", "permissions": ["build"], "rate_limit": 3}
    made = (await nobody.post("/api/keys", json=body, headers=ada_headers)).json()
    assert made["key"].startswith("pk_live_")
    [listed] = (await nobody.get("/api/keys", headers=ada_headers)).json()
    assert listed["key"] == f"{made['key'][:12]}...{made['key'][-4:]}"
    assert (listed["permissions"], listed["rate_limit"]) == (["build"], 3)
    headers = {"Authorization": f"Bearer {made['key']}"}
    session = await build(nobody, headers)
    assert (await nobody.post(f"/api/nexus-forge/deploy/{session}", json={}, headers=headers)).status_code == 403
    assert (await nobody.get("/api/config/models", headers=headers)).status_code == 200
    refused = await nobody.get("/api/config/models", headers=headers)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, str(refused.json()["retry_after"]))


async def test_health_is_asked_of_everything_and_told_to_everybody(nobody: httpx.AsyncClient):
    answer = await nobody.get("/health")
    assert answer.status_code == 200
    assert answer.json()["services"] == {
        "database": "healthy",
        "redis": "not configured",
        "ai_models": "healthy",
        "storage": "healthy",
    }


async def test_the_document_says_which_operations_need_no_credential(services: Services, nobody: httpx.AsyncClient):
    document = (await nobody.get("/openapi.json")).json()
    assert document["paths"]["/auth/login"]["post"]["security"] == []
    assert "security" not in document["paths"]["/api/keys"]["get"]
    assert document["security"] == [{"BearerAuth": []}]
    for page in ("/docs", "/redoc"):
        assert (await nobody.get(page)).headers["content-type"].startswith("text/html")
