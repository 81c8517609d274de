"""The pages and sections that the prompt of a website names: "home, about us, services, team and contact"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.reader.asides import in_aside
from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.segment import MODALS, Part, Sentence, Token
from millwright.factory.generation.reader.verbs import is_verb
from millwright.factory.generation.reader.vocabulary import (
    Act,
    Domain,
    EntityKind,
    PhraseIndex,
    in_domain,
    lemma_key,
    lexicon,
)
from millwright.factory.generation.reader.words import identifier, is_plural, label

_MARKS = word_set("topics_marks")
_BREAKS = frozenset({",", "and", "or", "&", "/", "plus", ":", "("})
_OPENERS = word_set("topics_openers")
_SMALL = word_set("topics_small")
_VAGUE = word_set("topics_vague")
_MANY = word_set("topics_many")
_INTRODUCING = word_set("topics_introducing")
_FUNCTIONS = word_set("topics_functions")
_RECORD_PAGES = word_set("topics_record_pages")
_SHOWN = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT})
_HOLDS = frozenset({"album", "gallery"})
_SITES = frozenset({"homepage", "site", "website"})
_OF_MEMBERS = word_set("topics_of_members")
_PAGES = _SITES | {"page"}
_SHOWING = word_set("topics_showing")
_FEWEST = 2  # pages that a list of anything names, so that it is one of pages
_TITLE = 10  # tokens in which a prompt says what is to be built
_MOST_OWN_WORDS = 3
_GUIDE = "guide"
_NEWS = "news"
_READING = frozenset({"informed", "inform", "learn", "out", "read"})
_HANDED_IN = frozenset({"submit", "upload"})
_NEXT = 3  # tokens before what people send in, in which that is said
_OWNED = frozenset({"its", "our", "the", "their"})


@dataclass(frozen=True)
class Topic:
    """A page or section that the prompt names in `words`: what it shows, by a record's name or by a plan.

    Topics that only the prompt knows have neither; their name is the prompt's own. Records of a topic that is called
    `as_said` take the prompt's word for them, as the services of lawyers are practice areas.
    """

    name: str
    label: str
    words: str
    plan: str = ""
    record: str = ""
    as_said: bool = False


@dataclass(frozen=True)
class _Piece:
    """The words of a topic; `silent` when later stages are not to hear them: what names a page names no record."""

    start: int
    end: int
    topic: Topic
    silent: bool = True


def find_topics(sentences: tuple[Sentence, ...], *, house: bool = False) -> tuple[tuple[Sentence, ...], list[Topic]]:
    """The sentences without the words that name pages, and the topics that those words name, each once.

    The website of a `house`, such as a firm, is told by its pages also where its prompt does not call them so.
    """
    found: dict[str, Topic] = {}
    kept: list[Sentence] = []
    landing = any(token.low == "landing" for sentence in sentences[:1] for token in sentence.tokens)
    firm = house and not of_members(sentences)
    for sentence in sentences:
        told = _told_of_acts(sentence)
        pieces = [p for p in _named(sentence, firm=firm) if not _told_of_item(sentence, p) and p.start not in told]
        pieces = [piece for piece in pieces if not _is_sent_in(sentence, piece)]
        pieces += _praise(sentence, pieces) if landing or (firm and _shows(sentence)) else []
        for piece in pieces:
            found.setdefault(piece.topic.name, piece.topic)
        kept.append(_without(sentence, pieces))
    kept[:1] = [_without(sentence, list(_told_again(sentence, found.values()))) for sentence in kept[:1]]
    return tuple(kept), list(found.values())


def of_members(sentences: Iterable[Sentence]) -> bool:
    """Whether people have accounts on a site, or book there, so that it is more than what a firm shows of itself."""
    return any(token.lemma in _OF_MEMBERS for sentence in sentences for token in sentence.tokens)


def _told_again(sentence: Sentence, topics: Iterable[Topic]) -> Iterator[_Piece]:
    """Where the title names what a page shows under the same words: "a site to display its lawyers and practice
    areas"."""
    lemmas = [token.lemma for token in sentence.tokens]
    for topic in (known for known in topics if known.as_said and known.record):
        key = lemma_key(topic.words)
        for place in range(len(lemmas) - len(key) + 1):
            if len(key) > 1 and tuple(lemmas[place : place + len(key)]) == key:
                yield _Piece(place, place + len(key), topic)


