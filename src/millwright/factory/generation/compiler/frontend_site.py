"""The pages of the public site: those made of sections, and a list and a page for each kind of public record."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities import Component, Place
from millwright.factory.generation.compiler.appearance import STORY, SUBJECT
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_faces import FaceView
from millwright.factory.generation.compiler.frontend_fields import FieldView
from millwright.factory.generation.compiler.frontend_imports import import_lines
from millwright.factory.generation.compiler.frontend_pages import used
from millwright.factory.generation.compiler.frontend_sections import SectionWriter, hero_motif
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.logo import icon_in
from millwright.factory.generation.compiler.naming import in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.styles import DRESSES
from millwright.factory.generation.compiler.subjects import subjects_in
from millwright.factory.generation.site import Page, SectionKind
from millwright.factory.generation.spec import AppSpec, FieldType, Look, Reach

IN_SECTIONS = frozenset({"CallToAction", "Counts", "Features", "Figures", "Hero", "Prose"})
"""The components of ``sections.tsx``."""
_FOLDER = "frontend/src/pages/site"


def site_pages(spec: AppSpec, entities: tuple[EntityView, ...], hooks: Hooks) -> Iterator[tuple[str, str]]:
    """Each page of the site as (path, text)."""
    faces = faces_of(entities, hooks)
    views = {entity.spec.name: entity for entity in entities}
    for page in spec.pages:
        yield f"{_FOLDER}/{pascal(page.name)}SitePage.tsx", _page(page, SectionWriter(spec, page, hooks, views, faces))
    for face in faces.values():
        yield f"{_FOLDER}/{face.module}.tsx", _entity_pages(face, faces, hooks)
    for entity in entities:
        if entity.contributed:
            yield f"{_FOLDER}/{entity.type}FormPage.tsx", render(f"{_FOLDER}/FormPage.tsx.j2", entity=entity)


def faces_of(entities: tuple[EntityView, ...], hooks: Hooks) -> dict[str, FaceView]:
    """How the site shows each of the records that visitors read, by name."""
    public = [entity for entity in entities if entity.public]
    names = {entity.spec.name for entity in public}
    return {entity.spec.name: FaceView(entity, hooks, names) for entity in public}


def site_values(spec: AppSpec, entities: tuple[EntityView, ...], hooks: Hooks) -> dict[str, object]:
    """What the templates of the site's components are told: which looks, drawings and sections there are."""
    faces = faces_of(entities, hooks)
    looks = sorted({face.entity.spec.look for face in faces.values()})
    motifs = {face.motif for face in faces.values() if not face.bare}
    hero = hero_motif(spec, list(faces.values()))
    return {
        "dress": DRESSES[spec.style],
        "faces": list(faces.values()),
        "looks": [look.value for look in looks],
        "in_grids": [(look.value, name) for look, name in _IN_GRIDS.items() if look in looks],
        "blocks": [(look.value, name) for look, name in _BLOCKS.items() if look in looks],
        "columns": DRESSES[spec.style].columns,
        "grids": _grids(DRESSES[spec.style].columns),
        "plain": bool({Look.ARTICLES, Look.CARDS, Look.PEOPLE} & set(looks)),
        "titled": bool({Look.ARTICLES, Look.CARDS, Look.PEOPLE, Look.PRICES} & set(looks)),
        "about": any(face.about for face in faces.values()),
        "pictures": any(face.picture for face in faces.values()),
        "several": any(face.gallery for face in faces.values()),
        "films": any(face.film for face in faces.values()),
        "motifs": sorted(motifs | {hero}),
        "subjects": _subjects(spec, faces),
        "hero_motif": hero,
        "used_sections": sections_of(spec, entities, hooks) & IN_SECTIONS,
        "staff": [role.name for role in spec.roles if not role.signup],
        "menu": _menu(spec, faces),
        "belongings": belongings(spec, entities, hooks),
        "firsts": any(face.first for face in faces.values()),
        "grouped": any(face.groups for face in faces.values()),
        "contact": _contact(spec),
        "sorts": {name: next((sort.value for sort in face.sorts), None) for name, face in faces.items()},
    }


