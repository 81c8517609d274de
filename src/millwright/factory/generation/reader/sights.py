"""What a prompt wants to see analysed: "store ranking", "milk yield curves", "compare the income of shops"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from millwright.factory.generation.reader.data import pairs, table, word_set
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.statements import Statement, statements
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import Domain, lexicon
from millwright.factory.generation.reader.words import is_plural

_HEADS = "sights_heads"
_DULL = word_set("sights_dull")
_LEADING = word_set("sights_leading")
_EACH = frozenset({"different", "each", "every", "various", "individual"})
_WHOSE = frozenset({"of", "among", "between", "across", "for"})
_SEEING = word_set("measuring_seeing")
_PICKING = frozenset({"choose", "pick", "select", "switch"})
_MAKING = frozenset({"export", "generate", "provide", "query", "support", "offer", "include"})
_DAYS = frozenset({"date", "day", "month", "period", "range", "time", "year", "week"})
_ENDS = frozenset({"by", "for", "with", "and,", "based", "when", "so", "to"})
_AVERAGES = frozenset({"average", "mean", "averaged"})
_NUMBERS = word_set("sights_numbers")
_TITLES = word_set("sights_titles")
_TITLE = 16  # tokens in which a prompt says what is to be built
_PUBLIC = word_set("sites_public_domains")
UNITS = frozenset({"hectare", "meter", "metre", "person", "head", "unit", "hour"})
_LEAST = 2  # different things to be seen of which an application is there to analyse


class Sight(StrEnum):
    """How something is looked at."""

    RANKING = "ranking"
    COMPARISON = "comparison"
    SHARES = "shares"
    COURSE = "course"
    SUMS = "sums"
    NUMBER = "number"
    PICKED = "picked"


_TOLD_OF = frozenset({Sight.COMPARISON, Sight.RANKING, Sight.SHARES})


@dataclass(frozen=True)
class View:
    """One thing to be seen: the words for it, and those for what it is told `along` ("of each cow", "by month").

    `hourly` ones go by the hours of the day, `average` ones are averages; `counted` are so many of what they name.
    """

    sentence: Sentence
    start: int
    end: int
    sight: Sight
    words: tuple[Token, ...]
    along: tuple[Token, ...] = ()
    hourly: bool = False
    average: bool = False
    counted: bool = False

    @property
    def text(self) -> str:
        """The prompt's own words for it."""
        return self.sentence.words(self.start, self.end)

    @property
    def per(self) -> str:
        """The words for a unit that the number is told for: "per square metre"."""
        tokens = self.sentence.tokens
        for place in range(self.start, self.end):
            ahead = range(place + 1, min(place + 4, self.end)) if tokens[place].low == "per" else ()
            found = next((at for at in ahead if tokens[at].lemma in UNITS), None)
            if found is not None:
                return self.sentence.words(self.start, found + 1)
        return ""

    @property
    def measured(self) -> bool:
        """Whether its words end in one for a number: an amount, a yield, a consumption."""
        if not self.words:
            return False
        last = self.words[-1]
        unknown = self.sight is Sight.COURSE and len(self.words) > 1
        return names_number(last) or (unknown and lexicon().entity_index.at([last.lemma], 0) is None)


def find_views(sentences: Sequence[Sentence]) -> list[View]:
    """What is to be analysed, in the order of the prompt; nothing where it is not what the application is there for."""
    if not sentences or not any(_says_title(token) for token in sentences[0].tokens[:_TITLE]):
        return []
    said = [statement for sentence in sentences for statement in statements(sentence)]
    named = [view for sentence in sentences for view in _named(sentence)]
    compared = [view for statement in said for view in _compared(statement)]
    told = [view for view in (*named, *compared) if view.words or view.along]
    if len({(view.words or view.along)[-1].lemma for view in told}) < _LEAST:
        return []
    seen = [view for statement in said for view in (*_numbers(statement), *_picked(statement))]
    return [*told, *(view for view in seen if view.words)]


def within(domain: Domain | None) -> Domain | None:
    """The kind of application where its numbers are analysed: those who look at them work there, and visit nothing."""
    if domain is None or domain.name in _PUBLIC:
        return lexicon().domains["analytics"]
    return replace(domain, users="", outsider="")


def _says_title(token: Token) -> bool:
    return token.lemma in _TITLES or token.low in _TITLES


