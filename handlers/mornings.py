"""When lists come by themselves; leaves what they say to each list."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.context import Desk


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
