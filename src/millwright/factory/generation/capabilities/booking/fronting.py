"""What the front end of booking needs to know."""

from millwright.factory.generation.capabilities.booking.view import Booking
from millwright.factory.generation.compiler import frontend_entities
from millwright.factory.generation.compiler.naming import in_sentence, kebab
from millwright.factory.generation.spec import FieldType

_MEETINGS = frozenset({"appointment", "reservation", "viewing"})


def front_end(booking: Booking) -> dict[str, object]:
    """The values of the form, the picker of times and the pages of one's own bookings."""
    fb, fr = booking.views[booking.bookable.name], booking.views[booking.record.name]
    names = {field.name for field in booking.form}
    fields = [field for field in fr.fields if field.name in names]
    options = booking.part.options
    price = next((field for field in fb.fields if field.name == options.get("price")), None)
    path = f"/my/{kebab(fr.spec.plural)}"
    return {
        "fb": fb,
        "fr": fr,
        "fields": fields,
        "component": f"Book{fb.type}",
        "my_page": f"My{fr.type}Page",
        "own_booking": f"Own{fr.type}",
        "find": f"Find{fb.type}",
        "my_path": "" if booking.guests else path,
        "browse_path": fb.public_path if booking.site else fb.path,
        "price_type": price.ts_type if price else "",
        "people_name": options.get("people", ""),
        "people_priced": booking.kind == "slots" and options.get("counts") == "people" and "people" in options,
        "find_people": bool(booking.of_bookable("capacity")) and not options.get("counts"),
        "initial_values": _initial_values(options, names),
        "heading": _heading(booking),
        "action": "Book now",
        "confirmed_at_once": booking.initial.startswith(("confirm", "book", "reserv")),
        "status_view": next(field for field in fr.fields if field.name == options["status"]),
        "paid_view": next((f for f in fr.fields if booking.owed and f.name == booking.owed.state.name), None),
        "mine": "Mine" if booking.kind == "event" else fr.type,
        **_over(booking),
        "row_facts": _facts(booking, fr, "row"),
        "booked_facts": _facts(booking, fr, "booking"),
    }


def _over(booking: Booking) -> dict[str, object]:
    """Expressions of the front end: whether what is shown is over, and when what somebody booked is."""
    moment, end = booking.of_bookable("moment"), booking.of_record("end")
    if booking.kind == "range" and end:
        return {"end_of_row": f"Date.parse(`${{row.{end.name}}}T23:59`)"}
    if booking.kind != "event" or not moment:
        return {"end_of_row": "beginningOf(row)"}
    if moment.kind is FieldType.DATE:
        over = f"Date.parse(`${{row.{moment.name}}}T23:59`) < Date.now()"
        return {"end_of_row": "Date.parse(`${row.begins}T23:59`)", "over": over}
    over = f"Date.parse(row.{moment.name} ?? '') < Date.now()"
    return {"end_of_row": "beginningOf(row)", "over": over}


def _heading(booking: Booking) -> str:
    one = booking.record.label if booking.record.name in _MEETINGS else ""
    return f"Book your {in_sentence(one)}" if one else f"Book this {in_sentence(booking.bookable.label)}"


def _initial_values(options: dict[str, str], names: set[str]) -> str:
    person = [("name", "name"), ("email", "email")]
    known = [f"{options[key]}: user?.{value} ?? null" for key, value in person if options.get(key) in names]
    return "{ ...empty, " + ", ".join(known) + " }" if known else "empty"


def _facts(booking: Booking, view: frontend_entities.EntityView, row: str) -> list[str]:
    """Expressions for what stands in one line about a booking."""
    start, end = booking.of_record("start"), booking.of_record("end")
    total = booking.of_record("total") if booking.of_bookable("price") else None
    facts: list[str] = []
    moment = booking.of_bookable("moment")
    if moment and row == "row":
        shown = "formatDay" if moment.kind is FieldType.DATE else "formatDateTime"
        facts.append(f"{{row.begins && {shown}(row.begins)}}" if moment.nullable else f"{{{shown}(row.begins)}}")
    if booking.kind == "slots" and start:
        value = f"{row}.{start.name}"
        facts.append(f"{{formatDay(dayOf(new Date({value})))}}, {{formatClock({value})}}")
    hours = booking.of_record("hours")
    if hours:
        facts.append(f"{{{row}.{hours.name} === 1 ? '1 hour' : `${{{row}.{hours.name}}} hours`}}")
    if booking.kind == "range" and start and end:
        facts.append(f"{{formatDay({row}.{start.name})}} to {{formatDay({row}.{end.name})}}")
    people = booking.of_record("people")
    if people:
        facts.append(f"{in_sentence(people.label)}: {{{row}.{people.name}}}")
    if total:
        facts.append(f"{{formatMoney({row}.{total.name})}}")
    return facts
