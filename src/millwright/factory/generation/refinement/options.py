"""Options of parts that name fields of another record than the part's own, or that it does without."""

from collections.abc import Callable

from millwright.factory.generation.capabilities import Capability, capabilities
from millwright.factory.generation.spec import AppSpec, Part


def of_another(capability: object) -> frozenset[str]:
    """The options that name fields of another record than the part's own, by the name of a capability."""
    named = (known.theirs for known in capabilities() if known.name == capability)
    return next(named, frozenset[str]())


def with_field_renamed(spec: AppSpec, entity: str, old: str, name: str) -> AppSpec:
    """The specification whose parts know a field of what they refer to by its new name."""

    def changed(part: Part, key: str, value: str) -> str | None:
        return name if _names(spec, part, key, value) == (entity, old) and key in _known(part).theirs else value

    return _with_options(spec, changed)


def with_state_renamed(spec: AppSpec, entity: str, field: str, old: str, name: str) -> AppSpec:
    """The specification whose parts that list the values of a choice know one by its new name."""

    def changed(part: Part, key: str, value: str) -> str | None:
        if part.entity != entity or key not in _known(part).states or field not in part.options.values():
            return value
        return " ".join(name if state == old else state for state in value.split())

    return _with_options(spec, changed)


def without_field(spec: AppSpec, entity: str, name: str) -> AppSpec:
    """The specification whose parts no longer name a field, but for those that are lost with it."""
    gone = [part for part in spec.parts if any(_needs(spec, part, key, entity, name) for key in _known(part).theirs)]
    spec = spec.model_copy(update={"parts": tuple(part for part in spec.parts if part not in gone)})

    def changed(part: Part, key: str, value: str) -> str | None:
        optional = key in _known(part).optional and _names(spec, part, key, value) == (entity, name)
        return None if optional else value

    return _with_options(spec, changed)


def _needs(spec: AppSpec, part: Part, key: str, entity: str, name: str) -> bool:
    """Whether a part is lost with a field of what it refers to."""
    value = part.options.get(key, "")
    return key not in _known(part).optional and _names(spec, part, key, value) == (entity, name)


def _names(spec: AppSpec, part: Part, key: str, value: str) -> tuple[str | None, str]:
    """The entity and the field that an option names."""
    if key not in _known(part).theirs:
        return part.entity, value
    fields = next((owner.fields for owner in spec.entities if owner.name == part.entity), ())
    return next((field.target for field in fields if field.name == part.options.get("by")), None), value


def _known(part: Part) -> Capability:
    return next(capability for capability in capabilities() if capability.name == part.capability)


def _with_options(spec: AppSpec, changed: Callable[[Part, str, str], str | None]) -> AppSpec:
    def options(part: Part) -> dict[str, str]:
        new = {key: changed(part, key, value) for key, value in part.options.items()}
        return {key: value for key, value in new.items() if value is not None}

    parts = tuple(part.model_copy(update={"options": options(part)}) for part in spec.parts)
    return spec.model_copy(update={"parts": parts})
