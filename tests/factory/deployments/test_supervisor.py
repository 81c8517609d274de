"""Releases of real processes: what visitors meet while one takes over from another, crashes or is stopped."""

import asyncio
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionError

from millwright.factory import deployments
from millwright.factory.deployments import AppSite, DeploymentState, Environment, LocalProvider, RouteState
from millwright.factory.deployments.providers.instance import Instance
from millwright.factory.sandbox import RunningProcess, Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from tests.factories.apps import small_app
from tests.factory.deployments.world import World, until

pytestmark = pytest.mark.slow


async def test_a_release_answers_at_its_own_port(world: World) -> None:
    deployment, url = await world.released(await world.project())
    assert await world.get(url) == (200, '{"version": "1"}')
    assert int(url.rpartition(":")[2]) in world.ports
    found = await world.reload(deployment.id)
    assert found.state is DeploymentState.READY
    assert found.ready_at is not None


async def test_a_later_release_keeps_address_and_data_and_loses_no_request(world: World) -> None:
    project = await world.project()
    first, url = await world.released(project)
    async with world.http.post(url + "/api/write", data=b"kept") as answer:
        assert answer.status == 200
    seen: list[str] = []
    done = asyncio.Event()

    async def visit() -> None:
        while not done.is_set():
            status, body = await world.get(url)
            assert status == 200
            seen.append(json.loads(body)["version"])

    visiting = asyncio.create_task(visit())
    second, again = await world.released(project, "2")
    await until(lambda: "2" in seen or visiting.done())
    done.set()
    await visiting
    assert again == url
    assert seen == sorted(seen)
    assert set(seen) == {"1", "2"}
    assert await world.get(url + "/api/notes") == (200, '"kept"')
    assert (await world.reload(first.id)).state is DeploymentState.STOPPED
    assert (await world.reload(first.id)).replaced_by == second.id


SLOW_TO_START = """
import os, pathlib, time
data = pathlib.Path(os.environ["DATA_DIR"])
(data / "starting").touch()
while not (data / "go").exists():
    time.sleep(0.01)
"""
"""Code of an app that starts only when it is told to."""


async def site_of(world: World, deployment: deployments.Deployment) -> AppSite:
    async with world.context() as ctx:
        return await ctx.session.get_one(AppSite, (await world.reload(deployment.id)).site_id)


async def test_the_release_before_can_still_write_while_the_next_one_starts(world: World) -> None:
    project = await world.project()
    first, url = await world.released(project)
    data = world.local.data / (await site_of(world, first)).folder / "data"
    async with world.http.post(url + "/api/write", data=b"a"):
        pass
    slow = await world.deployment(project, small_app("2", code=SLOW_TO_START))
    starting = asyncio.create_task(world.supervisor.release(world.actor, slow.id))
    await until(lambda: (data / "starting").exists() or starting.done())
    async with world.http.post(url + "/api/write", data=b"b") as answer:
        assert (answer.status, await answer.text()) == (200, '{"version": "1"}')
    assert not starting.done()
    (data / "go").touch()
    await starting
    async with world.http.post(url + "/api/write", data=b"c") as answer:
        assert answer.status == 200
    assert await world.get(url + "/api/notes") == (200, '"abc"')


async def test_a_request_that_is_open_when_the_next_release_takes_over_is_answered(world: World) -> None:
    project = await world.project()
    _, url = await world.released(project)
    deployment = await world.deployment(project, small_app("2"))
    starting = asyncio.create_task(world.supervisor.release(world.actor, deployment.id))
    answers: list[tuple[int, str]] = []
    while not starting.done():
        answers += await asyncio.gather(world.get(url + "/api/slow"), world.get(url + "/api/slow"))
    await starting
    assert {status for status, _ in answers} == {200}
    assert '{"version": "1"}' in {body for _, body in answers}


async def test_a_release_that_does_not_start_fails_with_what_it_printed_and_leaves_the_one_before(world: World) -> None:
    project = await world.project()
    _, url = await world.released(project)
    broken = await world.deployment(project, small_app("2", code="raise RuntimeError('no such luck')\n"))
    with pytest.raises(DomainError, match="no such luck") as refusal:
        await world.supervisor.release(world.actor, broken.id)
    assert refusal.value.code == "app_ended"
    found = await world.reload(broken.id)
    assert (found.state, found.error_code) == (DeploymentState.FAILED, "app_ended")
    assert await world.get(url) == (200, '{"version": "1"}')
    with pytest.raises(DomainError, match="no such luck"):
        await world.supervisor.release(world.actor, broken.id)


