"""How a prompt gets balances: who has one, and where what comes and goes is kept."""

import re
from functools import cache

from millwright.factory.generation.capabilities.payments.methods import methods_of, methods_option
from millwright.factory.generation.capabilities.payments.reading import add_chart, ledger_of, open_ledger
from millwright.factory.generation.capabilities.shopping import sells
from millwright.factory.generation.reader.accounts import names_beside
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import Access, FieldType, Reach, SampleValue

_WORK = Access(read=Reach.ALL, create=True, update=Reach.ALL)
_METHOD = "From balance"
_TOP_UPS = (100.0, 50.0, 80.0, 60.0, 120.0, 40.0)
_SPENT = (12.0, 8.5, 9.0, 4.0, 15.0)


def draft(reading: Reading) -> None:
    """The list of payments, which tells what was topped up and what was paid from it."""
    wishes = _wishes(reading)
    if not wishes:
        return
    _forget_accounts(reading)
    ledger = ledger_of(reading, wishes[0].words)
    purposes = ["Payment", "Top-up"]
    if _said(wishes, "transfers"):
        purposes.append("Transfer")
    if _said(wishes, "withdrawals"):
        purposes.append("Withdrawal")
        _add_choices(ledger, "status", "Requested", "Refused")
    add_field(ledger, f"purpose! choice: {' | '.join(purposes)}", wishes[0].words).because = ""
    _add_choices(ledger, "method", _METHOD)


def _add_choices(ledger: DraftEntity, name: str, *labels: str) -> None:
    field = ledger.field(name)
    if field is not None:
        field.choices = tuple(dict.fromkeys((*field.choices, *labels)))


def settle(reading: Reading) -> None:
    """Whoever comes from outside has a balance; else those of whom the prompt says so."""
    wishes = _wishes(reading)
    holders = _holders(reading, wishes)
    if not wishes or not holders:
        return
    ledger = ledger_of(reading, wishes[0].words)
    _let_staff(reading, ledger, holders)
    open_ledger(reading, ledger, holders, [ledger])
    sends = _said(wishes, "transfers")
    if sends:
        names = tuple(role.name for role in holders)
        payee = DraftField("payee", "Payee", FieldType.ACCOUNT, holders=names, values=names_beside(names[0]))
        ledger.fields.insert(3, payee)
    said = {"transfers": sends, "withdrawals": _said(wishes, "withdrawals")}
    options = {name: "yes" for name, there in said.items() if there} | methods_option(reading)
    add_part(reading, Part(capability="balance", entity=ledger.name, options=options), wishes[0].words)
    told = "assumed: payments are test payments, since no payment provider is connected"
    reading.reasons.append(("Payments", told))


def _said(wishes: list[Wish], name: str) -> bool:
    """Whether a wish has one of the words of a list."""
    return any(set(_words()[name].split()) & set(re.findall(r"\w+", wish.words.lower())) for wish in wishes)


def _let_staff(reading: Reading, ledger: DraftEntity, holders: list[DraftRole]) -> None:
    """Those who work here take cash and charge cards, unless the prompt names who looks after payments."""
    staff = [role for role in reading.roles if role.kind is RoleKind.STAFF and role not in holders]
    if all(ledger.access.get(role.name, Access()).read is not Reach.ALL for role in staff):
        for role in staff:
            ledger.access[role.name] = _WORK


def finish(reading: Reading) -> None:
    """The demonstration tops up before it pays from a balance, so that none is ever below nought."""
    part = next((part for part in reading.parts if part.capability == "balance"), None)
    ledger = reading.entity(part.entity or "") if part else None
    payer = ledger.field("payer") if ledger else None
    if ledger is None or payer is None:
        return
    paid = [row | {"purpose": "payment"} for row in ledger.samples] if ledger.settled else []
    people = list(dict.fromkeys(str(name) for name in payer.values))[: len(_TOP_UPS)]
    codes = (ledger.field("reference_code") or ledger.fields[0]).values[len(paid) :]
    methods = [choice_value(label) for label in methods_of(reading)] or ["card_test"]
    for place, row in enumerate(topped := _moves(people, bool(paid))):
        row["method"] = methods[place % len(methods)] if row["purpose"] == "top_up" else row["method"]
    rows = [*paid, *topped, *_sent(people, part.options if part else {})]
    for row, code in zip(rows[len(paid) :], codes, strict=False):
        row["reference_code"] = code
    ledger.samples, ledger.settled = tuple(row for row in rows if row.get("reference_code")), True
    if not any(chart.entity == ledger.name and chart.split for chart in reading.charts):
        add_chart(reading, ledger)


