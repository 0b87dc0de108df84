"""SQLite by its synchronous driver: quick work is done where it is asked for; leaves what may wait to a thread of its own.

An asynchronous driver carries each statement to a thread and back, and SQLAlchemy each into a coroutine of its own: that
costs more than the statement. Nothing in a statement of ours waits but the beginning (for another program's lock) and the
end (for the disk).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable
from sqlalchemy.exc import TimeoutError as PoolTimeout

T = TypeVar("T")


class NearEngine:
    """As many connections as the engine's pool has; used like an AsyncEngine."""

    def __init__(self, engine: Engine, *, size: int, wait: float) -> None:
        """`size`: connections of the pool; `wait`: seconds that somebody waits for one."""
        self.sync_engine = engine
        self.gate, self.wait = asyncio.Semaphore(size), wait
        self._thread = ThreadPoolExecutor(max_workers=size, thread_name_prefix="sqlite")
        self._is_disposed = False

    def connect(self) -> NearConnection:
        """A connection that is not there yet: `start` it."""
        return NearConnection(self)

    async def carried(self, call: Callable[[], T]) -> T:
        """What the call gives, made in a thread, since it may wait for a lock or for the disk."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def dispose(self) -> None:
        """Close what nobody uses; a second time it does nothing."""
        if not self._is_disposed:
            self._is_disposed = True
            await self.carried(self.sync_engine.dispose)
            self._thread.shutdown(wait=False)


class NearConnection:
    """One connection with one transaction after the other; used like an AsyncConnection."""

    def __init__(self, engine: NearEngine) -> None:
        self._engine = engine
        self.sync_connection: Connection | None = None
        """None until it is started, and after it is closed."""

    @property
    def dialect(self) -> Dialect:
        """SQLite's."""
        return self._engine.sync_engine.dialect

    async def start(self) -> NearConnection:
        """Wait for a free connection of the pool. Raises SQLAlchemy's TimeoutError when there is none in time."""
        try:
            async with asyncio.timeout(self._engine.wait):
                await self._engine.gate.acquire()
        except TimeoutError as error:
            raise PoolTimeout(f"no connection became free in {self._engine.wait:g} s") from error
        try:
            self.sync_connection = await self._engine.carried(self._engine.sync_engine.connect)
        finally:
            if self.sync_connection is None:
                self._engine.gate.release()
        return self

    async def begin(self) -> None:
        """Begin a transaction."""
        await self._engine.carried(self._there.begin)

    async def execute(
        self, statement: Executable, values: Sequence[dict[str, Any]] | dict[str, Any] | None = None
    ) -> CursorResult[Any]:
        """Run a statement, here and now."""
        return self._there.execute(statement, values)

    async def commit(self) -> None:
        """Keep all of it, once it is on the disk."""
        await self._engine.carried(self._there.commit)

    async def rollback(self) -> None:
        """Keep nothing."""
        self._there.rollback()

    async def close(self) -> None:
        """Give the connection back to the pool."""
        connection, self.sync_connection = self._there, None
        try:
            connection.close()
        finally:
            self._engine.gate.release()

    @property
    def _there(self) -> Connection:
        if self.sync_connection is None:
            raise RuntimeError("the connection is not started, or is closed")
        return self.sync_connection
