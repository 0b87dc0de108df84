"""Central hears of schools that have no contact who can be reached, and that it is sorted; leaves sorting it to `roster`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handlers import alarm_causes, staffing
from handlers.alarm_causes import Cause
from handlers.context import Desk
from handlers.replies import reach as say
from knowledge.conversation.event import TimerFired
from knowledge.support.reach import out_of_reach

LOOK = "reach"
"""The timer of the daily look."""
KEY = "reach/daily"
"""The timer's key."""
CAUSE = Cause(name="reach", mended=say.mended)


async def arm(desk: Desk) -> None:
    """See to it that the next look has its moment."""
    if desk.policy.alarms and await desk.tx.timers.get(KEY) is None:
        await _next_look(desk)


async def _next_look(desk: Desk) -> None:
    """When the desk opens on the next working day."""
    day = desk.working.add_working_days(desk.voice().today, 1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=desk.working.zone)
    await desk.tx.timers.set(KEY, LOOK, desk.working.next_open(midnight))


async def daily(desk: Desk, _event: TimerFired) -> None:
    """The look of each working day, at all that can be wrong with who helps where."""
    await _next_look(desk)
    await look(desk)
    await staffing.daily(desk)


async def look(desk: Desk, only: Collection[str] | None = None, known: Collection[str] = ()) -> None:
    """Tell of schools that are out of reach now, and say of earlier ones that they are not any more.

    `only`: no other schools are told of; None = all. `known`: schools of which central hears in another way at this moment.
    Who is away and stood in for by nobody is looked at too: of the same schools, in the same way.
    """
    if "local" in desk.policy.steps:
        out = out_of_reach(desk.directory, desk.voice().today, desk.running)
        voice = desk.voice()
        heard = {*known, *await staffing.told_lately(desk)}
        await alarm_causes.look(
            desk, CAUSE, out, lambda schools: say.out_of_reach(voice, schools, out), only=only, known=heard
        )
    await staffing.look(desk, only, known)
