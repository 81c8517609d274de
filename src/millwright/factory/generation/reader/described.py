"""What people see of a thing, told before it: "view the size, version and requirements of the software"."""

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.statements import Phrase, Statement
from millwright.factory.generation.reader.vocabulary import Domain, lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_SEEING = word_set("described_seeing")
_SUMMED = word_set("described_summed")
_FEWEST = 2
_ARTICLES = frozenset({"a", "an", "the", "their"})


def described_fields(said: list[Statement], domain: Domain | None) -> list[FieldList]:
    """The fields that stand before "of" and the thing which has them, at least two of them.

    What is added up, and what is a record of its own, is no field: "the number and ranking of parcels".
    """
    return [made for statement in said if (made := _described(statement, domain)) is not None]


def _described(statement: Statement, domain: Domain | None) -> FieldList | None:
    direct = [phrase for phrase in statement.phrases if phrase.direct]
    if statement.verb.base not in _SEEING or statement.own or not direct:
        return None
    head = _head(statement.sentence, direct[-1])
    if head is None or len(direct) < _FEWEST:
        return None
    items = [_words(statement.sentence, phrase) for phrase in direct]
    told = [item for item in items if item and not _is_record(item, domain)]
    known = any(known_attribute(item) for item in told)
    if len(told) < _FEWEST or not known:
        return None
    return FieldList(statement.sentence, head, tuple(told), direct[0].start, direct[-1].end, told=True)


def _head(sentence: Sentence, last: Phrase) -> tuple[int, int] | None:
    """Whose fields they are: the nouns after "of", unless they are people who see what is theirs."""
    tokens, place = sentence.tokens, last.end
    if place >= len(tokens) or tokens[place].low != "of":
        return None
    begin = place + 1
    while begin < len(tokens) and tokens[begin].low in _ARTICLES:
        begin += 1
    end = begin
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
        end += 1
    return (begin, end) if end > begin else None


def _words(sentence: Sentence, phrase: Phrase) -> tuple[str, ...]:
    """The name of a field; nothing for "details" and for what is counted or ranked."""
    words = tuple(token.low for token in sentence.tokens[phrase.start : phrase.end])
    vague = all({word, singular(word)} & lexicon().generic for word in words) and not known_attribute(words)
    return () if vague or {words[-1], singular(words[-1])} & _SUMMED else words


def _is_record(item: tuple[str, ...], domain: Domain | None) -> bool:
    """Whether an item in the plural is a kind of record that stands by itself: the reviews of a product."""
    lemmas = [*item[:-1], singular(item[-1])]
    hit = lexicon().entity_index.at(lemmas, len(lemmas) - 1)
    return is_plural(item[-1]) and hit is not None and not known_attribute(item)
