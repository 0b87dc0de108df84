"""Which check-ins are to come and which was the one before, for what is gathered for them; leaves calling them to `meetings`."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.context import Desk
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import LONGEST_MINUTES, Meeting, MeetingKind, MeetingState

_HAPPENED = (MeetingState.PLANNED, MeetingState.HELD)


async def planned(desk: Desk) -> list[Meeting]:
    """The check-ins that people know of and that are not over, the earliest first."""
    since = desk.now - timedelta(minutes=LONGEST_MINUTES)
    found = await desk.tx.meetings.all((MeetingState.PLANNED,), kind=MeetingKind.CHECKIN, since=since)
    return [one for one in found if one.ends_at > desk.now]


async def for_points(desk: Desk) -> Meeting | None:
    """The next one that has not begun and that local contacts come to; else the next of central's own."""
    ahead = [one for one in await planned(desk) if one.begins_at > desk.now]
    return next(iter([one for one in ahead if one.invited.kind != "central"] or ahead), None)


def may_come(person: Person, meeting: Meeting) -> bool:
    """Whether the person is one of those who are invited, so that its agenda is theirs to read."""
    if person.role is Role.CENTRAL or meeting.invited.kind == "contacts":
        return person.is_contact
    schools = meeting.invited.schools
    return meeting.invited.kind != "central" and (not schools or bool(set(schools) & set(person.schools)))


async def begun_before(desk: Desk, moment: datetime) -> datetime | None:
    """When the last one before that moment began."""
    found = await desk.tx.meetings.all(_HAPPENED, kind=MeetingKind.CHECKIN, until=moment, limit=1, newest=True)
    return found[0].begins_at if found else None


async def numbered(desk: Desk, number: str) -> Meeting | None:
    """The check-in with that number."""
    found = await desk.tx.meetings.look(int(number)) if number.isdecimal() and len(number) < 9 else None
    return found if found is not None and found.kind is MeetingKind.CHECKIN else None
