"""What sentences want measured: sums and averages along a record, a choice or a month, and what that needs."""

from collections.abc import Iterator

from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import clause_of, day_field, money_field, records_in
from millwright.factory.generation.reader.regions import provide_regions
from millwright.factory.generation.reader.segment import Part, Sentence, Token
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import Capability, EntityKind, lexicon
from millwright.factory.generation.reader.words import is_plural, singular
from millwright.factory.generation.spec import NUMERIC, FieldType, Measure

MONEY_WORDS = word_set("charts_money_words")
MONTHS = frozenset({"month", "monthly", "time", "week", "weekly", "day", "daily", "year", "yearly", "trend", "date"})
_AVERAGES = word_set("measuring_averages")
_VALUES = word_set("averages_values")
_EARNED = word_set("measuring_earned")
_COURSE = word_set("measuring_course")
_SEEING = word_set("measuring_seeing")
_MERITS = word_set("measuring_merits")
_PARTING = frozenset({"by", "per"})
_KEEPING = (EntityKind.LOG, EntityKind.PERSONAL, EntityKind.MONEY, EntityKind.WORK)
_ASKING = frozenset({"what", "which", "who"})
_UNSOLVED = frozenset({"profit", "margin", "balance"})
_LENGTHS = frozenset({"time", "duration", "rate", "ratio", "speed", "delay", "age", "length", "share", "percentage"})
_ADDED = frozenset({"kg", "km", "kwh", "l", "litres", "quantity", "t", "tonnes"})
_NO_NUMBER = "no record here has such a number together with what it should go along"


def wishes_for_numbers(statements: list[Statement], wishes: list[Wish], *, site: bool = False) -> list[Wish]:
    """Wishes for a chart that no word for charts makes: "sees the cost per vehicle", "monthly revenue".

    On a `site`, what visitors view by something is found by it, unless numbers are spoken of.
    """
    chart = Capability("chart", True, "charts on the dashboard")
    found: list[Wish] = []
    for statement in statements:
        sentence = statement.sentence
        charted = any(wish.sentence is sentence and wish.capability.name == "chart" for wish in wishes)
        found_by = site and looked_for(statement)
        seen = statement.verb.base in _SEEING and not _tabled(statement, wishes)
        span = _measured(sentence, statement) if seen and not (charted or found_by) else None
        if span is not None:
            found.append(Wish(chart, sentence.words(*span), sentence, *span))
    return found


def _tabled(statement: Statement, wishes: list[Wish]) -> bool:
    """Whether what is seen is the table of what is free and taken, which is told by date or hour, or a list under
    headings, but no number."""
    told = (w for w in wishes if w.sentence is statement.sentence and w.capability.name in {"grouping", "timetable"})
    return any(statement.start < wish.start < statement.end for wish in told)


def looked_for(statement: Statement) -> bool:
    """Whether things that are no numbers, in the plural, are found by something: "view nominees by category"."""
    tokens = statement.sentence.tokens
    first = next((phrase for phrase in statement.phrases if phrase.direct), None)
    if first is None or first.end >= len(tokens) or tokens[first.end].low != "by":
        return False
    head = tokens[first.end - 1]
    hit = lexicon().entity_index.at([head.lemma], 0)
    numbers = {head.lemma, head.low} & (MONEY_WORDS | _AVERAGES | _LENGTHS | lexicon().generic)
    kept = hit is not None and hit[1].kind in _KEEPING
    return is_plural(head.low) and not numbers and not kept and not (hit and hit[1].kind is EntityKind.PERSON)


def _measured(sentence: Sentence, statement: Statement) -> tuple[int, int] | None:
    """Where a statement tells of a number along something, up to where the next clause begins."""
    end = statement.start + 1
    while end < len(sentence.tokens) and sentence.tokens[end].text not in {",", ":"} and end - statement.start < 10:
        end += 1
    tokens = sentence.tokens[statement.start + 1 : end]
    if any(token.low in _ASKING for token in tokens):
        return None
    parted = any(token.low in _PARTING for token in tokens[1:-1])
    counted = {token.lemma for token in tokens} & (MONEY_WORDS | _AVERAGES)
    return (statement.start + 1, end) if (parted or counted) and len(tokens) > 1 else None


def yielded(entity: DraftEntity) -> DraftField | None:
    """How much a row is of what its record is called in the singular: the kilograms of a harvest, the litres of a
    catch; "harvest per month" adds them up, "harvests per month" counts rows."""
    if entity.kind is not EntityKind.LOG:
        return None
    return next((f for f in entity.fields if f.type in NUMERIC and f.name.rsplit("_", 1)[-1] in _ADDED), None)


def provide(reading: Reading) -> None:
    """Adds what the charts that are asked for cannot do without: payments where money is earned that nothing records,
    and the day of what is followed over time."""
    _hours_attended(reading)
    provide_regions(reading)
    for wish in reading.wished("chart"):
        lemmas = {token.lemma for token in wish.sentence.tokens}
        because = clause_of(reading, wish.sentence, wish.start)
        if lemmas & _EARNED and not any(money_field(e) and day_field(e) for e in reading.entities):
            add_record(reading, "payment", because)
        said = [e for e in records_in(reading, wish.sentence) if followed_number(e) and e.kind in _KEEPING]
        if lemmas & (_COURSE | MONTHS) and not any(day_field(e) for e in said or reading.entities):
            date_rows(said or reading.entities, because)


