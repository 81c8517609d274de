"""The session cookie (Pixell, Authentication), which browsers send by themselves and scripts never see; and the token
that shows that a request with it comes from a page which could read our answers."""

import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from starlette.datastructures import Headers
from starlette.responses import Response

from millwright.doors.http.services import Services
from millwright.kit.crypto import TokenHasher
from millwright.kit.errors import DomainError, Kind
from millwright.platform.accounts import CredentialKind, Principal, Tokens

NAME = "sb-millwright-auth-token"
CSRF_HEADER = "X-CSRF-Token"


def csrf_token(hasher: TokenHasher, session_id: UUID) -> str:
    """The token of a session, the same as long as it lives: 43 characters that only this installation can make.

    It is told in an answer's body and never in a cookie, for scripts of apps on our host name read those.
    """
    return urlsafe_b64encode(hasher.digest(f"csrf:{session_id}")).rstrip(b"=").decode()


def csrf_token_of(hasher: TokenHasher, principal: Principal) -> str | None:
    """The token of the session that somebody presented; None for a key or a grant."""
    session_id = principal.actor.credential_id
    return csrf_token(hasher, session_id) if principal.kind is CredentialKind.SESSION and session_id else None


def require_csrf_token(hasher: TokenHasher, principal: Principal, headers: Headers) -> None:
    """Raises `DomainError` of kind forbidden unless the request's header says the token of the session."""
    said, expected = headers.get(CSRF_HEADER, ""), csrf_token_of(hasher, principal)
    if expected is None or not hmac.compare_digest(said.encode(), expected.encode()):
        words = f"With a cookie, changes need the header {CSRF_HEADER}."
        raise DomainError("csrf_token_missing", Kind.FORBIDDEN, words)


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
