"""Asking for the long work: each verb makes what must be there at once and enqueues the rest, in one transaction."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from millwright.factory import builds, deployments, projects
from millwright.factory.deployments import Deployment, Environment, NewDeployment
from millwright.factory.generation import read
from millwright.factory.pipelines.kinds import DEPLOY, GENERATE, DeployInput, GenerateInput
from millwright.factory.projects import Project, ProjectState, Target, Template
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind
from millwright.platform import jobs


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants made."""

    prompt: str
    name: str | None = None
    template: Template = Template.APP
    target: Target = Target.WEB


@dataclass(frozen=True, slots=True)
class StartedGeneration:
    """A project that is being made; `estimate` in seconds, None before there is anything to go by."""

    project: Project
    operation_id: UUID
    estimate: float | None


async def start_generation(ctx: Context, wish: Wish, *, idempotency_key: str | None = None) -> StartedGeneration:
    """Makes the project, named after what the wish is understood to be, and asks for its generation.

    The same `idempotency_key` answers the project made the first time. Raises `DomainError`: ``idempotency_key_reused``
    when the wish was another; at once, of kind invalid, when the wish cannot be read; what `projects.create` raises.
    """
    projects.check_prompt(wish.prompt)
    spec = await asyncio.to_thread(read, wish.prompt, name=None)
    project = await _project(ctx, wish, wish.name or spec.name, idempotency_key)
    operation = await jobs.start(
        ctx,
        GENERATE,
        GenerateInput(project_id=project.id, prompt=project.prompt, name=wish.name),
        project_id=project.id,
        idempotency_key=idempotency_key,
    )
    return StartedGeneration(project, operation.id, await jobs.estimate(ctx.session, GENERATE.name))


async def _project(ctx: Context, wish: Wish, name: str, idempotency_key: str | None) -> Project:
    project_id = uuid5(ctx.actor.organization_id, idempotency_key) if idempotency_key is not None else None
    if project_id is not None and (there := await projects.find(ctx, project_id)) is not None:
        if there.prompt != wish.prompt.strip():
            message = "This idempotency key was used before, for something else."
            raise DomainError("idempotency_key_reused", Kind.CONFLICT, message)
        return there
    project = await projects.create(
        ctx,
        prompt=wish.prompt,
        name=name,
        template=wish.template,
        target=wish.target,
        project_id=project_id,
    )
    await projects.mark(ctx, project, ProjectState.BUILDING)
    return project


@dataclass(frozen=True, slots=True)
class DeployOrder:
    """Where to release a project."""

    target: Target = Target.WEB
    provider: str = "local"
    environment: Environment = Environment.PREVIEW
    variables: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class StartedDeployment:
    """A deployment that is being carried out."""

    deployment: Deployment
    operation_id: UUID


async def start_deployment(ctx: Context, project: Project, order: DeployOrder) -> StartedDeployment:
    """Makes the deployment of the project's verified revision and asks for it to be carried out.

    Raises `DomainError`: ``nothing_verified`` while no revision has passed its checks, and what
    `deployments.create` raises.
    """
    if project.verified_id is None:
        message = "No revision of this project has passed its checks yet."
        raise DomainError("nothing_verified", Kind.CONFLICT, message)
    artefact = await builds.of_revision(ctx, project, project.verified_id)
    new = NewDeployment(
        revision_id=project.verified_id,
        digest=artefact.digest,
        environment=order.environment,
        provider=order.provider,
        target=order.target,
        variables=order.variables,
    )
    deployment = await deployments.create(ctx, project, new)
    operation = await jobs.start(ctx, DEPLOY, DeployInput(deployment_id=deployment.id), project_id=project.id)
    return StartedDeployment(deployment, operation.id)
