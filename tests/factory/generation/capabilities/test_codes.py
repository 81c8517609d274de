"""QR codes and codes of forms: what asks for them, what does not, and that the generated rules hold."""

import pytest

from millwright.factory.generation import AppSpec, read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.spec import Reach
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.factory.sandbox.workers import PythonPool
from tests.factory.generation.capabilities.mutations import Mutation, outcome

TEACHERS = (
    "A recruitment tool for schools. Teachers generate sharing codes, and students fill in their information through "
    "the code."
)
AGENTS = "An insurance agency: agents generate application links, and customers fill in the application."
FEEDBACK = "A restaurant with a menu. Guests scan the QR code on the table and submit feedback."
GALLERY = (
    "An art gallery site showing paintings and artists. Every painting has a QR code that visitors scan at the wall."
)
DEVICES = "An asset register with devices and locations. Print a QR code for each device."


def qr(spec: AppSpec) -> dict[str | None, dict[str, str]]:
    return {part.entity: part.options for part in spec.parts_of("qr_codes")}


def coded(spec: AppSpec) -> list[tuple[str | None, str]]:
    return [(part.entity, part.options.get("makers", "").removeprefix("yes ")) for part in spec.parts_of("form_codes")]


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        (GALLERY, {"painting": {"record": "yes"}, None: {"scan": "yes"}}),
        (DEVICES, {"device": {"record": "yes"}}),
        ("A personal portfolio site with projects and skills, shared by QR code.", {None: {"page": "yes"}}),
        ("A stock tool with products and bins. Staff scan codes with the camera.", {None: {"scan": "yes"}}),
        ("A soap shop with a cart. Customers pay by QR code.", {}),
        ("A library with books and loans. Staff scan the barcode to lend a book.", {}),
        ("A code review tool with pull requests and reviewers.", {}),
        ("A plant shop with discount codes and vouchers.", {}),
    ],
)
def test_pages_have_qr_codes_where_these_are_asked_for(prompt: str, found: dict[str | None, dict[str, str]]) -> None:
    assert qr(read(prompt)) == found


def test_what_a_qr_code_replaces_is_no_text_to_type() -> None:
    assert not [field.name for field in read(GALLERY).entity("painting").fields if "qr" in field.name]


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        (TEACHERS, [("student_registration", "teacher")]),
        (AGENTS, [("application", "agent")]),
        (FEEDBACK, [("feedback_entry", "")]),
        (GALLERY, []),
        ("A site for events. People register for an event and get a QR code, and organisers scan it.", []),
        ("A shop for plants with discount codes.", []),
        ("A registration system for vehicles with registration number and owner.", []),
    ],
)
def test_others_fill_in_a_form_by_a_code_where_that_is_asked_for(prompt: str, found: list[tuple[str, str]]) -> None:
    spec = read(prompt)
    assert coded(spec) == found
    assert not [reason.subject for reason in spec.not_built if "code" in reason.subject]


@pytest.mark.parametrize(
    ("prompt", "found"),
    [
        ("A cinema with films. Tickets have a QR code which is scanned at the entrance.", ["event_ticket"]),
        ("A gym with classes; members book classes and check in with a QR code.", ["booking"]),
        ("Events with places. People register for an event and get a QR code ticket.", ["registration"]),
        (
            "A gym site. Members book classes, tickets are checked in by QR code at the entrance, members buy drinks.",
            ["event_ticket"],
        ),
        ("A hotel site with rooms, check-in dates and check-out dates.", []),
        ("A tool for staff attendance with check-in and check-out.", []),
        (GALLERY, []),
        (FEEDBACK, []),
    ],
)
def test_people_check_in_by_a_code_where_that_is_asked_for(prompt: str, found: list[str]) -> None:
    spec = read(prompt)
    assert [part.entity for part in spec.parts_of("check_in")] == found
    assert not [
        f.name for one in spec.parts_of("check_in") for f in spec.entity(str(one.entity)).fields if "qr" in f.name
    ]
    assert not [reason.subject for reason in spec.not_built if "code" in reason.subject]


