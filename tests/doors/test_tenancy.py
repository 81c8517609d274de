"""Every operation of every door, asked for by somebody of another organization, by nobody, and by a key that reads.

What the requests are is in `samples`; what is asked for is whatever the published documents name, so that an operation
that is added and not covered fails here.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

import httpx
import pytest
import websockets
from sqlalchemy import text
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from millwright.doors.aibuild.ids import Prefix as AiBuild
from millwright.doors.coordinaitor.ids import Prefix as CoordinAItor
from millwright.doors.http.services import Services
from millwright.doors.mounts import DOORS
from millwright.factory import projects
from millwright.kit.ids import to_base62
from millwright.migrations.models import METADATA
from millwright.platform import jobs
from tests.doors.conftest import served
from tests.doors.documents import DOOR_NAMES, Operation, client_of, documented, mounted_doors
from tests.doors.samples import BODIES, REACHES, SAMPLES, Reach, Sent
from tests.factories.tenants import Tenant, logged_in, make_tenant

Rows = frozenset[str]

FOREIGN: dict[tuple[str, str], int] = {
    # A person's picture is shown to whoever knows the person's id, as an image element cannot send a credential.
    ("coordinaitor", "GET /api/v1/users/{user_id}/avatar"): 200,
    ("aibuild", "GET /mail/{mail_id}"): 403,  # for operators
}
"""What an operation answers for another tenant's ids, where that is not 404."""

REFUSED: dict[tuple[str, str], int] = {
    ("aibuild", "GET /mail"): 403,  # for operators
    ("aibuild", "GET /system"): 403,
    ("enterprise", "POST /organizations"): 403,  # for operators
    ("pixell", "POST /api/auth/verify"): 400,  # the token that it takes is in a mail
    ("pixell", "POST /api/auth/password/reset"): 400,
}
"""What an operation without ids answers to Bob, where that is no success."""

NOT_THE_OWNERS: dict[tuple[str, str], int] = {
    ("aibuild", "GET /mail/{mail_id}"): 403,  # for operators
    ("pixell", "POST /api/organizations/invitations/{invitation_id}/accept"): 404,  # only its address can accept it
}
"""What its owner is refused though it is there."""

OPEN_TO_READERS: dict[tuple[str, str], int] = {
    ("aibuild", "POST /plans"): 200,
    ("aibuild", "POST /projects/{project_id}/refine/preview"): 200,
    # These end the session that is presented, and a key is none.
    ("nexus-forge", "POST /auth/logout"): 200,
    ("pixell", "POST /api/auth/logout"): 200,
    ("pixell", "POST /api/organizations/invitations/{invitation_id}/accept"): 404,
}
"""What a key that only reads is not forbidden; it changes nothing by it."""

_PAGES = {f"{door.path}{page}" for door in DOORS for page in ("/docs", "/openapi.json", "/redoc")}
UNDOCUMENTED = _PAGES | {
    "/coordinaitor/api/docs",
    "/enterprise/postman-collection.json",
    "/enterprise/v0",
    *(f"/enterprise/v1{page}" for page in ("/docs", "/openapi.json", "/redoc")),
    # The same handlers as those of Enterprise, which its document names.
    *(f"/coordinaitor/oauth/{name}" for name in ("authorize", "introspect", "revoke", "token")),
}
"""What no document names: pages for people, the documents, the retired version."""

SOCKETS: Mapping[str, Callable[[Tenant], Sequence[object]]] = {
    "/aibuild/v1/ws": lambda t: [{"type": "subscribe", "channels": [f"project:{AiBuild.PROJECT.spell(t.project_id)}"]}],
    "/coordinaitor/ws": lambda t: [
        {"type": "subscribe", "channel": "projects"},
        {
            "type": "subscribe",
            "channel": "projects",
            "filters": {"projectId": CoordinAItor.PROJECT.spell(t.project_id)},
        },
    ],
    "/nexus-forge/ws/nexus-forge/{session_id}": lambda _: [],
}
"""Every socket, and how somebody asks there to hear of what a tenant has."""

_TELLING = tuple(door.name for door in DOORS if door.webhooks is not None)
_UNPROVEN = frozenset({400, 401, 403, 404, 405, 422, 500})
"""Answers that say nothing of whether the thing is there."""


async def make_pair(services: Services) -> tuple[Tenant, frozenset[str], Tenant]:
    """Ada and all ids of what is hers; Bob, who has the same."""
    ada = await make_tenant(services, "Xanthippe", doors=_TELLING)
    hers = ids_in(await rows(services))
    return ada, hers, await make_tenant(services, "Balthasar", doors=_TELLING)


