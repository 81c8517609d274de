"""Guessing passwords, whichever door is tried."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import ASGIApp
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from millwright.doors import coordinaitor, nexus_forge, pixell
from millwright.doors.http import gate
from millwright.doors.http.logins import FAILURES
from millwright.doors.http.services import Services
from millwright.kit.context import Actor
from millwright.kit.crypto import new_token
from millwright.platform import accounts
from millwright.platform.accounts import KeyKind, lookups
from millwright.platform.events import Event
from millwright.platform.limits import Window
from tests.doors.conftest import URL, served
from tests.factories.accounts import PASSWORD

MOST = FAILURES[0].requests


def client_from(app: ASGIApp, address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1)), base_url=URL)


@pytest.fixture
async def client(services: Services) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_from(coordinaitor.create_app(services), "127.0.0.1") as client:
        yield client


async def status(client: httpx.AsyncClient, email: str, password: str) -> int:
    return (await client.post("/api/v1/auth/login", json={"email": email, "password": password})).status_code


async def test_guesses_at_the_same_moment_are_counted_like_guesses_in_turn(client: httpx.AsyncClient, ada_email: str):
    guesses = (status(client, ada_email, f"guess number {n}") for n in range(3 * MOST))
    assert sorted(await asyncio.gather(*guesses)) == [401] * MOST + [429] * 2 * MOST


async def test_every_spelling_of_an_address_is_the_same_account(client: httpx.AsyncClient, ada_email: str):
    name, domain = ada_email.split("@")
    wide = domain.replace("e", "\N{FULLWIDTH LATIN SMALL LETTER E}")
    for n in range(MOST):
        assert await status(client, ada_email if n % 2 else f"{name}@{wide}", "not the password") == 401
    assert await status(client, f"{name.upper()}@{wide}", PASSWORD) == 429


async def test_a_right_password_takes_the_failures_back(client: httpx.AsyncClient, ada_email: str):
    for _ in range(2):
        for _ in range(MOST - 1):
            assert await status(client, ada_email, "not the password") == 401
        assert await status(client, ada_email, PASSWORD) == 200


async def test_somebody_elses_logins_at_nexus_forge_keep_nobody_out(services: Services, ada_email: str):
    app = nexus_forge.create_app(services)
    async with client_from(app, "203.0.113.9") as stranger, client_from(app, "198.51.100.7") as ada:
        body = {"email": ada_email, "password": "not the password"}
        answers = [(await stranger.post("/auth/login", json=body)).status_code for _ in range(11)]
        assert answers == [401] * 10 + [429]
        assert (await ada.post("/auth/login", json={"email": ada_email, "password": PASSWORD})).status_code == 200


async def test_mails_to_one_address_are_counted_however_it_is_spelled(services: Services, ada_email: str):
    name, domain = ada_email.split("@")
    wide = f"{name}@{domain.replace('e', chr(0xFF45))}"
    async with client_from(pixell.create_app(services), "127.0.0.1") as client:
        for n in range(8):
            await client.post("/api/auth/password/forgot", json={"email": wide if n % 2 else ada_email})
    async with services.database.session() as session:
        asked = select(func.count()).where(Event.kind == "account.reset_requested")
        assert await session.scalar(asked) == 5


async def test_unknown_credentials_are_not_looked_up_for_ever(
    services: Services, ada: Actor, monkeypatch: pytest.MonkeyPatch
):
    async with services.context(ada) as ctx:
        known, fresh = [
            await accounts.create_key(ctx, services.hasher, name="k", kind=KeyKind.ORCHESTRATOR) for _ in range(2)
        ]
    looked_up: list[bytes] = []
    look_up = lookups.key

    async def counted(session: AsyncSession, digest: bytes, now: datetime) -> lookups.Found | None:
        looked_up.append(digest)
        return await look_up(session, digest, now)

    monkeypatch.setattr(lookups, "key", counted)
    app = coordinaitor.create_app(services)
    async with client_from(app, "203.0.113.9") as guessing, client_from(app, "198.51.100.7") as elsewhere:

        async def asked(client: httpx.AsyncClient, key: str) -> int:
            return (await client.get("/api/v1/users/me", headers={"X-API-Key": key})).status_code

        assert await asked(guessing, known.secret) == 200
        statuses = [await asked(guessing, new_token("ak_")) for _ in range(110)]
        assert (statuses[-1], len(looked_up)) == (429, 101)
        assert (await asked(guessing, known.secret), await asked(guessing, fresh.secret)) == (200, 429)
        assert await asked(elsewhere, fresh.secret) == 200


async def test_an_address_opens_only_so_many_sockets_in_a_minute(services: Services, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate, "_HANDSHAKES", (Window(2, 60),))
    async with served(coordinaitor.create_app(services)) as host:
        for _ in range(2):
            async with connect(f"ws://{host}/ws", proxy=None):
                pass
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://{host}/ws", proxy=None)
        assert refused.value.response.status_code == 429
