"""Charts: what the prompt wants to see added up or counted, and along what."""

from millwright.factory.generation.field_types import LINKED, TEMPORAL
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.dashboards import (
    Plan,
    add_chart,
    add_dashboard,
    said,
    sum_by_month,
    usual_plan,
)
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import clause_of, day_field, drawn_at, money_field, records_in
from millwright.factory.generation.reader.measuring import (
    MONEY_WORDS,
    MONTHS,
    able,
    followed,
    followed_number,
    is_average,
    merit,
    note_missing,
    note_unknown,
    number_named,
    unsolved,
    yielded,
)
from millwright.factory.generation.reader.proportions import field_named, proportions
from millwright.factory.generation.reader.regions import regions
from millwright.factory.generation.reader.seeing import add_views
from millwright.factory.generation.reader.segment import Sentence, Token
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.reader.words import is_plural
from millwright.factory.generation.spec import ChartKind, FieldType, Measure

_ADDED_UP = frozenset({EntityKind.LOG, EntityKind.MONEY, EntityKind.PERSONAL, EntityKind.WORK})
_MOST_SUMS = 2
_ALONG = LINKED | TEMPORAL | {FieldType.CHOICE, FieldType.TEXT}
_FOLLOWED = frozenset({EntityKind.LOG, EntityKind.PERSONAL, EntityKind.WORK})


def add_charts(reading: Reading, wishes: list[Wish]) -> None:
    """The charts that sentences ask for; one that the kind of application suggests when none is asked for."""
    asked = [wish for wish in wishes if wish.capability.name == "chart"]
    if any(wish.refused for wish in asked):
        return
    add_views(reading)
    for plan, because in proportions(reading):
        add_chart(reading, plan, because)
    for sentence in dict.fromkeys(wish.sentence.text for wish in asked):
        wish = next(wish for wish in asked if wish.sentence.text == sentence)
        if drawn_at(reading, wish.sentence, (wish.start, wish.end)) or unsolved(reading, wish):
            continue
        plans = _plans(reading, wish)
        if not plans:
            note_missing(reading, wish)
        for plan in plans:
            add_chart(reading, plan, clause_of(reading, wish.sentence, wish.start), said(wish))
    for region in regions(reading):
        if region.field is not None:
            of = number_named(region.entity, region.sentence.tokens)
            add_chart(reading, Plan(region.entity, of, region.field), region.because)
    _fall_back(reading, asked)
    _add_up(reading)
    add_dashboard(reading, asked)


def _fall_back(reading: Reading, asked: list[Wish]) -> None:
    """One chart where the words name none, or where the kind of application suggests one."""
    usual = reading.entity(reading.domain.chart) if reading.domain and reading.domain.chart else None
    if not reading.charts and (asked or usual is not None):
        plan = usual_plan(usual) if usual else None
        records = [entity for entity in reading.entities if not entity.internal]
        plan = plan or next((found for found in map(usual_plan, records) if found), None)
        if plan is not None:
            because = (
                clause_of(reading, asked[0].sentence, asked[0].start)
                if asked
                else "assumed: the first thing that one wants to see at a glance"
            )
            add_chart(reading, plan, because)
        elif asked:
            reading.not_built.append(
                (asked[0].words, "nothing here has amounts, days or states that a chart could show")
            )


def _add_up(reading: Reading) -> None:
    """What comes in and what goes out by month, where no chart was asked for."""
    if reading.charts:
        return
    sums = (sum_by_month(entity) for entity in reading.entities if entity.kind in _ADDED_UP and not entity.internal)
    for plan in [plan for plan in sums if plan is not None][:_MOST_SUMS]:
        add_chart(reading, plan, "assumed: what comes in or goes out is looked at by month")


def _plans(reading: Reading, wish: Wish) -> list[Plan]:
    """What one sentence wants to see."""
    sentence = wish.sentence
    named = [entity for entity in records_in(reading, sentence) if not entity.internal]
    grouped = _grouped(reading, sentence, named)
    if grouped:
        return grouped
    if followed(said(wish)) and (plan := _course(named or reading.entities)):
        return [plan]
    money = [token for token in sentence.tokens if token.lemma in MONEY_WORDS]
    if money:
        entity = _of_money(reading, named, money)
        plan = sum_by_month(entity) if entity else None
        if plan is not None:
            return [plan]
    if is_average(sentence.tokens) and (plan := _average(reading, named)):
        return [plan]
    near = records_in(reading, sentence, max(0, wish.start - 4), wish.end + 6)
    return [plan for plan in map(usual_plan, near or named[:2]) if plan is not None]


