"""The weekly line: what became of last week's questions; leaves counting to knowledge and the words to `replies/lists`."""

from __future__ import annotations

from datetime import date, timedelta

from handlers import alarms, mornings
from handlers.context import Desk
from handlers.replies.lists import weekly_line
from knowledge.conversation.event import TimerFired
from knowledge.support.periods import Period, week_of
from knowledge.support.statistics import Report

WEEKLY = "weekly"
KEY = "list/weekly"
_WEEK = timedelta(days=7)
_FARTHEST = 15
"""Weeks without a working day that are passed over on the way back; the summer has ten."""


async def arm(desk: Desk) -> None:
    """See to it that the next weekly line has its moment."""
    await mornings.arm(desk, KEY, WEEKLY, mornings.next_week(desk), wanted=desk.policy.weekly)


async def line(desk: Desk, _event: TimerFired) -> None:
    """What was asked in the last week that had working days, beside the one before; nothing asked, nothing said."""
    if not desk.policy.weekly:
        return
    await arm(desk)
    if not mornings.is_time(desk):
        return
    week = _week_before(desk, desk.voice().today)
    before = _week_before(desk, week.first)
    counted = await _counted(desk, week)
    if counted.whole.asked:
        message = weekly_line(desk.voice(), counted, await _counted(desk, before))
        wanted = [person for person in desk.directory.central() if person.lists]
        await alarms.tell_central(desk, f"{KEY}/{week.name}", message, people=wanted)


def _week_before(desk: Desk, day: date) -> Period:
    """The last week before that day's in which the desk worked."""
    week = week_of(day - _WEEK)
    for _ in range(_FARTHEST):
        if any(desk.working.is_working_day(week.first + timedelta(days=number)) for number in range(7)):
            break
        week = week_of(week.first - _WEEK)
    return week


async def _counted(desk: Desk, week: Period) -> Report:
    report = Report(period=week, working=desk.working)
    begins, ends = report.moments
    async for one in desk.tx.statistics.asked(begins, ends):
        report.add(one)
    return report
