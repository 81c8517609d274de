"""The session cookie (Pixell, Authentication), which browsers send by themselves and scripts never see."""

from starlette.responses import Response

from millwright.doors.http.services import Services
from millwright.platform.accounts import Tokens

NAME = "sb-millwright-auth-token"


def set_session(response: Response, services: Services, tokens: Tokens) -> None:
    """Hands the session to the browser: until it is closed, or until the session's end when it is to be remembered."""
    if tokens.cookie is None:
        return
    max_age = None
    if tokens.cookie_expires is not None:
        max_age = int((tokens.cookie_expires - services.clock()).total_seconds())
    response.set_cookie(
        NAME, tokens.cookie, max_age=max_age, path="/", secure=_is_secure(services), httponly=True, samesite="lax"
    )


def clear_session(response: Response, services: Services) -> None:
    """Has the browser drop it."""
    response.delete_cookie(NAME, path="/", secure=_is_secure(services), httponly=True, samesite="lax")


def _is_secure(services: Services) -> bool:
    return services.public_url.startswith("https:")
