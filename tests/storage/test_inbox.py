"""What has reached us once is known the second time."""

from __future__ import annotations

from storage.store import Store
from tests.storage.made import NOON, later, ref


async def test_an_event_is_new_only_once(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.is_new("slack:1", NOON)
        assert not await tx.inbox.is_new("slack:1", NOON)
    async with store.transaction() as tx:
        assert not await tx.inbox.is_new("slack:1", later(days=1))
        assert await tx.inbox.is_new("slack:2", NOON)


async def test_a_message_is_new_only_once_in_its_channel(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.is_new_message(ref("1"))
        assert not await tx.inbox.is_new_message(ref("1", thread="0"))
        assert await tx.inbox.is_new_message(ref("1", channel="other"))


async def test_an_event_whose_work_was_undone_is_new_again(store: Store) -> None:
    try:
        async with store.transaction() as tx:
            assert await tx.inbox.is_new("slack:1", NOON)
            raise KeyError("a bug")  # noqa: TRY301 - the bug happens inside
    except KeyError:
        pass
    async with store.transaction() as tx:
        assert await tx.inbox.is_new("slack:1", NOON)


async def test_a_failed_event_is_kept_until_somebody_takes_it_and_may_then_come_again(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.is_new("slack:1", NOON)
        kept = await tx.inbox.keep_failed({"id": "slack:1", "text": "hej"}, "KeyError: x", NOON)
    async with store.transaction() as tx:
        assert [(one.id, one.event["text"], one.error) for one in await tx.inbox.failed()] == [
            (kept, "hej", "KeyError: x")
        ]
        taken = await tx.inbox.take_failed(kept)
        assert taken is not None
        assert taken.event == {"id": "slack:1", "text": "hej"}
        assert await tx.inbox.take_failed(kept) is None
        assert await tx.inbox.failed() == []
        assert await tx.inbox.is_new("slack:1", NOON)
