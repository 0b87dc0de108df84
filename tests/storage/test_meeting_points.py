"""Points for meetings come out as they went in; what an agenda reads of questions; what is done loses its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.support.directory import Person
from knowledge.support.meeting_point import MeetingPoint, PointState, handled, removed
from knowledge.support.question import State
from storage.identity import Identity
from tests.storage.made import NOON, later, question

if TYPE_CHECKING:
    from storage.store import Store

POINT = MeetingPoint(text="Hur gör vi med lärloggen?", author="anna", at=NOON, about="question/1/card", vendor=True)


async def test_a_point_comes_out_as_it_was_and_when_it_is_done_its_words_go(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.meeting_points.alone()
        first, second = await tx.meeting_points.add(POINT), await tx.meeting_points.add(replace(POINT, author="olle"))
        assert await tx.meeting_points.get(first.number) == first
        assert await tx.meeting_points.get(99) is None
        await tx.meeting_points.save(replace(handled(second, 1, "mats", later(days=2)), meeting=None))
    async with store.transaction() as tx:
        assert await tx.meeting_points.open() == [first]
        (done,) = await tx.meeting_points.where((PointState.HANDLED,))
        assert (done.number, done.done_by, done.closed_at) == (second.number, "mats", later(days=2))
        assert await tx.meeting_points.where((PointState.HANDLED,), 5) == []
        assert (await tx.retention.step("messages", later(days=1), 0, 10)).count == 0, "it was done later than that"
        assert (await tx.retention.step("messages", later(days=3), 0, 10)).count == 1
        (bare,) = await tx.meeting_points.where((PointState.HANDLED,))
        assert (bare.text, bare.author, bare.done_by, bare.about) == ("", "someone", "someone", "")
        assert await tx.meeting_points.open() == [first], "what is open stays"
        assert (await tx.retention.step("messages", later(days=3), 0, 10)).count == 0


async def test_an_agenda_reads_what_was_asked_what_was_solved_and_what_waits(store: Store) -> None:
    solved = {"state": State.SOLVED, "solved_at": NOON, "entry": "in"}
    old = later(days=-40)
    async with store.transaction() as tx:
        for one in (
            question(state=State.WAITING, asked_at=old, school="lind", place="support"),
            question(asked_at=old, **{**solved, "solved_at": old}),
            question(asked_at=old, **solved, answered_by="eva", answered_at=later(hours=-2)),
            question(**solved),
            question(**solved, rejected=("in",), chosen_by="eva"),
            question(**solved, linked_to=4),
            question(state=State.ASKED, unsure=True, text="hemligt"),
        ):
            await tx.questions.add(one)
        await tx.questions.note(4, "reopened", "anna", NOON)
        await tx.questions.note(3, "reopened", "anna", old)
    async with store.reading() as tx:
        heard = {one.number: one for one in await tx.agenda.heard(later(days=-30))}
    assert sorted(heard) == [1, 3, 4, 5, 6, 7]
    assert (heard[1].state, heard[1].school, heard[1].asked_at, heard[1].text) == (
        State.WAITING, "lind", old, "hur loggar jag in?")  # fmt: skip
    assert (heard[3].by_person, heard[3].answered_at, heard[3].entry) == (True, later(hours=-2), None)
    assert [one.number for one in heard.values() if one.entry == "in"] == [4]
    assert (heard[5].by_person, heard[6].linked_to, heard[6].text) == (True, 4, "")
    assert (heard[7].unsure, heard[7].text, heard[4].unsure) == (True, "", False)
    assert [one.number for one in heard.values() if one.reopened] == [4]


async def test_an_erased_persons_points_lose_their_words_and_who_took_them_away(store: Store) -> None:
    anna = Identity.of(Person(id="anna", name="Anna Ek"), alias="erased-1", word="en tidigare kollega")
    async with store.transaction() as tx:
        mine = await tx.meeting_points.add(POINT)
        others = await tx.meeting_points.add(removed(replace(POINT, author="olle"), "anna", "Löst.", NOON))
        assert sorted(await tx.erasing.told(anna)) == ["meeting_points"]
        assert (await tx.erasing.erase(anna))["meeting_points"] == 2
    async with store.reading() as tx:
        bare, other = await tx.meeting_points.get(mine.number), await tx.meeting_points.get(others.number)
        assert bare is not None
        assert other is not None
        assert (bare.author, bare.text, bare.is_open) == ("erased-1", "", True)
        assert (other.author, other.text, other.done_by) == ("olle", POINT.text, "erased-1")