async def test_an_unhealthy_release_is_never_routed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    probe = Instance.probe

    async def for_a_moment(instance: Instance, _: float) -> None:
        await until(lambda: b"startup complete" in instance.process.output() or not instance.process.running)
        await probe(instance, 2.0)

    project = await world.project()
    _, url = await world.released(project)
    monkeypatch.setattr(Instance, "probe", for_a_moment)
    sick = await world.deployment(project, small_app("2", unhealthy=True))
    with pytest.raises(DomainError, match="/api/health answers with 500") as refusal:
        await world.supervisor.release(world.actor, sick.id)
    assert refusal.value.code == "app_unhealthy"
    assert await world.get(url) == (200, '{"version": "1"}')


async def test_a_crashed_app_comes_back_and_visitors_are_told_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployment, url = await world.released(await world.project())
    _, before = await world.get(url + "/api/pid")
    go_on = hold_restarts(world, monkeypatch)
    status, _ = await world.get(url + "/api/crash")
    assert status == 502
    await until(lambda: routes(world)[0].state is RouteState.CRASHED)
    status, page = await world.get(url)
    assert status == 503
    assert "being restarted" in page
    go_on.set()
    await until(lambda: routes(world)[0].state is RouteState.READY)
    status, after = await world.get(url + "/api/pid")
    assert status == 200
    assert after != before
    assert "going down" in await world.supervisor.logs(deployment.id, 50)