def _hours_attended(reading: Reading) -> None:
    """Gives attendance the hours that a prompt speaks of, for times alone are not added up: "hours per employee"."""
    attendance = reading.entity("attendance")
    said = next((s for s in reading.sentences for token in s.tokens if token.low == "hours"), None)
    if attendance is not None and said is not None and all(field.type not in NUMERIC for field in attendance.fields):
        add_field(attendance, "hours_worked dec: 7.5 | 8 | 7.75 | 8 | 8 | 7.5 | 7.25 | 8", said.text)


def date_rows(entities: list[DraftEntity], because: str) -> None:
    """Gives the first record that is kept over time, best one with numbers, the day on which it happened."""
    kept = [entity for entity in entities if entity.kind in _KEEPING and not entity.internal]
    followed = sorted(kept, key=lambda entity: all(field.type not in NUMERIC for field in entity.fields))
    for entity in followed[:1]:
        name = safe_field_name(f"{entity.name}_date", entity.name)
        day = DraftField(name, "Date", FieldType.DATE, required=True, between=(-200, 0), because=because)
        entity.fields.append(day)


def is_average(words: tuple[Token, ...] | list[Token]) -> bool:
    """Whether words speak of an average, or of what can only be averaged."""
    return any(token.lemma in _AVERAGES for token in words)


def followed(words: frozenset[str]) -> bool:
    """Whether words want to see how something develops: "progress charts"."""
    return bool(words & _COURSE)


def number_named(entity: DraftEntity, words: tuple[Token, ...] | list[Token]) -> DraftField | None:
    """The number that words name; money where they speak of it, stars or points where they speak of an average."""
    lemmas = {token.lemma for token in words}
    numbers = [field for field in entity.fields if field.type in NUMERIC]
    for field in numbers:
        if lemmas & {field.name, *field.name.split("_"), *(singular(part) for part in field.name.split("_"))}:
            return field
    if lemmas & MONEY_WORDS:
        return money_field(entity)
    if not lemmas & _AVERAGES:
        return None
    return merit(entity) or (money_field(entity) if lemmas & _VALUES else None)


def merit(entity: DraftEntity) -> DraftField | None:
    """The number by which rows are judged: stars, points, a score."""
    numbers = [field for field in entity.fields if field.type in NUMERIC]
    stars = next((field for field in numbers if field.maximum == 5), None)
    return stars or next((field for field in numbers if set(field.name.split("_")) & _MERITS), None)


def followed_number(entity: DraftEntity) -> DraftField | None:
    """What one follows of a record over time: a measure with decimals, else the last whole number of its fields."""
    numbers = [field for field in entity.fields if field.type in NUMERIC]
    return next((field for field in numbers if field.type is not FieldType.INTEGER), next(iter(numbers[::-1]), None))


def able(reading: Reading, words: tuple[Token, ...], named: list[DraftEntity]) -> Iterator[DraftEntity]:
    """The records that have the number which words name, those that the sentence names first."""
    for entity in dict.fromkeys(e.name for e in (*named, *reading.entities)):
        found = reading.entity(entity)
        if found is not None and not found.internal and number_named(found, words) is not None:
            yield found


def measured_words(reading: Reading) -> list[str]:
    """The words that averages on the dashboard answer: "satisfaction"."""
    shown = any(chart.measure is Measure.AVERAGE for chart in reading.charts)
    return sorted(_AVERAGES) if shown else []


def unsolved(reading: Reading, wish: Wish) -> bool:
    """Says that what is left of amounts is not worked out, of wishes for a profit that no record has as a field."""
    tokens = wish.sentence.tokens[wish.start : wish.end]
    asked = next((token for token in tokens if token.lemma in _UNSOLVED), None)
    names = [name for entity in reading.entities for name in (*entity.formulas, *(f.name for f in entity.fields))]
    if asked is None or any(asked.lemma in name.split("_") for name in names):
        return False
    reading.not_built.append(
        (wish.words, f"amounts are added up, never taken from each other: no {asked.lemma} is known")
    )
    return True


def note_unknown(reading: Reading, sentence: Sentence, place: int) -> None:
    """Says that what stands before "by" or "per" is counted only, where it names a number that no record has."""
    words = sentence.tokens[max(0, place - 2) : place]
    if _is_rate(reading, sentence, place - 1, place):
        return
    two = len(words) == 2 and all(token.part is Part.NOUN for token in words)
    shown = any(not entity.internal for entity in records_in(reading, sentence, place - 2, place))
    if two and words[-1].lemma in _LENGTHS and not shown:
        reading.not_built.append((sentence.words(place - 2, place + 2), _NO_NUMBER))


def note_missing(reading: Reading, wish: Wish) -> None:
    """Says that a chart could not be drawn, of words that name a number."""
    said = {word for token in wish.sentence.tokens[wish.start : wish.end] for word in (token.low, token.lemma)}
    if _is_rate(reading, wish.sentence, wish.start, wish.end):
        return
    if said & (MONEY_WORDS | _AVERAGES | _PARTING):
        reading.not_built.append((wish.words, _NO_NUMBER))


def _is_rate(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words ask for a rate, which is told by itself; see rates.py."""
    return any(wish.sentence is sentence and wish.start < end and start < wish.end for wish in reading.wished("rates"))
