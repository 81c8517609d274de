"""The command line is tested against a real server, the one that the journeys use as well."""

from tests.journeys.conftest import app, server

__all__ = ["app", "server"]
