"""Where a person belongs: the organizations that one account acts for, and going from one to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import not_found
from millwright.kit.paging import Page, PageRequest
from millwright.platform import events
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.models import Membership, Organization, OrganizationStatus, Role, Session, User
from millwright.platform.accounts.profile import Profile
from millwright.platform.accounts.roles import is_operator, scopes_of
from millwright.platform.accounts.sessions import presented_session


@dataclass(frozen=True, slots=True)
class Place:
    """An organization that somebody is a member of, and as what."""

    organization: Organization
    role: Role


def is_place_of(actor: Actor) -> ColumnElement[bool]:
    """Of memberships: whether it is one that the actor may act by.

    A session is the person's, wherever they belong; a key or an OAuth token belongs to one organization, and tells
    whoever holds it of no other.
    """
    in_session = select(Session.id).where(Session.id == actor.credential_id, Session.user_id == actor.user_id).exists()
    return (Membership.user_id == actor.user_id) & or_(Membership.organization_id == actor.organization_id, in_session)


def visible_to(actor: Actor) -> Select[Organization, Role]:
    """The actor's places."""
    return (
        select(Organization, Membership.role)
        .join(Membership, Membership.organization_id == Organization.id)
        .where(is_place_of(actor))
    )


async def list_places(ctx: Context, page: PageRequest = PageRequest()) -> Page[Place]:  # noqa: B008 - frozen
    """The organizations that the person is a member of, the first joined first; for a key its own alone."""
    ctx.actor.require(Scope.ORGANIZATIONS_READ)
    query = visible_to(ctx.actor)
    total = await ctx.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(Membership.created_at, Organization.id).limit(page.size).offset(page.offset)
    rows = (await ctx.session.execute(query)).all()
    return Page([Place(*row) for row in rows], total, page)


async def switch_organization(ctx: Context, organization_id: UUID) -> Profile:
    """Has the person's present session, and all new ones, act for another of their organizations, in their role there.

    Raises `DomainError` with code `session_needed` (forbidden) for a key or an OAuth token, of kind not found for an
    organization that is not theirs or not active.
    """
    user = await ctx.session.get_one(User, ctx.actor.user_id, with_for_update=True, populate_existing=True)
    presented = await presented_session(ctx, why="work for another organization")
    query = visible_to(ctx.actor).where(
        Organization.id == organization_id, Organization.status == OrganizationStatus.ACTIVE
    )
    row = (await ctx.session.execute(query)).one_or_none()
    if row is None:
        raise not_found("organization")
    place = Place(*row)
    before, presented.organization_id = presented.organization_id, organization_id
    user.current_organization_id = organization_id
    await ctx.session.flush()
    await events.append(
        ctx.session,
        "session.switched",
        organization_id=organization_id,
        user_id=user.id,
        subject_id=presented.id,
        data={"address": presented.address, "agent": presented.agent},
    )
    await forget(ctx.session, before, organization_id)
    return Profile(user, place.organization, place.role)


async def act_in(ctx: Context, organization_id: UUID) -> Actor:
    """The same person acting for another organization where they are a member, in their role there.

    Only a session can: a key belongs to one organization. Raises `DomainError` of kind not found.
    """
    if organization_id == ctx.actor.organization_id:
        return ctx.actor
    found = await _acting(ctx, Membership.organization_id == organization_id)
    if not found:
        raise not_found("organization")
    return found[0]


async def other_places(ctx: Context) -> Sequence[Actor]:
    """The same person acting for each of the other organizations where they are a member, the first joined first.

    There are none for a key, which belongs to one organization.
    """
    return await _acting(ctx, Membership.organization_id != ctx.actor.organization_id)


async def _acting(ctx: Context, which: ColumnElement[bool]) -> Sequence[Actor]:
    query = (
        visible_to(ctx.actor)
        .where(which, Organization.status == OrganizationStatus.ACTIVE)
        .order_by(Membership.created_at, Membership.organization_id)
    )
    return [
        Actor(
            user_id=ctx.actor.user_id,
            organization_id=organization.id,
            scopes=scopes_of(role, operator=is_operator(role, installation=organization.is_installation)),
            credential_id=ctx.actor.credential_id,
        )
        for organization, role in await ctx.session.execute(query)
    ]
