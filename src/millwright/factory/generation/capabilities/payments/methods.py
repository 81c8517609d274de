"""The ways to pay that a prompt names: whoever pays chooses one of exactly these, and all are tests."""

import re

from millwright.factory.generation.capabilities.payments.words import ways, words
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Sentence

_ASKING = ("payments", "balance", "own_payments", "donations")
_LONGEST = 60
"""An option's characters."""


def methods_of(reading: Reading) -> tuple[str, ...]:
    """What the named ways to pay are called, in their order; none where there is only a card, as there is anyway."""
    sentences = {wish.sentence.text: wish.sentence for name in _ASKING for wish in reading.wished(name)}
    named = list(dict.fromkeys(label for sentence in sentences.values() for label in _named(sentence)))
    while len(" ".join(map(choice_value, named))) > _LONGEST:
        named.pop()
    return () if named in ([], ["Credit card"], ["Debit card"], ["Bank card"]) else tuple(named)


def offer_methods(reading: Reading, ledger: DraftEntity) -> None:
    """Has payments be made in the ways that are named, in place of the test card."""
    field, named = ledger.field("method"), methods_of(reading)
    if field is not None and named:
        field.choices = tuple(dict.fromkeys((*(c for c in field.choices if c != "Card (test)"), *named)))


def methods_option(reading: Reading) -> dict[str, str]:
    """The same as an option of a part."""
    named = methods_of(reading)
    return {"methods": " ".join(map(choice_value, named))} if named else {}


def _named(sentence: Sentence) -> list[str]:
    """Those of one sentence, the longest words first where some are within others."""
    text = sentence.text.lower()
    about = bool(set(words("methods")) & {token.low for token in sentence.tokens})
    known = ways("ways") | (ways("named_ways") if about else {})
    found: dict[int, str] = {}
    for said in sorted(known, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(said)}(?![\w-])", text):
            found[match.start()] = known[said]
            text = text[: match.start()] + " " * len(said) + text[match.end() :]
    return [found[place] for place in sorted(found)]
