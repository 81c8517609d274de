"""Logging in, refreshing, logging out."""

from datetime import timedelta
from math import inf
from time import perf_counter

import pytest
from sqlalchemy import func, select, update

from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts
from millwright.platform.accounts import Client, Session, Tokens, User, log_in, refresh, sign_up
from millwright.platform.accounts.models import SessionRefresh
from tests.factories.accounts import PASSWORD, make_identity
from tests.platform.accounts.conftest import LIFETIME, World

INVALID_REFRESH = ("refresh_invalid", Kind.UNAUTHENTICATED)


async def refreshed(world: World, token: str) -> Tokens:
    return await refresh(world.database, world.identity, token, lifetime=LIFETIME, clock=world.clock)


async def ended(world: World, who: Tokens) -> bool:
    try:
        await world.principal(who)
    except DomainError as error:
        return error.code == "credential_invalid"
    return False


async def test_whoever_signs_up_owns_an_organization_on_the_free_plan(world: World):
    user = await sign_up(
        world.database,
        make_identity(email_verification=False),
        email="Ada@Example.com",
        password=PASSWORD,
        organization_name="Ada & Co",
    )
    assert user.email == "ada@example.com"
    who = await world.log_in("ada@EXAMPLE.com")
    principal = await world.principal(who)
    assert (who.role, who.organization.name, who.organization.slug) == ("owner", "Ada & Co", "ada-co")
    assert (principal.plan, principal.operator) == ("free", False)
    assert who.user.last_login_at == world.clock()


async def test_an_address_signs_up_once(world: World):
    async def attempt(email: str) -> None:
        await sign_up(world.database, world.identity, email=email, password=PASSWORD, organization_name="Ada")

    await attempt("ada@example.com")
    with pytest.raises(DomainError) as caught:
        await attempt("ADA@example.com")
    assert (caught.value.code, caught.value.kind) == ("email_taken", Kind.CONFLICT)
    async with world.database.session() as session:
        assert await session.scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.parametrize(
    ("email", "password", "name", "field"),
    [
        ("nonsense", PASSWORD, "Ada", "email"),
        ("a@b@example.com", PASSWORD, "Ada", "email"),
        ("ada@example.com\r\nBcc: eve@example.com", PASSWORD, "Ada", "email"),
        ("ada@example.com", "seven77", "Ada", "password"),
        ("ada@example.com", "x" * 1025, "Ada", "password"),
        ("ada@example.com", PASSWORD, " ", "organization_name"),
        ("ada@example.com", PASSWORD, "x" * 201, "organization_name"),
        ("ada@example.com", PASSWORD, "A\x00da", "organization_name"),
    ],
)
async def test_a_bad_sign_up_names_its_field(world: World, email: str, password: str, name: str, field: str):
    with pytest.raises(DomainError) as caught:
        await sign_up(world.database, world.identity, email=email, password=password, organization_name=name)
    assert caught.value.kind is Kind.INVALID
    assert list(caught.value.fields) == [field]


async def test_organizations_of_one_name_have_slugs_of_their_own(world: World):
    slugs: set[str] = set()
    for email in ("ada@example.com", "bob@example.com", "eve@example.com"):
        identity = make_identity(email_verification=False)
        await sign_up(world.database, identity, email=email, password=PASSWORD, organization_name="Zoë's  Café!")
        slugs.add((await world.log_in(email)).organization.slug)
    assert len(slugs) == 3
    assert "zoe-s-cafe" in slugs


