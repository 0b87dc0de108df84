"""Meetings: the command, what is pressed, and who comes; leaves forms to `meeting_forms` and their life to `meeting_life`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import meeting_forms as forms
from handlers import meeting_life as life
from handlers import meeting_people as people
from handlers import workshop_places
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import meeting_lists as lists
from handlers.replies import meetings as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.meeting_forms import fault_words
from handlers.replies.private import words
from knowledge.conversation.event import ButtonPressed, MessageRef
from knowledge.conversation.meeting_words import MeetingWanted, meeting_wanted
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Answer, Meeting, MeetingState, Reply, answered
from knowledge.support.meeting_called import in_words

OPENING = frozenset({"meeting_new", "meeting_edit", "meeting_cancel", "meeting_owner"})
"""What only opens a form."""
SHOWING = frozenset({"meeting_show"})
ACTS = OPENING | SHOWING | {"attend", "meeting_send", "meeting_drop", "meeting_lead"}
_CHOICES = {"yes": Answer.YES, "maybe": Answer.MAYBE, "no": Answer.NO}


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    """`möte`: what is to come; `möte nytt`: the form; `möte 3`: one of them; `möte torsdag 14:30 Rådhuset`: a new one."""
    wanted = meeting_wanted(rest) or MeetingWanted("list")
    match wanted.what:
        case "new":
            must_be_central(desk, person)
            return lists.offer(desk.voice_for(person)) if ref.id else forms.new(desk, person)
        case "show":
            return await _shown(desk, person, wanted.number)
        case "call":
            return await _called(desk, person, wanted.text, ref)
    return await listed(desk, person)


async def listed(desk: Desk, person: Person) -> Message:
    """What is to come: all of it to central, to others what they are invited to."""
    leads, rows = person.role is Role.CENTRAL, []
    for meeting in await desk.tx.meetings.all((MeetingState.PLANNED,)):
        replies = await desk.tx.meetings.replies(meeting.number)
        if leads or any(one.person == person.id for one in replies):
            rows.append((meeting, replies))
    feed = await desk.tx.meetings.feed() if person.is_contact else ""
    return lists.listed(rows, person.id, feed, desk.voice_for(person), leads=leads)


async def _shown(desk: Desk, person: Person, number: int) -> Message:
    meeting = await desk.tx.meetings.look(number)
    reply = await desk.tx.meetings.reply(number, person.id)
    central = person.role is Role.CENTRAL
    if meeting is None or meeting.state is MeetingState.DRAFT or not (central or reply):
        raise Refusal("gone")
    replies, voice = await desk.tx.meetings.replies(number), desk.voice_for(person)
    if central:
        return lists.led(meeting, replies, await people.ahead(desk, meeting), voice)
    if not meeting.is_planned or reply is None:
        return say.off(meeting, voice) if meeting.state is MeetingState.CANCELLED else say.over(meeting, replies, voice)
    card = say.own(meeting, replace(reply, moved_from=None), replies, voice)
    numbered = (replace(one, action=f"{one.action}:{number}") for one in card.buttons)
    return replace(card, buttons=tuple(numbered))


async def _called(desk: Desk, person: Person, text: str, ref: MessageRef) -> Shown | Message | None:
    """A sentence becomes a draft, which is shown before anybody is invited."""
    must_be_central(desk, person)
    called = in_words(text, desk.now, desk.working.zone)
    voice = desk.voice_for(person)
    if called.faults or called.begins_at is None:
        fault = next(iter(called.faults.values()))
        said = words(voice, "command", "meeting.not_called", fault=fault_words(fault, voice))
        return replace(said, buttons=lists.offer(voice).buttons)
    await forms.keep_draft(desk, person, forms.made(desk, person, called))
    return None if ref.is_direct and ref.id else Notice(message=words(voice, "command", "meeting.drafted"))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown | None:
    """A button about a meeting."""
    word, about = verb(event.action), object_of(event.action)
    if word == "attend":
        return await attend(desk, person, event)
    if word == "meeting_show":
        return Notice(message=await _shown(desk, person, int(about) if about.isdecimal() and len(about) < 9 else 0))
    must_be_central(desk, person)
    if word == "meeting_new":
        return forms.new(desk, person)
    meeting = await life.meant(desk, about)
    if word in OPENING:
        return forms.opened(desk, person, meeting, word)
    return await _DOES[word](desk, person, meeting)


async def _send(desk: Desk, person: Person, meeting: Meeting) -> Shown:
    if meeting.state is not MeetingState.DRAFT:
        raise Refusal("meeting_sent")
    meeting = await life.publish(desk, meeting)
    voice = desk.voice_for(person)
    opens = desk.working.next_open(desk.now)
    key = "sent" if opens <= desk.now else "sent_later"
    if places := await forms.places_of(desk, meeting, voice):
        return Notice(message=words(voice, "command", f"workshop.{key}", places=places, when=voice.ahead(opens)))
    key, count = f"meeting.{key}", len(await desk.tx.meetings.replies(meeting.number))
    return Notice(message=words(voice, "command", key, count=count, when=voice.ahead(opens)))


async def _drop(desk: Desk, person: Person, meeting: Meeting) -> Shown:
    if meeting.state is not MeetingState.DRAFT:
        raise Refusal("meeting_sent")
    await life.discard(desk, meeting)
    return Notice(message=words(desk.voice_for(person), "command", "meeting.dropped"))


async def _lead(desk: Desk, person: Person, meeting: Meeting) -> Shown:
    await life.hand(desk, meeting, person)
    voice = desk.voice_for(person)
    return Notice(message=words(voice, "command", "meeting.handed", owner=voice.name(person.id),
                                meeting=say.inline(meeting, voice)))  # fmt: skip


_DOES: dict[str, Callable[[Desk, Person, Meeting], Awaitable[Shown]]] = {
    "meeting_send": _send, "meeting_drop": _drop, "meeting_lead": _lead,
}  # fmt: skip


async def attend(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """Somebody says whether they come: the cards count it, and who waits for a place may get it."""
    choice, _, number = object_of(event.action).partition(":")
    if not number and event.key.startswith("meeting/"):
        number = event.key.split("/")[1]
    if choice not in _CHOICES:
        raise Refusal("gone")
    meeting = await life.meant(desk, number)
    if not meeting.is_planned or meeting.begins_at <= desk.now:
        raise Refusal("meeting_over")
    reply = await desk.tx.meetings.reply(meeting.number, person.id)
    if reply is None:
        if not people.may_come(meeting, person):
            raise Refusal("meeting_not_invited")
        reply = Reply(meeting=meeting.number, person=person.id, at=desk.now)
    if meeting.is_workshop:
        workshop_places.must_be_open(desk, meeting, person, reply, _CHOICES[choice])
    replies = await desk.tx.meetings.replies(meeting.number)
    reply = answered(meeting, replies, people.has_seen(meeting, reply), _CHOICES[choice], desk.now)
    await desk.tx.meetings.put_reply(reply)
    if meeting.is_workshop:
        await workshop_places.moves_up(desk, meeting, left=choice == "no")
    replies = await desk.tx.meetings.replies(meeting.number)
    show = workshop_places.show_mine if meeting.is_workshop else people.show_own
    await show(desk, meeting, reply, replies)
    await people.show(desk, meeting)
    return Notice(message=say.noted(meeting, reply, replies, desk.voice_for(person)))
