"""What Authlib's core is given to work on: the request, the client, what was granted, and a desk that has it all."""
# The published types of Authlib say less than it does: None is allowed in many places.
# pyright: reportIncompatibleMethodOverride=false, reportUnknownMemberType=false

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.doors.http.oauth_dialect import OAuthDialect
from millwright.platform.accounts.identity import Identity
from millwright.platform.accounts.oauth import Holder, OAuthClient, Refresh
from millwright.platform.accounts.oauth_models import OAuthGrant

_KNOWN_WORD = re.compile(r"[a-z_ ]{1,60}")
_OWN_ADDRESS = "https://localhost"
"""Authlib refuses any other scheme. Whether connections are private is for the operator and their proxy to say."""


@dataclass
class Desk:
    """All that a request is answered from, and what came of it.

    `grant` is what the presented code was given for; `holder` whom the grant, or the client itself, speaks for; `token`
    the grant of a token to look into or to revoke, when it is alive, with the claims of an access token. `reused` is
    set to the grant whose code or refresh token comes for the second time; `revoked` to the one to be ended.
    """

    session: AsyncSession
    identity: Identity
    dialect: OAuthDialect
    now: datetime
    client: OAuthClient | None = None
    holder: Holder | None = None
    grant: OAuthGrant | None = None
    refresh: Refresh | None = None
    token: tuple[OAuthGrant, Mapping[str, object]] | None = None
    reused: OAuthGrant | None = None
    revoked: OAuthGrant | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, as JSON."""

    status: int
    body: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class ProtocolRequest(OAuth2Request):
    """A request as Authlib reads it: parameters that are there once, and the header that may hold a client's secret."""

    def __init__(self, method: str, parameters: Mapping[str, str], authorization: str | None = None) -> None:
        super().__init__(method, _OWN_ADDRESS, headers={"Authorization": authorization} if authorization else {})
        known = dict(parameters)
        if "response_type" in known and not _KNOWN_WORD.fullmatch(known["response_type"]):
            known["response_type"] = "unknown"  # it is repeated in an error, which has few characters
        self.payload = BasicOAuth2Payload(known)
        self._known = known

    @property
    def form(self) -> dict[str, str]:
        """The parameters."""
        return self._known

    @property
    def args(self) -> dict[str, str]:
        """None beside the form: what stands in a URL is in logs."""
        return {}


class ProtocolClient(ClientMixin):
    """A key, as Authlib sees a client."""

    def __init__(self, client: OAuthClient, desk: Desk) -> None:
        self.known = client
        self._desk = desk

    def get_client_id(self) -> str:
        """As the contract spells it."""
        return self._desk.dialect.spell(self.known.id)

    def get_default_redirect_uri(self) -> str | None:
        """The one that is registered, if there is just one."""
        return self.known.redirect_uris[0] if len(self.known.redirect_uris) == 1 else None

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What is asked for, or by default all that the client may have; None when it asks for more."""
        if not scope:
            return self._desk.dialect.names(self.known.scopes)
        meant = self._desk.dialect.meaning(scope)
        return scope if meant is not None and meant <= self.known.scopes else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Exactly one that is registered."""
        return self.known.may_redirect_to(redirect_uri)

    def check_client_secret(self, client_secret: str) -> bool:
        """The key itself."""
        return self.known.has_secret(self._desk.identity.hasher, client_secret)

    def check_endpoint_auth_method(self, _method: str, _endpoint: str) -> bool:
        """Each endpoint names its own."""
        return True

    def check_response_type(self, response_type: str) -> bool:
        """Only codes: nothing of value stands in a redirect."""
        return response_type == "code"

    def check_grant_type(self, _grant_type: str) -> bool:
        """Each that this server has."""
        return True


class Granted:
    """What a code or refresh token was given for, as Authlib asks."""

    def __init__(self, grant: OAuthGrant, dialect: OAuthDialect) -> None:
        self.code_challenge = grant.challenge
        self.code_challenge_method = "S256"
        self._grant = grant
        self._dialect = dialect

    def get_redirect_uri(self) -> str | None:
        """As the authorization request named it."""
        return self._grant.redirect_uri

    def get_scope(self) -> str:
        """In the contract's names."""
        return self._dialect.names(self._grant.allowed)

    def check_client(self, client: ProtocolClient) -> bool:
        """Whether it was given to this client."""
        return self._grant.client_id == client.known.id
