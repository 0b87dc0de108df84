"""Meetings by number, and who has said what to their invitations; leaves their life to knowledge."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, select, update

from knowledge.support.meeting import Meeting, Reply
from storage import codec
from storage.schema import desk
from storage.schema_meetings import meeting_replies, meetings
from storage.work import Values, Work

_FEED = "meetings/feed"
"""What keeps the unguessable part of the address of all meetings."""


class Meetings:
    """Times when people meet."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def alone(self) -> None:
        """Nobody else makes or ends meetings until the end of the transaction."""
        await self._work.only_one("meetings")

    async def add(self, meeting: Meeting) -> Meeting:
        """Store a new meeting; gives it with its number, and with what its calendar file is known by."""
        meeting = _named(meeting)
        made = self._work.insert(meetings).values(**_of_meeting(meeting)).returning(meetings.c.number)
        return replace(meeting, number=int(await self._work.value(made)))

    async def save(self, meeting: Meeting) -> None:
        """Replace what is stored about the meeting."""
        mine = meetings.c.number == meeting.number
        await self._work.do(update(meetings).where(mine).values(**_of_meeting(meeting)))

    async def get(self, number: int) -> Meeting | None:
        """The meeting, kept from every other writer until the end."""
        return _meeting(await self._work.row(self._work.locked(_numbered(number))))

    async def look(self, number: int) -> Meeting | None:
        """The meeting as it stands, kept from nobody."""
        return _meeting(await self._work.row(_numbered(number)))

    async def by_token(self, token: str) -> Meeting | None:
        """The meeting whose calendar file has that address."""
        if not token:
            return None
        wanted = select(meetings).where(self._work.part(meetings.c.document, "token") == token)
        return _meeting(await self._work.row(wanted))

    async def by_uid(self, uid: str) -> Meeting | None:
        """The meeting that calendars know by that."""
        wanted = select(meetings).where(self._work.part(meetings.c.document, "uid") == uid)
        return _meeting(await self._work.row(wanted))

    async def all(
        self, states: Collection[str], *, kind: str | None = None, since: datetime | None = None,
        until: datetime | None = None, limit: int | None = None, newest: bool = False,
    ) -> list[Meeting]:  # fmt: skip
        """Those in these states (of that kind, beginning from `since` and before `until`), the earliest first.

        `newest`: the latest first.
        """
        wanted = select(meetings).where(meetings.c.state.in_([str(state) for state in states]))
        if kind is not None:
            wanted = wanted.where(meetings.c.kind == str(kind))
        if since is not None:
            wanted = wanted.where(meetings.c.begins_at >= since)
        if until is not None:
            wanted = wanted.where(meetings.c.begins_at < until)
        order = (meetings.c.begins_at, meetings.c.number)
        wanted = wanted.order_by(*(one.desc() if newest else one for one in order)).limit(limit)
        return [one for row in await self._work.rows(wanted) if (one := _meeting(row))]

    async def discard(self, number: int) -> None:
        """Take away a draft that nobody was invited to."""
        await self._work.do(delete(meeting_replies).where(meeting_replies.c.meeting == number))
        await self._work.do(delete(meetings).where(meetings.c.number == number))

    async def replies(self, number: int) -> list[Reply]:
        """Everybody who is invited, by when they were asked or answered."""
        wanted = select(meeting_replies).where(meeting_replies.c.meeting == number)
        rows = await self._work.rows(wanted.order_by(meeting_replies.c.at, meeting_replies.c.person))
        return [_reply(row) for row in rows]

    async def reply(self, number: int, person: str) -> Reply | None:
        """What one person has said."""
        mine = (meeting_replies.c.meeting == number, meeting_replies.c.person == person)
        row = await self._work.row(select(meeting_replies).where(*mine))
        return None if row is None else _reply(row)

    async def put_reply(self, reply: Reply) -> None:
        """Let this be what is stored of that person at that meeting."""
        await self._work.do(self._work.put(meeting_replies, _of_reply(reply)))

    async def drop_reply(self, number: int, person: str) -> None:
        """The person is invited no more."""
        mine = (meeting_replies.c.meeting == number, meeting_replies.c.person == person)
        await self._work.do(delete(meeting_replies).where(*mine))

    async def feed(self, *, make: bool = False) -> str:
        """The unguessable part of the address of all meetings; empty while nobody has made it."""
        wanted = select(desk.c.value).where(desk.c.name == _FEED)
        token = str(await self._work.value(wanted) or "")
        if not token and make:
            token = _token()
            await self._work.do(self._work.put(desk, {"name": _FEED, "value": token}))
        return token


def _token() -> str:
    return secrets.token_urlsafe(24)


def _named(meeting: Meeting) -> Meeting:
    """With what calendars know it by: the times of a series have theirs in common, but for their index."""
    token = meeting.token or _token()
    series = meeting.series
    if series is not None:
        series = series if series.id else replace(series, id=secrets.token_hex(12))
    uid = meeting.uid or (uid_of(series.id, series.index) if series is not None else secrets.token_hex(12))
    return replace(meeting, uid=uid, token=token, series=series)


def uid_of(series: str, index: int) -> str:
    """What calendars know one time of a series by, also before it is there."""
    return f"{series}-{index}"


def _numbered(number: int) -> Select[Any]:
    return select(meetings).where(meetings.c.number == number)


def _of_meeting(meeting: Meeting) -> Values:
    return {"kind": meeting.kind.value, "state": meeting.state.value, "owner": meeting.owner,
            "begins_at": meeting.begins_at, "document": codec.to_json(meeting)}  # fmt: skip


def _of_reply(reply: Reply) -> Values:
    return {"meeting": reply.meeting, "person": reply.person, "reply": reply.answer.value, "at": reply.at,
            "document": codec.to_json(reply)}  # fmt: skip


def _meeting(row: Row[Any] | None) -> Meeting | None:
    """The number is the row's: the document of a meeting that was never changed does not know it."""
    return None if row is None else replace(codec.from_json(Meeting, row.document), number=row.number)


def _reply(row: Row[Any]) -> Reply:
    return codec.from_json(Reply, row.document)
