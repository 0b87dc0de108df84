"""Whether the tables are up to date, and that they become so, all or nothing; leaves how to alembic and the migrations."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import backup, engines
from storage.errors import StorageError, where

_SCRIPTS = Path(__file__).parent / "migrations"
_ONLY_ONE = 7_302_511
"""Names the PostgreSQL lock that lets one replica migrate at a time."""


def known() -> list[str]:
    """The revisions that this version of the program knows, oldest first: the numbers of the files."""
    return sorted(path.name[:4] for path in (_SCRIPTS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def newest() -> str:
    """The newest of them."""
    return known()[-1]


async def revisions(url: URL) -> tuple[str | None, str]:
    """The revision of the tables (None = there are none) and the newest one that we know."""
    engine = engines.changer(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision), newest()
    finally:
        await engine.dispose()


async def upgrade(url: URL, *, to: str = "head", keep: bool = True) -> None:
    """Bring the tables to a revision, after a backup of a SQLite file with data; StorageError when they are newer.

    `keep`: False for a file that is a copy itself.
    """
    found, ours = await revisions(url)
    _refuse_newer(url, found, ours)
    if found == ours and to == "head":
        return
    if keep and found and url.get_backend_name() == "sqlite":
        await backup.copy(url, Path(f"{url.database}.before-{ours}.backup"))
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
    # Most starts change nothing, and then need none of it: it takes 12 MB and a tenth of a second.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

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
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


async def refuse_newer(url: URL) -> None:
    """StorageError when a newer version has made the tables; reading them could leave out what only it knows."""
    found, ours = await revisions(url)
    _refuse_newer(url, found, ours)


def _refuse_newer(url: URL, found: str | None, ours: str) -> None:
    if found is not None and found not in known():
        raise StorageError(
            f"{where(str(url))} was made by a newer version of the desk: its schema is {found}, this version knows "
            f"up to {ours}; install the newer version, or restore a backup"
        )
