"""A consistent copy of a SQLite database while it is in use; leaves PostgreSQL to its own tools."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL

from storage.errors import StorageError


async def copy(url: URL, target: Path) -> None:
    """Copy the database to a file that only its owner may read, and check the copy; StorageError where it fails."""
    if url.get_backend_name() != "sqlite":
        raise StorageError("a PostgreSQL database is backed up with pg_dump; docs/care.md has the commands")
    await asyncio.to_thread(copied, Path(url.database or ""), target)


def copied(source: Path, target: Path) -> None:
    """The same with files, at once."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        with closing(sqlite3.connect(source, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise StorageError(f"the copy of {source} is damaged ({said}); check the disk")
        part.replace(target)
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror}); make room or name another folder"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
