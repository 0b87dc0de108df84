"""Meetings that are long over lose their words and names; leaves the other kinds to retention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select, update

from knowledge.support.meeting import Meeting, MeetingState
from knowledge.support.retention import SOMEONE
from storage import codec
from storage.schema import desk
from storage.schema_meetings import meeting_replies, meetings
from storage.work import Work

_OVER = (str(MeetingState.CANCELLED), str(MeetingState.HELD))


async def forget(work: Work, before: datetime) -> int:
    """All that were over before then; gives how many were changed. There are a few dozen in a year, so it is one step."""
    done = 0
    old = select(meetings).where(meetings.c.state.in_(_OVER), meetings.c.begins_at < before)
    for row in await work.rows(old):
        meeting = replace(codec.from_json(Meeting, row.document), number=row.number)
        said = tuple(replace(one, missed="") for one in meeting.evaluations)
        bare = replace(
            meeting,
            title="",
            location="",
            link="",
            note="",
            why="",
            owner=SOMEONE,
            token="",
            evaluations=said,
            usual=None,
        )
        if meeting.ends_at < before and bare != meeting:
            await work.do(delete(meeting_replies).where(meeting_replies.c.meeting == row.number))
            await work.do(delete(desk).where(desk.c.name == f"{meeting.key}/vendor"))
            kept = {"document": codec.to_json(bare), "owner": SOMEONE}
            await work.do(update(meetings).where(meetings.c.number == row.number).values(**kept))
            done += 1
    return done
