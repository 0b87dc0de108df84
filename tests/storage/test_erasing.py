"""Of somebody who is erased nothing is said any more, and nothing that was under way waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.broadcast.announcement import State
from knowledge.conversation.event import Account
from knowledge.support.directory import Person
from storage.deliveries import Where
from storage.identity import Identity
from storage.ledger import COPY
from storage.schema import outbox
from tests.storage.made import LEASE, NOON, SUPPORT, question, ref, said
from tests.storage.test_feed import copy, sending

if TYPE_CHECKING:
    from storage.store import Store

EVA = Person(id="eva", name="Eva Lind", email="eva@example.org", accounts={"slack": "U01"})
WHO = Identity.of(EVA, alias="erased-1", word="någon")


async def test_an_announcement_ends_without_the_one_who_is_gone(store: Store) -> None:
    await sending(store, copy("eva"), copy("anna"))
    async with store.transaction() as tx:
        await tx.directory.add_person(EVA)
        await tx.feed.posts("slack", 1)
        await tx.erasing.erase(WHO)
        rows = {row.recipient: row.state for row in await tx.ledger.where(1)}
        assert rows == {"erased-1": "cancelled", "anna": "queued"}
        assert [row.person for row in await tx.outbox.claim("w", NOON, LEASE, 10)] == []
        one = await tx.announcements.get(1)
        assert one
        assert one.state is State.SENDING
        assert await tx.feed.posts("slack", 10) == 1, "the others get it"
        assert await tx.feed.changes("slack", 10) == 0
        assert [row.recipient for row in await tx.ledger.where(1, part=COPY) if row.state == "queued"] == []


async def test_what_waits_to_be_said_to_the_person_goes_and_elsewhere_the_name(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.add_person(EVA)
        await tx.outbox.say("to/eva", Where(platform="slack", channel="direct:U01"), said("hej"), person="eva")
        await tx.outbox.say("beside", Where(platform="slack", channel="C1", only_for="U01"), said("bara du"))
        await tx.outbox.say("card", SUPPORT, said("Eva Lind har tagit frågan"))
        await tx.erasing.erase(WHO)
        rows = await tx.rows(select(outbox.c.key, outbox.c.body))
        assert [(row.key, row.body["text"]) for row in rows] == [("card", "någon har tagit frågan")]
        assert await tx.directory.person_of(Account(platform="slack", id="U01")) is None
        assert (await tx.directory.load()).person("eva") is None


async def test_what_was_asked_vanishes_where_it_is_quoted_too(store: Store) -> None:
    asked = "hur får jag ut planeringen till 6B innan fredag?"
    async with store.transaction() as tx:
        await tx.directory.add_person(EVA)
        await tx.questions.add(question(asker="eva", text=asked))
        await tx.questions.add(question(asker="anna", text="en helt annan sak", root=ref("m2")))
        await tx.questions.add(question(asker="olle", text=asked, root=ref("m3")))
        await tx.outbox.say("list", SUPPORT, said(f"Väntar:\n- {asked}\n- en helt annan sak"))
        await tx.erasing.erase(WHO)
        row = await tx.row(select(outbox.c.body))
        assert row
        assert row.body["text"] == "Väntar:\n…\n- en helt annan sak"
        assert [one.text for one in await tx.questions.where()] == ["", "en helt annan sak", asked]


async def test_each_who_is_erased_has_a_place_of_their_own(store: Store) -> None:
    async with store.transaction() as tx:
        assert [await tx.erasing.next_alias() for _ in range(2)] == ["erased-1", "erased-2"]
