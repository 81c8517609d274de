"""What a run of nouns and adjectives names: a record that the lexicon knows, or an unknown noun."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from millwright.factory.generation.reader.attributes import known_attribute, value_pools
from millwright.factory.generation.reader.data import goods_rows, phrases, word_set
from millwright.factory.generation.reader.fields import entry_lines
from millwright.factory.generation.reader.segment import NOT_PEOPLE, Part, Token
from millwright.factory.generation.reader.vocabulary import Domain, EntityEntry, EntityKind, in_domain, lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_AGENT = re.compile(r"(?:[^aeiou]er|[ts]or|ist|ian|eer|keeper)$")
_HOLDERS = frozenset({"bag", "basket", "bottle", "box", "bundle", "crate", "kit", "pack", "package", "parcel", "set"})
_PRICED = frozenset(
    """billing pricing data hosting insurance membership payment phone photo price rate sale subscription support
    tariff wedding""".split()
)
_FILES = frozenset({"file", "archive", "dossier", "profile"})
_WITH_FILES = word_set("nouns_with_files")
_HELD_BY = frozenset({"organization", "organisation"})
_DECIDED = frozenset(
    {"project", "application", "contract", "claim", "expense", "permit", "tender", "talk_submission", "idea"}
)
_SELLERS = word_set("nouns_sellers")
_KEPT_KINDS = frozenset({EntityKind.CATALOGUE, EntityKind.CONTENT, EntityKind.LOG})
_GOODS = frozenset({"catalogue", "comparing", "marketplace", "shop"})
_SOLD_AS_THEY_ARE = frozenset({"course", "product"})
_CALLED_FULLY = frozenset({"product"})
"""Records that are called by all of a name where a kind of application gives its last word a sense: elevator models."""
MEANS_NOTHING = "-"
"""What words mean in a kind of application where they name no record, such as the properties of a form's fields."""
_LONGEST = 8  # words of a phrase that are looked at; longer runs are no names
BUILT = frozenset({"application", "tool", "site", "service", "portal", "library", "game", "blog", "website", "music"})


@dataclass(frozen=True)
class Named:
    """What a phrase names: an entry of the lexicon, or an unknown noun; `facet` when only data about it is meant."""

    key: str
    entry: EntityEntry | None
    words: tuple[str, ...]
    facet: bool = False
    plural: bool = False


def named_by(tokens: Sequence[Token], domain: Domain | None) -> Named | None:
    """What a run of nouns and adjectives names, the lexicon first; `None` for vague words."""
    words = [token for token in tokens[-_LONGEST:] if token.part is not Part.NUMBER]
    while (
        words
        and _describes(words[0])
        and len(words) > 1
        and lexicon().entity_index.at([t.lemma for t in words], 0) is None
    ):
        words = words[1:]
    while len(words) > 1 and _says_more(words[-2], words[-1]):
        words = words[:-1]
    if not words or (words[-1].joined and len(words) > 1 and words[-2].low == "no"):
        return None
    if domain is not None and domain.means.get(" ".join(token.lemma for token in words[-2:])) == MEANS_NOTHING:
        return None
    if domain is not None and domain.means.get(words[-1].lemma) == MEANS_NOTHING and not kept_by_name(words):
        return None
    known = _worked_by(_known(words, domain), tokens)
    if known is None or _kept_elsewhere(known):
        whole = list(tokens)[: list(tokens).index(words[-1]) + 1]
        known = _sold(whole[-_LONGEST:], domain, alone=known is None) or known
    found = known or _lent(words, domain)
    nothing = domain is not None and domain.means.get(_head(words)) == MEANS_NOTHING
    return found or (None if nothing else _unknown(words))


def _head(words: Sequence[Token]) -> str:
    """The noun that a phrase is about, before those that only say that it is kept: "exceedance records"."""
    facets = lexicon().facets
    heads = (token.lemma for token in reversed(words) if token.lemma not in facets and token.low not in facets)
    return next(heads, words[-1].lemma)


