"""Which records people are told of, and why: read from their fields, their rights and the parts that the prompt got."""

import re

from millwright.factory.generation.capabilities.community import table_name
from millwright.factory.generation.capabilities.stocked import level_field, stock_field
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import records_in, state_field
from millwright.factory.generation.reader.vocabulary import EntityKind, RoleKind
from millwright.factory.generation.spec import TEMPORAL, Access, Reach

_DUE = re.compile(
    r"(^|_)(due|deadline|expir\w*|return_by|renews?|remind|reminder|valid_until|closes_on|appl(y|ications?)_by)(_|$)"
)
_LOW = re.compile(r"\b(low|running out|runs out|reorder|out of) ?(?:in |on )?(stock|level|inventory)?\b", re.IGNORECASE)
_NEWS = frozenset({"alert", "announcement", "notice", "notification"})
_FRESH = frozenset({"new", "newest", "latest", "publish", "post", "announce", "upload", "add", "release", "update"})
_SETTINGS = frozenset({"category", "closure", "opening_hour", "review", "tag", "web_page"})
_PASSIVE = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})


def causes_of(reading: Reading, entity: DraftEntity, wishes: list[Wish]) -> dict[str, str]:
    """What of a record people are told, as options of its part; empty when nothing is.

    `state`, `due`, `stock`, `level` and `limit` name fields, `due` one of the record that the field `through` refers to
    where there is one; `new` says who hears of new rows: `handlers` or `readers`.
    """
    if entity.internal or entity.key in _SETTINGS:
        return {}
    found: dict[str, str] = {}
    state, due, stock = _state(entity), due_field(reading, entity, wishes), stock_field(entity, reading.entities)
    if state is not None and _is_made_by_people(reading, entity):
        found["state"] = state.name
    if due is not None:
        found["due"] = due.name
    else:
        found |= _due_of_what_is_booked(reading, entity)
    judged = next((p for p in reading.parts if (p.capability, p.entity) == ("limits", entity.name)), None)
    if judged is not None:
        found["limit"] = judged.options["level"]
    level = level_field(entity)
    if stock is not None and level is not None:
        found |= {"stock": stock.name, "level": level.name}
    if _is_news(reading, entity, wishes):
        found["new"] = "readers"
    elif _arrives(reading, entity):
        found["new"] = "handlers"
    comments = reading.entity(table_name(entity.name, "comment"))
    if comments is not None and comments.internal:
        found["comments"] = "yes"
    return found


def wants_level(wishes: list[Wish]) -> bool:
    """Whether the prompt wants to hear of what runs out."""
    return any(_LOW.search(wish.sentence.text) for wish in wishes)


def due_field(reading: Reading, entity: DraftEntity, wishes: list[Wish]) -> DraftField | None:
    """The day by which something has to be done; else the one that a reminder of the record is about."""
    days = [field for field in entity.fields if field.type in TEMPORAL]
    booked = (part.options for part in reading.parts if part.options.get("record") == entity.name)
    start = next((options["start"] for options in booked if "start" in options), "")
    for field in days:
        if field.name == start or _DUE.search(field.name):
            return field
    reminded = any("remind" in wish.words.lower() and entity in records_in(reading, wish.sentence) for wish in wishes)
    ahead = (field for field in days if field.between is not None and field.between[1] > 0)
    return next(ahead, None) if reminded else None


def _due_of_what_is_booked(reading: Reading, entity: DraftEntity) -> dict[str, str]:
    """The day of an event, for those who have a place at it."""
    for part in reading.parts:
        bookable = reading.entity(part.entity) if part.entity else None
        moment = part.options.get("moment", "")
        if part.options.get("record") == entity.name and bookable is not None and bookable.field(moment) is not None:
            return {"due": moment, "through": part.options["subject"]}
    return {}


def _state(entity: DraftEntity) -> DraftField | None:
    return state_field(entity) if entity.kind not in _PASSIVE else None


def _is_made_by_people(reading: Reading, entity: DraftEntity) -> bool:
    return _is_ordered(reading, entity) or any(access.create for access in _rights(reading, entity))


def _is_ordered(reading: Reading, entity: DraftEntity) -> bool:
    """Whether its rows come from a page of their own: bookings and orders."""
    booked = any(part.options.get("record") == entity.name for part in reading.parts)
    return booked or (entity.key == "order" and any(part.capability == "cart" for part in reading.parts))


def _arrives(reading: Reading, entity: DraftEntity) -> bool:
    """Whether people who do not take care of all rows add some."""
    sent = (access.create and access.update is not Reach.ALL for access in _rights(reading, entity))
    return entity.visitors.create or _is_ordered(reading, entity) or any(sent)


def _is_news(reading: Reading, entity: DraftEntity, wishes: list[Wish]) -> bool:
    """Whether those who read it want to hear of it: announcements, and what the prompt says so of."""
    rights = _rights(reading, entity)
    if entity.label.lower().split()[-1] in _NEWS:
        return any(access.read is Reach.ALL for access in rights)
    hear = any(access.read is Reach.ALL and access.update is not Reach.ALL for access in rights)
    return hear and any(_tells_of_new(reading, entity, wish) for wish in wishes)


def _tells_of_new(reading: Reading, entity: DraftEntity, wish: Wish) -> bool:
    """Whether the words after a wish say that new rows are told of: "notified when a new lesson is published"."""
    after = {token.lemma for token in wish.sentence.tokens[wish.end : wish.end + 8]}
    return bool(after & _FRESH) and entity in records_in(reading, wish.sentence, wish.end, wish.end + 8)


def _rights(reading: Reading, entity: DraftEntity) -> list[Access]:
    """What each role but the administrator's may do with it."""
    others = [role for role in reading.roles if role.kind is not RoleKind.ADMIN]
    return [entity.access.get(role.name, Access()) for role in others]
