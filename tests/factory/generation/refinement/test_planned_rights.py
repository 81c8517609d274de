"""What an administrator has made of roles follows them, and the records that it is about, to their new names."""

import json

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.migration import MigrationContext
from alembic.operations import Operations

from millwright.factory.generation import read
from millwright.factory.generation.refinement import refine
from millwright.factory.generation.refinement.migration import migration_files
from millwright.factory.generation.spec import AppSpec

SCHOOL = "A school tool with role and permission management. Teachers add grades. Clerks keep salaries."
NOTHING = {"read": "none", "create": False, "update": "none", "delete": "none"}
"""What a plan says of each kind of record here."""


@pytest.mark.parametrize(
    ("wish", "plans"),
    [
        ("rename the teacher role to tutor", [("tutor", "tutor"), ("own-2", "tutor")]),
        (
            "rename the teacher role to tutor; rename the clerk role to teacher",
            [("tutor", "tutor"), ("own-2", "tutor")],
        ),
        ("remove the teacher role", [("own-2", "clerk")]),
    ],
)
def test_what_was_taken_from_a_role_is_not_given_back_by_another_name(wish: str, plans: list[tuple[str, str]]) -> None:
    assert refined(read(SCHOOL), wish) == [(key, base, ["grade", "salary"]) for key, base in plans]


def test_what_was_refused_of_records_stays_refused_when_they_are_renamed() -> None:
    assert refined(read(SCHOOL), "rename salaries to wages") == [
        ("teacher", "teacher", ["grade", "wage"]),
        ("own-2", "teacher", ["grade", "wage"]),
    ]


def refined(before: AppSpec, wish: str) -> list[tuple[str, str, list[str]]]:
    """The plans of a teacher and of an own role after it, and of what they speak, when the wish is fulfilled."""
    found = refine(before, wish)
    first = {"backend/app/migrations/versions/0001_a.py": b'revision = "0001"\ndown_revision = None\n'}
    (text,) = migration_files(before, found.spec, found.renames, versions=first, title="x").values()
    engine = sa.create_engine("sqlite://")
    with engine.begin() as db:
        for table in ("users (email, role, active)", "role_plans (id, role_key unique, base_role, rights)"):
            db.execute(sa.text(f"create table {table}"))
        rights = json.dumps({"grade": NOTHING, "salary": NOTHING}, sort_keys=True)
        for number, key in enumerate(("teacher", "own-2")):
            values = {"id": number, "key": key, "rights": rights}
            db.execute(sa.text("insert into role_plans values (:id, :key, 'teacher', :rights)"), values)
        with Operations.context(MigrationContext.configure(db)):
            made: dict[str, object] = {"op": op}
            exec("\n".join(_of_plans(text)), {"sa": sa}, made)  # noqa: S102 - our own statements, in memory
        plans = db.execute(sa.text("select role_key, base_role, rights from role_plans order by id")).all()
    return [(key, base, sorted(json.loads(said))) for key, base, said in plans]


def _of_plans(migration: str) -> list[str]:
    lines = [line.strip() for line in migration.partition("def downgrade")[0].splitlines()]
    return [line for line in lines if "role_plans" in line]
