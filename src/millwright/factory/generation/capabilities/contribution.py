"""What a capability adds to a generated application: files of its own, and what it hangs into the places for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from millwright.factory.generation.dashboard import ChartKind
from millwright.factory.generation.spec_basics import FileFormat


class PartError(ValueError):
    """A part cannot be made of what the application has become; the text says why, to people."""


class Place(StrEnum):
    """Where something is shown: before signing in, on the public site, in its account menu, or in the workspace."""

    ENTRANCE = "entrance"
    SITE = "site"
    ACCOUNT = "account"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Component:
    """A React component by its name and its module below ``frontend/src`` (``components/cart/CartButton``).

    One that `changes` the record of its page is given what to call then, as `onChange`.
    """

    name: str
    module: str
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A page of its own: `path` as react-router spells it, without the workspace's root.

    Pages of the site are open to anybody unless `signed_in`; pages of the workspace always need a sign-in, and
    the right to read `subject` (an entity's name) where one is given, to delete `every_row` of it, or to create it
    where the page is `creating`.
    """

    path: str
    page: Component
    place: Place = Place.SITE
    signed_in: bool = False
    subject: str | None = None
    creating: bool = False
    every_row: bool = False


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link in a menu: `icon` is a lucide-react component's name. `subject` and `every_row` as in `Route`.

    Among the views of a list, one that is `creating` is for those who may add to it. In a menu, one with `roles` is for
    people of these.
    """

    label: str
    path: str
    icon: str
    place: Place = Place.SITE
    subject: str | None = None
    creating: bool = False
    every_row: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A function of the back end that `check` calls before a row of an entity is created or changed.

    It is ``function(db, user, body, current)``: the body is the entity's Create or Update schema, `current` is None
    when creating. It raises `errors.Invalid({field: message})`.
    """

    function: str
    module: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A function of the back end that says who writes a kept field, in place of the rule for those in charge.

    It is ``function(user, body, current)``, and raises `errors.Invalid`.
    """

    function: str
    module: str
    field: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Records that those who decide on them do not edit, nor whoever sent them in once that is done.

    `decided` are the values of the field `state` that say so; the fields in `names` say whose a record is beside those
    who made it.
    """

    state: str
    decided: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saving:
    """A function of the back end that is called when a row was created or changed, before that is committed.

    It is ``function(db, user, row)``.
    """

    function: str
    module: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A function of the back end that is called before a row is deleted; it may refuse that.

    It is ``function(db, user, row)``.
    """

    function: str
    module: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Rows that are also about what somebody made: `field` refers to it, and people of `roles` see and answer them.

    Where it has to be `entered` first, they create no rows before they have one to refer to. Where it is `others`',
    nobody creates rows about what they made themselves.
    """

    field: str
    roles: tuple[str, ...]
    entered: bool = False
    others: bool = False


