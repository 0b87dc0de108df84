"""A backup put in the place of a SQLite database, whole and checked; leaves PostgreSQL to its own tools."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

from sqlalchemy import URL

from storage import engines, migrate
from storage.backup import copied
from storage.errors import StorageError
from storage.lock import ProcessLock

BEFORE = "before-restore"
"""The ending of the file that keeps what stood there; a number follows where such a file is kept already."""
_OURS = ("questions", "outbox", "timers")
"""Tables that every backup of a desk has."""


async def restore(url: URL, source: Path) -> Path | None:
    """Put the backup in the database's place, brought up to date; gives where the old one is kept, if there was one.

    StorageError, and nothing has changed, when a desk runs, or the file is damaged, newer than we are, or no backup.
    """
    if url.get_backend_name() != "sqlite":
        raise StorageError("a PostgreSQL database is restored with pg_restore; docs/care.md has the commands")
    target = Path(url.database or "")
    lock = ProcessLock(target)
    await asyncio.to_thread(engines.prepare_folder, target)
    lock.take()
    part = target.with_name(f"{target.name}.restoring")
    try:
        await asyncio.to_thread(_prepare, source, part)
        await migrate.upgrade(url.set(database=str(part)), keep=False)
        await asyncio.to_thread(_to_be_looked_up, part)
        return await asyncio.to_thread(_swap, part, target)
    finally:
        for name in (part, *_beside(part)):
            with suppress(OSError):
                name.unlink(missing_ok=True)
        lock.give_back()


def _prepare(source: Path, part: Path) -> None:
    """A copy of the backup to work on, once it is known to be one; the backup itself is not touched."""
    try:
        with source.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise StorageError(f"{source} cannot be read ({error.strerror})") from error
    if head != b"SQLite format 3\x00":
        raise StorageError(f"{source} is no SQLite database; name a file that `supportbot backup` made")
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            _refuse_other(source, connection)
        copied(source, part)
    except sqlite3.DatabaseError as error:
        raise StorageError(f"{source} is damaged ({error}); take an older backup") from error


def _refuse_other(source: Path, connection: sqlite3.Connection) -> None:
    said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise StorageError(f"{source} is damaged ({said}); take an older backup")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", *_OURS[:1]} <= names:
        raise StorageError(f"{source} is no backup of a desk: its tables are another program's")
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision is None or revision[0] not in migrate.known():
        found = revision[0] if revision else "unknown"
        raise StorageError(
            f"{source} was made by a newer version of the desk: its schema is {found}, this version knows up to "
            f"{migrate.newest()}; install the newer version"
        )


def _to_be_looked_up(part: Path) -> None:
    """What waited to be posted when the backup was made may have been posted since: it is looked for before it is sent."""
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE outbox SET state = 'sending', owner = 'restored', claimed_at = created_at, lease_until = created_at, "
            "attempts = max(attempts, 1) WHERE state = 'pending' AND kind = 'post'"
        )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(f"{path.name}-{ending}") for ending in ("wal", "shm", "journal"))


def _swap(part: Path, target: Path) -> Path | None:
    """The old one is kept beside first; then one move puts the new one in its place, where no journal waits for it."""
    kept = _kept(target) if target.exists() and target.stat().st_size else None
    with part.open("rb") as written:
        os.fsync(written.fileno())
    for name in _beside(target):
        name.unlink(missing_ok=True)
    part.replace(target)
    return kept


def _kept(target: Path) -> Path:
    """A copy of what stands there, under a name that nothing has yet; of a damaged one byte by byte, with its journals."""
    name = _unused(target)
    if _is_whole(target):
        _close(target)
        copied(target, name)
        return name
    ends = [file.name.removeprefix(target.name) for file in _beside(target) if file.exists()]
    try:
        for end in ("", *ends):
            copy = name.with_name(f"{name.name}{end}")
            copy.touch(mode=0o600)
            shutil.copyfile(target.with_name(f"{target.name}{end}"), copy)
    except OSError as error:
        raise StorageError(f"{name} cannot be written ({error.strerror}); make room") from error
    return name


def _unused(target: Path) -> Path:
    """`desk.db.before-restore`, or the next number after those that are kept already."""
    for number in count(1):
        name = target.with_name(f"{target.name}.{BEFORE}{f'-{number}' if number > 1 else ''}")
        if not any(file.exists() for file in (name, *_beside(name))):
            return name
    raise AssertionError  # numbers do not end


def _is_whole(target: Path) -> bool:
    """Whether it is a database that can be read to its end; looking changes nothing of it."""
    try:
        with closing(sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise _in_use(target, error) from error
        return False


def _close(target: Path) -> None:
    """All that the old file's journal holds goes into it, so that its copy has it too."""
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise _in_use(target, error) from error


def _in_use(target: Path, error: sqlite3.Error) -> StorageError:
    return StorageError(f"another program still uses {target} ({error}); end it and try again")
