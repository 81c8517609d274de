"""Numbers that an application gives itself, as its tables give them: `counted` of its models."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, String, create_engine, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from millwright.factory.generation.compiler.rendering import render


class Numbered:
    """A table whose rows are numbered, in a file."""

    def __init__(self, path: Path) -> None:
        models: dict[str, Any] = {"__name__": "models"}
        exec(render("backend/app/models/base.py.j2", types=frozenset[str](), counted=True), models)  # noqa: S102
        columns = {
            "__tablename__": "rows",
            "__annotations__": {"number": Mapped[str]},
            "number": mapped_column(String(200), default=models["counted"]("SO-0041"), unique=True),
            "owner_id": None,
        }
        model: Any = type("Row", (models["RecordMixin"], models["Base"]), columns)
        self.table = model.__table__
        self.engine: Engine = create_engine(f"sqlite:///{path / 'rows.db'}")
        models["Base"].metadata.create_all(self.engine)

    def add(self, number: str | None = None) -> str:
        given = {} if number is None else {"number": number}
        with self.engine.begin() as connection:
            made = connection.execute(insert(self.table).values(given).returning(self.table.c.id)).scalar_one()
            return connection.execute(select(self.table.c.number).where(self.table.c.id == made)).scalar_one()


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Numbered]:
    numbered = Numbered(tmp_path)
    yield numbered
    numbered.engine.dispose()


def test_rows_are_numbered_from_the_first_on(rows: Numbered) -> None:
    assert [rows.add(), rows.add(), rows.add("SO-0100"), rows.add()] == ["SO-0041", "SO-0042", "SO-0100", "SO-0101"]


def test_those_who_add_at_once_get_different_numbers(rows: Numbered) -> None:
    rows.add()
    with ThreadPoolExecutor(8) as pool:
        given = [one.result() for one in [pool.submit(rows.add) for _ in range(24)]]
    assert sorted(given) == [f"SO-{number:04}" for number in range(42, 66)]


@pytest.mark.parametrize("written", ["SO-12-B", "SO-", "SO-9223372036854775807", "SO-" + "9" * 60, "SO--7", "XX-900"])
def test_what_is_written_otherwise_is_not_counted_on_from(rows: Numbered, written: str) -> None:
    rows.add(written)
    assert [rows.add(), rows.add()] == ["SO-0041", "SO-0042"]
