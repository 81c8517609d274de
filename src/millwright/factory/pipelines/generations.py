"""Generations that have been asked for: found again with the projects they made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from millwright.factory.pipelines.kinds import GENERATE
from millwright.factory.projects import Project
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, not_found
from millwright.platform import jobs
from millwright.platform.jobs import Operation, OperationSnapshot, OperationState


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation, and the project that it makes."""

    operation: OperationSnapshot
    project: Project


@dataclass(frozen=True, slots=True)
class GenerationFilter:
    """Which generations: all states when `states` is empty; `search` looks in names and prompts of projects."""

    states: Sequence[OperationState] = ()
    search: str = ""


async def find_generations(
    ctx: Context, where: GenerationFilter, *, offset: int = 0, limit: int | None = None
) -> list[Generation]:
    """The actor's own generations that fit, the latest first."""
    ctx.actor.require(Scope.PROJECTS_READ)
    conditions = [Operation.requested_by == ctx.actor.user_id]
    if where.states:
        conditions.append(Operation.state.in_(where.states))
    if where.search:
        conditions.append(
            or_(
                Project.name.icontains(where.search, autoescape=True),
                Project.prompt.icontains(where.search, autoescape=True),
            )
        )
    return await _generations(ctx, conditions, offset=offset, limit=limit)


async def get_generation(ctx: Context, operation_id: UUID) -> Generation:
    """One generation of the organization; raises `DomainError` ``operation_not_found``."""
    ctx.actor.require(Scope.PROJECTS_READ)
    found = await _generations(ctx, [Operation.id == operation_id], offset=0, limit=1)
    if not found:
        raise not_found("operation")
    return found[0]


async def count_generations(ctx: Context, since: datetime) -> int:
    """How many generations the organization has asked for since then."""
    ctx.actor.require(Scope.PROJECTS_READ)
    visible = jobs.visible_to(ctx.actor).subquery()
    query = select(func.count()).where(visible.c.kind == GENERATE.name, visible.c.created_at >= since)
    return await ctx.session.scalar(query) or 0


async def remove_generation(ctx: Context, operation_id: UUID) -> None:
    """Forgets an ended generation; what it made stays with the project.

    Raises `DomainError` ``operation_not_found``, and ``operation_running`` for one that has not ended.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    operation = await jobs.get(ctx, operation_id, lock=True)
    if not operation.state.is_final:
        raise DomainError("operation_running", Kind.CONFLICT, "Only a generation that has ended can be removed.")
    await jobs.remove(ctx, operation)


async def _generations(
    ctx: Context, conditions: Sequence[ColumnElement[bool]], *, offset: int, limit: int | None
) -> list[Generation]:
    visible = jobs.visible_to(ctx.actor).subquery()
    query = (
        select(Operation, Project)
        .join(visible, visible.c.id == Operation.id)
        .join(Project, Project.id == Operation.project_id)
        .where(Operation.kind == GENERATE.name, *conditions)
        .order_by(Operation.created_at.desc(), Operation.id.desc())
        .offset(offset)
        .limit(limit)
    )
    rows = await ctx.session.execute(query)
    return [Generation(OperationSnapshot.of(operation), project) for operation, project in rows]
