"""Stock that follows what is sold, used, bought and returned, as the compiler knows it."""

from collections.abc import Iterable

from millwright.factory.generation.capabilities import Capability, Check, Component, Contribution, Removal, Saving
from millwright.factory.generation.capabilities.stock.reading import draft, finish, settle
from millwright.factory.generation.capabilities.stock.view import MoveView
from millwright.factory.generation.capabilities.stock.words import Kind
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = "capabilities/stock/templates"
_DOES = {Kind.AWAY: "take from", Kind.BACK: "add to", Kind.CHOSEN: "move"}


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """What has the stock follow the rows of one record, on the server, in its form, and in tests."""
    view = MoveView(spec, part)
    record, module = view.record, f"backend.app.moves.{view.record.plural}"
    fields = f"components/stock/{view.page.type}Fields"
    inputs = {view.quantity.name: Component(f"{view.page.type}Quantity", fields)}
    savings: dict[str, tuple[Saving, ...]] = {}
    if view.amount is not None:
        inputs[view.amount.name] = Component(f"{view.page.type}Amount", fields)
        savings[record.name] = (Saving(f"fill_in_{record.name}", module),)
    goods = in_sentence(view.goods.plural_label)
    signed = view.listed and not view.page.public
    return Contribution(
        files=_listed(view, signed=signed)
        | {
            "backend/app/holding.py": render("capabilities/shared/backend/holding.py.j2"),
            "backend/app/stock.py": render("capabilities/shared/backend/stock.py.j2"),
            "backend/app/moves/__init__.py": render(f"{_TEMPLATES}/backend/moves.py.j2"),
            f"backend/app/moves/{record.plural}.py": render(f"{_TEMPLATES}/backend/record.py.j2", move=view),
            f"frontend/src/{fields}.tsx": render(f"{_TEMPLATES}/frontend/Fields.tsx.j2", move=view),
            f"frontend/src/{fields}.test.tsx": render(f"{_TEMPLATES}/frontend/Fields.test.tsx.j2", move=view),
            f"tests/test_stock_of_{record.plural}.py": render(f"{_TEMPLATES}/tests/test_stock.py.j2", move=view),
        },
        checks={record.name: (Check(f"follow_{record.name}", module),)},
        savings=savings,
        removals={record.name: (Removal(f"take_back_{record.name}", module),)},
        ample={view.goods.name: (view.stock.name,)},
        inputs={record.name: inputs},
        starts=view.listed,
        signatures={record.name: "Entered by"} if signed else {},
        related={view.goods.name: (record.name,)} if view.listed else {},
        workspace_sections={view.goods.name: (_section(view),)} if view.listed else {},
        readme=tuple(_told(view, goods)),
    )


def _section(view: MoveView) -> Component:
    return Component(view.movements, f"components/stock/{view.movements}")


def _listed(view: MoveView, *, signed: bool) -> dict[str, str]:
    """What tells on the page of what is in stock what came in and went out, where rows do both."""
    if not view.listed:
        return {}
    at = f"frontend/src/{_section(view).module}"
    return {
        f"{at}.tsx": render(f"{_TEMPLATES}/frontend/Movements.tsx.j2", move=view, signed=signed),
        f"{at}.test.tsx": render(f"{_TEMPLATES}/frontend/Movements.test.tsx.j2", move=view, signed=signed),
    }


def _told(view: MoveView, goods: str) -> Iterable[str]:
    many = view.record.plural_label
    yield f"{many} {_DOES[view.kind]} the stock of {goods}; nothing is taken that is not there."
    if view.amount is not None:
        yield f"The {in_sentence(view.amount.label)} of {in_sentence(many)} is price × quantity where it is left empty."


CAPABILITY = Capability(
    "stock",
    draft,
    settle,
    contribute,
    after=("booking", "cart", "notifications", "variants", "worklist"),
    finish=finish,
    optional=frozenset({"amount", "price", "state", "unit"}),
    theirs=frozenset({"price", "stock"}),
    states=frozenset({"into", "left_out", "out"}),
)
