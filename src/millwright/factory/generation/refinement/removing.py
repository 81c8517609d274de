"""Removing: records, fields, values, roles, views and pages."""

import re

from millwright.factory.generation.reader.words import plain
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.exporting import EXPORT, remove_export
from millwright.factory.generation.refinement.faults import needed_by
from millwright.factory.generation.refinement.names import (
    EXPLICIT_FIELD,
    Place,
    bare,
    find_choices,
    find_entity,
    find_fields,
    find_role,
    listed,
    split_list,
)
from millwright.factory.generation.refinement.parts import note_lost_parts, remove_parts
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import AppSpec, Board, Chart, Entity, Role

_REMOVE = re.compile(
    r"^(?:remove|delete|drop|scrap|eliminate|disable|get\s+rid\s+of|take\s+(?:out|away|off)"
    r"|(?:we\s+)?(?:don't|do\s+not)\s+need|no\s+more|(?:there\s+should\s+be\s+)?no)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^(?P<what>.+?)\s+(?:from|of|on|in)\s+(?P<owner>.+)$", re.IGNORECASE)
_VIEW = re.compile(r"\b(?:board|kanban|chart|graph|diagram)s?\b", re.IGNORECASE)


def remove(work: Work) -> bool:
    """Reads a clause that takes something away; False when it is about something else."""
    match = _REMOVE.match(work.clause)
    if match is None:
        return False
    what = match["what"].strip()
    if _removed(work, what):
        return True
    for item in _items(what):
        if not _removed(work, item):
            work.refuse(f"the application has nothing called {bare(item)}")
    return True


def hide(work: Work) -> bool:
    """Reads a clause that hides something, which nothing but a removal could do."""
    match = re.match(r"^hide\s+(?P<what>.+)$", work.clause, re.IGNORECASE)
    if match is None:
        return False
    work.refuse(f"nothing can be hidden; {bare(match['what'])} can be removed, with what it holds")
    return True


def _items(what: str) -> list[str]:
    """The things of a list; whose they are is said once, after the last: "phone and email from clients"."""
    match = _FROM.match(what)
    if match is None:
        return split_list(what)
    return [f"{item} from {match['owner']}" for item in split_list(match["what"])]


def _removed(work: Work, what: str) -> bool:
    if not EXPLICIT_FIELD.search(what) and remove_parts(work, what):
        entity = find_entity(work.spec, what)
        if entity is not None:
            _remove_entity(work, entity)
        return True
    if _VIEW.search(what):
        return _remove_views(work, what)
    if EXPORT.search(what):
        return remove_export(work, what)
    entity = None if EXPLICIT_FIELD.search(what) else find_entity(work.spec, what)
    if entity is not None:
        _remove_entity(work, entity)
        return True
    role = find_role(work.spec, what)
    if role is not None and not EXPLICIT_FIELD.search(what):
        return _remove_role(work, role)
    return _remove_page(work, what) or _remove_fields(work, what) or _remove_choices(work, what)


def _remove_entity(work: Work, entity: Entity) -> None:
    if len(work.spec.entities) == 1:
        work.refuse(f"{entity.plural_label} are all that the application keeps")
        return
    before = work.spec
    used = [
        f"{other.label}: {field.label}" for other, field in work.spec.referrers(entity) if other.name != entity.name
    ]
    work.spec = edits.without_entity(work.spec, entity.name)
    also = f", and so do {listed(used)}" if used else ""
    work.note(ChangeKind.REMOVE, entity.name, f"{entity.plural_label} go, with all their rows and pages{also}")
    note_lost_parts(work, before, f"since it needs {entity.plural_label.lower()}")


def _remove_role(work: Work, role: Role) -> bool:
    if role.admin or len(work.spec.roles) == 1:
        work.refuse(f"{role.label} is the role in charge, which every application needs")
        return True
    if (part := edits.part_with_role(work.spec, role.name)) is not None:
        work.refuse(needed_by(part, role.name))
        return True
    work.spec = edits.checked(edits.without_role(work.spec, role.name))
    text = f"The role {role.label} goes; accounts that have it are switched off, not deleted"
    work.note(ChangeKind.REMOVE, f"role {role.name}", text)
    return True