def hold_restarts(world: World, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Has what crashed from now on stay down until the event, for however short a pause."""
    go_on, start = asyncio.Event(), world.local.start

    async def held(local: LocalProvider, folder: str, **how: Any) -> Instance:
        await go_on.wait()
        return await start(folder, **how)

    monkeypatch.setattr(LocalProvider, "start", held)
    return go_on


async def test_a_stopped_app_is_stopped_for_good_and_says_so(world: World) -> None:
    deployment, url = await world.released(await world.project())
    await world.supervisor.stop(world.actor, deployment.id)
    await world.supervisor.stop(world.actor, deployment.id)
    async with world.http.get(url, headers={"Accept": "application/json"}) as answer:
        assert answer.status == 503
        assert (await answer.json())["code"] == "app_stopped"
    await world.stop()
    await world.start()
    assert [route.state for route in routes(world)] == [RouteState.STOPPED]
    assert (await world.get(url))[0] == 503
    assert await world.supervisor.release(world.actor, deployment.id) == url
    assert (await world.get(url))[0] == 200


async def test_a_removed_site_is_gone_with_its_data_and_its_address_is_free(world: World) -> None:
    deployment, url = await world.released(await world.project())
    site = await site_of(world, deployment)
    data = world.local.data / site.folder
    assert data.exists()
    await world.supervisor.remove(site)
    await world.supervisor.remove(site)
    assert routes(world) == []
    assert not data.exists()
    with pytest.raises(ClientConnectionError):
        await world.get(url)


async def test_a_withdrawn_release_gives_way_to_the_one_before(world: World) -> None:
    project = await world.project()
    first, url = await world.released(project)
    second, _ = await world.released(project, "2")
    await world.supervisor.withdraw(world.actor, second.id, "A page showed an error.")
    assert await world.get(url) == (200, '{"version": "1"}')
    found = await world.reload(second.id)
    assert (found.state, found.error_message) == (DeploymentState.WITHDRAWN, "A page showed an error.")
    assert (await world.reload(first.id)).state is DeploymentState.READY
    await world.supervisor.withdraw(world.actor, second.id, "A page showed an error.")
    assert await world.get(url) == (200, '{"version": "1"}')


async def test_the_first_release_withdrawn_leaves_a_page_that_says_so(world: World) -> None:
    deployment, url = await world.released(await world.project())
    await world.supervisor.withdraw(world.actor, deployment.id, "A page showed an error.")
    status, page = await world.get(url)
    assert status == 503
    assert "failed its checks in the browser" in page


async def test_a_release_by_hand_before_the_faulty_one_is_not_brought_back_when_it_was_stopped(world: World) -> None:
    project = await world.project()
    first, url = await world.released(project)
    await world.supervisor.stop(world.actor, first.id)
    second, _ = await world.released(project, "2")
    await world.supervisor.withdraw(world.actor, second.id, "Faulty")
    assert (await world.get(url))[0] == 503
    assert (await world.reload(first.id)).state is DeploymentState.STOPPED


async def test_a_restart_of_the_server_brings_apps_back_at_the_same_address(world: World) -> None:
    one, two = await world.project("One"), await world.project("Two")
    (_, first), (_, second) = await world.released(one), await world.released(two, "2")
    await world.stop()
    await world.start()
    await until(lambda: all(route.state is RouteState.READY for route in routes(world)))
    assert await world.get(first) == (200, '{"version": "1"}')
    assert await world.get(second) == (200, '{"version": "2"}')


def routes(world: World) -> list[deployments.Route]:
    return [route for port in world.ports if (route := world.routes.at_port(port)) is not None]


async def test_a_release_repeated_after_a_restart_is_the_same_release(world: World) -> None:
    deployment, url = await world.released(await world.project())
    await world.stop()
    await world.start()
    assert await world.supervisor.release(world.actor, deployment.id) == url
    assert (await world.get(url))[0] == 200
    assert (await world.reload(deployment.id)).state is DeploymentState.READY


async def test_environments_have_their_own_address_data_and_secrets(world: World) -> None:
    project = await world.project()
    _, preview = await world.released(project)
    production, url = await world.released(project, environment=Environment.PRODUCTION)
    assert preview != url
    demo = json.loads((await world.get(preview + "/api/env"))[1])
    real = json.loads((await world.get(url + "/api/env"))[1])
    async with world.context() as ctx:
        token = await deployments.setup_token(ctx, await deployments.get(ctx, production.id))
    assert (demo["DEMO"], demo.get("SETUP_TOKEN")) == ("1", None)
    assert (real.get("DEMO"), real["SETUP_TOKEN"]) == (None, token)
    assert len(token) >= 24
    async with world.http.post(preview + "/api/write", data=b"x"):
        pass
    assert (await world.get(url + "/api/notes"))[0] == 500


async def test_a_persons_variables_reach_the_app_and_nothing_of_the_servers_does(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILLWRIGHT_DATABASE_URL", "postgresql://secret")
    project = await world.project()
    deployment = await world.deployment(project, small_app(), variables={"API_KEY": "s3cret", "GREETING": "hé"})
    url = await world.supervisor.release(world.actor, deployment.id)
    env = json.loads((await world.get(url + "/api/env"))[1])
    assert (env["API_KEY"], env["GREETING"]) == ("s3cret", "hé")
    assert not [name for name in env if name.startswith("MILLWRIGHT")]


async def test_an_app_cannot_change_its_own_code(world: World) -> None:
    _, url = await world.released(await world.project())
    assert "Read-only" in (await world.get(url + "/api/code"))[1]


async def test_the_warm_spare_is_used_for_a_new_app_and_never_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Sequence[str]] = []
    start = Sandbox.start

    async def noted(sandbox: Sandbox, command: Sequence[str], **how: Any) -> RunningProcess:
        started.append(command)
        return await start(sandbox, command, **how)

    await world.local.warm()
    monkeypatch.setattr(Sandbox, "start", noted)
    monkeypatch.setattr("millwright.factory.deployments.supervisor._REFILL_SECONDS", 3600.0)
    _, first = await world.released(await world.project("One"))
    assert started == []
    _, second = await world.released(await world.project("Two"), "2")
    assert len(started) == 1
    async with world.http.post(first + "/api/write", data=b"mine"):
        pass
    assert (await world.get(second + "/api/notes"))[0] == 500
    assert await world.get(second) == (200, '{"version": "2"}')
    assert "Read-only" in (await world.get(first + "/api/code"))[1]


async def test_a_port_that_somebody_else_has_is_skipped(world: World) -> None:
    blocker = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", world.ports[0])
    try:
        _, url = await world.released(await world.project())
        assert url.endswith(f":{world.ports[1]}")
    finally:
        blocker.close()


async def test_a_port_taken_while_the_app_was_down_is_exchanged_for_another(world: World) -> None:
    deployment, url = await world.released(await world.project())
    await world.supervisor.stop(world.actor, deployment.id)
    await world.stop()
    blocker = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", int(url.rpartition(":")[2]))
    try:
        await world.start()
        again = await world.supervisor.release(world.actor, deployment.id)
        assert again != url
        assert (await world.get(again))[0] == 200
    finally:
        blocker.close()


async def test_a_ready_app_whose_port_was_taken_meanwhile_comes_back_at_another(world: World) -> None:
    _, url = await world.released(await world.project())
    await world.stop()
    blocker = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", int(url.rpartition(":")[2]))
    try:
        await world.start()
        (route,) = routes(world)
        again = world.supervisor.url_of(route)
        assert again != url
        await until(lambda: routes(world)[0].state is RouteState.READY)
        assert (await world.get(again))[0] == 200
    finally:
        blocker.close()


async def test_a_release_that_was_stopped_before_its_start_is_not_started(world: World) -> None:
    deployment = await world.deployment(await world.project(), small_app())
    await world.supervisor.stop(world.actor, deployment.id)
    with pytest.raises(DomainError) as refusal:
        await world.supervisor.release(world.actor, deployment.id)
    assert refusal.value.code == "cancelled"
    assert (await world.reload(deployment.id)).state is DeploymentState.STOPPED
    assert routes(world) == []


async def test_an_app_that_does_not_come_back_after_a_restart_has_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployment, _ = await world.released(await world.project())
    await world.stop()
    monkeypatch.setattr("millwright.factory.deployments.keeper.PROBE_SECONDS", 0.0)
    await world.start()
    with pytest.raises(DomainError) as refusal:
        await world.supervisor.release(world.actor, deployment.id)
    assert refusal.value.code == "app_unhealthy"
    assert (await world.reload(deployment.id)).state is DeploymentState.FAILED
    assert [route.state for route in routes(world)] == [RouteState.STOPPED]


async def test_a_release_cancelled_while_it_takes_over_leaves_an_app_that_is_watched(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = await world.project()
    _, url = await world.released(project)
    second = await world.deployment(project, small_app("2"))
    seen = asyncio.Event()

    async def dawdle(before: deployments.Route | None, after: deployments.Route | None) -> None:
        seen.set()
        await asyncio.sleep(0.3)

    world.routes.listen(dawdle)
    releasing = asyncio.create_task(world.supervisor.release(world.actor, second.id))
    await seen.wait()
    releasing.cancel()
    await asyncio.gather(releasing, return_exceptions=True)
    assert await world.get(url) == (200, '{"version": "2"}')
    go_on = hold_restarts(world, monkeypatch)
    await world.get(url + "/api/crash")
    await until(lambda: routes(world)[0].state is RouteState.CRASHED)
    go_on.set()
    await until(lambda: routes(world)[0].state is RouteState.READY)


async def test_when_all_ports_are_out_a_release_fails_with_the_reason(world: World) -> None:
    await world.stop()
    world.ports = world.ports[:1]
    await world.start()
    await world.released(await world.project("One"))
    deployment = await world.deployment(await world.project("Two"), small_app())
    with pytest.raises(DomainError) as refusal:
        await world.supervisor.release(world.actor, deployment.id)
    assert refusal.value.code == "ports_exhausted"
    assert (await world.reload(deployment.id)).state is DeploymentState.FAILED


async def test_a_provider_without_an_account_ends_at_once_in_a_clear_error(world: World) -> None:
    project = await world.project()
    deployment = await world.deployment(project, small_app(), provider="vercel")
    with pytest.raises(DomainError, match="vercel is not configured"):
        await world.supervisor.release(world.actor, deployment.id)
    found = await world.reload(deployment.id)
    assert (found.state, found.error_code) == (DeploymentState.FAILED, "provider_not_configured")
    with pytest.raises(DomainError) as refusal:
        await world.deployment(project, small_app(), provider="geocities")
    assert (refusal.value.code, refusal.value.kind) == ("provider_unknown", Kind.INVALID)


async def test_a_data_folder_far_down_is_no_hindrance(
    database: Database, short_folder: Path, sandbox: Sandbox, toolchain: Toolchain
) -> None:
    deep = short_folder / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    world = await World.create(database, deep, sandbox, toolchain)
    try:
        _, url = await world.released(await world.project())
        assert await world.get(url) == (200, '{"version": "1"}')
    finally:
        await world.close()


async def test_logs_are_followed_as_they_are_written(world: World) -> None:
    deployment, url = await world.released(await world.project())
    following = world.supervisor.follow(deployment.id)
    first = asyncio.ensure_future(anext(following))
    async with asyncio.timeout(60):
        while not first.done():  # what was said before somebody followed is not told
            async with world.http.post(url + "/api/say", data=b"hello log"):
                await asyncio.wait([first], timeout=0.1)
    assert await first == "hello log"
    assert any(re.search("startup complete", line) for line in await world.supervisor.logs(deployment.id, 100))
