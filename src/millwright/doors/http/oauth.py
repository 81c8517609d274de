"""OAuth 2.0 over HTTP: the token, revocation and introspection endpoints, and what says where they are.

A contract gets its routes from `oauth_routes`; the installation as a whole has those of `well_known_routes`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from millwright.doors.http.gate import public
from millwright.doors.http.logins import log_in
from millwright.doors.http.oauth_authorize import authorize_route
from millwright.doors.http.oauth_desk import Desk
from millwright.doors.http.oauth_dialect import OAuthDialect
from millwright.doors.http.oauth_forms import (
    ClientCredentials,
    FormError,
    answer,
    client_credentials,
    read_form,
    refusal,
)
from millwright.doors.http.oauth_server import reply_of, reply_with_tokens
from millwright.doors.http.services import Services, services_of
from millwright.kit.errors import DomainError, Kind
from millwright.platform import accounts
from millwright.platform.accounts import Tokens, oauth, oauth_lookup

__all__ = ["OAuthDialect", "oauth_routes", "well_known_routes"]

_NOT_LET_IN = frozenset({Kind.UNAUTHENTICATED, Kind.FORBIDDEN})
Form = Mapping[str, str]


def oauth_routes(dialect: OAuthDialect) -> list[Route]:
    """The endpoints of one contract, all of them open: each asks for what it needs by itself."""

    @public
    async def token(request: Request) -> Response:
        return await _with_form(request, lambda form: _token(request, dialect, form))

    @public
    async def revoke(request: Request) -> Response:
        return await _with_form(request, lambda form: _revoke(request, dialect, form))

    @public
    async def introspect(request: Request) -> Response:
        return await _with_form(request, lambda form: _introspect(request, dialect, form))

    return [
        authorize_route(dialect),
        Route(dialect.token_path, token, methods=["POST"]),
        Route(dialect.revoke_path, revoke, methods=["POST"]),
        Route(dialect.introspect_path, introspect, methods=["POST"]),
    ]


def well_known_routes(dialects: Sequence[OAuthDialect]) -> list[Route]:
    """The public keys (RFC 7517) and each contract's metadata (RFC 8414); the first's stands for all."""

    @public
    async def jwks(request: Request) -> Response:
        return JSONResponse(services_of(request).identity.signer.jwks(), headers={"Cache-Control": "max-age=300"})

    routes = [Route("/.well-known/jwks.json", jwks)]
    for path, dialect in [("", dialects[0]), *((dialect.mount, dialect) for dialect in dialects)]:
        routes.append(Route(f"/.well-known/oauth-authorization-server{path}", _metadata(dialect)))
    return routes


def _metadata(dialect: OAuthDialect) -> Callable[[Request], Awaitable[Response]]:
    @public
    async def metadata(request: Request) -> Response:
        services = services_of(request)
        base = f"{services.public_url}{dialect.mount}"
        flows = [
            "authorization_code",
            "client_credentials",
            "refresh_token",
            *(["password"] if dialect.password else []),
        ]
        with_secret = ["client_secret_basic", "client_secret_post"]
        return JSONResponse(
            {
                "issuer": services.identity.issuer,
                "authorization_endpoint": f"{base}{dialect.authorize_path}",
                "token_endpoint": f"{base}{dialect.token_path}",
                "revocation_endpoint": f"{base}{dialect.revoke_path}",
                "introspection_endpoint": f"{base}{dialect.introspect_path}",
                "jwks_uri": f"{services.public_url}/.well-known/jwks.json",
                "scopes_supported": sorted(dialect.scopes),
                "response_types_supported": ["code"],
                "grant_types_supported": flows,
                "token_endpoint_auth_methods_supported": [*with_secret, "none"],
                "revocation_endpoint_auth_methods_supported": [*with_secret, "none"],
                "introspection_endpoint_auth_methods_supported": with_secret,
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    return metadata


async def _with_form(request: Request, act: Callable[[Form], Awaitable[Response]]) -> Response:
    try:
        return await act(await read_form(request))
    except FormError as error:
        return refusal("invalid_request", str(error))


async def _token(request: Request, dialect: OAuthDialect, form: Form) -> Response:
    services, credentials = services_of(request), client_credentials(request, form)
    if dialect.password and form.get("grant_type") == "password":
        return await _by_password(request, dialect, form)
    if dialect.password and _is_of_session(form):
        return await _by_session(services, dialect, form)
    async with services.database.session() as session:
        desk = await _desk(session, services, dialect, credentials)
        if form.get("grant_type") == "authorization_code":
            desk.grant = await oauth.find_code(session, services.identity.hasher, form.get("code", ""))
        elif form.get("grant_type") == "refresh_token":
            desk.refresh = await oauth.find_refresh(session, services.identity.hasher, form.get("refresh_token", ""))
        await _seat_holder(desk)
        reply = reply_with_tokens(desk, form, credentials.authorization)
        if desk.reused is not None:
            await oauth.end_grant(session, desk.reused, desk.now, reason="reused")
        elif desk.client is not None and reply.status == 200:
            await oauth.sweep(session, desk.client.id, desk.now)
    return answer(reply.body, reply.status, reply.headers)


def _is_of_session(form: Form) -> bool:
    """Whether a refresh token is asked to go on with a person's own session, and no client is concerned."""
    return form.get("grant_type") == "refresh_token" and not form.get("refresh_token", "").startswith(
        oauth.REFRESH_PREFIX
    )


