"""An app's data: snapshots before migrations, the way back, and what a crash leaves behind."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest

from millwright.factory.deployments.app_data import MAX_SNAPSHOTS, AppData, Plan, schema_of
from millwright.kit.errors import DomainError
from millwright.kit.ids import new_id

FIRST = frozenset({"0001:a"})
SECOND = FIRST | {"0002:b"}
OTHER = FIRST | {"0002:c"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path


def write(home: Path, text: str) -> None:
    (home / "data" / "app.db").write_text(text)


def read(home: Path) -> str:
    return (home / "data" / "app.db").read_text()


def serving(home: Path, schema: frozenset[str], text: str) -> AppData:
    data = AppData(home)
    write(home, text)
    data.settled(schema)
    return data


def migrate(home: Path, data: AppData, deployment: UUID | None = None) -> None:
    assert data.plan(SECOND, restore=False) is Plan.MIGRATE
    data.prepare(SECOND, deployment or new_id(), Plan.MIGRATE)
    write(home, "migrated")


def test_a_schema_is_told_by_the_names_and_contents_of_migrations(tmp_path: Path):
    folder = tmp_path / "backend/app/migrations/versions"
    folder.mkdir(parents=True)
    assert schema_of(tmp_path) == frozenset()
    (folder / "0001_initial.py").write_text("a")
    before = schema_of(tmp_path)
    (folder / "0001_initial.py").write_text("b")
    assert len(before | schema_of(tmp_path)) == 2


def test_data_of_the_same_schema_and_no_data_are_left_alone(home: Path):
    data = AppData(home)
    assert data.plan(FIRST, restore=False) is Plan.KEEP
    data = serving(home, FIRST, "rows")
    assert data.plan(FIRST, restore=False) is Plan.KEEP
    assert data.snapshots() == []


def test_a_migration_that_fails_is_undone(home: Path):
    data = serving(home, FIRST, "rows")
    migrate(home, data)
    data.undo()
    assert read(home) == "rows"
    assert data.plan(FIRST, restore=False) is Plan.KEEP


def test_after_a_migration_the_release_before_runs_only_on_the_data_of_before(home: Path):
    data = serving(home, FIRST, "rows")
    migrate(home, data)
    data.settled(SECOND)
    with pytest.raises(DomainError, match="0002") as refusal:
        data.plan(FIRST, restore=False)
    assert refusal.value.code == "data_newer"
    assert data.plan(FIRST, restore=True) is Plan.RESTORE
    data.prepare(FIRST, new_id(), Plan.RESTORE)
    assert read(home) == "rows"


def test_a_restoration_that_fails_is_undone_too(home: Path):
    data = serving(home, FIRST, "rows")
    migrate(home, data)
    data.settled(SECOND)
    data.prepare(FIRST, new_id(), Plan.RESTORE)
    data.undo()
    assert read(home) == "migrated"
    assert data.plan(SECOND, restore=False) is Plan.KEEP


def test_data_of_another_branch_is_refused_without_a_snapshot(home: Path):
    data = serving(home, OTHER, "rows")
    with pytest.raises(DomainError, match="no snapshot"):
        data.plan(SECOND, restore=True)


def test_whoever_served_before_a_crash_gets_its_data_back(home: Path):
    data = serving(home, FIRST, "rows")
    new, old = new_id(), new_id()
    migrate(home, data, new)
    AppData(home).fit(SECOND, new)
    assert read(home) == "migrated", "the one that migrates goes on"
    AppData(home).fit(FIRST, old)
    assert read(home) == "rows"


def test_a_release_that_was_never_marked_as_ready_leaves_no_data_that_the_one_before_cannot_read(home: Path):
    data = serving(home, FIRST, "rows")
    migrate(home, data)
    data.settled(SECOND)
    write(home, "rows of the release that served meanwhile")
    AppData(home).fit(FIRST, new_id())
    assert read(home) == "rows"
    latest = data.snapshots()[0]
    kept = home / "snapshots" / str(latest.id) / "data" / "app.db"
    assert (latest.schema_, kept.read_text()) == (SECOND, "rows of the release that served meanwhile")


def test_a_repeated_migration_starts_from_the_snapshot(home: Path):
    data = serving(home, FIRST, "rows")
    migrate(home, data)
    data.prepare(SECOND, new_id(), Plan.MIGRATE)
    assert read(home) == "rows"


def test_snapshots_are_few_and_follow_no_links(home: Path, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    data = serving(home, FIRST, "rows")
    (home / "data" / "link").symlink_to(secret)
    (home / "data" / "files").mkdir()
    (home / "data" / "files" / "one").write_text("1")
    for _ in range(MAX_SNAPSHOTS + 2):
        data.take()
    latest, *others = data.snapshots()
    assert len(others) == MAX_SNAPSHOTS - 1
    copied = home / "snapshots" / str(latest.id) / "data"
    assert sorted(path.name for path in copied.rglob("*")) == ["app.db", "files", "one"]


def test_a_rollback_finds_the_oldest_snapshot_however_many_came_after_it(home: Path):
    data = serving(home, FIRST, "rows")
    schema = FIRST
    for number in range(MAX_SNAPSHOTS):
        schema = schema | {f"{number + 2:04d}:x"}
        data.prepare(schema, new_id(), data.plan(schema, restore=False))
        write(home, f"migrated {number}")
        data.settled(schema)
    assert len(data.snapshots()) == MAX_SNAPSHOTS
    assert data.plan(FIRST, restore=True) is Plan.RESTORE
    data.prepare(FIRST, new_id(), Plan.RESTORE)
    assert read(home) == "rows"
    data.undo()
    assert read(home) == f"migrated {MAX_SNAPSHOTS - 1}"


def test_a_snapshot_that_was_not_finished_is_none(home: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_args: object, **_more: object) -> None:
        raise OSError("No space left on device")

    data = serving(home, FIRST, "rows")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        with pytest.raises(OSError, match="No space"):
            data.prepare(SECOND, new_id(), Plan.MIGRATE)
    assert (data.snapshots(), list((home / "snapshots").glob("*"))) == ([], [])
    data.undo()
    assert read(home) == "rows"
    assert len({data.take().id, *(found.id for found in data.snapshots())}) == 1
