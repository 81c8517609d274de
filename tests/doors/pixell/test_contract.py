import json
from dataclasses import replace

import httpx
import pytest

from millwright.doors import pixell
from millwright.doors.http.faults import Fault, FaultKind
from millwright.doors.http.services import Services
from millwright.doors.pixell.errors import TABLE, render
from millwright.kit.database import Database
from millwright.platform.accounts import ApiKey
from tests.doors.conftest import URL
from tests.doors.pixell.conftest import NewClient, program


async def test_health_says_how_each_service_is(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.get("/api/health")
    assert answer.status_code == 200
    body = answer.json()
    assert body.pop("timestamp").endswith("Z")
    assert body == {
        "status": "healthy",
        "services": {"database": "connected", "storage": "connected", "auth": "operational"},
    }


async def test_without_its_database_the_service_is_not_healthy(services: Services) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    app = pixell.create_app(replace(services, database=away))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=URL) as client:
        answer = await client.get("/api/health")
    await away.close()
    assert answer.status_code == 503
    assert answer.json()["status"] == "unhealthy"
    assert answer.json()["services"] == {
        "database": "disconnected",
        "storage": "connected",
        "auth": "unavailable",
    }


@pytest.mark.parametrize("path", ["/api/auth/session", "/api/organizations/current", "/api/no-such-thing", "/"])
async def test_without_a_credential_nothing_is_told(nobody: httpx.AsyncClient, path: str) -> None:
    answer = await nobody.get(path)
    assert answer.status_code == 401
    assert answer.json() == {"error": "Invalid or missing credentials.", "code": "CREDENTIAL_MISSING"}


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer nonsense"}, {"Cookie": "sb-millwright-auth-token=ses_x"}, {"X-API-Key": "sk_live_x"}],
)
async def test_a_bad_credential_is_refused(nobody: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await nobody.get("/api/auth/session", headers=headers)).status_code == 401


async def test_faults_of_the_request_wear_the_envelope(ada_browser: httpx.AsyncClient) -> None:
    json_type = {"Content-Type": "application/json"}
    answers = {
        404: await ada_browser.get("/api/no-such-thing"),
        405: await ada_browser.put("/api/auth/session"),
        400: await ada_browser.post("/api/api-keys", content='{"name": ', headers=json_type),
        413: await ada_browser.post("/api/api-keys", content=b"x" * (1024 * 1024 + 1), headers=json_type),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert set(answer.json()) == {"error", "code"}
    assert answers[400].json()["code"] == "MALFORMED_JSON"


async def test_a_body_of_another_type_is_refused(ada_browser: httpx.AsyncClient) -> None:
    answer = await ada_browser.post(
        "/api/api-keys", content=json.dumps({"name": "CI"}), headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", list(FaultKind))
def test_every_fault_has_its_answer(kind: FaultKind) -> None:
    answer = render(Fault(kind, "some_code", "Some words."), "req-1")
    assert answer.status_code == TABLE[kind]
    assert json.loads(bytes(answer.body)) == {"error": "Some words.", "code": "SOME_CODE"}


async def test_an_address_without_a_credential_has_100_requests_an_hour(nobody: httpx.AsyncClient) -> None:
    first = await nobody.get("/api/health")
    assert first.headers["X-RateLimit-Limit"] == "100"
    assert first.headers["X-RateLimit-Remaining"] == "99"
    assert len(first.headers["X-RateLimit-Reset"]) == 10
    for _ in range(99):
        await nobody.get("/api/auth/session")
    refused = await nobody.get("/api/health")
    assert refused.status_code == 429
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert refused.json()["code"] == "RATE_LIMITED"
    assert int(refused.headers["Retry-After"]) == refused.json()["details"]["retry_after"]


async def test_an_organization_has_1000_requests_an_hour_together(
    new_client: NewClient, ada_browser: httpx.AsyncClient
) -> None:
    made = (await ada_browser.post("/api/api-keys", json={"name": "CI"})).json()["apiKey"]
    answer = await program(new_client, made["key"]).get("/api/auth/session")
    assert answer.headers["X-RateLimit-Limit"] == "1000"
    assert answer.headers["X-RateLimit-Remaining"] == "998"


async def test_a_key_with_a_rate_of_its_own_is_counted_by_that(
    services: Services, new_client: NewClient, ada_browser: httpx.AsyncClient
) -> None:
    made = (await ada_browser.post("/api/api-keys", json={"name": "CI"})).json()["apiKey"]
    async with services.database.session() as session:
        key = await session.get_one(ApiKey, made["id"])
        key.rate_requests, key.rate_seconds = 5, 60
    answer = await program(new_client, made["key"]).get("/api/auth/session")
    assert answer.headers["X-RateLimit-Limit"] == "5"


async def test_the_document_says_what_is_an_extension(nobody: httpx.AsyncClient) -> None:
    document = (await nobody.get("/openapi.json")).json()
    extensions = {
        path for path, methods in document["paths"].items() for it in methods.values() if "Extensions" in it["tags"]
    }
    assert "/api/auth/refresh" in extensions
    assert not {"/api/auth/login", "/api/api-keys", "/api/health", "/api/organizations/members"} & extensions
    assert "HTTPValidationError" not in json.dumps(document)
    assert document["components"]["securitySchemes"]["SessionCookie"]["name"] == "sb-millwright-auth-token"
    assert document["paths"]["/api/auth/login"]["post"]["security"] == []
