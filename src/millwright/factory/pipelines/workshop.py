"""What pipelines work with: every room of the factory they join, wired by the composition root."""

from dataclasses import dataclass

from millwright.factory.browser import Smoke
from millwright.factory.checks import Checker
from millwright.factory.deployments import Supervisor
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Workshop:
    """The tools of the trade."""

    blobs: Blobs
    sandbox: Sandbox
    toolchain: Toolchain
    checker: Checker
    supervisor: Supervisor
    smoke: Smoke
