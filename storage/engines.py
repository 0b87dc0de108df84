"""Engines for SQLite and PostgreSQL with the settings that durable work needs; leaves transactions to Store."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from storage.errors import StorageError
from storage.near import NearEngine

LOCK_WAIT_MS = 10_000
"""How long a writer waits for another program's lock on the SQLite file."""
_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "fuse.sshfs", "afs", "ncpfs")
_POSTGRES_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
)


def parsed(url: str) -> URL:
    """The address with the driver that is used; StorageError when it is neither SQLite nor PostgreSQL."""
    try:
        made = make_url(url)
    except ArgumentError as error:
        raise StorageError(
            f"{url} is no database address; write sqlite+aiosqlite:///FILE or postgresql+psycopg://…"
        ) from error
    kind = made.get_backend_name()
    if kind == "sqlite":
        return _file_address(made)
    if kind in {"postgresql", "postgres"}:
        return made.set(drivername="postgresql+psycopg")
    raise StorageError(f"{kind} is no database that the desk can use; it keeps its things in SQLite or PostgreSQL")


def _file_address(url: URL) -> URL:
    if not url.database or url.database == ":memory:":
        raise StorageError("SQLite needs a file: write sqlite+aiosqlite:///FILE")
    return url.set(drivername="sqlite+aiosqlite", database=str(Path(url.database).absolute()))


def prepare_file(path: Path) -> None:
    """Make the file if there is none, so that only its owner may read it; StorageError where it cannot work."""
    prepare_folder(path)
    kind = file_system(path, _mounts())
    if kind.startswith(_NETWORK_FILE_SYSTEMS):
        raise StorageError(
            f"{path} lies on a network disk ({kind}), where SQLite loses data; use a local disk or PostgreSQL"
        )
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except IsADirectoryError as error:
        raise StorageError(f"{path} is a folder; name a file in it") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be written ({error.strerror}); give this user the right to it") from error
    with suppress(PermissionError):
        path.chmod(0o600)


def prepare_folder(path: Path) -> None:
    """StorageError when there is no folder for the file."""
    if not path.parent.is_dir():
        raise StorageError(f"the folder {path.parent} does not exist; make it, or name another file")


def _mounts() -> str:
    with suppress(OSError):
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    return ""


def file_system(path: Path, mounts: str) -> str:
    """The kind of file system that the path lies on, by a table like /proc/self/mounts; empty when it does not tell."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, point, found = (*line.split(" "), "", "", "")[:3]
        inside = path.is_relative_to(point.replace("\\040", " ")) if point else False
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def writer(url: URL) -> AsyncEngine | NearEngine:
    """The engine for everything that changes something."""
    if url.get_backend_name() == "sqlite":
        return _near(url, "BEGIN IMMEDIATE", size=1)
    return _postgres(url)


def reader(url: URL, writing: AsyncEngine | NearEngine) -> AsyncEngine | NearEngine:
    """The engine that can only read: on SQLite its own, so that nothing makes it wait."""
    if isinstance(writing, NearEngine):
        return _near(url, "BEGIN", size=4, read_only=True)
    return writing.execution_options(postgresql_readonly=True)


def changer(url: URL) -> AsyncEngine:
    """The engine for migrations: without foreign keys on SQLite, where rebuilding a table would delete its children."""
    if url.get_backend_name() != "sqlite":
        return _postgres(url, poolclass=NullPool)
    engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True)
    _as_we_want(engine.sync_engine, "BEGIN IMMEDIATE", foreign_keys=False)
    return engine


def _near(url: URL, begin: str, *, size: int, read_only: bool = False) -> NearEngine:
    wait = LOCK_WAIT_MS / 1000
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=wait,
        # Calls come from two threads, never two at a time: whoever waits for one makes no other.
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # an error is logged with its statement: what people wrote stays out of it
    )
    _as_we_want(engine, begin, read_only=read_only)
    return NearEngine(engine, size=size, wait=wait)


def _as_we_want(engine: Engine, begin: str, *, read_only: bool = False, foreign_keys: bool = True) -> None:
    """Durable, and with transactions that begin where we say."""
    pragmas = (
        f"busy_timeout={LOCK_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        *(("query_only=ON",) if read_only else ()),
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver would say it too late
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:  # noqa: ANN401 - the event's own type
        connection.exec_driver_sql(begin)


def _postgres(url: URL, **more: Any) -> AsyncEngine:  # noqa: ANN401 - engine options
    pool = {} if more else {"pool_size": 10, "max_overflow": 5, "pool_timeout": 10, "pool_pre_ping": True}
    return create_async_engine(
        url,
        isolation_level="READ COMMITTED",
        # No prepared statements: a pgbouncer between us and the server would mix them up.
        connect_args={"options": _POSTGRES_OPTIONS, "prepare_threshold": None, "connect_timeout": 5},
        hide_parameters=True,
        **pool,
        **more,
    )
