"""Which contracts there are, and where each is mounted: the one place to add a door."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.applications import Starlette

from millwright.doors import aibuild, coordinaitor, enterprise, nexus_forge, pixell
from millwright.doors.http.oauth import OAuthDialect
from millwright.doors.http.services import Services
from millwright.platform.webhooks import Dialect


@dataclass(frozen=True, slots=True)
class Door:
    """A contract: its name is its folder on our own host, and its host name below a domain.

    `path` is where its application is mounted; `webhooks` its way of telling them, `oauth` of handing out tokens.
    """

    name: str
    path: str
    create_app: Callable[[Services], Starlette]
    webhooks: Callable[[Services], Dialect] | None = None
    oauth: OAuthDialect | None = None


DOORS = (
    Door(
        "aibuild",
        "/aibuild/v1",
        aibuild.create_app,
        webhooks=lambda services: aibuild.AiBuildWebhooks(services.supervisor),
    ),
    Door(
        "coordinaitor",
        "/coordinaitor",
        coordinaitor.create_app,
        webhooks=lambda _: coordinaitor.Webhooks(),
        oauth=coordinaitor.OAUTH,
    ),
    Door(
        "enterprise",
        "/enterprise",
        enterprise.create_app,
        webhooks=lambda _: enterprise.EnterpriseWebhooks(),
        oauth=enterprise.OAUTH,
    ),
    Door("nexus-forge", "/nexus-forge", nexus_forge.create_app),
    Door("pixell", "/pixell", pixell.create_app),
)
