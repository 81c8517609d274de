"""How a prompt gets payments that have no price: who makes them, what for, and to whom."""

from functools import cache

from millwright.factory.generation.capabilities.payments.methods import methods_of, methods_option
from millwright.factory.generation.capabilities.payments.owed import owed, wishes_to_pay
from millwright.factory.generation.capabilities.payments.reading import add_chart, ledger_of, open_ledger
from millwright.factory.generation.capabilities.shopping import sells
from millwright.factory.generation.reader.accounts import names_beside
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import pairs, phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, FieldType, Part, Reach, SampleValue

NAME = "own_payments"
_AMOUNTS = (25.0, 40.0, 12.5, 60.0, 18.0, 35.0)


def draft(reading: Reading) -> None:
    """The list of payments, with what is paid for a number where the prompt says so."""
    wishes = _wishes(reading)
    if not wishes:
        return
    ledger = ledger_of(reading, wishes[0].words)
    services = _services(reading)
    if services:
        add_field(ledger, f"service choice: {' | '.join(services)}", "").label = "For"
        add_field(ledger, "account_number text", "").label = "Number"


def settle(reading: Reading) -> None:
    """Whoever comes from outside pays; what is for a number else those who use it."""
    wishes = _wishes(reading)
    payers, payees = _people(reading)
    if not wishes or not payers:
        return
    ledger = ledger_of(reading, wishes[0].words)
    open_ledger(reading, ledger, payers, [ledger])
    options = methods_option(reading)
    if payees:
        _name_payees(ledger, payees)
        options["payees"] = " ".join(role.name for role in payees)
    add_part(reading, Part(capability=NAME, entity=ledger.name, options=options), wishes[0].words)
    # Transactions are payments here, and no part of a database.
    reading.wishes = [w for w in reading.wishes if w.capability.built or "transaction" not in w.words.lower()]
    for said in _told(reading):
        reading.reasons.append(("My payments", said))
    told = ("Payments", "assumed: payments are test payments, since no payment provider is connected")
    if told not in reading.reasons:
        reading.reasons.append(told)


def finish(reading: Reading) -> None:
    """The demonstration has some payments, in each way and of each kind."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    ledger = reading.entity(part.entity or "") if part else None
    payer = ledger.field("payer") if ledger else None
    if ledger is None or payer is None or ledger.settled:
        return
    people = list(dict.fromkeys(str(name) for name in payer.values))[: len(_AMOUNTS)]
    methods = [choice_value(label) for label in methods_of(reading)] or ["card_test"]
    codes = (ledger.field("reference_code") or ledger.fields[0]).values
    rows = [_row(ledger, name, place) for place, name in enumerate([*people, *people[:3]])]
    for place, (row, code) in enumerate(zip(rows, codes, strict=False)):
        row |= {"reference_code": code, "method": methods[place % len(methods)]}
    ledger.samples, ledger.settled = tuple(rows), True
    add_chart(reading, ledger)


def _row(ledger: DraftEntity, name: str, place: int) -> dict[str, SampleValue]:
    back = place == 4
    row: dict[str, SampleValue] = {
        "title": _turn("purposes", place),
        "payer": name,
        "amount": _AMOUNTS[place % len(_AMOUNTS)],
        "paid_on": f"-{61 - 7 * place}d",
        "status": "refunded" if back else "paid",
        "refunded_on": "-3d" if back else None,
        "refund_reason": "Paid twice by mistake." if back else None,
    }
    service, payee = ledger.field("service"), ledger.field("payee")
    if service is not None:
        label = service.choices[place % len(service.choices)]
        number = _turn("numbers_phone" if is_phone(label) else "numbers", place)
        row |= {"service": choice_value(label), "account_number": number, "title": f"{label}: {number}"}
    return row | ({"payee": payee.values[place % len(payee.values)]} if payee and payee.values else {})


def _turn(name: str, place: int) -> str:
    some = phrases(_words()[name], "|")
    return some[place % len(some)]


def is_phone(label: str) -> bool:
    """Whether what is called so is paid for a phone's number."""
    return bool(set(_words()["phones"].split()) & set(label.lower().split()))


def _wishes(reading: Reading) -> list[Wish]:
    """The wishes to pay what nothing here has a price of; none where something has one, or in a shop."""
    if sells(reading)[0] or reading.refuses("payments") or reading.refuses(NAME):
        return []
    numbered = reading.wished(NAME)
    if numbered or owed(reading):
        return numbered
    kept = any(entity.key == "payment" and not entity.internal for entity in reading.entities)
    wages = set(_words()["wages"].split())
    paid = [w for w in wishes_to_pay(reading) if w.capability.name == "payments"]
    paid = [w for w in paid if not wages & {token.low for token in w.sentence.tokens} and not _is_noted(w)]
    return paid if kept else []


def _is_noted(wish: Wish) -> bool:
    """Whether payments are only written down or looked at: "record payments", "view payment records"."""
    tokens = wish.sentence.tokens
    noted = set(_words()["noted"].split())
    before = [token.low for token in tokens[max(0, wish.start - 2) : wish.start]]
    after = [token.low for token in tokens[wish.end : wish.end + 1]]
    return bool(noted & {*before[-1:], *after} or (before[-1:] in (["the"], ["all"], ["their"]) and noted & {*before}))


def _services(reading: Reading) -> list[str]:
    """What is paid for a number, as far as the prompt names it."""
    if not reading.wished(NAME):
        return []
    text = " ".join(sentence.text.lower() for sentence in reading.sentences)
    found: list[str] = []
    for said, label in sorted(pairs(_words()["services"]).items(), key=lambda pair: -len(pair[0])):
        if said in text:
            found.append(label)
            text = text.replace(said, "")
    return list(dict.fromkeys(found))


def _people(reading: Reading) -> tuple[list[DraftRole], list[DraftRole]]:
    """Those who pay, and those who are paid."""
    outside = [role for role in outsiders(reading) if role.key != "visitor"]
    if not outside and reading.wished(NAME):
        outside = [role for role in reading.roles if role.generic and role.kind is not RoleKind.ADMIN]
    named = set(_words()["payees"].split())
    payees = [role for role in outside if role.name in named]
    payers = [role for role in outside if role not in payees]
    return (payers, payees) if payers else (outside, [])


def _name_payees(ledger: DraftEntity, payees: list[DraftRole]) -> None:
    """The account of whoever is paid, who sees what came in for them."""
    names = tuple(role.name for role in payees)
    known = ledger.field("payee")
    if known is None:
        made = DraftField("payee", payees[0].label, FieldType.ACCOUNT, holders=names, values=names_beside(names[0]))
        ledger.fields.insert(3, made)
    else:
        known.holders = tuple(dict.fromkeys([*known.holders, *names]))
    for name in names:
        ledger.access[name] = Access(read=Reach.OWN)


def _told(reading: Reading) -> list[str]:
    """What the prompt says of such payments without saying more than that there are some."""
    about, of = set(_words()["told"].split()), set(_words()["of"].split())
    said = [(s.text, set(s.text.lower().split())) for s in reading.statements]
    return [text for text, words in said if words & about and words & of]


@cache
def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")
