"""Points as their templates see them: who holds them, what earns them, and what they are redeemed for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.points.reading import CLAIM, CLICK, DONE, MOVE, words
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.frontend_entities import EntityView as TypeScriptView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import constant, in_sentence, pascal
from millwright.factory.generation.spec import AppSpec, Entity, FieldType, Layout, Part, Reach, Role


@dataclass(frozen=True)
class Source:
    """What earns points: a row of a table, whose number is `by`; `amount` is a sum of money that they are counted by.

    Of a row with `states`, only those that are `paid` count, and what is `undone` is taken back; where `gone` says so,
    also what a row earned that is deleted.
    """

    name: str
    label: str
    points: int
    cls: str = ""
    by: str = "id"
    amount: str = ""
    noun: str = ""
    record: str = ""
    states: str = ""
    paid: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class PointsView:
    """The points of an application."""

    spec: AppSpec
    part: Part

    @cached_property
    def app(self) -> AppView:
        """All records, in Python."""
        return AppView(self.spec)

    @property
    def site(self) -> bool:
        """Whether those who hold points are on a site."""
        return self.spec.layout is Layout.SITE

    @property
    def workspace(self) -> str:
        """The path below which the workspace is."""
        return entity_views(self.spec)[0].root

    @property
    def root(self) -> str:
        """The path below which those who hold points are."""
        return "" if self.site else self.workspace

    @property
    def holders(self) -> list[Role]:
        """Those who have points."""
        move = self.spec.entity(MOVE)
        names = next(field.holders for field in move.fields if field.type is FieldType.ACCOUNT)
        return [role for role in self.spec.roles if role.name in names] or [self.spec.roles[0]]

    @property
    def charging(self) -> list[Role]:
        """Those in charge, who see and change everybody's."""
        listed = self.reward or self.badge
        over = [role for role in self.spec.roles if role not in self.holders and role != self.spec.admin]
        may = [r for r in over if listed and self.spec.access(r, listed.spec).update is Reach.ALL]
        return [self.spec.admin, *may]

    @property
    def admin(self) -> str:
        """Who administers, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"

    @cached_property
    def reward(self) -> TypeScriptView | None:
        """What points are redeemed for, if anything."""
        return self._listed("reward") if self._known(CLAIM) is not None else None

    @cached_property
    def task(self) -> TypeScriptView | None:
        """What people mark as done to claim its points."""
        name = self.part.options.get("task") if self._known(DONE) is not None else None
        found = (v for v in entity_views(self.spec) if v.spec.name == name and self._text(v))
        return next((v for v in found if self._has(v.spec, "points", FieldType.INTEGER)), None)

    @property
    def task_cls(self) -> str:
        """The model of a task."""
        return self.app.entity(self.task.spec.name).cls if self.task else ""

    @property
    def task_of(self) -> str:
        """The attribute of what was done, by its id."""
        fields = self.app.entity(DONE).references
        return next(f.attribute for f in fields if self.task and f.spec.target == self.task.spec.name)

    @property
    def task_title(self) -> str:
        """The field that names a task."""
        return self._text(self.task)

    @property
    def each_day(self) -> bool:
        """Whether tasks are done anew each day."""
        return "each_day" in self.part.options

    def on_site(self, name: str) -> bool:
        """Whether those who hold points see a record on the site."""
        return self.site and any(view.spec.name == name and view.public for view in entity_views(self.spec))

    @property
    def reward_cls(self) -> str:
        """The model of a reward."""
        return self.app.entity(self.reward.spec.name).cls if self.reward else ""

    @property
    def badge_cls(self) -> str:
        """The model of a badge."""
        return self.app.entity(self.badge.spec.name).cls if self.badge else ""

    @property
    def claimed(self) -> str:
        """The attribute of what was redeemed, by its id."""
        fields = self.app.entity(CLAIM).references
        return next(f.attribute for f in fields if self.reward and f.spec.target == self.reward.spec.name)

    @cached_property
    def badge(self) -> TypeScriptView | None:
        """What people have from some points on."""
        return self._listed("badge")

    @property
    def title(self) -> str:
        """The field that names a reward."""
        return self._text(self.reward)

    @property
    def badge_title(self) -> str:
        """The field that names a badge."""
        return self._text(self.badge)

    @property
    def cost(self) -> str:
        """The field of what a reward costs."""
        return "points_needed"

    @property
    def stock(self) -> bool:
        """Whether rewards are counted."""
        return self.reward is not None and self._has(self.reward.spec, "stock", FieldType.INTEGER)

    @property
    def switched(self) -> bool:
        """Whether a reward can be taken off the list for a while."""
        return self.reward is not None and self._has(self.reward.spec, "active", FieldType.BOOLEAN)

    @property
    def described(self) -> bool:
        """Whether a badge says what it is for."""
        return self.badge is not None and self._has(self.badge.spec, "description", FieldType.LONG_TEXT)

    @cached_property
    def sources(self) -> list[Source]:
        """What earns points here, by what the application has."""
        return list(self._sources())

    @property
    def shared(self) -> list[EntityView]:
        """What people earn points with by passing it on."""
        return [self.app.entity(str(part.entity)) for part in self.spec.parts_of("sharing")]

    @property
    def pays(self) -> bool:
        """Whether points pay for a part of an order."""
        return "pay" in self.part.options and bool(self.spec.parts_of("cart"))

    @property
    def shipped(self) -> bool:
        """Whether orders are sent to an address."""
        return any("shipped" in part.options for part in self.spec.parts_of("cart"))

    @property
    def clicks(self) -> list[EntityView]:
        """What earns points when somebody comes through a link to it."""
        asked = "clicks" in self.part.options and self._known(CLICK) is not None
        return [entity for entity in self.shared if asked and entity.spec.visitors.read is Reach.ALL]

    @property
    def clicked(self) -> list[TypeScriptView]:
        """The same, in TypeScript."""
        names = [entity.name for entity in self.clicks]
        return [view for view in entity_views(self.spec) if view.spec.name in names]

    @property
    def ranked(self) -> bool:
        """Whether those with the most points are shown to the others."""
        return "ranked" in self.part.options

    @property
    def made_records(self) -> list[str]:
        """The factories of what earns points in tests."""
        return [f"make_{source.record}" for source in self.sources if source.states]

    @property
    def daily(self) -> bool:
        """Whether one checks in for points by a button here."""
        return "daily" in self.part.options

    @property
    def models(self) -> list[str]:
        """The models that earn points, and the choices of their states."""
        names = {source.cls for source in self.sources} | {source.states for source in self.sources}
        return sorted(names - {""})

    def _sources(self) -> Iterator[Source]:
        for part in self.spec.parts_of("cart"):
            yield self._bought(self.app.entity(part.options["order"]), "total", words("undone") | words("back"))
        for part in self.spec.parts_of("reviews"):
            review, subject = pascal(part.options["review"]), str(part.entity)
            yield Source("review", f"A review of {self._one(subject)}", 20, review, gone=True)
        for part in self.spec.parts_of("progress"):
            table = table_name(str(part.entity), "completion")
            label = f"{self.spec.entity(str(part.entity)).label}, marked as done"
            yield Source("done", label, 10, pascal(table), "subject_id")
        for part in self.spec.parts_of("clocking"):
            yield Source("came", "Checking in, once a day", 5, pascal(str(part.entity)), "created_at.date()")
        made = self.part.options.get("made", "")
        if self._known(made) is not None:
            yield self._added(self.app.entity(made))
        if self.shared:
            yield Source("shared", "Passing something on, once each", 5)
        if self.clicks:
            yield Source("click", "Somebody who comes through what one passed on", 5)
        if self.daily:
            yield Source("daily", "Checking in, once a day", 5)

    def _bought(self, order: EntityView, amount: str, ended: frozenset[str]) -> Source:
        """What is paid for, as far as its states tell that it is."""
        state = next(field for field in order.choice_fields if field.name == "status")
        values = [choice.value for choice in state.choices]
        paid = tuple(constant(v) for v in values if v not in words("open") | ended)
        undone = tuple(constant(v) for v in values if v in ended)
        label = f"{self._one(order.name).capitalize()}, for each 1.00 paid"
        return Source(
            "order", label, 1, order.cls, "id", amount, order.label, order.name, state.enum, paid, undone, True
        )

    def _added(self, made: EntityView) -> Source:
        """What people add: by what it costs where it is paid for, as an order is."""
        sums = [f.name for f in made.fields if f.kind is FieldType.MONEY and f.name in {"amount", "price", "total"}]
        if sums and any(field.name == "status" for field in made.choice_fields):
            paid = self._bought(made, sums[0], words("undone"))
            if paid.paid:
                return paid
        state = next((field for field in made.choice_fields if field.name == "status"), None)
        done = [constant(c.value) for c in (state.choices if state else ()) if c.value in words("done")]
        if state is not None and done:
            told = (made.cls, "id", "", made.label, made.name)
            return Source("made", f"{made.label}, once done", 10, *told, state.enum, tuple(done), gone=True)
        return Source("made", f"{made.label}, added", 5, made.cls, noun=made.label, gone=True)

    def _one(self, name: str) -> str:
        label = in_sentence(self.spec.entity(name).label)
        return f"{'an' if label[:1] in 'aeiou' else 'a'} {label}"

    def _known(self, name: str) -> Entity | None:
        return next((entity for entity in self.spec.entities if entity.name == name), None)

    def _listed(self, option: str) -> TypeScriptView | None:
        name = self.part.options.get(option)
        return next((v for v in entity_views(self.spec) if v.spec.name == name and self._costs(v.spec)), None)

    def _costs(self, entity: Entity) -> bool:
        return self._has(entity, "points_needed", FieldType.INTEGER) and bool(self._first(entity))

    def _text(self, view: TypeScriptView | None) -> str:
        return self._first(view.spec) if view is not None else ""

    def _first(self, entity: Entity) -> str:
        return next((field.name for field in entity.fields if field.type is FieldType.TEXT), "")

    def _has(self, entity: Entity, name: str, kind: FieldType) -> bool:
        return any(field.name == name and field.type is kind for field in entity.fields)
