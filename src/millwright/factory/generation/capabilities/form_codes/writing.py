"""What the generated application gets for codes of a form."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.codes import made_codes, qr_files, scanning
from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Route,
    Seed,
)
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.column_types import SCHEMA_TYPES
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView as Page
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_fields import FieldView as Input
from millwright.factory.generation.compiler.frontend_imports import import_lines
from millwright.factory.generation.compiler.frontend_sections import KEPT
from millwright.factory.generation.compiler.rendering import render, ts
from millwright.factory.generation.spec import NUMERIC, UPLOADED, AppSpec, FieldSpec, FieldType, Layout, Part, Reach

_TEMPLATES = "capabilities/form_codes/templates"
_CODES = Component("CodesPage", "pages/codes/CodesPage")
_FORM = Component("CodeFormPage", "pages/codes/CodeFormPage")
_TITLES = ("Open day in spring", "Notice board at the entrance")
_SPOKEN = {
    FieldType.EMAIL: "someone@example.com",
    FieldType.PHONE: "+31 20 555 0199",
    FieldType.URL: "https://example.org/",
}
_DAYS = {FieldType.DATE: "2031-04-09", FieldType.DATETIME: "2031-04-09T10:00", FieldType.TIME: "09:30"}
_UNTYPED = frozenset({FieldType.BOOLEAN, FieldType.CHOICE, FieldType.TAGS})


@dataclass(frozen=True)
class Coded:
    """One use of the capability, as the templates need it."""

    spec: AppSpec
    part: Part

    @cached_property
    def entity(self) -> EntityView:
        """What is filled in, as the back end sees it."""
        return AppView(self.spec).entity(str(self.part.entity))

    @cached_property
    def page(self) -> Page:
        """The same, as the browser sees it."""
        return next(view for view in entity_views(self.spec) if view.spec.name == self.entity.name)

    @cached_property
    def makers(self) -> list[str]:
        """The roles whose people make codes, those in charge last."""
        said = self.part.options.get("makers", "").split()[1:]
        named = [
            role.name for role in self.spec.roles if role.name in said and not role.admin and self._sees(role.name)
        ]
        return [*named, self.spec.admin.name]

    def _sees(self, name: str) -> bool:
        role = next(role for role in self.spec.roles if role.name == name)
        return self.spec.access(role, self.entity.spec).read is not Reach.NONE

    @cached_property
    def references(self) -> list[FieldView]:
        """What a code itself says of the rows: references that both have."""
        told = {field.name: field for field in self.spec.entity(self.part.options["codes"]).fields}
        own = [field for field in self.entity.references if not field.is_account]
        return [f for f in own if f.name in told and told[f.name].target == f.spec.target]

    def _is_asked(self, field: FieldSpec) -> bool:
        if field.kept or field.since or field.target or field.type in UPLOADED | {FieldType.ACCOUNT}:
            return False
        return field.name not in KEPT or (field.required and not field.choices)

    @property
    def asked(self) -> list[Input]:
        """The inputs of whoever fills it in."""
        return [field for field in self.page.fields if self._is_asked(field.spec)]

    @property
    def presets(self) -> list[tuple[str, str]]:
        """Needed choices that nobody is asked: they begin with the first."""
        fields = (field for field in self.entity.spec.fields if not self._is_asked(field))
        return [(field.name, field.choices[0].value) for field in fields if field.choices and field.required]

    def require_fillable(self) -> None:
        """Refuses a field that is needed and that neither strangers nor the code know."""
        known = {field.name for field in self.asked} | {f.name for f in self.references} | {n for n, _ in self.presets}
        for field in self.entity.spec.fields:
            lost = field.required and not field.kept and field.name not in known and not field.preset
            if lost and field.type is not FieldType.BOOLEAN:
                raise PartError(f"{field.label} cannot be required: nobody without an account can give it")


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The pages of those who make codes and of those who have them, and the routes behind both."""
    coded = Coded(spec, part)
    coded.require_fillable()
    entity = coded.entity
    module = f"{entity.name}_codes"
    values = _values(coded) | {"module": module}
    scan = scanning(spec, at_work=False)
    files = {
        **qr_files(),
        **scan.files,
        **made_codes(),
        "backend/app/sharing_codes.py": render(f"{_TEMPLATES}/backend/making.py.j2", **values),
        f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        f"tests/test_{module}.py": render(f"{_TEMPLATES}/tests/test_codes.py.j2", **values),
    }
    for name in ("codes.ts", "codes.test.tsx", "CodesPage.tsx", "CodeFormPage.tsx"):
        files[f"frontend/src/pages/codes/{name}"] = render(f"{_TEMPLATES}/frontend/{name}.j2", **values)
    places = (Place.SITE,) if spec.layout is Layout.SITE else (Place.ENTRANCE, Place.WORKSPACE)
    filled = tuple(Route("/c/:code", _FORM, place) for place in places)
    many = naming.in_sentence(entity.spec.plural_label)
    return Contribution(
        files=files,
        routers=(module,),
        routes=(*scan.routes, Route("/codes", _CODES, Place.WORKSPACE), *filled),
        navigation=(
            *scan.navigation,
            NavigationItem("Sharing codes", "/codes", "QrCode", Place.WORKSPACE, roles=tuple(coded.makers)),
        ),
        seeds=(Seed("seed", "sharing_codes"),),
        packages=("jsqr", "uqr"),
        readme=(f"Make codes by which others fill in {many} without an account, see how many did, and withdraw them.",),
    )


