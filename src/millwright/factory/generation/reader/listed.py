"""What the items of a spelled-out list are: records of the lexicon, fields, or vague wishes."""

from millwright.factory.generation.reader.alike import field_meant
from millwright.factory.generation.reader.asides import KEPT_SUMS, SHOWN_OF
from millwright.factory.generation.reader.attributes import field_types, known_attribute
from millwright.factory.generation.reader.choices import spelled_values
from millwright.factory.generation.reader.draft import FieldList
from millwright.factory.generation.reader.fields import entry_lines, named_field
from millwright.factory.generation.reader.nouns import BUILT, acts_on_before, lent_here, named_by
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import Domain, EntityEntry, in_domain, lexicon
from millwright.factory.generation.reader.words import is_plural, singular, stem, stems
from millwright.factory.generation.spec import FieldType

_BOUNDS = frozenset({"maximum", "max", "minimum", "min"})
_SUMS = frozenset({"charge", "deposit", "fee", "rate"})
_SUMMARIES = frozenset({"chart", "dashboard", "overview", "report", "statistic", "summary"})
_SENT_IN = frozenset({"contact_message", "quote_request"})
_SUFFIXES = frozenset({"entry", "history", "item", "profile", "record"})


def telling(words: tuple[str, ...]) -> list[str]:
    """The words that tell something: neither adjectives nor vague nouns nor gerunds."""
    known = lexicon()
    dull = known.adjectives | known.generic | known.stop
    return [word for word in words if word not in dull and not word.endswith(("ing", "ed", "ive", "ical", "ant"))]


def lists_records(listing: FieldList, domain: Domain | None) -> bool:
    """Whether the items of a list are records rather than fields: mostly plurals that the lexicon knows."""
    if listing.of or listing.entered or (listing.told and listing.head is None):
        return False
    if listing.told and all(singular(item[-1]) in SHOWN_OF for item in listing.items):
        return False
    begin, stop = listing.head or (0, 0)
    head = listing.sentence.tokens[begin:stop]
    named = named_by(head, domain) if head else None
    if named is not None and named.key in _SENT_IN:
        return False
    if named is not None and named.entry is not None and _tells_of_one(listing, named.entry, domain):
        return False
    values = spelled_values(listing.sentence)
    known = [item for item in listing.items if item_entity(item, domain) and choice_value(" ".join(item)) not in values]
    told = any(known_attribute(item) and item not in known for item in listing.items)
    named_whole = [item for item in known if len(item) > 1 and item[-1] not in _SUMS and (not told or _whole(item))]
    plural = [item for item in known if is_plural(item[-1]) or item in named_whole]
    had = bool(head) and listing.sentence.tokens[listing.start].low in {"with", "has", "have"}
    plural = [item for item in plural if not had or not _counted_or_shown(item)]
    other = [item for item in listing.items if item not in plural and not vague(item)]
    if not head:
        other = [item for item in other if not is_plural(item[-1]) or known_attribute(item)]
        other = [item for item in other if item not in known or known_attribute(item)]
    if named is not None and is_plural(head[-1].low):
        told = [item for item in listing.items if not vague(item) or known_attribute(item) or item in known]
        told = [item for item in told if item in known or known_attribute(item) or not is_plural(item[-1])]
        if len(listing.items) == 1:
            return had and bool(plural) and is_plural(plural[0][-1]) and not vague(plural[0]) and _kept_apart(plural[0])
        return len(plural) > len(told) / 2
    return bool(plural) and len(plural) >= len(other)


def _tells_of_one(listing: FieldList, entry: EntityEntry, domain: Domain | None) -> bool:
    """Whether most of what people record "with" a thing is what it consists of: "logs with weather and work done"."""
    before = listing.sentence.tokens[: listing.head[0]] if listing.head else ()
    acts = [token.verb.base for token in before if token.verb is not None][-1:]
    had = [item for item in listing.items if consists_of(entry, item, domain)]
    return acts in [["record"], ["enter"], ["register"], ["submit"], ["log"]] and len(had) * 2 > len(listing.items)


def consists_of(entry: EntityEntry, item: tuple[str, ...], domain: Domain | None) -> bool:
    """Whether a record of the lexicon has such a field, and is not what the item names itself."""
    itself = item_entity(item, domain)
    made = named_field(item, entry.name)
    if made is None or (itself is not None and itself.name == entry.name):
        return False
    return field_meant(made, [field for field, targets, _ in entry_lines(entry.fields) if not targets]) is not None


