"""What is to be done after meetings, by number; leaves its life to knowledge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select, update

from knowledge.support.meeting_task import MeetingTask, TaskState
from storage import codec
from storage.schema_meetings import meeting_tasks
from storage.work import Values, Work


class MeetingTasks:
    """Tasks."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, task: MeetingTask) -> MeetingTask:
        """Store a new task; gives it with its number."""
        made = self._work.insert(meeting_tasks).values(**_of_task(task)).returning(meeting_tasks.c.number)
        return replace(task, number=int(await self._work.value(made)))

    async def save(self, task: MeetingTask) -> None:
        """Replace what is stored about the task."""
        mine = meeting_tasks.c.number == task.number
        await self._work.do(update(meeting_tasks).where(mine).values(**_of_task(task)))

    async def get(self, number: int) -> MeetingTask | None:
        """The task, kept from every other writer until the end."""
        wanted = select(meeting_tasks).where(meeting_tasks.c.number == number)
        return _task(await self._work.row(self._work.locked(wanted)))

    async def of_meeting(self, meeting: int) -> list[MeetingTask]:
        """Those of one meeting, in the order in which they were written down."""
        wanted = select(meeting_tasks).where(meeting_tasks.c.meeting == meeting).order_by(meeting_tasks.c.number)
        return [one for row in await self._work.rows(wanted) if (one := _task(row))]

    async def open(self, *, owner: str | None = None) -> list[MeetingTask]:
        """What is still to be done (by that person), the earliest last day first."""
        return await self.where((TaskState.OPEN,), owner=owner)

    async def where(self, states: Collection[str], *, owner: str | None = None) -> list[MeetingTask]:
        """Those in these states (of that person), the earliest last day first."""
        wanted = select(meeting_tasks).where(meeting_tasks.c.state.in_([str(state) for state in states]))
        if owner is not None:
            wanted = wanted.where(meeting_tasks.c.owner == owner)
        rows = await self._work.rows(wanted.order_by(meeting_tasks.c.due_at, meeting_tasks.c.number))
        return [one for row in rows if (one := _task(row))]


def _of_task(task: MeetingTask) -> Values:
    due = datetime(task.due.year, task.due.month, task.due.day, tzinfo=UTC)
    return {"meeting": task.meeting, "state": task.state.value, "owner": task.owner, "due_at": due,
            "document": codec.to_json(task)}  # fmt: skip


def _task(row: Row[Any] | None) -> MeetingTask | None:
    """The number is the row's: the document of a task that was never changed does not know it."""
    return None if row is None else replace(codec.from_json(MeetingTask, row.document), number=row.number)