def _moves(people: list[str], others: bool) -> list[dict[str, SampleValue]]:
    """What each of some people topped up, and what was taken from it afterwards."""
    rows: list[dict[str, SampleValue]] = []
    titles = phrases(_words()["charges"], "|")
    for place, name in enumerate(people):
        rows.append(_row(name, "Top-up", _TOP_UPS[place], 96 - 13 * place, "top_up", "card_test"))
        for turn in range(1 if others else 2):
            number = (place + turn) % len(titles)
            rows.append(_row(name, titles[number], _SPENT[number], 84 - 13 * place - turn, "payment", "from_balance"))
    return rows


def _sent(people: list[str], options: dict[str, str]) -> list[dict[str, SampleValue]]:
    """What some sent each other, and wait to have paid out: little of what the second and the others have."""
    rows: list[dict[str, SampleValue]] = []
    some = list(zip(people, people[1:] + people[:1], strict=True))[:3]
    for place, (name, other) in enumerate(some if "transfers" in options and len(people) > 1 else []):
        note = phrases(_words()["notes"], "|")[place]
        rows.append(_row(name, note, 5.5 + place, 9 - place, "transfer", "from_balance") | {"payee": other})
    for place, name in enumerate(people[:2] if "withdrawals" in options else []):
        title = f"Withdrawal to {phrases(_words()['accounts_out'], '|')[place]}"
        row = _row(name, title, 10.0, 5 - place, "withdrawal", "from_balance")
        rows.append(row | ({} if place else {"status": "requested"}))
    return rows


def _row(name: str, title: str, amount: float, ago: int, purpose: str, method: str) -> dict[str, SampleValue]:
    return {
        "title": title,
        "payer": name,
        "amount": amount,
        "paid_on": f"-{max(ago, 1)}d",
        "status": "paid",
        "purpose": purpose,
        "method": method,
        "refunded_on": None,
        "refund_reason": None,
    }


def _wishes(reading: Reading) -> list[Wish]:
    """The wishes for a balance; none in a shop, whose checkout takes cards."""
    if sells(reading)[0] or reading.refuses("balance"):
        return []
    wishes = reading.wished("balance")
    # Money that only moves between accounts of one person is written down, and sent to nobody.
    alone = all(_said([wish], "transfers") and not wish.sentence.people for wish in wishes)
    return [] if alone else wishes


def _holders(reading: Reading, wishes: list[Wish]) -> list[DraftRole]:
    people = [person for wish in wishes for person in wish.sentence.people.values()]
    reading.roles += _strangers(reading, wishes)
    outside = [role for role in outsiders(reading) if role.key != "visitor"]
    named = [role for person in people if (role := role_named(reading, person)) and role.kind is not RoleKind.ADMIN]
    said = list({role.name: role for role in named}.values())
    return (
        [role for role in said if role in outside]
        or outside
        or [role for role in said or reading.roles if role.generic]
    )


def _strangers(reading: Reading, wishes: list[Wish]) -> list[DraftRole]:
    """Those who only top up do nothing else by which they would have been told to sign in."""
    alone = all(role.key == "visitor" for role in outsiders(reading))
    named = [(place < wish.start, one) for wish in wishes for place, one in wish.sentence.people.items()]
    doing = [one for before, one in named if before or alone]
    meant = [one for one in doing if (alone if one.generic else one.kind is RoleKind.OUTSIDER)]
    unknown = {one.name: one for one in meant if role_named(reading, one) is None}
    made = (
        DraftRole(n, one.label, RoleKind.OUTSIDER, wishes[0].words, generic=one.generic) for n, one in unknown.items()
    )
    return [role for role in made if role.name not in {"visitor", *(known.name for known in reading.roles)}]


def _forget_accounts(reading: Reading) -> None:
    """An account with a bank, where only the balance of one's own was spoken of."""
    for unknown in [e for e in reading.entities if e.name in _words()["money"].split()]:
        reading.forget(unknown)
    known, typed = reading.entity("bank_card"), reading.entity("balance_account")
    if known is not None and set(known.because.lower().split()) & set(_words()["accounts"].split()):
        reading.forget(known)
    if typed is not None:
        # What it would say is what the payments come to.
        reading.forget(typed)


@cache
def _words() -> dict[str, str]:
    return table_beside(__package__ or "", "words")
