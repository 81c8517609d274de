"""How a prompt gets payments: the list of them, what is paid, and who pays and pays back."""

from millwright.factory.generation.capabilities.payments.methods import methods_of, methods_option, offer_methods
from millwright.factory.generation.capabilities.payments.owed import Owed, owed, state_of, wishes_to_pay
from millwright.factory.generation.capabilities.payments.samples import pay_samples
from millwright.factory.generation.capabilities.payments.words import (
    back_states,
    open_states,
    paid_state,
    shut_states,
    words,
)
from millwright.factory.generation.dashboard import Chart, ChartKind, Measure
from millwright.factory.generation.reader.accounts import give, names_beside
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, DraftRole, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import outsiders, state_field
from millwright.factory.generation.reader.roles import role_named
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, FieldType, Part, Reach

LEDGER = "payment"
_LINES = (
    f"reference_code!* text: {' | '.join(f'PAY-{number}' for number in range(7041, 7081))}",
    "title! text",
    "amount! money: 20..400",
    "paid_on! date: -120..-1",
    "status! choice: Paid | Refunded",
    "method! choice: Cash | Bank transfer | Card (test)",
    "refunded_on date",
    "refund_reason long",
)
_SEEN = Access(read=Reach.OWN)
_WORK = Access(read=Reach.ALL, create=True, update=Reach.ALL)
_LONGEST = 60
"""An option's characters."""


def draft(reading: Reading) -> None:
    """The list of payments, and a state for what is paid."""
    _forget(reading)
    found = owed(reading)
    if not found:
        return
    ledger = ledger_of(reading, wishes_to_pay(reading)[0].words)
    for one in found:
        state_of(one)
        _refer(ledger, one)


def ledger_of(reading: Reading, because: str) -> DraftEntity:
    """The list of payments, with the fields that paying fills in; made where it is not there."""
    ledger = add_record(reading, LEDGER, because)
    if ledger.field("refund_reason") is None:
        _name(reading, ledger)
        _reshape(ledger)
        offer_methods(reading, ledger)
    return ledger


def settle(reading: Reading) -> None:
    """Who owes pays, those who look after what is owed see all payments; a part for each record that is paid."""
    found, ledger = owed(reading), reading.entity(LEDGER)
    wishes = wishes_to_pay(reading)
    if not found or ledger is None:
        return
    paid = [(one, payers) for one in found if (payers := _payers(reading, one, wishes))]
    if not paid:
        return
    payers = [role for _, roles in paid for role in roles]
    open_ledger(
        reading, ledger, payers, [one.record for one, _ in paid if not one.asked or one.record.key == "donation"]
    )
    for one, _ in paid:
        _keep(reading, one)
        add_part(
            reading,
            Part(
                capability="payments", entity=one.record.name, options=_options(ledger, one) | methods_option(reading)
            ),
            wishes[0].words,
        )
    _sign_in(reading, [one.record.name for one, _ in paid])
    reading.reasons.append(("Payments", "assumed: payments are test payments, since no payment provider is connected"))


def finish(reading: Reading) -> None:
    """Demonstration rows agree: what is paid has its payment, on a day and with the amount that fit."""
    ledger = reading.entity(LEDGER)
    parts = [part for part in reading.parts if part.capability == "payments"]
    if ledger is None or not parts:
        return
    pay_samples(reading, ledger, parts, tuple(map(choice_value, methods_of(reading))))
    add_chart(reading, ledger)


def _forget(reading: Reading) -> None:
    """What payments say better: a fee that is what a booking costs, and receipts, which each payment has."""
    for wish in wishes_to_pay(reading):
        fee, booked = reading.entity("fee"), [one for one in owed(reading) if one.asked and one.amount]
        spoken = [mention for mention in reading.mentions if mention.key == "fee"]
        said = all(mention.because.lower() in wish.sentence.text.lower() for mention in spoken)
        of_booking = fee is not None and fee.name.split("_")[-1] == "fee"
        if fee is not None and of_booking and booked and said and reading.wished("booking"):
            reading.forget(fee)
    receipts = next((e for e in reading.entities if e.key == "expense" and e.name == "receipt"), None)
    if receipts is not None and owed(reading):
        reading.forget(receipts)


def _name(reading: Reading, ledger: DraftEntity) -> None:
    """A list that was named after some payments only, such as refunds, is one of payments."""
    if ledger.name not in words("renamed") or any(entity.name == LEDGER for entity in reading.entities):
        return
    for field in (field for entity in reading.entities for field in entity.fields):
        field.target = LEDGER if field.target == ledger.name else field.target
    ledger.name, ledger.plural, ledger.label, ledger.plural_label = LEDGER, "payments", "Payment", "Payments"


def _reshape(ledger: DraftEntity) -> None:
    """The fields that paying fills in; those that the prompt adds may stay empty."""
    asked = [field for field in ledger.fields if field.because]
    ledger.fields = []
    for line in _LINES:
        add_field(ledger, line, "")
    known = {field.name for field in ledger.fields}
    for field in asked:
        if field.name not in known and field.type is not FieldType.REFERENCE:
            field.required = False
            ledger.fields.append(field)


def _refer(ledger: DraftEntity, one: Owed) -> DraftField:
    """The field by which a payment names what it paid, which then does not name its payment."""
    one.record.fields = [field for field in one.record.fields if field.target != ledger.name]
    known = next((field for field in ledger.fields if field.target == one.record.name), None)
    name = safe_field_name(one.record.name, ledger.name)
    made = known or add_field(ledger, f"{name} @{one.record.name}", "")
    made.label, made.required = one.record.label, False
    return made


