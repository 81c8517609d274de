"""For each door: how it spells the ids of what a tenant has, and a request that each of its operations takes.

A door, or an operation, that is added without its line here fails `test_tenancy`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from millwright.doors.aibuild.ids import Prefix as AiBuild
from millwright.doors.coordinaitor.ids import Prefix as CoordinAItor
from millwright.kit.ids import prefixed
from tests.factories.accounts import PASSWORD
from tests.factories.tenants import CALLBACK, PNG, Tenant

HOOK = "https://hook.example.com/in"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

SAMPLES: Mapping[str, Mapping[str, Callable[[Tenant], str]]] = {
    "aibuild": {
        "project_id": lambda t: AiBuild.PROJECT.spell(t.project_id),
        "file_id": lambda t: AiBuild.FILE.spell(t.file_id),
        "number": lambda _: "1",
        "deployment_id": lambda t: AiBuild.DEPLOYMENT.spell(t.deployment_id),
        "operation_id": lambda t: AiBuild.OPERATION.spell(t.operation_id),
        "key_id": lambda t: AiBuild.KEY.spell(t.key_id),
        "webhook_id": lambda t: AiBuild.WEBHOOK.spell(t.webhooks["aibuild"][0]),
        "mail_id": lambda t: AiBuild.MAIL.spell(t.mail_id),
        "delivery_id": lambda t: AiBuild.DELIVERY.spell(t.webhooks["aibuild"][1]),
    },
    "coordinaitor": {
        "key_id": lambda t: CoordinAItor.KEY.spell(t.key_id),
        "project_id": lambda t: CoordinAItor.PROJECT.spell(t.project_id),
        "user_id": lambda t: CoordinAItor.USER.spell(t.actor.user_id),
        "webhook_id": lambda t: CoordinAItor.WEBHOOK.spell(t.webhooks["coordinaitor"][0]),
        "delivery_id": lambda t: CoordinAItor.DELIVERY.spell(t.webhooks["coordinaitor"][1]),
    },
    "enterprise": {
        "key_id": lambda t: str(t.key_id),
        "org_id": lambda t: str(t.actor.organization_id),
        "project_id": lambda t: str(t.project_id),
        "operation_id": lambda t: str(t.operation_id),
        "webhook_id": lambda t: str(t.webhooks["enterprise"][0]),
    },
    "nexus-forge": {
        "session_id": lambda t: str(t.operation_id),
        "key_id": lambda t: prefixed("key", t.key_id),
    },
    "pixell": {
        "user_id": lambda t: str(t.member_id),
        "invitation_id": lambda t: str(t.invitation_id),
        "key_id": lambda t: str(t.key_id),
        "session_id": lambda t: str(t.session_id),
    },
}
"""Each path parameter's value for what a tenant has."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes with a request: one of the kinds of bodies, a query, headers."""

    json: Mapping[str, object] | None = None
    form: Mapping[str, str] | None = None
    files: Mapping[str, tuple[str, bytes]] | None = None
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def arguments(self) -> dict[str, Any]:
        """For httpx."""
        named = {"json": self.json, "data": self.form, "files": self.files}
        given = {name: value for name, value in named.items() if value is not None}
        return {**given, "params": self.query, "headers": self.headers}


def _json(**fields: object) -> Callable[[Tenant], Sent]:
    return lambda _: Sent(json=fields)


