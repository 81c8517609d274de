"""Rates that sentences ask for by name: which rows count for "pass rate", among which, and along what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from millwright.factory.generation.reader.adding import add_field, add_record
from millwright.factory.generation.reader.averages import add_averages
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.charts import along_named
from millwright.factory.generation.reader.data import phrases, rows, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.lookups import clause_of, day_field, money_field, records_in, state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.segment import Token
from millwright.factory.generation.reader.totals import each_told
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import identifier, label
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, Chart, ChartKind, FieldType, Figure, Measure

_EACH = word_set("rates_each")
_SKIPPED = frozenset({"the", "each", "every", "all", "a", "different", "various"})
_ENOUGH = 0.6
_MARKS = 100
_FAR = 14
_REACHED, _WHOLE = (40, 90), (96, 130)
_MOST_FIGURES, _MOST_CHARTS = 8, 12
_PARTING = frozenset({"by", "per"})
_STEPS, _ROWS = 4, 32
_LONG = (-150, 0)
"""So long the demonstration goes back where rates are told by month, in days."""
_SHOWN = (EntityKind.LOG, EntityKind.WORK, EntityKind.PERSONAL, EntityKind.MONEY)


@dataclass(frozen=True)
class Kind:
    """A rate as the lexicon has it."""

    values: frozenset[str]
    flags: frozenset[str]
    least: frozenset[str]
    over: tuple[frozenset[str], ...]
    gives: str
    holders: frozenset[str]
    states: str
    fixed: bool
    grows: bool
    adds: str
    whole: str


@dataclass(frozen=True)
class Counted:
    """What a rate is of: a field of a record, and what counts of it."""

    entity: DraftEntity
    of: DraftField
    values: tuple[str, ...] = ()
    least: int | None = None
    over: str | None = None


_WAYS = frozenset({"phase", "stage", "step"})


def provide_rates(reading: Reading) -> None:
    """Gives the application what rates are told by, where nothing does: attendance, whether a room is taken."""
    for wish in reading.wished("rates"):
        kind = _kind(wish)
        if kind is None or kind.grows or _counted(reading, wish, kind) or _told_of_each(reading, wish):
            continue
        because = clause_of(reading, wish.sentence, wish.start)
        named = _listed(reading, wish, kind)
        held = next((e for e in reading.entities if e.name in kind.holders and not e.internal), None)
        if any(_tell(entity, kind, because) for entity in named):
            continue
        if held is not None:
            held.fields.append(_state(held, kind, because))
        elif kind.gives and reading.entity(kind.gives) is None:
            add_record(reading, kind.gives, because)


def _tell(entity: DraftEntity, kind: Kind, because: str) -> bool:
    """Has a record tell the rate that nearly does: by one more state, by a number beside another, or by numbers that
    are called so but were taken for words."""
    state = state_field(entity)
    if kind.adds and state is not None:
        state.choices = (*state.choices, kind.adds)
        return True
    if not kind.over:
        return False
    pair = [next((f for f in entity.fields if _is_called(f, names)), None) for names in kind.over]
    reached, whole = pair
    if reached is None or (whole is None and not kind.whole) or reached is whole:
        return False
    whole = whole or add_field(entity, kind.whole, because)
    for field, between in ((reached, _REACHED), (whole, _WHOLE)):
        if field.type is FieldType.TEXT:
            field.type, field.values, field.pool, field.between = FieldType.INTEGER, (), "", between
    return {reached.type, whole.type} <= NUMERIC


def _state(entity: DraftEntity, kind: Kind, because: str) -> DraftField:
    title, _, choices = kind.states.partition(":")
    name, shown = safe_field_name(identifier([title]), entity.name), tuple(phrases(choices, "|"))
    return DraftField(name, title.strip(), FieldType.CHOICE, required=True, choices=shown, because=because)


def add_rates(reading: Reading) -> None:
    """Has the dashboard show the rates and averages that sentences ask for; those that no record tells are not
    built."""
    if reading.refuses("rates"):
        return
    for place, wish in enumerate(reading.wishes):
        if wish.capability.name != "rates" or _told_of_each(reading, wish) or _measured(reading, wish):
            continue
        kind = _kind(wish)
        reason = _grow(reading, wish) if kind and kind.grows else _add(reading, wish, kind)
        if reason:
            reading.wishes[place] = replace(wish, capability=replace(wish.capability, built=False, say=reason))
    add_averages(reading)


def _told_of_each(reading: Reading, wish: Wish) -> bool:
    """Whether each row tells it by itself; see totals.py."""
    return each_told(reading, wish.sentence, wish.start, wish.end)


def _measured(reading: Reading, wish: Wish) -> bool:
    """Whether rows of the lexicon have it as a number of their own: the retention rate of a car's value."""
    name = identifier([token.low for token in wish.sentence.tokens[wish.start : wish.end]])
    fields = (field for entity in reading.entities if entity.entry is not None for field in entity.fields)
    return any(field.name == name and field.type in NUMERIC and not field.because for field in fields)


