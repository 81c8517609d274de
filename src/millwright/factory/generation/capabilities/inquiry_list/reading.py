"""How a prompt gets a list that is sent: what may be put on it, what is kept of it, and who answers."""

from functools import cache

from millwright.factory.generation.capabilities.shopping import goods, open_site, price_of, sells
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.assortment import assort
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on, outsiders, records_in
from millwright.factory.generation.reader.sent_lists import NAME, RECORD
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, RoleKind
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import Access, FieldType, Reach, SampleValue

_ITEM = "inquired_item"
_SENDING = frozenset({"add", "place", "put", "request", "send", "submit"})
_DECIDING = frozenset({"approve", "reject"})
_OF_ITEMS = frozenset({"product", "quantity", "quantities"})
_SAID = frozenset({"company_name", "customer_name", "full_name", "name", "note", "notes", "phone_number", "remark"})
_CHOSEN = frozenset({EntityKind.CATALOGUE, EntityKind.LOG})
_ANSWERED = frozenset({"Answered", "Closed"})
_BESIDE = ("quote_request", "price_inquiry", "sample", "sample_request", "request", "experiment", "quote")
_NEVER = frozenset({*_BESIDE, "order", "variant", "brand", "category", RECORD})
_MOST_LINES = 3


def draft(reading: Reading) -> None:
    """Adds what is sent and what it is made of, where there is something to choose from."""
    wishes = reading.wished(NAME)
    if not wishes:
        return
    because = because_of(wishes, "")
    subject = _subject(reading)
    if subject is None:
        subject = add_record(reading, "product", because)
        assort(reading)
    subject.kind = EntityKind.CATALOGUE
    _forget_what_it_stands_for(reading, subject)
    sent = add_record(reading, RECORD, because)
    _reshape(sent, reading)
    item = add_record(reading, _ITEM, because, internal=True)
    add_field(item, f"inquiry! @{sent.name}", "").required = True
    add_field(item, f"{subject.name} @{subject.name}", "")


def _reshape(sent: DraftEntity, reading: Reading) -> None:
    """Calls what is sent what the prompt calls it; what is asked beside the usual may be left out."""
    kind = _kind(reading)
    sent.label, sent.plural_label = kind["label"], kind["plural"]
    asked = [field for field in sent.fields if field.because and field.name not in _OF_ITEMS]
    sent.fields = []
    for line in sent.entry.fields.strip().splitlines() if sent.entry else ():
        field = add_field(sent, line, "")
        field.kept = field.name in {"status", "answer"}
        if field.name == "status" and any(s.verb.base in _DECIDING for s in reading.statements):
            field.choices = (*field.choices[:1], "Approved", "Rejected", *field.choices[1:])
    known = {field.name for field in sent.fields}
    for field in asked:
        if field.name not in known and field.name not in _SAID and field.type is not FieldType.REFERENCE:
            field.required, field.asked = False, True
            sent.fields.append(field)


def settle(reading: Reading) -> None:
    """Opens the catalogue to visitors, keeps what is sent to those who sent it, and adds the part."""
    wishes = reading.wished(NAME)
    sent, item = reading.entity(RECORD), reading.entity(_ITEM)
    if not wishes or sent is None or item is None:
        return
    targets = [field.target for field in item.fields if field.target]
    subject = next((e for e in reading.entities if e.name in targets and e is not sent), None)
    if subject is None:
        return
    because = because_of(wishes, "")
    open_site(reading, subject, because)
    near = [s for s in reading.statements if s.subject and any(wish.sentence is s.sentence for wish in wishes)]
    senders = {statement.subject.name for statement in near if statement.subject and statement.verb.base in _SENDING}
    for role in reading.roles:
        if role.kind is not RoleKind.ADMIN and (role.kind is RoleKind.OUTSIDER or role.key in senders):
            sent.access[role.name] = Access(read=Reach.OWN)
    price = price_of(subject)
    options = {"order": sent.name, "item": item.name, "label": _kind(reading)["list"]}
    if price is not None:
        options["price"] = price.name
    if "visitor" in senders or not outsiders(reading):
        options["guests"] = "yes"
    add_part(reading, Part(capability=NAME, entity=subject.name, options=options), because)


def finish(reading: Reading) -> None:
    """Gives the demonstration's lists what was asked for, and prices to those that are answered."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    if part is None:
        return
    subject, sent, item = (reading.entity(name or "") for name in (part.entity, part.options["order"], _ITEM))
    if subject is None or sent is None or item is None or not subject.samples:
        return
    title = next((f.name for f in subject.fields if f.type is FieldType.TEXT and f.required), subject.fields[0].name)
    refers = next((field.name for field in item.fields if field.target == subject.name), subject.name)
    rows: list[dict[str, SampleValue]] = []
    for position, row in enumerate(sent.samples):
        answered = row.get("status") in _ANSWERED
        if not answered:
            row["answer"] = None
        for turn in range(1 + position % _MOST_LINES):
            number = (position * 3 + turn * 2) % len(subject.samples)
            known = subject.samples[number]
            price = known.get(part.options.get("price", ""))
            quoted = price if isinstance(price, int | float) else 12.5 + number
            rows.append(
                {
                    "title": str(known[title]),
                    "quantity": (1, 4, 10, 25)[(position + turn) % 4],
                    "quoted_price": quoted if answered else None,
                    "inquiry": position,
                    refers: number,
                }
            )
    item.samples = tuple(rows)


def _subject(reading: Reading) -> DraftEntity | None:
    """What is put on the list: what the wish's sentences name, else what is sold, else what the site shows."""
    able = [e for e in reading.entities if e.kind in _CHOSEN and not e.internal and e.key not in _NEVER]
    wishes = reading.wished(NAME)
    near = [s for s in reading.statements if any(wish.sentence is s.sentence for wish in wishes)]
    put = [e for s in near if s.verb.base in _SENDING for e in acted_on(reading, s)]
    named = [*put, *(e for wish in wishes for e in records_in(reading, wish.sentence))]
    shown = [e for e in able if e.kind is EntityKind.CATALOGUE]
    sold = [e for e in (goods(reading),) if e is not None and not e.assumed]
    return next((e for e in (*named, *sold, *shown) if e in able), None)


def _forget_what_it_stands_for(reading: Reading, subject: DraftEntity) -> None:
    """Leaves out what says the same twice: requests beside the list, and orders that nobody handles as such."""
    for key in _BESIDE:
        known = reading.entity(key)
        if known is not None and known is not subject and not reading.wished(key):
            reading.forget(known)
    order = reading.entity("order")
    acts = {mention.act for mention in reading.mentions if mention.key == "order"}
    if order is not None and not sells(reading)[0] and acts <= {Act.CREATE}:
        reading.forget(order)


def _kind(reading: Reading) -> dict[str, str]:
    """What the list is called, by the words that ask for it."""
    words = {word for wish in reading.wished(NAME) for word in wish.words.lower().split()}
    return next((row for row in _kinds().values() if words & {*row["words"].split()}), _kinds()["inquiry"])


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return table_beside(__package__ or "", "kinds")