def test_tickets_that_others_check_in_are_nobody_s_attendance() -> None:
    spec = read("A gym site. Members book classes, tickets are checked in by QR code at the entrance.")
    assert [part.capability for part in spec.parts if part.capability in {"check_in", "clocking"}] == ["check_in"]


def test_makers_see_what_came_through_their_codes_and_nobody_else_does() -> None:
    spec = read(TEACHERS)
    record = spec.entity("student_registration")
    rights = {role.name: spec.access(role, record) for role in spec.roles}
    assert (rights["teacher"].read, rights["teacher"].update) == (Reach.OWN, Reach.OWN)
    assert rights["student"].read is Reach.NONE


def test_a_code_tells_of_what_its_rows_refer_to() -> None:
    spec = read(
        "A kindergarten with groups and children. Staff create registration codes for parents to register children."
    )
    assert "group_record" in [field.name for field in spec.entity("child_code").fields]
    routes = compile_app(spec)["backend/app/routes/child_codes.py"]
    assert '"group_record": known.group_record_id' in routes
    assert "group_record" not in routes[routes.index("class SentIn") : routes.index("def maker")]


def test_payments_by_code_and_barcodes_stay_listed_as_not_built() -> None:
    said = [reason.subject for reason in read("A soap shop with a cart. Customers pay by QR code.").not_built]
    assert said == ["pay by QR code"]
    assert "barcode" in [r.subject for r in read("A library with books. Staff scan the barcode.").not_built]


def test_an_application_with_codes_is_refined_like_any_other() -> None:
    spec = refine(read(TEACHERS), "Add a birthday to student registrations").spec
    files = compile_app(spec)
    assert "birthday" in files["backend/app/routes/student_registration_codes.py"]
    renamed = refine(spec, "Rename student registrations to pupils").spec
    assert coded(renamed) == [(renamed.entities[[e.label for e in renamed.entities].index("Pupil")].name, "teacher")]
    tutors = refine(renamed, "Rename the teacher role to tutor").spec
    assert [makers for _, makers in coded(tutors)] == ["tutor"]
    compile_app(tutors)


FORM, DOOR = (f"backend/app/routes/{name}.py" for name in ("student_registration_codes", "event_ticket_passes"))
CINEMA = "A cinema with films. Tickets have a QR code which is scanned at the entrance."
FORM_RULES: list[Mutation] = [
    (FORM, "if user.role not in MAKERS:", "if False:"),
    (FORM, "return found if user.role is", "return found if True or user.role is"),
    (FORM, "known.ends_on >= today()", "True"),
    (FORM, "not known.withdrawn and", ""),
    (FORM, "guesses.failed(address)", "pass"),
    (FORM, "not owner.active or", ""),
    (
        FORM,
        "create_student_registration(whole, db, owner)",
        "create_student_registration(whole, db, db.get_one(User, 1))",
    ),
]
DOOR_RULES: list[Mutation] = [
    (DOOR, "if before is None:", "if True:"),
    (DOOR, "if row.status in GONE:", "if False:"),
    (DOOR, "    if not in_charge(user):\n        raise Forbidden", "    pass"),
    (DOOR, "    if known is None:\n        known =", "    if True:\n        known ="),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prompt", "tests", "rules"),
    [
        (TEACHERS, "tests/test_student_registration_codes.py", FORM_RULES),
        (CINEMA, "tests/test_event_ticket_passes.py", DOOR_RULES),
    ],
    ids=["forms", "doors"],
)
async def test_taking_out_a_rule_makes_a_test_fail(
    sandbox: Sandbox, toolchain: Toolchain, pool: PythonPool, prompt: str, tests: str, rules: list[Mutation]
) -> None:
    whole, survivors = await outcome(read(prompt), tests, rules, tools=(sandbox, toolchain), pool=pool)
    assert b"failed" not in whole
    assert b" passed" in whole
    assert survivors == []


def test_a_pass_belongs_to_somebody_whoever_may_see_them() -> None:
    spec = read("A museum where guests have registrations that are checked in by QR code")
    (part,) = spec.parts_of("check_in")
    assert spec.entity(part.options["passes"]).field("subject").required
