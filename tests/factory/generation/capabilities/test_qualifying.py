"""What people need first: who has no approved certificate or training does not book or borrow."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler import compile_app
from millwright.factory.generation.spec import Reach

_TRAINING = (
    "A makerspace. Members reserve machines. Only members who have completed the safety training can reserve machines."
)


@pytest.mark.parametrize(
    ("prompt", "name", "record", "about"),
    [
        (_TRAINING, "Safety training", "booking", ""),
        (
            "A climbing hall website where guests book courses. Guests without a medical certificate cannot book.",
            "Medical certificate",
            "booking",
            "",
        ),
        (
            "A tool library. Members borrow tools. Only members with an approved qualification may borrow tools.",
            "Qualification",
            "rental",
            "",
        ),
        (
            "A car sharing site: members rent cars by day. Users whose driving licence has expired cannot rent.",
            "Driving licence",
            "rental",
            "",
        ),
        (
            "Researchers book microscopes. Only users who have passed the training of a microscope can book it.",
            "Training",
            "booking",
            "microscope",
        ),
        (
            "An instrument sharing platform. Users apply for operation qualification and reserve instruments.",
            "Qualification",
            "booking",
            "instrument",
        ),
    ],
)
def test_what_is_needed_first_is_applied_for_and_approved(prompt: str, name: str, record: str, about: str) -> None:
    spec = read(prompt)
    part = spec.parts_of("qualifying")[0]
    proof = spec.entity(str(part.entity))

    assert (proof.label, part.options["record"]) == (name, record)
    assert bool(about) == ("about" in part.options)
    assert part.options.get("about", "").endswith(about)
    steps = next(one.options for one in spec.parts_of("workflow") if one.entity == proof.name)
    assert {"approve", "reject"} <= steps.keys()
    booking = next(iter(spec.parts_of("booking")), None)
    assert booking is None or booking.options["guests"] == "no"
    assert all(spec.access(role, proof).read is Reach.OWN for role in spec.roles if role.signup)


@pytest.mark.parametrize(
    "prompt",
    [
        "A training company website where customers book courses and get a certificate.",
        "A factory website: company introduction, product display, qualification certificates and contact.",
        "A clinic. Patients book appointments with doctors, and see the certificates of doctors.",
    ],
)
def test_certificates_that_are_only_shown_are_needed_by_nobody(prompt: str) -> None:
    assert not read(prompt).parts_of("qualifying")


def test_where_nothing_is_booked_what_is_needed_is_told_as_not_built() -> None:
    spec = read("A diving club keeps dives. Members must upload a diving licence before joining the club's wall.")

    assert not spec.parts_of("qualifying")
    assert any("licence" in reason.subject for reason in spec.not_built)


def test_the_rule_holds_whichever_page_rows_come_from() -> None:
    files = compile_app(read(_TRAINING))

    assert 'event.listens_for(Session, "before_flush")' in files["backend/app/qualifying.py"]
    assert "You need an approved safety training first." in files["backend/app/qualifying.py"]
    assert "Apply" in files["frontend/src/components/qualifying/QualifiedMachine.tsx"]
