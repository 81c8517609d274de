"""Which records of a prompt move a stock, and what they need for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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
    listed,
    said,
    sold_by,
    ways,
)
from millwright.factory.generation.capabilities.stocked import level_field, stock_field
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.vocabulary import EntityEntry, EntityKind, lexicon
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.spec import Access, FieldType, Part, Reach

_QUANTITIES = ("quantity", "qty", "count", "units", "pieces", "amount", "number")
_BOUNDS = frozenset({"reorder", "minimum", "maximum", "min", "max"})
_CUSTOMERS_OWN = frozenset({"customer", "customer_name", "client", "delivery_address"})
_ORDERED_HERE = ("New", "Paid", "Packed", "Shipped", "Delivered")
_BOUGHT_IN = ("Ordered", "Received", "Cancelled")
_COUNTED = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
_MARKS = re.compile(r"[,.;:()]")
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
    if not _goods(reading):
        return
    _forget_general(reading)
    goods = _goods(reading)
    main = goods[0]
    for record in _others(reading):
        if len(goods) == 1 and record not in goods and always_moves(record) and not _things(reading, record):
            _refer(record, main)
    if not _keeps(reading):
        return
    if not sells(reading)[0]:
        if not any(True for _ in moves(reading)):
            _move_only(add_record(reading, "stock_movement", _because(reading)), main, goods)
        _move_others(reading, goods)
        if level_field(main) is None:
            kind = "dec" if _stock(reading, main).type is FieldType.DECIMAL else "int"
            add_field(main, f"reorder_level {kind}: 5..20", f"assumed: {main.plural_label.lower()} run out")


def _forget_general(reading: Reading) -> None:
    """Where the prompt calls its stock by name ("materials"), "inventory" is that, and so is the history of it."""
    named = [goods for goods in _goods(reading) if _is_named(reading, goods)]
    if not named:
        return
    for goods in _goods(reading):
        if goods not in named and goods.key == "product" and not sells(reading)[0]:
            reading.forget(goods)
    for history in [entity for entity in reading.entities if entity.key in listed("histories")]:
        because = history.because.lower()
        if _keeps(reading) and said("history", because) and any(_names(one, because) for one in named):
            reading.forget(history)


def _is_named(reading: Reading, goods: DraftEntity) -> bool:
    return any(_names(goods, sentence.text.lower()) for sentence in reading.sentences)


def _names(goods: DraftEntity, text: str) -> bool:
    return set(stems(goods.label.lower())) <= set(stems(_MARKS.sub(" ", text)))


def _move_only(movement: DraftEntity, goods: DraftEntity, others: list[DraftEntity]) -> None:
    """Has movements name one kind of stock, and no other."""
    apart = {other.name for other in others if other is not goods}
    movement.fields = [field for field in movement.fields if field.target not in apart]
    if goods.name not in {field.target for field in movement.fields}:
        _refer(movement, goods)


def _move_others(reading: Reading, goods: list[DraftEntity]) -> None:
    """What the prompt keeps besides, and nothing moves, has movements of its own."""
    moved = {move.goods.name for move in moves(reading)}
    for other in goods:
        if other.name not in moved and _is_named(reading, other):
            because = f"assumed: {other.plural_label.lower()} come in and go out"
            named = {"name": f"{other.name}_movement", "label": f"{other.label} movement"}
            entry = replace(_movement(), plural_label=f"{other.label} movements", **named)
            shape(reading, [Choice(entry.name, entry, (), because, assumed=True)])
            _move_only(reading.entities[-1], other, goods)


def _movement() -> EntityEntry:
    return lexicon().entities["stock_movement"]


def settle(reading: Reading) -> None:
    """A part for each record that moves a stock; what is low in stock is listed where a field says what is low."""
    found = _not_twice(reading, list(moves(reading)))
    ships = any(said("shipping", sentence.text.lower()) for sentence in reading.sentences)
    for move in found:
        if move.kind is Kind.BACK and move.record.key == "order":
            _buy_in(move.record)
        one_amount(move.record)
        stock = _stock(reading, move.goods)
        prices = prices_of(move.record, move.goods, move.kind)
        options = {"by": move.by.name, "quantity": move.quantity.name, "stock": stock.name, "kind": move.kind.value}
        options |= _told(move, ships=ships) | prices.options
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
        of = goods[by.target or ""] if by is not None else None
        quantity = _quantity(record, measured=of is not None and _stock(reading, of).type is FieldType.DECIMAL)
        if kind is not None and by is not None and of is not None and quantity is not None:
            yield Move(record, kind, of, by, quantity, billed)


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
    """The records that are counted or measured, products first."""
    counted = [entity for entity in reading.entities if not entity.internal and _counts(reading, entity)]
    return sorted(counted, key=lambda entity: entity.key != "product")


def _counts(reading: Reading, entity: DraftEntity) -> bool:
    stock = stock_field(entity, reading.entities)
    counted = stock is not None and stock.type in _COUNTED and stock.maximum is None
    if stock is not None and stock.type is FieldType.DECIMAL and _things(reading, entity):
        # So many grams of a recipe are none that there are.
        return False
    return counted and entity.kind in {EntityKind.CATALOGUE, EntityKind.LOG, EntityKind.CONTENT}


def _stock(reading: Reading, goods: DraftEntity) -> DraftField:
    return next(field for field in (stock_field(goods, reading.entities),) if field is not None)


def _quantity(record: DraftEntity, *, measured: bool = False) -> DraftField | None:
    """How many of it a row moves, or how much of what is `measured`: the field that is called so, else one whose name
    has such a word."""
    types = _COUNTED if measured else {FieldType.INTEGER}
    numbers = [f for f in record.fields if f.type in types and f.maximum is None and not _is_bound(f)]
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
    if _quantity(record, measured=True) is None:
        add_field(record, "quantity! int: 1 | 2 | 1 | 4 | 3 | 1 | 2 | 6", because)
    new = record.fields[known:]
    record.fields = [*record.fields[: min(1, known)], *new, *record.fields[1:known]]


def _keeps(reading: Reading) -> bool:
    """Whether the prompt wants to know what there is."""
    return bool(reading.wished("stock")) or said("keeping", " ".join(s.text.lower() for s in reading.sentences))


def _because(reading: Reading) -> str:
    wishes = reading.wished("stock")
    return wishes[0].words if wishes else reading.domain_because or "assumed: an inventory has movements"


def _told(move: Move, *, ships: bool) -> dict[str, str]:
    """The states in which a row does nothing, and which choice moves which way."""
    field = direction_of(move.record)
    state, values = left_out(move.record, move.kind)
    options = {"state": state, "left_out": _fitting(values)} if state else {}
    if move.kind is Kind.CHOSEN and field is not None:
        into, out = ways(field)
        options |= {"taking": "Ship"} if ships else {}
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
    move.quantity.type = stock.type
    if not move.quantity.minimum and _is_positive(move.quantity):
        move.quantity.minimum = 1 if stock.type is FieldType.INTEGER else 0
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
    if level is not None and level.type is _stock(reading, goods).type:
        options = {"label": f"{goods.plural_label} low in stock"[:_LONGEST], "by": _stock(reading, goods).name}
        because = level.because or f"assumed: {goods.plural_label.lower()} have a {level.label.lower()}"
        add_part(
            reading, Part(capability="worklist", entity=goods.name, options=options | {"under": level.name}), because
        )