def names_number(token: Token) -> bool:
    """Whether a word is one for a number that is measured: an amount, a yield, a consumption."""
    return token.lemma in _NUMBERS or token.low in _NUMBERS


def _named(sentence: Sentence) -> Iterator[View]:
    """Nouns for ways of looking, with what they look at before them or after "of"."""
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        sight = _heads().get(token.lemma) or _heads().get(token.low) or _reported(tokens, place)
        if sight is None or is_verb(sentence, place) or _heads_another(tokens, place):
            continue
        begin = _run_before(sentence, place)
        run = tokens[begin:place]
        sight = _closer(run, sight)
        words, end = _told(run), place + 1
        if not words and tokens[end : end + 1] and tokens[end].low == "of":
            words, end = _run_after(tokens, end + 1)
            begin = place
        along, end = _along(tokens, end, plain=sight in _TOLD_OF)
        hourly = any(word.low in {"hourly", "hour"} for word in run)
        if part := _joined(tokens, begin, sight):
            yield View(sentence, begin - 1 - len(part), end, sight, part, along, hourly=hourly)
        titled = tokens[place + 1 : place + 2]
        if words and titled and titled[0].part is Part.NOUN and not names_number(words[-1]):
            continue  # "air quality analysis website"
        if words or (along and sight is Sight.COURSE):
            yield View(sentence, begin, end, _of_things(token, words, sight), words, along, hourly=hourly)


def _of_things(token: Token, words: tuple[Token, ...], sight: Sight) -> Sight:
    """An overview of things shows each of them: what is seen is that of the one that is picked."""
    things = token.lemma == "overview" and not names_number(words[-1])
    return Sight.PICKED if things else sight


def _heads_another(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether another such noun follows, which is the one that counts: "ranking list", "analysis charts"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and (after.lemma in _heads() or after.low in _heads()) and after.part is Part.NOUN


def _reported(tokens: tuple[Token, ...], place: int) -> Sight | None:
    """Reports are a way of looking at the number before them: "fuel consumption reports"."""
    told = place > 0 and tokens[place].lemma == "report" and names_number(tokens[place - 1])
    told = told and not (place + 1 < len(tokens) and tokens[place + 1].part is Part.NOUN)
    return Sight.SUMS if told else None


def _closer(run: tuple[Token, ...], sight: Sight) -> Sight:
    """What a chart shows is told by the noun before it: an allocation, a ranking."""
    told = _heads().get(run[-1].lemma) if run else None
    return told or sight


def _run_before(sentence: Sentence, place: int) -> int:
    tokens, begin = sentence.tokens, place
    while begin and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE} and not _shows(tokens[begin - 1]):
        begin -= 1
    return begin


def _shows(token: Token) -> bool:
    """Whether a word is the act by which something is seen or made, rather than a part of its name: "view"."""
    return token.verb is not None and token.verb.base in _SEEING | _MAKING


def _joined(tokens: tuple[Token, ...], begin: int, sight: Sight) -> tuple[Token, ...]:
    """The number before "and" of two that share a noun: "temperature and humidity curves"."""
    if sight is not Sight.COURSE or begin < 2 or tokens[begin - 1].low != "and":
        return ()
    run = tokens[max(0, begin - 4) : begin - 1]
    words = tuple(token for token in run if token.part is Part.NOUN)
    return _told(words) if words and names_number(words[-1]) and run[-1] is words[-1] else ()


def _told(run: Sequence[Token]) -> tuple[Token, ...]:
    """The words that say what is looked at, without those that only say how, or how often."""
    kept = [token for token in run if token.part is Part.NOUN and token.low not in _DULL and token.lemma not in _DULL]
    kept = kept if len(kept) < 2 or kept[0].lemma not in lexicon().generic else kept[1:]
    heads = [token for token in kept if token.lemma not in _heads() and token.low not in _heads()]
    return tuple(heads)


def _run_after(tokens: tuple[Token, ...], place: int) -> tuple[tuple[Token, ...], int]:
    while place < len(tokens) and tokens[place].low in _LEADING | _EACH:
        place += 1
    end = place
    while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE} and not _shows(tokens[end]):
        end += 1
    return _told(tokens[place:end]), end


