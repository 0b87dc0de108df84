"""A channel in which nothing can be said: what waits for it is kept, and goes out when it can be said again."""

from __future__ import annotations

from datetime import timedelta

from storage.deliveries import Where
from storage.store import Store
from tests.storage.made import LEASE, NOON, SUPPORT, later, said

SLACK = Where(platform="slack", channel="C1")


async def claimed(store: Store) -> list[str]:
    async with store.transaction() as tx:
        now = await tx.clock(NOON)
        return [row.key for row in await tx.outbox.claim("w", now, LEASE, 20)]


async def test_what_waits_for_a_shut_channel_is_kept_and_keeps_nobody_busy(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shut.put("slack", "C1", {"removed": NOON})
        await tx.outbox.say("a", SLACK, said("a"))
        assert await tx.outbox.oldest_unsent() is None
        assert await tx.outbox.next_moment() is None
        assert not await tx.outbox.is_ready(later(hours=9))
        await tx.outbox.say("b", SUPPORT, said("b"))
        assert await tx.outbox.oldest_unsent() is not None
    assert await claimed(store) == ["b"]


async def test_it_goes_out_when_nothing_is_in_the_way_any_more_and_the_worker_is_woken(store: Store) -> None:
    woken: list[bool] = []
    async with store.transaction() as tx:
        await tx.shut.put("slack", "C1", {"removed": NOON, "closed": later(hours=1)})
        await tx.outbox.say("a", SLACK, said("a"))
    store.on_commit(lambda: woken.append(True))
    async with store.transaction() as tx:
        assert await tx.shut.why("slack", "C1") == {"removed": NOON, "closed": later(hours=1)}
        await tx.shut.put("slack", "C1", {"closed": NOON})
    assert (await claimed(store), woken) == ([], [])
    async with store.transaction() as tx:
        await tx.shut.put("slack", "C1", {})
    assert woken == [True]
    assert await claimed(store) == ["a"]
    async with store.reading() as tx:
        assert await tx.shut.why("slack", "C1") == {}


async def test_the_same_channel_id_on_another_platform_is_not_meant(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.shut.put("slack", "C1", {"removed": NOON})
        await tx.outbox.say("a", Where(platform="teams", channel="C1"), said("a"))
    assert await claimed(store) == ["a"]


async def test_what_is_being_sent_when_the_channel_shuts_is_still_looked_up(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say("a", SLACK, said("a"))
    assert await claimed(store) == ["a"]
    async with store.transaction() as tx:
        await tx.shut.put("slack", "C1", {"removed": NOON})
        now = await tx.clock(NOON)
        assert await tx.outbox.next_moment() is not None
        assert [row.key for row in await tx.outbox.stuck(now + LEASE + timedelta(seconds=1))] == ["a"]


async def test_many_that_wait_for_a_shut_channel_make_no_storm(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say("first", SUPPORT, said("1"))
    assert await claimed(store) == ["first"]
    async with store.transaction() as tx:
        row = (await tx.outbox.stuck(later(days=9000)))[0]
        await tx.outbox.posted(row.id, "r1", NOON)
        await tx.shut.put("slack", "C1", {"removed": NOON})
        for number in range(30):
            await tx.outbox.say(f"k{number}", SLACK, said("x"))
        await tx.outbox.say("first", SUPPORT, said("2"))  # a revision
        await tx.outbox.say("second", SUPPORT, said("3"))
    assert await claimed(store) == ["first", "second"]  # in order; a storm would have put the post first
