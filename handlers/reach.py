"""Central hears of schools that have no contact who can be reached, and that it is mended; leaves mending it to `roster`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from handlers import alarms
from handlers.context import Desk
from handlers.replies import reach as say
from knowledge.conversation.event import TimerFired
from knowledge.support.reach import out_of_reach

LOOK = "reach"
"""The timer of the daily look."""
KEY, TOLD = "reach/daily", "reach/told"
"""The timer's key; under which is kept of which schools central has heard: school id -> [day, key of the alarm]."""
AGAIN = timedelta(days=7)
"""The same school is not told of more often (conversations 7.4)."""
ONE_BY_ONE = 3
"""More schools than this at once become one alarm."""

Told = dict[str, list[str]]


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
    """The look of each working day."""
    await _next_look(desk)
    await look(desk)


async def look(desk: Desk, only: Collection[str] | None = None, known: Collection[str] = ()) -> None:
    """Tell of schools that are out of reach now, and say of earlier ones that they are not any more.

    `only`: no other schools are told of; None = all. `known`: schools of which central hears in another way at this moment.
    """
    if "local" not in desk.policy.steps:
        return
    today = desk.voice().today
    out = out_of_reach(desk.directory, today, desk.running)
    told: Told = dict((await desk.tx.desk.under(TOLD)).get(TOLD) or {})
    if not out and not told:
        return
    before = {school: list(one) for school, one in told.items()}
    await _mended(desk, out, told, today)
    for school in known:
        if school in out:
            told[school] = [today.isoformat(), ""]
    due = {school: until for school, until in out.items() if _is_due(told.get(school), today)}
    due = {school: until for school, until in due.items() if only is None or school in only}
    if due and desk.policy.alarms:
        await _tell(desk, due, told, today)
    if told != before:
        await desk.tx.desk.set(TOLD, told)


def _is_due(told: list[str] | None, today: date) -> bool:
    return told is None or date.fromisoformat(told[0]) + AGAIN <= today


async def _mended(desk: Desk, out: dict[str, date | None], told: Told, today: date) -> None:
    """Alarms whose schools are all in reach again say so; what was told long ago is forgotten."""
    open_keys = {key for school, (_day, key) in told.items() if school in out}
    done: dict[str, list[str]] = {}
    for school, (_day, key) in told.items():
        if key and key not in open_keys:
            done.setdefault(key, []).append(school)
    for key, schools in done.items():
        for stands in await desk.tx.outbox.live(f"alarm/{key}/"):
            message = say.mended(desk.voice(stands.message.language), schools)
            await desk.tx.outbox.say(stands.key, stands.address, message, person=stands.person)
    for school in [one for one in told if one not in out]:
        if told[school][1] in done:
            told[school][1] = ""
        if _is_due(told[school], today):
            del told[school]


async def _tell(desk: Desk, due: dict[str, date | None], told: Told, today: date) -> None:
    """One alarm a school, or one for all when they are many; an older one about the same goes."""
    voice = desk.voice()
    groups = [[school] for school in due] if len(due) <= ONE_BY_ONE else [list(due)]
    for schools in groups:
        key = f"reach/{schools[0] if len(schools) == 1 else 'several'}/{today.isoformat()}"
        for old in {told[school][1] for school in schools if school in told} - {"", key}:
            for stands in await desk.tx.outbox.live(f"alarm/{old}/"):
                await desk.tx.outbox.withdraw(stands.key)
        await alarms.tell_central(desk, f"alarm/{key}", say.out_of_reach(voice, schools, due))
        for school in schools:
            told[school] = [today.isoformat(), key]
