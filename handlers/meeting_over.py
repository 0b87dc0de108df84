"""A meeting's end is past: it is held, and whoever leads it is asked for notes, once; leaves the notes to `meeting_notes`."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Desk, account_of
from handlers.replies.meeting_notes import prompt
from knowledge.conversation.event import TimerFired
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Meeting, MeetingState, held

OVER = "meeting_over"
"""The timer: a meeting's end is past, or the desk has opened after it."""
_LATEST = timedelta(days=14)
"""After a longer time away nobody is asked for notes any more; they may be written all the same."""


async def audit(desk: Desk) -> None:
    """Every meeting to come has the moment of its end (the auditor of the desk asks for it)."""
    for meeting in await desk.tx.meetings.all((MeetingState.PLANNED,)):
        await arm(desk, meeting)


async def arm(desk: Desk, meeting: Meeting) -> None:
    """Ask to be woken at its end, wherever that was before."""
    key = _timer(meeting)
    timer = await desk.tx.timers.get(key)
    if meeting.is_planned and (timer is None or timer.due != meeting.ends_at):
        await desk.tx.timers.set(key, OVER, meeting.ends_at, values={"meeting": meeting.number})


def _timer(meeting: Meeting) -> str:
    return f"{meeting.key}/notes/over"


async def woken(desk: Desk, event: TimerFired) -> None:
    """Its end is past: it is held now. Its notes are asked for when the desk is open; one that was moved is asked about later."""
    await desk.tx.meetings.alone()
    meeting = await desk.tx.meetings.get(int(event.values.get("meeting", 0)))
    if meeting is None or meeting.state not in {MeetingState.PLANNED, MeetingState.HELD}:
        return
    if meeting.ends_at > desk.now:
        await arm(desk, meeting)
        return
    if meeting.is_planned:
        meeting = held(meeting)
        await desk.tx.meetings.save(meeting)
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(_timer(meeting), OVER, opens, values=event.values)
        return
    await _ask_for_notes(desk, meeting)


async def _ask_for_notes(desk: Desk, meeting: Meeting) -> None:
    if meeting.is_workshop or desk.now - meeting.ends_at > _LATEST:
        return
    notes = await desk.tx.meeting_notes.get(meeting.number, desk.now)
    person = leader(desk, meeting)
    if person is not None and notes.newest is None and not await desk.tx.outbox.live(f"{meeting.key}/write/"):
        await desk.tell(person, f"{meeting.key}/write/{person.id}", prompt(meeting, desk.voice_for(person)), "")


async def hush(desk: Desk, meeting: Meeting) -> None:
    """Nobody is asked for notes any more: they are there."""
    await desk.tx.timers.cancel(_timer(meeting))
    for said in await desk.tx.outbox.live(f"{meeting.key}/write/"):
        await desk.tx.outbox.withdraw(said.key)


def leader(desk: Desk, meeting: Meeting | None) -> Person | None:
    """Whoever leads it, if that person is there; else another central contact; None when there is nobody."""
    owner = desk.directory.person(meeting.owner) if meeting else None
    central = [one for one in desk.directory.central() if not one.is_outsider]
    first = [owner] if owner is not None and owner.role is Role.CENTRAL else []
    able = [one for one in (*first, *central) if account_of(one, "", desk.running)]
    today = desk.voice().today
    return next((one for one in able if one.absence(today) is None), next(iter(able), None))