def request_of(operation: Operation, *, ids_of: Tenant, caller: Tenant) -> tuple[str, Sent]:
    """The URL with a tenant's ids in it, and what is sent along; fails for what has no sample."""
    path = operation.path
    for name in operation.ids:
        path = path.replace(f"{{{name}}}", SAMPLES[operation.door][name](ids_of))
    make = BODIES[operation.door].get(operation.name)
    covered = make is not None or not (operation.has_body or operation.needed)
    assert covered, f"{operation.door}: {operation.name} has no sample of what it is sent"
    return operation.base + path, make(caller) if make is not None else Sent(query=operation.longest_page)


async def ask(
    front: ASGIApp, operation: Operation, url: str, sent: Sent, *, token: str | None, address: str = "127.0.0.1"
) -> httpx.Response:
    arguments = sent.arguments()
    if token is not None:
        arguments["headers"] = {**arguments["headers"], "Authorization": f"Bearer {token}"}
    async with client_of(front, address=address) as client:
        return await client.request(operation.method, url, **arguments)


async def rows(services: Services) -> Rows:
    """Every row of every table, as text."""
    queries = [f"SELECT '{table.name}:' || t::text FROM {table.name} t" for table in METADATA.sorted_tables]  # noqa: S608
    async with services.database.session() as session:
        return frozenset((await session.scalars(text(" UNION ALL ".join(queries)))).all())


def ids_in(found: Iterable[str]) -> frozenset[str]:
    """Every id in these rows, in each way that a contract might spell it."""
    spelled: set[str] = set()
    for row in found:
        for match in re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", row):
            spelled |= {match, match.replace("-", ""), to_base62(UUID(match))}
    return frozenset(spelled)


def changes(before: Rows, after: Rows, *, his: frozenset[str], hers: frozenset[str]) -> list[str]:
    """What is not there any more though it was not Bob's, and what is new and names something of Ada's."""
    lost = [row for row in before - after if not any(mark in row for mark in his)]
    planted = [row for row in after - before if any(mark in row for mark in hers)]
    return [*(f"lost {row}" for row in lost), *(f"new {row}" for row in planted)]


async def test_a_tenant_has_something_in_every_table(services: Services) -> None:
    """Else the walk below would prove less than it says."""
    await make_tenant(services, "Xanthippe", doors=_TELLING)
    filled = {row.partition(":")[0] for row in await rows(services)}
    assert {table.name for table in METADATA.sorted_tables} - filled == {"event_cursors"}


@pytest.mark.parametrize("door", DOOR_NAMES)
async def test_nothing_of_a_tenant_is_shown_to_or_changed_by_another(services: Services, door: str) -> None:
    ada, hers, bob = await make_pair(services)
    faults: list[str] = []
    async with mounted_doors(services, [door]) as front:
        for operation in await documented(front, door):
            bob = await logged_in(services, bob)
            url, sent = request_of(operation, ids_of=ada, caller=bob)
            before = await rows(services)
            answer = await ask(front, operation, url, sent, token=bob.access_token)
            changed = changes(before, await rows(services), his=ids_in(before) - hers, hers=hers)
            faults += faults_of(operation, answer, [*shows(answer, ada, hers), *changed])
    assert faults == []


@pytest.mark.parametrize("reach", REACHES, ids=lambda reach: f"{reach.door}: {reach.why}")
async def test_no_body_or_query_reaches_what_another_tenant_has(services: Services, reach: Reach) -> None:
    ada, hers, bob = await make_pair(services)
    before = await rows(services)
    async with mounted_doors(services, [reach.door]) as front:
        (operation,) = [item for item in await documented(front, reach.door) if item.name == reach.name]
        url = operation.base + operation.path
        answer = await ask(front, operation, url, reach.sent(bob, ada), token=bob.access_token)
    assert answer.status_code == reach.status, answer.text
    assert shows(answer, ada, hers) == []
    assert changes(before, await rows(services), his=ids_in(before) - hers, hers=hers) == []


@pytest.mark.parametrize("door", DOOR_NAMES)
async def test_what_others_are_told_is_not_there_is_there_for_its_owner(services: Services, door: str) -> None:
    """Else a misspelled id would pass for one that is kept from others."""
    ada = await make_tenant(services, "Xanthippe", doors=_TELLING)
    faults: list[str] = []
    async with mounted_doors(services, [door]) as front:
        for operation in sorted(await documented(front, door), key=_in_turn):
            ada = await logged_in(services, ada)
            url, sent = request_of(operation, ids_of=ada, caller=ada)
            answer = await ask(front, operation, url, sent, token=ada.access_token)
            known = {**NOT_THE_OWNERS, **REFUSED}.get((door, operation.name))
            if answer.status_code in _UNPROVEN and known != answer.status_code:
                faults.append(f"{operation.name}: {answer.status_code} {answer.text}")
    assert faults == []


def _in_turn(operation: Operation) -> tuple[bool, bool, bool, int]:
    """What reads first, what deletes late, one thing before all; last the stream, which ends with its operation, and
    the new password, which ends the other sessions."""
    last = operation.path.endswith(("/stream", "/auth/password"))
    return last, operation.method == "DELETE", not operation.is_safe, -len(operation.ids)


