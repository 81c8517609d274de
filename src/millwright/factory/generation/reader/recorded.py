"""What people record in one go: of which known record that is told, "record symptoms, weight and diagnosis"."""

from collections.abc import Iterator

from millwright.factory.generation.reader.attributes import known_attribute
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.functions import function_items
from millwright.factory.generation.reader.listed import consists_of, item_entity
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.statements import Statement, phrases_between
from millwright.factory.generation.reader.verbs import on_their_way
from millwright.factory.generation.reader.vocabulary import Domain, EntityEntry, EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, singular

_RECORDING = word_set("recorded_verbs")
_FEWEST = 2
_CLAIMED = 2  # things of which a record consists that make it the one which is meant, whatever else they could be
_WRITTEN = (EntityKind.LOG, EntityKind.WORK, EntityKind.PERSONAL)


def with_recorded(lists: list[FieldList], said: list[Statement], domain: Domain | None) -> list[FieldList]:
    """The lists, with several things that staff record together as fields of the one record that consists of them.

    It is one that the prompt names, or that the kind of application keeps anyway. What has a name as a record of its
    own, and is no field of that one, stays what it is: "record temperature and attendance". The statements then tell
    what they are about.
    """
    told = [statement for statement in said if _records(statement)]
    known = _named(said, domain) if told else []
    made = [listing for statement in told if (listing := _recorded(statement, known, domain)) is not None]
    spans = [(x.sentence, x.start, x.end) for x in made]
    others = [x for x in lists if x.head or not any(s is x.sentence and a <= x.start < b for s, a, b in spans)]
    return [*others, *made]


def within_recorded(wish: Wish, lists: list[FieldList]) -> bool:
    """Whether the word for a wish is half of the name of what is recorded: the "feed type" of a feeding."""
    near = (x for x in lists if x.of and x.sentence is wish.sentence and x.start <= wish.start < x.end)
    words = tuple(token.low for token in wish.sentence.tokens[wish.start : wish.end])
    return any(len(words) < len(item) and words[0] in item for x in near for item in x.items)


def _records(statement: Statement) -> bool:
    verb = statement.verb
    return verb.form != "noun" and verb.base in _RECORDING and not statement.own


def _recorded(statement: Statement, known: list[EntityEntry], domain: Domain | None) -> FieldList | None:
    items = [item for item in _items(statement) if known_attribute(item) or not _dull(item)]
    if len(items) < _FEWEST:
        return None
    counts = {entry.name: [item for item in items if consists_of(entry, item, domain)] for entry in known}
    best = max(known, key=lambda entry: (len(counts[entry.name]), entry.kind in _WRITTEN), default=None)
    claimed = counts[best.name] if best is not None else []
    if best is None or not claimed:
        return None
    others = [item for item in items if item not in claimed]
    loose = len(others) > 1 and not all(known_attribute(item) for item in others)
    if len(claimed) < _CLAIMED and (item_entity(claimed[0], domain) is not None or loose):
        return None
    fields = [item for item in items if item in claimed or (known_attribute(item) and not item_entity(item, domain))]
    fields += [item for item in items if item not in fields and _plain(item, domain)]
    ordered = tuple(item for item in items if item in fields)
    statement.about = best.name
    return FieldList(statement.sentence, None, ordered, statement.start, statement.end, told=True, of=best.name)


def _items(statement: Statement) -> Iterator[tuple[str, ...]]:
    """What is recorded, each without the one whom it is recorded of: "each child's temperature"."""
    tokens = statement.sentence.tokens
    for phrase in statement.phrases:
        if phrase.direct:
            span = [*tokens[phrase.start : phrase.end]]
            owned = next((at + 1 for at, token in enumerate(span) if token.text.endswith(("'s", "s'"))), 0)
            words = tuple(token.low for token in span[owned:])
            if words:
                yield words


def _dull(item: tuple[str, ...]) -> bool:
    """Whether all words of an item say nothing: "information", "other details"."""
    known = lexicon()
    return all({word, singular(word)} & (known.generic | known.adjectives) for word in item)


def _plain(item: tuple[str, ...], domain: Domain | None) -> bool:
    return item_entity(item, domain) is None and not is_plural(item[-1])


def _named(said: list[Statement], domain: Domain | None) -> list[EntityEntry]:
    """The records that the prompt names, in their order, then those of the kind of application."""
    found: dict[str, EntityEntry] = {}
    for sentence in {id(statement.sentence): statement.sentence for statement in said}.values():
        verbs = on_their_way(sentence)
        functions = ((begin, end) for begin, end, _ in function_items(sentence))
        for begin, end in (*functions, *phrases_between(sentence.tokens, 0, len(sentence.tokens), verbs)):
            named = named_by(sentence.tokens[begin:end], domain)
            if named is not None and named.entry is not None:
                found.setdefault(named.key, named.entry)
    for name in domain.core if domain else ():
        found.setdefault(name, lexicon().entities[name])
    return [*found.values()]
