"""Faces: which fields of a record stand for it on the public site, among others and on a page of its own."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities import Order
from millwright.factory.generation.compiler.appearance import SUBJECT, motif_of
from millwright.factory.generation.compiler.frontend_entities import EntityView
from millwright.factory.generation.compiler.frontend_fields import Code, FieldView, is_year, plain_text
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import pascal
from millwright.factory.generation.compiler.rendering import attr, ts
from millwright.factory.generation.spec import TEMPORAL, FieldType, Look

MOST_FACTS = {Look.ARTICLES: 1, Look.CARDS: 2, Look.PEOPLE: 1, Look.PRICES: 5, Look.TABLE: 5}
MOST_FILTERS = 4
INNER = frozenset(
    """
    active archived barcode cost_price featured hidden inventory_number minimum_stock notes own_account published
    purchase_price reorder_level reorder_point serial_number sku supplier visible
    """.split()
)
"""Fields that are kept for those who look after the records."""
_AT_WORK = frozenset({"being_cleaned", "cleaning", "dirty", "draft", "in_review", "to_clean", "to_review"})
"""States that say what those who work there have yet to do; a field that has one tells visitors nothing."""
_SEEN = "published"
_QUIET = frozenset({"address", "quantity", "stock"})
"""Fields that a record's own page shows, and a card does not."""
_MAKERS = frozenset({"artist", "author", "host", "instructor", "maker", "role", "speaker", "teacher", "writer"})
"""Words in the names of fields that say whose something is."""
_SHORT = frozenset({FieldType.CHOICE, FieldType.DATE, FieldType.DATETIME, FieldType.DECIMAL, FieldType.INTEGER,
                    FieldType.MONEY, FieldType.REFERENCE, FieldType.TEXT, FieldType.TIME})  # fmt: skip
_FILTERED = (FieldType.CHOICE, FieldType.REFERENCE, FieldType.MONEY, FieldType.DATE, FieldType.DATETIME,
             FieldType.BOOLEAN)  # fmt: skip
"""What visitors filter by, the most useful first."""


@dataclass(frozen=True)
class Sort:
    """An order that a list can be put in."""

    value: str
    label: str


def _is_plain(field: FieldView) -> bool:
    """Whether whatever is shown has the same value, as what is published is published."""
    shown = [choice for choice in field.spec.choices if not choice.hidden]
    return len(shown) == 1 < len(field.spec.choices)


def _is_inner(field: FieldView) -> bool:
    """Whether a field is the business of those who look after the records, and not of visitors."""
    shown = {choice.value for choice in field.spec.choices if not choice.hidden}
    return field.name in INNER or not _AT_WORK.isdisjoint(shown)


def _floors(order: Order) -> Code:
    """The filter for what reaches a value that is worked out from other rows."""
    choices = ", ".join(f"{{ value: {ts(value)}, label: {ts(label)} }}" for value, label in order.floors)
    names = f"name={attr(f'{order.name}_from')} label={attr(order.filter)} query={{query}}"
    return Code(f"<ChoiceFilter {names} choices={{[{choices}]}} />", frozenset({"ChoiceFilter"}))


def _without_hidden(field: FieldView, code: Code) -> Code:
    """An input that offers no state whose rows visitors never see."""
    hidden = ", ".join(ts(choice.value) for choice in field.spec.choices if choice.hidden)
    if not hidden:
        return code
    shown = f"choices={{{field.choices}.filter(({{ value }}) => ![{hidden}].includes(value))}}"
    return Code(code.text.replace(f"choices={{{field.choices}}}", shown), code.uses)


def _is_edited(field: FieldView) -> bool:
    """Whether a state tells that something is published, which visitors see by its being there."""
    states = {choice.value for choice in field.spec.choices}
    return {"draft", _SEEN} <= states


def when_in(fields: Iterable[FieldView]) -> FieldView | None:
    """The field that says when something was: a day, else a year."""
    found = [field for field in fields if field.type in TEMPORAL or is_year(field.spec)]
    return next(iter(found), None)


def _picture(field: FieldView) -> str:
    value = f"row.{field.name}"
    if field.type is FieldType.IMAGES:
        return f"{value}[0] ?? null"
    return value if field.type is FieldType.IMAGE else f"{value} && isPicture({value}) ? {value} : null"


_CATEGORIES = frozenset({"category", "cuisine", "department", "genre", "kind", "subject", "topic", "type"})


def _is_category(field: FieldView) -> bool:
    """Whether a field says what sort of thing a row is."""
    kinds = {FieldType.CHOICE, FieldType.REFERENCE}
    return field.type in kinds and field.name.rsplit("_", 1)[-1] in _CATEGORIES


_PRICES = frozenset({"charge", "cost", "fee", "price", "rate"})
"""Words in the names of amounts that visitors would pay: nothing to pay is said so."""


_DATA = frozenset({"datasheet", "spec", "specification", "specifications", "specs"})
"""Words in the names of texts that say nothing without their label."""


def _is_data(field: FieldView) -> bool:
    return not _DATA.isdisjoint(field.name.split("_"))


