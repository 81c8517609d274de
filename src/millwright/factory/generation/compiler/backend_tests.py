"""The tests of a generated back end: for every rule of the specification one that fails when the rule is lost."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.backend import guarded, keeps_demo_files, limits_sending
from millwright.factory.generation.compiler.dashboard_view import Tile, tiles
from millwright.factory.generation.compiler.demo_files import has_demo_files
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.rendering import py, render
from millwright.factory.generation.compiler.tested_charts import TestedChart, TestedFigure, is_worked_out, tested_charts
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.compiler.tested_formulas import formula_tests
from millwright.factory.generation.compiler.tested_rates import tested_funnels, tested_rates
from millwright.factory.generation.dashboard import Figure
from millwright.factory.generation.spec import AppSpec, FieldType, Measure, Reach, Role

_ALWAYS = (
    "__init__.py",
    "conftest.py",
    "factories.py",
    "test_access_rights.py",
    "test_account.py",
    "test_auth.py",
    "test_cli.py",
    "test_dashboard.py",
    "test_main.py",
    "test_users.py",
)

LONGEST_SEARCH = 100
_NAMES = "person https://example.com/ +31 20 555 0123456789"
"""What is in the names that factories give."""


@dataclass(frozen=True)
class UnreadableTarget:
    """A role that may fill in a reference, but not with every row of its target."""

    role: Role
    field: TestedField
    may_update: bool


@dataclass(frozen=True)
class Naming:
    """A role, and an account among the fields of a record, which may be for those in charge to write."""

    role: Role
    field: TestedField
    may_update: bool = False
    kept: bool = False


@dataclass(frozen=True)
class TestedEntity(EntityView):
    """An entity with what its tests expect."""

    @cached_property
    def fields(self) -> tuple[TestedField, ...]:
        """Its fields, with the values that tests try."""
        return tuple(TestedField(field, self) for field in self.spec.fields)

    @property
    def factory_fields(self) -> tuple[TestedField, ...]:
        """The fields that factories fill in."""
        return tuple(field for field in self.fields if field.sent)

    @property
    def revealing(self) -> dict[str, str]:
        """The values with which stored rows are seen by all that may read them, and can be used."""
        begin = (field for field in self.fields if field.hidden and field.begins_hidden)
        usable = (part.usable.get(self.name, {}) for part in self.app.contributions)
        open_for_use = {name: value for values in usable for name, value in values.items()}
        return open_for_use | {field.name: next(c.value for c in field.choices if not c.hidden) for field in begin}

    @property
    def onlookers(self) -> tuple[Role, ...]:
        """The roles that read every row and are not in charge of all."""
        accesses = ((role, self.app.spec.access(role, self.spec)) for role in self.app.spec.roles)
        return tuple(role for role, one in accesses if one.read is Reach.ALL and one.update is not Reach.ALL)

    @property
    def uses_number(self) -> bool:
        """Whether its rows differ by a number."""
        return any("number" in field.factory_value for field in self.factory_fields)

    @property
    def required_references(self) -> tuple[TestedField, ...]:
        """The references that cannot be left out."""
        return tuple(field for field in self.fields if field.is_reference and field.spec.required)

    @property
    def required(self) -> tuple[TestedField, ...]:
        """The fields that cannot be left out when creating."""
        return tuple(
            field for field in self.fields if field.spec.required and not (field.spec.kept or field.spec.numbered)
        )

    @property
    def factory_imports(self) -> tuple[str, ...]:
        """What its tests take from the factories."""
        referring = {f"make_{name}" for name in (self.name, *(field.entity.name for field in self.referrers))}
        makers = referring | {field.maker for field in self.fields if field.is_reference}
        return ("Body", f"body_of_{self.name}", *sorted(makers))

    @property
    def export_depends(self) -> bool:
        """Whether what its export has to show depends on the row that a test made."""
        return bool(self.formulas) or any(f"row.{field.name}" in field.csv_expected for field in self.fields)

    @property
    def rights(self) -> tuple[str, ...]:
        """By role: what it may do, and how creating is answered; 422 where what it needs cannot be read."""
        return tuple(f"Role.{naming.constant(role.name)}, Rights({self._rights(role)})" for role in self.app.spec.roles)

    def _rights(self, role: Role) -> str:
        spec = self.app.spec
        access = spec.access(role, self.spec)
        able = all(self._may_read(role, field) for field in self.required_references)
        entered = self.lead is not None and self.lead.entered and role.name in self.lead.roles
        created = "201" if able and not entered else "422"
        parts = {
            "read": access.read is not Reach.NONE and f'"{access.read}"',
            "create": access.create and created,
            "update": access.update is not Reach.NONE and f'"{access.update}"',
            "delete": access.delete is not Reach.NONE and f'"{access.delete}"',
        }
        return ", ".join(f"{verb}={word}" for verb, word in parts.items() if word)

    @property
    def changed(self) -> TestedField:
        """The field that tests change: the first that can take another value."""
        able = [f for f in self.fields if (f.is_reference or f.differs) and not f.spec.since]
        able = [field for field in able if field.name not in self.moving] or able
        return min(able, key=lambda field: field.spec.kept is not self.spec.received, default=self.fields[0])

    @property
    def faults(self) -> tuple[str, ...]:
        """Bodies of which every field has to be refused."""
        rounds = max(len(field.faults) for field in self.fields)
        return tuple(
            "{" + ", ".join(f'"{f.name}": {f.faults[turn]}' for f in self.fields if len(f.faults) > turn) + "}"
            for turn in range(rounds)
        )

    @property
    def unreadable_targets(self) -> tuple[UnreadableTarget, ...]:
        """Each role and reference where the role may not refer to every row."""
        spec = self.app.spec
        return tuple(
            UnreadableTarget(role, field, access.update is not Reach.NONE)
            for role in spec.roles
            for access in [spec.access(role, self.spec)]
            for field in self.fields
            if field.kind is FieldType.REFERENCE and access.create
            if spec.access(role, field.target.spec).read is not Reach.ALL
            if all(self._may_read(role, other) for other in self.required_references if other != field)
        )

    @property
    def namings(self) -> tuple[Naming, ...]:
        """Each role that sees only its own, and account by which a row may be somebody's of that role."""
        spec, kept = self.app.spec, {field.name for field in self.kept_by_charge}
        return tuple(
            Naming(role, field, may_update=access.update is Reach.OWN, kept=field.name in kept)
            for role in spec.roles
            for access in [spec.access(role, self.spec)]
            for field in self.fields
            if field.is_account and access.read is Reach.OWN and role.name in (field.spec.holders or {role.name})
        )

    @property
    def unchoosing(self) -> tuple[Naming, ...]:
        """Each role that makes rows, and account which it may not choose."""
        spec = self.app.spec
        return tuple(
            Naming(role, field)
            for role in spec.roles
            if role not in self.app.choosers and spec.access(role, self.spec).create
            if all(self._may_read(role, other) for other in self.required_references)
            for field in self.fields
            if field.is_account
        )

    @property
    def barred(self) -> tuple[Naming, ...]:
        """Each role that makes rows, and a choice among the fields that it does not write."""
        spec = self.app.spec
        return tuple(
            Naming(role, field)
            for role in spec.roles
            for access in [spec.access(role, self.spec)]
            if access.create and access.update is not Reach.ALL
            if all(self._may_read(role, other) for other in self.required_references)
            for field in self.fields
            if field.spec.kept and field.is_choice and len(field.choices) > 1
        )

    def _may_read(self, role: Role, field: TestedField) -> bool:
        return self.app.spec.access(role, field.target.spec).read is not Reach.NONE

    @property
    def first_values(self) -> tuple[str, ...]:
        """Arguments for the first of two rows; what it refers to comes by the factory."""
        return tuple(f"{f.name}={f.low}" for f in self.fields if not f.is_reference) + self._optional_references

    @property
    def second_values(self) -> tuple[str, ...]:
        """Arguments for the second of two rows."""
        values = tuple(f"{f.name}={f.high}" for f in self.fields if not f.is_reference and f.differs)
        itself = tuple(f"{field.name}=first.id" for field in self.fields if field.is_self_reference)
        return values + self._optional_references + itself

    @property
    def _optional_references(self) -> tuple[str, ...]:
        return tuple(
            f"{field.name}={field.made()}.id"
            for field in self.fields
            if field.is_reference and field.nullable and not field.is_self_reference
        )

    def _says(self, words: str) -> bool:
        """Whether the second of two rows shows each of the words somewhere, or may."""
        titles = [step.target.title for field in self.references for step in field.label_path]
        labels = [c.label for title in titles for c in title.choices]
        labels += [c.label for field in self.fields for c in field.choices if f'"{c.value}"' == field.high]
        texts = [field.high for field in self.fields if not field.is_choice] + [
            f"{title.name} {_NAMES}" for title in titles
        ]
        searchable = words.isascii() and len(words) <= LONGEST_SEARCH
        shown = " ".join((*labels, *texts, _NAMES)).lower()
        return not searchable or all(word in shown for word in words.lower().split())

    @property
    def narrowings(self) -> tuple[tuple[str, str], ...]:
        """Queries, and which of two rows each finds."""
        labels = (field.low_label for field in self.choice_fields if field.differs)
        found = ((f"q={py(label.upper())}", "first") for label in labels if not self._says(label))
        return (*(narrowing for field in self.fields for narrowing in field.narrowings), *found)

    @property
    def choice_fields(self) -> tuple[TestedField, ...]:
        """The fields that take one of a few values."""
        return tuple(field for field in self.fields if field.is_choice)

    @property
    def tested_sorts(self) -> str:
        """The names to sort two rows by."""
        return str((*(field.name for field in self.fields if field.sorts), "created_at", "updated_at"))

    @property
    def formula(self) -> str:
        """Arguments that make every text a formula, and give what is kept a value that is known; rows it refers to are
        none that a test could name here."""
        texts = {FieldType.TEXT, FieldType.LONG_TEXT}
        given = [(field.name, '"=1+1"') for field in self.fields if field.kind in texts]
        kept = [field for field in self.fields if field.spec.kept and not field.is_reference]
        given += [(field.name, field.low) for field in kept if field.kind not in texts]
        return "".join(f", {name}={value}" for name, value in given)


