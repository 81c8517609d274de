"""Projects themselves: making them, finding them, and where they stand."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from millwright.factory.projects.models import Project, ProjectState, Target, Template
from millwright.kit.context import Actor, Context, Scope
from millwright.kit.errors import DomainError, Kind, invalid, not_found
from millwright.kit.ids import new_id
from millwright.kit.paging import Page, PageRequest, read_page
from millwright.platform import events
from millwright.platform.accounts import Organization

MIN_PROMPT = 10
MAX_PROMPT = 20_000
"""Characters of a prompt (the least: AiBuild, Create Project)."""
_MAX_NAME = 200
_LOCK = 0x50524F4A
"""The first half of the advisory locks of this module."""


class ProjectOrder(StrEnum):
    """What a list of projects is sorted by."""

    CREATED = "created"
    NAME = "name"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects a list holds; an empty member filters nothing. `search` looks in names and prompts."""

    states: Sequence[ProjectState] = ()
    templates: Sequence[Template] = ()
    targets: Sequence[Target] = ()
    search: str = ""
    name: str = ""
    created_after: datetime | None = None
    created_before: datetime | None = None


def visible_to(actor: Actor) -> Select[Project]:
    """The projects that `actor` may read: every query for one begins here."""
    return _of(actor.organization_id, actor.project_id)


@lru_cache(maxsize=1024)
def _of(organization_id: UUID, project_id: UUID | None) -> Select[Project]:
    """Kept, because building a query takes as long as running it."""
    query = select(Project).where(Project.organization_id == organization_id)
    return query if project_id is None else query.where(Project.id == project_id)


