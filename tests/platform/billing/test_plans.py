from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import ALL_SCOPES, Actor, Context, Scope
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.kit.notify import NotificationHub
from millwright.platform import accounts, billing
from millwright.platform.accounts import Authenticator, KeyKind, Plan, Role, scopes_of
from tests.factories.accounts import make_actor, make_context, make_identity, make_member, make_organization


async def test_another_plan_is_told_in_the_log(session: AsyncSession) -> None:
    ctx = await make_context(session)  # with every scope, as an operator
    assert (await billing.change_plan(ctx, Plan.PRO)).plan is Plan.PRO
    assert (await accounts.get_organization(ctx)).plan is Plan.PRO
    [entry] = (await accounts.audit_log(ctx)).items
    assert (entry.action, entry.data) == ("organization.plan_changed", {"plan": "pro", "previous_plan": "free"})


async def test_without_a_payment_provider_a_plan_only_goes_down(session: AsyncSession) -> None:
    actor = await make_actor(session, plan=Plan.PRO)
    owner = Context(session, replace(actor, scopes=scopes_of(Role.OWNER, operator=False)))
    with pytest.raises(DomainError) as caught:
        await billing.change_plan(owner, Plan.ENTERPRISE)
    assert (caught.value.kind, caught.value.code) == (Kind.FORBIDDEN, "payment_provider_missing")
    assert (await billing.change_plan(owner, Plan.PRO)).plan is Plan.PRO
    assert (await billing.change_plan(owner, Plan.FREE)).plan is Plan.FREE


async def test_the_same_plan_again_changes_nothing(session: AsyncSession) -> None:
    ctx = await make_context(session)
    await billing.change_plan(ctx, Plan.FREE)
    assert (await accounts.audit_log(ctx)).total == 0


async def test_nobody_can_choose_to_have_no_limits(session: AsyncSession) -> None:
    ctx = await make_context(session)
    with pytest.raises(DomainError) as caught:
        await billing.change_plan(ctx, Plan.UNLIMITED)
    assert caught.value.kind is Kind.INVALID


async def test_the_installations_own_organization_can_go_back_to_having_none(session: AsyncSession) -> None:
    organization = await make_organization(session, plan=Plan.UNLIMITED, installation=True)
    ctx = Context(session=session, actor=await make_member(session, organization, Role.OWNER))
    assert (await billing.change_plan(ctx, Plan.FREE)).plan is Plan.FREE
    assert (await billing.change_plan(ctx, Plan.UNLIMITED)).plan is Plan.UNLIMITED


async def test_without_the_scope_the_plan_stays(session: AsyncSession) -> None:
    actor = (await make_context(session)).actor
    narrow = Actor(actor.user_id, actor.organization_id, ALL_SCOPES - {Scope.BILLING_WRITE})
    with pytest.raises(DomainError) as caught:
        await billing.change_plan(Context(session=session, actor=narrow), Plan.PRO)
    assert caught.value.kind is Kind.FORBIDDEN


async def test_credentials_are_on_the_new_plan_at_once(database: Database) -> None:
    identity, hub = make_identity(), NotificationHub(database.url)
    await hub.start()
    authenticator = Authenticator(database, hub, identity)
    await authenticator.start()
    async with database.session() as session:
        actor = (await make_context(session)).actor
        ctx = Context(session=session, actor=actor)
        made = await accounts.create_key(ctx, identity.hasher, name="CI", kind=KeyKind.LIVE)
    assert (await authenticator.authenticate(made.secret)).plan is Plan.FREE
    async with database.session() as session:
        await billing.change_plan(Context(session=session, actor=actor), Plan.PRO)
    assert (await authenticator.authenticate(made.secret)).plan is Plan.PRO
    await authenticator.stop()
    await hub.stop()
