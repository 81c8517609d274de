"""Invitations: how somebody with an account of their own joins an organization."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, func, select, update

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.platform import events
from millwright.platform.accounts.emails import normalised
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.founding import add_member
from millwright.platform.accounts.members import hold_organization, require_grantable, role_of
from millwright.platform.accounts.models import (
    Invitation,
    Membership,
    Organization,
    OrganizationStatus,
    Role,
    User,
)
from millwright.platform.accounts.profile import Profile
from millwright.platform.accounts.sessions import presented_session

_LIFETIME = timedelta(days=7)


def visible_to(actor: Actor) -> Select[Invitation]:
    """The invitations to the actor's organization."""
    return select(Invitation).where(Invitation.organization_id == actor.organization_id)


async def invite(ctx: Context, email: str, role: Role) -> Invitation:
    """Lets the account with this address join within 7 days; replaces an earlier invitation of the address.

    Raises `DomainError` of kind forbidden for a role above the actor's own, or one that may do what the actor's
    credential may not, of kind invalid for a bad address, with code `already_member` or `organization_full` (conflict).
    """
    ctx.actor.require(Scope.MEMBERS_WRITE)
    email = normalised(email)
    organization = await hold_organization(ctx.session, ctx.actor.organization_id)
    require_grantable(ctx.actor, organization, own=await role_of(ctx), role=role)
    await _require_room(ctx, organization)
    if await ctx.session.scalar(_membership_of(email, organization.id)) is not None:
        raise _already_member()
    now = ctx.clock()
    await ctx.session.execute(
        update(Invitation)
        .where(
            Invitation.organization_id == organization.id,
            Invitation.email == email,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    invitation = Invitation(
        organization_id=organization.id,
        email=email,
        role=role,
        invited_by=ctx.actor.user_id,
        created_at=now,
        expires_at=now + _LIFETIME,
    )
    ctx.session.add(invitation)
    await ctx.session.flush()
    data = {"email": email, "role": role.value}
    await events.record(ctx, "member.invited", subject_id=invitation.id, data=data)
    return invitation


async def list_invitations(ctx: Context) -> Sequence[Invitation]:
    """Those to the actor's organization that can still be accepted, newest first."""
    ctx.actor.require(Scope.MEMBERS_READ)
    query = _open(ctx, visible_to(ctx.actor)).order_by(Invitation.created_at.desc())
    return (await ctx.session.scalars(query)).all()


async def revoke_invitation(ctx: Context, invitation_id: UUID) -> None:
    """Takes it back; raises `DomainError` of kind not found, also for one that was accepted."""
    ctx.actor.require(Scope.MEMBERS_WRITE)
    query = _open(ctx, visible_to(ctx.actor)).where(Invitation.id == invitation_id).with_for_update()
    invitation = await ctx.session.scalar(query)
    if invitation is None:
        raise not_found("invitation")
    invitation.revoked_at = ctx.clock()
    await ctx.session.flush()
    await events.record(ctx, "member.invitation_revoked", subject_id=invitation.id, data={"email": invitation.email})


async def accept_invitation(ctx: Context, invitation_id: UUID) -> Profile:
    """Joins the organization, which the person's present session and all new ones then act for.

    Needs a session of the verified account with the invited address: to anybody else the invitation does not exist.
    Nor does one whose inviter could not invite to this role any more.

    Raises `DomainError` of kind not found, with code `already_member` or `organization_full` (conflict), or
    `session_needed` (forbidden).
    """
    user = await ctx.session.get_one(User, ctx.actor.user_id)
    offered = _open(ctx, select(Invitation)).where(Invitation.id == invitation_id, Invitation.email == user.email)
    organization_id = await ctx.session.scalar(offered.with_only_columns(Invitation.organization_id))
    if organization_id is None or user.verified_at is None:
        raise not_found("invitation")
    organization = await hold_organization(ctx.session, organization_id)
    invitation = await ctx.session.scalar(offered.with_for_update())
    if invitation is None or organization.status is not OrganizationStatus.ACTIVE:
        raise not_found("invitation")
    if not await _is_answered_for(ctx, invitation):
        raise not_found("invitation")
    await ctx.session.refresh(user, with_for_update=True)
    presented = await presented_session(ctx, why="accept an invitation")
    if await ctx.session.scalar(_membership_of(user.email, organization.id)) is not None:
        raise _already_member()
    await _require_room(ctx, organization)
    now = ctx.clock()
    invitation.accepted_at = now
    await add_member(ctx.session, user_id=user.id, organization_id=organization.id, role=invitation.role, now=now)
    before, presented.organization_id = presented.organization_id, organization.id
    user.current_organization_id = organization.id
    await ctx.session.flush()
    await events.append(
        ctx.session,
        "member.joined",
        organization_id=organization.id,
        user_id=user.id,
        subject_id=user.id,
        data={"role": invitation.role.value},
    )
    await forget(ctx.session, before, organization.id)
    return Profile(user, organization, invitation.role)


def _open(ctx: Context, query: Select[Invitation]) -> Select[Invitation]:
    return query.where(
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > ctx.clock()
    )


async def _is_answered_for(ctx: Context, invitation: Invitation) -> bool:
    inviter = await ctx.session.get(Membership, (invitation.organization_id, invitation.invited_by))
    return inviter is not None and not invitation.role.is_above(inviter.role)


def _membership_of(email: str, organization_id: UUID) -> Select[UUID]:
    return (
        select(Membership.user_id)
        .join(User, User.id == Membership.user_id)
        .where(User.email == email, Membership.organization_id == organization_id)
    )


async def _require_room(ctx: Context, organization: Organization) -> None:
    if organization.max_users is None:
        return
    count = select(func.count()).where(Membership.organization_id == organization.id)
    if (await ctx.session.scalar(count) or 0) >= organization.max_users:
        message = f"This organization may have {organization.max_users} members."
        raise DomainError("organization_full", Kind.CONFLICT, message)


def _already_member() -> DomainError:
    return DomainError("already_member", Kind.CONFLICT, "This person is already a member.")
