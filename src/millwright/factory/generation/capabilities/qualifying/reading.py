"""What a prompt says that people need first: "only users who have passed the training can reserve it"."""

import re
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.capabilities.booking.offers import offers
from millwright.factory.generation.capabilities.joining.capability import all_joined
from millwright.factory.generation.reader.data import phrases, table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value

PROOF = "required_proof"
_KNOWN = frozenset({"instrument_qualification", PROOF})
_DOES = r"(?:be able to\s+|then\s+|only\s+)?(\w+)"
_CAN = rf"(?:\bcan(?:not)?|\bmay(?: not)?|n't|\bare(?: not)? allowed to)\s+{_DOES}"
_OF_EACH = r"\s+(?:of|for|on)\s+(?:an?|the|each|every|that|this)\s+\w+"


@dataclass(frozen=True)
class Need:
    """What is needed first: its name, the words that say so, and whether it is for one thing at a time.

    It is `said` by a sentence, and not only named.
    """

    name: str
    because: str
    single: bool
    said: bool = False


def needed(reading: Reading) -> Need | None:
    """What the prompt says that people need, by a sentence, by a wish, or by a record of it that it names."""
    for sentence in reading.sentences:
        told = _told(sentence.text)
        if told is not None:
            return told
    wish = next(iter(reading.wished("qualifying")), None)
    known = next((e for e in reading.entities if e.key in _KNOWN), None)
    if known is not None:
        return Need("", known.because, any(field.target for field in known.fields))
    return Need("qualification", wish.words, single=False) if wish is not None else None


def _told(text: str) -> Need | None:
    """ "Only users who have passed the training of an instrument can reserve it", "users whose health certificate has
    expired cannot book", "members must upload a licence before booking"."""
    nouns = "|".join(phrases(str(_words()["proofs"])))
    proof = rf"((?:[\w-]+\s+){{0,3}}?(?:{nouns})s?)\b(?P<each>{_OF_EACH})?"
    said = (
        rf"\bonly\b[^.;]*?\b(?:who|whose|with)\s[^.;]*?{proof}[^.;]*?{_CAN}",
        rf"\b(?:whose|without|no)\s[^.;]*?{proof}[^.;]*?{_CAN}",
        rf"\b(?:must|needs? to|have to|required to|should)\s[^.;]*?{proof}[^.;]*?\bbefore\s+(?:they (?:can )?)?(\w+)",
    )
    for pattern in said:
        found = re.search(pattern, text, re.IGNORECASE)
        if found is not None and found[3].lower().startswith(tuple(str(_words()["verbs"]).split())):
            return Need(_named(found[1]), found[0], found["each"] is not None, said=True)
    return None


def _named(words: str) -> str:
    empty = {*str(_words()["empty"]).split()}
    kept = [word for word in words.lower().split() if word not in empty]
    return " ".join(kept[-3:])


def gated(reading: Reading) -> tuple[DraftEntity, DraftEntity] | None:
    """What is booked or joined, and the record of that; bookings come first."""
    booked = next(((offer.bookable, offer.record) for offer in offers(reading)), None)
    joined = ((one.subject, one.record) for one in all_joined(reading) if one.record is not None)
    return booked or next(joined, None)


def proof_of(reading: Reading) -> DraftEntity | None:
    """The record that keeps who has what is needed, with a state in which it is approved."""
    kept = next((e for e in reading.entities if e.key in _KNOWN and not e.internal), None)
    state = state_field(kept) if kept is not None else None
    granted = state is not None and "approved" in [choice_value(shown) for shown in state.choices]
    return kept if granted else None


@cache
def _words() -> dict[str, object]:
    return table_beside(__package__ or "", "words")
