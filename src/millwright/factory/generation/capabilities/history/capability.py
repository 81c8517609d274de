"""The history of records: what the reader makes of the wish, and what the application gets."""

from collections.abc import Iterable, Iterator

from millwright.factory.generation.capabilities.contribution import (
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.backend_tests import TestedApp
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.capabilities import Wish, listed_stems
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.reader.lookups import records_in
from millwright.factory.generation.reader.words import holds, stems
from millwright.factory.generation.spec import AppSpec, Entity, FieldSpec, Part, Reach, Role

_NAME = "history"
_TABLE = "record_change"
_FAR = 3
_SECTIONS = "components/history/RecordHistory"
_PAGE = Component("HistoryPage", "pages/history/HistoryPage")
_FILES = {
    "backend/app/record_history.py": "backend/record_history.py.j2",
    "backend/app/routes/record_history.py": "backend/routes.py.j2",
    "frontend/src/lib/recordHistory.ts": "frontend/recordHistory.ts.j2",
    "frontend/src/components/history/Differences.tsx": "frontend/Differences.tsx.j2",
    f"frontend/src/{_SECTIONS}.tsx": "frontend/RecordHistory.tsx.j2",
    f"frontend/src/{_PAGE.module}.tsx": "frontend/HistoryPage.tsx.j2",
    f"frontend/src/{_PAGE.module}.test.tsx": "frontend/HistoryPage.test.tsx.j2",
    "tests/test_record_history.py": "tests/test_record_history.py.j2",
}


def _draft(reading: Reading) -> None:
    because = _asked(reading)
    if not because or reading.entity(_TABLE) is not None:
        return
    for entity in _meant(reading):
        if sum(not one.internal for one in reading.entities) > 1:
            reading.forget(entity)
    add_record(reading, _TABLE, because, internal=True)


def _asked(reading: Reading) -> str:
    """Why there is a history; empty where nobody asks for one."""
    if reading.refuses(_NAME):
        return ""
    own = reading.domain is not None and reading.domain.name in _said("elsewhere")
    wishes = [wish for wish in reading.wished(_NAME) if not (own and "activity" in wish.words.lower())]
    return because_of(wishes, "") if wishes else _looked_up(reading)


def _looked_up(reading: Reading) -> str:
    """The sentence that asks for what was, such as "query historical material information"."""
    for sentence in reading.sentences:
        words = stems(sentence.text)
        for place, word in enumerate(words):
            near = words[place + 1 : place + 1 + _FAR]
            past, facts = listed_stems(_NAME, "past"), listed_stems(_NAME, "facts")
            if (word,) in past and any((other,) in facts for other in near):
                return sentence.text[:200]
    return ""


def _meant(reading: Reading) -> list[DraftEntity]:
    """The records that were read from the very words that ask for the history."""
    wishes = reading.wished(_NAME)
    within = [one for wish in wishes for one in records_in(reading, wish.sentence, wish.start, wish.end)]
    beside = [one for wish in wishes for one in records_in(reading, wish.sentence, 0, wish.start)]
    beside += [one for wish in wishes for one in records_in(reading, wish.sentence, wish.end)]
    others = [sentence for sentence in reading.sentences if all(sentence is not wish.sentence for wish in wishes)]
    beside += [one for sentence in others for one in records_in(reading, sentence)]
    return [one for one in reading.entities if (one in within and one not in beside) or _is_instead(one, wishes)]


def _is_instead(entity: DraftEntity, wishes: list[Wish]) -> bool:
    because = entity.because.lower()
    asked = any(because in wish.words.lower() for wish in wishes) or any(words in because for words in _said("words"))
    return bool(wishes) and entity.key in _said("instead") and asked


def _said(name: str) -> list[str]:
    return phrases(words_of()[_NAME][name])


def _settle(reading: Reading) -> None:
    table = reading.entity(_TABLE)
    if table is not None and table.internal:
        add_part(reading, Part(capability=_NAME), table.because)


def _finish(reading: Reading) -> None:
    """What was done with demonstration rows is written down when they are made."""
    table = reading.entity(_TABLE)
    if table is not None and table.internal:
        table.samples = ()


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    views = entity_views(spec)
    records = tuple(entity for entity in spec.entities if not entity.internal)
    roles = tuple(role.name for role in spec.roles if role.admin or _is_in_charge(spec, role, records))
    tried, text = _tried(spec)
    values = {
        "spec": spec,
        "app": AppView(spec),
        "views": views,
        "public": [view for view in views if view.spec.visitors.read is Reach.ALL],
        "is_secret": _is_secret,
        "in_charge": _is_in_charge,
        "tried": tried,
        "text": text,
        "secret": next(_secrets(spec), None),
        "unseeing": next((r for r in spec.roles if spec.access(r, tried.spec).read is not Reach.ALL), None),
        "onlooker": next((role for role in spec.roles if role.name not in roles), None),
        "admin": f"Role.{naming.constant(spec.admin.name)}",
    }
    return Contribution(
        files={path: render(f"capabilities/{_NAME}/templates/{name}", **values) for path, name in _FILES.items()},
        routers=("record_history",),
        routes=(Route("/all-changes", _PAGE, Place.WORKSPACE),),
        navigation=(NavigationItem("History", "/all-changes", "History", Place.WORKSPACE, roles=roles),),
        workspace_sections={view.spec.name: (Component(f"{view.type}History", _SECTIONS),) for view in views},
        actors=True,
        readme=("See below a record who changed what of it; those in charge see all changes under History.",),
    )


def _is_in_charge(spec: AppSpec, role: Role, records: Iterable[Entity]) -> bool:
    """Whether the role sees and changes all of one of the records."""
    accesses = (spec.access(role, entity) for entity in records)
    return any(one.read is Reach.ALL and one.update is Reach.ALL for one in accesses)


def _tried(spec: AppSpec) -> tuple[EntityView, FieldView | None]:
    """A record for tests to change, with a line of text that nothing depends on, where there is one."""
    records = TestedApp(spec).records
    texts = ((entity, field) for entity in records for field in entity.fields)
    plain = ((e, f) for e, f in texts if f.is_text and not (f.spec.kept or f.spec.unique or e.spec.received))
    return next(plain, (records[0], None))


def _secrets(spec: AppSpec) -> Iterator[tuple[EntityView, FieldView]]:
    """The lines of text that hold what is not to be written down a second time."""
    for entity in TestedApp(spec).records:
        yield from ((entity, field) for field in entity.fields if field.is_text and _is_secret(field.spec))


def _is_secret(field: FieldSpec) -> bool:
    return holds(stems(field.label), listed_stems(_NAME, "secret"))


CAPABILITY = Capability(_NAME, _draft, _settle, _contribute, finish=_finish)
