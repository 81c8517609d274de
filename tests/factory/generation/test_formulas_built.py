"""Formulas: what cannot be worked out is refused, and what can is right in generated applications."""

from contextlib import nullcontext
from typing import Any

import pytest
from pydantic import ValidationError

from millwright.factory.generation.compiler import compile_formatted
from millwright.factory.generation.formulas import Alike, Formula, Operation, Rows
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.spec import Access, AppSpec, Entity, FieldSpec, FieldType, Reach, Role
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool, Task
from tests.factories.specs import choices, corners


def worked_out() -> AppSpec:
    """Two records, with every operation on them."""
    changed = {"name": "Formulas", "entities": (_order(), _line(), _fund(), _gift()), "boards": (), "charts": ()}
    return corners().model_copy(update=changed)


def _order() -> Entity:
    status = _field("status", FieldType.CHOICE, choices=choices(open="Open", done="Done"))
    rows = Rows(entity="line", by="order", of="amount")
    certain = Rows(entity="line", by="order", of="price", field="state", values=("ok",))
    fields = {
        "title": FieldType.TEXT, "budget": FieldType.MONEY, "born": FieldType.DATE, "due_on": FieldType.DATE,
        "begins_on": FieldType.DATE, "stops_on": FieldType.DATE, "came_at": FieldType.DATETIME,
        "went_at": FieldType.DATETIME, "kilos": FieldType.DECIMAL, "height_cm": FieldType.INTEGER,
        "sale_sum": FieldType.MONEY, "cost_sum": FieldType.MONEY,
    }  # fmt: skip
    whole, part = FieldType.INTEGER, FieldType.DECIMAL
    return _entity(
        "order",
        (*(_field(name, kind, required=name == "title") for name, kind in fields.items()), status),
        _formula("total", FieldType.MONEY, Operation.TOTAL, rows=rows),
        _formula("rest", FieldType.MONEY, Operation.REST, "budget", rows=certain),
        _formula("lines", whole, Operation.TOTAL, rows=Rows(entity="line", by="order")),
        _formula("age", whole, Operation.AGE, "born"),
        _formula("overdue", whole, Operation.OVERDUE, "due_on", field="status", values=("done",)),
        _formula("hours", part, Operation.HOURS, "came_at", "went_at"),
        _formula("bmi", part, Operation.BODY_MASS, "kilos", "height_cm"),
        _formula("margin", part, Operation.MARGIN, "sale_sum", "cost_sum"),
    )


def _fund() -> Entity:
    amount = Rows(entity="gift", by="fund", of="price")
    settled = Rows(entity="gift", by="fund", field="state", values=("ok",))
    alike = (Alike(theirs="first_day", own="begins_on"), Alike(theirs="sort", own="sort"))
    part, sort = FieldType.DECIMAL, choices(a="A", b="B")
    return _entity(
        "fund",
        (
            _field("title", FieldType.TEXT, required=True),
            _field("goal", FieldType.MONEY),
            _field("begins_on", FieldType.DATE),
            _field("sort", FieldType.CHOICE, choices=sort),
        ),
        _formula("average", part, Operation.AVERAGE, rows=amount),
        _formula("settled", part, Operation.SHARE, rows=settled),
        _formula("reached", part, Operation.REACHED, "goal", rows=amount),
        _formula("balance", FieldType.MONEY, Operation.BALANCE, "goal", rows=_of_state("ok"), less=_of_state("new")),
        _formula("alike", FieldType.MONEY, Operation.TOTAL, rows=Rows(entity="gift", alike=alike, of="price")),
    )


def _gift() -> Entity:
    return _entity(
        "gift",
        (
            _field("name", FieldType.TEXT, required=True),
            _field("fund", FieldType.REFERENCE, target="fund", required=True),
            _field("price", FieldType.MONEY, required=True),
            _field("first_day", FieldType.DATE),
            _field("state", FieldType.CHOICE, choices=choices(new="New", ok="Ok")),
            _field("sort", FieldType.CHOICE, choices=choices(a="A", b="B")),
        ),
    )


