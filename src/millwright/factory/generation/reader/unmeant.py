"""Words of capabilities that ask for none where they stand: in the names of people, and as terms of a trade."""

from collections.abc import Sequence

from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, rows
from millwright.factory.generation.reader.vocabulary import Domain, lemma_key


def meant(wishes: Sequence[Wish], domain: Domain | None) -> list[Wish]:
    """The wishes without those of words that say who somebody is, "the review committee scores", or that mean a thing
    of the trade there: the call numbers of a library call nobody."""
    row = rows("unmeant").get(domain.name, {}) if domain is not None else {}
    terms = {lemma_key(phrase) for phrase in phrases(row.get("words", ""))}
    return [wish for wish in wishes if lemma_key(wish.words) not in terms and not _names_people(wish)]


def _names_people(wish: Wish) -> bool:
    """Whether the words of a wish only begin the name of a group of people."""
    spans = ((start, start + person.length) for start, person in wish.sentence.people.items() if person.length > 1)
    return any(start <= wish.start and wish.end < end for start, end in spans)
