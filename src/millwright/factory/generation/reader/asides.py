"""What a list tells of one of its items before it goes on: "companies, deals with a stage and an amount, calls"."""

from functools import lru_cache

from millwright.factory.generation.reader.attributes import field_types, known_attribute, value_pools
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_WITH = frozenset({"with", "including", "containing", "having"})
_WHERE = frozenset({"on", "in"})
_JOINERS = frozenset({",", "and", "or", "&"})
_BUILDING = word_set("explaining_implied")
_ARTICLES = frozenset({"a", "an", "the"})
_PURPOSES = frozenset({"adoption", "auction", "download", "exchange", "hire", "let", "loan", "rent", "sale", "swap"})
SHOWN_OF = frozenset({"attachment", "image", "photo", "photograph", "picture"})
"""What records have rather than refer to."""
KEPT_SUMS = frozenset({"donations", "expenses", "invoices", "payments", "repayments"})
"""Sums that are rows of their own, with a day and a reason, wherever there are many of them."""
_MOST = 14  # tokens of an aside that are looked at


def asides(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """The stretches that only tell more of one item of a list, each from its "with" to where the list goes on.

    A stretch after which nothing is listed is none.
    """
    return _asides(sentence.tokens)


@lru_cache(maxsize=512)
def _asides(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if any(start <= place < end for start, end in found):
            continue
        end = _end(tokens, place) if token.low in _WITH | _WHERE and place else None
        if end is not None:
            found.append((place, end))
    return tuple(found)


def aside_end(sentence: Sentence, place: int) -> int | None:
    """Where the list goes on after the aside that begins at a place."""
    return next((end for start, end in asides(sentence) if start == place), None)


def in_aside(sentence: Sentence, place: int) -> bool:
    """Whether a place is within what is told of one item."""
    return any(start <= place < end for start, end in asides(sentence))


def before_purpose(tokens: tuple[Token, ...], end: int) -> int:
    """Where a phrase ends without what its things are for: "items for sale", "flats to let"."""
    purpose = end > 2 and tokens[end - 1].low in _PURPOSES and tokens[end - 2].low in {"for", "to", "on"}
    return end - 2 if purpose else end


def _end(tokens: tuple[Token, ...], place: int) -> int | None:
    if not _tells_of_one(tokens, place):
        return None
    if tokens[place].low in _WHERE:
        return _after_one(tokens, place)
    joined = bare = False
    for at in range(place + 1, min(len(tokens) - 1, place + _MOST)):
        low = tokens[at].low or tokens[at].text
        if tokens[at].text in {":", "(", ")"}:
            return None
        if low in _WITH:
            return None
        if low not in _JOINERS or tokens[at].joined:
            bare = bare or (at == place + 1 and low not in _ARTICLES)
            continue
        after = at + 1 if tokens[at + 1].low not in _JOINERS else at + 2
        if after >= len(tokens):
            return None
        closes = after == at + 2 and low == "," and tokens[at + 1].low == "and" and at == _first_break(tokens, place)
        if (closes and _in_list(tokens, place)) or _goes_on(tokens, place, at, after, joined=joined, bare=bare):
            return at
        joined = joined or low != "," or after == at + 2
    return None


def _first_break(tokens: tuple[Token, ...], place: int) -> int:
    """Where the first item of an aside ends."""
    return next((at for at in range(place + 1, len(tokens)) if (tokens[at].low or tokens[at].text) in _JOINERS), place)


def _in_list(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether what an aside tells of stands after the comma of a list: "skills, permits with a date, and notes"."""
    while place and tokens[place - 1].part in {Part.NOUN, Part.ADJECTIVE}:
        place -= 1
    return place > 0 and tokens[place - 1].text == ","


def _goes_on(tokens: tuple[Token, ...], place: int, at: int, after: int, *, joined: bool, bare: bool) -> bool:
    """Whether the outer list goes on after a comma or "and".

    It does after the last of the inner ones, which "and" told; before a record where the inner ones are none; and
    before "and a …" where only the outer items have articles.
    """
    item = _item(tokens, after)
    last = tokens[at].low in {"and", "or"} or after == at + 2
    if bare and tokens[after].low in _ARTICLES and item and not known_attribute(item):
        return True
    closed = any(token.low in {"and", "or"} for token in tokens[place:at])
    if after == at + 2 and closed and _is_record(item) and singular(item[-1]) not in SHOWN_OF:
        return True
    if last or (bare and closed and tokens[after].low in _ARTICLES):
        return bare and tokens[after].low in _ARTICLES and (closed or _is_listed(tokens, place))
    if joined:
        act = tokens[after].verb
        done = act is not None and act.form == "base"
        return (
            not item or done or not known_attribute(item) or (_is_record(item) and singular(item[-1]) not in SHOWN_OF)
        )
    if _has_more(tokens, after, item):
        return True
    fields = field_types()
    whole = _is_record(item) and len(item) > 1 and lexicon().entity_index.at([*item[:-1], singular(item[-1])], 0)
    record = bool(item) and _is_record(item) and (whole or not {item[-1], singular(item[-1])} & fields.keys())
    return bool(record) and not _is_record(_item(tokens, place + 1))


def _has_more(tokens: tuple[Token, ...], place: int, item: tuple[str, ...]) -> bool:
    """Whether things in the plural have something told of them as well: "lessons with notes, exams with marks"."""
    end = next((at for at in range(place, len(tokens)) if tokens[at].low == item[-1]), place) if item else place
    if not item or not is_plural(item[-1]) or end + 1 >= len(tokens):
        return False
    return tokens[end + 1].low in _WITH | {"for", "from", "per"}


def _tells_of_one(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether things stand before a place that can be one item of a list: in the plural, or after a comma or a verb."""
    place_of, place = tokens[place].low, before_purpose(tokens, place)
    head = tokens[place - 1]
    if head.part is not Part.NOUN or place_of in _WHERE:
        return head.part is Part.NOUN
    if is_plural(head.low):
        return True
    begin = place - 1
    while begin > 0 and (tokens[begin - 1].part is Part.ADJECTIVE or tokens[begin - 1].low in _ARTICLES):
        begin -= 1
    before = tokens[begin - 1] if begin else None
    opened = before is not None and (before.text in {",", ":"} or (before.verb is not None and _acts(before.verb.base)))
    return opened and head.lemma not in lexicon().generic


def _acts(base: str) -> bool:
    """Whether a verb is about what an application keeps, and not about building it."""
    return base not in _BUILDING


def _after_one(tokens: tuple[Token, ...], place: int) -> int | None:
    """Where a list goes on after the one place that "on a board" names."""
    if place + 2 >= len(tokens) or tokens[place + 1].low not in _ARTICLES:
        return None
    at = place + 2
    while at < len(tokens) and tokens[at].part in {Part.NOUN, Part.ADJECTIVE} and at < place + 5:
        at += 1
    goes_on = at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].part in {Part.NOUN, Part.ADJECTIVE}
    return at if goes_on else None


def _item(tokens: tuple[Token, ...], place: int) -> tuple[str, ...]:
    """The words of an item, without its article, up to the next comma, preposition or "and"."""
    words: list[str] = []
    for token in tokens[place : place + 6]:
        if not words and token.low in _ARTICLES:
            continue
        if token.part in {Part.STOP, Part.PUNCTUATION}:
            break
        words.append(token.low)
    return tuple(words)


def _is_record(item: tuple[str, ...]) -> bool:
    """Whether an item names a kind of record of the lexicon, in the plural."""
    if not item or not is_plural(item[-1]) or "_".join(item) in value_pools():
        return False
    lemmas = [*item[:-1], singular(item[-1])]
    return any(
        (hit := lexicon().entity_index.at(lemmas, place)) is not None and place + hit[0] == len(lemmas)
        for place in range(len(lemmas))
    )


def _is_listed(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the item before a place has an article of its own, or stands after a comma."""
    while place > 0 and tokens[place - 1].part in {Part.NOUN, Part.ADJECTIVE}:
        place -= 1
    return place > 0 and (tokens[place - 1].low in _ARTICLES or tokens[place - 1].text == ",")
