"""Points of meetings that are done lose their words and their author; leaves the other kinds to retention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from knowledge.support.meeting_point import MeetingPoint, PointState
from knowledge.support.retention import SOMEONE
from storage import codec
from storage.schema_meetings import meeting_points
from storage.work import Work


async def forget(work: Work, before: datetime) -> int:
    """All that ended before then; gives how many were changed. There are a few dozen in a year, so it is one step."""
    ended = meeting_points.c.state != str(PointState.OPEN)
    done = 0
    for row in await work.rows(select(meeting_points).where(ended, meeting_points.c.at < before)):
        point = codec.from_json(MeetingPoint, row.document)
        bare = replace(point, text="", why="", about="", author=SOMEONE, done_by=SOMEONE if point.done_by else "")
        if (point.closed_at or point.at) < before and bare != point:
            mine = meeting_points.c.number == row.number
            await work.do(update(meeting_points).where(mine).values(author=SOMEONE, document=codec.to_json(bare)))
            done += 1
    return done