def _add(reading: Reading, wish: Wish, kind: Kind | None) -> str:
    """The number of a rate, and its charts; why it is not there, where it cannot be."""
    because = clause_of(reading, wish.sentence, wish.start)
    way = next(_ways(reading, wish), None) if kind and not kind.fixed else None
    if way is not None:
        _add_funnel(reading, way, because)
        return ""
    counted = _counted(reading, wish, kind) if kind else None
    if counted is None:
        return "no record here has a state or two numbers by which one could tell which rows count"
    along = list(_along(wish, counted.entity))
    _note_unknown(reading, wish, counted.entity, along)
    if counted.values and _is_way(wish, counted, along):
        _add_funnel(reading, counted, because)
        return ""
    _add_figure(reading, _figure(wish, counted), because)
    for by in along:
        if by.type in TEMPORAL and by.between is not None and by.between[0] > _LONG[0]:
            by.between = (_LONG[0], by.between[1])
        if by is not counted.of:
            _add_chart(reading, _chart(wish, counted, by), because)
    _fill(counted.entity)
    return ""


def _counted(reading: Reading, wish: Wish, kind: Kind) -> Counted | None:
    """What tells the rate: of the records that the sentence names near it first, then of those that are kept."""
    for entity in _listed(reading, wish, kind):
        found = _counts(entity, kind)
        if found is not None:
            return found
    return None


def _listed(reading: Reading, wish: Wish, kind: Kind) -> list[DraftEntity]:
    tokens = wish.sentence.tokens
    near = records_in(reading, wish.sentence, max(0, wish.start - 6), min(len(tokens), wish.end + 6))
    others = sorted(reading.entities, key=lambda entity: entity.kind not in _SHOWN)
    preferred = [entity for entity in reading.entities if entity.name == kind.gives or entity.name in kind.holders]
    listed = preferred if kind.fixed and preferred else [*near, *preferred, *others]
    return list({entity.name: entity for entity in listed if not entity.internal}.values())


def _counts(entity: DraftEntity, kind: Kind) -> Counted | None:
    choices = [field for field in entity.fields if field.type is FieldType.CHOICE]
    for field in sorted(choices, key=lambda field: field is not state_field(entity)):
        values = tuple(value for shown in field.choices if (value := choice_value(shown)) in kind.values)
        if values and len(values) < len(field.choices):
            return Counted(entity, field, values)
    flags = (f for f in entity.fields if f.type is FieldType.BOOLEAN and set(f.name.split("_")) & kind.flags)
    numbers = [field for field in entity.fields if field.type in NUMERIC]
    for field in flags:
        return Counted(entity, field)
    for reached in numbers if kind.over else ():
        whole = next((f for f in numbers if f is not reached and _is_called(f, kind.over[1])), None)
        if _is_called(reached, kind.over[0]) and whole is not None:
            return Counted(entity, reached, over=whole.name)
    for field in (field for field in numbers if _is_called(field, kind.least)):
        return Counted(entity, field, least=round(_ENOUGH * (field.maximum or _MARKS)))
    return None


def _is_called(field: DraftField, names: frozenset[str]) -> bool:
    return field.name in names or bool({*field.name.split("_")} & names)


def _along(wish: Wish, entity: DraftEntity) -> Iterator[DraftField]:
    """What the rate is to be told along: after "by", "per" and "of each", and by the month where it is "monthly"."""
    tokens, found = wish.sentence.tokens, list[DraftField]()
    if {token.low for token in tokens[max(0, wish.start - 2) : wish.start]} & {"monthly", "weekly", "daily"}:
        found += [day] if (day := day_field(entity)) else []
    for place in range(wish.end, min(len(tokens), wish.end + _FAR)):
        if tokens[place].low in _EACH:
            words = tuple(token for token in tokens[place + 1 : place + 5] if token.low not in _SKIPPED)
            by = along_named(entity, words)
            found += [by] if by is not None else []
    # What no two rows share tells no shares of them: an order number.
    yield from {field.name: field for field in found if not field.unique}.values()


def _note_unknown(reading: Reading, wish: Wish, entity: DraftEntity, along: list[DraftField]) -> None:
    """Says along what a rate is not told, where the rows do not say it."""
    tokens = wish.sentence.tokens
    after = tokens[wish.end : wish.end + 2]
    if not along and len(after) == 2 and after[0].low in _PARTING and after[1].low.isalpha():
        words = wish.sentence.words(wish.start, min(len(tokens), wish.end + 3))
        reading.not_built.append(
            (words, f"a rate in all: {entity.plural_label.lower()} do not say their {after[1].low}")
        )


def _ways(reading: Reading, wish: Wish) -> Iterator[Counted]:
    """What goes through stages that are called as the wish calls them: "the conversion rate of each stage"."""
    tokens = wish.sentence.tokens[wish.start : wish.end + 6]
    said = {token.lemma for token in tokens} & _WAYS if "conversion" in {token.low for token in tokens} else set[str]()
    for entity in (entity for entity in reading.entities if not entity.internal):
        for field in entity.fields:
            if field.name in said and field.type is FieldType.CHOICE and len(field.choices) >= _STEPS:
                yield Counted(entity, field)


