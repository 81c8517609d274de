"""Which number of a record says how many of it there are, and which below how many more are needed."""

import re
from collections.abc import Sequence

from millwright.factory.generation.reader.draft import DraftEntity, DraftField
from millwright.factory.generation.spec import NUMERIC

_STOCK = re.compile(
    r"^(stock|(in|on)_stock|(\w+_)?on_hand|stock_(quantity|level|count|amount|qty|units|available)|"
    r"quantity_(in_stock|available|left)|(units|pieces|number|items|count)_in_stock|"
    r"(current|available|remaining)_(stock|quantity|units|qty)|inventory(_(count|level|quantity))?)$"
)
_PLAIN = re.compile(r"^(quantity|qty)$")
_LEVEL = re.compile(
    r"^(reorder_(level|point|at|threshold)|(min|minimum)_(stock|quantity|level|stock_level|inventory)|"
    r"stock_(minimum|threshold|alert_level)|low_stock_\w+)$"
)


def stock_field(entity: DraftEntity, entities: Sequence[DraftEntity]) -> DraftField | None:
    """How many there are of a record; a mere `quantity` beside a reference to something counted is of that."""
    found = _number(entity, _STOCK)
    if found is not None:
        return found
    counted = {other.name for other in entities if other is not entity and _counted(other)}
    return None if any(field.target in counted for field in entity.fields) else _number(entity, _PLAIN)


def level_field(entity: DraftEntity) -> DraftField | None:
    """Below how many more are ordered; a level that the prompt names goes first."""
    levels = [field for field in entity.fields if field.type in NUMERIC and _LEVEL.match(field.name)]
    return next(iter(sorted(levels, key=lambda field: not field.because)), None)


def _counted(entity: DraftEntity) -> bool:
    return _number(entity, _STOCK) is not None or _number(entity, _PLAIN) is not None


def _number(entity: DraftEntity, names: re.Pattern[str]) -> DraftField | None:
    return next((field for field in entity.fields if field.type in NUMERIC and names.match(field.name)), None)
