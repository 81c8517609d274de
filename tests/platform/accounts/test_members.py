"""Members: roles, and how somebody leaves."""

import asyncio

import pytest
from sqlalchemy import func, select

from millwright.kit.context import Scope
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.kit.paging import PageRequest
from millwright.platform import accounts
from millwright.platform.accounts import ApiKey, KeyKind, Membership, Role, Session, Tokens
from millwright.platform.accounts.oauth_models import OAuthFlow, OAuthGrant
from tests.platform.accounts.conftest import LIFETIME, World

RANKS = list(Role)


async def change(world: World, by: Tokens, of: Tokens, role: Role) -> None:
    async with world.acting(by) as ctx:
        await accounts.change_role(ctx, of.user.id, role)


async def remove(world: World, by: Tokens, of: Tokens) -> None:
    async with world.acting(by) as ctx:
        await accounts.remove_member(ctx, of.user.id)


async def refused(world: World, token: str) -> bool:
    try:
        await world.authenticator.authenticate(token)
    except DomainError as error:
        return error.code == "credential_invalid"
    return False


async def test_members_are_listed_with_their_roles_and_nobody_elses(world: World):
    ada, _stranger = await world.person(), await world.person()
    bob = await world.person(Role.MEMBER, beside=ada)
    async with world.acting(bob) as ctx:
        members = await accounts.list_members(ctx)
        assert [(member.user.id, member.role) for member in members.items] == [
            (ada.user.id, Role.OWNER),
            (bob.user.id, Role.MEMBER),
        ]
        second = await accounts.list_members(ctx, PageRequest(2, 1))
        assert ([member.user.id for member in second.items], second.total) == ([bob.user.id], 2)


@pytest.mark.parametrize("role", [Role.PROJECT_MANAGER, Role.DEVELOPER, Role.MEMBER, Role.VIEWER])
async def test_only_owners_and_admins_change_members(world: World, role: Role):
    ada = await world.person()
    bob, eve = await world.person(role, beside=ada), await world.person(Role.VIEWER, beside=ada)
    for attempt in (change(world, bob, bob, Role.ADMIN), change(world, bob, eve, Role.VIEWER), remove(world, bob, eve)):
        with pytest.raises(DomainError) as caught:
            await attempt
        assert caught.value.code == "scope_missing"


async def test_an_admin_grants_no_role_above_their_own_and_touches_no_owner(world: World):
    ada = await world.person()
    second = await world.person(Role.OWNER, beside=ada)
    bob, eve = await world.person(Role.ADMIN, beside=ada), await world.person(Role.VIEWER, beside=ada)
    for attempt in (
        change(world, bob, eve, Role.OWNER),
        change(world, bob, bob, Role.OWNER),
        change(world, bob, second, Role.VIEWER),
        remove(world, bob, second),
    ):
        with pytest.raises(DomainError) as caught:
            await attempt
        assert (caught.value.code, caught.value.kind) == ("role_above_own", Kind.FORBIDDEN)
    await change(world, bob, eve, Role.ADMIN)
    assert (await world.principal(eve)).role is Role.ADMIN


async def test_the_last_owner_stays(world: World):
    ada = await world.person()
    await world.person(Role.ADMIN, beside=ada)
    for attempt in (remove(world, ada, ada), change(world, ada, ada, Role.ADMIN)):
        with pytest.raises(DomainError) as caught:
            await attempt
        assert (caught.value.code, caught.value.kind) == ("last_owner", Kind.CONFLICT)
    assert (await world.principal(ada)).role is Role.OWNER


async def test_two_owners_who_leave_at_once_do_not_leave_it_ownerless(world: World):
    ada = await world.person()
    bob = await world.person(Role.OWNER, beside=ada)
    ends = await asyncio.gather(remove(world, ada, ada), remove(world, bob, bob), return_exceptions=True)
    codes = [end.code if isinstance(end, DomainError) else end for end in ends]
    assert sorted(codes, key=str) == [None, "last_owner"]
    async with world.database.session() as session:
        owners = select(func.count()).where(
            Membership.organization_id == ada.organization.id, Membership.role == Role.OWNER
        )
        assert await session.scalar(owners) == 1


async def test_a_removed_members_keys_and_sessions_end_at_once(world: World):
    ada = await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    phone = await world.log_in(bob.user.email)
    async with world.acting(bob) as ctx:
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    assert phone.cookie is not None
    tokens = (made.secret, bob.access_token, phone.access_token, phone.cookie)
    for token in tokens:
        await world.authenticator.authenticate(token)
    await remove(world, ada, bob)
    assert [await refused(world, token) for token in tokens] == [True] * 4
    async with world.database.session() as session:
        left = [
            await session.scalar(select(func.count()).where(table.user_id == bob.user.id))
            for table in (ApiKey, Session, Membership)
        ]
    assert left == [0, 0, 0]
    assert not await refused(world, ada.access_token)


async def test_what_a_removed_member_had_granted_ends_for_good(world: World):
    ada = await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    async with world.acting(ada) as ctx:
        client = (await accounts.create_key(ctx, world.identity.hasher, name="client", kind=KeyKind.LIVE)).key
        for who in (ada, bob):
            ctx.session.add(
                OAuthGrant(
                    organization_id=ada.organization.id,
                    user_id=who.user.id,
                    client_id=client.id,
                    flow=OAuthFlow.CODE,
                    scopes=[Scope.PROJECTS_READ],
                    expires_at=world.clock() + LIFETIME,
                )
            )
    await remove(world, ada, bob)
    async with world.database.session() as session:
        assert (await session.scalars(select(OAuthGrant.user_id))).all() == [ada.user.id]


async def test_whoever_belongs_nowhere_any_more_cannot_log_in(world: World):
    ada = await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    await remove(world, bob, bob)
    with pytest.raises(DomainError) as caught:
        await world.log_in(bob.user.email)
    assert (caught.value.code, caught.value.kind) == ("no_organization", Kind.FORBIDDEN)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.DEVELOPER])
async def test_no_key_makes_its_own_maker_leave(world: World, role: Role):
    ada = await world.person()
    bob = await world.person(role, beside=ada)
    async with world.acting(bob) as ctx:
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    async with world.acting(await world.authenticator.authenticate(made.secret)) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.remove_member(ctx, bob.user.id)
    assert (caught.value.code, caught.value.kind) == ("session_needed", Kind.FORBIDDEN)
    assert (await world.principal(bob)).role is role
    await remove(world, bob, bob)
    assert await refused(world, made.secret)


async def test_a_stranger_is_no_member_to_remove_or_change(world: World):
    ada, stranger = await world.person(), await world.person()
    for attempt in (remove(world, ada, stranger), change(world, ada, stranger, Role.VIEWER)):
        with pytest.raises(DomainError) as caught:
            await attempt
        assert caught.value.kind is Kind.NOT_FOUND
    async with world.acting(ada) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.remove_member(ctx, new_id())
    assert caught.value.kind is Kind.NOT_FOUND
    assert not await refused(world, stranger.access_token)


async def test_a_key_of_an_admin_is_held_to_the_admins_role(world: World):
    ada = await world.person()
    bob = await world.person(Role.ADMIN, beside=ada)
    async with world.acting(bob) as ctx:
        made = await accounts.create_key(
            ctx, world.identity.hasher, name="x", kind=KeyKind.USER, scopes={Scope.MEMBERS_WRITE}
        )
    principal = await world.authenticator.authenticate(made.secret)
    async with world.acting(principal) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.change_role(ctx, bob.user.id, Role.OWNER)
    assert caught.value.code == "role_above_own"