def _asked(tenant: Tenant) -> dict[str, str]:
    """An authorization request."""
    return {
        "response_type": "code",
        "client_id": str(tenant.client_id),
        "redirect_uri": CALLBACK,
        "scope": "projects:read",
        "state": "st",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


def _as_client(tenant: Tenant, **form: str) -> Sent:
    return Sent(form={"client_id": str(tenant.client_id), "client_secret": tenant.client_secret, **form})


def _log_in(tenant: Tenant) -> Sent:
    return Sent(json={"email": tenant.email, "password": PASSWORD})


def _mail(tenant: Tenant) -> Sent:
    return Sent(json={"email": tenant.email})


BODIES: Mapping[str, Mapping[str, Callable[[Tenant], Sent]]] = {
    "aibuild": {
        "POST /projects/generate": _json(prompt="A library where members borrow books"),
        "POST /plans": _json(prompt="A library where members borrow books"),
        "PATCH /projects/{project_id}": _json(name="Taken"),
        "POST /projects/{project_id}/refine": _json(prompt="Make it dark blue"),
        "POST /projects/{project_id}/refine/preview": _json(prompt="Make it dark blue"),
        "POST /projects/{project_id}/rollback": _json(revision=1),
        "POST /projects/{project_id}/files": _json(path="src/new.ts", content="export {};"),
        "PUT /projects/{project_id}/files/{file_id}": _json(content="Taken"),
        "POST /projects/{project_id}/revisions/{number}/restore": _json(restoreData=True),
        "POST /projects/{project_id}/verify": _json(),
        "POST /projects/{project_id}/deploy": _json(target="web"),
        "POST /api-keys": _json(name="Mine"),
        "PATCH /profile": _json(name="Somebody"),
        "POST /webhooks": _json(url=HOOK, events=["build.completed"]),
        "PATCH /webhooks/{webhook_id}": _json(url=HOOK),
        "POST /billing/subscription": _json(plan="free"),
    },
    "coordinaitor": {
        "POST /api/v1/auth/login": _log_in,
        "POST /api/auth/login": _log_in,
        "POST /api/v1/auth/refresh": lambda t: Sent(json={"refreshToken": t.refresh_token}),
        "POST /api/auth/refresh": lambda t: Sent(json={"refreshToken": t.refresh_token}),
        "POST /api/v1/auth/logout": lambda _: Sent(),
        "POST /api/v1/auth/api-keys": _json(name="Mine", permissions=["projects:read"]),
        "PUT /api/v1/users/me": _json(name="Somebody"),
        "POST /api/v1/users/me/avatar": lambda _: Sent(files={"file": ("me.png", PNG)}),
        "POST /api/v1/webhooks": _json(url=HOOK, events=["project.created"], secret="s"),
        "PUT /api/v1/webhooks/{webhook_id}": _json(url=HOOK, events=["project.created"], secret="s"),
        "PATCH /api/v1/webhooks/{webhook_id}": _json(url=HOOK),
    },
    "enterprise": {
        "GET /auth/authorize": lambda t: Sent(query=_asked(t)),
        "POST /auth/authorize": lambda t: Sent(form={**_asked(t), "decision": "approve"}),
        "POST /auth/token": lambda t: _as_client(t, grant_type="client_credentials"),
        "POST /auth/revoke": lambda t: _as_client(t, token=t.grant_token),
        "POST /auth/introspect": lambda t: _as_client(t, token=t.grant_token),
        "POST /api-keys": _json(name="Mine", scopes=["projects:read"]),
        "POST /organizations": _json(name="New", slug="new-organization"),
        "PATCH /organizations/{org_id}": _json(name="Taken"),
        "POST /webhooks": _json(url=HOOK, events=["build.completed"]),
        "PATCH /webhooks/{webhook_id}": _json(url=HOOK),
    },
    "nexus-forge": {
        "POST /auth/login": _log_in,
        "POST /auth/refresh": lambda t: Sent(json={"refresh_token": t.refresh_token}),
        "POST /api/nexus-forge/build": _json(prompt="A library where members borrow books"),
        "POST /api/nexus-forge/deploy/{session_id}": _json(environment="preview"),
        "POST /api/keys": _json(name="Mine"),
    },
    "pixell": {
        "POST /api/auth/login": _log_in,
        "POST /api/auth/signup": _json(email="new@example.test", password=PASSWORD, organizationName="New"),
        "POST /api/auth/refresh": lambda t: Sent(json={"refresh_token": t.refresh_token}),
        "POST /api/auth/verify": lambda t: Sent(json={"token": "none"}),
        "POST /api/auth/verify/resend": _mail,
        "POST /api/auth/password/forgot": _mail,
        "POST /api/auth/password/reset": _json(token="none", password=PASSWORD),
        "POST /api/auth/password": _json(old_password=PASSWORD, new_password=PASSWORD),
        "PATCH /api/organizations/current": _json(name="Renamed"),
        "POST /api/organizations/switch": lambda t: Sent(json={"organization_id": str(t.actor.organization_id)}),
        "PATCH /api/organizations/members/{user_id}": _json(role="viewer"),
        "POST /api/organizations/members": _json(email="friend@example.test", role="member"),
        "POST /api/api-keys": _json(name="Mine"),
    },
}
"""What an operation is sent; the tenant is the caller, whose own things are meant."""

Door = Literal["aibuild", "coordinaitor", "enterprise", "nexus-forge", "pixell"]


@dataclass(frozen=True, slots=True)
class Reach:
    """A request that reaches for another tenant's things otherwise than by its path.

    `sent` makes it of the caller and the other; it is answered with `status`.
    """

    door: Door
    name: str
    why: str
    sent: Callable[[Tenant, Tenant], Sent]
    status: int


REACHES = (
    Reach(
        "aibuild",
        "POST /api-keys",
        "a key of another's project",
        lambda _, other: Sent(
            json={"name": "x", "type": "project", "projectId": AiBuild.PROJECT.spell(other.project_id)}
        ),
        404,
    ),
    Reach(
        "aibuild",
        "POST /projects/generate",
        "another's idempotency key",
        lambda _, other: Sent(json={"prompt": "A library with books"}, headers={"Idempotency-Key": other.word}),
        201,
    ),
    Reach(
        "enterprise",
        "POST /webhooks",
        "a webhook of another organization",
        lambda _, other: Sent(
            json={"url": HOOK, "events": ["build.completed"], "organization_id": str(other.actor.organization_id)}
        ),
        404,
    ),
    Reach(
        "enterprise",
        "POST /auth/authorize",
        "consent for another organization's client",
        lambda _, other: Sent(form={**_asked(other), "decision": "approve"}),
        403,
    ),
    Reach(
        "enterprise",
        "POST /auth/token",
        "another client's refresh token",
        lambda mine, other: _as_client(mine, grant_type="refresh_token", refresh_token=other.grant_token),
        400,
    ),
    Reach(
        "enterprise",
        "POST /auth/token",
        "another client without its secret",
        lambda mine, other: Sent(
            form={
                "grant_type": "client_credentials",
                "client_id": str(other.client_id),
                "client_secret": mine.client_secret,
            }
        ),
        401,
    ),
    Reach(
        "enterprise",
        "POST /auth/revoke",
        "the end of another client's token",
        lambda mine, other: _as_client(mine, token=other.grant_token),
        200,
    ),
    Reach(
        "enterprise",
        "POST /auth/introspect",
        "another client's token",
        lambda mine, other: _as_client(mine, token=other.access_token),
        200,
    ),
    Reach(
        "pixell",
        "POST /api/organizations/switch",
        "going over to another's organization",
        lambda _, other: Sent(json={"organization_id": str(other.actor.organization_id)}),
        404,
    ),
    Reach(
        "pixell",
        "POST /api/auth/login",
        "another's account by one's own password",
        lambda _, other: Sent(json={"email": other.email, "password": PASSWORD + "?"}),
        401,
    ),
)