def _says_more(noun: Token, word: Token) -> bool:
    """Whether a word after a noun begins what more is said of it: "members active since", "advice corresponding to"."""
    described = word.part is Part.ADJECTIVE and noun.part is Part.NOUN
    return described and (is_plural(noun.low) or noun.low == "goods" or word.low.endswith("ing"))


def _worked_by(named: Named | None, tokens: Sequence[Token]) -> Named | None:
    """A plan that a gerund narrows is worked by, as a shooting plan is; one for hosting is priced."""
    before = tokens[-2].low if len(tokens) > 1 else ""
    if named is None or named.key != "plan" or not before.endswith("ing") or before in _PRICED or named.facet:
        return named
    entry = lexicon().entities["work_plan"]
    return Named(entry.name, entry, (before, tokens[-1].lemma), plural=named.plural)


def _describes(word: Token) -> bool:
    """Whether a leading word only describes: an adjective or a gerund, as in "unfriending friends"."""
    return word.part is Part.ADJECTIVE or (word.low.endswith("ing") and not known_attribute((word.low,)))


def _known(words: Sequence[Token], domain: Domain | None) -> Named | None:
    """The lexicon's entity at the end of a phrase, or before the facets that end it."""
    lemmas = [token.lemma for token in words]
    facets = lexicon().facets
    end = len(lemmas) - (acts_on_before(lemmas, domain) or _filed(lemmas, domain))
    while end > 0:
        for start in range(end):
            hit = lexicon().entity_index.at(lemmas[:end], start)
            if hit is not None and start + hit[0] == end and not _shadowed(words[start:end], end, facets):
                meant = in_domain(lemmas[start:end], hit[1], domain)
                if meant is None:
                    return None
                entry = _worked(meant, lemmas[start:end], lemmas[:start])
                many = is_plural(words[end - 1].low)
                begin = start - 1 if start and end == len(lemmas) and _narrows(words[start - 1]) else start
                said = (*(word.low for word in words[begin : end - 1]), lemmas[end - 1])
                return Named(entry.name, entry, said, end < len(lemmas), many)
        if domain is not None and lemmas[end - 1] in domain.means:
            if domain.means[lemmas[end - 1]] == MEANS_NOTHING:
                return None
            entry = lexicon().entities[domain.means[lemmas[end - 1]]]
            many = is_plural(words[end - 1].low)
            narrows = end == len(lemmas) > 1 and entry.name in _CALLED_FULLY and _narrows(words[end - 2])
            said = (words[end - 2].low, lemmas[end - 1]) if narrows else (lemmas[end - 1],)
            return Named(entry.name, entry, said, facet=end < len(lemmas), plural=many)
        if lemmas[end - 1] not in facets and words[end - 1].low not in facets:
            return None
        end -= 1
    return None


def _filed(lemmas: list[str], domain: Domain | None) -> bool:
    """Whether "files" are the records of people and animals: "pet files", "elderly files", "customer archives"."""
    if len(lemmas) < 2 or lemmas[-1] not in _FILES:
        return False
    hit = lexicon().entity_index.at(lemmas[-2:-1], 0)
    meant = domain.means.get(lemmas[-2]) if domain is not None else None
    entry = lexicon().entities.get(meant) if meant else hit[1] if hit is not None else None
    return entry is not None and (entry.kind is EntityKind.PERSON or entry.name in _WITH_FILES)


def _worked(entry: EntityEntry, named: list[str], before: list[str]) -> EntityEntry:
    """What a plan is that a noun narrows: it is worked by, unless the noun speaks of prices."""
    told = before[-1:] and before[-1] not in lexicon().generic | lexicon().adjectives | _PRICED
    return lexicon().entities["work_plan"] if entry.name == "plan" and told and named == ["plan"] else entry


