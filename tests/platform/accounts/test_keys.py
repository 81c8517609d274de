"""Keys: what they may do, who sees them, and how they end."""

from datetime import timedelta
from uuid import UUID

import pytest

from millwright.kit.context import ALL_SCOPES, Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id
from millwright.platform import accounts
from millwright.platform.accounts import CreatedKey, CredentialKind, KeyKind, KeyRate, Role, Tokens
from tests.platform.accounts.conftest import World

PREFIXES = {
    KeyKind.USER: "sk_user_",
    KeyKind.PROJECT: "sk_proj_",
    KeyKind.READ: "sk_read_",
    KeyKind.LIVE: "sk_live_",
    KeyKind.FORGE: "pk_live_",
    KeyKind.ORCHESTRATOR: "ak_",
    KeyKind.ENTERPRISE: "sk_ent_",
}


async def make_key(
    world: World,
    who: Tokens,
    kind: KeyKind = KeyKind.LIVE,
    *,
    scopes: set[Scope] | None = None,
    project_id: UUID | None = None,
    name: str = "robot",
) -> CreatedKey:
    async with world.acting(who) as ctx:
        return await accounts.create_key(
            ctx, world.identity.hasher, name=name, kind=kind, scopes=scopes, project_id=project_id
        )


async def scopes_of(world: World, made: CreatedKey) -> frozenset[Scope]:
    return (await world.authenticator.authenticate(made.secret)).actor.scopes


@pytest.mark.parametrize("kind", list(KeyKind))
async def test_a_key_of_any_kind_is_its_maker(world: World, kind: KeyKind):
    ada = await world.person()
    made = await make_key(world, ada, kind, project_id=new_id() if kind is KeyKind.PROJECT else None)
    assert made.secret.startswith(PREFIXES[kind])
    principal = await world.authenticator.authenticate(made.secret)
    assert principal.actor.user_id == ada.user.id
    assert principal.actor.credential_id == made.key.id
    assert principal.actor.project_id == made.key.project_id
    assert (principal.kind, principal.email) == (CredentialKind.KEY, ada.user.email)


async def test_only_a_hash_and_both_ends_of_a_key_are_kept(world: World):
    ada = await world.person()
    made = await make_key(world, ada)
    kept = {name: value for name, value in vars(made.key).items() if not name.startswith("_")}
    assert made.secret not in repr(kept)
    assert made.key.first_chars == made.secret[:12]
    assert made.key.last_four == made.secret[-4:]


async def test_a_key_with_one_wrong_character_is_refused(world: World):
    ada = await world.person()
    made = await make_key(world, ada)
    wrong = made.secret[:-1] + ("0" if made.secret[-1] != "0" else "1")
    for token in (wrong, made.secret.replace("sk_live_", "sk_user_"), made.secret + "0", made.secret[:-1]):
        with pytest.raises(DomainError) as caught:
            await world.authenticator.authenticate(token)
        assert caught.value.code == "credential_invalid"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.VIEWER])
async def test_a_key_may_do_at_most_what_its_maker_may(world: World, role: Role):
    ada = await world.person()
    bob = await world.person(role, beside=ada)
    made = await make_key(world, bob)
    assert await scopes_of(world, made) == accounts.scopes_of(role, operator=False)


async def test_a_viewer_makes_no_keys(world: World):
    ada = await world.person()
    eve = await world.person(Role.VIEWER, beside=ada)
    with pytest.raises(DomainError) as caught:
        await make_key(world, eve)
    assert caught.value.kind is Kind.FORBIDDEN


async def test_asking_for_more_than_one_has_is_refused(world: World):
    ada = await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    for who, scope in ((bob, Scope.MEMBERS_WRITE), (ada, Scope.ORGANIZATIONS_ADMIN), (ada, Scope.METRICS_READ)):
        with pytest.raises(DomainError) as caught:
            await make_key(world, who, scopes={Scope.PROJECTS_READ, scope})
        assert (caught.value.code, caught.value.kind) == ("scope_missing", Kind.FORBIDDEN)


async def test_a_key_makes_no_key_that_may_do_more(world: World):
    ada = await world.person()
    first = await make_key(world, ada, scopes={Scope.KEYS_WRITE, Scope.PROJECTS_READ})
    principal = await world.authenticator.authenticate(first.secret)
    async with world.acting(principal) as ctx:
        second = await accounts.create_key(ctx, world.identity.hasher, name="child", kind=KeyKind.USER)
    assert await scopes_of(world, second) == {Scope.KEYS_WRITE, Scope.PROJECTS_READ}


