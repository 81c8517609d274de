"""How a prompt gets balances: who has one, and where what comes and goes is kept."""

import tomllib
from functools import cache
from importlib.resources import files

from millwright.factory.generation.capabilities.payments.reading import add_chart, ledger_of, open_ledger
from millwright.factory.generation.capabilities.shopping import sells
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.lookups import outsiders
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Part
from millwright.factory.generation.spec import Access, Reach, SampleValue

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
    add_field(ledger, "purpose! choice: Payment | Top-up", wishes[0].words).because = ""
    method = ledger.field("method")
    if method is not None and _METHOD not in method.choices:
        method.choices = (*method.choices, _METHOD)


def settle(reading: Reading) -> None:
    """Whoever comes from outside has a balance; else those of whom the prompt says so."""
    wishes = _wishes(reading)
    holders = _holders(reading, wishes)
    if not wishes or not holders:
        return
    ledger = ledger_of(reading, wishes[0].words)
    _let_staff(reading, ledger, holders)
    open_ledger(reading, ledger, holders, [ledger])
    add_part(reading, Part(capability="balance", entity=ledger.name), wishes[0].words)
    told = "assumed: payments are test payments, since no payment provider is connected"
    reading.reasons.append(("Payments", told))


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
    rows = [*paid, *_moves(people, bool(paid))]
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
    return reading.wished("balance")


def _holders(reading: Reading, wishes: list[Wish]) -> list[DraftRole]:
    outside = [role for role in outsiders(reading) if role.key != "visitor"]
    people = [person for wish in wishes for person in wish.sentence.people.values()]
    said = [role for person in people if (role := role_named(reading, person)) and role.kind is not RoleKind.ADMIN]
    if not outside:
        # Those who only top up do nothing else by which they would have been told to sign in.
        strangers = {p.name: p for p in people if p.kind is RoleKind.OUTSIDER and not p.generic}
        made = [DraftRole(p.name, p.label, RoleKind.OUTSIDER, wishes[0].words) for p in strangers.values()]
        known = {role.name: role for role in reading.roles}
        outside = [known.get(role.name, role) for role in made]
        reading.roles += [role for role in outside if role.name not in known]
    return [role for role in said if role in outside] or outside or [role for role in said if role.generic]


def _forget_accounts(reading: Reading) -> None:
    """An account with a bank, where only the balance of one's own was spoken of."""
    known, typed = reading.entity("bank_card"), reading.entity("balance_account")
    if known is not None and set(known.because.lower().split()) & set(_words()["accounts"].split()):
        reading.forget(known)
    if typed is not None:
        # What it would say is what the payments come to.
        reading.forget(typed)


@cache
def _words() -> dict[str, str]:
    return tomllib.loads((files(__package__ or "") / "words.toml").read_text("utf-8"))
