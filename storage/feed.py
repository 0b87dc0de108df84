"""Hands copies of announcements over to the outbox, a few at a time; leaves how many and when to the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select, update

from knowledge.broadcast.announcement import OUT, State
from knowledge.conversation.message import Message
from storage import codec
from storage.deliveries import MANY, PENDING, POST, SENDING, Where
from storage.fates import ARRIVED, QUEUED, SENT, UNCERTAIN
from storage.ledger import COPY
from storage.outbox import Outbox
from storage.schema import desk, outbox
from storage.schema_broadcast import announcements, deliveries
from storage.work import Work

OWN_COPY = "own-copy"
"""A link to `desk:own-copy` in a body leads to the reader's own copy of the announcement."""
_PACE = "feed/"
_STUCK = timedelta(seconds=2)
"""A call that takes longer keeps no others waiting: it may be one of somebody who is dead."""
_OUT = [state.value for state in OUT]
_STALE = and_(
    deliveries.c.part == COPY, deliveries.c.state.in_((ARRIVED, UNCERTAIN)), deliveries.c.via.is_(None),
    deliveries.c.edition < announcements.c.edition,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ended:
    """An announcement of which no copy is under way any more."""

    number: int
    round: int


class Feed:
    """What of all announcements can be handed over."""

    def __init__(self, work: Work, box: Outbox) -> None:
        self._work, self._outbox = work, box

    async def busy(self) -> bool:
        """Whether there may be something to hand over; asked while reading."""
        return await self._work.row(select(announcements.c.number).where(announcements.c.busy).limit(1)) is not None

    async def under_way(self, platform: str, now: datetime) -> tuple[int, int]:
        """(posts, changes) of announcements that the outbox still holds for that platform; what is stuck counts no more."""
        waits = outbox.c.state.in_((PENDING, SENDING))
        is_stuck = and_(outbox.c.state == SENDING, outbox.c.claimed_at <= now - _STUCK)
        held = and_(waits, ~is_stuck, outbox.c.platform == platform, outbox.c.key.startswith(MANY))
        posts = func.count(case((outbox.c.kind == POST, 1)))
        row = await self._work.row(select(posts.label("posts"), func.count().label("all")).where(held))
        return (row.posts, row.all - row.posts) if row else (0, 0)

    async def room(self, line: str, rate: float, ahead: timedelta, now: datetime) -> int:
        """How many calls may begin in that line now, if `rate` a second are allowed; all desks share one count."""
        await self._work.only_one(f"{_PACE}{line}")
        name = f"{_PACE}{line}"
        kept = await self._work.value(self._work.locked(select(desk.c.value).where(desk.c.name == name)))
        used_until = max(datetime.fromisoformat(kept), now) if kept else now
        return max(int((now + ahead - used_until).total_seconds() * rate), 0)

    async def used(self, line: str, calls: int, rate: float, now: datetime) -> None:
        """So many calls are handed over."""
        name = f"{_PACE}{line}"
        kept = await self._work.value(select(desk.c.value).where(desk.c.name == name))
        begun = max(datetime.fromisoformat(kept), now) if kept else now
        until = begun + timedelta(seconds=calls / rate)
        await self._work.do(self._work.put(desk, {"name": name, "value": until.isoformat()}))

    async def posts(self, platform: str, limit: int) -> int:
        """Hand over new copies, reminders and short texts; gives how many."""
        sending = and_(deliveries.c.part == COPY, announcements.c.state == State.SENDING.value)
        beside = and_(deliveries.c.part != COPY, announcements.c.state.in_(_OUT))
        return await self._hand_over(and_(deliveries.c.state == QUEUED, or_(sending, beside)), platform, limit)

    async def changes(self, platform: str, limit: int) -> int:
        """Hand over changes of copies that say something old; gives how many."""
        return await self._hand_over(_STALE, platform, limit)

    async def _hand_over(self, wanted: ColumnElement[bool], platform: str, limit: int) -> int:
        if limit <= 0:
            return 0
        columns = (deliveries, announcements.c.edition.label("newest"), announcements.c.bodies)
        joined = select(*columns).join(announcements, deliveries.c.announcement == announcements.c.number)
        mine = joined.where(announcements.c.busy, deliveries.c.platform == platform, wanted)
        picked = mine.order_by(deliveries.c.id).limit(limit)
        if self._work.writing:
            picked = picked.with_for_update(of=deliveries, skip_locked=True)
        rows = await self._work.rows(picked)
        for row in rows:
            await self._one(row)
        return len(rows)

    async def _one(self, row: Row[Any]) -> None:
        said = _said(row)
        key = _key(row.announcement, row.part, row.recipient)
        if said is not None:
            to = Where(platform=row.platform, channel=row.channel)
            await self._outbox.say(key, to, said, person=row.person, at_most_once=True)
        values: dict[str, Any] = {"edition": row.newest}
        if row.state == QUEUED:
            post = select(outbox.c.id).where(outbox.c.key == key, outbox.c.live)
            values |= {"state": SENT, "outbox": await self._work.value(post)}
        await self._work.do(update(deliveries).where(deliveries.c.id == row.id).values(**values))

    async def settle(self) -> list[Ended]:
        """Announcements that are sent to their end; those with nothing left to do are looked at no more."""
        numbers = [
            row.number for row in await self._work.rows(select(announcements.c.number).where(announcements.c.busy))
        ]
        return [ended for number in numbers if (ended := await self._settled(number))]

    async def _settled(self, number: int) -> Ended | None:
        mine = self._work.locked(select(announcements).where(announcements.c.number == number, announcements.c.busy))
        row = await self._work.row(mine)
        if row is None or await self._has_more(number):
            return None
        if row.state == State.SENDING.value:
            return Ended(number=number, round=int(row.document.get("round", 0)))
        await self._work.do(update(announcements).where(announcements.c.number == number).values(busy=False))
        return None

    async def _has_more(self, number: int) -> bool:
        joined = select(deliveries.c.id).join(announcements, deliveries.c.announcement == announcements.c.number)
        open_ = and_(deliveries.c.state.in_((QUEUED, SENT)), announcements.c.state.in_(_OUT))
        left = joined.where(deliveries.c.announcement == number, or_(open_, _STALE)).limit(1)
        return await self._work.row(left) is not None


def _key(number: int, part: str, recipient: str) -> str:
    return f"announcement/{number}/{part}/{recipient}"


def _said(row: Row[Any]) -> Message | None:
    """What it says in its reader's language; None when nobody has said what."""
    bodies = row.bodies.get(row.part) or {}
    body = bodies.get(row.language) or next(iter(bodies.values()), None)
    if body is None:
        return None
    own = _key(row.announcement, COPY, row.via or row.recipient)
    text = body["text"].replace(f"desk:{OWN_COPY}", f"desk:{own}")
    return codec.from_json(Message, {**body, "text": text})