async def test_a_key_makes_no_key_that_is_faster_or_lives_longer(world: World):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        end = ctx.clock() + timedelta(days=1)
        first = await accounts.create_key(
            ctx, world.identity.hasher, name="slow", kind=KeyKind.LIVE, rate=KeyRate(10, 60), expires_at=end
        )
        other = await accounts.create_key(ctx, world.identity.hasher, name="fast", kind=KeyKind.LIVE)
    rates: list[tuple[int | None, int | None]] = []
    async with world.acting(await world.authenticator.authenticate(first.secret)) as ctx:
        for rate in (None, KeyRate(11, 3600), KeyRate(10, 59), KeyRate(9, 60)):
            made = await accounts.create_key(
                ctx,
                world.identity.hasher,
                name="child",
                kind=KeyKind.LIVE,
                rate=rate,
                expires_at=None if rate is None else end + timedelta(1),
            )
            assert made.key.expires_at == end
            rates.append((made.key.rate_requests, made.key.rate_seconds))
        with pytest.raises(DomainError) as caught:
            await accounts.rotate_key(ctx, world.identity.hasher, other.key.id)
        await accounts.rotate_key(ctx, world.identity.hasher, first.key.id)
    assert rates == [(10, 60), (10, 60), (10, 60), (9, 60)]
    assert caught.value.kind is Kind.FORBIDDEN


async def test_a_key_loses_what_its_maker_loses(world: World):
    ada = await world.person()
    bob = await world.person(Role.ADMIN, beside=ada)
    made = await make_key(world, bob, scopes={Scope.MEMBERS_WRITE, Scope.PROJECTS_READ})
    assert await scopes_of(world, made) == {Scope.MEMBERS_WRITE, Scope.PROJECTS_READ}
    async with world.acting(ada) as ctx:
        await accounts.change_role(ctx, bob.user.id, Role.VIEWER)
    assert await scopes_of(world, made) == {Scope.PROJECTS_READ}


async def test_only_an_operators_key_runs_the_installation(world: World):
    operator, ada = await world.person(installation=True), await world.person()
    admin = await world.person(Role.ADMIN, beside=operator)
    member = await world.person(Role.PROJECT_MANAGER, beside=operator)
    may = [Scope.ORGANIZATIONS_ADMIN in await scopes_of(world, await make_key(world, who)) for who in (operator, admin)]
    may_not = [Scope.ORGANIZATIONS_ADMIN in await scopes_of(world, await make_key(world, who)) for who in (member, ada)]
    assert (may, may_not) == ([True, True], [False, False])


async def test_a_project_key_needs_a_project_and_stays_in_it(world: World):
    ada = await world.person()
    project_id = new_id()
    with pytest.raises(DomainError) as caught:
        await make_key(world, ada, KeyKind.PROJECT)
    assert list(caught.value.fields) == ["project_id"]
    made = await make_key(world, ada, KeyKind.PROJECT, project_id=project_id)
    principal = await world.authenticator.authenticate(made.secret)
    assert principal.actor.project_id == project_id
    assert Scope.PROJECTS_WRITE in principal.actor.scopes
    assert not {Scope.KEYS_WRITE, Scope.PROJECTS_DELETE, Scope.MEMBERS_READ} & principal.actor.scopes


@pytest.mark.parametrize("kind", [KeyKind.READ, KeyKind.PROJECT])
async def test_scopes_beyond_the_kind_of_key_are_refused(world: World, kind: KeyKind):
    ada = await world.person()
    with pytest.raises(DomainError) as caught:
        await make_key(world, ada, kind, scopes={Scope.KEYS_WRITE}, project_id=new_id())
    assert list(caught.value.fields) == ["scopes"]


async def test_a_key_may_have_a_limit_of_its_own(world: World):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        made = await accounts.create_key(
            ctx, world.identity.hasher, name="slow", kind=KeyKind.ORCHESTRATOR, rate=KeyRate(10, 60)
        )
        for rate in (KeyRate(0, 60), KeyRate(1, 0), KeyRate(10**9, 60), KeyRate(1, 10**9)):
            with pytest.raises(DomainError) as caught:
                await accounts.create_key(ctx, world.identity.hasher, name="x", kind=KeyKind.LIVE, rate=rate)
            assert list(caught.value.fields) == ["rate"]
    assert (await world.authenticator.authenticate(made.secret)).rate == KeyRate(10, 60)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\nb", "\x00"])
async def test_a_key_has_a_name(world: World, name: str):
    ada = await world.person()
    with pytest.raises(DomainError) as caught:
        await make_key(world, ada, name=name)
    assert list(caught.value.fields) == ["name"]


@pytest.mark.parametrize(
    "uri",
    ["", "/x", "http://example.com/", "https://", "javascript:alert(1)", "data:text/html,x", "https://a.test/#x",
     "https://a.test/\r\nSet-Cookie: x", "https://a.test/" + "x" * 2000, "http://[::1"],
)  # fmt: skip
async def test_a_key_sends_nobody_to_an_unsafe_address(world: World, uri: str):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.create_key(ctx, world.identity.hasher, name="client", kind=KeyKind.LIVE, redirect_uris=[uri])
    assert list(caught.value.fields) == ["redirect_uris"]


