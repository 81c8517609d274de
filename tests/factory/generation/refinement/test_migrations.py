"""Migrations of refinements, with rows in place: the tables become those of the models, and the rows are there."""

from pathlib import Path

import pytest

from millwright.factory.generation.refinement import Refinement, refine
from millwright.factory.generation.refinement.altering import in_order
from millwright.factory.generation.refinement.migration import VERSIONS, migration_files
from millwright.factory.generation.spec import AppSpec, FieldType
from millwright.factory.sandbox import Sandbox
from millwright.factory.sandbox.toolchain import Toolchain
from millwright.kit.errors import DomainError
from tests.factory.generation.refinement.test_reading import tasks
from tests.factory.generation.refinement.world import Ground, Tree, backend, refined

pytestmark = pytest.mark.slow
FILLED = """
DAY = "'2026-05-04 10:00:00'"
for statement in (
    "insert into users (email, name, role, password_hash, active, created_at) values "
    "('owner@demo.example', 'Demo owner', 'owner', 'hash', 1, DAY), "
    "('e@example.com', 'E', 'employee', 'hash', 1, DAY)",
    "insert into sessions values ('token', 2, DAY)",
    "insert into clients (name, phone, owner_id, created_at, updated_at) values ('Acme', '12345', 2, DAY, DAY)",
    "insert into tasks (title, due_date, status, budget, client_id, owner_id, created_at, updated_at) values "
    "('First', '2026-06-01', 'done', 12.5, 1, 2, DAY, DAY), ('7', null, 'to_do', null, null, null, DAY, DAY)",
):
    db.execute(text(statement.replace("DAY", DAY)))
db.commit()
answer = difference()
"""
BACK = """
db.close()
config = Config()
config.set_main_option("script_location", str(MIGRATIONS))
with engine.begin() as connection:
    config.attributes["connection"] = connection
    downgrade(config, "0001")
db = engine.connect()
answer = rows("select title, status, client_id from tasks order by id")
"""

DOOR = "0123456789abcdefghijkl/door.png"
PHOTO = """
db.execute(text("update tasks set photo = 'VALUE' where title = 'First'"))
db.commit()
answer = 0
"""


@pytest.fixture
async def ground(sandbox: Sandbox, toolchain: Toolchain, tmp_path: Path) -> Ground:
    """A database with two tasks, a client and two accounts."""
    folder = tmp_path / "data"
    folder.mkdir()
    made = Ground(sandbox, toolchain, folder)
    assert await made.run(backend(tasks()), FILLED) == []
    return made


def tree_of(found: Refinement, before: Tree | None = None, old: AppSpec | None = None) -> Tree:
    return refined(before or backend(tasks()), old or tasks(), found.spec, found.renames)


async def told(ground: Ground, wish: str, query: str) -> object:
    """What the query finds after the refinement, and how its tables differ from the models."""
    return await ground.run(tree_of(refine(tasks(), wish)), f"answer = [rows({query!r}), difference()]")


async def test_added_fields_are_empty_or_have_a_value_where_they_must(ground: Ground):
    wish = "add a required priority (low, high), a required review date, a note and a checkbox urgent to tasks"
    found = await told(ground, wish, "select title, priority, review_date, note, urgent from tasks")
    assert found == [[["First", "low", "2026-05-04", None, 0], ["7", "low", "2026-05-04", None, 0]], []]


async def test_renamed_records_and_fields_keep_their_rows_and_who_refers_to_them(ground: Ground):
    wish = "rename clients to customers and rename the title to summary"
    query = "select summary, customers.name from tasks left join customers on customers.id = customer_id"
    assert await told(ground, wish, query) == [[["First", "Acme"], ["7", None]], []]


async def test_nothing_that_refers_to_a_changed_table_is_lost(ground: Ground):
    found = await told(
        ground, "remove the phone from clients", "select client_id from tasks where client_id is not null"
    )
    assert found == [[[1]], []]
    tree = tree_of(refine(tasks(), "remove the phone from clients"))
    assert await ground.run(tree, "answer = rows('select token_hash from sessions') + rows('pragma foreign_keys')") == [
        ["token"],
        [1],
    ]


