"""The house that an application is for, which keeps no record of itself: "a pharmacy management system"."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import is_plural

_SYSTEMS = frozenset({"software", "system", "tool", "platform", "application", "app"})
_HEAVY = 0.5


def is_the_house(key: str, others: set[str], reading: Reading) -> bool:
    """Whether what a title speaks of is who the application is for, and nothing that is kept: one hotel whose rooms
    are kept, the pharmacy of a "pharmacy management system"."""
    tokens = [token for sentence in reading.all_sentences for token in sentence.tokens]
    many = any(token.lemma == key and is_plural(token.low) for token in tokens)
    if reading.domain is not None and reading.domain.name == "hotel" and key == "hotel":
        return "room" in others and not many
    mentions = [mention for mention in reading.mentions if mention.key == key and mention.weight >= _HEAVY]
    return bool(others) and not many and bool(mentions) and all(_in_title(one, reading) for one in mentions)


def _in_title(mention: Mention, reading: Reading) -> bool:
    """Whether a word for a house, of which the lexicon has no record, only stands in the title's "… management
    system"."""
    said = mention.statement
    if said is None or said.verb.base != "management" or said.sentence is not reading.sentences[0]:
        return False
    after = said.sentence.tokens[said.end : said.end + 1]
    named = [token.lemma for token in said.sentence.tokens[said.start : said.end - 1]]
    kinds = (lexicon().domain_index.at(named, place) for place in range(len(named)))
    house = any(hit is not None for hit in kinds) or bool({*named[-1:]} & word_set("houses"))
    own = mention.entry is not None and mention.key not in word_set("houses_kept")
    return house and not own and bool(after) and after[0].lemma in _SYSTEMS