def _of_state(state: str) -> Rows:
    return Rows(entity="gift", by="fund", of="price", field="state", values=(state,))


def _line() -> Entity:
    return _entity(
        "line",
        (
            _field("name", FieldType.TEXT, required=True),
            _field("order", FieldType.REFERENCE, target="order", required=True),
            _field("quantity", FieldType.INTEGER, required=True),
            _field("packed", FieldType.INTEGER),
            _field("price", FieldType.MONEY, required=True),
            _field("extra", FieldType.MONEY),
            _field("first_day", FieldType.DATE),
            _field("last_day", FieldType.DATE),
            _field("state", FieldType.CHOICE, choices=choices(new="New", ok="Ok")),
        ),
        _formula("amount", FieldType.MONEY, Operation.PRODUCT, "quantity", "price"),
        _formula("less", FieldType.MONEY, Operation.DIFFERENCE, "price", "extra"),
        _formula("plus", FieldType.MONEY, Operation.SUM, "price", "extra"),
        _formula("days", FieldType.INTEGER, Operation.DAYS, "first_day", "last_day"),
        _formula("pieces", FieldType.INTEGER, Operation.PRODUCT, "quantity", "packed"),
        _formula("left", FieldType.INTEGER, Operation.LEFT, "last_day"),
        _formula("share", FieldType.DECIMAL, Operation.EXPRESSION, "price", "order.budget", work="a / b * 100"),
        _formula("worth", FieldType.MONEY, Operation.PRODUCT, "quantity", "order.budget"),
    )


def _entity(name: str, fields: tuple[FieldSpec, ...], *formulas: Formula) -> Entity:
    label = name.capitalize()
    parts = {"fields": fields, "formulas": formulas, "export": True}
    return Entity.model_validate(
        {"name": name, "plural": f"{name}s", "label": label, "plural_label": f"{label}s"} | parts
    )


def _field(name: str, kind: FieldType, **more: Any) -> FieldSpec:
    return FieldSpec(name=name, label=name.replace("_", " ").capitalize(), type=kind, **more)


def _formula(name: str, kind: FieldType, operation: Operation, *of: str, **more: Any) -> Formula:
    return Formula(name=name, label=name.capitalize(), type=kind, operation=operation, of=of, **more)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (_formula("price", FieldType.MONEY, Operation.PRODUCT, "quantity", "price"), "called like a field"),
        (_formula("more", FieldType.MONEY, Operation.PRODUCT, "quantity", "name"), "cannot use name"),
        (_formula("more", FieldType.MONEY, Operation.PRODUCT, "quantity", "gone"), "does not exist"),
        (_formula("more", FieldType.MONEY, Operation.PRODUCT, "quantity", "order.title"), "cannot use title"),
        (_formula("more", FieldType.MONEY, Operation.PRODUCT, "quantity", "price.title"), "cannot use price"),
        (_formula("more", FieldType.MONEY, Operation.TOTAL, rows=Rows(entity="order", by="title")), "cannot use title"),
    ],
)
def test_a_formula_of_what_is_not_there_is_refused(formula: Formula, message: str) -> None:
    line, order = (one.model_copy(update={"formulas": own}) for one, own in ((_line(), (formula,)), (_order(), ())))
    with pytest.raises(ValidationError, match=message):
        AppSpec.model_validate(worked_out().model_copy(update={"entities": (order, line)}).model_dump())


def test_a_number_is_shown_to_nobody_who_does_not_see_what_it_is_looked_up_in() -> None:
    helper = Role(name="helper", label="Helper")
    chief = next(role for role in worked_out().roles if role.admin)
    line = _line().model_copy(update={"access": {"helper": Access(read=Reach.ALL)}})
    for seen, shown in ((Access(read=Reach.ALL), True), (Access(read=Reach.OWN), False), (Access(), False)):
        order = _order().model_copy(update={"access": {"helper": seen}})
        rest = tuple(one for one in worked_out().entities if one.name not in {"order", "line"})
        changed = worked_out().model_copy(update={"roles": (chief, helper), "entities": (order, line, *rest)})
        with nullcontext() if shown else pytest.raises(ValidationError, match="shows order to helper"):
            AppSpec.model_validate(changed.model_dump())


