"""Converting, as the reader and the compiler know it."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities.contribution import Check, Component, Contribution, Saving
from millwright.factory.generation.capabilities.converting.reading import NAME, Conversion, conversions
from millwright.factory.generation.capabilities.registry import Capability, words_of
from millwright.factory.generation.compiler.backend_tests import TestedApp
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import api_path, constant, filter_name, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, add_record
from millwright.factory.generation.reader.data import phrases
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import state_field
from millwright.factory.generation.reader.samples import choice_value
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import UPLOADED, Access, AppSpec, Entity, FieldSpec, FieldType, Part, Reach

_TEMPLATES = f"capabilities/{NAME}/templates"
_BECOMES = frozenset({"lead", "deal", "candidate"})
_TWICE = "each record becomes one kind of other here, and this one another already"
_NEVER = UPLOADED | {FieldType.ACCOUNT}


def _draft(reading: Reading) -> None:
    """Adds what it becomes, its reference back, and the state of what has become it."""
    for conversion in list(conversions(reading)):
        target = add_record(reading, conversion.target, conversion.because)
        source = conversion.source
        target.assumed = False
        if not any(field.target == source.name for field in target.fields):
            field = add_field(target, f"{source.name} @{source.name}", conversion.because)
            field.label = source.label
        state = state_field(source)
        wanted = _said("done")
        if state is not None and source.key in _BECOMES and not _value(state, wanted):
            state.choices = (*state.choices, "Converted")
        elif state is not None and conversion.before and not _value(state, [conversion.before]):
            first, *rest = state.choices
            state.choices = (first, conversion.before.capitalize(), *rest)


def _said(name: str) -> list[str]:
    return phrases(words_of()[NAME][name])


def _value(field: DraftField, wanted: list[str]) -> str:
    values = [choice_value(choice) for choice in field.choices]
    return next((value for value in wanted if value in values[1:]), "")


def _settle(reading: Reading) -> None:
    seen: dict[str, str] = {}
    for conversion in conversions(reading):
        target = reading.entity(conversion.target)
        by = next((f for f in target.fields if f.target == conversion.source.name), None) if target else None
        if target is None or by is None:
            continue
        if seen.setdefault(conversion.source.name, target.name) != target.name:
            reading.not_built.append((conversion.because, _TWICE))
        elif any(part.capability == NAME and part.entity == conversion.source.name for part in reading.parts):
            continue
        _let_make(reading, conversion.source, target)
        by.kept = False
        add_part(
            reading,
            Part(capability=NAME, entity=conversion.source.name, options=_options(conversion, target, by)),
            conversion.because,
        )


def _options(conversion: Conversion, target: DraftEntity, by: DraftField) -> dict[str, str]:
    state = state_field(conversion.source)
    done = _value(state, _said("done")) if state is not None else ""
    before = _value(state, [conversion.before]) if state is not None and conversion.before else ""
    one = target.label[:1].lower() + target.label[1:] if not target.label.isupper() else target.label
    options = {"to": target.name, "by": by.name, "act": f"Create {one}" if conversion.made else f"Convert to {one}"}
    options |= {"state": state.name} if state is not None and (done or before) else {}
    options |= {"done": done} if done and done != before else {}
    return options | ({"from": before} if before else {})


def _let_make(reading: Reading, source: DraftEntity, target: DraftEntity) -> None:
    """Who leads on what is converted makes what it becomes."""
    for role in reading.roles:
        mine = source.access.get(role.name, Access())
        if role.kind is RoleKind.STAFF and mine.update is not Reach.NONE:
            theirs = target.access.get(role.name, Access())
            target.access[role.name] = theirs | Access(read=mine.read, create=True, update=Reach.OWN)


def _agree(reading: Reading) -> None:
    """In the demonstration what has been converted has its record, which says the same of it."""
    for part in (known for known in reading.parts if known.capability == NAME):
        source, target = reading.entity(str(part.entity)), reading.entity(part.options["to"])
        if source is None or target is None:
            continue
        by, state = part.options["by"], part.options.get("state", "")
        value = part.options.get("done") or part.options.get("from", "")
        made = [place for place, row in enumerate(source.samples) if value and row.get(state) == value]
        made = made if part.options.get("done") else made[: (len(made) + 1) // 2]
        same = [(one.name, other.name) for one, other in _shared(_facts(source), _facts(target))]
        for turn, row in enumerate(target.samples):
            row.pop(by, None)
            if turn < len(made):
                row[by] = made[turn]
                known = source.samples[made[turn]]
                row.update({other: known[one] for one, other in same if known.get(one) is not None})


class _Fact:
    """What is compared of a field, in the making or made."""

    def __init__(self, field: DraftField | FieldSpec) -> None:
        self.name, self.type, self.target, self.unique = field.name, field.type, field.target, field.unique
        self.required = field.required
        self.values = tuple(str(getattr(one, "value", one)) for one in field.choices)


def _facts(entity: DraftEntity | Entity) -> list[_Fact]:
    return [_Fact(field) for field in entity.fields]


def _shared(ours: list[_Fact], theirs: list[_Fact]) -> Iterator[tuple[_Fact, _Fact]]:
    """The fields that say the same of both, each once: by name, else by names that mean the same."""
    groups = [line.split() for line in _said("same")]
    left = [field for field in ours if not field.unique]
    for other in theirs:
        names = [other.name, *(name for group in groups if other.name in group for name in group)]
        fitting = (one for name in names for one in left if one.name == name and _fits(one, other))
        found = next(fitting, None)
        if found is not None:
            left.remove(found)
            yield found, other


def _fits(one: _Fact, other: _Fact) -> bool:
    if other.unique or other.type in _NEVER or other.name in {"status", "stage", "state"}:
        return False
    text = {FieldType.TEXT, FieldType.LONG_TEXT}
    alike = one.type is other.type or ({one.type, other.type} <= text and other.type is FieldType.LONG_TEXT)
    if one.type is FieldType.CHOICE:
        return alike and one.values == other.values
    return alike and one.target == other.target


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """The button on the page of the first record, and the rules of the second."""
    tested = {entity.name: entity for entity in TestedApp(spec).entities}
    views = {view.spec.name: view for view in entity_views(spec)}
    source, target = tested[str(part.entity)], tested[part.options["to"]]
    by = target.field(part.options["by"])
    state = source.find(part.options.get("state"))
    values = [choice.value for choice in state.choices] if state is not None else []
    done, before = (part.options.get(key, "") for key in ("done", "from"))
    given: dict[str, object] = {
        "source": source,
        "target": target,
        "by": by,
        "state": state,
        "done": done if done in values else "",
        "before": before if before in values else "",
        "before_label": next((c.label for c in state.choices if c.value == before), "") if state else "",
        "act": part.options["act"],
        "same": [(one.name, other.name) for one, other in _shared(_facts(source.spec), _facts(target.spec))],
        "page": views[source.name],
        "made": views[target.name],
        "filter": filter_name(target.spec.field(by.name)),
        "source_api": api_path(source.spec),
        "target_api": api_path(target.spec),
        "admin": f"Role.{constant(spec.admin.name)}",
        "admin_name": spec.admin.name,
    }
    name, module = f"Convert{pascal(source.name)}", f"backend.app.converting_{source.plural}"
    front = f"frontend/src/components/converting/{name}"
    usable = {source.name: {state.name: before}} if state is not None and before in values else {}
    return Contribution(
        files={
            f"backend/app/converting_{source.plural}.py": render(f"{_TEMPLATES}/rules.py.j2", **given),
            f"tests/test_converting_{source.plural}.py": render(f"{_TEMPLATES}/test_converting.py.j2", **given),
            f"{front}.tsx": render(f"{_TEMPLATES}/Convert.tsx.j2", name=name, **given),
            f"{front}.test.tsx": render(f"{_TEMPLATES}/Convert.test.tsx.j2", name=name, **given),
            f"frontend/src/components/converting/{name}.test.tsx": render(
                f"{_TEMPLATES}/Convert.test.tsx.j2", name=name, **given
            ),
        },
        checks={target.name: (Check(f"check_{source.name}_converted", module),)},
        savings={target.name: (Saving(f"convert_{source.name}", module),)} if given["done"] else {},
        usable=usable,
        workspace_sections={source.name: (Component(name, f"components/converting/{name}"),)},
        starts=True,
        readme=(f"{part.options['act']} on the page of one of the {in_sentence(source.plural_label)}, once.",),
    )


CAPABILITY = Capability(
    NAME,
    _draft,
    _settle,
    _contribute,
    after=("booking", "cart", "workflow"),
    agree=_agree,
    optional=frozenset({"state", "done", "from"}),
    theirs=frozenset({"state"}),
)
