"""Run a command on a file tree under limits: untrusted code runs here and nowhere else."""

from millwright.factory.sandbox.box import Sandbox
from millwright.factory.sandbox.errors import SandboxFailedError, SandboxUnavailableError
from millwright.factory.sandbox.process import RunningProcess
from millwright.factory.sandbox.types import (
    MIB,
    Bind,
    EndedBy,
    Enforcement,
    Limits,
    Result,
    SandboxMode,
    Scratch,
)

__all__ = [
    "MIB",
    "Bind",
    "EndedBy",
    "Enforcement",
    "Limits",
    "Result",
    "RunningProcess",
    "Sandbox",
    "SandboxFailedError",
    "SandboxMode",
    "SandboxUnavailableError",
    "Scratch",
]
