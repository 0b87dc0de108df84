"""A transaction keeps all or nothing, also when it is cancelled; readers do not wait; the worker is woken."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from random import Random

import pytest

from storage.errors import StorageError
from storage.store import Store
from tests.storage.made import KEY, NOON, SUPPORT, later, question, said


async def add(store: Store, count: int = 1) -> None:
    async with store.transaction() as tx:
        for _ in range(count):
            await tx.questions.add(question())


async def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    async def fail() -> None:
        async with store.transaction() as tx:
            await tx.questions.add(question())
            await tx.outbox.say(KEY, SUPPORT, said("hej"))
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        await fail()
    async with store.reading() as tx:
        assert (await tx.questions.where(), await tx.outbox.counts()) == ([], {})


async def test_a_cancelled_transaction_leaves_nothing_and_keeps_nobody_waiting(store: Store) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with store.transaction() as tx:
            await tx.questions.add(question())
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5):
        await add(store)
    async with store.reading() as tx:
        assert len(await tx.questions.where()) == 1


async def test_whenever_a_transaction_is_cancelled_it_is_whole_or_not_at_all(store: Store) -> None:
    random = Random(7)  # noqa: S311 - the moments are to be repeated
    for _ in range(60):
        task = asyncio.create_task(add(store, 2))
        for _ in range(random.randrange(60)):
            await asyncio.sleep(0)
        await asyncio.sleep(random.uniform(0, 0.006))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        await add(store, 2)
    async with store.reading() as tx:
        assert len(await tx.questions.where()) % 2 == 0


async def test_what_eight_tasks_read_and_write_back_is_all_there(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.desk.set("n", 0)

    async def count() -> None:
        for _ in range(10):
            async with store.transaction() as tx:
                await tx.desk.set("n", await tx.desk.get("n") + 1)

    await asyncio.gather(*(count() for _ in range(8)))
    async with store.reading() as tx:
        assert await tx.desk.get("n") == 80


async def test_two_processes_that_read_and_write_back_lose_nothing(database: str) -> None:
    stores = [await Store.open(database) for _ in range(2)]
    async with stores[0].transaction() as tx:
        await tx.desk.set("n", 0)

    async def count(store: Store) -> None:
        for _ in range(20):
            async with store.transaction() as tx:
                await tx.desk.set("n", await tx.desk.get("n") + 1)

    await asyncio.gather(*(count(store) for store in stores))
    async with stores[1].reading() as tx:
        assert await tx.desk.get("n") == 40
    for store in stores:
        await store.close()


async def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    async with store.transaction() as writing:
        await writing.questions.add(question())
        async with asyncio.timeout(2), store.reading() as reading:
            assert await reading.questions.where() == []


async def test_a_reading_transaction_cannot_write(store: Store) -> None:
    async def write() -> None:
        async with store.reading() as tx:
            await tx.questions.add(question())

    with pytest.raises(StorageError, match="read-only"):
        await write()


async def test_commits_with_something_for_the_worker_wake_it_and_others_do_not(store: Store) -> None:
    woken: list[int] = []
    forget = store.on_commit(lambda: woken.append(1))
    await add(store)
    assert (woken, store.changed.is_set()) == ([], False)
    async with store.transaction() as tx:
        await tx.timers.set("x", "step", NOON)
        assert woken == [], "only when it is committed"
    assert (woken, store.changed.is_set()) == ([1], True)
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, SUPPORT, said("hej"))
    assert woken == [1, 1]
    forget()
    async with store.transaction() as tx:
        await tx.timers.set("x", "step", later(hours=1))
    assert woken == [1, 1]


async def test_a_question_that_is_read_to_be_changed_is_nobody_elses_until_then(store: Store) -> None:
    await add(store)
    order: list[str] = []

    async def change(name: str, begun: asyncio.Event, wait: asyncio.Event | None) -> None:
        async with store.transaction() as tx:
            if wait is None:
                begun.set()
            await tx.questions.get(1)
            order.append(f"{name} has it")
            if wait is not None:
                begun.set()
                await wait.wait()
        order.append(f"{name} is done")

    first_has_it, second_begins, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(change("first", first_has_it, go_on))
    await first_has_it.wait()
    second = asyncio.create_task(change("second", second_begins, None))
    for _ in range(20):
        await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, second)
    assert order.index("first has it") < order.index("second has it")
    assert order[0] == "first has it"


async def test_the_settings_that_durability_rests_on_are_in_force(store: Store) -> None:
    settings = await store.settings()
    if store.is_sqlite:
        assert settings == {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"}
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    else:
        assert settings["default_transaction_isolation"] == "read committed"


@pytest.mark.parametrize("prefix", ["sqlite:///", "sqlite+aiosqlite:///"])
async def test_the_short_and_the_long_address_mean_the_same(tmp_path: Path, prefix: str) -> None:
    store = await Store.open(f"{prefix}{tmp_path / 'desk.db'}")
    assert store.url == f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
    await store.close()


async def test_closing_twice_does_no_harm(store: Store) -> None:
    await store.close()
