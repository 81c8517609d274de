"""The installation's own organization and first account, made at the first start."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import ALL_SCOPES, Actor
from millwright.kit.database import Database
from millwright.platform import events
from millwright.platform.accounts.emails import normalised
from millwright.platform.accounts.founding import add_member, add_user, found_organization
from millwright.platform.accounts.models import Membership, Organization, Plan, Role, User
from millwright.platform.accounts.passwords import Passwords, check_password


@dataclass(frozen=True, slots=True)
class Installation:
    """The first account as an actor with every scope; `password` when one was made up, to be shown this once."""

    actor: Actor
    email: str
    password: str | None


async def ensure_installation(
    database: Database, passwords: Passwords, *, email: str, password: str | None = None, clock: Clock = system_clock
) -> Installation:
    """The oldest owner of the installation's organization, which is unlimited; all of it is made when missing.

    An account that has no password yet gets `password`, or one made up. One that has keeps its own, whatever the
    settings say.
    """
    owner = await _owner(database)
    if owner is not None and owner[1].password_digest is not None:
        return Installation(_actor(owner[0]), owner[1].email, None)
    chosen = password or secrets.token_urlsafe(18)
    check_password(chosen, "admin_password")
    digest = await passwords.hash(chosen)
    async with database.session() as session:
        now = clock()
        if owner is None:
            organization = await found_organization(
                session, name="This installation", now=now, plan=Plan.UNLIMITED, installation=True
            )
            user = await add_user(
                session,
                email=normalised(email, "admin_email"),
                name="Administrator",
                password_digest=digest,
                now=now,
                verified=True,
            )
            user.current_organization_id = organization.id
            membership = await add_member(
                session, user_id=user.id, organization_id=organization.id, role=Role.OWNER, now=now
            )
            await events.append(
                session,
                "organization.created",
                organization_id=organization.id,
                user_id=user.id,
                subject_id=organization.id,
            )
        else:
            membership = owner[0]
            user = await session.get_one(User, membership.user_id)
            user.password_digest = digest
            user.updated_at = now
    return Installation(_actor(membership), user.email, None if password else chosen)


async def _owner(database: Database) -> tuple[Membership, User] | None:
    query = (
        select(Membership, User)
        .join(User, User.id == Membership.user_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(Organization.is_installation, Membership.role == Role.OWNER)
        .order_by(Membership.created_at)
        .limit(1)
    )
    async with database.session() as session:
        row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _actor(membership: Membership) -> Actor:
    return Actor(user_id=membership.user_id, organization_id=membership.organization_id, scopes=ALL_SCOPES)