async def test_what_can_be_read_as_the_new_type_is_kept(ground: Ground):
    found = await told(ground, "make the title a whole number", "select title from tasks order by id")
    assert found == [[[0], [7]], []], "a required field has to have something where nothing could be read"
    await ground.run(tree_of(refine(tasks(), "make the title a whole number")), BACK)
    found = await told(
        ground, "make the budget text and make the due date text", "select budget from tasks order by id"
    )
    assert found == [[["12.50"], [None]], []]


async def test_a_choice_becomes_text_by_its_labels_and_text_a_choice(ground: Ground):
    wish = "make the status text"
    assert await told(ground, wish, "select status from tasks order by id") == [[["Done"], ["To do"]], []]
    found = refine(tasks(), wish)
    again = refine(found.spec, "change the status to a choice of to do, done, waiting")
    tree = tree_of(again, tree_of(found), found.spec)
    assert await ground.run(tree, "answer = [rows('select status from tasks order by id'), difference()]") == [
        [["done"], ["to_do"]],
        [],
    ]


async def test_values_of_a_choice_follow_their_new_names(ground: Ground):
    wish = "rename the status Done to Finished, remove the status To do"
    assert await told(ground, wish, "select status from tasks") == [[["finished"], ["finished"]], []]


async def test_values_roles_fields_and_tables_follow_a_chain_of_names_there_and_back(ground: Ground):
    first = refine(tasks(), "add a role manager; add a required stage (open, closed) to tasks")
    await ground.run(
        tree_of(first),
        """
        db.execute(text("update tasks set stage = 'closed' where title = 'First'"))
        db.commit()
        answer = 0
    """,
    )
    wish = (
        "rename the stage Closed to Archived; rename the stage Open to Closed; "
        "rename the manager role to boss; rename the employee role to manager; "
        "rename the title to summary; rename the budget to title; "
        "rename tasks to chores; rename clients to tasks"
    )
    chain = refine(first.spec, wish)
    assert not chain.not_done
    tree = tree_of(chain, tree_of(first), first.spec)
    there = "[rows('select summary, title, stage from chores'), rows('select name from tasks'), "
    accounts = "rows('select email, role from users order by id'), difference()]"
    assert await ground.run(tree, f"answer = {there}{accounts}") == [
        [["First", 12.5, "archived"], ["7", None, "closed"]],
        [["Acme"]],
        [["owner@demo.example", "owner"], ["e@example.com", "manager"], ["boss@demo.example", "boss"]],
        [],
    ]
    back = BACK.replace('"0001"', '"0002"')
    assert await ground.run(tree, back) == [["First", "done", 1], ["7", "to_do", None]]
    before = "[rows('select title, budget, stage from tasks'), rows('select name from clients'), "
    assert await ground.run(tree_of(first), f"answer = {before}{accounts}") == [
        [["First", 12.5, "closed"], ["7", None, "open"]],
        [["Acme"]],
        [["owner@demo.example", "owner"], ["e@example.com", "employee"], ["manager@demo.example", "manager"]],
        [],
    ]


async def test_a_name_of_something_removed_can_be_given_to_another(ground: Ground):
    wish = "remove the phone of clients; rename the name to phone"
    tree = tree_of(refine(tasks(), wish))
    assert await ground.run(tree, "answer = [rows('select phone from clients'), difference()]") == [[["Acme"]], []]
    assert await ground.run(tree, BACK) == [["First", "done", 1], ["7", "to_do", None]]
    assert await told(
        ground, "remove the clients; rename tasks to clients", "select title from clients order by id"
    ) == [
        [["First"], ["7"]],
        [],
    ]


def test_names_that_change_in_a_circle_step_aside():
    assert in_order({"a": "b", "b": "a"}) == [("a", "a_before"), ("b", "a"), ("a_before", "b")]
    assert in_order({"a": "b", "b": "c"}) == [("b", "c"), ("a", "b")]


async def test_removed_records_go_and_the_rest_stays(ground: Ground):
    found = await told(ground, "remove the clients", "select title from tasks order by id")
    assert found == [[["First"], ["7"]], []]


async def test_new_records_get_their_table(ground: Ground):
    assert await told(ground, "add suppliers with name and email", "select name from suppliers") == [[], []]


