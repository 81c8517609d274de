"""The kinds of long work that pipelines do, with the phases that people watch."""

from uuid import UUID

from pydantic import BaseModel

from millwright.platform.jobs import Kind, Phase


class GenerateInput(BaseModel):
    """Which project to make, from which words; `name` only where a person chose it."""

    project_id: UUID
    prompt: str
    name: str | None


class DeployInput(BaseModel):
    """Which deployment to carry out."""

    deployment_id: UUID


class RefineInput(BaseModel):
    """Which project to change, by which words; files that fit a pattern of `preserve_files` are left alone.

    With `base_id` it is to be done only while that revision is the head.
    """

    project_id: UUID
    prompt: str
    preserve_files: list[str] = []
    base_id: UUID | None = None


class RollbackInput(BaseModel):
    """Which project goes back: the release to serve again, the revision to be head, and whether rows may be lost.

    `left_id` is the head when it was asked for.
    """

    project_id: UUID
    deployment_id: UUID
    head_id: UUID
    left_id: UUID | None
    restore_data: bool = False


class VerifyInput(BaseModel):
    """Which project's head to check; `restore_data` lets the data go back with it."""

    project_id: UUID
    restore_data: bool = False


GENERATE = Kind(
    name="generate",
    input=GenerateInput,
    phases=(
        Phase("read", "Understand the wish", 2),
        Phase("write", "Write the application", 8),
        Phase("check", "Check and build it", 50),
        Phase("release", "Start it", 10),
        Phase("browse", "Open every page in a browser", 30),
    ),
    concurrency=2,
)
DEPLOY = Kind(name="deploy", input=DeployInput, phases=(Phase("release", "Start it"),), concurrency=2)
REFINE = Kind(
    name="refine",
    input=RefineInput,
    phases=(
        Phase("read", "Understand the wish", 2),
        Phase("write", "Change the application", 10),
        Phase("check", "Check and build it", 50),
        Phase("release", "Migrate its data and start it", 10),
        Phase("browse", "Open every page in a browser", 28),
    ),
    concurrency=2,
)
ROLLBACK = Kind(
    name="rollback", input=RollbackInput, phases=(Phase("release", "Restore its data and start it"),), concurrency=2
)
VERIFY = Kind(
    name="verify",
    input=VerifyInput,
    phases=(
        Phase("check", "Check and build it", 55),
        Phase("release", "Start it", 10),
        Phase("browse", "Open every page in a browser", 35),
    ),
    concurrency=2,
)
OF_A_PROJECT = frozenset({GENERATE.name, REFINE.name, ROLLBACK.name, VERIFY.name})
"""Kinds of work during which a project is being built."""
