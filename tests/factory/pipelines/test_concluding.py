"""What becomes of a release whose operation did not come to its end."""

import asyncio
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

import pytest

from millwright.factory import deployments, pipelines, projects
from millwright.factory.deployments import DeploymentState, NewDeployment
from millwright.factory.pipelines import conclusions
from millwright.factory.pipelines.workshop import Workshop
from millwright.factory.projects import Author, NewRevision
from millwright.kit.clock import system_clock
from millwright.kit.context import Actor, Context
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.platform.jobs import Operation, Run
from millwright.platform.jobs.reporter import Reporter
from tests.factories.accounts import make_actor

FAULT = DomainError("internal_error", Kind.UNAVAILABLE, "Something went wrong.")


@dataclass
class Supervisor:
    withdrawn: list[tuple[UUID, str]] = field(default_factory=list[tuple[UUID, str]])

    async def withdraw(self, _actor: Actor, deployment_id: UUID, reason: str) -> None:
        self.withdrawn.append((deployment_id, reason))


@dataclass
class Shop:
    supervisor: Supervisor


async def released(database: Database) -> tuple[Run, UUID]:
    """A generation that has released something and is not at its end."""
    async with database.session() as session:
        ctx = Context(session, await make_actor(session))
        started = await pipelines.start_generation(ctx, pipelines.Wish("Keep a list of the books that I have read"))
        project = await projects.get(ctx, started.project.id)
        revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), {})
        deployment = await deployments.create(ctx, project, NewDeployment(revision.id, "0" * 64))
        for state in (DeploymentState.STARTING, DeploymentState.READY):
            await deployments.move(ctx, deployment, state)
        operation = await session.get_one(Operation, started.operation_id)
    return Run.of(
        operation, database, Reporter(database, operation, system_clock, logged=0), system_clock
    ), deployment.id


@pytest.mark.parametrize("why", [FAULT, asyncio.CancelledError()])
async def test_a_failure_takes_the_release_back_and_a_stopping_server_does_not(
    database: Database, why: DomainError | asyncio.CancelledError
) -> None:
    run, deployment_id = await released(database)
    shop = Shop(Supervisor())
    await conclusions.take_back(cast("Workshop", shop), run, deployment_id, why)
    expected = [(deployment_id, "The operation failed: Something went wrong.")] if why is FAULT else []
    assert shop.supervisor.withdrawn == expected
