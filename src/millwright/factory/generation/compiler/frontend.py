"""The front end of a generated application: React, TypeScript and Tailwind, built by Vite.

Files of `templates/frontend` that end in `.j2` are rendered, the others are taken as they stand; what the
specification has no use for (a board, a chart, a kind of field) is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.capabilities import Place, contributions
from millwright.factory.generation.compiler.dashboard_view import tiles
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.frontend_dashboard import DashboardLists, dashboard_lists, dashboard_page
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views, people_named
from millwright.factory.generation.compiler.frontend_pages import entity_pages
from millwright.factory.generation.compiler.frontend_site import (
    IN_SECTIONS,
    components_of,
    sections_of,
    site_pages,
    site_values,
)
from millwright.factory.generation.compiler.frontend_tests import board_tests, example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.logo import logo_shapes
from millwright.factory.generation.compiler.rendering import TEMPLATES, render
from millwright.factory.generation.compiler.theme import SWAPPED, scheme_of, tokens
from millwright.factory.generation.dashboard import PLOTTED, ChartKind
from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.spec import (
    FULL_ACCESS,
    TEMPORAL,
    UPLOADED,
    Access,
    AppSpec,
    FieldType,
    Layout,
    Look,
    Reach,
)
from millwright.factory.sandbox.toolchain import npm_versions

DEVELOPMENT_PACKAGES = (
    "@tailwindcss/vite",
    "@testing-library/dom",
    "@testing-library/jest-dom",
    "@testing-library/react",
    "@testing-library/user-event",
    "@types/react",
    "@types/react-dom",
    "@vitejs/plugin-react",
    "happy-dom",
    "oxfmt",
    "oxlint",
    "tailwindcss",
    "typescript",
    "vite",
    "vitest",
)
PER_ENTITY = "frontend/src/pages/entity/"
SITE_COMPONENTS = "frontend/src/components/site/"
PER_PAGE = "frontend/src/pages/site/"
ROOT_FILES = ("package.json", "tsconfig.json", "vite.config.ts", ".oxfmtrc.json")
"""Templates of the `frontend` folder that stand at the root of the generated tree."""


@dataclass(frozen=True)
class _Packages:
    """The npm packages of an application."""

    dependencies: tuple[str, ...]
    development: tuple[str, ...]


@dataclass(frozen=True)
class _Features:
    """What a specification makes use of, so that the rest is left out."""

    types: frozenset[FieldType]
    boards: bool
    views: bool
    adding: bool
    charts: bool
    dues: bool
    expiries: bool
    chart_kinds: frozenset[str]
    plotted: bool
    columns: bool
    figures: bool
    measured: bool
    rates: bool
    states: bool
    drawn: bool
    split: bool
    months: bool
    exports: bool
    formats: frozenset[str]
    moments: bool
    choices: bool
    filters: frozenset[str]
    money: bool
    units: bool
    references: bool
    choosing: bool
    people: tuple[tuple[str, tuple[str, ...]], ...]
    started: bool
    related: bool
    related_titles: bool
    related_items: bool
    unsorted: bool
    signup: bool
    schemes: bool
    site: bool
    visitors: bool
    public: bool
    sections: frozenset[str]
    grouped: bool
    timelines: bool
    ratings: bool
    shares: bool
    text_lists: bool
    formatted: bool
    uploads: bool
    contributed: bool
    kept: bool
    received: bool
    bylines: bool
    list_cards: bool
    record_buttons: bool
    records: bool
    dashboard: bool


def frontend_files(spec: AppSpec) -> dict[str, str]:
    """The front end as path to text, with the files that npm, TypeScript and Vite read at the root of the tree."""
    entities = entity_views(spec)
    hooks = Hooks(spec, tuple(contributions(spec)))
    for entity in entities:
        told = hooks.related(entity.spec.name)
        entity.related[:] = [related for related in entity.related if related.entity.spec.name not in told]
    lists = dashboard_lists(spec, entities)
    app = AppView(spec)
    features = _features(app, entities, hooks, lists)
    values = _values(app, entities, features, hooks, lists)
    files = dict(_shared_files(features, values))
    files.update(site_pages(spec, entities, hooks))
    for framing in (part.framing for part in hooks.contributions if part.framing):
        files.update(framing(values))
    for entity in entities:
        files.update(entity_pages(entity, hooks))
        files.update(board_tests(spec, entity, hooks))
    return files


def _features(app: AppView, entities: tuple[EntityView, ...], hooks: Hooks, lists: DashboardLists) -> _Features:
    spec = app.spec
    types = frozenset(field.type for entity in entities for field in entity.fields + entity.worked_out)
    # People write about themselves, also where no record has a longer text.
    types |= {FieldType.LONG_TEXT} if spec.parts_of("profiles") else frozenset[FieldType]()
    links = [link for entity in entities for link in hooks.list_views(entity.spec.name)]
    kinds = frozenset(chart.kind for chart in spec.charts) | hooks.draws
    return _Features(
        types=types,
        boards=bool(spec.boards),
        views=bool(spec.boards) or any(not link.creating for link in links),
        adding=any(link.creating for link in links),
        charts=bool(kinds),
        dues=any(entity.due and not entity.due.expires for entity in entities),
        expiries=any(entity.due and entity.due.expires for entity in entities),
        chart_kinds=kinds,
        plotted=bool(kinds & PLOTTED),
        columns=bool(kinds & PLOTTED - {ChartKind.AREA, ChartKind.LINE}),
        figures=bool(spec.figures or hooks.draws),
        measured=bool(spec.charts or spec.figures),
        rates=any(one.is_rate for one in (*spec.charts, *spec.figures)),
        states=any(tile.state for tile in tiles(app)),
        drawn=bool(hooks.draws),
        split=any(chart.split for chart in spec.charts),
        months=bool(hooks.draws) or any(spec.entity(c.entity).field(c.by).type in TEMPORAL for c in spec.charts),
        exports=any(entity.spec.export or entity.spec.formats for entity in entities),
        formats=frozenset(one for entity in entities for one in entity.spec.formats),
        moments=FieldType.DATETIME in types,
        choices=FieldType.CHOICE in types,
        filters=frozenset(use for e in entities for _, code in e.filters for use in code.uses),
        money=FieldType.MONEY in types,
        units=any(field.unit for entity in entities for field in entity.fields + entity.worked_out),
        references=FieldType.REFERENCE in types,
        choosing=bool(types & LINKED),
        people=_people(entities),
        grouped=bool(spec.parts_of("grouping")),
        timelines=any(e.public and e.spec.look is Look.TIMELINE for e in entities),
        started=any(part.starts for part in hooks.contributions),
        related=bool(lists.all) or any(entity.related for entity in entities),
        related_titles=bool(lists.all)
        or any(r.title != r.entity.spec.plural_label for e in entities for r in e.related),
        related_items=any(one.item for one in lists.all) or any(r.item for e in entities for r in e.related),
        unsorted=any(
            not e.title_sort or any(column.unsorted for column in e.columns) or hooks.signature(e.spec.name)
            for e in entities
        ),
        signup=any(role.signup for role in spec.roles),
        schemes=spec.theme.background is None,
        site=spec.layout is Layout.SITE,
        contributed=any(entity.contributed for entity in entities),
        kept=any(entity.kept for entity in entities),
        received=any(entity.spec.received for entity in entities),
        bylines=any(hooks.has_byline(entity.spec.name) for entity in entities if entity.public),
        record_buttons=any(hooks.record_buttons(entity.spec.name) for entity in entities),
        records=bool(entities),
        dashboard=not hooks.front,
        list_cards=any(hooks.list_cards(entity.spec.name) for entity in entities),
        public=any(entity.public for entity in entities),
        sections=sections_of(spec, entities, hooks),
        visitors=spec.layout is Layout.SITE or any(entity.spec.visitors != Access() for entity in entities),
        ratings=any(field.spec.is_rating for entity in entities for field in entity.fields),
        shares=any(field.share for entity in entities for field in entity.worked_out),
        text_lists=any(field.told and not field.formatted for entity in entities for field in entity.fields),
        formatted=any(field.formatted for entity in entities for field in entity.fields),
        uploads=any(field.type in UPLOADED for entity in spec.entities for field in entity.fields),
    )


def _people(entities: tuple[EntityView, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The groups of people among whom one is chosen: what each is called in the API client, and its roles."""
    accounts = (field.spec for entity in entities for field in entity.fields if field.type is FieldType.ACCOUNT)
    return tuple(sorted({(people_named(field.holders), field.holders) for field in accounts}))


