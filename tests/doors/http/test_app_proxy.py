"""The app proxy: what passes between browser and app, whole and in time."""

import asyncio
import contextlib
import gzip
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientPayloadError, WSMsgType, web

from millwright.doors.http.app_proxy import ProxyLimits, slug_of_host
from millwright.factory.deployments import Backend, Route, RouteState
from tests.doors.http.proxied import Street, free_port, street


@pytest.fixture
async def town(short_folder: Path) -> AsyncGenerator[Street]:
    limits = ProxyLimits(body_bytes=1024 * 1024, head_seconds=60, idle_seconds=60)
    async with street(short_folder, limits=limits) as found:
        yield found


async def echo(request: web.Request) -> web.Response:
    body = await request.content.read()
    return web.json_response(
        {
            "method": request.method,
            "path": request.raw_path,
            "headers": {name.lower(): value for name, value in request.headers.items()},
            "body": body.decode("latin-1"),
        }
    )


async def test_method_path_query_and_body_arrive_as_they_were_sent(town: Street) -> None:
    async with town.app(echo) as url:
        target = "/a%2Fb/%E2%82%AC//c?q=%20+&q=2&empty"
        async with town.client.request("PATCH", url + target, data=b"\x00\xff body") as answer:
            seen = await answer.json()
    assert (seen["method"], seen["path"], seen["body"]) == ("PATCH", target, "\x00\xff body")
    assert seen["headers"]["content-length"] == "7"


async def test_the_app_is_told_of_client_host_and_scheme_by_us_alone(town: Street) -> None:
    lies = {
        "X-Forwarded-For": "6.6.6.6", "X-Forwarded-Host": "evil", "X-Forwarded-Proto": "https",
        "X-Forwarded-User": "root", "Forwarded": "for=6.6.6.6", "X-Real-IP": "6.6.6.6", "Proxy": "http://evil",
        "Connection": "keep-alive, X-Hop", "X-Hop": "1", "TE": "trailers", "Keep-Alive": "timeout=5",
    }  # fmt: skip
    async with town.app(echo) as url, town.client.get(url, headers=lies) as answer:
        seen = (await answer.json())["headers"]
    host = url.removeprefix("http://")
    assert (seen["x-forwarded-for"], seen["x-forwarded-host"], seen["x-forwarded-proto"], seen["host"]) == (
        "127.0.0.1", host, "http", host
    )  # fmt: skip
    assert not {"x-forwarded-user", "forwarded", "x-real-ip", "proxy", "x-hop", "te", "keep-alive"} & seen.keys()


async def test_status_headers_and_compressed_bodies_come_back_untouched(town: Street) -> None:
    packed = gzip.compress(b"hello")

    async def handler(_: web.Request) -> web.Response:
        headers = {"Content-Encoding": "gzip", "ETag": '"1"', "X-Own": "yes", "Location": "/elsewhere"}
        return web.Response(status=201, body=packed, headers=headers)

    async with town.app(handler) as url, town.client.get(url) as answer:
        assert (answer.status, await answer.read()) == (201, packed)
        assert (answer.headers["ETag"], answer.headers["X-Own"]) == ('"1"', "yes")
        assert "Transfer-Encoding" not in answer.headers


async def test_a_redirect_is_the_browsers_to_follow(town: Street) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://elsewhere.test/"})

    async with town.app(handler) as url, town.client.get(url, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, "http://elsewhere.test/")


async def test_a_head_request_has_headers_and_no_body(town: Street) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=b"12345")

    async with town.app(handler) as url:
        async with town.client.head(url) as answer:
            assert (answer.headers["Content-Length"], await answer.read()) == ("5", b"")
        async with town.client.get(url) as answer:
            assert await answer.read() == b"12345"


