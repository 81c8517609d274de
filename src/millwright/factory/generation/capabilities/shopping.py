"""What the capabilities of a shop ask of a reading: what is sold there, and whether people buy it by themselves."""

from millwright.factory.generation.reader.adding import add_field, add_record, add_section
from millwright.factory.generation.reader.assortment import assort
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.layout import show_to_visitors
from millwright.factory.generation.reader.lookups import acted_on, outsiders, records_in
from millwright.factory.generation.reader.segment import Person
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.site import Layout, Section, SectionKind
from millwright.factory.generation.spec import Access, AppSpec, FieldType

_BUYING = frozenset({"buy", "order", "purchase", "place", "shop"})
_BUYING_PARTS = frozenset({"cart", "payments"})
_TAKING_HOME = frozenset({"buy", "purchase", "shop"})
_SHOPS = frozenset({"shop", "ordering", "restaurant"})
_STOREFRONT = frozenset(
    {"shop", "store", "storefront", "webshop", "e-commerce", "ecommerce", "mall", "marketplace", "boutique", "shopping"}
)
_BACK_OFFICE = frozenset({"pos", "cashier", "till", "backend", "back-end", "inventory", "warehouse", "crm", "erp"})
_SHOWCASE = frozenset({"catalog", "catalogue", "showcase", "tracker", "tracking", "management", "manage", "track"})
_SOLD_KINDS = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.LOG})
_PRICE, _STOCK = "price! money: 8..60", "stock int: 3..60"
_SHOWN = (
    "description long: Made in small batches. | What most people take first. | For those who want something special. | "
    "Asked for again and again."
)
_UNKNOWN = "kept:"
_NOT_SOLD = frozenset({"discount", "plan", "warehouse"})
_INTANGIBLE = frozenset(
    {"course", "lesson", "event", "ticket", "plan", "service", "class", "ebook", "film", "song", "album", "podcast",
     "tour", "trip", "flight", "room", "membership", "game", "workshop", "webinar", "template", "photo"}
)  # fmt: skip


def open_site(reading: Reading, shown: DraftEntity, because: str) -> None:
    """Has visitors see what they choose from, on a public site where there was none."""
    show_to_visitors(reading, shown)
    if reading.layout is Layout.SITE:
        return
    reading.layout = Layout.SITE
    reading.reasons.append(("Public site", because))
    if not reading.pages:
        add_section(reading, "home", "Home", Section(kind=SectionKind.HERO))
        add_section(reading, "home", "Home", Section(kind=SectionKind.RECORDS, entity=shown.name))


def goods(reading: Reading) -> DraftEntity | None:
    """The record that is sold: a catalogue record with a price, first the one that is named beside the cart."""
    sold = [entity for entity in reading.entities if _has_a_price(entity) and entity.key != "variant"]
    named = [entity for wish in buying(reading) for entity in records_in(reading, wish.sentence)]
    usual = [entity for entity in sold if entity.key in {"product", "menu_item"}]
    bought = [entity for entity in buys(reading) if entity in sold]
    return next((e for e in (*bought, *usual, *named, *sold) if e in sold), None)


def buying(reading: Reading) -> list[Wish]:
    """The wishes for a cart or for payments, in their order."""
    return [wish for wish in reading.wishes if wish.capability.name in _BUYING_PARTS and not wish.refused]


def give_a_price(reading: Reading) -> None:
    """Where people buy something that has no price yet, it gets one; where nothing is named, they buy products."""
    if not sells(reading)[0] or goods(reading) in buys(reading):
        return
    named = [] if goods(reading) else [e for wish in buying(reading) for e in records_in(reading, wish.sentence)]
    sold = next((entity for entity in (*buys(reading), *named) if _can_be_sold(entity)), None)
    if sold is None and goods(reading) is not None:
        return
    if sold is None:
        add_record(reading, "product", sells(reading)[1])
        assort(reading)
    else:
        sold.kind = EntityKind.CATALOGUE
        because = f"assumed: {sold.plural_label.lower()} are sold"
        if sold.entry is None:
            _put_on_show(sold, because)
        add_field(sold, _PRICE, because)


def _put_on_show(sold: DraftEntity, because: str) -> None:
    """What no lexicon knows has what one sees of a thing for sale, and no state or day that was only guessed."""
    title = sold.fields[0]
    sold.fields = [title, *(field for field in sold.fields[1:] if field.because or field.target)]
    if title.pool.startswith(_UNKNOWN):
        title.pool = f"sold:{title.pool.removeprefix(_UNKNOWN)}"
    for line in (_PRICE, *([_STOCK] if is_shipped(sold) else []), "photo image", _SHOWN):
        add_field(sold, line, because)


def price_of(entity: DraftEntity) -> DraftField | None:
    """What one of it costs."""
    money = [field for field in entity.fields if field.type is FieldType.MONEY]
    return next((field for field in money if "price" in field.name), money[0] if money else None)


def stock_of(entity: DraftEntity) -> DraftField | None:
    """How many of it there are."""
    counts = [field for field in entity.fields if field.type is FieldType.INTEGER]
    return next((field for field in counts if set(field.name.split("_")) & {"stock", "inventory", "available"}), None)