def test_a_formula_follows_a_field_that_is_renamed_and_goes_with_one_that_is_removed() -> None:
    spec = edits.rename_field(worked_out(), "line", "price", "cost", "Cost")
    assert {formula.name: formula.of for formula in spec.entity("line").formulas}["amount"] == ("quantity", "cost")
    spec = edits.without_field(spec, "line", "extra")
    assert [formula.name for formula in spec.entity("line").formulas] == [
        "amount",
        "days",
        "pieces",
        "left",
        "share",
        "worth",
    ]
    assert [f.name for f in edits.without_field(spec, "line", "cost").entity("order").formulas][:2] == ["lines", "age"]
    assert not [f for f in edits.without_entity(spec, "line").entity("order").formulas if f.rows]


@pytest.mark.parametrize(
    ("work", "message"),
    [
        ("a +", "no arithmetic"),
        ("a ** b", "no arithmetic of numbers"),
        ("__import__('os') + a + b", "no arithmetic of numbers"),
        ("a + b * True", "no arithmetic of numbers"),
        ("a * 2", "does not use the numbers a, b"),
        ("(" * 900 + "a+b" + ")" * 900, "no arithmetic"),
    ],
)
def test_only_arithmetic_of_its_numbers_is_an_expression(work: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        _formula("more", FieldType.DECIMAL, Operation.EXPRESSION, "quantity", "price", work=work)


def test_a_formula_follows_the_fields_of_what_is_referred_to() -> None:
    spec = edits.rename_field(worked_out(), "order", "budget", "funds", "Funds")
    assert {f.name: f.of for f in spec.entity("line").formulas}["share"] == ("price", "order.funds")
    spec = edits.rename_field(spec, "line", "order", "purchase", "Purchase")
    assert {f.name: f.of for f in spec.entity("line").formulas}["share"] == ("price", "purchase.funds")
    assert "share" not in {f.name for f in edits.without_field(spec, "order", "funds").entity("line").formulas}
    assert "share" not in {f.name for f in edits.without_entity(spec, "order").entity("line").formulas}


def test_rows_that_say_the_same_follow_the_fields_of_both() -> None:
    spec = edits.rename_field(worked_out(), "gift", "sort", "colour", "Colour")
    spec = edits.rename_field(spec, "fund", "sort", "shade", "Shade")
    (alike,) = (formula for formula in spec.entity("fund").formulas if formula.name == "alike")
    assert alike.rows is not None
    assert alike.rows.alike[1] == Alike(theirs="colour", own="shade")
    assert "alike" not in {f.name for f in edits.without_field(spec, "fund", "shade").entity("fund").formulas}
    assert "alike" not in {f.name for f in edits.without_field(spec, "gift", "colour").entity("fund").formulas}


@pytest.mark.slow
async def test_formulas_pass_their_own_tests(sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool) -> None:
    tree = await compile_formatted(AppSpec.model_validate(worked_out().model_dump()), sandbox, toolchain)
    server = {path: text for path, text in tree.items() if not path.startswith("frontend/")}
    arguments = ["-q", "--tb=short", "-p", "no:cacheprovider", "tests"]
    result = await pool.run_pytest(arguments, Task(server))
    assert result.ok, result.stdout.decode()
    assert server["tests/test_formulas.py"].decode().count("def test_") == 21


async def test_whole_numbers_come_to_more_than_a_column_of_them_holds(sandbox: Sandbox, toolchain: Toolchain) -> None:
    """Postgres, unlike SQLite, refuses a result out of the range of its type: one row would break every list."""
    files = await compile_formatted(worked_out(), sandbox, toolchain)
    code = files["backend/app/models/formulas.py"].decode()
    assert "BigInteger" in code
    assert ", Integer" not in code
    assert "cast(Line.quantity, Numeric) * cast(Line.packed, Numeric)" in " ".join(code.split())