async def test_an_upload_is_streamed_and_one_without_a_length_too(town: Street) -> None:
    first = asyncio.Event()

    async def handler(request: web.Request) -> web.Response:
        total = 0
        async for part in request.content.iter_any():
            total += len(part)
            first.set()
        return web.Response(text=str(total))

    async def parts() -> AsyncIterator[bytes]:
        yield b"x" * 1000
        await asyncio.wait_for(first.wait(), 20)
        yield b"x" * 100_000

    async with town.app(handler) as url, town.client.post(url, data=parts()) as answer:
        assert await answer.text() == "101000"


async def test_a_body_beyond_the_limit_is_refused_by_its_length_and_as_it_comes(town: Street) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 65536

    async with town.app(echo) as url:
        async with town.client.post(url, data=BytesIO(b"x" * (1024 * 1024 + 1))) as answer:
            assert answer.status == 413
        with contextlib.suppress(ClientConnectionError):  # a client that only sends may miss the answer
            async with town.client.post(url, data=endless()) as answer:
                assert answer.status == 413
        async with town.client.post(url, data=BytesIO(b"x" * 1024 * 1024)) as answer:
            assert answer.status == 200


async def test_a_client_that_waits_for_permission_to_send_gets_it(town: Street) -> None:
    async with town.app(echo) as url, town.client.post(url, data=b"y" * 5000, expect100=True) as answer:
        seen = await answer.json()
    assert len(seen["body"]) == 5000
    assert "expect" not in seen["headers"]


async def test_server_sent_events_arrive_one_by_one_and_the_app_hears_that_the_browser_left(town: Street) -> None:
    more, left = asyncio.Event(), asyncio.Event()

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            await response.write(b"data: 1\n\n")
            await more.wait()
            await response.write(b"data: 2\n\n")
            await asyncio.Event().wait()
        finally:
            left.set()
        return response

    async with town.app(handler) as url:
        async with town.client.get(url) as answer:
            assert await answer.content.readuntil(b"\n\n") == b"data: 1\n\n"
            more.set()
            assert await answer.content.readuntil(b"\n\n") == b"data: 2\n\n"
            answer.close()
        await asyncio.wait_for(left.wait(), 20)


async def test_an_app_that_keeps_silent_is_given_up_on(short_folder: Path) -> None:
    async def handler(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async with (
        street(short_folder, limits=ProxyLimits(head_seconds=0.5)) as town,
        town.app(handler) as url,
        town.client.get(url, headers={"Accept": "application/json"}) as answer,
    ):
        assert answer.status == 504
        assert (await answer.json())["code"] == "app_timed_out"


async def test_an_answer_that_breaks_off_is_never_passed_on_as_whole(town: Street) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"half of it")
        assert request.transport is not None
        request.transport.abort()
        return response

    async with town.app(handler) as url:
        with pytest.raises(ClientPayloadError):
            async with town.client.get(url) as answer:
                await answer.read()


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"])
async def test_an_app_that_does_not_speak_http_is_a_bad_gateway(town: Street, said: bytes) -> None:
    def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        writer.close()

    path = town.folder / "odd.sock"
    server = await asyncio.start_unix_server(serve, path)
    port = free_port()
    await town.routes.put(Route("odd", "odd", port, RouteState.READY, Backend(path)))
    async with town.client.get(f"http://127.0.0.1:{port}") as answer:
        assert answer.status == 502
        assert "broke off" in await answer.text()
    server.close()


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (RouteState.STARTING, "app_starting"), (RouteState.CRASHED, "app_crashed"),
        (RouteState.STOPPED, "app_stopped"), (RouteState.WITHDRAWN, "app_withdrawn"),
    ],
)  # fmt: skip
async def test_an_app_that_is_not_there_says_why_to_people_and_programs(
    town: Street, state: RouteState, code: str
) -> None:
    port = free_port()
    await town.routes.put(Route("shop", "shop", port, state))
    url = f"http://127.0.0.1:{port}"
    async with town.client.get(url, headers={"Accept": "text/html,*/*"}) as answer:
        assert (answer.status, answer.content_type) == (503, "text/html")
        assert ("Retry-After" in answer.headers) == (state in {RouteState.STARTING, RouteState.CRASHED})
    async with town.client.get(url + "/api/orders") as answer:
        assert (await answer.json())["code"] == code
    async with town.client.head(url) as answer:
        assert (answer.status, await answer.read()) == (503, b"")


