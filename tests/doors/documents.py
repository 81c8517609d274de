"""All doors behind the front, and what their OpenAPI documents say can be asked of them."""

from collections.abc import AsyncGenerator, Collection, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.types import ASGIApp

from millwright.doors.http.app_proxy import AppProxy
from millwright.doors.http.front import create_front
from millwright.doors.http.oauth import well_known_routes
from millwright.doors.http.services import Services
from millwright.doors.mounts import DOORS
from millwright.factory.deployments import Routes
from tests.doors.conftest import URL

SAFE = frozenset({"GET", "HEAD"})
DOOR_NAMES = tuple(door.name for door in DOORS)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of one door's document. `base` is the path below which `path` stands."""

    door: str
    base: str
    method: str
    path: str
    document: Mapping[str, Any]

    @property
    def name(self) -> str:
        """As ``GET /projects/{project_id}``."""
        return f"{self.method} {self.path}"

    @property
    def is_public(self) -> bool:
        """Whether the document says that no credential is needed."""
        return self.document.get("security") == []

    @property
    def is_safe(self) -> bool:
        """Whether it only reads."""
        return self.method in SAFE

    @property
    def has_body(self) -> bool:
        """Whether the document has a body for it."""
        return "requestBody" in self.document

    @property
    def ids(self) -> list[str]:
        """The parameters in its path."""
        return [item["name"] for item in self.document.get("parameters", []) if item["in"] == "path"]

    @property
    def needed(self) -> list[str]:
        """The other parameters that it cannot do without."""
        named = self.document.get("parameters", [])
        return [item["name"] for item in named if item.get("required") and item["in"] != "path"]

    @property
    def longest_page(self) -> dict[str, str]:
        """The query for as much of a list as there is at once: what is on a later page would not be seen."""
        sizes = [item for item in self.document.get("parameters", []) if item["name"] in {"limit", "page_size"}]
        return {item["name"]: str(item["schema"]["maximum"]) for item in sizes}


def base_of(document: Mapping[str, Any]) -> str:
    """The path below which a document's paths stand."""
    url: str = document["servers"][0]["url"]
    return urlsplit(url).path


def operations_of(door: str, document: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation of a document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield Operation(door, base_of(document), method.upper(), path, operation)


@asynccontextmanager
async def mounted_doors(
    services: Services, names: Collection[str] = DOOR_NAMES, *, origins: Sequence[str] = ()
) -> AsyncGenerator[ASGIApp]:
    """The front with these doors, as the server has it."""
    async with AsyncExitStack() as stack:
        mounted: dict[str, ASGIApp] = {}
        for door in [item for item in DOORS if item.name in names]:
            app = door.create_app(services)
            await stack.enter_async_context(app.router.lifespan_context(app))
            mounted[door.path] = app
        routes = Routes()
        proxy = AppProxy(routes, key=b"k" * 32)
        stack.push_async_callback(proxy.close)
        well_known = well_known_routes([door.oauth for door in DOORS if door.oauth is not None])
        yield create_front(services, routes, proxy, doors=mounted, domain=None, origins=origins, well_known=well_known)


@asynccontextmanager
async def client_of(front: ASGIApp, *, address: str = "127.0.0.1") -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody without a credential, in process."""
    transport = httpx.ASGITransport(front, raise_app_exceptions=False, client=(address, 12345))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


_KNOWN: dict[str, Mapping[str, Any]] = {}
"""Documents that were read: they are the same whatever is behind them, and take a moment to write."""


async def documented(front: ASGIApp, door: str) -> list[Operation]:
    """Every operation of a door's published document."""
    if door not in _KNOWN:
        (path,) = [item.path for item in DOORS if item.name == door]
        async with client_of(front) as client:
            answer = await client.get(f"{path}/openapi.json")
        assert answer.status_code == 200, answer.text
        _KNOWN[door] = answer.json()
    return list(operations_of(door, _KNOWN[door]))
