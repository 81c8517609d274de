"""Domain values in the contract's words, field by field."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from millwright.doors.nexus_forge import wire
from millwright.doors.nexus_forge.wire import BuildStatus, DeployEnvironment, Permission
from millwright.factory.deployments import Deployment, Environment
from millwright.factory.generation import AppSpec, endpoints, features, pages
from millwright.factory.pipelines import Generation
from millwright.kit import ids
from millwright.kit.context import Scope
from millwright.platform.accounts import ApiKey, CreatedKey, Tokens
from millwright.platform.jobs import OperationSnapshot, OperationState, PhaseState

ORCHESTRATOR = "Starri"
"""The contract's name for what leads a build."""
ENGINE = "millwright-embedded"
"""The embedded engine among the models."""
PERMISSIONS = {
    Permission.BUILD: frozenset({Scope.PROJECTS_READ, Scope.PROJECTS_WRITE}),
    Permission.DEPLOY: frozenset({Scope.DEPLOYMENTS_READ, Scope.DEPLOYMENTS_WRITE, Scope.PROJECTS_READ}),
}
"""The documented permissions as scopes."""
_PHASES = {
    "read": BuildStatus.GENERATING_SPEC,
    "write": BuildStatus.BUILDING,
    "check": BuildStatus.OPTIMIZING,
    "release": BuildStatus.DEPLOYING,
    "browse": BuildStatus.DEPLOYING,
}
_ENDED = {
    OperationState.SUCCEEDED: BuildStatus.COMPLETED,
    OperationState.FAILED: BuildStatus.FAILED,
    OperationState.CANCELLED: BuildStatus.CANCELLED,
}
_ENVIRONMENTS = {
    DeployEnvironment.PRODUCTION: Environment.PRODUCTION,
    DeployEnvironment.STAGING: Environment.PREVIEW,
    DeployEnvironment.PREVIEW: Environment.PREVIEW,
}
_STACK = {"frontend": "React", "backend": "FastAPI", "database": "SQLite"}
_SHOWN_OF_PROMPT = 500


def tokens(made: Tokens) -> wire.TokenOut:
    """POST /auth/login and /auth/refresh."""
    return wire.TokenOut(access_token=made.access_token, refresh_token=made.refresh_token, expires_in=made.expires_in)


def status(operation: OperationSnapshot) -> BuildStatus:
    """Where a build stands (Status Values)."""
    if operation.state.is_final:
        return _ENDED[operation.state]
    if operation.state is OperationState.QUEUED:
        return BuildStatus.INITIALIZING
    reached = [phase for phase in operation.phases if phase.state is not PhaseState.PENDING]
    return _PHASES[reached[-1].name] if reached else BuildStatus.ANALYZING


def phase(operation: OperationSnapshot) -> str:
    """The phase that is being worked on, or was last."""
    reached = [phase for phase in operation.phases if phase.started_at is not None]
    if not reached:
        return BuildStatus.INITIALIZING
    named = _PHASES[reached[-1].name]
    return "deployment" if named is BuildStatus.DEPLOYING and operation.state.is_final else named


def started(operation_id: UUID, estimate: float | None) -> wire.BuildStarted:
    """POST /api/nexus-forge/build."""
    return wire.BuildStarted(
        session_id=operation_id,
        status="build_started",
        message="App building session started. Connect to WebSocket for real-time updates.",
        websocket_url=f"/ws/nexus-forge/{operation_id}",
        estimated_duration=duration(estimate if estimate is not None else 60),
    )


