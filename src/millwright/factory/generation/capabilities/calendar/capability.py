"""A calendar of any kind of record that has a date."""

import re
from dataclasses import dataclass

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_fields import FieldView
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part
from millwright.factory.generation.reader.capabilities import Wish
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import TEMPORAL, AppSpec, FieldType, Layout, Part

_TEMPLATES = "capabilities/calendar/templates/frontend"
_SHARED = {
    "lib/days.ts": "days.ts",
    "lib/entries.ts": "entries.ts",
    "components/calendar/RecordCalendar.tsx": "RecordCalendar.tsx",
    "components/calendar/DayGrid.tsx": "DayGrid.tsx",
    "components/calendar/Agenda.tsx": "Agenda.tsx",
}
_LONGEST = {True: 31, False: 1}
_ENDS = frozenset({"end", "ends", "until", "to", "out", "return", "departure", "finish", "finishes"})
_NOT_PLANNED = frozenset({"birth", "birthday", "hired", "joined", "since", "created", "updated", "registered", "born"})
_PLANNED = ("starts", "start", "due", "deadline", "event", "check", "reserved", "scheduled", "planned")
_ASIDE = frozenset({"closure", "opening_hour"})
_MOST = 2
_STATES = frozenset({"state", "status"})
_BREAKS = frozenset({",", ":", ";", "and", "or"})
_ON = frozenset({"in", "on"})
_GONE = re.compile(r"cancell?ed|declined|rejected|withdrawn|no_show")
"""States in which something does not take place."""


def draft(reading: Reading) -> None:
    """A calendar shows what is there: it adds no records."""


def settle(reading: Reading) -> None:
    """A calendar of the records that the prompt wants in one, and of those that begin at a time of day."""
    wishes = reading.wished("calendar")
    refused = reading.refuses("calendar")
    dated = sorted(
        (e for e in reading.entities if not e.internal and e.key not in _ASIDE and start_of(e)), key=_importance
    )
    timed = [e for e in dated if (field := start_of(e)) and _begins(field)]
    if wishes:
        shown = any(part.capability == "calendar" for part in reading.parts)
        beside = [e for e in _told_beside(reading, wishes) if e in dated and e.kind is not EntityKind.PERSON]
        chosen = beside or (timed if shown else timed or dated)
        for entity in ([e for e in chosen if not e.assumed] or chosen)[:_MOST]:
            add_calendar(reading, entity, wishes[0].words)
    elif not refused:
        for entity in timed[:_MOST]:
            add_calendar(reading, entity, f"assumed: {entity.plural_label.lower()} begin at a time")


def _told_beside(reading: Reading, wishes: list[Wish]) -> list[DraftEntity]:
    """The records of which it is said that they stand in a calendar: "view allocated nights on a calendar"."""
    found: list[DraftEntity] = []
    for wish in wishes:
        tokens, begin = wish.sentence.tokens, wish.start
        while begin and tokens[begin - 1].text not in _BREAKS:
            begin -= 1
        on = {token.low for token in tokens[begin : wish.start]} & _ON
        found += records_in(reading, wish.sentence, begin, wish.start) if on else []
    return found


def add_calendar(reading: Reading, entity: DraftEntity, because: str) -> None:
    """Has the application show an entity that has a date in a calendar."""
    start = start_of(entity)
    if start is not None:
        options = {"start": start.name}
        end = _end_of(entity, start)
        add_part(reading, Part(capability="calendar", entity=entity.name, options=options | end), because)


def start_of(entity: DraftEntity) -> DraftField | None:
    """The field that says when something is: a beginning or a deadline rather than any other day."""
    fields = [f for f in entity.fields if f.type in TEMPORAL and not _NOT_PLANNED & set(f.name.split("_"))]
    ranked = sorted(fields, key=lambda field: (_rank(field.name), not field.required))
    return ranked[0] if ranked else None


def _rank(name: str) -> int:
    words = name.split("_")
    if "out" in words or _ENDS & set(words):
        return len(_PLANNED) + 1
    return next((place for place, word in enumerate(_PLANNED) if word in words), len(_PLANNED))


