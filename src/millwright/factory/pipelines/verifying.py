"""Asking for a project's head to be verified: as it is, or once an earlier revision's files are head again."""

from dataclasses import dataclass
from uuid import UUID

from millwright.factory import projects
from millwright.factory.pipelines.kinds import VERIFY, VerifyInput
from millwright.factory.pipelines.refining import check_idle
from millwright.factory.projects import Project, ProjectState, Revision
from millwright.kit.context import Context, Scope
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs


@dataclass(frozen=True, slots=True)
class StartedVerification:
    """A project whose head is being checked; `estimate` is in seconds."""

    project: Project
    revision: Revision
    operation_id: UUID
    estimate: float | None


async def start_verification(ctx: Context, project: Project, *, restore_data: bool = False) -> StartedVerification:
    """Asks for the head to be checked, released as the preview and looked at; it is verified when it passes.

    With `restore_data` the data goes back to a snapshot where it has been through migrations that the head lacks;
    without, the operation then fails with ``data_newer``. The project must be locked. Raises `DomainError`:
    ``project_building``, ``nothing_to_verify`` where there are no files, and of kind forbidden where somebody who may
    not deploy would have the data go back.
    """
    ctx.actor.require(Scope.PROJECTS_WRITE)
    if restore_data:
        ctx.actor.require(Scope.DEPLOYMENTS_WRITE)
    check_idle(project)
    if project.head_id is None:
        raise DomainError("nothing_to_verify", Kind.CONFLICT, "This project has no files yet.")
    order = VerifyInput(project_id=project.id, restore_data=restore_data)
    operation = await jobs.start(ctx, VERIFY, order, project_id=project.id)
    await projects.mark(ctx, project, ProjectState.BUILDING)
    head = await projects.get_revision(ctx, project, project.head_id)
    return StartedVerification(project, head, operation.id, await jobs.estimate(ctx.session, VERIFY.name))


async def start_restoration(
    ctx: Context, project: Project, revision: Revision, *, restore_data: bool = False
) -> StartedVerification:
    """Makes a new head of an earlier revision's files, and asks for it to be verified as `start_verification` does."""
    ctx.actor.require(Scope.PROJECTS_WRITE)
    check_idle(project)
    await projects.restore(ctx, project, revision)
    return await start_verification(ctx, project, restore_data=restore_data)
