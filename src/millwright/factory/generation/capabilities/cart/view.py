"""The cart as its templates see it: the names of what is sold, of orders, and of what they are made of."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.shopping import sale_price
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.frontend_entities import EntityView as TypeScriptView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.spec import AppSpec, Part

_PICTURES = frozenset({"image", "photo", "picture", "cover", "thumbnail", "image_url", "photo_url", "cover_image"})


@dataclass(frozen=True)
class CartView:
    """One use of the cart."""

    spec: AppSpec
    part: Part

    @cached_property
    def _app(self) -> AppView:
        return AppView(self.spec)

    @cached_property
    def _browser(self) -> dict[str, TypeScriptView]:
        return {view.spec.name: view for view in entity_views(self.spec)}

    @property
    def goods(self) -> EntityView:
        """What is sold, in Python."""
        return self._app.entity(str(self.part.entity))

    @property
    def order(self) -> EntityView:
        """Orders, in Python."""
        return self._app.entity(self.part.options["order"])

    @property
    def item(self) -> EntityView:
        """What orders are made of, in Python."""
        return self._app.entity(self.part.options["item"])

    @property
    def variant(self) -> EntityView | None:
        """The variants of what is sold, in Python, where it has some."""
        parts = self.spec.parts_of("variants")
        return self._app.entity(parts[0].options["variant"]) if parts else None

    @property
    def variant_label(self) -> str:
        """What one chooses by choosing a variant."""
        return self.spec.parts_of("variants")[0].options.get("label", "Option")

    @property
    def goods_ts(self) -> TypeScriptView:
        """What is sold, in TypeScript."""
        return self._browser[str(self.part.entity)]

    @property
    def order_ts(self) -> TypeScriptView:
        """Orders, in TypeScript."""
        return self._browser[self.part.options["order"]]

    @property
    def label(self) -> str:
        """One of what is sold, to people."""
        return self.goods.label

    @property
    def plural_label(self) -> str:
        """Many of what is sold, to people."""
        return self.goods.plural_label

    @property
    def price(self) -> str:
        """The field of its price."""
        return self.part.options["price"]

    @property
    def stock(self) -> str:
        """The field that counts it; empty where it is not counted."""
        return self.part.options.get("stock", "")

    @property
    def picture(self) -> str:
        """The field that shows it; empty where nothing does."""
        fields = self.goods.spec.fields
        return next((f.name for f in fields if f.type.value == "image" or f.name in _PICTURES), "")

    @property
    def shipped(self) -> bool:
        """Whether it is sent to an address."""
        return "shipped" in self.part.options

    @property
    def guests(self) -> bool:
        """Whether one may order without an account."""
        return "guests" in self.part.options

    @property
    def discounts(self) -> bool:
        """Whether codes make it cheaper."""
        return bool(self.spec.parts_of("discounts"))

    @property
    def points(self) -> bool:
        """Whether points pay for a part of it."""
        return any("pay" in part.options for part in self.spec.parts_of("points"))

    @property
    def beside(self) -> str:
        """What an order costs more or less than what is in it, to people."""
        found = ["delivery"] * self.shipped + ["discount"] * self.discounts + ["points"] * self.points
        return " and ".join(filter(None, (", ".join(found[:-1]), *(found[-1:] or ["discount"])))).capitalize()

    @property
    def sale(self) -> str:
        """The field of its price in a sale; empty where there are none."""
        return sale_price(self.spec)

    @property
    def sale_ends(self) -> str:
        """The field of the last day of that price."""
        parts = self.spec.parts_of("flash_sale")
        return parts[0].options["ends"] if parts else ""

    @property
    def buyer(self) -> str:
        """A role that buys: the first that strangers sign up as, else the first one."""
        return next((role.name for role in self.spec.roles if role.signup), self.spec.roles[0].name)

    @property
    def status_choices(self) -> str:
        """The states of an order, in TypeScript."""
        return self._choices("status")

    @property
    def delivery_choices(self) -> str:
        """The ways to send it, in TypeScript."""
        return self._choices("delivery_method")

    def _choices(self, name: str) -> str:
        return next(field.choices for field in self.order_ts.fields if field.name == name)

    def status(self, name: str) -> str:
        """A state of orders in Python."""
        return f"{self.order.cls}Status.{name}"