def _whole(item: tuple[str, ...]) -> bool:
    """Whether all words of an item name a record together: "purchase order", but not "opposing party"."""
    lemmas = [singular(word) for word in item]
    hit = lexicon().entity_index.at(lemmas, 0)
    return hit is not None and hit[0] == len(lemmas)


def _kept_apart(item: tuple[str, ...]) -> bool:
    """Whether a plural is no field's name: "projects with tasks", but not "shelves with labels"."""
    return not known_attribute(item) or item[-1] in KEPT_SUMS


def _counted_or_shown(item: tuple[str, ...]) -> bool:
    """Whether a plural is a number or a picture that records have: "flats with rooms and photos"."""
    return singular(item[-1]) in SHOWN_OF or (len(item) == 1 and field_types().get(item[0]) is FieldType.INTEGER)


def is_counted(item: tuple[str, ...]) -> bool:
    """Whether an item is a number of what it names: "maximum players", "a minimum number of shares"."""
    return ("number", "of") in {item[:2], item[1:3]} or item[0] in _BOUNDS


def item_entity(item: tuple[str, ...], domain: Domain | None) -> EntityEntry | None:
    """The lexicon's record that a whole item of a list names."""
    if is_counted(item):
        return None
    lemmas = [singular(word) for word in item if word != "of"]
    lemmas = lemmas[:-1] if acts_on_before(lemmas, domain) and lemmas[-1] == "review" else lemmas
    if item[-1] in BUILT or told_of(item) or lemmas[-1:] == ["attachment"]:
        return None
    for end in (len(lemmas), len(lemmas) - 1):
        hit = lexicon().entity_index.at(lemmas, 0) if end > 0 else None
        if hit is not None and hit[0] == end and (end == len(lemmas) or lemmas[-1] in _SUFFIXES):
            return in_domain(lemmas[:end], hit[1], domain)
    hit = lexicon().entity_index.at(lemmas, len(lemmas) - 1) if lemmas else None
    named = hit is not None or lemmas[-1:] == ["calendar"] or lemmas[-1] not in lexicon().generic | lexicon().facets
    for start in range(1, len(lemmas) - 1) if named else ():
        longer = lexicon().entity_index.at(lemmas, start)
        if longer is not None and start + longer[0] == len(lemmas):
            return in_domain(lemmas[start:], longer[1], domain)
    if hit is None and len(lemmas) == 1 and domain is not None and lemmas[0] in domain.means:
        return lexicon().entities.get(domain.means[lemmas[0]]) if is_plural(item[0]) else None
    if hit is None and lent_here(item, domain):
        return lexicon().entities["equipment_item"]
    return in_domain(lemmas[-1:], hit[1], domain) if hit else None


def told_of(item: tuple[str, ...]) -> bool:
    """Whether an item is what is told about records, and no record: "report of placements", "vaccinations due"."""
    if item[-1] == "due":
        return True
    return "of" in item and singular(item[max(0, item.index("of") - 1)]) in _SUMMARIES


def vague(item: tuple[str, ...]) -> bool:
    """Whether a listed item is a wish about the application or an abstraction, not data."""
    if told_of(item) or names_part(item):
        return True
    last = item[-1]
    return last in lexicon().generic or singular(last) in lexicon().generic or stem(last) in {"manag", "track"}


def names_part(item: tuple[str, ...]) -> bool:
    """Whether words name something that an application can do, such as a shopping cart."""
    forms = stems(" ".join(item))
    hits = (lexicon().capability_index.at(forms, place) for place in range(len(forms)))
    alone = {word for word in " ".join(item).replace("-", " ").split() if word in lexicon().lone_words}
    return any(hit is not None and (hit[0] > 1 or alone) for hit in hits)


def called(item: tuple[str, ...], entry: EntityEntry | None) -> tuple[str, ...]:
    """The prompt's own words for a listed record; none where a known one is only called a record or a list."""
    words = (*telling(item[:-1])[-1:], singular(item[-1]))
    dull = len(words) == 1 and words[-1] in lexicon().facets
    return words if entry is None or (is_plural(item[-1]) and not dull) else ()
