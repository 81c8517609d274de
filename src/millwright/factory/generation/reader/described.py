"""What people see of a thing, told before it: "view the size, version and requirements of the software"."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.topics import Topic
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import Domain, lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_SEEING = word_set("described_seeing")
_SUMMED = word_set("described_summed")
_FEWEST = 2
_ARTICLES = frozenset({"a", "an", "the", "their", "each", "every", "all"})
_ONE = frozenset({"each", "every"})
_OWN = frozenset({"their", "my", "your"})
_GOES_ON = _ARTICLES | {"with"}
_JOINERS = frozenset({",", "and", "or"})
OWNED = ("'s", "\u2019s", "s'", "s\u2019")
"""How words end for whose something is."""
_LONGEST = 4  # words of the name of a field


def described_fields(sentence: Sentence) -> list[FieldList]:
    """The fields that stand before "of" and the thing which has them, at least two of them.

    What is added up, and what is a record of its own, is no field: "the number and ranking of parcels".
    """
    tokens = sentence.tokens
    opened = (place + 2 for place in range(len(tokens) - 2) if _opens(sentence, place))
    return [made for place in opened if (made := _described(sentence, place)) is not None]


def with_owned(lists: list[FieldList], sentences: Sequence[Sentence], domain: Domain | None) -> list[FieldList]:
    """The lists, with those of fields that are told as one thing's, at least two: "enter the car's brand and mileage".

    The thing is spoken of elsewhere as well: "the old house's floor" may be a fact of a removal, and no record. Those
    whom a circle brings together have their entries already.
    """
    if domain is not None and domain.name in word_set("sites_circles"):
        return lists
    said = Counter(token.lemma for sentence in sentences for token in sentence.tokens)
    made = (_owned(sentence, place) for sentence in sentences for place in range(1, len(sentence.tokens) - 1))
    owned = [x for x in made if x is not None and said[x.sentence.tokens[x.start - 1].lemma] > 1]
    return [*(x for x in lists if x.head or not any(_overlap(x, other) for other in owned)), *owned]


def _overlap(one: FieldList, other: FieldList) -> bool:
    return one.sentence is other.sentence and one.start < other.end and other.start < one.end


def _owned(sentence: Sentence, place: int) -> FieldList | None:
    tokens = sentence.tokens
    if not tokens[place].text.endswith(OWNED) or tokens[place].part is not Part.NOUN:
        return None
    begin = place
    while begin and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE} and not is_verb(sentence, begin - 1):
        begin -= 1
    items, end = _items(sentence, place + 1)
    told = tuple(item for item in items if not _vague(item) and not _is_record(item))
    if not begin or tokens[begin - 1].low not in _ARTICLES or len(told) < _FEWEST:
        return None
    if sum(known_attribute(item) for item in told) < _FEWEST:
        return None
    hit = lexicon().entity_index.at([token.lemma for token in tokens[begin : place + 1]], 0)
    if hit is not None and tokens[begin - 1].low in _OWN:  # their pet is none of the pets that a shop sells
        return FieldList(sentence, None, told, place + 1, end, told=True, of=hit[1].name)
    return FieldList(sentence, (begin, place + 1), told, place + 1, end, told=True)


def seen_details(lists: list[FieldList]) -> list[FieldList]:
    """The lists, of which those of details that people see stand beside what the thing has anyway: "view detailed
    information such as the bore and the material"."""
    return [replace(x, told=True) if x.head and not x.entered and _of_details(x) else x for x in lists]


def _of_details(listing: FieldList) -> bool:
    begin, end = listing.head or (0, 0)
    verb = listing.sentence.tokens[begin - 1].verb if begin else None
    seen = verb is not None and verb.base in _SEEING
    return seen and all(token.part is Part.ADJECTIVE for token in listing.sentence.tokens[begin:end])


