"""Where a person belongs: going from one organization to another."""

from datetime import timedelta

import pytest

from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.platform import accounts
from millwright.platform.accounts import (
    KeyKind,
    Membership,
    OperatorChange,
    Organization,
    OrganizationStatus,
    Role,
    Tokens,
)
from tests.factories.accounts import make_organization
from tests.platform.accounts.conftest import World


async def place(world: World, who: Tokens, role: Role, *, after: int) -> Organization:
    """A further organization that somebody joined so many hours from now."""
    joined_at = world.clock() + timedelta(hours=after)
    async with world.database.session() as session:
        organization = await make_organization(session)
        session.add(Membership(organization_id=organization.id, user_id=who.user.id, role=role, created_at=joined_at))
    return organization


async def suspend(world: World, organization: Organization) -> None:
    operator = await world.person(installation=True)
    async with world.acting(operator) as ctx:
        change = OperatorChange(status=OrganizationStatus.SUSPENDED)
        await accounts.change_organization(ctx, organization.id, change)


async def test_whoever_switches_works_in_the_other_organization_in_their_role_there(world: World):
    ada = await world.person()
    other_session = await world.log_in(ada.user.email)
    other = await place(world, ada, Role.VIEWER, after=1)
    async with world.acting(ada) as ctx:
        profile = await accounts.switch_organization(ctx, other.id)
    assert (profile.organization.id, profile.role) == (other.id, Role.VIEWER)
    principal = await world.principal(ada)
    assert (principal.actor.organization_id, principal.role) == (other.id, Role.VIEWER)
    assert principal.actor.scopes == accounts.scopes_of(Role.VIEWER, operator=False)
    assert (await world.principal(other_session)).actor.organization_id == ada.organization.id
    assert (await world.log_in(ada.user.email)).organization.id == other.id
    async with world.acting(ada) as ctx:
        await accounts.switch_organization(ctx, ada.organization.id)
    assert (await world.principal(ada)).role is Role.OWNER


async def test_nobody_switches_to_where_they_are_no_member_or_nobody_may_act(world: World):
    ada, bob = await world.person(), await world.person()
    suspended = await place(world, ada, Role.OWNER, after=1)
    await suspend(world, suspended)
    for organization_id in (bob.organization.id, suspended.id, new_id()):
        async with world.acting(ada) as ctx:
            with pytest.raises(DomainError) as caught:
                await accounts.switch_organization(ctx, organization_id)
        assert (caught.value.code, caught.value.kind) == ("organization_not_found", Kind.NOT_FOUND)
    assert (await world.principal(ada)).actor.organization_id == ada.organization.id


async def test_no_key_switches(world: World):
    ada = await world.person()
    other = await place(world, ada, Role.OWNER, after=1)
    async with world.acting(ada) as ctx:
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    async with world.acting(await world.authenticator.authenticate(made.secret)) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.switch_organization(ctx, other.id)
    assert (caught.value.code, caught.value.kind) == ("session_needed", Kind.FORBIDDEN)


async def test_whose_organization_is_suspended_logs_in_to_the_active_one_joined_first(world: World):
    ada = await world.person()
    await place(world, ada, Role.VIEWER, after=2)
    first = await place(world, ada, Role.DEVELOPER, after=1)
    await suspend(world, ada.organization)
    tokens = await world.log_in(ada.user.email)
    assert (tokens.organization.id, tokens.role) == (first.id, Role.DEVELOPER)


async def test_whose_only_organization_is_suspended_is_told_so(world: World):
    ada = await world.person()
    await suspend(world, ada.organization)
    with pytest.raises(DomainError) as caught:
        await world.log_in(ada.user.email)
    assert (caught.value.code, caught.value.kind) == ("organization_suspended", Kind.FORBIDDEN)