async def test_a_keys_end_lies_in_the_future(world: World):
    ada = await world.person()
    async with world.acting(ada) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.create_key(
                ctx, world.identity.hasher, name="x", kind=KeyKind.LIVE, expires_at=ctx.clock() - timedelta(1)
            )
    assert list(caught.value.fields) == ["expires_at"]


async def test_a_rotated_key_has_a_new_secret_and_the_old_one_ends_at_once(world: World):
    ada = await world.person()
    made = await make_key(world, ada)
    before = await world.authenticator.authenticate(made.secret)
    async with world.acting(ada) as ctx:
        rotated = await accounts.rotate_key(ctx, world.identity.hasher, made.key.id)
    assert rotated.key.rotated_at == world.clock()
    assert rotated.key.last_four == rotated.secret[-4:]
    with pytest.raises(DomainError):
        await world.authenticator.authenticate(made.secret)
    assert await world.authenticator.authenticate(rotated.secret) == before


async def test_a_deleted_key_ends_at_once(world: World):
    ada = await world.person()
    made = await make_key(world, ada)
    await world.authenticator.authenticate(made.secret)
    async with world.acting(ada) as ctx:
        await accounts.delete_key(ctx, made.key.id)
    with pytest.raises(DomainError):
        await world.authenticator.authenticate(made.secret)


async def test_people_see_their_own_keys_and_admins_all_of_the_organization(world: World):
    ada, stranger = await world.person(), await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    keys = {who.user.id: (await make_key(world, who)).key.id for who in (ada, bob, stranger)}
    async with world.acting(bob) as ctx:
        assert [key.id for key in (await accounts.list_keys(ctx)).items] == [keys[bob.user.id]]
        for other in (ada, stranger):
            await not_found(ctx, world, keys[other.user.id])
    async with world.acting(ada) as ctx:
        page = await accounts.list_keys(ctx)
        assert {key.id for key in page.items} == {keys[ada.user.id], keys[bob.user.id]}
        assert page.total == 2
        await not_found(ctx, world, keys[stranger.user.id])


async def not_found(ctx: Context, world: World, key_id: UUID) -> None:
    for attempt in (
        accounts.get_key(ctx, key_id),
        accounts.delete_key(ctx, key_id),
        accounts.rotate_key(ctx, world.identity.hasher, key_id),
    ):
        with pytest.raises(DomainError) as caught:
            await attempt
        assert caught.value.kind is Kind.NOT_FOUND


async def test_an_admin_ends_the_key_of_another_but_never_learns_its_secret(world: World):
    ada = await world.person()
    bob = await world.person(Role.DEVELOPER, beside=ada)
    made = await make_key(world, bob)
    async with world.acting(ada) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.rotate_key(ctx, world.identity.hasher, made.key.id)
        assert caught.value.kind is Kind.NOT_FOUND
        await accounts.delete_key(ctx, made.key.id)
    with pytest.raises(DomainError):
        await world.authenticator.authenticate(made.secret)


async def test_a_weak_key_cannot_rotate_a_strong_one_to_become_it(world: World):
    ada = await world.person()
    strong = await make_key(world, ada)
    weak = await make_key(world, ada, scopes={Scope.KEYS_WRITE})
    principal = await world.authenticator.authenticate(weak.secret)
    async with world.acting(principal) as ctx:
        with pytest.raises(DomainError) as caught:
            await accounts.rotate_key(ctx, world.identity.hasher, strong.key.id)
    assert caught.value.kind is Kind.FORBIDDEN


async def test_no_secret_of_a_key_reaches_the_event_log(world: World):
    ada = await world.person()
    made = await make_key(world, ada)
    async with world.acting(ada) as ctx:
        rotated = await accounts.rotate_key(ctx, world.identity.hasher, made.key.id)
    async with world.acting(ada) as ctx:
        entries = await accounts.audit_log(ctx)
    assert {"key.created", "key.rotated", "session.started"} <= {entry.action for entry in entries.items}
    text = repr(entries)
    assert not [secret for secret in (made.secret, rotated.secret, ada.refresh_token) if secret in text]


async def test_nothing_is_done_with_keys_without_the_scope(world: World):
    ada = await world.person()
    made = await make_key(world, ada)
    actor = Actor(ada.user.id, ada.organization.id, ALL_SCOPES - {Scope.KEYS_READ, Scope.KEYS_WRITE})
    async with world.database.session() as session:
        ctx = Context(session, actor)
        for attempt in (
            accounts.list_keys(ctx),
            accounts.get_key(ctx, made.key.id),
            accounts.delete_key(ctx, made.key.id),
            accounts.rotate_key(ctx, world.identity.hasher, made.key.id),
        ):
            with pytest.raises(DomainError) as caught:
                await attempt
            assert caught.value.code == "scope_missing"
