"""What a booking costs, as the templates of the back end say it: of which things the price depends, and where these are
found in a request, in what is booked, and in what somebody changes."""

from millwright.factory.generation.capabilities.booking.view import Booking
from millwright.factory.generation.compiler.field_view import FieldView

_TYPES = {"start": "datetime", "hours": "int", "people": "int", "first": "date", "last": "date"}


def pricing(booking: Booking) -> dict[str, object]:
    """The parameters of `price_of`, and how each place calls it."""
    names = _depends(booking)
    db = "db, " if booking.rates else ""
    bookable = booking.bookable.variable
    typed = "".join(f", {name}: {_TYPES[name]}" for name in names)
    wanted = "".join(f", {name}" for name in names)
    return {
        "span": booking.of_record("hours"),
        "rates": booking.rates,
        "told": booking.told,
        "repriced": booking.kind == "range" or booking.rates is not None,
        "price_db": "db: Session, " if booking.rates else "",
        "pass_db": db,
        "price_typed": typed,
        "price_wanted": wanted,
        "price_call": f"rules.price_of({db}{bookable}{_found(booking, names, 'body.{}')})",
        "price_before": f"price_of({db}booked.{booking.part.options['subject']}{_found(booking, names, 'booked.{}')})",
        "price_changed": _found(booking, names, 'value("{}")', always=True),
        "price_moved": _moved(booking, names),
    }


def _depends(booking: Booking) -> list[str]:
    """Of what the price depends, beside what is booked."""
    shared = booking.part.options.get("counts") == "people"
    if booking.kind == "range":
        return ["first", "last"]
    if booking.kind == "event":
        return ["people"]
    known = (("start", booking.rates), ("hours", booking.of_record("hours")), ("people", shared))
    return [name for name, counts in known if counts]


def _field(booking: Booking, name: str) -> FieldView | None:
    return booking.of_record({"first": "start", "last": "end"}.get(name, name))


def _found(booking: Booking, names: list[str], place: str, *, always: bool = False) -> str:
    """Arguments, each found in a place by the attribute of its field; one where nobody says how many."""
    found: list[str] = []
    for name in names:
        field = _field(booking, name)
        value = place.format(field.attribute) if field else "1"
        counts = name in {"hours", "people"}
        found.append(f"{value} or 1" if field and counts and (always or field.nullable) else value)
    return "".join(f", {value}" for value in found)


def _moved(booking: Booking, names: list[str]) -> str:
    """Arguments for what moves: its new time, and what it keeps."""
    found: list[str] = []
    for name in names:
        field = _field(booking, name)
        row = booking.record.variable if name in {"hours", "people"} else "body"
        value = f"{row}.{field.attribute}" if field else "1"
        found.append(f"{value} or 1" if field and row != "body" and field.nullable else value)
    return "".join(f", {value}" for value in found)
