"""Requests that nobody means well with, to every door behind the front."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from itertools import product
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.types import ASGIApp

from millwright.doors.http import session_cookie
from millwright.doors.http.bodies import BodyLimit
from millwright.doors.http.services import Services
from millwright.doors.mounts import DOORS
from millwright.platform import accounts
from millwright.platform.accounts import Organization, OrganizationStatus
from tests.doors.conftest import URL
from tests.doors.documents import DOOR_NAMES, Operation, client_of, documented, mounted_doors
from tests.doors.test_errors_rendered import contract_of
from tests.doors.test_tenancy import changes, ids_in, request_of, rows
from tests.factories.accounts import PASSWORD
from tests.factories.tenants import Tenant, make_tenant

TELLING = tuple(door.name for door in DOORS if door.webhooks is not None)
POSTS = {
    "aibuild": "/aibuild/v1/projects/generate",
    "coordinaitor": "/coordinaitor/api/v1/webhooks",
    "enterprise": "/enterprise/v1/webhooks",
    "nexus-forge": "/nexus-forge/api/nexus-forge/build",
    "pixell": "/pixell/api/api-keys",
}
"""An operation of each door that takes JSON."""
DISHONEST = [
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"name": ' + b"9" * 100_000 + b"}",
    b'{"name": NaN, "prompt": Infinity, "url": -Infinity}',
    b'{"name": "\\ud800", "prompt": "\\ud800", "url": "\\ud800", "events": ["\\ud800"], "secret": "\\ud800"}',
    b'{"name": "\\u0000", "prompt": "\\u0000", "url": "\\u0000", "events": ["\\u0000"]}',
    b'{"name": "\xff\xfe"}',
    b"\xff\xfe\x00\x00",
    b"null",
    b"",
]
"""Bodies that are said to be JSON."""
BAD_IDS = [
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e%5c%2e%2e%5cboot.ini",
    "x%0d%0aX-Evil:%20yes",
    "%0a",
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "'%20OR%201=1%20--",
    "9" * 5_000,
]
JSON = {"Content-Type": "application/json"}
ORIGIN = "https://console.example.com"


@pytest.fixture
async def ada(services: Services) -> Tenant:
    return await make_tenant(services, "Xanthippe", doors=TELLING)


@pytest.fixture
async def front(services: Services) -> AsyncGenerator[ASGIApp]:
    async with mounted_doors(services) as front:
        yield front


@pytest.fixture
async def client(front: ASGIApp, ada: Tenant) -> AsyncGenerator[httpx.AsyncClient]:
    """Ada, at all doors."""
    async with client_of(front) as client:
        client.headers["Authorization"] = f"Bearer {ada.access_token}"
        yield client


def check_fault(door: str, answer: httpx.Response) -> None:
    """The answer is a refusal, in the form that the door's contract documents."""
    assert 400 <= answer.status_code < 500, answer.text
    _, shape = contract_of(door)
    shape.model_validate(answer.json())


async def test_a_body_that_is_no_honest_json_is_refused(client: httpx.AsyncClient) -> None:
    for door, path in POSTS.items():
        for body in DISHONEST:
            check_fault(door, await client.post(path, content=body, headers=JSON))


async def test_a_body_larger_than_any_is_refused(client: httpx.AsyncClient) -> None:
    for door, path in POSTS.items():
        answer = await client.post(path, content=b" " * (8 * 1024 * 1024 + 1), headers=JSON)
        assert answer.status_code == 413
        check_fault(door, answer)