def _subjects(spec: AppSpec, faces: dict[str, FaceView]) -> list[tuple[str, str]]:
    """What can be drawn: words in the names of records, each with an icon, and of their kinds.

    A kind that may be anything, such as services, is drawn as what the application is about.
    """
    drawn = [face for face in faces.values() if face.motif in {STORY, SUBJECT} and not face.bare]
    shown = [face.entity for face in drawn]
    rows = ((entity.spec.title_field.name, row) for entity in shown for row in entity.spec.samples)
    about = icon_in(spec.name)
    kinds = {
        entity.spec.label.lower().split()[-1]: (about if entity.spec.name in _ANYTHING else "") or entity.icon
        for entity in (face.entity for face in drawn if face.motif == SUBJECT)
    }
    sorts = (label for face in drawn if face.about for label in _labels(spec, face.about))
    named = {word: icon for word in spec.name.lower().split() if (icon := icon_in(word))}
    titles = (str(row.get(title)) for title, row in rows)
    return sorted((kinds | named | dict(subjects_in((*titles, *sorts)))).items())


def _labels(spec: AppSpec, field: FieldView) -> list[str]:
    """The values of a category: its choices, or the names of the samples that it refers to."""
    if field.spec.target is None:
        return [choice.value.replace("_", " ") for choice in field.spec.choices]
    target = spec.entity(str(field.spec.target))
    return [str(row.get(target.title_field.name)) for row in target.samples]


_ANYTHING = frozenset({"event_listing", "fitness_class", "product", "service", "solution"})
_IN_GRIDS = {
    Look.ARTICLES: "Article",
    Look.CARDS: "Card",
    Look.PEOPLE: "Person",
    Look.PRICES: "Plan",
    Look.QUOTES: "Quote",
}
_BLOCKS = {Look.GALLERY: "Gallery", Look.QUESTIONS: "Questions", Look.TABLE: "Table", Look.TIMELINE: "Timeline"}


def _grids(columns: int) -> dict[str, str]:
    """The classes of the lists, by look."""
    wide = f"grid gap-5 sm:grid-cols-2 lg:grid-cols-{columns}"
    three = "grid gap-5 sm:grid-cols-2 lg:grid-cols-3"
    return {
        "articles": "grid gap-8",
        "cards": wide,
        "gallery": "grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-4",
        "people": wide,
        "prices": three,
        "quotes": three,
    }


def _contact(spec: AppSpec) -> list[tuple[str, str]]:
    """How the site's owner is reached, for the footer: the facts of the page called contact."""
    sections = [section for page in spec.pages if page.name == "contact" for section in page.sections]
    return [
        (item.title, item.text) for section in sections if section.kind is SectionKind.TEXT for item in section.items
    ]


def _menu(spec: AppSpec, faces: dict[str, FaceView]) -> list[tuple[str, str]]:
    """The menu of the site as paths and labels: home, the public records, other pages; no label comes twice."""
    home = [(page.path, page.label) for page in spec.pages if page.in_menu and page.name == "home"]
    records = [(face.entity.public_path, face.entity.spec.plural_label) for face in faces.values()]
    others = [(page.path, page.label) for page in spec.pages if page.in_menu and page.name != "home"]
    labels = {label.lower() for _, label in others}
    return [*home, *((path, label) for path, label in records if label.lower() not in labels), *others]


@dataclass(frozen=True)
class Belonging:
    """Records that people of `roles` use who sign up on the site; `own` calls them where one sees only one's own."""

    entity: EntityView
    own: str
    roles: tuple[str, ...]
    owners: tuple[str, ...]


def belongings(spec: AppSpec, entities: tuple[EntityView, ...], hooks: Hooks) -> list[Belonging]:
    """What the account menu lists, one's own first; not what a capability has a page there for ("My orders")."""
    listed = {item.label.lower() for item in hooks.navigation(Place.ACCOUNT)}
    strangers = [role for role in spec.roles if role.signup]
    found: list[Belonging] = []
    for view in entities:
        access = {role.name: spec.access(role, view.spec) for role in strangers}
        led = {role for part in hooks.contributions if (lead := part.leads.get(view.spec.name)) for role in lead.roles}
        owners = tuple(name for name, right in access.items() if view.is_own(right) and name not in led)
        makes = {name for name, right in access.items() if right.create or right.update is not Reach.NONE}
        reads = {name for name, right in access.items() if right.read is not Reach.NONE}
        roles = tuple(
            name for name in access if name in led or name in owners or name in (makes if view.public else reads)
        )
        one = Belonging(view, f"My {in_sentence(view.spec.plural_label)}", roles, owners)
        if roles and one.own.lower() not in listed:
            found.append(one)
    return sorted(found, key=lambda one: not one.owners)