def _course(entities: list[DraftEntity]) -> Plan | None:
    """How the number that one follows develops, of the first record that has one, and days."""
    for entity in entities:
        of, day = followed_number(entity), day_field(entity)
        if of is not None and day is not None and not entity.internal and entity.kind in _FOLLOWED:
            return Plan(entity, of, day, ChartKind.LINE, measure=Measure.AVERAGE)
    return None


def _average(reading: Reading, named: list[DraftEntity]) -> Plan | None:
    """The average of what rows are judged by, along their day or what they refer to."""
    for entity in (*named, *reading.entities):
        of = merit(entity)
        usual = usual_plan(entity) if of is not None and not entity.internal else None
        if usual is not None:
            return Plan(entity, of, usual.by, measure=Measure.AVERAGE)
    return None


def _grouped(reading: Reading, sentence: Sentence, named: list[DraftEntity]) -> list[Plan]:
    """In "sales per region and by month" what stands after "by" or "per" names a field or a record."""
    found: list[Plan] = []
    tokens = sentence.tokens
    for place, token in enumerate(tokens[:-1]):
        if token.low not in {"by", "per"}:
            continue
        words, along = tokens[max(0, place - 4) : place], tokens[place + 1 : place + 4]
        near = _grouped_entity(reading, sentence, place, named)
        for entity in (*([near] if near else []), *able(reading, words, named)):
            by = along_named(entity, along)
            if by is not None:
                measure = Measure.AVERAGE if is_average(words) else Measure.SUM
                of = number_named(entity, words) or (None if is_plural(words[-1].low) else yielded(entity))
                found.append(Plan(entity, of, by, measure=measure))
                if of is None:
                    note_unknown(reading, sentence, place)
                break
    return found


def _grouped_entity(reading: Reading, sentence: Sentence, place: int, named: list[DraftEntity]) -> DraftEntity | None:
    """The record that is counted or added up before "by": the nearest one, or the one that money words mean."""
    words = list(sentence.tokens[max(0, place - 4) : place])
    near = [e for e in records_in(reading, sentence, max(0, place - 4), place) if not e.internal]
    money = [token for token in words if token.lemma in MONEY_WORDS]
    if money and not (near and money_field(near[-1])):
        return _of_money(reading, named, money) or (near[-1] if near else None)
    if is_average(words) and not near:
        return next(able(reading, tuple(words), named), None)
    return (near or named or [None])[-1]


def along_named(entity: DraftEntity, words: tuple[Token, ...]) -> DraftField | None:
    """The field along which words want something told, up to "and"; its day, where they speak of months."""
    for token in words:
        if token.low in {"and", ",", "or", "by", "per"}:
            return None
        if token.lemma in MONTHS:
            return day_field(entity)
        if (found := field_named(entity, [token], _ALONG)) is not None:
            return found
    return None


def _of_money(reading: Reading, named: list[DraftEntity], words: list[Token]) -> DraftEntity | None:
    """The record whose amounts are meant: a named one first, else the one about money, else any with an amount."""
    spent = any(token.lemma in {"cost", "spending", "spend", "expense", "expenditure"} for token in words)
    records = [e for e in (*named, *reading.entities) if not e.internal]
    able = [e for e in records if money_field(e) is not None and day_field(e) is not None]
    usual = reading.entity(reading.domain.chart) if reading.domain and reading.domain.chart else None
    by_name = ["expense", "purchase_order"] if spent else ["invoice", "payment", "sale", "order", "income"]
    preferred = [e for name in by_name for e in able if e.name == name]
    money = [e for e in able if e.kind is EntityKind.MONEY]
    candidates = [*preferred, *money, *([usual] if usual in able else []), *able]
    return next(iter(candidates), None)
