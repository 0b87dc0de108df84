"""Signing up for a workshop: who may, and who gets a place that comes free; leaves its life to the meetings."""

from __future__ import annotations

from handlers import meeting_people as people
from handlers.context import Desk, Refusal
from handlers.replies import meetings as say
from knowledge.support.directory import Person
from knowledge.support.meeting import Answer, Meeting, MeetingKind, MeetingState, Reply, moved_up, waiting_list
from knowledge.support.meeting_moments import telling
from knowledge.support.workshop import is_late

PLACE = "place"
"""What a timer of a meeting does: somebody hears of a place that came free."""
_SIGNED_UP = frozenset({Answer.YES, Answer.MAYBE, Answer.WAITING})


def must_be_open(desk: Desk, meeting: Meeting, person: Person, reply: Reply, choice: Answer) -> None:
    """Raises Refusal for somebody of another school, and for who would sign up after the last day."""
    voice, schools = desk.voice_for(person), set(meeting.invited.schools)
    if choice is Answer.NO or reply.answer in _SIGNED_UP:
        return
    if is_late(meeting.sign_up_by, voice.today):
        raise Refusal(
            "workshop_late", last_day=voice.on(meeting.sign_up_by or voice.today), owner=voice.name(meeting.owner)
        )
    if schools and person.schools and not person.is_contact and not schools & set(person.schools):
        raise Refusal("workshop_schools", schools=voice.listed([voice.school(one) for one in meeting.invited.schools]))


async def show_mine(desk: Desk, meeting: Meeting, reply: Reply, replies: list[Reply]) -> None:
    """Whoever signed up has it in the own conversation too, where it can be given up again."""
    person = desk.directory.person(reply.person)
    if (
        person is None
        or reply.answer not in _SIGNED_UP
        or await desk.tx.outbox.is_live(people.own_key(meeting, person.id))
    ):
        await people.show_own(desk, meeting, reply, replies)
    else:
        said = say.own(meeting, reply, replies, desk.voice_for(person))
        await desk.tell(person, people.own_key(meeting, person.id), said, "")
    if reply.answer not in _SIGNED_UP:
        await desk.tx.outbox.withdraw(_key(meeting, reply.person))
        await desk.tx.timers.cancel(_key(meeting, reply.person))


def _key(meeting: Meeting, person: str) -> str:
    return f"{meeting.key}/place/own/{person}"


async def fill(desk: Desk, meeting: Meeting) -> None:
    """Places may be free that nobody gave up by a press: whoever waits has them, and the cards say so."""
    if meeting.is_workshop and meeting.is_planned and await moves_up(desk, meeting, left=False):
        await people.show(desk, meeting)


async def fill_all(desk: Desk) -> None:
    """Somebody has left: the same for every workshop to come."""
    for meeting in await desk.tx.meetings.all([MeetingState.PLANNED], kind=MeetingKind.WORKSHOP):
        await fill(desk, meeting)


async def moves_up(desk: Desk, meeting: Meeting, *, left: bool = True) -> bool:
    """Whoever is first on the waiting list has a place that came free, and hears it at once, or when the desk opens.

    `left`: somebody may have left the line, so that the others have moved up in it. Gives whether anybody got a place.
    """
    lucky = moved_up(meeting, await desk.tx.meetings.replies(meeting.number), desk.now)
    for one in lucky:
        await desk.tx.meetings.put_reply(one)
        due = telling(meeting, desk.working, desk.now)
        if due <= desk.now:
            await _tell(desk, meeting, one)
        else:
            values = {"meeting": meeting.number, "what": PLACE, "person": one.person}
            await desk.tx.timers.set(_key(meeting, one.person), people.WAKE, due, values=values)
    replies = await desk.tx.meetings.replies(meeting.number) if lucky or left else []
    for one in (*lucky, *waiting_list(replies)):
        await people.show_own(desk, meeting, one, replies)
    return bool(lucky)


async def woken(desk: Desk, meeting: Meeting, person: str) -> None:
    """The desk has opened: whoever got a place in the night hears it, unless it was given up again."""
    reply = await desk.tx.meetings.reply(meeting.number, person)
    if reply is not None and reply.answer is Answer.YES and meeting.is_planned and meeting.begins_at > desk.now:
        await _tell(desk, meeting, reply)


async def _tell(desk: Desk, meeting: Meeting, reply: Reply) -> None:
    person = desk.directory.person(reply.person)
    if person is not None:
        await desk.tell(person, _key(meeting, person.id), say.moved_up(meeting, desk.voice_for(person)), "")
