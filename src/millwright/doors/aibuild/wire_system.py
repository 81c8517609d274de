"""The shape of what operators see of the installation, which extends the contract."""

from millwright.doors.aibuild.wire import Wire


class ServiceOut(Wire):
    """A service that Millwright stands on; `latency` in milliseconds, null where it did not answer."""

    condition: str
    latency: float | None


class FoundOut(Wire):
    """One thing that Millwright wants of its machine, as ``millwright doctor`` says it."""

    name: str
    present: bool
    detail: str
    turns_off: str
    remedy: str


class SystemOut(Wire):
    """How the installation is. Operations are those of all organizations."""

    version: str
    healthy: bool
    database: ServiceOut
    storage: ServiceOut
    redis: ServiceOut
    messages: ServiceOut
    database_connections: int
    operations_queued: int
    operations_running: int
    findings: list[FoundOut]
