"""One use of booking as files of the generated application, and what hangs into its places."""

import re
from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.booking.accounts import HOURS, account_of, leads
from millwright.factory.generation.capabilities.booking.imports import with_imports
from millwright.factory.generation.capabilities.contribution import (
    Check,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.payments.view import OwedView
from millwright.factory.generation.compiler import frontend_entities
from millwright.factory.generation.compiler.column_types import SCHEMA_TYPES
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.naming import api_path, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Part, Reach, Role

_TEMPLATES = "capabilities/booking/templates"
_OVER = re.compile(r"^(cancel|declin|reject|refus|no_show|expired|void)")
_DONE = re.compile(r"^(done|complet|finish|returned|used|over|past)")
_SHUT = re.compile(
    r"closed|unavailable|not_available|out_of_(?:order|service|use)|(?:under|in|being)_(?:repair|maintenance|renovation)|"
    r"maintenance|repair|broken|lost|retired|inactive|suspended|withdrawn|cancell?ed|sold_out|"
    r"archived|completed|draft|ended|finished|full|held|over"
)
"""States of what can be booked in which nobody books it."""
_TELLING = ("status", "state", "availability", "condition")
_ASKED = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.INTEGER, FieldType.BOOLEAN}
)
_MEETINGS = frozenset({"appointment", "reservation", "viewing"})
_FULL_DAY = (12, 22)
_OFFICE = (9, 17)
_MOST_FIELDS = 8


@dataclass(frozen=True)
class Booking:
    """A part as its templates see it."""

    spec: AppSpec
    part: Part

    @cached_property
    def app(self) -> AppView:
        """The whole application."""
        return AppView(self.spec)

    @cached_property
    def bookable(self) -> EntityView:
        """What can be booked."""
        return self.app.entity(str(self.part.entity))

    @cached_property
    def record(self) -> EntityView:
        """What a booking is kept in."""
        return self.app.entity(self.part.options["record"])

    @cached_property
    def views(self) -> dict[str, frontend_entities.EntityView]:
        """The records as the browser's code sees them, by name."""
        return {view.spec.name: view for view in frontend_entities.entity_views(self.spec)}

    @property
    def kind(self) -> str:
        """`slots`, `range` or `event`."""
        return self.part.options["kind"]

    @cached_property
    def owed(self) -> OwedView | None:
        """How bookings are paid, where they are."""
        parts = [part for part in self.spec.parts_of("payments") if part.entity == self.record.name]
        return OwedView(self.spec, parts[0]) if parts else None

    @cached_property
    def keeps_price(self) -> bool:
        """Whether what is paid is the total that booking works out: then it is not changed once it is paid."""
        total, price = self.of_record("total"), self.of_bookable("price")
        amount = self.owed.amount if self.owed else None
        return bool(total and price and amount and amount.name == total.name)

    @property
    def site(self) -> bool:
        """Whether strangers book on a public site."""
        return self.spec.layout is Layout.SITE

    @property
    def guests(self) -> bool:
        """Whether one books without an account."""
        return self.part.options.get("guests") == "yes"

    @property
    def module(self) -> str:
        """The name of its modules in the back end."""
        return f"{self.bookable.name}_booking"

    def of_record(self, option: str) -> FieldView | None:
        """The field of the booking that an option names."""
        return self.record.find(self.part.options.get(option))

    def of_bookable(self, option: str) -> FieldView | None:
        """The field of what is booked that an option names."""
        return self.bookable.find(self.part.options.get(option))

    @cached_property
    def states(self) -> list[str]:
        """The values of the state of a booking."""
        status = self.record.spec.field(self.part.options["status"])
        return [choice.value for choice in status.choices]

    @property
    def taking(self) -> list[str]:
        """The states that keep a place."""
        return [value for value in self.states if not _OVER.match(value)]

    @property
    def cancelled(self) -> str:
        """The state of what people cancelled."""
        return next(value for value in self.states if value.startswith("cancel"))

    @property
    def initial(self) -> str:
        """The state of a new booking: places at an event are given at once, the rest is asked for first."""
        at_once = next((v for v in self.taking if v.startswith(("confirm", "booked", "reserved"))), None)
        first = next(value for value in self.taking if not _DONE.match(value))
        return at_once if self.kind == "event" and at_once else first

    @cached_property
    def shut(self) -> tuple[FieldView | None, list[str]]:
        """The field that says that one cannot be had, and in which states; nothing where none says so."""
        known = (f for f in self.bookable.fields if f.name in _TELLING)
        for field in sorted(known, key=lambda field: _TELLING.index(field.name)):
            values = [choice.value for choice in field.choices if _SHUT.fullmatch(choice.value)]
            if values and len(values) < len(field.choices):
                return field, values
        return None, []

    @cached_property
    def form(self) -> tuple[FieldView, ...]:
        """What people fill in beside the time."""
        options = self.part.options
        taken = {options.get(name) for name in ("start", "end", "status", "subject", "total")}
        found = [field for field in self.record.fields if field.name not in taken and self._is_asked(field)]
        return tuple(found[:_MOST_FIELDS])

    def _is_asked(self, field: FieldView) -> bool:
        if field.spec.kept:
            return False
        if field.is_reference:
            return self._is_open(field)
        return field.kind in _ASKED or (field.spec.required and not field.is_temporal)

    def _is_open(self, field: FieldView) -> bool:
        """Whether everybody who books may read all that a reference offers."""
        target = field.target.spec
        if self.site:
            return target.visitors.read is Reach.ALL
        return all(self.spec.access(role, target).read is Reach.ALL for role in self.bookers)

    @cached_property
    def bookers(self) -> list[Role]:
        """The roles that may book: those that see what there is and, first, only bookings of their own."""
        roles = [r for r in self.spec.roles if self.spec.access(r, self.bookable.spec).read is Reach.ALL]
        return sorted(roles, key=lambda role: self.spec.access(role, self.record.spec).read is not Reach.OWN)


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
        files[f"{src}/components/booking/SlotPicker.tsx"] = render(f"{front}/SlotPicker.tsx")
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
        "cancel_hours": int(options.get("notice", "2")),
        "guests": booking.guests,
        "site": booking.site,
        "taking": booking.taking,
        "open_states": [value for value in booking.taking if not _DONE.match(value)],
        "initial": booking.initial,
        "cancelled": booking.cancelled,
        "form_fields": booking.form,
        "owed": booking.owed,
        "keeps_price": booking.keeps_price,
        "by_people": booking.kind == "event" or options.get("counts") == "people",
        "booked_as": options["subject"],
        "paying": _of_paying(booking),
        **_booked(booking),
        **_back_end(booking),
        **_front_end(booking),
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


