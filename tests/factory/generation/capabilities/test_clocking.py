"""Coming and going: who gets the button and why, who does not, and that its rules hold in the application."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import Access, Part, Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import outcome

JOBS = (
    "A part-time job website. Students can browse part-time jobs, apply for jobs they are interested in, and clock in "
    "and out when starting and ending work. Employers can post part-time jobs and view employee clock-in records."
)


def clocked(spec: AppSpec) -> Part:
    (part,) = spec.parts_of("clocking")
    return part


@pytest.mark.parametrize(
    ("prompt", "role", "verb", "both"),
    [
        (JOBS, "student", "clock", True),
        ("A construction app. Workers can perform check-in, check-out, and leave operations.", "worker", "check", True),
        ("Bakers clock in and out, the manager sees the hours", "baker", "clock", True),
        (
            "An attendance app for a factory: employees check in and out, HR sees who is there",
            "employee",
            "check",
            True,
        ),
        ("Timesheets. Workers punch in and punch out. Supervisors approve timesheets.", "worker", "punch", True),
        ("Gym software where members check in at the gym, trainers manage classes", "member", "check", False),
        ("School app: students sign attendance, teachers view attendance", "student", "sign_in", False),
        ("A charity site: volunteers check in at events. Coordinators manage events.", "volunteer", "check", False),
        (
            "Desk management where members sign in at arrival and sign out when they leave; staff manage desks",
            "member",
            "sign",
            True,
        ),
    ],
)
def test_who_comes_and_goes_says_so_by_a_button(prompt: str, role: str, verb: str, *, both: bool):
    spec = read(prompt)
    part, record = clocked(spec), spec.entity("attendance")
    assert (part.options["verb"], "out" in part.options) == (verb, both)
    assert record.field(part.options["by"]).holders == (role,)
    assert record.access[role] == Access(read=Reach.OWN)


@pytest.mark.parametrize(
    "prompt",
    [
        "A hotel website: guests check in and check out, receptionists manage rooms and bookings",
        "A check-in and check-out calendar widget of hotel rooms",
        "A library system where members check out books and librarians check in returned books",
        "A blog website where readers sign in and comment on posts",
        "A weather app with a clock in the header",
        "An event website where attendees check in with their ticket",
        "Attendance of pupils, which teachers record",
        "Users can check in at places and share photos",
        "Staff check in visitors at reception and print badges",
        "Dormitory management with check-in, check-out and repair requests",
        "A game with a clock in every level",
        "An app for a bakery. Bakers see their shifts, without clocking in.",
    ],
)
def test_guests_books_and_logins_do_not_come_and_go(prompt: str):
    assert read(prompt).parts_of("clocking") == ()


def test_check_out_is_no_purchase_where_people_come_and_go():
    spec = read("A work platform with check-in, check-out and leave. Workers perform check-in, check-out and leave.")
    assert clocked(spec).entity == "attendance"
    assert not [reason for reason in spec.not_built if "check" in reason.subject.lower()]


def test_a_check_out_further_on_is_none_either():
    spec = read("Cleaners check in on site and check out when they are done, the office assigns jobs to cleaners")
    assert clocked(spec).options["out"] == "time_out"
    assert not [reason for reason in spec.not_built if "check" in reason.subject.lower()]


def test_a_shop_keeps_its_checkout():
    spec = read("An online shop with a cart where customers check out. Clerks check in and out for their shifts.")
    assert {part.capability for part in spec.parts} >= {"cart", "clocking"}


def test_who_helps_in_a_house_has_attendance_and_no_streak():
    spec = read("Volunteers log their hours and check in when they arrive")
    assert clocked(spec).entity == "attendance"


def test_books_are_checked_out_without_a_cart():
    spec = read("A library system where members check out books")
    assert not [reason for reason in spec.not_built if "check" in reason.subject.lower()]


def test_nobody_types_who_they_are_or_when():
    record = read("Bakers clock in and out, the manager sees the hours").entity("attendance")
    assert [(field.name, field.type.value) for field in record.fields if field.name != "notes"] == [
        ("baker", "account"),
        ("attended_on", "date"),
        ("status", "choice"),
        ("time_in", "time"),
        ("time_out", "time"),
        ("hours_worked", "decimal"),
    ]


def test_who_looks_after_all_rows_and_comes_and_goes_sees_all():
    record = read("A shop for staff. Clerks clock in and out. Clerks manage attendance records.").entity("attendance")
    assert record.access["clerk"].read is Reach.ALL


def test_whose_job_it_is_sees_who_came():
    spec = read(JOBS)
    part, record = clocked(spec), spec.entity("attendance")
    assert record.field(part.options["lead"]).holders == ("employer",)
    assert record.access["employer"].read is Reach.OWN
    assert spec.entity(str(record.field(part.options["at"]).target)).access["employer"].create


def test_ones_own_rows_are_called_by_their_day_and_those_of_others_by_their_name():
    page = compile_app(read(JOBS))["frontend/src/pages/DashboardPage.tsx"]
    row = "item={(row) => row.student === user.id ? formatDate(row.attended_on) : api.attendances.title(row)}"
    assert row in " ".join(str(page).split())
    assert "<ClockCard onChange={() => setChanges(changes + 1)} />" in page


def test_a_daily_check_in_counts_days_in_a_row():
    spec = read("A habit tracker with daily check-in and streaks")
    assert clocked(spec).entity == "daily_check_in"
    files = compile_app(spec)
    assert "def days_in_a_row(" in files["backend/app/routes/clock.py"]
    assert '@router.post("/out")' not in files["backend/app/routes/clock.py"]


def test_demonstration_times_agree_with_the_hours():
    record = read("Bakers clock in and out, the manager sees the hours").entity("attendance")
    for row in record.samples:
        away = row["status"] in {"absent", "excused"}
        assert away == (row["time_in"] is None) == (row["time_out"] is None) == (row["hours_worked"] is None)
    assert record.samples[0]["hours_worked"] == 8.05


ROUTES, HOURS = "backend/app/routes/clock.py", "backend/app/clocking.py"
MUTATIONS = [
    (ROUTES, "if user.role not in WHO:", "if False:"),
    (ROUTES, "if present(db, user) is None:", "if True:"),
    (ROUTES, ">= since else None", ">= datetime.min else None"),
    (ROUTES, "Attendance.student_id == user.id,", ""),
    (ROUTES, "if place not in known:", "if False:"),
    (ROUTES, "employer_id=offers.id if", "employer_id=None if"),
    (HOURS, "if changed and not entered:", "if False:"),
    (HOURS, "if length < timedelta() else length", "if False else length"),
]


@pytest.mark.slow
async def test_its_tests_pass_and_taking_out_a_rule_makes_one_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool
):
    whole, survivors = await outcome(
        read(JOBS), "tests/test_clock.py", MUTATIONS, tools=(sandbox, toolchain), pool=pool
    )
    assert b"failed" not in whole
    assert survivors == []
