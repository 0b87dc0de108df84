"""What became of each copy of an announcement: one row for each recipient; leaves handing them over to feed.

A row is `queued`, `sent` (handed to the outbox), `arrived` (the platform has taken it), `failed` or `uncertain` with a
reason, or `cancelled`. Whoever reads it in a channel has a row too, `via` that channel's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update

from knowledge.broadcast.audience import Copy
from storage.deliveries import CANCELLED, PENDING
from storage.fates import FAILED, QUEUED, SENT, STOPPED, UNCERTAIN
from storage.schema import outbox
from storage.schema_broadcast import deliveries
from storage.work import Values, Work

COPY, MEETING, REMIND = "copy", "meeting", "remind"
"""Parts: the announcement itself, the short text for the staff meeting, and `remind1`, `remind2`."""
NO_ACCOUNT = "no_account"
_CHUNK = 5000


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One recipient of an announcement."""

    announcement: int
    part: str
    recipient: str
    """A person's id, or `#<place>@<platform>`."""
    person: str | None
    place: str | None
    platform: str
    channel: str
    language: str
    school: str | None
    via: str | None
    """The channel's recipient by which this person is reached."""
    state: str
    reason: str
    arrived_at: datetime | None
    seen_at: datetime | None
    confirmed_at: datetime | None

    @property
    def key(self) -> str:
        """Our own key of the message."""
        return f"announcement/{self.announcement}/{self.part}/{self.recipient}"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How far an announcement has come."""

    states: dict[str, int] = field(default_factory=dict)
    """State -> how many recipients (people and channels)."""
    reasons: dict[str, int] = field(default_factory=dict)
    """Why -> how many have failed."""
    people: int = 0
    confirmed: int = 0
    seen: int = 0

    def of(self, *states: str) -> int:
        """How many are in any of these states."""
        return sum(self.states.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """How many recipients there are."""
        return sum(self.states.values())


class Ledger:
    """The rows of all announcements."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, number: int, part: str, copies: Sequence[Copy]) -> None:
        """A row for each recipient who has none yet."""
        made = self._work.insert(deliveries).on_conflict_do_nothing(
            index_elements=["announcement", "part", "recipient"]
        )
        for at in range(0, len(copies), _CHUNK):
            await self._work.do_all(made, [_row(number, part, one) for one in copies[at : at + _CHUNK]])

    async def counts(self, number: int, part: str = COPY) -> Counts:
        """How many are where."""
        grouped = select(
            deliveries.c.state, deliveries.c.reason, func.count().label("n"), func.count(deliveries.c.person).label("people"),
            func.count(deliveries.c.confirmed_at).label("confirmed"), func.count(deliveries.c.seen_at).label("seen"),
        )  # fmt: skip
        wanted = grouped.where(_of(number, part)).group_by(deliveries.c.state, deliveries.c.reason)
        rows = await self._work.rows(wanted)
        states: dict[str, int] = {}
        reasons: dict[str, int] = {}
        for row in rows:
            states[row.state] = states.get(row.state, 0) + row.n
            if row.state in {FAILED, UNCERTAIN}:
                reasons[row.reason] = reasons.get(row.reason, 0) + row.n
        return Counts(
            states=states, reasons=reasons, people=sum(row.people for row in rows),
            confirmed=sum(row.confirmed for row in rows), seen=sum(row.seen for row in rows),
        )  # fmt: skip

    async def by_school(self, number: int) -> list[tuple[str | None, int, int]]:
        """(school, its people, how many of them have confirmed), by school."""
        counted = select(
            deliveries.c.school, func.count().label("n"), func.count(deliveries.c.confirmed_at).label("read")
        )
        wanted = counted.where(_of(number, COPY), deliveries.c.person.is_not(None)).group_by(deliveries.c.school)
        return [(row.school, row.n, row.read) for row in await self._work.rows(wanted.order_by(deliveries.c.school))]

    async def where(
        self, number: int, *states: str, part: str = COPY, unconfirmed: bool = False, limit: int | None = None
    ) -> list[Delivery]:
        """The rows in these states (all, if none is named), in the order of the audience."""
        wanted = [_of(number, part)]
        if states:
            wanted.append(deliveries.c.state.in_(states))
        if unconfirmed:
            wanted += [deliveries.c.confirmed_at.is_(None), deliveries.c.person.is_not(None)]
        rows = await self._work.rows(select(deliveries).where(*wanted).order_by(deliveries.c.id).limit(limit))
        return [_read(row) for row in rows]

    async def of_person(self, number: int, person: str) -> Delivery | None:
        """The person's own row."""
        mine = and_(_of(number, COPY), deliveries.c.person == person)
        row = await self._work.row(select(deliveries).where(mine))
        return None if row is None else _read(row)

    async def confirm(self, number: int, person: str, at: datetime) -> bool:
        """The person has read it; False when that was known, or the person is no recipient."""
        mine = and_(_of(number, COPY), deliveries.c.person == person, deliveries.c.confirmed_at.is_(None))
        done = update(deliveries).where(mine).values(confirmed_at=at).returning(deliveries.c.id)
        return await self._work.row(done) is not None

    async def unconfirm(self, number: int) -> None:
        """Everybody is to say again that they have read it."""
        await self._work.do(update(deliveries).where(_of(number, COPY)).values(confirmed_at=None))

    async def seen(self, person: str, platform: str, until: str, at: datetime) -> None:
        """What the person has got there, up to the message with that id of the platform, has been looked at."""
        joined = select(deliveries.c.id, outbox.c.remote_id).join(outbox, deliveries.c.outbox == outbox.c.id)
        mine = and_(deliveries.c.person == person, deliveries.c.platform == platform, deliveries.c.seen_at.is_(None))
        rows = await self._work.rows(joined.where(mine, outbox.c.remote_id.is_not(None)))
        ids = [row.id for row in rows if _is_before(row.remote_id, until)]
        await self._work.do(update(deliveries).where(deliveries.c.id.in_(ids)).values(seen_at=at))

    async def stop(self, number: int) -> None:
        """What has not gone out yet goes out no more; what the outbox still holds is taken back."""
        waiting = select(deliveries.c.outbox).where(deliveries.c.announcement == number, deliveries.c.state == SENT)
        held = and_(outbox.c.id.in_(waiting.scalar_subquery()), outbox.c.state == PENDING)
        taken = update(outbox).where(held).values(state=CANCELLED, live=False, reason="stopped").returning(outbox.c.id)
        ids = [row.id for row in await self._work.rows(taken)]
        queued = and_(deliveries.c.announcement == number, deliveries.c.state == QUEUED)
        back = and_(deliveries.c.announcement == number, deliveries.c.outbox.in_(ids), deliveries.c.state == SENT)
        await self._work.do(update(deliveries).where(or_(queued, back)).values(state=STOPPED, reason=""))
        vias = and_(deliveries.c.announcement == number, deliveries.c.state == SENT, deliveries.c.via.is_not(None))
        await self._work.do(update(deliveries).where(vias).values(state=STOPPED, reason=""))

    async def stop_reminders(self, number: int, person: str | None = None) -> None:
        """Reminders that have not gone out are needed no more: of one person, or of all."""
        queued = and_(deliveries.c.announcement == number, deliveries.c.state == QUEUED)
        mine = and_(queued, deliveries.c.part.startswith(REMIND))
        if person is not None:
            mine = and_(mine, deliveries.c.person == person)
        await self._work.do(update(deliveries).where(mine).values(state=STOPPED))

    async def retry(self, number: int, copies: Mapping[str, Copy]) -> int:
        """Queue again what failed, to where its reader is reached now; gives how many."""
        again = 0
        for one in await self.where(number, FAILED):
            new = copies.get(one.recipient)
            if new is None or not new.platform:
                continue
            where = {"platform": new.platform, "channel": new.channel, "state": QUEUED, "reason": "", "outbox": None}
            mine = and_(_of(number, COPY), deliveries.c.recipient == one.recipient)
            await self._work.do(update(deliveries).where(mine).values(**where))
            again += 1
        return again


