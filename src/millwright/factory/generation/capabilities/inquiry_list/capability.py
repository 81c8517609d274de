"""The list that is sent, as a capability."""

from millwright.factory.generation.capabilities import Component, Contribution, NavigationItem, Place, Route
from millwright.factory.generation.capabilities.inquiry_list.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.inquiry_list.view import ListView
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_FRONTEND = (
    "components/inquiry/AddToList.tsx",
    "components/inquiry/AnswerItems.tsx",
    "components/inquiry/AskedItems.tsx",
    "components/inquiry/ListButton.tsx",
    "lib/inquiry.ts",
    "pages/inquiry/ListPage.tsx",
    "pages/inquiry/MyListsPage.tsx",
    "pages/inquiry/inquiry.test.tsx",
)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, pages and tests of the list."""
    view = ListView(spec, part)
    subject = str(part.entity)
    files = {
        "backend/app/routes/inquiry_list.py": _render("backend/routes.py", view),
        "backend/app/schemas/inquiry_list.py": _render("backend/schemas.py", view),
        "tests/test_inquiry_list.py": _render("tests/test_inquiry_list.py", view),
    }
    files |= {f"frontend/src/{path}": _render(f"frontend/{path.rpartition('/')[2]}", view) for path in _FRONTEND}
    many = view.order.plural_label
    return Contribution(
        files=files,
        routers=("inquiry_list",),
        routes=(
            Route("/inquiry-list", Component("ListPage", "pages/inquiry/ListPage")),
            Route("/my-inquiries", Component("MyListsPage", "pages/inquiry/MyListsPage")),
        ),
        navigation=(
            NavigationItem(f"My {view.many}", "/my-inquiries", "ClipboardList", Place.ACCOUNT),
            *((NavigationItem(f"Find a {view.one}", "/my-inquiries", "ClipboardList"),) if view.guests else ()),
        ),
        header=(Component("ListButton", "components/inquiry/ListButton"),),
        card_actions={subject: (Component("AddToListButton", "components/inquiry/AddToList"),)},
        record_actions={subject: (Component("AddToList", "components/inquiry/AddToList"),)},
        workspace_sections={
            view.order.name: (Component("AnswerItems", "components/inquiry/AnswerItems", changes=True),)
        },
        readme=(
            f"Put {view.plural_label.lower()} on the {view.name}, send it, and see the answer with its prices.",
            f"{many} that came in are answered with a price for each thing and a few words.",
        ),
    )


def _render(name: str, view: ListView) -> str:
    return render(f"capabilities/inquiry_list/templates/{name}.j2", list=view)


CAPABILITY = Capability(name=NAME, draft=draft, settle=settle, contribute=contribute, after=("cart",), finish=finish)
