"""Variants as a capability: the cart takes one of them."""

from collections.abc import Iterator
from functools import cache

from millwright.factory.generation.capabilities import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.shopping import (
    goods,
    keep_from_visitors,
    price_of,
    sale_price,
    sells,
    stock_of,
)
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import AppSpec, SampleValue

_CHOOSING = frozenset({"choose", "pick", "select", "specify"})
_USUAL = "size"


def draft(reading: Reading) -> None:
    """Adds variants of what is sold, where the prompt names them."""
    because, sold = _asked(reading), goods(reading)
    if sold is None or not because or not sells(reading)[0]:
        return
    stock = stock_of(sold)
    if stock is not None and (not stock.because or stock.because.startswith("assumed")):
        # Each variant is counted by itself.
        sold.fields.remove(stock)
    for _, kind in _chosen(reading):
        if (named := reading.entity(kind)) is not None and named.entry is None:
            reading.forget(named)
    variant = add_record(reading, "variant", because)
    for line in (f"name! text: {_kind(reading)['names']}", "price money: 12..60", "stock int: 0..40"):
        add_field(variant, line, "")
    add_field(variant, f"{sold.name}! @{sold.name}", "")
    for field in variant.fields:
        field.required = field.name in {"name", sold.name}


def settle(reading: Reading) -> None:
    """Adds the part. Variants are seen on the page of what they belong to, not in a list of their own."""
    variant, sold = reading.entity("variant"), goods(reading)
    if variant is None or sold is None or all(part.capability != "cart" for part in reading.parts):
        return
    keep_from_visitors(reading, variant)
    options = {"variant": variant.name, "label": _kind(reading)["label"]}
    part = Part(capability="variants", entity=sold.name, options=options)
    add_part(reading, part, _asked(reading))


def finish(reading: Reading) -> None:
    """Gives everything that is sold three variants, at its own price or a little more."""
    part = next((part for part in reading.parts if part.capability == "variants"), None)
    variant, sold = reading.entity("variant"), goods(reading)
    if part is None or variant is None or sold is None:
        return
    names, more = phrases(_kind(reading)["names"], "|"), phrases(_kind(reading).get("more", ""), "|")
    rows: list[dict[str, SampleValue]] = [
        {
            "name": name,
            "price": _dearer(sold, sold.samples[position], turn, more),
            "stock": (position * 5 + turn * 7) % 13 + 1,
            sold.name: position,
        }
        for position in range(min(len(sold.samples), 16))
        for turn, name in enumerate(names)
    ]
    fields = {field.name for field in variant.fields}
    variant.samples = tuple({name: value for name, value in row.items() if name in fields} for row in rows)


def _dearer(sold: DraftEntity, row: dict[str, SampleValue], turn: int, more: list[str]) -> SampleValue:
    """What a variant costs where it is dearer than the thing; nothing where it costs the same."""
    price = price_of(sold)
    base = row.get(price.name) if price else None
    return round(base + float(more[turn]), 2) if more and isinstance(base, int | float) and float(more[turn]) else None


def _asked(reading: Reading) -> str:
    """The words that ask for variants: those of a wish, or of people who choose a size, a weight, a flavour."""
    wishes = reading.wished("variants")
    return because_of(wishes, "") if wishes else next((text for text, _ in _chosen(reading)), "")


def _chosen(reading: Reading) -> Iterator[tuple[str, str]]:
    """What people choose of a thing, as the words for it and the name of its kind; the most particular first."""
    kinds = {word: name for name, row in _kinds().items() for word in row["words"].split()}
    for statement in reading.statements:
        if statement.verb.base not in _CHOOSING:
            continue
        tokens = statement.sentence.tokens[statement.start : statement.end]
        named = [kinds[token.low] for token in tokens if token.low in kinds]
        yield from ((statement.text, name) for name in sorted(named, key=lambda name: name == "specification")[:1])


def _kind(reading: Reading) -> dict[str, str]:
    """What variants differ in."""
    words = " ".join(wish.words.lower() for wish in reading.wished("variants"))
    coloured = "color" if "colo" in words and "size" not in words else ""
    chosen = next((name for _, name in _chosen(reading)), _USUAL)
    return _kinds()[coloured or (_USUAL if words else chosen)]


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return table_beside(__package__ or "", "kinds")


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The tests; the cart asks for the variants itself."""
    app = AppView(spec)
    values = {
        "goods": app.entity(str(part.entity)),
        "variant": app.entity(part.options["variant"]),
        "cart": spec.parts_of("cart")[0],
        "admin": spec.admin,
        "sale": sale_price(spec),
    }
    text = render("capabilities/variants/templates/tests/test_variants_sold.py.j2", **values)
    return Contribution(
        files={"tests/test_variants_sold.py": text},
        readme=("Variants have a stock of their own, and a price where it differs; one is chosen before buying.",),
    )


CAPABILITY = Capability("variants", draft, settle, contribute, after=("cart",), finish=finish)
