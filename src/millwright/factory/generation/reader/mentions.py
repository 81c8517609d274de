"""Fourth stage: which kinds of record the prompt's phrases name, and what is done to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import DamerauLevenshtein

from millwright.factory.generation.reader.draft import FieldList, Mention, Reading
from millwright.factory.generation.reader.fields import known_attribute
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.statements import Statement, phrases_between
from millwright.factory.generation.reader.vocabulary import Act, Domain, EntityEntry, lexicon
from millwright.factory.generation.reader.words import is_plural, singular, stem, stems

_WEIGHTS = {
    Act.CREATE: 3.0,
    Act.MANAGE: 3.0,
    Act.PROCESS: 2.5,
    Act.VIEW: 2.0,
    Act.EXPORT: 2.5,
    Act.DELETE: 2.0,
    Act.OTHER: 0.8,
    Act.SIGN_IN: 0.0,
}
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "ing", "ability", "ics", "ware", "ogy")


@dataclass(frozen=True)
class Named:
    """What a phrase names: an entry of the lexicon, or an unknown noun; `facet` when only data about it is meant."""

    key: str
    entry: EntityEntry | None
    words: tuple[str, ...]
    facet: bool = False


def find_mentions(reading: Reading) -> list[Mention]:
    """Every mention of a kind of record, heaviest uses first kept apart by place."""
    found: list[Mention] = []
    offset = 0
    for sentence in reading.sentences:
        for statement in (s for s in reading.statements if s.sentence is sentence):
            found.extend(_of_statement(statement, reading.domain, offset))
        for listing in (lst for lst in reading.lists if lst.sentence is sentence):
            found.extend(_of_list(listing, reading.domain, offset))
        found.extend(_bare(sentence, reading.domain, offset))
        offset += len(sentence.tokens)
    return found


def named_by(tokens: Sequence[Token], domain: Domain | None) -> Named | None:
    """What a run of nouns and adjectives names, the lexicon first; `None` for vague words."""
    words = [token for token in tokens if token.part is not Part.NUMBER]
    while words and words[0].part is Part.ADJECTIVE and lexicon().entity_index.at([t.lemma for t in words], 0) is None:
        words = words[1:]
    if not words:
        return None
    return _known(words, domain) or _unknown(words)


def _known(words: Sequence[Token], domain: Domain | None) -> Named | None:
    """The lexicon's entity at the end of a phrase, or before the facets that end it."""
    lemmas = [token.lemma for token in words]
    facets = lexicon().facets
    end = len(lemmas)
    while end > 0:
        for start in range(end):
            hit = lexicon().entity_index.at(lemmas[:end], start)
            if hit is not None and start + hit[0] == end and not _shadowed(lemmas[start:end], end, facets):
                entry = in_domain(lemmas[start:end], hit[1], domain)
                return Named(entry.name, entry, tuple(lemmas[start:end]), facet=end < len(lemmas))
        if domain is not None and lemmas[end - 1] in domain.means:
            entry = lexicon().entities[domain.means[lemmas[end - 1]]]
            return Named(entry.name, entry, (lemmas[end - 1],), facet=end < len(lemmas))
        if lemmas[end - 1] not in facets and lemmas[end - 1] not in lexicon().generic and words[end - 1].low not in facets:
            return None
        end -= 1
    return None


def _shadowed(lemmas: list[str], end: int, facets: frozenset[str]) -> bool:
    """A single facet word after another noun says nothing by itself: "tea log" is about tea, "log" about nothing."""
    return len(lemmas) == 1 and end > 1 and lemmas[0] in facets and lemmas[0] not in {"job", "application", "service", "account"}


def in_domain(lemmas: list[str], entry: EntityEntry, domain: Domain | None) -> EntityEntry:
    """The sense that a word has in a kind of application, such as "job" in recruiting."""
    if domain is not None:
        sense = domain.means.get(" ".join(lemmas)) or domain.means.get("-".join(lemmas))
        if sense is not None:
            return lexicon().entities[sense]
    return entry


def _unknown(words: Sequence[Token]) -> Named | None:
    """A noun that the lexicon lacks, with the nouns that narrow it; nothing for vague or abstract ones."""
    known = lexicon()
    kept = [token for token in words if token.part is Part.NOUN]
    facet = False
    while kept and (kept[-1].lemma in known.facets or kept[-1].low in known.facets):
        kept, facet = kept[:-1], True
    while kept and kept[0].lemma in known.generic:
        kept = kept[1:]
    if not kept or kept[-1].lemma in known.generic or kept[-1].low in known.generic:
        return None
    head = kept[-1]
    if len(head.lemma) < 3 or known_attribute((head.low,)) or head.lemma in known.nominals:
        return None
    corrected = _corrected(head.lemma)
    if corrected is not None:
        return Named(corrected.name, corrected, (head.lemma,), facet)
    lemmas = tuple(token.low for token in kept[:-1][-2:]) + (head.lemma,)
    return Named("_".join(lemmas[-1:]), None, lemmas, facet)