async def test_a_body_that_comes_drop_by_drop_is_not_waited_for(
    services: Services, ada: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert BodyLimit.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(BodyLimit.__init__.__kwdefaults__, "seconds", 0.05)

    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.02)

    headers = {"Authorization": f"Bearer {ada.access_token}"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with mounted_doors(services) as front, client_of(front) as client:
        for door, path in POSTS.items():
            answer = await client.post(path, content=drops(), headers={**headers, **JSON})
            assert answer.status_code == 408
            check_fault(door, answer)
        for path in ("/enterprise/v1/auth/token", "/coordinaitor/oauth/token"):
            assert (await client.post(path, content=drops(), headers=form)).status_code == 408


_FOR_OPERATORS = {("aibuild", "/mail/{mail_id}")}
"""What others than operators are refused, whatever they name."""


@pytest.mark.parametrize("door", DOOR_NAMES)
async def test_an_id_that_is_none_finds_nothing(services: Services, ada: Tenant, door: str) -> None:
    async with mounted_doors(services, [door]) as front, client_of(front) as client:
        client.headers["Authorization"] = f"Bearer {ada.access_token}"
        for operation in [item for item in await documented(front, door) if item.ids and item.is_safe]:
            for bad in BAD_IDS:
                path = operation.path
                for name in operation.ids:
                    path = path.replace(f"{{{name}}}", bad)
                answer = await client.get(operation.base + path)
                expected = {403, 404} if (door, operation.path) in _FOR_OPERATORS else {404}
                assert answer.status_code in expected, (path, answer.text)
                assert "x-evil" not in answer.headers
                check_fault(door, answer)


async def test_a_path_with_a_line_break_is_answered_by_its_door(client: httpx.AsyncClient) -> None:
    for door in DOORS:
        version = "/v1" if door.name == "enterprise" else ""
        for path in ("/nothing%0ahere", "/%0a", "/x%0d%0aX-Evil:%20yes"):
            answer = await client.get(f"{door.path}{version}{path}")
            assert answer.status_code == 404
            check_fault(door.name, answer)


async def test_a_garbled_credential_is_none(front: ASGIApp, ada: Tenant) -> None:
    head, body, signature = ada.access_token.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    deep = base64.urlsafe_b64encode(b"[" * 6_000).decode().rstrip("=")
    garbled = [
        *(f"{none}.{body}.", f"{head}.{body}.", f"{head}.{deep}.{signature}", f"{deep}.{body}.{signature}"),
        *("..", "a.b.c", "\xff\xfe", "\u00e9" * 1_000, "x" * 60_000, "ses_", "sk_user_", ada.key[:-1], ada.key + "0"),
        *(ada.refresh_token, ada.grant_token, str(ada.key_id)),
    ]
    async with client_of(front) as client:
        for (door, path), token in product(POSTS.items(), garbled):
            raw, kind = token.encode("latin-1"), (b"content-type", b"application/json")
            cookie = f"{session_cookie.NAME}=".encode() + raw
            for place in ((b"authorization", b"Bearer " + raw), (b"x-api-key", raw), (b"cookie", cookie)):
                answer = await client.post(path, content=b"{}", headers=[place, kind])
                # Nobody may ask so often from one address; whoever has a credential is not counted by it.
                assert answer.status_code in {401, 429}, (door, place[0], token[:80])
                check_fault(door, answer)


async def test_no_header_can_be_written_through_a_query(client: httpx.AsyncClient) -> None:
    answer = await client.get("/aibuild/v1/api-keys?limit=1&x=%0d%0aX-Evil:%20yes%0d%0a")
    assert "rel=" in answer.headers["link"]
    assert "x-evil" not in answer.headers


_GREED: dict[str, Any] = {
    "admin": True,
    "balance": 1_000_000,
    "credits": 1_000_000,
    "current_organization_id": None,
    "id": None,
    "is_admin": True,
    "isAdmin": True,
    "is_installation": True,
    "max_projects": 1_000_000,
    "max_users": 1_000_000,
    "organization_id": None,
    "organizationId": None,
    "owner_id": None,
    "plan": "unlimited",
    "role": "owner",
    "scopes": ["organizations:admin"],
    "status": "active",
    "user_id": None,
    "userId": None,
    "verified_at": "2026-01-01T00:00:00Z",
}
"""What nobody gives themselves; None stands for the id of somebody else's organization."""
_BY_ITS_OWN_FIELD = {
    ("aibuild", "POST /billing/subscription"),
    ("pixell", "PATCH /api/organizations/members/{user_id}"),
}
"""What changes a plan or a role by its own field."""


@pytest.mark.parametrize("door", DOOR_NAMES)
async def test_nobody_gives_themselves_what_a_body_has_no_field_for(services: Services, ada: Tenant, door: str) -> None:
    hers = ids_in(await rows(services))
    bob = await make_tenant(services, "Balthasar", doors=TELLING)
    his = ids_in(await rows(services)) - hers
    async with mounted_doors(services, [door]) as front, client_of(front) as client:
        asked = [item for item in await documented(front, door) if takes_json(item) and not item.is_public]
        assert asked
        for operation in asked:
            url, sent = request_of(operation, ids_of=ada, caller=ada)
            greed = {name: value or str(bob.actor.organization_id) for name, value in _GREED.items()}
            known = await fields_of(client, operation)
            assert sent.json is not None
            body = {**{name: value for name, value in greed.items() if name not in known}, **sent.json}
            before, power = await rows(services), await powers(services)
            headers = {"Authorization": f"Bearer {ada.access_token}"}
            answer = await client.request(operation.method, url, json=body, headers=headers)
            assert answer.status_code < 500, answer.text
            assert (await powers(services) == power) is ((door, operation.name) not in _BY_ITS_OWN_FIELD), (
                operation.name
            )
            assert changes(before, await rows(services), his=hers, hers=his) == []


def takes_json(operation: Operation) -> bool:
    return "application/json" in operation.document.get("requestBody", {}).get("content", {})


async def fields_of(client: httpx.AsyncClient, operation: Operation) -> frozenset[str]:
    """The names that the body of an operation has fields for."""
    (path,) = [door.path for door in DOORS if door.name == operation.door]
    schemas = (await client.get(f"{path}/openapi.json")).json()["components"]["schemas"]
    reference = json.dumps(operation.document["requestBody"]).partition("#/components/schemas/")[2].partition('"')[0]
    return frozenset(schemas[reference]["properties"])


async def powers(services: Services) -> list[object]:
    """Who may what, and what each organization has."""
    async with services.database.session() as session:
        organizations = (await session.scalars(select(Organization).order_by(Organization.id))).all()
        found: list[object] = [
            (one.id, one.plan, one.status, one.is_installation, one.max_users, one.max_projects)
            for one in organizations
        ]
    held = [row for row in await rows(services) if row.startswith(("memberships:", "credit_entries:"))]
    return [*found, *sorted(held)]


async def test_an_address_that_a_caller_names_is_not_believed(services: Services) -> None:
    async with mounted_doors(services, ["pixell"]) as front, client_of(front) as nobody:
        statuses: set[int] = set()
        for number in range(101):
            named = f"198.51.100.{number}"
            headers = {"X-Forwarded-For": named, "Forwarded": f"for={named}", "X-Real-IP": named}
            statuses.add((await nobody.get("/pixell/api/auth/session", headers=headers)).status_code)
    assert statuses == {401, 429}


async def test_pages_of_configured_origins_alone_may_call_and_never_with_cookies(services: Services) -> None:
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    async with mounted_doors(services, origins=[ORIGIN]) as front, client_of(front) as client:
        for path in POSTS.values():
            allowed = await client.options(path, headers={**asking, "Origin": ORIGIN})
            assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, ORIGIN)
            assert "access-control-allow-credentials" not in allowed.headers
            for origin in ("https://evil.example", f"{ORIGIN}.evil.example", "null", "http://console.example.com"):
                refused = await client.options(path, headers={**asking, "Origin": origin})
                assert "access-control-allow-origin" not in refused.headers
                answer = await client.get(path, headers={"Origin": origin})
                assert "access-control-allow-origin" not in answer.headers


