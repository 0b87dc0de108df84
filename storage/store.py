"""The door to everything remembered: open, transactions, migrate, close; leaves its contents to the nouns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import backup, engines, migrate
from storage.errors import DATABASE_ERRORS, Busy, StorageError, explained, tells_no_values, where
from storage.lock import ProcessLock
from storage.near import NearConnection, NearEngine
from storage.transaction import Transaction
from storage.unbroken import to_the_end


class Store:
    """One database. Use `Store.open`, and `close` on every path: an open SQLite connection keeps the process alive."""

    def __init__(self, url: str, *, exclusive: bool = False) -> None:
        self._url = engines.parsed(url)
        self.url = self._url.render_as_string(hide_password=False)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self.changed = asyncio.Event()
        """Set after each commit that added something for the worker; whoever waits for it clears it."""
        self._callbacks: list[Callable[[], None]] = []
        self._cache: dict[str, tuple[int, Any]] = {}
        self._writing = asyncio.Lock()
        self._lock = ProcessLock(self.path) if exclusive and self.is_sqlite else None
        self._writer = engines.writer(self._url)
        self._reader = engines.reader(self._url, self._writer)

    @classmethod
    async def open(cls, url: str, *, exclusive: bool = False) -> Store:
        """Open the database and see that it answers; `exclusive` keeps a second desk off a SQLite file."""
        store = cls(url, exclusive=exclusive)
        try:
            await store._begin()
        except BaseException:
            await store.close()
            raise
        return store

    async def _begin(self) -> None:
        if self.is_sqlite:
            await asyncio.to_thread(engines.prepare_file, self.path)
        if self._lock:
            self._lock.take()
        async with self.reading() as tx:
            await tx.do(text("SELECT 1"))

    @property
    def path(self) -> Path:
        """The SQLite file; empty on PostgreSQL."""
        return Path(self._url.database or "") if self.is_sqlite else Path()

    async def close(self) -> None:
        """Let go of every connection and of the lock."""
        try:
            await to_the_end(asyncio.gather(self._reader.dispose(), self._writer.dispose()))
        finally:
            if self._lock:
                self._lock.give_back()

    async def migrate(self) -> None:
        """Bring the tables up to date, after a backup when there is data; StorageError when they are newer than we."""
        async with self._explaining():
            await migrate.upgrade(self._url)
        self._cache.clear()

    async def refuse_newer(self) -> None:
        """StorageError when the tables are newer than this version knows."""
        async with self._explaining():
            await migrate.refuse_newer(self._url)

    async def schema(self) -> tuple[str | None, str]:
        """The revision of the tables (None = there are none) and the newest one that this version knows."""
        async with self._explaining():
            return await migrate.revisions(self._url)

    async def backup(self, target: Path) -> None:
        """Copy a SQLite database to a file while it is in use, and check the copy; StorageError on PostgreSQL."""
        async with self._explaining():
            await backup.copy(self._url, target)

    async def settings(self) -> dict[str, str]:
        """What the database says about its durability: setting -> value."""
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        if not self.is_sqlite:
            names = ("fsync", "synchronous_commit", "full_page_writes", "default_transaction_isolation")
        async with self.transaction() as tx:
            said = "PRAGMA {}" if self.is_sqlite else "SHOW {}"
            return {name: str(await tx.value(text(said.format(name)))) for name in names}

    def on_commit(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call this after each commit that added something for the worker; gives back what undoes it."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction that writes: all is kept at the end, nothing after an exception or a cancellation."""
        async with self._explaining(), self._turn(), _connected(self._writer) as connection:
            tx = Transaction(connection, self._cache, writing=True)
            try:
                yield tx
            except BaseException:
                await to_the_end(connection.rollback())
                raise
            await to_the_end(self._keep(connection, tx))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """On SQLite one writer after the other, first come first served; waiting for one's turn may be cancelled."""
        if not self.is_sqlite:
            yield
            return
        try:
            async with asyncio.timeout(engines.LOCK_WAIT_MS / 1000):
                await self._writing.acquire()
        except TimeoutError as error:
            raise Busy(f"{where(self.url)} is busy: others have been writing for too long; try again") from error
        try:
            yield
        finally:
            self._writing.release()

    async def _keep(self, connection: AsyncConnection | NearConnection, tx: Transaction) -> None:
        await connection.commit()
        tx.committed()
        if tx.wakes:
            self.changed.set()
            for callback in tuple(self._callbacks):
                callback()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A transaction that can only read, and that no writer makes wait."""
        async with self._explaining(), _connected(self._reader) as connection:
            try:
                yield Transaction(connection, self._cache, writing=False)
            finally:
                await to_the_end(connection.rollback())

    @asynccontextmanager
    async def _explaining(self) -> AsyncIterator[None]:
        try:
            yield
        except StorageError:
            raise
        except DATABASE_ERRORS as error:
            raise explained(error, self.url) from (error if tells_no_values(error) else None)


@asynccontextmanager
async def _connected(engine: AsyncEngine | NearEngine) -> AsyncIterator[AsyncConnection | NearConnection]:
    """A connection with a transaction begun on it; given back on every path."""
    connection = engine.connect()
    try:
        await to_the_end(connection.start())
        await to_the_end(connection.begin())
        yield connection
    finally:
        if connection.sync_connection is not None:  # also when we were cancelled while it was being made
            await to_the_end(connection.close())
