"""What the back end of booking, and its tests, need to know."""

from millwright.factory.generation.capabilities.booking.pricing import pricing
from millwright.factory.generation.capabilities.booking.view import Booking
from millwright.factory.generation.compiler.column_types import SCHEMA_TYPES
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.spec import FieldType


def back_end(booking: Booking) -> dict[str, object]:
    """The values of the rules, the routes and their tests."""
    b, r, kind = booking.bookable, booking.record, booking.kind
    status, start, end, people = (booking.of_record(name) for name in ("status", "start", "end", "people"))
    moment = booking.of_bookable("moment")
    shut_field, shut = booking.shut
    hours = booking.app.entity("opening_hour") if kind == "slots" else None
    closures = booking.app.entity("closure") if kind != "event" else None
    references = [field for field in booking.form if field.is_reference]
    types = {SCHEMA_TYPES[field.kind] for field in booking.form if not field.is_choice} - {"bool"}
    types |= {SCHEMA_TYPES[field.kind] for field in (start, end) if field}
    types |= {"Day"} if kind != "event" else set[str]()
    types |= {"JsonDecimal"} if booking.of_bookable("price") and (kind == "range" or booking.told) else set[str]()
    types |= {"Moment"} if booking.told and kind != "range" else set[str]()
    also = [f"{hours.cls}", f"{hours.cls}Weekday"] if hours else []
    also += [closures.cls] if closures else []
    also += [shut_field.enum] if shut_field else []
    also += [booking.rates.cls] if booking.rates and booking.told else []
    targets = [field.target.cls for field in references]
    enums = {field.enum for field in booking.form if field.is_choice}
    return {
        "hours": hours,
        "hours_subject": next((f.attribute for f in hours.references if f.target == b), "") if hours else "",
        "hours_name": next((f.name for f in hours.references if f.target == b), "") if hours else "",
        "hours_others": [f.attribute for f in hours.references if f.target != b] if hours else [],
        "closures": closures,
        "closed_subject": next((f.attribute for f in closures.references if f.target == b), "") if closures else "",
        "imported_models": sorted({b.cls, r.cls, status.enum if status else "", *also}),
        "route_models": sorted({b.cls, r.cls, status.enum if status else "", *targets} | enums | _paid(booking)),
        "own_output": f"Own{r.cls}" if kind == "event" else f"{r.cls}Output",
        "form_references": references,
        "schema_types": sorted(types),
        "reader": b.reader,
        "booker": "Sender" if booking.guests else "CurrentUser",
        "security": sorted({"CurrentUser", b.reader} | ({"Sender"} if booking.guests else set[str]())),
        "asked": _asked(kind, start, end, people, booking.of_record("hours")),
        **pricing(booking),
        **_begins(booking, start, moment),
        "shut_field": shut_field,
        "shut": shut,
        **_tested(booking),
    }


def _paid(booking: Booking) -> set[str]:
    """The class that says whether a booking is paid."""
    return {booking.owed.state.enum} if booking.owed else set()


def of_paying(booking: Booking) -> list[str]:
    """What the routes of booking need of payments."""
    follow = [f"follow_{booking.record.name}"] if booking.owed and booking.owed.back else []
    return follow + (["is_settled"] if booking.keeps_price and (booking.kind == "range" or booking.rates) else [])


def _asked(
    kind: str, start: FieldView | None, end: FieldView | None, people: FieldView | None, hours: FieldView | None
) -> str:
    """The arguments that say what is wanted."""
    many = f"body.{people.attribute}{' or 1' if people.nullable else ''}" if people else "1"
    if kind == "slots" and start:
        return f", body.{start.attribute}, {many}{f', body.{hours.attribute}' if hours else ''}"
    if kind == "range" and start and end:
        return f", body.{start.attribute}, body.{end.attribute}"
    return f", {many}"


def _begins(booking: Booking, start: FieldView | None, moment: FieldView | None) -> dict[str, object]:
    """An expression for the moment at which a booking begins, and whether there may be none."""
    row = booking.record.variable
    if booking.kind == "event" and moment:
        value = f"{row}.{booking.part.options['subject']}.{moment.attribute}"
        field = moment
    else:
        value, field = f"{row}.{start.attribute if start else ''}", start
    of_day = field is not None and field.kind is FieldType.DATE
    optional = field is not None and field.nullable
    midnight = f"datetime.combine({value}, time()).astimezone(UTC)"
    if of_day and optional:
        midnight = f"{value} and {midnight}"
    return {"begins": midnight if of_day else value, "begins_optional": optional}


def _tested(booking: Booking) -> dict[str, object]:
    """What generated tests fill in."""
    people, length = booking.of_record("people"), booking.of_bookable("length")
    capacity, price = booking.of_bookable("capacity"), booking.of_bookable("price")
    given: dict[str, str] = {length.name: "60"} if length else {}
    counts = booking.part.options.get("counts", "")
    if capacity:
        given[capacity.name] = "2" if booking.kind == "event" or not counts else "1"
    if price:
        given[price.name] = "80"
    shut_field, shut = booking.shut
    if shut_field:
        given[shut_field.name] = repr(next(choice.value for choice in shut_field.choices if choice.value not in shut))
    arguments = "".join(f", {name}={value}" for name, value in given.items())
    return {
        "b_arguments": arguments,
        "r_arguments": f", {people.name}=1" if people else "",
        "booker_role": booking.bookers[0].name,
    }
