"""One's own account; and what the audit log tells of everybody."""

import pytest

from millwright.kit.errors import DomainError, Kind
from millwright.kit.paging import PageRequest
from millwright.platform import accounts, events
from millwright.platform.accounts import Client, Role, log_in
from tests.factories.accounts import PASSWORD
from tests.platform.accounts.conftest import LIFETIME, World


async def test_a_profile_is_changed_key_by_key(world: World):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        await accounts.update_profile(ctx, name=" Ada L. ", preferences={"theme": "dark", "language": "en"})
    async with world.acting(ada) as ctx:
        await accounts.update_profile(ctx, preferences={"theme": "light"})
        await accounts.set_avatar(ctx, "d" * 64)
    async with world.acting(ada) as ctx:
        profile = await accounts.get_profile(ctx)
    assert profile.user.name == "Ada L."
    assert profile.user.preferences == {"theme": "light", "language": "en"}
    assert profile.user.avatar_digest == "d" * 64
    assert (profile.organization.id, profile.role) == (ada.organization.id, Role.OWNER)


async def test_a_profile_takes_no_empty_name_and_no_flood_of_preferences(world: World):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        for attempt, field in (
            (accounts.update_profile(ctx, name=" "), "name"),
            (accounts.update_profile(ctx, preferences={"x": "y" * 20_000}), "preferences"),
        ):
            with pytest.raises(DomainError) as caught:
                await attempt
            assert list(caught.value.fields) == [field]


async def test_the_audit_log_tells_who_did_what_from_where(world: World):
    ada, stranger = await world.person(), await world.person()
    who = await log_in(
        world.database,
        world.identity,
        email=ada.user.email,
        password=PASSWORD,
        lifetime=LIFETIME,
        client=Client("192.0.2.7", "Browser/1.0"),
        clock=world.clock,
    )
    async with world.acting(who) as ctx:
        await events.record(ctx, "project.created")
        await accounts.invite(ctx, "new@example.com", Role.VIEWER)
    async with world.acting(who) as ctx:
        page = await accounts.audit_log(ctx, PageRequest(1, 2))
    assert [entry.action for entry in page.items] == ["member.invited", "session.started"]
    assert page.total == 3
    started = page.items[1]
    assert (started.address, started.agent, started.email) == ("192.0.2.7", "Browser/1.0", ada.user.email)
    async with world.acting(stranger) as ctx:
        assert {entry.user_id for entry in (await accounts.audit_log(ctx)).items} == {stranger.user.id}


async def test_members_do_not_read_the_audit_log(world: World):
    ada = await world.person()
    bob = await world.person(Role.MEMBER, beside=ada)
    async with world.acting(bob) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.audit_log(ctx)
    assert caught.value.kind is Kind.FORBIDDEN
