"""Words that mean the record of a trade only where the prompt speaks of that trade: cases go to court with lawyers."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import pairs, table, word_set
from millwright.factory.generation.reader.segment import Sentence
from millwright.factory.generation.reader.title import firm_in
from millwright.factory.generation.reader.vocabulary import Domain, PhraseIndex, lemma_key, lexicon

_NAMED_SO = word_set("wishes_within_names")
_TROUBLES = word_set("wishes_of_troubles")
_REPORT = "report"
_NEAR = 5  # tokens between reporting and what is reported


def with_trades(domain: Domain | None, sentences: tuple[Sentence, ...], site: str = "") -> Domain | None:
    """The kind of application, whose loose words mean the records of the trades that the prompt tells.

    What they mean on a public site comes next, and what the kind of application says of a word goes first.
    """
    if domain is None:
        return None
    told: dict[str, str] = {}
    for sentence in sentences:
        lemmas = [token.lemma for token in sentence.tokens]
        for _, _, (word, record) in _index().within(lemmas):
            told.setdefault(word, record)
    shown = _on_sites() if site and is_house(domain) else {}
    return replace(domain, means={**shown, **told, **domain.means})


def beside_names(wishes: Iterable[Wish]) -> list[Wish]:
    """The wishes without those whose words only name a record, "a planting calendar", "school rankings", or whose firm
    it is: a translation agency and a mining company have sites that neither translate nor mine. Who reports troubles
    makes no reports of figures."""
    return [wish for wish in wishes if not _within_name(wish) and not _of_firm(wish) and not _of_trouble(wish)]


def _of_trouble(wish: Wish) -> bool:
    """Whether reporting tells of what is broken, lost or has happened: "repair reporting", "reporting failures"."""
    lemmas = [token.lemma for token in wish.sentence.tokens]
    if wish.capability.name != _REPORT or wish.end - wish.start > 1:
        return False
    told = lemmas[max(0, wish.start - 1) : wish.start]
    told += lemmas[wish.end : wish.end + _NEAR] if wish.sentence.tokens[wish.start].low.endswith("ing") else []
    return bool({*told} & _TROUBLES)


def _of_firm(wish: Wish) -> bool:
    firm = firm_in(wish.sentence) if not wish.capability.built and not wish.sentence.tokens[0].start else None
    return firm is not None and firm[0] <= wish.start and wish.end <= firm[1]


def _within_name(wish: Wish) -> bool:
    tokens = wish.sentence.tokens
    lemmas = [token.lemma for token in tokens]
    hits = ((at, lexicon().entity_index.at(lemmas, at)) for at in range(max(0, wish.start - 3), wish.start))
    named = (at + hit[0] >= wish.end and hit[1].name in _NAMED_SO for at, hit in hits if hit is not None and lemmas[at])
    whole = lexicon().entity_index.at(lemmas, wish.start) if lemmas[wish.start] else None
    longer = whole is not None and wish.start + whole[0] > wish.end and whole[1].name in _NAMED_SO
    return longer or any(named)


def is_house(domain: Domain | None) -> bool:
    """Whether the site of a kind of application tells of a house and its work, as those of firms and clinics do."""
    return domain is None or domain.name in word_set("senses_on_sites_of")


@cache
def _on_sites() -> dict[str, str]:
    return pairs(str(table("grammar")["senses_on_sites"]))


@cache
def _index() -> PhraseIndex[tuple[str, str]]:
    """The loose words of trades and the records that they mean, by the words that tell these trades."""
    index = PhraseIndex[tuple[str, str]]()
    for entry in lexicon().entities.values():
        for telling in entry.told_by:
            for word in sorted(entry.loose):
                index.add(lemma_key(telling), (word, entry.name))
    return index
