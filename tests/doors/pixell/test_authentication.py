import httpx
import pytest

from millwright.doors.http.services import Services
from tests.doors.pixell.conftest import NewClient, log_in, sign_up


async def test_logging_in_answers_the_session_as_documented(nobody: httpx.AsyncClient, ada_email: str) -> None:
    answer = await log_in(nobody, ada_email)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"user", "session"}
    assert set(body["user"]) == {"id", "email", "created_at"}
    assert body["user"]["email"] == ada_email
    assert set(body["session"]) == {"access_token", "refresh_token", "expires_in"}
    assert body["session"]["expires_in"] == 3600
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_cookie_is_for_this_browser_alone(nobody: httpx.AsyncClient, ada_email: str) -> None:
    cookie = (await log_in(nobody, ada_email)).headers["Set-Cookie"]
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith("sb-millwright-auth-token=ses_")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=lax"]


async def test_the_cookie_of_a_remembered_session_outlives_the_browser(
    nobody: httpx.AsyncClient, ada_email: str
) -> None:
    cookie = (await log_in(nobody, ada_email, remember=True)).headers["Set-Cookie"]
    assert "Max-Age=2592000" in cookie or "Max-Age=2591999" in cookie
