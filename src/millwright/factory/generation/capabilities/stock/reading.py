"""Which records of a prompt move a stock, and what they need for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities.shopping import sells
from millwright.factory.generation.capabilities.stock.prices import Prices, one_amount, prices_of
from millwright.factory.generation.capabilities.stock.words import (
    Kind,
    always_moves,
    direction_of,
    is_bill,
    is_line,
    kind_of,
    left_out,
    said,
    sold_by,
    ways,
)
from millwright.factory.generation.capabilities.stocked import level_field, stock_field
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import Access, FieldType, Part, Reach

_QUANTITIES = ("quantity", "qty", "count", "units", "pieces", "amount", "number")
_BOUNDS = frozenset({"reorder", "minimum", "maximum", "min", "max"})
_CUSTOMERS_OWN = frozenset({"customer", "customer_name", "client", "delivery_address"})
_ORDERED_HERE = ("New", "Paid", "Packed", "Shipped", "Delivered")
_BOUGHT_IN = ("Ordered", "Received", "Cancelled")
_LONGEST = 60
"""An option's characters."""


@dataclass(frozen=True)
class Move:
    """A record whose rows move the stock of what they refer to, with the fields by which they do.

    `billed` are lines of a bill: they take only what nothing else of the application has taken for its customers.
    """

    record: DraftEntity
    kind: Kind
    goods: DraftEntity
    by: DraftField
    quantity: DraftField
    billed: bool = False


def draft(reading: Reading) -> None:
    """Sales and the like refer to what they move; where a prompt keeps an inventory that nothing moves, movements."""
    goods = _goods(reading)
    if not goods:
        return
    main = goods[0]
    for record in _others(reading):
        if len(goods) == 1 and record not in goods and always_moves(record) and not _things(reading, record):
            _refer(record, main)
    if not _keeps(reading):
        return
    if not sells(reading)[0]:
        if not any(True for _ in moves(reading)):
            movement = add_record(reading, "stock_movement", _because(reading))
            if main.name not in {field.target for field in movement.fields}:
                _refer(movement, main)
        if level_field(main) is None:
            add_field(main, "reorder_level int: 5..20", f"assumed: {main.plural_label.lower()} run out")


def settle(reading: Reading) -> None:
    """A part for each record that moves a stock; what is low in stock is listed where a field says what is low."""
    found = _not_twice(reading, list(moves(reading)))
    for move in found:
        if move.kind is Kind.BACK and move.record.key == "order":
            _buy_in(move.record)
        one_amount(move.record)
        stock = _stock(reading, move.goods)
        prices = prices_of(move.record, move.goods, move.kind)
        options = {"by": move.by.name, "quantity": move.quantity.name, "stock": stock.name, "kind": move.kind.value}
        options |= _told(move) | prices.options
        _need(reading, move, stock, prices)
        add_part(reading, Part(capability="stock", entity=move.record.name, options=options), _told_by(move))
    for goods in _goods(reading):
        _list_low(reading, goods)


def finish(reading: Reading) -> None:
    """Demonstration rows cost what their quantity of what they name does."""
    for part in reading.parts:
        record = reading.entity(part.entity or "") if part.capability == "stock" else None
        by = record.field(part.options["by"]) if record else None
        goods = reading.entity(by.target or "") if by else None
        amount, price = part.options.get("amount", ""), part.options.get("price", "")
        unit = part.options.get("unit", "")
        for row in record.samples if record and goods and amount else ():
            number, quantity = row.get(part.options["by"]), row.get(part.options["quantity"])
            thing = goods.samples[number] if goods and isinstance(number, int) else {}
            cost = thing.get(price) if price else row.get(unit)
            if cost is not None and quantity is not None:
                row.update({unit: cost} if unit else {})
                row[amount] = round(float(cost) * float(quantity), 2)


def moves(reading: Reading) -> Iterator[Move]:
    """The records that move a stock by their name or by a choice."""
    goods = {entity.name: entity for entity in _goods(reading)}
    for record in _others(reading):
        billed = _is_billed(reading, record)
        kind = Kind.AWAY if billed else _kind(reading, record)
        by = next((field for field in record.fields if field.target in goods and field.target != record.name), None)
        quantity = _quantity(record)
        if kind is not None and by is not None and quantity is not None:
            yield Move(record, kind, goods[by.target or ""], by, quantity, billed)


