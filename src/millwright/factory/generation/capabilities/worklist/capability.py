"""Lists on the dashboard, as the reader and the compiler know them."""

import re
from collections.abc import Mapping

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.capabilities.worklist.asking import Asked, asked_for, unpaid
from millwright.factory.generation.compiler.frontend_entities import EntityView, entity_views
from millwright.factory.generation.compiler.frontend_tests import example
from millwright.factory.generation.compiler.hooks import Hooks
from millwright.factory.generation.compiler.naming import api_path, filter_name, in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render, ts
from millwright.factory.generation.reader.adding import add_part, add_record
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import TEMPORAL, Access, AppSpec, Part, Reach

_TEMPLATES = "capabilities/worklist/templates"
_UNPAID = re.compile(r"\b(unpaid|not (yet )?paid|owe|owing|arrears)\b", re.IGNORECASE)


def draft(reading: Reading) -> None:
    """Whoever asks for what is unpaid needs payments, where no record tells what is paid."""
    for wish in reading.wished("worklist"):
        if _UNPAID.search(wish.words) and not any(unpaid(entity, "") for entity in reading.entities):
            add_record(reading, "payment", wish.words)


def settle(reading: Reading) -> None:
    """A list for each thing that is asked for and that the records can tell; one for each record."""
    for asked in asked_for(reading):
        options = {name: value for name, value in _options(asked).items() if value}
        add_part(reading, Part(capability="worklist", entity=asked.entity.name, options=options), asked.because)
        if asked.seer:
            access = asked.entity.access
            access[asked.seer] = access.get(asked.seer, Access()) | Access(read=Reach.ALL)


def _options(asked: Asked) -> dict[str, str]:
    return {
        "label": asked.label[:60],
        "where": asked.where,
        "is": asked.value,
        "finished": " ".join(asked.finished[:5]),
        "by": asked.by,
        "days": asked.days,
        "under": asked.under,
    }


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """A card on the dashboard of whoever may read such records."""
    view = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    given = part.options
    name = f"{pascal(re.sub('[^a-z0-9]+', '_', given['label'].lower()).strip('_'))}Worklist"
    by = view.spec.field(given["by"]) if "by" in given else None
    under = view.spec.field(given["under"]) if "under" in given else None
    narrowed = view.spec.field(given["where"]) if "is" in given else None
    values: dict[str, object] = {
        "entity": view,
        "name": name,
        "given": given,
        "by": by,
        "by_day": by is not None and by.type in TEMPORAL,
        "moments": by is not None and by.type.value == "datetime",
        "under": under,
        "filter": filter_name(narrowed) if narrowed else "",
        "finished": given.get("finished", "").split(),
        "api": api_path(view.spec),
        "row": _row(spec, view, given),
    }
    return Contribution(
        files={
            f"frontend/src/components/worklist/{name}.tsx": render(f"{_TEMPLATES}/Worklist.tsx.j2", **values),
            f"frontend/src/components/worklist/{name}.test.tsx": render(f"{_TEMPLATES}/Worklist.test.tsx.j2", **values),
        },
        dashboard=(Component(name, f"components/worklist/{name}"),),
        readme=(f"See {in_sentence(given['label'])} on the dashboard.",),
    )


def _row(spec: AppSpec, view: EntityView, given: Mapping[str, str]) -> dict[str, str]:
    """A row that the list shows, as TypeScript."""
    row = dict(example(spec, view, Hooks(spec, ())).row)
    if "under" in given:
        low = view.spec.field(given["by"]).minimum or 0
        row |= {given["by"]: str(low), given["under"]: str(low + 1)}
    if "finished" in given:
        row[given["where"]] = ts("waiting")
    return row


CAPABILITY = Capability("worklist", draft, settle, contribute, after=("booking", "cart", "notifications", "workflow"))
