"""One use of booking as files of the generated application, and what hangs into its places."""

from millwright.factory.generation.capabilities.booking.accounts import HOURS, account_of, leads
from millwright.factory.generation.capabilities.booking.backing import back_end, of_paying
from millwright.factory.generation.capabilities.booking.fronting import front_end
from millwright.factory.generation.capabilities.booking.imports import with_imports
from millwright.factory.generation.capabilities.booking.several import MOST_HOURS
from millwright.factory.generation.capabilities.booking.view import DONE, Booking
from millwright.factory.generation.capabilities.contribution import (
    Check,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.compiler.naming import api_path, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part, Reach

_TEMPLATES = "capabilities/booking/templates"
_FULL_DAY = (12, 22)
_OFFICE = (9, 17)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, the rules, the form on what can be booked, and the pages of one's own bookings."""
    booking = Booking(spec, part)
    values = _values(booking)
    bookable, record = booking.views[booking.bookable.name], booking.views[booking.record.name]
    led = leads(spec, bookable.spec, record.spec)
    theirs = [hours for hours in HOURS if hours in led]
    form = Component(f"Book{bookable.type}", f"components/booking/Book{bookable.type}")
    mine = Component(f"My{record.type}Page", f"pages/booking/My{record.type}Page")
    place = Place.SITE if booking.site else Place.WORKSPACE
    label = f"My {in_sentence(record.spec.plural_label)}"
    path = f"/my/{kebab(record.spec.plural)}"
    subject = None if booking.site else record.spec.name
    routes = [Route(path, mine, place, signed_in=booking.site, subject=subject)]
    links = [NavigationItem(label, path, "CalendarDays", Place.ACCOUNT if booking.site else place, subject)]
    finder = Component(f"Find{bookable.type}", f"components/booking/Find{bookable.type}")
    if booking.kind == "range":
        found = f"/find/{kebab(bookable.spec.plural)}"
        routes.append(Route(found, Component(f"{finder.name}Page", f"pages/booking/{finder.name}Page"), place))
        others = [other for other in spec.parts_of("booking") if "end" in other.options and other != part]
        shown = f"Free {in_sentence(bookable.spec.plural_label)}" if others else "Find free dates"
        links.append(NavigationItem(shown, found, "Search", place))
    shown = {bookable.spec.name: (form,)}
    own = Component(str(values["own_booking"]), f"components/booking/{values['own_booking']}")
    return Contribution(
        files=_files(booking, values),
        routers=(booking.module,),
        checks={record.spec.name: (Check(f"check_{record.spec.name}", f"backend.app.{booking.module}"),)}
        | {hours: (Check("check_own_hours", "backend.app.own_hours"),) for hours in theirs},
        routes=tuple(routes),
        navigation=tuple(links),
        record_sections=shown if booking.site else {},
        workspace_sections={record.spec.name: (own,)} | ({} if booking.site else shown),
        leads=led,
        coming={bookable.spec.name: booking.part.options["moment"]} if booking.kind == "event" else {},
        section=finder if booking.kind == "range" else None,
        readme=(
            f"Book {in_sentence(bookable.spec.plural_label)}; nothing is booked twice.",
            f"Cancel or move what one has booked until {part.options['notice']} hours before it begins.",
        ),
    )


def _files(booking: Booking, values: dict[str, object]) -> dict[str, str]:
    src, module = "frontend/src", booking.module
    front, back = f"{_TEMPLATES}/frontend", f"{_TEMPLATES}/backend"
    bookable, record = (str(values[name]) for name in ("component", "my_page"))
    types = [view.type for view in booking.views.values()]
    files = {
        f"backend/app/{module}.py": render(f"{back}/rules.py.j2", **values),
        f"backend/app/routes/{module}.py": render(f"{back}/routes.py.j2", **values),
        f"tests/test_{module}.py": render(f"{_TEMPLATES}/tests/test_booking.py.j2", **values),
        f"{src}/components/booking/{bookable}.tsx": with_imports(render(f"{front}/Book.tsx.j2", **values), types),
        f"{src}/pages/booking/{record}.tsx": with_imports(render(f"{front}/MyPage.tsx.j2", **values), types),
        f"{src}/components/booking/{values['own_booking']}.tsx": render(f"{front}/Own.tsx.j2", **values),
        f"{src}/lib/days.ts": render("capabilities/calendar/templates/frontend/days.ts"),
    }
    if values["booked"]:
        files["backend/app/own_hours.py"] = render(f"{back}/own_hours.py.j2", **values)
        files["tests/test_own_hours.py"] = render(f"{_TEMPLATES}/tests/test_own_hours.py.j2", **values)
    if booking.kind != "event":
        files[f"{src}/components/booking/MonthPicker.tsx"] = render(f"{front}/MonthPicker.tsx")
    if booking.kind == "slots":
        files[f"{src}/components/booking/SlotPicker.tsx"] = render(f"{front}/SlotPicker.tsx.j2", **values)
    if booking.kind == "range":
        find = str(values["find"])
        files[f"{src}/components/booking/StayPicker.tsx"] = render(f"{front}/StayPicker.tsx")
        files[f"{src}/components/booking/{find}.tsx"] = with_imports(render(f"{front}/Find.tsx.j2", **values), types)
        files[f"{src}/pages/booking/{find}Page.tsx"] = render(f"{front}/FindPage.tsx.j2", **values)
    return files


def _values(booking: Booking) -> dict[str, object]:
    options = booking.part.options
    b, r = booking.bookable, booking.record
    return {
        "b": b,
        "r": r,
        "kind": booking.kind,
        "per": options.get("per", ""),
        "module": booking.module,
        "subject": booking.of_record("subject"),
        "start": booking.of_record("start"),
        "end": booking.of_record("end"),
        "status": booking.of_record("status"),
        "people": booking.of_record("people"),
        "total": booking.of_record("total"),
        "capacity": booking.of_bookable("capacity"),
        "counts": options.get("counts", ""),
        "price": booking.of_bookable("price"),
        "moment": booking.of_bookable("moment"),
        "minutes_field": booking.of_bookable("length"),
        "minutes": int(options.get("minutes", "60")),
        "usual": _FULL_DAY if b.name in {"restaurant", "dining_table"} else _OFFICE,
        "money": booking.money,
        "most_hours": MOST_HOURS,
        "cancel_hours": int(options.get("notice", "2")),
        "guests": booking.guests,
        "site": booking.site,
        "taking": booking.taking,
        "open_states": [value for value in booking.taking if not DONE.match(value)],
        "initial": booking.initial,
        "cancelled": booking.cancelled,
        "form_fields": booking.form,
        "owed": booking.owed,
        "keeps_price": booking.keeps_price,
        "by_people": booking.kind == "event" or options.get("counts") == "people",
        "booked_as": options["subject"],
        "paying": of_paying(booking),
        **_booked(booking),
        **back_end(booking),
        **front_end(booking),
    }


def _booked(booking: Booking) -> dict[str, object]:
    """Who is booked and signs in."""
    spec, record = booking.app.spec, booking.record
    field = account_of(booking.bookable.spec) if booking.kind == "slots" else None
    roles = field.holders if field else ()
    reads = [spec.access(role, record.spec).read for role in spec.roles if role.name in roles]
    return {
        "booked": roles,
        "sees_all": reads[:1] == [Reach.ALL],
        "admin": spec.admin.name,
        "api": api_path(record.spec),
        "hours_api": api_path(spec.entity("opening_hour")) if roles else "",
    }
