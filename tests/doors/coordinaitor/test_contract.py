"""What the contract promises of every answer: envelopes, errors, pages, versions, rates."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from millwright.doors.coordinaitor.app import CONTRACT
from millwright.doors.coordinaitor.errors import TABLE
from millwright.doors.http.faults import FaultKind
from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.kit.context import Actor
from millwright.platform import accounts
from millwright.platform.accounts import Plan
from tests.doors.coordinaitor.conftest import key_of

PROMPT = "Keep a list of the books that I have read"


async def make_projects(services: Services, ada: Actor, count: int) -> None:
    for number in range(count):
        async with services.context(ada) as ctx:
            await projects.create(ctx, prompt=PROMPT, name=f"Books {number}")


@pytest.mark.parametrize("path", ["/api/v1/projects", "/api/projects", "/api/v1/no-such-thing", "/no-such-thing"])
async def test_without_a_good_credential_nothing_is_told(nobody: httpx.AsyncClient, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"X-API-Key": "ak_0000000000000000"}):
        answer = await nobody.get(path, headers=headers)
        error = answer.json()
        assert (answer.status_code, error["error"]["code"]) == (401, "AUTHENTICATION_ERROR")
        assert error["success"] is False
        assert error["meta"].keys() == {"requestId", "timestamp"}


async def test_refusals_of_the_router_wear_the_envelope(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    asked = [("GET", "/api/v1/no-such-thing", 404, "NOT_FOUND"), ("PUT", "/api/v1/projects", 405, "VALIDATION_ERROR")]
    for method, path, status, code in asked:
        answer = await nobody.request(method, path, headers=ada_headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        assert answer.json()["success"] is False


@pytest.mark.parametrize(("body", "status"), [('{"email": ', 400), ("", 422), ("[" * 50_000, 400), ("[]", 422)])
async def test_what_is_no_json_is_told_from_what_is_no_object(
    nobody: httpx.AsyncClient, body: str, status: int
) -> None:
    answer = await nobody.post("/api/v1/auth/login", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, "VALIDATION_ERROR")


async def test_missing_fields_are_named_as_documented(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.post("/api/v1/auth/login", json={})
    error = answer.json()["error"]
    assert (answer.status_code, error["message"]) == (422, "Validation failed")
    assert error["details"] == {"email": ["Email is required"], "password": ["Password is required"]}


async def test_a_body_beyond_the_limit_is_refused_before_it_is_read(nobody: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * CONTRACT.max_body:
            sent += 65536
            yield b" " * 65536

    headers = {"Content-Type": "application/json"}
    answer = await nobody.post("/api/v1/auth/login", content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "VALIDATION_ERROR")
    assert sent < 2 * CONTRACT.max_body


def test_every_fault_has_a_status_and_a_code() -> None:
    assert TABLE.keys() == set(FaultKind)


async def test_lists_have_pages_and_links(
    services: Services, nobody: httpx.AsyncClient, ada: Actor, ada_headers: dict[str, str]
) -> None:
    await make_projects(services, ada, 3)
    first = (await nobody.get("/api/projects?search=books&limit=2", headers=ada_headers)).json()
    assert first["pagination"] == {
        "page": 1,
        "limit": 2,
        "total": 3,
        "pages": 2,
        "hasNext": True,
        "hasPrev": False,
    }
    assert first["links"] == {
        "first": "/api/v1/projects?page=1&limit=2&search=books",
        "last": "/api/v1/projects?page=2&limit=2&search=books",
        "next": "/api/v1/projects?page=2&limit=2&search=books",
        "prev": None,
    }
    second = (await nobody.get(first["links"]["next"], headers=ada_headers)).json()
    assert [item["name"] for item in first["data"] + second["data"]] == ["Books 2", "Books 1", "Books 0"]
    assert (second["links"]["next"], second["pagination"]["hasPrev"]) == (None, True)
    empty = (await nobody.get("/api/v1/projects?status=archived", headers=ada_headers)).json()
    assert (empty["data"], empty["pagination"]["pages"], empty["links"]["last"]) == (
        [],
        0,
        "/api/v1/projects?page=1&limit=20&status=archived",
    )


@pytest.mark.parametrize("query", ["page=0", "limit=101", "limit=0", "page=x", "page=99999999999", "status=sleepy"])
async def test_a_bad_query_is_refused_not_cut(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str], query: str
) -> None:
    answer = await nobody.get(f"/api/v1/projects?{query}", headers=ada_headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "VALIDATION_ERROR")


async def test_a_project_has_the_documented_shape_and_another_tenants_does_not_exist(
    services: Services,
    nobody: httpx.AsyncClient,
    ada: Actor,
    ada_headers: dict[str, str],
    bob_headers: dict[str, str],
) -> None:
    await make_projects(services, ada, 1)
    listed = (await nobody.get("/api/v1/projects", headers=ada_headers)).json()["data"][0]
    path = f"/api/v1/projects/{listed['id']}"
    assert (await nobody.get(path, headers=ada_headers)).json()["data"] == listed
    assert (listed["name"], listed["description"], listed["status"]) == ("Books 0", PROMPT, "active")
    assert (await nobody.get("/api/v1/projects", headers=bob_headers)).json()["data"] == []
    for where in (path, "/api/v1/projects/proj-nonexistent", "/api/v1/projects/..%2F..%2Fetc"):
        answer = await nobody.get(where, headers=bob_headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
        assert "data" not in answer.json()


async def test_a_key_without_the_permission_is_told_so(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    headers = {"X-API-Key": await key_of(nobody, ada_headers, "tasks:read")}
    for query in ("", "?status=archived"):
        answer = await nobody.get(f"/api/v1/projects{query}", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "AUTHORIZATION_ERROR")


@pytest.mark.parametrize(
    ("plan", "limit"), [(Plan.FREE, 1_000), (Plan.PRO, 10_000), (Plan.ENTERPRISE, 100_000), (Plan.UNLIMITED, 100_000)]
)
async def test_headers_tell_of_the_plans_hour(
    services: Services, nobody: httpx.AsyncClient, ada: Actor, ada_headers: dict[str, str], plan: Plan, limit: int
) -> None:
    async with services.database.session() as session:
        organization = await session.get_one(accounts.Organization, ada.organization_id)
        organization.plan = plan
        await accounts.forget(session, ada.organization_id)
    headers = (await nobody.get("/api/v1/projects", headers=ada_headers)).headers
    assert (headers["x-ratelimit-limit"], headers["x-ratelimit-window"]) == (str(limit), "3600")
    assert int(headers["x-ratelimit-remaining"]) < limit


async def test_a_burst_is_refused_though_the_hour_has_room(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    answers = [await nobody.get("/api/v1/projects", headers=ada_headers) for _ in range(51)]
    assert [answer.status_code for answer in answers] == [200] * 50 + [429]
    assert answers[49].headers["x-ratelimit-limit"] == "1000"
    refused = answers[-1]
    assert (refused.headers["x-ratelimit-limit"], refused.headers["x-ratelimit-window"]) == ("50", "60")
    error = refused.json()["error"]
    assert (error["code"], error["message"]) == ("RATE_LIMIT_ERROR", "Rate limit exceeded")
    assert str(error["retryAfter"]) == refused.headers["retry-after"]


async def test_a_keys_own_rate_is_its_own(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    rate = {"requests": 5, "window": 3600}
    headers = {"X-API-Key": await key_of(nobody, ada_headers, "projects:read", rateLimit=rate)}
    first = await nobody.get("/api/v1/projects", headers=headers)
    assert (first.headers["x-ratelimit-limit"], first.headers["x-ratelimit-remaining"]) == ("5", "4")
    answers = [await nobody.get("/api/v1/projects", headers=headers) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert answers[-1].headers["x-ratelimit-remaining"] == "0"
    assert (await nobody.get("/api/v1/projects", headers=ada_headers)).status_code == 200


async def test_no_key_rate_is_above_the_plan(nobody: httpx.AsyncClient, ada_headers: dict[str, str]) -> None:
    rate = {"requests": 1_000_000, "window": 1}
    headers = {"X-API-Key": await key_of(nobody, ada_headers, "projects:read", rateLimit=rate)}
    answers = [await nobody.get("/api/v1/projects", headers=headers) for _ in range(51)]
    assert answers[-1].status_code == 429


async def test_the_document_names_only_versioned_paths_and_the_two_plain_ones(
    app: FastAPI, nobody: httpx.AsyncClient
) -> None:
    paths = app.openapi()["paths"]
    plain = {path for path in paths if not path.startswith("/api/v1/")}
    assert plain == {"/api/auth/login", "/api/auth/refresh"}
    ids = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(ids) == len(set(ids))
    for page in ("/docs", "/redoc", "/api/docs"):
        answer = await nobody.get(page)
        assert (answer.status_code, answer.headers["content-type"][:9]) == (200, "text/html")


async def test_health_is_for_everyone_and_measured_and_status_is_not(
    nobody: httpx.AsyncClient, ada_headers: dict[str, str]
) -> None:
    answer = await nobody.get("/api/system/health")
    data = answer.json()["data"]
    assert (answer.status_code, data["status"], data["services"]["database"]["status"]) == (200, "healthy", "healthy")
    assert data["services"]["database"]["latency"] > 0
    assert data["services"]["database"]["connections"] >= 1
    assert data["services"]["redis"] == {"status": "not configured"}
    assert (await nobody.get("/api/v1/system/status")).status_code == 401
    status = (await nobody.get("/api/v1/system/status", headers=ada_headers)).json()["data"]
    assert status["status"] == "healthy"
    assert "startedAt" in status
