"""What a hostile app may try against its neighbours and its host, seen from the wire."""

from collections.abc import AsyncGenerator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from aiohttp import ClientResponse, web

from millwright.doors.http.app_cookies import AppCookies
from tests.doors.http.proxied import KEY, Street, street


@pytest.fixture
async def town(short_folder: Path) -> AsyncGenerator[Street]:
    async with street(short_folder) as found:
        yield found


def app_that_sets(*cookies: str, **headers: str):
    async def handler(request: web.Request) -> web.Response:
        response = web.json_response({"cookie": request.headers.get("Cookie", "")})
        for cookie in cookies:
            response.headers.add("Set-Cookie", cookie)
        for name, value in headers.items():
            response.headers.add(name.replace("_", "-"), value)
        return response

    return handler


def jar_of(answer: ClientResponse) -> str:
    """What a browser would send back, to every port of the host."""
    return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.getall("Set-Cookie", []))


async def cookie_seen_by(town: Street, url: str, headers: dict[str, str]) -> str:
    async with town.client.get(url, headers=headers) as answer:
        seen: str = (await answer.json())["cookie"]
        return seen


async def test_an_app_gets_its_own_cookies_back_under_their_own_names(town: Street) -> None:
    async with town.app(app_that_sets("session=abc; Path=/", 'odd="q; Max-Age=5', "empty=")) as url:
        async with town.client.get(url) as answer:
            jar = jar_of(answer)
        assert await cookie_seen_by(town, url, {"Cookie": jar}) == 'session=abc; odd="q; empty='


async def test_a_cookie_is_stored_out_of_reach_of_scripts_and_of_other_hosts(town: Street) -> None:
    sent = "session=abc; Domain=127.0.0.1; Path=/x; Secure; SameSite=None; Partitioned; Max-Age=60"
    async with town.app(app_that_sets(sent)) as url, town.client.get(url) as answer:
        (stored,) = answer.headers.getall("Set-Cookie")
    name, _, rest = stored.partition("=")
    assert name.startswith("app-")
    attributes = [part.strip() for part in rest.split(";")[1:]]
    assert attributes == ["Path=/x", "Secure", "SameSite=None", "Max-Age=60", "HttpOnly"]


async def test_no_app_sees_the_cookies_of_another_or_of_millwright(town: Street) -> None:
    async with town.app(app_that_sets("session=victims"), "victim") as victim:
        async with town.client.get(victim) as answer:
            jar = jar_of(answer)
        async with town.app(app_that_sets("session=thiefs"), "thief") as thief:
            everything = f"mw_session=console; {jar}; session=plain; csrftoken=plain"
            assert await cookie_seen_by(town, thief, {"Cookie": everything}) == ""
            assert await cookie_seen_by(town, victim, {"Cookie": everything}) == "session=victims"


@pytest.mark.parametrize(
    "forged",
    [
        "{name}=stolen",
        "{name}=AAAAAAAAAAAAAAAAAAAAAA.stolen",
        "{name}=.stolen",
        "{name}={tag}.stolen",
        "{other}={tag}.mine",
        "{name}=",
        "=x; {name}",
    ],
)
async def test_a_cookie_that_another_apps_script_made_up_never_arrives(town: Street, forged: str) -> None:
    async with town.app(app_that_sets("session=mine", "role=user")) as url:
        async with town.client.get(url) as answer:
            stored = answer.headers.getall("Set-Cookie")[0].partition(";")[0]
        name, _, value = stored.partition("=")
        cookie = forged.format(name=name, other=name.replace("session", "role"), tag=value.partition(".")[0])
        assert await cookie_seen_by(town, url, {"Cookie": cookie}) == ""


async def test_a_seal_of_one_app_is_worthless_at_another() -> None:
    one, two = AppCookies(KEY, "one"), AppCookies(KEY, "two")
    sealed = one.sealed(b"session=x")
    assert sealed is not None
    name, _, value = sealed.partition(b";")[0].partition(b"=")
    prefix_of_two = (two.sealed(b"session=x") or b"").partition(b"=")[0]
    assert one.opened(name + b"=" + value) == b"session=x"
    assert two.opened(name + b"=" + value) == b""
    assert two.opened(prefix_of_two + b"=" + value) == b""
    assert AppCookies(b"another key" * 3, "one").opened(name + b"=" + value) == b""


async def test_a_second_cookie_planted_beside_the_real_one_undoes_both(town: Street) -> None:
    async with town.app(app_that_sets("session=real")) as url, town.client.get(url) as answer:
        real = jar_of(answer)
        async with town.app(app_that_sets("session=attackers own")) as same:
            async with town.client.get(same) as theirs:
                planted = jar_of(theirs)
            assert await cookie_seen_by(town, same, {"Cookie": f"{planted}; {real}"}) == ""
            assert await cookie_seen_by(town, same, {"Cookie": f"{real}; {real}"}) == "session=real"


