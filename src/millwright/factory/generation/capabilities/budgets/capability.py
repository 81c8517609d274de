"""Budgets, as the reader and the compiler know them."""

from functools import cache

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.frontend_entities import entity_views
from millwright.factory.generation.compiler.frontend_fields import plain_text
from millwright.factory.generation.compiler.naming import api_path
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.formulas import Alike, Formula, Operation, Rows
from millwright.factory.generation.reader.adding import add_field, add_part
from millwright.factory.generation.reader.data import table_beside
from millwright.factory.generation.reader.draft import DraftEntity, DraftField, Reading
from millwright.factory.generation.reader.lookups import money_field
from millwright.factory.generation.site import Layout, Part
from millwright.factory.generation.spec import AppSpec, FieldType, Reach

NAME = "budgets"
_TEMPLATES = f"capabilities/{NAME}/templates"
_ROWS, _RECENT, _ROOM = 24, 8, (0.6, 1.5, 2.0, 1.4)


def _draft(reading: Reading) -> None:
    """A budget is one of a month, and of a category where the prompt says so."""
    found, because = _pair(reading), _asked(reading)
    if found is None or not because:
        return
    budget, spending = found
    planned = money_field(budget)
    if planned is None or any(field.target not in {None, "category"} for field in budget.fields if field.because):
        return
    budget.fields = [f for f in budget.fields if f.name not in _words("gone") and f.target in {None, "category"}]
    spending.fields = [field for field in spending.fields if field.target != budget.name]
    if "categor" in because.lower():
        _by_category(reading, budget, spending, because)
    month = add_field(budget, "month! date: -2..0", because)
    budget.fields.remove(month)
    budget.fields.insert(1 if budget.field("category") is not None else 0, month)
    budget.rows, spending.rows = 6, max(spending.rows, _ROWS)


def _pair(reading: Reading) -> tuple[DraftEntity, DraftEntity] | None:
    kept = {entity.key: entity for entity in reading.entities if not entity.internal}
    spending = next((kept[key] for key in _words("spending") if key in kept), None)
    day = _day(spending) if spending is not None else None
    return (kept["budget"], spending) if "budget" in kept and spending is not None and day is not None else None


def _day(spending: DraftEntity) -> DraftField | None:
    return next((field for field in spending.fields if field.type is FieldType.DATE), None)


def _asked(reading: Reading) -> str:
    """The words that set budgets by month or by category."""
    for sentence in reading.sentences:
        lemmas = [token.lemma for token in sentence.tokens]
        if "budget" in lemmas and {*lemmas} & {"category", "monthly", "month"} and not _has_spending(lemmas):
            return sentence.text
    return ""


def _has_spending(lemmas: list[str]) -> bool:
    """Whether spending belongs to a budget by what is said: "budgets with expenses per category"."""
    after = lemmas[lemmas.index("budget") + 1 :]
    return after[:1] == ["with"] and not {*after[1:4]}.isdisjoint(_words("spending"))


def _by_category(reading: Reading, budget: DraftEntity, spending: DraftEntity, because: str) -> None:
    """Both are filed under the same categories: rows, where these are kept, else the choices of expenses."""
    record = reading.entity("category")
    theirs = spending.field("category")
    budget.fields = [field for field in budget.fields if field.name != "category"]
    if record is not None and not record.internal:
        made = DraftField(
            "category", "Category", FieldType.REFERENCE, target=record.name, required=True, because=because
        )
        spending.fields = [field for field in spending.fields if field.name != "category"]
        spending.fields.insert(1, made)
        budget.fields.insert(0, DraftField("category", "Category", made.type, target=record.name, required=True))
    elif theirs is not None and theirs.type is FieldType.CHOICE:
        budget.fields.insert(
            0, DraftField("category", "Category", FieldType.CHOICE, choices=theirs.choices, required=True)
        )


