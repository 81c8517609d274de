"""Pipelines: generate, refine, verify, release, deploy: the only room that joins the others of the factory."""

from functools import partial

from millwright.factory.pipelines.deploy import deploy
from millwright.factory.pipelines.generate import generate
from millwright.factory.pipelines.generations import (
    Generation,
    GenerationFilter,
    count_generations,
    find_generations,
    get_generation,
    remove_generation,
)
from millwright.factory.pipelines.kinds import DEPLOY, GENERATE, REFINE, ROLLBACK, VERIFY
from millwright.factory.pipelines.operations import OperationFilter, list_operations
from millwright.factory.pipelines.refine import refine_project
from millwright.factory.pipelines.refining import (
    Preview,
    StartedRefinement,
    StartedRollback,
    preview_refinement,
    start_refinement,
    start_rollback,
)
from millwright.factory.pipelines.removal import remove_project
from millwright.factory.pipelines.reports import KeptReport, Outcome, report_of, revisions_of
from millwright.factory.pipelines.rollback import roll_back
from millwright.factory.pipelines.starting import (
    DeployOrder,
    StartedDeployment,
    StartedGeneration,
    Wish,
    start_deployment,
    start_generation,
)
from millwright.factory.pipelines.steering import cancel, get_operation, retry, settle
from millwright.factory.pipelines.verify_head import verify_head
from millwright.factory.pipelines.verifying import StartedVerification, start_restoration, start_verification
from millwright.factory.pipelines.workshop import Workshop
from millwright.platform.jobs import Worker

__all__ = [
    "DEPLOY",
    "GENERATE",
    "REFINE",
    "ROLLBACK",
    "VERIFY",
    "DeployOrder",
    "Generation",
    "GenerationFilter",
    "KeptReport",
    "OperationFilter",
    "Outcome",
    "Preview",
    "StartedDeployment",
    "StartedGeneration",
    "StartedRefinement",
    "StartedRollback",
    "StartedVerification",
    "Wish",
    "Workshop",
    "cancel",
    "count_generations",
    "find_generations",
    "get_generation",
    "get_operation",
    "list_operations",
    "preview_refinement",
    "register",
    "remove_generation",
    "remove_project",
    "report_of",
    "retry",
    "revisions_of",
    "settle",
    "start_deployment",
    "start_generation",
    "start_refinement",
    "start_restoration",
    "start_rollback",
    "start_verification",
]


def register(worker: Worker, shop: Workshop) -> None:
    """Tells a worker how to carry out the kinds of work of this room."""
    worker.handle(GENERATE, partial(generate, shop))
    worker.handle(DEPLOY, partial(deploy, shop))
    worker.handle(REFINE, partial(refine_project, shop))
    worker.handle(ROLLBACK, partial(roll_back, shop))
    worker.handle(VERIFY, partial(verify_head, shop))
