"""Readings of instruments: what is measured, side by side, of each place: "temperature and humidity of each hall"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.choosing import Choice
from millwright.factory.generation.reader.dashboards import Plan, add_chart, filter_by
from millwright.factory.generation.reader.data import pairs, phrases, rows, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, FieldList, Reading
from millwright.factory.generation.reader.lookups import day_field
from millwright.factory.generation.reader.nouns import named_by
from millwright.factory.generation.reader.segment import Part, Sentence
from millwright.factory.generation.reader.shaping import shape
from millwright.factory.generation.reader.sights import View
from millwright.factory.generation.reader.spoken import own_words
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Act, EntityKind, PhraseIndex, lemma_key, lexicon
from millwright.factory.generation.spec import NUMERIC, ChartKind, FieldType, Measure

_READING = "gauge_reading"
_ONE_BY_ONE = ("quality_reading", "pollutant", "reading", "power_output")
"""Records with one value of one kind in each row, which readings of several kinds side by side stand for."""
_PLACES = (
    "monitoring_point",
    "power_station",
    "weather_city",
    "field_plot",
    "building_record",
    "warehouse",
    "machine",
    "device",
)
_NEAR = 3  # tokens between two quantities of one list
_BEYOND = 4  # tokens from the last of them to the place
_MOST = 4  # charts of readings
_ROWS = 48
_OF = frozenset({"of", "in", "at", "for", "from"})
_CITY = "weather_city"
_LIMITS = ("gauge_limit", "indicator", "limit")


@dataclass(frozen=True)
class Run:
    """Quantities that one list of the prompt names, and where it ends."""

    sentence: Sentence
    names: tuple[str, ...]
    begin: int
    end: int

    @property
    def text(self) -> str:
        """The prompt's own words for them."""
        return self.sentence.words(self.begin, self.end)


def gauge(reading: Reading) -> None:
    """Keeps readings with a number for each quantity, of the places that the prompt names."""
    runs = [run for sentence in reading.sentences for run in _runs(sentence)]
    run = max(runs, key=lambda one: len(one.names), default=None)
    if run is None or any(_has(entity, run) and not _stood_for(entity) for entity in reading.entities):
        return
    for entity in reading.entities:
        entity.fields = [field for field in entity.fields if not _measured(field, run)]
    place = _place(reading, run)
    _leave_out(reading, run)
    readings = add_record(reading, _READING, run.text)
    readings.rows = _ROWS
    readings.fields = [field for field in readings.fields if not _measured(field, run)]
    names = dict.fromkeys(name for each in runs for name in (*_beside(reading, each), *each.names))
    fields = [_number(readings, name, run.text) for name in names]
    if place is not None:
        fields.insert(0, add_field(readings, f"{place.name}! @{place.name}", run.text))
        fields[0].label = place.label
    readings.fields = [*fields, *(field for field in readings.fields if field not in fields)]
    _limit(reading, run, [field for field in fields if field.type in NUMERIC], place)


def _number(readings: DraftEntity, name: str, because: str) -> DraftField:
    field = add_field(readings, rows("gauges")[name]["field"], because)
    field.label = rows("gauges")[name]["label"]
    return field


def _beside(reading: Reading, run: Run) -> list[str]:
    """What goes with a quantity where a word of the prompt asks for it: the index of the air with its dust."""
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    asked = (pairs(rows("gauges")[name].get("beside", "")).items() for name in run.names)
    return [name for each in asked for word, name in each if word in said]


def _leave_out(reading: Reading, run: Run) -> None:
    """Leaves out what the readings stand for: quantities taken for things, and rows with one value of one kind each."""
    words = {"_".join(said) for name in run.names for said in _words(name)}
    one_by_one = [known for key in _ONE_BY_ONE if (known := reading.entity(key)) and not _managed(reading, key)]
    quantities = [entity for entity in reading.entities if entity.entry is None and entity.name in words]
    unknown = [
        entity for entity in reading.entities if _stood_for(entity) and _has(entity, run) and entity.entry is None
    ]
    for entity in {id(e): e for e in (*one_by_one, *quantities, *unknown)}.values():
        reading.entities.remove(entity)
        for other in reading.entities:
            other.fields = [field for field in other.fields if field.target != entity.name]
    reading.same |= {entity.key: _READING for entity in one_by_one}
    items = tuple((name,) for name in run.names)
    reading.lists.append(FieldList(run.sentence, None, items, run.begin, run.end, told=True))
    reading.views = [view for view in reading.views if not _names_run(view, run)]