def _back_end(booking: Booking) -> dict[str, object]:
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
    types |= {"JsonDecimal"} if booking.of_bookable("price") and kind == "range" else set[str]()
    also = [f"{hours.cls}", f"{hours.cls}Weekday"] if hours else []
    also += [closures.cls] if closures else []
    also += [shut_field.enum] if shut_field else []
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
        "asked": _asked(kind, start, end, people),
        "price_call": _price_call(booking),
        **_begins(booking, start, moment),
        "shut_field": shut_field,
        "shut": shut,
        **_tested(booking),
    }


def _paid(booking: Booking) -> set[str]:
    """The class that says whether a booking is paid."""
    return {booking.owed.state.enum} if booking.owed else set()


def _of_paying(booking: Booking) -> list[str]:
    """What the routes of booking need of payments."""
    follow = [f"follow_{booking.record.name}"] if booking.owed and booking.owed.back else []
    return follow + (["is_settled"] if booking.keeps_price and booking.kind == "range" else [])


def _asked(kind: str, start: FieldView | None, end: FieldView | None, people: FieldView | None) -> str:
    """The arguments that say what is wanted."""
    many = f"body.{people.attribute}{' or 1' if people.nullable else ''}" if people else "1"
    if kind == "slots" and start:
        return f", body.{start.attribute}, {many}"
    if kind == "range" and start and end:
        return f", body.{start.attribute}, body.{end.attribute}"
    return f", {many}"


def _price_call(booking: Booking) -> str:
    people = booking.of_record("people")
    wanted = _asked(booking.kind, booking.of_record("start"), booking.of_record("end"), people)
    if booking.kind == "slots":
        shared = booking.part.options.get("counts") == "people"
        wanted = ", " + wanted.rsplit(", ", 1)[1] if shared else ""
    return f"rules.price_of({booking.bookable.variable}{wanted})"


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


def _front_end(booking: Booking) -> dict[str, object]:
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
    if booking.kind == "range" and start and end:
        facts.append(f"{{formatDay({row}.{start.name})}} to {{formatDay({row}.{end.name})}}")
    people = booking.of_record("people")
    if people:
        facts.append(f"{in_sentence(people.label)}: {{{row}.{people.name}}}")
    if total:
        facts.append(f"{{formatMoney({row}.{total.name})}}")
    return facts
