"""Signing up for a workshop when two want the last place at once, and what is kept of what they thought."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from knowledge.support.meeting import (
    Answer,
    Meeting,
    MeetingKind,
    MeetingState,
    Reply,
    answered,
    moved_up,
    waiting_list,
)
from knowledge.support.workshop import Evaluation, with_evaluation
from storage import retention_meetings
from storage.store import Store
from tests.storage.made import NOON, later

WORKSHOP = Meeting(kind=MeetingKind.WORKSHOP, title="Planering", owner="cecilia", begins_at=later(days=9), limit=2, made_at=NOON,
                   sign_up_by=later(days=8).date(), entry="plan", asked=3)  # fmt: skip


async def says(store: Store, number: int, person: str, answer: Answer) -> Reply:
    """One press: the meeting is kept from every other writer until the answer stands."""
    async with store.transaction() as tx:
        meeting = await tx.meetings.get(number)
        assert meeting is not None
        replies = await tx.meetings.replies(number)
        before = next((one for one in replies if one.person == person), Reply(meeting=number, person=person, at=NOON))
        reply = answered(meeting, replies, before, answer, later(minutes=len(replies)))
        await tx.meetings.put_reply(reply)
        for lucky in moved_up(meeting, await tx.meetings.replies(number), later(hours=1)):
            await tx.meetings.put_reply(lucky)
        return reply


async def test_the_last_place_is_given_once_and_a_free_one_goes_to_the_first_in_line(store: Store) -> None:
    async with store.transaction() as tx:
        number = (await tx.meetings.add(WORKSHOP)).number
    await says(store, number, "anna", Answer.YES)
    pressed = await asyncio.gather(*(says(store, number, one, Answer.YES) for one in ("olle", "gunilla", "lucy")))
    assert sorted(one.answer for one in pressed) == [Answer.WAITING, Answer.WAITING, Answer.YES]
    async with store.reading() as tx:
        line = [one.person for one in waiting_list(await tx.meetings.replies(number))]
    gave = next(one.person for one in pressed if one.answer is Answer.YES)
    await asyncio.gather(says(store, number, "anna", Answer.NO), says(store, number, gave, Answer.NO))
    async with store.reading() as tx:
        comes = {one.person for one in await tx.meetings.replies(number) if one.answer is Answer.YES}
    assert comes == set(line)


async def test_what_they_thought_is_kept_without_names_and_its_words_go_with_the_meetings(store: Store) -> None:
    said = with_evaluation(with_evaluation((), Evaluation(useful="no", missed="Mer tid")), Evaluation(useful="yes"))
    held = replace(WORKSHOP, state=MeetingState.HELD, evaluations=said)
    async with store.transaction() as tx:
        number = (await tx.meetings.add(held)).number
        await tx.meetings.put_reply(Reply(meeting=number, person="anna", at=NOON, came=True, evaluated=True))
        await tx.desk.set(f"meeting/{number}/vendor", {"by": "mats", "at": NOON.isoformat()})
    async with store.transaction() as tx:
        seen = await tx.meetings.get(number)
        assert seen is not None
        assert [(one.useful, one.missed) for one in seen.evaluations] == [("yes", ""), ("no", "Mer tid")]
        assert await retention_meetings.forget(tx, later(days=30)) == 1
        bare = await tx.meetings.get(number)
        assert bare is not None
        assert [(one.useful, one.missed) for one in bare.evaluations] == [("yes", ""), ("no", "")]
        assert await tx.meetings.replies(number) == []
        assert await tx.desk.under(f"meeting/{number}/") == {}, "who wrote the vendor's invitation"
