"""By what people judge things: "rate the taste, service and environment", "average scores for noise and lighting".

Such a list names neither records nor fields of the thing itself, so it is taken out of its sentence before any other
stage looks at the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.reader.data import phrases, table
from millwright.factory.generation.reader.segment import MODALS, Part, Sentence, Token
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import EntityKind, PhraseIndex, lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_JOINERS = frozenset({",", "and", "or", "&", "/", "plus"})
_SKIPPED = frozenset({"a", "an", "the", "its", "their", "both", "overall"})
_LISTING = frozenset({"including", "include", "includes", "like", "namely", ":", "("})
_ARTICLES = frozenset({"a", "an", "the", "their", "its"})
_STARRING = frozenset({"rate", "score"})
_EACH = frozenset({"each", "these", "those"})
_FEWEST, _MOST = 2, 8
_LONGEST = 4  # words of the name of a criterion
_FAR = 7  # tokens between a verb and "on", "by" or "for"
_KEPT = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.PERSONAL, EntityKind.WORK})

Span = tuple[int, int]


@dataclass(frozen=True)
class Criteria:
    """What the prompt wants judged one by one, each in its own words, and the words that say so."""

    names: tuple[tuple[str, ...], ...]
    because: str
    sentence: Sentence
    place: int


@dataclass(frozen=True)
class _List:
    """A list of criteria: its items, and the stretch of the sentence that it takes up."""

    items: tuple[Span, ...]
    start: int
    end: int
    sure: bool = False


def find_criteria(sentences: tuple[Sentence, ...]) -> tuple[tuple[Sentence, ...], list[Criteria]]:
    """The sentences without their lists of criteria, and what these lists name; each list's place is in the new
    sentence."""
    kept: list[Sentence] = []
    found: list[Criteria] = []
    for sentence in sentences:
        listing = _listed(sentence)
        if listing is None:
            kept.append(sentence)
            continue
        rest = _without(sentence, listing.start, listing.end)
        names = tuple(tuple(t.low for t in sentence.tokens[begin:end]) for begin, end in listing.items)
        because = sentence.words(max(0, listing.start - 3), listing.items[-1][1])
        kept.append(rest)
        found.append(Criteria(names, because, rest, max(0, listing.start - 1)))
    return tuple(kept), found


def _listed(sentence: Sentence) -> _List | None:
    """The list of criteria of a sentence, the longest one where there are several."""
    readers = (_rated, _rated_on, _marks_for, _named, _for_each, _before_marks)
    lists = (made for place in range(len(sentence.tokens)) for reader in readers if (made := reader(sentence, place)))
    able = [listing for listing in lists if _is_of_criteria(sentence, listing)]
    return max(able, key=lambda listing: len(listing.items), default=None)


def _rated(sentence: Sentence, place: int) -> _List | None:
    """ "Rate the taste, service and environment (of restaurants)"."""
    if not _judges(sentence, place):
        return None
    items, end = _items(sentence, place + 1)
    if end + 1 < len(sentence.tokens) and sentence.tokens[end].low in {"of", "for"}:
        return _List(items, place + 1, end + 1)
    aside = sentence.tokens[place].low.endswith("ing") and place > 0  # "reviews scoring graphics and story"
    return _List(items, place if aside else place + 1, end)


def _rated_on(sentence: Sentence, place: int) -> _List | None:
    """ "Rate professors on clarity and workload", "rated by price, quality and service"."""
    tokens = sentence.tokens
    if tokens[place].low not in _words("between") or not place:
        return None
    judged = [at for at in range(max(0, place - _FAR), place) if _has_judged(sentence, at)]
    if not judged or _is_examined(tokens, judged[-1], place):
        return None
    items, end = _items(sentence, place + 1)
    return _List(items, place, end)


def _marks_for(sentence: Sentence, place: int) -> _List | None:
    """ "The average scores for noise, lighting and deposit refund", "star ratings (food, service)"."""
    tokens = sentence.tokens
    if tokens[place].lemma not in _words("marks") or place + 1 >= len(tokens):
        return None
    after = tokens[place + 1]
    start = place + (3 if after.low == "such" else 2)
    if (after.low or after.text) not in _words("between") | _LISTING | {"such"}:
        return None
    items, end = _items(sentence, start)
    return _List(items, place + 1, _closed(tokens, end))


def _named(sentence: Sentence, place: int) -> _List | None:
    """ "Rate them by several criteria: taste, service and environment"."""
    tokens = sentence.tokens
    if tokens[place].lemma not in _words("named") or not _speaks_of_marks(sentence) or place + 1 >= len(tokens):
        return None
    after = tokens[place + 1]
    start = place + (3 if after.low == "such" else 2)
    if (after.low or after.text) not in _LISTING | {"such"}:
        return None
    items, end = _items(sentence, start)
    return _List(items, place + 1, _closed(tokens, end), sure=True)


def _for_each(sentence: Sentence, place: int) -> _List | None:
    """ "About salary, culture and management with star ratings for each"."""
    tokens = sentence.tokens
    if tokens[place].lemma not in _words("marks") or [t.low for t in tokens[place + 1 : place + 2]] != ["for"]:
        return None
    if not tokens[place + 2 : place + 3] or tokens[place + 2].low not in _EACH:
        return None
    last = next((at for at in range(place - 1, 0, -1) if tokens[at].low in {"with", "and", "plus"}), 0)
    starts = (at for at in range(last) if tokens[at].low in {"about", "on", "for", "of"})
    for start in starts:
        items, end = _items(sentence, start + 1)
        if len(items) >= _FEWEST and end == last:
            return _List(items, start, end)
    return None


def _before_marks(sentence: Sentence, place: int) -> _List | None:
    """ "Taste, service and environment ratings"."""
    tokens = sentence.tokens
    if tokens[place].low in _JOINERS or (place and (tokens[place - 1].low or tokens[place - 1].text) in _JOINERS):
        return None
    items, end = _items(sentence, place)
    if len(items) < _FEWEST or not items[-1][1] - items[-1][0] > 1 or tokens[end - 1].lemma not in _words("marks"):
        return None
    if tokens[end - 2].lemma in _words("levels"):
        return None  # "topic review, manuscript writing and three-level review"
    last = (items[-1][0], end - 1)
    return _List((*items[:-1], last), place, end - 1)


def _is_of_criteria(sentence: Sentence, listing: _List) -> bool:
    """Whether half of a list are known criteria; any will do where the prompt calls them so."""
    if not _FEWEST <= len(listing.items) <= _MOST:
        return False
    if any(_is_function(sentence, span) for span in listing.items):
        return False
    known = sum(_is_aspect(sentence, span) for span in listing.items)
    return listing.sure or known * 2 >= len(listing.items)


def _is_function(sentence: Sentence, span: Span) -> bool:
    """Whether an item is something done to things, or the grade of what is used: "order dispatching", "condition"."""
    first, last = sentence.tokens[span[0]], sentence.tokens[span[1] - 1]
    after = sentence.tokens[span[1]].low if span[1] < len(sentence.tokens) else ""
    narrowed = span[1] - span[0] > 1 or (span[0] > 0 and sentence.tokens[span[0] - 1].part is Part.NOUN)
    acted = narrowed and last.lemma in lexicon().nominals and last.lemma != "selection"
    return acted or (first.low == "condition" and after.startswith("grad"))


def _items(sentence: Sentence, place: int) -> tuple[tuple[Span, ...], int]:
    """The names of a list from a place on, and where the last of them ends."""
    tokens = sentence.tokens
    items: list[Span] = []
    end = place
    while place < len(tokens):
        if (tokens[place].low or tokens[place].text) in _JOINERS | _SKIPPED:
            place += 1
            continue
        stop = _name_end(sentence, place)
        if stop == place or (items and not _joined(tokens, items[-1][1], place)) or _acts(sentence, place, stop):
            break
        items.append((place, stop))
        end = place = stop
    return tuple(items), end


def _name_end(sentence: Sentence, place: int) -> int:
    """Where the name of a criterion ends that begins at a place; the place itself where none does."""
    tokens = sentence.tokens
    lemmas = [token.lemma for token in tokens]
    hit = _aspects().at(lemmas, place)
    end = place + (hit[0] if hit else 0)
    if is_verb(sentence, place) and (hit is None or _goes_on(tokens, end)):
        return place
    if hit is None and place in sentence.people:
        return place
    while end < len(tokens) and end < place + _LONGEST and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
        if end > place and is_verb(sentence, end):
            break
        end += 1
    return end if end > place and not _is_record(tokens[place:end], known=hit is not None) else place


def _goes_on(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a verb acts on what follows it: "view overall ratings" among criteria such as the view."""
    follows = tokens[place : place + 1]
    words = follows and follows[0].part in {Part.NOUN, Part.ADJECTIVE, Part.STOP}
    return bool(words) and follows[0].low not in _JOINERS


