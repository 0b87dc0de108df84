"""What happened while nobody listened is read back, from the very first start on and no further."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.platforms.base import TryLater
from bot.worker.catch_up import EVERY
from bot.worker.loop import Worker
from knowledge.conversation.event import Account, MessagePosted, MessageRef
from storage.store import Store
from tests.bot.worker_bench import START, Bench


def said(name: str, minutes: float) -> MessagePosted:
    """A message, so many minutes after the first start."""
    ref = MessageRef(platform="fake", channel="support", id=name)
    at = START + timedelta(minutes=minutes)
    return MessagePosted(id=name, at=at, author=Account(platform="fake", id="anna"), ref=ref, text="hej")


def heard(bench: Bench) -> list[str]:
    return [event.id for event in bench.heard.events]


async def restarted(bench: Bench, minutes: float) -> None:
    """Another process, so many minutes after the first start; it listens at once."""
    bench.desk.set(START + timedelta(minutes=minutes))
    worker = Worker(bench.store, {"fake": bench.service}, bench.heard, bench.clocks)
    await worker.before_listening()
    bench.service.gaps += 1
    await worker.catch_up()


async def test_what_was_said_before_the_very_first_start_is_never_answered(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    bench.service.happened = [said("before", -2), said("after", 1)]
    await restarted(bench, 0)
    assert heard(bench) == ["after"]
    await restarted(bench, 3)
    assert heard(bench) == ["after"]


async def test_what_was_said_after_a_start_that_died_before_it_could_listen_is_heard(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    await bench.worker.before_listening()  # and there it dies
    bench.service.happened = [said("while dead", 1)]
    await restarted(bench, 2)
    assert heard(bench) == ["while dead"]


@pytest.mark.timeout(20)
async def test_told_to_stop_it_does_not_wait_for_a_service_that_lets_it_wait(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    bench.service.happened, bench.service.hold = [said("first", 1)], asyncio.Event()
    reading = asyncio.Event()
    bench.service.on_call = lambda call: reading.set() if call.startswith("since") else None
    bench.service.gaps = 1
    running = asyncio.create_task(bench.worker.run())
    await reading.wait()
    bench.worker.stop()
    await running
    bench.service.hold = None
    bench.service.happened.append(said("second", 2))
    await restarted(bench, 3)
    assert heard(bench) == ["first", "second"]


async def test_a_service_that_cannot_be_read_back_is_asked_again_later_from_the_same_moment(
    sqlite_store: Store,
) -> None:
    bench = Bench(sqlite_store)
    await restarted(bench, 0)
    bench.service.happened = [said("missed", 30)]
    bench.service.gaps += 1
    broken = [RuntimeError("a fault of the reader")]
    asked: list[str] = []

    def strike(call: str) -> None:
        if call.startswith("since"):
            asked.append(call)
            if broken:
                raise broken.pop()

    bench.service.on_call = strike
    bench.desk.set(START + timedelta(minutes=60))
    assert await bench.worker.catch_up() == 0
    assert await bench.worker.catch_up() == 0
    assert len(asked) == 1, "it is not pressed"
    bench.desk.set(START + timedelta(minutes=60) + EVERY)
    assert await bench.worker.catch_up() == 1
    assert heard(bench) == ["missed"]


async def test_what_cannot_be_heard_now_is_read_back_again_at_once(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    await restarted(bench, 0)
    bench.service.happened = [said("missed", 30)]
    bench.service.gaps += 1
    bench.heard.refuse = [TryLater()]
    with pytest.raises(TryLater):
        await bench.worker.catch_up()
    assert await bench.worker.catch_up() == 1
    assert heard(bench) == ["missed"]
