"""The first start, and the keys that tokens are signed with."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from millwright.kit.context import ALL_SCOPES
from millwright.kit.errors import DomainError
from millwright.platform.accounts import JwtSigner, Organization, Plan, User, ensure_installation
from tests.factories.accounts import PASSWORD
from tests.platform.accounts.conftest import World

START = datetime(2026, 1, 1, tzinfo=UTC)


async def test_the_first_start_makes_an_unlimited_organization_and_its_administrator(world: World):
    made = await ensure_installation(
        world.database, world.identity.passwords, email="Boss@Example.com", password=PASSWORD
    )
    assert (made.email, made.password, made.actor.scopes) == ("boss@example.com", None, ALL_SCOPES)
    boss = await world.log_in("boss@example.com")
    principal = await world.principal(boss)
    assert (principal.plan, principal.operator, principal.actor.scopes) == (Plan.UNLIMITED, True, ALL_SCOPES)


async def test_without_a_password_one_is_made_up_and_told_once(world: World):
    made = await ensure_installation(world.database, world.identity.passwords, email="boss@example.com")
    assert made.password is not None
    assert len(made.password) >= 20
    again = await ensure_installation(world.database, world.identity.passwords, email="boss@example.com")
    assert (again.password, again.actor) == (None, made.actor)
    await world.log_in("boss@example.com", made.password)


async def test_a_password_that_was_set_is_not_overwritten_by_the_settings(world: World):
    for password in (PASSWORD, "another password"):
        await ensure_installation(world.database, world.identity.passwords, email="boss@example.com", password=password)
    await world.log_in("boss@example.com")
    async with world.database.session() as session:
        assert len((await session.scalars(select(Organization))).all()) == 1


async def test_an_administrator_from_before_there_were_passwords_gets_one(world: World):
    await ensure_installation(world.database, world.identity.passwords, email="boss@example.com", password=PASSWORD)
    async with world.database.session() as session:
        (await session.scalars(select(User))).one().password_digest = None
    made = await ensure_installation(world.database, world.identity.passwords, email="boss@example.com")
    assert made.password is not None
    await world.log_in("boss@example.com", made.password)


async def test_a_bad_first_password_is_refused(world: World):
    with pytest.raises(DomainError) as caught:
        await ensure_installation(world.database, world.identity.passwords, email="boss@example.com", password="short")
    assert list(caught.value.fields) == ["admin_password"]


def verifies(signer: JwtSigner, token: str) -> bool:
    return signer.verify(token, typ="t", issuer="i", now=START) is not None


def test_signing_keys_outlive_a_restart_and_are_the_owners_alone(tmp_path: Path):
    path = tmp_path / "jwt-keys.json"
    claims: dict[str, object] = {"iss": "i", "exp": int((START + timedelta(days=900)).timestamp())}
    first = JwtSigner.at(path, now=START)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = JwtSigner.at(path, now=START + timedelta(days=89))
    assert verifies(again, first.sign(claims, typ="t"))
    assert again.jwks() == first.jwks()


def test_a_signing_key_is_followed_by_a_new_one_and_then_dropped(tmp_path: Path):
    path = tmp_path / "jwt-keys.json"
    claims: dict[str, object] = {"iss": "i", "exp": int((START + timedelta(days=900)).timestamp())}
    first = JwtSigner.at(path, now=START)
    second = JwtSigner.at(path, now=START + timedelta(days=90))
    old, new = first.sign(claims, typ="t"), second.sign(claims, typ="t")
    assert (verifies(second, old), verifies(first, new)) == (True, False)
    assert len(second.jwks()["keys"]) == 2
    third = JwtSigner.at(path, now=START + timedelta(days=121))
    assert (verifies(third, old), verifies(third, new)) == (False, True)


def test_only_public_halves_are_published(tmp_path: Path):
    signer = JwtSigner.at(tmp_path / "jwt-keys.json")
    published = signer.jwks()["keys"]
    assert [sorted(key) for key in published] == [["alg", "e", "kid", "kty", "n", "use"]]
    private = json.loads((tmp_path / "jwt-keys.json").read_text())[0]["key"]
    assert private["d"] not in json.dumps(published)