def _praise(sentence: Sentence, known: list[_Piece]) -> list[_Piece]:
    """What a landing page shows of what people say: "student reviews" are no form for reviews there."""
    taken = {place for piece in known for place in range(piece.start, piece.end)}
    index, tokens = _index("landing"), sentence.tokens
    lemmas = [token.lemma for token in tokens]
    hits = ((at, index.at(lemmas, at)) for at in range(len(lemmas)) if lemmas[at] and at not in taken)
    spans = [(at, at + hit[0], hit[1]) for at, hit in hits if hit is not None]
    return [_Piece(at, end, replace(topic, words=sentence.words(at, end))) for at, end, topic in spans]


def in_sense(topic: Topic, domain: Domain | None) -> Topic | None:
    """A topic that shows the record which its word means in that kind of application, as the classes of a gym; nothing
    where the word means no record there."""
    if not topic.record or topic.name != topic.record:
        return topic
    lemmas = list(lemma_key(topic.words))
    entry = in_domain(lemmas, lexicon().entities[topic.record], domain)
    if entry is None or entry.name == topic.record:
        return topic if entry else None
    if entry.kind not in _SHOWN and lexicon().entities[topic.record].kind in _SHOWN:
        return topic
    return replace(topic, name=entry.name, label=entry.plural_label, record=entry.name)


def _told_of_item(sentence: Sentence, piece: _Piece) -> bool:
    """Whether words that can name a page are what items of a list have: "cakes with photos and prices, pre-orders"."""
    words = tuple(token.low for token in sentence.tokens[piece.start : piece.end])
    return in_aside(sentence, piece.start) and known_attribute(words)


def _told_of_acts(sentence: Sentence) -> frozenset[int]:
    """The places of what people enter with a thing that they make: "add fishing spots with species, fees and depth"."""
    tokens, places = sentence.tokens, set[int]()
    for place in (at for at, token in enumerate(tokens) if token.low == "with" and _made_before(sentence, at)):
        ends = (at for at in range(place + 1, len(tokens)) if is_verb(sentence, at) or tokens[at].text == ":")
        places |= {*range(place, next(ends, len(tokens)))}
    return frozenset(places)


def _is_sent_in(sentence: Sentence, piece: _Piece) -> bool:
    """Whether what would be a page about the house is what others send in of theirs: "submit company information"."""
    before = range(max(0, piece.start - _NEXT), piece.start)
    sent = any(sentence.tokens[at].lemma in _HANDED_IN and is_verb(sentence, at) for at in before)
    return sent and piece.topic.plan == "about"


def _made_before(sentence: Sentence, place: int) -> bool:
    """Whether people make what stands before a place."""
    tokens, begin = sentence.tokens, place
    while begin and tokens[begin - 1].part in {Part.NOUN, Part.ADJECTIVE} and not is_verb(sentence, begin - 1):
        begin -= 1
    made = tokens[begin - 1].verb if 0 < begin < place else None
    acts = made is not None and made.act in {Act.CREATE, Act.MANAGE} and made.form == "base"
    return acts and is_verb(sentence, begin - 1)


def _named(sentence: Sentence, *, firm: bool) -> list[_Piece]:
    sure = list(_sure(sentence))
    marks = {place for place, token in enumerate(sentence.tokens) if token.lemma in _MARKS}
    told = bool(sure) or any(not _sorts(sentence, place) for place in marks)
    told = told or any(_reads_of(sentence.tokens, at) for at in range(len(sentence.tokens)))
    if not told and not _lists_pages(sentence) and not (firm and _shows(sentence)):
        return []
    listed = list(_listed(sentence, sure, firm=firm))
    if not told and len(listed) < _FEWEST:
        return []
    if len(sure) + len(listed) > 1 and _speaks_of_pages(sentence):
        listed += _own(sentence, [*sure, *listed])
    return [*sure, *listed]


