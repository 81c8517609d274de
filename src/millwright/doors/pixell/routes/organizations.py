"""The caller's organization and its members (2. Organizations)."""

from typing import Annotated

from fastapi import APIRouter, Depends

from millwright.doors.http.context import ContextDep
from millwright.doors.http.logins import SessionContextDep
from millwright.doors.pixell import ids, render, wire
from millwright.doors.pixell.paging import requested
from millwright.kit.paging import PageRequest
from millwright.platform import accounts, billing

router = APIRouter(prefix="/api/organizations", tags=["Organizations"])


@router.get("", tags=["Extensions"])
async def list_places(ctx: ContextDep, page: Annotated[PageRequest, Depends(requested)]) -> wire.PlaceList:
    """The organizations that the caller is a member of, the first joined first; for a key its own alone."""
    found = await accounts.list_places(ctx, page)
    current = ctx.actor.organization_id
    return wire.PlaceList(organizations=[render.own_place(item, current) for item in found.items])


@router.post("/switch", tags=["Extensions"])
async def switch_organization(ctx: SessionContextDep, body: wire.SwitchRequest) -> wire.OrganizationResponse:
    """Act for another of one's organizations from now on, in one's role there."""
    profile = await accounts.switch_organization(ctx, ids.parsed(body.organization_id, "organization"))
    balance = await billing.balance(ctx.session, profile.organization.id)
    return render.place(profile.organization, profile.role, balance)


@router.get("/current")
async def get_current(ctx: ContextDep) -> wire.OrganizationResponse:
    """The organization that the caller acts for."""
    profile = await accounts.get_profile(ctx)
    balance = await billing.balance(ctx.session, profile.organization.id)
    return render.place(profile.organization, profile.role, balance)


@router.patch("/current")
async def update_current(ctx: ContextDep, body: wire.OrganizationPatch) -> wire.OrganizationChanged:
    """Change its name."""
    organization = await accounts.update_organization(ctx, accounts.OrganizationChange(name=body.name or None))
    balance = await billing.balance(ctx.session, organization.id)
    return wire.OrganizationChanged(organization=render.organization(organization, balance))


@router.get("/members")
async def list_members(ctx: ContextDep, page: Annotated[PageRequest, Depends(requested)]) -> wire.MemberList:
    """Its members, the longest there first."""
    found = await accounts.list_members(ctx, page)
    return wire.MemberList(members=[render.member(item) for item in found.items])


@router.post("/members", status_code=201)
async def invite_member(ctx: ContextDep, body: wire.InviteRequest) -> wire.InvitationResponse:
    """Invite the account with an e-mail address, now or once there is one."""
    invitation = await accounts.invite(ctx, body.email, body.role)
    return wire.InvitationResponse(invitation=render.invitation(invitation))


@router.patch("/members/{user_id}", tags=["Extensions"])
async def change_role(ctx: ContextDep, user_id: str, body: wire.RolePatch) -> wire.MemberResponse:
    """Give a member another role, which their keys and sessions have at once."""
    member = await accounts.change_role(ctx, ids.parsed(user_id, "member"), body.role)
    return wire.MemberResponse(member=render.member(member))


@router.delete("/members/{user_id}")
async def remove_member(ctx: ContextDep, user_id: str) -> wire.Message:
    """End somebody's membership, with their keys and sessions there; anybody may end their own, in a session."""
    await accounts.remove_member(ctx, ids.parsed(user_id, "member"))
    return wire.Message(message="Member removed successfully")


@router.get("/invitations", tags=["Extensions"])
async def list_invitations(ctx: ContextDep) -> wire.InvitationList:
    """Invitations that can still be accepted, newest first."""
    found = await accounts.list_invitations(ctx)
    return wire.InvitationList(invitations=[render.invitation(item) for item in found])


@router.delete("/invitations/{invitation_id}", tags=["Extensions"])
async def revoke_invitation(ctx: ContextDep, invitation_id: str) -> wire.Message:
    """Take an invitation back."""
    await accounts.revoke_invitation(ctx, ids.parsed(invitation_id, "invitation"))
    return wire.Message(message="Invitation revoked successfully")


@router.post("/invitations/{invitation_id}/accept", tags=["Extensions"])
async def accept_invitation(ctx: ContextDep, invitation_id: str) -> wire.OrganizationResponse:
    """Join the organization, for which the caller's session acts from now on."""
    profile = await accounts.accept_invitation(ctx, ids.parsed(invitation_id, "invitation"))
    balance = await billing.balance(ctx.session, profile.organization.id)
    return render.place(profile.organization, profile.role, balance)
