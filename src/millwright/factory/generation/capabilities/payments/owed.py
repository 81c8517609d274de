"""Which records of a prompt are paid by those who use the application, and what they cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.capabilities.booking.offers import RECORDS, Offer, offers
from millwright.factory.generation.capabilities.booking.people import BOOKED_PEOPLE
from millwright.factory.generation.capabilities.payments.words import made_by, paid_state, sum_owed, words
from millwright.factory.generation.capabilities.shopping import sells
from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import money_field, records_in, state_field
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import FieldType

STATE = "payment_status"
_STATE_LINE = f"{STATE}! choice: Unpaid | Paid | Refunded"
_MOST = 3


@dataclass(frozen=True)
class Owed:
    """A record that is paid: what it costs, by a field of its own or by the price of what `via` refers to.

    `asked` ones are made by those who pay them; others are issued to them.
    """

    record: DraftEntity
    asked: bool
    amount: DraftField | None = None
    via: DraftField | None = None
    price: DraftField | None = None


def wishes_to_pay(reading: Reading) -> list[Wish]:
    """The prompt's wishes for payments; none where it wants none. A checkout of a shop takes all but donations."""
    if reading.refuses("payments"):
        return []
    if sells(reading)[0]:
        return reading.wished("donations")
    spent = [wish for wish in reading.wished("balance") if wish.words.lower().startswith("pay")]
    return [*reading.wished("payments"), *spent, *reading.wished("donations")]


def owed(reading: Reading) -> list[Owed]:
    """What is paid here: what stands beside the wish to pay, else the first that has an amount."""
    wishes = wishes_to_pay(reading)
    found = list(_found(reading, wishes)) if wishes else []
    named = [one for one in found if one.record.key == "donation" or _is_named(reading, one, wishes)]
    if any(not one.asked for one in named):
        # Where bills are paid, what people book beside them is paid only if the words say that, too.
        said = {entity.name for wish in wishes for entity in _named_in(reading, wish)}
        named = [one for one in named if one.record.name in said or one.record.key == "donation"]
    return (named or found[:1])[:_MOST]


def _found(reading: Reading, wishes: list[Wish]) -> Iterator[Owed]:
    """Everything with an amount: donations and bills first, then what is booked, then what else people ask for.

    Where a shop has a checkout, that is donations alone.
    """
    booked = {offer.record.name: offer for offer in offers(reading)}
    donation = reading.entity("donation")
    if donation is not None and reading.wished("donations"):
        yield Owed(donation, asked=True, amount=money_field(donation))
    if sells(reading)[0]:
        return
    for record in [entity for entity in reading.entities if not entity.internal]:
        if record.key in words("billed") and record.name not in booked and sum_owed(record) is not None:
            yield Owed(record, asked=False, amount=sum_owed(record))
    for offer in booked.values():
        yield _booked(reading, offer, wishes)
    for record in [*_asked_for(reading, wishes, booked=bool(booked))]:
        # Where things are booked, orders are what people call their bookings.
        if record.name not in booked and not (booked and record.key == "order"):
            one = _priced(reading, record)
            if one is not None:
                yield one


def _booked(reading: Reading, offer: Offer, wishes: list[Wish]) -> Owed:
    """A booking costs what is booked: a fee of people, a price of things, or a deposit where the prompt says so."""
    because = wishes[0].words
    if "price" not in offer.options:
        said = {token.low for wish in wishes for token in wish.sentence.tokens}
        deposit = bool(said & set(words("deposit")))
        fee = "consultation_fee" if offer.bookable.key in BOOKED_PEOPLE else "price"
        name = "deposit" if deposit else fee
        add_field(offer.bookable, f"{name}! money: 20 | 35 | 30 | 45 | 25 | 40", because)
        add_field(offer.record, f"{'deposit' if deposit else 'total'} money: 20..45", because)
        offer = next(one for one in offers(reading) if one.record is offer.record)
    return Owed(offer.record, asked=True, amount=offer.record.field(offer.options.get("total", "")))


def _asked_for(reading: Reading, wishes: list[Wish], *, booked: bool) -> Iterator[DraftEntity]:
    """What people ask for; where the prompt pays for something of a catalogue, the record that asking makes.

    Where things are `booked` already, no other bookings are made: those whose lessons are booked are not.
    """
    kept = [entity for entity in reading.entities if entity.key in words("asked") and not entity.internal]
    for wish in wishes:
        for sold in _named_in(reading, wish):
            name = made_by().get(sold.key)
            record = next((entity for entity in kept if entity.key in {name, f"{sold.key}_{name}"}), None)
            if name is not None and record is None and not (booked and name in RECORDS):
                record = add_record(reading, name, wish.words)
                kept.append(record)
            if name is not None and record is not None:
                _name_sold(record, sold, wish.words)
    yield from kept


def _named_in(reading: Reading, wish: Wish) -> list[DraftEntity]:
    """The records that the sentence of a wish names, also within longer names: the plan of a "membership plan"."""
    found = records_in(reading, wish.sentence)
    said = set(wish.sentence.text.lower().split())
    others = (entity for entity in reading.entities if entity not in found and not entity.internal)
    return found + [entity for entity in others if {entity.label.lower(), entity.plural_label.lower()} & said]


def _name_sold(record: DraftEntity, sold: DraftEntity, because: str) -> None:
    """Has a record name what is asked for, in place of a choice of it that nobody listed, and that have a price."""
    if money_field(sold) is None:
        add_field(sold, "price! money: 12 | 18 | 9 | 15 | 20 | 10", because)
    if any(field.target == sold.name for field in record.fields):
        return
    record.fields = [f for f in record.fields if f.name != sold.name or f.because] or record.fields
    add_field(record, f"{safe_field_name(sold.name, record.name)} @{sold.name}", because).label = sold.label


def _priced(reading: Reading, record: DraftEntity) -> Owed | None:
    """What people ask for costs what it refers to; an amount that they enter themselves would be no price.

    Nor do they choose who they are: they have an account.
    """
    people = {entity.name for entity in reading.entities if entity.kind is EntityKind.PERSON}
    record.fields = [f for f in record.fields if f.target not in people or f.because] or record.fields
    for via in (field for field in record.fields if field.target):
        target = reading.entity(via.target or "")
        price = sum_owed(target) if target is not None and target.kind is EntityKind.CATALOGUE else None
        if price is not None:
            record.fields = [f for f in record.fields if f.type is not FieldType.MONEY or f.because]
            via.required = True
            return Owed(record, asked=True, via=via, price=price)
    amount = sum_owed(record)
    return Owed(record, asked=True, amount=amount) if amount is not None else None


def _is_named(reading: Reading, one: Owed, wishes: list[Wish]) -> bool:
    """Whether the sentence of a wish to pay names the record, or what it refers to."""
    named = {entity.name for wish in wishes for entity in _named_in(reading, wish)}
    targets = {field.target for field in one.record.fields if field.target} if one.asked else set[str]()
    return bool(({one.record.name} | targets) & named)


def state_of(one: Owed) -> DraftField:
    """The choice that says whether a row is paid, made where it has none; what was paid back is a state of it."""
    known = state_field(one.record)
    field = known if not one.asked and known is not None and paid_state(known) else one.record.field(STATE)
    field = field or add_field(one.record, _STATE_LINE, f"assumed: {one.record.plural_label.lower()} are paid")
    if "Refunded" not in field.choices:
        field.choices = (*field.choices, "Refunded")
    field.required = True
    return field