def _names_run(view: View, run: Run) -> bool:
    """Whether what is to be seen is all the quantities: "the concentration of ozone and dust", "each indicator"."""
    here = view.sentence is run.sentence and view.start < run.end and run.begin <= view.end
    return (view.measured and here) or (bool(view.words) and view.words[-1].lemma in word_set("gauges_quantities"))


def _limit(reading: Reading, run: Run, numbers: list[DraftField], place: DraftEntity | None) -> None:
    """Has limits and alarms speak of the quantities, and alarms of where they were raised."""
    kinds = tuple(field.label.partition(" (")[0] for field in numbers)
    told = next((found for key in _LIMITS if (found := reading.entity(key)) is not None), None)
    limits = add_record(reading, "gauge_limit", told.because) if told is not None else None
    if told is not None and limits is not None and told is not limits:
        limits.label, limits.plural_label = told.label, told.plural_label
    for other in [entity for entity in reading.entities if limits is not None and entity.key in _LIMITS[1:]]:
        reading.entities.remove(other)
    alarms = reading.entity("warning_notice")
    if alarms is not None and place is not None and alarms.field(place.name) is None:
        alarms.fields.insert(1, add_field(alarms, f"{place.name} @{place.name}", run.text))
        alarms.fields.pop()
    for entity in (limits, alarms):
        if entity is not None:
            entity.fields = [known for known in entity.fields if not known.name.endswith("_type")]
            field = add_field(entity, "indicator! choice: Temperature", run.text)
            field.choices, field.values = kinds, kinds if entity is limits else ()
            entity.rows = len(kinds) if entity is limits else entity.rows


def chart_gauges(reading: Reading) -> None:
    """Draws the course of each quantity, and what it is on average at each place; nothing is drawn across kinds."""
    readings = reading.entity(_READING)
    day = day_field(readings) if readings is not None else None
    if readings is None or day is None:
        return
    numbers = [field for field in readings.fields if field.type in NUMERIC and field.because]
    place = next((field for field in readings.fields if field.type is FieldType.REFERENCE), None)
    for number in numbers[:_MOST]:
        add_chart(reading, Plan(readings, number, day, ChartKind.LINE, measure=Measure.AVERAGE), number.because)
    if place is not None:
        for number in numbers[:_MOST]:
            add_chart(reading, Plan(readings, number, place, measure=Measure.AVERAGE), number.because)
        filter_by(reading, readings, place)


