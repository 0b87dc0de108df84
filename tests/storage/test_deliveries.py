"""The worker's side: rows are claimed in order by one, given back, given up and settled."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.deliveries import STORM, Where
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.made import KEY, LEASE, NOON, SUPPORT, later, said


async def say(tx: Transaction, *keys: str, channel: str = "support", platform: str = "local") -> None:
    for key in keys:
        await tx.outbox.say(key, Where(platform=platform, channel=channel), said(key))


async def keys(tx: Transaction, **more: object) -> list[str]:
    arguments = {"owner": "w", "now": NOON, "lease": LEASE, "limit": 50, **more}
    return [row.key for row in await tx.outbox.claim(**arguments)]  # type: ignore[arg-type]


async def test_rows_are_claimed_in_the_order_in_which_they_were_said(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, "c", "a", "b")
        assert await keys(tx, limit=2) == ["c", "a"]
        assert await keys(tx) == ["b"]
        assert await keys(tx) == []


async def test_channels_and_platforms_can_be_left_out(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, "a", channel="busy")
        await say(tx, "b", channel="free", platform="slack")
        await say(tx, "c", channel="free")
        assert await keys(tx, skip={("busy", "all")}, platforms=("local",)) == ["c"]
        assert await keys(tx) == ["a", "b"]


async def test_posts_and_changes_of_a_channel_can_be_left_out_apart(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, "stands")
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 9)
        await tx.outbox.posted(row.id, "m1", NOON)
        await say(tx, "new")
        await tx.outbox.say("stands", SUPPORT, said("other"))
    async with store.reading() as tx:
        assert not await tx.outbox.is_ready(NOON, {("support", "post"), ("support", "change")})
    async with store.transaction() as tx:
        assert await keys(tx, skip={("support", "post")}) == ["stands"]
        assert await keys(tx, skip={("support", "change")}) == ["new"]


async def test_two_workers_never_claim_the_same_row(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, *(f"k{number}" for number in range(40)))

    async def work(name: str) -> list[str]:
        got: list[str] = []
        for _ in range(10):
            async with store.transaction() as tx:
                got += await keys(tx, owner=name, limit=3)
        return got

    first, second = await asyncio.gather(work("one"), work("two"))
    assert sorted(first + second) == sorted(f"k{number}" for number in range(40))


async def test_in_a_storm_posts_go_before_revisions_and_else_all_go_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, "card")
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.posted(row.id, "r", NOON)
        await tx.outbox.say("card", SUPPORT, said("revised"))
        await say(tx, "post")
        (revision,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        assert revision.key == "card"
        await tx.outbox.release("w", [revision.id])
        await say(tx, *(f"k{number}" for number in range(STORM)))
        assert await keys(tx, limit=1) == ["post"]


async def test_a_row_to_be_tried_again_waits_until_then_and_holds_its_followers(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, KEY)
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        await tx.outbox.retry(row.id, later(seconds=5), "429", owner="w")
        assert await tx.outbox.next_moment() == later(seconds=5)
        assert await keys(tx, now=later(seconds=4)) == []
        again = await tx.outbox.claim("w", later(seconds=5), LEASE, 9)
        assert [(one.key, one.attempts, one.reason) for one in again] == [(KEY, 2, "429")]


async def test_a_worker_that_lost_its_row_changes_nothing_about_it(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, KEY)
        (row,) = await tx.outbox.claim("old", NOON, LEASE, 1)
        assert await tx.outbox.take_stuck(row.id, "new", later(seconds=10), LEASE)
        await tx.outbox.retry(row.id, NOON, "late", owner="old")
        await tx.outbox.dead(row.id, "late", owner="old")
        await tx.outbox.uncertain(row.id, "late", owner="old")
        await tx.outbox.release("old", [row.id])
        assert await tx.outbox.counts() == {"sending": 1}
        await tx.outbox.posted(row.id, "r", NOON)
        assert await tx.outbox.counts() == {"done": 1}


async def test_a_row_whose_lease_ran_out_is_stuck_and_taken_by_one(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, KEY)
        (row,) = await tx.outbox.claim("old", NOON, timedelta(seconds=9), 1)
    async with store.transaction() as tx:
        assert await tx.outbox.stuck(later(seconds=8)) == []
        assert [one.id for one in await tx.outbox.stuck(later(seconds=9))] == [row.id]
        assert await tx.outbox.next_moment() == later(seconds=9)
        assert await tx.outbox.take_stuck(row.id, "b", later(seconds=9), LEASE)
        assert not await tx.outbox.take_stuck(row.id, "c", later(seconds=9), LEASE)
        assert await tx.outbox.stuck(later(seconds=9)) == []
        await tx.outbox.expire_all(later(seconds=10))
        (found,) = await tx.outbox.stuck(later(seconds=10))
        assert (found.owner, found.claimed_at) == ("b", NOON)


@pytest.mark.parametrize("state", ["dead", "uncertain"])
async def test_what_waits_for_a_post_that_is_given_up_is_cancelled_and_the_desk_is_to_hear_of_it(
    store: Store, state: str
) -> None:
    async with store.transaction() as tx:
        await say(tx, KEY)
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        await (tx.outbox.dead if state == "dead" else tx.outbox.uncertain)(row.id, "gone", owner="w")
        assert await tx.outbox.counts() == {state: 1, "cancelled": 1}
        assert [(one.id, one.reason) for one in await tx.outbox.untold()] == [(row.id, "gone")]
        assert [one.state for one in await tx.outbox.given_up()] == [state]
        assert await tx.outbox.lost(timedelta(days=7)) == 1  # what was cancelled with it is no loss of its own
        assert await tx.outbox.lost(timedelta(days=-1)) == 0  # nothing was written after tomorrow
        await tx.outbox.tell(row.id)
        assert await tx.outbox.untold() == []


async def test_after_a_dead_post_the_key_is_free_but_after_an_uncertain_one_it_is_not(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, "dead", "uncertain")
        dead, uncertain = await tx.outbox.claim("w", NOON, LEASE, 2)
        await tx.outbox.dead(dead.id, "gone")
        await tx.outbox.uncertain(uncertain.id, "who knows")
        assert [await tx.outbox.is_live(key) for key in ("dead", "uncertain")] == [False, True]
        for key in ("dead", "uncertain"):
            await tx.outbox.say(key, SUPPORT, said("again"))
        assert await keys(tx) == ["dead"]
        await tx.outbox.withdraw("uncertain")
        await tx.outbox.say("uncertain", SUPPORT, said("once more"))
        assert await keys(tx) == ["uncertain"]


async def test_a_given_up_revision_is_a_dead_letter_but_nobody_is_told(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, KEY)
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.posted(row.id, "r", NOON)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        (revision,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.dead(revision.id, "gone")
        assert await tx.outbox.untold() == []
        assert await tx.outbox.counts() == {"done": 1, "dead": 1}
        assert await tx.outbox.is_live(KEY)


async def test_released_rows_can_be_claimed_again_as_if_they_never_were(store: Store) -> None:
    async with store.transaction() as tx:
        await say(tx, "a", "b", "c")
        rows = await tx.outbox.claim("w", NOON, LEASE, 3)
        await tx.outbox.release("w", [rows[0].id])
        assert await keys(tx, owner="v") == ["a"]
        await tx.outbox.release("w", [row.id for row in rows])
        assert [(row.key, row.attempts) for row in await tx.outbox.claim("v", NOON, LEASE, 9)] == [("b", 1), ("c", 1)]


async def test_the_oldest_unsent_row_is_known(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.outbox.oldest_unsent() is None
        await say(tx, KEY)
        oldest = await tx.outbox.oldest_unsent()
        assert oldest is not None
        assert oldest.tzinfo is not None
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.posted(row.id, "r", NOON)
        assert await tx.outbox.oldest_unsent() is None
