"""What a prompt lists as the functions of the application: "functionalities for staff profiles, leave and payroll"."""

from collections.abc import Iterator
from itertools import takewhile

from millwright.factory.generation.reader.asides import SHOWN_OF, aside_end
from millwright.factory.generation.reader.asking import chosen_of_request
from millwright.factory.generation.reader.attributes import field_types, known_attribute, value_pools
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.listed import item_entity, vague
from millwright.factory.generation.reader.segment import MODALS, PREPOSITIONS, Part, Sentence, Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import Domain, lexicon
from millwright.factory.generation.reader.words import singular
from millwright.factory.generation.spec import FieldType

_OPENERS = word_set("functions_openers")
_TELLING = word_set("functions_telling")
_SEEING = word_set("functions_seeing")
_OPENING = frozenset({"for", "like", "including", "include", "includes", "of", ":", "covering"})
_BUILT = frozenset({"app", "application", "hub", "intranet", "platform", "portal", "site", "system", "website"})
_TITLE = 10  # tokens in which a prompt says what is to be built
_JOINERS = frozenset({",", "and", "or", "&", "plus"})
_SKIPPED = frozenset({"a", "an", "the", "its", "their", "also", "both", "well", "as", "other", "various"})
_MEASURES = frozenset({"amount", "date", "deadline", "expiry", "level", "number", "price", "quantity"})
_TYPES = frozenset({FieldType.DATE, FieldType.DECIMAL, FieldType.INTEGER, FieldType.MONEY})
_ASPECTS = word_set("functions_aspects")
_DETAILS = frozenset({"data", "description", "detail", "info", "information", "profile"})
_NOT_OF_ONE = frozenset({"opening", "business", "office", "working", "user", "world", "trading", "page"})


def function_items(sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
    """The things, each a run of nouns and adjectives, that a sentence lists as functions, with whether an act of the
    list is done to it; acts themselves are no things."""
    place, titled = _opened(sentence.tokens), False
    if place is None:
        place, titled = _titled(sentence.tokens), True
    if place is None:
        return
    tokens, acted = sentence.tokens, False
    while place < len(tokens):
        if _ends(tokens[place]) or (titled and place in sentence.people):
            return
        if _joins(tokens[place]) or tokens[place].low in _SKIPPED:
            place += 1
            continue
        end = place
        while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE, Part.NUMBER}:
            end += 1
        acts = _is_act(sentence, place)
        acted = acted or acts
        if end > place and not acts:
            yield place, end, acted
        place = _next(sentence, end)


def function_fields(sentence: Sentence, domain: Domain | None) -> list[FieldList]:
    """Numbers, days and codes among the functions, as fields of the thing before: "batch numbers and expiry dates"."""
    found: list[FieldList] = []
    head: tuple[int, int] | None = None
    for begin, end, _ in function_items(sentence):
        words = tuple(token.low for token in sentence.tokens[begin:end])
        if item_entity(words, domain) is not None:
            head = (begin, end)
        elif _is_measure(words):
            found.append(FieldList(sentence, head, (words,), begin, end, entered=head is None, told=True))
    return found


def _is_measure(words: tuple[str, ...]) -> bool:
    last = singular(words[-1])
    if len(words) < 2 or words[0] in _NOT_OF_ONE or last == "count" or not known_attribute(words):
        return False
    told = {words[-1], last, "_".join(words)}
    measured = any(field_types().get(name) in _TYPES or value_pools().get(name) == "code" for name in told)
    return last in _MEASURES or (measured and not vague(words))


def _opened(tokens: tuple[Token, ...]) -> int | None:
    """Where the list of functions begins."""
    for place, token in enumerate(tokens[:-1]):
        if token.lemma in _OPENERS or token.low in _OPENERS:
            after = tokens[place + 1]
            if after.low in _OPENING or after.text == ":":
                return place + 2
            if after.low == "such" and place + 2 < len(tokens):
                return place + 3
            if after.text == "," and place + 3 < len(tokens) and tokens[place + 2].low in {"including", "like"}:
                return place + 3
    return None