def sections_of(spec: AppSpec, entities: tuple[EntityView, ...], hooks: Hooks) -> frozenset[str]:
    """The names that the sections of all pages import."""
    faces = faces_of(entities, hooks)
    views = {entity.spec.name: entity for entity in entities}
    writers = [SectionWriter(spec, page, hooks, views, faces) for page in spec.pages]
    return frozenset(name for writer in writers for section in writer.sections() for name in section.uses)


def components_of(hooks: Hooks) -> list[tuple[str, list[str]]]:
    """What the routes and providers import of capabilities: modules with the names of their components."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place in (Place.ENTRANCE, Place.SITE, Place.WORKSPACE):
        for route in hooks.routes(place):
            found[route.page.module].add(route.page.name)
    for provider in hooks.providers:
        found[provider.module].add(provider.name)
    return [(module, sorted(names)) for module, names in sorted(found.items())]


def _page(page: Page, writer: SectionWriter) -> str:
    sections = list(writer.sections())
    hero = page.sections[0].kind is SectionKind.HERO
    names = {name for section in sections for name in section.uses} | (set[str]() if hero else {"PageHeader"})
    components = [section.component for section in sections if section.component]
    components += [_kind(section.face) for section in sections if section.face]
    imports = import_lines(
        names,
        icons=[icon for section in sections for icon in section.icons],
        choices=[name for section in sections for name in section.choices],
        components=components,
    )
    return render(f"{_FOLDER}/Page.tsx.j2", imports=_beside(imports), page=page, hero=hero, sections=sections)


def _entity_pages(face: FaceView, faces: dict[str, FaceView], hooks: Hooks) -> str:
    entity = face.entity
    name = entity.spec.name
    actions, sections = hooks.record_actions(name), hooks.record_sections(name)
    list_actions, card_actions = hooks.list_actions(name), hooks.card_actions(name)
    related = [(faces[r.entity.spec.name], r.by.filter) for r in entity.related if r.entity.spec.name in faces]
    listed = {other for part in hooks.contributions for other in part.listed.get(name, ())}
    related = [(other, by) for other, by in related if other is not face and other.entity.spec.name not in listed]
    names, choices = used([*face.codes, *(code for _, code in face.details), *face.filters])
    names |= {"PublicKind", "PublicList", "PublicRecord", "api"}
    names |= {"isPicture"} if face.picture and face.picture.type is FieldType.FILE else set[str]()
    names |= {"plainWords"} if any(field.formatted for field in face.prose[:1]) else set[str]()
    names |= {name for field in face.prose if field.told for name in field.told.uses}
    names |= {"isFilm"} if face.film else set[str]()
    names |= {"Detail", "Details"} if face.details else set[str]()
    names |= {"Records"} if related else set[str]()
    names |= {"Byline"} if hooks.has_byline(name) else set[str]()
    names |= {"NewRecord", "OwnRecord"} if entity.contributed else set[str]()
    components = [*actions, *sections, *list_actions, *card_actions, *(_kind(other) for other, _ in related)]
    imports = import_lines(names, choices=choices, types=[entity.type], components=components)
    return render(
        f"{_FOLDER}/EntityPages.tsx.j2",
        imports=_beside(imports),
        entity=entity,
        face=face,
        actions=actions,
        sections=sections,
        list_actions=list_actions,
        card_actions=card_actions,
        related=related,
    )


def _kind(face: FaceView) -> Component:
    return Component(face.const, f"pages/site/{face.module}")


def _beside(imports: str) -> str:
    """The imports of a page of the site, whose neighbours are in the same folder."""
    return imports.replace('from "../../pages/site/', 'from "./')