def _joined(tokens: tuple[Token, ...], end: int, place: int) -> bool:
    return any((token.low or token.text) in _JOINERS for token in tokens[end:place])


def _acts(sentence: Sentence, place: int, stop: int) -> bool:
    """Whether those who are named there do something: "…, and teachers see the average"."""
    tokens = sentence.tokens
    done = stop < len(tokens) and (tokens[stop].low in MODALS or is_verb(sentence, stop))
    return done and any(place <= at < stop for at in sentence.people)


def _is_record(name: tuple[Token, ...], *, known: bool) -> bool:
    """Whether things of a kind are rated there, and no criteria: "rate books and films"."""
    last = name[-1]
    hit = lexicon().entity_index.at([last.lemma], 0)
    return not known and is_plural(last.low) and hit is not None and hit[1].kind in _KEPT


def _judges(sentence: Sentence, place: int) -> bool:
    verb = sentence.tokens[place].verb
    if verb is None or verb.base not in _words("judging"):
        return False
    return is_verb(sentence, place) or verb.form == "ing"


def _has_judged(sentence: Sentence, place: int) -> bool:
    """Whether something is judged there, by whomever: "rated by", "both rate"; a rate by month is a number."""
    verb, before = sentence.tokens[place].verb, sentence.tokens[place - 1] if place else None
    if verb is None or verb.base not in _words("judging"):
        return False
    noun = before is not None and (before.part in {Part.NOUN, Part.ADJECTIVE} or before.low in _ARTICLES)
    return _judges(sentence, place) or verb.form not in {"base", "s"} or not noun


