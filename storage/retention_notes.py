"""Old notes of meetings, and tasks that are over, lose their words and names; leaves the other kinds to retention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from knowledge.support.meeting_notes import MeetingNotes
from knowledge.support.meeting_task import MeetingTask, TaskState
from knowledge.support.retention import SOMEONE
from storage import codec
from storage.schema_meetings import meeting_notes, meeting_tasks
from storage.work import Work

_OVER = (str(TaskState.DONE), str(TaskState.DROPPED))


async def forget_notes(work: Work, before: datetime) -> int:
    """All of before then; gives how many were changed. There are a few dozen in a year, so it is one step."""
    return await _notes(work, before) + await _tasks(work, before)


async def _notes(work: Work, before: datetime) -> int:
    done = 0
    for row in await work.rows(select(meeting_notes).where(meeting_notes.c.at < before)):
        bare = MeetingNotes(meeting=row.meeting, at=row.at)
        if codec.to_json(bare) != row.document:
            mine = meeting_notes.c.meeting == row.meeting
            await work.do(update(meeting_notes).where(mine).values(document=codec.to_json(bare)))
            done += 1
    return done


async def _tasks(work: Work, before: datetime) -> int:
    old, done = select(meeting_tasks).where(meeting_tasks.c.state.in_(_OVER), meeting_tasks.c.due_at < before), 0
    for row in await work.rows(old):
        task = replace(codec.from_json(MeetingTask, row.document), number=row.number)
        bare = replace(task, text="", owner=SOMEONE, by=SOMEONE, done_by=SOMEONE if task.done_by else "", former="")
        if (task.done_at or task.at) < before and bare != task:
            mine = meeting_tasks.c.number == row.number
            await work.do(update(meeting_tasks).where(mine).values(owner=SOMEONE, document=codec.to_json(bare)))
            done += 1
    return done
