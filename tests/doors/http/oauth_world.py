"""A contract's OAuth over a bare application and a real database, and what its two sides know."""

import base64
import hashlib
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from millwright.doors.http.oauth import OAuthDialect, oauth_routes, well_known_routes
from millwright.doors.http.services import Services
from millwright.kit.context import Actor, Context, Scope
from millwright.platform import accounts
from millwright.platform.accounts import Authenticator, KeyKind, Role, oauth_lookup
from tests.factories.accounts import make_member

CALLBACK = "https://app.example.com/callback"
PASSWORD = "Correct-horse-2026"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
MOUNT = "/contract/v1"
SCOPES = {
    "projects:read": frozenset({Scope.PROJECTS_READ}),
    "projects:write": frozenset({Scope.PROJECTS_WRITE}),
    "organizations:read": frozenset({Scope.ORGANIZATIONS_READ}),
    "organizations:admin": frozenset({Scope.ORGANIZATIONS_ADMIN}),
    "webhooks:manage": frozenset({Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE}),
}
CLIENT_SCOPES = {Scope.PROJECTS_READ, Scope.PROJECTS_WRITE, Scope.ORGANIZATIONS_READ}


class MovingClock:
    """Now, and some."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class World:
    """`http` has neither cookie nor credential of its own; `token` is Ada's own session's."""

    services: Services
    http: httpx.AsyncClient
    clock: MovingClock
    ada: accounts.User
    actor: Actor
    token: str
    client_id: str
    secret: str
    app: Starlette

    def question(self, **parameters: str | None) -> dict[str, str]:
        """The parameters of an authorization request; None leaves one out."""
        usual = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": "projects:read organizations:read",
            "state": "st-1",
        }
        return {name: value for name, value in {**usual, **parameters}.items() if value is not None}

    async def ask(self, **parameters: str | None) -> httpx.Response:
        return await self.http.get(f"{MOUNT}/oauth/authorize", params=self.question(**parameters))

    async def decide(
        self, decision: str | None = "approve", *, token: str | None = None, **parameters: str | None
    ) -> httpx.Response:
        """A program that acts for Ada answers the request."""
        form = self.question(**{**parameters, "decision": decision})
        headers = {"Authorization": f"Bearer {token or self.token}"}
        return await self.http.post(f"{MOUNT}/oauth/authorize", data=form, headers=headers)

    async def code(self, **parameters: str | None) -> str:
        return answer_of(await self.decide(**parameters))["code"]

    async def post(
        self,
        path: str,
        form: Mapping[str, str],
        *,
        secret: str | None = "",
        auth: tuple[str, str] | None = None,
    ) -> httpx.Response:
        """As the client, its secret in the form unless it is None or `auth` is given."""
        if auth is None:
            form = {"client_id": self.client_id, **form}
            if secret is not None:
                form["client_secret"] = secret or self.secret
        return await self.http.post(f"{MOUNT}{path}", data=form, auth=auth or httpx.USE_CLIENT_DEFAULT)

    async def exchange(self, code: str, *, secret: str | None = "", **form: str) -> httpx.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **form}
        return await self.post("/oauth/token", form, secret=secret)

    async def refresh(self, token: str, *, secret: str | None = "", **form: str) -> httpx.Response:
        form = {"grant_type": "refresh_token", "refresh_token": token, **form}
        return await self.post("/oauth/token", form, secret=secret)

    async def tokens(self, **parameters: str | None) -> dict[str, str]:
        """What a whole flow ends in."""
        response = await self.exchange(await self.code(**parameters))
        assert response.status_code == 200, response.text
        return response.json()

    async def principal(self, token: str) -> accounts.Principal:
        return await self.services.authenticator.authenticate(token)

    async def make_client(
        self, redirect_uris: Sequence[str] = (), scopes: set[Scope] | None = None, actor: Actor | None = None
    ) -> tuple[str, str]:
        """The id and secret of a further client."""
        async with self.services.database.session() as session:
            made = await accounts.create_key(
                Context(session, actor or self.actor),
                self.services.hasher,
                name="Other <b>app</b>",
                kind=KeyKind.ENTERPRISE,
                scopes=scopes if scopes is not None else CLIENT_SCOPES,
                redirect_uris=redirect_uris,
            )
        return str(made.key.id), made.secret

    async def make_member(self, role: Role) -> tuple[Actor, str]:
        """Somebody else in Ada's organization, with the token of a session of theirs."""
        async with self.services.database.session() as session:
            organization = await session.get_one(accounts.Organization, self.actor.organization_id)
            actor = await make_member(session, organization, role, "Bob")
            user = await session.get_one(accounts.User, actor.user_id)
            user.password_digest = await self.services.identity.passwords.hash(PASSWORD)
        return actor, await session_of(self.services, user.email)


async def session_of(services: Services, email: str, password: str = PASSWORD) -> str:
    """An access token of a person who has just logged in."""
    lifetime = timedelta(hours=1)
    tokens = await accounts.log_in(
        services.database, services.identity, email=email, password=password, lifetime=lifetime
    )
    return tokens.access_token


@asynccontextmanager
async def oauth_world(services: Services) -> AsyncGenerator[World]:
    """Ada with an organization, a session and a client that may send people back to `CALLBACK`."""
    clock = MovingClock()
    authenticator = Authenticator(
        services.database, services.hub, services.identity, grants=oauth_lookup.find_grant, clock=clock
    )
    await authenticator.start()
    identity = replace(services.identity, email_verification=False)
    services = replace(services, authenticator=authenticator, identity=identity, clock=clock)
    ada = await accounts.sign_up(
        services.database, identity, email="ada@example.org", password=PASSWORD, organization_name="Ada & Sons"
    )
    token = await session_of(services, ada.email)
    actor = (await authenticator.authenticate(token)).actor
    dialect = OAuthDialect(mount=MOUNT, scopes=SCOPES, password=True)
    app = Starlette(routes=[*well_known_routes([dialect]), Mount(MOUNT, routes=oauth_routes(dialect))])
    app.state.services = services
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=services.public_url) as http:
        world = World(services, http, clock, ada, actor, token, "", "", app)
        world.client_id, world.secret = await world.make_client([CALLBACK])
        yield world
    await authenticator.stop()


def answer_of(response: httpx.Response) -> dict[str, str]:
    """What a redirect to the client says."""
    assert response.status_code == 303, response.text
    location = response.headers["location"]
    assert location.startswith(f"{CALLBACK}?"), location
    return dict(parse_qsl(urlsplit(location).query, strict_parsing=True))


def hidden_fields(page: str) -> Mapping[str, str]:
    """What a page's form sends along."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
