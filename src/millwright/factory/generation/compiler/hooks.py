"""What the capabilities in use hang into the generated front end, gathered for the templates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from millwright.factory.generation.capabilities import (
    Component,
    Contribution,
    Count,
    NavigationItem,
    Order,
    Place,
    Route,
    SignupStep,
)
from millwright.factory.generation.dashboard import ChartKind
from millwright.factory.generation.spec import AppSpec


@dataclass(frozen=True)
class Hooks:
    """All contributions of an application, by the place where they are shown; nothing comes twice."""

    spec: AppSpec
    contributions: tuple[Contribution, ...]

    def routes(self, place: Place) -> tuple[Route, ...]:
        """The pages of a place."""
        return tuple(r for r in dict.fromkeys(r for c in self.contributions for r in c.routes) if r.place is place)

    def navigation(self, place: Place) -> tuple[NavigationItem, ...]:
        """The links of a place."""
        items = dict.fromkeys(item for c in self.contributions for item in c.navigation)
        return tuple(item for item in items if item.place is place)

    @property
    def header(self) -> tuple[Component, ...]:
        """What stands in the header of the site."""
        return _once(component for c in self.contributions for component in c.header)

    @property
    def menu(self) -> tuple[Component, ...]:
        """The hooks whose links follow the others in the menu of the site."""
        return _once(component for c in self.contributions for component in c.menu)

    @property
    def workspace_header(self) -> tuple[Component, ...]:
        """What stands beside the name in the workspace."""
        return _once(component for c in self.contributions for component in c.workspace_header)

    @property
    def providers(self) -> tuple[Component, ...]:
        """What stands around all pages, outermost first."""
        return _once(component for c in self.contributions for component in c.providers)

    @property
    def start(self) -> tuple[Component, ...]:
        """What stands at the top of the dashboard, and of the account of a member of a site."""
        return _once(component for c in self.contributions for component in c.start)

    def record_buttons(self, entity: str) -> tuple[Component, ...]:
        """What stands beside "Edit" on its page in the workspace."""
        return self._of(lambda c: c.record_buttons.get(entity, ()))

    def list_cards(self, entity: str) -> tuple[Component, ...]:
        """What stands above its list in the workspace."""
        return self._of(lambda c: c.list_cards.get(entity, ()))

    @property
    def dashboard(self) -> tuple[Component, ...]:
        """What stands on the dashboard."""
        return _once(component for c in self.contributions for component in c.dashboard)

    @property
    def account(self) -> tuple[Component, ...]:
        """What stands on the page of one's own account."""
        return _once(component for c in self.contributions for component in c.account)

    @property
    def account_label(self) -> str:
        """What that page is called."""
        return "My profile" if self.account else "My settings"

    def card_actions(self, entity: str) -> tuple[Component, ...]:
        """What stands on a card of the entity in a public list."""
        return self._of(lambda c: c.card_actions.get(entity, ()))

    def record_actions(self, entity: str) -> tuple[Component, ...]:
        """What stands beside the facts of its public page."""
        return self._of(lambda c: c.record_actions.get(entity, ()))

    def record_sections(self, entity: str) -> tuple[Component, ...]:
        """What stands below them."""
        return self._of(lambda c: c.record_sections.get(entity, ()))

    def list_actions(self, entity: str) -> tuple[Component, ...]:
        """What stands in the heading of its public list."""
        return self._of(lambda c: c.list_actions.get(entity, ()))

    def workspace_sections(self, entity: str) -> tuple[Component, ...]:
        """What stands below the record's page in the workspace."""
        return self._of(lambda c: c.workspace_sections.get(entity, ()))

    def related(self, entity: str) -> frozenset[str]:
        """The records that refer to it and that a component lists on its page."""
        return frozenset(other for c in self.contributions for other in c.related.get(entity, ()))

    @property
    def unlisted(self) -> frozenset[str]:
        """The records that the workspace's menu leaves out."""
        return frozenset(name for c in self.contributions for name in c.unlisted)

    def inputs(self, entity: str) -> dict[str, Component]:
        """By field, what stands for its usual input in the form of the workspace."""
        return {name: one for c in self.contributions for name, one in c.inputs.get(entity, {}).items()}

    def list_views(self, entity: str) -> tuple[NavigationItem, ...]:
        """Links from its list in the workspace."""
        return tuple(item for c in self.contributions for item in c.list_views.get(entity, ()))

    def section(self, capability: str, entity: str | None) -> Component:
        """What a section of a page shows of a capability; `KeyError` when it shows nothing there."""
        for part, contribution in zip(self.spec.parts, self.contributions, strict=True):
            if part.capability == capability and part.entity == entity and contribution.section:
                return contribution.section
        raise KeyError(capability)

    @property
    def front(self) -> str:
        """The page that the workspace opens with; nothing for the dashboard."""
        return next((c.front for c in self.contributions if c.front), "")

    @property
    def signup(self) -> SignupStep | None:
        """What comes between signing up and the first sign-in."""
        return next((c.signup for c in self.contributions if c.signup), None)

    @property
    def role_rights(self) -> bool:
        """Whether administrators set what roles may do."""
        return any(c.role_rights for c in self.contributions)

    @property
    def site_settings(self) -> bool:
        """Whether the name of the application is set by its administrators."""
        return any(c.site_settings for c in self.contributions)

    @property
    def installs(self) -> bool:
        """Whether browsers install the application."""
        return any(c.installs for c in self.contributions)

    @property
    def changes(self) -> bool:
        """Whether pages are told when what they show may be out of date."""
        return any(c.changes for c in self.contributions)

    @property
    def draws(self) -> frozenset[ChartKind]:
        """The kinds of charts that their pages draw."""
        return frozenset(kind for c in self.contributions for kind in c.draws)

    @property
    def packages(self) -> tuple[str, ...]:
        """The npm packages that they import."""
        return tuple(sorted({package for c in self.contributions for package in c.packages}))

    @property
    def readme(self) -> tuple[str, ...]:
        """What one can do, a sentence each."""
        return tuple(dict.fromkeys(line for c in self.contributions for line in c.readme))

    @property
    def person_pages(self) -> bool:
        """Whether people have public pages, at `/profiles/{id}`."""
        return any(c.person_pages for c in self.contributions)

    @property
    def person_details(self) -> bool:
        """Whether accounts have a picture and a telephone number."""
        return any(c.person_details for c in self.contributions)

    def has_byline(self, entity: str) -> bool:
        """Whether its rows say who made them."""
        contributed = any(entity == one.name for one in self.spec.contributed_entities)
        return contributed or any(entity in c.bylines or entity in c.signatures for c in self.contributions)

    def signature(self, entity: str) -> str:
        """What the workspace calls whoever made one of its rows; nothing where it does not say."""
        return next((c.signatures[entity] for c in self.contributions if entity in c.signatures), "")

    def coming(self, entity: str) -> bool:
        """Whether its public lists begin with what is to come."""
        return any(entity in c.coming for c in self.contributions)

    def counts(self, entity: str) -> tuple[Count, ...]:
        """The numbers that its rows have beside their fields."""
        return tuple(dict.fromkeys(count for c in self.contributions for count in c.counts.get(entity, ())))

    def orders(self, entity: str) -> tuple[Order, ...]:
        """The orders of its lists that are worked out from other rows."""
        return tuple(order for c in self.contributions for order in c.orders.get(entity, ()))

    def _of(self, found: Callable[[Contribution], Iterable[Component]]) -> tuple[Component, ...]:
        return _once(component for c in self.contributions for component in found(c))


def _once(components: Iterable[Component]) -> tuple[Component, ...]:
    return tuple(dict.fromkeys(components))
