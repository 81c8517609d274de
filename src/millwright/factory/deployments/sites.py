"""Places of apps: which slug and which port, kept for good, so that an app's address outlives its releases."""

import random
import re
import secrets
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text

from millwright.factory.deployments.models import AppSite, Environment
from millwright.factory.projects import Project
from millwright.kit.context import Context
from millwright.kit.errors import DomainError, Kind

_LOCK = 0x53495445
"""An advisory lock: one site is given away at a time, so that no two get the same port or slug."""
_MAX_LABEL = 63
_RESERVED = frozenset({"admin", "api", "app", "apps", "auth", "console", "mail", "millwright", "static", "www"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What sites are made of: ports that are listened to on the address `host`, and empty folders for data."""

    host: str
    ports: range
    new_folder: Callable[[], str]


async def site_of(ctx: Context, project: Project, environment: Environment, ground: Ground) -> AppSite:
    """The project's site for that environment, made when it has none, with a port that is free.

    Raises `DomainError` ``ports_exhausted`` when there is none.
    """
    await ctx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    query = select(AppSite).where(AppSite.project_id == project.id, AppSite.environment == environment)
    site = await ctx.session.scalar(query)
    if site is None:
        site = AppSite(
            project_id=project.id,
            environment=environment,
            slug=await _free_slug(ctx, project, environment),
            port=await _free_port(ctx, ground),
            folder=ground.new_folder(),
            setup_token=secrets.token_urlsafe(24),
            created_at=ctx.clock(),
        )
        ctx.session.add(site)
        await ctx.session.flush()
    return site


async def move_site(ctx: Context, site_id: UUID, ground: Ground) -> AppSite:
    """Gives a site another port: somebody else has taken its own while it was not listened to."""
    await ctx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    site = await ctx.session.get_one(AppSite, site_id)
    site.port = await _free_port(ctx, ground)
    return site


async def _free_port(ctx: Context, ground: Ground) -> int:
    taken = set(await ctx.session.scalars(select(AppSite.port)))
    for port in ground.ports:
        if port not in taken and port_is_free(ground.host, port):
            return port
    first, last = ground.ports.start, ground.ports.stop - 1
    message = f"All ports for applications ({first}-{last}) are in use; widen MILLWRIGHT_APP_PORTS."
    raise DomainError("ports_exhausted", Kind.UNAVAILABLE, message)


def port_is_free(host: str, port: int) -> bool:
    """Whether the port can be listened to on that address just now."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True


async def _free_slug(ctx: Context, project: Project, environment: Environment) -> str:
    suffix = "-preview" if environment is Environment.PREVIEW else ""
    base = re.sub(r"[^a-z0-9-]+", "-", project.slug.lower()).strip("-") or "app"
    wanted = base[: _MAX_LABEL - len(suffix)].strip("-") + suffix
    taken = set(await ctx.session.scalars(select(AppSite.slug).where(AppSite.slug.startswith(base[:40]))))
    return _unlike(wanted, taken | _RESERVED)


def _unlike(wanted: str, taken: Collection[str]) -> str:
    if wanted not in taken:
        return wanted
    short = wanted[: _MAX_LABEL - 7]
    while True:
        slug = f"{short}-{random.SystemRandom().randrange(16**5):05x}"
        if slug not in taken:
            return slug
