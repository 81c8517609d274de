"""Lapsing in the generated application: the rules, what sees to them, the note above the list, and their tests."""

from dataclasses import dataclass

from millwright.factory.generation.capabilities.contribution import Component, Contribution
from millwright.factory.generation.compiler.entity_view import AppView, EntityView
from millwright.factory.generation.compiler.field_view import FieldView
from millwright.factory.generation.compiler.naming import in_sentence, pascal
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, FieldType, Part

_TEMPLATES = "capabilities/lapsing/templates"


@dataclass(frozen=True)
class Rule:
    """What one part leads on: rows of an entity from their open states to another, or out of somebody's hands.

    The time counts from the field `since`, else from when the row was made, or last `changed`. `followed` are the
    records that tell of one, each with the field by which it refers to it.
    """

    entity: EntityView
    state: FieldView | None
    open: tuple[str, ...]
    to: str
    by: FieldView | None
    since: FieldView | None
    number: int
    unit: str
    changed: bool
    followed: tuple[tuple[EntityView, FieldView], ...]

    @property
    def of_day(self) -> bool:
        """Whether the time counts from a day, and not from a moment."""
        return self.since is not None and self.since.kind is FieldType.DATE

    @property
    def counted(self) -> str:
        """The column from which the time counts."""
        made = "updated_at" if self.changed else "created_at"
        return self.since.attribute if self.since is not None else made

    @property
    def told(self) -> str:
        """The rule in words, for those who see the list."""
        many, time = self.entity.spec.plural_label, f"{self.number} {self.unit if self.number > 1 else self.unit[:-1]}"
        if self.state is None:
            kept = in_sentence(self.followed[0][0].spec.plural_label) if self.followed else "change"
            return f"{many} without {kept} for {time} are nobody's again by themselves, and can be taken."
        labels = {choice.value: choice.label for choice in self.state.choices}
        still = ", ".join(labels[value] for value in self.open)
        made = "their last change" if self.changed else "they were made"
        after = in_sentence(self.since.label) if self.since is not None else made
        when = f"{time} after {after}" if self.number else f"when {after} has passed"
        return f"{many} that are still “{still}” become “{labels[self.to]}” by themselves {when}."


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The rules of all parts in one module, and the note above the list of this one."""
    app = AppView(spec)
    rules = [rule for one in spec.parts_of("lapsing") if (rule := _rule(app, one)) is not None]
    mine = _rule(app, part)
    if mine is None:
        return Contribution()
    values: dict[str, object] = {"rules": rules, "models": _models(rules)}
    note = Component(f"{pascal(mine.entity.name)}Lapsing", f"components/lapsing/{pascal(mine.entity.name)}Lapsing")
    return Contribution(
        files={
            "backend/app/lapsing.py": render(f"{_TEMPLATES}/lapsing.py.j2", **values),
            "backend/app/routes/lapsing.py": render(f"{_TEMPLATES}/routes.py.j2"),
            "tests/test_lapsing.py": render(f"{_TEMPLATES}/test_lapsing.py.j2", **values),
            f"frontend/src/{note.module}.tsx": render(f"{_TEMPLATES}/Lapsing.tsx.j2", name=note.name, told=mine.told),
        },
        routers=("lapsing",),
        list_cards={mine.entity.name: (note,)},
        readme=(mine.told,),
    )


def _rule(app: AppView, part: Part) -> Rule | None:
    """What a part leads on, of the states, fields and records that there still are."""
    entity, told = app.entity(str(part.entity)), part.options
    state, by = entity.find(told.get("state")), entity.find(told.get("by"))
    states = [choice.value for choice in state.choices] if state is not None else []
    left = tuple(value for value in told.get("open", "").split() if value in states)
    to = told.get("to", "") if told.get("to") in states else ""
    names = told.get("followed", "").split()
    about = ((one, field) for one in app.entities if one.name in names for field in one.references)
    followed = tuple((one, field) for one, field in about if field.target.name == entity.name)[:3]
    leads = state if left and to else None
    if leads is None and by is None:
        return None
    since = entity.find(told.get("since"))
    return Rule(entity, leads, left, to, by, since, int(told["number"]), told["unit"], "changed" in told, followed)


def _models(rules: list[Rule]) -> list[str]:
    names = {rule.entity.cls for rule in rules}
    names |= {rule.state.enum for rule in rules if rule.state is not None}
    return sorted(names | {one.cls for rule in rules if rule.state is None for one, _ in rule.followed})
