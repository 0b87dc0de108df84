"""Meetings and the answers to their invitations come out of the database as they went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.support.meeting import Answer, Invited, Meeting, MeetingState, Reply, cancelled, changed
from knowledge.support.meeting_series import Repeat, Series
from storage.store import Store
from tests.storage.made import NOON, later

WEEKLY = Series(repeat=Repeat.WEEK, first=date(2026, 12, 3), clock="14:30", until=date(2027, 6, 10))
MEETING = Meeting(owner="cecilia", begins_at=later(days=9), location="Rådhuset", made_at=NOON, series=WEEKLY,
                  invited=Invited(kind="schools", schools=("lindskolan",)))  # fmt: skip


async def test_a_meeting_comes_out_as_it_was_and_is_found_by_its_state_its_time_and_its_token(store: Store) -> None:
    async with store.transaction() as tx:
        first = await tx.meetings.add(MEETING)
        second = await tx.meetings.add(replace(MEETING, begins_at=later(days=2), series=None))
        await tx.meetings.save(changed(first, replace(first, location="Biblioteket"), later(hours=1)))
    async with store.transaction() as tx:
        seen = await tx.meetings.get(first.number)
        assert seen == changed(first, replace(first, location="Biblioteket"), later(hours=1))
        assert seen.series is not None
        assert seen.uid == f"{seen.series.id}-1"
        assert len({first.token, second.token, first.uid, second.uid}) == 4
        assert await tx.meetings.by_token(second.token) == second
        assert (await tx.meetings.by_token("x"), await tx.meetings.by_token(""), await tx.meetings.get(99)) == (
            None,
        ) * 3
        planned = (MeetingState.PLANNED,)
        assert [one.number for one in await tx.meetings.all(planned)] == [second.number, first.number]
        assert [one.number for one in await tx.meetings.all(planned, newest=True, limit=1)] == [first.number]
        assert [one.number for one in await tx.meetings.all(planned, since=later(days=3))] == [first.number]
        assert await tx.meetings.all(planned, kind="workshop") == []
        await tx.meetings.save(cancelled(second, "Influensa.", later(hours=2)))
        await tx.meetings.discard(first.number)
    async with store.reading() as tx:
        assert await tx.meetings.all((MeetingState.PLANNED,)) == []
        assert [one.why for one in await tx.meetings.all((MeetingState.CANCELLED,))] == ["Influensa."]


async def test_an_answer_is_kept_for_each_person_and_the_feed_keeps_its_address(store: Store) -> None:
    async with store.transaction() as tx:
        number = (await tx.meetings.add(MEETING)).number
        for who, hours in (("olle", 2), ("eva", 1)):
            await tx.meetings.put_reply(Reply(meeting=number, person=who, at=later(hours=hours)))
        await tx.meetings.put_reply(Reply(meeting=number, person="olle", answer=Answer.YES, at=later(hours=3), told=0))
        token = await tx.meetings.feed(make=True)
    async with store.transaction() as tx:
        assert [(one.person, one.answer) for one in await tx.meetings.replies(number)] == [
            ("eva", "asked"),
            ("olle", "yes"),
        ]
        assert (await tx.meetings.reply(number, "mats"), await tx.meetings.feed()) == (None, token)
        await tx.meetings.drop_reply(number, "eva")
        assert [one.person for one in await tx.meetings.replies(number)] == ["olle"]


async def test_a_meeting_that_is_long_over_keeps_its_time_and_nobody(store: Store) -> None:
    async with store.transaction() as tx:
        old = await tx.meetings.add(replace(MEETING, state=MeetingState.HELD, title="Start", begins_at=NOON))
        ahead = await tx.meetings.add(replace(MEETING, begins_at=NOON))
        for number in (old.number, ahead.number):
            await tx.meetings.put_reply(Reply(meeting=number, person="eva", at=NOON))
        assert (await tx.retention.step("meetings", NOON, 0, 10)).count == 0, "it is not older than that"
        assert (await tx.retention.step("meetings", later(days=400), 0, 10)).count == 1
        assert (await tx.retention.step("meetings", later(days=400), 0, 10)).count == 0
        bare = await tx.meetings.look(old.number)
        assert bare is not None
        assert (bare.owner, bare.title, bare.location, bare.token, bare.begins_at) == ("someone", "", "", "", NOON)
        assert await tx.meetings.replies(old.number) == []
        assert [one.person for one in await tx.meetings.replies(ahead.number)] == ["eva"], "what is planned stays"
