"""Finished rows are taken away in the end; what stands or waits stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from storage.schema import outbox
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.made import LEASE, NOON, SUPPORT, later, said


async def send_all(tx: Transaction) -> None:
    while rows := await tx.outbox.claim("w", NOON, LEASE, 50):
        for row in rows:
            await (tx.outbox.posted(row.id, f"r{row.id}", NOON) if row.kind == "post" else tx.outbox.done(row.id, NOON))


async def written(tx: Transaction, at: datetime) -> None:
    await tx.do(update(outbox).values(created_at=at))


async def test_what_was_withdrawn_long_ago_is_taken_away_and_what_stands_can_still_be_revised(store: Store) -> None:
    async with store.transaction() as tx:
        for key in ("gone", "stands", "waits"):
            await tx.outbox.say(key, SUPPORT, said(key))
            if key != "waits":
                await send_all(tx)
                await tx.outbox.say(key, SUPPORT, said(f"{key}, revised"))
                await send_all(tx)
        await tx.outbox.withdraw("gone")
        (withdrawal,) = [row for row in await tx.outbox.claim("w", NOON, LEASE, 50) if row.kind == "withdraw"]
        await tx.outbox.done(withdrawal.id, NOON)
        await written(tx, NOON)
        await tx.housekeeping.tidy(NOON)
        assert sum((await tx.outbox.counts()).values()) == 6, "nothing of it is older than that"
        await tx.housekeeping.tidy(later(days=30))
        assert await tx.outbox.by_remote("local", "support", "r1") is None
        assert [one.key for one in await tx.outbox.live("")] == ["stands", "waits"]
        assert await tx.outbox.counts() == {"done": 1, "sending": 1}
        await tx.outbox.say("stands", SUPPORT, said("again"))
        assert [row.kind for row in await tx.outbox.claim("w", NOON, LEASE, 50)] == ["revise"]


async def test_what_was_given_up_stays_to_be_seen(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say("a", SUPPORT, said("a"))
        (row,) = await tx.outbox.claim("w", NOON, LEASE, 1)
        await tx.outbox.dead(row.id, "gone")
        await written(tx, NOON)
        await tx.housekeeping.tidy(later(days=99))
        assert [one.key for one in await tx.outbox.given_up()] == ["a"]


async def test_events_of_long_ago_are_forgotten(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.inbox.is_new("old", NOON)
        await tx.inbox.is_new("young", NOON + timedelta(days=8))
        await tx.housekeeping.tidy(later(days=7))
        assert await tx.inbox.is_new("old", NOON)
        assert not await tx.inbox.is_new("young", NOON)
