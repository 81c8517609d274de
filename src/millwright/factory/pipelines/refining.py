"""Asking for changes of an application that is there: what they would be, to have them made, and to take them back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from millwright.factory import deployments, projects
from millwright.factory.deployments import Deployment, DeploymentFilter, DeploymentState, Environment
from millwright.factory.generation.refinement import Refinement, check_wish, difference, file_counts, refine
from millwright.factory.pipelines.kinds import REFINE, ROLLBACK, RefineInput, RollbackInput
from millwright.factory.pipelines.refine import head_moved, spec_of
from millwright.factory.projects import Project, ProjectState, Revision
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind, invalid
from millwright.kit.paging import PageRequest
from millwright.platform import jobs

MAX_PATTERNS = 100
"""Patterns of files to be left alone."""
_LONGEST_LINEAGE = 1000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a refinement would change in `head`, and how many files of the compiled tree; nothing is done."""

    head: Revision
    refinement: Refinement
    difference: str
    files_added: int
    files_modified: int
    files_removed: int


@dataclass(frozen=True, slots=True)
class StartedRefinement:
    """A project that is being changed; the counts are of compiled files, `estimate` is in seconds."""

    project: Project
    operation_id: UUID
    files_added: int
    files_modified: int
    estimate: float | None


@dataclass(frozen=True, slots=True)
class StartedRollback:
    """A project that goes back to `head`."""

    project: Project
    operation_id: UUID
    head: Revision


async def preview_refinement(ctx: Context, project: Project, wish: str, *, base: int | None = None) -> Preview:
    """What a wish would change in the project's head; with `base`, only while that is the number of the head.

    Raises `DomainError`: ``head_moved`` with the number of the head in `revision` when it is another,
    ``nothing_to_refine`` where head has no specification, ``nothing_to_change`` with the reasons, and what reading the
    wish raises.
    """
    ctx.actor.require(Scope.PROJECTS_READ)
    check_wish(wish)
    head = await _head(ctx, project, base)
    return await asyncio.to_thread(_preview, project, head, wish)


def _preview(project: Project, head: Revision, wish: str) -> Preview:
    old = spec_of(head)
    found = refine(old, wish, prompt=project.prompt)
    counts = file_counts(old, found.spec)
    return Preview(head, found, difference(old, found.spec), counts.added, counts.modified, counts.removed)


async def start_refinement(
    ctx: Context, project: Project, wish: str, *, preserve_files: Sequence[str] = (), base: int | None = None
) -> StartedRefinement:
    """Asks for a change of the project, which must be locked; a wish that changes nothing ends the operation so.

    With `base`, the number of the revision that the change was looked at for, it is made only of that head. Raises
    `DomainError`: ``project_building`` while the project is being built, ``head_moved`` as `preview_refinement` does
    (the operation ends with it when the head moves before it begins), ``nothing_to_refine``, and at once, of kind
    invalid, for a wish that cannot be read.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    check_wish(wish)
    check_idle(project)
    if len(preserve_files) > MAX_PATTERNS:
        raise invalid("preserveFiles", f"At most {MAX_PATTERNS} patterns can be given.")
    added = modified = 0
    try:
        preview = await preview_refinement(ctx, project, wish, base=base)
        added, modified = preview.files_added, preview.files_modified
    except DomainError as error:
        if error.code != "nothing_to_change":
            raise
    order = RefineInput(
        project_id=project.id,
        prompt=wish,
        preserve_files=list(preserve_files),
        base_id=project.head_id if base is not None else None,
    )
    operation = await jobs.start(ctx, REFINE, order, project_id=project.id)
    await projects.mark(ctx, project, ProjectState.BUILDING)
    estimate = await jobs.estimate(ctx.session, REFINE.name)
    return StartedRefinement(project, operation.id, added, modified, estimate)


async def start_rollback(
    ctx: Context,
    project: Project,
    *,
    revision: int | None = None,
    environment: Environment = Environment.PREVIEW,
    restore_data: bool = False,
) -> StartedRollback:
    """Asks for an earlier release to serve again: that of revision number `revision`, else the one before.

    With `restore_data` the data goes back too where that is needed, and rows written since are only in a snapshot;
    without, the operation fails with ``data_newer``. The project must be locked. Raises `DomainError`:
    ``nothing_to_roll_back`` where there is no such release or the revision serves already or never was the project's
    head, ``project_building``.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    ctx.actor.require(Scope.DEPLOYMENTS_WRITE)
    check_idle(project)
    serving = await _released(ctx, project, environment)
    current = next((found for found in serving if found.state is DeploymentState.READY), None)
    if current is None:
        raise _nothing("Nothing is released that could be rolled back.")
    head, target = await _before(ctx, project, current, serving, revision)
    order = RollbackInput(
        project_id=project.id,
        deployment_id=target.id,
        head_id=head.id,
        left_id=project.head_id,
        restore_data=restore_data,
    )
    operation = await jobs.start(ctx, ROLLBACK, order, project_id=project.id)
    await projects.mark(ctx, project, ProjectState.BUILDING)
    return StartedRollback(project, operation.id, head)


