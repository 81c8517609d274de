"""Whose account it is that people book: they see what is booked of them, answer it, and set their own hours."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities.booking.offers import Offer
from millwright.factory.generation.capabilities.booking.people import keepers, record_of
from millwright.factory.generation.capabilities.contribution import Lead
from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, AppSpec, Entity, FieldSpec, FieldType, Reach

ACCOUNT = "own_account"
"""The field of those who are booked for the account that they sign in with."""
HOURS = ("opening_hour", "closure")
_OWN = Access(read=Reach.OWN, update=Reach.OWN)
_OWN_HOURS = Access(read=Reach.OWN, create=True, update=Reach.OWN, delete=Reach.OWN)


def link_accounts(reading: Reading, offer: Offer, because: str) -> None:
    """Lets those of whom times are booked sign in as themselves, where the prompt has a role for them."""
    roles = list(_booked(reading, offer))
    if not roles or offer.kind != "slots":
        return
    field = offer.bookable.field(ACCOUNT) or add_field(offer.bookable, f"{ACCOUNT} account", because)
    field.label = "Account"
    field.holders, field.kept = tuple(role.name for role in roles), True
    for role in roles:
        profile = offer.bookable.access.get(role.name, Access())
        offer.bookable.access[role.name] = profile | Access(read=Reach.ALL, update=Reach.OWN)
        offer.record.access[role.name] = offer.record.access.get(role.name, Access()) | _OWN
        for hours in (entity for key in HOURS if (entity := reading.entity(key)) is not None):
            hours.access[role.name] = _OWN_HOURS


def _booked(reading: Reading, offer: Offer) -> Iterator[DraftRole]:
    """The roles of those who work there and are booked."""
    kept = (person.name for person, entry, _ in keepers(reading) if record_of(reading, person, entry) is offer.bookable)
    names = {*kept, offer.bookable.key, offer.bookable.name}
    return (role for role in reading.roles if role.kind is RoleKind.STAFF and {role.key, role.name} & names)


def answering(reading: Reading, record: DraftEntity) -> list[str]:
    """The roles that answer what is booked of themselves."""
    targets = [reading.entity(field.target) for field in record.fields if field.target]
    accounts = [target.field(ACCOUNT) for target in targets if target is not None]
    return [name for field in accounts if field is not None for name in field.holders]


def sign_first_in(offer: Offer) -> None:
    """In the demonstration the first of those who are booked is who signs in."""
    field = offer.bookable.field(ACCOUNT)
    if field is not None and field.type is FieldType.ACCOUNT:
        rows = enumerate(offer.bookable.samples)
        offer.bookable.samples = tuple(row | {ACCOUNT: field.holders[0] if place == 0 else None} for place, row in rows)


def leads(spec: AppSpec, bookable: Entity, record: Entity) -> dict[str, Lead]:
    """Bookings, hours and days off that are about somebody's own entry, by entity."""
    field = account_of(bookable)
    if field is None:
        return {}
    about = [record, *(entity for entity in spec.entities if entity.name in HOURS)]
    found = {entity.name: next((f.name for f in entity.fields if f.target == bookable.name), "") for entity in about}
    return {entity: Lead(name, field.holders, entered=entity in HOURS) for entity, name in found.items() if name}


def account_of(bookable: Entity) -> FieldSpec | None:
    """The field for the account of those who are booked."""
    fields = (field for field in bookable.fields if field.name == ACCOUNT)
    return next((field for field in fields if field.type is FieldType.ACCOUNT and field.holders), None)