@dataclass(frozen=True)
class Ward:
    """Rows that people of `roles` see where what `field` refers to is theirs."""

    field: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignupStep:
    """What comes between signing up and the first sign-in.

    `function` of `module` is called with ``(db, user)``; it puts the account to sleep. `path` is the page that tells
    people what to do, with their ``?email=``. With `roles`, only people of these take the step; others are signed in.
    `readdress` has a new address take it again. `refusal` is a function of the module that is called, with the same,
    for whoever knows the password of an account that is asleep; it may raise a refusal that says why.
    """

    function: str
    module: str
    path: str
    roles: tuple[str, ...] = ()
    readdress: bool = True
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Seed:
    """A function of the back end that adds to a demonstration what sample rows cannot say.

    It is ``function(db, people)``: `people` are the demonstration accounts. With `files` it is given the folder of
    files that people send, too.
    """

    function: str
    module: str
    files: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """An order of lists that is worked out from other rows: `function` of `module` answers the value to sort by, as a
    scalar subquery. Lists take it as `name`; public ones offer it, the greatest first, as `label`, and as the filter
    `filter`, beside filters by fields, what reaches one of `floors` (values with their labels)."""

    name: str
    label: str
    function: str
    module: str
    filter: str
    floors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number that each row of an entity has beside its fields: how many rows of an internal table refer to it.

    Rows answer it as `name`, and lists can be sorted by it. The table's reference is called `subject`.
    """

    name: str
    label: str
    table: str


def _no_components() -> dict[str, tuple[Component, ...]]:
    return {}


def _no_checks() -> dict[str, tuple[Check, ...]]:
    return {}


def _no_savings() -> dict[str, tuple[Saving, ...]]:
    return {}


def _no_removals() -> dict[str, tuple[Removal, ...]]:
    return {}


def _no_inputs() -> dict[str, Mapping[str, Component]]:
    return {}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one use of a capability adds. Everything may be left out; paths are from the root of the application.

    - `files`: path to text. Files that several uses share must be the same text. Tables are entities of the
      specification, `internal` ones where nobody is to see them as records.
    - `framing`: what writes files that show what all parts hang in; it gets the values of the front end's templates.
    - `routers`: modules below ``backend/app/routes`` that have a `router`.
    - `checks`: by entity, what is checked before a row is saved.
    - `savings`: by entity, what is done with a row when it is saved.
    - `removals`: by entity, what is done before a row is deleted.
    - `ample`: by entity, numbers that its rows have plenty of in tests, since what is made with them takes from them.
    - `moves`: by entity, fields whose change changes others of the row, which the application works out.
    - `untyped`: by entity, values of choices that nobody enters, since they come from what people do.
    - `guards`: by entity, who writes some of its kept fields; `seals`: by entity, when its rows are edited no more.
    - `leads`: by entity, whose rows are also those of whoever made what they refer to.
    - `wards`: by entity, who sees rows because what these refer to is theirs; they change none.
    - `holds`: by entity, the internal table whose rows, by their reference `subject`, keep a row of it from everybody
      but its owner and those who may delete every row; `permissions.readable` sees to it.
    - `usable`: by entity, the values with which stored rows can be used in tests, by field: a state that is open.
    - `routes`, `navigation`: pages of its own, and links to them.
    - `header`: components in the header of the site (a cart's button); they get no properties.
    - `menu`: hooks of React that answer links (`{ to, label }`) which follow the others in the menu of the site.
    - `workspace_header`: the same in the workspace, beside its name.
    - `providers`: components around all pages, with children.
    - `card_actions`, `record_actions`, `record_sections`: by entity, components with `row`: on its card in a public
      list, beside the facts of its public page, and below them.
    - `listed`: by entity, the records about one that a section of its public page lists already.
    - `workspace_sections`: by entity, components with `row` below the record's page in the workspace.
    - `related`: by entity, those that refer to it and that a component lists on its page in the workspace, so that the
      usual list of them there is left out.
    - `unlisted`: entities that the workspace's menu leaves out, since they stand on the page of what they belong to.
    - `inputs`: by entity and field, the component that stands in the workspace's form for the usual input; it gets
      `field`, which gives the controls of the form by name.
    - `list_views`: by entity, links from its list in the workspace to other views of it.
    - `list_cards`: by entity, components above its list in the workspace.
    - `start`: components at the top of the dashboard, and of "My account" of a member of a site.
    - `dashboard`, `account`: components on the dashboard, and on the page of one's own account; they get no properties.
    - `section`: the component that stands where a page has this part as a section; it gets `title` and `text`.
    - `list_actions`: by entity, components without properties in the heading of its public list.
    - `bylines`: entities whose rows say who made them (`byline`, a name or null, beside `owner_id`).
    - `signatures`: by entity, what the workspace calls whoever made a row ("Reported by"); its rows have a byline.
    - `person_details`: whether accounts have a picture and a telephone number.
    - `person_pages`: whether people have public pages, at `/profiles/{id}`; bylines lead there.
    - `counts`: by entity, how many rows of internal tables refer to each of its rows.
    - `orders`: by entity, orders of its lists that are worked out from other rows.
    - `coming`: by entity, the field that says when it is: public lists begin with what is to come.
    - `changes`: whether ``lib/changes`` tells when what is on the screen may be out of date.
    - `actors`: whether sessions of the database know who asks: ``db.info["actor"]`` is the id of whoever is signed in.
    - `signup`: what comes between signing up and the first sign-in; at most one capability has it.
    - `role_rights`: whether administrators set what roles may do, and have roles of their own.
    - `site_settings`: whether administrators set the name of the application and whether people may sign up.
    - `installs`: whether browsers install the application: it has a manifest at `/api/app/manifest.webmanifest`.
    - `starts`: whether links to the form of a new record say what is known of it, as the location's state `starts`.
    - `embeds`: whether pages play films and sound from elsewhere, and frame those of YouTube and Vimeo.
    - `map_tiles`: whether pages draw maps, on pictures of the host that `MAP_TILES` names.
    - `tables`: as which files its routes answer tables, by `backend.app.exports`.
    - `draws`: the kinds of charts that its pages draw beside those of the dashboard, and figures with them.
    - `reads_sheets`: whether its routes read Excel workbooks, by `openpyxl`.
    - `papers`: whether its routes answer records as PDF, by `backend.app.pdf_export`.
    - `record_buttons`: by entity, components with `row` beside "Edit" on the record's page in the workspace.
    - `seeds`: what adds to the demonstration; `seeded`: how many rows of entities that people see, by entity.
    - `front`: the path of the page that the workspace opens with, where there are no records that a dashboard shows.
    - `readme`: one sentence each for the README's list of what one can do.
    - `packages`: npm packages that its files import.
    """

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    framing: Callable[[Mapping[str, object]], Mapping[str, str]] | None = None
    routers: tuple[str, ...] = ()
    checks: Mapping[str, tuple[Check, ...]] = field(default_factory=_no_checks)
    savings: Mapping[str, tuple[Saving, ...]] = field(default_factory=_no_savings)
    removals: Mapping[str, tuple[Removal, ...]] = field(default_factory=_no_removals)
    ample: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    untyped: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    guards: Mapping[str, tuple[Guard, ...]] = field(default_factory=dict[str, tuple[Guard, ...]])
    seals: Mapping[str, Seal] = field(default_factory=dict[str, Seal])
    leads: Mapping[str, Lead] = field(default_factory=dict[str, Lead])
    wards: Mapping[str, Ward] = field(default_factory=dict[str, Ward])
    usable: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    holds: Mapping[str, str] = field(default_factory=dict[str, str])
    routes: tuple[Route, ...] = ()
    navigation: tuple[NavigationItem, ...] = ()
    header: tuple[Component, ...] = ()
    menu: tuple[Component, ...] = ()
    workspace_header: tuple[Component, ...] = ()
    providers: tuple[Component, ...] = ()
    card_actions: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    record_actions: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    record_sections: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    workspace_sections: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    unlisted: tuple[str, ...] = ()
    inputs: Mapping[str, Mapping[str, Component]] = field(default_factory=_no_inputs)
    list_views: Mapping[str, tuple[NavigationItem, ...]] = field(default_factory=dict[str, tuple[NavigationItem, ...]])
    list_cards: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    start: tuple[Component, ...] = ()
    dashboard: tuple[Component, ...] = ()
    account: tuple[Component, ...] = ()
    section: Component | None = None
    list_actions: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    bylines: tuple[str, ...] = ()
    signatures: Mapping[str, str] = field(default_factory=dict[str, str])
    person_details: bool = False
    person_pages: bool = False
    counts: Mapping[str, tuple[Count, ...]] = field(default_factory=dict[str, tuple[Count, ...]])
    orders: Mapping[str, tuple[Order, ...]] = field(default_factory=dict[str, tuple[Order, ...]])
    coming: Mapping[str, str] = field(default_factory=dict[str, str])
    changes: bool = False
    actors: bool = False
    signup: SignupStep | None = None
    role_rights: bool = False
    site_settings: bool = False
    installs: bool = False
    starts: bool = False
    embeds: bool = False
    map_tiles: bool = False
    tables: tuple[FileFormat, ...] = ()
    draws: tuple[ChartKind, ...] = ()
    reads_sheets: bool = False
    papers: bool = False
    record_buttons: Mapping[str, tuple[Component, ...]] = field(default_factory=_no_components)
    seeds: tuple[Seed, ...] = ()
    seeded: Mapping[str, int] = field(default_factory=dict[str, int])
    front: str = ""
    readme: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
