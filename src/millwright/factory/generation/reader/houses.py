"""The house that an application is for, which keeps no record of itself: "a pharmacy management system"."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Mention, Reading
from millwright.factory.generation.reader.segment import Part
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import is_plural

_SYSTEMS = frozenset({"software", "system", "tool", "platform", "application", "app"})
_HEAVY = 0.5
_ORGANISATIONS = word_set("segment_organisations")


def is_the_house(key: str, others: set[str], reading: Reading) -> bool:
    """Whether what a title speaks of is who the application is for, and nothing that is kept: one hotel whose rooms
    are kept, the pharmacy of a "pharmacy management system"."""
    tokens = [token for sentence in reading.all_sentences for token in sentence.tokens]
    many = any(token.lemma == key and is_plural(token.low) for token in tokens)
    if reading.domain is not None and reading.domain.name == "hotel" and key == "hotel":
        return "room" in others and not many
    mentions = [mention for mention in reading.mentions if mention.key == key and mention.weight >= _HEAVY]
    if many or not mentions:
        return False
    if (others or reading.topics) and _is_told_for(key, mentions, reading):
        return True
    return bool(others) and all(_in_title(one, reading) for one in mentions)


def _is_told_for(key: str, mentions: list[Mention], reading: Reading) -> bool:
    """Whether nothing but whom a site is for is called so: "a website for a nonprofit hospice organization"."""
    title = reading.sentences[0]
    if not reading.site or any(
        one.entry or (one.statement and one.statement.sentence is not title) for one in mentions
    ):
        return False
    tokens = title.tokens
    for place in (at for at, token in enumerate(tokens) if token.low == "for"):
        begin = place + 1
        begin += begin < len(tokens) and tokens[begin].low in {"a", "an", "the"}
        end = begin
        while end < len(tokens) and tokens[end].part in {Part.NOUN, Part.ADJECTIVE}:
            end += 1
        named = [token.lemma for token in tokens[begin:end]]
        if len(named) > 1 and named[-1] in _ORGANISATIONS and key in {named[-2], "_".join(named[:-1])}:
            return True
    return False


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
