"""Signing up: a new person, and an organization of their own."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.clock import Clock, system_clock
from millwright.kit.database import Database
from millwright.platform import events
from millwright.platform.accounts.emails import normalised
from millwright.platform.accounts.founding import add_member, add_user, check_name, found_organization
from millwright.platform.accounts.identity import Identity
from millwright.platform.accounts.models import Organization, Role, User
from millwright.platform.accounts.passwords import check_password

Founded = Callable[[AsyncSession, Organization], Awaitable[None]]
"""What else a new organization begins with, in the transaction that makes it."""


async def sign_up(
    database: Database,
    identity: Identity,
    *,
    email: str,
    password: str,
    organization_name: str,
    name: str = "",
    clock: Clock = system_clock,
    founded: Founded | None = None,
) -> User:
    """Makes an account, and on the free plan the organization that it owns; `founded` joins in the transaction.

    The event `account.verification_requested` asks for the mail; where verification is off the account is verified.

    Raises `DomainError` of kind invalid for a bad address, password or name; code `email_taken`, of kind conflict.
    """
    email = normalised(email)
    check_password(password)
    organization_name = check_name(organization_name, "organization_name")
    name = check_name(name, shortest=0)
    digest = await identity.passwords.hash(password)
    now = clock()
    async with database.session() as session:
        user = await add_user(
            session,
            email=email,
            name=name,
            password_digest=digest,
            now=now,
            verified=not identity.email_verification,
        )
        organization = await found_organization(session, name=organization_name, now=now)
        await add_member(session, user_id=user.id, organization_id=organization.id, role=Role.OWNER, now=now)
        user.current_organization_id = organization.id
        if founded is not None:
            await founded(session, organization)
        kinds = ["organization.created", "account.created"]
        if user.verified_at is None:
            kinds.append("account.verification_requested")
        for kind in kinds:
            await events.append(
                session,
                kind,
                organization_id=organization.id,
                user_id=user.id,
                subject_id=organization.id if kind == "organization.created" else user.id,
            )
    return user
