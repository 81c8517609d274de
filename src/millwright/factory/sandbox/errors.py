"""Refusals of the sandbox that a person can act on."""

from millwright.kit.errors import DomainError, Kind


class SandboxUnavailableError(DomainError):
    """Untrusted code is not run, because this machine cannot isolate it."""

    def __init__(self, reason: str) -> None:
        super().__init__("sandbox_unavailable", Kind.UNAVAILABLE, f"Generated code cannot be run here: {reason}")


class SandboxFailedError(DomainError):
    """The sandbox could not be set up for this one command, so the command never started."""

    def __init__(self, reason: str) -> None:
        super().__init__("sandbox_failed", Kind.UNAVAILABLE, f"The sandbox could not be set up: {reason}")