async def _by_password(request: Request, dialect: OAuthDialect, form: Form) -> Response:
    services = services_of(request)
    if "username" not in form or "password" not in form:
        return refusal("invalid_request", "The parameters username and password are needed.")
    if dialect.meaning(form.get("scope", "")) is None:
        return refusal("invalid_scope", "There is no such scope.")
    try:
        tokens = await log_in(
            services, request, email=form["username"], password=form["password"], lifetime=oauth.ACCESS_LIFETIME
        )
    except DomainError as error:
        return _not_let_in(error)
    return _session_tokens(services, dialect, tokens)


async def _by_session(services: Services, dialect: OAuthDialect, form: Form) -> Response:
    try:
        tokens = await accounts.refresh(
            services.database,
            services.identity,
            form.get("refresh_token", ""),
            lifetime=oauth.ACCESS_LIFETIME,
            clock=services.clock,
        )
    except DomainError as error:
        return _not_let_in(error)
    return _session_tokens(services, dialect, tokens)


def _not_let_in(error: DomainError) -> Response:
    if error.kind not in _NOT_LET_IN:
        raise error
    return refusal("invalid_grant", error.message)


def _session_tokens(services: Services, dialect: OAuthDialect, tokens: Tokens) -> Response:
    """A person's own session can do all that they can, whatever scope was asked for: it says so."""
    operator = accounts.is_operator(tokens.role, installation=tokens.organization.is_installation)
    return answer(
        {
            "access_token": oauth.session_token(services.identity, tokens, services.clock()),
            "token_type": "Bearer",
            "expires_in": int(oauth.ACCESS_LIFETIME.total_seconds()),
            "refresh_token": tokens.refresh_token,
            "scope": dialect.names(accounts.scopes_of(tokens.role, operator=operator)),
        }
    )


async def _revoke(request: Request, dialect: OAuthDialect, form: Form) -> Response:
    services, credentials = services_of(request), client_credentials(request, form)
    async with services.database.session() as session:
        desk = await _desk(session, services, dialect, credentials)
        desk.token = await oauth.find_grant_of_token(session, services.identity, form.get("token", ""), desk.now)
        reply = reply_of("revocation", desk, form, credentials.authorization)
        if desk.revoked is not None:
            await oauth.end_grant(session, desk.revoked, desk.now, reason="revoked")
    return answer(reply.body, reply.status, reply.headers)


async def _introspect(request: Request, dialect: OAuthDialect, form: Form) -> Response:
    services, credentials = services_of(request), client_credentials(request, form)
    async with services.database.session() as session:
        desk = await _desk(session, services, dialect, credentials)
        token = await oauth.find_grant_of_token(session, services.identity, form.get("token", ""), desk.now)
        if token is not None and await oauth_lookup.is_good(session, *token, desk.now):
            desk.token, desk.grant = token, token[0]
            await _seat_holder(desk)
        reply = reply_of("introspection", desk, form, credentials.authorization)
    return answer(reply.body, reply.status, reply.headers)


async def _desk(
    session: AsyncSession, services: Services, dialect: OAuthDialect, credentials: ClientCredentials
) -> Desk:
    """A desk with the client on it."""
    desk = Desk(session, services.identity, dialect, services.clock())
    client_id = dialect.parse(credentials.client_id or "")
    if client_id is not None:
        desk.client = await oauth.find_client(session, client_id, desk.now)
    return desk


async def _seat_holder(desk: Desk) -> None:
    """Puts on the desk whom the presented grant speaks for; without one, the client's maker."""
    grant = desk.refresh.grant if desk.refresh is not None else desk.grant
    if grant is not None:
        desk.holder = await oauth.find_holder(desk.session, grant.user_id, grant.organization_id)
    elif desk.client is not None:
        desk.holder = await oauth.find_holder(desk.session, desk.client.owner_id, desk.client.organization_id)
