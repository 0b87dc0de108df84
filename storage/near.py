"""An SQLite connection that does quick work where it is asked for; leaves what may wait to a thread of its own.

The driver carries each statement to a thread and back, four times for one query: most of what a message costs. Nothing
in a statement of ours waits but the beginning (for another program's lock) and the end (for the disk).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")


class Near(aiosqlite.Connection):
    """Like the driver's own; only what begins, commits, copies or closes goes to the thread."""

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:  # noqa: ANN401 - sqlite3's own
        if self._connection is None or _may_wait(fn, args):
            done: T = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call] # the driver has no types
            return done
        return fn(*args, **kwargs)


def _may_wait(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    name = fn.__name__
    if name in {"commit", "close", "backup"} and isinstance(getattr(fn, "__self__", None), sqlite3.Connection):
        return True
    return name == "execute" and bool(args) and str(args[0]).startswith("BEGIN IMMEDIATE")


def connection(file: str) -> Near:
    """A connection to the file, not opened yet: await it."""

    def connect() -> sqlite3.Connection:
        # Calls come from two threads, never two at a time: whoever waits for one makes no other.
        return sqlite3.connect(file, check_same_thread=False)

    made = Near(connect, iter_chunk_size=64)
    made._thread.daemon = True  # noqa: SLF001 - SQLAlchemy does the same for connections that it makes
    return made