def _titled(tokens: tuple[Token, ...]) -> int | None:
    """Where the list begins of what an application is said to be "with": "an intranet with news, lunch menu and …"."""
    for place, token in enumerate(tokens[:_TITLE]):
        if token.lemma in _BUILT and tokens[place + 1 : place + 2] and tokens[place + 1].low == "with":
            return place + 2
    return None


def _ends(token: Token) -> bool:
    """Whether a clause begins that says more than what the functions are."""
    return token.low in MODALS or token.low in {"that", "which", "so", "allowing", "where", "to", "with"}


def _is_act(sentence: Sentence, place: int) -> bool:
    """Whether an item says what is done: its first word is a verb, or a gerund that begins no known name."""
    token = sentence.tokens[place]
    if is_verb(sentence, place):
        return True
    named = lexicon().entity_index.at([known.lemma for known in sentence.tokens], place) is not None
    return len(token.low) > 5 and token.low.endswith("ing") and not named and not known_attribute((token.low,))


def _joins(token: Token) -> bool:
    return token.low in _JOINERS or token.text in _JOINERS


def _next(sentence: Sentence, place: int) -> int:
    """Where the next item begins: after what is told of this one by "with", "by" and the like."""
    tokens = sentence.tokens
    while place < len(tokens) and not _joins(tokens[place]):
        beyond = aside_end(sentence, place)
        if beyond is not None:
            return beyond
        if tokens[place].low in PREPOSITIONS and tokens[place].low not in MODALS:
            return next((at for at in range(place, len(tokens)) if tokens[at].text == ","), len(tokens))
        place += 1
    return place


def told_fields(said: list[Statement]) -> list[FieldList]:
    """What people choose, enter or see of the thing itself: "customers choose paper, size and quantity"."""
    found: list[FieldList] = []
    for statement in said:
        direct = [phrase for phrase in statement.phrases if phrase.direct and not chosen_of_request(statement, phrase)]
        spans = [(phrase.start, phrase.end) for phrase in direct]
        items = [tuple(token.low for token in statement.sentence.tokens[begin:end]) for begin, end in spans]
        if (detailed := _with_details(statement, spans, items)) is not None:
            found.append(detailed)
            continue
        if statement.verb.base in _SEEING and len(items) > 1 and not statement.own and all(map(_is_aspect, items)):
            found.append(FieldList(statement.sentence, None, tuple(items), spans[0][0], spans[-1][1], told=True))
            continue
        fields = [item for item in items if known_attribute(item)]
        shown = statement.verb.base in _SEEING and any(singular(item[-1]) in SHOWN_OF for item in items)
        tells = (shown or statement.verb.base in _TELLING) and not statement.own
        within = statement.sentence.tokens[statement.start : statement.end]
        tells = tells and not any(token.text in {"(", ":"} for token in within)
        if tells and len(items) > 1 and len(fields) * 2 > len(items):
            begin, end = spans[0][0], spans[-1][1]
            found.append(FieldList(statement.sentence, None, tuple(items), begin, end, entered=True, told=True))
    return found


def _is_aspect(item: tuple[str, ...]) -> bool:
    """Whether a name is what is told or shown of a thing, and no thing by itself: "ingredients and house rules"."""
    return singular(item[-1]) in SHOWN_OF or bool({item[-1], singular(item[-1])} & _ASPECTS)


def _with_details(statement: Statement, spans: list[tuple[int, int]], items: list[tuple[str, ...]]) -> FieldList | None:
    """What people see of a record besides its details: "view room details, photos and floor plans"."""
    if statement.verb.base not in _SEEING or not items or singular(items[0][-1]) not in _DETAILS:
        return None
    of = items[0][:-1]
    shown = list(takewhile(lambda item: singular(item[-1]) in SHOWN_OF, items[1:]))
    if not of or not shown or item_entity(of, None) is None:
        return None
    head = (spans[0][0], spans[0][1] - 1)
    return FieldList(statement.sentence, head, tuple(shown), spans[1][0], spans[len(shown)][1], told=True)
