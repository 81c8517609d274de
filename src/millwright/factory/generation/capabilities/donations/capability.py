"""Donations, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.capabilities.donations.reading import draft, settle
from millwright.factory.generation.capabilities.donations.view import DonationView
from millwright.factory.generation.capabilities.payments.view import TillView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = "capabilities/donations/templates"


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The form on the page of a cause, what was raised, and the route that takes a donation."""
    view = DonationView(spec, part)
    name = f"{view.page.type}Donate"
    module = f"components/donations/{name}"
    component = Component(name, module)
    raised = Component(f"{view.page.type}Raised", f"components/donations/{view.page.type}Raised")
    files = {
        "backend/app/routes/donating.py": "backend/routes.py",
        f"frontend/src/{module}.tsx": "frontend/Donate.tsx",
        f"frontend/src/{raised.module}.tsx": "frontend/Raised.tsx",
        "frontend/src/lib/donations.ts": "frontend/donations.ts",
        f"frontend/src/{module}.test.tsx": "frontend/Donate.test.tsx",
        "tests/test_donating.py": "tests/test_donating.py",
    }
    return Contribution(
        files={
            **{
                path: render(f"{_TEMPLATES}/{template}.j2", donation=view, till=TillView(spec))
                for path, template in files.items()
            },
            "frontend/src/components/AmountField.tsx": render("capabilities/shared/frontend/AmountField.tsx.j2"),
        },
        routers=("donating",),
        card_actions={view.cause.name: (raised,)} if view.site else {},
        record_sections={view.cause.name: (component,)} if view.site else {},
        workspace_sections={} if view.site else {view.cause.name: (component,)},
        readme=(f"Donate to {in_sentence(view.cause.plural_label)}, and see how much of the goal was raised.",),
    )


CAPABILITY = Capability(
    "donations", draft, settle, contribute, optional=frozenset({"goal", "state"}), states=frozenset({"over"})
)
