"""Entities as the templates of the browser's code see them: names, paths and pieces of code, settled once."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from millwright.factory.generation.compiler.appearance import icon_of, tones_of
from millwright.factory.generation.compiler.duties import STATES, Due, due_of, expiry_of, has_it
from millwright.factory.generation.compiler.frontend_fields import Code, FieldView, Target, segment_of
from millwright.factory.generation.compiler.naming import camel, page_path, pascal
from millwright.factory.generation.compiler.rendering import ts
from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.formulas import SHARES
from millwright.factory.generation.spec import (
    TEMPORAL,
    TEXTUAL,
    UPLOADED,
    Access,
    AppSpec,
    Entity,
    FieldSpec,
    FieldType,
    Reach,
)

MAX_COLUMNS = 6
_MOST_WORKED_OUT = 2
TAKEN_TYPES = frozenset(
    # Names that the generated modules import or declare beside an entity's type, and those built into the language.
    """
    Access Account ApiError App Array AuthState Badge Board Boolean Button ButtonLink Card Chart ChartData Choice
    ChoiceField ChoiceFilter Code Column Combobox Control Dashboard Data DataTable Date DateField Detail Details
    Dialog Draft Due Edit EmptyState Error ErrorState Event EventTarget Expires ExportLinks Fields File FileFormat
    FileLink
    Intl JSON Layout Link List ListQuery ListToolbar Map Math Number Object Option OptionSource Page PageHeader
    Pagination Partial Pencil PersonField Picture Pictures PicturesField Plus Promise Props Reach Record RecordForm
    ReferenceLink RelatedList Request Resource Response Role Route Routes Set ShareBar Skeleton SquareKanban Stars
    StarsField Stored String Subject Symbol TagList TagsField TextList Theme Thumbnail Toast Tone UploadField Url User
    """.split()
)
TAKEN_CLIENTS = frozenset({"accountHolders", "auth", "dashboard", "users"})


@dataclass(frozen=True)
class BoardView:
    """A board page of an entity; `lines` is what stands on a card below its title."""

    component: str
    module: str
    segment: str
    path: str
    label: str
    by: FieldView
    lines: tuple[Code, ...]


@dataclass(frozen=True)
class RelatedView:
    """A list, on the page of one record, of the records of another entity that refer to it."""

    entity: "EntityView"
    by: FieldView
    title: str
    detail: Code
    item: str


@dataclass(frozen=True)
class EntityView:
    """An entity as the templates see it."""

    spec: Entity
    type: str
    client: str
    icon: str
    root: str
    public: bool
    contributed: bool
    fields: tuple[FieldView, ...]
    boards: list[BoardView] = field(default_factory=list[BoardView])
    related: list[RelatedView] = field(default_factory=list[RelatedView])

    @property
    def path(self) -> str:
        """Where its list is in the workspace."""
        return self.root + self.public_path

    def is_own(self, access: Access) -> bool:
        """Whether those who sign up find only their own here: all that they may read, or what they add to the site."""
        return access.read is Reach.OWN or (self.contributed and access.create)

    @property
    def public_path(self) -> str:
        """Where its list is on the public site."""
        return page_path(self.spec)

    @property
    def columns(self) -> tuple[FieldView, ...]:
        """The fields in its table, beside what a row is called: those that tell rows apart best, in their order."""
        long = _LONG - {FieldType.LONG_TEXT} | {FieldType.PHONE} if self.spec.received else _LONG
        rest = [f for f in self.fields if not (self.named and f == self.title_field) and f.type not in long]
        told = sorted(rest, key=lambda f: _telling(f, rest))[
            : MAX_COLUMNS - 1 - len(self.worked_out[:_MOST_WORKED_OUT])
        ]
        return tuple(f for f in rest if f in told) + self.worked_out[:_MOST_WORKED_OUT]

    @cached_property
    def worked_out(self) -> tuple[FieldView, ...]:
        """The numbers of its rows that nobody types, as fields that are shown."""
        made = (
            (FieldSpec(name=one.name, label=one.label, type=one.type), one.operation in SHARES)
            for one in self.spec.formulas
        )
        return tuple(FieldView(spec, self.spec.name, share=share) for spec, share in made)

    @property
    def entered(self) -> tuple[FieldView, ...]:
        """The fields of its form in the workspace: what was received stays as it was sent."""
        return tuple(f for f in self.fields if f.spec.kept or not self.spec.received)

    @cached_property
    def due(self) -> Due | None:
        """The day by which something has to be done with a row, else that on which it runs out."""
        return due_of(self.spec) or expiry_of(self.spec)

    def cell(self, shown: FieldView) -> Code:
        """An expression for a value of `row` in the workspace, where what is overdue says so and texts are cut."""
        if shown.type is FieldType.LONG_TEXT:
            value = f"plainWords(row.{shown.name})" if shown.formatted else f"row.{shown.name}"
            uses = frozenset({"plainWords"} if shown.formatted else ())
            return Code(f'<span className="line-clamp-2 min-w-40">{{{value}}}</span>', uses)
        return _marked(self.due, shown) if self.due and shown.spec == self.due.by else shown.cell

    def detail(self, shown: FieldView) -> Code:
        """JSX for a value on the page of a `record`, alike."""
        if self.due is None or shown.spec != self.due.by:
            return shown.detail
        marked = _marked(self.due, shown, "record")
        return Code(marked.text if marked.text.startswith("<") else f"{{{marked.text}}}", marked.uses)

    @property
    def named(self) -> bool:
        """Whether a field says what a row is called; otherwise it has only a number."""
        named = self.title_field
        return named.type in TEXTUAL or (named.target is not None and named.target.name != self.spec.name)

    @property
    def starts(self) -> str:
        """What a new record starts with, as the members of a TypeScript object: the first of each needed choice."""
        return _starts(field for field in self.fields if not field.spec.kept)

    @property
    def starts_in_charge(self) -> str:
        """The same for those who write what is kept, too."""
        return _starts(self.fields)

    @property
    def kept(self) -> bool:
        """Whether there are fields that only those in charge write."""
        return any(field.spec.kept for field in self.fields)

    def state_of(self, filled: FieldView) -> str:
        """The field whose states say whether a step has filled in another."""
        states = {*filled.spec.since}
        return next((f.name for f in self.fields if states <= {choice.value for choice in f.spec.choices}), "")

    @property
    def asks_charge(self) -> bool:
        """Whether its form depends on who fills it in."""
        return self.kept and not self.spec.received

    @property
    def title_label(self) -> str:
        """The heading of the column that names the rows."""
        return self.title_field.label if self.named else self.spec.label

    @property
    def title_sort(self) -> str:
        """What a list is ordered by when that heading is pressed; nothing when it cannot be."""
        if not self.named:
            return "created_at"
        return "" if self.title_field.unsorted else self.title_field.name

    @property
    def filters(self) -> tuple[tuple[FieldView, Code], ...]:
        """The fields one can filter by, with their inputs."""
        return tuple((f, f.filter_input) for f in self.fields if f.filter_input)

    @property
    def references(self) -> tuple[FieldView, ...]:
        """The fields that point to other records."""
        return tuple(f for f in self.fields if f.target)

    @property
    def title_field(self) -> FieldView:
        """The field that says what a row is called."""
        return next(f for f in self.fields if f.spec == self.spec.title_field)

    @property
    def title(self) -> str:
        """An expression for what `row` is called."""
        unnamed = f"`{ts(self.spec.label)[1:-1]} ${{row.id}}`"
        if not self.named:
            return unnamed
        named = self.title_field
        value = f"row.{named.name}_label" if named.target else f"row.{named.name}"
        if named.spec.required:
            return f"{value}.slice(0, 80)" if named.type is FieldType.LONG_TEXT else value
        return f"{value}?.slice(0, 80) ?? {unnamed}" if named.type is FieldType.LONG_TEXT else f"{value} ?? {unnamed}"


def _telling(field: FieldView, among: list[FieldView]) -> int:
    """How soon a list shows a field: state, what it belongs to, money and day; then who; then the rest."""
    kind = field.type
    states = [f for f in among if f.type is FieldType.CHOICE]
    state = next((f for f in states if f.name in STATES), next(iter(states), None))
    if kind in LINKED or kind is FieldType.MONEY or field in (state, _first(among, TEMPORAL)):
        return 0
    if field in (_first(among, {FieldType.TEXT}), _first(among, {FieldType.INTEGER, FieldType.DECIMAL})):
        return 1
    return 3 if kind in {FieldType.EMAIL, FieldType.PHONE} else 2


def _first(fields: list[FieldView], kinds: Container[FieldType]) -> FieldView | None:
    return next((f for f in fields if f.type in kinds), None)


_LONG = UPLOADED | {FieldType.LONG_TEXT, FieldType.POSITION, FieldType.URL}


def entity_views(spec: AppSpec) -> tuple[EntityView, ...]:
    """Every entity that people see as records, in their order, with boards and related lists resolved."""
    names = _Names()
    records = [entity for entity in spec.entities if not entity.internal]
    types = {e.name: names.type_of(e) for e in records}
    clients = {e.name: names.client_of(e) for e in records}
    targets = {e.name: Target(e.name, f"api.{clients[e.name]}") for e in records}
    views = {
        e.name: EntityView(
            spec=e,
            type=types[e.name],
            client=f"api.{clients[e.name]}",
            icon=icon_of(e, position),
            root=spec.workspace_root,
            public=e in spec.public_entities,
            contributed=e in spec.contributed_entities,
            fields=tuple(_field_view(f, e.name, types[e.name], names, targets) for f in e.fields),
        )
        for position, e in enumerate(records)
    }
    for view in views.values():
        view.boards.extend(_boards(spec, view))
        view.related.extend(_related(spec, view, views))
    return tuple(views.values())


class _Names:
    """Gives out names that the TypeScript modules can hold side by side."""

    def __init__(self) -> None:
        self._taken = set(TAKEN_TYPES | TAKEN_CLIENTS)

    def type_of(self, entity: Entity) -> str:
        return self._free(pascal(entity.name), "Row")

    def client_of(self, entity: Entity) -> str:
        return self._free(camel(entity.plural), "Rows")

    def choice_type(self, owner: str, choice: FieldSpec) -> str:
        return self._free(owner + pascal(choice.name), "Choice")

    def _free(self, name: str, suffix: str) -> str:
        while name in self._taken:
            name += suffix
        self._taken.add(name)
        return name


def _field_view(spec: FieldSpec, entity: str, owner: str, names: _Names, targets: dict[str, Target]) -> FieldView:
    if spec.choices:
        choice_type = names.choice_type(owner, spec)
        choices = choice_type[:1].lower() + choice_type[1:] + "Choices"
        return FieldView(spec, entity, choices=choices, choice_type=choice_type, tones=tones_of(spec.choices))
    if spec.type is FieldType.ACCOUNT:
        return FieldView(
            spec, entity, target=Target("accountHolder", f"api.accountHolders.{people_named(spec.holders)}")
        )
    return FieldView(spec, entity, target=targets[spec.target] if spec.target else None)


def people_named(holders: tuple[str, ...]) -> str:
    """What the people of some roles are called in the API client; everybody, where none are given."""
    return camel("_or_".join(holders)) or "everybody"


def _boards(spec: AppSpec, view: EntityView) -> Iterator[BoardView]:
    boards = [board for board in spec.boards if board.entity == view.spec.name]
    for position, board in enumerate(boards):
        by = next(f for f in view.fields if f.name == board.field)
        segment = segment_of(by.spec, first=position == 0)
        infix = "" if position == 0 else f"By{pascal(by.name)}"
        yield BoardView(
            component=f"{view.type}{infix}BoardPage",
            module=f"{infix}BoardPage",
            segment=segment,
            path=f"{view.path}/{segment}",
            label=board.label,
            by=by,
            lines=tuple(_card_line(view.cell(f)) for f in _card_fields(view, by)),
        )


def _card_fields(view: EntityView, by: FieldView) -> list[FieldView]:
    """What is due, who has it, and what else there is room for, in the order of the fields."""
    shown = LINKED | {FieldType.DATE, FieldType.DATETIME, FieldType.MONEY, FieldType.CHOICE}
    fields = [f for f in view.fields if (f.type in shown or has_it(f.spec)) and f not in {by, view.title_field}]
    due = view.due.by if view.due else None
    first = sorted(fields, key=lambda f: 0 if f.spec == due else 1 if has_it(f.spec) else 2)[:3]
    return [f for f in fields if f in first]


def _card_line(shown: Code) -> Code:
    text = shown.text if shown.text.startswith("<") else f"{{{shown.text}}}"
    return Code(f'<p className="mt-1 break-words text-muted">{text}</p>', shown.uses)


def _marked(due: Due, shown: FieldView, row: str = "row") -> Code:
    """The day by which something is due, marked where it has passed and nothing tells that it is done."""
    plain = shown.cell
    value = f"{row}.{shown.name}"
    name, day = ("Expires", "on") if due.expires else ("Due", "by")
    text = f"<{name} {day}={{{value}}} open={{{due.open}}}>{{{plain.text}}}</{name}>".replace("row.", f"{row}.")
    return Code(text if shown.spec.required else f"{value} && {text}", plain.uses | {name})


def _starts(fields: Iterable[FieldView]) -> str:
    return ", ".join(f"{field.name}: {field.begins}" for field in fields if field.begins)


def _related(spec: AppSpec, view: EntityView, views: dict[str, EntityView]) -> Iterator[RelatedView]:
    referrers = [(other, field) for other, field in spec.referrers(view.spec) if not other.internal]
    for other, reference in referrers:
        entity = views[other.name]
        several = sum(one is other for one, _ in referrers) > 1 or other is view.spec
        title = f"{other.plural_label} ({reference.label})" if several else other.plural_label
        by = next(f for f in entity.fields if f.spec == reference)
        yield RelatedView(entity=entity, by=by, title=title, detail=aside_of(entity), item=_item(entity, by))


def _item(entity: EntityView, by: FieldView) -> str:
    """The field that stands for a row where its title only repeats the page that it is on; else nothing."""
    if entity.title_field != by:
        return ""
    return next((f.name for f in entity.fields if f.type in TEXTUAL and f.spec.required), "")


def aside_of(entity: EntityView) -> Code:
    """What tells the rows of a related list apart beside their titles: a status, an amount or a date."""
    for wanted in ({FieldType.CHOICE}, {FieldType.MONEY}, {FieldType.DATE, FieldType.DATETIME}):
        for candidate in entity.fields:
            if candidate.type in wanted and candidate != entity.title_field:
                return candidate.cell
    return Code("formatAge(row.created_at)", frozenset({"formatAge"}))
