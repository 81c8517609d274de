"""What an application offers, told from its specification: for people who want to know before they open it."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities import contributions
from millwright.factory.generation.compiler.naming import api_path
from millwright.factory.generation.spec import AppSpec, Entity


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of the application's own API."""

    method: str
    path: str
    description: str


def features(spec: AppSpec) -> list[str]:
    """What one can do with the application, a few words each."""
    found = [f"Manage {entity.plural_label.lower()}" for entity in spec.entities if not entity.internal]
    found += [f"{board.label} board" for board in spec.boards]
    found += [f"{chart.label} chart" for chart in spec.charts]
    found += dict.fromkeys(line for contribution in contributions(spec) for line in contribution.readme)
    found.append("Sign-in with roles: " + ", ".join(role.label for role in spec.roles))
    return found


def pages(spec: AppSpec) -> list[str]:
    """The names of its pages, those of the public site first; each name once."""
    public = [page.label for page in spec.pages] + [entity.plural_label for entity in spec.public_entities]
    parts = [item.label for contribution in contributions(spec) for item in contribution.navigation]
    records = [entity.plural_label for entity in spec.entities if not entity.internal]
    boards = [board.label for board in spec.boards]
    return list(dict.fromkeys([*public, *parts, "Dashboard", *records, *boards]))


def endpoints(spec: AppSpec) -> list[Endpoint]:
    """The endpoints of its API."""
    signing_in = Endpoint("POST", "/api/auth/login", "Sign in")
    dashboard = Endpoint("GET", "/api/dashboard", "The figures of the dashboard")
    records = [entity for entity in spec.entities if not entity.internal]
    return [signing_in, dashboard, *(endpoint for entity in records for endpoint in _of_entity(entity))]


def _of_entity(entity: Entity) -> Iterator[Endpoint]:
    path, one, many = api_path(entity), entity.label.lower(), entity.plural_label.lower()
    single = f"{path}/{{{entity.name}_id}}"
    yield Endpoint("GET", path, f"List {many}")
    yield Endpoint("POST", path, f"Create a {one}")
    yield Endpoint("GET", single, f"Show a {one}")
    yield Endpoint("PATCH", single, f"Change a {one}")
    yield Endpoint("DELETE", single, f"Delete a {one}")