def _settle(reading: Reading) -> None:
    found, because = _pair(reading), _asked(reading)
    if found is None or found[0].field("month") is None or not because:
        return
    budget, spending = found
    day, planned, amount = _day(spending), money_field(budget), money_field(spending)
    if day is None or planned is None or amount is None:
        return
    spending.fields = [field for field in spending.fields if field.target != budget.name]
    alike = [Alike(theirs=day.name, own="month")]
    both = budget.field("category"), spending.field("category")
    if both[0] is not None and both[1] is not None and both[0].type is both[1].type:
        alike.append(Alike(theirs="category", own="category"))
    own = any(access.read is Reach.OWN for access in spending.access.values())
    rows = Rows(entity=spending.name, alike=tuple(alike), shared=not own, of=amount.name)
    _work_out(budget, planned.name, rows, because)
    options = {"left": "budget_left", "of": spending.name}
    add_part(reading, Part(capability=NAME, entity=budget.name, options=options), because)


def _work_out(budget: DraftEntity, planned: str, rows: Rows, because: str) -> None:
    money = FieldType.MONEY
    for made in (
        Formula(
            name="budget_left", label="Budget left", type=money, operation=Operation.REST, of=(planned,), rows=rows
        ),
        Formula(
            name="used",
            label="Used (%)",
            type=FieldType.DECIMAL,
            operation=Operation.REACHED,
            of=(planned,),
            rows=rows,
        ),
        Formula(name="spent", label="Spent", type=money, operation=Operation.TOTAL, rows=rows),
    ):
        budget.formulas[made.name] = (made, because)


def _finish(reading: Reading) -> None:
    """In the demonstration there is a budget of this month for each category, and one of them is exceeded."""
    part = next((part for part in reading.parts if part.capability == NAME), None)
    budget = reading.entity(str(part.entity)) if part else None
    spending = reading.entity(part.options["of"]) if part else None
    if budget is None or spending is None:
        return
    day, planned, amount = _day(spending), money_field(budget), money_field(spending)
    if day is None or planned is None or amount is None:
        return
    for place, row in enumerate(spending.samples):
        if place < len(spending.samples) // 2:
            row[day.name] = f"-{place % _RECENT}d"
    for place, row in enumerate(budget.samples):
        row["month"] = "+0d"
        _of_another(reading, budget, place)
        told = [one for one in spending.samples if one.get("category") == row.get("category")]
        spent = sum(float(one.get(amount.name) or 0) for one in told) / 2
        row[planned.name] = float(max(20, round(spent * _ROOM[place % len(_ROOM)] / 10) * 10))


def _of_another(reading: Reading, budget: DraftEntity, place: int) -> None:
    """No two budgets of the demonstration are of one category."""
    field = budget.field("category")
    if field is None:
        return
    record = reading.entity(field.target or "")
    if record is not None and record.samples:
        budget.samples[place]["category"] = place % len(record.samples)


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """What tells of budgets that are exceeded, where people begin and above the list of expenses."""
    page = next(view for view in entity_views(spec) if view.spec.name == part.entity)
    component = Component(f"{page.type}Exceeded", f"components/budgets/{page.type}Exceeded")
    category = next((field for field in page.fields if field.name == "category" and field.choices), None)
    values: dict[str, object] = {
        "page": page,
        "choices": category.choices if category is not None else "",
        "title": plain_text(category) if category is not None else "title(row)",
        "left": part.options["left"],
        "name": component.name,
        "api": api_path(AppView(spec).entity(str(part.entity)).spec),
    }
    named = {"Exceeded.tsx": ".tsx", "Exceeded.test.tsx": ".test.tsx"}
    files = {
        f"frontend/src/{component.module}{ending}": render(f"{_TEMPLATES}/{template}.j2", **values)
        for template, ending in named.items()
    }
    of = part.options["of"]
    site = spec.layout is Layout.SITE
    return Contribution(
        files=files,
        start=(component,),
        list_cards={} if site else {of: (component,)},
        readme=("See which budgets are exceeded, and by how much.",),
    )


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(table_beside(__package__ or "", "words")[name].split())


CAPABILITY = Capability(NAME, _draft, _settle, _contribute, finish=_finish)
