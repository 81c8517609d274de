"""Organizations: the actor's own, and for operators all of them."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind, invalid, not_found
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import events
from millwright.platform.accounts.forgetting import forget
from millwright.platform.accounts.founding import add_member, check_name, found_organization
from millwright.platform.accounts.models import (
    Membership,
    Organization,
    OrganizationStatus,
    OrganizationType,
    Plan,
    Role,
)
from millwright.platform.accounts.places import is_place_of
from millwright.platform.accounts.slugs import LONGEST, is_slug

_LONGEST_DESCRIPTION = 2000
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChange:
    """What its own owners and admins may change; None leaves it, an empty text takes it away."""

    name: str | None = None
    description: str | None = None
    website_url: str | None = None
    type: OrganizationType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorChange(OrganizationChange):
    """What operators may change beside that."""

    status: OrganizationStatus | None = None
    plan: Plan | None = None
    max_users: int | None = None
    max_projects: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganization:
    """An organization to be made; without a slug it gets one from its name. No maximum is no limit."""

    name: str
    slug: str | None = None
    type: OrganizationType | None = None
    plan: Plan = Plan.FREE
    description: str | None = None
    website_url: str | None = None
    max_users: int | None = None
    max_projects: int | None = None


class OrganizationOrder(StrEnum):
    """By what a list of organizations is sorted."""

    NAME = "name"
    CREATED = "created_at"
    UPDATED = "updated_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFilter:
    """Which organizations: those in a status, those with a text in their name or slug."""

    status: OrganizationStatus | None = None
    search: str | None = None


def visible_to(actor: Actor) -> Select[Organization]:
    """All for operators; for others those where they are members, for a key or an OAuth token its own alone."""
    if Scope.ORGANIZATIONS_ADMIN in actor.scopes:
        return select(Organization)
    return select(Organization).where(Organization.id.in_(select(Membership.organization_id).where(is_place_of(actor))))


async def get_organization(ctx: Context) -> Organization:
    """The one that the actor acts for."""
    return await _own(ctx, for_update=False)


async def find_organization(ctx: Context, organization_id: UUID) -> Organization:
    """One that the actor may see; raises `DomainError` of kind not found."""
    ctx.actor.require(Scope.ORGANIZATIONS_READ)
    organization = await ctx.session.scalar(visible_to(ctx.actor).where(Organization.id == organization_id))
    if organization is None:
        raise not_found("organization")
    return organization


async def list_organizations(
    ctx: Context,
    wanted: OrganizationFilter = OrganizationFilter(),
    page: PageRequest = PageRequest(),  # noqa: B008 - frozen
    *,
    order: OrganizationOrder = OrganizationOrder.CREATED,
    descending: bool = True,
) -> Page[Organization]:
    """Those that the actor may see."""
    ctx.actor.require(Scope.ORGANIZATIONS_READ)
    query = visible_to(ctx.actor).where(*_conditions(wanted))
    columns = {
        OrganizationOrder.NAME: (Organization.name, Organization.id),
        OrganizationOrder.CREATED: (Organization.created_at, Organization.id),
        OrganizationOrder.UPDATED: (Organization.updated_at, Organization.id),
    }[order]
    query = query.order_by(*(column.desc() if descending else column for column in columns))
    return await read_page(ctx.session, query, page)


def _conditions(wanted: OrganizationFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        conditions.append(Organization.status == wanted.status)
    if wanted.search:
        text = wanted.search.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        matches = (column.icontains(text, autoescape=True) for column in (Organization.name, Organization.slug))
        conditions.append(or_(*matches))
    return conditions


async def create_organization(ctx: Context, new: NewOrganization) -> Organization:
    """Makes an organization that the actor, an operator, owns.

    Raises `DomainError` of kind forbidden, of kind invalid for a bad field, code `slug_taken` (conflict).
    """
    ctx.actor.require(Scope.ORGANIZATIONS_ADMIN)
    if new.slug is not None and not is_slug(new.slug):
        raise invalid("slug", f"A slug is lower-case letters, digits and single hyphens, {LONGEST} at most.")
    now = ctx.clock()
    organization = await found_organization(
        ctx.session, name=check_name(new.name), now=now, plan=new.plan, slug=new.slug
    )
    _apply_texts(organization, OrganizationChange(description=new.description, website_url=new.website_url))
    organization.type = new.type
    organization.max_users = _checked_maximum("max_users", new.max_users)
    organization.max_projects = _checked_maximum("max_projects", new.max_projects)
    await add_member(ctx.session, user_id=ctx.actor.user_id, organization_id=organization.id, role=Role.OWNER, now=now)
    await _tell(ctx, "organization.created", organization, [])
    return organization


async def update_organization(ctx: Context, change: OrganizationChange) -> Organization:
    """Changes the organization that the actor acts for."""
    ctx.actor.require(Scope.ORGANIZATIONS_WRITE)
    organization = await _own(ctx, for_update=True)
    changed = _apply_texts(organization, change)
    organization.updated_at = ctx.clock()
    await ctx.session.flush()
    await _tell(ctx, "organization.updated", organization, changed)
    return organization


async def change_organization(ctx: Context, organization_id: UUID, change: OperatorChange) -> Organization:
    """Changes any organization, its plan and status included; for operators.

    Whoever belongs to one that is not active any more is refused at once. The installation's own stays active:
    code `own_installation` (conflict).
    """
    ctx.actor.require(Scope.ORGANIZATIONS_ADMIN)
    organization = await ctx.session.get(Organization, organization_id, with_for_update=True)
    if organization is None:
        raise not_found("organization")
    if organization.is_installation and change.status not in {None, OrganizationStatus.ACTIVE}:
        raise DomainError("own_installation", Kind.CONFLICT, "The installation's own organization stays active.")
    changed = _apply_texts(organization, change)
    values = {
        "status": change.status,
        "plan": change.plan,
        "max_users": _checked_maximum("max_users", change.max_users),
        "max_projects": _checked_maximum("max_projects", change.max_projects),
    }
    for name, value in values.items():
        if value is not None:
            setattr(organization, name, value)
            changed.append(name)
    organization.updated_at = ctx.clock()
    await ctx.session.flush()
    await _tell(ctx, "organization.updated", organization, changed)
    await forget(ctx.session, organization.id)
    return organization


async def _own(ctx: Context, *, for_update: bool) -> Organization:
    organization = await ctx.session.get(Organization, ctx.actor.organization_id, with_for_update=for_update or None)
    if organization is None:
        raise not_found("organization")
    return organization


def _apply_texts(organization: Organization, change: OrganizationChange) -> list[str]:
    """Sets what is given; the names of what was."""
    values: dict[str, str | OrganizationType | None] = {}
    if change.name is not None:
        values["name"] = check_name(change.name)
    if change.description is not None:
        values["description"] = _checked_description(change.description) or None
    if change.website_url is not None:
        values["website_url"] = _checked_url(change.website_url) or None
    if change.type is not None:
        values["type"] = change.type
    for name, value in values.items():
        setattr(organization, name, value)
    return list(values)


def _checked_description(text: str) -> str:
    if len(text) > _LONGEST_DESCRIPTION or "\x00" in text:
        raise invalid("description", f"A description has at most {_LONGEST_DESCRIPTION} characters.")
    return text.strip()


def _checked_url(text: str) -> str:
    if text and not _is_website(text):
        raise invalid("website_url", "A website's address begins with http:// or https://.")
    return text


def _is_website(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and len(text) <= 2000


def _checked_maximum(field: str, value: int | None) -> int | None:
    if value is not None and not 1 <= value <= _LARGEST:
        raise invalid(field, f"A maximum is 1 to {_LARGEST:,}.")
    return value


async def _tell(ctx: Context, kind: str, organization: Organization, changed: list[str]) -> None:
    await events.append(
        ctx.session,
        kind,
        organization_id=organization.id,
        user_id=ctx.actor.user_id,
        subject_id=organization.id,
        data={"changed": changed} if changed else {},
    )
