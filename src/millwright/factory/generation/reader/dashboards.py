"""What a dashboard that is asked for holds: enough charts of sensible kinds, figures, and what narrows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from millwright.factory.generation.dashboard import SPLIT
from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.data import phrases, table, word_set
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import any_choice, clause_of, day_field, money_field, state_field
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import label
from millwright.factory.generation.spec import TEMPORAL, Chart, ChartKind, DashboardFilter, FieldType, Figure, Measure

_BROAD = word_set("dashboards_broad")
_NO_WORDS: frozenset[str] = frozenset()
_LONGEST = 40
_ENOUGH, _MOST = 4, 8
_ROWS = 32
_LISTED = (EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK)


@dataclass(frozen=True)
class Plan:
    """What a chart tells (`of`, or a count) and along what; `kind` where it has to be one, `split` its parts."""

    entity: DraftEntity
    of: DraftField | None
    by: DraftField
    kind: ChartKind | None = None
    split: DraftField | None = None
    measure: Measure = Measure.SUM


def said(wish: Wish) -> frozenset[str]:
    """The words of the sentence that asks."""
    return frozenset(word for token in wish.sentence.tokens for word in (token.low, token.lemma))


def add_dashboard(reading: Reading, asked: list[Wish]) -> None:
    """Fills up the dashboard that broad words ask for ("analytics"), and draws the kinds of charts that are named."""
    if not reading.charts or not asked:
        return
    main = reading.entity(reading.charts[0].entity)
    because = clause_of(reading, asked[0].sentence, asked[0].start)
    words = frozenset[str]().union(*(said(wish) for wish in asked))
    if main is None:
        return
    for kind in _kinds_named(words):
        if all(chart.kind != kind for chart in reading.charts):
            _add_first(reading, (plan for plan in _plans(main) if _fits(plan, kind)), because, kind)
    if not words & _BROAD:
        return
    for plan in _plans(main):
        if len(reading.charts) < _ENOUGH:
            add_chart(reading, plan, because)
    _add_figures(reading, main, because)
    _add_filters(reading, main)
    for entity in {chart.entity for chart in reading.charts}:
        found = reading.entity(entity)
        if found is not None and found.kind in _LISTED:
            found.rows = max(found.rows, _ROWS)


def usual_plan(entity: DraftEntity) -> Plan | None:
    """What one wants to know about a record: money by month, else how many in each state, else how many a month."""
    if entity.kind in {EntityKind.MONEY, EntityKind.PERSONAL} and (plan := sum_by_month(entity)):
        return plan
    by = state_field(entity) or day_field(entity) or any_choice(entity)
    by = by or next(references(entity), None)
    return Plan(entity, None, by) if by is not None else None


def sum_by_month(entity: DraftEntity) -> Plan | None:
    """Its money by month, where it has both."""
    of, by = money_field(entity), day_field(entity)
    return Plan(entity, of, by) if of is not None and by is not None else None


def add_chart(reading: Reading, plan: Plan, because: str, words: frozenset[str] = _NO_WORDS) -> None:
    """Has the dashboard show a plan, once, as the kind of chart that the words name or that suits it."""
    if plan.entity.internal:
        return
    kind = plan.kind or _kind(plan, words)
    name = _chart_name(plan)
    if len(reading.charts) >= _MOST or any(chart.name == name for chart in reading.charts):
        return
    shown = _shown(plan)
    day = day_field(plan.entity)
    reading.charts.append(
        Chart(
            name=name,
            label=shown,
            entity=plan.entity.name,
            kind=kind,
            measure=plan.measure if plan.of else Measure.COUNT,
            of=plan.of.name if plan.of else None,
            by=plan.by.name,
            split=plan.split.name if plan.split else None,
            day=plan.by.name if plan.by.type in TEMPORAL else day.name if day else None,
        )
    )
    reading.reasons.append((f"Chart: {shown}"[:60], because))


def _chart_name(plan: Plan) -> str:
    """Short enough for a name: of a long one the end stays, by which charts of one record differ."""
    along = f"_by_{plan.by.name}{f'_and_{plan.split.name}' if plan.split else ''}"
    name = f"{plan.entity.name}_{plan.of.name if plan.of else 'count'}{along}"
    short = f"{plan.of.name}{along}" if plan.of and len(name) > _LONGEST else name
    return short[:_LONGEST].strip("_")


def _shown(plan: Plan) -> str:
    along = "month" if plan.by.type in TEMPORAL else plan.by.label.lower()
    what = of_record(plan.entity, plan.of) if plan.of else plan.entity.plural_label
    what = f"Average {_within(what)}" if plan.of and plan.measure is Measure.AVERAGE else what
    parts = f" and {plan.split.label.lower()}" if plan.split else ""
    return label([f"{what} by {along}{parts}"])


def _within(what: str) -> str:
    """A name within a longer one: in small letters, but for PM2.5 and pH."""
    return what if what[1:2].isupper() else f"{what[:1].lower()}{what[1:]}"


def of_record(entity: DraftEntity, of: DraftField) -> str:
    """What a number of a record is called where one does not see of what it is: that of a revenue record is revenue."""
    if entity.key == "gauge_reading":
        return of.label.partition(" (")[0]
    said = set(entity.label.lower().split())
    own = said & set(of.label.lower().split()) or said & {"figure", "record"}
    return of.label if own else f"{entity.label} {of.label.lower()}"


def _kind(plan: Plan, words: frozenset[str]) -> ChartKind:
    """The kind that the words name, if the plan can be drawn so; else the one that suits what it goes along."""
    named = next((kind for kind in _kinds_named(words) if _fits(plan, kind)), None)
    if named is not None:
        return named
    if plan.by.type in TEMPORAL:
        return ChartKind.LINE if plan.of is None else ChartKind.BAR
    return ChartKind.RANKING if plan.by.type in LINKED | {FieldType.TEXT} else ChartKind.BAR


def _kinds_named(words: frozenset[str]) -> Iterator[ChartKind]:
    kinds = table("grammar")["dashboards_kinds"]
    for line in phrases(str(kinds)):
        kind, _, names = line.partition("=")
        if set(names.split()) & words:
            yield ChartKind(kind.strip())


def _fits(plan: Plan, kind: ChartKind) -> bool:
    if kind in SPLIT:
        return plan.split is not None
    if plan.split is not None:
        return False
    temporal = plan.by.type in TEMPORAL
    if kind in {ChartKind.AREA, ChartKind.LINE}:
        return temporal
    return not temporal or kind not in {ChartKind.DONUT, ChartKind.RANKING}


def _plans(entity: DraftEntity) -> Iterator[Plan]:
    """What else is worth seeing of a record: its course, its shares, its largest, its states, and how they meet."""
    money, day = money_field(entity), day_field(entity)
    choices = [field for field in entity.fields if field.type is FieldType.CHOICE and len(field.choices) > 1]
    states = state_field(entity)
    shares = [field for field in choices if field is not states] + ([states] if states else [])
    rating = next((field for field in entity.fields if field.maximum == 5), None)
    if day is not None:
        yield Plan(entity, money, day, ChartKind.AREA)
    if shares:
        yield Plan(entity, money, shares[0], ChartKind.DONUT)
    for reference in references(entity):
        yield Plan(entity, money, reference, ChartKind.RANKING)
    if rating is not None and shares:
        yield Plan(entity, rating, shares[-1], ChartKind.BAR, measure=Measure.AVERAGE)
    for field in shares[1:] or shares:
        yield Plan(entity, None, field, ChartKind.BAR)
    if day is not None:
        yield Plan(entity, None, day, ChartKind.LINE)
    if day is not None and shares:
        yield Plan(entity, None, day, ChartKind.STACKED, shares[-1])
    if len(shares) > 1:
        yield Plan(entity, None, shares[0], ChartKind.GROUPED, shares[1])
        yield Plan(entity, None, shares[0], ChartKind.HEATMAP, shares[1])


def references(entity: DraftEntity) -> Iterator[DraftField]:
    """The fields of a record that refer to others."""
    return (field for field in entity.fields if field.type is FieldType.REFERENCE and field.target != entity.name)


def _add_first(reading: Reading, plans: Iterator[Plan], because: str, kind: ChartKind) -> None:
    for plan in plans:
        before = len(reading.charts)
        add_chart(reading, Plan(plan.entity, plan.of, plan.by, kind, plan.split, plan.measure), because)
        if len(reading.charts) > before:
            return


def _add_figures(reading: Reading, main: DraftEntity, because: str) -> None:
    """What the main record comes to, how many there are, what it is on average, and how many of its companions."""
    money = money_field(main)
    rating = next((field for field in main.fields if field.maximum == 5), None)
    measures = [(main, money, Measure.SUM), (main, None, Measure.COUNT), (main, money, Measure.AVERAGE)]
    measures += [(main, rating, Measure.AVERAGE)]
    others = [e for e in reading.entities if e is not main and not e.internal and e.kind in _LISTED and day_field(e)]
    measures += [(other, money_field(other), Measure.SUM) for other in others]
    for entity, of, measure in measures:
        if len(reading.figures) < _ENOUGH and (of is not None or measure is Measure.COUNT):
            _add_figure(reading, entity, of, measure)
    reading.reasons.append(("Figures on the dashboard", because))


def figure_of(reading: Reading, entity: DraftEntity, of: DraftField, measure: Measure, because: str) -> None:
    """Has the dashboard show one number of a record that is asked for by name."""
    if len(reading.figures) < _MOST:
        _add_figure(reading, entity, of, measure)
        reading.reasons.append((reading.figures[-1].label, because))


def filter_by(reading: Reading, entity: DraftEntity, field: DraftField) -> None:
    """Has the dashboard narrowed by a choice or a reference of a record, once: all that refers to a store is, by it."""
    if len(reading.dashboard_filters) == _ENOUGH or field.type not in {FieldType.CHOICE, FieldType.REFERENCE}:
        return
    known = [(reading.entity(one.entity), one.field) for one in reading.dashboard_filters]
    before = [found for of, name in known if of is not None and (found := of.field(name)) is not None]
    if all(other.name != field.name and (not field.target or other.target != field.target) for other in before):
        reading.dashboard_filters.append(DashboardFilter(entity=entity.name, field=field.name))


def _add_figure(reading: Reading, entity: DraftEntity, of: DraftField | None, measure: Measure) -> None:
    name, on = _figure_name(entity, of, measure), day_field(entity)
    if all(figure.name != name for figure in reading.figures):
        reading.figures.append(
            Figure(
                name=name,
                label=_figure_label(entity, of, measure),
                entity=entity.name,
                measure=measure,
                of=of.name if of else None,
                day=on.name if on else None,
            )
        )


def _figure_name(entity: DraftEntity, of: DraftField | None, measure: Measure) -> str:
    """Short enough for a name; what is measured of one thing differs at the end, which stays."""
    end = f"_{measure}"
    return f"{entity.name}_{of.name if of else 'number'}"[: 40 - len(end)].strip("_") + end


def _figure_label(entity: DraftEntity, of: DraftField | None, measure: Measure) -> str:
    if of is None:
        return entity.plural_label
    what = of_record(entity, of)
    if measure is Measure.AVERAGE:
        return f"Average {_within(what)}"[:60]
    total = bool({"total", "sum"} & set(of.label.lower().split()))
    what = what if total else f"{what[:1].lower()}{what[1:]}"
    return what[:60] if total else f"Total {what}"[:60]


def _add_filters(reading: Reading, main: DraftEntity) -> None:
    choices = [f for f in main.fields if f.type is FieldType.CHOICE and f is not state_field(main)]
    for field in [*choices, *references(main)][: 0 if reading.dashboard_filters else 2]:
        filter_by(reading, main, field)
