"""Flash sales as a capability: two fields of what is sold, which the cart's prices follow."""

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.capabilities.shopping import goods, price_of, sells
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import AppSpec

_EVERY = 3


def draft(reading: Reading) -> None:
    """Adds the price of the sale and its last day to what is sold."""
    sold, wishes = goods(reading), reading.wished("flash_sale")
    if sold is None or not wishes or not sells(reading)[0]:
        return
    if sum(token.lemma == "sale" for sentence in reading.sentences for token in sentence.tokens) <= len(wishes):
        # The word "sale" was about prices, not about a record of what was sold.
        for sale in [entity for entity in reading.entities if entity.key == "sale"]:
            reading.forget(sale)
    add_field(sold, "sale_price money", because_of(wishes, ""))
    add_field(sold, "sale_ends date: 1..6", because_of(wishes, ""))


def settle(reading: Reading) -> None:
    """Adds the part."""
    sold, wishes = goods(reading), reading.wished("flash_sale")
    if sold is None or not wishes or all(part.capability != "cart" for part in reading.parts):
        return
    options = {"price": "sale_price", "ends": "sale_ends"}
    add_part(reading, Part(capability="flash_sale", entity=sold.name, options=options), wishes[0].words)


def finish(reading: Reading) -> None:
    """Puts every third article on sale, at three quarters of its price."""
    sold = goods(reading)
    price = price_of(sold) if sold else None
    if sold is None or price is None or all(part.capability != "flash_sale" for part in reading.parts):
        return
    for position, row in enumerate(sold.samples):
        usual = row[price.name]
        on_sale = position % _EVERY == 0 and isinstance(usual, int | float)
        row["sale_price"] = round(float(usual or 0) * 0.75, 2) if on_sale else None
        row["sale_ends"] = row["sale_ends"] if on_sale else None


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """What a card and a page say of the sale, and the tests of its price."""
    _, view = subject_view(spec, part)
    values = {
        "view": view,
        "goods": AppView(spec).entity(str(part.entity)),
        "price": spec.parts_of("cart")[0].options["price"],
        "admin": spec.admin,
    }
    folder = "capabilities/flash_sale/templates"
    shown = {str(part.entity): (Component("OnSale", "components/sale/OnSale"),)}
    return Contribution(
        files={
            "frontend/src/components/sale/OnSale.tsx": render(f"{folder}/frontend/OnSale.tsx.j2", **values),
            "tests/test_sale_prices.py": render(f"{folder}/tests/test_sale_prices.py.j2", **values),
        },
        card_actions=shown,
        record_actions=shown,
        readme=("What is on sale costs less until its last day, in the cart too.",),
    )


CAPABILITY = Capability("flash_sale", draft, settle, contribute, after=("cart",), finish=finish)
