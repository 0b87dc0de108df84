"""Points for meetings by number; leaves what a meeting makes of them to knowledge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select, update

from knowledge.support.meeting_point import MeetingPoint, PointState
from storage import codec
from storage.schema_meetings import meeting_points
from storage.work import Values, Work


class MeetingPoints:
    """What people want to bring up."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def alone(self) -> None:
        """Nobody else adds points until the end of the transaction."""
        await self._work.only_one("meeting_points")

    async def add(self, point: MeetingPoint) -> MeetingPoint:
        """Store a new point; gives it with its number."""
        made = self._work.insert(meeting_points).values(**_values(point)).returning(meeting_points.c.number)
        return replace(point, number=int(await self._work.value(made)))

    async def save(self, point: MeetingPoint) -> None:
        """Replace what is stored about the point."""
        mine = meeting_points.c.number == point.number
        await self._work.do(update(meeting_points).where(mine).values(**_values(point)))

    async def get(self, number: int) -> MeetingPoint | None:
        """The point, kept from every other writer until the end."""
        return _read(
            await self._work.row(self._work.locked(select(meeting_points).where(meeting_points.c.number == number)))
        )

    async def open(self) -> list[MeetingPoint]:
        """What is still to be brought up, oldest first."""
        return await self.where((PointState.OPEN,))

    async def where(self, states: Collection[str], meeting: int | None = None) -> list[MeetingPoint]:
        """Those in these states (of that meeting), oldest first."""
        wanted = select(meeting_points).where(meeting_points.c.state.in_([str(state) for state in states]))
        if meeting is not None:
            wanted = wanted.where(meeting_points.c.meeting == meeting)
        rows = await self._work.rows(wanted.order_by(meeting_points.c.number))
        return [one for row in rows if (one := _read(row))]


def _values(point: MeetingPoint) -> Values:
    return {"meeting": point.meeting, "state": point.state.value, "author": point.author, "at": point.at,
            "document": codec.to_json(point)}  # fmt: skip


def _read(row: Row[Any] | None) -> MeetingPoint | None:
    """The number is the row's: the document of a point that was never changed does not know it."""
    return None if row is None else replace(codec.from_json(MeetingPoint, row.document), number=row.number)
