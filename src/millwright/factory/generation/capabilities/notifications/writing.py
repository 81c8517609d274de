"""Notifications as files of the generated application, and what hangs into its places."""

import re
from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Part, Reach, Role

NOTICE = "inbox_notice"
_TEMPLATES = "capabilities/notifications/templates"
_BELL = Component("NotificationBell", "components/notifications/NotificationBell")
_PAGE = Component("NotificationsPage", "pages/notifications/NotificationsPage")
_OVER = re.compile(
    r"^(done|complet|finish|clos|resolv|cancel|declin|reject|refus|paid|returned|expired|archiv|deliver|graded|"
    r"handed_in|submitted|approved|won|lost|void|no_show|checked_out|renewed|sold)"
)
_EXPIRES, _IS_DUE = re.compile(r"expir|valid_until"), re.compile(r"due|deadline|return_by|renew|closes_on|by$")


@dataclass(frozen=True)
class Subject:
    """A record that people are told of, as the templates see it."""

    part: Part
    entity: EntityView
    site: bool

    def _field(self, option: str) -> FieldView | None:
        name = self.part.options.get(option)
        if name is None:
            return None
        found = {field.name: field for field in self.entity.fields}
        return found[name]

    @cached_property
    def state(self) -> FieldView | None:
        """The field whose changes its owner hears of."""
        return self._field("state")

    @cached_property
    def due(self) -> FieldView | None:
        """The day that comes nearer, here or in the record that it belongs to."""
        if self.through is None:
            return self._field("due")
        return next(field for field in self.through.target.fields if field.name == self.part.options["due"])

    @cached_property
    def through(self) -> FieldView | None:
        """The reference to the record that has the day."""
        return self._field("through")

    @cached_property
    def stock(self) -> FieldView | None:
        """How many there are."""
        return self._field("stock")

    @cached_property
    def level(self) -> FieldView | None:
        """How many there should be."""
        return self._field("level")

    @cached_property
    def limit(self) -> FieldView | None:
        """The choice whose last value says that a row is beyond its limits."""
        return self.entity.find(self.part.options.get("limit"))

    @cached_property
    def booked(self) -> FieldView | None:
        """The reference to what is booked, which tells owners more of their booking than their own name does."""
        parts = self.entity.app.spec.parts_of("booking")
        name = next((p.options["subject"] for p in parts if p.options.get("record") == self.entity.name), "")
        return self.entity.find(name)

    @property
    def new(self) -> bool:
        """Whether anybody hears of new rows."""
        return "new" in self.part.options

    @property
    def due_words(self) -> tuple[str, str]:
        """What is said of a day that lies ahead, and of one that is past."""
        name = self.due.name if self.due else ""
        if _EXPIRES.search(name):
            return "expires on", "expired on"
        return ("is due on", "was due on") if _IS_DUE.search(name) else ("is on", "")

    @property
    def moment(self) -> bool:
        """Whether it is due at a time of a day."""
        return self.due is not None and self.due.kind is FieldType.DATETIME

    @property
    def final(self) -> list[str]:
        """The states in which nothing is due any more."""
        field = next((one for one in self.entity.choice_fields if one.name in {"status", "stage", "state"}), self.state)
        return [choice.value for choice in field.choices if _OVER.match(choice.value)] if field else []

    @property
    def progress(self) -> FieldView | None:
        """The field that has the final states."""
        return next((one for one in self.entity.choice_fields if one.name in {"status", "stage", "state"}), self.state)

    @property
    def handlers(self) -> list[Role]:
        """The roles that take care of all rows."""
        spec = self.entity.app.spec
        return [r for r in spec.roles if spec.access(r, self.entity.spec).update is Reach.ALL]

    @property
    def hearers(self) -> list[Role]:
        """The roles that hear of new rows."""
        spec = self.entity.app.spec
        if self.part.options.get("new") == "readers":
            return [r for r in spec.roles if spec.access(r, self.entity.spec).read is Reach.ALL]
        return self.handlers if self.new else []

    @property
    def comments(self) -> str:
        """The class of the comments on it; empty when there are none."""
        tables = {entity.name for entity in self.entity.app.entities}
        table = table_name(self.entity.name, "comment")
        return naming.pascal(table) if "comments" in self.part.options and table in tables else ""

    @property
    def answers(self) -> bool:
        """Whether its comments are answers."""
        parts = self.entity.app.spec.parts_of("comments")
        return any(p.entity == self.entity.name and p.options.get("word") == "answer" for p in parts)

    @property
    def page(self) -> str:
        """Where its list is in the workspace."""
        return self.entity.app.spec.workspace_root + naming.page_path(self.entity.spec)

    @property
    def own_page(self) -> str:
        """Where those who do not take care of all rows see one; ``{id}`` stands for its number."""
        spec = self.entity.app.spec
        if any(part.options.get("record") == self.entity.name for part in spec.parts_of("booking")):
            return f"/my/{naming.kebab(self.entity.plural)}"
        if self.entity.name == "order" and spec.parts_of("cart"):
            return "/my-orders"
        public = self.site and self.entity.spec.visitors.read is Reach.ALL
        return (naming.page_path(self.entity.spec) if public else self.page) + "/{id}"


