"""The session cookie at the AiBuild door: what a page of our own may do with it, and that no other page may."""

from collections.abc import AsyncGenerator

import httpx
import pytest
import websockets
from websockets.exceptions import ConnectionClosed

from millwright.doors import aibuild, pixell
from millwright.doors.http.services import Services
from tests.doors.conftest import URL, served
from tests.doors.pixell.conftest import log_in
from tests.doors.test_sockets import received

COOKIE = "sb-millwright-auth-token"
PROMPT = {"prompt": "A bike repair shop with customers and repairs"}


@pytest.fixture
async def account(services: Services, ada_email: str) -> AsyncGenerator[httpx.AsyncClient]:
    """Ada at Pixell's door, logged in."""
    transport = httpx.ASGITransport(pixell.create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        await log_in(client, ada_email)
        yield client


@pytest.fixture
async def page(services: Services, account: httpx.AsyncClient) -> AsyncGenerator[httpx.AsyncClient]:
    """A page of ours, with Ada's cookie and no more."""
    transport = httpx.ASGITransport(aibuild.create_app(services), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=URL, cookies=account.cookies) as client:
        yield client


async def csrf_token(account: httpx.AsyncClient) -> str:
    token: str = (await account.get("/api/auth/session")).json()["csrfToken"]
    return token


async def test_a_page_changes_things_with_the_cookie_and_the_sessions_token(
    page: httpx.AsyncClient, account: httpx.AsyncClient
) -> None:
    said = {"X-CSRF-Token": await csrf_token(account), "Origin": URL}
    made = await page.post("/projects/generate", json=PROMPT, headers=said)
    assert made.status_code == 201, made.text
    listed = (await page.get("/projects", headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"})).json()
    assert [project["id"] for project in listed["projects"]] == [made.json()["projectId"]]


async def test_the_cookie_alone_changes_nothing(page: httpx.AsyncClient, account: httpx.AsyncClient) -> None:
    for said in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": (await csrf_token(account))[:-1] + "é"}):
        headers = [(b"x-csrf-token", value.encode()) for value in said.values()]
        refused = await page.post("/projects/generate", json=PROMPT, headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "authorization_error")
        assert "X-CSRF-Token" in refused.json()["error"]["message"]
    assert (await page.get("/projects")).json()["projects"] == []


async def test_another_sessions_token_is_of_no_use(page: httpx.AsyncClient, services: Services, ada_email: str) -> None:
    transport = httpx.ASGITransport(pixell.create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as elsewhere:
        other = (await log_in(elsewhere, ada_email)).json()["csrfToken"]
    assert (await page.post("/api-keys", json={"name": "x"}, headers={"X-CSRF-Token": other})).status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://millwright.test:8101"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    ],
)
async def test_an_applications_page_neither_reads_nor_writes_with_the_cookie(
    page: httpx.AsyncClient, account: httpx.AsyncClient, method: str, headers: dict[str, str]
) -> None:
    said = {"X-CSRF-Token": await csrf_token(account), **headers}
    refused = await page.request(method, "/api-keys", json={"name": "x"}, headers=said)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "authorization_error")


async def test_a_link_to_us_may_be_followed_from_anywhere(page: httpx.AsyncClient) -> None:
    followed = await page.get("/projects", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert followed.status_code == 200


async def test_a_key_has_no_token_and_a_cookie_with_a_key_changes_nothing(
    page: httpx.AsyncClient, account: httpx.AsyncClient, services: Services
) -> None:
    said = {"X-CSRF-Token": await csrf_token(account)}
    key = (await page.post("/api-keys", json={"name": "x"}, headers=said)).json()["key"]
    transport = httpx.ASGITransport(pixell.create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url=URL, headers={"Authorization": f"Bearer {key}"}) as bare:
        assert "csrfToken" not in (await bare.get("/api/auth/session")).json()
    page.cookies.set(COOKIE, key, domain="millwright.test")
    assert (await page.post("/api-keys", json={"name": "y"}, headers=said)).status_code == 403


async def test_a_person_is_not_held_to_what_programs_may_ask(page: httpx.AsyncClient) -> None:
    answers = [await page.get("/projects?limit=1") for _ in range(25)]
    assert {answer.status_code for answer in answers} == {200}
    assert answers[-1].headers["X-RateLimit-Limit"] == "600"
    assert answers[-1].headers["Cache-Control"] == "private, no-cache"
    assert (await page.get("/billing")).json()["usage"]["requests"] == 0


async def test_a_page_of_ours_needs_no_message_to_be_heard_on_the_socket(
    services: Services, account: httpx.AsyncClient
) -> None:
    async with served(aibuild.create_app(services)) as host:
        headers = {"Cookie": f"{COOKIE}={account.cookies[COOKIE]}"}
        async with websockets.connect(
            f"ws://{host}/ws", proxy=None, additional_headers=headers, origin=websockets.Origin(f"http://{host}")
        ) as socket:
            assert await received(socket) == {"type": "authenticated"}
            await account.post("/api/auth/logout")
            with pytest.raises(ConnectionClosed) as closed:
                await received(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize("origin", ["http://127.0.0.1:1", "null", None])
async def test_the_cookie_of_another_page_means_nothing_on_the_socket(
    services: Services, account: httpx.AsyncClient, origin: str | None
) -> None:
    async with served(aibuild.create_app(services)) as host:
        headers = {"Cookie": f"{COOKIE}={account.cookies[COOKIE]}"}
        async with websockets.connect(
            f"ws://{host}/ws",
            proxy=None,
            additional_headers=headers,
            origin=websockets.Origin(origin) if origin is not None else None,
        ) as socket:
            await socket.send('{"type": "subscribe", "channels": ["user:notifications"]}')
            assert (await received(socket))["error"]["code"] == "authentication_error"
