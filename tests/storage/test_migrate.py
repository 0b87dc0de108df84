"""The tables are brought up to date, all or nothing, on an empty file and on a filled one."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from storage import engines, migrate
from storage.errors import StorageError
from storage.schema_base import metadata
from storage.store import Store
from tests.storage.made import KEY, NOON, SUPPORT, question, said


async def test_an_empty_database_gets_all_tables_and_the_second_time_changes_nothing(empty_database: str) -> None:
    store = await Store.open(empty_database)
    assert await store.schema() == (None, migrate.newest())
    await store.migrate()
    await store.migrate()
    assert await store.schema() == (migrate.newest(), migrate.newest())
    async with store.transaction() as tx:
        assert (await tx.questions.add(question())).number == 1
    await store.close()


async def test_the_migrations_make_exactly_the_tables_of_the_schema(database: str) -> None:
    def differences(connection: Connection) -> list[Any]:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)

    engine = engines.changer(engines.parsed(database))
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == []


async def test_every_migration_goes_down_and_up_again_on_a_filled_database(database: str) -> None:
    store = await Store.open(database)
    async with store.transaction() as tx:
        await tx.questions.add(question())
        await tx.questions.note(1, "asked", "anna", NOON)
        await tx.outbox.say(KEY, SUPPORT, said("hej"))
    url = engines.parsed(database)
    for revision in ("0003", "0002", "0001"):
        await migrate.upgrade(url, to=revision)
        assert (await store.schema())[0] == revision
    await store.migrate()
    async with store.reading() as tx:
        assert len(await tx.questions.where()) == 1, "what the steps do not touch stays"
        assert len(await tx.questions.history(1)) == 1
    await store.close()


async def test_a_newer_schema_is_refused_with_both_revisions_and_left_alone(database: str) -> None:
    store = await Store.open(database)
    async with store.transaction() as tx:
        await tx.do(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=f"its schema is 9999, this version knows up to {migrate.newest()}"):
        await store.migrate()
    assert (await store.schema())[0] == "9999"
    await store.close()


async def test_a_database_with_data_is_backed_up_first_and_the_copy_is_whole(sqlite_database: str) -> None:
    store = await Store.open(sqlite_database)
    async with store.transaction() as tx:
        await tx.questions.add(question())
    url = engines.parsed(sqlite_database)
    await migrate.upgrade(url, to="0002")
    await store.migrate()
    copies = list(store.path.parent.glob("*.backup"))
    assert copies
    for copy in copies:
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT count(*) FROM questions").fetchone() == (1,)
    assert list(store.path.parent.glob("*.part")) == []
    await store.close()


async def test_migrating_works_from_any_directory(empty_database: str, tmp_path: Path) -> None:
    before = Path.cwd()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.chdir(elsewhere)
    try:
        store = await Store.open(empty_database)
        await store.migrate()
        await store.close()
    finally:
        os.chdir(before)
    assert list(elsewhere.iterdir()) == []


async def test_two_who_migrate_at_the_same_time_do_not_disturb_each_other(empty_database: str) -> None:
    stores = [await Store.open(empty_database) for _ in range(2)]
    await asyncio.gather(*(store.migrate() for store in stores))
    for store in stores:
        assert (await store.schema())[0] == migrate.newest()
        await store.close()


async def test_a_migration_that_fails_leaves_everything_as_it_was(empty_database: str) -> None:
    store = await Store.open(empty_database)
    async with store.transaction() as tx:
        await tx.do(text("CREATE TABLE chat (something_else INTEGER)"))  # made in the last step: the others went well
    with pytest.raises(StorageError, match="does not accept it"):
        await store.migrate()
    assert (await store.schema())[0] is None
    async with store.transaction() as tx:
        await tx.do(text("DROP TABLE chat"))
    await store.migrate()
    assert (await store.schema())[0] == migrate.newest()
    await store.close()


async def test_rebuilding_a_table_on_sqlite_does_not_delete_what_hangs_on_it(sqlite_database: str) -> None:
    store = await Store.open(sqlite_database)
    async with store.transaction() as tx:
        await tx.do(text("INSERT INTO people (id, position, known, document) VALUES ('eva', 0, 1, '{}')"))
        await tx.do(text("INSERT INTO accounts (platform, account, person) VALUES ('slack', 'U1', 'eva')"))
    engine = engines.changer(engines.parsed(sqlite_database))
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE copy AS SELECT * FROM people"))
        await connection.execute(text("DROP TABLE people"))
        await connection.execute(text("ALTER TABLE copy RENAME TO people"))
    await engine.dispose()
    async with store.reading() as tx:
        assert await tx.value(text("SELECT count(*) FROM accounts")) == 1
    await store.close()


async def test_a_row_that_points_at_nothing_stops_a_migration(sqlite_database: str) -> None:
    store = await Store.open(sqlite_database)
    url = engines.parsed(sqlite_database)
    await migrate.upgrade(url, to="0002")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO history (question, what, at, details) VALUES (77, 'asked', '2026-01-01 00:00:00.000000', '{}')"
        )
    with pytest.raises(StorageError, match="in table history a row points at nothing"):
        await store.migrate()
    assert (await store.schema())[0] == "0002"
    await store.close()


async def test_a_backup_made_during_writes_is_whole_and_for_its_owner_alone(
    sqlite_database: str, tmp_path: Path
) -> None:
    store = await Store.open(sqlite_database)

    async def write() -> None:
        for _ in range(30):
            async with store.transaction() as tx:
                asked = await tx.questions.add(question())
                await tx.questions.note(asked.number, "asked", "anna", NOON)

    target = tmp_path / "copy.db"
    await asyncio.gather(write(), store.backup(target))
    with closing(sqlite3.connect(target)) as connection:
        counts = connection.execute("SELECT (SELECT count(*) FROM questions) - (SELECT count(*) FROM history)")
        assert counts.fetchone() == (0,)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(StorageError, match="cannot be written"):
        await store.backup(tmp_path / "nowhere" / "copy.db")
    await store.close()


async def test_a_postgres_database_is_not_copied_by_us(postgres_database: str, tmp_path: Path) -> None:
    store = await Store.open(postgres_database)
    with pytest.raises(StorageError, match="pg_dump"):
        await store.backup(tmp_path / "copy.db")
    await store.close()
