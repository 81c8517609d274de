"""Deployments as rows: who may make and see them, where they may stand, and what a person may set."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.factory import deployments, projects
from millwright.factory.deployments import Deployment, DeploymentFilter, DeploymentState, Environment, NewDeployment
from millwright.factory.deployments.keeper import pause_before
from millwright.factory.deployments.logs import tail
from millwright.factory.deployments.models import TRANSITIONS
from millwright.factory.deployments.sites import Ground, site_of
from millwright.factory.projects import Author, NewRevision, Project
from millwright.kit.context import READ_SCOPES, Actor, Context
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.kit.paging import PageRequest
from millwright.platform import events
from tests.factories.accounts import make_context

DIGEST = "0" * 64


@pytest.fixture
async def ada(session: AsyncSession) -> Context:
    return await make_context(session)


async def made(ctx: Context, name: str = "Shop", **given: str | dict[str, str]) -> tuple[Project, Deployment]:
    project = await projects.create(ctx, prompt="Keep track of what the shop sells", name=name)
    revision = await projects.save(ctx, project, NewRevision(Author.AI, "Generated"), {})
    variables = given.get("variables", {})
    assert isinstance(variables, dict)
    new = NewDeployment(revision.id, DIGEST, variables=variables)
    return project, await deployments.create(ctx, project, new)


async def test_a_new_deployment_is_pending_and_an_event(ada: Context) -> None:
    _, deployment = await made(ada)
    assert deployment.state is DeploymentState.PENDING
    kinds = await ada.session.scalars(select(events.Event.kind).where(events.Event.subject_id == deployment.id))
    assert list(kinds) == ["deployment.created"]


async def test_a_deployment_with_an_id_is_made_once(ada: Context) -> None:
    project, deployment = await made(ada)
    new = NewDeployment(deployment.revision_id, DIGEST, id=deployment.id)
    assert await deployments.create(ada, project, new) is deployment


async def test_another_organizations_deployments_are_not_there(ada: Context, session: AsyncSession) -> None:
    project, deployment = await made(ada)
    bob = await make_context(session, "Bob")
    with pytest.raises(DomainError) as refusal:
        await deployments.get(bob, deployment.id)
    assert refusal.value.code == "deployment_not_found"
    where = DeploymentFilter(project_id=project.id)
    assert (await deployments.list_deployments(bob, where, PageRequest())).total == 0
    assert (await deployments.list_deployments(ada, where, PageRequest())).total == 1


async def test_a_key_for_one_project_sees_only_its_deployments(ada: Context) -> None:
    one, first = await made(ada, "One")
    _, second = await made(ada, "Two")
    actor = Actor(ada.actor.user_id, ada.actor.organization_id, ada.actor.scopes, project_id=one.id)
    bound = Context(ada.session, actor)
    listed = await deployments.list_deployments(bound, DeploymentFilter(), PageRequest())
    assert [found.id for found in listed.items] == [first.id]
    with pytest.raises(DomainError):
        await deployments.get(bound, second.id)


async def test_who_may_only_read_cannot_deploy_nor_see_the_setup_token(ada: Context) -> None:
    project, deployment = await made(ada)
    reader = Context(ada.session, Actor(ada.actor.user_id, ada.actor.organization_id, READ_SCOPES))
    for refused in (
        deployments.create(reader, project, NewDeployment(deployment.revision_id, DIGEST)),
        deployments.setup_token(reader, deployment),
        deployments.move(reader, deployment, DeploymentState.STARTING),
    ):
        with pytest.raises(DomainError) as refusal:
            await refused
        assert refusal.value.kind is Kind.FORBIDDEN


@pytest.mark.parametrize("before", list(DeploymentState))
@pytest.mark.parametrize("after", list(DeploymentState))
async def test_only_the_steps_of_the_table_are_taken(
    ada: Context, before: DeploymentState, after: DeploymentState
) -> None:
    _, deployment = await made(ada)
    deployment.state = before
    if after in TRANSITIONS[before]:
        await deployments.move(ada, deployment, after)
        assert deployment.state is after
    else:
        with pytest.raises(DomainError) as refusal:
            await deployments.move(ada, deployment, after)
        assert (refusal.value.kind, deployment.state) == (Kind.CONFLICT, before)


@pytest.mark.parametrize(
    "variables",
    [
        {"1BAD": "x"}, {"a-b": "x"}, {"": "x"}, {"A=B": "x"}, {"A\n": "x"}, {"DEMO": "1"}, {"SETUP_TOKEN": "x"},
        {"PATH": "/evil"}, {"LD_PRELOAD": "/evil.so"}, {"PYTHONPATH": "/evil"}, {"MILLWRIGHT_CHANNEL": "1"},
        {"A": "x\0y"}, {"A": "x" * 9000}, {f"V{number}": "x" for number in range(101)},
    ],
)  # fmt: skip
async def test_a_variable_that_could_do_harm_is_refused_without_its_value(
    ada: Context, variables: dict[str, str]
) -> None:
    with pytest.raises(DomainError) as refusal:
        await made(ada, variables={**variables, "API_KEY": "s3cret"})
    assert refusal.value.code == "variables_invalid"
    assert "s3cret" not in refusal.value.message
    assert "evil" not in refusal.value.message


async def test_a_production_site_has_a_token_and_a_preview_has_none(ada: Context, tmp_path: Path) -> None:
    project, deployment = await made(ada)
    ground = Ground("127.0.0.1", range(28_000, 28_100), lambda: new_id().hex)
    deployment.site_id = (await site_of(ada, project, Environment.PREVIEW, ground)).id
    with pytest.raises(DomainError) as refusal:
        await deployments.setup_token(ada, deployment)
    assert refusal.value.code == "setup_token_absent"
    deployment.site_id = (await site_of(ada, project, Environment.PRODUCTION, ground)).id
    assert len(await deployments.setup_token(ada, deployment)) >= 32


async def test_sites_of_equal_names_get_different_slugs_and_ports_for_good(ada: Context, session: AsyncSession) -> None:
    bob = await make_context(session, "Bob")
    ground = Ground("127.0.0.1", range(28_000, 28_100), lambda: new_id().hex)
    mine, _ = await made(ada)
    theirs, _ = await made(bob)
    one = await site_of(ada, mine, Environment.PRODUCTION, ground)
    two = await site_of(bob, theirs, Environment.PRODUCTION, ground)
    preview = await site_of(ada, mine, Environment.PREVIEW, ground)
    assert (one.slug, preview.slug) == ("shop", "shop-preview")
    assert two.slug.startswith("shop-")
    assert len({one.port, two.port, preview.port}) == 3
    assert await site_of(ada, mine, Environment.PRODUCTION, ground) is one


@pytest.mark.parametrize("name", ["Admin", "API", "x" * 200, "---", "日本"])
async def test_a_slug_is_a_label_of_a_host_name_and_none_that_is_reserved(ada: Context, name: str) -> None:
    project, _ = await made(ada, name)
    ground = Ground("127.0.0.1", range(28_000, 28_100), lambda: new_id().hex)
    for environment in Environment:
        slug = (await site_of(ada, project, environment, ground)).slug
        assert 1 <= len(slug) <= 63
        assert slug.strip("-") == slug
        assert slug not in {"admin", "api", "app"}


def test_pauses_double_up_to_a_minute_and_no_two_apps_keep_step() -> None:
    longest = [max(pause_before(attempt) for _ in range(200)) for attempt in range(12)]
    assert 0.4 < longest[0] <= 0.5
    assert longest == sorted(longest)[:-5] + longest[-5:]
    assert 50 < longest[-1] <= 60
    assert len({pause_before(3) for _ in range(10)}) == 10


def test_the_tail_of_a_log_reaches_back_over_the_time_it_was_started_anew(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    assert tail(log, 5) == []
    (tmp_path / "app.log.1").write_text("one\ntwo\n")
    log.write_bytes(b"three\nfo\xffur\n" + b"x" * 200_000 + b"\nlast")
    assert tail(log, 1) == ["last"]
    assert tail(log, 4) == ["three", "fo\ufffdur", "x" * 200_000, "last"]
    assert tail(log, 100)[:2] == ["one", "two"]
