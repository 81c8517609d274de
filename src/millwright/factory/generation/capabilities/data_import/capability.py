"""Import of CSV files, as the reader and the compiler know it."""

from millwright.factory.generation.capabilities import Capability, Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import constant, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import UPLOADED, AppSpec, Part

_TEMPLATES = "capabilities/data_import/templates"
_SHARED = {
    "backend/app/csv_import.py": "backend/csv_import.py.j2",
    "backend/app/schemas/csv_import.py": "backend/schemas.py.j2",
    "frontend/src/lib/csvImport.ts": "frontend/csvImport.ts",
    "frontend/src/components/import/RecordImport.tsx": "frontend/RecordImport.tsx",
    "frontend/src/components/import/ColumnMatch.tsx": "frontend/ColumnMatch.tsx",
    "frontend/src/components/import/FirstRows.tsx": "frontend/FirstRows.tsx",
    "frontend/src/components/import/FaultList.tsx": "frontend/FaultList.tsx",
}
_TRADE = frozenset("agency broker business company duty exporter firm good tax trade trader trading".split())
_ORIGINS = frozenset({"from", "through", "using", "via"})
_NEVER = frozenset({EntityKind.PERSONAL, EntityKind.MONEY})
_MOST = 4


def draft(reading: Reading) -> None:
    """An import fills what is there: it adds no records."""


def settle(reading: Reading) -> None:
    """The records that the words name can be imported; where they name none, the main ones."""
    for wish in reading.wished("data_import"):
        if _is_meant(wish):
            for entity in _subjects(reading, wish):
                add_part(reading, Part(capability="data_import", entity=entity.name), wish.words)


def _is_meant(wish: Wish) -> bool:
    """Whether data is imported: no goods, and nothing is merely important, whose stem is the same."""
    own, following = wish.sentence.tokens[wish.start : wish.end], wish.sentence.tokens[wish.end : wish.end + 4]
    traded = len(own) == 1 and any(token.lemma in _TRADE for token in following)
    return not traded and not any(token.low.startswith("importan") for token in own)


def _subjects(reading: Reading, wish: Wish) -> list[DraftEntity]:
    following = wish.sentence.tokens[wish.end : wish.end + 8]
    reach = next((place for place, token in enumerate(following) if token.low in _ORIGINS), len(following))
    named = [e for e in records_in(reading, wish.sentence, wish.start, wish.end + reach) if _can_be_imported(e)]
    if named:
        return named[:_MOST]
    before = [e for e in records_in(reading, wish.sentence, 0, wish.start) if _can_be_imported(e)]
    main = [e for e in reading.entities if _can_be_imported(e) and not e.assumed and e.kind not in _NEVER]
    return (before or main)[:_MOST]


def _can_be_imported(entity: DraftEntity) -> bool:
    return not entity.internal and not any(field.required and field.type in UPLOADED for field in entity.fields)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A page that takes a file, beside the list of an entity."""
    view = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    choosers = AppView(spec).choosers
    files = {path: render(f"{_TEMPLATES}/{name}", choosers=choosers) for path, name in _SHARED.items()}
    folder = f"frontend/src/pages/{kebab(view.spec.plural)}"
    for name in ("ImportPage.tsx", "ImportPage.test.tsx"):
        files[f"{folder}/{name}"] = render(f"{_TEMPLATES}/frontend/{name}.j2", view=view)
    page = Component(f"{view.type}ImportPage", f"pages/{kebab(view.spec.plural)}/ImportPage")
    here = f"{view.public_path}/import"
    link = NavigationItem("Import", here, "FileUp", Place.WORKSPACE, view.spec.name, creating=True)
    return Contribution(
        files=files | _backend_files(spec, view.spec.name),
        routers=(f"import_{view.spec.plural}",),
        routes=(Route(here, page, Place.WORKSPACE, subject=view.spec.name, creating=True),),
        list_views={view.spec.name: (link,)},
        readme=(f"Import {in_sentence(view.spec.plural_label)} from CSV files.",),
    )


def _backend_files(spec: AppSpec, name: str) -> dict[str, str]:
    entity = _entity(spec, name)
    fields = [field for field in entity.fields if not field.is_uploaded]
    named = [field.enum for field in fields if field.is_choice] + [f.target.cls for f in fields if f.is_reference]
    values: dict[str, object] = {
        "entity": entity,
        "fields": fields,
        "models": sorted({entity.cls, *named}),
        "admin": f"Role.{constant(spec.admin.name)}",
        "fault": fields[0],
        "unique": next((field for field in fields if field.spec.unique), None),
        "reference": next((field for field in fields if field.is_reference), None),
        "refused": [role for role in spec.roles if not spec.access(role, entity.spec).create],
    }
    return {
        f"backend/app/routes/import_{entity.plural}.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        f"tests/test_import_{entity.plural}.py": render(f"{_TEMPLATES}/tests/test_import.py.j2", **values),
    }


def _entity(spec: AppSpec, name: str) -> EntityView:
    """The entity with the checks of all other parts; this one would ask itself for them."""
    others = tuple(part for part in spec.parts if part.capability != "data_import")
    return AppView(spec.model_copy(update={"parts": others})).entity(name)


CAPABILITY = Capability(name="data_import", draft=draft, settle=settle, contribute=contribute)
