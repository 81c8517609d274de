"""Payments without a price as their templates see them."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities import PartError
from millwright.factory.generation.capabilities.own_payments.reading import is_phone
from millwright.factory.generation.capabilities.payments.view import TillView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.spec import Choice, Part, Reach, Role


@dataclass(frozen=True)
class OwnView:
    """Who pays, to whom, and what for."""

    till: TillView
    part: Part

    @property
    def service(self) -> FieldView | None:
        """The choice of what is paid for a number."""
        found = self.till.ledger.find("service")
        number = self.till.ledger.find("account_number")
        return found if found is not None and found.is_choice and number is not None and not number.is_choice else None

    @property
    def services(self) -> tuple[Choice, ...]:
        """Its values."""
        return self.service.choices if self.service else ()

    @property
    def phones(self) -> tuple[Choice, ...]:
        """Those of them whose number is a phone's."""
        return tuple(choice for choice in self.services if is_phone(choice.label))

    @property
    def label(self) -> str:
        """What the way to it is called."""
        charged = all({"recharge", "charging"} & set(service.label.lower().split()) for service in self.services)
        if self.services and charged:
            return "Recharge"
        return f"New {in_sentence(self.till.ledger.label)}"

    @property
    def payees(self) -> tuple[Role, ...]:
        """The roles that are paid."""
        named = self.part.options.get("payees", "").split()
        return tuple(role for role in self.till.spec.roles if role.name in named and self.till.ledger.find("payee"))

    @property
    def payers(self) -> tuple[Role, ...]:
        """The roles that pay: those whose payments are their own, but for those who are paid."""
        names = set(self.till.payer.spec.holders) - {role.name for role in self.payees}
        own = (r for r in self.till.spec.roles if self.till.spec.access(r, self.till.ledger.spec).read is Reach.OWN)
        found = tuple(role for role in own if role.name in names)
        if not found:
            raise PartError("nobody sees payments of their own, which they could make")
        return found