def _is_before(message: str, until: str) -> bool:
    """Whether a message stands no later than another: ids that grow with time, as Teams' milliseconds do."""
    return message == until or (message.isdecimal() and until.isdecimal() and int(message) <= int(until))


def _of(number: int, part: str) -> ColumnElement[bool]:
    return and_(deliveries.c.announcement == number, deliveries.c.part == part)


def _row(number: int, part: str, copy: Copy) -> Values:
    lost = not copy.platform and copy.via is None
    state = FAILED if lost else SENT if copy.via else QUEUED
    return {
        "announcement": number, "part": part, "recipient": copy.recipient, "person": copy.person, "place": copy.place,
        "platform": copy.platform, "channel": copy.channel, "language": copy.language, "school": copy.school,
        "via": copy.via, "state": state, "reason": NO_ACCOUNT if lost else "",
    }  # fmt: skip


def _read(row: Row[Any]) -> Delivery:
    return Delivery(
        announcement=row.announcement, part=row.part, recipient=row.recipient, person=row.person, place=row.place,
        platform=row.platform, channel=row.channel, language=row.language, school=row.school, via=row.via,
        state=row.state, reason=row.reason, arrived_at=row.arrived_at, seen_at=row.seen_at, confirmed_at=row.confirmed_at,
    )  # fmt: skip
