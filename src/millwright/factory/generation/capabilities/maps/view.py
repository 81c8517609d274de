"""Maps as their templates see them: the kinds of record that stand somewhere."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.maps.reading import NAME, known_cities, moves
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView as TypeScriptView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_fields import FieldView as TypeScriptField
from millwright.factory.generation.compiler.naming import constant, kebab
from millwright.factory.generation.spec import AppSpec, Layout, Part, Reach, Role


@dataclass(frozen=True)
class KindView:
    """One kind of record on the map."""

    spec: AppSpec
    part: Part
    entity: EntityView
    page: TypeScriptView

    @property
    def path(self) -> str:
        """What it is called in addresses."""
        return kebab(self.entity.plural)

    @property
    def position(self) -> TypeScriptField:
        """The field that says where a row stands."""
        return self._shown("position")

    @property
    def state(self) -> TypeScriptField | None:
        """The choice that colours the markers."""
        return self._shown("state") if self.part.options.get("state") else None

    @property
    def about(self) -> FieldView | None:
        """What stands below the name: an address, as a rule."""
        return self.entity.find(self.part.options.get("about", ""))

    def _shown(self, option: str) -> TypeScriptField:
        return next(field for field in self.page.fields if field.name == self.part.options[option])

    @property
    def tracked(self) -> bool:
        """Whether those who may change a row can have it follow where they are."""
        return self.part.options.get("tracked") == "yes"

    @property
    def movers(self) -> list[Role]:
        """Whose people tell where one is without changing the rest of it: the drivers among those who work there."""
        working = (role for role in self.spec.roles if not (role.admin or role.signup) and moves(role.name))
        return [role for role in working if self.tracked and self._read(role) is Reach.ALL]

    @property
    def follower(self) -> Role | None:
        """A role whose people see where one is, and do not say it."""
        others = (role for role in self.spec.roles if role not in self.movers)
        return next((role for role in others if self._read(role) is Reach.ALL and not self._changes(role)), None)

    @property
    def public(self) -> bool:
        """Whether visitors of a site see it."""
        return self.spec.layout is Layout.SITE and self.page.public

    @property
    def closed_to(self) -> Role | None:
        """A role whose people may not see any row."""
        return next((role for role in self.spec.roles if self._read(role) is Reach.NONE), None)

    @property
    def own_to(self) -> Role | None:
        """A role whose people see only their own rows."""
        return next((role for role in self.spec.roles if self._read(role) is Reach.OWN), None)

    def _changes(self, role: Role) -> bool:
        return self.spec.access(role, self.entity.spec).update is not Reach.NONE

    def _read(self, role: Role) -> Reach:
        return self.spec.access(role, self.entity.spec).read


@dataclass(frozen=True)
class MapsView:
    """What an application shows on its map."""

    spec: AppSpec

    @cached_property
    def kinds(self) -> list[KindView]:
        """The kinds of record that stand somewhere."""
        app, pages = AppView(self.spec), {view.spec.name: view for view in entity_views(self.spec)}
        return [
            KindView(self.spec, part, app.entity(part.entity), pages[part.entity])
            for part in self.spec.parts_of(NAME)
            if part.entity is not None
        ]

    @property
    def main(self) -> KindView:
        """The first of them, for tests."""
        return self.kinds[0]

    @property
    def public(self) -> bool:
        """Whether the site has a map."""
        return any(kind.public for kind in self.kinds)

    @property
    def moved(self) -> KindView | None:
        """The first kind of which some people tell where a row is and change nothing else."""
        return next((kind for kind in self.kinds if kind.movers), None)

    @property
    def made(self) -> list[str]:
        """What records its tests make rows of."""
        return sorted({kind.entity.name for kind in (self.main, self.moved) if kind})

    @property
    def visited(self) -> bool:
        """Whether people who are not signed in may ask for what is on it."""
        return any(kind.entity.reader == "MaybeUser" for kind in self.kinds)

    @property
    def admin(self) -> str:
        """Who administers, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"

    @property
    def choices(self) -> list[str]:
        """The lists of choices that colour markers."""
        return sorted({kind.state.choices for kind in self.kinds if kind.state})

    @property
    def path(self) -> str:
        """Where the map is; a page of the site may have the usual place."""
        taken = {page.name for page in self.spec.pages} | {kebab(entity.plural) for entity in self.spec.entities}
        return "/places-map" if "map" in taken else "/map"

    @property
    def cities(self) -> list[tuple[str, float, float]]:
        """Towns drawn for orientation, each with latitude and longitude."""
        return [(city.name, city.latitude, city.longitude) for city in known_cities().values()]
