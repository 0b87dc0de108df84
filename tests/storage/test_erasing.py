"""Of somebody who is erased nothing is said any more, and nothing that was under way waits for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from knowledge.broadcast.announcement import State
from knowledge.conversation.event import Account
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Person
from storage.deliveries import Where
from storage.identity import Identity
from storage.ledger import COPY
from storage.schema import outbox, timers
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


async def test_a_number_or_a_common_word_takes_nothing_else_with_it(store: Store) -> None:
    klass = Person(id="1", name="Klass", accounts={"local": "30"})
    answer = FaqEntry(
        id="lists", question="Var är listan?", answer="Klass 1 och Klass 30 finns under Klass.", owner="Klass"
    )
    async with store.transaction() as tx:
        await tx.directory.add_person(klass)
        await tx.faq.put(answer, "1", NOON)
        await tx.questions.add(question(asker="anna", text="hur byter man klass per termin, 1 eller 30?"))
        await tx.timers.set(
            "question/1/step", "step", NOON, values={"number": "1", "day": "2026-11-30T09:30:00", "person": "1"}
        )
        await tx.outbox.say("question/1/card", SUPPORT, said("Klass 1: \ue0001\ue001Klass\ue002 har den"))
        await tx.desk.set("outage/1", {"by": "1", "since": "2026-11-30T09:30:00"})
        await tx.desk.set("left/local/30", "1")
        who = Identity.of(klass, alias="erased-1", word="någon")
        told = await tx.erasing.told(who)
        assert "questions" not in told
        assert (len(told["desk"]), len(told["faq_entries"]), len(told["outbox"])) == (2, 1, 1)
        await tx.erasing.erase(who)
        assert (await tx.faq.entries())[0] == replace(answer, owner="erased-1")
        assert [one.text for one in await tx.questions.where()] == ["hur byter man klass per termin, 1 eller 30?"]
        timer = await tx.row(select(timers))
        assert timer
        assert (timer.key, timer.values) == (
            "question/1/step", {"number": "1", "day": "2026-11-30T09:30:00", "person": "erased-1"},
        )  # fmt: skip
        row = await tx.row(select(outbox))
        assert row
        assert (row.key, row.body["text"]) == ("question/1/card", "Klass 1: \ue000erased-1\ue001någon\ue002 har den")
        assert await tx.desk.get("outage/1") == {"by": "erased-1", "since": "2026-11-30T09:30:00"}
        assert await tx.desk.get("left/local/30") is None


@pytest.mark.parametrize(("key", "names"), [
    ("question/30/card", False), ("announcement/30/copy/anna", False), ("vendor/30/remind", False), ("change/30", False),
    ("proposal/30", False), ("correction/30", False), ("question/7/note/30", False), ("announcement/7/declined/30", False),
    ("announcement/7/held/30", False), ("2026-11-30T09:30:00", False), ("reach/30/2026-11-24", False), ("30", False),
    ("direct:30", True), ("question/30/call/30", True), ("announcement/30/copy/30", True), ("person/30/away/2026-11-30", True),
    ("announcement/7/held/2/30", True), ("change/30/30", True), ("presence/slack/dnd/30", True), ("alarm/left/anna/30", True),
])  # fmt: skip
def test_a_number_in_a_key_is_a_person_where_one_must_stand(key: str, names: bool) -> None:
    assert Identity(id="30", alias="x").in_key(key) is names


@pytest.mark.parametrize(("word", "key"), [
    ("card", "question/1/card"), ("question", "question/1/card"), ("desk", "desk:question/1/card"), ("remind", "vendor/1/remind"),
])  # fmt: skip
def test_an_id_that_is_spelt_like_a_part_of_a_key_leaves_it(word: str, key: str) -> None:
    assert Identity(id=word, alias="x").key(key) == key
    assert Identity(id=word, alias="x").key(f"direct:{word}") == "direct:x"


def test_a_number_goes_from_what_a_change_of_the_directory_keeps() -> None:
    who = Identity(id="30", accounts=("31",), names=("Per",), alias="x", word="någon")
    person = {"id": "30", "name": "Per", "schools": ["30"], "accounts": {"local": "31"}}
    assert who.document({"put": {"people": [person]}, "moved": [[30, 1, ["30"]]], "number": "30"}) == {
        "put": {"people": [{"id": "x", "name": "någon", "schools": ["30"], "accounts": {"local": "x"}}]},
        "moved": [[30, 1, ["x"]]],
        "number": "30",
    }


async def test_what_is_kept_of_a_contact_goes_by_whatever_id(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.add_person(Person(id="17", name="Eva Lind"))
        for name in ("contact_since/17", "role_asked/17", "desk_card/17/slack"):
            await tx.desk.set(name, {"term": "2026-ht"})
        await tx.erasing.erase(Identity(id="17", alias="erased-1", word="någon"))
        kept = {**await tx.desk.under("contact_"), **await tx.desk.under("role_"), **await tx.desk.under("desk_card")}
    assert set(kept) == {"desk_card/17/slack"}
