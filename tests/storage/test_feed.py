"""Copies are handed over at a pace that all desks share, and the ledger knows what became of each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.broadcast.announcement import Announcement, State
from knowledge.broadcast.audience import Copy
from knowledge.conversation.message import Message
from storage.ledger import COPY
from tests.storage.made import LEASE, NOON

if TYPE_CHECKING:
    from storage.store import Store

AHEAD = timedelta(seconds=1)


def copy(person: str, platform: str = "slack", via: str | None = None) -> Copy:
    channel = f"direct:{person}" if platform else ""
    return Copy(
        recipient=person,
        person=person,
        place=None,
        platform=platform,
        channel=channel,
        language="sv",
        school=None,
        via=via,
    )


def channel(place: str) -> Copy:
    return Copy(
        recipient=f"#{place}@slack",
        person=None,
        place=place,
        platform="slack",
        channel="C1",
        language="sv",
        school=None,
        via=None,
    )


async def sending(store: Store, *rows: Copy) -> None:
    async with store.transaction() as tx:
        one = await tx.announcements.add(Announcement(author="c", state=State.SENDING, round=1), NOON)
        await tx.ledger.add(one.number, COPY, rows)
        said = {language: Message(reply="announcement", text=f"hej {language}") for language in ("sv", "en")}
        await tx.announcements.put_bodies(one.number, {COPY: said})


async def states(store: Store) -> dict[str, tuple[str, str]]:
    async with store.reading() as tx:
        return {row.recipient: (row.state, row.reason) for row in await tx.ledger.where(1)}


async def test_so_many_are_handed_over_and_no_more(store: Store) -> None:
    await sending(store, *(copy(f"p{number}") for number in range(5)))
    async with store.transaction() as tx:
        assert await tx.feed.posts("slack", 3) == 3
        assert await tx.feed.posts("teams", 3) == 0
    assert [state for state, _ in (await states(store)).values()] == ["sent"] * 3 + ["queued"] * 2
    async with store.reading() as tx:
        assert await tx.feed.under_way("slack", NOON) == (3, 0)


async def test_all_desks_share_one_pace(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.feed.room("slack/posts", 10, AHEAD, NOON) == 10
        await tx.feed.used("slack/posts", 10, 10, NOON)
    async with store.transaction() as tx:
        assert await tx.feed.room("slack/posts", 10, AHEAD, NOON) == 0
        assert await tx.feed.room("slack/posts", 10, AHEAD, NOON + timedelta(seconds=0.5)) == 5
        assert await tx.feed.room("slack/posts", 10, AHEAD, NOON + timedelta(hours=1)) == 10  # rest is not saved up


async def test_what_became_of_a_post_stands_in_the_ledger_and_its_readers_follow(store: Store) -> None:
    await sending(store, channel("news"), copy("anna", "", via="#news@slack"), copy("eva"), copy("pia", ""))
    assert (await states(store))["pia"] == ("failed", "no_account")
    async with store.transaction() as tx:
        await tx.feed.posts("slack", 10)
        rows = await tx.outbox.claim("w", await tx.clock(NOON), LEASE, 10)
        assert [row.at_most_once for row in rows] == [True, True]
        await tx.outbox.posted(rows[0].id, "r1", NOON)
        await tx.outbox.dead(rows[1].id, "blocked: not added")
        assert await tx.outbox.untold() == []  # its author's card says it
    assert await states(store) == {
        "#news@slack": ("arrived", ""), "anna": ("arrived", ""), "eva": ("failed", "blocked"), "pia": ("failed", "no_account"),
    }  # fmt: skip
    async with store.transaction() as tx:
        assert [(one.number, one.round) for one in await tx.feed.settle()] == [(1, 1)]


async def test_what_is_stopped_goes_out_no_more(store: Store) -> None:
    await sending(store, copy("anna"), copy("eva"))
    async with store.transaction() as tx:
        await tx.feed.posts("slack", 1)
        await tx.ledger.stop(1)
    assert await states(store) == {"anna": ("cancelled", ""), "eva": ("cancelled", "")}
    async with store.transaction() as tx:
        assert await tx.outbox.claim("w", await tx.clock(NOON), LEASE, 10) == []
        assert await tx.feed.posts("slack", 10) == 0


async def test_a_newer_edition_changes_what_stands_once(store: Store) -> None:
    await sending(store, copy("anna"))
    async with store.transaction() as tx:
        await tx.feed.posts("slack", 1)
        (row,) = await tx.outbox.claim("w", await tx.clock(NOON), LEASE, 10)
        await tx.outbox.posted(row.id, "r1", NOON)
        one = await tx.announcements.get(1)
        assert one is not None
        await tx.announcements.save(Announcement(number=1, author="c", state=State.SENT, edition=2, round=1))
        await tx.announcements.put_bodies(1, {COPY: {"sv": Message(reply="announcement", text="nytt")}})
        assert await tx.feed.changes("slack", 10) == 1
        assert await tx.feed.changes("slack", 10) == 0
        (change,) = await tx.outbox.claim("w", await tx.clock(NOON), LEASE, 10)
        assert (change.kind, change.remote_id, change.message and change.message.text) == ("revise", "r1", "nytt")


async def test_the_same_recipient_has_one_row(store: Store) -> None:
    await sending(store, copy("anna"))
    async with store.transaction() as tx:
        await tx.ledger.add(1, COPY, [copy("anna"), copy("eva")])
    assert list(await states(store)) == ["anna", "eva"]