def _along(tokens: tuple[Token, ...], place: int, *, plain: bool = False) -> tuple[tuple[Token, ...], int]:
    """What each number is one of: "of each cow", "of different barns", "by region"; a `plain` "of" tells, too."""
    after = [token.low for token in tokens[place : place + 2]]
    if len(after) < 2:
        return (), place
    each = after[0] in _WHOSE and (after[1] in _EACH or after[1] in {"a", "an"})
    if each or after[0] in {"by", "per"} or (plain and after[0] == "of"):
        words, end = _run_after(tokens, place + 1)
        if words and words[-1].lemma in UNITS:
            return _along(tokens, end)
        return (words, end) if words and words[-1].lemma not in _DAYS else ((), place)
    return (), place


def _compared(statement: Statement) -> Iterator[View]:
    """In "compare the income of different shops" the shops stand side by side, in "compare the shops" they do too."""
    tokens = statement.sentence.tokens
    first = next((phrase for phrase in statement.phrases if phrase.direct), None)
    if statement.verb.base != "compare" or statement.verb.form == "noun" or first is None:
        return
    if first.start < statement.start:  # "them"
        return
    along, end = _along(tokens, first.end)
    words = _told(tokens[first.start : first.end])
    yield View(statement.sentence, statement.start, end, Sight.COMPARISON, words, along)


def _numbers(statement: Statement) -> Iterator[View]:
    """Numbers that people see: "view the sales amount, number of orders, and average order value of each shop"."""
    if statement.verb.base not in _SEEING - {"compare"} or statement.verb.form == "noun":
        return
    tokens, place = statement.sentence.tokens, statement.start + 1
    found: list[tuple[int, int, bool]] = []
    while place < len(tokens) and not (_shows(tokens[place]) and found) and tokens[place].low not in _ENDS:
        _, end = _run_after(tokens, place)
        counted = end > place and tokens[end - 1].low == "number" and [t.low for t in tokens[end : end + 1]] == ["of"]
        if counted:
            _, end = _run_after(tokens, end + 1)
        found += [(place, end, counted)] if end > place and tokens[end - 1].part is not Part.STOP else []
        along, beyond = _along(tokens, end)
        if along:
            seen = [*_in_list(statement.sentence, found, along)]
            yield from seen or [View(statement.sentence, end, beyond, Sight.PICKED, along)]
            return
        place = max(end, place + 1)
    yield from _in_list(statement.sentence, found, ())


def _in_list(sentence: Sentence, runs: list[tuple[int, int, bool]], along: tuple[Token, ...]) -> Iterator[View]:
    """The numbers of a list: those that say so, and beside them what is only counted: "missed calls"."""
    some = any(counted or names_number(sentence.tokens[end - 1]) for _, end, counted in runs)
    for start, end, counted in runs:
        run = sentence.tokens[start:end]
        mean = any(token.low in _AVERAGES for token in run)
        words = _told([token for token in run if token.low not in _AVERAGES | {"number"}])
        words = _counted(run) or words if counted else words
        many = some and len(runs) > 1 and is_plural(run[-1].low) and not names_number(run[-1]) and bool(along)
        if words and (counted or many or names_number(run[-1])):
            words = _counted(run) if many else words
            yield View(sentence, start, end, Sight.NUMBER, words, along, average=mean, counted=counted or many)


def _counted(run: tuple[Token, ...]) -> tuple[Token, ...]:
    """What is counted, with what narrows it: "new members"."""
    at = next((place for place, token in enumerate(run) if token.low == "of"), -1)
    return tuple(token for token in run[at + 1 :] if token.part in {Part.NOUN, Part.ADJECTIVE})


def _picked(statement: Statement) -> Iterator[View]:
    """What people pick before they look, beside the days: "select the region, store and date range"."""
    tokens = statement.sentence.tokens
    if statement.verb.base not in _PICKING:
        return
    runs: list[tuple[int, int]] = []
    place = statement.start + 1
    while place < len(tokens) and not (_shows(tokens[place]) and runs):
        _, end = _run_after(tokens, place)
        runs += [(place, end)] if end > place and tokens[end - 1].part is not Part.STOP else []
        place = max(end, place + 1)
    if any(tokens[end - 1].lemma in _DAYS for _, end in runs):
        for start, end in runs:
            words = _told(tokens[start:end])
            if words and tokens[end - 1].lemma not in _DAYS:
                yield View(statement.sentence, start, end, Sight.PICKED, words)


@cache
def _heads() -> dict[str, Sight]:
    """How nouns such as "ranking" and "curve" look at what stands before them."""
    named = pairs(str(table("grammar")[_HEADS]))
    return {word: Sight(sight) for sight, words in named.items() for word in words.split()}
