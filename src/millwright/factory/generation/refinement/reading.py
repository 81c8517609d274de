"""A wish about an application that is there: read clause by clause against its specification."""

import re
from collections.abc import Callable
from textwrap import shorten

from pydantic import ValidationError

from millwright.factory.generation.reader.normalise import normalise
from millwright.factory.generation.refinement import edits
from millwright.factory.generation.refinement.adding import add_whole
from millwright.factory.generation.refinement.changes import Refinement
from millwright.factory.generation.refinement.clauses import clauses
from millwright.factory.generation.refinement.exporting import exports
from millwright.factory.generation.refinement.faults import fault_of_app, fault_of_parts
from millwright.factory.generation.refinement.fields import add_fields, add_value, mark_fields, retype
from millwright.factory.generation.refinement.looks import recolour
from millwright.factory.generation.refinement.parts import add_parts
from millwright.factory.generation.refinement.removing import hide, remove
from millwright.factory.generation.refinement.renaming import rename, rename_loosely
from millwright.factory.generation.refinement.rights import add_role, rights
from millwright.factory.generation.refinement.views import unbuilt, views
from millwright.factory.generation.refinement.work import Work
from millwright.factory.generation.spec import AppSpec, Reason
from millwright.kit.errors import DomainError, Kind, invalid

MAX_WISH = 2_000
"""Characters of a wish: it says what to change, not what to build."""
_SUBJECT = 60
_READERS: tuple[Callable[[Work], bool], ...] = (
    rename,
    remove,
    hide,
    recolour,
    mark_fields,
    retype,
    exports,
    add_parts,
    rights,
    add_role,
    add_value,
    add_fields,
    views,
    rename_loosely,
)
_NOT_UNDERSTOOD = "not understood as a change to records, fields, roles, colours or views of this application"


def refine(spec: AppSpec, wish: str, *, prompt: str = "") -> Refinement:
    """What a wish in English changes in an application; `prompt` is what that was made of, for wishes for new parts.

    The same wish always gives the same refinement. Raises `DomainError` as `read` does for text that cannot be read,
    ``wish_too_long`` beyond `MAX_WISH`, and ``nothing_to_change`` of kind conflict, with all reasons, when nothing of
    it changes anything.
    """
    check_wish(wish)
    asked = clauses(normalise(wish))
    work = _carried_out(spec, asked, prompt, fault_of_parts)
    if work.changes and fault_of_app(work.spec) is not None:
        work = _carried_out(spec, asked, prompt, fault_of_app)
    if not work.changes:
        raise nothing_to_change(work.not_done)
    reasons = [Reason(subject=_subject(change.text), because=change.because) for change in work.changes]
    made = work.spec.model_copy(update={"reasons": (*work.spec.reasons, *reasons)})
    return Refinement(edits.checked(made), tuple(work.changes), tuple(work.not_done), work.renames)


def _subject(text: str) -> str:
    """A change in as many words as a reason's subject may have, without what stands in brackets at its end."""
    return text if len(text) <= _SUBJECT else shorten(re.sub(r" \([^()]*\)$", "", text), _SUBJECT, placeholder="…")


def check_wish(wish: str) -> None:
    """Raises `DomainError` ``wish_too_long``, of kind invalid, beyond `MAX_WISH`."""
    if len(wish) > MAX_WISH:
        message = f"A wish has at most {MAX_WISH} characters, this one {len(wish)}: ask for one thing after the other."
        raise invalid("prompt", message, code="wish_too_long")


def nothing_to_change(reasons: list[Reason]) -> DomainError:
    """The refusal of a wish that changes nothing, with the reasons."""
    why = "; ".join(f"{reason.subject}: {reason.because}" for reason in reasons)
    message = f"This changes nothing. {why}"[:2000].strip()
    return DomainError("nothing_to_change", Kind.CONFLICT, message, fields={"prompt": [message]})


def _carried_out(spec: AppSpec, asked: list[str], prompt: str, fault: Callable[[AppSpec], str | None]) -> Work:
    """The clauses, one after the other; those after which `fault` finds something are put back and refused with it."""
    work = Work(spec)
    for clause in asked:
        work.clause = clause
        before = work.state()
        _read(work, prompt)
        if work.spec != before.spec and (found := fault(work.spec)) is not None:
            work.put_back(before)
            work.refuse(found)
    return work


def _read(work: Work, prompt: str) -> None:
    """Has the first reader that understands the clause carry it out; what comes of it must hold together."""
    before = work.state()
    try:
        if any(reader(work) for reader in _READERS) or add_whole(work, prompt) or unbuilt(work):
            return
    except ValidationError as error:
        work.put_back(before)
        work.refuse(error.errors()[0]["msg"])
        return
    work.refuse(_NOT_UNDERSTOOD)
