"""What the Enterprise contract promises of faults, health, operations and its documents."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from obstore.store import LocalStore

from millwright.doors import enterprise
from millwright.doors.enterprise import errors
from millwright.doors.enterprise.app import CONTRACT
from millwright.doors.http.faults import Fault, FaultKind
from millwright.doors.http.services import Services
from millwright.factory import pipelines
from millwright.factory.pipelines import Wish
from millwright.kit.blobs import Blobs
from millwright.kit.context import Actor
from millwright.kit.database import Database
from millwright.kit.ids import new_id
from millwright.platform import jobs
from tests.doors.conftest import URL
from tests.doors.enterprise.conftest import Client


@pytest.mark.parametrize("path", ["/organizations", "/no-such-thing", "/operations/x"])
async def test_without_a_credential_nothing_is_told(nobody: Client, path: str) -> None:
    for headers in ({}, {"X-API-Key": "sk-not-a-key"}, {"Authorization": "Bearer a.b.c"}):
        answer = await nobody.get(path, headers=headers)
        body = answer.json()
        assert (answer.status_code, body["success"], body["status"]) == (401, False, 401)
        assert body["error"]["code"] == "AUTHENTICATION_FAILED"
        assert body["meta"].keys() == {"timestamp", "request_id"}


async def test_faults_of_a_request_wear_the_envelope(nobody: Client, ada_headers: dict[str, str]) -> None:
    json_headers = {**ada_headers, "Content-Type": "application/json"}
    asked: dict[tuple[int, str], httpx.Response] = {
        (404, "RESOURCE_NOT_FOUND"): await nobody.get("/no-such-thing", headers=ada_headers),
        (405, "METHOD_NOT_ALLOWED"): await nobody.delete("/health", headers=ada_headers),
        (400, "VALIDATION_ERROR"): await nobody.post("/organizations", content='{"name": ', headers=json_headers),
        (413, "VALIDATION_ERROR"): await nobody.post(
            "/organizations", content=b" " * (CONTRACT.max_body + 1), headers=json_headers
        ),
    }
    for (status, code), answer in asked.items():
        body = answer.json()
        assert (answer.status_code, body["status"], body["success"], body["error"]["code"]) == (
            status,
            status,
            False,
            code,
        )


async def test_a_wrong_method_is_told_all_the_right_ones(nobody: Client, ada_headers: dict[str, str]) -> None:
    allowed = {"/organizations": "GET, POST", "/webhooks/x": "DELETE, GET, PATCH", "/auth/authorize": "GET, POST"}
    for path, methods in allowed.items():
        answer = await nobody.put(path, headers=ada_headers)
        assert (answer.status_code, answer.headers.get_list("Allow")) == (405, [methods])


def test_every_kind_of_fault_has_a_place_in_the_table() -> None:
    assert errors.TABLE.keys() == set(FaultKind)
    for kind in FaultKind:
        answer = errors.render(Fault(kind, "some_code", "Something."), "req-1")
        assert answer.status_code == errors.TABLE[kind][0]


async def test_health_asks_every_service(nobody: Client) -> None:
    answer = await nobody.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "healthy"
    assert answer.json()["services"] == dict.fromkeys(("database", "cache", "message_queue", "storage"), "healthy")
    assert "errors" not in answer.json()


async def asked_health(services: Services) -> httpx.Response:
    transport = httpx.ASGITransport(enterprise.create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        return await client.get("/v1/health")


async def test_without_its_database_the_system_is_not_healthy(services: Services) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    answer = await asked_health(replace(services, database=away))
    await away.close()
    assert (answer.status_code, answer.json()["status"]) == (503, "unhealthy")
    assert answer.json()["services"]["database"] == "unhealthy"
    assert answer.json()["services"]["storage"] == "healthy"
    assert "Database connection failed" in answer.json()["errors"]


class StuckBlobs(Blobs):
    """A store that never answers."""

    async def answers(self) -> bool:
        await asyncio.sleep(60)
        return True


async def test_health_does_not_wait_for_ever(services: Services, tmp_path: Path) -> None:
    async with asyncio.timeout(40):
        answer = await asked_health(replace(services, blobs=StuckBlobs(LocalStore(tmp_path))))
    assert answer.status_code == 503
    assert answer.json()["services"] == {
        "database": "healthy",
        "cache": "healthy",
        "message_queue": "healthy",
        "storage": "unhealthy",
    }


async def test_an_operation_is_told_as_far_as_it_is(
    nobody: Client,
    services: Services,
    ada: Actor,
    ada_headers: dict[str, str],
    operator_headers: dict[str, str],
) -> None:
    async with services.context(ada) as ctx:
        started = await pipelines.start_generation(ctx, Wish("Keep a list of the books that I own"))
    path = f"/operations/{started.operation_id}"
    pending = (await nobody.get(path, headers=ada_headers)).json()["data"]
    assert pending == {
        "operation_id": str(started.operation_id),
        "status": "pending",
        "progress_percent": 0,
        "resource_url": f"/projects/{started.project.id}",
    }
    async with services.context(ada) as ctx:
        await jobs.cancel(ctx, started.operation_id)
    cancelled = (await nobody.get(path, headers=ada_headers)).json()["data"]
    assert cancelled["status"] == "cancelled"
    assert cancelled.keys() == {"operation_id", "status", "progress_percent", "completed_at"}
    for unknown in (path, f"/operations/{new_id()}", "/operations/nonsense"):
        assert (await nobody.get(unknown, headers=operator_headers)).status_code == 404


async def test_the_document_says_what_the_contract_says(nobody: Client) -> None:
    document = (await nobody.host.get("/openapi.json")).json()
    assert document["info"]["title"] == "AI Agent System API"
    assert document["info"]["version"] == "1.0.0"
    assert document["info"]["contact"] == {"name": "API Support", "email": "api-support@example.com"}
    assert document["servers"] == [{"url": f"{URL}/enterprise/v1", "description": "Production server"}]
    assert {"Organizations", "Projects", "Requirements", "Deployments"} <= {tag["name"] for tag in document["tags"]}
    assert document["components"]["securitySchemes"] == {
        "BearerAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "ApiKeyAuth": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    named = [operation["operationId"] for _, operation in operations_of(document)]
    assert len(named) == len(set(named))


def operations_of(
    document: Mapping[str, Mapping[str, Mapping[str, dict[str, str]]]],
) -> list[tuple[str, dict[str, str]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


async def test_the_postman_collection_has_an_item_for_each_operation(nobody: Client) -> None:
    document = (await nobody.host.get("/openapi.json")).json()
    collection = (await nobody.host.get("/postman-collection.json")).json()
    assert collection["info"]["schema"].endswith("/v2.1.0/collection.json")
    items = [item for folder in collection["item"] for item in folder["item"]]
    named = {f"{item['request']['method']} /{'/'.join(item['request']['url']['path'])}" for item in items}
    asked = {name.replace("{", ":").replace("}", "") for name, _ in operations_of(document)}
    assert named == asked
    assert {variable["key"] for variable in collection["variable"]} == {"base_url", "access_token"}


@pytest.mark.parametrize(("path", "word"), [("/docs", "swagger"), ("/redoc", "redoc")])
async def test_the_pages_stand_beside_the_version(nobody: Client, path: str, word: str) -> None:
    answer = await nobody.host.get(path)
    assert answer.status_code == 200
    assert word in answer.text.lower()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_the_retired_version_says_so_to_everybody(nobody: Client, method: str) -> None:
    answer = await nobody.host.request(method, "/v0/organizations/a b")
    assert (answer.status_code, answer.json()["success"], answer.json()["status"]) == (410, False, 410)
    assert (answer.headers["Deprecation"], answer.headers["Sunset"]) == ("true", "2024-12-31T00:00:00Z")
    assert answer.headers["Link"] == f'<{URL}/enterprise/v1/organizations/a%20b>; rel="successor-version"'


async def test_beside_the_versions_there_is_nothing_else(nobody: Client) -> None:
    answer = await nobody.host.get("/v2/organizations")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "RESOURCE_NOT_FOUND")
