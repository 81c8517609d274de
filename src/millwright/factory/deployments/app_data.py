"""The data of one app: which migrations it has been through, its snapshots, and the way back.

A release that brings migrations along gets the data to itself, after a snapshot; one that does not know all that the
data has been through can run only on the data of an earlier day. What is under way is written down first, so that
whoever finds the folder after a crash knows how to put it right.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Set
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel

from millwright.kit.errors import DomainError, Kind
from millwright.kit.ids import new_id

MAX_SNAPSHOTS = 5
"""Snapshots of one app; the oldest go first."""
_VERSIONS = "backend/app/migrations/versions"


class Plan(StrEnum):
    """What a release needs of the data: nothing, to migrate it, or that of an earlier day."""

    KEEP = "keep"
    MIGRATE = "migrate"
    RESTORE = "restore"


class Snapshot(BaseModel):
    """A copy of the data, with the migrations that it had been through."""

    id: UUID
    schema_: frozenset[str]
    taken_at: datetime


class _Pending(BaseModel):
    """What goes back to which snapshot unless `deployment` answers; `restoring` when it is going back already."""

    snapshot: UUID
    deployment: UUID
    restoring: bool = False


class _State(BaseModel):
    schema_: frozenset[str] | None = None
    pending: _Pending | None = None


def schema_of(code: Path) -> frozenset[str]:
    """The migrations that an unpacked artefact brings along, each by its name and contents."""
    found = sorted((code / _VERSIONS).glob("*.py"))
    return frozenset(f"{path.stem}:{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in found)


class AppData:
    """The data below `home`. Its verbs block; nothing runs on the data while one that changes it does."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._data = home / "data"
        self._snapshots = home / "snapshots"
        self._state = home / "state.json"

    def plan(self, schema: frozenset[str], *, restore: bool) -> Plan:
        """What a release with these migrations needs.

        Raises `DomainError` ``data_newer`` when the data has been through others, unless `restore` and there is a
        snapshot that has not.
        """
        state = self._read()
        if state.pending is None and (state.schema_ == schema or self._is_empty()):
            return Plan.KEEP
        held = self._load(state.pending.snapshot).schema_ if state.pending else state.schema_
        if held is None or held <= schema:
            return Plan.MIGRATE
        if restore and self._latest_within(schema) is not None:
            return Plan.RESTORE
        raise _newer(held - schema, lost=restore)

    def prepare(self, schema: frozenset[str], deployment: UUID, plan: Plan) -> None:
        """Takes a snapshot, and puts the data of an earlier day in place where that is the plan."""
        self.undo()
        state = self._read()
        earlier = self._latest_within(schema) if plan is Plan.RESTORE else None
        kept = self._take({earlier.id} if earlier is not None else frozenset())
        self._write(_State(schema_=state.schema_, pending=_Pending(snapshot=kept.id, deployment=deployment)))
        if earlier is not None:
            self._put_in_place(earlier)

    def settled(self, schema: frozenset[str]) -> None:
        """Notes that a release with these migrations runs on the data now."""
        state = _State(schema_=schema)
        if self._read() != state:
            self._write(state)

    def undo(self) -> None:
        """Brings the data back to the snapshot before an unfinished change; nothing when there is none."""
        state = self._read()
        if state.pending is None:
            return
        snapshot = self._load(state.pending.snapshot)
        self._put_in_place(snapshot)
        self._write(_State(schema_=snapshot.schema_))

    def fit(self, schema: frozenset[str], deployment: UUID) -> None:
        """Puts right what a crash left behind, for a release that ran before: the data has to be its own.

        Rows that no migration under way accounts for are in a snapshot before others take their place.
        """
        state = self._read()
        if state.pending is not None and (state.pending.restoring or state.pending.deployment != deployment):
            self.undo()
            state = self._read()
        if state.pending is None and state.schema_ is not None and not state.schema_ <= schema:
            earlier = self._latest_within(schema)
            if earlier is not None:
                self._take({earlier.id})
                pending = _Pending(snapshot=earlier.id, deployment=deployment, restoring=True)
                self._write(_State(schema_=state.schema_, pending=pending))
                self.undo()

    def take(self) -> Snapshot:
        """A snapshot of the data as it is now; the oldest beyond `MAX_SNAPSHOTS` go, but none that is waited for."""
        return self._take(frozenset())

    def _take(self, needed: Set[UUID]) -> Snapshot:
        state = self._read()
        if state.pending is not None:
            needed = {*needed, state.pending.snapshot}
        schema = state.schema_ or frozenset()
        snapshot = Snapshot(id=new_id(), schema_=schema, taken_at=datetime.now(UTC))
        folder, unfinished = self._snapshots / str(snapshot.id), self._home / "snapshot.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy(self._data, unfinished / "data")
        (unfinished / "snapshot.json").write_text(snapshot.model_dump_json())
        self._snapshots.mkdir(parents=True, exist_ok=True)
        unfinished.rename(folder)
        for old in self.snapshots()[MAX_SNAPSHOTS:]:
            if old.id in needed:
                continue
            shutil.rmtree(self._snapshots / str(old.id), ignore_errors=True)
        return snapshot

    def snapshots(self) -> list[Snapshot]:
        """All snapshots, the latest first."""
        found = [Snapshot.model_validate_json(path.read_text()) for path in self._snapshots.glob("*/snapshot.json")]
        return sorted(found, key=lambda snapshot: snapshot.taken_at, reverse=True)

    def _latest_within(self, schema: frozenset[str]) -> Snapshot | None:
        """The latest snapshot that has been through these migrations and no others, most of them before fewer."""
        fitting = [snapshot for snapshot in self.snapshots() if snapshot.schema_ <= schema]
        return max(fitting, key=lambda snapshot: (len(snapshot.schema_), snapshot.taken_at), default=None)

    def _put_in_place(self, snapshot: Snapshot) -> None:
        new, old = self._home / "data.new", self._home / "data.old"
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        _copy(self._snapshots / str(snapshot.id) / "data", new)
        if self._data.exists():
            self._data.rename(old)
        new.rename(self._data)
        shutil.rmtree(old, ignore_errors=True)

    def _is_empty(self) -> bool:
        return not self._data.is_dir() or next(self._data.iterdir(), None) is None

    def _load(self, snapshot_id: UUID) -> Snapshot:
        return Snapshot.model_validate_json((self._snapshots / str(snapshot_id) / "snapshot.json").read_text())

    def _read(self) -> _State:
        return _State.model_validate_json(self._state.read_text()) if self._state.exists() else _State()

    def _write(self, state: _State) -> None:
        fresh = self._state.with_suffix(".new")
        fresh.write_text(state.model_dump_json())
        fresh.replace(self._state)


def _newer(migrations: frozenset[str], *, lost: bool) -> DomainError:
    names = ", ".join(sorted(name.partition(":")[0] for name in migrations))
    message = f"The data has been changed since by {names}, which this release does not know."
    if lost:
        message += " There is no snapshot from before."
    else:
        message += " It can run only on the data from before that."
    return DomainError("data_newer", Kind.CONFLICT, message)


def _copy(source: Path, target: Path) -> None:
    """Copies folders and plain files; an app could leave links and pipes, which nobody should follow."""
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o777)
    if not source.is_dir():
        return
    with os.scandir(source) as entries:
        listed = list(entries)
    for found in listed:
        mode = found.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            _copy(Path(found.path), target / found.name)
        elif stat.S_ISREG(mode):
            shutil.copyfile(found.path, target / found.name, follow_symlinks=False)
            # The release that follows may run as another user.
            (target / found.name).chmod(0o666)
