"""The worker as a whole: it wakes by itself, rests when there is nothing to do, stops with grace, looks people up."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.platforms.base import Profile, TryLater
from bot.worker.pace import AT_ONCE, Manners, back_off
from knowledge.conversation.event import Account, Event, MessageRef, PersonKnown
from knowledge.support.directory import Person
from storage.shadow import Watched
from storage.store import Store
from tests.bot.worker_bench import START, Bench

ANNA = Account(platform="fake", id="U1", name="Anna")


async def test_a_running_worker_delivers_what_is_committed_without_being_asked(store: Store) -> None:
    bench = Bench(store)
    posted = asyncio.Event()
    bench.service.on_call = lambda call: posted.set() if call == "posted" else None
    run = asyncio.create_task(bench.worker.run())
    for number in range(3):
        posted.clear()
        await bench.say(f"card{number}")
        async with asyncio.timeout(2):
            await posted.wait()
    bench.worker.stop()
    await run
    assert await bench.counts() == {"done": 3}


async def test_a_stopped_worker_finishes_what_it_sends_and_gives_the_rest_back(store: Store) -> None:
    bench = Bench(store)
    bench.service.hold = asyncio.Event()
    sending = asyncio.Event()
    bench.service.on_call = lambda _call: sending.set()
    for key in ("a", "b", "c"):
        await bench.say(key, key)
    run = asyncio.create_task(bench.worker.run())
    await sending.wait()
    bench.worker.stop()
    bench.service.hold.set()
    await run
    assert bench.service.texts() == ["a"]
    assert await bench.counts() == {"done": 1, "pending": 2}


async def test_a_stopped_worker_hands_over_no_further_timer(store: Store) -> None:
    bench = Bench(store)
    async with store.transaction() as tx:
        for number in range(5):
            await tx.timers.set(f"t{number}", "step", START)
    hear = bench.heard.__call__

    async def note(event: Event) -> None:
        await hear(event)
        bench.worker.stop()

    bench.worker._timers._hear = note
    await bench.worker.run()
    assert len(bench.heard.events) == 1
    async with store.reading() as tx:
        assert len(await tx.timers.keys()) == 4


async def test_a_worker_that_is_cancelled_leaves_its_row_to_be_looked_up(store: Store) -> None:
    bench = Bench(store)
    bench.service.hold = asyncio.Event()
    sending = asyncio.Event()
    bench.service.on_call = lambda _call: sending.set()
    await bench.say("a", "a")
    run = asyncio.create_task(bench.worker.run())
    await sending.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert await bench.counts() == {"sending": 1}
    bench.service.hold = None
    again = Bench(store, {"fake": bench.service})
    await again.later(seconds=10)
    await again.worker.drain()
    assert bench.service.texts() == ["a"]


async def test_a_bug_in_one_loop_stops_neither_it_nor_the_others(store: Store) -> None:
    async def broken(_now: datetime) -> None:
        raise KeyError("a bug")

    bench = Bench(store, audit=broken)
    posted = asyncio.Event()
    bench.service.on_call = lambda call: posted.set() if call == "posted" else None
    run = asyncio.create_task(bench.worker.run())
    await bench.say("a")
    async with asyncio.timeout(2):
        await posted.wait()
    assert not run.done()
    bench.worker.stop()
    await run


async def test_an_idle_worker_sleeps_five_seconds_alone_and_one_beside_others(store: Store) -> None:
    bench = Bench(store)
    longest = timedelta(seconds=5 if store.is_sqlite else 1)
    assert await bench.worker._deliver_and_rest() == longest
    assert await bench.worker._fire_and_rest() == longest
    assert await bench.worker._audit_and_rest() == longest


async def test_a_worker_sleeps_until_the_next_timer_or_the_next_attempt(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    bench.service.trouble.before = [TryLater(timedelta(seconds=3))]
    await bench.say("card")
    async with sqlite_store.transaction() as tx:
        await tx.timers.set("x", "step", START + timedelta(seconds=2))
    await bench.worker.drain()
    assert await bench.worker._fire_and_rest() == timedelta(seconds=2)
    assert await bench.worker._deliver_and_rest() == timedelta(seconds=3)


async def test_a_timer_that_was_refused_is_not_waited_for_in_a_busy_loop(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    bench.heard.refuse = [TryLater()]
    async with sqlite_store.transaction() as tx:
        await tx.timers.set("x", "step", START)
    assert await bench.worker._fire_and_rest() >= timedelta(seconds=0.5)


async def test_the_audit_looks_at_the_start_and_then_once_an_hour_of_desk_time(store: Store) -> None:
    looked: list[datetime] = []

    async def audit(now: datetime) -> None:
        looked.append(now)

    bench = Bench(store, audit=audit)
    for minutes in (0, 30, 61, 90, 125):
        await bench.worker.jump(bench.desk, START + timedelta(minutes=minutes))
    assert [(now - START) / timedelta(minutes=1) for now in looked] == [0, 61, 125]


async def test_what_a_watching_desk_kept_is_dropped_after_ninety_days_of_desk_time(store: Store) -> None:
    bench = Bench(store)
    async with store.transaction() as tx:
        for days in (89, 91):
            ref = MessageRef(platform="fake", channel="C", id=f"{days} days ago")
            at = START - timedelta(days=days)
            await tx.shadow.note(Watched(ref=ref, at=at, place="support", text="hej", decision="silent"))
    await bench.worker._audit_and_rest()
    async with store.reading() as tx:
        assert [row.ref.id for row in await tx.shadow.since(START - timedelta(days=999))] == ["89 days ago"]


async def stranger(store: Store, person: str = "anna", account: str = "U1") -> None:
    async with store.transaction() as tx:
        await tx.directory.add_person(Person(id=person, name="Anna", known=False, accounts={"fake": account}))


async def test_a_stranger_is_looked_up_once_and_the_desk_hears_what_was_found(store: Store) -> None:
    bench = Bench(store)
    bench.service.people = {"U1": Profile(account=ANNA, email="anna@example.org", language="sv")}
    await stranger(store)
    await bench.worker.drain()
    await bench.worker.drain()
    (event,) = bench.heard.events
    assert isinstance(event, PersonKnown)
    assert (event.account, event.email, event.language, event.id) == (ANNA, "anna@example.org", "sv", "person:fake:U1")
    assert bench.service.calls == ["person U1"]


async def test_an_account_that_nobody_knows_is_not_asked_for_again(store: Store) -> None:
    bench = Bench(store)
    await stranger(store)
    await bench.worker.drain()
    await bench.worker.drain()
    assert (bench.heard.events, bench.service.calls) == ([], ["person U1"])


async def test_a_look_up_that_fails_is_made_again_later_and_keeps_nobody_else_waiting(store: Store) -> None:
    bench = Bench(store)
    bench.service.people = {
        "U1": TryLater(timedelta(seconds=30)),
        "U2": Profile(account=Account(platform="fake", id="U2")),
    }
    await stranger(store)
    await stranger(store, "bo", "U2")
    await bench.worker.drain()
    assert [event.id for event in bench.heard.events] == ["person:fake:U2"]
    bench.service.people["U1"] = Profile(account=ANNA)
    await bench.worker.drain()
    assert len(bench.heard.events) == 1
    await bench.later(seconds=31)
    await bench.worker.drain()
    assert [event.id for event in bench.heard.events] == ["person:fake:U2", "person:fake:U1"]


def test_the_back_off_doubles_up_to_five_minutes_and_is_spread_by_chance() -> None:
    class Fixed:
        def __init__(self, value: float) -> None:
            self.value = value

        def random(self) -> float:
            return self.value

    waits = [back_off(number, Fixed(0)).total_seconds() for number in range(1, 13)]  # type: ignore[arg-type]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert back_off(3, Fixed(0.5)).total_seconds() == 3  # type: ignore[arg-type]
    assert back_off(5000, Fixed(0)).total_seconds() == 300  # type: ignore[arg-type]


def test_what_begins_at_the_fence_ends_within_the_lease() -> None:
    manners = Manners(paces={"fake": AT_ONCE})
    assert manners.fence.total_seconds() + manners.patience < manners.lease.total_seconds() < 10


async def test_in_a_storm_of_commits_it_looks_no_oftener_than_each_twentieth_of_a_second(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    running = asyncio.create_task(bench.worker.run())
    clock = asyncio.get_running_loop().time
    begun = clock()
    while clock() < begun + 0.4:
        bench.worker.wake()
        await asyncio.sleep(0)
    looks, took = bench.worker.looks, clock() - begun
    bench.worker.stop()
    await running
    assert 4 <= looks <= 4 * (took / 0.05 + 1)
