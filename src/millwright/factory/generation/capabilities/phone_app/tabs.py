"""Which places stand in the bar of tabs, and which on the page of one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from millwright.factory.generation.capabilities.contribution import NavigationItem, Place
from millwright.factory.generation.capabilities.phone_app.asking import words
from millwright.factory.generation.compiler.appearance import icon_for
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_site import Belonging
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.spec import AppSpec

_MIDDLE = 3
"""Tabs between the first and one's own."""
_LONGEST = 12
"""Letters that fit below an icon."""
ME = "/me"


@dataclass(frozen=True)
class Tab:
    """A place: `roles` and `subject` say for whom it is there."""

    label: str
    path: str
    icon: str
    subject: str = ""
    roles: tuple[str, ...] = ()


def site_tabs(
    spec: AppSpec, hooks: Hooks, menu: Sequence[tuple[str, str]], entities: Iterable[EntityView]
) -> list[Tab]:
    """Those of the public site: home, what it shows most of, what people do there, and one's own."""
    icons = {entity.public_path: entity.icon for entity in entities if entity.public}
    places = [Tab(label, path, icons.get(path) or _page_icon(path, label)) for path, label in menu]
    first = next((place for place in places if place.path == "/"), Tab("Home", "/", "House"))
    shown = [place for place in places if place.path in icons]
    others = [place for place in places if place.path not in icons and place.path != "/"]
    cart = [Tab("Cart", "/cart", "ShoppingCart")] if spec.parts_of("cart") else []
    linked = [_of(item) for place in (Place.SITE, Place.ACCOUNT) for item in hooks.navigation(place)]
    pages = [_of(item) for item in hooks.navigation(Place.SITE)]
    return _bar(first, shown, _favoured([*cart, *linked]), [*pages, *others])


def work_tabs(hooks: Hooks, entities: Iterable[EntityView], *, home: str, root: str, dashboard: bool) -> list[Tab]:
    """Those of the workspace: the dashboard, the first records, what people do there, and one's own."""
    shown = [Tab(one.spec.plural_label, one.path, one.icon, one.spec.name) for one in entities]
    linked = [_of(item, root) for item in hooks.navigation(Place.WORKSPACE) if not item.every_row]
    special = _favoured(linked, root)
    if not dashboard:
        front = root + hooks.front
        first = next((one for one in linked if one.path == front), None)
        rest = [one for one in special if one.path != front]
        return _bar(first or Tab("Home", home, "House"), shown, rest, [])
    return _bar(Tab("Home", home, "LayoutDashboard"), shown, special, [])


def own_places(spec: AppSpec, hooks: Hooks, belongings: Iterable[Belonging], *, home: str, site: bool) -> list[Tab]:
    """What the page of one's own leads to: what is one's own, the account, and how the application is installed."""
    account = Tab(hooks.account_label, "/account", "CircleUserRound", roles=tuple(role.name for role in spec.roles))
    if not site:
        found = [_of(item) for item in hooks.navigation(Place.WORKSPACE) if not item.subject]
        return [*(one for one in found if one.path != "/install"), account, _INSTALL]
    staff = tuple(role.name for role in spec.roles if not role.signup)
    mine = [
        Tab(
            one.own if set(one.owners) == set(one.roles) else one.entity.spec.plural_label,
            one.entity.path,
            one.entity.icon,
            roles=one.roles,
        )
        for one in belongings
    ]
    everybody = account.roles
    linked = [_of(item) for item in hooks.navigation(Place.ACCOUNT)]
    linked = [replace(one, roles=one.roles or everybody) for one in linked if one.path != "/install"]
    work = [Tab("Dashboard", home, "LayoutDashboard", roles=staff)] if staff else []
    return [*work, *linked, *mine, account, _INSTALL]


_INSTALL = Tab("Install the app", "/install", "Download")


def _bar(first: Tab, shown: Sequence[Tab], special: Sequence[Tab], others: Sequence[Tab]) -> list[Tab]:
    """The tabs in their order; more than fit, since not everybody sees each."""
    favoured = list(special[: max(_MIDDLE - 1, _MIDDLE - len(shown))])
    records = list(shown[: _MIDDLE - len(favoured)])
    rest = [*shown[len(records) :], *special[len(favoured) :], *others]
    tabs = list(dict.fromkeys([first, *records, *favoured, *rest]))
    return [*_short(tabs), Tab("Me", ME, "CircleUserRound")]


def _short(tabs: Sequence[Tab]) -> list[Tab]:
    """The tabs with labels that fit: the last word of a longer one, unless another is called so."""
    labels = [tab.label.removeprefix("My ").capitalize() if tab.label.startswith("My ") else tab.label for tab in tabs]
    ends = [label.split()[-1].capitalize() if len(label) > _LONGEST else label for label in labels]
    return [
        replace(tab, label=end if ends.count(end) == 1 else label)
        for tab, label, end in zip(tabs, labels, ends, strict=True)
    ]


def _favoured(tabs: Sequence[Tab], root: str = "") -> list[Tab]:
    order = [root + path for path in str(words()["first"]).split()]
    return sorted((tab for tab in tabs if tab.path in order), key=lambda tab: order.index(tab.path))


def _of(item: NavigationItem, root: str = "") -> Tab:
    return Tab(item.label, root + item.path, item.icon, item.subject or "", item.roles)


def _page_icon(path: str, label: str) -> str:
    known = cast("dict[str, str]", words()["pages"])
    return known.get(path.strip("/") or "home") or icon_for(label, 0)
