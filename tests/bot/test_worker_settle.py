"""What somebody began to send is looked for before it goes out again: nothing doubled, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.platforms.base import Address, Gone, TryLater, Unsure
from bot.worker.pace import Manners, Pace
from knowledge.conversation.event import Undelivered
from storage.store import Store
from tests.bot.worker_bench import Bench
from tests.durable.service import FakeService

LEASE = timedelta(seconds=9)


async def interrupted(bench: Bench, *, stands: bool, **more: object) -> None:
    """A worker that died while it was sending, before or after the message stood."""
    await bench.say("card", **more)  # type: ignore[arg-type]
    async with bench.store.transaction() as tx:
        now = await tx.clock(bench.machine.now())
        (row,) = await tx.outbox.claim("dead", now, LEASE, 1)
    if stands:
        assert row.message is not None
        to = Address(platform="fake", channel=row.where.channel)
        await bench.service.send(to, row.key, row.message, row.token)
        bench.service.calls.clear()


@pytest.mark.parametrize("stands", [True, False])
async def test_after_a_crash_a_message_stands_exactly_once(store: Store, stands: bool) -> None:
    bench = Bench(store)
    await interrupted(bench, stands=stands)
    if not store.is_sqlite:
        await bench.worker.drain()
        assert bench.service.calls == [], "another replica may still be sending it"
        await bench.later(seconds=10)
    await bench.worker.drain()
    assert bench.service.texts() == ["hej"]
    assert bench.service.calls[0].startswith("find")
    assert await bench.counts() == {"done": 1}


async def test_on_sqlite_an_interrupted_row_is_settled_at_the_start_since_nobody_else_runs(sqlite_store: Store) -> None:
    bench = Bench(sqlite_store)
    await interrupted(bench, stands=True)
    await bench.worker.drain()
    assert await bench.counts() == {"done": 1}


async def test_the_service_gets_time_to_show_a_message_before_it_is_looked_for(store: Store) -> None:
    bench = Bench(
        store, manners=Manners(paces={"fake": Pace(between=timedelta(), settle=timedelta(seconds=5))}, lease=LEASE)
    )
    bench.service.trouble.after = [Unsure()]
    await bench.say("card")
    await bench.worker.drain()
    await bench.later(seconds=4)
    await bench.worker.drain()
    assert bench.service.calls == ["send card"]
    await bench.later(seconds=2)
    await bench.worker.drain()
    assert bench.service.texts() == ["hej"]
    assert len(bench.service.calls) == 2


@pytest.mark.parametrize("stands", [True, False])
async def test_an_unanswered_post_is_looked_for_and_stands_once(store: Store, stands: bool) -> None:
    bench = Bench(store)
    (bench.service.trouble.after if stands else bench.service.trouble.before).append(Unsure())
    await bench.say("card")
    await bench.worker.drain()
    assert bench.service.texts() == ["hej"]
    assert [call.split()[0] for call in bench.service.calls] == ["send", "find"] + ([] if stands else ["send"])


async def test_where_nobody_can_know_a_routed_question_is_repeated_once_with_the_word_reminder(store: Store) -> None:
    service = FakeService(tells=False)
    bench = Bench(store, {"fake": service})
    service.trouble.after = [Unsure(), Unsure(), Unsure()]
    await bench.say("card")
    for _ in range(3):
        await bench.worker.drain()
    assert service.texts() == ["hej", "Påminnelse: hej"]
    (event,) = bench.heard.events
    assert isinstance(event, Undelivered)
    assert event.reason == "uncertain"


async def test_where_nobody_can_know_an_announcement_is_not_repeated_and_is_listed(store: Store) -> None:
    service = FakeService(tells=False)
    bench = Bench(store, {"fake": service})
    service.trouble.after = [Unsure()]
    await bench.say("news", at_most_once=True, person="anna")
    for _ in range(3):
        await bench.worker.drain()
    assert service.texts() == ["hej"]
    async with store.reading() as tx:
        assert [(row.key, row.state) for row in await tx.outbox.given_up()] == [("news", "uncertain")]
    (event,) = bench.heard.events
    assert isinstance(event, Undelivered)
    assert (event.reason, event.person) == ("uncertain", "anna")


async def test_a_look_up_that_is_refused_is_made_again_and_nothing_is_sent_meanwhile(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.after = [Unsure()]
    bench.service.trouble.find = [TryLater(timedelta(seconds=3)), ConnectionError("reset")]
    await bench.say("card")
    await bench.worker.drain()
    for _ in range(2):
        await bench.later(seconds=4)
        await bench.worker.drain()
    assert [call.split()[0] for call in bench.service.calls] == ["send", "find", "find", "find"]
    assert bench.service.texts() == ["hej"]


async def test_a_place_that_is_gone_at_the_look_up_ends_it(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [Unsure()]
    bench.service.trouble.find = [Gone("channel deleted")]
    await bench.say("card")
    await bench.worker.drain()
    (event,) = bench.heard.events
    assert isinstance(event, Undelivered)
    assert event.reason == "gone"


async def test_a_look_up_that_never_works_counts_as_not_knowing(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.after = [Unsure()]
    bench.service.trouble.find = [PermissionError("missing scope") for _ in range(9)]
    await bench.say("news", at_most_once=True)
    for _ in range(8):
        await bench.worker.drain()
        await bench.later(seconds=3)
    assert await bench.counts() == {"uncertain": 1}


@pytest.mark.parametrize("kind", ["revise", "withdraw"])
async def test_an_interrupted_change_is_made_again_without_asking(store: Store, kind: str) -> None:
    bench = Bench(store)
    await bench.say("card", "one")
    await bench.worker.drain()
    await (bench.say("card", "two") if kind == "revise" else bench.withdraw("card"))
    async with store.transaction() as tx:
        await tx.outbox.claim("dead", await tx.clock(bench.machine.now()), LEASE, 1)
    await bench.later(seconds=10)
    await bench.worker.drain()
    assert bench.service.texts() == (["two"] if kind == "revise" else [])
    assert not any(call.startswith("find") for call in bench.service.calls)


async def test_two_workers_settle_a_dead_ones_row_once(store: Store) -> None:
    first = Bench(store)
    await interrupted(first, stands=False)
    await first.later(seconds=10)
    second = Bench(store, {"fake": first.service})
    await first.worker.drain()
    await second.worker.drain()
    assert first.service.texts() == ["hej"]
