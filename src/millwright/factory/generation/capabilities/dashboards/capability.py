"""Dashboards as a capability: data that people bring, the dashboards that they lay out, and who sees them."""

from millwright.factory.generation.capabilities.community import add_table, table_name, written_by_anybody
from millwright.factory.generation.capabilities.dashboards.asking import (
    NAME,
    absorb_wishes,
    stands_for_it,
    wishes_of,
)
from millwright.factory.generation.capabilities.dashboards.samples import add_samples
from millwright.factory.generation.capabilities.dashboards.writing import contribute
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.draft import DraftEntity, DraftRole, Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.site import Layout
from millwright.factory.generation.spec import Access, Part, Reach

SOURCE, BOARD = "board_source", "data_board"
_SEEN = "visibility! choice: Only me | Everybody here"
_COLUMN = (
    "name! text",
    "kind! choice: Number | Date | Date and time | Text | Yes or no",
    "place! int",
    "first_day date",
    "cells! long",
)
_COMPONENT = (
    "kind! choice: Figure | Line | Area | Bars | Ring | Ranking | Table | Text",
    "title! text",
    "words long",
    "source text",
    "category text",
    "amount text",
    "measure! choice: Count | Sum | Average | Minimum | Maximum",
    "step! choice: Day | Week | Month",
    "filter_column text",
    "filter_value text",
    "colour! choice: Theme | Blue | Green | Orange | Purple | Red | Teal",
    "wide bool",
    "place! int",
)
_FIELDS = frozenset({"description", "name", "title", "visibility"})
_OWN = Access(read=Reach.ALL, create=True, update=Reach.OWN, delete=Reach.OWN)


def _draft(reading: Reading) -> None:
    """Adds the sources and the dashboards, in place of what the reader has made of the same words."""
    wishes = wishes_of(reading)
    if not wishes:
        reading.wishes = [wish for wish in reading.wishes if wish.capability.name != NAME or wish.refused]
        return
    because = because_of(wishes, "")
    for entity in [entity for entity in reading.entities if stands_for_it(entity)]:
        reading.forget(entity)
    alone = all(entity.internal for entity in reading.entities)
    made = [_record(reading, name, because) for name in (SOURCE, BOARD)]
    add_table(reading, made[0], "column", _COLUMN, because)
    add_table(reading, made[1], "component", _COMPONENT, because)
    add_table(reading, made[1], "link", ("address!* text",), because)
    for record in made:
        add_table(reading, record, "hold", (), because)
    absorb_wishes(reading, alone=alone)


def _record(reading: Reading, name: str, because: str) -> DraftEntity:
    record = add_record(reading, name, because)
    add_field(record, _SEEN, because).label = "Who sees it"
    return record


def _settle(reading: Reading) -> None:
    """Adds the part: whoever works here has sources and dashboards of their own."""
    source, board = reading.entity(SOURCE), reading.entity(BOARD)
    wishes = reading.wished(NAME)
    if source is None or board is None or not wishes:
        return
    for record in (source, board):
        record.access = {role.name: _OWN for role in _working(reading)}
        record.visitors = Access()
        # Files and links are what the part is about; nobody types them.
        record.fields = [field for field in record.fields if field.name in _FIELDS]
    for record, what in ((source, "column"), (board, "component"), (board, "link"), (source, "hold"), (board, "hold")):
        table = reading.entity(table_name(record.name, what))
        if table is not None:
            written_by_anybody(reading, table)
    add_part(reading, Part(capability=NAME, entity=board.name), because_of(wishes, ""))


def _working(reading: Reading) -> list[DraftRole]:
    """Who lays out dashboards: everybody but those in charge, who may anyway, and strangers who sign up on a site that
    others work for."""
    others = [role for role in reading.roles if role.kind is not RoleKind.ADMIN]
    staff = [role for role in others if role.kind is not RoleKind.OUTSIDER]
    return staff if staff and reading.layout is Layout.SITE else others


def _finish(reading: Reading) -> None:
    """Shows data of the prompt's subject; nobody counts dashboards by who sees them."""
    if reading.entity(BOARD) is None:
        return
    own = {SOURCE, BOARD}
    reading.charts = [chart for chart in reading.charts if chart.entity not in own]
    reading.figures = [figure for figure in reading.figures if figure.entity not in own]
    reading.dashboard_filters = [one for one in reading.dashboard_filters if one.entity not in own]
    reading.boards = [one for one in reading.boards if one.entity not in own]
    add_samples(reading)


CAPABILITY = Capability(NAME, _draft, _settle, contribute, finish=_finish)