def buys(reading: Reading) -> list[DraftEntity]:
    """What users or customers buy or order, in the prompt's own sentences."""
    return [
        entity
        for statement in reading.statements
        if (statement.verb.base in _BUYING and statement.verb.form != "noun" and _outside(statement.subject))
        or (_sold_online(statement) and not _is_shop(reading))
        for entity in acted_on(reading, statement)
    ]


def sells(reading: Reading) -> tuple[bool, str]:
    """Whether people buy here by themselves, and the words that say so (an assumption where none do)."""
    wishes = buying(reading)
    if not wishes and reading.wished("inquiry_list"):  # asked for by a list that is sent, and not bought at once
        return False, ""
    if any(wish.capability.name in _BUYING_PARTS and wish.refused for wish in reading.wishes):
        return False, ""
    if wishes and _is_shop(reading):
        return True, wishes[0].words
    if reading.entity("purchase_offer") is not None or reading.entity("bid") is not None:
        return False, ""
    if said := next((s.text for s in reading.statements if _sells_to(reading, s)), ""):
        return True, said
    if not _is_shop(reading):
        return False, ""
    if said := next((s.text for s in reading.statements if _places_an_order(reading, s.verb.base, s.subject)), ""):
        return True, said
    if reading.domain is not None and reading.domain.name == "shop" and not _only_kept(reading):
        return True, f"assumed: people buy here, as '{reading.domain_because}' says"
    return False, ""


def sale_price(spec: AppSpec) -> str:
    """The field of the price in a sale; empty where an application has none."""
    parts = spec.parts_of("flash_sale")
    return parts[0].options["price"] if parts else ""


def is_shipped(entity: DraftEntity) -> bool:
    """Whether what is sold is sent to an address."""
    return not _INTANGIBLE & set(entity.key.split("_"))


def let_buyers_in(reading: Reading) -> None:
    """Where people buy by themselves, a buyer is a customer and not one who buys for the house."""
    for role in reading.roles:
        if role.key == "buyer":
            role.kind = RoleKind.OUTSIDER
            for entity in reading.entities:
                entity.access[role.name] = Access(read=entity.access.get(role.name, Access()).read)


def keep_from_visitors(reading: Reading, entity: DraftEntity) -> None:
    """Takes a record off the public site, and away from those who are not of the house."""
    entity.visitors = Access()
    for role in outsiders(reading):
        entity.access.pop(role.name, None)
    for place, page in enumerate(reading.pages):
        left = tuple(section for section in page.sections if section.entity != entity.name)
        if left:
            reading.pages[place] = page.model_copy(update={"sections": left})
    reading.pages = [page for page in reading.pages if any(s.entity != entity.name for s in page.sections)]


def _is_shop(reading: Reading) -> bool:
    if reading.domain is not None and reading.domain.name in _SHOPS:
        return True
    tokens = (token for sentence in reading.sentences for token in sentence.tokens)
    return any(token.low in {"cart", "basket", *_STOREFRONT} for token in tokens)


def _only_kept(reading: Reading) -> bool:
    """Whether goods are shown or counted rather than sold to those who come by."""
    tokens = [token for sentence in reading.sentences for token in sentence.tokens]
    sold = any({token.lemma, token.low} & _STOREFRONT for token in tokens)
    return any({token.lemma, token.low} & (_BACK_OFFICE if sold else _BACK_OFFICE | _SHOWCASE) for token in tokens)


def _places_an_order(reading: Reading, verb: str, subject: Person | None) -> bool:
    if verb not in _BUYING or reading.domain is None:
        return False
    return subject is not None and _outside(subject)


def _sells_to(reading: Reading, statement: Statement) -> bool:
    """Whether strangers buy goods here, whatever else the application is for: "a vineyard that sells wine online"."""
    if not reading.site or not (_sold_online(statement) or _bought_here(statement)):
        return False
    return any(_can_be_sold(entity) and is_shipped(entity) for entity in acted_on(reading, statement))


def _bought_here(statement: Statement) -> bool:
    return statement.verb.base in _TAKING_HOME and _outside(statement.subject)


def _sold_online(statement: Statement) -> bool:
    """Whether a house sells what it names to whoever comes: "a vineyard that sells wine online"."""
    tokens = statement.sentence.tokens[statement.start : statement.end + 1]
    by_the_house = statement.verb.base == "sell" and not _outside(statement.subject)
    return by_the_house and any(token.low == "online" for token in tokens)


def _can_be_sold(entity: DraftEntity) -> bool:
    return entity.key not in {"order", "customer", *_NOT_SOLD} and entity.kind in _SOLD_KINDS


def _outside(subject: Person | None) -> bool:
    return subject is not None and (subject.generic or subject.kind is RoleKind.OUTSIDER)


def _has_a_price(entity: DraftEntity) -> bool:
    return entity.kind is EntityKind.CATALOGUE and entity.key not in _NOT_SOLD and price_of(entity) is not None
