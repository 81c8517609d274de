"""Deployments (the contract's section of that name); logs and stop are extensions."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import PlainTextResponse

from millwright.doors.aibuild import render, wire
from millwright.doors.aibuild.ids import Prefix
from millwright.doors.aibuild.paging import paginate, requested
from millwright.doors.http.context import ActorDep, ContextDep
from millwright.doors.http.services import Services, ServicesDep
from millwright.factory import deployments, pipelines, projects
from millwright.factory.deployments import Deployment, DeploymentFilter
from millwright.kit.context import Context
from millwright.kit.paging import PageRequest

router = APIRouter(tags=["Deployments"])


@router.post("/projects/{project_id}/deploy", status_code=201)
async def deploy(ctx: ContextDep, project_id: str, body: wire.DeployRequest) -> wire.DeployResponse:
    """Release the project's verified revision to an environment."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id), lock=True)
    order = pipelines.DeployOrder(
        target=body.target,
        provider=body.provider,
        environment=body.environment,
        variables=body.config.env_vars,
    )
    return render.started_deployment(await pipelines.start_deployment(ctx, project, order))


@router.get("/projects/{project_id}/deployments")
async def list_deployments(
    ctx: ContextDep,
    services: ServicesDep,
    request: Request,
    response: Response,
    project_id: str,
    page: Annotated[PageRequest, Depends(requested)],
) -> wire.DeploymentList:
    """The project's deployments, the newest first."""
    project = await projects.get(ctx, Prefix.PROJECT.parse(project_id))
    found = await deployments.list_deployments(ctx, DeploymentFilter(project_id=project.id), page)
    pagination = paginate(found, request, response, services.public_url)
    return wire.DeploymentList(deployments=await _rendered(ctx, services, found.items), pagination=pagination)


@router.get("/deployments/{deployment_id}")
async def get_deployment(ctx: ContextDep, services: ServicesDep, deployment_id: str) -> wire.DeploymentOut:
    """One deployment."""
    found = await deployments.get(ctx, Prefix.DEPLOYMENT.parse(deployment_id))
    return (await _rendered(ctx, services, [found]))[0]


@router.get("/deployments/{deployment_id}/logs", tags=["Extensions"], response_class=PlainTextResponse)
async def get_logs(
    actor: ActorDep,
    services: ServicesDep,
    deployment_id: str,
    lines: Annotated[int, Query(ge=1, le=10_000, description="How many of the last lines")] = 200,
) -> str:
    """The last lines that the running application wrote."""
    async with services.context(actor) as ctx:
        found = await deployments.get(ctx, Prefix.DEPLOYMENT.parse(deployment_id))
    return "".join(f"{line}\n" for line in await services.supervisor.logs(found.id, lines))


@router.get("/deployments/{deployment_id}/setup-token", tags=["Extensions"])
async def get_setup_token(ctx: ContextDep, deployment_id: str) -> wire.SetupTokenOut:
    """The token with which the owner of a production application makes its first account."""
    found = await deployments.get(ctx, Prefix.DEPLOYMENT.parse(deployment_id))
    return wire.SetupTokenOut(setup_token=await deployments.setup_token(ctx, found))


@router.post("/deployments/{deployment_id}/stop", tags=["Extensions"])
async def stop_deployment(actor: ActorDep, services: ServicesDep, deployment_id: str) -> wire.DeploymentOut:
    """Stop the running application; its data stays."""
    async with services.context(actor) as ctx:
        found = await deployments.get(ctx, Prefix.DEPLOYMENT.parse(deployment_id))
    await services.supervisor.stop(actor, found.id)
    async with services.context(actor) as ctx:
        return (await _rendered(ctx, services, [await deployments.get(ctx, found.id)]))[0]


async def _rendered(ctx: Context, services: Services, found: Sequence[Deployment]) -> list[wire.DeploymentOut]:
    revisions = await pipelines.revisions_of(ctx, found)
    rendered: list[wire.DeploymentOut] = []
    for item in found:
        site = await deployments.get_site(ctx, item)
        url = services.supervisor.url_of(site) if site is not None else None
        rendered.append(render.deployment(item, revisions[item.revision_id], site, url, public_url=services.public_url))
    return rendered
