"""Brings the tables up to date, all or nothing; leaves what changes to the migrations."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import backup, engines
from storage.errors import StorageError, where

_SCRIPTS = Path(__file__).parent / "migrations"
_ONLY_ONE = 7_302_511
"""Names the PostgreSQL lock that lets one replica migrate at a time."""


def newest() -> str:
    """The newest revision that this version of the program knows."""
    return ScriptDirectory(str(_SCRIPTS)).get_current_head() or ""


async def revisions(url: URL) -> tuple[str | None, str]:
    """The revision of the tables (None = there are none) and the newest one that we know."""
    engine = engines.changer(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision), await asyncio.to_thread(newest)
    finally:
        await engine.dispose()


async def upgrade(url: URL, *, to: str = "head") -> None:
    """Bring the tables to a revision, after a backup of a SQLite file with data; StorageError when they are newer."""
    found, known = await revisions(url)
    await asyncio.to_thread(_refuse_newer, url, found, known)
    if found == known and to == "head":
        return
    if found and url.get_backend_name() == "sqlite":
        await backup.copy(url, Path(f"{url.database}.before-{known}.backup"))
    engine = engines.changer(url)
    try:
        await _change(engine, url, to)
    finally:
        await engine.dispose()


async def _change(engine: AsyncEngine, url: URL, to: str) -> None:
    async with engine.begin() as connection:
        if url.get_backend_name() != "sqlite":
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONLY_ONE})
        await connection.run_sync(_run, to)
        await _check_keys(connection, url)


def _run(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    here = _revision(connection)
    if to in {"head", newest()} or here is None or int(to) > int(here):
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)


async def _check_keys(connection: AsyncConnection, url: URL) -> None:
    """Foreign keys were off on SQLite: see that every one still points at something, or keep nothing."""
    if url.get_backend_name() == "sqlite":
        broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
        if broken:
            raise StorageError(f"{where(str(url))} was not changed: in table {broken[0]} a row points at nothing")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def refuse_newer(url: URL) -> None:
    """StorageError when a newer version has made the tables; reading them could leave out what only it knows."""
    found, known = await revisions(url)
    await asyncio.to_thread(_refuse_newer, url, found, known)


def _refuse_newer(url: URL, found: str | None, known: str) -> None:
    scripts: Any = ScriptDirectory(str(_SCRIPTS)).walk_revisions()
    if found is not None and found not in {script.revision for script in scripts}:
        raise StorageError(
            f"{where(str(url))} was made by a newer version of the desk: its schema is {found}, this version knows "
            f"up to {known}; install the newer version, or restore a backup"
        )
