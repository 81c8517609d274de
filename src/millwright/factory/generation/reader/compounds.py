"""A word that stands alone means what the prompt's own compound with it means: "plans" after "didactic plans"."""

from collections.abc import Mapping
from dataclasses import replace

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.nouns import BUILT, goods_words
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.statements import phrases_between
from millwright.factory.generation.reader.subject import Phrase, subject_of
from millwright.factory.generation.reader.verbs import on_their_way
from millwright.factory.generation.reader.vocabulary import Domain, EntityEntry, lemma_key, lexicon

_SALES = frozenset({"sale", "sales", "order", "revenue", "store", "shop", "customer", "product", "turnover"})
_MAKING = frozenset(
    {
        "adjust",
        "approve",
        "create",
        "develop",
        "draft",
        "edit",
        "execute",
        "make",
        "prepare",
        "schedule",
        "submit",
        "track",
        "write",
    }
)
_GROWN = ("tea", "beer", "wine", "flower", "bouquet", "seed", "fruit", "vegetable", "herb", "honey")
_BOOKED = frozenset({"book", "booking", "buy", "purchase", "admission"})
_HELPED = frozenset({"support", "helpdesk", "issue", "agent", "bug", "fault"})
_SOLD = frozenset({"sell", "shop", "store", "cart", "wholesale", "purchase", "product"})
_MEDICINES = frozenset({"medicine", "drug", "medication"})
_OTHER_GOODS = frozenset({"product", "goods", "good", "material", "equipment"})
_SHOPS = frozenset({"catalogue", "comparing", "shop"})
_SHOWN_IN = frozenset({"catalog", "catalogue", "collection", "showcase", "store"})
_OFFERED = frozenset({"price", "product", "cart", "order"})
_RESUMES = ("cv", "resume", "résumé")
_APPLYING = frozenset({"applicant", "application", "apply", "seeker"})
_WORKS = "portfolio_project"
_CASES = frozenset({"case", "project", "reference"})
_PARTS = frozenset({"tour_stage"})
"""Records whose last word means nothing by itself: a leg is one of a voyage where the prompt speaks of that."""
_RIDDEN = frozenset({"bicycle", "bike", "cycling", "cyclist", "horse", "horseback", "motorcycle"})
_SHARED = frozenset({"carpool", "driver", "passenger", "seat"})
_ART = frozenset({"art", "artist", "artwork", "gallery", "painting", "sculpture", "woodcut"})
_PRICED = word_set("compounds_priced")


def with_compounds(domain: Domain | None, sentences: tuple[Sentence, ...], site: str = "") -> Domain | None:
    """The kind of application, whose general words mean the records which the prompt's compounds name.

    A word is taken so where one compound alone has it, before it stands by itself, and it would mean another record.
    """
    if domain is None:
        return None
    meant: dict[str, set[str]] = {}
    alone: dict[str, int] = {}
    first: dict[str, int] = {}
    offset = 0
    for sentence in sentences:
        for begin, end in phrases_between(sentence.tokens, 0, len(sentence.tokens), on_their_way(sentence)):
            last = sentence.tokens[end - 1].lemma
            named = _compound(sentence, begin, end)
            if named is not None:
                meant.setdefault(last, set()).add(named.name)
                first.setdefault(last, offset + begin)
            elif end - begin == 1:
                alone.setdefault(last, offset + begin)
        offset += len(sentence.tokens)
    told = {word: next(iter(names)) for word, names in meant.items() if len(names) == 1 and _other(word, names, domain)}
    told = {word: name for word, name in told.items() if first[word] < alone.get(word, 0)}
    goods = _goods(sentences, domain)
    told = _usual(sentences, site, domain) | told | goods | _shown(domain, sentences)
    own = {word: name for word, name in domain.means.items() if goods.get(word) is None}
    own = own if _sells(sentences) or domain.name != "analytics" else _without_sales(own)
    return replace(domain, means={**told, **own})


def _goods(sentences: tuple[Sentence, ...], domain: Domain) -> dict[str, str]:
    """What a shop is there for by its title is its products, whatever it is: the watches of a "watch catalogue"; of
    several kinds of goods each, also those that have a record of their own elsewhere."""
    if domain.name == "inventory":
        return _drugs(sentences)
    if domain.name not in _SHOPS:
        return {}
    about = [phrase for phrase in subject_of(sentences) if not _is_house(phrase)]
    said = [token.lemma for sentence in sentences for token in sentence.tokens]
    several = len({phrase.head for phrase in about}) > 1
    found: dict[str, str] = {}
    for phrase in about:
        words = [word for word in phrase.one.split() if word not in lexicon().facets | _SHOWN_IN]
        hit = lexicon().entity_index.at(words[-1:], 0) if words else None
        own = domain.means.get(words[-1], "") if words else ""
        unknown = (
            hit is None
            and not own
            and words
            and said.count(words[-1]) > 1
            and words[-1] not in lexicon().generic | goods_words()
        )
        if unknown or (several and own.startswith("sold_")):
            found[words[-1]] = "product"
    return found


