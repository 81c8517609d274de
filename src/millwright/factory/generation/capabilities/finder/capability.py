"""Choices that narrow each other, as a capability."""

from millwright.factory.generation.capabilities import Capability, Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.finder.reading import NAME, draft, finish, settle
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.column_types import SCHEMA_TYPES
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import AppSpec, FieldType, Part, Reach

_TEMPLATES = f"capabilities/{NAME}/templates"


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """What is left after choosing, the choices on home and on a page of their own, and what something fits."""
    entity, view = subject_view(spec, part)
    app = AppView(spec)
    holder = app.entity(part.options.get("table", entity.name))
    names = part.options["by"].split(",")
    chain = [field for name in names for field in holder.fields if field.name == name]
    price = next((field.name for field in entity.fields if field.type is FieldType.MONEY and "price" in field.name), "")
    site = spec.layout is Layout.SITE and entity.visitors.read is Reach.ALL
    values: dict[str, object] = {
        "entity": app.entity(entity.name),
        "view": view,
        "holder": holder,
        "fits": holder.name != entity.name,
        "refers": next((field.name for field in holder.fields if field.spec.target == entity.name), ""),
        "chain": chain,
        "types": sorted({SCHEMA_TYPES[field.kind] for field in chain if not field.is_choice}),
        "schema_types": SCHEMA_TYPES,
        "label": part.options["label"],
        "price": price,
        "path": naming.kebab(entity.plural),
        "many": naming.in_sentence(entity.plural_label),
        "admin": naming.constant(spec.admin.name),
        "site": site,
    }
    module = f"find_{entity.plural}"
    finder = Component(f"{view.type}Finder", f"components/finder/{view.type}Finder")
    link = Component(f"{view.type}FinderLink", f"components/finder/{view.type}FinderLink")
    page = Component(f"{view.type}FinderPage", f"pages/finder/{view.type}FinderPage")
    fits = Component(f"{view.type}Fits", f"components/finder/{view.type}Fits")
    files = {
        f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
        f"tests/test_{module}.py": render(f"{_TEMPLATES}/test_finder.py.j2", **values),
        f"frontend/src/{finder.module}.tsx": render(f"{_TEMPLATES}/Finder.tsx.j2", **values),
        f"frontend/src/{page.module}.tsx": render(f"{_TEMPLATES}/FinderPage.tsx.j2", **values),
        f"frontend/src/{page.module}.test.tsx": render(f"{_TEMPLATES}/FinderPage.test.tsx.j2", **values),
    }
    if site:
        files[f"frontend/src/{link.module}.tsx"] = render(f"{_TEMPLATES}/FinderLink.tsx.j2", **values)
    if values["fits"]:
        files[f"frontend/src/{fits.module}.tsx"] = render(f"{_TEMPLATES}/Fits.tsx.j2", **values)
    where = Place.SITE if site else Place.WORKSPACE
    path = f"{view.public_path}/find" if site else f"/find-{naming.kebab(entity.plural)}"
    subject = None if site else entity.name
    steps = ", then ".join(naming.in_sentence(field.label) for field in chain)
    shown = {entity.name: (fits,)} if values["fits"] else {}
    return Contribution(
        files=files,
        routers=(module,),
        routes=(Route(path, page, place=where, subject=subject),),
        navigation=() if site else (NavigationItem(part.options["label"], path, "Filter", where, subject),),
        list_actions={entity.name: (link,)} if site else {},
        record_sections=shown if site else {},
        section=finder,
        readme=(f"Find {naming.in_sentence(entity.plural_label)} by choosing {steps}: each out of what there is.",),
    )


CAPABILITY = Capability(NAME, draft, settle, contribute, after=("cart", "inquiry_list", "maps"), finish=finish)
