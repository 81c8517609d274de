"""What runs out: the records that a reminder names, the day by which it is told, and the rows of the demonstration."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.duties import expiry_of
from millwright.factory.generation.spec import Part

POLICIES = (
    "A CRM for insurance agents: register policies with premium and expiration date, and view the list of policies to "
    "be renewed within 30 days."
)


def reminded(prompt: str) -> Part:
    return next(part for part in read(prompt).parts_of("worklist") if "by" in part.options)


@pytest.mark.parametrize(
    ("prompt", "record", "days"),
    [
        (
            "A gym customer management system that reminds sales staff of the cards about to expire.",
            "membership_card",
            30,
        ),
        ("HR software. The system should remind HR of contracts about to expire.", "employment_contract", 30),
        (POLICIES, "insurance_policy", 30),
        ("Contracts with party and expiration date; staff view contracts expiring within 60 days.", "contract", 60),
        (
            "A certificate system that reminds administrators of certificates expiring in 45 days.",
            "certificate",
            45,
        ),
    ],
)
def test_what_people_are_reminded_of_is_listed_with_the_day(prompt: str, record: str, days: int):
    part = reminded(prompt)
    assert (part.entity, part.options["days"]) == (record, f"next_{days}")
    rows = [row.get(part.options["by"]) for row in read(prompt).entity(record).samples]
    assert "+6d" in rows


def test_rows_that_run_out_say_so_unless_their_state_does():
    card = read("A gym with membership card management").entity("membership_card")
    expiry = expiry_of(card)
    assert expiry is not None
    assert (expiry.by.name, expiry.expires) == ("valid_until", True)
    assert expiry.open == "row.status !== 'expired'"


def test_a_policy_is_insurance_only_where_the_prompt_speaks_of_it():
    spec = read("HR system: employees read policies and rules, managers approve leave requests")
    assert {"category", "body"} <= {field.name for field in spec.entity("policy").fields}
