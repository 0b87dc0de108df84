"""Who is invited to a meeting, and that each of them knows how it stands, once; leaves what is said to `replies/meetings`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import alarms
from handlers.context import Desk, account_of
from handlers.meeting_places import channels, is_open, may_be_new
from handlers.replies import meeting_lists as lists
from handlers.replies import meetings as say
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Answer, Meeting, MeetingState, Reply
from knowledge.support.meeting_moments import telling
from knowledge.support.meeting_series import Next, times_ahead
from storage.outbox import Said

BATCH = 40
"""So many people are told in one transaction."""
WAKE = "meeting"
"""The kind of all timers of a meeting; their values say what is to be done."""
HANDED = "handed"
"""What its timer is for: whoever was given it in the evening hears so."""
_NEXT_BATCH = timedelta(seconds=1)


def invited_now(desk: Desk, meeting: Meeting) -> list[Person]:
    """Whom it is for, as the directory stands; whoever leads it is always one of them."""
    everybody = desk.directory.people if meeting.invited.kind == "teachers" else desk.directory.contacts()
    return [person for person in everybody if _is_for(meeting, person)]


def _is_for(meeting: Meeting, person: Person) -> bool:
    if not person.known or person.is_outsider:
        return False
    central, schools = person.role is Role.CENTRAL, set(meeting.invited.schools)
    near = bool(schools & set(person.schools))
    match meeting.invited.kind:
        case "teachers":
            fits = near or not schools
        case "schools":
            fits = central or (near and person.is_contact)
        case "central":
            fits = central
        case _:
            fits = person.is_contact
    return fits or (person.id == meeting.owner and person.is_contact)


def may_come(meeting: Meeting, person: Person) -> bool:
    """Whether the person may answer: of a workshop everybody who belongs here, of a meeting those whom it is for."""
    return not person.is_outsider and (meeting.is_workshop or _is_for(meeting, person))


def unreachable(desk: Desk, people: list[Person]) -> int:
    """How many of them have no account to be told by."""
    return sum(account_of(one, "", desk.running) is None for one in people)


async def invite(desk: Desk, meeting: Meeting) -> None:
    """Whoever it is for now is invited; whoever leads it comes."""
    if is_open(meeting):
        return
    for person in invited_now(desk, meeting):
        leads = person.id == meeting.owner
        if leads and meeting.is_workshop:
            continue
        answer = Answer.YES if leads else Answer.ASKED
        await desk.tx.meetings.put_reply(
            Reply(meeting=meeting.number, person=person.id, answer=answer, at=desk.now, told=0 if leads else None,
                  told_time=meeting.begins_at if leads else None)
        )  # fmt: skip


async def leads(desk: Desk, meeting: Meeting) -> None:
    """Whoever leads it from now on comes, unless the person has said otherwise; of a workshop that is another matter."""
    reply = await desk.tx.meetings.reply(meeting.number, meeting.owner)
    if meeting.is_workshop or (reply is not None and reply.answer is not Answer.ASKED):
        return
    reply = reply or Reply(meeting=meeting.number, person=meeting.owner, at=desk.now)
    reply = _knows(meeting, replace(reply, answer=Answer.YES, at=desk.now, before=None))
    await desk.tx.meetings.put_reply(reply)
    await show_own(desk, meeting, reply, await desk.tx.meetings.replies(meeting.number))


async def tell_leader(desk: Desk, meeting: Meeting) -> None:
    """Whoever was given it hears so when the desk is open."""
    owner, opens = desk.directory.person(meeting.owner), desk.working.next_open(desk.now)
    if owner is None or not meeting.is_planned:
        return
    if opens > desk.now:
        await desk.tx.timers.set(
            f"{meeting.key}/{HANDED}", WAKE, opens, values={"meeting": meeting.number, "what": HANDED}
        )
        return
    await desk.tell(owner, f"{meeting.key}/handed/{owner.id}", lists.yours(meeting, desk.voice_for(owner)), "")


async def knows_of_it(desk: Desk, meeting: Meeting, person: Person) -> None:
    """Whoever cancelled it is not told so, and what the person had read about it goes."""
    reply = await desk.tx.meetings.reply(meeting.number, person.id)
    if reply is not None:
        await hush(desk, meeting, person.id)
        await desk.tx.meetings.put_reply(replace(reply, told_off=True))


async def tell_soon(desk: Desk, meeting: Meeting) -> None:
    """Everybody is told when the desk is open, but before the meeting would begin."""
    due = telling(meeting, desk.working, desk.now)
    if due <= desk.now:
        await tell(desk, meeting)
    else:
        await desk.tx.timers.set(f"{meeting.key}/tell", WAKE, due, values={"meeting": meeting.number, "what": "tell"})


async def tell(desk: Desk, meeting: Meeting) -> None:
    """Whoever does not know how it stands is told, each once; who is away hears it when back, if it still helps."""
    await show(desk, meeting, new=True)
    replies = await desk.tx.meetings.replies(meeting.number)
    behind = [one for one in replies if _is_behind(desk, meeting, one)]
    for reply in behind[:BATCH]:
        await _tell_one(desk, meeting, reply, replies)
    if len(behind) > BATCH:
        await _go_on(desk, meeting, "tell")


def _is_behind(desk: Desk, meeting: Meeting, reply: Reply) -> bool:
    person = desk.directory.person(reply.person)
    if person is None or not may_come(meeting, person):
        return False
    if person.absence(desk.voice().today) or meeting.begins_at <= desk.now:
        return False
    if meeting.is_workshop and reply.answer is Answer.NO:
        return False
    if meeting.state is MeetingState.CANCELLED:
        return reply.told is not None and not reply.told_off
    return meeting.is_planned and (reply.told is None or reply.told < meeting.edition)


async def _tell_one(desk: Desk, meeting: Meeting, reply: Reply, replies: list[Reply]) -> None:
    person = desk.directory.person(reply.person)
    if person is None:
        return
    voice = desk.voice_for(person)
    if meeting.state is MeetingState.CANCELLED:
        await hush(desk, meeting, person.id)
        await desk.tell(person, f"{meeting.key}/off/{person.id}", say.off(meeting, voice), "")
        await desk.tx.meetings.put_reply(replace(reply, told_off=True))
        return
    known = reply.told_time
    told = _knows(meeting, replace(reply, moved_from=known or reply.moved_from))
    if known == meeting.begins_at:  # moved away and back before anybody heard of it
        told = replace(told, answer=reply.before or reply.answer, before=None, moved_from=reply.moved_from)
        await desk.tx.meetings.put_reply(told)
        return
    if reply.told is not None:
        await hush(desk, meeting, person.id)
    await desk.tx.meetings.put_reply(told)
    await desk.tell(person, own_key(meeting, person.id), say.own(meeting, told, replies, voice), "")


def _knows(meeting: Meeting, reply: Reply) -> Reply:
    """The person knows how it stands."""
    return replace(reply, told=meeting.edition, told_time=meeting.begins_at, sequence=meeting.sequence)


def has_seen(meeting: Meeting, reply: Reply) -> Reply:
    """The person answers a card that says how it stands: nothing more need be told."""
    return reply if reply.told == meeting.edition else _knows(meeting, reply)


async def reword(desk: Desk, meeting: Meeting) -> None:
    """Another place or note: what people have read is edited, and nobody is called."""
    replies = await desk.tx.meetings.replies(meeting.number)
    behind = [one for one in replies if one.told == meeting.edition and one.sequence != meeting.sequence]
    for reply in behind[:BATCH]:
        await desk.tx.meetings.put_reply(replace(reply, sequence=meeting.sequence))
        await show_own(desk, meeting, reply, replies)
    if len(behind) > BATCH:
        await _go_on(desk, meeting, "reword")


async def _go_on(desk: Desk, meeting: Meeting, what: str) -> None:
    """The rest of them in a transaction of its own."""
    values = {"meeting": meeting.number, "what": what}
    await desk.tx.timers.set(f"{meeting.key}/{what}", WAKE, desk.now + _NEXT_BATCH, values=values)


def own_key(meeting: Meeting, person: str) -> str:
    """The key of what one person reads about this time of it."""
    return f"{meeting.key}/{meeting.edition}/own/{person}"


async def hush(desk: Desk, meeting: Meeting, person: str) -> None:
    """What the person was told and reminded of before goes."""
    for stands in await _of_person(desk, meeting, person):
        await desk.tx.outbox.withdraw(stands.key)


async def _of_person(desk: Desk, meeting: Meeting, person: str) -> list[Said]:
    parts = (f"{meeting.key}/{edition}/{what}/" for edition in range(meeting.edition + 1) for what in ("own", "remind"))
    live = [await desk.tx.outbox.live(f"{part}{person}") for part in parts]
    return [one for found in live for one in found if one.key.endswith(f"/{person}")]


async def show(desk: Desk, meeting: Meeting, *, new: bool = False) -> None:
    """Its cards say how it stands: in the contacts' place (`new`: also where there is none yet), and for whoever leads it.

    Whoever has no card of it yet gets none in the evening: it comes when the others are told.
    """
    replies = await desk.tx.meetings.replies(meeting.number)
    await _show_in_places(desk, meeting, replies, new=new and meeting.is_planned)
    owner = desk.directory.person(meeting.owner)
    key = f"{meeting.key}/preview/{meeting.owner}"
    may_come_now = meeting.is_planned and (new or desk.working.is_open(desk.now))
    if owner is not None and (may_come_now or await desk.tx.outbox.is_live(key)):
        voice = desk.voice_for(owner)
        card = (
            lists.led(meeting, replies, await ahead(desk, meeting), voice)
            if meeting.is_planned
            else _last(meeting, replies, voice)
        )
        await desk.tell(owner, key, card, "")


def _last(meeting: Meeting, replies: list[Reply], voice: Voice) -> Message:
    return say.off(meeting, voice) if meeting.state is MeetingState.CANCELLED else say.over(meeting, replies, voice)


async def _show_in_places(desk: Desk, meeting: Meeting, replies: list[Reply], *, new: bool) -> None:
    voice = desk.voice()
    message = say.in_place(meeting, replies, voice) if meeting.is_planned else _last(meeting, replies, voice)
    for place, to in await channels(desk, meeting):
        key = f"{meeting.key}/card/{place.id}/{to.platform}"
        stands = await desk.tx.outbox.is_live(key)
        if stands or (new and await may_be_new(desk, place)):
            await desk.tx.outbox.say(key, to, message)


async def ahead(desk: Desk, meeting: Meeting) -> list[Next]:
    """The times that come after it."""
    return times_ahead(meeting.series, desk.working.is_working_day, 3) if meeting.series else []


async def show_own(desk: Desk, meeting: Meeting, reply: Reply, replies: list[Reply]) -> None:
    """What the person reads says how it stands, and what the person has answered."""
    person, key = desk.directory.person(reply.person), own_key(meeting, reply.person)
    if person is not None and await desk.tx.outbox.is_live(key):
        await desk.tell(person, key, say.own(meeting, reply, replies, desk.voice_for(person)), "")


async def leaves(desk: Desk, person: Person) -> None:
    """Whoever is to be forgotten is on no card of a meeting to come."""
    for meeting in await desk.tx.meetings.all((MeetingState.PLANNED,)):
        if await desk.tx.meetings.reply(meeting.number, person.id) is not None:
            await hush(desk, meeting, person.id)
            await desk.tx.meetings.drop_reply(meeting.number, person.id)
            await show(desk, meeting)


async def look_again(desk: Desk, meeting: Meeting) -> None:
    """Who is not invited any more drops out; who has come back is told; somebody leads it."""
    for reply in await desk.tx.meetings.replies(meeting.number):
        person = desk.directory.person(reply.person)
        if person is None or not may_come(meeting, person):
            await hush(desk, meeting, reply.person)
            await desk.tx.meetings.drop_reply(meeting.number, reply.person)
    if not desk.working.is_open(desk.now):
        return
    await tell(desk, meeting)
    owner = desk.directory.person(meeting.owner)
    if meeting.is_planned and desk.policy.alarms and (owner is None or owner.role is not Role.CENTRAL):
        key = f"alarm/{meeting.key}/owner"
        if not await desk.tx.outbox.live(f"{key}/"):
            await alarms.tell_central(desk, key, lists.nobody_leads(meeting, desk.voice()))
