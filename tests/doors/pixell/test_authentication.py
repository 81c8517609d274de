from dataclasses import replace

import httpx
import pytest

from millwright.doors import pixell
from millwright.doors.http.logins import FAILURES
from millwright.doors.http.services import Services
from millwright.kit.clock import system_clock
from millwright.kit.context import Actor
from millwright.platform import events
from millwright.platform.accounts import Role, User, mint_reset_token, mint_verification_token
from tests.doors.conftest import URL
from tests.doors.pixell.conftest import NewClient, another, joined, log_in, program, sign_up
from tests.factories.accounts import PASSWORD

COOKIE = "sb-millwright-auth-token"


async def test_logging_in_answers_the_session_as_documented(nobody: httpx.AsyncClient, ada_email: str) -> None:
    answer = await log_in(nobody, ada_email)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"user", "session", "csrfToken"}
    assert set(body["user"]) == {"id", "email", "created_at"}
    assert body["user"]["email"] == ada_email
    assert set(body["session"]) == {"access_token", "refresh_token", "expires_in"}
    assert body["session"]["expires_in"] == 3600
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_cookie_is_kept_from_scripts_and_other_sites(nobody: httpx.AsyncClient, ada_email: str) -> None:
    cookie = (await log_in(nobody, ada_email)).headers["Set-Cookie"]
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith(f"{COOKIE}=ses_")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=lax"]


async def test_the_cookie_of_a_remembered_session_outlives_the_browser(
    nobody: httpx.AsyncClient, ada_email: str
) -> None:
    cookie = (await log_in(nobody, ada_email, remember=True)).headers["Set-Cookie"]
    assert "Max-Age=2592000" in cookie or "Max-Age=2591999" in cookie


