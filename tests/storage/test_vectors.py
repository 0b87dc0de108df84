"""Vectors are kept by key without their texts, shared, and taken away when nobody has used them for long."""

from __future__ import annotations

from storage.store import Store
from tests.storage.made import NOON, later


async def test_a_vector_comes_back_as_it_was_and_only_when_asked_for(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.vectors.put({"a": bytes(range(256)), "b": b""}, NOON)
    async with store.reading() as tx:
        kept = await tx.vectors.get(["a", "c"])
        assert {key: (one.vector, one.used_at) for key, one in kept.items()} == {"a": (bytes(range(256)), NOON)}
        assert await tx.vectors.get([]) == {}


async def test_a_key_that_two_replicas_put_has_the_newest_vector(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.vectors.put({"a": b"one"}, NOON)
        await tx.vectors.put({"a": b"two"}, later(hours=1))
        assert (await tx.vectors.get(["a"]))["a"].vector == b"two"


async def test_more_keys_than_a_statement_takes_are_found(store: Store) -> None:
    rows = {f"key {number}": b"x" for number in range(1201)}
    async with store.transaction() as tx:
        await tx.vectors.put(rows, NOON)
        await tx.vectors.used(rows, later(days=2))
        kept = await tx.vectors.get(rows)
    assert kept.keys() == rows.keys()
    assert {one.used_at for one in kept.values()} == {later(days=2)}


async def test_what_nobody_has_used_for_long_is_taken_away(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.vectors.put({"old": b"x", "used": b"x"}, NOON)
        await tx.vectors.used(["used"], later(days=20))
        await tx.housekeeping.tidy(later(days=10))
        assert set(await tx.vectors.get(["old", "used"])) == {"used"}
