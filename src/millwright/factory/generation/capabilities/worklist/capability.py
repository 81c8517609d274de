"""Lists on the dashboard, as the reader and the compiler know them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from millwright.factory.generation.capabilities import Capability, Component, Contribution
from millwright.factory.generation.capabilities.worklist.asking import Asked, asked_for, due, named, unpaid
from millwright.factory.generation.capabilities.worklist.expiring import ENDS, have_some_run_out, provide_expiring
from millwright.factory.generation.capabilities.worklist.lateness import provide_due
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
    """Whoever asks for what is unpaid needs payments, where no record tells what is paid; so with what runs out."""
    provide_expiring(reading, [*reading.wished("worklist"), *reading.wished("notifications")])
    provide_due(reading, reading.wished("worklist"))
    for wish in reading.wished("worklist"):
        if _UNPAID.search(wish.words) and not any(unpaid(entity, "") for entity in reading.entities):
            add_record(reading, "payment", wish.words)


def settle(reading: Reading) -> None:
    """A list for each thing that is asked for and that the records can tell; one for each record."""
    lists: dict[str, Asked] = {}
    for asked in (*asked_for(reading), *due(reading), *named(reading)):
        known = lists.setdefault(asked.entity.name, asked)
        lists[asked.entity.name] = _joined(known, asked)
        if asked.seer:
            access = asked.entity.access
            access[asked.seer] = access.get(asked.seer, Access()) | Access(read=Reach.ALL)
    for name, asked in lists.items():
        add_part(reading, Part(capability="worklist", entity=name, options=_options(asked)), asked.because)


def _joined(known: Asked, other: Asked) -> Asked:
    """A record's lists, with what another adds that goes by the same states: what is due soon, and who has it."""
    if known.where != other.where or known.finished != other.finished:
        return known
    return replace(known, soon=known.soon or (other.soon and known.by == other.by), who=known.who or other.who)


def _options(asked: Asked) -> dict[str, str]:
    """The options of its part; those that say nothing are left out."""
    options = {
        "label": asked.label[:60],
        "where": asked.where,
        "is": asked.value,
        "finished": " ".join(asked.finished[:5]),
        "by": asked.by,
        "days": asked.days,
        "under": asked.under,
        "soon": "yes" if asked.soon else "",
        "who": asked.who,
    }
    return {name: value for name, value in options.items() if value}


def agree(reading: Reading) -> None:
    """In demonstrations there is something that runs out soon, where a list is of that."""
    for part in (known for known in reading.parts if known.capability == "worklist"):
        entity = reading.entity(str(part.entity))
        ahead = part.options.get("days", "").startswith(("next_", "to_"))
        if entity is not None and ahead and ENDS.search(part.options.get("by", "")):
            have_some_run_out(entity, part.options["by"])


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """Cards on the dashboard of whoever may read such records."""
    view = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    cards = [_card(spec, view, given) for given in _cards(view, part.options)]
    return Contribution(
        files={path: text for _, files, _ in cards for path, text in files.items()},
        dashboard=tuple(component for component, _, _ in cards),
        readme=tuple(f"See {in_sentence(label)} on the dashboard." for _, _, label in cards),
    )


def _cards(view: EntityView, options: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What each list is given: what one has to do, then the list that was asked for, and what is due soon."""
    plural = view.spec.plural_label
    common = {key: value for key, value in options.items() if key in {"where", "finished"}}
    if "who" in options:
        yield {**common, "label": f"My {in_sentence(plural)}", "who": options["who"]}
    if "is" in options or "by" in options:
        yield {key: value for key, value in options.items() if key not in {"soon", "who"}}
    if "soon" in options and "by" in options:
        yield {**common, "label": f"{plural} due within a week", "by": options["by"], "days": "week"}


def _card(spec: AppSpec, view: EntityView, given: Mapping[str, str]) -> tuple[Component, dict[str, str], str]:
    """The component of one list, its files, and what it is called."""
    name = f"{pascal(re.sub('[^a-z0-9]+', '_', given['label'].lower()).strip('_'))}Worklist"
    by = view.spec.field(given["by"]) if "by" in given else None
    under = view.spec.field(given["under"]) if "under" in given else None
    narrowed = view.spec.field(given["where"]) if "is" in given else None
    who = view.spec.field(given["who"]) if "who" in given else None
    due = view.due.by if view.due else None
    values: dict[str, object] = {
        "entity": view,
        "name": name,
        "given": given,
        "by": by,
        "by_day": by is not None and by.type in TEMPORAL,
        "moments": by is not None and by.type.value == "datetime",
        "under": under,
        "filter": filter_name(narrowed) if narrowed else "",
        "who": filter_name(who) if who else "",
        # What is finished is left out of the hundred that are asked for: of these the latest have most that is open.
        "latest_first": "finished" in given and bool(due if who else by and given.get("days") == "past"),
        "order": (due.name if due else "-created_at") if who else "",
        "holders": who.holders if who else (),
        "viewer": f"signedInAs({ts(who.holders[0])})" if who and who.holders else "administrator",
        "aside": next((view.cell(field) for field in view.fields if field.spec == due and (who or due == by)), None),
        "finished": given.get("finished", "").split(),
        "api": api_path(view.spec),
        "row": _row(spec, view, given),
    }
    module = f"components/worklist/{name}"
    files = {
        f"frontend/src/{module}.tsx": render(f"{_TEMPLATES}/Worklist.tsx.j2", **values),
        f"frontend/src/{module}.test.tsx": render(f"{_TEMPLATES}/Worklist.test.tsx.j2", **values),
    }
    return Component(name, module), files, given["label"]


def _row(spec: AppSpec, view: EntityView, given: Mapping[str, str]) -> dict[str, str]:
    """A row that the list shows, as TypeScript."""
    row = dict(example(spec, view, Hooks(spec, ())).row)
    if "under" in given:
        low = view.spec.field(given["by"]).minimum or 0
        row |= {given["by"]: str(low), given["under"]: str(low + 1)}
    if "finished" in given:
        row[given["where"]] = ts("waiting")
    return row


CAPABILITY = Capability(
    "worklist",
    draft,
    settle,
    contribute,
    after=("booking", "cart", "notifications", "workflow"),
    optional=frozenset({"who"}),
    agree=agree,
)
