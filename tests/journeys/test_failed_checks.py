"""What becomes of a generation whose application fails its checks, or fails in the browser.

The whole of Millwright runs within this process, and only the compiler is made to err.
"""

from collections.abc import AsyncGenerator
from importlib import import_module
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from millwright.app import opened
from millwright.factory.browser import Chromium
from millwright.factory.generation import AppSpec, compile_formatted
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.database import Database
from millwright.settings import Settings
from millwright.wiring.first_account import KEY_FILE
from tests.journeys.servers import BOOKS, answers, app_ports, require_factory

pytestmark = pytest.mark.slow
URL = "http://127.0.0.1:1"
PIPELINE = import_module("millwright.factory.pipelines.generate")


@pytest.fixture
async def client(database: Database, short_folder: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of all of Millwright, with the embedded Postgres of the tests."""
    require_factory()
    settings = Settings(data=short_folder, database_url=SecretStr(database.url), app_ports=app_ports())
    async with opened(settings, URL) as app:
        key = (short_folder / KEY_FILE).read_text().strip()
        yield httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=f"{URL}/aibuild/v1",
            headers={"Authorization": f"Bearer {key}"},
            timeout=120,
        )


def err(monkeypatch: pytest.MonkeyPatch, path: str, addition: str) -> None:
    """Has the compiler add something to the end of one of its files."""

    async def compile_wrongly(spec: AppSpec, sandbox: Sandbox, toolchain: Toolchain) -> dict[str, bytes]:
        files = dict(await compile_formatted(spec, sandbox, toolchain))
        return {**files, path: files[path] + addition.encode()}

    monkeypatch.setattr(PIPELINE, "compile_formatted", compile_wrongly)


async def generated(client: httpx.AsyncClient) -> tuple[dict[str, str], str]:
    """A generation's operation once it has ended, and its project's path."""
    started = (await client.post("/projects/generate", json={"prompt": BOOKS})).json()
    operation = f"/operations/{started['operationId']}"
    await client.get(f"{operation}/stream")
    return (await client.get(operation)).json(), f"/projects/{started['projectId']}"


async def test_an_application_that_fails_a_test_is_never_deployed(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    err(monkeypatch, "tests/test_main.py", "\n\ndef test_sums() -> None:\n    assert 1 + 1 == 3\n")
    operation, project = await generated(client)
    assert operation["status"] == "failed"
    assert "backend_tests tests/test_main.py" in operation["error"]
    assert (operation["errorCode"], operation["result"]) == ("checks_failed", None)
    assert (await client.get(project)).json()["status"] == "failed"
    assert (await client.get(f"{project}/deployments")).json()["deployments"] == []
    assert (await client.get(f"{project}/files")).json()["files"] == []
    assert (await client.post(f"{project}/deploy", json={"target": "web"})).status_code == 409


async def test_an_application_that_fails_in_the_browser_is_withdrawn(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    if Chromium().missing is not None:
        pytest.skip("Chromium is not installed")
    err(monkeypatch, "frontend/src/main.tsx", "\nreportError(new Error('the page is not well'));\n")
    operation, project = await generated(client)
    assert operation["status"] == "failed"
    assert "the page is not well" in operation["error"]
    assert (await client.get(project)).json()["status"] == "failed"
    (deployment,) = (await client.get(f"{project}/deployments")).json()["deployments"]
    assert deployment["status"] == "failed"
    assert "the page is not well" in deployment["error"]
    async with httpx.AsyncClient() as visitor:
        answer = await visitor.get(deployment["artifactUrl"], headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (503, "app_withdrawn")
    assert not answers(deployment["artifactUrl"])