@dataclass(frozen=True)
class TestedApp(AppView):
    """The specification, with entities that know what is expected of them."""

    @cached_property
    def entities(self) -> tuple[TestedEntity, ...]:
        """Its entities in the order of the specification."""
        return tuple(TestedEntity(entity, self) for entity in self.spec.entities)


def backend_test_files(spec: AppSpec) -> dict[str, str]:
    """Every file under `tests/`, unformatted, by its path from the root of the application."""
    app = TestedApp(spec)
    admin = f"Role.{naming.constant(spec.admin.name)}"
    values = _values(app, admin)
    files = {f"tests/{name}": render(f"tests/{name}.j2", **values) for name in _ALWAYS}
    if any(entity.uploaded for entity in app.records):
        files["tests/test_uploads.py"] = render("tests/test_uploads.py.j2", **values)
    if app.tables or app.papers:
        files["tests/test_exports.py"] = render("tests/test_exports.py.j2", **values)
    if any(entity.formulas for entity in app.records):
        files["tests/test_formulas.py"] = render("tests/test_formulas.py.j2", **values, **formula_tests(app))
    for entity in app.records:
        text = render("tests/test_records.py.j2", entity=entity, admin=admin)
        files[f"tests/test_{entity.plural}.py"] = text
    return files


def _sum(tile: Tile, app: TestedApp) -> TestedFigure:
    """A tile that tells a sum, as the figure that it is."""
    of = tile.of.name if tile.of else None
    figure = Figure(name="sum", label="Sum", entity=tile.entity.name, measure=Measure.SUM, of=of)
    return TestedFigure(figure, app.entity(tile.entity.name))