def _values(
    app: AppView, entities: tuple[EntityView, ...], features: _Features, hooks: Hooks, lists: DashboardLists
) -> dict[str, object]:
    spec = app.spec
    rights = [[(e.spec.name, _access(spec.access(role, e.spec))) for e in entities] for role in spec.roles]
    links = hooks.navigation(Place.WORKSPACE)
    listed = [entity for entity in entities if entity.spec.name not in hooks.unlisted]
    icons = {entity.icon for entity in listed} | ({"SquareKanban"} if features.boards else set[str]())
    kinds = [(entity, example(spec, entity, hooks)) for entity in entities]
    colours = list(tokens(spec.theme))
    choice_fields = [field for entity in entities for field in entity.fields if field.choices]
    return {
        "spec": spec,
        "may_add": "canAdd" if features.received else "canCreate",
        "choosers": app.choosers,
        "led": [(e.name, e.lead.roles) for e in app.records if e.lead],
        "seals": [(e.name, e.seal) for e in app.records if e.seal],
        "named": [(e.name, [field.name for field in e.accounts]) for e in app.records if e.accounts],
        "entities": entities,
        "features": features,
        "roles": list(zip(spec.roles, rights, strict=True)),
        "icons": sorted(
            icons | {item.icon for item in links} | (set[str]() if hooks.person_details else {"CircleUserRound"})
        ),
        "hooks": hooks,
        "details": hooks.person_details,
        "blobs": features.uploads or hooks.person_details,
        "places": Place,
        "root": spec.workspace_root,
        "site": spec.layout is Layout.SITE,
        "home": spec.workspace_root or "/",
        "visitors": [(e.spec.name, _access(e.spec.visitors)) for e in entities] if features.visitors else [],
        "public": [entity for entity in entities if entity.public],
        "components": components_of(hooks),
        **dashboard_page(spec, entities, lists, hooks.draws),
        "tokens": colours,
        "used_tokens": {name for name, _, _ in colours if _has_use(name, features)},
        "on_primary": next(light for name, light, _ in colours if name == "on-primary"),
        "tones": sorted({tone for field in choice_fields for tone in field.tones}),
        "choice_types": [field.choice_type for field in choice_fields],
        "signup": next((role for role in spec.roles if role.signup), None),
        "not_admin": next((role for role in spec.roles if not role.admin), None),
        "examples": kinds,
        "any_reader": any(example.reader for _, example in kinds),
        "stranger": _stranger(spec, entities),
        "scheme": scheme_of(spec.theme),
        "light": {name: light for name, light, _ in colours},
        "swapped": SWAPPED,
        **site_values(spec, entities, hooks),
        "logo": logo_shapes(spec.name),
        "initial": next((letter for letter in spec.name if letter.isalnum()), spec.name[0]).upper(),
        "packages": _packages(features, hooks),
        "versions": npm_versions(),
    }