@pytest.mark.parametrize(
    "cookie", ["mw_session=mine", "=nameless", "nothing", "a b=c", "x\u00e9=1", f"big={'y' * 4090}"]
)
async def test_what_no_browser_should_store_is_not_sent_and_millwrights_names_are_not_set(
    town: Street, cookie: str
) -> None:
    async with town.app(app_that_sets(cookie)) as url, town.client.get(url) as answer:
        stored = answer.headers.getall("Set-Cookie", [])
    assert not [found for found in stored if not found.startswith("app-")]
    assert not stored or cookie.startswith("mw_")


async def test_an_app_cannot_flood_the_jar_with_one_answer(town: Street) -> None:
    flood = app_that_sets(*[f"c{number}=1" for number in range(60)])
    async with town.app(flood) as url, town.client.get(url) as answer:
        assert len(answer.headers.getall("Set-Cookie")) == 30


async def test_visitors_do_not_get_each_others_cookies(town: Street) -> None:
    async with town.app(app_that_sets("session=first")) as url:
        async with town.client.get(url) as answer:
            assert SimpleCookie(jar_of(answer))
        assert await cookie_seen_by(town, url, {}) == ""


@pytest.mark.parametrize(
    ("headers", "carried"),
    [
        ({}, True),
        ({"Origin": "{own}"}, True),
        ({"Origin": "http://127.0.0.1:1"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "{own}.evil.test"}, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, True),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, True),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, False),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, False),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, True),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "websocket"}, False),
    ],
)
async def test_a_request_that_another_origin_causes_carries_no_cookies_unless_it_follows_a_link(
    town: Street, headers: dict[str, str], *, carried: bool
) -> None:
    async with town.app(app_that_sets("session=mine")) as url:
        async with town.client.get(url) as answer:
            jar = jar_of(answer)
        sent = {name: value.format(own=url) for name, value in headers.items()} | {"Cookie": jar}
        assert await cookie_seen_by(town, url, sent) == ("session=mine" if carried else "")


async def test_a_form_that_another_origin_posts_carries_no_cookies(town: Street) -> None:
    async with town.app(app_that_sets("session=mine")) as url:
        async with town.client.get(url) as answer:
            jar = jar_of(answer)
        navigation = {"Cookie": jar, "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"}
        async with town.client.post(url, headers=navigation) as answer:
            assert (await answer.json())["cookie"] == ""
        async with town.client.post(url, headers={"Cookie": jar, "Origin": "http://127.0.0.1:8000"}) as answer:
            assert (await answer.json())["cookie"] == ""


async def test_an_answer_cannot_bind_the_host_or_command_the_servers_before_us(town: Street) -> None:
    handler = app_that_sets(
        Clear_Site_Data='"cache", "cookies", "storage", "*"',
        Strict_Transport_Security="max-age=1",
        Service_Worker_Allowed="/",
        Alt_Svc='h2=":1"',
        NEL="{}",
        Report_To="{}",
        Public_Key_Pins="x",
        X_Accel_Redirect="/etc/passwd",
        X_Sendfile="/etc/passwd",
        Origin_Agent_Cluster="?0",
        Cross_Origin_Opener_Policy="unsafe-none",
        Cross_Origin_Resource_Policy="cross-origin",
        Content_Security_Policy="frame-ancestors *",
        Connection="X-Hop",
        X_Hop="1",
    )
    async with town.app(handler) as url, town.client.get(url) as answer:
        headers = answer.headers
    assert headers["Clear-Site-Data"] == '"cache", "storage"'
    for name in (
        "Strict-Transport-Security", "Service-Worker-Allowed", "Alt-Svc", "NEL", "Report-To", "Public-Key-Pins",
        "X-Accel-Redirect", "X-Sendfile", "X-Hop",
    ):  # fmt: skip
        assert name not in headers
    assert headers.getall("Origin-Agent-Cluster") == ["?1"]
    assert headers.getall("Cross-Origin-Opener-Policy") == ["same-origin-allow-popups"]
    assert headers.getall("Content-Security-Policy") == [
        "frame-ancestors *", "frame-ancestors 'self' http://console.test"
    ]  # fmt: skip
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


async def test_an_app_that_says_nothing_is_not_embedded_by_its_neighbours(town: Street) -> None:
    async with town.app(app_that_sets()) as url, town.client.get(url) as answer:
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_under_a_strange_host_name_no_app_answers(short_folder: Path) -> None:
    hosts = frozenset({"127.0.0.1", "localhost"})
    async with street(short_folder, hosts=hosts) as town, town.app(app_that_sets()) as url:
        async with town.client.get(url, headers={"Host": "rebound.evil.test"}) as answer:
            assert answer.status == 421
        async with town.client.get(url, headers={"Host": "localhost:1"}) as answer:
            assert answer.status == 200
