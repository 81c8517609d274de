"""Access tokens, attacked: whatever we did not sign for this purpose, here and for now, is no credential."""

import base64
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from millwright.kit.errors import DomainError, Kind
from millwright.platform.accounts import ACCESS, Claims, Tokens, mint_reset_token, mint_verification_token
from tests.platform.accounts.conftest import World

ISSUER = "http://millwright.test"


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def parts(token: str) -> tuple[Claims, Claims, str]:
    header, claims, signature = token.split(".")
    return json.loads(unpart(header)), json.loads(unpart(claims)), signature


def unpart(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def refused(world: World, token: str) -> None:
    with pytest.raises(DomainError) as caught:
        await world.authenticator.authenticate(token)
    assert (caught.value.code, caught.value.kind) == ("credential_invalid", Kind.UNAUTHENTICATED)


async def test_the_token_of_a_login_is_who_logged_in(world: World):
    ada = await world.person()
    principal = await world.principal(ada)
    assert principal.actor.user_id == ada.user.id
    assert principal.actor.organization_id == ada.organization.id
    assert principal.actor.credential_id == ada.session_id
    header, claims, _ = parts(ada.access_token)
    assert header["alg"] == "RS256"
    assert claims["org"] == str(ada.organization.id)


def without_algorithm(token: str) -> str:
    header, claims, _ = parts(token)
    return f"{part({**header, 'alg': 'none'})}.{part(claims)}."


def none_in_capitals(token: str) -> str:
    header, claims, signature = parts(token)
    return f"{part({**header, 'alg': 'NONE'})}.{part(claims)}.{signature}"


def with_other_claims(token: str) -> str:
    header, claims, signature = parts(token)
    return f"{part(header)}.{part({**claims, 'sub': str(UUID(int=1))})}.{signature}"


def without_signature(token: str) -> str:
    return token.rpartition(".")[0] + "."


def with_own_key_in_the_header(token: str) -> str:
    header, claims, _ = parts(token)
    key = RSAKey.generate_key(2048)
    return jwt.encode({**header, "jwk": key.as_dict(private=False)}, claims, key, algorithms=["RS256"])


def with_a_strange_key_of_the_same_name(token: str) -> str:
    header, claims, _ = parts(token)
    return jwt.encode(header, claims, RSAKey.generate_key(2048), algorithms=["RS256"])


def with_an_unknown_key_name(token: str) -> str:
    header, claims, signature = parts(token)
    return f"{part({**header, 'kid': '../../key'})}.{part(claims)}.{signature}"


@pytest.mark.parametrize(
    "forge",
    [
        without_algorithm,
        none_in_capitals,
        with_other_claims,
        without_signature,
        with_own_key_in_the_header,
        with_a_strange_key_of_the_same_name,
        with_an_unknown_key_name,
    ],
)
async def test_a_forged_token_is_refused(world: World, forge: Callable[[str], str]):
    ada = await world.person()
    await refused(world, forge(ada.access_token))


async def test_the_public_key_is_no_secret_to_sign_with(world: World):
    ada = await world.person()
    header, claims, _ = parts(ada.access_token)
    published = world.identity.signer.jwks()["keys"][0]
    pem = RSAKey.import_key({name: str(published[name]) for name in ("kty", "n", "e")}).as_pem(private=False)
    for secret in (pem, pem.strip(), json.dumps(published).encode()):
        signed = f"{part({**header, 'alg': 'HS256'})}.{part(claims)}"
        signature = part(hmac.new(secret, signed.encode(), sha256).digest())
        await refused(world, f"{signed}.{signature}")


def resigned(world: World, ada: Tokens, *, typ: str = ACCESS, **changes: object) -> str:
    """The same token, signed by our own key with other claims; those that are None are left out."""
    claims = {**parts(ada.access_token)[1], **changes}
    return world.identity.signer.sign({name: value for name, value in claims.items() if value is not None}, typ=typ)


async def test_a_token_signed_again_without_a_change_is_good(world: World):
    ada = await world.person()
    assert (await world.authenticator.authenticate(resigned(world, ada))).actor.user_id == ada.user.id


async def test_a_token_of_another_issuer_is_refused(world: World):
    ada = await world.person()
    await refused(world, resigned(world, ada, iss="http://elsewhere.test"))
    await refused(world, resigned(world, ada, iss=None))


async def test_a_token_without_an_end_is_refused(world: World):
    ada = await world.person()
    await refused(world, resigned(world, ada, exp=None))
    await refused(world, resigned(world, ada, exp="never"))


async def test_an_expired_token_is_refused(world: World):
    ada = await world.person()
    world.clock.now += timedelta(hours=1, seconds=1)
    await refused(world, ada.access_token)


async def test_a_token_for_another_purpose_is_refused(world: World):
    ada = await world.person()
    await refused(world, mint_reset_token(world.identity, ada.user, world.clock()))
    await refused(world, mint_verification_token(world.identity, ada.user, world.clock()))
    await refused(world, resigned(world, ada, typ="JWT"))


async def test_a_token_for_the_session_of_somebody_else_is_refused(world: World):
    ada, bob = await world.person(), await world.person()
    await refused(world, resigned(world, ada, sub=str(bob.user.id)))
    await refused(world, resigned(world, ada, sid=str(bob.session_id)))


@pytest.mark.parametrize(("sid", "sub"), [(7, None), (None, 7), ([], {})])
async def test_claims_of_a_wrong_shape_are_refused(world: World, sid: object, sub: object):
    ada = await world.person()
    await refused(world, resigned(world, ada, sid=sid, sub=sub))


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b.c", "sk_user_", "ses_", "ses_ü", "\x00", "e" * 10_000])
async def test_nonsense_is_refused(world: World, text: str):
    await refused(world, text)