def acts_on_before(lemmas: list[str], domain: Domain | None) -> bool:
    """Whether the last word only tells what is done to the record before it: "transaction recording", "event
    organization", "comment review"."""
    if len(lemmas) > 1 and lemmas[-1] == "review" and lexicon().decided_on(lemmas[-2]):
        return True
    if len(lemmas) > 1 and lemmas[-1] == "dispatch":
        return lexicon().entity_index.at(lemmas[:-1], len(lemmas) - 2) is not None
    acting = len(lemmas) > 1 and (lemmas[-1].endswith("ing") or lemmas[-1] in _HELD_BY)
    if not acting or lemmas[-1] not in lexicon().nominals:
        return False
    before = lexicon().entity_index.at(lemmas[:-1], len(lemmas) - 2)
    whole = lexicon().entity_index.at(lemmas, len(lemmas) - 2)
    known = before is not None or (domain is not None and lemmas[-2] in domain.means)
    return known and (whole is None or whole[0] < 2)


def _narrows(word: Token) -> bool:
    """Whether a word before a known record tells which ones, such as "credit" before "scores"."""
    known = lexicon()
    if word.part is not Part.NOUN or word.verb is not None or word.lemma in known.generic or word.low in known.generic:
        return False
    indexes = (known.entity_index, known.role_index, known.domain_index)
    return len(word.low) > 2 and not any(index.at([word.lemma], 0) for index in indexes)


def _shadowed(words: Sequence[Token], end: int, facets: frozenset[str]) -> bool:
    """Words that name no record where they stand.

    A facet after another noun is one ("tea log" is about tea), and "tool" or "application" is what is being built.
    """
    if len(words) != 1:
        return False
    word = words[0]
    if word.low in BUILT or (word.low == "cases" and end > 1):
        return True
    return end > 1 and word.lemma in facets and word.lemma not in {"job", "application", "service", "account"}


def _kept_elsewhere(named: Named) -> bool:
    """Whether a record is one that is kept, though shops may sell such things: devices, tools, instruments."""
    entry = named.entry
    return entry is not None and entry.kind in _KEPT_KINDS and not named.facet and not _is_sold(entry.name)


def _is_sold(name: str) -> bool:
    return name in _SOLD_AS_THEY_ARE or name.startswith("sold_")


def _sold(words: Sequence[Token], domain: Domain | None, *, alone: bool) -> Named | None:
    """In a shop, what shops of some kind sell is its products, whatever the prompt calls them.

    Where members sell, what nothing else is known of (`alone`) may be a name for anything: a single word counts there.
    """
    if domain is None or domain.name not in _GOODS:
        return None
    lemmas = [token.lemma for token in words]
    shortest = len(lemmas) - 1 if alone and domain.name == "marketplace" else 0
    held = len(words) > 1 and lemmas[-1] in _HOLDERS and lemmas[-2] in goods_words()
    if not held and not any(" ".join(lemmas[start:]) in goods_words() for start in range(shortest, len(lemmas))):
        return None
    return Named("product", lexicon().entities["product"], ("product",))


def _lent(words: Sequence[Token], domain: Domain | None) -> Named | None:
    """Where things are let, unknown ones in the plural are what is let, such as the mixers of a hire shop."""
    named = _unknown(words) if lent_here((words[-1].low,), domain) else None
    if named is None or named.entry is not None:
        return None
    return Named("equipment_item", lexicon().entities["equipment_item"], (words[-1].lemma,), plural=True)


def lent_here(item: tuple[str, ...], domain: Domain | None) -> bool:
    """Whether an unknown plural is what a place that lets things lets; neither people nor acts such as returns are."""
    last, known = item[-1], lexicon()
    if domain is None or domain.name != "car_rental" or not is_plural(last):
        return False
    vague = {last, singular(last)} & (known.generic | known.facets | known.verbs.keys())
    return not vague and not known_attribute(item) and known.role_index.at([singular(last)], 0) is None


