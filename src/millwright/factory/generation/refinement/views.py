"""Views of records: boards, charts, and what can be downloaded."""

import re

from millwright.factory.generation.field_types import LINKED
from millwright.factory.generation.reader.vocabulary import lexicon
from millwright.factory.generation.reader.words import identifier, label, stem
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.names import bare, find_entity, find_fields, listed, split_list, state_of
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import (
    NUMERIC,
    TEMPORAL,
    Board,
    Chart,
    ChartKind,
    Entity,
    FieldSpec,
    FieldType,
    Measure,
)

_BOARD = re.compile(r"\b(?:kanban(?:\s+board)?|board)\b", re.IGNORECASE)
_CHART = re.compile(r"\b(?:(?P<kind>line|bar|column)\s+)?(?:chart|graph|diagram|plot)\b", re.IGNORECASE)
_CSV = re.compile(r"\b(?:csv|excel|spreadsheet|xlsx)\b", re.IGNORECASE)
_EXPORT = re.compile(r"\b(?:export|download)(?:s|ed|ing|able)?\b", re.IGNORECASE)
_OTHER_FORMAT = re.compile(r"\b(?:pdf|word|docx|json|xml|image|png)\b", re.IGNORECASE)
_GROUPS = TEMPORAL | LINKED | {FieldType.CHOICE}


def views(work: Work) -> bool:
    """Reads a clause that asks for a board, a chart or a CSV export; False when it is about something else."""
    if re.search(r"\bimport", work.clause, re.IGNORECASE):
        return False
    if _CSV.search(work.clause) or (_EXPORT.search(work.clause) and not _OTHER_FORMAT.search(work.clause)):
        return _export(work)
    if _BOARD.search(work.clause):
        return _add_board(work)
    match = _CHART.search(work.clause)
    return match is not None and _add_chart(work, match["kind"] or "")


def _mentioned(work: Work) -> list[Entity]:
    """The records that the clause names, in the order of its words."""
    found: dict[str, Entity] = {}
    words = re.findall(r"[\w'-]+", work.clause)
    for start in range(len(words)):
        for count in (3, 2, 1):
            text = " ".join(words[start : start + count])
            entity = find_entity(work.spec, text) if len(words) >= start + count else None
            if entity is not None and not _BOARD.fullmatch(text) and not _CHART.fullmatch(text):
                found.setdefault(entity.name, entity)
                break
    return list(found.values())


def _export(work: Work) -> bool:
    named = _mentioned(work) or list(work.spec.entities)
    left = [entity for entity in named if not entity.export and not entity.internal]
    for entity in left:
        work.spec = edits.with_entity(work.spec, entity.name, lambda owner: owner.model_copy(update={"export": True}))
    if left:
        which = listed(entity.plural_label for entity in left)
        work.note(ChangeKind.ADD, "export", f"{which} can be downloaded as CSV, as far as one may see them")
    else:
        work.refuse(f"{listed(entity.plural_label for entity in named)} can be downloaded as CSV already")
    return True


def _add_board(work: Work) -> bool:
    entities = _mentioned(work) or [entity for entity in work.spec.entities if state_of(entity) is not None]
    by = re.search(r"\bby\s+(?P<field>[\w ]+)$", work.clause, re.IGNORECASE)
    for entity in entities[:1]:
        named = find_fields(work.spec, by["field"], entity) if by else []
        field = named[0].field if named else state_of(entity) or _choice(entity)
        if field is None or field.type is not FieldType.CHOICE:
            work.refuse(f"{entity.plural_label} have no choice, such as a status, whose values could be its columns")
            return True
        if any((board.entity, board.field) == (entity.name, field.name) for board in work.spec.boards):
            work.refuse(f"there is a board of {entity.plural_label.lower()} by {field.label.lower()} already")
            return True
        board = Board(entity=entity.name, field=field.name, label=label([f"{entity.label} board"]))
        work.spec = edits.checked(work.spec.model_copy(update={"boards": (*work.spec.boards, board)}))
        text = f"There is a board of {entity.plural_label.lower()}, with a column for each {field.label.lower()}"
        work.note(ChangeKind.ADD, board.label, text)
    if not entities:
        work.refuse("no records of this application have states to be moved through")
    return True


def _choice(entity: Entity) -> FieldSpec | None:
    return next((field for field in entity.fields if field.type is FieldType.CHOICE), None)


def _add_chart(work: Work, kind: str) -> bool:
    """A chart "of amount by month", "of orders per status"; what it is by is guessed where nothing is said."""
    match = re.search(r"\b(?:by|per|over|each|for\s+each)\s+(?P<by>[\w ]+)$", work.clause, re.IGNORECASE)
    entities = _mentioned(work)
    numbers = [place for place in _fields_named(work) if place[1].type in NUMERIC]
    entity = numbers[0][0] if numbers and not entities else (entities or list(work.spec.entities))[0]
    of = next((field for owner, field in numbers if owner.name == entity.name), None)
    by = _group(work, entity, match["by"] if match else "")
    if by is None:
        work.refuse(f"{entity.plural_label} have no date, choice or reference to draw a chart by")
        return True
    shown = label(
        [f"{of.label if of else entity.plural_label} by {'month' if by.type in TEMPORAL else by.label.lower()}"]
    )
    name = identifier([shown])
    if any(chart.name == name for chart in work.spec.charts):
        work.refuse(f"there is a chart {shown} already")
        return True
    chart = Chart(
        name=name,
        label=shown,
        entity=entity.name,
        kind=ChartKind.LINE if kind.lower() == "line" and by.type in TEMPORAL else ChartKind.BAR,
        measure=Measure.SUM if of else Measure.COUNT,
        of=of.name if of else None,
        by=by.name,
    )
    work.spec = edits.checked(work.spec.model_copy(update={"charts": (*work.spec.charts, chart)}))
    work.note(ChangeKind.ADD, f"chart {name}", f"The dashboard shows a chart: {shown}")
    return True


def _fields_named(work: Work) -> list[tuple[Entity, FieldSpec]]:
    words = split_list(re.sub(r"\b(?:of|by|per|over|for|and|with|showing)\b", ",", work.clause))
    return [(place.entity, place.field) for word in words for place in find_fields(work.spec, word)]


def _group(work: Work, entity: Entity, words: str) -> FieldSpec | None:
    fields = [field for field in entity.fields if field.type in _GROUPS]
    days = [field for field in fields if field.type in TEMPORAL]
    if re.search(r"\b(?:month|week|day|year|time|date)s?\b", words, re.IGNORECASE):
        fields = days
    named = [place.field for place in find_fields(work.spec, words, entity)] if words else []
    return next((field for field in [*named, *fields] if field in fields), None)


def unbuilt(work: Work) -> bool:
    """Whether the clause asks for a capability that the engine knows but cannot build; says so."""
    forms = [word.lower() for word in re.findall(r"[\w'-]+", work.clause)]
    index = lexicon().capability_index
    stemmed = [stem(word) for word in forms]
    for place in range(len(stemmed)):
        hit = index.at(stemmed, place)
        if hit is not None and not hit[1].built:
            work.refuse(hit[1].say, subject=bare(work.clause))
            return True
    return False