def _payers(reading: Reading, one: Owed, wishes: list[Wish]) -> list[DraftRole]:
    """The roles that see their own rows and so pay them; those of whom the prompt says that they pay are let in."""
    record = one.record
    said = [
        role for wish in wishes for person in wish.sentence.people.values() if (role := role_named(reading, person))
    ]
    outside = outsiders(reading)
    if not outside and one.asked and reading.site:
        because = "assumed: whoever pays has an account"
        outside = [DraftRole("customer", "Customer", RoleKind.OUTSIDER, because, assumed=True)]
        reading.roles += outside
    pays = [s.subject for s in reading.statements if s.verb.base == "pay" and s.subject is not None]
    paying = [role for person in pays if (role := role_named(reading, person)) and role.kind is not RoleKind.ADMIN]
    for role in paying or [role for role in said if role in outside] or outside:
        if record.access.get(role.name, Access()).read is Reach.NONE and role.key != "visitor":
            record.access[role.name] = _SEEN
    if not one.asked:
        for role in outside:
            # Nobody issues a bill to themselves.
            if record.access.get(role.name, Access()).create:
                record.access[role.name] = _SEEN
        give(reading, record)
    payers = [role for role in reading.roles if record.access.get(role.name, Access()).read is Reach.OWN]
    if not one.asked:
        named = {name for field in record.fields if field.type is FieldType.ACCOUNT for name in field.holders}
        payers = [role for role in payers if role.name in named]
    return payers


def open_ledger(reading: Reading, ledger: DraftEntity, payers: list[DraftRole], issued: list[DraftEntity]) -> None:
    """Payments are seen by whoever paid, and by those who issue what is owed: they enter what comes in otherwise."""
    before = ledger.field("payer")
    known = before.holders if before is not None and before.type is FieldType.ACCOUNT else ()
    names = list(dict.fromkeys([*known, *(role.name for role in payers)]))
    for role in reading.roles:
        issues = any(record.access.get(role.name, Access()).update is Reach.ALL for record in issued)
        told = ledger.access.get(role.name, Access()).read is Reach.ALL
        if role.name in names:
            ledger.access[role.name] = _SEEN
        elif role.kind is RoleKind.STAFF and (issues or told):
            ledger.access[role.name] = _WORK
        elif role.kind is RoleKind.OUTSIDER:
            ledger.access.pop(role.name, None)
    ledger.visitors, ledger.export = Access(), True
    ledger.fields = [f for f in ledger.fields if f.type is not FieldType.ACCOUNT or f.name == "payee"]
    payer = DraftField("payer", "Payer", FieldType.ACCOUNT, holders=tuple(names), values=names_beside(names[0]))
    ledger.fields.insert(2, payer)


def _keep(reading: Reading, one: Owed) -> None:
    """Whether something is paid, and what it costs, is not for those to say who pay it."""
    if one.asked:
        state_of(one).kept = True
        booked = any(part.options.get("record") == one.record.name for part in reading.parts)
        progress = state_field(one.record)
        if progress is not None and not booked:
            progress.kept = True
        if one.amount is not None and not booked and one.record.key != "donation":
            one.amount.kept, one.amount.required = True, False


def _options(ledger: DraftEntity, one: Owed) -> dict[str, str]:
    state = state_of(one)
    by = _refer(ledger, one)
    options = {
        "ledger": ledger.name,
        "by": by.name,
        "state": state.name,
        "paid": paid_state(state),
        "refunded": "refunded",
        "open": _fitting(open_states(state)),
    }
    if one.via is not None and one.price is not None:
        options |= {"via": one.via.name, "price": one.price.name}
    elif one.amount is not None:
        options["amount"] = one.amount.name
    progress = state_field(one.record)
    if one.asked and progress is not None and progress is not state and shut_states(progress):
        back = _fitting(back_states(progress))
        options |= {"progress": progress.name, "shut": _fitting(shut_states(progress))} | (
            {"back": back} if back else {}
        )
    payer = next((f for f in one.record.fields if f.type is FieldType.ACCOUNT and _pays(ledger, f)), None)
    if not one.asked and payer is not None:
        options["payer"] = payer.name
    return options


def _pays(ledger: DraftEntity, field: DraftField) -> bool:
    payer = ledger.field("payer")
    return payer is not None and bool(set(payer.holders) & set(field.holders))


def _fitting(values: tuple[str, ...]) -> str:
    """As many of the values as an option holds."""
    text = " ".join(values)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0]


def _sign_in(reading: Reading, records: list[str]) -> None:
    """What is paid is booked by people with an account: they pay it there, and get it back there."""
    for place, part in enumerate(reading.parts):
        if part.capability == "booking" and part.options["record"] in records and part.options.get("guests") == "yes":
            reading.parts[place] = part.model_copy(update={"options": part.options | {"guests": "no"}})
            reading.reasons.append(("Booking with an account", "assumed: what is booked is paid in one's account"))


def add_chart(reading: Reading, ledger: DraftEntity) -> None:
    """What came in by month, apart from what was paid back."""
    split = "purpose" if ledger.field("purpose") else "status"
    made = Chart(
        name=f"{ledger.name}_by_month"[:40],
        label=f"{ledger.plural_label} by month and {split}"[:60],
        entity=ledger.name,
        kind=ChartKind.STACKED,
        measure=Measure.SUM,
        of="amount",
        by="paid_on",
        split=split,
        day="paid_on",
    )
    same = [c for c in reading.charts if (c.entity, c.of, c.by, c.split) == (ledger.name, "amount", "paid_on", None)]
    if same:
        reading.charts[reading.charts.index(same[0])] = made
    else:
        reading.charts.insert(0, made)
    reading.reasons.append((f"Chart: {made.label}"[:60], "assumed: what comes in is looked at by month"))
