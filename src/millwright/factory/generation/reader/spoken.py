"""What the prompt's own words for a record are, and how much words count that no lexicon has."""

from collections.abc import Sequence

from millwright.factory.generation.reader.attributes import field_types
from millwright.factory.generation.reader.nouns import Named
from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.vocabulary import Act, EntityEntry, EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, plural
from millwright.factory.generation.spec import FieldType

_BOTH_WAYS = frozenset({"stock_movement", "vehicle_passage"})
_SENT = frozenset({"appointment", "order", "plan", "record", "report", "request", "visit"})
_ABSTRACT = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ance",
    "ence",
    "ship",
    "ing",
    "ability",
    "ics",
    "ware",
    "ogy",
)


def own_words(named: Named) -> tuple[str, ...]:
    """The prompt's own word for a known record when it is used in the plural; else the lexicon's name."""
    if named.entry is None:
        return named.words
    last = named.words[-1]
    if named.entry.name in _BOTH_WAYS:
        return ()
    if _is_measure(last, named.entry):
        return ()
    dull = lexicon().facets | lexicon().generic | lexicon().nominals.keys()
    whole = (
        len(named.words) > 1 and " ".join(named.words) in named.entry.words and last not in dull - {"record", "request"}
    )
    sent = named.entry.kind is EntityKind.PERSONAL or (named.entry.kind is EntityKind.WORK and last in _SENT)
    if sent and whole and not named.facet:
        return named.words
    abstract = last.endswith(_ABSTRACT) and lexicon().entity_index.at([last], 0) is None
    vague = last in lexicon().facets or last in lexicon().generic or abstract
    told = named.plural or named.entry.name == "person" or named.entry.sort
    return named.words if told and not named.facet and not vague else ()


def unknown_weight(tokens: Sequence[Token], weight: float, act: Act, *, direct: bool) -> float:
    """Unknown nouns count where they are kept or managed; abstract ones and other places do not."""
    head = tokens[-1]
    strong = act in {Act.MANAGE, Act.CREATE} and direct
    if head.lemma.endswith(_ABSTRACT) and not (strong and is_plural(head.low)):
        return 0.0
    if head.text[:1].isupper() and head.start and not strong:
        return 0.0
    return weight if strong else weight * (0.5 if is_plural(head.low) else 0.2)


def _is_measure(word: str, entry: EntityEntry) -> bool:
    """Whether a word that means a record in some trade names a number by itself: the hours of an attendance list."""
    alone = any(word in known.split() for known in entry.words)
    return not alone and any(field_types().get(form) is FieldType.DECIMAL for form in (word, plural(word)))
