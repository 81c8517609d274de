"""The command line is tested against a real server, the one that the journeys use as well."""

import pytest

from tests.doors.cli.running import Run, Said, run_here
from tests.journeys.conftest import app, server
from tests.journeys.servers import environment

__all__ = ["app", "run", "server"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``millwright`` with arguments and settings, but for what takes signals or input."""

    def run(*arguments: str, **settings: str) -> Said:
        return run_here(monkeypatch, capsys, arguments, environment(**settings))

    return run
