"""Polls are records like others; what is added is voting, once each, and the results."""

from datetime import UTC, datetime

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.community import (
    add_table,
    back_end_values,
    subject_view,
    table_name,
    written_by_anybody,
)
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_part, add_record, because_of
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import RoleKind
from millwright.factory.generation.spec import Access, AppSpec, Layout, Part, Reach

_WHAT = "vote"
_TEMPLATES = "capabilities/polls/templates"
_ANSWERS = ("Saturday, Sunday, Neither", "Yes, No", "A novel, A biography, Short stories", "The sea, The mountains")


def _draft(reading: Reading) -> None:
    wishes = reading.wished("polls")
    if not wishes:
        return
    survey = reading.entity("survey")
    if survey is not None and survey.label.lower() in {"poll", "vote", "survey"} and not reading.wished("surveys"):
        reading.forget(survey)
    poll = add_record(reading, "poll", because_of(wishes, ""))
    poll.assumed = False
    add_table(reading, poll, _WHAT, ("choice! text",), poll.because)


def _settle(reading: Reading) -> None:
    poll = reading.entity("poll")
    table = reading.entity(table_name("poll", _WHAT))
    if poll is None or table is None:
        return
    written_by_anybody(reading, table)
    for role in reading.roles:
        if role.kind is not RoleKind.ADMIN:
            poll.access[role.name] = poll.access.get(role.name, Access()) | Access(read=Reach.ALL)
    if reading.layout is Layout.SITE:
        poll.visitors = Access(read=Reach.ALL)
    add_part(reading, Part(capability="polls", entity="poll"), table.because)


def _finish(reading: Reading) -> None:
    """Each demonstration poll has answers of its own, and votes for them."""
    poll, table = reading.entity("poll"), reading.entity(table_name("poll", _WHAT))
    if poll is None or table is None or poll.field("options") is None:
        return
    poll.samples = tuple({**row, "options": answers} for row, answers in zip(poll.samples, _ANSWERS, strict=False))
    people = len(reading.roles)
    votes = ((place // people, place) for place in range(min(12, people * len(poll.samples))))
    table.samples = tuple(
        {"subject": row, "choice": answers[place % len(answers)]}
        for row, place in votes
        for answers in [_ANSWERS[row].split(", ")]
    )


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    entity, view = subject_view(spec, part)
    values = back_end_values(spec, entity, _WHAT)
    values["closes"] = any(field.name == "closes_on" for field in entity.fields)
    values["yesterday"] = datetime(2001, 1, 1, tzinfo=UTC).date().isoformat()
    voting = Component("PollVoting", "components/polls/PollVoting")
    return Contribution(
        files={
            "backend/app/routes/poll_votes.py": render(f"{_TEMPLATES}/poll_votes.py.j2", **values),
            "tests/test_poll_votes.py": render(f"{_TEMPLATES}/test_poll_votes.py.j2", **values),
            f"frontend/src/{voting.module}.tsx": render(
                f"{_TEMPLATES}/PollVoting.tsx.j2", site=spec.layout is Layout.SITE, **values
            ),
            f"frontend/src/{voting.module}.test.tsx": render(f"{_TEMPLATES}/PollVoting.test.tsx.j2", **values),
        },
        routers=("poll_votes",),
        record_sections={entity.name: (voting,)} if view.public else {},
        workspace_sections={entity.name: (voting,)},
        readme=("Vote in a poll, once each, and see the results.",),
    )


CAPABILITY = Capability("polls", _draft, _settle, _contribute, after=("surveys",), finish=_finish)
