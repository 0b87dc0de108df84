"""One open transaction as the nouns see it: run a statement, lock a row; leaves commit and rollback to Store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    CursorResult,
    Executable,
    Row,
    Select,
    Table,
    Text,
    cast,
    func,
    text,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.near import NearConnection
from storage.unbroken import to_the_end

Values = dict[str, Any]


class Work:
    """Runs statements on one connection, the same way on both databases."""

    def __init__(self, connection: AsyncConnection | NearConnection, *, writing: bool) -> None:
        self.connection = connection
        self.writing = writing
        self.is_sqlite = connection.dialect.name == "sqlite"
        self.wakes = False
        """Whether the worker has something new to look at when this is committed."""

    async def rows(self, statement: Executable) -> Sequence[Row[Any]]:
        """Every row that the statement gives."""
        return (await self._run(statement)).all()

    async def row(self, statement: Executable) -> Row[Any] | None:
        """The first row, or None."""
        return (await self._run(statement)).first()

    async def value(self, statement: Executable) -> Any:  # noqa: ANN401 - whatever the column holds
        """The first column of the first row, or None."""
        return (await self._run(statement)).scalar()

    async def do(self, statement: Executable) -> None:
        """Run a statement whose result does not matter."""
        (await self._run(statement)).close()

    async def do_all(self, statement: Executable, values: list[Values]) -> None:
        """Run a statement once for each set of values; nothing at all when there are none."""
        if values:
            (await self._run(statement, values)).close()

    async def _run(self, statement: Executable, values: list[Values] | Values | None = None) -> CursorResult[Any]:
        call = self.connection.execute(statement, values)
        # On SQLite a statement ends before anybody can cancel it.
        return await (call if self.is_sqlite else to_the_end(call))

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT. RETURNING tells whether the row was new; rowcount does not with psycopg."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def put(self, table: Table, values: Values, *, keep: tuple[str, ...] = ()) -> Executable:
        """An INSERT that replaces what stands under the same primary key, except the columns in `keep`."""
        keys = [column.name for column in table.primary_key]
        rest = {name: value for name, value in values.items() if name not in keys and name not in keep}
        made = self.insert(table).values(**values)
        if not rest:
            return made.on_conflict_do_nothing(index_elements=keys)
        return made.on_conflict_do_update(index_elements=keys, set_=rest)

    def part(self, document: ColumnElement[Any], name: str) -> ColumnElement[Any]:
        """One field of a JSON document, as the database reads it: text, or a list or object as JSON; None when it is not there."""
        if self.is_sqlite:
            return func.json_extract(type_coerce(document, Text), f"$.{name}")
        return cast(type_coerce(document, Text), JSON).op("->>")(name)

    def locked(self, statement: Select[Any], *, skip: bool = False) -> Select[Any]:
        """The same SELECT, its rows kept from other writers until the end; SQLite has locked the whole file already."""
        return statement.with_for_update(skip_locked=skip) if self.writing else statement

    async def only_one(self, name: str) -> None:
        """Wait until nobody else works under that name, and keep it until the end of the transaction."""
        if self.writing and not self.is_sqlite:
            await self._run(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})

    async def clock(self, machine: datetime) -> datetime:
        """The time that leases go by: the database's own on PostgreSQL, else the machine's that is given."""
        if self.is_sqlite:
            return machine
        now: datetime = await self.value(text("SELECT clock_timestamp()"))
        return now