async def test_an_unknown_address_a_wrong_password_and_an_account_without_one_read_the_same(world: World):
    ada, bob = await world.person(), await world.person()
    async with world.database.session() as session:
        await session.execute(update(User).where(User.id == bob.user.id).values(password_digest=None))
    said: set[tuple[str, str, str]] = set()
    for email, password in (
        (ada.user.email, "wrong wrong"),
        ("nobody@example.com", PASSWORD),
        (bob.user.email, PASSWORD),
    ):
        with pytest.raises(DomainError) as caught:
            await world.log_in(email, password)
        said.add((caught.value.code, caught.value.kind, caught.value.message))
    assert said == {("login_failed", Kind.UNAUTHENTICATED, "Invalid email or password.")}


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(world: World):
    identity = make_identity(email_verification=False)
    await sign_up(world.database, identity, email="ada@example.com", password=PASSWORD, organization_name="Ada")

    async def took(email: str) -> float:
        began = perf_counter()
        with pytest.raises(DomainError):
            await world.log_in(email, "wrong wrong")
        return perf_counter() - began

    known, unknown = inf, inf
    for tries in range(40):  # a busy machine may take long for either: the least of many is what each takes by itself
        known, unknown = min(known, await took("ada@example.com")), min(unknown, await took("nobody@example.com"))
        if tries >= 3 and 1 / 3 < unknown / known < 3:
            break
    assert 1 / 3 < unknown / known < 3


@pytest.mark.parametrize("email", ["", "a\x00@example.com", "\ud800@example.com", "@", "x" * 5000, "a@\ud800.com"])
async def test_an_address_that_nobody_can_have_fails_like_any_other(world: World, email: str):
    with pytest.raises(DomainError) as caught:
        await world.log_in(email, "\ud800 wrong")
    assert caught.value.code == "login_failed"


async def test_an_address_is_the_same_however_its_letters_are_composed(world: World):
    identity = make_identity(email_verification=False)
    await sign_up(world.database, identity, email="zoe\u0308@example.com", password=PASSWORD, organization_name="Zoë")
    assert (await world.log_in("zo\u00eb@example.com")).user.email == "zo\u00eb@example.com"


async def test_an_unverified_account_is_told_so_only_with_the_right_password(world: World):
    await sign_up(world.database, world.identity, email="ada@example.com", password=PASSWORD, organization_name="Ada")
    with pytest.raises(DomainError) as wrong:
        await world.log_in("ada@example.com", "wrong wrong")
    with pytest.raises(DomainError) as right:
        await world.log_in("ada@example.com")
    assert wrong.value.code == "login_failed"
    assert (right.value.code, right.value.kind) == ("email_unverified", Kind.FORBIDDEN)


async def test_a_cookie_of_the_session_is_the_same_person(world: World):
    ada = await world.person()
    assert ada.cookie is not None
    assert ada.cookie.startswith("ses_")
    by_cookie = await world.authenticator.authenticate(ada.cookie)
    assert by_cookie == await world.principal(ada)
    with pytest.raises(DomainError):
        await world.authenticator.authenticate(ada.cookie[:-1] + "x")


async def test_a_login_is_never_given_a_session_that_was_there_before(world: World):
    first = await world.person()
    second = await world.log_in(first.user.email)
    assert {first.cookie, first.refresh_token, first.session_id}.isdisjoint(
        {second.cookie, second.refresh_token, second.session_id}
    )


async def test_only_a_remembered_login_has_a_cookie_that_outlives_the_browser(world: World):
    ada = await world.person()
    remembered = await log_in(
        world.database,
        world.identity,
        email=ada.user.email,
        password=PASSWORD,
        remember=True,
        lifetime=LIFETIME,
        clock=world.clock,
    )
    assert ada.cookie_expires is None
    assert remembered.cookie_expires == world.clock() + timedelta(days=30)


async def test_no_token_of_a_session_is_in_the_tables(world: World):
    ada = await world.person()
    async with world.database.session() as session:
        row = (await session.scalars(select(Session))).one()
    kept = b"".join((row.refresh_digest, row.cookie_digest))
    assert ada.cookie is not None
    assert ada.cookie.encode() not in kept
    assert ada.refresh_token.encode() not in kept


async def test_a_refresh_gives_new_tokens_of_the_same_session(world: World):
    ada = await world.person()
    again = await refreshed(world, ada.refresh_token)
    assert again.session_id == ada.session_id
    assert again.refresh_token != ada.refresh_token
    assert (await world.principal(again)).actor == (await world.principal(ada)).actor
    assert (await refreshed(world, again.refresh_token)).session_id == ada.session_id


