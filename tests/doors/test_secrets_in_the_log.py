"""No secret that comes to a door, or is made there, is ever in the log."""

import io
import json
import logging
from collections.abc import AsyncGenerator, Iterator
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import text
from starlette.requests import Request

from millwright.doors.http import logins
from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.oauth import well_known_routes
from millwright.doors.http.services import Services
from millwright.doors.mounts import DOORS
from millwright.factory.deployments import Routes
from millwright.kit.crypto import new_token
from millwright.platform.webhooks.secrets import new_secret
from tests.doors.conftest import URL
from tests.factories.accounts import PASSWORD
from tests.logged import written_log

WRONG = "Wr0ng-horse battery"
GUESSES = [
    new_token(prefix) for prefix in ("sk_user_", "sk_live_", "pk_live_", "sk_ent_", "ak_", "ses_", "ref_", "ort_")
]
WEBHOOK_SECRET = new_secret()
OWN_SECRET = "hunter2-hunter2-hunter2"
SECRETS = [WRONG, PASSWORD, WEBHOOK_SECRET[8:30], OWN_SECRET, *(guess[8:40] for guess in GUESSES)]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log from debug on, with what the database's driver and its pool have to say."""
    talkative = [
        logging.getLogger(name) for name in ("sqlalchemy.engine", "sqlalchemy.pool", "httpx", "uvicorn.access")
    ]
    with written_log(monkeypatch) as output:
        for logger in talkative:
            logger.setLevel(logging.INFO)
        yield output
        for logger in talkative:
            logger.setLevel(logging.NOTSET)


@pytest.fixture
async def client(services: Services, log: io.StringIO) -> AsyncGenerator[httpx.AsyncClient]:
    doors = {door.path: door.create_app(services) for door in DOORS}
    well_known = well_known_routes([door.oauth for door in DOORS if door.oauth is not None])
    proxy = AppProxy(Routes(), key=b"k" * 32)
    front = create_front(services, Routes(), proxy, doors=doors, domain=None, well_known=well_known)
    transport = httpx.ASGITransport(front, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


def found_in(log: io.StringIO, *more: str) -> list[str]:
    text = log.getvalue()
    assert "request.finished" in text
    return [secret for secret in [*SECRETS, *more] if secret in text or json.dumps(secret)[1:-1] in text]


LOGINS = ("/pixell/api/auth/login", "/coordinaitor/api/v1/auth/login", "/nexus-forge/auth/login")


@pytest.mark.parametrize("path", LOGINS)
async def test_a_password_is_not_in_the_log_right_or_wrong_or_badly_sent(
    client: httpx.AsyncClient, log: io.StringIO, ada_email: str, path: str
):
    for password in (WRONG, PASSWORD):
        answer = await client.post(path, json={"email": ada_email, "password": password})
        assert answer.status_code in {200, 401, 403, 404}
    await client.post(path, content=f'{{"email": "x", "password": "{WRONG}"')
    await client.post(path, data={"email": "x", "password": WRONG})
    await client.post(f"{path}?password={WRONG}", json={"email": WRONG, "password": {"deep": [WRONG]}})
    await client.post(path, auth=("ada", WRONG), json={})
    assert found_in(log) == []


async def test_a_bad_credential_is_not_in_the_log_wherever_it_stands(client: httpx.AsyncClient, log: io.StringIO):
    for guess in GUESSES:
        for door in DOORS:
            for headers in (
                {"Authorization": f"Bearer {guess}"},
                {"X-API-Key": guess},
                {"Cookie": f"sb-millwright-auth-token={guess}"},
                {"Authorization": f"Basic {guess}"},
            ):
                await client.get(f"{door.path}/projects/{guess}?token={guess}&api_key={guess}", headers=headers)
        for path in ("/pixell/api/auth/refresh", "/coordinaitor/api/v1/auth/refresh"):
            await client.post(path, json={"refreshToken": guess, "refresh_token": guess})
        await client.get("/metrics", headers={"Authorization": f"Bearer {guess}"})
    form = {"grant_type": "client_credentials", "client_id": "x", "client_secret": OWN_SECRET, "code": GUESSES[0]}
    for path in ("/enterprise/v1/auth/token", "/coordinaitor/oauth/token"):
        await client.post(path, data=form)
        await client.post(path, data={**form, "code_verifier": OWN_SECRET}, auth=("x", OWN_SECRET))
    assert found_in(log) == []


async def test_what_is_made_or_given_for_keeps_is_not_in_the_log(
    client: httpx.AsyncClient, log: io.StringIO, ada_email: str
):
    session = await client.post("/pixell/api/auth/login", json={"email": ada_email, "password": PASSWORD})
    made = await client.post("/pixell/api/api-keys", json={"name": "mine"})
    assert (session.status_code, made.status_code) == (200, 201)
    secrets = [word for answer in (session, made) for word in _long_words(answer.json())]
    secrets.append(session.cookies["sb-millwright-auth-token"])
    assert len(secrets) >= 4
    token = next(word for word in secrets if word.startswith("eyJ"))
    for secret in (WEBHOOK_SECRET, OWN_SECRET):
        hook = {"url": "https://ada:hunter2-hunter2-hunter2@example.org/hook", "events": ["build.completed"]}
        for url in (hook["url"], "https://example.org/hook"):
            body = {**hook, "url": url, "secret": secret}
            await client.post("/aibuild/v1/webhooks", json=body, headers={"Authorization": f"Bearer {token}"})
    assert found_in(log, *secrets) == []


async def test_a_fault_of_our_own_tells_no_secret(
    client: httpx.AsyncClient, services: Services, log: io.StringIO, ada_email: str, monkeypatch: pytest.MonkeyPatch
):
    async def fail(_: Services, request: Request, **sent: Any) -> None:
        try:
            async with services.database.session() as session:
                await session.execute(text("SELECT CAST(:password AS integer)"), {"password": "1"})
                await session.execute(text("SELECT nothing FROM nowhere WHERE a = :a"), {"a": WRONG})
        except Exception as error:
            raise RuntimeError(f"{sent} {request.headers.items()}") from error

    monkeypatch.setattr(logins, "log_in", fail)
    headers = {"Authorization": f"Bearer {GUESSES[0]}", "Cookie": f"sb-millwright-auth-token={GUESSES[5]}"}
    answer = await client.post(LOGINS[0], json={"email": ada_email, "password": WRONG}, headers=headers)
    assert answer.status_code == 500
    assert "request.failed" in log.getvalue()
    assert "Traceback" in log.getvalue()
    assert found_in(log) == []


def _long_words(value: Any) -> list[str]:
    """The tokens and keys in an answer."""
    if isinstance(value, dict):
        return [word for inner in cast("dict[str, Any]", value).values() for word in _long_words(inner)]
    return [value] if isinstance(value, str) and len(value) >= 38 and not {" ", "@"} & set(value) else []