def duration(seconds: float) -> str:
    """A span of time in words, as ``4 minutes 23 seconds``."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    if rest or not parts:
        parts.append(_counted(max(rest, 0), "second"))
    return " ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def build(item: Generation, spec: AppSpec | None, files: Mapping[str, str]) -> wire.BuildOut:
    """GET /api/nexus-forge/build/{session_id}; with the result of a completed one."""
    operation = item.operation
    return wire.BuildOut(
        session_id=operation.id,
        status=status(operation),
        started_at=operation.started_at or operation.created_at,
        completed_at=operation.finished_at,
        progress=operation.percent,
        current_phase=phase(operation),
        result=_result(operation, spec, files) if spec is not None else None,
        error=operation.error_message,
    )


def _result(operation: OperationSnapshot, spec: AppSpec, files: Mapping[str, str]) -> wire.BuildResult:
    return wire.BuildResult(
        specification=wire.Specification(
            name=spec.name,
            description=spec.description,
            features=features(spec),
            tech_stack=_STACK,
            ui_components=pages(spec),
            api_endpoints=[
                wire.Endpoint(method=endpoint.method, path=endpoint.path, description=endpoint.description)
                for endpoint in endpoints(spec)
            ],
        ),
        mockups={},
        demo_video=None,
        code_files=dict(files),
        deployment_url=address(operation) or "",
        build_time=duration(elapsed(operation).total_seconds()),
        orchestrator=ORCHESTRATOR,
        models_used=[ENGINE],
    )


def address(operation: OperationSnapshot) -> str | None:
    """Where a completed build answers."""
    url = (operation.result or {}).get("url")
    return str(url) if url else None


def elapsed(operation: OperationSnapshot) -> timedelta:
    """From being asked for to the end."""
    return (operation.finished_at or operation.created_at) - operation.created_at


def build_item(item: Generation) -> wire.BuildItem:
    """GET /api/nexus-forge/builds, one of them."""
    operation = item.operation
    shown = wire.BuildItem(
        session_id=operation.id,
        prompt=item.project.prompt[:_SHOWN_OF_PROMPT],
        status=status(operation),
        started_at=operation.started_at or operation.created_at,
        completed_at=operation.finished_at,
    )
    if operation.state is OperationState.SUCCEEDED:
        shown.app_name = item.project.name
        shown.deployment_url = address(operation)
    elif not operation.state.is_final:
        shown.progress = operation.percent
        shown.current_phase = phase(operation)
    return shown


def key(item: ApiKey) -> wire.KeyOut:
    """GET /api/keys, one of them: how the key begins and ends."""
    return _key(item, f"{item.first_chars}...{item.last_four}")


def created_key(made: CreatedKey) -> wire.KeyOut:
    """POST /api/keys: the whole key, this once."""
    return _key(made.key, made.secret)


def _key(item: ApiKey, shown: str) -> wire.KeyOut:
    scopes = {Scope(scope) for scope in item.scopes}
    return wire.KeyOut(
        id=ids.prefixed("key", item.id),
        name=item.name,
        key=shown,
        created_at=item.created_at,
        last_used=item.last_used_at,
        permissions=[permission for permission, needed in PERMISSIONS.items() if needed <= scopes],
        rate_limit=item.rate_requests,
    )


def environment(wanted: DeployEnvironment) -> Environment:
    """The environment of the domain: there is no staging beside previews yet."""
    return _ENVIRONMENTS[wanted]


def deployed(item: Deployment, url: str, wanted: DeployEnvironment) -> wire.DeployOut:
    """POST /api/nexus-forge/deploy/{session_id}."""
    return wire.DeployOut(
        deployment_id=ids.prefixed("deploy", item.id),
        status="deployed",
        deployment_url=url,
        message=f"App successfully deployed to {wanted.value}",
    )


PHASE_WORDS = {
    BuildStatus.INITIALIZING: "Waiting for a free worker",
    BuildStatus.ANALYZING: "Analyzing the prompt",
    BuildStatus.GENERATING_SPEC: "Writing the specification",
    BuildStatus.BUILDING: "Writing the application",
    BuildStatus.OPTIMIZING: "Checking, testing and building",
    BuildStatus.DEPLOYING: "Starting it and opening every page",
}
"""What happens in each phase."""


def phase_results(operation: OperationSnapshot) -> dict[str, object]:
    """What there is after a phase: `code_files` once they are counted; mockups and videos are not made yet."""
    return {"mockups_generated": 0, "video_created": False, "code_files": _code_files(operation)}


def summary(operation: OperationSnapshot) -> dict[str, object]:
    """What a completed build has made."""
    return {
        "specification": "Generated",
        "mockups": 0,
        "demo_video": "Not created",
        "code_files": _code_files(operation),
        "deployment": "Successful",
    }


def _code_files(operation: OperationSnapshot) -> int:
    counted = (operation.result or {}).get("files", 0)
    return counted if isinstance(counted, int) else 0


def moment() -> str:
    """The present instant."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
