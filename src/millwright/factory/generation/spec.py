"""The application specification: what a prompt was understood to ask for, and all that the compiler reads.

An `AppSpec` is immutable, versioned and validates itself: whoever holds one holds a buildable application.
Its JSON form is stored with each revision and written into the generated tree as ``millwright.json``.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from millwright.factory.generation.access import FULL_ACCESS, Access, Reach
from millwright.factory.generation.dashboard import Chart, ChartKind, DashboardFilter, Figure, Measure
from millwright.factory.generation.field_types import (
    BEGINNING,
    FILLED_IN,
    LINKED,
    NUMERIC,
    TEMPORAL,
    TEXTUAL,
    UNORDERED,
    UPLOADED,
    FieldType,
    SampleValue,
    is_sample,
)
from millwright.factory.generation.formulas import Formula, check_formulas
from millwright.factory.generation.reserved import (
    RESERVED,
    class_names,
    derived_names,
    fault_of_entity_name,
    fault_of_field_name,
    fault_of_name,
)
from millwright.factory.generation.site import Layout, Look, Page, Part, Section, Style
from millwright.factory.generation.spec_basics import (
    FileFormat,
    Identifier,
    Label,
    Reason,
    Sentence,
    SpecError,
    SpecModel,
    Theme,
    fault,
    refuse,
    require_unique,
)
from millwright.kit.errors import DomainError, Kind

SPEC_VERSION = 1
MAX_ENTITIES = 40
MAX_FIELDS = 40

__all__ = [
    "FULL_ACCESS", "MAX_ENTITIES", "MAX_FIELDS", "NUMERIC", "RESERVED", "SPEC_VERSION", "TEMPORAL", "TEXTUAL",
    "UPLOADED", "Access", "AppSpec", "Board", "Chart", "ChartKind", "Choice", "DashboardFilter", "Entity",
    "FieldSpec", "FieldType", "Figure", "FileFormat", "Layout", "Look", "Measure", "Page", "Part", "Reach", "Reason",
    "Role", "SampleValue", "Section", "SpecError", "SpecModel", "Style", "Theme",
]  # fmt: skip

_NEVER_UNIQUE = UNORDERED | {FieldType.ACCOUNT, FieldType.BOOLEAN, FieldType.CHOICE, FieldType.TIME}


class Choice(SpecModel):
    """One of the values a choice field may take; on a board, one column.

    Rows with a `hidden` one, such as drafts, are seen by those alone who made them or may change every row.
    """

    value: Identifier
    label: Label
    hidden: bool = False


class FieldSpec(SpecModel):
    """A typed field of an entity.

    `choices` belongs to choice fields, `target` (an entity's name) to references. A required reference makes deleting
    its target an error while it is referred to; an optional one is emptied. Numbers may have bounds; a whole number
    from 1 to 5 is a rating, shown and given as stars. Files, which people send, and positions may always be missing.

    An account is a person who signs in, of one of `holders` (names of roles; everybody where there are none). What is
    somebody's own are the rows they made and those that name them so: they may read and change them as far as their
    role may its own. Accounts are removed at any time, so it may always be missing.
    A `kept` field is written by those alone who may change every row: in rows of others it begins with its first
    choice, the day, nought, or empty. Forms of new rows have a `preset` day (today) or boolean (yes). Lists narrow by
    what is `sought` first; checkouts ask for what is `asked`; texts may be `formatted`. Steps fill in what has `since`.
    A `numbered` text is given by the server where none is sent, counting on from this first one ("SO-1041").
    """

    name: Identifier
    label: Label
    type: FieldType
    required: bool = False
    unique: bool = False
    choices: tuple[Choice, ...] = ()
    target: Identifier | None = None
    holders: tuple[Identifier, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    kept: bool = False
    preset: bool = False
    sought: bool = False
    asked: bool = False
    formatted: bool = False
    numbered: str = Field(default="", pattern=r"^([A-Z]{1,4}-?[0-9]{1,7})?$")
    since: tuple[Identifier, ...] = ()
    needed: tuple[Identifier, ...] = ()

    @property
    def is_rating(self) -> bool:
        """Whether it is given as stars."""
        return (self.type, self.minimum, self.maximum) == (FieldType.INTEGER, 1, 5)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        place = f"field {self.name}"
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise fault(place, "choices belong to a choice field, and a choice field needs them")
        if (self.type is FieldType.REFERENCE) != (self.target is not None):
            raise fault(place, "a target belongs to a reference, and a reference needs one")
        if self.holders and self.type is not FieldType.ACCOUNT:
            raise fault(place, "holders belong to an account")
        if self.unique and (self.type in _NEVER_UNIQUE or self.maximum is not None):
            raise fault(place, f"a {self.type} cannot be unique")
        if self.numbered and not (self.unique and self.type is FieldType.TEXT):
            raise fault(place, "what is numbered is a text that no two share")
        if self.choices and all(choice.hidden for choice in self.choices):
            raise fault(place, "one of the choices has to be seen by everybody")
        require_unique(place, "choice", (choice.value for choice in self.choices))
        refuse(place, fault_of_field_name(self.name))
        return self

    @model_validator(mode="after")
    def _filled_in(self) -> Self:
        place = f"field {self.name}"
        if self.minimum is not None and self.type not in NUMERIC:
            raise fault(place, "a minimum belongs to a number")
        if self.maximum is not None and (self.type not in NUMERIC or self.maximum <= max(self.minimum or 0, 0)):
            raise fault(place, "a maximum belongs to a number, and is above zero and the minimum")
        if self.required and self.type in UPLOADED | {FieldType.ACCOUNT, FieldType.POSITION}:
            raise fault(place, f"a {self.type} may always be missing")
        if self.kept and self.required and not self.numbered and self.type not in BEGINNING:
            raise fault(place, f"a {self.type} that is kept begins empty, so it is not required")
        if self.since and (self.required or self.unique or self.type not in FILLED_IN):
            raise fault(place, "what a step fills in begins empty, neither required nor unique")
        if {*self.needed} - {*self.since}:
            raise fault(place, "a step needs no field that its state has not")
        return self


class Role(SpecModel):
    """A kind of person who signs in. `signup` lets strangers register as one; one role is the administrator."""

    name: Identifier
    label: Label
    signup: bool = False
    admin: bool = False


class Entity(SpecModel):
    """A kind of record: a table, its routes, and its list, detail and form pages.

    `access` maps role names to permissions (a role left out has none; the administrator always has all), `visitors`
    is what people may do who have not signed in: read all rows, or none, and create. Where the application has a
    public site, records that visitors read have public pages there, which show them as `look` says.
    An `internal` entity is a table that only the code of a capability reads and writes: it has no routes and pages.
    What is `sent_in` comes by a form of the site (see `received`).
    `export` adds CSV, `formats` other files. Sample rows give demonstration data. A sample's reference is the position
    of a row among its target's samples; its dates are ISO (`2024-05-01`) or so many days from today (`+3d`, `-10d`).
    """

    name: Identifier
    plural: Identifier
    label: Label
    plural_label: Label
    fields: tuple[FieldSpec, ...] = Field(min_length=1, max_length=MAX_FIELDS)
    access: dict[Identifier, Access] = Field(default={})
    visitors: Access = Access()
    internal: bool = False
    sent_in: bool = False
    look: Look = Look.CARDS
    export: bool = False
    formats: tuple[FileFormat, ...] = ()
    samples: tuple[dict[Identifier, SampleValue], ...] = Field(default=(), max_length=200)
    formulas: tuple[Formula, ...] = Field(default=(), max_length=8)

    @property
    def title_field(self) -> FieldSpec:
        """The field that names a row to people: the first required text, else the first field."""
        texts = (f for f in self.fields if f.type in {FieldType.TEXT, FieldType.EMAIL} and f.required)
        return next(texts, self.fields[0])

    @property
    def received(self) -> bool:
        """Whether visitors send its rows: they stay as they are but for `kept` fields, and the workspace adds none."""
        return self.sent_in and self.visitors.create and any(field.kept for field in self.fields)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes that it brings along, which no other entity may."""
        return class_names(self.name, tuple(f.name for f in self.fields if f.type is FieldType.CHOICE))

    def field(self, name: str) -> FieldSpec:
        """The field of that name; `KeyError` when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        place = f"entity {self.name}"
        require_unique(place, "field", (field.name for field in self.fields))
        require_unique(place, "name", (name for field in self.fields for name in derived_names(field.name, field.type)))
        linked = (name for f in self.fields if f.type in LINKED for name in derived_names(f.name, f.type))
        refuse(place, *(fault_of_field_name(name) for name in linked))
        refuse(place, fault_of_entity_name(self.name), fault_of_entity_name(self.plural))
        if self.name == self.plural:
            raise fault(place, "singular and plural must differ")
        if self.visitors.read is Reach.OWN or self.visitors.update is not Reach.NONE:
            raise fault(place, "visitors have no rows of their own, and change none")
        names = {field.name for field in self.fields}
        for row in self.samples:
            if not row.keys() <= names:
                raise fault(place, "a sample names a field that the entity lacks")
            for field in self.fields:
                if not _fits(field, row.get(field.name)):
                    raise fault(place, f"a sample has {row.get(field.name)!r} as {field.name}, which it cannot be")
        for field in self.fields:
            values = [row[field.name] for row in self.samples if row.get(field.name) is not None]
            if field.unique and len(values) != len(set(values)):
                raise fault(place, f"samples share a value of {field.name}, which is unique")
        return self


class Board(SpecModel):
    """A page of columns, one for each value of a choice field, with cards that people move between them."""

    entity: Identifier
    field: Identifier
    label: Label


class AppSpec(SpecModel):
    """A whole application. Construction validates; `parse` reads stored JSON.

    Raises `pydantic.ValidationError` whose messages name the place (``entity repair: ...``).
    """

    version: Literal[1] = SPEC_VERSION
    name: Label
    description: Sentence
    theme: Theme = Theme()
    roles: tuple[Role, ...] = Field(min_length=1, max_length=12)
    entities: tuple[Entity, ...] = Field(min_length=1, max_length=MAX_ENTITIES)
    boards: tuple[Board, ...] = ()
    charts: tuple[Chart, ...] = Field(default=(), max_length=12)
    figures: tuple[Figure, ...] = Field(default=(), max_length=8)
    dashboard_filters: tuple[DashboardFilter, ...] = Field(default=(), max_length=4)
    layout: Layout = Layout.WORKSPACE
    style: Style = Style.TOOL
    pages: tuple[Page, ...] = Field(default=(), max_length=30)
    parts: tuple[Part, ...] = Field(default=(), max_length=60)
    reasons: tuple[Reason, ...] = ()
    not_built: tuple[Reason, ...] = ()

    @property
    def admin(self) -> Role:
        """The administrator's role."""
        return next(role for role in self.roles if role.admin)

    @property
    def slug(self) -> str:
        """The name as a part of a URL or a package name."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")[:40].strip("-") or "app"

    @property
    def workspace_root(self) -> str:
        """What the paths of the pages behind the sign-in begin with: nothing, unless there is a public site."""
        return "" if self.layout is Layout.WORKSPACE else "/manage"

    @property
    def public_entities(self) -> tuple[Entity, ...]:
        """Those with pages on the public site."""
        if self.layout is Layout.WORKSPACE:
            return ()
        return tuple(entity for entity in self.entities if entity.visitors.read is Reach.ALL)

    @property
    def contributed_entities(self) -> tuple[Entity, ...]:
        """Public ones of which people who register by themselves add rows, on the site itself."""
        strangers = [role for role in self.roles if role.signup]
        return tuple(
            entity for entity in self.public_entities if any(self.access(role, entity).create for role in strangers)
        )

    def parts_of(self, capability: str) -> tuple[Part, ...]:
        """The uses of a capability."""
        return tuple(part for part in self.parts if part.capability == capability)

    def entity(self, name: str) -> Entity:
        """The entity of that name; `KeyError` when there is none."""
        for entity in self.entities:
            if entity.name == name:
                return entity
        raise KeyError(name)

    def access(self, role: Role, entity: Entity) -> Access:
        """What `role` may do with the rows of `entity`."""
        return FULL_ACCESS if role.admin else entity.access.get(role.name, Access()) | entity.visitors

    def referrers(self, entity: Entity) -> Iterator[tuple[Entity, FieldSpec]]:
        """Each field of an entity that refers to `entity`, with the entity it belongs to."""
        for other in self.entities:
            for field in other.fields:
                if field.target == entity.name:
                    yield other, field

    def in_dependency_order(self) -> tuple[Entity, ...]:
        """Entities so ordered that each comes after those it refers to (itself excepted)."""
        done: dict[str, Entity] = {}
        waiting = list(self.entities)
        while waiting:
            ready = [e for e in waiting if all(f.target in {None, e.name, *done} for f in e.fields)]
            if not ready:
                raise SpecError("cycle of references: " + ", ".join(e.name for e in waiting))
            done.update((e.name, e) for e in ready)
            waiting = [e for e in waiting if e.name not in done]
        return tuple(done.values())

    def to_json(self) -> str:
        """Stable, indented JSON that ends in a newline."""
        return self.model_dump_json(indent=2, exclude_defaults=False) + "\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The specification that `to_json` wrote.

        Raises `DomainError` ``spec_outdated``, which names the place, for one of an earlier version that is valid no
        longer: a name may have become reserved since.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the whole"
            message = f"This application's specification is not valid any more, at {place}: {first['msg']}."
            raise DomainError("spec_outdated", Kind.CONFLICT, message) from None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        require_unique("roles", "role", (role.name for role in self.roles))
        refuse("roles", *(fault_of_name(role.name, frozenset()) for role in self.roles))
        if sum(role.admin for role in self.roles) != 1:
            raise fault("roles", "exactly one role is the administrator")
        if any(role.admin and role.signup for role in self.roles):
            raise fault("roles", "strangers cannot sign up as the administrator")
        require_unique("entities", "name", [name for e in self.entities for name in (e.name, e.plural)])
        require_unique("entities", "class", [name for e in self.entities for name in e.class_names])
        for entity in self.entities:
            self._check_entity(entity)
        try:
            self.in_dependency_order()
        except SpecError as error:
            raise fault("entities", str(error)) from None
        require_unique("boards", "board", (f"{b.entity}.{b.field}" for b in self.boards))
        require_unique("charts", "chart", (chart.name for chart in self.charts))
        for board in self.boards:
            self._field_of(f"board of {board.entity}", board.entity, board.field, {FieldType.CHOICE})
        for chart in self.charts:
            self._check_measured(f"chart {chart.name}", chart)
        require_unique("figures", "figure", (figure.name for figure in self.figures))
        for figure in self.figures:
            self._check_measured(f"figure {figure.name}", figure)
        for narrowing in self.dashboard_filters:
            types = {FieldType.CHOICE, FieldType.REFERENCE}
            self._field_of("dashboard filter", narrowing.entity, narrowing.field, types)
        check_formulas(self)
        self._check_site()
        return self

    def _check_site(self) -> None:
        require_unique("pages", "page", (page.name for page in self.pages))
        require_unique("parts", "part", (f"{part.capability} of {part.entity}" for part in self.parts))
        for page in self.pages:
            for section in page.sections:
                if section.sort and section.entity is not None:
                    self._field_of(f"page {page.name}", section.entity, section.sort.removeprefix("-"), set(FieldType))
        named = [(f"page {page.name}", section.entity) for page in self.pages for section in page.sections]
        named += [(f"part {part.capability}", part.entity) for part in self.parts]
        known = {entity.name for entity in self.entities}
        for place, entity in named:
            if entity is not None and entity not in known:
                raise fault(place, f"names {entity}, which does not exist")

    def _check_entity(self, entity: Entity) -> None:
        roles = {role.name for role in self.roles}
        names = {e.name for e in self.entities}
        place = f"entity {entity.name}"
        if not entity.access.keys() <= roles:
            raise fault(place, "access names a role that does not exist")
        for field in entity.fields:
            if not roles.issuperset(field.holders):
                raise fault(f"{place}.{field.name}", "is held by a role that does not exist")
            if field.target is not None and field.target not in names:
                raise fault(f"{place}.{field.name}", f"refers to {field.target}, which does not exist")
            if field.target == entity.name and field.required:
                raise fault(f"{place}.{field.name}", "a required reference to itself can never be filled")
            if field.target is not None:
                self._check_sample_references(entity, field)

    def _check_sample_references(self, entity: Entity, field: FieldSpec) -> None:
        rows = len(self.entity(str(field.target)).samples)
        for position, row in enumerate(entity.samples):
            value = row.get(field.name)
            within = position if field.target == entity.name else rows
            if value is not None and not (isinstance(value, int) and 0 <= value < within):
                raise fault(f"entity {entity.name}", f"a sample refers to {field.name} {value}, which is not there")

    def _check_measured(self, place: str, measured: Chart | Figure) -> None:
        entity = self.entity_or_fault(place, measured.entity)
        if entity.internal:
            raise fault(place, f"{measured.entity} is internal")
        worked_out = {formula.name for formula in entity.formulas}
        for name, types in measured.columns:
            if name not in worked_out or name != measured.of:
                self._field_of(place, measured.entity, name, types)
        if measured.values and {*measured.values} - {choice.value for choice in entity.field(str(measured.of)).choices}:
            raise fault(place, f"counts a value that {measured.of} has not")

    def entity_or_fault(self, place: str, name: str) -> Entity:
        """The entity of that name; a fault at the place when there is none."""
        try:
            return self.entity(name)
        except KeyError:
            raise fault(place, f"names {name}, which does not exist") from None

    def _field_of(self, place: str, entity: str, field: str, types: Iterable[FieldType]) -> None:
        try:
            found = self.entity(entity).field(field)
        except KeyError as error:
            raise fault(place, f"names {error.args[0]}, which does not exist") from None
        if found.type not in set(types):
            raise fault(place, f"cannot use {field}, which is a {found.type}")


def _fits(field: FieldSpec, value: SampleValue) -> bool:
    if value is None:
        return not field.required or field.type is FieldType.BOOLEAN
    if field.type is FieldType.CHOICE:
        return value in {choice.value for choice in field.choices}
    if not is_sample(field.type, value):
        return False
    if not isinstance(value, int | float):
        return True
    return (field.minimum is None or value >= field.minimum) and (field.maximum is None or value <= field.maximum)
