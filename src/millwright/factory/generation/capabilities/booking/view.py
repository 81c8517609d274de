"""One use of booking as its templates see it."""

import re
from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.payments.view import OwedView
from millwright.factory.generation.compiler import frontend_entities
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.spec import AppSpec, FieldType, Layout, Part, Reach, Role

_OVER = re.compile(r"^(cancel|declin|reject|refus|no_show|expired|void)")
DONE = re.compile(r"^(done|complet|finish|returned|used|over|past)")
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

    @cached_property
    def rates(self) -> EntityView | None:
        """The prices of times and days of their own, where the capability `tariffs` keeps some."""
        parts = [part for part in self.spec.parts_of("tariffs") if part.entity == self.bookable.name]
        return self.app.entity(parts[0].options["rates"]) if parts and self.kind != "event" else None

    @cached_property
    def money(self) -> bool:
        """Whether the application has sums of money, which pages of several parts then show."""
        return any(f.type is FieldType.MONEY for view in self.views.values() for f in (*view.fields, *view.worked_out))

    @cached_property
    def told(self) -> bool:
        """Whether the server tells what it costs before it is booked, since that is more than one price."""
        priced = self.of_record("total") and self.of_bookable("price")
        return bool(priced and (self.rates or self.of_record("hours")))

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
        first = next(value for value in self.taking if not DONE.match(value))
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
        taken = {options.get(name) for name in ("start", "end", "status", "subject", "total", "hours")}
        found = [field for field in self.record.fields if field.name not in taken and self._is_asked(field)]
        return tuple(found[:_MOST_FIELDS])

    def _is_asked(self, field: FieldView) -> bool:
        if field.spec.kept or field.spec.numbered:
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
