"""The list as its templates see it: a cart's names, without its prices and payments."""

from millwright.factory.generation.capabilities.cart.view import CartView
from millwright.factory.generation.compiler.naming import in_sentence
from millwright.factory.generation.spec import Reach


class ListView(CartView):
    """One use of such a list; an `order` is what was sent."""

    @property
    def price(self) -> str:
        """The field of the price that stands beside a thing; empty where it has none."""
        return self.part.options.get("price", "")

    @property
    def priced(self) -> bool:
        """Whether each of them has a price."""
        return bool(self.price) and self.goods.spec.field(self.price).required

    @property
    def name(self) -> str:
        """What the list is called in a sentence."""
        return in_sentence(self.part.options["label"])

    @property
    def title(self) -> str:
        """What the list is called."""
        return self.part.options["label"]

    @property
    def one(self) -> str:
        """What is sent, in a sentence."""
        return in_sentence(self.order.label)

    @property
    def many(self) -> str:
        """Several of what is sent, in a sentence."""
        return in_sentence(self.order.plural_label)

    @property
    def asked_components(self) -> list[str]:
        """The components of the form that sends it."""
        own = {name for field in self.asked_ts for name in field.input.uses if name != field.choices}
        return sorted({"TextAreaField", "TextField"} | own)

    @property
    def asked_choices(self) -> list[str]:
        """The lists of values of that form."""
        return sorted({field.choices for field in self.asked_ts if field.choices})

    @property
    def sender(self) -> str:
        """A role that sends lists: the first that reads its own and answers none, else the administrator."""
        own = (
            role.name
            for role in self.spec.roles
            if not role.admin and self.spec.access(role, self.order.spec).update is Reach.NONE
        )
        return next(own, self.spec.admin.name)
