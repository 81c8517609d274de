"""``kill -9`` of a real server, in each phase of a generation and with an application running."""

import signal
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from millwright.doors.cli.client import Client, JsonObject, json_object, objects
from millwright.doors.cli.servers import Server
from millwright.factory.builds.models import Artefact
from millwright.factory.deployments import AppSite, Deployment, DeploymentState
from millwright.factory.projects import Project, ProjectState, Revision
from millwright.kit import embedded_postgres
from millwright.kit.database import Database
from millwright.platform import events
from millwright.platform.jobs import Operation, OperationState
from tests.journeys.servers import (
    BOOKS,
    answers,
    command_line,
    descendants,
    finished,
    require_factory,
    short_data_folder,
    start,
    stop,
    until,
)

pytestmark = pytest.mark.slow
LATER_PHASES = ("write", "check", "release", "browse")
CHECKING = ("bun test", "tsc --noEmit", "ty check", "oxlint")
"""What the command lines of running checks hold."""
CLINIC = (
    "A clinic: patients, doctors, rooms, appointments, prescriptions, invoices and equipment, with a calendar, "
    "a dashboard and reports"
)
"""What takes the checks long enough to be looked at."""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    require_factory()
    with short_data_folder() as folder:
        yield folder


def client_of(server: Server) -> Client:
    return Client(server.url, server.key)


def until_phase(server: Server, operation_id: str, name: str) -> None:
    """Returns once the operation is in that phase, or has just been: a short one can be over before it is told of."""
    with client_of(server) as client:
        for event, data in client.stream(f"/operations/{operation_id}/stream"):
            if event == "operation" and state_of(data, name) != "pending":
                return
    pytest.fail(f"it was never seen in {name}")


def state_of(operation: JsonObject, phase: str) -> str:
    return next(str(item["state"]) for item in objects(operation["phases"]) if item["name"] == phase)


def kill(server: Server) -> None:
    """Kills the server, and sees to it that all it has started ends with it, but for the database."""
    assert server.process is not None
    left = {pid: line for pid, line in descendants(server.process.pid).items() if "postgres" not in line}
    assert left
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    until(lambda: not [pid for pid, line in left.items() if command_line(pid) == line], seconds=30)


@pytest.mark.timeout(900)
async def test_a_generation_killed_in_every_phase_is_finished_once_and_its_application_comes_back(data: Path):
    server = start(data)
    with client_of(server) as client:
        started = client.post("/projects/generate", {"prompt": BOOKS})
    operation_id = str(started["operationId"])
    # Reading takes some milliseconds, too few to be seen from outside: this is in it, or just before.
    kill(server)
    server = start(data)
    for phase in LATER_PHASES:
        until_phase(server, operation_id, phase)
        kill(server)
        server = start(data)
    with client_of(server) as client:
        ended = finished(client, operation_id)
    assert ended["status"] == "succeeded", ended["error"]
    url = str(json_object(ended["result"])["url"])
    assert answers(url)
    kill(server)
    assert not answers(url)
    server = start(data)
    until(lambda: answers(url))
    stop(server)
    await check_that_all_was_made_once(data)


async def check_that_all_was_made_once(data: Path) -> None:
    async with database_of(data) as database, database.session() as session:
        operation = (await session.scalars(select(Operation))).one()
        project = (await session.scalars(select(Project))).one()
        revision = (await session.scalars(select(Revision))).one()
        deployment = (await session.scalars(select(Deployment))).one()
        assert await session.scalar(select(func.count()).select_from(Artefact)) == 1
        assert await session.scalar(select(func.count()).select_from(AppSite)) == 1
        told = Counter(event.kind for event in await events.read_after(session, 0))
    assert operation.state is OperationState.SUCCEEDED
    assert (project.state, project.head_id, project.verified_id) == (ProjectState.READY, revision.id, revision.id)
    assert (deployment.state, deployment.revision_id) == (DeploymentState.READY, revision.id)
    once = ("operation.started", "operation.succeeded", "project.created", "deployment.created", "deployment.ready")
    assert {kind: told[kind] for kind in once} == dict.fromkeys(once, 1)


@asynccontextmanager
async def database_of(data: Path) -> AsyncGenerator[Database]:
    """The database of a server that has been stopped."""
    postgres = embedded_postgres.start(data)
    database = Database(postgres.url)
    yield database
    await database.close()
    postgres.stop()


def test_a_cancelled_generation_ends_what_it_runs_and_leaves_a_draft(data: Path):
    server = start(data)
    try:
        with client_of(server) as client:
            started = caught_in_its_checks(client, server)
            project = cancel(client, started, in_phase="check")
            until(lambda: not checks_under(server), seconds=6)
            assert client.get(f"{project}/deployments")["deployments"] == []

            started, deployment = caught_in_its_browser(client, server)
            project = cancel(client, started, in_phase="browse")
            until(lambda: not answers(str(deployment["artifactUrl"])), seconds=40)
            (deployment,) = objects(client.get(f"{project}/deployments")["deployments"])
            assert (deployment["status"], deployment["error"]) == ("failed", "The operation was cancelled.")
    finally:
        stop(server)


def caught_in_its_browser(client: Client, server: Server) -> tuple[JsonObject, JsonObject]:
    """A generation whose application is looked at just now, and its deployment, which answers."""
    for _ in range(3):
        started = client.post("/projects/generate", {"prompt": BOOKS})
        until_phase(server, str(started["operationId"]), "browse")
        (deployment,) = objects(client.get(f"/projects/{started['projectId']}/deployments")["deployments"])
        assert answers(str(deployment["artifactUrl"]))
        if state_of(client.get(f"/operations/{started['operationId']}"), "browse") == "running":
            return started, deployment
    pytest.fail("no generation was caught in its browser")


def caught_in_its_checks(client: Client, server: Server) -> JsonObject:
    """A generation whose checks run just now: on a busy machine they can be over before one has looked."""
    missed: list[JsonObject] = []
    for _ in range(3):
        started = client.post("/projects/generate", {"prompt": CLINIC})
        operation = f"/operations/{started['operationId']}"
        until_phase(server, str(started["operationId"]), "check")
        while state_of(client.get(operation), "check") == "running":
            if checks_under(server):
                return started
        until(lambda path=operation: client.get(path)["status"] != "running", seconds=90)
        missed.append(client.get(operation))
    pytest.fail(f"no generation was caught in its checks: {missed}")


def cancel(client: Client, started: JsonObject, *, in_phase: str) -> str:
    """Calls the generation off, and answers the path of its project, which is a draft then."""
    operation = f"/operations/{started['operationId']}"
    assert client.post(f"{operation}/cancel")["status"] == "cancelled"
    assert state_of(client.get(operation), in_phase) == "cancelled"
    project = f"/projects/{started['projectId']}"
    assert client.get(project)["status"] == "draft"
    return project


def checks_under(server: Server) -> list[str]:
    """The checks that the server runs just now."""
    assert server.process is not None
    lines = descendants(server.process.pid).values()
    return [line for line in lines if "bwrap" not in line and any(tool in line for tool in CHECKING)]
