"""Invitations: for one address, for a week, for a role that is not above the inviter's."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Scope
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts
from millwright.platform.accounts import (
    Invitation,
    KeyKind,
    Membership,
    OperatorChange,
    Organization,
    OrganizationStatus,
    Profile,
    Role,
    Tokens,
    User,
    invitations,
)
from millwright.platform.events import Event
from tests.platform.accounts.conftest import World


async def invite(world: World, by: Tokens, email: str, role: Role = Role.MEMBER) -> Invitation:
    async with world.acting(by) as ctx:
        return await accounts.invite(ctx, email, role)


async def accept(world: World, who: Tokens, invitation_id: UUID) -> Profile:
    async with world.acting(who) as ctx:
        return await accounts.accept_invitation(ctx, invitation_id)


async def is_not_there(world: World, who: Tokens, invitation_id: UUID) -> None:
    with pytest.raises(DomainError) as caught:
        await accept(world, who, invitation_id)
    assert (caught.value.code, caught.value.kind) == ("invitation_not_found", Kind.NOT_FOUND)


async def test_whoever_accepts_works_in_that_organization_from_then_on(world: World):
    ada, bob = await world.person(), await world.person()
    other_session = await world.log_in(bob.user.email)
    invitation = await invite(world, ada, f" {bob.user.email.upper()} ", Role.DEVELOPER)
    assert invitation.expires_at == world.clock() + timedelta(days=7)
    profile = await accept(world, bob, invitation.id)
    assert (profile.organization.id, profile.role) == (ada.organization.id, Role.DEVELOPER)
    assert (await world.principal(bob)).actor.organization_id == ada.organization.id
    assert (await world.principal(other_session)).actor.organization_id == bob.organization.id
    assert (await world.log_in(bob.user.email)).organization.id == ada.organization.id
    await is_not_there(world, bob, invitation.id)


async def test_an_invitation_is_not_there_for_another_account(world: World):
    ada, bob, eve = await world.person(), await world.person(), await world.person()
    invitation = await invite(world, ada, bob.user.email)
    await is_not_there(world, eve, invitation.id)
    await is_not_there(world, ada, invitation.id)


async def test_an_unproved_address_accepts_nothing(world: World):
    ada, bob = await world.person(), await world.person()
    invitation = await invite(world, ada, bob.user.email)
    async with world.database.session() as session:
        await session.execute(update(User).where(User.id == bob.user.id).values(verified_at=None))
    await is_not_there(world, bob, invitation.id)


async def test_a_key_accepts_nothing(world: World):
    ada, bob = await world.person(), await world.person()
    invitation = await invite(world, ada, bob.user.email)
    async with world.acting(bob) as ctx:
        made = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    async with world.acting(await world.authenticator.authenticate(made.secret)) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.accept_invitation(ctx, invitation.id)
    assert (caught.value.code, caught.value.kind) == ("session_needed", Kind.FORBIDDEN)


async def test_an_old_a_revoked_and_a_replaced_invitation_are_not_there(world: World):
    ada, bob = await world.person(), await world.person()
    first = await invite(world, ada, bob.user.email, Role.ADMIN)
    second = await invite(world, ada, bob.user.email, Role.VIEWER)
    await is_not_there(world, bob, first.id)
    async with world.acting(ada) as ctx:
        assert [one.id for one in await accounts.list_invitations(ctx)] == [second.id]
        await accounts.revoke_invitation(ctx, second.id)
        assert await accounts.list_invitations(ctx) == []
    await is_not_there(world, bob, second.id)
    third = await invite(world, ada, bob.user.email)
    world.clock.now += timedelta(days=7)
    bob = await world.log_in(bob.user.email)
    await is_not_there(world, bob, third.id)


async def test_nobody_invites_above_their_own_role(world: World):
    ada = await world.person()
    bob, eve = await world.person(Role.ADMIN, beside=ada), await world.person(Role.MEMBER, beside=ada)
    with pytest.raises(DomainError) as caught:
        await invite(world, bob, "new@example.com", Role.OWNER)
    assert (caught.value.code, caught.value.kind) == ("role_above_own", Kind.FORBIDDEN)
    with pytest.raises(DomainError) as caught:
        await invite(world, eve, "new@example.com", Role.VIEWER)
    assert caught.value.code == "scope_missing"
    assert (await invite(world, bob, "new@example.com", Role.ADMIN)).role is Role.ADMIN


async def test_a_narrow_key_gives_nobody_more_than_it_may_do_itself(world: World):
    ada = await world.person()
    bob = await world.person(Role.VIEWER, beside=ada)
    async with world.acting(ada) as ctx:
        narrow = await accounts.create_key(
            ctx, world.identity.hasher, name="robot", kind=KeyKind.ORCHESTRATOR, scopes={Scope.MEMBERS_WRITE}
        )
        whole = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    async with world.acting(await world.authenticator.authenticate(narrow.secret)) as ctx:
        for attempt in (
            accounts.invite(ctx, "evil@example.com", Role.OWNER),
            accounts.invite(ctx, "evil@example.com", Role.VIEWER),
            accounts.change_role(ctx, bob.user.id, Role.OWNER),
        ):
            with pytest.raises(DomainError) as caught:
                await attempt
            assert (caught.value.code, caught.value.kind) == ("scope_missing", Kind.FORBIDDEN)
    async with world.acting(await world.authenticator.authenticate(whole.secret)) as ctx:
        assert (await accounts.invite(ctx, "new@example.com", Role.OWNER)).role is Role.OWNER


async def test_inviting_again_and_accepting_at_once_wait_for_each_other(world: World, monkeypatch: pytest.MonkeyPatch):
    ada, bob = await world.person(), await world.person()
    first = await invite(world, ada, bob.user.email, Role.VIEWER)
    held = invitations.hold_organization

    async def slowly(session: AsyncSession, organization_id: UUID) -> Organization:
        await asyncio.sleep(0.1)
        organization = await held(session, organization_id)
        await asyncio.sleep(0.2)
        return organization

    monkeypatch.setattr(invitations, "hold_organization", slowly)
    ends = await asyncio.gather(
        accept(world, bob, first.id), invite(world, ada, bob.user.email, Role.MEMBER), return_exceptions=True
    )
    refused = [end.code for end in ends if isinstance(end, DomainError)]
    assert len([end for end in ends if isinstance(end, BaseException)]) == 1
    assert refused in (["already_member"], ["invitation_not_found"])


async def test_a_member_is_not_invited_again(world: World):
    ada = await world.person()
    bob = await world.person(Role.VIEWER, beside=ada)
    with pytest.raises(DomainError) as caught:
        await invite(world, ada, bob.user.email)
    assert (caught.value.code, caught.value.kind) == ("already_member", Kind.CONFLICT)


async def test_an_invitation_needs_an_address(world: World):
    ada = await world.person()
    with pytest.raises(DomainError) as caught:
        await invite(world, ada, "nonsense")
    assert list(caught.value.fields) == ["email"]


async def test_another_organizations_invitation_cannot_be_revoked_or_seen(world: World):
    ada, eve = await world.person(), await world.person()
    invitation = await invite(world, ada, "new@example.com")
    async with world.acting(eve) as ctx:
        assert await accounts.list_invitations(ctx) == []
        with pytest.raises(DomainError) as caught:
            await accounts.revoke_invitation(ctx, invitation.id)
    assert caught.value.kind is Kind.NOT_FOUND


async def test_a_full_organization_takes_nobody_more(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    bob, eve = await world.person(), await world.person()
    invitations = [await invite(world, ada, who.user.email) for who in (bob, eve)]
    async with world.acting(operator) as ctx:
        await accounts.change_organization(ctx, ada.organization.id, OperatorChange(max_users=2))
    await accept(world, bob, invitations[0].id)
    with pytest.raises(DomainError) as caught:
        await accept(world, eve, invitations[1].id)
    assert (caught.value.code, caught.value.kind) == ("organization_full", Kind.CONFLICT)
    with pytest.raises(DomainError) as caught:
        await invite(world, ada, "new@example.com")
    assert caught.value.code == "organization_full"


async def test_nobody_joins_a_suspended_organization(world: World):
    operator, ada, bob = await world.person(installation=True), await world.person(), await world.person()
    invitation = await invite(world, ada, bob.user.email)
    async with world.acting(operator) as ctx:
        change = OperatorChange(status=OrganizationStatus.SUSPENDED)
        await accounts.change_organization(ctx, ada.organization.id, change)
    await is_not_there(world, bob, invitation.id)


async def test_whom_a_removed_member_invited_does_not_come_in_behind_them(world: World):
    ada, eve = await world.person(), await world.person()
    bob = await world.person(Role.ADMIN, beside=ada)
    invitation, adas = await invite(world, bob, eve.user.email, Role.VIEWER), await invite(world, ada, "a@example.com")
    async with world.acting(ada) as ctx:
        await accounts.remove_member(ctx, bob.user.id)
        assert [one.id for one in await accounts.list_invitations(ctx)] == [adas.id]
    await is_not_there(world, eve, invitation.id)
    assert await revoked(world) == [invitation.id]


async def test_an_inviter_who_is_less_than_before_has_invited_to_no_more_than_that(world: World):
    ada, eve = await world.person(), await world.person()
    bob = await world.person(Role.ADMIN, beside=ada)
    to_admin = await invite(world, bob, "admin@example.com", Role.ADMIN)
    to_member = await invite(world, bob, eve.user.email, Role.MEMBER)
    async with world.acting(ada) as ctx:
        await accounts.change_role(ctx, bob.user.id, Role.MEMBER)
        assert [one.id for one in await accounts.list_invitations(ctx)] == [to_member.id]
    assert await revoked(world) == [to_admin.id]
    assert (await accept(world, eve, to_member.id)).role is Role.MEMBER


@pytest.mark.parametrize("role", [Role.VIEWER, None])
async def test_an_invitation_is_worth_what_its_inviter_is_when_it_is_accepted(world: World, role: Role | None):
    ada, eve = await world.person(), await world.person()
    bob = await world.person(Role.ADMIN, beside=ada)
    invitation = await invite(world, bob, eve.user.email, Role.MEMBER)
    theirs = Membership.user_id == bob.user.id
    async with world.database.session() as session:
        change = delete(Membership) if role is None else update(Membership).values(role=role)
        await session.execute(change.where(theirs))
    await is_not_there(world, eve, invitation.id)


async def revoked(world: World) -> list[UUID | None]:
    async with world.database.session() as session:
        query = select(Event.subject_id).where(Event.kind == "member.invitation_revoked").order_by(Event.id)
        return list(await session.scalars(query))


async def test_a_removed_member_goes_on_in_their_oldest_other_organization(world: World):
    ada, bob = await world.person(), await world.person()
    await accept(world, bob, (await invite(world, ada, bob.user.email)).id)
    async with world.acting(ada) as ctx:
        await accounts.remove_member(ctx, bob.user.id)
    again = await world.log_in(bob.user.email)
    assert (again.organization.id, again.role) == (bob.organization.id, Role.OWNER)
