"""Numbers in a queue, as the reader and the compiler know them."""

from functools import cache

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    PartError,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.fields import safe_field_name
from millwright.factory.generation.reader.statements import Statement
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, AppSpec, Layout, Part, Reach, SampleValue

NAME = "queueing"
RECORD = "queue_ticket"
_TEMPLATES = f"capabilities/{NAME}/templates"
_PAGE = Component("QueuePage", "pages/queueing/QueuePage")
_STATES = ("served", "served", "missed", "called", "waiting", "waiting", "waiting", "waiting")


def draft(reading: Reading) -> None:
    """The record of numbers, with what one queues for and how many come where the prompt speaks of it."""
    wishes = reading.wished(NAME)
    if not wishes:
        return
    because = wishes[0].words
    _forget(reading)
    record = add_record(reading, RECORD, because)
    turn = record.field("turn")
    if turn is not None:
        turn.label = "Number"
    line = _line(reading)
    if line is not None:
        name = safe_field_name(line.name, record.name)
        add_field(record, f"{name}! @{line.name}", because).label = line.label
    said = {token.low for sentence in reading.sentences for token in sentence.tokens}
    if said & _words("parties"):
        people = add_field(record, "people! int: 1..6", because)
        people.minimum, people.label = 1, "People"
        status = record.field("status")
        if status is not None:
            status.choices = tuple("Seated" if choice == "Served" else choice for choice in status.choices)


def _forget(reading: Reading) -> None:
    """Leaves out what the words for the queue were taken for: a queue of which nothing else is known, with those who
    join it, and what is named nowhere but in them, as a party is where "the next party" is called."""
    for entity in list(reading.entities):
        unknown = entity.entry is None and {entity.name, entity.name.split("_")[-1]} & _words("leftover")
        if entity in reading.entities and (unknown or _only_in_words(reading, entity)):
            _with_joining(reading, entity)


def _with_joining(reading: Reading, entity: DraftEntity) -> None:
    joined = [other for other in reading.entities if any(field.target == entity.name for field in other.fields)]
    for other in (entity, *(known for known in joined if known.name == "participation")):
        if other in reading.entities:
            reading.forget(other)


def _only_in_words(reading: Reading, entity: DraftEntity) -> bool:
    """Whether a record is named in nothing but the words that ask for the queue."""
    if entity.internal or entity.assumed or entity.key == RECORD:
        return False
    spans = [(wish.sentence, wish.start, wish.end) for wish in reading.wished(NAME)]
    said = [m.statement for m in reading.mentions if m.key == entity.key]

    def within(statement: Statement | None) -> bool:
        return statement is not None and any(
            statement.sentence is sentence and statement.start < end and start < statement.end
            for sentence, start, end in spans
        )

    return bool(said) and all(within(statement) for statement in said) and entity.key not in _words("lines")


def _line(reading: Reading) -> DraftEntity | None:
    """What people queue for, where there are several."""
    known = (entity for entity in reading.entities if not entity.internal and not entity.assumed)
    return next((e for e in known if {e.key, e.name} & _words("lines")), None)


def settle(reading: Reading) -> None:
    """Who comes from outside takes numbers and sees their own; who works there sees all and calls them."""
    wishes, record = reading.wished(NAME), reading.entity(RECORD)
    takers = [role.name for role in reading.roles if role.kind is RoleKind.OUTSIDER]
    if not wishes or record is None or not takers:
        return
    for role in reading.roles:
        outside = role.kind is RoleKind.OUTSIDER
        record.access[role.name] = Access(read=Reach.OWN) if outside else Access(read=Reach.ALL, update=Reach.ALL)
    record.visitors = Access()
    line, people = (next((f.name for f in record.fields if found(f)), "") for found in (_is_line, _is_people))
    status = record.field("status")
    seated = status is not None and "Seated" in status.choices
    options = {"served": "seated" if seated else "served"}
    options |= {name: value for name, value in (("line", line), ("people", people)) if value}
    add_part(reading, Part(capability=NAME, entity=record.name, options=options), wishes[0].words)


def _is_line(field: object) -> bool:
    return getattr(field, "target", None) is not None


def _is_people(field: object) -> bool:
    return getattr(field, "name", "") == "people"


def finish(reading: Reading) -> None:
    """A queue of today: some were served, one is called, and the rest wait."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    record = reading.entity(RECORD)
    if part is None or record is None:
        return
    lines = part.options.get("line", "")
    numbers: dict[SampleValue, int] = {}
    rows: list[dict[str, SampleValue]] = []
    for place, row in enumerate(record.samples):
        kept: dict[str, SampleValue] = {**row, "taken_on": "+0d"}
        if lines:
            kept[lines] = place % 2
        numbers[kept.get(lines)] = number = numbers.get(kept.get(lines), 0) + 1
        state = _STATES[min(place, len(_STATES) - 1)]
        rows.append(kept | {"turn": number, "status": part.options["served"] if state == "served" else state})
    record.samples = tuple(rows)


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The routes, the page of the queue, and their tests."""
    app = AppView(spec)
    record = app.entity(str(part.entity))
    takers = [r for r in spec.roles if spec.access(r, record.spec).read is Reach.OWN]
    callers = [r for r in spec.roles if spec.access(r, record.spec).update is Reach.ALL]
    status, line = record.find("status"), record.find(part.options.get("line"))
    states = {choice.value for choice in status.choices} if status else set[str]()
    if not takers or not callers or not {"waiting", "called", "missed", "left", part.options["served"]} <= states:
        raise PartError("a queue has people who take numbers, people who call them, and the states for it")
    values: dict[str, object] = {
        "r": record,
        "status": status,
        "line": line,
        "people": record.find(part.options.get("people")),
        "served": part.options["served"],
        "takers": [role.name for role in takers],
        "callers": [role.name for role in callers],
    }
    files = {
        "backend/app/routes/queueing.py": render(f"{_TEMPLATES}/backend/routes.py.j2", **values),
        "tests/test_queueing.py": render(f"{_TEMPLATES}/tests/test_queueing.py.j2", **values),
        f"frontend/src/{_PAGE.module}.tsx": render(f"{_TEMPLATES}/frontend/QueuePage.tsx.j2", **values),
        f"frontend/src/{_PAGE.module}.test.tsx": render(f"{_TEMPLATES}/frontend/QueuePage.test.tsx.j2", **values),
    }
    inside = NavigationItem("Queue", "/queue", "ListOrdered", Place.WORKSPACE, record.name)
    site = spec.layout is Layout.SITE
    return Contribution(
        files=files,
        routers=("queueing",),
        routes=(
            *((Route("/queue", _PAGE, signed_in=True),) if site else ()),
            Route("/queue", _PAGE, Place.WORKSPACE, subject=record.name),
        ),
        navigation=(*((NavigationItem("Queue", "/queue", "ListOrdered"),) if site else ()), inside),
        readme=("Take a number, see how many are ahead, and call the next one.",),
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table_beside(__package__ or "", "words")[name].split())


CAPABILITY = Capability(
    NAME, draft, settle, contribute, after=("booking", "joining"), finish=finish, optional=frozenset({"line", "people"})
)
