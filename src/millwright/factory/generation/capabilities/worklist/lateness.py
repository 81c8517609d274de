"""What is late: work that is spoken of as overdue has a day by which it has to be done."""

import re

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.handing import is_worked_on
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.spec import TEMPORAL

_DUE = re.compile(r"(^|_)(due|deadline|expir\w*|return_by|renews?|valid_until|closes_on|expected|expected_on)(_|$)")
_LATE = re.compile(r"\b(overdue|time limits?|deadlines?)\b", re.IGNORECASE)
_LINE = "due_on date: -6..12"


def provide_due(reading: Reading, wishes: list[Wish]) -> None:
    """Gives the work that is said to be late a day by which it is due, where none of what is named has one."""
    for wish in (known for known in wishes if _LATE.search(known.words)):
        named = records_in(reading, wish.sentence)
        if any(_is_due(entity) for entity in named or reading.entities):
            continue
        late = next((entity for entity in [*named, *reading.entities] if is_worked_on(entity)), None)
        if late is not None:
            add_field(late, _LINE, wish.words)


def _is_due(entity: DraftEntity) -> bool:
    return any(field.type in TEMPORAL and _DUE.search(field.name) for field in entity.fields)