_OPENING = frozenset({"about", "description", "details", "introduction", "overview"})
"""Texts that go without a heading where they come first; those of `_BODIES` always do."""
_BODIES = frozenset({"body", "content", "excerpt", "lead", "summary", "teaser", "text"})


def _heading(field: FieldView, *, first: bool) -> str:
    words = {*field.name.split("_")}
    return "" if words & _BODIES or (first and words & _OPENING) else field.label


class FaceView:
    """How the public site shows an entity."""

    def __init__(self, entity: EntityView, hooks: Hooks, public: Collection[str]) -> None:
        self.entity = entity
        self.motif = motif_of(entity.spec)
        self._hooks = hooks
        self._public = public
        named = entity.title_field if entity.named else None
        drawn = {FieldType.POSITION} if hooks.spec.parts_of("maps") else set[FieldType]()
        shown = [f for f in entity.fields if f.type not in drawn and not _is_inner(f) and not _is_plain(f)]
        self._left = [f for f in shown if f != named]
        one, self.gallery = self._take(FieldType.IMAGE), self._take(FieldType.IMAGES)
        self.picture = one or self.gallery or self._attached()
        self.film = next((field for field in self._left if field.type is FieldType.FILE), None)
        self.about = next((f for f in self._left if _is_category(f)), None) if self.motif == SUBJECT else None
        self.bare = entity.contributed and entity.spec.look is Look.ARTICLES and self.picture is None
        self.rating = self._take_where(lambda f: f.spec.is_rating)
        self.prose = [f for f in self._left if f.type is FieldType.LONG_TEXT and not _is_data(f)]
        self._left = [f for f in self._left if f not in self.prose]
        price = self._take(FieldType.MONEY)
        choice = self._take(FieldType.CHOICE)
        dated = entity.spec.look is Look.TIMELINE
        moment = self._take_where(lambda f: f.type in TEMPORAL or (dated and when_in((f,)) == f))
        by = None if hooks.has_byline(entity.spec.name) else self._by()
        marks = {"price": price, "badge": choice, "date": moment, "by": by}
        if entity.spec.look is Look.TABLE:
            self._left = [f for f in entity.fields if f in self._left or f in marks.values()]
            marks = {}
        self._shown = {name: field for name, field in marks.items() if field}
        # A cause of donations says itself what was raised.
        given = {part.options["record"] for part in hooks.spec.parts_of("donations")}
        told = {one.name for one in entity.spec.formulas if one.rows and one.rows.entity in given}
        self._worked_out = tuple(field for field in entity.worked_out if field.name not in told)

    @property
    def first(self) -> Sort | None:
        """What lists begin with, where that is not the newest: what is to come, or the beginning of a timeline."""
        if self._hooks.coming(self.entity.spec.name):
            return Sort("coming", "Coming first")
        told = when_in(self.entity.fields) if self.entity.spec.look is Look.TIMELINE else None
        return Sort(told.name, "Earliest first") if told else None

    @property
    def groups(self) -> list[FieldView]:
        """The fields under whose values the rows of its list stand, one at a time."""
        parts = (p for p in self._hooks.spec.parts_of("grouping") if p.entity == self.entity.spec.name)
        names = [name for part in parts for name in part.options.values()]
        return [field for name in names for field in self.entity.fields if field.name == name]

    @property
    def about_text(self) -> str:
        """The words of a row's category, in TypeScript."""
        if self.about is None:
            return ""
        return f"row.{self.about.name}{'' if self.about.type is FieldType.CHOICE else '_label'}"

    @property
    def const(self) -> str:
        """The name of its `PublicKind`."""
        return f"public{pascal(self.entity.client[4:5].upper() + self.entity.client[5:])}"

    @property
    def module(self) -> str:
        """The module of its pages."""
        return f"{self.entity.type}Pages"

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """What its `face` answers, as name and expression."""
        if self.picture:
            yield "picture", _picture(self.picture)
        if self.gallery:
            rest, one = f"row.{self.gallery.name}", self.picture
            beside = one and one != self.gallery
            yield "pictures", f"row.{one.name} ? [row.{one.name}, ...{rest}] : {rest}" if one and beside else rest
        if self.film:
            yield "film", f"row.{self.film.name} && isFilm(row.{self.film.name}) ? row.{self.film.name} : null"
        if self.prose:
            first = self.prose[0]
            yield "summary", f"plainWords(row.{first.name})" if first.formatted else f"row.{first.name}"
        for name, field in self._shown.items():
            free = name == "price" and _PRICES & set(field.name.split("_"))
            cell = plain_text(field) if is_year(field.spec) else field.cell.text
            text = f"row.{field.name} === 0 ? 'Free' : {cell}" if free else cell
            usual = field.type is FieldType.CHOICE and _is_edited(field)
            yield name, f"row.{field.name} === '{_SEEN}' ? null : {text}" if usual else text
        if self._hooks.has_byline(self.entity.spec.name):
            yield "by", "<Byline row={row} />"
        if self.rating:
            yield "rating", self.rating.cell.text
        facts = [f"[{ts(label)}, {code.text}]" for label, code in self.facts]
        if facts:
            yield "facts", f"[{', '.join(facts)}]"

    @property
    def told(self) -> list[tuple[str, FieldView]]:
        """The long texts of its own page, each with its heading beside others; keys of these are made different."""
        return [(_heading(field, first=not place), field) for place, field in enumerate(self.prose)]

    @property
    def facts(self) -> list[tuple[str, Code]]:
        """A few more values with their labels."""
        name = self.entity.spec.name
        # What can be done with a card usually tells the number too.
        told = bool(self._hooks.card_actions(name))
        counts = [] if told else [(c.label, Code(f"row.{c.name}")) for c in self._hooks.counts(name)]
        counts += [(f.heading, f.cell) for f in self._worked_out]
        short = [(f.heading, f.cell) for f in self._left if f.type in _SHORT and f.name not in _QUIET]
        return (counts + short)[: MOST_FACTS.get(self.entity.spec.look, 0)]

    @property
    def codes(self) -> list[Code]:
        """The pieces of code that the face is made of."""
        rating = [self.rating.cell] if self.rating else []
        grouped = (f.cell for f in self.groups)
        return [*(f.cell for f in self._shown.values()), *(code for _, code in self.facts), *rating, *grouped]

    @property
    def details(self) -> list[tuple[FieldView, Code]]:
        """The facts on its own page; above an article stands already who wrote it, when, and about what."""
        article = self.entity.spec.look is Look.ARTICLES
        shown = [field for name, field in self._shown.items() if name != "price" and not article]
        fields = [*(f for f in self.entity.fields if f in self._left or f in shown), *self._worked_out]
        return [(field, self._detail(field)) for field in fields]

    @property
    def filters(self) -> list[Code]:
        """The inputs that narrow its public list."""
        found = [(f, code) for f, code in self.entity.filters if f.spec.sought or f.type in _FILTERED]
        found = [(f, code) for f, code in found if not _is_inner(f)]
        found = [(f, code) for f, code in found if f.target is None or f.target.name in self._public]
        found.sort(key=lambda one: -1 if one[0].spec.sought else _FILTERED.index(one[0].type))
        most = max(MOST_FILTERS, sum(field.spec.sought for field, _ in found))
        orders = self._hooks.orders(self.entity.spec.name) if self.entity.filters else ()
        return [*(_without_hidden(field, code) for field, code in found[:most]), *(_floors(order) for order in orders)]

    @property
    def sorts(self) -> list[Sort]:
        """The orders that its public list offers beside the newest first."""
        found: list[Sort] = []
        if self.first and self.entity.spec.look is Look.TIMELINE:
            found.append(Sort(f"-{self.first.value}", "Latest first"))
        if self.entity.named and self.entity.title_sort:
            found.append(Sort(self.entity.title_sort, "A to Z"))
        for field in self.entity.fields:
            if field.type is FieldType.MONEY:
                found += [
                    Sort(field.name, f"{field.label}: low to high"),
                    Sort(f"-{field.name}", f"{field.label}: high to low"),
                ]
            elif field.type in TEMPORAL:
                found.append(Sort(field.name, f"{field.label}: earliest first"))
            elif field.spec.is_rating:
                found.append(Sort(f"-{field.name}", "Best rated"))
        worked_out = [Sort(f"-{order.name}", order.label) for order in self._hooks.orders(self.entity.spec.name)]
        counts = self._hooks.counts(self.entity.spec.name)
        return [*worked_out, *found[:6], *(Sort(f"-{count.name}", f"Most {count.label.lower()}") for count in counts)]

    def _by(self) -> FieldView | None:
        """Who or what it belongs to: its author, the group it is in, what a person does."""
        makers = (
            f
            for f in self._left
            if f.type in {FieldType.TEXT, FieldType.REFERENCE} and _MAKERS & set(f.name.split("_"))
        )
        found = next(makers, None)
        if found is not None:
            self._left.remove(found)
            return found
        kind = FieldType.TEXT if self.entity.spec.look in {Look.PEOPLE, Look.QUOTES} else FieldType.REFERENCE
        return self._take(kind) or self._take(FieldType.REFERENCE)

    def _attached(self) -> FieldView | None:
        """The file that may be a picture; it remains among the facts, where it is anything else."""
        return next((field for field in self._left if field.type is FieldType.FILE), None)

    def _detail(self, field: FieldView) -> Code:
        if not field.target:
            return field.detail
        value = f"record.{field.name}"
        if field.target.name not in self._public:
            return Code(f"{{{value}_label}}")
        path = f"`${{{field.target.client}.publicPath}}/${{{value}}}`"
        link = f'<Link to={{{path}}} className="text-accent underline">{{{value}_label}}</Link>'
        return Code(link if field.spec.required else f"{{{value} && {link}}}", frozenset({"Link"}))

    def _take(self, kind: FieldType) -> FieldView | None:
        return self._take_where(lambda field: field.type is kind)

    def _take_where(self, wanted: Callable[[FieldView], bool]) -> FieldView | None:
        """The first of the remaining fields that is wanted, which then remains no more."""
        found = next((field for field in self._left if wanted(field)), None)
        if found is not None:
            self._left.remove(found)
        return found
