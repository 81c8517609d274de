"""Lending: what somebody takes home, for some weeks, and brings back."""

from millwright.factory.generation.capabilities.joining.reading import Joined, listed
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.attributes import same_meaning
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import acted_on, state_field
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import FieldType

_DAYS = {"borrowed": "borrowed_on! date: -30..0", "due": "due_on! date: -8..20", "returned": "returned_on date: -20..0"}
"""The days of a loan, by the word that the names of their fields hold."""


def is_lent(one: Joined) -> bool:
    """Whether it is taken home and brought back."""
    return one.verb in listed("lending")


def lend(reading: Reading, one: Joined, record: DraftEntity) -> None:
    """What is lent has copies, and a loan a day on which it is due and one on which it came back.

    Whoever borrows has an account, which needs no second list of people; that something is late is told by its day.
    """
    subject = one.subject
    if subject.key == "book":
        subject.fields = [f for f in subject.fields if f.because or f.name not in listed("own_book")]
    if not any(field.name in same_meaning("places") for field in subject.fields):
        add_field(subject, "copies! int: 1 | 2 | 1 | 3 | 1 | 2", one.because)
    for what, line in _DAYS.items():
        known = _day(record, what)
        if known is None:
            add_field(record, line, one.because)
        elif "!" in line:
            known.required = True
    _name_borrower(record, one.because)
    state = state_field(record) or add_field(record, "status! choice: On loan | Returned", one.because)
    if not state.because:
        state.choices = tuple(choice for choice in state.choices if choice != "Overdue")
    for people in [e for e in reading.entities if e.key in listed("borrowers") and _are_accounts(e)]:
        reading.forget(people)


def _name_borrower(record: DraftEntity, because: str) -> None:
    """Who has it is the account by which it was borrowed, under the name that the lexicon or a list has for them."""
    first = record.fields[0]
    if first.type in {FieldType.TEXT, FieldType.REFERENCE} and not first.name.endswith("name"):
        record.fields.remove(first)
    name = add_field(record, "borrower_name! text: ~person", because)
    name.label = "Borrower"


def _are_accounts(people: DraftEntity) -> bool:
    """Whether nobody asked for a list of those who borrow."""
    return people.kind is EntityKind.PERSON and people.assumed and not any(field.because for field in people.fields)


def options(reading: Reading, one: Joined, record: DraftEntity) -> dict[str, str]:
    """The days of a loan, whether it is made longer, and by whom something is brought back: staff alone, where only
    they are said to take it."""
    due, back = (_day(record, what) for what in ("due", "returned"))
    if not is_lent(one) or due is None or back is None:
        return {}
    due.kept = back.kept = True
    bases = {statement.verb.base for statement in reading.statements}
    reading.not_built += [
        (statement.text[:60], f"{one.subject.plural_label.lower()} on loan are not kept for whoever comes next")
        for statement in reading.statements
        if statement.verb.base in listed("waiting") and one.subject in acted_on(reading, statement)
        if not _is_held(reading, one.subject)
    ]
    told = {"due": due.name, "back": back.name, "renew": "yes" if bases & {*listed("renewing")} else ""}
    back_to = _taken_back(reading, one)
    if back_to:
        reading.reasons.append((f"Returns of {one.subject.plural_label.lower()}"[:60], back_to))
    return told | ({"leave": ""} if back_to else {})


def _is_held(reading: Reading, subject: DraftEntity) -> bool:
    """Whether a list is kept of who waits for something that somebody else has."""
    holds = [entity for entity in reading.entities if entity.key in listed("holds")]
    return any(field.target == subject.name for hold in holds for field in hold.fields)


def _day(record: DraftEntity, what: str) -> DraftField | None:
    return next((f for f in record.fields if f.type is FieldType.DATE and what in f.name.split("_")), None)


def _taken_back(reading: Reading, one: Joined) -> str:
    """The words by which only those who work there take things back; none where the borrower brings them."""
    said = [s for s in reading.statements if s.verb.base in listed("returning") or "returns" in s.text.lower().split()]
    people = [s.subject for s in said if s.subject is not None]
    staff = [person.kind in {RoleKind.ADMIN, RoleKind.STAFF} and not person.generic for person in people]
    about = [s for s in said if s.subject is None and one.subject in acted_on(reading, s)]
    return said[0].text if staff and all(staff) and not about else ""
