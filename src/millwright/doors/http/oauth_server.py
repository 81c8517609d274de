"""The OAuth 2.0 protocol (RFC 6749, 7009, 7636, 7662) by Authlib's core, over the grants of `platform.accounts`.

Authlib is synchronous and asks back for each thing it needs. So a request comes to a `Desk` on which all that it may
need already lies, and Authlib works on that in memory; what it changes is kept by the open transaction.
"""
# Authlib has no types of its own, and the published ones are incomplete.
# pyright: reportUnknownMemberType=false, reportUnknownParameterType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingParameterType=false, reportIncompatibleMethodOverride=false
# pyright: reportIncompatibleVariableOverride=false

import re
from collections.abc import Callable, Mapping
from typing import cast

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationServer, InvalidScopeError, grants
from authlib.oauth2.rfc6749.errors import InvalidClientError, InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from millwright.doors.http.oauth_desk import Desk, Granted, ProtocolClient, ProtocolRequest, Reply
from millwright.kit.context import Scope
from millwright.platform.accounts import oauth
from millwright.platform.accounts.oauth import Holder
from millwright.platform.accounts.oauth_models import OAuthGrant

_WITH_SECRET = ["client_secret_basic", "client_secret_post"]
_WITH_OR_WITHOUT = [*_WITH_SECRET, "none"]
_METHODS = ["S256"]
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


def reply_with_tokens(desk: Desk, form: Mapping[str, str], authorization: str | None) -> Reply:
    """What the token endpoint answers; `authorization` is the header with which the client proved itself, if any."""
    request = ProtocolRequest("POST", form, authorization)
    return cast("Reply", _Server(desk).create_token_response(request))  # as `handle_response` made it


def reply_of(endpoint: str, desk: Desk, form: Mapping[str, str], authorization: str | None) -> Reply:
    """What the endpoint ``revocation`` or ``introspection`` answers."""
    request = ProtocolRequest("POST", form, authorization)
    return cast("Reply", _Server(desk).create_endpoint_response(endpoint, request))


def fault_of_authorization(desk: Desk, parameters: Mapping[str, str]) -> dict[str, str] | None:
    """What is wrong with an authorization request, as the client is told it; None when nothing is."""
    try:
        _Server(desk).get_consent_grant(ProtocolRequest("GET", parameters))
    except OAuth2Error as error:
        return {name: str(value) for name, value in error.get_body() if name.startswith("error")}
    return None


class _Pkce(CodeChallenge):
    """RFC 7636 with S256 alone. No method means `plain` there, so that it must be named."""

    SUPPORTED_CODE_CHALLENGE_METHOD = _METHODS

    def validate_code_challenge(self, grant, redirect_uri) -> None:
        super().validate_code_challenge(grant, redirect_uri)
        sent = grant.request.payload.data
        if "code_challenge" not in sent:
            return
        if sent.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(sent["code_challenge"]):
            raise InvalidRequestError("The code_challenge_method must be S256.")


class _CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = _WITH_OR_WITHOUT

    def query_authorization_code(self, _code: str, client: ProtocolClient) -> Granted | None:
        desk: Desk = self.server.desk
        grant = desk.grant
        if grant is None or grant.client_id != client.known.id:
            return None
        if grant.code_used_at is not None:
            desk.reused = grant
            return None
        return Granted(grant, desk.dialect) if grant.is_alive(desk.now) else None

    def authenticate_user(self, _code: Granted) -> Holder | None:
        return self.server.desk.holder

    def delete_authorization_code(self, _code: Granted) -> None:
        desk: Desk = self.server.desk
        if desk.grant is not None:
            desk.grant.code_used_at = desk.now
            desk.grant.confidential = self.request.auth_method != "none"


class _ClientGrant(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = _WITH_SECRET


class _RefreshGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = _WITH_OR_WITHOUT
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, _token: str) -> Granted | None:
        desk: Desk = self.server.desk
        if desk.refresh is None or desk.holder is None or desk.refresh.grant.client_id != self.client.known.id:
            return None
        if desk.refresh.grant.confidential and self.request.auth_method == "none":
            raise InvalidClientError(status_code=401)
        if desk.refresh.token.used_at is not None:
            desk.reused = desk.refresh.grant
            return None
        return Granted(desk.refresh.grant, desk.dialect) if desk.refresh.grant.is_alive(desk.now) else None

    def authenticate_user(self, _token: Granted) -> Holder | None:
        return self.server.desk.holder

    def revoke_old_credential(self, _token: Granted) -> None:
        desk: Desk = self.server.desk
        if desk.refresh is not None:
            desk.refresh.token.used_at = desk.now


