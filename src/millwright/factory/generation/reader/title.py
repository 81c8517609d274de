"""What the first sentence says is to be built, and for whom: "a website for a construction company" keeps neither."""

from itertools import takewhile

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.nouns import BUILT, Named
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, Domain, lexicon
from millwright.factory.generation.reader.words import is_plural

_FIRMS = word_set("title_firms")
_ARTICLES = frozenset({"a", "an", "my", "our", "the"})
_HOUSES = word_set("segment_organisations")
_PLACES = frozenset({"hotel", "restaurant", "venue"})
_SHORT = 7  # tokens before what an application is said to have
_TITLE = 14  # tokens in which a prompt says what is to be built


def only_told(sentence: Sentence, mention: Mention, offset: int) -> bool:
    """Whether a mention in the first sentence is no more than the word for what is built, or for whom it is."""
    built = _built(sentence)
    if built is None or mention.entry is None or not 0 <= mention.place - offset < len(sentence.tokens):
        return False
    start, head, end = built
    place, word = mention.place - offset, mention.entry.label.lower()
    return (start <= place <= head and word in BUILT) or (head < place < end and word in _FIRMS)


def only_the_kind(statement: Statement, named: Named, reading: Reading) -> bool:
    """Whether a noun only tells the kind of application: the school of a "school library", whose inventory it is."""
    if statement.verb.form != "noun":
        return False
    if statement.verb.base == "inventory" and named.words[-1] in _HOUSES and not named.plural:
        return True
    because = reading.domain_because.lower()
    house = named.entry is not None and named.entry.name in _PLACES and not named.plural
    if house and statement.sentence is reading.sentences[0] and named.words[-1] in because.split():
        return True
    if named.entry is not None:
        return False
    kind = _is_kind(named, reading.domain) and statement.verb.act is Act.MANAGE
    whole = (
        (statement.verb.act is Act.CREATE or kind) and named.words[-1] in because.split() and statement.start < _SHORT
    )
    return statement.text.lower() in because or (whole and statement.sentence is reading.sentences[0])


def _is_kind(named: Named, domain: Domain | None) -> bool:
    """Whether a word by itself is one for the kind of application, as a salon is."""
    hit = lexicon().domain_index.at([named.words[-1]], 0)
    return domain is not None and hit is not None and domain.name in {known.name for known in hit[1]}


def of_firm(sentence: Sentence) -> bool:
    """Whether what is built is the site of a company, whose work it tells of and does not do."""
    built = _built(sentence)
    return built is not None and any(token.lemma in _FIRMS for token in sentence.tokens[built[0] : built[2]])


def firm_in(sentence: Sentence) -> tuple[int, int] | None:
    """Where a title says which firm or house a site is of: "a website for a freight forwarding company"."""
    built = _built(sentence)
    if built is None:
        return None
    lemmas = [token.lemma for token in sentence.tokens[built[0] : built[2]]]
    return (built[0], built[2]) if {*lemmas} & (_FIRMS | _HOUSES) else None


def _built(sentence: Sentence) -> tuple[int, int, int] | None:
    """Where the words for what is built begin, where their last one is, and where those end for whom it is."""
    tokens = sentence.tokens
    heads = (at for at, token in enumerate(tokens[:_TITLE]) if _is_head(tokens, at, token))
    head = next(heads, None)
    if head is None:
        return None
    start = head - len(list(takewhile(_names, reversed(tokens[:head]))))
    whom = [token.low for token in tokens[head + 1 : head + 3]]
    opened = len(whom) == 2 and whom[0] in {"for", "of"} and whom[1] in _ARTICLES
    after = len(list(takewhile(_names, tokens[head + 3 :]))) if opened else 0
    return start, head, head + 3 + after if after else head + 1


def _is_head(tokens: tuple[Token, ...], place: int, token: Token) -> bool:
    follows = place + 1 < len(tokens) and tokens[place + 1].part is Part.NOUN
    return token.lemma in BUILT and not is_plural(token.low) and not follows


def _names(token: Token) -> bool:
    return token.part in {Part.ADJECTIVE, Part.NOUN}
