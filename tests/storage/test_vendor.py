"""Cases with the vendor and points for it come out of the database as they went in, oldest first."""

from __future__ import annotations

from dataclasses import replace

from knowledge.support.vendor_case import CaseState, CaseText, VendorCase, answered, joined, numbered
from knowledge.support.vendor_point import PointState, VendorPoint, moved
from storage.store import Store
from tests.storage.made import NOON, later, question

CASE = VendorCase(text=CaseText(title="Tom utskrift", what="Den är tom."), by="mats", follower="mats", sent_at=NOON)
POINT = VendorPoint(text="Färger på lärloggen.", source="meeting", about="meeting/1", by="amina", at=NOON)


async def test_a_case_comes_out_as_it_was_and_is_found_by_its_state_and_its_follower(store: Store) -> None:
    async with store.transaction() as tx:
        first = await tx.vendor.add(replace(CASE, sent_at=later(hours=1)))
        second = await tx.vendor.add(replace(CASE, follower="cecilia"))
        await tx.vendor.save(joined(numbered(first, "88120", "mats", later(hours=2)), 58))
    async with store.transaction() as tx:
        assert await tx.vendor.get(first.number) == joined(numbered(first, "88120", "mats", later(hours=2)), 58)
        assert await tx.vendor.get(99) is None
        assert [one.number for one in await tx.vendor.cases((CaseState.OPEN,))] == [second.number, first.number]
        await tx.vendor.save(answered(second, "Klart.", later(hours=2)))
    async with store.reading() as tx:
        assert await tx.vendor.cases((CaseState.OPEN,), "cecilia") == []
        assert [one.answer for one in await tx.vendor.cases((CaseState.ANSWERED,), "cecilia")] == ["Klart."]
        seen = await tx.vendor.look(first.number)
        assert seen is not None
        assert seen.questions == (58,)


async def test_a_point_comes_out_as_it_was_and_leaves_the_list_when_it_is_closed(store: Store) -> None:
    async with store.transaction() as tx:
        point = await tx.vendor.add_point(POINT)
        assert await tx.vendor.point(point.number) == point
        await tx.vendor.save_point(moved(point, "sent", "", later(days=1)))
    async with store.transaction() as tx:
        (sent,) = await tx.vendor.points((PointState.OPEN, PointState.SENT))
        assert (sent.state, sent.sent_at, sent.about) == (PointState.SENT, later(days=1), "meeting/1")
        await tx.vendor.save_point(moved(sent, "there", "I vår.", later(days=9)))
    async with store.reading() as tx:
        assert await tx.vendor.points((PointState.OPEN, PointState.SENT)) == []
        assert [one.outcome for one in await tx.vendor.points((PointState.CLOSED,))] == ["there"]


async def test_a_question_that_was_stored_before_there_were_cases_is_read(store: Store) -> None:
    async with store.transaction() as tx:
        added = await tx.questions.add(question(case=3, from_vendor=True))
        kept = await tx.questions.get(added.number)
        assert kept is not None
        assert (kept.case, kept.from_vendor) == (3, True)