async def test_accounts_follow_their_role_and_a_demonstration_has_one_for_a_new_one(ground: Ground):
    wish = "rename the employee role to worker; add a role accountant"
    query = "select email, role, active from users order by id"
    assert await told(ground, wish, query) == [
        [
            ["owner@demo.example", "owner", 1],
            ["e@example.com", "worker", 1],
            ["accountant@demo.example", "accountant", 1],
        ],
        [],
    ]


async def test_accounts_of_a_removed_role_are_switched_off(ground: Ground):
    found = refine(tasks(), "add a role accountant")
    gone = refine(found.spec, "remove the employee role")
    tree = tree_of(gone, tree_of(found), found.spec)
    query = "select role, active from users where name = 'E'"
    assert await ground.run(tree, f"answer = rows({query!r})") == [["accountant", 0]]


async def test_a_migration_can_be_taken_back(ground: Ground):
    tree = tree_of(refine(tasks(), "rename clients to customers, add a size (small, large) to tasks"))
    assert await ground.run(tree, BACK) == [["First", "done", 1], ["7", "to_do", None]]
    assert await ground.run(backend(tasks()), "answer = difference()") == []


async def test_a_migration_that_fails_leaves_everything_as_it_was(ground: Ground):
    tree = tree_of(refine(tasks(), "rename clients to customers"))
    (path,) = (path for path in tree if "/0002_" in path)
    broken = tree | {
        path: tree[path].replace(b"\n\n\ndef downgrade", b'\n    op.drop_table("absent")\n\n\ndef downgrade')
    }
    with pytest.raises(AssertionError, match="no such table: absent"):
        await ground.run(broken, "answer = 0")
    assert await ground.run(backend(tasks()), "answer = [rows('select name from clients'), difference()]") == [
        [["Acme"]],
        [],
    ]


def test_a_change_of_looks_needs_no_migration():
    found = refine(tasks(), "make it dark blue")
    assert migration_files(tasks(), found.spec, found.renames, versions={}, title="Dark") == {}


def test_two_last_migrations_are_refused():
    found = refine(tasks(), "add a note to tasks")
    versions = {f"{name}.py": f'revision = "{name}"\ndown_revision = "0001"\n'.encode() for name in ("2", "3")}
    with pytest.raises(DomainError, match="2 last migrations"):
        migration_files(tasks(), found.spec, found.renames, versions=versions, title="Note")


def test_a_migration_gets_a_number_that_none_has_had_and_reads_only_modules():
    found = refine(tasks(), "add a note to tasks")
    versions = {
        f"{VERSIONS}0001_initial.py": b'revision = "0001"\ndown_revision = None\n',
        f"{VERSIONS}0004_mine.py": b'revision = "0004"\ndown_revision = "0001"\n',
        f"{VERSIONS}notes.bin": b"\xff\xfe",
    }
    files = migration_files(tasks(), found.spec, found.renames, versions=versions, title="Note")
    assert list(files) == [f"{VERSIONS}0005_note.py"]
    assert 'revision = "0005"\ndown_revision = "0004"' in files[f"{VERSIONS}0005_note.py"]


async def test_a_picture_becomes_the_first_of_several_and_the_first_becomes_the_picture(ground: Ground):
    first = refine(tasks(), "add a photo to tasks")
    await ground.run(tree_of(first), PHOTO.replace("VALUE", DOOR))
    several = refine(first.spec, "add photos to tasks")
    photo = several.spec.entity("task").field("photo")
    assert (photo.type, photo.label) == (FieldType.IMAGES, "Photos")
    tree = tree_of(several, tree_of(first), first.spec)
    query = "answer = [rows('select photo from tasks order by id'), difference()]"
    assert await ground.run(tree, query) == [[[f"|{DOOR}|"], [None]], []]
    await ground.run(tree, PHOTO.replace("VALUE", f"|{DOOR}|{DOOR.replace('door', 'window')}|"))
    assert await ground.run(tree, BACK.replace('"0001"', '"0002"')) == [["First", "done", 1], ["7", "to_do", None]]
    assert await ground.run(tree_of(first), query) == [[[DOOR], [None]], []]


async def test_pictures_that_are_added_are_an_empty_list(ground: Ground):
    assert await told(ground, "add photos to tasks", "select photos from tasks") == [[[None], [None]], []]
