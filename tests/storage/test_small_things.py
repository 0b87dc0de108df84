"""Held bursts, the desk's own values, the local chat."""

from __future__ import annotations

from storage.held import Held, Part
from storage.store import Store
from tests.storage.made import NOON, later, ref


async def test_a_burst_is_held_replaced_and_dropped(store: Store) -> None:
    first = Held(platform="local", channel="c", author="anna", parts=(Part(ref=ref("1"), text="hej"),), since=NOON)
    more = Held(
        platform="local",
        channel="c",
        author="anna",
        parts=(*first.parts, Part(ref=ref("2", thread="1"), text="jo", found=("phone",))),
        since=later(seconds=5),
    )
    async with store.transaction() as tx:
        assert await tx.held.get("local", "c", "anna") is None
        await tx.held.put(first)
        assert await tx.held.get("local", "c", "anna") == first
        await tx.held.put(more)
        assert await tx.held.get("local", "c", "anna") == more
        assert await tx.held.get("local", "c", "bo") is None
        await tx.held.drop("local", "c", "anna")
        assert await tx.held.get("local", "c", "anna") is None


async def test_a_value_is_kept_under_its_name_until_it_is_taken_away(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.desk.get("clock") is None
        await tx.desk.set("clock", {"offset": 1.5, "names": ["å", "ä"]})
        assert await tx.desk.get("clock") == {"offset": 1.5, "names": ["å", "ä"]}
        await tx.desk.set("clock", 7)
        assert await tx.desk.get("clock") == 7
        await tx.desk.set("clock", None)
        assert await tx.desk.get("clock") is None


async def test_chat_messages_keep_their_order_when_one_is_replaced(store: Store) -> None:
    async with store.transaction() as tx:
        for name in ("a", "b", "c"):
            await tx.chat.put(name, "support", {"id": name, "text": name})
        await tx.chat.put("a", "support", {"id": "a", "text": "changed"})
        await tx.chat.delete("b")
        assert [body["text"] for body in await tx.chat.all()] == ["changed", "c"]
        await tx.chat.clear()
        assert await tx.chat.all() == []


async def test_text_that_no_database_can_hold_is_stored_with_replacement_characters(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.messages.remember(ref("1"), "anna", NOON, "a\x00b\ud800c 🙂", None)
        await tx.desk.set("x", {"k\x00": ["\udfff", "\u202e"]})
        message = await tx.messages.get(ref("1"))
        assert message is not None
        assert message.text == "a\ufffdb\ufffdc 🙂"
        assert await tx.desk.get("x") == {"k\ufffd": ["\ufffd", "\u202e"]}
