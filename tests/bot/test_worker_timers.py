"""Timers fire in order, once, on time; a jump of the clock stops at each of them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.clock import Clocks, MachineClock, MovableClock, SetClock
from bot.platforms.base import TryLater
from knowledge.conversation.event import Event, TimerFired
from storage.errors import Busy
from storage.store import Store
from tests.bot.worker_bench import START, Bench


async def ask(store: Store, **moments: float) -> None:
    """Ask for moments: key -> minutes after the start."""
    async with store.transaction() as tx:
        for key, minutes in moments.items():
            await tx.timers.set(key, "step", START + timedelta(minutes=minutes), round=2, values={"n": 1})


def keys(bench: Bench) -> list[str]:
    return [event.key for event in bench.heard.events if isinstance(event, TimerFired)]


async def test_due_timers_fire_in_the_order_of_their_moments(store: Store) -> None:
    bench = Bench(store)
    await ask(store, c=-1, a=-2, b=0, d=1)
    assert await bench.worker.fire_due(START) == 3
    assert keys(bench) == ["a", "c", "b"]
    event = bench.heard.events[0]
    assert isinstance(event, TimerFired)
    assert (event.kind, event.round, event.values, event.at) == ("step", 2, {"n": 1}, START)


async def test_a_timer_that_the_desk_cannot_take_now_stays_and_fires_later(store: Store) -> None:
    bench = Bench(store)
    await ask(store, a=-2, b=-1)
    bench.heard.refuse = [TryLater(), Busy("locked"), KeyError("a bug")]
    assert await bench.worker.fire_due(START) == 0
    assert await bench.worker.fire_due(START) == 0, "it is not tried again at once"
    await bench.later(seconds=2)
    assert await bench.worker.fire_due(START) == 1
    await bench.later(seconds=5)
    assert await bench.worker.fire_due(START) == 1
    assert sorted(keys(bench)) == ["a", "b"]


async def test_a_jump_stops_at_each_due_moment_and_delivers_what_comes_of_it(store: Store) -> None:
    bench = Bench(store)
    seen: list[tuple[str, datetime, int]] = []
    hear = bench.heard.__call__

    async def note(event: Event) -> None:
        await hear(event)
        if isinstance(event, TimerFired):
            seen.append((event.key, bench.desk.now(), len(bench.service.posts)))
            await bench.say(event.key)
            if event.key == "a":
                await ask(store, late=45)

    bench.worker._timers._hear = note
    await ask(store, a=30, b=60, c=999)
    await bench.worker.jump(bench.desk, START + timedelta(minutes=90))
    assert seen == [
        ("a", START + timedelta(minutes=30), 0),
        ("late", START + timedelta(minutes=45), 1),
        ("b", START + timedelta(minutes=60), 2),
    ]
    assert bench.desk.now() == START + timedelta(minutes=90)
    assert len(bench.service.posts) == 3


async def test_a_timer_that_cannot_be_handed_over_does_not_hold_up_a_jump(store: Store) -> None:
    bench = Bench(store)
    await ask(store, a=10, b=20)
    bench.heard.refuse = [TryLater()]
    await bench.worker.jump(bench.desk, START + timedelta(minutes=30))
    assert keys(bench) == ["b"]
    await bench.later(seconds=2)
    await bench.worker.fire_due(bench.desk.now())
    assert keys(bench) == ["b", "a"]


async def test_a_running_worker_fires_within_a_quarter_of_a_second(store: Store) -> None:
    bench = Bench(store, clocks=Clocks())
    clock = MachineClock()
    late: list[float] = []
    done = asyncio.Event()

    async def hear(event: Event) -> None:
        await bench.heard(event)
        late.append((clock.now() - datetime.fromisoformat(event.id.removeprefix("timer:x:"))).total_seconds())
        done.set()

    bench.worker._timers._hear = hear
    run = asyncio.create_task(bench.worker.run())
    for _ in range(5):
        done.clear()
        async with store.transaction() as tx:
            await tx.timers.set("x", "step", clock.now() + timedelta(milliseconds=40))
        await done.wait()
    bench.worker.stop()
    await run
    assert min(late) >= 0
    assert sorted(late)[3] <= 0.25


async def test_moving_the_clock_wakes_a_worker_that_sleeps(store: Store) -> None:
    bench = Bench(store)
    await ask(store, a=600)
    heard = asyncio.Event()
    hear = bench.heard.__call__

    async def note(event: Event) -> None:
        await hear(event)
        heard.set()

    bench.worker._timers._hear = note
    run = asyncio.create_task(bench.worker.run())
    await asyncio.sleep(0)
    bench.desk.set(START + timedelta(minutes=601))
    await heard.wait()
    bench.worker.stop()
    await run
    assert keys(bench) == ["a"]


@pytest.mark.parametrize("clock", [SetClock(START), MovableClock(machine=SetClock(START))])
def test_a_clock_moves_only_forwards_and_tells_who_listens(clock: SetClock | MovableClock) -> None:
    told: list[datetime] = []
    clock.on_move(lambda: told.append(clock.now()))
    clock.set(START + timedelta(hours=1))
    clock.set(START)
    assert clock.now() == START + timedelta(hours=1)
    assert told == [START + timedelta(hours=1)]


def test_a_movable_clock_goes_on_by_itself() -> None:
    machine = SetClock(START)
    clock = MovableClock(timedelta(hours=2), machine)
    machine.set(START + timedelta(minutes=5))
    assert clock.now() == START + timedelta(hours=2, minutes=5)
    assert clock.offset == timedelta(hours=2)