@cache
def goods_words() -> frozenset[str]:
    """The words for what is sold, of every kind of shop."""
    kinds = goods_rows().values()
    said = (word.split() for kind in kinds for word in phrases(kind["words"]))
    things = (words for words in said if len(words) == 1 or not (words[-1] in _SELLERS or is_person(words)))
    return frozenset(" ".join([*words[:-1], singular(words[-1])]) for words in things)


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
    if head.verb is not None and head.verb.form == "base":
        return None
    if head.lemma in known.stop:
        return None  # the last part of a word with hyphens: "year-on-year"
    if len(head.lemma) < 3 or known_attribute((head.low,)) or head.lemma in known.nominals:
        return None
    corrected = _corrected(head.lemma)
    if corrected is not None:
        return Named(corrected.name, corrected, (head.lemma,), facet)
    lemmas = (*(token.low for token in kept[:-1][-1:]), head.lemma)
    return Named("_".join(lemmas[-1:]), None, lemmas, facet)


def _corrected(word: str) -> EntityEntry | None:
    """The known record of which a long word is a slip of one letter."""
    if len(word) < 8:
        return None
    for known in lexicon().entity_index.first_words():
        if (
            known[0] == word[0]
            and abs(len(known) - len(word)) < 2
            and DamerauLevenshtein.distance(word, known, score_cutoff=1) == 1
        ):
            hit = lexicon().entity_index.at([known], 0)
            return hit[1] if hit else None
    return None


_TAKING_PART = "participation"
_HELD_FREE = frozenset({"book", "reserve"})
_BOUGHT = frozenset({"bid", "buy", "order", "purchase"})
"""By the first nobody buys yet, nor bids."""
_BUYING = "order"
"""What is bought is ordered, also where something else, such as a reservation, could be about it."""


def asked_for(base: str, entry: EntityEntry, domain: Domain | None) -> EntityEntry | None:
    """The record that asking for a share in another makes: booking a class makes a booking, not a class.

    The kind of application's own record that refers to it comes first, such as the tickets of events. Taking part makes
    none but that; the capability `joining` sees to the rest.
    """
    known = lexicon()
    if entry.kind is not EntityKind.CATALOGUE or base not in known.requests:
        return None
    own = [known.entities[name] for name in domain.core] if domain else []
    usual = known.entities[known.requests[base]]
    verbs = known.requests.keys() - (_BOUGHT if base in _HELD_FREE else set[str]())
    asked = [known.entities[made] for verb, made in known.requests.items() if verb in verbs]
    linked = [e for e in (usual, *own, *asked) if e.kind is EntityKind.PERSONAL and _refers(e, entry)]
    meant = known.entities.get(domain.means.get(usual.name, "")) if domain else None
    if meant is not None and meant.kind is EntityKind.PERSONAL and _refers(meant, entry):
        return meant
    in_domain_first = [e for e in linked if e in own]
    if usual.name == _TAKING_PART:
        return next(iter(in_domain_first), usual if usual in linked else None)
    if usual.name == _BUYING:
        return next(iter(in_domain_first), usual)
    return next(iter([*in_domain_first, *linked]), usual)


def _refers(entry: EntityEntry, target: EntityEntry) -> bool:
    return any(target.name in targets for _, targets, _ in entry_lines(entry.fields))


def is_person(words: Sequence[str]) -> bool:
    """Whether the singular at the end of a name is a word for people, by the list of roles or by its ending."""
    last = words[-1] if words else ""
    hit = lexicon().role_index.at([last], 0) if last else None
    named = hit is not None or value_pools().get(last) in {"person", "doctor"}
    listing = last.endswith("list") and last[:-4] in lexicon().verbs
    return named or (len(last) > 5 and bool(_AGENT.search(last)) and f"{last}s" not in NOT_PEOPLE and not listing)


def kept_by_name(tokens: Sequence[Token]) -> bool:
    """Whether words end in a record's own name of several words, though they end in a word for people: "authorized
    pickup persons"."""
    lemmas = [token.lemma for token in tokens]
    hits = ((at, lexicon().entity_index.at(lemmas, at)) for at in range(len(lemmas) - 1))
    return any(hit is not None and hit[0] > 1 and at + hit[0] == len(lemmas) for at, hit in hits)