def _values(coded: Coded) -> dict[str, object]:
    spec, entity, page = coded.spec, coded.entity, coded.page
    asked, references = coded.asked, coded.references
    views = {field.name: field for field in page.fields}
    names = {name for field in asked for name in field.input.uses}
    choices = sorted(name for name in names if name.endswith("Choices"))
    by_name = {field.name: field for field in entity.fields}
    code, entry = (naming.pascal(coded.part.options[what]) for what in ("codes", "entries"))
    fields = [by_name[field.name] for field in asked]
    outside = [role.name for role in spec.roles if role.name not in coded.makers]
    needed = [field for field in asked if field.spec.required and field.type not in _UNTYPED]
    typed = [field for field in needed if not field.spec.is_rating]
    return {
        "spec": spec,
        "entity": entity,
        "view": page,
        "client": page.client,
        "clients": {field.name: target.client for field in references if (target := views[field.name].target)},
        "code": code,
        "entry": entry,
        "models": {code, entry, entity.cls, "Role", "User"}
        | {field.target.cls for field in references}
        | {field.enum for field in fields if field.is_choice},
        "types": _types(fields, references),
        "path": f"{naming.kebab(entity.name)}-codes",
        "makers": coded.makers,
        "maker": coded.makers[0],
        "admin": spec.admin.name,
        "stranger": outside[0] if outside else "",
        "references": references,
        "asked": asked,
        "asked_fields": fields,
        "presets": coded.presets,
        "titles": _TITLES,
        "page_title": "Sharing codes",
        "note": f"Whoever opens one fills in a {naming.in_sentence(entity.spec.label)} without an account.",
        "imports": import_lines(names - set(choices)),
        "choices": choices,
        "starts": page.starts,
        "typed": [(field.label, _typed(field)) for field in typed],
        "typed_name": typed[0].name if typed else "",
        "typed_sent": _sent(typed[0]) if typed else "",
        "rated": [field for field in needed if field.spec.is_rating],
        "site": spec.layout is Layout.SITE,
    }


def _typed(field: Input) -> str:
    """What a test types into a field."""
    fixed = _SPOKEN.get(field.type) or _DAYS.get(field.type)
    return fixed or (str(field.spec.minimum or 1) if field.type in NUMERIC else "Example")


def _sent(field: Input) -> str:
    """What that is in the body, in TypeScript."""
    text = _typed(field)
    if field.type is FieldType.DATETIME:
        return f"new Date({ts(text)}).toISOString()"
    return text if field.type in NUMERIC else ts(text)


def _types(fields: list[FieldView], references: list[FieldView]) -> list[str]:
    """The types of `schemas.base` that the bodies name."""
    kinds = {SCHEMA_TYPES[field.kind] for field in (*fields, *references) if not field.is_choice}
    return sorted((kinds | {"Day", "Line", "RowId"}) - {"bool"})
