"""Pictures and telephone numbers of people who have accounts."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.refinement.migration import migration_files

ASKED = (
    "A backend to manage orders and products. Users should be able to upload avatars.",
    "A backend to manage orders and products, where staff change phone numbers and passwords of their own",
    "A clinic with patients and appointments, and a personal center for everybody",
    "A task app with registration, login and personal information management",
)
NOT_ASKED = (
    "A backend to manage orders and products, where staff change their password",
    "A backend to manage orders and customers with a phone number",
    "A task app with projects, but no avatars",
)


@pytest.mark.parametrize("prompt", ASKED)
def test_who_asks_for_them_gets_both(prompt: str) -> None:
    spec = read(prompt)
    assert len(spec.parts_of("person_details")) == 1
    files = compile_app(spec)
    assert "phone: Mapped[str | None]" in files["backend/app/models/user.py"]
    assert "<PictureForm" in files["frontend/src/pages/AccountPage.tsx"]
    assert not any("avatar" in reason.subject.lower() for reason in spec.not_built)


@pytest.mark.parametrize("prompt", NOT_ASKED)
def test_nobody_else_does(prompt: str) -> None:
    spec = read(prompt)
    assert not spec.parts_of("person_details")
    files = compile_app(spec)
    assert "phone" not in files["backend/app/models/user.py"]
    assert not any("Portrait" in text for text in files.values())


def test_a_number_that_is_to_be_verified_is_kept_and_the_rest_said() -> None:
    spec = read("A backend to manage orders and products with phone number verification")
    assert spec.parts_of("person_details")
    (reason,) = [one for one in spec.not_built if "phone" in one.subject.lower()]
    assert "accounts keep a telephone number" in reason.because


def test_accounts_that_are_there_get_the_columns() -> None:
    before = read(NOT_ASKED[0])
    refined = refine(before, "Add avatars")
    compiled = {path: text.encode() for path, text in compile_app(before).items()}
    versions = {path: text for path, text in compiled.items() if "/versions/" in path}
    files = migration_files(before, refined.spec, refined.renames, versions=versions, title="Avatars")
    (text,) = files.values()
    assert "table.add_column(sa.Column('portrait_name', sa.String(32)))" in text
    assert "table.drop_column('phone')" in text
