"""Tokens: how a client gets them by each flow, and how they end."""

import asyncio
import base64
import hmac
import json
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import select

from millwright.doors.http.services import Services
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError
from millwright.platform import accounts
from millwright.platform.accounts import CredentialKind, Role
from millwright.platform.events import Event
from tests.doors.http.oauth_world import (
    PASSWORD,
    PKCE,
    VERIFIER,
    World,
    oauth_world,
)


@pytest.fixture
async def world(services: Services) -> AsyncGenerator[World]:
    async with oauth_world(services) as world:
        yield world


def claims_of(token: str) -> dict[str, object]:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


async def is_dead(world: World, token: str) -> bool:
    try:
        await world.principal(token)
    except DomainError:
        return True
    return False


async def test_a_code_becomes_tokens_that_act_for_the_person(world: World):
    response = await world.exchange(await world.code(**PKCE), code_verifier=VERIFIER)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    tokens = response.json()
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 3600
    assert tokens["scope"] == "organizations:read projects:read"
    claims = claims_of(tokens["access_token"])
    assert claims["sub"] == str(world.ada.id)
    assert claims["org"] == str(world.actor.organization_id)
    assert claims["email"] == "ada@example.org"
    assert claims["role"] == "owner"
    assert claims["permissions"] == ["organizations:read", "projects:read"]
    assert claims["iss"] == "http://millwright.test"
    principal = await world.principal(tokens["access_token"])
    assert principal.kind is CredentialKind.OAUTH
    assert principal.actor.user_id == world.ada.id
    assert principal.actor.scopes == {Scope.PROJECTS_READ, Scope.ORGANIZATIONS_READ}


async def test_without_scope_the_client_gets_all_that_it_may_have(world: World):
    tokens = await world.tokens(scope=None)
    assert tokens["scope"] == "organizations:read projects:read projects:write"


async def test_the_only_registered_address_may_be_left_out(world: World):
    code = await world.code(redirect_uri=None)
    response = await world.post("/oauth/token", {"grant_type": "authorization_code", "code": code})
    assert response.status_code == 200


async def test_an_address_that_was_named_must_be_named_again(world: World):
    code = await world.code()
    response = await world.post("/oauth/token", {"grant_type": "authorization_code", "code": code})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")


