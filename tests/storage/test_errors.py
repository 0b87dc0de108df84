"""Whatever is wrong with the database is said in words that help, and nothing is half done."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.engines import file_system
from storage.errors import Busy, StorageError, explained, where
from storage.store import Store
from tests.databases import Databases
from tests.storage.made import NOON, question, ref

SQLITE = "sqlite+aiosqlite:////srv/desk.db"
POSTGRES = "postgresql+psycopg://desk:secret@db.example/desk"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "is no database address"),
        ("mysql://x/y", "mysql is no database that the desk can use"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("sqlite+aiosqlite:////no/such/folder/desk.db", "folder /no/such/folder does not exist"),
        ("sqlite+aiosqlite:////etc", "/etc is a folder"),
        ("postgresql+psycopg://x@/y?host=/no/such/folder", "does not answer"),
        ("postgresql://x@127.0.0.1:1/y", "does not answer"),
    ],
)
async def test_an_address_that_leads_nowhere_is_named(url: str, words: str) -> None:
    with pytest.raises(StorageError, match=words):
        await Store.open(url)


async def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("shopping list " * 100)
    with pytest.raises(StorageError, match=r"notes\.db is no SQLite database"):
        await Store.open(f"sqlite:///{path}")
    assert path.read_text().startswith("shopping list")


async def test_a_database_without_tables_says_what_to_run(empty_database: str) -> None:
    store = await Store.open(empty_database)

    async def read() -> None:
        async with store.reading() as tx:
            await tx.questions.get(1)

    with pytest.raises(StorageError, match="supportbot migrate"):
        await read()
    await store.close()


async def test_a_postgres_database_that_is_not_there_is_named(databases: Databases) -> None:
    with pytest.raises(StorageError, match="does not exist on that server"):
        await Store.open(databases.server.url("nowhere"))


async def test_a_lock_that_another_program_holds_is_busy(sqlite_database: str) -> None:
    store = await Store.open(sqlite_database)
    async with store.transaction() as tx:
        await tx.do(text("PRAGMA busy_timeout=20"))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        async def write() -> None:
            async with store.transaction() as tx:
                await tx.questions.add(question())

        with pytest.raises(Busy, match=r"desk\.db is locked by another program"):
            await write()
        other.execute("ROLLBACK")
        await write()
    await store.close()


async def test_a_full_disk_is_said_and_nothing_is_half_done(sqlite_database: str) -> None:
    store = await Store.open(sqlite_database)

    async def fill() -> None:
        async with store.transaction() as tx:
            await tx.do(text("PRAGMA max_page_count=1"))  # SQLite then behaves as on a full disk
            await tx.questions.add(question())
            for number in range(400):
                await tx.desk.set(f"n{number}", "x" * 4000)

    with pytest.raises(StorageError, match="the disk is full"):
        await fill()
    async with store.reading() as tx:
        assert await tx.questions.where() == []
    await store.close()


def test_a_read_only_file_is_said(sqlite_database: str) -> None:
    path = sqlite_database.removeprefix("sqlite+aiosqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("DELETE FROM desk")
        assert "is read-only; give this user the right" in str(explained(caught.value, sqlite_database))


async def test_connections_that_the_server_cuts_are_busy_and_then_work_again(
    databases: Databases, postgres_database: str
) -> None:
    store = await Store.open(postgres_database)
    name = postgres_database.partition("?")[0].rpartition("/")[2]

    async def cut() -> None:
        async with store.transaction() as tx:
            await tx.questions.add(question())
            databases.server.command(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608 - ours
            )
            await tx.questions.add(question())

    with pytest.raises(Busy):
        await cut()
    async with store.transaction() as tx:
        assert await tx.questions.where() == []
    await store.close()


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [
        ("40P01", Busy, "try again"),
        ("40001", Busy, "try again"),
        ("55P03", Busy, "try again"),
        ("57P01", Busy, "try again"),
        ("08006", Busy, "try again"),
        ("53300", Busy, "try again"),
        ("53100", StorageError, "disk is full"),
        ("25006", StorageError, "is read-only"),
        ("28P01", StorageError, "refuses the user name or password"),
        ("22P02", StorageError, "does not accept it"),
    ],
)
def test_what_postgres_says_is_told_apart(state: str, kind: type[StorageError], words: str) -> None:
    cause = psycopg.errors.lookup(state)("the reason")
    error = explained(DBAPIError("SELECT 1", {}, cause), POSTGRES)
    assert type(error) is kind
    assert words in str(error)
    assert "secret" not in str(error)


def test_a_database_is_named_without_its_password() -> None:
    assert where(POSTGRES) == "the database desk at db.example"
    assert where(SQLITE) == "the database /srv/desk.db"


async def test_a_bug_is_not_taken_for_a_fault_of_the_database(store: Store) -> None:
    async def bug() -> None:
        async with store.transaction() as tx:
            await tx.timers.set("x", "step", NOON.replace(tzinfo=None))

    with pytest.raises(Exception, match="has no time zone") as caught:
        await bug()
    assert not isinstance(caught.value, StorageError)


async def test_a_second_desk_on_the_same_file_is_refused_and_a_reader_is_not(sqlite_database: str) -> None:
    first = await Store.open(sqlite_database, exclusive=True)
    with pytest.raises(StorageError, match="another desk already runs on this database"):
        await Store.open(sqlite_database, exclusive=True)
    beside = await Store.open(sqlite_database)
    await beside.close()
    await first.close()
    again = await Store.open(sqlite_database, exclusive=True)
    await again.close()


async def test_a_lock_file_that_a_dead_desk_left_stops_nobody(sqlite_database: str) -> None:
    program = (
        "import asyncio, os, sys\n"
        "from storage.store import Store\n"
        "async def main():\n"
        "    await Store.open(sys.argv[1], exclusive=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    dead = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program, sqlite_database], cwd=Path(__file__).parents[2], check=False
    )
    assert dead.returncode == -9
    store = await Store.open(sqlite_database, exclusive=True)
    await store.close()


def test_the_file_system_of_a_path_is_the_nearest_mount() -> None:
    mounts = "rootfs / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n/dev/sdb /srv/local\\040disk ext4 rw 0 0\nbroken\n"
    assert file_system(Path("/srv/desk.db"), mounts) == "nfs4"
    assert file_system(Path("/srv/local disk/desk.db"), mounts) == "ext4"
    assert file_system(Path("/srvx/desk.db"), mounts) == "ext4"
    assert file_system(Path("/srv/desk.db"), "") == ""


async def test_what_is_logged_of_an_error_does_not_repeat_what_people_wrote(store: Store) -> None:
    with pytest.raises(StorageError) as met:
        async with store.transaction() as tx:
            await tx.messages.remember(ref("1"), None, NOON, "hemligheten", None)  # type: ignore[arg-type] # no author
    logged = "".join(traceback.format_exception(met.value))
    assert "author" in logged
    assert "hemligheten" not in logged.replace('"hemligheten"', "the line of this test")
