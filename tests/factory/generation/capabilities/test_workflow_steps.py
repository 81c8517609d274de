"""Steps that go without saying: whose they are, what they fill in, and what demonstrations make of it."""

import json

import pytest

from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.compiler.entity_view import AppView
from millwright.factory.generation.compiler.samples import sample_file
from millwright.factory.generation.reader import read
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import AppSpec, Entity

SCHOOL = (
    "An e-learning site. Teachers create courses and assignments, students submit assignments, teachers grade them."
)
CITY = "A filing platform: businesses submit plan filings, regulators review them, citizens file complaints."
JOBS = "A job portal where employers post jobs and job seekers apply for jobs."


def _steps(spec: AppSpec, entity: str) -> dict[str, str]:
    return next(dict(part.options) for part in spec.parts_of("workflow") if part.entity == entity)


def _filled(entity: Entity) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {field.name: (field.since, field.needed) for field in entity.fields if field.since}


@pytest.mark.parametrize(
    ("prompt", "entity", "steps"),
    [
        (SCHOOL, "assignment", {"hand_in": "handed_in @", "grade": "graded *", "sent": "yes"}),
        (
            CITY,
            "plan_filing",
            {"start_review": "under_review", "approve": "approved", "reject": "rejected", "sent": "yes"},
        ),
        (
            JOBS,
            "job_application",
            {
                "invite": "interview",
                "make_an_offer": "offer",
                "hire": "hired *",
                "reject": "rejected *",
                "withdraw": "withdrawn @",
                "sent": "yes",
            },
        ),
        (
            "A repair shop for bikes: customers book repairs, the owner sees everything.",
            "repair",
            {
                "start": "in_progress",
                "wait_for_parts": "waiting_for_parts",
                "mark_as_ready": "ready",
                "hand_over": "collected",
            },
        ),
    ],
)
def test_processes_have_the_steps_of_their_states(prompt: str, entity: str, steps: dict[str, str]) -> None:
    spec = read(prompt)
    found = _steps(spec, entity)
    assert {verb: said for verb, said in found.items() if verb != "field"} == steps
    assert spec.entity(entity).field(found["field"]).kept


def test_what_a_prompt_does_not_say_is_told_as_assumed() -> None:
    reason = next(r for r in read(JOBS).reasons if r.subject.startswith("Workflow of"))
    assert reason.because == "assumed: applications pass from one hand to the next"


@pytest.mark.parametrize(
    "prompt",
    [
        "A blog with articles",
        "An online shop for shoes with a product catalogue",
        "An app for my own expenses and my todo list",
        "Monitor servers and devices of a company",
    ],
)
def test_states_that_are_labels_have_no_steps(prompt: str) -> None:
    parts = [part for part in read(prompt).parts_of("workflow") if part.entity != "order"]
    assert parts == []


def test_what_a_step_fills_in_belongs_to_its_states() -> None:
    both, graded = ("handed_in", "graded"), ("graded",)
    assignment = read(SCHOOL).entity("assignment")
    assert _filled(assignment) == {
        "work": (both, ("handed_in",)),
        "attachment": (both, ()),
        "score": (graded, graded),
        "feedback": (graded, ()),
    }
    assert [f.name for f in assignment.fields if f.kept] == ["status", "score", "feedback"]


def test_a_refusal_says_why_and_a_complaint_how_it_was_settled() -> None:
    spec = read(CITY)
    assert _filled(spec.entity("plan_filing")) == {"decision_note": (("approved", "rejected"), ("rejected",))}
    assert _filled(spec.entity("complaint")) == {"resolution": (("resolved", "closed"), ("resolved",))}


def test_the_server_lets_whoever_made_it_hand_in_and_asks_for_the_work() -> None:
    rule = compile_app(read(SCHOOL))["backend/app/workflows/assignments.py"]
    assert 'Step("hand in", AssignmentStatus.HANDED_IN, own=True)' in rule
    assert 'Step("grade", AssignmentStatus.GRADED, roles=frozenset({Role.TEACHER, }), closed=True)' in rule
    assert 'AssignmentStatus.HANDED_IN: ("work", )' in rule


