"""Who may have a head verified, and its data go back with it."""

from dataclasses import replace

import pytest

from millwright.factory import pipelines, projects
from millwright.factory.projects import Author, NewRevision, ProjectState
from millwright.kit.context import Context, Scope
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from tests.factories.accounts import make_actor


async def test_data_goes_back_only_for_those_who_may_deploy(database: Database) -> None:
    async with database.session() as session:
        ctx = Context(session, await make_actor(session))
        started = await pipelines.start_generation(ctx, pipelines.Wish("Keep a list of the books that I have read"))
        project = await projects.get(ctx, started.project.id, lock=True)
        revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), {})
        await projects.promote(ctx, project, revision, verified=True)
        await projects.mark(ctx, project, ProjectState.READY)
        writer = replace(ctx.actor, scopes=frozenset({Scope.PROJECTS_READ, Scope.PROJECTS_WRITE}))
        as_writer = Context(session, writer)
        with pytest.raises(DomainError) as refused:
            await pipelines.start_restoration(as_writer, project, revision, restore_data=True)
        assert refused.value.kind is Kind.FORBIDDEN
        await pipelines.start_verification(as_writer, project)
        assert project.state is ProjectState.BUILDING
