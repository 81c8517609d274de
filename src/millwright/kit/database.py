"""The database: what tables are made of, and sessions that are one transaction each."""

import json
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from enum import Enum as PythonEnum
from enum import StrEnum
from typing import Protocol, cast
from uuid import UUID

import asyncpg
from sqlalchemy import DateTime, Enum, MetaData, Text, event, func
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from millwright.kit.ids import new_id

_SERVER_SETTINGS = {
    "application_name": "millwright",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}

DATABASE_FAULTS = (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""What may be raised when the database cannot be reached or refuses a statement."""

_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def _values(states: type[PythonEnum]) -> list[str]:
    return [str(state.value) for state in states]


class Base(DeclarativeBase):
    """The parent of every table: constraints have predictable names, instants a zone, states are kept as words."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as it is
        datetime: DateTime(timezone=True),
        str: Text(),
        StrEnum: Enum(StrEnum, native_enum=False, create_constraint=False, length=40, values_callable=_values),
    }


class WithId:
    """A table whose rows are named by a UUIDv7."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


class WithCreatedAt:
    """A table whose rows know when they were made."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=100)


def sql_url(url: str, driver: str = "asyncpg") -> URL:
    """The address of a Postgres server as SQLAlchemy wants it for `driver`, from any common spelling."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername=f"postgresql+{driver}")
    mode = parsed.query.get("sslmode")
    if driver == "asyncpg" and mode is not None:  # asyncpg has another word for it
        parsed = parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return parsed


class Database:
    """Connections to one Postgres server."""

    def __init__(self, url: str, *, pool_size: int = 10, max_overflow: int = 20) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            sql_url(url),
            pool_size=pool_size,
            max_overflow=max_overflow,
            pool_timeout=10,
            connect_args={"server_settings": _SERVER_SETTINGS},
            json_serializer=_to_json,
            hide_parameters=True,  # which errors would say in the log
        )
        event.listen(self.engine.sync_engine, "checkout", _refuse_closed)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._readers = async_sessionmaker(reading, expire_on_commit=False, autoflush=False)

    @asynccontextmanager
    async def session(self) -> AsyncGenerator[AsyncSession]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        """For reading alone: each statement is a transaction of its own, which saves the two round trips around it."""
        async with self._readers() as session:
            yield session

    @property
    def connections(self) -> int:
        """How many connections this process holds open, in use or not."""
        pool = self.engine.pool
        return pool.checkedin() + pool.checkedout() if isinstance(pool, QueuePool) else 0

    @property
    def connections_in_use(self) -> int:
        """How many of them a session holds now."""
        pool = self.engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    async def close(self) -> None:
        """Ends all connections."""
        await self.engine.dispose()


class _Driver(Protocol):
    """What we ask of asyncpg's connections, which are untyped."""

    def is_closed(self) -> bool: ...


def _refuse_closed(connection: PoolProxiedConnection, _record: object, _proxy: object) -> None:
    """Has the pool connect anew where the server has closed a connection meanwhile: asyncpg knows without asking."""
    if cast("_Driver", connection.driver_connection).is_closed():
        raise DisconnectionError


def _to_json(value: object) -> str:
    """JSON that Postgres takes: NUL and halves of surrogate pairs, which it cannot keep, are replaced."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if "\\u0000" in text:
        text = _NUL.sub(r"\1\\ufffd", text)
    return text if text.isascii() else text.encode(errors="replace").decode()