def _corrected(word: str) -> EntityEntry | None:
    """The known record of which a long word is a slip of one letter."""
    if len(word) < 8:
        return None
    for known in lexicon().entity_index.first_words():
        if known[0] == word[0] and abs(len(known) - len(word)) < 2 and DamerauLevenshtein.distance(word, known, score_cutoff=1) == 1:
            hit = lexicon().entity_index.at([known], 0)
            return hit[1] if hit else None
    return None


def _of_statement(statement: Statement, domain: Domain | None, offset: int) -> Iterator[Mention]:
    act = statement.verb.act
    if act is Act.SIGN_IN:
        return
    for phrase in statement.phrases:
        tokens = statement.sentence.tokens[phrase.start : phrase.end]
        named = named_by(tokens, domain)
        if named is None or _is_person_only(statement, phrase.start, phrase.end, direct=phrase.direct):
            continue
        weight = _WEIGHTS[act] * (1.0 if phrase.direct else 0.3) * (0.6 if named.facet else 1.0)
        if named.entry is None:
            weight = _unknown_weight(tokens, weight, act, direct=phrase.direct)
        yield Mention(named.key, named.entry, named.words, act, weight, offset + phrase.start, statement.text, statement)


def _unknown_weight(tokens: Sequence[Token], weight: float, act: Act, *, direct: bool) -> float:
    """Unknown nouns count where they are kept or managed; abstract ones and other places do not."""
    head = tokens[-1]
    strong = act in {Act.MANAGE, Act.CREATE} and direct
    if head.lemma.endswith(_ABSTRACT) and not (strong and is_plural(head.low)):
        return 0.0
    if head.text[:1].isupper() and head.start and not strong:
        return 0.0
    return weight if strong else weight * (0.5 if is_plural(head.low) else 0.2)


def _is_person_only(statement: Statement, start: int, end: int, *, direct: bool) -> bool:
    """People after a preposition, and "users", are who it is for, not what is kept."""
    people = statement.sentence.people
    for place in range(start, end):
        person = people.get(place)
        if person is not None and place + person.length == end:
            return person.generic or not direct
    return False


def _of_list(listing: FieldList, domain: Domain | None, offset: int) -> Iterator[Mention]:
    """Records that are listed as the content of the application, and the head that fields are listed of."""
    head = listing.sentence.tokens[slice(*listing.head)] if listing.head else ()
    named = named_by(head, domain) if head else None
    if lists_records(listing, domain):
        for item in listing.items:
            entry = item_entity(item, domain)
            key = entry.name if entry else singular(item[-1])
            words = tuple(item[:-1]) + (singular(item[-1]),)
            if entry is not None or (is_plural(item[-1]) and not vague(item) and not known_attribute(item)):
                yield Mention(key, entry, words, Act.MANAGE, 3.0, offset + listing.start, listing.text)
    elif named is not None and listing.head is not None:
        weight = 3.0 if named.entry is None else 2.0
        yield Mention(named.key, named.entry, named.words, Act.MANAGE, weight, offset + listing.head[0], listing.text)


def lists_records(listing: FieldList, domain: Domain | None) -> bool:
    """Whether the items of a list are records rather than fields: mostly plurals that the lexicon knows."""
    if listing.entered:
        return False
    head = listing.sentence.tokens[slice(*listing.head)] if listing.head else ()
    named = named_by(head, domain) if head else None
    plural = [item for item in listing.items if item_entity(item, domain) and (is_plural(item[-1]) or len(item) > 1)]
    other = [item for item in listing.items if item not in plural and not vague(item)]
    if named is not None and is_plural(head[-1].low):
        return len(plural) > len(listing.items) / 2 and len(listing.items) > 1
    return bool(plural) and len(plural) >= len(other)


def item_entity(item: tuple[str, ...], domain: Domain | None) -> EntityEntry | None:
    """The lexicon's record that a whole item of a list names."""
    lemmas = [singular(word) for word in item if word != "of"]
    hit = lexicon().entity_index.at(lemmas, 0)
    if hit is None or hit[0] != len(lemmas):
        hit = lexicon().entity_index.at(lemmas, len(lemmas) - 1) if lemmas else None
    return in_domain(lemmas, hit[1], domain) if hit else None


def vague(item: tuple[str, ...]) -> bool:
    """Whether a listed item is a wish about the application or an abstraction, not data."""
    forms = stems(" ".join(item))
    if any(lexicon().capability_index.at(forms, place) is not None for place in range(len(forms))):
        return True
    last = item[-1]
    return last in lexicon().generic or singular(last) in lexicon().generic or stem(last) in {"manag", "track"}


def _bare(sentence: Sentence, domain: Domain | None, offset: int) -> Iterator[Mention]:
    """Known records that are merely named somewhere weigh little, but tip the scales."""
    for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), frozenset()):
        named = named_by(sentence.tokens[begin:end], domain)
        if named is not None and named.entry is not None and end - 1 not in sentence.people and not named.facet:
            because = sentence.words(begin, end)
            yield Mention(named.key, named.entry, named.words, Act.OTHER, 0.5, offset + begin, because)


def with_weight(mention: Mention, weight: float) -> Mention:
    """The same mention, weighing something else."""
    return replace(mention, weight=weight)
