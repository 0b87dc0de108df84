"""Who has read an announcement, and the reminders to those who have not; leaves what is said to the replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.announced import own_way
from handlers.announcement_cards import EVERY, renew_soon
from handlers.context import Desk, Refusal
from handlers.replies.private import words
from knowledge.broadcast.announcement import Announcement, Confirm
from knowledge.conversation import times
from knowledge.conversation.event import MessageSeen, TimerFired
from knowledge.conversation.message import Notice, Shown
from knowledge.support.directory import Person
from storage.fates import ARRIVED, UNCERTAIN
from storage.ledger import REMIND

TIMES = 2
"""So often somebody is reminded at most."""


async def confirmed(desk: Desk, person: Person, one: Announcement) -> Shown:
    """”Jag har läst”: noted once; a reminder is needed no more."""
    voice = desk.voice_for(person)
    if not one.takes_confirmations:
        raise Refusal("announcement_over")
    if await desk.tx.ledger.confirm(one.number, person.id, desk.now):
        await desk.tx.ledger.stop_reminders(one.number, person.id)
        for number in range(1, TIMES + 1):
            await desk.tx.outbox.withdraw(one.key(f"{REMIND}{number}/{person.id}"))
        await renew_soon(desk, one, 6 * EVERY)
    said = words(voice, "command", "announcement.confirmed", time=times.clock(desk.now, desk.working.zone))
    return Notice(message=said)


async def look_ahead(desk: Desk, one: Announcement) -> None:
    """When those who have not said that they have read it are reminded: in working hours, twice at most."""
    if one.confirm is not Confirm.REQUIRED:
        return
    due = one.sent_at or desk.now
    for number in range(1, TIMES + 1):
        due = desk.working.add(due, desk.policy.broadcast.remind)
        await _set(desk, one, number, due, "all")


async def _set(desk: Desk, one: Announcement, number: int, due: datetime, schools: str) -> None:
    values = {"number": one.number, "time": number, "schools": schools}
    key = one.key(f"{REMIND}{number}/{due.isoformat() if schools != 'all' else 'all'}")
    await desk.tx.timers.set(key, f"announcement_{REMIND}", due, values=values)


async def remind(desk: Desk, event: TimerFired) -> None:
    """Those who have not said so are reminded; where the school is closed, when it opens."""
    one = await desk.tx.announcements.get(int(event.values["number"]))
    if one is None or not one.takes_confirmations or (one.last_day and one.last_day < desk.voice().today):
        return
    number, only = int(event.values["time"]), str(event.values["schools"])
    later: dict[datetime, set[str]] = {}
    rows = []
    for person in await _missing(desk, one):
        school = person.schools[0] if person.schools else ""
        if only != "all" and school not in only.split("|"):
            continue
        if not desk.working.is_open(desk.now, school or None):
            later.setdefault(desk.working.next_open(desk.now, school or None), set()).add(school)
        elif (way := own_way(desk, person)) is not None:
            rows.append(way)
    for opens, schools in later.items():
        await _set(desk, one, number, opens, "|".join(sorted(schools)))
    await desk.tx.ledger.add(one.number, f"{REMIND}{number}", rows)
    await desk.tx.announcements.save(replace(one, reminded=max(one.reminded, number)))
    await desk.tx.announcements.note(one.number, "reminded", None, desk.now, time=number, count=len(rows))
    await desk.tx.announcements.begin_feeding(one.number)


async def _missing(desk: Desk, one: Announcement) -> list[Person]:
    """Who has got it, has not said so, and is there today."""
    rows = await desk.tx.ledger.where(one.number, ARRIVED, UNCERTAIN, unconfirmed=True)
    people = filter(None, (desk.directory.person(row.person) for row in rows))
    return [person for person in people if person.absence(desk.voice().today) is None]


async def seen(desk: Desk, event: MessageSeen) -> None:
    """A platform tells how far somebody has read."""
    person = await desk.tx.directory.person_of(event.who)
    if person is not None:
        await desk.tx.ledger.seen(person.id, event.who.platform, event.until, desk.now)
