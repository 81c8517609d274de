"""The last look at every phrase of the prompt: what nothing came of is a wish that is not built, and is said."""

from collections.abc import Iterator, Sequence

from millwright.factory.generation.reader.asking import of_request, record_of_request
from millwright.factory.generation.reader.attributes import same_meaning
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.gauges import gauge_words
from millwright.factory.generation.reader.lookups import drawn_at, records_in
from millwright.factory.generation.reader.measuring import measured_words
from millwright.factory.generation.reader.naming import app_name
from millwright.factory.generation.reader.regions import region_words
from millwright.factory.generation.reader.segment import MODALS, Part, Sentence, Token
from millwright.factory.generation.reader.statements import Statement, phrases_between
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.warned import stands_out
from millwright.factory.generation.reader.words import stems
from millwright.factory.generation.reader.worked_out import worked_out_words

_QUALITIES = word_set("coverage_qualities")
_DULL = word_set("coverage_dull") | _QUALITIES
_EXCHANGED = word_set("coverage_exchanged")
_EXCHANGING = word_set("coverage_exchanging")
_SAID_WHERE = (
    "Main colour",
    "Background",
    "Who takes part",
    "Places of",
    "Returns of",
    "Shared on",
    "Converting of",
    "Handing on of",
    "Lapsing of",
)
"""Decisions that are all that comes of their words."""
_JOINERS = frozenset({",", "and", "or"})
_OWN = frozenset({"their", "his", "her", "my", "your", "own"})
_ASKED_FOR = frozenset({"booking", "cart", "clocking", "donations", "joining", "payments"})
_DAYS = ("agenda", "calendar", "schedule", "timetable")
_KEPT_OVER = {"history": _ASKED_FOR} | {word: frozenset({"calendar"}) for word in _DAYS}
_NAMED_BEFORE = frozenset({"it", "them"})
_LONGEST_ACT = 8
_TITLE = 9  # tokens in which a prompt says what is to be built, and for whom
_TITLE_OF_A_HOUSE = 14  # the same where it is for one house: "for a university chemistry department"


def is_quality(statement: Statement) -> bool:
    """Whether a statement only says how well all should work, "reduce loading time", "enhance credibility", or what a
    place is for: "a forum for exchanging fishing experience"."""
    tokens = statement.sentence.tokens
    nouns = [t for p in statement.phrases for t in tokens[p.start : p.end] if t.part is Part.NOUN]
    if statement.verb.base in _EXCHANGING and not tokens[0].start and nouns and nouns[-1].low in _EXCHANGED:
        return True
    dull = _QUALITIES | lexicon().generic
    telling = [token for token in nouns if not {token.low, token.lemma} & dull]
    return bool({token.lemma for token in nouns} & _QUALITIES) and not telling


def unanswered(reading: Reading, said: Sequence[str] = ()) -> Iterator[str]:
    """The prompt's words for things of which the application has nothing: no record, field, value, page, part or role.

    A thing that something is done to comes with the verb; each is given once. What is within one of the wishes that
    were `said` already is not repeated.
    """
    told, seen = _told(reading), set[str]()
    hoped = [statement for statement in reading.statements if is_quality(statement)]
    for sentence in reading.sentences:
        verbs = frozenset(place for place in range(len(sentence.tokens)) if is_verb(sentence, place))
        for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), verbs):
            if any(s.sentence is sentence and s.start <= begin < s.end for s in hoped):
                continue
            if _answered(reading, sentence, (begin, end), told):
                continue
            shown = _with_verb(reading, sentence, begin, end)
            if shown.lower() not in seen and not any(shown.lower() in known.lower() for known in said):
                seen.add(shown.lower())
                yield shown
        yield from (words for words in _unknown_acts(sentence, verbs) if not any(words in known for known in said))


def _unknown_acts(sentence: Sentence, verbs: frozenset[int]) -> Iterator[str]:
    """What is done to things named before by verbs that we do not know: "shuffle them", "break them into tasks"."""
    tokens = sentence.tokens
    for place in sorted(verbs):
        after = tokens[place + 1 : place + 2]
        if tokens[place].verb is None and after and after[0].low in _NAMED_BEFORE:
            ends = (at for at in range(place + 2, len(tokens)) if tokens[at].part is Part.PUNCTUATION or at in verbs)
            end = min(next(ends, len(tokens)), place + _LONGEST_ACT)
            yield sentence.words(place, end - (tokens[end - 1].low in _JOINERS))


def _told(reading: Reading) -> frozenset[str]:
    """The stems of all words that the application uses, and of those that told its kind or that are refused already."""
    texts = [app_name(reading, None), reading.domain_because, *(words for words, _ in reading.not_built)]
    for entity in reading.entities:
        texts += [entity.label, entity.plural_label, entity.key.replace("_", " ")]
        texts += [word for word in (entity.entry.words if entity.entry else ()) if " " not in word]
        for field in entity.fields:
            texts += [field.label, *field.choices, *field.values]
            texts += [name.replace("_", " ") for name in same_meaning(field.name)]
            texts += ["order sequence content"] if field.name == "position_number" else []
            texts += ["reason comment"] if field.name == "decision_note" else []
    texts += [role.label for role in reading.roles]
    texts += [board.label for board in reading.boards] + [chart.label for chart in reading.charts]
    texts += ["chart graph diagram"] if reading.charts else []
    texts += ["average evaluation mark rating score star"] if _is_rated(reading) else []
    texts += [*measured_words(reading), *region_words(reading), *gauge_words(reading)]
    texts += [because for subject, because in reading.reasons if subject.startswith(_SAID_WHERE)]
    texts += [formula.label for entity in reading.entities for formula, _ in entity.formulas.values()]
    texts += worked_out_words(reading)
    texts += [figure.label for figure in reading.figures] + [topic.words for topic in reading.topics]
    texts += [text for page in reading.pages for s in page.sections for text in (page.label, s.title or "", s.text)]
    return frozenset(stem for text in texts for stem in stems(text))


