"""Places along which things are compared: "the provincial distribution", "packages in different cities"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.adding import add_field
from millwright.factory.generation.reader.data import phrases, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, records_in
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import FieldType

_COMPARED = word_set("regions_compared")
_EACH = word_set("regions_each")
_KEPT = (
    EntityKind.LOG,
    EntityKind.MONEY,
    EntityKind.WORK,
    EntityKind.PERSONAL,
    EntityKind.PERSON,
    EntityKind.CATALOGUE,
)
_ALONG = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.TEXT})


@dataclass(frozen=True)
class Region:
    """A kind of place that a sentence compares by, and the records that it does so with."""

    name: str
    values: str
    entity: DraftEntity
    sentence: Sentence
    because: str

    @property
    def field(self) -> DraftField | None:
        """The field of the records that says where they are, when they have one."""
        return next((f for f in self.entity.fields if f.type in _ALONG and self.name in f.name.split("_")), None)


def regions(reading: Reading) -> Iterator[Region]:
    """What sentences compare by place, each kind of place of a record once; nothing where no numbers are asked for."""
    if not reading.wished("chart"):
        return
    told: set[tuple[str, str]] = set()
    for sentence in reading.all_sentences:
        for place in range(len(sentence.tokens)):
            name, values = _region_at(sentence, place)
            entity = _compared(reading, sentence) if name else None
            if entity is not None and (entity.name, name) not in told:
                told.add((entity.name, name))
                yield Region(name, values, entity, sentence, clause_of(reading, sentence, place))


def provide_regions(reading: Reading) -> None:
    """Has records say where they are, where they are compared by it and do not say so yet."""
    for region in regions(reading):
        if region.field is None and not _referred_to(reading, region.name):
            _without_place(region.entity)
            field = add_field(region.entity, f"{region.name} text: {region.values}", region.because)
            region.entity.fields.remove(field)
            region.entity.fields.insert(1, field)


def _referred_to(reading: Reading, name: str) -> bool:
    """Whether records refer to places of that kind: readings to their cities."""
    targets = (field.target or "" for entity in reading.entities for field in entity.fields)
    return any(target.rsplit("_", 1)[-1] == name for target in targets)


def _without_place(entity: DraftEntity) -> None:
    """Takes away the place that is usual for such records and that nobody asked for: one of each kind is enough."""
    for field in [*entity.fields[1:]]:
        if field.pool == "city" and not field.because and not field.required:
            entity.fields.remove(field)


def region_words(reading: Reading) -> list[str]:
    """The words that charts along places answer: "provincial distribution"."""
    charted = {chart.by for chart in reading.charts}
    rows = [row for row in _rows() if row[0] in charted]
    return [word for row in rows for word in (*row[1], *_COMPARED)]


def _region_at(sentence: Sentence, place: int) -> tuple[str, str]:
    """The kind of place that a word names as one to compare by, and examples; two empty words where it does not."""
    token = sentence.tokens[place]
    row = next((row for row in _rows() if {token.low, token.lemma} & row[1]), None)
    if row is None:
        return "", ""
    before, after = sentence.tokens[max(0, place - 3) : place], sentence.tokens[place + 1 : place + 3]
    compared = _has(after, _COMPARED) or _has(before, _EACH)
    return (row[0], row[2]) if compared else ("", "")


def _has(tokens: tuple[Token, ...], words: frozenset[str]) -> bool:
    return any({token.low, token.lemma} & words for token in tokens)


@cache
def _rows() -> tuple[tuple[str, frozenset[str], str], ...]:
    """Each kind of place, the words that mean it, and examples; asked for at each word of a prompt."""
    lines = phrases(str(table("grammar")["regions_places"]))
    parts = ([part.strip() for part in line.split("=")] for line in lines)
    return tuple((name, frozenset({name, *words.split()}), values) for name, words, values in parts)


def _compared(reading: Reading, sentence: Sentence) -> DraftEntity | None:
    """What is compared: the first kept record that the sentence names, else the first of all."""
    kept = (e for e in (*records_in(reading, sentence), *reading.entities) if e.kind in _KEPT and not e.internal)
    return next(kept, None)