class _Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = _WITH_OR_WITHOUT

    def query_token(self, _token: str, _hint: str | None) -> Granted | None:
        desk: Desk = self.server.desk
        if desk.token is None or desk.client is None or desk.token[0].client_id != desk.client.id:
            return None  # another's token does not exist
        return Granted(desk.token[0], desk.dialect)

    def revoke_token(self, _token: Granted, _request: ProtocolRequest) -> None:
        desk: Desk = self.server.desk
        desk.revoked = desk.token[0] if desk.token else None


class _Introspection(IntrospectionEndpoint):
    CLIENT_AUTH_METHODS = _WITH_SECRET

    def authenticate_token(self, request: ProtocolRequest, client: ProtocolClient):
        self.check_params(request, client)
        desk: Desk = self.server.desk
        return desk.token if desk.token is not None and desk.token[0].client_id == client.known.id else None

    def create_introspection_payload(self, token: tuple[OAuthGrant, Mapping[str, object]] | None) -> dict[str, object]:
        desk: Desk = self.server.desk
        if token is None or desk.holder is None:
            return {"active": False}
        grant, claims = token
        permissions = claims.get("permissions")
        scopes = frozenset(Scope(value) for value in permissions) if isinstance(permissions, list) else grant.allowed
        said = {name: claims[name] for name in ("sub", "org", "role", "iss", "iat", "exp", "jti") if name in claims}
        return {
            "active": True,
            "client_id": desk.dialect.spell(grant.client_id),
            "scope": desk.dialect.names(scopes),
            "username": desk.holder.email,
            "token_type": "Bearer" if claims else "refresh_token",
            "exp": int(grant.expires_at.timestamp()),
            **said,
        }


class _Server(AuthorizationServer):
    """The protocol for one request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.register_token_generator("default", self._tokens)  # pyright: ignore[reportArgumentType] - any callable will do
        self.register_client_auth_method("none", _authenticate_public)
        self.register_grant(_CodeGrant, [_Pkce(required=True)])
        self.register_grant(_ClientGrant)
        self.register_grant(_RefreshGrant)
        self.register_endpoint(_Revocation)
        self.register_endpoint(_Introspection)

    def query_client(self, client_id: str) -> ProtocolClient | None:
        """The client on the desk, if that is its id."""
        client = self.desk.client
        return ProtocolClient(client, self.desk) if client and self.desk.dialect.parse(client_id) == client.id else None

    def create_oauth2_request(self, request: ProtocolRequest) -> ProtocolRequest:
        """The request, which is one already."""
        return request

    def save_token(self, _token: object, _request: ProtocolRequest) -> None:
        """Nothing: the transaction keeps the rows."""

    def send_signal(self, *_: object, **__: object) -> None:
        """Nothing: events are recorded with the change."""

    def handle_error_response(self, request: ProtocolRequest, error: OAuth2Error) -> Reply:
        """An error; one of the client in the same words whatever was wrong."""
        if isinstance(error, InvalidClientError):
            error = InvalidClientError("Client authentication failed.", status_code=401)
        status, body, headers = error()
        return self.handle_response(status, body, headers)

    def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> Reply:
        """The reply, as it is to be sent."""
        return Reply(status, body if isinstance(body, dict) else {}, dict(headers))

    def _tokens(self, grant_type: str, client: ProtocolClient, scope: str | None, **_: object) -> dict[str, object]:
        """The answer of the token endpoint (RFC 6749, 5.1)."""
        desk, dialect = self.desk, self.desk.dialect
        if desk.holder is None:
            raise InvalidClientError(status_code=401)
        asked = dialect.meaning(scope or "")
        if grant_type == "client_credentials":
            asked = asked if scope else client.known.scopes
            if not asked or not asked <= client.known.scopes:
                raise InvalidScopeError
            grant = oauth.grant_to_client(desk.session, client.known, asked, desk.now)
            return self._answer(grant, desk.holder, asked, subject=client.get_client_id())
        grant = desk.refresh.grant if desk.refresh else desk.grant
        assert grant is not None, "the grant was found before"  # noqa: S101 - for the type checker
        answer = self._answer(grant, desk.holder, asked or grant.allowed, subject=str(desk.holder.user_id))
        answer["refresh_token"] = oauth.new_refresh_token(desk.session, desk.identity.hasher, grant, desk.now)
        return answer

    def _answer(
        self, grant: OAuthGrant, holder: Holder, scopes: frozenset[Scope], *, subject: str
    ) -> dict[str, object]:
        desk = self.desk
        token = oauth.access_token(desk.identity, grant, holder, scopes, subject=subject, now=desk.now)
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(oauth.ACCESS_LIFETIME.total_seconds()),
            "scope": desk.dialect.names(scopes & grant.allowed & holder.scopes),
        }


def _authenticate_public(
    query_client: Callable[[str], ProtocolClient | None], request: ProtocolRequest
) -> ProtocolClient | None:
    """A client that shows no secret at all."""
    if request.headers or "client_secret" in request.form:
        return None
    return query_client(request.form.get("client_id", ""))