def _end_of(entity: DraftEntity, start: DraftField) -> dict[str, str]:
    ends = [f for f in entity.fields if f.type is start.type and f is not start and _ENDS & set(f.name.split("_"))]
    return {"end": ends[0].name} if ends else {}


def _begins(field: DraftField) -> bool:
    return field.type is FieldType.DATETIME and field.required


def _importance(entity: DraftEntity) -> tuple[bool, bool]:
    start = start_of(entity)
    return (entity.assumed, start is None or not start.required)


@dataclass(frozen=True)
class _Calendar:
    """A calendar as its templates see it."""

    entity: EntityView
    public: bool
    start: FieldView
    end: FieldView

    @property
    def name(self) -> str:
        return f"{'Public' if self.public else ''}{self.entity.type}CalendarPage"

    @property
    def path(self) -> str:
        return self.entity.public_path if self.public else self.entity.path

    @property
    def page(self) -> Component:
        return Component(self.name, f"pages/calendar/{self.name}")

    @property
    def about(self) -> FieldView | None:
        """What an entry is for, where its title only says who: a room beside the name of its guest."""
        named = self.entity.title_field
        if self.public or named.type is not FieldType.TEXT or not named.name.endswith("name"):
            return None
        return next((field for field in self.entity.fields if field.target and field.spec.required), None)

    def files(self, spec: AppSpec) -> dict[str, str]:
        """The page and its test."""
        state = next((field for field in self.entity.fields if field.name in _STATES and field.choices), None)
        values = {
            "about": self.about,
            "state": state,
            "gone": [c.value for c in state.spec.choices if _GONE.fullmatch(c.value)] if state else [],
            "entity": self.entity,
            "name": self.name,
            "path": self.path,
            "public": self.public,
            "start": self.start,
            "end": self.end,
            "longest": _LONGEST[self.end != self.start],
            "title": _title(self.entity),
            "api": api_path(self.entity.spec),
            "row": example(spec, self.entity, Hooks(spec, ())).row,
        }
        return {
            f"frontend/src/pages/calendar/{self.name}.tsx": render(f"{_TEMPLATES}/CalendarPage.tsx.j2", **values),
            f"frontend/src/pages/calendar/{self.name}.test.tsx": render(f"{_TEMPLATES}/calendar.test.tsx.j2", **values),
        }


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A page in the workspace beside the list and, for public records, one on the site."""
    entity = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    start = _field(entity, part.options["start"])
    end = _field(entity, part.options.get("end", start.name))
    pages = [_Calendar(entity, False, start, end)]
    routes = [Route(f"{entity.public_path}/calendar", pages[0].page, Place.WORKSPACE, subject=entity.spec.name)]
    here = (f"{entity.public_path}/calendar", "CalendarDays")
    links = [NavigationItem(_title(entity), *here, Place.WORKSPACE, entity.spec.name)]
    if spec.layout is Layout.SITE and entity.public:
        pages.append(_Calendar(entity, True, start, end))
        routes.append(Route(f"{entity.public_path}/calendar", pages[1].page))
        alone = len(spec.parts_of("calendar")) == 1
        links.append(NavigationItem("Calendar" if alone else _title(entity), *here))
    files = {f"frontend/src/{path}": render(f"{_TEMPLATES}/{name}") for path, name in _SHARED.items()}
    for page in pages:
        files |= page.files(spec)
    return Contribution(
        files=files,
        routes=tuple(routes),
        navigation=tuple(links),
        list_views={
            entity.spec.name: (NavigationItem("Calendar", *here),),
        },
        readme=(f"See {in_sentence(entity.spec.plural_label)} in a calendar and drag them to other days.",),
    )


def _field(entity: EntityView, name: str) -> FieldView:
    return next(field for field in entity.fields if field.name == name)


def _title(entity: EntityView) -> str:
    return f"{entity.spec.label} calendar"


CAPABILITY = Capability(name="calendar", draft=draft, settle=settle, contribute=contribute)