async def _released(ctx: Context, project: Project, environment: Environment) -> list[Deployment]:
    """The project's releases to an environment that have answered and were not withdrawn, the latest first."""
    where = DeploymentFilter(
        project_id=project.id,
        environments=[environment],
        states=[DeploymentState.READY, DeploymentState.STOPPED],
    )
    found = await deployments.list_deployments(ctx, where, PageRequest(1, 100))
    return [deployment for deployment in found.items if deployment.ready_at is not None]


async def _before(
    ctx: Context, project: Project, current: Deployment, released: Sequence[Deployment], number: int | None
) -> tuple[Revision, Deployment]:
    """The revision to be head, and the release to serve: that of the revision or of its nearest ancestor with one."""
    by_revision = {found.revision_id: found for found in reversed(released) if found.digest != current.digest}
    if number is not None:
        head = await _wanted(ctx, project, current, number)
    else:
        serves = await projects.get_revision(ctx, project, current.revision_id)
        head = await _parent(ctx, project, serves)
    ancestor = head
    for _ in range(_LONGEST_LINEAGE):
        if head is None or ancestor is None:
            break
        if ancestor.id in by_revision:
            return head, by_revision[ancestor.id]
        ancestor = await _parent(ctx, project, ancestor)
    raise _nothing("There is no earlier release to go back to.")


async def _wanted(ctx: Context, project: Project, current: Deployment, number: int) -> Revision | None:
    """The revision of that number; raises `DomainError` when nothing could come of going back to it."""
    query = select(Revision).where(Revision.project_id == project.id, Revision.number == number)
    wanted = await ctx.session.scalar(query)
    if wanted is None:
        return None
    if wanted.id == current.revision_id:
        raise _nothing(f"Revision {number} is what serves already.")
    if not await projects.was_head(ctx, wanted):
        raise _nothing(f"Revision {number} did not pass its checks and never was the project's head.")
    return wanted


async def _parent(ctx: Context, project: Project, revision: Revision) -> Revision | None:
    if revision.parent_id is None:
        return None
    return await projects.get_revision(ctx, project, revision.parent_id)


async def _head(ctx: Context, project: Project, base: int | None) -> Revision:
    if project.head_id is None:
        raise DomainError("nothing_to_refine", Kind.CONFLICT, "This project has no files yet.")
    head = await projects.get_revision(ctx, project, project.head_id)
    if base not in {None, head.number}:
        raise head_moved(head)
    return head


def check_idle(project: Project) -> None:
    """Raises `DomainError` ``project_building`` while the project is being built."""
    if project.state is ProjectState.BUILDING:
        raise DomainError("project_building", Kind.CONFLICT, "This project is being built already.")


def _nothing(message: str) -> DomainError:
    return DomainError("nothing_to_roll_back", Kind.CONFLICT, message)
