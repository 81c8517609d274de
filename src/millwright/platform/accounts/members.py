"""Members of an organization: who they are, what they may do, and how they leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.kit.paging import Page, PageRequest
from millwright.platform import events
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.models import ApiKey, Invitation, Membership, Organization, Role, Session, User
from millwright.platform.accounts.oauth_models import OAuthGrant
from millwright.platform.accounts.roles import is_operator, scopes_of
from millwright.platform.accounts.sessions import end_sessions, presented_session


@dataclass(frozen=True, slots=True)
class Member:
    """A person in an organization."""

    user: User
    role: Role
    joined_at: datetime


def visible_to(actor: Actor) -> Select[User, Role, datetime]:
    """The people of the actor's organization."""
    return (
        select(User, Membership.role, Membership.created_at)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.organization_id == actor.organization_id)
    )


async def list_members(
    ctx: Context,
    page: PageRequest = PageRequest(),  # noqa: B008 - frozen
    *,
    search: str = "",
) -> Page[Member]:
    """The people of the actor's organization, the longest there first; those whose name or address holds `search`."""
    ctx.actor.require(Scope.MEMBERS_READ)
    query = visible_to(ctx.actor)
    if search:
        query = query.where(
            User.name.icontains(search, autoescape=True) | User.email.icontains(search, autoescape=True)
        )
    total = await ctx.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(Membership.created_at, User.id).limit(page.size).offset(page.offset)
    rows = (await ctx.session.execute(query)).all()
    return Page([Member(*row) for row in rows], total, page)


async def change_role(ctx: Context, user_id: UUID, role: Role) -> Member:
    """Makes a member something else; what their credentials may do changes at once.

    Open invitations of theirs to a role above their new one are taken back. Raises `DomainError` of kind not found, of
    kind forbidden for a role, or a member, above the actor's own, or for a role that may do what the actor's
    credential may not, with code `last_owner` (conflict) when nobody would own the organization.
    """
    ctx.actor.require(Scope.MEMBERS_WRITE)
    organization = await hold_organization(ctx.session, ctx.actor.organization_id)
    own = await role_of(ctx)
    require_grantable(ctx.actor, organization, own=own, role=role)
    membership = await _membership(ctx, user_id)
    require_not_above(own, membership.role)
    if membership.role is Role.OWNER and role is not Role.OWNER:
        await _require_another_owner(ctx, user_id)
    before, membership.role = membership.role, role
    await ctx.session.flush()
    await _take_back_invitations(ctx, user_id, [rank for rank in Role if rank.is_above(role)])
    data = {"role": role.value, "previous_role": before.value}
    await events.record(ctx, "member.role_changed", subject_id=user_id, data=data)
    await forget(ctx.session, ctx.actor.organization_id)
    return await _member(ctx, user_id)


async def remove_member(ctx: Context, user_id: UUID) -> None:
    """Ends a person's place, with their keys, grants and sessions there, and takes back whom they have invited.

    Anybody may leave, in a session. They go on in their oldest other organization.

    Raises `DomainError` as `change_role` does, and with code `session_needed` (forbidden) when a key or an OAuth token
    would make its own person leave.
    """
    leaving = user_id == ctx.actor.user_id
    if not leaving:
        ctx.actor.require(Scope.MEMBERS_WRITE)
    await hold_organization(ctx.session, ctx.actor.organization_id)
    membership = await _membership(ctx, user_id)
    require_not_above(await role_of(ctx), membership.role)
    if membership.role is Role.OWNER:
        await _require_another_owner(ctx, user_id)
    organization_id = ctx.actor.organization_id
    # Before any session: whoever logs in holds the person first, too.
    user = await ctx.session.get_one(User, user_id, with_for_update=True, populate_existing=True)
    if leaving:
        await presented_session(ctx, why="leave an organization")
    await ctx.session.delete(membership)
    await ctx.session.flush()
    await _go_on_elsewhere(ctx.session, user, organization_id)
    await ctx.session.execute(
        delete(ApiKey).where(ApiKey.user_id == user_id, ApiKey.organization_id == organization_id)
    )
    await ctx.session.execute(
        delete(OAuthGrant).where(OAuthGrant.user_id == user_id, OAuthGrant.organization_id == organization_id)
    )
    theirs = (Session.user_id == user_id) & (Session.organization_id == organization_id)
    await end_sessions(ctx.session, theirs, why="member_removed")
    await _take_back_invitations(ctx, user_id, list(Role))
    await events.record(ctx, "member.removed", subject_id=user_id)
    await forget(ctx.session, organization_id)


