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