def without_products(topics: list[Topic], lists: list[FieldList], domain: Domain | None) -> list[Topic]:
    """The topics without products in general, where the prompt tells what these are: "the reach of a robot"."""
    told = (x.sentence.tokens[slice(*x.head)] for x in lists if x.told and x.head and x.head[0] >= x.end)
    named = [found for head in told if (found := named_by(head, domain)) is not None]
    known = any(found.entry is None for found in named)
    return [topic for topic in topics if not (known and topic.name == "products")]


def _opens(sentence: Sentence, place: int) -> bool:
    """Whether somebody sees something there that is told apart: "view the …"."""
    verb = sentence.tokens[place].verb
    seen = verb is not None and verb.base in _SEEING and is_verb(sentence, place)
    return seen and sentence.tokens[place + 1].low == "the"


def _described(sentence: Sentence, start: int) -> FieldList | None:
    items, end = _items(sentence, start)
    head = _head(sentence.tokens, end)
    if head is None or len(items) < _FEWEST:
        return None
    told = [item for item in items if not _vague(item) and not _is_record(item)]
    if sentence.tokens[head[0] - 1].low in _ONE and len(told) < len(items):
        return None
    known = any(known_attribute(item) for item in told)
    if len(told) < _FEWEST or not (known or len(told) > _FEWEST):
        return None
    return FieldList(sentence, head, tuple(told), start, end, told=True)


def _items(sentence: Sentence, place: int) -> tuple[list[tuple[str, ...]], int]:
    """The names of a list up to the "of" that ends it; a verb by itself between commas is a name as well."""
    tokens = sentence.tokens
    items: list[tuple[str, ...]] = []
    words: list[str] = []
    while place < len(tokens):
        token = tokens[place]
        if (token.low or token.text) in _JOINERS:
            items += [tuple(words)] if words else []
            words = []
        elif _acts(sentence, place, words):
            break
        elif (token.part in {Part.NOUN, Part.ADJECTIVE} and len(words) < _LONGEST) or (
            words and _goes_on(tokens, place)
        ):
            words.append(token.low)
        else:
            break
        place += 1
    return [*items, tuple(words)] if words else items, place


def _goes_on(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "of" stands within a name, and whose fields they are comes after another: "degree of integrity of the
    collection"."""
    after = [token.low for token in tokens[place : place + 3]]
    return len(after) > _FEWEST and after[0] == after[2] == "of" and tokens[place + 1].part is Part.NOUN


def _acts(sentence: Sentence, place: int, words: list[str]) -> bool:
    """Whether a verb with an object begins there: "view the quantity, and receive warnings of …"."""
    verb, after = sentence.tokens[place].verb, sentence.tokens[place + 1 : place + 2]
    acts = verb is not None and verb.form == "base" and not words and is_verb(sentence, place)
    return acts and bool(after) and (after[0].part in {Part.NOUN, Part.ADJECTIVE} or after[0].low in _GOES_ON)


def _head(tokens: tuple[Token, ...], place: int) -> tuple[int, int] | None:
    """Whose fields they are: the nouns after "of"."""
    if place >= len(tokens) or tokens[place].low != "of":
        return None
    begin = place + 1
    while begin < len(tokens) and tokens[begin].low in _ARTICLES:
        begin += 1
    end = begin
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
        end += 1
    return (begin, end) if end > begin else None


def _vague(item: tuple[str, ...]) -> bool:
    """Whether words are no name of a field: "details", and what is counted or ranked."""
    vague = all({word, singular(word)} & lexicon().generic for word in item) and not known_attribute(item)
    return vague or bool({item[-1], singular(item[-1]), item[0]} & _SUMMED)


def _is_record(item: tuple[str, ...]) -> bool:
    """Whether an item is a kind of record that stands by itself: the reviews of a product, the check-ins of rooms."""
    lemmas = [*item[:-1], singular(item[-1])]
    whole = lexicon().entity_index.at(lemmas, 0)
    if whole is not None and whole[0] == len(lemmas) > 1:
        return True
    hit = lexicon().entity_index.at(lemmas, len(lemmas) - 1)
    return is_plural(item[-1]) and hit is not None and not known_attribute(item)