async def test_a_refresh_token_that_comes_again_ends_the_session_with_all_its_tokens(world: World):
    ada = await world.person()
    second = await refreshed(world, ada.refresh_token)
    third = await refreshed(world, second.refresh_token)
    await world.principal(third)
    with pytest.raises(DomainError) as caught:
        await refreshed(world, ada.refresh_token)
    assert (caught.value.code, caught.value.kind) == INVALID_REFRESH
    for tokens in (ada, second, third):
        assert await ended(world, tokens)
        with pytest.raises(DomainError) as caught:
            await refreshed(world, tokens.refresh_token)
        assert (caught.value.code, caught.value.kind) == INVALID_REFRESH
    async with world.database.session() as session:
        assert await session.scalar(select(func.count()).select_from(SessionRefresh)) == 0


async def test_reuse_ends_no_other_session(world: World):
    ada = await world.person()
    other = await world.log_in(ada.user.email)
    await refreshed(world, ada.refresh_token)
    with pytest.raises(DomainError):
        await refreshed(world, ada.refresh_token)
    assert not await ended(world, other)


async def test_a_session_nobody_refreshes_for_30_days_is_over(world: World):
    ada = await world.person()
    world.clock.now += timedelta(days=29)
    ada = await refreshed(world, ada.refresh_token)
    world.clock.now += timedelta(days=30)
    with pytest.raises(DomainError):
        await refreshed(world, ada.refresh_token)
    assert ada.cookie is None


async def test_used_refresh_tokens_are_kept_no_longer_than_they_could_live(world: World):
    ada = await world.person()
    for _ in range(3):
        ada = await refreshed(world, ada.refresh_token)
        world.clock.now += timedelta(days=20)
    async with world.database.session() as session:
        assert await session.scalar(select(func.count()).select_from(SessionRefresh)) == 2


@pytest.mark.parametrize("token", ["", "ref_", "ref_unknown", "\x00"])
async def test_an_unknown_refresh_token_is_refused(world: World, token: str):
    with pytest.raises(DomainError) as caught:
        await refreshed(world, token)
    assert (caught.value.code, caught.value.kind) == INVALID_REFRESH


async def test_logging_out_ends_access_refresh_and_cookie_at_once(world: World):
    ada = await world.person()
    assert ada.cookie is not None
    await world.authenticator.authenticate(ada.cookie)
    async with world.acting(ada) as ctx:
        await accounts.log_out(ctx)
    assert await ended(world, ada)
    with pytest.raises(DomainError):
        await world.authenticator.authenticate(ada.cookie)
    with pytest.raises(DomainError):
        await refreshed(world, ada.refresh_token)


async def test_a_refresh_token_ends_its_session_also_after_its_use(world: World):
    ada = await world.person()
    again = await refreshed(world, ada.refresh_token)
    async with world.database.session() as session:
        await accounts.end_session_by_refresh(session, world.identity, "ref_unknown")
    assert not await ended(world, again)
    async with world.database.session() as session:
        await accounts.end_session_by_refresh(session, world.identity, ada.refresh_token)
    assert await ended(world, again)


async def test_people_see_and_end_their_own_sessions_alone(world: World):
    ada, bob = await world.person(), await world.person()
    phone = await log_in(
        world.database,
        world.identity,
        email=ada.user.email,
        password=PASSWORD,
        lifetime=LIFETIME,
        client=Client("2001:db8::1", "Phone/1.0"),
        clock=world.clock,
    )
    async with world.acting(ada) as ctx:
        listed = await accounts.list_sessions(ctx)
        assert {one.id for one in listed} == {ada.session_id, phone.session_id}
        assert {one.agent for one in listed} == {None, "Phone/1.0"}
        with pytest.raises(DomainError) as caught:
            await accounts.end_session(ctx, bob.session_id)
        assert caught.value.kind is Kind.NOT_FOUND
        await accounts.end_session(ctx, phone.session_id)
    assert await ended(world, phone)
    assert not await ended(world, ada)
    assert not await ended(world, bob)


async def test_all_other_sessions_can_be_ended_at_once(world: World):
    ada, bob = await world.person(), await world.person()
    others = [await world.log_in(ada.user.email) for _ in range(2)]
    async with world.acting(ada) as ctx:
        assert await accounts.end_other_sessions(ctx) == 2
    assert [await ended(world, one) for one in (*others, ada, bob)] == [True, True, False, False]
