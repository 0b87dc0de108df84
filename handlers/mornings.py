"""When lists come by themselves; leaves what they say to each list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from handlers.context import Desk
from knowledge.support.periods import Period, week_of

_WEEK = timedelta(days=7)
_FARTHEST = 15
"""Weeks without a working day that are passed over on the way back; the summer has ten."""


def next_morning(desk: Desk) -> datetime:
    """When the desk next begins a working day."""
    today = desk.now.astimezone(desk.working.zone).date()
    return first_opening(desk, today) if _is_ahead(desk, today) else first_opening(desk, today + timedelta(days=1))


def next_week(desk: Desk) -> datetime:
    """When the desk next begins a week; a week without working days is passed over."""
    today = desk.now.astimezone(desk.working.zone).date()
    monday = today - timedelta(days=today.weekday())
    begins = first_opening(desk, monday)
    return begins if begins > desk.now else first_opening(desk, monday + timedelta(days=7))


def first_opening(desk: Desk, day: date) -> datetime:
    """When the desk opens first on that day or on a later one."""
    return desk.working.next_open(datetime(day.year, day.month, day.day, tzinfo=desk.working.zone))


def _is_ahead(desk: Desk, day: date) -> bool:
    return first_opening(desk, day) > desk.now


def is_time(desk: Desk) -> bool:
    """Whether a list of today may still come: not after hours, when the bot was down until then."""
    opens = desk.working.next_open(desk.now)
    return opens.astimezone(desk.working.zone).date() == desk.now.astimezone(desk.working.zone).date()


async def arm(desk: Desk, key: str, kind: str, due: datetime, *, wanted: bool) -> None:
    """See to it that a list has its next moment, if it is wanted."""
    if wanted and await desk.tx.timers.get(key) is None:
        await desk.tx.timers.set(key, kind, due)


async def ran_before(desk: Desk, key: str) -> date:
    """The day on which these lists came last (yesterday, when they never did); from now on it is today."""
    today = desk.voice().today
    before = await desk.tx.desk.get(f"{key}/ran")
    await desk.tx.desk.set(f"{key}/ran", today.isoformat())
    return date.fromisoformat(before) if before else today - timedelta(days=1)


def is_weekly_time(desk: Desk, ran: date, schools: Iterable[str | None] = (None,)) -> bool:
    """Whether the week's first working day (of these schools) has come since `ran`; a day on which the bot was down is made up for."""
    today = desk.voice().today
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    firsts = (next((day for day in days if desk.working.is_working_day(day, one)), None) for one in schools)
    first = min((day for day in firsts if day), default=None)
    return first is not None and ran < first <= today


def week_before(desk: Desk, day: date) -> Period:
    """The last week before that day's in which the desk worked."""
    week = week_of(day - _WEEK)
    for _ in range(_FARTHEST):
        if any(desk.working.is_working_day(week.first + timedelta(days=number)) for number in range(7)):
            break
        week = week_of(week.first - _WEEK)
    return week
