"""Proving an address, forgotten passwords, changed passwords."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from millwright.kit.context import Scope
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts
from millwright.platform.accounts import (
    Identity,
    JwtSigner,
    KeyKind,
    Tokens,
    User,
    change_password,
    mint_reset_token,
    mint_verification_token,
    reset_password,
    sign_up,
    verify_email,
)
from millwright.platform.accounts.oauth_models import OAuthFlow, OAuthGrant
from millwright.platform.events import Event
from tests.factories.accounts import PASSWORD, make_identity
from tests.platform.accounts.conftest import LIFETIME, World

NEW = "another horse entirely"


async def kinds(world: World) -> list[str]:
    async with world.database.session() as session:
        return list(await session.scalars(select(Event.kind).order_by(Event.id)))


async def verify(world: World, token: str, identity: Identity | None = None) -> User:
    async with world.database.session() as session:
        return await verify_email(session, identity or world.identity, token, clock=world.clock)


async def reset(world: World, token: str, password: str = NEW) -> User:
    return await reset_password(world.database, world.identity, token, password, clock=world.clock)


async def bad(world: World, token: str) -> None:
    for attempt in (verify(world, token), reset(world, token)):
        with pytest.raises(DomainError) as caught:
            await attempt
        assert (caught.value.code, caught.value.kind) == ("token_invalid", Kind.INVALID)


async def newcomer(world: World) -> User:
    return await sign_up(
        world.database,
        world.identity,
        email="ada@example.com",
        password=PASSWORD,
        organization_name="Ada",
        clock=world.clock,
    )


async def test_a_new_account_proves_its_address_before_it_logs_in(world: World):
    ada = await newcomer(world)
    assert "account.verification_requested" in await kinds(world)
    token = mint_verification_token(world.identity, ada, world.clock())
    assert (await verify(world, token)).verified_at == world.clock()
    assert (await world.log_in("ada@example.com")).user.id == ada.id
    await verify(world, token)
    assert (await kinds(world)).count("account.verified") == 1


async def test_where_addresses_are_not_proved_an_account_is_good_at_once(world: World):
    identity = make_identity(email_verification=False)
    await sign_up(world.database, identity, email="ada@example.com", password=PASSWORD, organization_name="Ada")
    await world.log_in("ada@example.com")
    assert "account.verification_requested" not in await kinds(world)


async def test_a_verification_token_lasts_48_hours_and_fits_one_address(world: World):
    ada = await newcomer(world)
    token = mint_verification_token(world.identity, ada, world.clock())
    async with world.database.session() as session:
        (await session.get_one(User, ada.id)).email = "other@example.com"
    await bad(world, token)
    world.clock.now += timedelta(hours=48, seconds=1)
    await bad(world, mint_verification_token(world.identity, ada, world.clock() - timedelta(hours=48, seconds=1)))


async def test_each_token_is_for_its_own_purpose(world: World):
    ada = await world.person()
    verification = mint_verification_token(world.identity, ada.user, world.clock())
    with pytest.raises(DomainError):
        await reset(world, verification)
    with pytest.raises(DomainError):
        await verify(world, mint_reset_token(world.identity, ada.user, world.clock()))
    await bad(world, ada.access_token)
    await bad(world, "nonsense")


async def test_another_installations_token_is_none(world: World, tmp_path_factory: pytest.TempPathFactory):
    ada = await world.person()
    signer = JwtSigner.at(tmp_path_factory.mktemp("keys") / "jwt-keys.json")
    foreign = Identity(world.identity.hasher, signer, world.identity.issuer, world.identity.passwords)
    await bad(world, mint_reset_token(foreign, ada.user, world.clock()))
    await bad(world, mint_verification_token(make_identity(issuer="http://elsewhere.test"), ada.user, world.clock()))


async def test_requests_say_the_same_whoever_is_asked_about(world: World):
    ada, unproved = await world.person(), await newcomer(world)
    before = len(await kinds(world))
    async with world.database.session() as session:
        await accounts.request_password_reset(session, world.identity, "nobody@example.com")
        await accounts.request_verification(session, world.identity, "nobody@example.com")
        await accounts.request_verification(session, world.identity, ada.user.email)
    assert len(await kinds(world)) == before
    async with world.database.session() as session:
        await accounts.request_password_reset(session, world.identity, ada.user.email.upper())
        await accounts.request_verification(session, world.identity, unproved.email)
    assert (await kinds(world))[before:] == ["account.reset_requested", "account.verification_requested"]


async def test_a_reset_works_once_and_ends_all_sessions(world: World):
    ada, bob = await world.person(), await world.person()
    async with world.acting(ada) as ctx:
        key = await accounts.create_key(ctx, world.identity.hasher, name="robot", kind=KeyKind.USER)
    tokens = [mint_reset_token(world.identity, ada.user, world.clock()) for _ in range(2)]
    await reset(world, tokens[0])
    for token in tokens:
        with pytest.raises(DomainError) as caught:
            await reset(world, token, "a third password")
        assert caught.value.code == "token_invalid"
    for dead in (ada.access_token, ada.cookie or ""):
        with pytest.raises(DomainError):
            await world.authenticator.authenticate(dead)
    with pytest.raises(DomainError):
        await world.log_in(ada.user.email)
    await world.log_in(ada.user.email, NEW)
    await world.principal(bob)
    await world.authenticator.authenticate(key.secret)


async def test_a_reset_token_lasts_an_hour(world: World):
    ada = await world.person()
    token = mint_reset_token(world.identity, ada.user, world.clock())
    world.clock.now += timedelta(hours=1, seconds=1)
    with pytest.raises(DomainError) as caught:
        await reset(world, token)
    assert caught.value.code == "token_invalid"


async def test_a_short_password_does_not_use_the_token_up(world: World):
    ada = await world.person()
    token = mint_reset_token(world.identity, ada.user, world.clock())
    with pytest.raises(DomainError) as caught:
        await reset(world, token, "short")
    assert caught.value.code == "password_invalid"
    await reset(world, token)


async def test_a_reset_proves_the_address(world: World):
    ada = await newcomer(world)
    await reset(world, mint_reset_token(world.identity, ada, world.clock()))
    await world.log_in("ada@example.com", NEW)


async def test_a_changed_password_ends_the_other_sessions(world: World):
    ada = await world.person()
    phone = await world.log_in(ada.user.email)
    actor = (await world.principal(ada)).actor
    await change_password(world.database, world.identity, actor, old=PASSWORD, new=NEW, clock=world.clock)
    await world.principal(ada)
    with pytest.raises(DomainError):
        await world.principal(phone)
    await world.log_in(ada.user.email, NEW)


@pytest.mark.parametrize("way", ["changed", "reset"])
async def test_a_new_password_ends_what_was_granted_and_leaves_keys(world: World, way: str):
    ada, bob = await world.person(), await world.person()
    async with world.acting(ada) as ctx:
        client = await accounts.create_key(ctx, world.identity.hasher, name="client", kind=KeyKind.LIVE)
        ctx.session.add_all([grant_of(world, who, client.key.id) for who in (ada, bob)])
    if way == "reset":
        await reset(world, mint_reset_token(world.identity, ada.user, world.clock()))
    else:
        actor = (await world.principal(ada)).actor
        await change_password(world.database, world.identity, actor, old=PASSWORD, new=NEW, clock=world.clock)
    async with world.database.session() as session:
        grants = await session.scalars(select(OAuthGrant))
        ends = {grant.user_id: grant.ended_at for grant in grants}
    assert ends == {ada.user.id: world.clock(), bob.user.id: None}
    assert "oauth.ended" in await kinds(world)
    await world.authenticator.authenticate(client.secret)


def grant_of(world: World, who: Tokens, client_id: UUID) -> OAuthGrant:
    return OAuthGrant(
        organization_id=who.organization.id,
        user_id=who.user.id,
        client_id=client_id,
        flow=OAuthFlow.CODE,
        scopes=[Scope.PROJECTS_READ],
        expires_at=world.clock() + LIFETIME,
    )


@pytest.mark.parametrize(
    ("old", "new", "code"), [("wrong wrong", NEW, "password_wrong"), (PASSWORD, "short", "password_invalid")]
)
async def test_a_password_is_not_changed_for_less(world: World, old: str, new: str, code: str):
    ada = await world.person()
    actor = (await world.principal(ada)).actor
    with pytest.raises(DomainError) as caught:
        await change_password(world.database, world.identity, actor, old=old, new=new, clock=world.clock)
    assert caught.value.code == code
    await world.log_in(ada.user.email)


async def test_no_event_carries_a_token_or_a_password(world: World):
    await newcomer(world)
    async with world.database.session() as session:
        await accounts.request_password_reset(session, world.identity, "ada@example.com")
        data = repr([event.data for event in await session.scalars(select(Event))])
    assert "eyJ" not in data
    assert "argon2" not in data
    assert PASSWORD not in data
