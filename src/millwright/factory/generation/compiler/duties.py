"""Who has something to do, and by when, as the names of fields and states say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from millwright.factory.generation.spec import TEMPORAL, Choice, Entity, FieldSpec, FieldType

_DUE = re.compile(
    r"(^|_)(due|deadline|return_(by|date|on)|returns_on|back_by|pay_by|finish_by|complete_by|target_date|expected_return)(_|$)"
)
_EXPIRES = re.compile(r"(^|_)(expir\w*|valid_(until|to|through))(_|$)")
"""The day after which something is worth nothing any more, whether or not anybody has to do with it."""
_UNTIL = re.compile(r"^(end|ends|until|to)(_|$)")
"""Of what is lent, the last day is the one on which it has to be back."""
STATES = ("status", "state", "stage")
"""What a choice is called that says how far something is."""
_OVER = frozenset(
    """
    accepted achieved answered approved archived cancelled canceled checked closed collected complete completed declined
    delivered done dropped ended expired failed finished fixed graded handed lost merged missed paid passed published
    reached received rectified refunded refused rejected released removed renewed resolved returned settled shipped
    signed skipped sold solved submitted terminated verified void waived withdrawn won written
    """.split()
)
_GRANTED = frozenset("accepted answered approved checked received returned".split())
"""What is only granted or answered then, where states follow in which it has yet to be done."""
_NOT_ONWARDS = frozenset("back disputed expired late lost overdue return revised revision".split())
_LATE = frozenset({"late", "overdue"})
_NOT_YET = frozenset("awaiting be being in never no not nearly part partially partly ready to un waiting".split())
_WHO = frozenset("agent assigned assignee driver handler lead mechanic owner responsible technician worker".split())


def is_over(value: str) -> bool:
    """Whether a row of this state needs nobody any more: `done`, `handed_in`, but not `not_returned`."""
    words = value.split("_")
    return bool(_OVER & set(words)) and words[0] not in _NOT_YET


def over_among(values: Sequence[str]) -> list[str]:
    """The states of a record, given in their order, in which a row needs nobody any more: what is approved does while
    its states go on to `in_work`."""
    onwards = [place for place, value in enumerate(values) if _goes_on(value)]
    last = max(onwards, default=-1)
    over = ((place, value) for place, value in enumerate(values) if is_over(value))
    return [value for place, value in over if place > last or _GRANTED.isdisjoint(value.split("_"))]


def _goes_on(value: str) -> bool:
    return not is_over(value) and _NOT_ONWARDS.isdisjoint(value.split("_"))


def says_late(value: str) -> bool:
    """Whether a state says itself that something is late."""
    return bool(_LATE & set(value.split("_")))


def state_of(entity: Entity) -> FieldSpec | None:
    """The choice that tells how far a row has come."""
    states = [field for field in entity.fields if field.type is FieldType.CHOICE]
    named = (field for name in STATES for field in states if name in field.name.split("_"))
    return next(named, next((field for field in states if any(is_over(one.value) for one in field.choices)), None))


@dataclass(frozen=True)
class Due:
    """The day `by` which something has to be done, and what tells that it is: states, marks, and days that are set."""

    by: FieldSpec
    state: FieldSpec | None
    settled: tuple[Choice, ...]
    marks: tuple[FieldSpec, ...]
    days: tuple[FieldSpec, ...]
    expires: bool = False

    @property
    def open(self) -> str:
        """The condition, in TypeScript, under which nobody has done it; rows that say so themselves are left out."""
        state = f"row.{self.state.name}" if self.state else ""
        parts = [f"{state} !== '{choice.value}'" for choice in self.settled]
        parts += [f"!row.{mark.name}" for mark in self.marks]
        parts += [f"row.{day.name} === null" for day in self.days]
        return " && ".join(parts) or "true"


def due_of(entity: Entity) -> Due | None:
    """What is due of a row; None where nothing is, or where nothing tells that it is done, unless it is due again."""
    state = state_of(entity)
    choices = state.choices if state else ()
    lent = any(choice.value == "returned" for choice in choices)
    days = [field for field in entity.fields if field.type in TEMPORAL]
    by = next((day for day in days if _DUE.search(day.name) or (lent and _UNTIL.match(day.name))), None)
    ended = over_among([choice.value for choice in choices])
    over = [choice for choice in choices if choice.value in ended]
    marks = tuple(f for f in entity.fields if f.type is FieldType.BOOLEAN and is_over(f.name))
    done = tuple(day for day in days if day != by and not day.required and is_over(day.name))
    # What is due again and again is never done: its day moves on.
    again = by is not None and by.name.startswith("next_")
    if by is None or not (over or marks or done or again) or len(over) == len(choices) > 0:
        return None
    late = [choice for choice in choices if says_late(choice.value)]
    return Due(by, state, (*over, *late), marks, done)


def has_it(field: FieldSpec) -> bool:
    """Whether a field names whoever has to do it."""
    named = field.type in {FieldType.TEXT, FieldType.REFERENCE} and not _WHO.isdisjoint(field.name.split("_"))
    return field.type is FieldType.ACCOUNT or named


def expiry_of(entity: Entity) -> Due | None:
    """The day on which a row runs out; rows of a state that is none to begin with, or says so itself, do not."""
    state = state_of(entity)
    expired = state is not None and any(choice.value == "expired" for choice in state.choices)
    days = [field for field in entity.fields if field.type in TEMPORAL]
    by = next((f for f in days if _EXPIRES.search(f.name) or (expired and _UNTIL.match(f.name))), None)
    over = tuple(one for one in state.choices if is_over(one.value)) if state is not None else ()
    return Due(by, state if over else None, over, (), (), expires=True) if by is not None else None
