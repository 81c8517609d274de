"""The cart as its templates see it: the names of what is sold, of orders, and of what they are made of."""

from dataclasses import dataclass
from functools import cached_property

from millwright.factory.generation.capabilities.shopping import sale_price
from millwright.factory.generation.compiler.column_types import SCHEMA_TYPES
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import EntityView as TypeScriptView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_fields import FORMATTERS
from millwright.factory.generation.compiler.frontend_fields import FieldView as InputView
from millwright.factory.generation.field_types import PICTURES, UPLOADED
from millwright.factory.generation.spec import AppSpec, FieldType, Part

_ASKED = frozenset(
    {
        FieldType.BOOLEAN,
        FieldType.CHOICE,
        FieldType.DATE,
        FieldType.INTEGER,
        FieldType.LONG_TEXT,
        FieldType.TEXT,
    }
)
_TAKEN = frozenset({"address", "code", "email", "items", "lines", "name", "number", "payment", "total", "use_points"})
"""What a checkout calls something of its own."""
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
        return next((f.name for f in fields if f.type in PICTURES or f.name in _PICTURES), "")

    @property
    def picture_address(self) -> str:
        """Where the picture of a line's goods is, in Python."""
        if not self.picture:
            return "None"
        value, kind = f"line.{self.goods.name}.{self.picture}", self.goods.spec.field(self.picture).type
        if kind is FieldType.IMAGES:
            return f'next((f"/api/uploads/{{name}}" for name in {value}), None)'
        return f'{value} and f"/api/uploads/{{{value}}}"' if kind in UPLOADED else value

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

    @cached_property
    def asked(self) -> tuple[FieldView, ...]:
        """What a checkout asks for beside the usual: the fields of an order that the prompt added, in Python."""
        return tuple(f for f in self.order.fields if f.spec.asked and f.kind in _ASKED and f.name not in _TAKEN)

    @property
    def asked_ts(self) -> tuple[InputView, ...]:
        """The same in TypeScript."""
        names = {field.name for field in self.asked}
        return tuple(field for field in self.order_ts.fields if field.name in names)

    @property
    def asked_inputs(self) -> list[str]:
        """Their inputs in the form of the checkout, whose controls are `form.field`."""
        return [field.input.text.replace("{...field(", "{...form.field(") for field in self.asked_ts]

    @property
    def asked_types(self) -> list[str]:
        """The names of their types that the schemas of the back end share."""
        types = {SCHEMA_TYPES[field.kind] for field in self.asked if not field.is_choice}
        return sorted(types - {"bool"} - {"Email", "Input", "JsonDecimal", "Line", "RowId"})

    @property
    def asked_days(self) -> tuple[FieldView, ...]:
        """Days that are still to come when somebody orders."""
        return tuple(field for field in self.asked if field.kind is FieldType.DATE)

    @property
    def asked_examples(self) -> list[tuple[str, str]]:
        """What a test says at the checkout, in Python, by the name of the field."""
        plain = {
            FieldType.BOOLEAN: "True",
            FieldType.DATE: "(datetime.now(UTC).date() + timedelta(days=3)).isoformat()",
        }
        said = [
            (f.attribute, repr(f.choices[0].value) if f.is_choice else plain.get(f.kind, '"As agreed"'))
            for f in self.asked
            if f.kind is not FieldType.INTEGER
        ]
        return said + [(f.attribute, str(f.spec.maximum or 2)) for f in self.asked if f.kind is FieldType.INTEGER]

    @property
    def inputs(self) -> list[str]:
        """The components of the checkout's form."""
        usual = {"ChoiceField", "TextField"} | ({"TextAreaField"} if self.shipped else set[str]())
        usual |= {"CheckboxField"} if self.points else set[str]()
        return sorted(usual | {name for field in self.asked_ts for name in field.input.uses if name != field.choices})

    @property
    def checkout_choices(self) -> list[str]:
        """The lists of values of the checkout's form."""
        own = {self.delivery_choices} if self.shipped else set[str]()
        return sorted(own | {field.choices for field in self.asked_ts if field.choices})

    @property
    def order_choices(self) -> list[str]:
        """The lists of values on the page of an order."""
        return sorted({self.status_choices, *self.checkout_choices})

    @property
    def order_formatters(self) -> list[str]:
        """What writes values on the page of an order."""
        used = {name for field in self.asked_ts for name in field.detail.uses if name in FORMATTERS.values()}
        return sorted({"formatDate", "formatMoney"} | used)

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
