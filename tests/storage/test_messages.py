"""Messages are remembered, changed, forgotten, and found by where they stand."""

from __future__ import annotations

from storage.store import Store
from tests.storage.made import NOON, later, question, ref


async def test_a_remembered_message_comes_back_and_the_same_again_replaces_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.messages.remember(ref("1"), "anna", NOON, "hej", None)
        await tx.messages.remember(ref("1"), "anna", NOON, "hej igen", None, kind="question")
        found = await tx.messages.get(ref("1", thread="whatever"))
        assert found is not None
        assert (found.ref, found.author, found.at, found.text, found.kind) == (
            ref("1"),
            "anna",
            NOON,
            "hej igen",
            "question",
        )
        assert await tx.messages.get(ref("2")) is None


async def test_an_update_changes_only_what_is_given(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.questions.add(question())
        await tx.messages.remember(ref("1"), "anna", NOON, "hej", None, kind="greeting")
        await tx.messages.update(ref("1"), question=1)
        await tx.messages.update(ref("1"), text="hej hej")
        found = await tx.messages.get(ref("1"))
        assert found is not None
        assert (found.text, found.question, found.kind) == ("hej hej", 1, "greeting")
        assert [one.text for one in await tx.messages.of_question(1)] == ["hej hej"]


async def test_a_forgotten_message_has_no_text_and_is_nobodys_context(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.messages.remember(ref("1"), "anna", NOON, "first", None)
        await tx.messages.remember(ref("2"), "anna", later(minutes=1), "second", None)
        await tx.messages.forget(ref("2"))
        gone = await tx.messages.get(ref("2"))
        assert gone is not None
        assert (gone.text, gone.deleted) == ("", True)
        last = await tx.messages.last_in("local", "support")
        assert last is not None
        assert last.text == "first"


async def test_the_last_message_is_looked_for_in_the_thread_or_at_the_top(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.messages.remember(ref("1"), "anna", NOON, "root", None)
        await tx.messages.remember(ref("2", thread="1"), "bo", later(minutes=1), "reply", None)
        await tx.messages.remember(ref("3"), "cia", later(minutes=2), "other", None)
        top = await tx.messages.last_in("local", "support")
        before = await tx.messages.last_in("local", "support", before=later(minutes=2))
        thread = await tx.messages.last_in("local", "support", thread="1")
        lonely = await tx.messages.last_in("local", "support", thread="3")
        nothing = await tx.messages.last_in("local", "elsewhere")
    assert [one and one.text for one in (top, before, thread, lonely, nothing)] == [
        "other",
        "root",
        "reply",
        "other",
        None,
    ]


async def test_a_thread_is_its_root_and_its_replies_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        for number, thread in (("1", None), ("2", "1"), ("3", None), ("4", "1")):
            await tx.messages.remember(ref(number, thread=thread), "anna", NOON, number, None)
        assert [one.text for one in await tx.messages.thread("local", "support", "1")] == ["1", "2", "4"]