def _is_way(wish: Wish, counted: Counted, along: list[DraftField]) -> bool:
    """Whether the stages of a way are meant, each of which some get to."""
    said = {token.lemma for token in wish.sentence.tokens[wish.start : wish.end + 6]}
    staged = counted.of in along or bool(said & {*_WAYS, "funnel"})
    return staged and len(counted.of.choices) >= _STEPS


def _figure(wish: Wish, counted: Counted) -> Figure:
    day = day_field(counted.entity)
    return Figure(
        name=_name(counted, f"{identifier([wish.words.lower()])}"),
        label=label([wish.words]),
        entity=counted.entity.name,
        measure=Measure.RATE,
        of=counted.of.name,
        values=counted.values,
        least=counted.least,
        over=counted.over,
        day=day.name if day else None,
    )


def _chart(wish: Wish, counted: Counted, by: DraftField) -> Chart:
    figure = _figure(wish, counted)
    dated = by.type in TEMPORAL
    shown = f"{figure.label} by {'month' if dated else by.label.lower()}"
    kind = ChartKind.LINE if dated else ChartKind.BAR if by.type is FieldType.CHOICE else ChartKind.RANKING
    known = figure.model_dump(exclude={"name", "label"})
    if dated:
        known["day"] = by.name
    return Chart(name=_name(counted, f"{figure.name}_by_{by.name}"), label=shown[:60], kind=kind, by=by.name, **known)


def _name(counted: Counted, name: str) -> str:
    return f"{counted.entity.name}_{name}"[:40].strip("_") if not name.startswith(counted.entity.name) else name[:40]


def _add_funnel(reading: Reading, counted: Counted, because: str) -> None:
    day = day_field(counted.entity)
    shown = f"{counted.entity.plural_label} from stage to stage"
    made = Chart(
        name=_name(counted, f"way_by_{counted.of.name}"),
        label=shown[:60],
        entity=counted.entity.name,
        kind=ChartKind.FUNNEL,
        by=counted.of.name,
        day=day.name if day else None,
    )
    _add_chart(reading, made, because)
    _fill(counted.entity)


def _fill(entity: DraftEntity) -> None:
    """Has the demonstration show as many rows as it takes to see shares of them."""
    if entity.kind in _SHOWN:
        entity.rows = max(entity.rows, _ROWS)


def _grow(reading: Reading, wish: Wish) -> str:
    """What something comes to, beside what it came to before: the money of the record that is spoken of, or how many
    there are."""
    because = clause_of(reading, wish.sentence, wish.start)
    dated = [entity for entity in reading.entities if day_field(entity) and not entity.internal]
    named = [entity for entity in records_in(reading, wish.sentence) if entity in dated]
    entity = next(iter([*named, *(e for e in dated if money_field(e)), *dated]), None)
    day = day_field(entity) if entity else None
    if entity is None or day is None:
        return "no record here has a day by which one period could be compared with another"
    money = money_field(entity)
    measure = Measure.SUM if money else Measure.COUNT
    if any((f.entity, f.measure) == (entity.name, measure) for f in reading.figures):
        return ""
    shown = f"{entity.label} {money.label.lower()}" if money else entity.plural_label
    made = Figure(
        name=f"{entity.name}_{money.name if money else 'number'}_{measure}"[:40].strip("_"),
        label=shown[:60],
        entity=entity.name,
        measure=measure,
        of=money.name if money else None,
        day=day.name,
    )
    _add_figure(reading, made, because)
    return ""


def _add_figure(reading: Reading, figure: Figure, because: str) -> None:
    if len(reading.figures) < _MOST_FIGURES and all(known.name != figure.name for known in reading.figures):
        reading.figures.append(figure)
        reading.reasons.append((f"Figure: {figure.label}"[:60], because))


def _add_chart(reading: Reading, chart: Chart, because: str) -> None:
    if len(reading.charts) < _MOST_CHARTS and all(known.name != chart.name for known in reading.charts):
        reading.charts.append(chart)
        reading.reasons.append((f"Chart: {chart.label}"[:60], because))


def _kind(wish: Wish) -> Kind | None:
    """The rate that the words name, by the first of them that the lexicon has."""
    tokens = wish.sentence.tokens[wish.start : wish.end]
    return next((kind for token in tokens for words, kind in _kinds() if _words_of(token) & words), None)


def _words_of(token: Token) -> set[str]:
    return {token.low, token.lemma, *token.low.split("-")[:1]} if "-" not in token.low else {token.low}


@cache
def _kinds() -> tuple[tuple[frozenset[str], Kind], ...]:
    return tuple((frozenset(row["said"].split()), _read(row)) for row in rows("rates").values())


def _read(row: dict[str, str]) -> Kind:
    held, _, states = row.get("states", "").partition("/")
    words = {key: frozenset(row.get(key, "").split()) for key in ("values", "flags", "least")}
    return Kind(
        **words,
        over=tuple(frozenset(part.split()) for part in row["over"].split("/")) if "over" in row else (),
        gives=row.get("gives", ""),
        holders=frozenset(held.split()),
        states=states.strip(),
        fixed="fixed" in row,
        grows="grows" in row,
        adds=row.get("adds", ""),
        whole=row.get("whole", ""),
    )