async def test_a_code_used_twice_ends_what_came_of_it(world: World):
    code = await world.code()
    tokens = (await world.exchange(code)).json()
    await world.principal(tokens["access_token"])
    again = await world.exchange(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert await is_dead(world, tokens["access_token"])
    assert (await world.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("what", ["code", "refresh_token"])
async def test_of_two_uses_at_once_one_counts_and_both_end(world: World, what: str):
    if what == "code":
        code = await world.code()
        answers = await asyncio.gather(*(world.exchange(code) for _ in range(4)))
    else:
        token = (await world.tokens())["refresh_token"]
        answers = await asyncio.gather(*(world.refresh(token) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    (good,) = [answer.json() for answer in answers if answer.status_code == 200]
    assert await is_dead(world, good["access_token"])
    assert (await world.refresh(good["refresh_token"])).json()["error"] == "invalid_grant"


async def test_a_code_is_good_for_a_minute(world: World):
    code = await world.code()
    world.clock.ahead = timedelta(seconds=61)
    assert (await world.exchange(code)).json()["error"] == "invalid_grant"


async def test_a_code_is_of_no_use_to_another_client(world: World):
    code = await world.code()
    other, secret = await world.make_client(["https://app.example.com/callback"])
    form = {"client_id": other, "grant_type": "authorization_code", "code": code}
    response = await world.post("/oauth/token", form, secret=secret)
    assert response.json()["error"] == "invalid_grant"
    assert (await world.exchange(code)).status_code == 200


@pytest.mark.parametrize("verifier", [{}, {"code_verifier": "a" * 43}, {"code_verifier": "short"}])
async def test_a_challenge_wants_its_verifier(world: World, verifier: dict[str, str]):
    response = await world.exchange(await world.code(**PKCE), **verifier)
    assert response.status_code == 400
    assert response.json()["error"] in {"invalid_grant", "invalid_request"}


async def test_a_verifier_without_challenge_is_refused(world: World):
    response = await world.exchange(await world.code(), code_verifier=VERIFIER)
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


async def test_a_client_without_its_secret_needs_a_challenge(world: World):
    without = await world.exchange(await world.code(), secret=None)
    assert (without.status_code, without.json()["error"]) == (400, "invalid_request")
    with_challenge = await world.exchange(await world.code(**PKCE), secret=None, code_verifier=VERIFIER)
    assert with_challenge.status_code == 200
    assert (await world.refresh(with_challenge.json()["refresh_token"], secret=None)).status_code == 200


async def test_tokens_given_for_a_secret_are_not_refreshed_without_it(world: World):
    tokens = await world.tokens()
    response = await world.refresh(tokens["refresh_token"], secret=None)
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert (await world.refresh(tokens["refresh_token"])).status_code == 200


async def test_a_wrong_secret_in_the_header_is_not_the_same_as_none(world: World):
    code = await world.code(**PKCE)
    form = {"client_id": world.client_id, "grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER}
    response = await world.post("/oauth/token", form, auth=(world.client_id, "wrong"))
    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert response.headers["www-authenticate"].startswith("Basic")


async def test_a_secret_may_stand_in_the_header(world: World):
    form = {"grant_type": "client_credentials", "scope": "projects:read"}
    response = await world.post("/oauth/token", form, auth=(world.client_id, world.secret))
    assert response.status_code == 200


@pytest.mark.parametrize(
    "header", ["Basic !!!", "Basic /////w==", "Basic", "Basic \xff\xff", "Bearer x", "Basic " + "QQ" * 5000]
)
async def test_an_unreadable_header_is_the_clients_fault(world: World, header: str):
    headers = {b"Authorization": header.encode("latin-1"), b"Content-Type": b"application/x-www-form-urlencoded"}
    response = await world.http.post(
        "/contract/v1/oauth/token", content="grant_type=client_credentials", headers=headers
    )
    assert response.status_code in {400, 401}
    assert response.json()["error"] in {"invalid_client", "invalid_request"}


async def test_refreshing_gives_new_tokens_and_uses_the_old_up(world: World):
    tokens = await world.tokens()
    fresh = (await world.refresh(tokens["refresh_token"])).json()
    assert fresh["refresh_token"] != tokens["refresh_token"]
    assert claims_of(fresh["access_token"])["sub"] == str(world.ada.id)
    reused = await world.refresh(tokens["refresh_token"])
    assert (reused.status_code, reused.json()["error"]) == (400, "invalid_grant")
    assert await is_dead(world, fresh["access_token"])
    assert await is_dead(world, tokens["access_token"])
    assert (await world.refresh(fresh["refresh_token"])).json()["error"] == "invalid_grant"


async def test_refreshing_may_narrow_but_never_widen(world: World):
    tokens = await world.tokens()
    narrow = (await world.refresh(tokens["refresh_token"], scope="projects:read")).json()
    assert claims_of(narrow["access_token"])["permissions"] == ["projects:read"]
    assert (await world.principal(narrow["access_token"])).actor.scopes == {Scope.PROJECTS_READ}
    wide = await world.refresh(narrow["refresh_token"], scope="projects:write")
    assert (wide.status_code, wide.json()["error"]) == (400, "invalid_scope")


async def test_a_refresh_token_dies_after_thirty_idle_days(world: World):
    tokens = await world.tokens()
    world.clock.ahead = timedelta(days=29)
    tokens = (await world.refresh(tokens["refresh_token"])).json()
    world.clock.ahead = timedelta(days=60)
    assert (await world.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


async def test_a_person_grants_no_more_than_they_may_do(world: World):
    _, viewer = await world.make_member(Role.VIEWER)
    code = await world.code(token=viewer, scope="projects:read projects:write")
    tokens = (await world.exchange(code)).json()
    assert tokens["scope"] == "projects:read"
    assert claims_of(tokens["access_token"])["permissions"] == ["projects:read"]


async def test_a_token_loses_what_its_person_loses(world: World):
    bob, token = await world.make_member(Role.DEVELOPER)
    tokens = (await world.exchange(await world.code(token=token, scope="projects:write"))).json()
    assert (await world.principal(tokens["access_token"])).actor.scopes == {Scope.PROJECTS_WRITE}
    async with world.services.database.session() as session:
        context = Context(session, world.actor)
        await accounts.change_role(context, bob.user_id, Role.VIEWER)
    assert (await world.principal(tokens["access_token"])).actor.scopes == frozenset()
    async with world.services.database.session() as session:
        await accounts.remove_member(Context(session, world.actor), bob.user_id)
    assert await is_dead(world, tokens["access_token"])
    assert (await world.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


async def test_a_client_may_ask_for_itself(world: World):
    form = {"grant_type": "client_credentials", "scope": "projects:read"}
    response = await world.post("/oauth/token", form)
    assert response.status_code == 200
    body = response.json()
    assert "refresh_token" not in body
    assert body["scope"] == "projects:read"
    claims = claims_of(body["access_token"])
    assert (claims["sub"], claims["org"]) == (world.client_id, str(world.actor.organization_id))
    assert claims["permissions"] == ["projects:read"]
    principal = await world.principal(body["access_token"])
    assert principal.kind is CredentialKind.OAUTH
    assert principal.actor.scopes == {Scope.PROJECTS_READ}


@pytest.mark.parametrize("scope", ["organizations:admin", "projects:read organizations:admin", "moon:walk"])
async def test_a_client_cannot_ask_for_more_than_its_key_has(world: World, scope: str):
    response = await world.post("/oauth/token", {"grant_type": "client_credentials", "scope": scope})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_scope")


async def test_a_documented_name_may_mean_several_scopes(world: World):
    client, secret = await world.make_client(scopes={Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE})
    form = {"client_id": client, "grant_type": "client_credentials"}
    body = (await world.post("/oauth/token", form, secret=secret)).json()
    assert body["scope"] == "webhooks:manage"
    assert claims_of(body["access_token"])["permissions"] == ["webhooks:read", "webhooks:write"]


async def test_a_client_and_a_secret_that_do_not_fit_are_refused_in_the_same_words(world: World):
    form = {"grant_type": "client_credentials"}
    wrong = await world.post("/oauth/token", form, secret="wrong")
    unknown = await world.post("/oauth/token", {**form, "client_id": str(world.ada.id)})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["error"] == "invalid_client"


async def test_a_new_key_ends_what_the_client_got_with_the_old(world: World):
    own = (await world.post("/oauth/token", {"grant_type": "client_credentials"})).json()["access_token"]
    persons = (await world.tokens())["access_token"]
    assert not await is_dead(world, own)
    async with world.services.database.session() as session:
        context = Context(session, world.actor, world.clock)
        key_id = accounts.ApiKey.id == world.client_id
        key = (await session.scalars(select(accounts.ApiKey).where(key_id))).one()
        await accounts.rotate_key(context, world.services.hasher, key.id)
    assert await is_dead(world, own)
    assert not await is_dead(world, persons)
    async with world.services.database.session() as session:
        await accounts.delete_key(Context(session, world.actor), key.id)
    assert await is_dead(world, persons)


async def test_an_unknown_grant_is_said_to_be_unsupported(world: World):
    response = await world.http.post("/contract/v1/oauth/token", data={"grant_type": 'tele"pathy\u2028'})
    assert (response.status_code, response.json()["error"]) == (400, "unsupported_grant_type")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("grant_type=client_credentials&grant_type=password", "application/x-www-form-urlencoded"),
        ('{"grant_type": "client_credentials"}', "application/json"),
        ("grant_type=%ff%fe", "application/x-www-form-urlencoded"),
        ("&".join(f"a{number}=1" for number in range(1000)), "application/x-www-form-urlencoded"),
        ("client_id=%00", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_that_is_no_plain_form_is_refused(world: World, body: str, kind: str):
    response = await world.http.post("/contract/v1/oauth/token", content=body, headers={"Content-Type": kind})
    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


async def test_a_password_gives_a_session_with_the_documented_claims(world: World):
    form = {"grant_type": "password", "username": "ada@example.org", "password": PASSWORD}
    response = await world.http.post("/contract/v1/oauth/token", data=form)
    assert response.status_code == 200
    body = response.json()
    assert body["expires_in"] == 3600
    claims = claims_of(body["access_token"])
    assert (claims["email"], claims["role"]) == ("ada@example.org", "owner")
    assert "projects:read" in str(claims["permissions"])
    assert (await world.principal(body["access_token"])).kind is CredentialKind.SESSION
    again = {"grant_type": "refresh_token", "refresh_token": body["refresh_token"]}
    fresh = await world.http.post("/contract/v1/oauth/token", data=again)
    assert claims_of(fresh.json()["access_token"])["email"] == "ada@example.org"
    reused = await world.http.post("/contract/v1/oauth/token", data=again)
    assert (reused.status_code, reused.json()["error"]) == (400, "invalid_grant")
    assert await is_dead(world, fresh.json()["access_token"])


@pytest.mark.parametrize("username", ["ada@example.org", "nobody@example.org"])
async def test_a_wrong_password_says_nothing_about_the_account(world: World, username: str):
    form = {"grant_type": "password", "username": username, "password": "wrong"}
    response = await world.http.post("/contract/v1/oauth/token", data=form)
    assert response.status_code == 400
    assert response.json() == {
        "error": "invalid_grant",
        "error_description": "Invalid email or password.",
    }


async def test_a_bogus_refresh_token_is_an_invalid_grant(world: World):
    form = {"grant_type": "refresh_token", "refresh_token": "bogus"}
    response = await world.http.post("/contract/v1/oauth/token", data=form)
    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
async def test_a_revoked_token_is_dead_at_once(world: World, which: str):
    tokens = await world.tokens()
    await world.principal(tokens["access_token"])
    response = await world.post("/oauth/revoke", {"token": tokens[which]})
    assert (response.status_code, response.json()) == (200, {})
    assert await is_dead(world, tokens["access_token"])
    assert (await world.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"


async def test_only_the_client_itself_revokes_its_tokens(world: World):
    tokens = await world.tokens()
    other, secret = await world.make_client()
    stranger = await world.post("/oauth/revoke", {"client_id": other, "token": tokens["access_token"]}, secret=secret)
    assert (stranger.status_code, stranger.json()) == (200, {})
    nobody = await world.post("/oauth/revoke", {"token": tokens["access_token"]}, secret="wrong")
    assert nobody.status_code == 401
    assert not await is_dead(world, tokens["access_token"])


async def test_a_client_reads_what_its_own_tokens_are_good_for(world: World):
    tokens = await world.tokens()
    body = (await world.post("/oauth/introspect", {"token": tokens["access_token"]})).json()
    claims = claims_of(tokens["access_token"])
    assert body == {
        "active": True,
        "client_id": world.client_id,
        "username": "ada@example.org",
        "scope": "organizations:read projects:read",
        "token_type": "Bearer",
        **{name: claims[name] for name in ("sub", "org", "role", "iss", "iat", "exp", "jti")},
    }
    refresh = (await world.post("/oauth/introspect", {"token": tokens["refresh_token"]})).json()
    assert (refresh["active"], refresh["token_type"]) == (True, "refresh_token")
    await world.post("/oauth/revoke", {"token": tokens["refresh_token"]})
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert (await world.post("/oauth/introspect", {"token": token})).json() == {"active": False}


async def test_nobody_reads_anothers_tokens(world: World):
    tokens = await world.tokens()
    other, secret = await world.make_client()
    for token in (tokens["access_token"], tokens["refresh_token"], world.token, "nonsense", world.secret):
        body = await world.post("/oauth/introspect", {"client_id": other, "token": token}, secret=secret)
        assert (body.status_code, body.json()) == (200, {"active": False})
    without = await world.post("/oauth/introspect", {"token": tokens["access_token"]}, secret=None)
    assert (without.status_code, without.json()["error"]) == (401, "invalid_client")


async def test_the_published_keys_verify_a_token(world: World):
    token = (await world.tokens())["access_token"]
    document = (await world.http.get("/.well-known/jwks.json")).json()
    assert all(set(key) <= {"kty", "n", "e", "kid", "use", "alg"} for key in document["keys"])
    read = jwt.decode(token, KeySet.import_key_set(document), algorithms=["RS256"])
    assert read.claims["sub"] == str(world.ada.id)
    assert read.header["alg"] == "RS256"


async def test_a_token_signed_with_the_public_key_as_a_secret_is_none(world: World):
    token = (await world.tokens())["access_token"]
    header, body, signature = token.split(".")
    document = (await world.http.get("/.well-known/jwks.json")).json()
    key = RSAKey.import_key(document["keys"][0])
    known = json.loads(base64.urlsafe_b64decode(header + "=="))
    confused = f"{encoded({**known, 'alg': 'HS256'})}.{body}"
    mark = hmac.new(key.as_pem(private=False), confused.encode(), "sha256").digest()
    confused += "." + base64.urlsafe_b64encode(mark).rstrip(b"=").decode()
    unsigned = encoded({**known, "alg": "none"})
    other = body[:-4] + ("AAAA" if body[-4:] != "AAAA" else "BBBB")
    for forged in (confused, f"{unsigned}.{body}.", f"{header}.{other}.{signature}", f"{token}AAAA"):
        assert await is_dead(world, forged)


async def test_the_metadata_names_where_everything_is(world: World):
    document = (await world.http.get("/.well-known/oauth-authorization-server")).json()
    assert document["issuer"] == "http://millwright.test"
    assert document["token_endpoint"] == "http://millwright.test/contract/v1/oauth/token"
    assert document["code_challenge_methods_supported"] == ["S256"]
    below = await world.http.get("/.well-known/oauth-authorization-server/contract/v1")
    assert below.json() == document


async def test_what_is_granted_and_ended_is_in_the_log_and_no_secret_is(world: World):
    code = await world.code()
    tokens = (await world.exchange(code)).json()
    await world.post("/oauth/revoke", {"token": tokens["refresh_token"]})
    async with world.services.database.session() as session:
        events = (await session.scalars(select(Event).order_by(Event.id))).all()
    ours = [event for event in events if event.kind.startswith("oauth.")]
    assert [event.kind for event in ours] == ["oauth.consented", "oauth.ended"]
    assert ours[1].data["reason"] == "revoked"
    written = " ".join(str(event.data) for event in events)
    assert not any(secret in written for secret in (code, *map(str, tokens.values()), world.secret) if len(secret) > 40)