async def test_a_websocket_carries_text_bytes_subprotocol_and_close_codes_both_ways(town: Street) -> None:
    closed: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()

    async def handler(request: web.Request) -> web.WebSocketResponse:
        socket_ = web.WebSocketResponse(protocols=("chat", "other"))
        await socket_.prepare(request)
        async for message in socket_:
            if message.type is WSMsgType.TEXT and message.data == "end":
                await socket_.close(code=4001, message=b"as you wish")
            elif message.type is WSMsgType.TEXT:
                await socket_.send_str(message.data[::-1])
            elif message.type is WSMsgType.BINARY:
                await socket_.send_bytes(message.data[::-1])
        if not closed.done():
            closed.set_result(socket_.close_code)
        return socket_

    async with town.app(handler) as url:
        async with town.client.ws_connect(url + "/live?x=1", protocols=("chat",)) as browser:
            assert browser.protocol == "chat"
            await browser.send_str("abc")
            assert await browser.receive_str() == "cba"
            await browser.send_bytes(b"\x00\x01" * 50_000)
            assert await browser.receive_bytes() == b"\x01\x00" * 50_000
            await browser.close(code=4002)
        assert await asyncio.wait_for(closed, 20) == 4002
        async with town.client.ws_connect(url) as browser:
            await browser.send_str("end")
            message = await browser.receive()
            assert (message.type, message.data, message.extra) == (WSMsgType.CLOSE, 4001, "as you wish")


async def test_a_websocket_that_the_app_refuses_is_refused_with_its_status(town: Street) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=403)

    async with town.app(handler) as url, town.client.get(url, headers=HANDSHAKE) as answer:
        assert answer.status == 403


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


async def test_a_websocket_ends_when_its_instance_is_drained(town: Street) -> None:
    async def handler(request: web.Request) -> web.WebSocketResponse:
        socket_ = web.WebSocketResponse()
        await socket_.prepare(request)
        async for _ in socket_:
            pass
        return socket_

    async with town.app(handler) as url:
        async with town.client.ws_connect(url) as browser:
            route = town.routes.of("shop")
            assert route is not None
            assert route.backend is not None
            await route.backend.drain(0.1)
            assert (await browser.receive()).data == 1001
        await asyncio.wait_for(route.backend.until_idle(), 20)


async def test_a_port_closes_when_its_app_has_moved_and_another_can_have_it(town: Street) -> None:
    async with town.app(echo) as url:
        port = int(url.rpartition(":")[2])
        with socket.create_server(("127.0.0.1", 0)) as elsewhere:
            free = elsewhere.getsockname()[1]
        route = town.routes.at_port(port)
        assert route is not None
        await town.routes.put(replace(route, port=free))
        async with town.client.get(f"http://127.0.0.1:{free}/") as answer:
            assert answer.status == 200
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))


async def test_a_route_whose_port_is_taken_leaves_the_table_as_it_was(town: Street) -> None:
    async with town.app(echo) as url:
        before = town.routes.of("shop")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(OSError, match="in use"):
                await town.routes.put(Route("shop", "shop", taken.getsockname()[1], RouteState.STARTING))
        assert town.routes.of("shop") is before
        async with town.client.get(url) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("shop.apps.example.com", "shop"), ("SHOP.apps.Example.com:8443", "shop"), ("shop.apps.example.com.", "shop"),
        ("example.com", None), ("apps.example.com", None), ("a.b.apps.example.com", None),
        ("shop.apps.example.com.evil.test", None), ("shopapps.example.com", None), ("", None), ("[::1]:80", None),
    ],
)  # fmt: skip
def test_only_a_host_directly_below_the_domain_of_apps_names_an_app(host: str, slug: str | None) -> None:
    assert slug_of_host(host, "example.com") == slug
    assert slug_of_host(host, "example.com:8000") == slug
