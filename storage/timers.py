"""Moments that somebody asked for; leaves what happens then to the handlers and the waiting to the worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select

from knowledge.conversation.event import TimerFired
from storage.schema import timers
from storage.work import Work

_ID = "timer:"


@dataclass(frozen=True, kw_only=True)
class Timer:
    """A moment that was asked for, under our own key."""

    key: str
    kind: str
    due: datetime
    round: int = 0
    values: dict[str, Any] = field(default_factory=dict)

    def fired(self, at: datetime) -> TimerFired:
        """The event that says it has come; its id holds key and due, so that one moment fires once."""
        event_id = f"{_ID}{self.key}:{self.due.isoformat()}"
        return TimerFired(id=event_id, at=at, key=self.key, kind=self.kind, round=self.round, values=self.values)

    @classmethod
    def of(cls, event: TimerFired) -> Timer:
        """The timer that an event of `fired` speaks of."""
        due = datetime.fromisoformat(event.id.removeprefix(f"{_ID}{event.key}:"))
        return cls(key=event.key, kind=event.kind, due=due, round=event.round, values=event.values)


class Timers:
    """One timer for each key."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def set(
        self,
        key: str,
        kind: str,
        due: datetime,
        *,
        round: int = 0,  # noqa: A002 - the field's word
        values: dict[str, Any] | None = None,
    ) -> None:
        """Ask for a moment; what was asked for under the key before is forgotten."""
        row = {"key": key, "kind": kind, "due": due, "round": round, "values": values or {}}
        await self._work.do(self._work.put(timers, row))
        self._work.wakes = True

    async def cancel(self, key: str) -> None:
        """Forget the moment; nothing happens when there is none."""
        await self._work.do(delete(timers).where(timers.c.key == key))

    async def cancel_all(self, prefix: str) -> None:
        """Forget every moment whose key starts so."""
        await self._work.do(delete(timers).where(timers.c.key.startswith(prefix, autoescape=True)))

    async def get(self, key: str) -> Timer | None:
        """The timer under that key."""
        row = await self._work.row(select(timers).where(timers.c.key == key))
        return None if row is None else _read(row)

    async def due(self, now: datetime, limit: int = 100) -> list[Timer]:
        """What has come, in order of its moment."""
        waiting = select(timers).where(timers.c.due <= now).order_by(timers.c.due, timers.c.key).limit(limit)
        return [_read(row) for row in await self._work.rows(waiting)]

    async def first(self, limit: int = 1) -> list[Timer]:
        """The timers with the earliest moments, due or not."""
        return [
            _read(row)
            for row in await self._work.rows(select(timers).order_by(timers.c.due, timers.c.key).limit(limit))
        ]

    async def next_due(self, after: datetime | None = None) -> datetime | None:
        """The earliest moment that is asked for (later than `after`)."""
        earliest = select(func.min(timers.c.due, type_=timers.c.due.type))
        moment: datetime | None = await self._work.value(
            earliest if after is None else earliest.where(timers.c.due > after)
        )
        return moment

    async def claim(self, timer: Timer) -> bool:
        """Take the timer out, in the transaction that does its work; False when it was moved, cancelled or taken."""
        is_it = (timers.c.key == timer.key) & (timers.c.due == timer.due)
        return await self._work.row(delete(timers).where(is_it).returning(timers.c.key)) is not None

    async def keys(self, prefix: str = "") -> list[str]:
        """The keys that start so, in order of their moment."""
        like = timers.c.key.startswith(prefix, autoescape=True)
        rows = await self._work.rows(select(timers.c.key).where(like).order_by(timers.c.due, timers.c.key))
        return [row.key for row in rows]


def _read(row: Row[Any]) -> Timer:
    return Timer(key=row.key, kind=row.kind, due=row.due, round=row.round, values=row.values)
