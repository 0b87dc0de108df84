"""Reminders before a meeting: to who has not answered, and to who comes; leaves their moments to knowledge."""

from __future__ import annotations

from handlers import agendas
from handlers import meeting_people as people
from handlers.context import Desk
from handlers.replies import meetings as say
from knowledge.conversation.event import TimerFired
from knowledge.support.meeting import COMES, Answer, Meeting
from knowledge.support.meeting_moments import DAY, SOON, UNANSWERED, reminders, still_helps, telling

KINDS = (UNANSWERED, DAY, SOON)


async def arm(desk: Desk, meeting: Meeting) -> None:
    """What still lies ahead has its moment; nothing else has."""
    await forget(desk, meeting)
    due = reminders(meeting, desk.working, desk.policy.meetings, telling(meeting, desk.working, desk.now))
    for what, moment in due.items():
        await desk.tx.timers.set(f"{meeting.key}/{what}", people.WAKE, moment, round=meeting.edition,
                                 values={"meeting": meeting.number, "what": what})  # fmt: skip


async def forget(desk: Desk, meeting: Meeting) -> None:
    """Nobody is reminded any more."""
    for what in KINDS:
        await desk.tx.timers.cancel(f"{meeting.key}/{what}")


async def remind(desk: Desk, meeting: Meeting, what: str, event: TimerFired) -> None:
    """Its moment has come, or was missed: told while it helps and the desk is open."""
    policy, opens = desk.policy.meetings, desk.working.next_open(desk.now)
    if what not in KINDS or event.round != meeting.edition or not still_helps(meeting, what, policy, desk.now):
        return
    if opens > desk.now:
        if still_helps(meeting, what, policy, opens):
            await desk.tx.timers.set(event.key, people.WAKE, opens, round=event.round, values=event.values)
        return
    today = desk.voice().today
    for reply in await desk.tx.meetings.replies(meeting.number):
        person = desk.directory.person(reply.person)
        wanted = reply.answer is Answer.ASKED if what == UNANSWERED else reply.answer in COMES
        if (
            person is None
            or not people.may_come(meeting, person)
            or not wanted
            or person.absence(today)
            or reply.told != meeting.edition
        ):
            continue
        for stands in await desk.tx.outbox.live(f"{meeting.key}/{meeting.edition}/remind/{person.id}"):
            if stands.key.endswith(f"/{person.id}"):
                await desk.tx.outbox.withdraw(stands.key)
        said = say.reminder(meeting, what, await agendas.key_for(desk, meeting, person), desk.voice_for(person))
        await desk.tell(person, f"{meeting.key}/{meeting.edition}/remind/{person.id}", said, "")
