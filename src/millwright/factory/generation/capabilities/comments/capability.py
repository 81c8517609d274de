"""Comments: a table for each record that is commented on, its routes, and a section on the record's pages."""

from millwright.factory.generation.capabilities import Component, Contribution, Count
from millwright.factory.generation.capabilities.community import (
    TALK_DOMAINS,
    add_table,
    back_end_values,
    drop_counts,
    subject_view,
    subjects_of,
    table_name,
    talked_about,
    written_by_anybody,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import AppSpec, Layout, Part

_WHAT = "comment"
_TEXTS = (
    "text! long: Thank you for this, it helped me a lot. | I see it the same way. | Could you say more about the "
    "second point? | We tried it last week and it works. | Great read! | Not sure that I agree, but well put. | "
    "Where can I find out more? | This made my day. | Following this with interest. | Nicely done."
)
_PARENT = "parent @{}"
_FRONT = "capabilities/comments/templates/frontend"
_FOLDER = "components/comments"


def _draft(reading: Reading) -> None:
    asked = any(_is_asked(entity) for entity in reading.entities)
    wishes = [wish for wish in reading.wished("comments") if asked or "answer" not in wish.words.lower()]
    record = reading.entity("comment")
    if _is_written_down(reading):
        wishes = []
    if record is not None and record.entry is not None and len(reading.entities) > 1 and talked_about(reading):
        _absorb(reading, record)
    elif record is not None or not (wishes or _is_talk(reading) or _posts(reading)):
        return
    subjects = subjects_of(reading, wishes) or (talked_about(reading)[:1] if _is_talk(reading) else [])
    for subject in [*subjects, *(post for post in _posts(reading) if post not in subjects)]:
        drop_counts(subject, _WHAT, "comments")
        parent = _PARENT.format(table_name(subject.name, _WHAT))
        add_table(
            reading, subject, _WHAT, (_TEXTS, "edited bool", parent), because_of(wishes, "people who meet here talk")
        )


def _posts(reading: Reading) -> list[DraftEntity]:
    """What people post for others to answer: nobody begins a discussion to be left alone with it."""
    refused = reading.refuses("comments")
    return [] if refused else [entity for entity in talked_about(reading) if entity.key == "post"]


def _is_written_down(reading: Reading) -> bool:
    """Whether comments are a field of what they describe, as those of tables of a database are."""
    return any(field.name.endswith("_comment") for entity in reading.entities for field in entity.fields)


def _is_asked(entity: DraftEntity) -> bool:
    """Whether it is a question that people ask each other, rather than one of an exam."""
    return (entity.key, entity.name) == ("post", "question")


def _is_talk(reading: Reading) -> bool:
    refused = reading.refuses("comments")
    return not refused and reading.domain is not None and reading.domain.name in TALK_DOMAINS


def _absorb(reading: Reading, record: DraftEntity) -> None:
    """What the prompt calls comments is the table of this capability rather than a record with a form of its own."""
    reading.forget(record)


def _settle(reading: Reading) -> None:
    for entity in list(reading.entities):
        table = reading.entity(table_name(entity.name, _WHAT))
        if table is not None and table.internal:
            written_by_anybody(reading, table)
            options = {"word": "answer"} if _is_asked(entity) else {}
            add_part(reading, Part(capability="comments", entity=entity.name, options=options), table.because)


def _finish(reading: Reading) -> None:
    """Demonstration comments are as they were first written, and some answer the one before on the same record."""
    for entity in reading.entities:
        first: dict[object, int] = {}
        table = reading.entity(table_name(entity.name, _WHAT))
        rows = table.samples if table is not None and table.internal else ()
        for place, row in enumerate(rows):
            row["edited"] = False
            if row["subject"] in first:
                row["parent"] = first.pop(row["subject"])
            else:
                first[row["subject"]] = place


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    table = table_name(entity.name, _WHAT)
    lock = table_name(entity.name, "lock")
    extras = {
        "accepts": any(spec.parts_of("accepted_answer")),
        "locks": any(spec.parts_of("thread_lock")),
    }
    values = back_end_values(spec, entity, _WHAT) | {"view": view, "lock": naming.pascal(lock), **extras}
    component = Component(f"{view.type}Comments", f"{_FOLDER}/{view.type}Comments")
    module = f"{entity.name}_comments"
    files = {
        f"backend/app/routes/{module}.py": render("capabilities/comments/templates/backend/routes.py.j2", **values),
        "backend/app/comments.py": render("capabilities/comments/templates/backend/comments.py.j2", **extras),
        "backend/app/writing.py": render("capabilities/shared/backend/writing.py.j2"),
        f"tests/test_{module}.py": render("capabilities/comments/templates/tests/test_comments.py.j2", **values),
        f"frontend/src/{component.module}.tsx": render(f"{_FRONT}/SubjectComments.tsx.j2", **values),
    }
    answers = any(one.options.get("word") == "answer" for one in spec.parts_of("comments"))
    words = {"one": "answer", "many": "Answers"} if answers else {"one": "comment", "many": "Comments"}
    for name in ("Comments.tsx", "Comment.tsx", "CommentForm.tsx", "Comments.test.tsx"):
        files[f"frontend/src/{_FOLDER}/{name}"] = render(
            f"{_FRONT}/{name}.j2", site=spec.layout is Layout.SITE, **words, **extras
        )
    return Contribution(
        files=files,
        routers=(module,),
        counts={entity.name: (Count("comment_count", "Comments", table),)} if view.public else {},
        record_sections={entity.name: (component,)} if view.public else {},
        workspace_sections={entity.name: (component,)},
        readme=(f"Comment on {entity.plural_label.lower()} and reply to others.",),
    )


_FIRST = ("account_mail", "booking", "calendar", "carousel", "cart", "member_posts", "moments")
"""Those that may add, or rename, what people talk about."""

CAPABILITY = Capability("comments", _draft, _settle, _contribute, after=_FIRST, finish=_finish)
