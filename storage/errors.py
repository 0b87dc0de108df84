"""What storage says when it cannot: one error, in words that help; leaves what to do about it to the caller."""

from __future__ import annotations

import sqlite3

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The database cannot do it; the message says what, where, and what would help."""


class Busy(StorageError):  # noqa: N818 - reads as what it is
    """It cannot do it now: somebody else has the lock, or the connection was lost. The same again may well work."""


_SQLITE_SAYS = (
    ("database is locked", Busy, "is locked by another program; wait, or end that program"),
    ("database table is locked", Busy, "is locked by another program; wait, or end that program"),
    ("readonly database", StorageError, "is read-only; give this user the right to write the file and its folder"),
    ("query_only", StorageError, "is read-only; give this user the right to write the file and its folder"),
    ("is full", StorageError, "has no room left: the disk is full; make room and start again"),
    ("disk i/o error", StorageError, "cannot be read or written: the disk reports an error; check the disk"),
    ("not a database", StorageError, "is no SQLite database; name another file, or move this one away"),
    ("malformed", StorageError, "is damaged; restore the newest backup"),
    ("unable to open", StorageError, "cannot be opened; check that the folder exists and may be written"),
    ("no such table", StorageError, "lacks its tables; run `supportbot migrate`"),
)

_CONNECTING_SAYS = (
    ("does not exist", "3D000"),
    ("authentication failed", "28"),
    ("no password supplied", "28"),
    ("starting up", "57P03"),
    ("shutting down", "57P03"),
    ("too many", "53300"),
)
"""While a connection is being made the driver has only words for the state."""
_POSTGRES_BUSY = ("40001", "40P01", "55P03", "57014", "08", "57P01", "57P02", "57P03", "53300", "25P03")
_POSTGRES_SAYS = (
    ("25006", "is read-only; connect to the server that may be written"),
    ("53100", "has no room left: the disk is full; make room"),
    ("3D000", "does not exist on that server; create it, or correct DATABASE_URL"),
    ("28", "refuses the user name or password; correct DATABASE_URL"),
    ("42501", "does not give this user the right to do it; grant it"),
    ("42P01", "lacks its tables; run `supportbot migrate`"),
)


def where(url: str) -> str:
    """What the database is called in a message: the file, or server and name without the password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return f"the database {parsed.database}"
    server = parsed.host or parsed.query.get("host") or "localhost"
    return f"the database {parsed.database or parsed.username or '(no name)'} at {server}{f':{parsed.port}' if parsed.port else ''}"


def explained(error: Exception, url: str) -> StorageError:
    """The error in words that help; `url` only to name the database."""
    if isinstance(error, PoolTimeout):
        return Busy(f"{where(url)} has no free connection; try again")
    if isinstance(error, IntegrityError):
        return StorageError(f"{where(url)} refuses it, since it contradicts what is stored: {_first_line(error.orig)}")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _explained_sqlite(cause, url)
    return _explained_postgres(cause, url, lost=isinstance(error, DBAPIError) and error.connection_invalidated)


def tells_no_values(error: Exception) -> bool:
    """Whether the driver's own words may be logged: of a row that it refuses, PostgreSQL repeats all that stands in it."""
    cause = error.orig if isinstance(error, IntegrityError) else None
    return cause is None or isinstance(cause, sqlite3.Error)


def _explained_sqlite(cause: sqlite3.Error, url: str) -> StorageError:
    said = str(cause).lower()
    for words, kind, advice in _SQLITE_SAYS:
        if words in said:
            return kind(f"{where(url)} {advice} (SQLite: {_first_line(cause)})")
    return StorageError(f"{where(url)} does not accept it: {_first_line(cause)}")


def _explained_postgres(cause: BaseException | None, url: str, *, lost: bool) -> StorageError:
    state = getattr(cause, "sqlstate", None) or _state_while_connecting(str(cause))
    for start, advice in _POSTGRES_SAYS:
        if state.startswith(start):
            return StorageError(f"{where(url)} {advice} (PostgreSQL: {_first_line(cause)})")
    if lost or (state and state.startswith(_POSTGRES_BUSY)):
        return Busy(f"{where(url)} is busy or was restarted; try again (PostgreSQL: {_first_line(cause)})")
    if isinstance(cause, OSError) or (not state and "connect" in str(cause).lower()):
        return Busy(f"{where(url)} does not answer; check that the server runs ({_first_line(cause)})")
    return StorageError(f"{where(url)} does not accept it: {_first_line(cause)}")


def _state_while_connecting(said: str) -> str:
    if "connection failed" not in said:
        return ""
    return next((state for words, state in _CONNECTING_SAYS if words in said), "")


def _first_line(cause: BaseException | None) -> str:
    return (str(cause).strip().splitlines() or ["no reason given"])[0]


DATABASE_ERRORS = (DBAPIError, PoolTimeout, sqlite3.Error)
"""What the drivers raise; everything else is a bug and is left alone."""
