"""Long work that has been asked for: called off, tried again, and tidied up after when it ended by itself."""

from uuid import UUID

from sqlalchemy import select

from millwright.factory import deployments, projects
from millwright.factory.deployments import Deployment, DeploymentState, NewDeployment
from millwright.factory.pipelines.kinds import DEPLOY, OF_A_PROJECT, DeployInput
from millwright.factory.projects import Project, ProjectState
from millwright.kit.clock import Clock, system_clock
from millwright.kit.context import ALL_SCOPES, Actor, Context, Scope
from millwright.kit.database import Database
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs
from millwright.platform.jobs import Operation, OperationState

_OPEN_STATES = [state for state in OperationState if not state.is_final]


async def get_operation(ctx: Context, operation_id: UUID) -> Operation:
    """An operation that the actor may look at; raises as `jobs.get` does, of kind forbidden without the scope."""
    operation = await jobs.get(ctx, operation_id)
    ctx.actor.require(Scope.DEPLOYMENTS_READ if operation.kind == DEPLOY.name else Scope.PROJECTS_READ)
    return operation


async def cancel(ctx: Context, operation_id: UUID) -> Operation:
    """Calls an operation off and puts what waited for it back to where it stood.

    Raises as `jobs.cancel` does, and `DomainError` of kind forbidden without the scope.
    """
    operation = await jobs.get(ctx, operation_id, lock=True)
    _require_scope(ctx, operation)
    if operation.state is OperationState.CANCELLED:
        return operation
    operation = await jobs.cancel(ctx, operation_id)
    if operation.kind in OF_A_PROJECT:
        project = await projects.find(ctx, operation.project_id, lock=True)
        if project is not None and project.state is ProjectState.BUILDING:
            await projects.mark(ctx, project, ProjectState.READY if project.head_id else ProjectState.DRAFT)
    elif operation.kind == DEPLOY.name:
        deployment = await deployments.get(ctx, _deployment_id(operation), lock=True)
        if deployment.state is DeploymentState.PENDING:
            await deployments.move(ctx, deployment, DeploymentState.STOPPED)
    return operation


async def retry(ctx: Context, operation_id: UUID) -> Operation:
    """Asks anew for what failed or was cancelled; a deployment is tried again as another one.

    Raises as `jobs.retry` does; `DomainError` ``project_building`` while another generation of the project is under
    way, and of kind forbidden without the scope.
    """
    earlier = await jobs.get(ctx, operation_id, lock=True)
    _require_scope(ctx, earlier)
    if earlier.kind == DEPLOY.name:
        return await _deploy_again(ctx, earlier)
    operation = await jobs.retry(ctx, operation_id)
    if operation.kind in OF_A_PROJECT:
        project = await projects.get(ctx, operation.project_id, lock=True)
        if project.state is ProjectState.BUILDING:
            raise DomainError("project_building", Kind.CONFLICT, "This project is being built already.")
        await projects.mark(ctx, project, ProjectState.BUILDING)
    return operation


async def settle(database: Database, *, clock: Clock = system_clock) -> None:
    """Ends what still waits for operations that ended without saying so; to be called once the worker has started."""
    async with database.session() as session:
        at_work = select(Operation.project_id).where(
            Operation.state.in_(_OPEN_STATES), Operation.project_id.is_not(None)
        )
        building = at_work.where(Operation.kind.in_(OF_A_PROJECT))
        left = select(Project).where(Project.state == ProjectState.BUILDING, Project.id.not_in(building))
        for project in await session.scalars(left.with_for_update()):
            ctx = Context(session, Actor(project.created_by, project.organization_id, ALL_SCOPES), clock)
            await projects.mark(ctx, project, ProjectState.READY if project.head_id else ProjectState.FAILED)
        unfinished = select(Deployment).where(
            Deployment.state.in_([DeploymentState.PENDING, DeploymentState.STARTING]),
            Deployment.project_id.not_in(at_work),
        )
        error = DomainError("operation_interrupted", Kind.UNAVAILABLE, "This was interrupted. Please start it again.")
        for deployment in await session.scalars(unfinished.with_for_update()):
            ctx = Context(session, Actor(deployment.created_by, deployment.organization_id, ALL_SCOPES), clock)
            await deployments.move(ctx, deployment, DeploymentState.FAILED, error=error)


async def _deploy_again(ctx: Context, earlier: Operation) -> Operation:
    old = await deployments.get(ctx, _deployment_id(earlier))
    project = await projects.get(ctx, old.project_id)
    new = NewDeployment(
        revision_id=old.revision_id,
        digest=old.digest,
        environment=old.environment,
        provider=old.provider,
        target=old.target,
        unverified=old.unverified,
        variables=old.config,
        build_seconds=old.build_seconds,
    )
    deployment = await deployments.create(ctx, project, new)
    return await jobs.retry(ctx, earlier.id, instead=DeployInput(deployment_id=deployment.id))


def _deployment_id(operation: Operation) -> UUID:
    return DeployInput.model_validate(operation.input).deployment_id


def _require_scope(ctx: Context, operation: Operation) -> None:
    ctx.actor.require(Scope.DEPLOYMENTS_WRITE if operation.kind == DEPLOY.name else Scope.PROJECTS_WRITE)
