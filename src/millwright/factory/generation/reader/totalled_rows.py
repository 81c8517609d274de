"""Demonstration rows of what is added up: several to each, and none that contradict what they come to."""

from millwright.factory.generation.field_types import SampleValue
from millwright.factory.generation.formulas import Operation, Rows
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.rests import leave_some
from millwright.factory.generation.reader.samples import choice_value

_FEW, _MANY = 6, 16
_DEALT = frozenset({Operation.REST})
"""What had its rows before; see rests.py."""
_OVER = word_set("totals_over")
_AHEAD = word_set("totals_ahead")


def few_and_many(whole: DraftEntity, taking: DraftEntity) -> None:
    """Has few rows, and several that belong to each."""
    if not whole.settled and not whole.rows:
        whole.rows = _FEW
    if not taking.settled:
        taking.rows = max(taking.rows, _MANY)


def deal_totals(reading: Reading) -> None:
    """Has each row some of what is added up, in turn."""
    for whole in reading.entities:
        for formula, _ in whole.formulas.values():
            taking = reading.entity(formula.rows.entity) if formula.rows and formula.operation not in _DEALT else None
            by = taking.field(formula.rows.by or "") if taking is not None and formula.rows else None
            if taking is None or by is None or taking.settled or by.values or not whole.samples:
                continue
            for place, row in enumerate(taking.samples):
                row[by.name] = place % len(whole.samples)


def settle_totals(reading: Reading) -> None:
    """Has what is raised stay below its goal, and the parts of what is over be over."""
    for entity in reading.entities:
        for formula, _ in entity.formulas.values():
            taking = reading.entity(formula.rows.entity) if formula.rows else None
            if taking is None or formula.rows is None or formula.rows.by is None:
                continue
            if formula.operation is Operation.REACHED:
                leave_some(entity, formula.of[0], taking, formula.rows)
            if formula.operation is Operation.SHARE and not taking.settled:
                _follow(entity, taking, formula.rows)


def _follow(whole: DraftEntity, taking: DraftEntity, told: Rows) -> None:
    """Gives the parts of what is over the state of what is done, and those of what is ahead the first."""
    state, theirs = state_field(whole), taking.field(told.field or "")
    if state is None or theirs is None:
        return
    first = choice_value(theirs.choices[0])
    for row in taking.samples:
        place = row.get(str(told.by))
        stage: SampleValue = whole.samples[place].get(state.name) if isinstance(place, int) else None
        if stage in _OVER:
            row[theirs.name] = told.values[0]
        elif stage in _AHEAD and first not in told.values:
            row[theirs.name] = first
