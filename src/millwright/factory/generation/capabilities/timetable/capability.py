"""The table of what is free and taken, as the reader and the compiler know it."""

from millwright.factory.generation.capabilities.booking.view import Booking
from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, in_sentence, kebab
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part, Reach

NAME = "timetable"
_TEMPLATES = f"capabilities/{NAME}/templates"
_MOST = 2
_HOUSED = frozenset({"dining_table", "room", "venue"})
"""What there are several of side by side, so that people look at all of them at once."""

_VISITS = frozenset({"appointment", "viewing"})
"""What people come for once, to look at something."""


def draft(_reading: Reading) -> None:
    """The table shows what is booked: it adds no records."""


def settle(reading: Reading) -> None:
    """A table of what is booked by times or days, where the prompt asks for one, and of rooms, courts and tables."""
    wishes = reading.wished(NAME)
    booked = [part for part in reading.parts if part.capability == "booking" and part.options["kind"] != "event"]
    for part in booked[:_MOST]:
        entity = reading.entity(part.entity or "")
        record = reading.entity(part.options["record"])
        visited = record is not None and record.key in _VISITS
        housed = entity is not None and entity.key in _HOUSED and part.options["kind"] == "slots" and not visited
        if entity is not None and (wishes or housed) and not reading.refuses(NAME):
            because = because_of(wishes, f"people look which {entity.plural_label.lower()} are free")
            add_part(reading, Part(capability=NAME, entity=entity.name), because)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The page, its route and their tests."""
    found = (one for one in spec.parts_of("booking") if one.entity == part.entity and one.options["kind"] != "event")
    booked = next(found, None)
    if booked is None:
        raise PartError("only what is booked at times or days has a table of what is free")
    booking = Booking(spec, booked)
    view = booking.views[booking.bookable.name]
    name = f"{view.type}TimetablePage"
    module, path = f"pages/booking/{name}", f"/timetable/{kebab(view.spec.plural)}"
    values: dict[str, object] = {
        "b": booking.bookable,
        "fb": view,
        "kind": booking.kind,
        "module": booking.module,
        "span": booking.of_record("hours"),
        "money": booking.money,
        "per_night": booked.options.get("per") == "night",
        "reader": booking.bookable.reader,
        "name": name,
        "path": path,
        "page_path": view.public_path if booking.site else view.path,
        "api": api_path(view.spec),
        "row": example(spec, view, Hooks(spec, ())).row,
        "title": example(spec, view, Hooks(spec, ())).title,
        "booker_role": booking.bookers[0].name,
    }
    return Contribution(
        files=_files(booking, values, module),
        routers=(f"{view.spec.name}_timetable",),
        routes=tuple(_routes(booking, Component(name, module), path)),
        navigation=tuple(_links(booking, path)),
        readme=(f"See in one table when {in_sentence(view.spec.plural_label)} are free, and book there.",),
    )


def _files(booking: Booking, values: dict[str, object], module: str) -> dict[str, str]:
    one = booking.bookable.name
    return {
        f"backend/app/routes/{one}_timetable.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        f"tests/test_{one}_timetable.py": render(f"{_TEMPLATES}/tests/test_timetable.py.j2", **values),
        f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/frontend/TimetablePage.tsx.j2", **values),
        f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/frontend/TimetablePage.test.tsx.j2", **values),
        "frontend/src/components/booking/TimeGrid.tsx": render(f"{_TEMPLATES}/frontend/TimeGrid.tsx.j2", **values),
        "frontend/src/lib/days.ts": render("capabilities/calendar/templates/frontend/days.ts"),
    }


def _routes(booking: Booking, page: Component, path: str) -> list[Route]:
    """Beside the site, those who work there have the page in their workspace."""
    subject = booking.bookable.name
    if not booking.site:
        return [Route(path, page, Place.WORKSPACE, subject=subject)]
    public = booking.bookable.spec.visitors.read is Reach.ALL
    return [Route(path, page, signed_in=not public), Route(path, page, Place.WORKSPACE, subject=subject)]


def _links(booking: Booking, path: str) -> list[NavigationItem]:
    label = "Free times" if booking.kind == "slots" else "Free days"
    if len(booking.app.spec.parts_of(NAME)) > 1:
        label = f"{label}: {in_sentence(booking.bookable.plural_label)}"
    inside = NavigationItem(label, path, "Grid3x3", Place.WORKSPACE, booking.bookable.name)
    return [NavigationItem(label, path, "Grid3x3"), inside] if booking.site else [inside]


CAPABILITY = Capability(NAME, draft, settle, contribute, after=("booking", "spans", "tariffs"))
