"""A backup comes back whole, or nothing changes; what had waited is looked up before it is said again."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.clock import SetClock
from bot.platforms.base import Absent, Posted
from bot.worker.pace import Manners
from bot.worker.settle import Settler
from storage import engines, migrate
from storage.errors import StorageError
from storage.restoring import restore
from storage.schema import outbox
from storage.store import Store
from storage.work import Work
from tests.storage.made import LEASE, NOON, SUPPORT, later, question, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.platforms.base import Address, Found


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def beside(folder: Path) -> list[str]:
    """What a restore has left there."""
    return sorted(path.name for path in folder.iterdir() if "restor" in path.name)


async def filled(url: str, *texts: str) -> None:
    store = await Store.open(url)
    async with store.transaction() as tx:
        for text in texts:
            await tx.questions.add(question(text=text))
    await store.close()


async def texts(url: str) -> list[str]:
    store = await Store.open(url)
    async with store.reading() as tx:
        found = [one.text for one in await tx.questions.where()]
    await store.close()
    return found


async def backed_up(url: str, target: Path) -> Path:
    """A backup that is made while a desk runs."""
    store = await Store.open(url, exclusive=True)
    async with store.transaction() as tx:
        await tx.questions.add(question(text="medan det sparas"))
    await store.backup(target)
    await store.close()
    return target


async def test_a_backup_made_while_the_desk_runs_comes_back_and_the_old_one_is_kept(
    sqlite_database: str, tmp_path: Path
) -> None:
    await filled(sqlite_database, "då")
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    await filled(sqlite_database, "sedan")
    kept = await restore(engines.parsed(sqlite_database), backup)
    assert await texts(sqlite_database) == ["då", "medan det sparas"]
    assert kept is not None
    assert kept.name == "desk.db.before-restore"
    assert await texts(url_of(kept)) == ["då", "medan det sparas", "sedan"]
    assert beside(tmp_path) == [kept.name]
    assert backup.stat().st_mode & 0o077 == 0


async def test_it_comes_back_where_nothing_is(sqlite_database: str, tmp_path: Path) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    new = tmp_path / "new.db"
    assert await restore(engines.parsed(url_of(new)), backup) is None
    assert await texts(url_of(new)) == ["medan det sparas"]


async def test_a_second_restore_keeps_what_the_first_one_kept(sqlite_database: str, tmp_path: Path) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    await filled(sqlite_database, "sedan")
    first = await restore(engines.parsed(sqlite_database), backup)
    second = await restore(engines.parsed(sqlite_database), backup)
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("desk.db.before-restore", "desk.db.before-restore-2")
    assert await texts(url_of(first)) == ["medan det sparas", "sedan"]
    assert await texts(url_of(second)) == ["medan det sparas"]


async def test_a_journal_that_was_left_behind_is_not_laid_over_what_comes_back(
    sqlite_database: str, tmp_path: Path
) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    desk, journal = tmp_path / "desk.db", tmp_path / "desk.db-wal"
    with closing(sqlite3.connect(desk, isolation_level=None)) as writer:
        writer.execute("UPDATE questions SET number = number + 100")
        left = journal.read_bytes()
    desk.unlink()
    journal.write_bytes(left)
    (tmp_path / "desk.db-journal").write_bytes(left)
    assert await restore(engines.parsed(sqlite_database), backup) is None
    store = await Store.open(sqlite_database)
    async with store.reading() as tx:
        assert [one.number for one in await tx.questions.where()] == [1]
    await store.close()


def _no_header(whole: bytearray) -> None:
    whole[:100] = os.urandom(100)


def _no_middle(whole: bytearray) -> None:
    whole[8192:60000] = os.urandom(60000 - 8192)


@pytest.mark.parametrize("spoil", [_no_header, _no_middle])
async def test_a_damaged_database_is_kept_byte_for_byte_and_the_backup_takes_its_place(
    sqlite_database: str, tmp_path: Path, spoil: Callable[[bytearray], None]
) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    desk = tmp_path / "desk.db"
    whole = bytearray(desk.read_bytes())
    spoil(whole)
    desk.write_bytes(whole)
    (tmp_path / "desk.db-wal").write_bytes(b"what was not laid into it")
    kept = await restore(engines.parsed(sqlite_database), backup)
    assert kept is not None
    assert kept.read_bytes() == bytes(whole)
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"what was not laid into it"
    assert kept.stat().st_mode & 0o077 == 0
    assert await texts(sqlite_database) == ["medan det sparas"]


async def test_while_a_desk_runs_nothing_is_restored(sqlite_database: str, tmp_path: Path) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    await filled(sqlite_database, "sedan")
    desk = await Store.open(sqlite_database, exclusive=True)
    with pytest.raises(StorageError, match="another desk already runs"):
        await restore(engines.parsed(sqlite_database), backup)
    await desk.close()
    assert await texts(sqlite_database) == ["medan det sparas", "sedan"]


async def test_while_another_program_has_it_open_nothing_is_restored(sqlite_database: str, tmp_path: Path) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    with closing(sqlite3.connect(sqlite_database.split("///")[1])) as other:
        other.execute("SELECT count(*) FROM questions").fetchone()
        with pytest.raises(StorageError, match="another program still uses"):
            await restore(engines.parsed(sqlite_database), backup)
    assert await texts(sqlite_database) == ["medan det sparas"]


def _no_database(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def _empty(path: Path) -> None:
    path.touch()


def _other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")


def _damaged(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[8192:60000] = os.urandom(60000 - 8192)
    path.write_bytes(whole)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_no_database, "is no SQLite database"), (_empty, "is no SQLite database"), (_damaged, "is damaged"),
        (_other_program, "is no backup of a desk"), (_newer, "was made by a newer version"),
        (Path.unlink, "cannot be read"),
    ],
)  # fmt: skip
async def test_what_is_no_backup_is_refused_and_nothing_has_changed(
    sqlite_database: str, tmp_path: Path, spoil: object, why: str
) -> None:
    await filled(sqlite_database, "då")
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    if spoil in (_other_program, _no_database, _empty):
        backup.unlink()
    assert callable(spoil)
    spoil(backup)
    with pytest.raises(StorageError, match=why):
        await restore(engines.parsed(sqlite_database), backup)
    assert await texts(sqlite_database) == ["då", "medan det sparas"]
    assert beside(tmp_path) == []


async def test_an_older_backup_is_brought_up_to_date_and_itself_left_alone(
    sqlite_database: str, tmp_path: Path
) -> None:
    backup = await backed_up(sqlite_database, tmp_path / "backup.db")
    await migrate.upgrade(engines.parsed(url_of(backup)), to="0005", keep=False)
    before = backup.read_bytes()
    await restore(engines.parsed(sqlite_database), backup)
    store = await Store.open(sqlite_database)
    assert await store.schema() == (migrate.newest(), migrate.newest())
    await store.close()
    assert backup.read_bytes() == before


class Remembering:
    """A platform that has one of the messages already."""

    def __init__(self, token: str) -> None:
        self.token = token

    async def find(self, token: str, _place: Address, _since: datetime) -> Found:
        """Posted before, or not there."""
        return Posted(id="r1") if token == self.token else Absent()


async def test_what_waited_then_is_looked_up_and_posted_only_where_it_does_not_stand(
    sqlite_database: str, tmp_path: Path
) -> None:
    store = await Store.open(sqlite_database)
    async with store.transaction() as tx:
        for key in ("stands", "waits", "sending"):
            await tx.outbox.say(key, SUPPORT, said(key))
        await tx.timers.set("question/1/step", "step", NOON)
    await store.backup(tmp_path / "backup.db")
    async with store.reading() as tx:
        tokens = await _tokens(tx)
    await store.close()
    await restore(engines.parsed(sqlite_database), tmp_path / "backup.db")
    store = await Store.open(sqlite_database)
    clock = SetClock(later(days=3650))
    platform = {"local": Remembering(tokens["stands"])}
    settler = Settler(store, platform, owner="w", machine=clock, manners=Manners(), random=Random(1))  # type: ignore[arg-type] # noqa: S311 - spreads retries; one ability is enough here
    await settler.begin()
    async with store.transaction() as tx:
        assert await tx.outbox.claim("w", clock.now(), LEASE, 10) == [], "nothing is said before it is looked up"
    assert await settler.settle() == 3
    async with store.transaction() as tx:
        assert sorted(row.key for row in await tx.outbox.claim("w", clock.now(), LEASE, 10)) == ["sending", "waits"]
        due = await tx.timers.due(clock.now())
        assert [timer.key for timer in due] == ["question/1/step"], "a moment that is long past is due at once"
    await store.close()


async def _tokens(tx: Work) -> dict[str, str]:
    return {row.key: row.token for row in await tx.rows(select(outbox))}


async def test_postgres_is_left_to_its_tools(postgres_database: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_restore"):
        await restore(engines.parsed(postgres_database), tmp_path / "backup.db")
