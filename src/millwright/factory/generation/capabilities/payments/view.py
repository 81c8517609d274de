"""Payments as their templates see them: what is owed, the list of payments, and who pays."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities import PartError
from millwright.factory.generation.capabilities.payments.words import words
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.entity_view import EntityView as TableView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import constant, pascal
from millwright.factory.generation.spec import AppSpec, Choice, FieldType, Layout, Part, Reach, Role

_MONEY_PARTS = ("payments", "balance", "own_payments")
"""The capabilities that share the list of payments."""


@dataclass(frozen=True)
class OwedView:
    """A record that is paid. Raises `KeyError` with the name of a field that the application has no more."""

    spec: AppSpec
    part: Part

    @cached_property
    def _app(self) -> AppView:
        return AppView(self.spec)

    @cached_property
    def record(self) -> TableView:
        """What is paid, in Python."""
        return self._app.entity(str(self.part.entity))

    @cached_property
    def ledger(self) -> TableView:
        """The list of payments, in Python."""
        return self._app.entity(self.part.options["ledger"])

    @property
    def cls(self) -> str:
        """The class that knows what is owed for a row."""
        return f"{pascal(self.record.name)}Owed"

    @property
    def constant(self) -> str:
        """The one object of that class."""
        return f"{self.record.plural.upper()}"

    @cached_property
    def page(self) -> EntityView:
        """What is paid, in TypeScript."""
        return next(view for view in entity_views(self.spec) if view.spec.name == self.record.name)

    @cached_property
    def state(self) -> FieldView:
        """The choice that says whether a row is paid."""
        return _choice(self.record.field(self.part.options["state"]))

    @property
    def paid(self) -> str:
        """Its value for what is paid."""
        return self._known(self.state, "paid")[0]

    @property
    def refunded(self) -> str:
        """Its value for what was paid back."""
        return self._known(self.state, "refunded")[0]

    @property
    def open(self) -> tuple[str, ...]:
        """Its values for what may be paid."""
        return self._known(self.state, "open")

    @cached_property
    def progress(self) -> FieldView | None:
        """The choice that says how far a row has come, where nothing is owed in some of its states."""
        named = self.part.options.get("progress", "")
        found = self.record.find(named)
        return found if found is not None and found.is_choice and self._known(found, "shut") else None

    @property
    def shut(self) -> tuple[str, ...]:
        """Those states."""
        return self._known(self.progress, "shut") if self.progress else ()

    @property
    def back(self) -> tuple[str, ...]:
        """Those of them in which what was paid is paid back."""
        if "back" in self.part.options and self.progress:
            return self._known(self.progress, "back")
        return tuple(value for value in self.shut if value in words("back"))

    @cached_property
    def amount(self) -> FieldView | None:
        """What a row costs, where it says so itself."""
        named = self.part.options.get("amount")
        return _money(self.record.field(named)) if named else None

    @cached_property
    def via(self) -> FieldView | None:
        """What has the price, where a row does not say what it costs."""
        return None if self.amount else self.record.field(self.part.options["via"])

    @cached_property
    def price(self) -> FieldView | None:
        """That price."""
        return _money(self.via.target.field(self.part.options["price"])) if self.via else None

    @property
    def priced(self) -> FieldView:
        """The field that decides what a row costs."""
        found = self.amount or self.via
        if found is None:
            raise PartError(f"{self.record.plural_label} cost nothing any more")
        return found

    @cached_property
    def named(self) -> FieldView | None:
        """What a row is called by: what it asks for, where it asks for something of a catalogue."""
        subjects = [p.options["subject"] for p in self.spec.parts if self.books(p)]
        found = next((field for field in self.record.fields if field.name in subjects), None)
        return self.via or found

    def books(self, part: Part) -> bool:
        """Whether what is paid is a booking of a part, or a donation."""
        return part.options.get("record") == self.record.name and "subject" in part.options

    @cached_property
    def payer(self) -> FieldView | None:
        """The account that a row is issued to; otherwise whoever made a row pays it."""
        named = self.part.options.get("payer")
        found = self.record.field(named) if named else None
        if found is not None and not found.is_account:
            raise PartError(f"{found.label} says whose {self.record.plural_label.lower()} they are, who pay them")
        return found

    @cached_property
    def by(self) -> FieldView:
        """The field by which a payment names the row."""
        found = self.ledger.field(self.part.options["by"])
        if found.spec.target != self.record.name:
            raise PartError(f"{found.label} of {self.ledger.plural_label.lower()} says what was paid")
        return found

    @property
    def due(self) -> FieldView | None:
        """The day until which it is to be paid."""
        days = (f for f in self.record.fields if f.kind is FieldType.DATE and "due" in f.name.split("_"))
        return next(days, None)

    @property
    def paid_on(self) -> FieldView | None:
        """Where a row says when it was paid."""
        days = (f for f in self.record.fields if f.kind is FieldType.DATE and f.name == "paid_on")
        return next((field for field in days if field.nullable), None)

    @cached_property
    def payers(self) -> tuple[Role, ...]:
        """The roles that pay: those that see their own rows only."""
        holders = set(self.payer.spec.holders) if self.payer else set[str]()
        roles = [r for r in self.spec.roles if self.spec.access(r, self.record.spec).read is Reach.OWN]
        found = tuple(role for role in roles if not holders or role.name in holders)
        if not found:
            raise PartError(f"nobody sees {self.record.plural_label.lower()} of their own, which they could pay")
        return found

    @property
    def row(self) -> dict[str, str]:
        """A row that is to be paid, for tests in TypeScript."""
        row = dict(example(self.spec, self.page, Hooks(self.spec, ())).row)
        row[self.state.name] = f'"{self.open[0]}"'
        if self.progress:
            row[self.progress.name] = f'"{self.going[0]}"'
        return row

    @property
    def going(self) -> tuple[str, ...]:
        """The states of `progress` in which something is owed."""
        values = [choice.value for choice in self.progress.choices] if self.progress else []
        return tuple(value for value in values if value not in self.shut)

    def _known(self, field: FieldView, option: str) -> tuple[str, ...]:
        """The values in an option that the field still has."""
        values = {choice.value for choice in field.choices}
        found = tuple(value for value in self.part.options.get(option, "").split() if value in values)
        if not found and option not in {"shut", "back"}:
            raise PartError(f"{field.label} has no state any more that says what is {option}")
        return found


@dataclass(frozen=True)
class TillView:
    """All that is paid in an application, and the list of what was paid."""

    spec: AppSpec

    @cached_property
    def owed(self) -> tuple[OwedView, ...]:
        """What is paid."""
        return tuple(OwedView(self.spec, part) for part in self.spec.parts_of("payments"))

    @cached_property
    def ledger(self) -> TableView:
        """The list of payments, in Python."""
        named = self.owed[0].part.options["ledger"] if self.owed else ""
        others = [part for name in _MONEY_PARTS[1:] for part in self.spec.parts_of(name)]
        return AppView(self.spec).entity(named or str(others[0].entity))

    @property
    def balance(self) -> bool:
        """Whether people have a balance that they pay from."""
        return bool(self.spec.parts_of("balance"))

    @property
    def sends(self) -> bool:
        """Whether members send each other money."""
        return self._wallet("transfers")

    @property
    def pays_out(self) -> bool:
        """Whether members ask for money of their balance."""
        return self._wallet("withdrawals")

    def _wallet(self, option: str) -> bool:
        return any(part.options.get(option) == "yes" for part in self.spec.parts_of("balance"))

    @cached_property
    def ways(self) -> tuple[Choice, ...]:
        """The methods from which those who pay choose; none where there is only the test card."""
        parts = [part for name in _MONEY_PARTS for part in self.spec.parts_of(name)]
        named = {value for part in parts for value in part.options.get("methods", "").split()}
        return tuple(choice for choice in self.ledger.field("method").choices if choice.value in named)

    @property
    def cards(self) -> tuple[Choice, ...]:
        """Those of them that need the numbers of a card."""
        return tuple(way for way in self.ways if "card" in way.value.split("_"))

    @property
    def online(self) -> tuple[str, ...]:
        """The methods that only those who pay choose."""
        named = tuple(constant(way.value) for way in self.ways) or ("CARD_TEST",)
        return (*named, "FROM_BALANCE") if self.balance else named

    @property
    def own(self) -> Part | None:
        """Whether people pay what has no price: the part of it."""
        return next(iter(self.spec.parts_of("own_payments")), None)

    @property
    def limited(self) -> bool:
        """Whether administrators set limits, and which ways to pay are offered."""
        return bool(self.spec.parts_of("site_settings"))

    @property
    def moves(self) -> bool:
        """Whether people choose amounts themselves."""
        return self.balance or self.own is not None

    @property
    def holders(self) -> tuple[Role, ...]:
        """The roles that have a balance."""
        names = set(self.payer.spec.holders) if self.balance else set[str]()
        return tuple(role for role in self.spec.roles if role.name in names)

    @property
    def charging(self) -> tuple[Role, ...]:
        """The roles that may change every payment."""
        full = (role for role in self.spec.roles if self.spec.access(role, self.ledger.spec).update is Reach.ALL)
        return tuple(full)

    @property
    def payer(self) -> FieldView:
        """Who made a payment."""
        return self.ledger.field("payer")

    @cached_property
    def ledger_page(self) -> EntityView:
        """The same, in TypeScript."""
        return next(view for view in entity_views(self.spec) if view.spec.name == self.ledger.name)

    @property
    def ledger_row(self) -> str:
        """The rest of a payment, for tests in TypeScript."""
        row = dict(example(self.spec, self.ledger_page, Hooks(self.spec, ())).row)
        known = {"reference_code", "title", "amount", "paid_on", "method", "status"}
        return ", ".join(f"{name}: {value}" for name, value in row.items() if name not in known)

    @property
    def payers(self) -> tuple[Role, ...]:
        """Every role that pays something."""
        own = set(self.payer.spec.holders) if self.own else set[str]()
        roles = self.spec.roles
        return tuple(
            r for r in roles if r.name in own or r in self.holders or any(r in one.payers for one in self.owed)
        )

    @property
    def payee(self) -> bool:
        """Whether payments say who got them."""
        found = self.ledger.find("payee")
        return found is not None and found.is_account

    @property
    def site(self) -> bool:
        """Whether payments are on a public site."""
        return self.spec.layout is Layout.SITE

    @property
    def admin(self) -> str:
        """The role that may do anything, in Python."""
        return f"Role.{constant(self.spec.admin.name)}"


def _choice(field: FieldView) -> FieldView:
    if not field.is_choice:
        raise PartError(f"{field.label} says what is paid, by a choice")
    return field


def _money(field: FieldView) -> FieldView:
    if field.kind not in {FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER}:
        raise PartError(f"{field.label} is an amount that is paid")
    return field
