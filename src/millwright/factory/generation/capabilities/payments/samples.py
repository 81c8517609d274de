"""Demonstration rows of payments: what is paid has one, and what is open has none."""

from collections.abc import Iterator, Sequence
from itertools import cycle

from millwright.factory.generation.capabilities.payments.words import words
from millwright.factory.generation.field_types import days_from_today
from millwright.factory.generation.reader.dealing import settle_days
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import TEMPORAL, Access, FieldType, Reach, SampleValue

Row = dict[str, SampleValue]
_TURNS = ("open", "paid", "paid", "paid", "open", "paid", "open", "refunded", "paid", "paid")
"""What becomes of one row after the other; each third, which is the demonstration account's, is either way."""
_GIVEN = ("paid", "paid", "paid", "open", "paid", "paid", "paid", "refunded", "paid")
"""The same for what nobody owes, such as donations: nearly all is paid at once."""
_DONE = frozenset({"done", "completed", "finished", "returned"})
_REASONS = ("Paid twice by mistake.", "Cancelled in time.", "Moved away.")


def pay_samples(reading: Reading, ledger: DraftEntity, parts: Sequence[Part], methods: tuple[str, ...] = ()) -> None:
    """Gives the rows of what is paid states that agree with their payments, and the list of payments its rows.

    They are paid by turns in the `methods`, else by the test card.
    """
    rows: list[Row] = []
    for part in parts:
        record = reading.entity(part.entity or "")
        if record is not None:
            settle_days(record, record.samples)
            record.settled = ledger.settled = True
            rows += _payments(reading, record, part)
    rows.sort(key=lambda row: _days(row["paid_on"]))
    numbers = (ledger.field("reference_code") or ledger.fields[0]).values
    for number, row in enumerate(rows[: len(numbers)]):
        row["reference_code"] = numbers[number]
        row["method"] = (methods or ("card_test",))[number % len(methods or "1")]
    extra = {field.name: field for field in ledger.fields if field.because}
    samples = zip(rows[: len(numbers)], (ledger.samples * len(rows)), strict=False)
    ledger.samples = tuple({name: old.get(name) for name in extra} | row for row, old in samples)


def _payments(reading: Reading, record: DraftEntity, part: Part) -> Iterator[Row]:
    """Settles the states of the rows of one record, and makes the payments of those that are paid."""
    options, turns = part.options, cycle(_GIVEN if record.key == "donation" else _TURNS)
    for place, row in enumerate(record.samples):
        amount = _amount(reading, record, part, row)
        progress = row.get(options.get("progress", ""))
        if str(progress) in words("early"):
            state = "open"
        elif str(progress) in words("over") and amount:
            state = "paid"
        elif str(progress) in options.get("shut", "").split():
            state = "refunded" if place % 2 and amount else "open"
        elif progress in _DONE and amount:
            state = "paid"
        else:
            state = next(turns) if amount else "open"
        _set(record, row, part, state)
        day = _day(reading, record, row, place)
        paid_on = record.field("paid_on")
        if paid_on is not None and paid_on.type is FieldType.DATE:
            row["paid_on"] = None if state == "open" else day
        if state != "open":
            yield {
                "title": f"{record.label}: {_title(reading, record, part, row)}"[:200],
                "payer": row.get(options["payer"])
                if "payer" in options
                else _owner(reading, record, place) or _person(record, row),
                "amount": amount,
                "paid_on": day,
                "method": "card_test",
                "status": state,
                options["by"]: place,
                "refunded_on": f"{min(_days(day) + 2, 0):+d}d" if state == "refunded" else None,
                "refund_reason": _REASONS[place % len(_REASONS)] if state == "refunded" else None,
            }


def _set(record: DraftEntity, row: Row, part: Part, state: str) -> None:
    """Puts a row into a state; what is open and was due is late, where there is a word for that."""
    options, known = part.options, part.options["open"].split()
    if state != "open":
        row[options["state"]] = options["paid" if state == "paid" else "refunded"]
    else:
        late = [value for value in known if value in words("late")]
        due = next((_days(row[f.name]) for f in record.fields if "due" in f.name.split("_") and row.get(f.name)), 0)
        row[options["state"]] = (late if late and due < 0 else [v for v in known if v not in late] or known)[0]


def _amount(reading: Reading, record: DraftEntity, part: Part, row: Row) -> float:
    if "amount" in part.options:
        value = row.get(part.options["amount"])
    else:
        value = _subject(reading, record, part, row)[1].get(part.options.get("price", ""))
    return round(float(value), 2) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _subject(reading: Reading, record: DraftEntity, part: Part, row: Row) -> tuple[DraftEntity | None, Row]:
    """What a row asks for, and its row: what has the price, or what is booked."""
    booked = (p.options.get("subject", "") for p in reading.parts if p.options.get("record") == record.name)
    field = record.field(part.options.get("via", next(booked, "")))
    target = reading.entity(field.target or "") if field else None
    place = row.get(field.name) if field else None
    known = target is not None and isinstance(place, int) and place < len(target.samples)
    return target, target.samples[place] if target is not None and isinstance(place, int) and known else {}


def _title(reading: Reading, record: DraftEntity, part: Part, row: Row) -> str:
    target, subject = _subject(reading, record, part, row)
    return str(subject.get(_titles(target).name) if target and subject else row.get(_titles(record).name) or "")


def _titles(entity: DraftEntity) -> DraftField:
    """The field that names a row."""
    texts = (f for f in entity.fields if f.type in {FieldType.TEXT, FieldType.EMAIL} and f.required)
    return next(texts, entity.fields[0])


def _day(reading: Reading, record: DraftEntity, row: Row, place: int) -> str:
    """A day on which a row was paid: some days after it was made, or before what happens on its day."""
    if any(part.capability == "booking" and part.options["record"] == record.name for part in reading.parts):
        begins = [_days(row[f.name]) for f in record.fields if f.type in TEMPORAL and row.get(f.name)]
        return f"{min([*begins, 0]) - 2 - 5 * place % 9:+d}d"
    days = (f for f in record.fields if f.type is FieldType.DATE and f.name != "paid_on" and row.get(f.name))
    made = [_days(row[field.name]) for field in days]
    past = [day for day in made if day < 0]
    return f"{min(min(past) + 4, -1) if past else -(3 + 9 * place % 110):+d}d"


def _person(record: DraftEntity, row: Row) -> SampleValue:
    """Whom a row names in words."""
    return next((row.get(field.name) for field in record.fields if field.pool == "person"), None)


def _days(value: SampleValue) -> int:
    """How many days from today a sample's day is; today where it is no such day."""
    return days_from_today(value) or 0


def _owner(reading: Reading, record: DraftEntity, place: int) -> str | None:
    """The role whose demonstration account has made a row, as the compiler deals them out."""
    admin = next(role for role in reading.roles if role.kind is RoleKind.ADMIN)
    access = {role.name: record.access.get(role.name, Access()) for role in reading.roles}
    pool = [
        role
        for role in reading.roles
        if role is not admin
        and (access[role.name].read is Reach.OWN or (role.kind is RoleKind.OUTSIDER and access[role.name].create))
    ]
    maker = [*pool, admin][place % (len(pool) + 1)]
    return None if maker is admin else maker.name