def _is_rated(reading: Reading) -> bool:
    """Whether people give stars to something there."""
    return any(part.capability in {"closing_rating", "reviews"} for part in reading.parts)


def _answered(reading: Reading, sentence: Sentence, span: tuple[int, int], told: frozenset[str]) -> bool:
    begin, end = span
    if any(wish.sentence is sentence and wish.start < end and wish.end > begin for wish in reading.wishes):
        return True
    within = [start for start, who in sentence.people.items() if start < end and start + who.length > begin]
    if within:
        after = within[0] + sentence.people[within[0]].length
        named = any(role.key == sentence.people[within[0]].name for role in reading.roles)
        told_by = (
            not named and begin < within[0] and after < len(sentence.tokens) and sentence.tokens[after].low in MODALS
        )
        return not told_by or _answered(reading, sentence, (begin, within[0]), told)
    warns = any(part.capability in {"notifications", "worklist"} for part in reading.parts)
    if warns and sentence.tokens[end - 1].lemma in {"warning", "reminder", "alert", "notification"}:
        return True
    if (
        drawn_at(reading, sentence, span)
        or stands_out(reading, sentence, span)
        or books_orders(reading, sentence, span)
        or of_their_own(reading, sentence, span)
    ):
        return True
    if _said_in_requests(reading, sentence, span):
        return True
    if reading.site and sentence.tokens[end - 1].lemma in word_set("specified"):
        return True
    if records_in(reading, sentence, begin, end) or (begin and sentence.tokens[begin - 1].low == "about"):
        return True
    if (sentence.text == reading.sentences[0].text and _for_whom(sentence, begin)) or _is_example(
        reading, sentence, begin
    ):
        return True
    telling = [token for token in sentence.tokens[begin:end] if _tells(token)]
    return not telling or any(token.stem in told for token in telling) or _of_the_kind(reading, sentence, span)


def books_orders(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether orders are spoken of there where what people order is booked."""
    orders = any(token.lemma == "order" for token in sentence.tokens[slice(*span)])
    return orders and any(part.capability == "booking" for part in reading.parts)


def of_their_own(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether people see there what they asked for so far, or when it is: "their parking history", "their schedule"."""
    own = span[0] > 0 and sentence.tokens[span[0] - 1].low in _OWN
    kept = _KEPT_OVER.get(sentence.tokens[span[1] - 1].lemma, frozenset[str]())
    return own and any(part.capability in kept for part in reading.parts)


def _said_in_requests(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether people say it when they order or book: "choose date, time and party size"."""
    here = (s for s in reading.statements if s.sentence is sentence)
    said = (of_request(s, p) for s in here for p in s.phrases if p.start < span[1] and p.end > span[0])
    return any(one is not None and record_of_request(reading, one) is not None for one in said)


def _is_example(reading: Reading, sentence: Sentence, begin: int) -> bool:
    """Whether a phrase is an example of what is kept: "items such as books, electronics and clothes"."""
    tokens, place = sentence.tokens, begin - 1
    while place > 1 and (tokens[place].part is Part.NOUN or (tokens[place].low or tokens[place].text) in _JOINERS):
        place -= 1
    if place < 2 or tokens[place].low != "as" or tokens[place - 1].low != "such":
        return False
    head = place - 2 if tokens[place - 2].text == "," else place - 1
    kept = records_in(reading, sentence, max(0, head - 2), head)
    named = {part for entity in reading.entities for field in entity.fields for part in field.name.split("_")}
    return bool(kept) or tokens[head - 1].lemma in {"category", "kind", "type"} | named


def _for_whom(sentence: Sentence, begin: int) -> bool:
    """Whether the title of a prompt tells for whom it is to be built: "an internal wiki for a bakery chain"."""
    before = begin - 1 if begin and sentence.tokens[begin - 1].low in {"a", "an", "our", "the"} else begin
    most = _TITLE_OF_A_HOUSE if before < begin else _TITLE
    return 0 < before <= most and sentence.tokens[before - 1].low == "for"


def _tells(token: Token) -> bool:
    """Whether a word names a thing: neither a vague noun, nor what the application itself is, nor a name."""
    known = lexicon()
    vague = {token.low, token.lemma} & (known.generic | known.facets | known.nominals.keys() | known.adjectives | _DULL)
    done = token.verb is not None and known.entity_index.at([token.lemma], 0) is None
    return token.part is Part.NOUN and not vague and not done and not (token.start and token.text[:1].isupper())


def _of_the_kind(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether words only say what kind of application it is."""
    lemmas = [token.lemma for token in sentence.tokens[: span[1]]]
    hits = (lexicon().domain_index.at(lemmas, place) for place in range(*span) if lemmas[place])
    kind = reading.domain.name if reading.domain is not None else ""
    return any(hit is not None and kind in {domain.name for domain in hit[1]} for hit in hits)


def _with_verb(reading: Reading, sentence: Sentence, begin: int, end: int) -> str:
    for statement in reading.statements:
        direct = any((phrase.start, phrase.end) == (begin, end) for phrase in statement.phrases if phrase.direct)
        if statement.sentence is sentence and direct and statement.start < begin and begin - statement.start < 8:
            return sentence.words(statement.start, end)
    return sentence.words(begin, end)