def _values(app: TestedApp, admin: str) -> dict[str, object]:
    spec = app.spec
    charts = tested_charts(app)
    figures = [TestedFigure(one, app.entity(one.entity)) for one in spec.figures if not one.is_rate]
    figures = [one for one in figures if not is_worked_out(one)]
    rates, funnels = tested_rates(app), tested_funnels(app)
    numbers = tiles(app)
    told = {tile.entity.name for tile in numbers}
    sums = [_sum(tile, app) for tile in numbers if tile.of]
    stated = [tile for tile in numbers if tile.state and tile.state.spec.required][:1]
    read = {role: [e for e in app.records if spec.access(role, e.spec).read is not Reach.NONE] for role in spec.roles}
    own = [
        {"role": role, "entity": entity}
        for role, entities in read.items()
        for entity in entities
        if spec.access(role, entity.spec).read is Reach.OWN and entity.name in told - {one.entity.name for one in sums}
    ]
    charted = {name for chart in charts for name in _makers(chart)}
    charted |= {f"make_{one.entity.name}" for one in (*figures, *sums, *stated, *rates, *funnels)}
    charted |= {one.along.maker for one in rates if one.along and one.along.is_reference}
    return {
        "spec": spec,
        "admin": admin,
        "entities": app.records,
        "entities_by_dependency": [entity for entity in app.by_dependency if not entity.spec.internal],
        "signup_step": next((part.signup for part in app.contributions if part.signup), None),
        "signup_roles": [role for role in spec.roles if role.signup],
        "other_roles": len(spec.roles) > 1,
        "limits_sending": limits_sending(app),
        "demo_files": has_demo_files(app),
        "demo_folder": keeps_demo_files(app),
        "choosers": app.choosers,
        "answered": any(entity.lead and entity.lead.others for entity in app.records),
        "has_options": any(entity.referrers for entity in app.records),
        "has_exports": any(entity.export for entity in app.records),
        "lists": any(entity.formats for entity in app.records),
        "formats": sorted({one for entity in app.records for one in entity.formats}),
        "tables": app.tables,
        "papers": app.papers,
        "samples": any(entity.spec.samples for entity in app.records),
        "charts": charts,
        "figures": figures,
        "rates": rates,
        "funnels": funnels,
        "unset": next((c for c in charts if c.by.nullable and not (c.by.is_temporal or c.by.spec.kept)), None),
        "undone": next((one for one in (*figures, *charts) if one.state), None),
        "periods": next((c for c in charts if c.by.is_temporal and c.spec.day == c.by.name), None),
        "types": {field.kind.value for entity in app.records for field in entity.fields},
        "visitors_see": any(entity.uploaded and entity.spec.visitors.read is Reach.ALL for entity in guarded(app)),
        "seeded": {name: rows for part in app.contributions for name, rows in part.seeded.items()},
        "tiles": numbers,
        "stated": stated,
        "sums": sums,
        "counting_cases": own,
        "counted_paths": [
            (role, [naming.page_path(one.spec) for one in entities if one.name in told])
            for role, entities in read.items()
        ],
        "drawn_charts": [
            (role, [chart.name for chart in spec.charts if app.entity(chart.entity) in entities])
            for role, entities in read.items()
        ],
        "dashboard_factories": sorted(charted | {f"make_{case['entity'].name}" for case in own}),
    }


def _makers(chart: TestedChart) -> list[str]:
    by = TestedField(chart.by.spec, chart.by.entity)
    return [f"make_{chart.entity.name}", *([by.maker] if by.is_reference else [])]
