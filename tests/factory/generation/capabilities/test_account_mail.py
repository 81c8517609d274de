"""Mail about accounts: forgotten passwords and confirmed addresses."""

import pytest

from millwright.factory.generation import read


@pytest.mark.parametrize(
    ("prompt", "verifies"),
    [
        ("Implement user registration with email verification", True),
        ("A club website where members register, log in and recover a forgotten password", False),
        ("An internal stock system for warehouse staff with password recovery", False),
        ("A clinic system with patients. Users can reset their password if they forget it.", False),
        ("A school system with students; if users forget their password they get a link", False),
        ("A library system with books, loans and resetting of passwords", False),
        ("A website for bookings with registration, login, password modification and retrieval", False),
        ("A hotel system with rooms supporting user login, forget password, and registration", False),
    ],
)
def test_what_is_asked_of_mail_about_accounts_is_built(prompt: str, verifies: bool):
    spec = read(prompt)
    (part,) = spec.parts_of("account_mail")
    assert ("verification" in part.options) == verifies
    assert {entity.name for entity in spec.entities if entity.internal} >= {"mail_token", "kept_mail"}
    assert not any("password" in reason.subject.lower() for reason in spec.not_built)


def test_a_second_factor_is_listed_as_not_built():
    spec = read("A club website where members register with two-factor codes")
    assert not spec.parts_of("account_mail")
    assert any("two-factor" in reason.subject.lower() for reason in spec.not_built)
