"""Notifications: what is told to whom is worked out from the records; nothing is sent by mail, SMS or push."""

import re

from millwright.factory.generation.capabilities import Capability
from millwright.factory.generation.capabilities.community import internal_table
from millwright.factory.generation.capabilities.notifications.causes import causes_of, wants_level
from millwright.factory.generation.capabilities.notifications.writing import NOTICE, contribute
from millwright.factory.generation.capabilities.stocked import level_field, stock_field
from millwright.factory.generation.reader.adding import add_field, add_part, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import acted_on
from millwright.factory.generation.reader.vocabulary import Act, EntityKind
from millwright.factory.generation.spec import Part

_TELLING = re.compile(r"notif|remind|alert", re.IGNORECASE)
_TOLD = frozenset({"alert", "notification", "reminder"})


def wishes_of(reading: Reading) -> list[Wish]:
    """Wishes for notifications within the application, and for mail and push, in whose place these stand."""
    sent = [wish for wish in reading.wished("notification") if _TELLING.search(wish.words)]
    return reading.wished("notifications") + sent


def draft(reading: Reading) -> None:
    """The table of what people were told, and the level below which a stock is low."""
    wishes = wishes_of(reading)
    refused = any(wish.refused and wish.capability.name == "notifications" for wish in reading.wishes)
    if not wishes or refused:
        return
    for entity in [known for known in reading.entities if _is_told(reading, known)]:
        reading.forget(entity)
    lines = ("told! text", "about text", "about_id int", "seen bool", "once* text")
    internal_table(reading, NOTICE, lines, because_of(wishes, ""))
    if wants_level(wishes):
        for entity in reading.entities:
            if (
                stock_field(entity, reading.entities) is not None
                and level_field(entity) is None
                and not entity.internal
            ):
                add_field(entity, "reorder_level int: 3..9", because_of(wishes, ""))


def _is_told(reading: Reading, entity: DraftEntity) -> bool:
    """Whether what the prompt calls alerts, reminders or notifications is what people are told, not what they enter."""
    words = entity.label.lower().split()
    others = [known for known in reading.entities if not known.internal and known is not entity]
    said = sum(token.lemma == words[-1] for sentence in reading.sentences for token in sentence.tokens)
    if words[-1] not in _TOLD or not others or (len(words) == 1 and reading.entities[0] is entity and said > 1):
        return False
    made = {Act.CREATE, Act.MANAGE, Act.DELETE}
    return not any(said.verb.act in made and entity in acted_on(reading, said) for said in reading.statements)


def settle(reading: Reading) -> None:
    """A part for each record that people are told of; where there is none, the team hears of what is new."""
    table = reading.entity(NOTICE)
    if table is None:
        return
    wishes = wishes_of(reading)
    found = {entity.name: options for entity in reading.entities if (options := causes_of(reading, entity, wishes))}
    if not found and len(reading.roles) > 1:
        kept = [entity for entity in reading.entities if not entity.internal]
        work = [entity for entity in kept if entity.kind not in {EntityKind.LOG, EntityKind.PERSON}]
        found = {entity.name: {"new": "readers"} for entity in (work or kept)[:1]}
    for name, options in found.items():
        add_part(reading, Part(capability="notifications", entity=name, options=options), table.because)
    if not found:
        reading.forget(table)


def finish(reading: Reading) -> None:
    """The demonstration's rows are told of when they are made."""
    table = reading.entity(NOTICE)
    if table is not None:
        table.samples = ()


CAPABILITY = Capability(
    "notifications",
    draft,
    settle,
    contribute,
    after=("booking", "cart", "comments", "limits", "member_posts", "messages", "moderation"),
    finish=finish,
)
