"""Which numbers a prompt wants to see side by side: of which record, of what, and by which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.analysing import analysed, is_itself
from millwright.factory.generation.reader.capabilities import NEGATIONS, Wish
from millwright.factory.generation.reader.data import table_beside, word_set
from millwright.factory.generation.reader.dimensions import add_dimension, dimension
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, day_field, records_in, state_field
from millwright.factory.generation.reader.segment import Part as PartOfSpeech
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.vocabulary import Capability, EntityKind
from millwright.factory.generation.reader.words import is_plural
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import NUMERIC, Access, FieldType, Reach

NAME = "side_by_side"
_KEPT = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
_HELD = word_set("seeing_averaged")
_MOST_NUMBERS, _MOST_THINGS, _MOST = 8, 4, 2
_LONGEST = 60  # characters of an option of a part
_BEFORE, _AFTER = 4, 12
_GAUGES = "gauge_reading"
_ROWS = 64
_LONG = -400
"""So long the demonstration goes back where years are compared, in days."""


@dataclass(frozen=True)
class Asking:
    """A place where a comparison is asked for, and where the words about it begin and end."""

    sentence: Sentence
    place: int
    begin: int
    end: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        """What is said around it."""
        return self.sentence.tokens[self.begin : self.end]


def draft(reading: Reading) -> None:
    """Has rows say of what they are, where things are compared that they do not name yet: the sales of branches."""
    shop = reading.site and bool(reading.wished("comparison"))
    for asking in _askings(reading) if not reading.refuses(NAME) else ():
        words = _things_said(asking)
        fact = _fact(reading, asking) if words else None
        if fact is None or fact.kind not in _KEPT or shop or is_itself(reading, fact, words):
            continue
        if dimension(reading, fact, words) is None:
            add_dimension(reading, fact, words, clause_of(reading, asking.sentence, asking.place), each=True)


def settle(reading: Reading) -> None:
    """A page for each record whose numbers are to be compared; the words about it are answered by it."""
    if reading.refuses(NAME):
        return
    for asking in _askings(reading):
        fact = _fact(reading, asking)
        options = _options(reading, asking, fact) if fact is not None else None
        if fact is None or options is None:
            continue
        parts = [part.entity for part in reading.parts if part.capability == NAME]
        if fact.name not in parts and len(parts) >= _MOST:
            continue
        because = clause_of(reading, asking.sentence, asking.place)
        add_part(reading, Part(capability=NAME, entity=fact.name, options=options), because)
        _show(reading, fact)
        _date_back(asking, fact)
        if _tells_all(reading, asking, fact, options):
            reading.wishes.append(_answered(asking))


def _answered(asking: Asking) -> Wish:
    """The words about a comparison, as a wish that is fulfilled."""
    words = asking.sentence.words(asking.place, asking.end)
    return Wish(Capability(NAME, True, "numbers side by side"), words, asking.sentence, asking.place, asking.end)


def _tells_all(reading: Reading, asking: Asking, fact: DraftEntity, options: dict[str, str]) -> bool:
    """Whether what the words compare, and of what, is among what can be chosen: else they stay without an answer."""
    named = {fact.name, *fact.label.lower().split(), *fact.name.split("_")}
    for field in (known for name in ("numbers", "things") for known in options.get(name, "").split()):
        known = fact.field(field)
        target = reading.entity(known.target) if known and known.target else None
        named |= {*field.split("_")} | ({*known.label.lower().split()} if known else set())
        named |= {*target.label.lower().split()} if target is not None else set()
    said = [*_said(asking)]
    known = named | _words("over_time")
    return bool(said) and all(noun in (known if beside else known | _words("data")) for noun, beside in said)


def _said(asking: Asking) -> Iterator[tuple[str, bool]]:
    """The last noun of what is compared, and of what it is of ("the yield of different barns"), and whether it stands
    beside: "with the target"."""
    tokens = asking.sentence.tokens
    noun = tokens[asking.place].low in {"comparison", "comparisons"}
    if noun and [token.low for token in tokens[asking.place + 1 : asking.place + 2]] != ["of"]:
        before = tokens[asking.begin : asking.place]
        yield from ((token.lemma, False) for token in before[-1:] if token.part is PartOfSpeech.NOUN)
        return
    last, beside = "", False
    for token in tokens[asking.place + 1 : asking.end]:
        parts, ends = token.low in _words("parting"), token.low in _words("ending")
        if (parts or ends) and last:
            yield last, beside
            last = ""
        beside = beside or token.low == "with"
        if ends:
            break
        last = token.lemma if token.part is PartOfSpeech.NOUN else last
    if last:
        yield last, beside


def _things_said(asking: Asking) -> tuple[Token, ...]:
    """What a comparison is of, where that is said in the plural after what is compared: "the sales of branches"."""
    tokens, found = asking.sentence.tokens, list[Token]()
    places = range(asking.place + 1, asking.end)
    begin = next((at for at in places if tokens[at].low in _words("parting")), asking.end)
    for token in tokens[begin + 1 : asking.end]:
        if token.part is PartOfSpeech.NOUN and token.lemma not in _words("over_time") | _words("data"):
            found.append(token)
        elif found or token.low in _words("ending"):
            break
    return tuple(found) if found and is_plural(found[-1].low) else ()


def _askings(reading: Reading) -> Iterator[Asking]:
    """Where comparisons are asked for, in the order of the prompt."""
    named = {(id(wish.sentence), place) for wish in reading.wished(NAME) for place in range(wish.start, wish.end)}
    for sentence in reading.sentences:
        taken = -1
        for place, token in enumerate(sentence.tokens):
            said = token.low in _words("asking") or (id(sentence), place) in named
            if not said or place < taken or any(t.low in NEGATIONS for t in sentence.tokens[max(0, place - 3) : place]):
                continue
            asking = _around(sentence, place)
            taken = asking.end
            if not _looked_at(asking):
                yield asking


def _around(sentence: Sentence, place: int) -> Asking:
    """The words of a list or clause around a place: a verb has its objects after it, a noun its own before it."""
    tokens = sentence.tokens
    stops = [at for at, token in enumerate(tokens) if token.part is PartOfSpeech.PUNCTUATION]
    begin = max((at + 1 for at in stops if at < place), default=0)
    end = min((at for at in stops if at > place), default=len(tokens))
    return Asking(sentence, place, max(begin, place - _BEFORE), min(end, place + _AFTER))


def _looked_at(asking: Asking) -> bool:
    """Whether pictures, versions or features are compared, which have no numbers."""
    return bool({token.lemma for token in asking.tokens} & _words("looked_at")) and not _over_time(asking)


def _over_time(asking: Asking) -> bool:
    return bool({token.lemma for token in asking.tokens} & _words("over_time"))


def _fact(reading: Reading, asking: Asking) -> DraftEntity | None:
    """The record whose rows have the numbers: a named one, one of what is named, or what all is about."""
    named = [e for e in records_in(reading, asking.sentence, asking.begin, asking.end) if not e.internal]
    shown = {part.entity for part in reading.parts if part.capability == "comparison"}
    if not _over_time(asking) and any(entity.name in shown for entity in named):
        return None
    for entity in named:
        if entity.kind in _KEPT and _numbers(entity):
            return entity
    of_it = [(one, fact) for one in named for fact in reading.entities if _is_of(fact, one)]
    if of_it:
        return max(of_it, key=lambda pair: (pair[1].name == _GAUGES, bool(day_field(pair[1]))))[1]
    if any(entity.name in shown for entity in named):
        return None
    whole = next((entity for entity in named if len(_numbers(entity)) > 0), None)
    return whole or (_main(reading) if not named and (_over_time(asking) or reading.views) else None)


def _is_of(fact: DraftEntity, thing: DraftEntity) -> bool:
    """Whether rows with numbers refer to a thing."""
    refers = any(field.target == thing.name for field in fact.fields)
    return refers and not fact.internal and fact.kind in _KEPT and bool(_numbers(fact))


def _main(reading: Reading) -> DraftEntity | None:
    """What a prompt measures or analyses most; nothing where it keeps no numbers day by day."""
    seen = analysed(reading) if reading.views else None
    able = [e for e in reading.entities if not e.internal and e.kind in _KEPT and e.key not in _words("sold")]
    dated = [entity for entity in able if day_field(entity) and _numbers(entity)]
    gauges = [entity for entity in dated if entity.key == _GAUGES]
    return next(iter([*gauges, *([seen] if seen in dated else []), *dated]), None)


def _numbers(entity: DraftEntity) -> list[DraftField]:
    """The amounts of a record, those first that the prompt names."""
    found = [f for f in entity.fields if f.type in NUMERIC and not {*f.name.split("_")} & _words("no_amounts")]
    return sorted(found, key=lambda field: (not field.because, field.type is not FieldType.MONEY))[:_MOST_NUMBERS]


def _options(reading: Reading, asking: Asking, fact: DraftEntity) -> dict[str, str] | None:
    """The options of the part; nothing where there is neither a thing nor a day to compare by."""
    numbers, day = _numbers(fact), day_field(fact)
    things = _things(reading, asking, fact)
    if not numbers or not (things or day):
        return None
    held = [f.name for f in numbers if _is_held(fact, f)]
    options = {
        "numbers": _fitting([field.name for field in numbers]),
        "things": _fitting([field.name for field in things]),
        "day": day.name if day is not None else "",
        "held": _fitting(list(held)),
    }
    return {name: value for name, value in options.items() if value}


def _is_held(fact: DraftEntity, field: DraftField) -> bool:
    """Whether a number tells how something is, so that it has an average and no total."""
    return fact.key == _GAUGES or not _HELD.isdisjoint(field.name.split("_")) or field.maximum is not None


def _things(reading: Reading, asking: Asking, fact: DraftEntity) -> list[DraftField]:
    """What the rows are of, what the words name first: references, kinds, and texts that many rows share."""
    said = {token.lemma for token in asking.tokens}
    state = state_field(fact)
    shown = {entity.name for entity in reading.entities if not entity.internal}
    found = [f for f in fact.fields if f.type is FieldType.REFERENCE and f.target in shown and not f.unique]
    # A choice of one value has nothing beside it.
    found += [f for f in fact.fields if f.type is FieldType.CHOICE and f is not state and len(f.choices) != 1]
    found += [f for f in fact.fields[1:] if f.type is FieldType.TEXT and not f.unique and _tells_apart(f)]
    if not found and fact.kind not in _KEPT:
        found = [f for f in fact.fields[:1] if f.type is FieldType.TEXT and not f.unique]
    found += [state] if state is not None else []
    named = sorted(found, key=lambda field: not ({*field.name.split("_"), *field.label.lower().split()} & said))
    return [field for field in named if not field.numbered][:_MOST_THINGS]


def _fitting(names: list[str]) -> str:
    """The first of these names, as many as an option of a part may hold."""
    while len(" ".join(names)) > _LONGEST:
        names = names[:-1]
    return " ".join(names)


def _tells_apart(field: DraftField) -> bool:
    return field.name.removesuffix("_name").rsplit("_", 1)[-1] in _words("apart")


def _show(reading: Reading, fact: DraftEntity) -> None:
    """On a site anybody compares what instruments measure."""
    if fact.key == _GAUGES and reading.layout is Layout.SITE and not fact.visitors.create:
        fact.visitors = fact.visitors | Access(read=Reach.ALL)


def _date_back(asking: Asking, fact: DraftEntity) -> None:
    """Has the demonstration go back far enough to see one period beside another."""
    day = day_field(fact)
    if fact.kind in _KEPT:
        fact.rows = max(fact.rows, _ROWS)
    if day is not None and _over_time(asking) and day.between is not None and day.between[0] > _LONG:
        day.between = (_LONG, min(day.between[1], 0))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table_beside(__package__ or "", "words")[name].split())
