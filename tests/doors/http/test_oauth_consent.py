"""The authorization endpoint: what people are asked, and what no page can make them answer."""

from collections.abc import AsyncGenerator
from urllib.parse import urlencode

import httpx
import pytest

from millwright.doors.http.services import Services
from millwright.doors.http.session_cookie import NAME as SESSION_COOKIE
from millwright.platform.accounts import Role
from millwright.platform.accounts.oauth import is_redirect_uri
from tests.doors.http.oauth_world import (
    CALLBACK,
    CHALLENGE,
    MOUNT,
    PASSWORD,
    World,
    answer_of,
    hidden_fields,
    oauth_world,
    session_of,
)
from tests.factories.accounts import make_actor, set_password

AUTHORIZE = f"{MOUNT}/oauth/authorize"
OWN = {"Origin": "http://millwright.test"}


@pytest.fixture
async def world(services: Services) -> AsyncGenerator[World]:
    async with oauth_world(services) as world:
        yield world


async def sign_in(world: World, headers: dict[str, str] | None = None, **form: str) -> httpx.Response:
    """Through the form of the page, as a browser does."""
    fields = hidden_fields((await world.ask()).text)
    form = {**fields, "email": "ada@example.org", "password": PASSWORD, **form}
    return await world.http.post(AUTHORIZE, data=form, headers=OWN if headers is None else headers)


async def consent_fields(world: World) -> dict[str, str]:
    """What the consent page's form holds, for Ada signed in by the page."""
    response = await sign_in(world)
    assert response.status_code == 303
    page = await world.http.get(f"{AUTHORIZE}{response.headers['location']}")
    assert page.status_code == 200
    return dict(hidden_fields(page.text))


async def test_nobody_is_shown_what_is_asked_for_before_signing_in(world: World):
    page = await world.ask()
    assert page.status_code == 200
    assert '<input id="password" name="password" type="password"' in page.text
    assert "See projects" not in page.text


async def test_a_person_signs_in_reads_and_allows(world: World):
    response = await sign_in(world)
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=ses_")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    page = await world.http.get(f"{AUTHORIZE}{response.headers['location']}")
    assert "Other &lt;b&gt;app&lt;/b&gt;" in page.text
    assert "Ada &amp; Sons" in page.text
    assert "<li>See projects and their files</li>" in page.text
    assert "<li>See the organization</li>" in page.text
    assert "<li>Create" not in page.text
    allowed = await world.http.post(AUTHORIZE, data={**hidden_fields(page.text), "decision": "approve"}, headers=OWN)
    said = answer_of(allowed)
    assert (said["state"], said["iss"]) == ("st-1", "http://millwright.test")
    assert (await world.exchange(said["code"])).status_code == 200


async def test_a_person_may_refuse(world: World):
    fields = await consent_fields(world)
    refused = await world.http.post(AUTHORIZE, data={**fields, "decision": "deny"}, headers=OWN)
    assert answer_of(refused) == {"error": "access_denied", "state": "st-1", "iss": "http://millwright.test"}


async def test_the_pages_run_no_script_and_stand_in_no_frame(world: World):
    for page in (await world.ask(), await world.ask(client_id="unknown")):
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "<script" not in page.text
        assert page.headers["cache-control"] == "no-store"
    assert "form-action 'self' https://app.example.com;" in (await world.ask()).headers["content-security-policy"]


