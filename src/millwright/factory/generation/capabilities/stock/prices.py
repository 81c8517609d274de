"""What the rows that move a stock cost: which of their fields is price times quantity."""

import re
from dataclasses import dataclass

from millwright.factory.generation.capabilities.stock.words import Kind
from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.spec import FieldType

_AMOUNT = re.compile(r"(^|_)(amount|total|sum|revenue|subtotal)(_|$)|^(cost|value)$")
_UNIT = re.compile(r"^(unit_(price|cost)|(price|cost)_(each|per_\w+)|item_price)$")
_PLAIN = re.compile(r"^((selling|sale|sales|purchase|buying|cost)_)?price$|^(cost|rate)$")
_BOUGHT = re.compile(r"(^|_)(cost|purchase|buying|wholesale|supplier)(_|$)")
_SOLD = re.compile(r"(^|_)(price|rate)(_|$)")
_BESIDE = re.compile(r"(^|_)(discount|tax|vat|fee|delivery|shipping|paid|deposit)(_|$)")
_PASSING = re.compile(r"(^|_)(sale|old|compare|discounted)(_|$)")


@dataclass(frozen=True)
class Prices:
    """The amount of a row, the price of one in the row itself, and the price in what it refers to; all may be missing.

    Where there is an `amount`, one of both prices is there too.
    """

    amount: DraftField | None = None
    unit: DraftField | None = None
    price: DraftField | None = None

    @property
    def options(self) -> dict[str, str]:
        """The fields by name, as options of a part."""
        if self.amount is None:
            return {}
        found = {"amount": self.amount, "unit": self.unit, "price": self.price}
        return {key: field.name for key, field in found.items() if field is not None}


def one_amount(record: DraftEntity) -> None:
    """Where the prompt has its own word for what a row costs, the usual one is not asked for beside it."""
    amounts = [f for f in record.fields if f.type is FieldType.MONEY and _AMOUNT.search(f.name)]
    if any(field.because for field in amounts):
        record.fields = [field for field in record.fields if field not in amounts or field.because]


def prices_of(record: DraftEntity, goods: DraftEntity, kind: Kind) -> Prices:
    """What a row's amount is made of: what is sold by its price, what is bought by its cost.

    Of rows with discounts, taxes or fees the amount is no mere product: people enter it.
    """
    if kind is Kind.CHOSEN or any(_BESIDE.search(field.name) for field in record.fields):
        return Prices()
    money = [field for field in record.fields if field.type is FieldType.MONEY]
    unit = next((field for field in money if _UNIT.match(field.name)), None) or _plain(money, kind)
    amount = next((field for field in money if field is not unit and _AMOUNT.search(field.name)), None)
    costs = [field for field in goods.fields if field.type is FieldType.MONEY and not _PASSING.search(field.name)]
    bought = [field for field in costs if _BOUGHT.search(field.name)]
    sold = [field for field in costs if _SOLD.search(field.name) and field not in bought]
    price = next(iter(bought if kind is Kind.BACK else sold), None)
    return Prices(amount, unit, price) if amount is not None and (unit or price) else Prices()


def _plain(money: list[DraftField], kind: Kind) -> DraftField | None:
    """What is called price or cost, and no more, is that of one where another field says what all cost."""
    plain = [field for field in money if _PLAIN.match(field.name)]
    if not any(_AMOUNT.search(field.name) for field in money if field not in plain):
        return None
    plain.sort(key=lambda field: bool(_BOUGHT.search(field.name)) is not (kind is Kind.BACK))
    return next(iter(plain), None)
