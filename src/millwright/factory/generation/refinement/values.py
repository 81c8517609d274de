"""What becomes of the values that rows have when a field gets another type, and what rows get where they had none."""

from dataclasses import dataclass
from typing import Self

from millwright.factory.generation.spec import NUMERIC, TEMPORAL, TEXTUAL, FieldSpec, FieldType

_FUNCTIONS = {
    FieldType.BOOLEAN: "as_flag",
    FieldType.DATE: "as_day",
    FieldType.DATETIME: "as_moment",
    FieldType.DECIMAL: "as_decimal",
    FieldType.INTEGER: "as_integer",
    FieldType.MONEY: "as_decimal",
}
_PICTURED = {
    (FieldType.IMAGE, FieldType.IMAGES): "as_pictures",
    (FieldType.IMAGES, FieldType.IMAGE): "as_picture",
}
_CONVERTED = TEXTUAL | NUMERIC | TEMPORAL | {FieldType.BOOLEAN, FieldType.CHOICE}


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a value is read as another type: a function of ``converting.py``, and the call that gives it."""

    function: str
    call: str

    @classmethod
    def between(cls, before: FieldSpec, after: FieldSpec) -> Self | None:
        """The conversion that a change of type needs; None where the stored values stay as they are."""
        if before.type == after.type or not convertible(before, after):
            return None
        if (pictured := _PICTURED.get((before.type, after.type))) is not None:
            return cls(pictured, pictured)
        if after.type is FieldType.CHOICE:
            known = {word: choice.value for choice in after.choices for word in (choice.label.lower(), choice.value)}
            return cls("as_one_of", f"as_one_of({known!r})")
        if before.type is FieldType.CHOICE and after.type in TEXTUAL:
            shown = {choice.value: choice.label for choice in before.choices}
            return cls("as_one_of", f"as_one_of({shown!r})")
        if after.type in TEXTUAL:
            return None if before.type in TEXTUAL else cls("as_text", "as_text")
        if before.type in NUMERIC and after.type in NUMERIC and FieldType.INTEGER not in {before.type, after.type}:
            return None
        function = _FUNCTIONS[after.type]
        return cls(function, function)


def convertible(before: FieldSpec, after: FieldSpec) -> bool:
    """Whether values of the one field can be read as those of the other."""
    return {before.type, after.type} <= _CONVERTED or (before.type, after.type) in _PICTURED


def otherwise(field: FieldSpec) -> str:
    """What a row gets that must have a value and has none, as Python source."""
    if field.type in NUMERIC:
        return str(max(0, field.minimum or 0))
    if field.type in TEMPORAL:
        return (
            "sa.column('created_at')" if field.type is FieldType.DATETIME else "sa.func.date(sa.column('created_at'))"
        )
    if field.type is FieldType.CHOICE:
        return repr(field.choices[0].value)
    return "False" if field.type is FieldType.BOOLEAN else "'-'"


def can_be_filled(field: FieldSpec) -> bool:
    """Whether rows that have no value can be given one that is not made up: no address or person can be."""
    kinds = {
        FieldType.ACCOUNT,
        FieldType.EMAIL,
        FieldType.PHONE,
        FieldType.POSITION,
        FieldType.REFERENCE,
        FieldType.URL,
    }
    return field.type not in kinds
