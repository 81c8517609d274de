"""Days that are worked out, as the reader and the compiler know them."""

from millwright.factory.generation.capabilities.contribution import Component, Contribution, PartError, Saving
from millwright.factory.generation.capabilities.deadlines.reading import NAME, agree, draft, settle
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.backend_tests import TestedApp, TestedEntity
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.naming import constant, in_sentence
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.compiler.tested_fields import TestedField
from millwright.factory.generation.spec import NUMERIC, TEMPORAL, AppSpec, FieldType, Part

_TEMPLATES = f"capabilities/{NAME}/templates"
_TRIED = {"days": "2031-01-17", "weeks": "2031-01-31", "months": "2031-03-15", "years": "2033-01-15"}
"""Two of each after the 15th of January 2031."""


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """What sets the day when a row, or what says how long after it is, is saved."""
    tested = TestedApp(spec.model_copy(update={"parts": tuple(p for p in spec.parts if p.capability != NAME)}))
    entity = next(known for known in tested.entities if known.name == part.entity)
    page = next(view for view in entity_views(spec) if view.spec.name == entity.name)
    values = _values(part, entity, tested) | {"admin": f"Role.{constant(spec.admin.name)}"}
    date, other = values["date"], values["other"]
    module = f"components/deadlines/{page.type}Deadline"
    rules = f"backend.app.deadlines_{entity.plural}"
    savings = {entity.name: (Saving(f"set_{entity.name}", rules),)}
    if isinstance(other, TestedEntity):
        savings[other.name] = (Saving(f"set_{entity.plural}_of", rules),)
    shown = {"name": f"{page.type}Deadline", "told": f"{getattr(date, 'label', '')}: {values['told']}, worked out."}
    moving = (values["since"], values["own"], values["by"], values["along"])
    return Contribution(
        files={
            "backend/app/deadlines.py": render(f"{_TEMPLATES}/deadlines.py.j2"),
            f"backend/app/deadlines_{entity.plural}.py": render(f"{_TEMPLATES}/rules.py.j2", **values),
            f"tests/test_deadlines_{entity.plural}.py": render(f"{_TEMPLATES}/test_deadlines.py.j2", **values),
            f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Deadline.tsx.j2", **shown),
        },
        savings=savings,
        moves={entity.name: tuple(one.name for one in moving if isinstance(one, TestedField))},
        inputs={entity.name: {part.options["date"]: Component(f"{page.type}Deadline", module)}},
        readme=(
            f"{values['told']} is the {in_sentence(getattr(date, 'label', ''))} of {in_sentence(entity.plural_label)}.",
        ),
    )


def _values(part: Part, entity: TestedEntity, app: TestedApp) -> dict[str, object]:
    """What the templates are given; refuses what has no such days or numbers any more."""
    options = part.options
    date, since = (_field(entity, options.get(name)) for name in ("date", "since"))
    own, by, along = (_field(entity, options.get(name)) for name in ("own", "by", "along"))
    rules = next((known for known in app.entities if known.name == options.get("rules")), None)
    other = rules
    if by is not None and by.is_reference:
        other = next(known for known in app.entities if known.name == by.target.name)
    number = _field(other, options.get("number") if by else "days") if other is not None else None
    days = date is not None and since is not None and date.kind in TEMPORAL and since.kind in TEMPORAL
    long = (own is not None and own.kind in NUMERIC) or (number is not None and number.kind in NUMERIC)
    if not days or date is None or since is None or not (long or options.get("count")):
        raise PartError(f"{entity.plural_label} have no day any more that could be worked out")
    unit = options["unit"]
    after = f"after {in_sentence(since.label)}"
    if options.get("count"):
        told = f"{options['count']} {unit} {after}"
    else:
        whose = own.label if own else f"{number.label} of {in_sentence(other.label)}" if number and other else ""
        told = f"{whose} {after}"
    models = {one.cls for one in (entity, other) if one is not None} | {"User"}
    return {
        "entity": entity,
        "date": date,
        "since": since,
        "own": own,
        "by": by,
        "along": along,
        "other": other,
        "level": _field(other, "applies_to") if along is not None and other is not None else None,
        "number": number or own,
        "unit": unit,
        "count": options.get("count", ""),
        "told": told,
        "imports": sorted(models),
        "makers": _makers(entity, other, along),
        "begun": "2031-01-15T09:30:00Z" if since.kind is FieldType.DATETIME else "2031-01-15",
        "expected": _TRIED[unit],
    }


def _makers(entity: TestedEntity, other: TestedEntity | None, along: TestedField | None) -> list[str]:
    """What the tests take from the factories."""
    made = [f"make_{other.name}"] if other is not None else []
    return sorted({f"body_of_{entity.name}", *made, *([f"body_of_{other.name}"] if other and along else [])})


def _field(entity: TestedEntity | None, name: str | None) -> TestedField | None:
    found = entity.find(name) if entity is not None else None
    return TestedField(found.spec, entity) if found is not None and entity is not None else None


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    after=("booking", "cart", "joining", "workflow"),
    agree=agree,
    theirs=frozenset({"number"}),
)
