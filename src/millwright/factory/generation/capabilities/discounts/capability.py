"""Discount codes as a capability: they work on the cart."""

from millwright.factory.generation.capabilities import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.shopping import goods, sale_price, sells
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import AppSpec, SampleValue

_FIELDS = (
    "code!* text: SPRING10 | WELCOME5 | SUMMER20 | FRIENDS15 | LOYAL12 | BULK8 | FLASH25 | WINTER30",
    "description text: Ten percent off | Five off your first order | Twenty percent off from 50",
    "percent int: 5..30",
    "amount_off money: 5..20",
    "minimum_order money: 0..80",
    "valid_from date: -40..0",
    "valid_until date: 5..60",
    "active bool",
)
_SAMPLES: tuple[tuple[str, str, int | None, float | None, float | None, str], ...] = (
    ("SPRING10", "Ten percent off everything", 10, None, None, "+40d"),
    ("WELCOME5", "Five off your first order", None, 5.0, None, "+60d"),
    ("SUMMER20", "Twenty percent off orders from 50", 20, None, 50.0, "+30d"),
    ("BULK15", "Fifteen off orders from 120", None, 15.0, 120.0, "+90d"),
    ("WINTER30", "Thirty percent off, until last week", 30, None, None, "-7d"),
)


def draft(reading: Reading) -> None:
    """Adds the codes where there is a cart and the prompt names them."""
    wishes = reading.wished("discounts")
    kept = reading.entity("discount")
    if goods(reading) is None or not sells(reading)[0] or not (wishes or kept):
        return
    because = because_of(wishes, kept.because if kept else "")
    discount = add_record(reading, "discount", because)
    for line in _FIELDS:
        add_field(discount, line, "")
    for field in discount.fields:
        field.required = field.name == "code"


def settle(reading: Reading) -> None:
    """Adds the part; what a code is worth is for everybody to see."""
    discount = reading.entity("discount")
    if discount is None or all(part.capability != "cart" for part in reading.parts):
        return
    because = because_of(reading.wished("discounts"), f"codes of the {discount.plural_label.lower()} work in the cart")
    add_part(reading, Part(capability="discounts", entity=discount.name), because)


def finish(reading: Reading) -> None:
    """Gives the demonstration codes that do what they say, and one that has expired."""
    discount = reading.entity("discount")
    if discount is None or all(part.capability != "discounts" for part in reading.parts):
        return
    known = {field.name: field for field in discount.fields}
    rows: list[dict[str, SampleValue]] = []
    for place, (code, description, percent, amount, least, until) in enumerate(_SAMPLES):
        usual = discount.samples[place % len(discount.samples)] if discount.samples else {}
        row: dict[str, SampleValue] = {"code": code, "description": description, "percent": percent}
        row |= {"amount_off": amount, "minimum_order": least, "valid_from": "-30d", "valid_until": until}
        rows.append({**usual, **row, "active": True})
    discount.samples = tuple({name: value for name, value in row.items() if name in known} for row in rows)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """What the codes take off, and the code that the browser keeps."""
    values = {
        "discount": AppView(spec).entity(str(part.entity)),
        "cart": spec.parts_of("cart")[0],
        "goods": AppView(spec).entity(str(spec.parts_of("cart")[0].entity)),
        "admin": spec.admin,
        "sale": sale_price(spec),
    }
    folder = "capabilities/discounts/templates"
    return Contribution(
        files={
            "backend/app/discounts.py": render(f"{folder}/backend/discounts.py.j2", **values),
            "frontend/src/lib/code.ts": render(f"{folder}/frontend/code.ts.j2", **values),
            "tests/test_discount_codes.py": render(f"{folder}/tests/test_discount_codes.py.j2", **values),
        },
        readme=("Discount codes take a percentage or an amount off an order, from a minimum and for a time.",),
    )


CAPABILITY = Capability("discounts", draft, settle, contribute, after=("cart",), finish=finish)