def test_the_button_asks_for_what_its_step_fills_in() -> None:
    files = compile_app(read(SCHOOL))
    steps = files["frontend/src/components/workflow/AssignmentSteps.tsx"]
    graded = steps[steps.index("  graded: {") : steps.index("/** States from which")]
    assert "required {...field('score')}" in graded.replace('"', "'")
    assert "field('work')" not in graded.replace('"', "'")
    form = files["frontend/src/pages/assignments/AssignmentPages.tsx"]
    assert "inCharge && ['graded', ].includes(field('status').value ?? '')" in form.replace('"', "'")


@pytest.mark.parametrize("prompt", [SCHOOL, CITY, JOBS])
def test_demonstration_rows_have_what_their_state_has_and_no_more(prompt: str) -> None:
    spec = read(prompt)
    for part in spec.parts_of("workflow"):
        entity = spec.entity(str(part.entity))
        for field in (f for f in entity.fields if f.since and f.type != "file"):
            for row in entity.samples:
                reached = row[part.options["field"]] in field.since
                assert (row.get(field.name) is not None) == reached, (entity.name, field.name, row)


def test_of_what_people_sent_in_they_find_some_in_each_state() -> None:
    rows = json.loads(sample_file(AppView(read(CITY))))["PlanFiling"]
    assert {row["status"] for row in rows if row["made_by"] == "business"} >= {"submitted", "under_review", "approved"}


def test_what_is_under_way_is_for_nothing_closed_or_drafted() -> None:
    spec = read(JOBS + " Job postings have a status: draft, open, closed.")
    postings = spec.entity("job_posting").samples
    for row in spec.entity("job_application").samples:
        if row["stage"] in {"new", "interview", "offer"}:
            assert postings[int(row["job_posting"] or 0)]["status"] == "open"


def test_who_was_absent_neither_came_nor_went() -> None:
    spec = read(
        "An attendance system: keep attendance with status (present, late, absent), time in, time out and hours"
    )
    rows = spec.entity("attendance").samples
    assert {row["status"] for row in rows} >= {"present", "absent"}
    for row in rows:
        assert (row.get("time_in") is None) == (row["status"] == "absent")


def test_fields_of_a_step_follow_new_names_of_states_and_forget_those_that_go() -> None:
    spec = refine(read(CITY), "rename the status Resolved to Settled").spec
    assert _filled(spec.entity("complaint")) == {"resolution": (("settled", "closed"), ("settled",))}
    assert compile_app(spec)
    spec = refine(spec, "remove the value Settled from status").spec
    assert _filled(spec.entity("complaint")) == {"resolution": (("closed",), ())}
    assert compile_app(spec)


def test_what_belonged_to_states_that_are_all_gone_belongs_to_none() -> None:
    desk = read("A help desk: customers open tickets with subject and priority, agents process tickets")
    spec = refine(desk, "make the status of tickets one of New, Waiting, Done").spec
    assert _filled(desk.entity("ticket")) == {"resolution": (("resolved",), ("resolved",))}
    assert _filled(spec.entity("ticket")) == {}
    assert "RESOLVED" not in compile_app(spec)["backend/app/workflows/tickets.py"]


def test_what_was_approved_and_then_paid_out_is_changed_no_more_by_whoever_sent_it_in() -> None:
    files = compile_app(read("Expense app: employees submit expenses and the manager approves them"))
    sealed = "SEALED = (ExpenseStatus.APPROVED, ExpenseStatus.REIMBURSED, ExpenseStatus.REJECTED,"
    assert sealed in " ".join(files["backend/app/workflows/expenses.py"].split())


def test_what_is_handed_in_again_or_being_looked_at_is_not_sealed() -> None:
    files = compile_app(read(JOBS))
    written = " ".join(files["backend/app/workflows/job_applications.py"].split())
    sealed = written.partition("SEALED = (")[2].partition(")")[0]
    assert sorted(sealed.replace("JobApplicationStage.", "").strip(", ").split(", ")) == [
        "HIRED",
        "REJECTED",
        "WITHDRAWN",
    ]
