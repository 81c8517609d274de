"""What a content site tells of, thing by thing: "course introduction, belt display and term explanation"."""

from collections.abc import Iterator, Sequence

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.listed import vague
from millwright.factory.generation.reader.nouns import BUILT, Named, is_person, named_by
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.spoken import own_words
from millwright.factory.generation.reader.statements import Phrase, Statement, phrases_between
from millwright.factory.generation.reader.trade_senses import is_house
from millwright.factory.generation.reader.vocabulary import Act, EntityEntry, EntityKind, Verb, lexicon
from millwright.factory.generation.reader.words import plural

_TELLING = word_set("told_of_telling")
_KNOWING = word_set("told_of_knowing")
_SITES = word_set("told_of_sites")
_HOUSES = word_set("told_of_houses")
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_BEFORE = frozenset({",", "and", ":", "include", "includes", "including"})
_AFTER = frozenset({",", "and", "or", ".", ";"})
_WEIGHT = 2.2
_HEARD = 2.0
_MOST_WORDS = 3


def told_of(reading: Reading, known: Sequence[Mention]) -> list[Mention]:
    """What the site of a house introduces, shows or explains that nothing else in the prompt asks for yet."""
    kind = reading.domain.name if reading.domain is not None else ""
    if not reading.site or not (is_house(reading.domain) or kind in _SITES):
        return []
    found: list[Mention] = []
    offset = 0
    for sentence in reading.sentences:
        found += _of_sentence(sentence, reading, known, offset)
        offset += len(sentence.tokens)
    return found


def _of_sentence(sentence: Sentence, reading: Reading, known: Sequence[Mention], offset: int) -> Iterator[Mention]:
    heard = {mention.place for mention in known if mention.weight >= _HEARD}
    wished = {at for wish in reading.wishes if wish.sentence is sentence for at in range(wish.start, wish.end)}
    for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), frozenset()):
        last = sentence.tokens[end - 1].lemma
        places = range(begin, end)
        telling = last in _TELLING or last in _KNOWING
        if not 1 < end - begin <= _MOST_WORDS + 1 or wished & {*places}:
            continue
        whole = _by_its_name(sentence, begin, end)
        if whole is not None and not any(offset + place in heard for place in places):
            yield Mention(whole.name, whole, (), Act.VIEW, _WEIGHT, offset + end - 1, sentence.words(begin, end))
        if not telling or whole is not None:
            continue
        if any(offset + place in heard for place in places) or _of_the_house(sentence, begin, end - 1):
            continue
        named = _named(sentence, reading, begin, end - 1, knowing=last in _KNOWING)
        if named is not None:
            words = own_words(named) if named.entry is not None else named.words
            seen = Statement(sentence, Verb("browse", Act.VIEW, "base"), begin, end, phrases=[Phrase(begin, end, True)])
            yield Mention(named.key, named.entry, words, Act.VIEW, _WEIGHT, offset + end - 1, seen.text, seen)


def _by_its_name(sentence: Sentence, begin: int, end: int) -> EntityEntry | None:
    """What visitors look at and an item of a list names by several words: "belt grading system", "visiting guide"."""
    tokens = sentence.tokens
    before, after = tokens[begin - 1] if begin else None, tokens[end] if end < len(tokens) else None
    listed = before is not None and (before.low or before.text) in _BEFORE
    if not listed or (after is not None and (after.low or after.text) not in _AFTER):
        return None
    hit = lexicon().entity_index.at([token.lemma for token in sentence.tokens[begin:end]], 0)
    whole = hit is not None and hit[0] == end - begin and hit[1].kind in _SHOWN
    return hit[1] if hit is not None and whole else None


def _of_the_house(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether it is the house itself that is introduced, which a page about it does."""
    words = {token.lemma for token in sentence.tokens[begin:end]}
    return bool(words & (_HOUSES | BUILT))


def _named(sentence: Sentence, reading: Reading, begin: int, end: int, *, knowing: bool) -> Named | None:
    """What is told of: a record that visitors look at, or a thing that only the prompt knows; knowledge is articles."""
    tokens = sentence.tokens[begin:end]
    lows = tuple(token.low for token in tokens)
    named = named_by(tokens, reading.domain)
    if named is not None and named.entry is not None:
        return named if named.entry.kind in _SHOWN and not named.facet else None
    if knowing:
        return Named("article", lexicon().entities["article"], ("article",))
    if tokens[-1].part is not Part.NOUN or (named is not None and named.facet):
        return None
    unsaid = vague(lows) or known_attribute(lows) or known_attribute((plural(lows[-1]),)) or is_person(lows)
    words = tuple(token.lemma for token in tokens)
    return None if unsaid else named or Named("_".join(words), None, words)