def _drugs(sentences: tuple[Sentence, ...]) -> dict[str, str]:
    """The stock of a warehouse that speaks of medicines and of no other goods is these."""
    said = {token.lemma for sentence in sentences for token in sentence.tokens}
    only = bool(said & _MEDICINES) and not said & _OTHER_GOODS
    return dict.fromkeys(("stock", "inventory", "item", "medicine", "drug"), "medicine_item") if only else {}


def _is_house(phrase: Phrase) -> bool:
    """Whether a phrase says where things are sold, or what is done there."""
    return phrase.head in word_set("subject_no_goods") or phrase.head.endswith("ing")


def _shown(domain: Domain, sentences: tuple[Sentence, ...]) -> dict[str, str]:
    """What museums show: works of art where art is spoken of, else pieces; exhibitions run for weeks, unless tickets
    for them are sold. What is ridden by bicycle is a ride of one's own, and no seat in a car."""
    said = {token.lemma for sentence in sentences for token in sentence.tokens}
    found = {"ride": "ride_log", "mileage": "ride_log"} if said & _RIDDEN and not said & _SHARED else {}
    if domain.name != "museum":
        return found
    pieces = "artwork" if said & _ART else "museum_piece"
    takes_place = "event_listing" if said & _BOOKED or "ticket" in said else "museum_exhibition"
    return found | {"collection": pieces, "exhibition": takes_place}


def with_works(domain: Domain | None, shown: Mapping[str, str]) -> Domain | None:
    """The kind of application in which the cases of "successful cases" are works; `shown` are the words for pages and
    the records of these."""
    words = {lemma_key(said)[-1]: record for said, record in shown.items() if record == _WORKS}
    means = {word: record for word, record in words.items() if word in _CASES}
    return replace(domain, means={**domain.means, **means}) if domain is not None and means else domain


def _sells(sentences: tuple[Sentence, ...]) -> bool:
    return any(token.lemma in _SALES for sentence in sentences for token in sentence.tokens)


def _without_sales(means: dict[str, str]) -> dict[str, str]:
    """What words mean where nothing is sold: data are no sales then."""
    return {word: name for word, name in means.items() if name != "sale"}


def _usual(sentences: tuple[Sentence, ...], site: str, domain: Domain) -> dict[str, str]:
    """Words that the whole prompt decides on: plans are priced where it speaks of prices, and what sites tell of as
    activities are events. The resumes of candidates whom the house enters itself are theirs, and no applications."""
    said = {token.lemma for sentence in sentences for token in sentence.tokens}
    made = any(_made(sentence, place) for sentence in sentences for place in range(1, len(sentence.tokens)))
    found = {"plan": "work_plan"} if made and not said & _PRICED else {}
    found |= dict.fromkeys(_GROWN, "product") if said & _SOLD and said & _OFFERED else {}
    found |= {"ticket": "event_ticket"} if site and said & _BOOKED and not said & _HELPED else {}
    found |= {"achievement": "paper"} if said & {"paper", "patent"} else {}
    if domain.name == "recruiting":
        entered = "candidate" in said and not said & _APPLYING
        found |= dict.fromkeys(_RESUMES, "candidate" if entered else "job_application")
    return found | ({"activity": "event_listing"} if site else {})


def _made(sentence: Sentence, place: int) -> bool:
    """Whether somebody makes or follows the plan that stands there, rather than choosing one."""
    before = sentence.tokens[max(0, place - 3) : place]
    acts = {token.verb.base for token in before if token.verb is not None}
    return sentence.tokens[place].lemma == "plan" and bool(acts & _MAKING)


def _compound(sentence: Sentence, begin: int, end: int) -> EntityEntry | None:
    """The record that the last two or more words of a phrase name together."""
    lemmas = [token.lemma for token in sentence.tokens[begin:end]]
    if end - begin < 2 or sentence.tokens[end - 1].part is not Part.NOUN:
        return None
    hits = ((start, lexicon().entity_index.at(lemmas, start)) for start in range(len(lemmas) - 1))
    return next(
        (hit[1] for start, hit in hits if hit is not None and hit[0] > 1 and start + hit[0] == len(lemmas)), None
    )


def _other(word: str, names: set[str], domain: Domain) -> bool:
    """Whether a word by itself would name another record, and no vague thing."""
    known = lexicon()
    hit = known.entity_index.at([word], 0)
    meant = domain.means.get(word) or (hit[1].name if hit else "")
    vague = (word in known.generic and word != "application") or word in known.facets or word in BUILT - {"application"}
    whole = names <= _PARTS
    return (bool(meant) or whole) and not vague and meant not in names and word not in domain.means
