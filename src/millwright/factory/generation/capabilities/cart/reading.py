"""How a prompt gets a cart: the records and fields that a checkout fills in, and who may see them."""

from millwright.factory.generation.capabilities.shopping import (
    give_a_price,
    goods,
    is_shipped,
    let_buyers_in,
    open_site,
    price_of,
    sells,
    stock_of,
)
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.site import Look, Part
from millwright.factory.generation.spec import Access, FieldType, Reach, SampleValue

_ORDER = (
    f"order_number!* text: {' | '.join(f'SO-{number}' for number in range(1041, 1053))}",
    "customer_name! text: ~person",
    "email! email",
    "status! choice: New | Paid | Packed | Shipped | Delivered | Cancelled",
    "ordered_on! date: -90..0",
    "total! money: 18..320",
)
_DELIVERY = ("delivery_method! choice: Standard | Express | Pick-up", "delivery_address long: ~street")
_PAYMENT = "payment_method! choice: Card (test) | On delivery"
_MOST_LINES = 3


def draft(reading: Reading) -> None:
    """Adds orders and what they are made of, where people buy by themselves."""
    give_a_price(reading)
    sold, because = goods(reading), sells(reading)[1]
    if sold is None or not because:
        return
    _forget_assumed_customers(reading)
    _forget_paying(reading)
    price = price_of(sold)
    if price is not None:
        price.required = True
    sold.fields = [field for field in sold.fields if field.name != "active" or field.because]
    if stock_of(sold) is None and is_shipped(sold) and sold.key == "product":
        add_field(sold, "stock int: 3..60", f"assumed: {sold.plural_label.lower()} are kept in stock")
    order = add_record(reading, "order", because)
    _reshape(order, shipped=is_shipped(sold))
    item = add_record(reading, "ordered_item", because, internal=True)
    add_field(item, f"order! @{order.name}", "").required = True
    add_field(item, f"{sold.name} @{sold.name}", "")


def settle(reading: Reading) -> None:
    """Opens the shop to visitors, keeps orders to those who placed them, and adds the part."""
    because = sells(reading)[1]
    order, item = reading.entity("order"), reading.entity("ordered_item")
    # What was put into orders when they were made stays so, whatever the prompt's other wishes added since.
    targets = [field.target for field in item.fields if field.target] if item else []
    sold = next((e for e in reading.entities if e.name in targets and e is not order), None)
    if sold is None or order is None or item is None or not because:
        return
    open_site(reading, sold, because)
    if sold.look is Look.GALLERY:
        sold.look = Look.CARDS  # Nobody buys a picture without its price.
    let_buyers_in(reading)
    for field in item.fields:
        field.required = field.required or field.name == order.name
    for role in outsiders(reading):
        order.access[role.name] = Access(read=Reach.OWN)
    price, stock = price_of(sold), stock_of(sold)
    options = {"order": order.name, "item": item.name, "price": price.name if price else ""}
    if stock is not None:
        options["stock"] = stock.name
    if is_shipped(sold):
        options["shipped"] = "yes"
    if not reading.wished("sign_in") or not outsiders(reading):
        options["guests"] = "yes"
    add_part(reading, Part(capability="cart", entity=sold.name, options=options), because)


def finish(reading: Reading) -> None:
    """Gives the demonstration orders items of the catalogue, and totals that are their sums."""
    part = next((part for part in reading.parts if part.capability == "cart"), None)
    if part is None:
        return
    sold, order, item = (reading.entity(name or "") for name in (part.entity, part.options["order"], "ordered_item"))
    if sold is None or order is None or item is None or not sold.samples:
        return
    title = next((f.name for f in sold.fields if f.type is FieldType.TEXT and f.required), sold.fields[0].name)
    # What is sold may be called as no field can be, so that its field has another name.
    refers = {field.target: field.name for field in item.fields if field.target == sold.name}
    rows: list[dict[str, SampleValue]] = []
    for position, placed in enumerate(order.samples):
        lines = [_line(sold, title, part, position, turn) for turn in range(1 + position % _MOST_LINES)]
        rows += [
            {refers.get(name, name): value for name, value in line.items()} | {"order": position} for line in lines
        ]
        placed["total"] = round(sum(_cost(line) for line in lines), 2)
    item.samples = tuple(rows)


def _line(sold: DraftEntity, title: str, part: Part, position: int, turn: int) -> dict[str, SampleValue]:
    number = (position * 3 + turn * 2) % len(sold.samples)
    row = sold.samples[number]
    return {
        "title": str(row[title]),
        "option_label": None,
        "quantity": 1 + (position + turn) % 2,
        "unit_price": row[part.options["price"]],
        sold.name: number,
    }


def _cost(line: dict[str, SampleValue]) -> float:
    return float(line["quantity"] or 0) * float(line["unit_price"] or 0)


def _reshape(order: DraftEntity, *, shipped: bool) -> None:
    """Gives the order the fields that a checkout fills in; those that the prompt adds may stay empty."""
    asked = [field for field in order.fields if field.because]
    order.fields = []
    for line in (*_ORDER, *(_DELIVERY if shipped else ()), _PAYMENT):
        add_field(order, line, "")
    known = {field.name for field in order.fields}
    for field in asked:
        if field.name not in known and field.type is not FieldType.REFERENCE:
            field.required = False
            order.fields.append(field)


def _forget_assumed_customers(reading: Reading) -> None:
    """Whoever buys has an account or says their name when ordering: a list of customers beside that says it twice."""
    customer = reading.entity("customer")
    used = any(field.target == "customer" for e in reading.entities if e.key != "order" for field in e.fields)
    if customer is not None and customer.assumed and not used:
        reading.entities.remove(customer)


def _forget_paying(reading: Reading) -> None:
    """Drops the list of payments where a shop is only said to have payment, which the checkout takes."""
    payment = reading.entity("payment")
    acts = [mention.statement for mention in reading.mentions if mention.key == "payment"]
    if payment is not None and all(act is None or act.text.lower().endswith(" payment") for act in acts):
        reading.forget(payment)
