"""What payments need of the list of payments, which people may change otherwise as they like."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities.contribution import PartError
from millwright.factory.generation.capabilities.payments.view import TillView
from millwright.factory.generation.compiler.entity_view import EntityView as TableView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.spec import FieldType

_WORDS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_MONEY = frozenset({FieldType.MONEY, FieldType.DECIMAL})
_CHOICE = frozenset({FieldType.CHOICE})
_NEVER_EMPTY = frozenset({FieldType.BOOLEAN, FieldType.TAGS})


@dataclass(frozen=True, slots=True)
class _Column:
    """A field that paying reads or fills in: what it may be, and values that it has to know."""

    name: str
    kinds: frozenset[FieldType]
    values: tuple[str, ...] = ()
    required: bool = True


_COLUMNS = (
    _Column("reference_code", frozenset({FieldType.TEXT})),
    _Column("title", _WORDS),
    _Column("payer", frozenset({FieldType.ACCOUNT}), required=False),
    _Column("amount", _MONEY),
    _Column("paid_on", frozenset({FieldType.DATE})),
    _Column("status", _CHOICE, ("paid", "refunded")),
    _Column("refunded_on", frozenset({FieldType.DATE}), required=False),
    _Column("refund_reason", _WORDS, required=False),
)
_SENT = _Column("payee", frozenset({FieldType.ACCOUNT}), required=False)


def check_ledger(till: TillView) -> None:
    """Raises `KeyError` with the name of a field or value that paying goes without no more, `PartError` otherwise."""
    ledger, columns = till.ledger, tuple(_columns(till))
    fields = {field.name: field for field in ledger.fields}
    for column in columns:
        _check(ledger, fields[column.name], column)
    filled = {column.name for column in columns if column.required}
    for field in _never_filled(ledger, filled):
        raise PartError(f"{_called(ledger, field)} cannot be required: there are payments without it")


def _columns(till: TillView) -> Iterator[_Column]:
    """What such an application reads and fills in of a payment."""
    yield from _COLUMNS
    ways = tuple(name.lower() for name in till.online)
    if not till.balance:
        yield _Column("method", _CHOICE, ways)
        return
    yield _Column("method", _CHOICE, (*ways, "cash"))
    sent = ("transfer",) if till.sends else ()
    out = ("withdrawal",) if till.pays_out else ()
    yield _Column("purpose", _CHOICE, ("payment", "top_up", *sent, *out))
    if till.sends:
        yield _SENT
    if till.pays_out:
        yield _Column("status", _CHOICE, ("requested", "refused"))


def _check(ledger: TableView, field: FieldView, column: _Column) -> None:
    if field.kind not in column.kinds:
        raise PartError(f"{_called(ledger, field)} is filled in by paying, as it is")
    if column.required and field.nullable:
        raise PartError(f"{_called(ledger, field)} is filled in by paying, and stays required")
    known = {choice.value for choice in field.choices}
    for value in column.values:
        if value not in known:
            raise KeyError(value)


def _never_filled(ledger: TableView, filled: set[str]) -> Iterator[FieldView]:
    """The fields that no payment goes without, and to which paying gives no value."""
    given = (field for field in ledger.fields if not field.nullable and field.name not in filled)
    return (field for field in given if field.kind not in _NEVER_EMPTY)


def _called(ledger: TableView, field: FieldView) -> str:
    return f"{field.label} of {in_sentence(ledger.plural_label)}"
