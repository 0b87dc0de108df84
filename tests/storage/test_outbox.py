"""What is said under a key: one live message, revised in place, withdrawn, said anew."""

from __future__ import annotations

from storage.deliveries import OutboxRow, Where
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.made import KEY, LEASE, NOON, SUPPORT, said


async def claimed(tx: Transaction) -> list[OutboxRow]:
    return await tx.outbox.claim("w", NOON, LEASE, 50)


async def post(tx: Transaction, key: str = KEY, text: str = "hej", remote: str = "r1") -> None:
    await tx.outbox.say(key, SUPPORT, said(text))
    (row,) = await claimed(tx)
    await tx.outbox.posted(row.id, remote, NOON)


async def test_a_first_word_is_a_post_with_everything_that_it_needs(store: Store) -> None:
    to = Where(platform="slack", channel="C1", thread="9", only_for="U1")
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, to, said("hej"), person="anna", at_most_once=True)
        (row,) = await claimed(tx)
    assert (row.key, row.kind, row.where, row.person, row.message) == (KEY, "post", to, "anna", said("hej"))
    assert (row.at_most_once, row.repeated, row.attempts, row.state, row.reply) == (True, False, 1, "sending", "answer")
    assert len(row.token) >= 20


async def test_words_that_were_not_sent_yet_are_replaced(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, SUPPORT, said("hej"))
        await tx.outbox.say(KEY, SUPPORT, said("hej då"))
        assert [(row.kind, row.message) for row in await claimed(tx)] == [("post", said("hej då"))]


async def test_a_posted_message_is_revised_where_it_stands(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx)
        await tx.outbox.say(KEY, Where(platform="local", channel="elsewhere"), said("nytt"))
        (row,) = await claimed(tx)
    assert (row.kind, row.message, row.remote_id, row.where) == ("revise", said("nytt"), "r1", SUPPORT)


async def test_the_same_words_again_are_no_revision(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx)
        await tx.outbox.say(KEY, SUPPORT, said("hej"))
        assert await claimed(tx) == []


async def test_a_newer_revision_replaces_one_that_was_not_sent(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        await tx.outbox.say(KEY, SUPPORT, said("three"))
        assert [(row.kind, row.message) for row in await claimed(tx)] == [("revise", said("three"))]


async def test_a_revision_back_to_what_stands_is_none(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        await tx.outbox.say(KEY, SUPPORT, said("hej"))
        assert await claimed(tx) == []
        await tx.outbox.say(KEY, SUPPORT, said("three"))
        assert [row.message for row in await claimed(tx)] == [said("three")]


async def test_what_is_said_while_the_post_is_being_sent_waits_for_it(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, SUPPORT, said("one"))
        (first,) = await claimed(tx)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        assert await claimed(tx) == []
        await tx.outbox.posted(first.id, "r1", NOON)
        assert [(row.kind, row.remote_id) for row in await claimed(tx)] == [("revise", "r1")]


async def test_an_unsent_post_is_withdrawn_without_a_trace(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, SUPPORT, said("hej"))
        await tx.outbox.withdraw(KEY)
        assert await claimed(tx) == []
        assert not await tx.outbox.is_live(KEY)
        assert await tx.outbox.counts() == {"cancelled": 1}


async def test_a_posted_message_is_withdrawn_and_its_unsent_revision_dropped(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx)
        await tx.outbox.say(KEY, SUPPORT, said("two"))
        await tx.outbox.withdraw(KEY)
        await tx.outbox.withdraw(KEY)
        assert [(row.kind, row.remote_id, row.message) for row in await claimed(tx)] == [("withdraw", "r1", None)]


async def test_a_key_that_was_withdrawn_is_free_for_a_new_post_which_comes_after(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx)
        await tx.outbox.withdraw(KEY)
        await tx.outbox.say(KEY, SUPPORT, said("again"))
        (gone,) = await claimed(tx)
        assert gone.kind == "withdraw"
        assert await claimed(tx) == []
        await tx.outbox.done(gone.id, NOON)
        assert [(row.kind, row.message) for row in await claimed(tx)] == [("post", said("again"))]


async def test_withdrawing_what_is_being_sent_comes_after_the_sending(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, SUPPORT, said("one"))
        (first,) = await claimed(tx)
        await tx.outbox.withdraw(KEY)
        assert await claimed(tx) == []
        await tx.outbox.posted(first.id, "r1", NOON)
        assert [(row.kind, row.remote_id) for row in await claimed(tx)] == [("withdraw", "r1")]


async def test_what_stands_can_be_read_back(store: Store) -> None:
    async with store.transaction() as tx:
        await post(tx, "question/1/card", "one", "r1")
        await post(tx, "question/1/call", "two", "r2")
        await post(tx, "question/10/card", "ten", "r3")
        await tx.outbox.say("question/1/card", SUPPORT, said("one, revised"))
        await tx.outbox.withdraw("question/10/card")
    async with store.reading() as tx:
        assert [(one.key, one.message.text) for one in await tx.outbox.live("question/1/")] == [
            ("question/1/card", "one, revised"),
            ("question/1/call", "two"),
        ]
        card = await tx.outbox.said("question/1/card")
        assert card is not None
        assert (card.address, card.remote_id) == (SUPPORT, "r1")
        assert await tx.outbox.by_remote("local", "support", "r2") == "question/1/call"
        assert await tx.outbox.by_remote("local", "support", "r3") == "question/10/card"
        assert await tx.outbox.by_remote("slack", "support", "r2") is None


async def test_a_link_is_known_only_once_the_message_is_posted(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.outbox.say(KEY, Where(platform="local", channel="support", thread="t"), said("hej"))
        assert await tx.outbox.is_live(KEY)
        assert await tx.outbox.where(KEY) is None
        (row,) = await claimed(tx)
        await tx.outbox.posted(row.id, "r1", NOON)
        where = await tx.outbox.where(KEY)
    assert where is not None
    assert (where.id, where.thread) == ("r1", "t")
