"""Who takes the decisions of a workflow, such as approving: the steps that the server checks follow the rights."""

from millwright.factory.generation.capabilities.workflow.capability import PAIRS, state_for
from millwright.factory.generation.reader.words import plural_words
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.changes import ChangeKind
from millwright.factory.generation.refinement.names import listed, state_of
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import Entity, Part, Role


def decide(work: Work, roles: list[Role], entity: Entity, verb: str, *, allowed: bool) -> bool:
    """Lets roles take a decision and the one against it, or no longer; steps are added where there were none.

    False when that changes nothing.
    """
    field = state_of(entity)
    deciding = [role for role in roles if not role.admin]
    part = next((p for p in work.spec.parts if (p.capability, p.entity) == ("workflow", entity.name)), None)
    if field is None or not deciding or (part is None and not allowed):
        return False
    before = part or Part(capability="workflow", entity=entity.name, options={"field": field.name})
    options = dict(before.options)
    values = [choice.value for choice in field.choices]
    names = [role.name for role in deciding]
    taken: list[str] = []
    for step in (verb, PAIRS.get(verb, "")):
        state = options[step].split()[0] if step in options else state_for(values, step)
        if state is not None and (allowed or step == verb):
            others = [name for name in options.get(step, state).split()[1:] if name not in names]
            options[step] = " ".join([state, *others, *(names if allowed else [])])
            taken.append(step)
    after = before.model_copy(update={"options": options})
    if not taken or after == part:
        return False
    kept = tuple(p for p in work.spec.parts if p != part)
    work.spec = edits.checked(work.spec.model_copy(update={"parts": (*kept, after)}))
    who = listed(" ".join(plural_words(role.label.split())) for role in deciding)
    may = "may" if allowed else "may no longer"
    text = f"{who} {may} {listed(taken)} {entity.plural_label.lower()} by a button, which the server checks"
    work.note(ChangeKind.CHANGE, f"part workflow {entity.name}", text)
    return True
