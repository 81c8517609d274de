"""Changes to a specification, as pure functions that keep all its references right, whatever refers to a name.

All but the smallest validate what they make, and raise `pydantic.ValidationError`; `checked` does it for the others.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from millwright.factory.generation.refinement import options
from millwright.factory.generation.refinement.measured import (
    measurable,
    rename_alike,
    rename_in_formulas,
    rename_looked_up,
    with_values_named,
    without_formulas_of,
)
from millwright.factory.generation.spec import (
    TEMPORAL,
    AppSpec,
    Board,
    Chart,
    Choice,
    DashboardFilter,
    Entity,
    FieldSpec,
    FieldType,
    Figure,
    Part,
    Role,
)

_OF_ENTITIES = frozenset({"entity", "target"})
_OF_FIELDS = frozenset({"field", "of", "over", "by", "split", "day"})

Json = dict[str, Any]
"""A part of a specification as JSON."""


def checked(spec: AppSpec) -> AppSpec:
    """The specification, validated as a whole; raises `pydantic.ValidationError`."""
    return AppSpec.model_validate(spec.model_dump())


def with_entity(spec: AppSpec, name: str, change: Callable[[Entity], Entity]) -> AppSpec:
    """The specification with one of its entities changed; its name stays."""
    entities = tuple(change(entity) if entity.name == name else entity for entity in spec.entities)
    return spec.model_copy(update={"entities": entities})


def with_field(spec: AppSpec, entity: str, name: str, change: Callable[[FieldSpec], FieldSpec]) -> AppSpec:
    """The specification with one field changed; its name stays."""

    def changed(owner: Entity) -> Entity:
        fields = tuple(change(field) if field.name == name else field for field in owner.fields)
        return owner.model_copy(update={"fields": fields})

    return with_entity(spec, entity, changed)


def with_new_field(spec: AppSpec, entity: str, field: FieldSpec, values: Iterable[object]) -> AppSpec:
    """The specification with another field at the end of an entity, and values of it for the sample rows in turn."""
    pool = list(values)

    def changed(owner: Entity) -> Entity:
        rows = owner.samples
        if pool:
            rows = tuple({**row, field.name: pool[number % len(pool)]} for number, row in enumerate(rows))
        return owner.model_copy(update={"fields": (*owner.fields, field), "samples": rows})

    return with_entity(spec, entity, changed)


def with_samples(spec: AppSpec, entity: str, name: str, value: Callable[[object], object]) -> AppSpec:
    """The specification with the sample values of one field changed."""

    def changed(owner: Entity) -> Entity:
        rows = tuple({**row, name: value(row.get(name))} for row in owner.samples)
        return owner.model_copy(update={"samples": rows})

    return with_entity(spec, entity, changed)


def with_choices(spec: AppSpec, entity: str, name: str, choices: Iterable[Choice]) -> AppSpec:
    """The specification with other choices of a field; samples that have none of them get the first."""
    chosen = tuple(choices)
    values = {choice.value for choice in chosen}
    spec = with_states(spec, entity, name, chosen)
    spec = with_field(spec, entity, name, lambda field: field.model_copy(update={"choices": chosen}))
    return with_samples(spec, entity, name, lambda held: held if held is None or held in values else chosen[0].value)


def with_states(spec: AppSpec, entity: str, name: str, choices: Iterable[Choice]) -> AppSpec:
    """The specification in which what steps fill in belongs to the states that a field is about to have.

    As many as before are the same by other names; of fewer or more those that are gone are forgotten.
    """
    owner = next(known for known in spec.entities if known.name == entity)
    before, after = ([choice.value for choice in listed] for listed in (owner.field(name).choices, choices))
    same = zip(before, after, strict=True) if len(before) == len(after) else ((old, old) for old in before)
    states = {old: new for old, new in same if new in after}
    spec = with_values_named(spec, entity, name, states)
    return with_entity(spec, entity, lambda known: _in_states(known, before, states))


def _in_states(entity: Entity, before: list[str], states: dict[str, str]) -> Entity:
    """The entity whose fields that steps fill in know states by their new names, or are without those that are gone."""

    def named(listed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(states[state] for state in listed if state in states)

    def changed(field: FieldSpec) -> FieldSpec:
        meant = bool(field.since) and set(field.since) <= {*before}
        return field.model_copy(update={"since": named(field.since), "needed": named(field.needed)} if meant else {})

    return entity.model_copy(update={"fields": tuple(map(changed, entity.fields))})


def with_role(spec: AppSpec, role: Role) -> AppSpec:
    """The specification with another role."""
    return spec.model_copy(update={"roles": (*spec.roles, role)})


def rename_entity(spec: AppSpec, old: str, new: Entity) -> AppSpec:
    """The specification in which an entity has the names and labels of `new`, and all that refers to it follows."""

    def visit(node: Json) -> None:
        for key in _OF_ENTITIES & node.keys():
            if node[key] == old:
                node[key] = new.name
        _rename_options(node, old, new.name)

    whole = spec.model_dump()
    for entity in whole["entities"]:
        if entity["name"] == old:
            entity.update(name=new.name, plural=new.plural, label=new.label, plural_label=new.plural_label)
    return AppSpec.model_validate(visit_all(whole, visit))


def rename_field(spec: AppSpec, entity: str, old: str, name: str, label: str) -> AppSpec:
    """The specification in which a field has another name, and all that refers to it follows."""

    def visit(node: Json) -> None:
        if node.get("entity") != entity:
            return
        for key in _OF_FIELDS & node.keys():
            if node[key] == old:
                node[key] = name
        rename_alike(node, "theirs", old, name)
        if node.get("sort", "").removeprefix("-") == old:
            node["sort"] = node["sort"].replace(old, name)
        _rename_options(node, old, name, besides=options.of_another(node.get("capability")))

    whole = options.with_field_renamed(spec, entity, old, name).model_dump()
    for owner in whole["entities"]:
        rename_looked_up(owner, entity, old, name)
        if owner["name"] == entity:
            for field in owner["fields"]:
                if field["name"] == old:
                    field.update(name=name, label=label)
            rename_in_formulas(owner["formulas"], old, name)
            owner["samples"] = [
                {name if key == old else key: value for key, value in row.items()} for row in owner["samples"]
            ]
    return AppSpec.model_validate(visit_all(whole, visit))


def _rename_options(node: Json, old: str, name: str, *, besides: frozenset[str] = frozenset()) -> None:
    """The options of a part name entities and fields; those `besides` stay."""
    options = _options(node)
    if options:
        node["options"] = {
            key: name if value == old and key not in besides else value for key, value in options.items()
        }


def _options(node: Json) -> dict[str, object]:
    """The options of a part; a row of a record may have a field that is called so."""
    options = node.get("options")
    return cast("dict[str, object]", options) if isinstance(options, dict) else {}


def rename_role(spec: AppSpec, old: str, name: str, label: str) -> AppSpec:
    """The specification in which a role has another name, with all its rights."""
    whole = spec.model_dump()
    for role in whole["roles"]:
        if role["name"] == old:
            role.update(name=name, label=label)
    for entity in whole["entities"]:
        entity["access"] = {name if key == old else key: value for key, value in entity["access"].items()}
        _rename_holder(entity, old, name)
    for part in whole["parts"]:
        part["options"] = {key: _with_role(value, old, name) for key, value in part["options"].items()}
    return AppSpec.model_validate(whole)


def _rename_holder(entity: Json, old: str, name: str) -> None:
    """Has the accounts among an entity's fields be held by a role's new name, also where samples stand for it."""
    for field in entity["fields"]:
        if field["type"] == FieldType.ACCOUNT:
            field["holders"] = [name if role == old else role for role in field["holders"]]
            for row in entity["samples"]:
                if row.get(field["name"]) == old:
                    row[field["name"]] = name


def _with_role(said: str, old: str, name: str) -> str:
    """An option that names a state and the roles that lead to it ("approved manager"), with another name of a role."""
    state, *roles = said.split()
    return " ".join([state, *(name if role == old else role for role in roles)])


def part_with_role(spec: AppSpec, name: str) -> Part | None:
    """The first part whose options name a role, see `rename_role`."""
    return next((part for part in spec.parts if any(name in v.split()[1:] for v in part.options.values())), None)


def rename_state(spec: AppSpec, entity: str, field: str, old: str, name: str) -> AppSpec:
    """The specification whose parts that lead records from state to state know a state by its new name."""

    def said(key: str, value: str) -> str:
        state, *roles = value.split()
        return " ".join([name, *roles]) if key != "field" and state == old else value

    parts = tuple(
        part.model_copy(update={"options": {key: said(key, value) for key, value in part.options.items()}})
        if (part.entity, part.options.get("field")) == (entity, field)
        else part
        for part in spec.parts
    )
    return options.with_state_renamed(spec.model_copy(update={"parts": parts}), entity, field, old, name)


def without_entity(spec: AppSpec, name: str) -> AppSpec:
    """The specification without an entity, nor anything that is of it: fields that refer to it, views, parts."""
    for owner, field in tuple(spec.referrers(spec.entity(name))):
        if owner.name != name:
            spec = without_field(spec, owner.name, field.name)
    spec = without_formulas_of(spec, name)
    spec = spec.model_copy(update={"entities": tuple(e for e in spec.entities if e.name != name)})
    return AppSpec.model_validate(
        _pruned(spec.model_dump(), lambda node: name in {node.get("entity"), node.get("target")})
    )


def without_field(spec: AppSpec, entity: str, name: str) -> AppSpec:
    """The specification without a field, nor the views that are made of it."""

    def changed(owner: Entity) -> Entity:
        rows = tuple({key: value for key, value in row.items() if key != name} for row in owner.samples)
        fields = tuple(field for field in owner.fields if field.name != name)
        return owner.model_copy(update={"fields": fields, "samples": rows})

    def uses(node: Json) -> bool:
        anothers = options.of_another(node.get("capability"))
        named = {node.get(key) for key in _OF_FIELDS}
        named |= {value for key, value in _options(node).items() if key not in anothers}
        return node.get("entity") == entity and name in named

    def unsort(node: Json) -> None:
        if node.get("entity") == entity and node.get("sort", "").removeprefix("-") == name:
            node["sort"] = ""

    spec = without_formulas_of(options.without_field(spec, entity, name), entity, name)
    whole = visit_all(with_entity(spec, entity, changed).model_dump(), unsort)
    made = AppSpec.model_validate(_pruned(whole, uses))
    kept = {(part.capability, part.entity) for part in made.parts}
    return without_sections(made, [part for part in spec.parts if (part.capability, part.entity) not in kept])


def without_sections(spec: AppSpec, gone: Iterable[Part]) -> AppSpec:
    """The specification whose pages no longer show parts that are gone, nor pages that showed nothing else."""
    names = {(part.capability, part.entity) for part in gone}
    pages = (
        page.model_copy(update={"sections": tuple(s for s in page.sections if (s.capability, s.entity) not in names)})
        for page in spec.pages
    )
    return spec.model_copy(update={"pages": tuple(page for page in pages if page.sections)})


def without_role(spec: AppSpec, name: str) -> AppSpec:
    """The specification without a role and its rights. What only it could be named by is left to those in charge."""
    admin = spec.admin.name

    def changed(owner: Entity) -> Entity:
        access = {key: value for key, value in owner.access.items() if key != name}
        accounts = {field.name for field in owner.fields if field.type is FieldType.ACCOUNT}
        rows = tuple(
            {key: None if key in accounts and value == name else value for key, value in row.items()}
            for row in owner.samples
        )
        fields = tuple(
            field.model_copy(update={"holders": _held_without(field, name, admin)}) for field in owner.fields
        )
        return owner.model_copy(update={"access": access, "fields": fields, "samples": rows})

    spec = spec.model_copy(update={"roles": tuple(role for role in spec.roles if role.name != name)})
    for entity in spec.entities:
        spec = with_entity(spec, entity.name, changed)
    return spec


def _held_without(field: FieldSpec, role: str, admin: str) -> tuple[str, ...]:
    """The roles whose people an account may be when one role is gone; none, for everybody, only where none were."""
    return field.holders and (tuple(name for name in field.holders if name != role) or (admin,))


def without(spec: AppSpec, view: Board | Chart) -> AppSpec:
    """The specification without a board or a chart."""
    boards = tuple(board for board in spec.boards if board != view)
    return spec.model_copy(update={"boards": boards, "charts": tuple(chart for chart in spec.charts if chart != view)})


def without_views_of(spec: AppSpec, entity: str, field: FieldSpec) -> AppSpec:
    """The specification without the boards and what of the dashboard a field of its new type cannot be shown on."""
    steps, kinds = field.type is FieldType.CHOICE, {FieldType.CHOICE, FieldType.REFERENCE}

    def fits(view: Board | Chart | Figure | DashboardFilter) -> bool:
        if view.entity != entity:
            return True
        if isinstance(view, Board):
            return view.field != field.name or steps
        if isinstance(view, DashboardFilter):
            return view.field != field.name or field.type in kinds
        if isinstance(view, Figure):
            return measurable(view, field)
        along = TEMPORAL if view.is_line else TEMPORAL | kinds
        return (
            measurable(view, field)
            and (view.by != field.name or field.type in along)
            and (view.split != field.name or steps)
        )

    kept = {
        part: tuple(view for view in getattr(spec, part) if fits(view))
        for part in ("boards", "charts", "figures", "dashboard_filters")
    }
    return spec.model_copy(update=kept)


def visit_all(node: Json, visit: Callable[[Json], None]) -> Json:
    """The same node, after `visit` has been to it and to every node below it."""
    visit(node)
    for value in node.values():
        for child in _nodes(value):
            visit_all(child, visit)
    return node


def _pruned(node: Json, gone: Callable[[Json], bool]) -> Json:
    """The node without the listed nodes that are gone; one whose `sections` are all gone goes with them."""
    kept: Json = {}
    for key, value in node.items():
        if isinstance(value, dict):
            kept[key] = _pruned(value, gone)  # pyright: ignore[reportUnknownArgumentType] - JSON's objects have names
        elif nodes := _nodes(value):
            kept[key] = [_pruned(child, gone) for child in nodes if not _is_gone(child, gone)]
        else:
            kept[key] = value
    return kept


def _nodes(value: Any) -> list[Json]:
    """The objects of a list, or the object itself; a list holds either objects or none."""
    listed: Sequence[Any] = value if isinstance(value, list | tuple) else (value,)  # pyright: ignore[reportUnknownVariableType]
    return [child for child in listed if isinstance(child, dict)]  # pyright: ignore[reportUnknownVariableType]


def _is_gone(child: Json, gone: Callable[[Json], bool]) -> bool:
    sections: list[Json] = list(child.get("sections") or ())
    return gone(child) or (bool(sections) and all(gone(section) for section in sections))
