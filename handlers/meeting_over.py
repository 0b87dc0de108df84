"""A meeting is held: whoever leads it is asked for notes, once; leaves its end to `meeting_life`, the notes to `meeting_notes`."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Desk, account_of
from handlers.replies.meeting_notes import prompt
from knowledge.conversation.event import TimerFired
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Meeting, MeetingState

ASK = "notes_ask"
"""The timer: the desk has opened after a meeting's end."""
_LATEST = timedelta(days=14)
"""After a longer time away nobody is asked for notes any more; they may be written all the same."""


def _timer(meeting: Meeting) -> str:
    return f"{meeting.key}/notes/ask"


async def over(desk: Desk, meeting: Meeting) -> None:
    """It is held: its notes are asked for, now or when the desk opens."""
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(_timer(meeting), ASK, opens, values={"meeting": meeting.number})
    else:
        await _ask_for_notes(desk, meeting)


async def woken(desk: Desk, event: TimerFired) -> None:
    """The desk has opened; when it was down until it had closed again, it opens another time."""
    meeting = await desk.tx.meetings.look(int(event.values.get("meeting", 0)))
    if meeting is not None and meeting.state is MeetingState.HELD:
        await over(desk, meeting)


async def _ask_for_notes(desk: Desk, meeting: Meeting) -> None:
    if meeting.is_workshop or desk.now - meeting.ends_at > _LATEST:
        return
    notes = await desk.tx.meeting_notes.get(meeting.number, desk.now)
    person = leader(desk, meeting)
    if person is not None and notes.newest is None:
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
