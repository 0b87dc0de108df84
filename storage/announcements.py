"""Announcements as they stand, what their copies say, and their log; leaves each copy to ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from knowledge.broadcast.announcement import Announcement
from knowledge.conversation.message import Message
from storage import codec
from storage.schema_broadcast import announcement_log, announcements
from storage.work import Work

Bodies = Mapping[str, Mapping[str, Message]]
"""Part (`copy`, `meeting`, `remind1`, …) -> language -> what it says."""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """One line of an announcement's log."""

    what: str
    who: str | None
    at: datetime
    details: dict[str, Any]


class Announcements:
    """Announcements by number."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, announcement: Announcement, at: datetime) -> Announcement:
        """Store a new one; gives it with its number."""
        made = replace(announcement, number=0, created_at=at)
        row = {**_columns(made), "created_at": at, "bodies": {}}
        number = await self._work.value(
            self._work.insert(announcements).values(**row).returning(announcements.c.number)
        )
        return replace(made, number=number)

    async def save(self, announcement: Announcement) -> None:
        """Replace what is stored."""
        mine = announcements.c.number == announcement.number
        await self._work.do(update(announcements).where(mine).values(**_columns(announcement)))

    async def get(self, number: int) -> Announcement | None:
        """The announcement, kept from every other writer until the end."""
        row = await self._work.row(self._work.locked(select(announcements).where(announcements.c.number == number)))
        return None if row is None else _read(row)

    async def where(self, states: Collection[str], limit: int = 50) -> list[Announcement]:
        """Those in these states, newest first."""
        wanted = select(announcements).where(announcements.c.state.in_(states))
        rows = await self._work.rows(wanted.order_by(announcements.c.number.desc()).limit(limit))
        return [_read(row) for row in rows]

    async def everything(self) -> list[Announcement]:
        """All of them, oldest first."""
        return [_read(row) for row in await self._work.rows(select(announcements).order_by(announcements.c.number))]

    async def put_bodies(self, number: int, bodies: Bodies) -> None:
        """What its copies, reminders and short texts say from now on; other parts stay as they are."""
        mine = announcements.c.number == number
        before = await self._work.value(select(announcements.c.bodies).where(mine)) or {}
        new = {part: {language: codec.to_json(said) for language, said in of.items()} for part, of in bodies.items()}
        await self._work.do(update(announcements).where(mine).values(bodies={**before, **new}, busy=True))
        self._work.wakes = True

    async def begin_feeding(self, number: int) -> None:
        """There is something to hand over again."""
        await self._work.do(update(announcements).where(announcements.c.number == number).values(busy=True))
        self._work.wakes = True

    async def note(self, number: int, what: str, who: str | None, at: datetime, **details: Any) -> None:  # noqa: ANN401 - JSON
        """Write a line into its log."""
        row = {"announcement": number, "what": what, "who": who, "at": at, "details": details}
        await self._work.do(self._work.insert(announcement_log).values(**row))

    async def log(self, number: int) -> list[Noted]:
        """Its log, oldest first."""
        mine = select(announcement_log).where(announcement_log.c.announcement == number)
        rows = await self._work.rows(mine.order_by(announcement_log.c.id))
        return [Noted(what=row.what, who=row.who, at=row.at, details=row.details) for row in rows]


def _columns(announcement: Announcement) -> dict[str, Any]:
    return {
        "state": announcement.state.value,
        "author": announcement.author,
        "edition": announcement.edition,
        "document": codec.to_json(announcement),
    }


def _read(row: Row[Any]) -> Announcement:
    return replace(codec.from_json(Announcement, row.document), number=row.number, created_at=row.created_at)
