"""Disclosure, as the reader and the compiler know it."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.formulas import Formula, Operation, Rows
from millwright.factory.generation.reader.adding import add_part, add_record
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.site import Layout, Look, Part
from millwright.factory.generation.spec import Access, AppSpec, FieldType, Reach

NAME = "disclosure"
RECORD = "fund_use"
_KINDS = (0, 1, 0, 2, 3, 4, 0, 0)
_LEAST, _PART = 5, 0.4
_GIVEN = frozenset({"donation", "pledge", "contribution"})


def _draft(reading: Reading) -> None:
    """Adds the record, where something is donated."""
    wishes = reading.wished(NAME)
    if wishes and not reading.refuses(NAME) and _gives(reading):
        record = add_record(reading, RECORD, wishes[0].words)
        record.label, record.plural_label = "Use of funds", "Uses of funds"
        category = record.field("category")
        if category is not None:
            # As the titles of the demonstration have it.
            category.values = tuple(category.choices[place] for place in _KINDS)


def _gives(reading: Reading) -> bool:
    given = any(entity.key in _GIVEN for entity in reading.entities)
    return given or bool(reading.wished("donations"))


def _settle(reading: Reading) -> None:
    """Everybody reads it; staff enter it; what was spent stands with what it was spent on."""
    record, wishes = reading.entity(RECORD), reading.wished(NAME)
    if record is None or not wishes:
        return
    for role in reading.roles:
        record.access[role.name] = record.access.get(role.name, Access()) | Access(read=Reach.ALL)
    if reading.layout is Layout.SITE:
        record.visitors, record.look = Access(read=Reach.ALL), Look.TABLE
    _spent(reading, record, wishes[0].words)
    add_part(reading, Part(capability=NAME, entity=record.name), wishes[0].words)


def _spent(reading: Reading, record: DraftEntity, because: str) -> None:
    by = next((field for field in record.fields if field.target), None)
    cause = reading.entity(by.target or "") if by is not None else None
    if by is None or cause is None or cause.field("spent") is not None:
        return
    made = Formula(
        name="spent",
        label="Spent so far",
        type=FieldType.MONEY,
        operation=Operation.TOTAL,
        rows=Rows(entity=record.name, by=by.name, of="amount"),
    )
    cause.formulas.setdefault(made.name, (made, because))


def _finish(reading: Reading) -> None:
    """In the demonstration no more is spent on anything than was given for it."""
    uses, gifts = reading.entity(RECORD), next((e for e in reading.entities if e.key in _GIVEN), None)
    by = next((field for field in uses.fields if field.target), None) if uses is not None else None
    theirs = next((f for f in gifts.fields if by is not None and f.target == by.target), None) if gifts else None
    if uses is None or gifts is None or by is None or theirs is None:
        return
    for row in uses.samples:
        place = row.get(by.name)
        given = sum(float(one.get("amount") or 0) for one in gifts.samples if one.get(theirs.name) == place)
        among = sum(one.get(by.name) == place for one in uses.samples)
        row["amount"] = float(max(_LEAST, round(given * _PART / among / _LEAST) * _LEAST))


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """Nothing but a line for the README: the record is one like others."""
    told = f"Everybody reads the {in_sentence(spec.entity(str(part.entity)).plural_label)}; staff enter them."
    return Contribution(readme=(told,))


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, finish=_finish)
