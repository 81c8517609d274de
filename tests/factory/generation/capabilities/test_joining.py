"""Joining: who puts themselves down for what, who answers them, and that generated tests notice what is left out."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import Access, FieldType, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

JOBS = (
    "A campus job website. Students browse part-time jobs and apply for jobs. "
    "Employers post part-time jobs and manage job applications."
)
RUNS = (
    "A website for a running club. Organisers create runs with a date and the number of places. "
    "Members log in, browse runs, join runs and see who takes part."
)


def joins(spec: AppSpec) -> list[tuple[str, str, str]]:
    """What people put themselves down for, what keeps it, and what the button says."""
    parts = spec.parts_of("joining")
    records = [spec.entity(str(part.entity)) for part in parts]
    return [
        (str(record.field(part.options["by"]).target), record.label, part.options["button"])
        for part, record in zip(parts, records, strict=True)
    ]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (JOBS, [("job_posting", "Application", "Apply")]),
        (RUNS, [("run", "Participation", "Join")]),
        (
            "An e-learning platform. Students log in, browse and select courses. Teachers manage courses.",
            [("course", "Enrolment", "Enrol")],
        ),
        (
            "Employees can enrol in trainings, and managers approve enrolments.",
            [("training", "Enrolment", "Enrol")],
        ),
        (
            "A hobby website. Users log in, create study groups and join study groups.",
            [("study_group", "Participation", "Join")],
        ),
        ("A chess club site. Members take part in tournaments.", [("tournament", "Participation", "Take part")]),
        ("Members sign up for shifts.", [("shift", "Registration", "Sign up")]),
        ("Clerks sign contracts and register parcels.", []),
        ("The office enrols pupils in courses.", []),
        ("A hotel website where guests book rooms.", []),
        ("A forum where members join discussions about cars.", []),
        ("An office app. Customers sign up for newsletters.", []),
        ("Tenants apply for repairs. The office manages repairs.", []),
        ("Users can select a class and view the details.", []),
        ("Gamers create guilds, join guilds and see who is in a guild.", [("guild", "Membership", "Join")]),
    ],
)
def test_people_put_themselves_down_for_what_others_offer(prompt: str, expected: list[tuple[str, str, str]]) -> None:
    assert joins(read(prompt)) == expected


def test_those_who_offer_answer_those_who_want_it_and_see_no_others() -> None:
    spec = read(JOBS)
    application = spec.entity(str(spec.parts_of("joining")[0].entity))
    assert application.access["employer"] == Access(read=Reach.OWN, update=Reach.OWN)
    assert application.access["student"].create
    assert application.access["student"].read is Reach.OWN
    permissions = str(compile_app(spec)["backend/app/permissions.py"])
    assert "frozenset({Role.EMPLOYER" in permissions.split("LED:")[1].split("}\n", maxsplit=1)[0]


def test_places_are_a_number_and_those_who_take_part_are_seen() -> None:
    spec = read(RUNS)
    options = spec.parts_of("joining")[0].options
    assert spec.entity("run").field(options["places"]).type is FieldType.INTEGER
    assert options["begins"] == "starts_at"
    assert options["shown"] == "yes"
    assert not [wish for wish in spec.not_built if "part" in wish.subject]


def test_a_record_of_bookings_is_not_made_beside_it() -> None:
    spec = read("A volunteer site. People sign up for shifts and sign themselves up to events.")
    assert all(
        field.name != "price" for part in spec.parts_of("joining") for field in spec.entity(str(part.entity)).fields
    )


def test_it_follows_new_names_and_goes_with_what_it_needs() -> None:
    spec = read(RUNS)
    renamed = refine(spec, "rename number of places to seats").spec
    assert renamed.parts_of("joining")[0].options["places"] == "seats"
    assert not refine(spec, "remove runs").spec.parts_of("joining")


@pytest.mark.parametrize(
    ("prompt", "record"),
    [
        ("Nurses apply for trainings. Coordinators publish trainings and approve applications.", "application"),
        ("Users can select courses. Teachers manage courses.", "enrolment"),
        (RUNS, "participation"),
    ],
)
def test_whoever_asks_has_no_say_in_how_it_stands(prompt: str, record: str) -> None:
    spec = read(prompt)
    part = spec.parts_of("joining")[0]
    entity = spec.entity(str(part.entity))
    assert entity.name == record
    assert entity.field(part.options["status"]).kept
    asking = [access for access in entity.access.values() if access.create and access.update is not Reach.ALL]
    assert asking
    assert all(access.read is Reach.OWN for access in asking)


def test_nothing_is_left_of_a_record_that_nobody_needs() -> None:
    spec = read("A yoga studio website. Members join classes and pay for them online by card.")
    assert "participation" not in {entity.name for entity in spec.entities}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prompt", "record", "rules"),
    [
        (
            RUNS,
            "participations",
            [
                ("backend/app/joining_participations.py", "if left is not None and left < 1:", "if False:"),
                ("backend/app/joining_participations.py", "Participation.owner_id == user.id", "True"),
                ("backend/app/joining_participations.py", "begins >= datetime", "True or begins >= datetime"),
                (
                    "backend/app/routes/joining_participations.py",
                    "    if participation is None:\n        if",
                    "    if True:\n        if",
                ),
            ],
        ),
        (
            JOBS,
            "job_applications",
            [
                (
                    "backend/app/joining_job_applications.py",
                    "        if own(db, user, ",
                    "        if False and own(db, user, ",
                ),
                (
                    "backend/app/joining_job_applications.py",
                    "if value(name) != getattr(current, name):",
                    "if False:",
                ),
                ("backend/app/permissions.py", "if leads(user, model):", "if False:"),
                ("backend/app/permissions.py", "target.owner_id == user.id", "True"),
            ],
        ),
        (
            "A library website where students browse books, borrow them and renew their loans.",
            "loans",
            [
                ("backend/app/joining_loans.py", "return day + timedelta(days=DAYS)", "return day"),
                ("backend/app/joining_loans.py", "if left < 1:", "if False:"),
                ("backend/app/routes/joining_loans.py", "loan.returned_on = rules.today()", "pass"),
                ("backend/app/routes/joining_loans.py", "    if loan.due_on < rules.today():", "    if False:"),
                ("backend/app/routes/joining_loans.py", "    loan.due_on = longer", "    pass"),
                ("backend/app/routes/joining_loans.py", "    if longer > rules.last_day(", "    if False and ("),
            ],
        ),
    ],
)
async def test_the_tests_of_joining_notice_each_rule_that_is_taken_out(
    prompt: str,
    record: str,
    rules: list[tuple[str, str, str]],
    sandbox: Sandbox,
    toolchain: Toolchain,
    pool: PythonPool,
) -> None:
    tools, tests = (sandbox, toolchain), f"tests/test_joining_{record}.py"
    whole, unnoticed = await outcome(read(prompt), tests, rules, tools=tools, pool=pool)
    assert b"passed" in whole
    assert b"failed" not in whole
    assert unnoticed == []


def test_groups_are_joined_and_activities_take_place() -> None:
    groups = read("A hobby groups website. Users can create groups, join groups and see the members of a group.")
    assert joins(groups) == [("interest_group", "Membership", "Join")]
    activities = read("Users sign up for activities. Administrators publish activities and review registrations.")
    assert joins(activities) == [("activity", "Registration", "Sign up")]
    assert activities.entity("activity").field("starts_at")
    assert activities.parts_of("workflow")
    assert "review" not in {entity.name for entity in activities.entities}


def test_the_menu_calls_ones_own_what_one_put_oneself_down_for_and_nobody_elses() -> None:
    tests = str(compile_app(read(RUNS))["frontend/src/pages/site.test.tsx"])
    menu = tests.split("leads to what is one")[1]
    assert "signedInAs('organiser')" in menu.replace('"', "'")
    assert "My runs" in menu
    assert "My participations" in str(compile_app(read(RUNS))["frontend/src/components/site/SiteLayout.tsx"])


def test_activities_of_a_site_are_one_kind_of_record() -> None:
    spec = read("A volunteer site: members browse activities; organisers publish activities and see who takes part.")
    assert [entity.label for entity in spec.entities].count("Activity") == 1