@pytest.mark.parametrize("door", DOOR_NAMES)
async def test_nobody_is_told_anything(services: Services, door: str) -> None:
    ada = await make_tenant(services, "Xanthippe", doors=_TELLING)
    before = await rows(services)
    answers: dict[str, int] = {}
    async with mounted_doors(services, [door]) as front:
        closed = [item for item in await documented(front, door) if not item.is_public]
        for number, operation in enumerate(closed):
            url, sent = request_of(operation, ids_of=ada, caller=ada)
            # Each from an address of its own: how many one may ask from is limited.
            answer = await ask(front, operation, url, sent, token=None, address=f"192.0.2.{number}")
            answers[operation.name] = answer.status_code
    assert answers == dict.fromkeys(answers, 401)
    assert await rows(services) == before


@pytest.mark.parametrize("door", DOOR_NAMES)
async def test_a_key_that_reads_changes_nothing(services: Services, door: str) -> None:
    ada = await make_tenant(services, "Xanthippe", doors=_TELLING)
    await services.authenticator.authenticate(ada.reading_key)  # its first use is noted on it
    before = await rows(services)
    expected: dict[str, int] = {}
    answers: dict[str, int] = {}
    async with mounted_doors(services, [door]) as front:
        closed = [item for item in await documented(front, door) if not item.is_public and not item.is_safe]
        for operation in closed:
            url, sent = request_of(operation, ids_of=ada, caller=ada)
            answers[operation.name] = (await ask(front, operation, url, sent, token=ada.reading_key)).status_code
            expected[operation.name] = OPEN_TO_READERS.get((door, operation.name), 403)
    assert answers == expected
    assert await rows(services) == before


async def test_every_route_is_in_a_document_or_listed(services: Services) -> None:
    """A route that no document named would not be walked."""
    hidden: set[str] = set()
    async with mounted_doors(services) as front:
        for door in DOORS:
            known = {item.base + item.path for item in await documented(front, door.name)}
            hidden |= {*routes_below(door.path, door.create_app(services).routes)} - known
    assert hidden == UNDOCUMENTED | SOCKETS.keys()


@pytest.mark.parametrize("path", SOCKETS)
async def test_no_socket_tells_of_what_another_tenant_has(services: Services, path: str) -> None:
    ada, hers, bob = await make_pair(services)
    messages = [{"type": "auth", "token": bob.access_token}, *SOCKETS[path](ada)]
    async with mounted_doors(services) as front, served(front, lifespan="off") as address:
        url = f"ws://{address}{path.format(session_id=ada.operation_id)}"
        async with websockets.connect(url, proxy=None) as socket:
            for message in messages:
                await socket.send(json.dumps(message))
            async with services.context(ada.actor) as ctx:
                await projects.rename(ctx, await projects.get(ctx, ada.project_id), "Xanthippe's new shop")
                await jobs.cancel(ctx, ada.operation_id)
            heard = [message async for message in until_silent(socket)]
    secret = ["Xanthippe", *(mark for mark in hers if mark not in url and mark not in str(messages))]
    assert not any(mark in str(message) for message in heard for mark in secret)


async def until_silent(socket: ClientConnection) -> AsyncIterator[object]:
    """What comes until nothing has come for half a second."""
    try:
        while True:
            async with asyncio.timeout(0.5):
                yield await socket.recv()
    except (TimeoutError, ConnectionClosed):
        return


def routes_below(base: str, routes: Iterable[BaseRoute]) -> Iterator[str]:
    """The whole paths of all routes, those of mounted applications too."""
    for route in routes:
        match route:
            case Route() | WebSocketRoute():
                yield base + route.path_format
            case Mount():
                yield from routes_below(base + route.path, route.routes) if route.routes else [base + route.path]
            case _:  # a router that was included
                yield from routes_below(base, vars(route)["original_router"].routes)


def faults_of(operation: Operation, answer: httpx.Response, shown: list[str]) -> list[str]:
    """What is wrong with an answer to somebody of another organization."""
    key = (operation.door, operation.name)
    if operation.ids or key in REFUSED:
        right = answer.status_code == {**FOREIGN, **REFUSED}.get(key, 404)
    else:
        right = answer.is_success or answer.is_redirect
    wrong = [] if right else [f"{operation.name}: {answer.status_code} {answer.text}"]
    return [*wrong, *(f"{operation.name} shows {it}" for it in shown)]


def shows(answer: httpx.Response, other: Tenant, ids: frozenset[str]) -> list[str]:
    """What an answer tells of the other tenant: their word, or an id of theirs."""
    told = answer.text + str(answer.headers)
    return [mark for mark in (other.word, *ids) if mark.lower() in told.lower()]