def _remove_fields(work: Work, what: str) -> bool:
    match = _FROM.match(what)
    owner = find_entity(work.spec, match["owner"]) if match else None
    places = find_fields(work.spec, match["what"] if match and owner else what, owner)
    if not places and work.entity is not None:
        places = find_fields(work.spec, what, work.spec.entity(work.entity.name))
    if len(places) > 1:
        work.refuse(f"say of which: {listed(place.entity.plural_label for place in places)} have it")
        return True
    for place in places:
        _remove_field(work, place)
    return bool(places)


def _remove_field(work: Work, place: Place) -> None:
    if len(place.entity.fields) == 1:
        work.refuse(f"{place.field.label} is all that a {place.entity.label.lower()} has")
        return
    before = work.spec
    work.spec = edits.without_field(before, place.entity.name, place.field.name)
    where = f"{place.entity.name}.{place.field.name}"
    work.note(ChangeKind.REMOVE, where, f"{place.entity.plural_label} lose {place.field.label}, with what it holds")
    note_lost_parts(work, before, f"since it needs {place.field.label}")
    work.remember(place.entity.name)


def _remove_choices(work: Work, what: str) -> bool:
    match = _FROM.match(what)
    values = find_choices(work.spec, what) or (find_choices(work.spec, match["what"]) if match else [])
    if match is not None:
        fields = find_fields(work.spec, match["owner"])
        owner = find_entity(work.spec, match["owner"])
        here = [
            (place, value)
            for place, value in values
            if any(place.field == other.field and place.entity.name == other.entity.name for other in fields)
            or (owner is not None and owner.name == place.entity.name)
        ]
        values = here or values
    for place, value in values:
        left = [choice for choice in place.field.choices if choice.value != value]
        gone = next(choice.label for choice in place.field.choices if choice.value == value)
        if not left:
            work.refuse(f"{gone} is the only value of {place.field.label}")
            continue
        work.spec = edits.checked(edits.with_choices(work.spec, place.entity.name, place.field.name, left))
        then = f"get {left[0].label}" if place.field.required else "have none"
        where = f"{place.entity.name}.{place.field.name}"
        work.note(ChangeKind.REMOVE, where, f"{place.field.label} can no longer be {gone}; rows that have it {then}")
    return bool(values)


def _remove_views(work: Work, what: str) -> bool:
    """The boards or charts that the words name; all of them when they name none."""
    charts = re.search(r"\b(?:chart|graph|diagram)s?\b", what, re.IGNORECASE) is not None
    views: tuple[Board | Chart, ...] = work.spec.charts if charts else work.spec.boards
    rest = bare(_VIEW.sub("", what))
    named = [view for view in views if rest and _speaks_of(work.spec, view, rest)]
    for view in named or (views if not rest or what.lower().endswith("s") else ()):
        work.spec = edits.checked(edits.without(work.spec, view))
        work.note(ChangeKind.REMOVE, view.label, f"{view.label} goes; its records stay")
    return bool(named or views)


def _speaks_of(spec: AppSpec, view: Board | Chart, words: str) -> bool:
    entity = find_entity(spec, words)
    return plain(words) in plain(view.label) or (entity is not None and entity.name == view.entity)


def _remove_page(work: Work, what: str) -> bool:
    """A page of the public site, by its name."""
    wanted = plain(re.sub(r"\s+pages?$", "", bare(what), flags=re.IGNORECASE))
    page = next((page for page in work.spec.pages if wanted in {plain(page.label), page.name.replace("_", " ")}), None)
    if page is None or page.name == "home":
        return False
    left = tuple(other for other in work.spec.pages if other.name != page.name)
    work.spec = edits.checked(work.spec.model_copy(update={"pages": left}))
    work.note(ChangeKind.REMOVE, f"page {page.name}", f"The page {page.label} goes")
    return True
