"""The authorization endpoint (RFC 6749, 3.1): a person lets a client act for them, or does not.

Until the client and the address are known to belong together nothing is answered by a redirect.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from authlib.common.urls import add_params_to_uri
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from millwright.doors.http import oauth_pages as pages
from millwright.doors.http import session_cookie
from millwright.doors.http.gate import public, require_same_origin
from millwright.doors.http.logins import log_in
from millwright.doors.http.oauth_desk import Desk
from millwright.doors.http.oauth_dialect import OAuthDialect
from millwright.doors.http.oauth_forms import FormError, read_form, read_query
from millwright.doors.http.oauth_server import fault_of_authorization
from millwright.doors.http.services import Services, services_of
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform.accounts import CredentialKind, Principal, oauth
from millwright.platform.accounts.oauth import AuthorizationRequest

_PARAMETERS = (
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)
_STATUS = {Kind.UNAUTHENTICATED: 401, Kind.LIMITED: 429}
_WITHOUT_CLIENT = "The link that brought you here names no application that is known here."
_WITHOUT_ADDRESS = (
    "The link that brought you here would send you on to an address that the application has not registered."
)


class RefusedError(Exception):
    """An answer that ends a request early."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks. `csrf` is what their pages must send along; None for programs, which no page can make send a header."""

    principal: Principal
    csrf: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An authorization request that may be answered by a redirect to `redirect_uri`."""

    request: AuthorizationRequest
    redirect_uri: str
    parameters: Mapping[str, str]
    issuer: str

    def redirect(self, **said: str) -> Response:
        """Sends the person back to the client with an answer (RFC 6749, 4.1.2; `iss` by RFC 9207)."""
        state = {"state": self.parameters["state"]} if "state" in self.parameters else {}
        params = [*said.items(), *state.items(), ("iss", self.issuer)]
        location = str(add_params_to_uri(self.redirect_uri, params))
        return RedirectResponse(location, 303, {"Cache-Control": "no-store"})


def authorize_route(dialect: OAuthDialect) -> Route:
    """GET shows a page, to sign in or to consent; POST signs in, or takes the decision."""

    @public
    async def authorize(request: Request) -> Response:
        try:
            sent = await read_form(request) if request.method == "POST" else read_query(request)
            asked = await _read(services_of(request), dialect, sent)
            signed_in = await _signed_in(request)
            if request.method != "POST":
                return await _ask(request, asked, signed_in)
            if "password" in sent:
                return await _sign_in(request, asked, sent)
            return await _decide(request, asked, signed_in, sent)
        except FormError as error:
            return pages.refusal_page(str(error))
        except RefusedError as refused:
            return refused.response

    return Route(dialect.authorize_path, authorize, methods=["GET", "POST"])


async def _read(services: Services, dialect: OAuthDialect, sent: Mapping[str, str]) -> Asked:
    """What is asked for. Raises `RefusedError`, with a page while there is no address to go back to."""
    async with services.database.session() as session:
        desk = Desk(session, services.identity, dialect, services.clock())
        client_id = dialect.parse(sent.get("client_id", ""))
        desk.client = await oauth.find_client(session, client_id, desk.now) if client_id is not None else None
    client, named = desk.client, sent.get("redirect_uri")
    if client is None:
        raise RefusedError(pages.refusal_page(_WITHOUT_CLIENT))
    only = client.redirect_uris[0] if len(client.redirect_uris) == 1 else ""
    redirect_uri = named or only
    if not client.may_redirect_to(redirect_uri):
        raise RefusedError(pages.refusal_page(_WITHOUT_ADDRESS))
    parameters = {name: sent[name] for name in _PARAMETERS if name in sent}
    scopes = dialect.meaning(sent["scope"]) if "scope" in sent else client.scopes
    request = AuthorizationRequest(client, scopes or frozenset(), named, sent.get("code_challenge"))
    asked = Asked(request, redirect_uri, parameters, services.identity.issuer)
    fault = fault_of_authorization(desk, parameters)
    if fault is not None:
        raise RefusedError(asked.redirect(**fault))
    return asked


async def _signed_in(request: Request) -> SignedIn | None:
    """The person whose own session this is. Raises `RefusedError` for any other credential in the header."""
    services = services_of(request)
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        principal = await _authenticate(services, bearer.strip())
        if principal is None or principal.kind is not CredentialKind.SESSION:
            message = "Only a person's own session can let an application act for them."
            raise RefusedError(pages.refusal_page(message, 401 if principal is None else 403))
        return SignedIn(principal, None)
    cookie = request.cookies.get(session_cookie.NAME)
    principal = await _authenticate(services, cookie) if cookie else None
    if principal is None or principal.kind is not CredentialKind.SESSION:
        return None
    return SignedIn(principal, services.identity.hasher.digest(f"oauth-consent:{cookie}").hex())


async def _authenticate(services: Services, token: str) -> Principal | None:
    try:
        return await services.authenticator.authenticate(token)
    except DomainError as error:
        if error.kind not in {Kind.UNAUTHENTICATED, Kind.FORBIDDEN}:
            raise
        return None


async def _ask(request: Request, asked: Asked, signed_in: SignedIn | None) -> Response:
    client = asked.request.client
    if signed_in is None:
        return pages.sign_in_page(client, asked.redirect_uri, asked.parameters)
    try:
        async with services_of(request).database.session() as session:
            actor = await oauth.consenting(session, signed_in.principal.actor.user_id, client)
    except DomainError as error:
        return pages.sign_in_page(client, asked.redirect_uri, asked.parameters, notice=error.message)
    scopes = asked.request.scopes & actor.scopes
    if not scopes:
        return asked.redirect(error="access_denied")
    shown = pages.Consent(client, scopes, asked.redirect_uri, signed_in.principal.email, signed_in.csrf or "")
    return pages.consent_page(shown, asked.parameters)


async def _sign_in(request: Request, asked: Asked, sent: Mapping[str, str]) -> Response:
    """Begins a fresh session, whatever cookie was there, and comes back to the question."""
    services = services_of(request)
    _require_own_page(request)
    try:
        tokens = await log_in(
            services, request, email=sent.get("email", ""), password=sent["password"], lifetime=oauth.ACCESS_LIFETIME
        )
    except DomainError as error:
        status = _STATUS.get(error.kind, 403)
        client, uri = asked.request.client, asked.redirect_uri
        return pages.sign_in_page(client, uri, asked.parameters, notice=error.message, status=status)
    response = RedirectResponse(f"?{urlencode(asked.parameters)}", 303, {"Cache-Control": "no-store"})
    session_cookie.set_session(response, services, tokens)
    return response


async def _decide(request: Request, asked: Asked, signed_in: SignedIn | None, sent: Mapping[str, str]) -> Response:
    if signed_in is None:
        return pages.sign_in_page(asked.request.client, asked.redirect_uri, asked.parameters, status=401)
    if signed_in.csrf is not None:
        _require_own_page(request)
        if not hmac.compare_digest(signed_in.csrf.encode(), sent.get("csrf", "").encode()):
            return pages.refusal_page("This page is out of date. Go back to the application and start again.", 403)
    match sent.get("decision"):
        case "approve":
            return await _approve(services_of(request), asked, signed_in.principal)
        case "deny":
            return asked.redirect(error="access_denied")
        case _:
            return pages.refusal_page("The decision must be approve or deny.")


async def _approve(services: Services, asked: Asked, principal: Principal) -> Response:
    try:
        async with services.database.session() as session:
            actor = await oauth.consenting(session, principal.actor.user_id, asked.request.client)
            context = Context(session, actor, services.clock)
            code = await oauth.consent(context, services.identity.hasher, asked.request)
    except DomainError as error:
        if error.code == "oauth_nothing_to_grant":
            return asked.redirect(error="access_denied", error_description=error.message)
        return pages.refusal_page(error.message, 403)
    return asked.redirect(code=code)


def _require_own_page(request: Request) -> None:
    """Raises `RefusedError` unless the form came from our own page: a browser says so with each of them."""
    try:
        require_same_origin(request.scope, request.headers)
    except DomainError as error:
        raise RefusedError(pages.refusal_page(error.message, 403)) from error