async def test_behind_https_the_cookie_travels_nowhere_else(services: Services, ada_email: str) -> None:
    app = pixell.create_app(replace(services, public_url="https://millwright.test"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://millwright.test") as browser:
        assert "Secure" in (await log_in(browser, ada_email)).headers["Set-Cookie"]


async def test_cookie_and_token_are_the_same_session(
    new_client: NewClient, nobody: httpx.AsyncClient, ada_email: str
) -> None:
    token = (await log_in(nobody, ada_email)).json()["session"]["access_token"]
    by_token = program(new_client, token)
    for client in (nobody, by_token):
        answer = await client.get("/api/auth/session")
        assert answer.status_code == 200
        assert answer.json()["user"]["email"] == ada_email
    assert (await nobody.post("/api/auth/logout")).json() == {"message": "Logged out successfully"}
    assert (await by_token.get("/api/auth/session")).status_code == 401


async def test_logging_out_ends_the_cookie_here_and_on_the_server(nobody: httpx.AsyncClient, ada_email: str) -> None:
    await log_in(nobody, ada_email)
    kept = nobody.cookies[COOKIE]
    await nobody.post("/api/auth/logout")
    assert COOKIE not in nobody.cookies
    assert (await nobody.get("/api/auth/session", headers={"Cookie": f"{COOKIE}={kept}"})).status_code == 401


async def test_logging_out_by_token_leaves_other_sessions(
    new_client: NewClient, ada_browser: httpx.AsyncClient, ada_email: str
) -> None:
    token = (await log_in(new_client(), ada_email)).json()["session"]["access_token"]
    await program(new_client, token).post("/api/auth/logout")
    assert (await ada_browser.get("/api/auth/session")).status_code == 200


async def test_a_session_planted_before_the_login_is_not_the_one_after(
    services: Services, new_client: NewClient, ada_email: str
) -> None:
    mallory, _ = await another(services, new_client)
    planted = mallory.cookies[COOKIE]
    victim = new_client()
    victim.cookies.set(COOKIE, planted, domain="millwright.test", path="/")
    await log_in(victim, ada_email)
    assert victim.cookies[COOKIE] != planted
    assert (await victim.get("/api/auth/session")).json()["user"]["email"] == ada_email
    assert (await mallory.get("/api/auth/session")).json()["user"]["email"] != ada_email


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://millwright.test:8101"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_sites_page_cannot_use_the_cookie(
    ada_browser: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for method, path in (
        ("POST", "/api/auth/logout"),
        ("PATCH", "/api/organizations/current"),
        ("DELETE", "/api/auth/sessions"),
    ):
        answer = await ada_browser.request(method, path, headers=headers, json={"name": "Mallory's"})
        assert (answer.status_code, answer.json()["code"]) == (403, "FOREIGN_ORIGIN")
    assert (await ada_browser.get("/api/auth/session")).json()["organization"]["name"] == "Ada's"


@pytest.mark.parametrize("headers", [{}, {"Origin": URL}, {"Sec-Fetch-Site": "same-origin"}])
async def test_our_own_pages_and_programs_can(ada_browser: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await ada_browser.patch("/api/organizations/current", headers=headers, json={"name": "Renamed"})
    assert answer.status_code == 200


async def test_a_token_needs_no_origin(new_client: NewClient, nobody: httpx.AsyncClient, ada_email: str) -> None:
    token = (await log_in(nobody, ada_email)).json()["session"]["access_token"]
    page = program(new_client, token)
    answer = await page.patch(
        "/api/organizations/current", headers={"Origin": "https://partner.example"}, json={"name": "Renamed"}
    )
    assert answer.status_code == 200


async def test_a_wrong_password_and_an_unknown_account_sound_the_same(
    nobody: httpx.AsyncClient, ada_email: str
) -> None:
    wrong = await log_in(nobody, ada_email, "not the password")
    unknown = await log_in(nobody, "ghost@example.com", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert "Set-Cookie" not in wrong.headers


async def test_guessing_a_password_ends_after_some_failures(
    services: Services, nobody: httpx.AsyncClient, new_client: NewClient, ada_email: str
) -> None:
    for _ in range(FAILURES[0].requests):
        assert (await log_in(nobody, ada_email, "not the password")).status_code == 401
    refused = await log_in(nobody, ada_email.upper())
    assert (refused.status_code, refused.json()["code"]) == (429, "RATE_LIMITED")
    assert int(refused.headers["Retry-After"]) == refused.json()["details"]["retry_after"] > 0
    bob, _ = await another(services, new_client)
    assert (await bob.get("/api/auth/session")).status_code == 200


async def test_somebody_elses_failures_from_another_address_keep_nobody_out(
    services: Services, nobody: httpx.AsyncClient, ada_email: str
) -> None:
    app = pixell.create_app(services)
    transport = httpx.ASGITransport(app, client=("198.51.100.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as attacker:
        for _ in range(FAILURES[0].requests):
            await log_in(attacker, ada_email, "not the password")
        assert (await log_in(attacker, ada_email)).status_code == 429
    assert (await log_in(nobody, ada_email)).status_code == 200


async def test_signing_up_makes_an_account_that_must_be_verified(services: Services, nobody: httpx.AsyncClient) -> None:
    answer = await sign_up(nobody, "New@Example.com")
    assert answer.status_code == 201
    body = answer.json()
    assert body["message"] == "Please check your email to verify your account"
    assert body["user"] == {"id": body["user"]["id"], "email": "new@example.com"}
    refused = await log_in(nobody, "new@example.com")
    assert (refused.status_code, refused.json()["code"]) == (403, "EMAIL_UNVERIFIED")
    token = mint_verification_token(services.identity, await found(services, body["user"]["id"]), system_clock())
    assert (await nobody.post("/api/auth/verify", json={"token": token})).status_code == 200
    assert (await log_in(nobody, "new@example.com")).status_code == 200
    session = (await nobody.get("/api/auth/session")).json()
    assert session["organization"] == {
        "id": session["organization"]["id"],
        "name": "My Company",
        "credits": 10,
    }


async def test_where_verification_is_off_nobody_is_sent_to_their_mail(services: Services) -> None:
    app = pixell.create_app(replace(services, identity=replace(services.identity, email_verification=False)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=URL) as client:
        answer = await sign_up(client, "new@example.com")
        assert "email" not in answer.json()["message"]
        assert (await log_in(client, "new@example.com")).status_code == 200


async def test_an_address_signs_up_once(nobody: httpx.AsyncClient) -> None:
    assert (await sign_up(nobody, "ada@example.com")).status_code == 201
    again = await sign_up(nobody, "ADA@example.com")
    assert (again.status_code, again.json()["code"]) == (409, "EMAIL_TAKEN")


async def test_nobody_signs_up_with_a_role_plan_or_credits(services: Services, nobody: httpx.AsyncClient) -> None:
    await nobody.post(
        "/api/auth/signup",
        json={
            "email": "mallory@example.com",
            "password": PASSWORD,
            "organizationName": "Mallory's",
            "plan": "unlimited",
            "role": "admin",
            "credits": 1_000_000,
            "verified_at": "2024-01-01T00:00:00Z",
        },
    )
    assert (await log_in(nobody, "mallory@example.com")).json()["code"] == "EMAIL_UNVERIFIED"


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"email": "nonsense", "password": PASSWORD, "organizationName": "X"}, {"email"}),
        ({"email": "a@example.com", "password": "short", "organizationName": "X"}, {"password"}),
        ({"email": "a@example.com", "password": PASSWORD, "organizationName": " "}, {"organizationName"}),
        ({"email": "a@example.com", "password": PASSWORD, "organizationName": "a\x00b"}, {"organizationName"}),
        ({"email": "a\x00@example.com", "password": PASSWORD, "organizationName": "X"}, {"email"}),
        ({}, {"email", "password", "organizationName"}),
    ],
)
async def test_a_bad_sign_up_names_its_faults(
    nobody: httpx.AsyncClient, body: dict[str, str], faults: set[str]
) -> None:
    answer = await nobody.post("/api/auth/signup", json=body)
    assert answer.status_code == 400
    assert set(answer.json()["details"]) == faults


async def test_a_refresh_token_is_good_once(new_client: NewClient, nobody: httpx.AsyncClient, ada_email: str) -> None:
    first = (await log_in(nobody, ada_email)).json()["session"]
    answer = await nobody.post("/api/auth/refresh", json={"refresh_token": first["refresh_token"]})
    second = answer.json()["session"]
    assert answer.headers["Cache-Control"] == "no-store"
    fresh = program(new_client, second["access_token"])
    assert (await fresh.get("/api/auth/session")).json()["user"]["email"] == ada_email
    stolen = await nobody.post("/api/auth/refresh", json={"refresh_token": first["refresh_token"]})
    assert stolen.status_code == 401
    assert (await fresh.get("/api/auth/session")).status_code == 401


async def test_a_forgotten_password_is_set_anew_once(
    services: Services, new_client: NewClient, ada: Actor, ada_email: str, ada_browser: httpx.AsyncClient
) -> None:
    nobody = new_client()
    told = [
        (await nobody.post("/api/auth/password/forgot", json={"email": email})).json()
        for email in (ada_email, "ghost@example.com")
    ]
    assert told[0] == told[1]
    token = mint_reset_token(services.identity, await found(services, str(ada.user_id)), system_clock())
    body = {"token": token, "password": "another password"}
    assert (await nobody.post("/api/auth/password/reset", json=body)).status_code == 200
    again = await nobody.post("/api/auth/password/reset", json=body)
    assert (again.status_code, again.json()["code"]) == (400, "TOKEN_INVALID")
    assert (await ada_browser.get("/api/auth/session")).status_code == 401
    assert (await log_in(nobody, ada_email)).status_code == 401
    assert (await log_in(nobody, ada_email, "another password")).status_code == 200


async def test_another_verification_mail_is_promised_to_whoever_asks(nobody: httpx.AsyncClient) -> None:
    await sign_up(nobody, "ada@example.com")
    answers = [
        await nobody.post("/api/auth/verify/resend", json={"email": email})
        for email in ("ada@example.com", "ghost@example.com", "nonsense")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1


async def test_a_person_sees_and_ends_their_sessions(
    new_client: NewClient, ada_browser: httpx.AsyncClient, ada_email: str
) -> None:
    phone, laptop = new_client(), new_client()
    await log_in(phone, ada_email)
    await log_in(laptop, ada_email)
    sessions = (await ada_browser.get("/api/auth/sessions")).json()["sessions"]
    assert [item["current"] for item in sessions] == [False, False, True]
    assert sessions[0]["ip_address"] == "127.0.0.1"
    assert sessions[0]["user_agent"].startswith("python-httpx/")
    ended = await ada_browser.delete(f"/api/auth/sessions/{sessions[0]['id']}")
    assert ended.status_code == 200
    assert (await laptop.get("/api/auth/session")).status_code == 401
    assert (await phone.get("/api/auth/session")).status_code == 200
    await ada_browser.delete("/api/auth/sessions")
    assert (await phone.get("/api/auth/session")).status_code == 401
    assert len((await ada_browser.get("/api/auth/sessions")).json()["sessions"]) == 1


async def test_nobody_ends_anothers_session(
    services: Services, new_client: NewClient, ada_browser: httpx.AsyncClient
) -> None:
    [session] = (await ada_browser.get("/api/auth/sessions")).json()["sessions"]
    bob, _ = await another(services, new_client)
    assert (await bob.delete(f"/api/auth/sessions/{session['id']}")).status_code == 404
    assert (await bob.delete("/api/auth/sessions/..%2f..")).status_code == 404
    assert (await ada_browser.get("/api/auth/session")).status_code == 200


async def test_a_key_ends_no_sessions(new_client: NewClient, ada_browser: httpx.AsyncClient) -> None:
    made = (await ada_browser.post("/api/api-keys", json={"name": "CI"})).json()["apiKey"]
    leaked = program(new_client, made["key"])
    refused = await leaked.delete("/api/auth/sessions")
    assert (refused.status_code, refused.json()["code"]) == (403, "SESSION_NEEDED")
    assert (await leaked.post("/api/auth/logout")).status_code == 200
    assert (await ada_browser.get("/api/auth/session")).status_code == 200


async def test_the_audit_log_says_what_was_done_to_those_who_may_know(
    services: Services, new_client: NewClient, ada: Actor, ada_browser: httpx.AsyncClient, ada_email: str
) -> None:
    await ada_browser.patch("/api/organizations/current", json={"name": "Renamed"})
    log = (await ada_browser.get("/api/audit-log", params={"limit": 1})).json()
    [entry] = log["entries"]
    assert (entry["action"], entry["email"]) == ("organization.updated", ada_email)
    assert (log["total"], log["page"], log["limit"]) == (2, 1, 1)
    started = (await ada_browser.get("/api/audit-log", params={"limit": 1, "page": 2})).json()["entries"][0]
    assert (started["action"], started["ip_address"]) == ("session.started", "127.0.0.1")
    member = await joined(services, new_client, ada, Role.MEMBER)
    assert (await member.get("/api/audit-log")).status_code == 403


async def found(services: Services, user_id: str) -> User:
    async with services.database.session() as session:
        return await session.get_one(User, user_id)


async def test_nobody_can_fill_somebodys_mailbox(services: Services, nobody: httpx.AsyncClient, ada_email: str):
    answers = [await nobody.post("/api/auth/password/forgot", json={"email": ada_email.upper()}) for _ in range(7)]
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
    async with services.database.session() as session:
        asked = [event.kind for event in await events.read_after(session, 0)]
    assert asked.count("account.reset_requested") == 5


async def test_a_changed_password_ends_all_other_sessions(
    new_client: NewClient, ada_browser: httpx.AsyncClient, ada_email: str
) -> None:
    phone, new = new_client(), "another horse entirely"
    await log_in(phone, ada_email)
    wrong = await ada_browser.post("/api/auth/password", json={"old_password": "wrong", "new_password": new})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "PASSWORD_WRONG")
    answer = await ada_browser.post("/api/auth/password", json={"old_password": PASSWORD, "new_password": new})
    assert answer.json() == {"message": "Password changed successfully"}
    assert (await ada_browser.get("/api/auth/session")).status_code == 200
    assert (await phone.get("/api/auth/session")).status_code == 401
    assert (await log_in(new_client(), ada_email)).status_code == 401
    assert (await log_in(new_client(), ada_email, new)).status_code == 200


async def test_the_present_password_is_not_guessed_by_changing_it(ada_browser: httpx.AsyncClient) -> None:
    guess = {"old_password": "wrong", "new_password": "another horse entirely"}
    statuses = [(await ada_browser.post("/api/auth/password", json=guess)).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]


async def test_no_key_changes_a_password(new_client: NewClient, ada_browser: httpx.AsyncClient) -> None:
    made = (await ada_browser.post("/api/api-keys", json={"name": "CI"})).json()["apiKey"]
    change = {"old_password": PASSWORD, "new_password": "another horse entirely"}
    answer = await program(new_client, made["key"]).post("/api/auth/password", json=change)
    assert (answer.status_code, answer.json()["code"]) == (403, "SESSION_NEEDED")
