"""Moments: a record that everybody in a messenger adds to, with likes and comments."""

from millwright.factory.generation.capabilities.contribution import Contribution
from millwright.factory.generation.capabilities.messages.capability import is_messenger
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import Capability as Wished
from millwright.factory.generation.spec import Access, AppSpec, Part, Reach

_RECORD = "shared_moment"
_TALKED_ABOUT = ("comments", "likes")
_SHARED = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)


def _draft(reading: Reading) -> None:
    wishes = reading.wished("moments")
    if not wishes or not is_messenger(reading):
        return
    for entity in [known for known in reading.entities if known.key == "post"]:
        reading.forget(entity)
    made = add_record(reading, _RECORD, because_of(wishes, ""))
    # It is what people talk about here: what they send in messages is no record before long.
    reading.entities = [made, *(known for known in reading.entities if known is not made)]
    first = wishes[0]
    # To share one's life is no button that passes a page on.
    kept = [w for w in reading.wishes if not (w.capability.name == "sharing" and w.sentence is first.sentence)]
    asked = {wish.capability.name for wish in reading.wishes}
    reading.wishes = [*kept, *(_like(first, name) for name in _TALKED_ABOUT if name not in asked)]


def _like(wish: Wish, name: str) -> Wish:
    """What is shared is liked and commented on, whether that is told or not."""
    return Wish(Wished(name, True, words_of()[name]["say"]), wish.words, wish.sentence, wish.start, wish.end)


def _settle(reading: Reading) -> None:
    record = reading.entity(_RECORD)
    if record is None:
        return
    record.access = {role.name: _SHARED for role in reading.roles}
    add_part(reading, Part(capability="moments", entity=record.name), record.because)


def _contribute(_spec: AppSpec, part: Part) -> Contribution:
    name = str(part.entity)
    return Contribution(
        bylines=(name,),
        signatures={name: "Shared by"},
        readme=("Share what happens in your life with everybody here, under Updates.",),
    )


CAPABILITY = Capability("moments", _draft, _settle, _contribute)