def subjects_of(spec: AppSpec) -> list[Subject]:
    """Every record that people are told of."""
    app = AppView(spec)
    parts = [part for part in spec.parts_of("notifications") if part.entity is not None]
    return [Subject(part, app.entity(str(part.entity)), spec.layout is Layout.SITE) for part in parts]


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The table of causes, the routes, the bell and its page; for each record the tests of what is told of it."""
    site = spec.layout is Layout.SITE
    subjects = subjects_of(spec)
    talks = bool(spec.parts_of("messages"))
    values: dict[str, object] = {
        "subjects": subjects,
        "talks": talks,
        "talk_page": "/messages",
        "monitored": bool(spec.parts_of("monitoring")),
        "permitted": bool(spec.parts_of("permissions")),
        "site": site,
        "root": spec.workspace_root,
        "admin": naming.constant(spec.admin.name),
        "path": "/notifications",
    }
    files = {
        "backend/app/notifications.py": render(f"{_TEMPLATES}/backend/notifications.py.j2", **values),
        "backend/app/routes/notifications.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        "tests/test_notifications.py": render(f"{_TEMPLATES}/tests/test_notifications.py.j2", **values),
        f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/frontend/NotificationsPage.tsx.j2", **values),
        f"frontend/src/{_BELL.module}.tsx": render(f"{_TEMPLATES}/frontend/NotificationBell.tsx.j2", **values),
        f"frontend/src/{_PAGE.module}.test.tsx": render(
            f"{_TEMPLATES}/frontend/NotificationsPage.test.tsx.j2", **values
        ),
        "frontend/src/lib/notifications.ts": render(f"{_TEMPLATES}/frontend/notifications.ts.j2"),
    }
    own = next((subject for subject in subjects if subject.entity.name == part.entity), None)
    if own is not None:
        files[f"tests/test_{own.entity.name}_notifications.py"] = render(
            f"{_TEMPLATES}/tests/test_subject.py.j2", subject=own, **values
        )
    places = (Place.SITE, Place.WORKSPACE) if site else (Place.WORKSPACE,)
    menus = (Place.ACCOUNT, Place.WORKSPACE) if site else (Place.WORKSPACE,)
    return Contribution(
        files=files,
        routers=("notifications",),
        routes=tuple(Route("/notifications", _PAGE, place, signed_in=True) for place in places),
        navigation=tuple(NavigationItem("Notifications", "/notifications", "Bell", place) for place in menus),
        header=(_BELL,),
        workspace_header=(_BELL,),
        actors=True,
        readme=("See under the bell what is new: it counts what is unread.",),
    )
