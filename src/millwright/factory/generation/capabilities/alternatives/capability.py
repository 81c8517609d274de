"""What goes with a thing or stands in for it, as a capability: rows of two references, shown on both sides' pages."""

from functools import cache

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.shopping import goods, keep_from_visitors
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record, because_of
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import AppSpec, Reach, SampleValue

NAME = "alternatives"
_ROW, _OTHER = "stand_in", "other_one"
_TEMPLATES = f"capabilities/{NAME}/templates"
_MADE = frozenset({"fitment", "variant", "category", "brand", _ROW})


def draft(reading: Reading) -> None:
    """Adds the rows, where there is a catalogue of things."""
    wishes, subject = reading.wished(NAME), _subject(reading)
    if not wishes or subject is None or not reading.site:
        return
    row = add_record(reading, _ROW, because_of(wishes, ""))
    row.label = _kind(reading)["label"]
    row.plural_label = row.label if row.label.endswith("together") else f"{row.label}s"
    for name in (subject.name, _OTHER):
        add_field(row, f"{name}! @{subject.name}", "").required = True
    row.fields.sort(key=lambda field: field.target is None)


def settle(reading: Reading) -> None:
    """Adds the part; the rows are seen on the pages of what they are about."""
    row, subject = reading.entity(_ROW), _kept_beside(reading)
    wishes = reading.wished(NAME)
    if row is None or subject is None or not wishes or reading.layout is not Layout.SITE:
        return
    keep_from_visitors(reading, row)
    if subject.visitors.read is not Reach.ALL:
        return
    options = {"table": row.name, "title": _kind(reading)["title"]}
    add_part(reading, Part(capability=NAME, entity=subject.name, options=options), because_of(wishes, ""))


def finish(reading: Reading) -> None:
    """Puts neighbours beside each other in the demonstration."""
    row, subject = reading.entity(_ROW), _kept_beside(reading)
    if row is None or subject is None or not subject.samples:
        return
    refers = next(field.name for field in row.fields if field.target == subject.name)
    notes = ("The same use", "From another maker", None)
    pairs: list[dict[str, SampleValue]] = [
        {refers: at, _OTHER: at + step, "note": notes[at % len(notes)]}
        for at in range(min(len(subject.samples) - 2, 12))
        for step in (1, 2)
    ]
    row.samples = tuple(pairs)


def _kept_beside(reading: Reading) -> DraftEntity | None:
    """What the rows are about, as it was when they were added: records may have come and gone since."""
    row = reading.entity(_ROW)
    other = row.field(_OTHER) if row is not None else None
    return reading.entity(other.target) if other is not None and other.target else None


def _subject(reading: Reading) -> DraftEntity | None:
    """What has something beside it: what is sold, what the wish's sentence names, else what the site shows."""
    shown = [e for e in reading.entities if e.kind is EntityKind.CATALOGUE and not e.internal and e.key not in _MADE]
    named = [e for wish in reading.wished(NAME) for e in records_in(reading, wish.sentence)]
    sold = goods(reading)
    return next((e for e in (*([sold] if sold else []), *named, *shown) if e in shown), None)


def _kind(reading: Reading) -> dict[str, str]:
    words = {word for wish in reading.wished(NAME) for word in wish.words.lower().split()}
    return next((row for row in _kinds().values() if words & {*row["words"].split()}), _kinds()["substitute"])


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return table_beside(__package__ or "", "kinds")


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The question what stands beside one, and its place on the page."""
    entity, view = subject_view(spec, part)
    app = AppView(spec)
    row = app.entity(part.options["table"])
    refers, other = (field for field in row.fields if field.spec.target == entity.name)
    values: dict[str, object] = {
        "entity": app.entity(entity.name),
        "view": view,
        "row": row,
        "refers": refers,
        "other": other,
        "title": part.options["title"],
        "path": naming.kebab(entity.plural),
        "admin": naming.constant(spec.admin.name),
    }
    module = f"beside_{entity.plural}"
    beside = Component(f"{view.type}Beside", f"components/beside/{view.type}Beside")
    return Contribution(
        files={
            f"backend/app/routes/{module}.py": render(f"{_TEMPLATES}/routes.py.j2", **values),
            f"tests/test_{module}.py": render(f"{_TEMPLATES}/test_beside.py.j2", **values),
            f"frontend/src/{beside.module}.tsx": render(f"{_TEMPLATES}/Beside.tsx.j2", **values),
            f"frontend/src/{beside.module}.test.tsx": render(f"{_TEMPLATES}/Beside.test.tsx.j2", **values),
        },
        routers=(module,),
        record_sections={entity.name: (beside,)},
        readme=(f"The page of each {naming.in_sentence(entity.label)} shows {part.options['title'].lower()}.",),
    )


CAPABILITY = Capability(NAME, draft, settle, contribute, after=("cart", "finder", "inquiry_list"), finish=finish)