async def test_without_configured_origins_no_page_of_another_may_call(client: httpx.AsyncClient) -> None:
    for path in POSTS.values():
        answer = await client.options(path, headers={"Access-Control-Request-Method": "POST", "Origin": ORIGIN})
        assert "access-control-allow-origin" not in answer.headers


async def test_no_cookie_changes_anything_from_another_origin(services: Services, ada: Tenant) -> None:
    async with mounted_doors(services, ["pixell"]) as front, client_of(front) as browser:
        await browser.post("/pixell/api/auth/login", json={"email": ada.email, "password": PASSWORD})
        assert (await browser.get("/pixell/api/auth/session")).status_code == 200
        before = await rows(services)
        changing = [item for item in await documented(front, "pixell") if not item.is_safe]
        for operation, origin in product(changing, ("https://evil.example", f"{URL}:8100", "null", "http://[")):
            url, sent = request_of(operation, ids_of=ada, caller=ada)
            arguments = replace(sent, headers={"Origin": origin}).arguments()
            answer = await browser.request(operation.method, url, **arguments)
            assert answer.status_code == 403, (operation.name, origin)
        assert await rows(services) == before


async def test_a_form_of_our_own_pages_says_from_where_it_comes(client: httpx.AsyncClient) -> None:
    """With `no-referrer`, browsers send the origin `null` along."""
    assert (await client.get("/pixell/docs")).headers["referrer-policy"] == "same-origin"


async def test_the_cookie_of_a_suspended_organization_keeps_nobody_from_logging_in_elsewhere(
    services: Services, front: ASGIApp, ada: Tenant
) -> None:
    bob = await make_tenant(services, "Balthasar", doors=TELLING)
    async with client_of(front) as browser:
        await browser.post("/pixell/api/auth/login", json={"email": ada.email, "password": PASSWORD})
        async with services.database.session() as session:
            organization = await session.get_one(Organization, ada.actor.organization_id)
            organization.status = OrganizationStatus.SUSPENDED
            await accounts.forget(session, organization.id)
        assert (await browser.get("/pixell/api/auth/session")).status_code == 403
        assert (await browser.get("/pixell/api/health")).status_code == 200
        answer = await browser.post("/pixell/api/auth/login", json={"email": bob.email, "password": PASSWORD})
        assert answer.status_code == 200