def _kind(reading: Reading, record: DraftEntity) -> Kind | None:
    """What a record does; a line does what the record does of which it is a line."""
    bought = any(record.access.get(role.name, Access()).create for role in outsiders(reading))
    if is_line(record) and direction_of(record) is None:
        found = (kind_of(head, bought_here=bought) for head in _heads(reading, record))
        kind = next((kind for kind in found if kind is not None), None)
        if kind is not None:
            return kind
    return kind_of(record, bought_here=bought)


def _heads(reading: Reading, record: DraftEntity) -> list[DraftEntity]:
    """What a line may be a line of: the records that it refers to, but for what is counted."""
    targets = (reading.entity(field.target) for field in record.fields if field.target)
    return [head for head in targets if head is not None and not _counts(reading, head)]


def _is_billed(reading: Reading, record: DraftEntity) -> bool:
    """Whether a record is a line of a bill, in an application without a checkout, which would take what it sells."""
    if not is_line(record) or direction_of(record) is not None or sells(reading)[0]:
        return False
    return any(is_bill(head) for head in _heads(reading, record))


def _others(reading: Reading) -> list[DraftEntity]:
    """The records but for those that a checkout or a booking writes."""
    named = (part.options for part in reading.parts if part.capability in {"cart", "booking"})
    written = {options[key] for options in named for key in ("order", "item", "record") if key in options}
    written |= {"order", "ordered_item", "variant"} if sells(reading)[0] else set()
    return [one for one in reading.entities if not one.internal and written.isdisjoint({one.name, one.key})]


def _not_twice(reading: Reading, found: list[Move]) -> list[Move]:
    """The moves without those of a record whose lines, or whose shipments, move the same already.

    Of what is sold otherwise, the lines of its bills take nothing.
    """
    others = (move for move in found if move.kind is Kind.AWAY and not move.billed)
    sold = {move.goods.name for move in others if sold_by(move.record, *_heads(reading, move.record))}
    found = [move for move in found if not (move.billed and move.goods.name in sold)]
    told = [
        move
        for move in found
        for other in found
        if other.kind is move.kind and any(field.target == move.record.name for field in other.record.fields)
    ]
    return [move for move in found if move not in told]


def _goods(reading: Reading) -> list[DraftEntity]:
    """The records that are counted in whole numbers, products first."""
    counted = [entity for entity in reading.entities if not entity.internal and _counts(reading, entity)]
    return sorted(counted, key=lambda entity: entity.key != "product")


def _counts(reading: Reading, entity: DraftEntity) -> bool:
    stock = stock_field(entity, reading.entities)
    counted = stock is not None and stock.type is FieldType.INTEGER and stock.maximum is None
    return counted and entity.kind in {EntityKind.CATALOGUE, EntityKind.LOG, EntityKind.CONTENT}


def _stock(reading: Reading, goods: DraftEntity) -> DraftField:
    return next(field for field in (stock_field(goods, reading.entities),) if field is not None)


def _quantity(record: DraftEntity) -> DraftField | None:
    """How many of it a row moves: the field that is called so, else one whose name has such a word."""
    numbers = [f for f in record.fields if f.type is FieldType.INTEGER and f.maximum is None and not _is_bound(f)]
    named = (f for word in _QUANTITIES for f in numbers if word in f.name.split("_"))
    return next(named, None)


def _is_bound(field: DraftField) -> bool:
    return not _BOUNDS.isdisjoint(field.name.split("_"))


def _things(reading: Reading, record: DraftEntity) -> bool:
    """Whether a record refers to something of a catalogue already."""
    targets = [reading.entity(field.target) for field in record.fields if field.target]
    things = {EntityKind.CATALOGUE, EntityKind.LOG, EntityKind.CONTENT}
    supply = {"supplier", "warehouse", "customer", "location", "branch", "store"}
    return any(target is not None and target.kind in things and target.key not in supply for target in targets)