async def test_a_signed_in_person_is_not_made_to_consent_by_another_page(world: World):
    fields = await consent_fields(world)
    form = {**fields, "decision": "approve"}
    assert set(form) > {"csrf"}
    for origin in ("https://evil.example", "http://millwright.test:8101", "null"):
        response = await world.http.post(AUTHORIZE, data=form, headers={"Origin": origin})
        assert response.status_code == 403
        assert "location" not in response.headers
    cross = await world.http.post(AUTHORIZE, data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status_code == 403
    for csrf in ("", "0" * 64):
        response = await world.http.post(AUTHORIZE, data={**form, "csrf": csrf}, headers=OWN)
        assert response.status_code == 403


async def test_the_token_of_one_session_does_not_serve_another(world: World):
    fields = await consent_fields(world)
    world.http.cookies.clear()
    assert (await consent_fields(world))["csrf"] != fields["csrf"]
    response = await world.http.post(AUTHORIZE, data={**fields, "decision": "approve"}, headers=OWN)
    assert response.status_code == 403


async def test_signing_in_makes_a_new_session_whatever_cookie_was_there(world: World):
    planted = f"ses_{'x' * 38}"
    response = await sign_in(world, {**OWN, "Cookie": f"{SESSION_COOKIE}={planted}"})
    assert response.status_code == 303
    assert planted not in response.headers["set-cookie"]


async def test_another_page_cannot_sign_a_person_in(world: World):
    response = await sign_in(world, {"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
async def test_a_wrong_password_on_the_page_says_nothing_about_the_account(world: World, email: str):
    response = await sign_in(world, email=email, password="wrong")
    assert response.status_code == 401
    assert "Invalid email or password." in response.text
    assert "set-cookie" not in response.headers


async def test_guessing_on_the_page_is_stopped(world: World):
    for _ in range(10):
        assert (await sign_in(world, password="wrong")).status_code == 401
    assert (await sign_in(world)).status_code == 429


async def test_after_signing_in_one_comes_back_to_the_same_question_only(world: World):
    response = await sign_in(world, next="https://evil.example", redirect="//evil.example")
    location = response.headers["location"]
    assert location.startswith("?")
    assert "evil" not in location


@pytest.mark.parametrize(
    "uri",
    [
        "https://evil.example.net/",
        "https://app.example.com/callback/",
        "https://app.example.com/callback?x=1",
        "https://app.example.com/callback#f",
        "https://app.example.com:443/callback",
        "https://app.example.com@evil.example/callback",
        "https://evil.example\\@app.example.com/callback",
        "https://app.example.com.evil.example/callback",
        "http://app.example.com/callback",
        "HTTPS://app.example.com/callback",
        "//evil.example/callback",
        "//app.example.com/callback",
        "/callback",
        "javascript:alert(1)",
        "https://app.example.com/callback\r\nSet-Cookie: a=b",
        'https://app.example.com/"é',
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_registered(world: World, uri: str):
    for response in (await world.ask(redirect_uri=uri), await world.decide(redirect_uri=uri)):
        assert response.status_code == 400
        assert "location" not in response.headers
        assert uri not in response.text


@pytest.mark.parametrize(
    "client_id", ["", "unknown", "01999999-0000-7000-8000-000000000000", "{" * 40, "é\"'<", "0" * 10_000]
)
async def test_an_unknown_client_sends_nobody_anywhere(world: World, client_id: str):
    for response in (await world.ask(client_id=client_id), await world.decide(client_id=client_id)):
        assert response.status_code == 400
        assert "location" not in response.headers


async def test_without_one_registered_address_there_is_none_to_go_to(world: World):
    none, _ = await world.make_client()
    two, _ = await world.make_client([CALLBACK, "https://app.example.com/other"])
    for client_id in (none, two):
        assert (await world.decide(client_id=client_id, redirect_uri=None)).status_code == 400
    assert (await world.decide(client_id=two)).status_code == 303


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": 'co"de\\'}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "moon:walk"}, "invalid_scope"),
        ({"scope": "organizations:admin"}, "invalid_scope"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": CHALLENGE}, "invalid_request"),
        ({"code_challenge": "short", "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge": f"{CHALLENGE}\n", "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge_method": "S256"}, "invalid_request"),
    ],
)
async def test_a_client_is_told_what_is_wrong_with_its_request(
    world: World, parameters: dict[str, str | None], error: str
):
    for response in (await world.ask(**parameters), await world.decide(**parameters)):
        said = answer_of(response)
        assert (said["error"], said["state"]) == (error, "st-1")
        assert "code" not in said


async def test_a_state_comes_back_as_it_was(world: World):
    state = "a b&c=d#é\"'<>%0d%0a\r\nX: y"
    response = await world.decide(state=state)
    assert answer_of(response)["state"] == state
    assert "\n" not in response.headers["location"]
    page = (await world.ask(state='"><script>alert(1)</script>')).text
    assert "<script" not in page


async def test_a_parameter_that_comes_twice_is_refused(world: World):
    twice = urlencode([*world.question().items(), ("redirect_uri", "https://evil.example")])
    response = await world.http.get(f"{AUTHORIZE}?{twice}")
    assert response.status_code == 400


async def test_a_decision_is_yes_or_no(world: World):
    for decision in (None, "maybe"):
        assert (await world.decide(decision)).status_code == 400
    assert answer_of(await world.decide("deny"))["error"] == "access_denied"


async def test_without_signing_in_nothing_is_decided(world: World):
    response = await world.http.post(AUTHORIZE, data={**world.question(), "decision": "approve"})
    assert response.status_code == 401
    assert "location" not in response.headers
    assert (await world.decide(token="nonsense")).status_code == 401


async def test_neither_a_key_nor_a_clients_token_can_consent(world: World):
    tokens = await world.tokens()
    for token in (world.secret, tokens["access_token"]):
        response = await world.decide(token=token, scope="projects:write")
        assert response.status_code == 403
        assert "location" not in response.headers


async def test_a_stranger_cannot_let_a_client_into_its_organization(world: World):
    async with world.services.database.session() as session:
        stranger = await make_actor(session, "Eve")
        email = await set_password(session, stranger.user_id)
    token = await session_of(world.services, email, "correct horse battery staple")
    response = await world.decide(token=token)
    assert response.status_code == 403
    assert "location" not in response.headers
    page = await world.http.get(AUTHORIZE, params=world.question(), headers={"Authorization": f"Bearer {token}"})
    assert "not a member of" in page.text
    assert "See projects" not in page.text


async def test_one_who_may_do_nothing_of_what_is_asked_has_nothing_to_allow(world: World):
    _, viewer = await world.make_member(Role.VIEWER)
    assert answer_of(await world.decide(token=viewer, scope="projects:write"))["error"] == "access_denied"
    question, headers = world.question(scope="projects:write"), {"Authorization": f"Bearer {viewer}"}
    page = await world.http.get(AUTHORIZE, params=question, headers=headers)
    assert answer_of(page)["error"] == "access_denied"


@pytest.mark.parametrize(
    "uri", ["https://a.example/cb", "http://127.0.0.1:9/cb", "http://localhost/", "http://[::1]:80/cb?x=1"]
)
def test_https_and_this_machine_are_addresses_to_go_to(uri: str):
    assert is_redirect_uri(uri)


@pytest.mark.parametrize(
    "uri",
    ["http://a.example", "https://", "https://u:p@a.example", "https://a#f", "https://a:x/", "data:,", "https://a b"],
)
def test_everything_else_is_none(uri: str):
    assert not is_redirect_uri(uri)