def _is_examined(tokens: tuple[Token, ...], place: int, end: int) -> bool:
    """Whether a verb acts on what people decide on, or mark as teachers do: "review applications by salary"."""
    verb = tokens[place].verb
    if verb is None or verb.base in _STARRING:
        return False
    return any(t.lemma in _words("examined") or lexicon().decided_on(t.lemma) for t in tokens[place + 1 : end])


def _speaks_of_marks(sentence: Sentence) -> bool:
    said = {token.lemma for token in sentence.tokens}
    return bool(said & _words("marks")) or any(_judges(sentence, at) for at in range(len(sentence.tokens)))


def _closed(tokens: tuple[Token, ...], end: int) -> int:
    """Where a list ends with the bracket that it stands in."""
    return end + 1 if end < len(tokens) and tokens[end].text == ")" else end


def _is_aspect(sentence: Sentence, span: Span) -> bool:
    """Whether a name is that of a criterion, or ends with one: "teaching quality"."""
    lemmas = [token.lemma for token in sentence.tokens[span[0] : span[1]]]
    hits = ((at, _aspects().at(lemmas, at)) for at in range(len(lemmas)))
    return any(hit is not None and at + hit[0] == len(lemmas) for at, hit in hits)


def _without(sentence: Sentence, start: int, end: int) -> Sentence:
    """The sentence without some of its words: as if they had not been said."""
    tokens = (*sentence.tokens[:start], *sentence.tokens[end:])
    gone = end - start
    people = {
        at - gone if at >= end else at: replace(who, start=who.start - gone) if at >= end else who
        for at, who in sentence.people.items()
        if not start <= at < end
    }
    text = sentence.text[tokens[0].start - sentence.tokens[0].start :] if tokens and not start else sentence.text
    return replace(sentence, text=text, tokens=tokens, people=people)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(table("criteria")[name]).split())


@cache
def _aspects() -> PhraseIndex[str]:
    """The names of criteria, by the singulars of their words."""
    index = PhraseIndex[str]()
    for phrase in _names(str(table("criteria")["aspects"])):
        index.add(tuple(singular(word) for word in phrase.replace("-", " ").split()), phrase)
    return index


def _names(text: str) -> Iterator[str]:
    yield from dict.fromkeys(phrases(text))
