"""The console's files and page at `GET /`, over a bundle as a build leaves it."""

import os
import re
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from starlette.types import Message

from millwright.doors.console import Console
from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.services import Services
from millwright.factory.deployments import Routes

URL = "http://127.0.0.1:8000"
BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"}
PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="/assets/app-1.js"></script>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built bundle, with a file beside it that is nobody's business."""
    (tmp_path / "secret").write_text("the installation's key")
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text(PAGE)
    (dist / "favicon.svg").write_text("<svg/>")
    (dist / "assets" / "app-1.js").write_text("let plain")
    (dist / "assets" / "app-1.js.br").write_bytes(b"brotli")
    (dist / "assets" / "app-1.js.gz").write_bytes(b"gzip")
    return dist


@pytest.fixture
async def client(services: Services, folder: Path) -> AsyncGenerator[httpx.AsyncClient]:
    console = Console(folder, app_origins="http://127.0.0.1:*", public_url=URL)
    routes = Routes()
    front = create_front(services, routes, AppProxy(routes, key=b"k" * 32), doors={}, console=console, domain=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url=URL) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/sign-in", "/projects/proj_1/files/src/App.tsx", "/settings/keys", "/system"])
async def test_every_page_of_the_console_is_the_one_page(client: httpx.AsyncClient, path: str):
    answer = await client.get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "/assets/app-1.js" in answer.text


async def test_the_policy_allows_files_of_ours_the_socket_and_frames_of_applications(client: httpx.AsyncClient):
    first, second = [await client.get("/", headers=BROWSER) for _ in range(2)]
    parts = [part.split() for part in first.headers.get_list("content-security-policy")[0].split(";")]
    policy = {name: " ".join(sources) for name, *sources in parts}
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["form-action"] == "'self'"
    assert policy["connect-src"] == "'self' ws://127.0.0.1:8000 wss://127.0.0.1:8000"
    assert policy["frame-src"] == "http://127.0.0.1:*"
    assert "unsafe" not in first.headers["content-security-policy"]
    nonce = re.search(r'nonce="([\w-]{20,})"', first.text)
    assert nonce is not None
    assert policy["style-src"] == f"'self' 'nonce-{nonce[1]}'"
    assert first.text != second.text


async def test_a_strange_host_name_is_not_written_into_the_policy(client: httpx.AsyncClient):
    answer = await client.get("/", headers={**BROWSER, "Host": "x; script-src *"})
    assert "script-src *" not in answer.headers["content-security-policy"]


async def test_hashed_files_are_kept_for_good_and_others_are_asked_about(client: httpx.AsyncClient):
    script = await client.get("/assets/app-1.js", headers={"Accept-Encoding": "identity"})
    assert (script.text, script.headers["content-type"]) == ("let plain", "text/javascript; charset=utf-8")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    icon = await client.get("/favicon.svg")
    assert (icon.headers["cache-control"], icon.headers["content-type"]) == ("no-cache", "image/svg+xml")
    again = await client.get("/favicon.svg", headers={"If-None-Match": icon.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", b"gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", b"gzip"),
        ("deflate", None, b"let plain"),
        ("", None, b"let plain"),
    ],
)
async def test_a_browser_gets_what_the_build_has_compressed(
    client: httpx.AsyncClient, accepted: str, encoding: str | None, body: bytes
):
    async with client.stream("GET", "/assets/app-1.js", headers={"Accept-Encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert (answer.headers.get("content-encoding"), raw) == (encoding, body)
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-2.js",
        "/nothing",
        "/v1/projects",
        "/assets/app-1.js.br",
        "/assets/../../secret",
        "/..%2fsecret",
        "/assets/..%2f..%2fsecret",
        "/%2e%2e/secret",
        "//secret",
        "/assets/",
        "/assets\\..\\secret",
        "/secret%00.js",
    ],
)
async def test_what_is_no_file_of_the_bundle_is_not_found(client: httpx.AsyncClient, path: str):
    answer = await client.get(httpx.URL(f"{URL}{path}"))
    assert answer.status_code == 404
    assert "installation" not in answer.text


async def test_only_reading_finds_a_page(client: httpx.AsyncClient):
    assert (await client.post("/projects/x", headers=BROWSER)).status_code == 404
    assert (await client.head("/", headers=BROWSER)).status_code == 200
    assert (await client.post("/healthz", headers=BROWSER)).status_code == 405
    assert (await client.get("/apps/nothing", headers=BROWSER)).status_code == 404


async def test_a_bundle_built_while_the_server_runs_is_served(client: httpx.AsyncClient, folder: Path):
    page = folder / "index.html"
    page.rename(folder / "aside.html")
    unbuilt = await client.get("/projects", headers=BROWSER)
    assert unbuilt.status_code == 503
    assert "make setup" in unbuilt.text
    assert "/aibuild/v1/docs" in unbuilt.text
    page.write_text("<title>Anew</title>")
    os.utime(page, ns=(1, 1))
    anew = await client.get("/", headers=BROWSER)
    assert (anew.status_code, anew.text) == (200, "<title>Anew</title>")
    assert "nonce" not in anew.headers["content-security-policy"]


async def test_by_another_name_of_this_machine_one_is_led_to_where_apps_are_framed_from(client: httpx.AsyncClient):
    led = await client.get("/projects?page=2", headers={**BROWSER, "Host": "localhost:8000"})
    assert (led.status_code, led.headers["location"]) == (307, f"{URL}/projects?page=2")
    for host in ("localhost:9000", "example.test:8000"):
        assert (await client.get("/", headers={**BROWSER, "Host": host})).status_code == 200


@pytest.mark.parametrize(("host", "status"), [(b"127.0.0.1:8000", 200), (b"localhost:8000", 307)])
async def test_a_query_that_is_no_text_is_no_error(folder: Path, host: bytes, status: int):
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    asked = {"method": "GET", "path": "/", "query_string": b"\xff", "headers": [(b"host", host)]}
    scope = {"type": "http", "scheme": "http", "server": ("127.0.0.1", 8000), **asked}
    await Console(folder, app_origins="http://127.0.0.1:*", public_url=URL)(scope, receive, send)
    assert said[0]["status"] == status
