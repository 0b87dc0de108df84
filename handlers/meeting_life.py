"""A meeting is called, changed, cancelled, held and comes again; leaves telling people to `meeting_people`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import agendas, meeting_over, meeting_reminders, workshop_after, workshop_places
from handlers import meeting_people as people
from handlers.context import Desk, Refusal
from handlers.replies import meeting_lists as lists
from knowledge.conversation.event import TimerFired
from knowledge.support import meeting as life
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Meeting, MeetingState, Reply
from knowledge.support.meeting_moments import agenda
from knowledge.support.meeting_series import begins, next_time
from storage.meetings import uid_of

_AHEAD = (MeetingState.DRAFT, MeetingState.PLANNED)
_MISSED = 60
"""So many times of a series may be over when the bot comes back; none of them is called any more."""


async def meant(desk: Desk, number: str | int) -> Meeting:
    """The meeting of that number, still to come, kept from every other writer. Raises Refusal."""
    meeting = await desk.tx.meetings.get(int(number)) if str(number).isdecimal() and len(str(number)) < 9 else None
    if meeting is None:
        raise Refusal("gone")
    if meeting.state not in _AHEAD:
        raise Refusal("meeting_over")
    return meeting


async def draft(desk: Desk, meeting: Meeting) -> Meeting:
    """Keep it; nobody is invited yet."""
    await desk.tx.meetings.alone()
    return await desk.tx.meetings.add(replace(meeting, state=MeetingState.DRAFT))


async def publish(desk: Desk, meeting: Meeting) -> Meeting:
    """Invite everybody whom it is for. Raises Refusal when its time has been."""
    if meeting.begins_at <= desk.now:
        raise Refusal("meeting_past")
    meeting = replace(life.published(meeting, desk.now), agenda_at=_agenda(desk, meeting))
    await desk.tx.meetings.save(meeting)
    await _call(desk, meeting)
    return meeting


async def _call(desk: Desk, meeting: Meeting) -> None:
    await desk.tx.meetings.feed(make=True)
    await people.invite(desk, meeting)
    await arm(desk, meeting)
    await people.tell_soon(desk, meeting)
    await people.show(desk, meeting)


def _agenda(desk: Desk, meeting: Meeting) -> datetime | None:
    if meeting.is_workshop:
        return None
    return agenda(meeting.begins_at, desk.working, desk.policy.meetings, desk.now)


async def change(desk: Desk, meeting: Meeting, other: Meeting) -> Meeting:
    """It is as `other` describes it from now on; a new time asks everybody anew."""
    after = life.changed(meeting, other, desk.now)
    if after is meeting:
        return meeting
    if not meeting.is_planned:
        await desk.tx.meetings.save(after)
        return after
    moved = after.edition != meeting.edition
    if moved:
        after = replace(after, agenda_at=_agenda(desk, after))
        for reply in await desk.tx.meetings.replies(meeting.number):
            await desk.tx.meetings.put_reply(_anew(after, reply))
    await desk.tx.meetings.save(after)
    await arm(desk, after)
    await people.show(desk, after)
    if moved:
        await agendas.moved(desk, after)
        await people.tell_soon(desk, after)
    else:
        await people.reword(desk, after)
    return after


def _anew(meeting: Meeting, reply: Reply) -> Reply:
    """Who has a place in a workshop keeps it, and whoever leads a meeting knows its time."""
    if meeting.is_workshop:
        return reply
    if reply.person == meeting.owner:
        return replace(reply, told=meeting.edition, told_time=meeting.begins_at)
    return life.asked_anew(reply)


async def cancel(desk: Desk, meeting: Meeting, why: str, by: Person, *, series: bool) -> Meeting:
    """It does not take place, as somebody says who need not be told; `series`: nor do the times after it."""
    after = life.cancelled(meeting, why, desk.now)
    if series and after.series is not None:
        after = replace(after, series=replace(after.series, ended=True))
    await desk.tx.meetings.save(after)
    await meeting_reminders.forget(desk, after)
    await agendas.moved(desk, after)
    await people.knows_of_it(desk, after, by)
    await people.tell_soon(desk, after)
    await people.show(desk, after)
    return after


async def hand(desk: Desk, meeting: Meeting, to: Person) -> Meeting:
    """Somebody else leads it, and the times after it."""
    before, after = meeting.owner, life.handed(meeting, to.id)
    if before == to.id:
        return meeting
    await desk.tx.meetings.save(after)
    if meeting.is_planned:
        await people.leads(desk, after)
    if await desk.tx.outbox.is_live(f"{meeting.key}/preview/{before}"):
        await desk.tx.outbox.withdraw(f"{meeting.key}/preview/{before}")
    for stands in await desk.tx.outbox.live(f"alarm/{meeting.key}/owner/"):
        said = lists.somebody_leads(after, desk.voice(stands.message.language))
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    await people.show(desk, after)
    if after.is_planned:
        await people.tell_soon(desk, after)
    return after


async def arm(desk: Desk, meeting: Meeting) -> None:
    """Its reminders, its agenda and its end have their moments; what was armed for another time of it is forgotten."""
    await desk.tx.timers.set(f"{meeting.key}/over", people.WAKE, meeting.ends_at,
                             values={"meeting": meeting.number, "what": "over"})  # fmt: skip
    await meeting_reminders.arm(desk, meeting)
    await agendas.plan(desk, meeting)


async def woken(desk: Desk, event: TimerFired) -> None:
    """A moment of a meeting has come."""
    meeting = await desk.tx.meetings.get(int(event.values.get("meeting", 0)))
    if meeting is None:
        return
    match event.values.get("what"):
        case "tell":
            await people.tell(desk, meeting)
        case "reword":
            await people.reword(desk, meeting)
        case "over":
            await over(desk, meeting)
        case people.HANDED:
            await people.tell_leader(desk, meeting)
        case workshop_after.EVALUATE:
            await workshop_after.evaluate(desk, meeting)
        case workshop_places.PLACE:
            await workshop_places.woken(desk, meeting, str(event.values.get("person")))
        case what:
            await meeting_reminders.remind(desk, meeting, str(what), event)


async def over(desk: Desk, meeting: Meeting) -> None:
    """Its end is past: its card says so, and the next time of a series is called."""
    if meeting.ends_at > desk.now:
        return
    if meeting.is_planned:
        meeting = life.held(meeting)
        await desk.tx.meetings.save(meeting)
        await meeting_reminders.forget(desk, meeting)
        await people.show(desk, meeting)
        await meeting_over.over(desk, meeting)
        if meeting.is_workshop:
            await workshop_after.over(desk, meeting)
    await _next(desk, meeting)


async def _next(desk: Desk, meeting: Meeting) -> None:
    """The next time of its series that is still to come, once."""
    await desk.tx.meetings.alone()
    series = meeting.series
    for _ in range(_MISSED):
        after = next_time(series, desk.working.is_working_day) if series is not None else None
        if after is None:
            return
        series = after.series
        at = begins(series, after.day, desk.working.zone)
        if at > desk.now:
            break
    else:
        return
    assert series is not None  # noqa: S101 - the loop has left it at the time that is to come
    if await desk.tx.meetings.by_uid(uid_of(series.id, series.index)) is not None:
        return
    fresh = replace(life.as_usual(meeting), number=0, state=MeetingState.PLANNED, begins_at=at, series=series, made_at=desk.now,
                    changed_at=None, sequence=0, edition=0, before=None, why="", uid="", token="")  # fmt: skip
    fresh = await desk.tx.meetings.add(replace(fresh, agenda_at=_agenda(desk, fresh)))
    await _call(desk, fresh)
    await people.look_again(desk, fresh)


async def audit(desk: Desk) -> None:
    """Each hour: drafts of a time that has been go, forgotten moments come back, and who left drops out."""
    await desk.tx.meetings.alone()
    for one in await desk.tx.meetings.all((*_AHEAD, MeetingState.CANCELLED)):
        past = one.state is MeetingState.CANCELLED and one.begins_at <= desk.now
        meeting = None if past else await desk.tx.meetings.get(one.number)
        if meeting is None:
            continue
        if meeting.state is MeetingState.DRAFT:
            if meeting.begins_at <= desk.now:
                await discard(desk, meeting)
        elif meeting.begins_at > desk.now:
            await people.look_again(desk, meeting)
            await workshop_places.fill(desk, meeting)
            if meeting.is_planned and await desk.tx.timers.get(f"{meeting.key}/over") is None:
                await arm(desk, meeting)
        elif meeting.is_planned:
            await over(desk, meeting)


async def discard(desk: Desk, meeting: Meeting) -> None:
    """A draft that is not wanted."""
    for stands in await desk.tx.outbox.live(f"{meeting.key}/preview/"):
        await desk.tx.outbox.withdraw(stands.key)
    await desk.tx.meetings.discard(meeting.number)


async def led_by(desk: Desk, person: Person) -> list[Meeting]:
    """What is to come, drafts too, that the person leads."""
    return [one for one in await desk.tx.meetings.all(_AHEAD) if one.owner == person.id]


def may_lead(desk: Desk) -> tuple[Person, ...]:
    """Who may lead a meeting."""
    return tuple(one for one in desk.directory.central() if one.role is Role.CENTRAL)