def told_by_gauges(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words stand in a list of quantities that readings have."""
    known = rows("gauges").keys()
    told = (one for one in reading.lists if one.sentence is sentence and one.start < end and start < one.end)
    read = reading.entity(_READING) is not None
    return read and any(one.told and all(len(item) == 1 and item[0] in known for item in one.items) for one in told)


def gauge_words(reading: Reading) -> list[str]:
    """The words that readings with a number for each quantity answer: "view each indicator", "pollutant comparison"."""
    readings = reading.entity(_READING)
    told = {field.name for field in readings.fields} if readings is not None else set[str]()
    named = [row["words"].replace(";", " ") for row in rows("gauges").values() if row["field"].split()[0] in told]
    return [*named, "data value concentration comparison", *word_set("gauges_quantities")] if named else []


def seen_in_readings(reading: Reading, statement: Statement) -> bool:
    """Whether it is the readings that people see: "displaying monitoring data of industrial parks"."""
    ends = (statement.sentence.tokens[phrase.end - 1].lemma for phrase in statement.phrases if phrase.direct)
    seen = statement.verb.act is Act.VIEW and any(end in word_set("gauges_read") for end in ends)
    return seen and reading.entity(_READING) is not None


def _runs(sentence: Sentence) -> Iterator[Run]:
    lemmas = [token.lemma for token in sentence.tokens]
    hits: list[tuple[int, int, str]] = []
    place = 0
    while place < len(lemmas):
        hit = _index().at(lemmas, place)
        if hit is not None and _listed(sentence, hits, place):
            hits.append((place, place + hit[0], hit[1]))
        elif hit is not None:
            yield from _run(sentence, hits)
            hits = [(place, place + hit[0], hit[1])]
        place += hit[0] if hit else 1
    yield from _run(sentence, hits)


def _run(sentence: Sentence, hits: list[tuple[int, int, str]]) -> Iterator[Run]:
    names = tuple(dict.fromkeys(name for _, _, name in hits))
    if len(names) > 1:
        begin = hits[0][0]
        of = begin > 1 and sentence.tokens[begin - 1].low == "of"
        yield Run(sentence, names, begin - 2 if of else begin, hits[-1][1])


def _listed(sentence: Sentence, hits: list[tuple[int, int, str]], place: int) -> bool:
    between = sentence.tokens[hits[-1][1] : place] if hits else ()
    return bool(hits) and 0 < len(between) <= _NEAR and any(t.text == "," or t.low in {"and", "or"} for t in between)


def _has(entity: DraftEntity, run: Run) -> bool:
    return sum(_measured(field, run) for field in entity.fields) > 1


def _stood_for(entity: DraftEntity) -> bool:
    """Whether a record with the quantities is what readings stand for: one of single values, or one without a name in
    the lexicon whose rows nobody dates: "a climate log"."""
    if entity.kind is EntityKind.CATALOGUE or entity.key in _ONE_BY_ONE:
        return True
    return entity.entry is None and day_field(entity) is None


def _measured(field: DraftField, run: Run) -> bool:
    """Whether a field is one of the quantities, by what the lexicon or the prompt calls it."""
    names = {"_".join(words) for name in run.names for words in _words(name)}
    return field.name in names or any(field.name.startswith(f"{name}_") for name in names)


def _place(reading: Reading, run: Run) -> DraftEntity | None:
    """What the quantities are measured of: what follows them ("of each pond"), else a place that is kept anyway."""
    tokens = run.sentence.tokens
    at = next((p for p in range(run.end, min(run.end + _BEYOND, len(tokens))) if tokens[p].low in _OF), None)
    begin = next((p for p in range((at or 0) + 1, len(tokens)) if tokens[p].part is Part.NOUN), len(tokens))
    end = next((p for p in range(begin, len(tokens)) if tokens[p].part is not Part.NOUN), len(tokens))
    if at is not None and begin - at <= _NEAR and begin < end:
        named = named_by(tokens[begin:end], reading.domain)
        word = tokens[end - 1].lemma
        if named is None and word in word_set("gauges_places"):
            entry = lexicon().entities["monitoring_point"]
            return reading.entity(word) or _made(reading, word, Choice(word, entry, (word,), run.text))
        if named is not None and not named.facet and (named.entry is None or named.entry.kind is not EntityKind.PERSON):
            return reading.entity(named.key) or _made(
                reading, named.key, Choice(named.key, named.entry, own_words(named) or named.words, run.text)
            )
    kept = next((found for key in _PLACES if (found := reading.entity(key)) is not None), None)
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    if kept is not None or "city" not in said:
        return kept
    if "location" not in said and (location := reading.entity("location")) is not None:
        reading.entities.remove(location)
    return _made(reading, "location", Choice("location", lexicon().entities[_CITY], (), run.text))


def _made(reading: Reading, key: str, choice: Choice) -> DraftEntity | None:
    shape(reading, [choice])
    return reading.entity(key)


def _managed(reading: Reading, key: str) -> bool:
    """Whether the prompt has people keep a record by its name."""
    said = (mention.statement for mention in reading.mentions if mention.key == key)
    return any(one is not None and one.verb.base in word_set("gauges_managing") for one in said)


@cache
def _words(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(lemma_key(phrase) for phrase in phrases(rows("gauges")[name]["words"]))


@cache
def _index() -> PhraseIndex[str]:
    index = PhraseIndex[str]()
    for name in rows("gauges"):
        for words in _words(name):
            index.add(words, name)
    return index
