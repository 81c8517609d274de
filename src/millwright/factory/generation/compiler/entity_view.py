"""Entities, and the whole application, as the back-end templates see them."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities import Contribution, Count, contributions
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.access_words import access_words
from millwright.factory.generation.compiler.column_types import SCHEMA_TYPES
from millwright.factory.generation.compiler.contributed import Contributed
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.formula_view import FormulaView, formula_views
from millwright.factory.generation.field_types import LINKED, RANGED
from millwright.factory.generation.spec import (
    TEXTUAL,
    Access,
    AppSpec,
    Entity,
    FieldSpec,
    FieldType,
    FileFormat,
    Reach,
    Role,
)

# Names that the module of an entity's routes uses for other things.
_TAKEN_VARIABLES = frozenset(
    """
    access between between_days body by_name check csv_response current date db exactly items joinedload made_by name
    options ordering paginate people person q readable refuse_while_used require_create require_reference require_unique
    role router row rows search statement tagged total value
    """.split()
)


ORDERS = frozenset({"place", "position", "rank", "sequence", "sort_order", "step_number"})


@dataclass(frozen=True)
class Use:
    """A field of another entity that refers to this one."""

    cls: str
    attribute: str
    label: str
    plural_label: str


@dataclass(frozen=True)
class EntityView(Contributed):
    """An entity in Python: its class, its fields by what is done with them, and the lines that templates place."""

    spec: Entity
    app: "AppView"

    @property
    def name(self) -> str:
        """Its name in snake case."""
        return self.spec.name

    @property
    def plural(self) -> str:
        """The name of its table and of its modules of schemas and routes."""
        return self.spec.plural

    @property
    def label(self) -> str:
        """Its name to people."""
        return self.spec.label

    @property
    def plural_label(self) -> str:
        """Many of it, to people."""
        return self.spec.plural_label

    @property
    def changeable(self) -> tuple[FieldView, ...]:
        """What may change of a row; what was received stays as it was sent."""
        return tuple(field for field in self.fields if field.spec.kept or not self.spec.received)

    @property
    def export(self) -> bool:
        """Whether lists can be downloaded as CSV."""
        return self.spec.export

    @property
    def formats(self) -> tuple[FileFormat, ...]:
        """The other files that lists can be downloaded as."""
        return self.spec.formats

    @property
    def printed(self) -> tuple[FieldView, ...]:
        """The fields that such files have: a file that somebody sent is none of them."""
        return tuple(field for field in self.fields if not field.is_uploaded) or self.fields

    @property
    def cls(self) -> str:
        """The class of its model."""
        return naming.pascal(self.name)

    @property
    def module(self) -> str:
        """The module of its model."""
        return self.name

    @property
    def variable(self) -> str:
        """What one row of it is called in code."""
        return f"{self.name}_row" if self.name in _TAKEN_VARIABLES else self.name

    @cached_property
    def fields(self) -> tuple[FieldView, ...]:
        """Its fields in the order of the specification."""
        return tuple(FieldView(field, self) for field in self.spec.fields)

    @cached_property
    def formulas(self) -> tuple[FormulaView, ...]:
        """What is worked out of its rows."""
        return formula_views(self)

    def find(self, name: str | None) -> FieldView | None:
        """The field of that name, if there is one: an option of a part may name one that is no more."""
        return next((field for field in self.fields if field.name == name), None)

    def field(self, name: str) -> FieldView:
        """The field of that name. Raises `KeyError` with the name where there is none."""
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def title(self) -> FieldView:
        """The field that names a row."""
        return next(field for field in self.fields if field.spec == self.spec.title_field)

    @property
    def references(self) -> tuple[FieldView, ...]:
        """The fields that point to other rows."""
        return tuple(field for field in self.fields if field.is_reference)

    @property
    def accounts(self) -> tuple[FieldView, ...]:
        """Those of them that name somebody who signs in: the rows are theirs too."""
        return tuple(field for field in self.references if field.is_account)

    @property
    def targets(self) -> tuple["EntityView", ...]:
        """The other entities that it refers to, each once."""
        found = {field.target.name: field.target for field in self.references if not field.is_self_reference}
        return tuple(found.values())

    @property
    def choice_fields(self) -> tuple[FieldView, ...]:
        """The fields that take one of a few values."""
        return tuple(field for field in self.fields if field.is_choice)

    @property
    def needed(self) -> tuple[FieldView, ...]:
        """The fields that are never empty."""
        return tuple(field for field in self.fields if not field.nullable)

    @property
    def kept(self) -> tuple[FieldView, ...]:
        """The fields that only those in charge write."""
        return tuple(field for field in self.fields if field.spec.kept)

    @property
    def kept_by_charge(self) -> tuple[FieldView, ...]:
        """Those of them of which no capability says otherwise who writes them."""
        guarded = {guard.field for guard in self.guards}
        return tuple(field for field in self.kept if field.name not in guarded)

    @property
    def order(self) -> str | None:
        """The number that says in which order rows are listed, where there is one."""
        return next((field.name for field in self.fields if field.name in ORDERS and field in self.ranged), None)

    @property
    def hidden(self) -> tuple[FieldView, ...]:
        """The choices with values that keep a row back from most people."""
        return tuple(field for field in self.fields if field.hidden)

    @property
    def sortable(self) -> tuple[FieldView, ...]:
        """The fields that lists are sorted by."""
        return tuple(field for field in self.fields if field.indexed)

    @property
    def searchable(self) -> tuple[FieldView, ...]:
        """The fields whose own text `q` is looked for in."""
        return tuple(field for field in self.fields if field.kind in TEXTUAL | {FieldType.TAGS})

    @property
    def searched(self) -> tuple[str, ...]:
        """What `q` is looked for in, in Python: what people see of a row, the names of what it refers to included."""
        columns = [field.looked_in for field in self.fields]
        if self.has_byline:
            columns.append(f"NameOf({self.cls}.owner_id, User, User.name)")
        return tuple(column for column in columns if column)

    @property
    def exact(self) -> tuple[FieldView, ...]:
        """The fields that lists are narrowed by to one value, or to the words that it holds."""
        kinds = LINKED | {FieldType.BOOLEAN, FieldType.CHOICE, FieldType.TAGS}
        return tuple(field for field in self.fields if field.kind in kinds or field.is_sought_text)

    @property
    def ranged(self) -> tuple[FieldView, ...]:
        """The fields that lists are narrowed by between two bounds."""
        return tuple(field for field in self.fields if field.kind in RANGED)

    @property
    def uploaded(self) -> tuple[FieldView, ...]:
        """The fields that hold files which people send."""
        return tuple(field for field in self.fields if field.is_uploaded)

    @property
    def has_tags(self) -> bool:
        """Whether lists are narrowed by tags."""
        return any(field.kind is FieldType.TAGS for field in self.fields)

    @property
    def unique(self) -> tuple[FieldView, ...]:
        """The fields of which no two rows have the same value."""
        return tuple(field for field in self.fields if field.spec.unique)

    @property
    def has_moments(self) -> bool:
        """Whether lists are narrowed by the days of moments."""
        return any(field.kind is FieldType.DATETIME for field in self.fields)

    @property
    def query(self) -> str:
        """The class of a list's parameters."""
        return f"{self.cls}Query" if self.narrowing else "ListQuery"

    @property
    def schema_types(self) -> tuple[str, ...]:
        """The types of fields that its schemas use."""
        types = {SCHEMA_TYPES[field.kind] for field in self.fields if not field.is_choice} - {"bool"}
        if any(field.is_temporal for field in self.ranged):
            types.add("Day")
        if any(field.spec.numbered for field in self.fields):
            types.add("Counted")
        if self.has_tags or any(field.is_sought_text for field in self.fields):
            types.add("SearchText")
        if self.references:
            types.add("RowLabel")
        if "DecimalNumber" in types or any(formula.output_type == "JsonDecimal" for formula in self.formulas):
            types.add("JsonDecimal")
        return tuple(sorted(types))

    @property
    def route_models(self) -> tuple[str, ...]:
        """The models that its routes name: its own, those its labels come from, and those that need its rows."""
        referrers = {use.cls for use in self.required_referrers}
        steps = [step for field in self.references for step in field.label_path]
        on_the_way = {cls for step in steps for cls in (step.entity.cls, step.target.cls)}
        counted = {table.cls for _, table in self.counts}
        models = {self.cls, *(target.cls for target in self.targets)} | referrers | on_the_way | counted
        roles = {"Role"} if any(field.spec.holders for field in self.accounts) else set[str]()
        return tuple(sorted((models | roles) - {self.app.accounts.cls}))

    @property
    def integrity_functions(self) -> tuple[str, ...]:
        """The checks against other rows that its routes make."""
        functions = {
            "require_in_charge": self.kept_by_charge,
            "refuse_while_used": self.required_referrers,
            "require_order": self.spans,
            "require_person": self.accounts,
            "require_reference": [field for field in self.references if not field.is_account],
            "require_unique": self.unique,
        }
        return tuple(name for name, used in functions.items() if used)

    @property
    def check_words(self) -> str:
        """What `check` refuses."""
        parts = {
            "what others are in charge of": self.kept,
            "a reference to what the user may not read": self.references,
            "a value that another row has already": self.unique,
            "an end before the beginning": self.spans,
            "what the rules of its kind forbid": self.checks,
        }
        return " and ".join(words for words, used in parts.items() if used)

    @property
    def checked(self) -> bool:
        """Whether a body needs the database to be judged."""
        return bool(self.kept or self.references or self.unique or self.spans or self.checks)

    @property
    def spans(self) -> tuple[FieldView, ...]:
        """The fields that are not before another of them."""
        return tuple(field for field in self.fields if field.begin is not None)

    @property
    def narrowing(self) -> tuple[FieldView, ...]:
        """The fields that lists are narrowed by."""
        return tuple(field for field in self.fields if field in self.exact or field in self.ranged)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What a query narrows a list by."""
        found = ("search(query.q, *SEARCHED)",) if self.searched else ()
        return (*found, *(field.condition for field in self.narrowing))

    @property
    def self_references(self) -> tuple[FieldView, ...]:
        """References to itself that lists are sorted by, by the name of the other row."""
        return tuple(f for f in self.references if f.is_self_reference and not self.title.is_reference)

    @property
    def visitors(self) -> str:
        """What may be done without an account, in Python."""
        return access_words(self.spec.visitors)

    @property
    def granted(self) -> tuple[tuple[Role, str], ...]:
        """Each role that may do something, with what, in Python."""
        granted = ((role, self.app.spec.access(role, self.spec)) for role in self.app.spec.roles)
        return tuple((role, access_words(access)) for role, access in granted if access != Access())

    @property
    def reader(self) -> str:
        """The type of whoever asks for rows: somebody signed in, unless visitors may read them."""
        return "MaybeUser" if self.spec.visitors.read is Reach.ALL else "CurrentUser"

    @property
    def creator(self) -> str:
        """The type of whoever creates rows."""
        return "Sender" if self.spec.visitors.create else "CurrentUser"

    @property
    def asker(self) -> str:
        """The type of whoever is handed to functions, signed in or not."""
        return "User | None" if {self.reader, self.creator} & {"MaybeUser", "Sender"} else "User"

    @property
    def asking(self) -> tuple[str, ...]:
        """The types of those who ask for anything."""
        return tuple(sorted({"CurrentUser", self.reader, self.creator}))

    @property
    def led_by(self) -> FieldView:
        """The reference to what the rows are about, of an entity that has a `lead`."""
        return next(field for field in self.references if self.lead and field.name == self.lead.field)

    @property
    def hold(self) -> "EntityView | None":
        """The table whose rows keep rows of this one back."""
        tables = (part.holds[self.name] for part in self.app.contributions if self.name in part.holds)
        return next((self.app.entity(table) for table in tables), None)

    @property
    def has_byline(self) -> bool:
        """Whether its rows say who made them."""
        contributed = self.spec in self.app.spec.contributed_entities
        return contributed or any(
            self.name in part.bylines or self.name in part.signatures for part in self.app.contributions
        )

    @property
    def coming(self) -> str:
        """The order of what is to come first, which its public lists begin with; empty where they do not."""
        name = next((part.coming[self.name] for part in self.app.contributions if self.name in part.coming), None)
        if name is None:
            return ""
        field = self.field(name)
        moments = f", moments={field.kind is FieldType.DATETIME}" if self.app.uses(FieldType.DATETIME) else ""
        return f"soonest({self.cls}.{field.attribute}{moments})"

    @cached_property
    def counts(self) -> tuple[tuple[Count, "EntityView"], ...]:
        """The numbers that its rows have beside their fields, with the tables that are counted."""
        found = dict.fromkeys(count for part in self.app.contributions for count in part.counts.get(self.name, ()))
        return tuple((count, self.app.entity(count.table)) for count in found)

    @cached_property
    def referrers(self) -> tuple[FieldView, ...]:
        """The fields of records that refer to this entity."""
        return tuple(
            field for entity in self.app.records for field in entity.references if field.spec.target == self.name
        )

    @property
    def required_referrers(self) -> tuple[Use, ...]:
        """Those of them that cannot be emptied, and so keep a row from being deleted."""
        return tuple(
            Use(
                cls=field.entity.cls,
                attribute=field.attribute,
                label=naming.in_sentence(field.entity.label),
                plural_label=naming.in_sentence(field.entity.plural_label),
            )
            for field in self.referrers
            if field.spec.required
        )


@dataclass(frozen=True)
class AppView:
    """The whole specification."""

    spec: AppSpec

    @cached_property
    def entities(self) -> tuple[EntityView, ...]:
        """Its entities in the order of the specification."""
        return tuple(EntityView(entity, self) for entity in self.spec.entities)

    @property
    def by_dependency(self) -> tuple[EntityView, ...]:
        """Its entities, each after those it refers to."""
        return tuple(self.entity(entity.name) for entity in self.spec.in_dependency_order())

    @property
    def records(self) -> tuple[EntityView, ...]:
        """The entities that people see as records."""
        return tuple(entity for entity in self.entities if not entity.spec.internal)

    @cached_property
    def tables(self) -> frozenset[FileFormat]:
        """The files, beside CSV, as which tables leave the application."""
        told = (part.tables for part in self.contributions)
        return frozenset(one for formats in (*told, *(entity.formats for entity in self.records)) for one in formats)

    @property
    def papers(self) -> bool:
        """Whether anything leaves it as PDF."""
        return FileFormat.PDF in self.tables or any(part.papers for part in self.contributions)

    @property
    def has_visitors(self) -> bool:
        """Whether anything may be done without an account."""
        return any(entity.spec.visitors != Access() for entity in self.records)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """What the capabilities in use add."""
        return tuple(contributions(self.spec))

    @property
    def person_details(self) -> bool:
        """Whether accounts have a picture and a telephone number."""
        return any(part.person_details for part in self.contributions)

    def entity(self, name: str) -> EntityView:
        """The entity of that name; `StopIteration` cannot happen for a valid specification."""
        return next(entity for entity in self.entities if entity.name == name)

    def role(self, name: str) -> Role:
        """The role of that name."""
        return next(role for role in self.spec.roles if role.name == name)

    @cached_property
    def accounts(self) -> EntityView:
        """The table of those who sign in, as what fields point to."""
        name = FieldSpec(name="name", label="Name", type=FieldType.TEXT, required=True)
        # Not validated: `user` is a name that no record may have.
        table = Entity.model_construct(
            name="user", plural="users", label="Person", plural_label="People", fields=(name,), internal=True
        )
        return EntityView(table, self)

    @property
    def choosers(self) -> tuple[Role, ...]:
        """The roles that see who could be named by an account: those who change every row that has one.

        Strangers who sign up are among them only where nobody else works there.
        """
        named = [entity.spec for entity in self.records if entity.accounts]
        has_staff = any(not role.admin and not role.signup for role in self.spec.roles)
        return tuple(
            role
            for role in self.spec.roles
            if not (role.signup and has_staff)
            if any(self.spec.access(role, e).update is Reach.ALL for e in named)
        )

    @property
    def holders(self) -> tuple[str, ...]:
        """The roles whose people accounts may be, by name; none, for everybody, if one may be anybody."""
        held = [field.spec.holders for entity in self.records for field in entity.accounts]
        return tuple(sorted({name for names in held for name in names})) if all(held) else ()

    def uses(self, *types: FieldType) -> bool:
        """Whether any field has one of the types."""
        return any(field.kind in types for entity in self.entities for field in entity.fields)
