"""The weekly line: what became of last week's questions; leaves counting to knowledge and the words to `replies/lists`."""

from __future__ import annotations

from handlers import alarms, mornings
from handlers.context import Desk
from handlers.replies.lists import weekly_line
from knowledge.conversation.event import TimerFired
from knowledge.support.periods import Period
from knowledge.support.statistics import Report

WEEKLY = "weekly"
KEY = "list/weekly"


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
    week = mornings.week_before(desk, desk.voice().today)
    before = mornings.week_before(desk, week.first)
    counted = await _counted(desk, week)
    if counted.whole.asked:
        message = weekly_line(desk.voice(), counted, await _counted(desk, before))
        wanted = [person for person in desk.directory.central() if person.lists]
        await alarms.tell_central(desk, f"{KEY}/{week.name}", message, people=wanted)


async def _counted(desk: Desk, week: Period) -> Report:
    report = Report(period=week, working=desk.working)
    begins, ends = report.moments
    async for one in desk.tx.statistics.asked(begins, ends):
        report.add(one)
    return report
