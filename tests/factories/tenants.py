"""A tenant with one of everything there is, to see whether anybody else can get at it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from millwright.doors.http.services import Services
from millwright.factory import projects
from millwright.factory.builds.models import Artefact
from millwright.factory.deployments.models import AppSite, Deployment, DeploymentState, Environment
from millwright.factory.pipelines.kinds import GENERATE, GenerateInput
from millwright.factory.projects import Author, NewRevision, Project, Target
from millwright.kit.clock import system_clock
from millwright.kit.context import Actor, Context, Scope
from millwright.kit.crypto import new_token
from millwright.kit.ids import new_id
from millwright.platform import accounts, billing, events, jobs
from millwright.platform.accounts import KeyKind, Plan, Role
from millwright.platform.accounts.models import SessionRefresh
from millwright.platform.accounts.oauth import REFRESH_PREFIX
from millwright.platform.accounts.oauth_models import OAuthFlow, OAuthGrant, OAuthRefreshToken
from millwright.platform.billing import EntryKind
from millwright.platform.jobs.models import LogLevel, OperationLog
from millwright.platform.notifications.models import Mail, MailState
from millwright.platform.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint
from millwright.platform.webhooks.secrets import seal_secret
from tests.factories.accounts import PASSWORD, make_member, make_organization, set_password
from tests.factories.specs import library

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
CALLBACK = "https://app.example.com/callback"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tenant:
    """An organization that owns something of every kind; `word` is in every text that is theirs.

    `webhooks` are the endpoint and its one delivery by door. `grant_token` is a refresh token of OAuth.
    """

    word: str
    actor: Actor
    email: str
    member_id: UUID
    project_id: UUID
    file_id: UUID
    operation_id: UUID
    deployment_id: UUID
    key_id: UUID
    key: str
    reading_key: str
    client_id: UUID
    client_secret: str
    grant_token: str
    session_id: UUID
    access_token: str
    refresh_token: str
    invitation_id: UUID
    webhooks: Mapping[str, tuple[UUID, UUID]]
    mail_id: UUID


async def make_tenant(services: Services, word: str, *, doors: tuple[str, ...], installation: bool = False) -> Tenant:
    """Somebody with one of everything, and a webhook of each of the doors. Their organization has no rate limits.

    The owner of the installation's own is an operator.
    """
    digest = await services.blobs.put(PNG)
    stored = await projects.store(services.blobs, {"README.md": f"# {word}\n".encode()})
    async with services.database.session() as session:
        organization = await make_organization(session, f"{word}'s", plan=Plan.UNLIMITED, installation=installation)
        actor = replace(
            await make_member(session, organization, Role.OWNER, word),
            scopes=accounts.scopes_of(Role.OWNER, operator=installation),
        )
        member = await make_member(session, organization, Role.MEMBER, f"{word}'s friend")
        email = await set_password(session, actor.user_id)
        ctx = Context(session=session, actor=actor)
        (await session.get_one(accounts.User, actor.user_id)).avatar_digest = digest
        await billing.grant(session, organization.id, 10, kind=EntryKind.SIGN_UP, key=word, note=word)
        invitation = await accounts.invite(ctx, f"guest-{word.lower()}@example.test", Role.MEMBER)
        key = await accounts.create_key(ctx, services.hasher, name=f"{word}'s key", kind=KeyKind.USER)
        reading = await accounts.create_key(ctx, services.hasher, name=f"{word} reads", kind=KeyKind.READ)
        client = await accounts.create_key(
            ctx, services.hasher, name=f"{word}'s app", kind=KeyKind.ENTERPRISE, redirect_uris=[CALLBACK]
        )
        grant_token = await _grant(services, ctx, client.key.id)
        project, file_id = await _project(ctx, word, stored)
        operation_id = await _operation(ctx, word, project)
        deployment_id = await _deployment(ctx, word, project)
        webhooks = {door: await _webhook(services, ctx, word, door) for door in doors}
        mail = _mail(word, actor)
        session.add(mail)
        await session.flush()
    session_id, access, refresh = await _session(services, email)
    return Tenant(
        word=word,
        actor=actor,
        email=email,
        member_id=member.user_id,
        project_id=project.id,
        file_id=file_id,
        operation_id=operation_id,
        deployment_id=deployment_id,
        key_id=key.key.id,
        key=key.secret,
        reading_key=reading.secret,
        client_id=client.key.id,
        client_secret=client.secret,
        grant_token=grant_token,
        session_id=session_id,
        access_token=access,
        refresh_token=refresh,
        invitation_id=invitation.id,
        webhooks=webhooks,
        mail_id=mail.id,
    )


async def logged_in(services: Services, tenant: Tenant) -> Tenant:
    """The same with the tokens of a session that has just begun."""
    tokens = await _log_in(services, tenant.email)
    return replace(tenant, access_token=tokens.access_token, refresh_token=tokens.refresh_token)


async def _log_in(services: Services, email: str) -> accounts.Tokens:
    return await accounts.log_in(services.database, services.identity, email=email, password=PASSWORD, lifetime=HOUR)


async def _session(services: Services, email: str) -> tuple[UUID, str, str]:
    tokens = await _log_in(services, email)
    async with services.database.session() as session:
        digest = services.hasher.digest(f"used before by {email}")
        session.add(SessionRefresh(digest=digest, session_id=tokens.session_id, used_at=system_clock()))
    return tokens.session_id, tokens.access_token, tokens.refresh_token


async def _grant(services: Services, ctx: Context, client_id: UUID) -> str:
    now, token = ctx.clock(), new_token(REFRESH_PREFIX)
    grant = OAuthGrant(
        organization_id=ctx.actor.organization_id,
        user_id=ctx.actor.user_id,
        client_id=client_id,
        flow=OAuthFlow.CODE,
        scopes=[Scope.PROJECTS_READ.value],
        confidential=True,
        expires_at=now + HOUR,
        created_at=now,
    )
    ctx.session.add(grant)
    await ctx.session.flush()
    ctx.session.add(OAuthRefreshToken(digest=services.hasher.digest(token), grant_id=grant.id, created_at=now))
    return token


async def _project(ctx: Context, word: str, stored: Mapping[str, projects.StoredFile]) -> tuple[Project, UUID]:
    project = await projects.create(ctx, prompt=f"A shop of {word} with customers", name=f"{word} shop")
    spec = library().model_copy(update={"name": word}).model_dump_json()
    new = NewRevision(Author.AI, f"Made for {word}", spec=spec)
    revision = await projects.save(ctx, project, new, stored)
    await projects.promote(ctx, project, revision, verified=True)
    (entry,) = await projects.read_tree(ctx, revision)
    revision.picture = entry.digest
    digest = sha256(word.encode()).hexdigest()
    ctx.session.add(
        Artefact(project_id=project.id, revision_id=revision.id, digest=digest, size=1, created_at=ctx.clock())
    )
    return project, entry.id


async def _operation(ctx: Context, word: str, project: Project) -> UUID:
    wish = GenerateInput(project_id=project.id, prompt=project.prompt, name=None)
    operation = await jobs.start(ctx, GENERATE, wish, project_id=project.id, idempotency_key=word)
    ctx.session.add(OperationLog(operation_id=operation.id, seq=1, at=ctx.clock(), level=LogLevel.INFO, text=word))
    return operation.id


async def _deployment(ctx: Context, word: str, project: Project) -> UUID:
    assert project.verified_id is not None
    now, number = ctx.clock(), new_id()
    site = AppSite(
        project_id=project.id,
        environment=Environment.PRODUCTION,
        slug=word.lower(),
        port=number.int % 50_000,
        folder=number.hex,
        setup_token=f"token of {word}",
        created_at=now,
    )
    ctx.session.add(site)
    await ctx.session.flush()
    deployment = Deployment(
        organization_id=project.organization_id,
        project_id=project.id,
        revision_id=project.verified_id,
        site_id=site.id,
        digest=sha256(word.encode()).hexdigest(),
        environment=Environment.PRODUCTION,
        state=DeploymentState.READY,
        provider="local",
        target=Target.WEB,
        unverified=False,
        config={"SECRET": word},
        created_by=ctx.actor.user_id,
        created_at=now,
        updated_at=now,
        ready_at=now,
    )
    ctx.session.add(deployment)
    await ctx.session.flush()
    await events.record(ctx, "deployment.ready", subject_id=deployment.id, data={"slug": word})
    return deployment.id


async def _webhook(services: Services, ctx: Context, word: str, door: str) -> tuple[UUID, UUID]:
    now, endpoint_id = ctx.clock(), new_id()
    ctx.session.add(
        Endpoint(
            id=endpoint_id,
            organization_id=ctx.actor.organization_id,
            user_id=ctx.actor.user_id,
            door=door,
            url=f"https://{word.lower()}.example.com/hook",
            events=["build.completed"],
            sealed_secret=seal_secret(services.cipher, endpoint_id, word),
            headers={"X-Word": word},
            enabled=True,
            created_at=now,
            updated_at=now,
        )
    )
    await ctx.session.flush()
    delivery = Delivery(
        endpoint_id=endpoint_id,
        event="build.completed",
        body=word.encode(),
        state=DeliveryState.FAILED,
        attempts=1,
        created_at=now,
    )
    ctx.session.add(delivery)
    await ctx.session.flush()
    ctx.session.add(Attempt(delivery_id=delivery.id, number=1, at=now, status=500, elapsed_ms=1, answer=word))
    return endpoint_id, delivery.id


def _mail(word: str, actor: Actor) -> Mail:
    now = system_clock()
    return Mail(
        organization_id=actor.organization_id,
        user_id=actor.user_id,
        kind="member.invited",
        to=f"{word.lower()}@example.test",
        subject=word,
        body=word,
        html=word,
        state=MailState.KEPT,
        next_attempt_at=now,
        created_at=now,
    )
