"""A timer is one moment under one key, and is taken once."""

from __future__ import annotations

import asyncio

from storage.store import Store
from storage.timers import Timer
from tests.storage.made import NOON, later

STEP = "question/1/step"


async def test_setting_a_timer_again_moves_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.timers.set(STEP, "step", NOON, round=1)
        await tx.timers.set(STEP, "step", later(hours=4), round=2, values={"to": "eva"})
        assert await tx.timers.get(STEP) == Timer(
            key=STEP, kind="step", due=later(hours=4), round=2, values={"to": "eva"}
        )
        assert await tx.timers.due(later(hours=3), 10) == []


async def test_due_timers_come_in_the_order_of_their_moments(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.timers.next_due() is None
        await tx.timers.set("c", "x", later(seconds=3))
        await tx.timers.set("a", "x", later(seconds=2))
        await tx.timers.set("b", "x", later(seconds=1, microseconds=1))
        await tx.timers.set("d", "x", later(seconds=9))
    async with store.reading() as tx:
        assert [timer.key for timer in await tx.timers.due(later(seconds=3), 10)] == ["b", "a", "c"]
        assert [timer.key for timer in await tx.timers.due(later(seconds=3), 2)] == ["b", "a"]
        assert await tx.timers.next_due() == later(seconds=1, microseconds=1)


async def test_a_timer_is_claimed_once_and_not_after_it_moved(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.timers.set(STEP, "step", NOON)
        old = await tx.timers.get(STEP)
        assert old is not None
        await tx.timers.set(STEP, "step", later(hours=1))
        assert not await tx.timers.claim(old)
        new = await tx.timers.get(STEP)
        assert new is not None
        assert await tx.timers.claim(new)
        assert not await tx.timers.claim(new)


async def test_of_two_who_claim_at_the_same_time_one_gets_it(store: Store) -> None:
    timer = Timer(key=STEP, kind="step", due=NOON)
    async with store.transaction() as tx:
        await tx.timers.set(STEP, "step", NOON)

    async def claim() -> bool:
        async with store.transaction() as tx:
            return await tx.timers.claim(timer)

    assert sorted(await asyncio.gather(*(claim() for _ in range(6)))) == [False] * 5 + [True]


async def test_the_event_of_a_timer_leads_back_to_it(store: Store) -> None:
    timer = Timer(key=STEP, kind="step", due=later(microseconds=5), round=3, values={"a": 1})
    event = timer.fired(later(seconds=1))
    assert event.id == f"timer:{STEP}:2026-11-24T12:00:00.000005+00:00"
    assert (event.at, Timer.of(event)) == (later(seconds=1), timer)
    async with store.transaction() as tx:
        await tx.timers.set(timer.key, timer.kind, timer.due, round=3, values={"a": 1})
        assert await tx.timers.claim(Timer.of(event))


async def test_cancelling_takes_one_or_all_under_a_prefix(store: Store) -> None:
    async with store.transaction() as tx:
        for key in ("question/1/step", "question/1/assumed", "question/10/step", "question/2/step"):
            await tx.timers.set(key, "x", NOON)
        await tx.timers.cancel("question/2/step")
        await tx.timers.cancel("question/3/step")
        await tx.timers.cancel_all("question/1/")
        assert await tx.timers.keys("question/") == ["question/10/step"]


async def test_a_prefix_means_its_characters_literally(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.timers.set("a_b", "x", NOON)
        await tx.timers.set("axb", "x", NOON)
        assert await tx.timers.keys("a_") == ["a_b"]
