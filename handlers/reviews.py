"""Answers that are due for a look: their owner is asked, and says so with one press; leaves which are due to knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from handlers.context import Desk, Refusal
from handlers.replies import reviews as say
from handlers.replies.buttons import object_of
from handlers.wordings import must_be_contact
from knowledge.conversation.event import ButtonPressed, TimerFired
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.faq.editing import months_later
from knowledge.faq.entry import FaqEntry
from knowledge.faq.upkeep import overdue
from knowledge.support.directory import Person, Role

LOOK = "faq_reviews"
KEY = "faq/reviews"
_ASKED = "faq/review/"
AGAIN_AFTER, MOST_TIMES = 5, 2
"""Working days until an owner is asked again, and how often; after that it stands in `faq gamla` alone."""
MANY = 3
"""More than so many of one owner are one line instead of a message each."""


async def arm(desk: Desk) -> None:
    """See to it that the next look has its moment."""
    if desk.policy.digests and await desk.tx.timers.get(KEY) is None:
        await desk.tx.timers.set(KEY, LOOK, _next_opening(desk))


def _next_opening(desk: Desk) -> datetime:
    """When the desk opens on the next working day."""
    day = desk.working.add_working_days(desk.now.astimezone(desk.working.zone).date(), 1)
    return desk.working.next_open(datetime(day.year, day.month, day.day, tzinfo=desk.working.zone))


async def look(desk: Desk, _event: TimerFired) -> None:
    """Once each working day: who owns what is due hears of it, at most twice."""
    await desk.tx.timers.set(KEY, LOOK, _next_opening(desk))
    if not desk.policy.digests:
        return
    asked = await desk.tx.desk.under(_ASKED)
    theirs: dict[str, list[FaqEntry]] = {}
    for entry in overdue(await desk.tx.faq.entries(), desk.voice().today):
        owner = owner_of(desk, entry)
        if owner is not None and _is_time(desk, entry, asked.get(f"{_ASKED}{entry.id}")):
            theirs.setdefault(owner.id, []).append(entry)
    for person, entries in theirs.items():
        await _ask(desk, person, entries, asked)


def _is_time(desk: Desk, entry: FaqEntry, before: dict[str, object] | None) -> bool:
    """Whether nobody was asked about this day yet, or it is five working days ago and was once."""
    if before is None or before.get("review_by") != str(entry.review_by):
        return True
    days = [date.fromisoformat(str(day)) for day in before.get("asked") or ()]  # type: ignore[attr-defined] # JSON
    again = desk.working.add_working_days(days[-1], AGAIN_AFTER) if days else desk.voice().today
    return len(days) < MOST_TIMES and again <= desk.voice().today


def owner_of(desk: Desk, entry: FaqEntry) -> Person | None:
    """Who looks after it: its owner while a contact and there, else a central contact of its area, else any."""
    today = desk.voice().today
    central = [one for one in desk.directory.central() if one.accounts]
    there = [one for one in central if not one.absence(today)] or central
    owner = desk.directory.person(entry.owner) if entry.owner else None
    if owner is not None and owner.is_contact and owner.accounts and not owner.absence(today):
        return owner
    return next((one for one in there if entry.area and entry.area in one.areas), None) or next(iter(there), None)


async def _ask(desk: Desk, person: str, entries: list[FaqEntry], asked: dict[str, dict[str, object]]) -> None:
    reader = desk.directory.person(person)
    if reader is None:
        return
    voice = desk.voice_for(reader)
    for entry in entries:
        before = asked.get(f"{_ASKED}{entry.id}") or {}
        days = before.get("asked") if before.get("review_by") == str(entry.review_by) else []
        now = [*(days or ()), voice.today.isoformat()]  # type: ignore[misc] # JSON
        await desk.tx.desk.set(f"{_ASKED}{entry.id}", {"review_by": str(entry.review_by), "asked": now})
    if len(entries) > MANY:
        await desk.tell(reader, f"{KEY}/{person}/{voice.today}", say.many(len(entries), voice), "")
        return
    for entry in entries:
        await desk.tell(
            reader,
            f"{_ASKED}{entry.id}/{voice.today}",
            say.one(entry, await written_on(desk, entry), voice, own=entry.owner == person),
            "",
        )


async def written_on(desk: Desk, entry: FaqEntry) -> datetime | None:
    """When it was last saved."""
    newest = await desk.tx.faq.newest(entry.id)
    return newest.at if newest else None


async def due(desk: Desk, person: Person) -> Message:
    """`faq gamla`: what is due; for a local contact their own."""
    must_be_contact(desk, person)
    found = overdue(await desk.tx.faq.entries(), desk.voice().today)
    if person.role is not Role.CENTRAL:
        found = [one for one in found if one.owner == person.id]
    return say.listed(found, desk.voice_for(person), central=person.role is Role.CENTRAL)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """”Stämmer”: looked at now, and again after the usual time. Its owner may say so, and every central contact."""
    entry = await desk.entry(object_of(event.action))
    if entry is None:
        raise Refusal("entry_gone")
    voice = desk.voice_for(person)
    if person.role is not Role.CENTRAL and entry.owner != person.id:
        raise Refusal("central_only", central=voice.names(p.id for p in desk.directory.central()))
    day = months_later(voice.today, desk.policy.review_months or 12)
    await desk.tx.faq.put(replace(entry, review_by=day, wordings=()), person.id, desk.now)
    said = say.looked_at(entry, day, voice)
    stands = await desk.tx.outbox.said(event.key) if event.key.startswith(_ASKED) else None
    if stands is not None:
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    return Notice(message=said)
