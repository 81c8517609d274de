"""The wish list as a capability: marks on what is sold, and the page that lists them."""

from dataclasses import replace

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route, marks
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.shopping import goods
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

_MARK = marks.Mark("wish_list", "wish", "wishes", ("Wish", "On your wish list"), "Heart", listed=True)
_PAGE = Component("WishListPage", "pages/wish-list/WishListPage")


def draft(reading: Reading) -> None:
    """Adds the wishes, for what is sold or else for what the prompt names."""
    wishes = reading.wished("wish_list")
    if not wishes:
        return
    sold = goods(reading)
    subjects = [sold] if sold else marks.wished_subjects(reading, _MARK)
    for item in [entity for entity in reading.entities if entity.key == "cart_item" and subjects]:
        reading.forget(item)
    marks.draft(reading, _MARK, subjects, "")


def settle(reading: Reading) -> None:
    """Adds the part."""
    marks.settle(reading, _MARK)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The button, and the page of what was wished for."""
    made = marks.contribute(spec, part, _MARK)
    _, view = subject_view(spec, part)
    cart = next((one for one in spec.parts_of("cart") if one.entity == part.entity), None)
    page = render("capabilities/wish_list/templates/WishListPage.tsx.j2", view=view, cart=cart)
    place = Place.SITE if view.public else Place.WORKSPACE
    menu = Place.ACCOUNT if view.public else Place.WORKSPACE
    return replace(
        made,
        files={**made.files, f"frontend/src/{_PAGE.module}.tsx": page},
        routes=(Route("/wish-list", _PAGE, place, signed_in=True),),
        navigation=(NavigationItem("Wish list", "/wish-list", "Heart", menu),),
        readme=(f"Keep a wish list of {view.spec.plural_label.lower()}.",),
    )


CAPABILITY = Capability("wish_list", draft, settle, contribute, after=("cart",))
