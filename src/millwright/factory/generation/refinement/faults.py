"""Whether a specification that is valid can be compiled too: its parts need more than the specification can check."""

import re

from jinja2 import TemplateError

from millwright.factory.generation.capabilities import PartError, capabilities
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import AppSpec, Part

_FAULTS = (AttributeError, LookupError, RuntimeError, StopIteration, TemplateError, TypeError, ValueError)
"""What a part whose names lead nowhere raises; a generator turns `StopIteration` into a `RuntimeError`."""


def fault_of_parts(spec: AppSpec) -> str | None:
    """Why one of the parts cannot be made, in words for people; None when all can."""
    known = {capability.name: capability for capability in capabilities()}
    for part in spec.parts:
        try:
            known[part.capability].contribute(spec, part)
        except PartError as fault:
            return str(fault)
        except _FAULTS as fault:
            return needed_by(part, str(fault.args[0]) if isinstance(fault, KeyError) and fault.args else "")
    return None


def needed_by(part: Part, name: str = "") -> str:
    """The refusal to change what a part needs; `name` is of a field, a value or a role."""
    what = name.replace("_", " ") if re.fullmatch(r"[a-z][a-z0-9_]*", name) else "what it would change"
    return f"{what} is needed by the {part.capability.replace('_', ' ')}"


def fault_of_app(spec: AppSpec) -> str | None:
    """Why the application cannot be compiled, in words for people; None when it can."""
    fault = fault_of_parts(spec)
    if fault is not None:
        return fault
    try:
        compile_app(spec)
    except _FAULTS:
        return "other parts of the application need what it would change"
    return None