def _refer(record: DraftEntity, goods: DraftEntity) -> None:
    """Has a record name what it moves, and how many of it, after its first field."""
    because = f"assumed: {record.plural_label.lower()} move the stock of {goods.plural_label.lower()}"
    said_once = [field for field in record.fields if field.name == "item" and field.type is FieldType.TEXT]
    record.fields = [field for field in record.fields if field not in said_once or field.because]
    known = len(record.fields)
    add_field(record, f"{safe_field_name(goods.name, record.name)}! @{goods.name}", because).label = goods.label
    if _quantity(record) is None:
        add_field(record, "quantity! int: 1 | 2 | 1 | 4 | 3 | 1 | 2 | 6", because)
    new = record.fields[known:]
    record.fields = [*record.fields[: min(1, known)], *new, *record.fields[1:known]]


def _keeps(reading: Reading) -> bool:
    """Whether the prompt wants to know what there is."""
    return bool(reading.wished("stock")) or said("keeping", " ".join(s.text.lower() for s in reading.sentences))


def _because(reading: Reading) -> str:
    wishes = reading.wished("stock")
    return wishes[0].words if wishes else reading.domain_because or "assumed: an inventory has movements"


def _told(move: Move) -> dict[str, str]:
    """The states in which a row does nothing, and which choice moves which way."""
    field = direction_of(move.record)
    state, values = left_out(move.record, move.kind)
    options = {"state": state, "left_out": _fitting(values)} if state else {}
    if move.kind is Kind.CHOSEN and field is not None:
        into, out = ways(field)
        options |= {"direction": field.name, "into": _fitting(into), "out": _fitting(out)}
    return options


def _fitting(values: tuple[str, ...]) -> str:
    """As many of the values as an option holds."""
    text = " ".join(values)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0]


def _told_by(move: Move) -> str:
    goods, way = move.goods.plural_label.lower(), {Kind.AWAY: "take from", Kind.BACK: "add to"}.get(move.kind, "move")
    return f"assumed: {move.record.plural_label.lower()} {way} the stock of {goods}"


def _need(reading: Reading, move: Move, stock: DraftField, prices: Prices) -> None:
    """Has a row say what it moves and how many; what the server works out may be left empty."""
    move.quantity.required = True
    if not move.quantity.minimum and _is_positive(move.quantity):
        move.quantity.minimum = 1
    others = [reading.entity(f.target) for f in move.record.fields if f.target and f is not move.by]
    services = any(e is not None and e.field("price") is not None and e is not move.goods for e in others)
    makers = [role.name for role in reading.roles if move.record.access.get(role.name, Access()).create]
    seen = all(move.goods.access.get(name, Access()).read is not Reach.NONE for name in makers)
    seen = seen and not (move.record.visitors.create and move.goods.visitors.read is Reach.NONE)
    move.by.required = move.by.required or (seen and not services)
    if not any(part.capability == "cart" for part in reading.parts):
        stock.required = True
    if prices.amount is not None:
        prices.amount.required = False
    if prices.unit is not None and prices.price is not None:
        prices.unit.required = False


def _is_positive(field: DraftField) -> bool:
    """Whether its demonstration values are all above nought."""
    between = field.between is None or field.between[0] > 0
    return between and all(value.strip().isdigit() and int(value) > 0 for value in field.values)


def _buy_in(order: DraftEntity) -> None:
    """What the house orders is neither for a customer nor on its way to one."""
    order.fields = [field for field in order.fields if field.because or field.name not in _CUSTOMERS_OWN]
    state = order.field("status")
    if state is not None and not state.because and state.choices == _ORDERED_HERE:
        state.choices = _BOUGHT_IN


def _list_low(reading: Reading, goods: DraftEntity) -> None:
    level = level_field(goods)
    if level is not None and level.type is FieldType.INTEGER:
        options = {"label": f"{goods.plural_label} low in stock"[:_LONGEST], "by": _stock(reading, goods).name}
        because = level.because or f"assumed: {goods.plural_label.lower()} have a {level.label.lower()}"
        add_part(
            reading, Part(capability="worklist", entity=goods.name, options=options | {"under": level.name}), because
        )
