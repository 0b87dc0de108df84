"""Wishes come out of the database as they went in; those that are the same are counted, not listed."""

from __future__ import annotations

from dataclasses import replace

from knowledge.support.wish import OPEN, Wish, WishState, closed, following
from storage.store import Store
from tests.storage.made import NOON, later

WISH = Wish(text="Kunna sortera lärloggen.", sender="anna", school="lindskolan", at=NOON, state=WishState.LOCAL,
            asked=("eva",), told=("received",))  # fmt: skip


async def test_they_are_found_by_state_school_sender_and_time(store: Store) -> None:
    async with store.transaction() as tx:
        second = await tx.wishes.add(replace(WISH, at=later(hours=1), sender="olle"))
        first = await tx.wishes.add(replace(WISH, school="hagaskolan"))
        third = await tx.wishes.add(replace(WISH, at=later(days=2), sender="olle", state=WishState.CENTRAL))
        assert await tx.wishes.get(first.number) == first
        assert await tx.wishes.get(99) is None
    async with store.transaction() as tx:
        assert [one.number for one in await tx.wishes.open(OPEN)] == [first.number, second.number, third.number]
        assert await tx.wishes.open((WishState.LOCAL,), "lindskolan") == [second]
        assert [one.number for one in await tx.wishes.of("olle")] == [third.number, second.number]
        assert [one.number for one in await tx.wishes.of("olle", 1)] == [third.number]
        assert await tx.wishes.since(later(hours=1)) == [second, third]
        await tx.wishes.save(closed(first, "there", "", "eva", later(days=3)))
        await tx.wishes.save(following(third, second))
    async with store.reading() as tx:
        assert [one.number for one in await tx.wishes.open(OPEN)] == [second.number]
        assert [one.same_as for one in await tx.wishes.same(second.number)] == [second.number]
        assert await tx.wishes.counted((first.number, second.number)) == {second.number: 1}
        kept = await tx.wishes.of("anna")
        assert [(one.outcome, one.by) for one in kept] == [("there", "eva")]