async def create(
    ctx: Context,
    *,
    prompt: str,
    name: str,
    template: Template = Template.APP,
    target: Target = Target.WEB,
    project_id: UUID | None = None,
) -> Project:
    """A new draft project, with a slug after its name that is free in the organization.

    With `project_id` it is made once, however often and by however many at a time it is asked for.
    Raises `DomainError` of kind invalid for a prompt or name outside the limits, of kind forbidden without scope, code
    `too_many_projects` (conflict) when the organization has as many as it may have.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    if ctx.actor.project_id is not None:
        raise DomainError("project_credential", Kind.FORBIDDEN, "A credential of one project makes no others.")
    prompt = check_prompt(prompt)
    name = _checked_name(name)
    await _take_turn(ctx)
    if project_id is not None and (there := await find(ctx, project_id)) is not None:
        return there
    await _check_room(ctx)
    now = ctx.clock()
    project = Project(
        id=project_id or new_id(),
        organization_id=ctx.actor.organization_id,
        created_by=ctx.actor.user_id,
        name=name,
        slug=await _free_slug(ctx, name),
        prompt=prompt,
        template=template,
        target=target,
        state=ProjectState.DRAFT,
        created_at=now,
        updated_at=now,
    )
    ctx.session.add(project)
    await ctx.session.flush()
    await events.record(ctx, "project.created", subject_id=project.id, data={"name": name, "slug": project.slug})
    return project


def check_prompt(prompt: str) -> str:
    """The prompt without space around it; raises `DomainError` of kind invalid when it is outside the limits."""
    text = prompt.strip()
    if len(text) < MIN_PROMPT:
        raise invalid("prompt", f"Prompt must be at least {MIN_PROMPT} characters", code="prompt_too_short")
    if len(text) > MAX_PROMPT:
        raise invalid("prompt", f"Prompt must be at most {MAX_PROMPT} characters", code="prompt_too_long")
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\r\t" for c in text):
        raise invalid("prompt", "Prompt must be text, without control characters", code="prompt_binary")
    return text


def _checked_name(name: str) -> str:
    text = " ".join(name.split())
    if not 1 <= len(text) <= _MAX_NAME or any(unicodedata.category(c).startswith("C") for c in text):
        raise invalid("name", f"Name must have 1 to {_MAX_NAME} printable characters", code="name_invalid")
    return text


async def _take_turn(ctx: Context) -> None:
    """One project of an organization is made at a time, so that no two get the same slug."""
    organization = func.hashtext(str(ctx.actor.organization_id))
    await ctx.session.execute(select(func.pg_advisory_xact_lock(_LOCK, organization)))


async def _check_room(ctx: Context) -> None:
    organization_id = ctx.actor.organization_id
    most = await ctx.session.scalar(select(Organization.max_projects).where(Organization.id == organization_id))
    if most is None:
        return
    held = await ctx.session.scalar(select(func.count()).where(Project.organization_id == organization_id))
    if (held or 0) >= most:
        message = f"This organization has {held} of at most {most} projects. Delete one, or ask the operator for more."
        raise DomainError("too_many_projects", Kind.CONFLICT, message)


async def _free_slug(ctx: Context, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "app"
    taken = set(
        await ctx.session.scalars(
            select(Project.slug).where(
                Project.organization_id == ctx.actor.organization_id,
                (Project.slug == base) | Project.slug.startswith(f"{base}-", autoescape=True),
            )
        )
    )
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


async def find(ctx: Context, project_id: UUID | None, *, lock: bool = False) -> Project | None:
    """The project of that id, locked for change when asked; None when there is none that the actor may know of."""
    ctx.actor.require(Scope.PROJECTS_READ)
    query = visible_to(ctx.actor).where(Project.id == project_id)
    return await ctx.session.scalar(query.with_for_update() if lock else query)


async def get(ctx: Context, project_id: UUID | None, *, lock: bool = False) -> Project:
    """The same as `find`; raises `DomainError` of kind not found."""
    project = await find(ctx, project_id, lock=lock)
    if project is None:
        raise not_found("project")
    return project


async def list_projects(
    ctx: Context,
    where: ProjectFilter,
    page: PageRequest,
    *,
    order: ProjectOrder = ProjectOrder.CREATED,
    descending: bool = True,
) -> Page[Project]:
    """One page of the projects that fit, with their whole number."""
    ctx.actor.require(Scope.PROJECTS_READ)
    query = visible_to(ctx.actor).where(*_conditions(where))
    column = {
        ProjectOrder.CREATED: Project.created_at,
        ProjectOrder.NAME: Project.name,
        ProjectOrder.UPDATED: Project.updated_at,
    }[order]
    keys = [column.desc(), Project.id.desc()] if descending else [column.asc(), Project.id.asc()]
    return await read_page(ctx.session, query.order_by(*keys), page)


def _conditions(where: ProjectFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if where.states:
        conditions.append(Project.state.in_(where.states))
    if where.templates:
        conditions.append(Project.template.in_(where.templates))
    if where.targets:
        conditions.append(Project.target.in_(where.targets))
    if where.search:
        conditions.append(
            Project.name.icontains(where.search, autoescape=True)
            | Project.prompt.icontains(where.search, autoescape=True)
        )
    if where.name:
        conditions.append(Project.name.icontains(where.name, autoescape=True))
    if where.created_after is not None:
        conditions.append(Project.created_at > where.created_after)
    if where.created_before is not None:
        conditions.append(Project.created_at < where.created_before)
    return conditions


async def mark(ctx: Context, project: Project, state: ProjectState) -> None:
    """Notes where the project stands now."""
    if project.state is not state:
        project.state = state
        project.updated_at = ctx.clock()
        await events.record(ctx, "project.updated", subject_id=project.id, data={"state": state.value})


async def rename(ctx: Context, project: Project, name: str) -> None:
    """Gives the project another name; its slug, which addresses it, stays."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    project.name = _checked_name(name)
    project.updated_at = ctx.clock()
    await events.record(ctx, "project.updated", subject_id=project.id, data={"name": project.name})


async def delete(ctx: Context, project: Project) -> None:
    """Deletes the project with its files, revisions and deployments. Blobs stay: others may have the same contents."""
    ctx.actor.require(Scope.PROJECTS_DELETE)
    await ctx.session.delete(project)
    await ctx.session.flush()
    await events.record(
        ctx, "project.deleted", subject_id=project.id, data={"name": project.name, "slug": project.slug}
    )