def _has_use(colour: str, features: _Features) -> bool:
    """Whether the application draws with a colour: some are for illustrations or charts alone."""
    return features.site if colour.startswith("art-") else colour != "chart" or features.charts


def _stranger(spec: AppSpec, entities: tuple[EntityView, ...]) -> dict[str, str] | None:
    """A role, and the path of a list that it may not see."""
    for role in spec.roles:
        for entity in entities:
            if spec.access(role, entity.spec).read is Reach.NONE:
                return {"role": role.name, "path": entity.path}
    return None


def _packages(features: _Features, hooks: Hooks) -> _Packages:
    used = {"@dnd-kit/core"} if features.boards else set[str]()
    used |= {"markdown-to-jsx"} if features.formatted else set[str]()
    return _Packages(
        dependencies=tuple(sorted({"lucide-react", "react", "react-dom", "react-router", *hooks.packages} | used)),
        development=DEVELOPMENT_PACKAGES,
    )


def _access(access: Access) -> str:
    if access == FULL_ACCESS:
        return "everything"
    if access == Access():
        return "nothing"
    create = "true" if access.create else "false"
    return f'{{ read: "{access.read}", create: {create}, update: "{access.update}", delete: "{access.delete}" }}'


def _shared_files(features: _Features, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    unused = set(_unused(features))
    for template in _templates():
        path = template.removesuffix(".j2")
        if path in unused or template.startswith((PER_ENTITY, PER_PAGE)):
            continue
        name = path.removeprefix("frontend/")
        text = render(template, **values) if template.endswith(".j2") else (TEMPLATES / template).read_text("utf-8")
        yield (name if name in ROOT_FILES else path), text


@cache
def _templates() -> tuple[str, ...]:
    found = (path for path in (TEMPLATES / "frontend").rglob("*") if path.is_file())
    return tuple(sorted(path.relative_to(TEMPLATES).as_posix() for path in found))


def _unused(features: _Features) -> Iterator[str]:
    """The paths of files that this application has no use for."""
    wanted = {
        "components/Badge.tsx": features.choices,
        "components/Board.tsx": features.boards,
        "components/Due.tsx": features.dues,
        "components/Due.test.tsx": features.dues,
        "components/Expires.tsx": features.expiries,
        "components/Expires.test.tsx": features.expiries,
        "components/charts/Bars.tsx": bool(features.chart_kinds & {"funnel", "ranking"}),
        "components/charts/Chart.tsx": features.charts,
        "components/charts/Columns.tsx": features.columns,
        "components/charts/Donut.tsx": "donut" in features.chart_kinds,
        "components/charts/Figures.tsx": bool(features.figures),
        "components/charts/HeatMap.tsx": "heatmap" in features.chart_kinds,
        "components/charts/Lines.tsx": bool(features.chart_kinds & {"area", "line"}),
        "components/charts/PeriodPicker.tsx": features.measured or features.drawn,
        "components/charts/Plot.tsx": features.plotted,
        "components/charts/scale.test.ts": features.plotted,
        "components/charts/scale.ts": features.plotted,
        "components/charts/shared.tsx": features.measured or features.drawn,
        "components/Combobox.test.tsx": features.choosing,
        "components/Combobox.tsx": features.choosing,
        "components/Formatted.test.tsx": features.formatted,
        "components/Formatted.tsx": features.formatted,
        "components/FormattedField.tsx": features.formatted,
        "lib/plain.ts": features.formatted,
        "components/TextList.tsx": features.text_lists,
        "components/TextList.test.tsx": features.text_lists,
        "components/pictures.tsx": FieldType.IMAGES in features.types,
        "components/pictures.test.tsx": FieldType.IMAGES in features.types,
        "components/ShareBar.tsx": features.shares,
        "components/ShareBar.test.tsx": features.shares,
        "components/stars.tsx": features.ratings,
        "components/stars.test.tsx": features.ratings,
        "components/tags.tsx": FieldType.TAGS in features.types,
        "components/tags.test.tsx": FieldType.TAGS in features.types,
        "components/uploads.tsx": features.uploads,
        "components/uploads.test.tsx": features.uploads,
        "lib/uploads.ts": features.uploads,
        "components/ExportLinks.test.tsx": bool(features.formats),
        "components/ExportLinks.tsx": bool(features.formats),
        "components/site/Byline.tsx": features.bylines,
        "components/site/Carousel.test.tsx": "Carousel" in features.sections,
        "components/site/Carousel.tsx": "Carousel" in features.sections,
        "components/site/Contribution.tsx": features.contributed,
        "components/site/PublicList.tsx": features.public,
        "components/site/PublicRecord.test.tsx": features.public,
        "components/site/PublicRecord.tsx": features.public,
        "components/site/Records.tsx": features.public,
        "components/site/Grouped.test.tsx": features.grouped,
        "components/site/Grouped.tsx": features.grouped,
        "components/site/Timeline.test.tsx": features.timelines,
        "components/site/Timeline.tsx": features.timelines,
        "components/site/VisitorForm.tsx": "VisitorForm" in features.sections,
        "components/site/cards.tsx": features.public,
        "components/site/kinds.ts": features.public,
        "components/site/sections.tsx": bool(features.sections & IN_SECTIONS),
        "components/Illustration.test.tsx": features.site,
        "components/Illustration.tsx": features.site,
        "pages/site.test.tsx": features.site,
        "pages/records.test.tsx": features.records,
        "pages/DashboardPage.tsx": features.dashboard,
        "lib/choices.ts": features.choices,
        "lib/theme.ts": features.schemes,
    }
    if not features.site:
        yield from (path.removesuffix(".j2") for path in _templates() if path.startswith(SITE_COMPONENTS))
    yield from (f"frontend/src/{path}" for path, use in wanted.items() if not use)