def _sorts(sentence: Sentence, place: int) -> bool:
    """Whether sections are those into which people put things: "publish posts in different sections"."""
    tokens = sentence.tokens
    while place and tokens[place - 1].part in {Part.ADJECTIVE, Part.NOUN, Part.NUMBER}:
        place -= 1
    into = place > 1 and tokens[place - 1].low in {"by", "in", "into", "to"}
    return into and any(is_verb(sentence, at) for at in range(max(0, place - 8), place - 1))


def _reads_of(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether what follows is what people read about there: "visitors read about the services, the team and news"."""
    return place > 0 and tokens[place].low == "about" and tokens[place - 1].low in _READING


def _speaks_of_pages(sentence: Sentence) -> bool:
    """Whether pages are what a list is of, and not one item of it: "three pages", but not "class pages, donation"."""
    tokens = sentence.tokens
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        own = before is not None and before.part is Part.NOUN and before.verb is None and token.low == "pages"
        own = own and bool({"functionality", "function", "feature"} & {known.lemma for known in tokens[:place]})
        if token.low in {"pages", "sections"} and not own:
            return True
    return False


def _lists_pages(sentence: Sentence) -> bool:
    """Whether a website is told by what it has, and not by what people do: "an author's website: books, blog"."""
    acts = (token.verb for place, token in enumerate(sentence.tokens) if is_verb(sentence, place))
    if any(verb is None or verb.form != "ing" for verb in acts):
        return False
    lemmas = [token.lemma or token.text for token in sentence.tokens[:_TITLE]]
    return any(
        lemma in _SITES and {":", "with"} & set(lemmas[place + 1 : place + 2]) for place, lemma in enumerate(lemmas)
    )


def _shows(sentence: Sentence) -> bool:
    """Whether a title goes on with what the site shows: "a law firm website with …", "a site to display its …"."""
    lemmas = [token.lemma or token.text for token in sentence.tokens]
    site = next((place for place, lemma in enumerate(lemmas[:_TITLE]) if lemma in _PAGES), len(lemmas))
    return any(lemma in _SHOWING for lemma in lemmas[site + 1 :])


def _sure(sentence: Sentence) -> Iterator[_Piece]:
    """Phrases that mean a page wherever they stand."""
    lemmas = [token.lemma for token in sentence.tokens]
    place = 0
    while place < len(lemmas):
        hit = _index("words").at(lemmas, place) if lemmas[place] else None
        if hit is None:
            place += 1
            continue
        if _within_kind(lemmas, place, hit[0]):
            place += 1
            continue
        if lemmas[place + hit[0] - 1] in _HOLDS and _holds(sentence, place + hit[0]):
            place += hit[0]
            continue
        end = place + hit[0]
        end += end < len(lemmas) and lemmas[end] in {"page", "section"}
        end = _past_whose(sentence, end)
        start = _whole_name(sentence, place) if hit[1].plan == _GUIDE else place
        yield _Piece(start, end, _as_said(replace(hit[1], words=sentence.words(start, end))))
        place = end


def _past_whose(sentence: Sentence, end: int) -> int:
    """Where it ends whose page it is: "the history timeline of the workshop" keeps no workshops."""
    tokens = sentence.tokens
    whose = [token.low for token in tokens[end : end + 2]]
    if len(whose) < 2 or whose[0] != "of" or whose[1] not in _OWNED:
        return end
    after = end + 2
    while after < len(tokens) and after < end + 4 and tokens[after].part is Part.NOUN:
        after += 1
    return after if after > end + 2 and not is_plural(tokens[after - 1].low) else end


def _whole_name(sentence: Sentence, place: int) -> int:
    """Where the name of a guide begins that a noun before it narrows: "wood care instructions"."""
    before = sentence.tokens[place - 1] if place > 1 else None
    narrows = before is not None and before.part is Part.NOUN
    acts = before is not None and before.verb is not None and sentence.tokens[place - 2].text not in _BREAKS
    return place - 1 if narrows and not acts else place


def _as_said(topic: Topic) -> Topic:
    """A guide is called as the prompt calls it."""
    return replace(topic, label=label(topic.words.lower().split())) if topic.plan == _GUIDE else topic


def _holds(sentence: Sentence, place: int) -> bool:
    """Whether a gallery is one of records that are shown anyhow: "a gallery of completed projects"."""
    tokens = sentence.tokens
    if place >= len(tokens) or tokens[place].low != "of":
        return False
    ahead = [token.lemma for token in tokens[place + 1 : place + 4]]
    hits = (lexicon().entity_index.at(ahead, at) for at in range(len(ahead)))
    known = next((hit[1] for hit in hits if hit is not None), None)
    return known is not None and known.name != "photo"


def _within_kind(lemmas: list[str], place: int, length: int) -> bool:
    """Whether words that can name a page are the end of what the application is: a gallery, but not an art gallery."""
    before = ((start, lexicon().domain_index.at(lemmas, start)) for start in range(max(0, place - 2), place))
    return any(lemmas[start] and hit is not None and start + hit[0] >= place + length for start, hit in before)


def _listed(sentence: Sentence, sure: list[_Piece], *, firm: bool) -> Iterator[_Piece]:
    """Items of lists which are pages because their neighbours are."""
    for start, end in _items(sentence, sure):
        lemmas = [token.lemma for token in sentence.tokens[start:end]]
        paged = len(lemmas) > 1 and lemmas[-1] in {"page", "section"}
        many = paged or is_plural(sentence.tokens[end - 1].low)
        topic = _topic_of(lemmas[:-1] if paged else lemmas, sentence.words(start, end), many=many)
        nouns = all(token.part is Part.NOUN for token in sentence.tokens[start : end - 1])
        nouns = nouns and not _FUNCTIONS & set(lemmas)
        of_record = paged and _of_record(lemmas[:-1])
        if of_record:
            topic = _topic_of(lemmas[:-2], sentence.words(start, end), many=True)
        elif topic is None and paged and nouns and len(lemmas) <= _MOST_OWN_WORDS + 1:
            topic = _own_topic(sentence, start, end - 1)
        if firm:
            topic = _of_firm(sentence, start, end) or topic
        topic = topic or _about(sentence, start, end)
        if topic is not None and not _found_by(sentence, start, end):
            yield _Piece(start, end, topic, silent=(paged and not of_record) or topic.name in rows("pages"))


def _of_firm(sentence: Sentence, start: int, end: int) -> Topic | None:
    """What an item means on the site of a firm that has no accounts for others: its "consultants" are its team."""
    tokens = sentence.tokens[start:end]
    if not all(token.part in {Part.NOUN, Part.ADJECTIVE} for token in tokens[:-1]):
        return None
    lemmas = [token.lemma for token in tokens]
    hits = ((begin, _index("firm").at(lemmas, begin)) for begin in range(len(lemmas)) if lemmas[begin])
    many = is_plural(tokens[-1].low)
    found = next((hit for begin, hit in hits if hit is not None and begin + hit[0] == len(lemmas)), None)
    if found is None or not (many or found[1].plan):
        return None
    return replace(found[1], words=sentence.words(start, end))


def _about(sentence: Sentence, start: int, end: int) -> Topic | None:
    """The page on whoever is behind a site, called as the prompt calls it: "about the artist", "about our workshop"."""
    first, *others = sentence.tokens[start:end]
    named = [token for token in others if token.low not in _SMALL]
    plain = bool(named) and all(token.part is Part.NOUN for token in named) and len(named) <= _MOST_OWN_WORDS
    if first.low != "about" or not plain:
        return None
    known = _index("listed").at(["about"], 0)
    words = sentence.words(start, end)
    return replace(known[1], label=label(words.lower().split()), words=words) if known is not None else None


def _of_record(core: list[str]) -> bool:
    """Whether a page is one that each kind of record has: "product detail page"."""
    return len(core) > 1 and core[-1] in _RECORD_PAGES and lexicon().entity_index.at(core[:-1], 0) is not None


def _found_by(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words name a field by which things are found: "filters by brand, price and mileage"."""
    tokens = sentence.tokens
    if is_plural(tokens[end - 1].low) or not known_attribute((tokens[end - 1].low,)):
        return False
    place = start - 1
    while place > 0 and (tokens[place].part is Part.NOUN or (tokens[place].low or tokens[place].text) in _BREAKS):
        place -= 1
    return place > 0 and tokens[place].low == "by"


def _own(sentence: Sentence, known: list[_Piece]) -> Iterator[_Piece]:
    """Items of a list of pages that no list of ours has: nouns that only the prompt knows."""
    for start, end in _items(sentence, known):
        words = sentence.tokens[start:end]
        nouns = all(t.part is Part.NOUN and t.lemma not in _VAGUE for t in words)
        if nouns and len(words) <= _MOST_OWN_WORDS and not any(t.lemma in _FUNCTIONS for t in words):
            yield _Piece(start, end, _own_topic(sentence, start, end))


def _own_topic(sentence: Sentence, start: int, end: int) -> Topic:
    words = [token.low for token in sentence.tokens[start:end]]
    return Topic(identifier(words), label(words), sentence.words(start, end))


def _items(sentence: Sentence, known: list[_Piece]) -> Iterator[tuple[int, int]]:
    """The items between commas and "and" that are not known yet, without what opens the list and small words."""
    tokens = sentence.tokens
    taken = {place for piece in known for place in range(piece.start, piece.end)}
    begin = 0
    for place in range(len(tokens) + 1):
        if place < len(tokens) and tokens[place].low not in _BREAKS and tokens[place].text not in _BREAKS:
            continue
        start = begin
        for inner in range(begin, place):
            if (tokens[inner].low in _OPENERS or _reads_of(tokens, inner)) and inner + 1 < place:
                start = inner + 1
        while start < place and tokens[start].low in _SMALL:
            start += 1
        if start + 1 in sentence.people and tokens[start].part is Part.NOUN and _rules(tokens, sentence, start + 1):
            yield start, start + 1
        elif start < place and not taken & set(range(start, place)):
            yield start, place
        begin = place + 1


def _rules(tokens: tuple[Token, ...], sentence: Sentence, place: int) -> bool:
    """Whether people do something there with what stands before them: "jobs people can apply to"."""
    after = place + sentence.people[place].length
    return after < len(tokens) and tokens[after].low in MODALS


def _topic_of(core: list[str], words: str, *, many: bool) -> Topic | None:
    """The topic of a whole item, of the list of pages or, where there are many, of the records that websites show."""
    named = _index("several").at(core, 0) if core and many else None
    hit = named or (_index("listed").at(core[-1:] if core[-1:] == [_NEWS] else core, 0) if core else None)
    if hit is not None and core[-1] == _NEWS:
        return replace(hit[1], words=words)
    if hit is not None and hit[0] == len(core):
        return replace(hit[1], words=words)
    listed = len(core) > 1 and (core[-1] in _MANY or core[-1] in _INTRODUCING)
    known = lexicon().entity_index.at(core, 0) if core else None
    if listed and (known is None or known[0] < len(core)):
        core = core[:-1]
        known = lexicon().entity_index.at(core, 0)
    if (
        (many or listed)
        and known is not None
        and known[0] == len(core)
        and core[-1] not in _VAGUE
        and known[1].kind in _SHOWN
    ):
        entry = known[1]
        return Topic(entry.name, entry.plural_label, words, record=entry.name)
    return None


@cache
def _index(column: str) -> PhraseIndex[Topic]:
    """Topics by the singulars of their words, or of those that only mean them in lists."""
    index = PhraseIndex[Topic]()
    for name, row in rows("pages").items():
        topic = Topic(name, row["label"], "", row.get("plan", ""), row.get("record", ""), "called" in row)
        for phrase in phrases(row.get(column, "")):
            index.add(lemma_key(phrase), topic)
    return index


def _without(sentence: Sentence, pieces: list[_Piece]) -> Sentence:
    """The sentence with the words of pages as words that say nothing to the later stages."""
    places = {place for piece in pieces if piece.silent for place in range(piece.start, piece.end)}
    places |= {place for place, t in enumerate(sentence.tokens) if t.lemma in _HOLDS and _holds(sentence, place + 1)}
    if not places:
        return sentence
    tokens = tuple(_silent(t) if place in places else t for place, t in enumerate(sentence.tokens))
    people = {place: person for place, person in sentence.people.items() if place not in places}
    return replace(sentence, tokens=tokens, people=people)


def _silent(token: Token) -> Token:
    return replace(token, part=Part.STOP, verb=None, lemma="", stem="")
