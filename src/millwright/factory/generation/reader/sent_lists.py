"""Lists that people put together and send: what is said of them is said of no message, quotation or comment beside."""

from dataclasses import replace

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList, Reading
from millwright.factory.generation.reader.vocabulary import lexicon

NAME, RECORD = "inquiry_list", "inquiry"
_SAME = word_set("sent_lists_same")
_REPLIES = word_set("sent_lists_replies")
_SENDING = word_set("sent_lists_sending")


def take_sent_lists(reading: Reading) -> None:
    """Where people send a list: its name is no act, its reply no comment, and what it is sent with stands on it."""
    wishes = reading.wished(NAME)
    if not wishes:
        return
    within = {(id(wish.sentence), place) for wish in wishes for place in range(wish.start, wish.end)}
    reading.statements = [s for s in reading.statements if (id(s.sentence), s.start) not in within]
    kept = {id(statement) for statement in reading.statements}
    reading.mentions = [
        replace(mention, key=RECORD, entry=lexicon().entities[RECORD]) if mention.key in _SAME else mention
        for mention in reading.mentions
        if mention.statement is None or id(mention.statement) in kept
    ]
    reading.wishes = [replace(w, capability=wishes[0].capability) if _is_reply(w) else w for w in reading.wishes]
    reading.lists = [_of_the_list(listing, wishes) for listing in reading.lists]


def _is_reply(wish: Wish) -> bool:
    return wish.capability.name == "comments" and wish.words.lower().split()[-1] in _REPLIES


def _of_the_list(listing: FieldList, wishes: list[Wish]) -> FieldList:
    """What a list is sent with, as fields of what is sent: "send it with their company name and phone"."""
    tokens = listing.sentence.tokens
    before = [token.low for token in tokens[max(0, listing.start - 2) : listing.start + 1]]
    named = any(wish.sentence is listing.sentence and wish.end < listing.start for wish in wishes)
    acts = [token.verb.base for token in tokens[: listing.start] if token.verb is not None]
    if not named or "with" not in before or not acts or acts[-1] not in _SENDING:
        return listing
    return replace(listing, head=None, of=RECORD, told=True)