async def hold_organization(session: AsyncSession, organization_id: UUID) -> Organization:
    """The organization, whose members and invitations nobody else changes until the transaction ends.

    Held before any of them, so that two changes (two owners who leave at once) wait for each other, and never
    crosswise; rows that only refer to the organization, as a new session does, need not wait.
    """
    held = {"key_share": True}
    return await session.get_one(Organization, organization_id, with_for_update=held, populate_existing=True)


async def role_of(ctx: Context) -> Role:
    """The actor's own role today; raises `DomainError` of kind forbidden for somebody who has none."""
    role = await ctx.session.scalar(
        select(Membership.role).where(
            Membership.organization_id == ctx.actor.organization_id, Membership.user_id == ctx.actor.user_id
        )
    )
    if role is None:
        raise DomainError("not_a_member", Kind.FORBIDDEN, "Only members may do this.")
    return role


def require_not_above(own: Role, other: Role) -> None:
    """Raises `DomainError` of kind forbidden when `other` outranks the actor's `own` role."""
    if other.is_above(own):
        raise DomainError("role_above_own", Kind.FORBIDDEN, f"This takes the role {other}.")


def require_grantable(actor: Actor, organization: Organization, *, own: Role, role: Role) -> None:
    """Raises `DomainError` of kind forbidden unless the actor, whose role is `own`, may give somebody `role`.

    The role must not outrank theirs, nor may it do more than the credential that they present: whoever holds a narrow
    key would else invite themselves.
    """
    require_not_above(own, role)
    for scope in sorted(scopes_of(role, operator=is_operator(role, installation=organization.is_installation))):
        actor.require(scope)


async def _membership(ctx: Context, user_id: UUID) -> Membership:
    membership = await ctx.session.get(Membership, (ctx.actor.organization_id, user_id), populate_existing=True)
    if membership is None:
        raise not_found("member")
    return membership


async def _require_another_owner(ctx: Context, user_id: UUID) -> None:
    others = select(Membership.user_id).where(
        Membership.organization_id == ctx.actor.organization_id,
        Membership.role == Role.OWNER,
        Membership.user_id != user_id,
    )
    if await ctx.session.scalar(others.limit(1)) is None:
        raise DomainError("last_owner", Kind.CONFLICT, "An organization keeps at least one owner.")


async def _take_back_invitations(ctx: Context, user_id: UUID, roles: Collection[Role]) -> None:
    """Those to one of the roles that the person can no longer answer for."""
    taken = await ctx.session.execute(
        update(Invitation)
        .where(
            Invitation.organization_id == ctx.actor.organization_id,
            Invitation.invited_by == user_id,
            Invitation.role.in_(roles),
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=ctx.clock())
        .returning(Invitation.id, Invitation.email)
    )
    for invitation_id, email in taken.all():
        await events.record(ctx, "member.invitation_revoked", subject_id=invitation_id, data={"email": email})


async def _go_on_elsewhere(session: AsyncSession, user: User, organization_id: UUID) -> None:
    if user.current_organization_id == organization_id:
        oldest = select(Membership.organization_id).where(Membership.user_id == user.id)
        user.current_organization_id = await session.scalar(oldest.order_by(Membership.created_at).limit(1))
        await session.flush()


async def _member(ctx: Context, user_id: UUID) -> Member:
    row = (await ctx.session.execute(visible_to(ctx.actor).where(User.id == user_id))).one()
    return Member(*row)
