"""May it go out, and when: recipients and rights looked at, a second contact asked, a moment set; leaves the sending to announcing."""

from __future__ import annotations

from dataclasses import replace

from handlers.announcement_cards import approvers, show, standing
from handlers.context import Desk, Refusal
from handlers.replies import announcing as say
from handlers.replies.private import words
from knowledge.broadcast.announcement import Announcement, Move
from knowledge.broadcast.audience import Copy
from knowledge.broadcast.audience_copies import copies, reached
from knowledge.broadcast.audience_words import AudienceError, parse_audience
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Notice, Shown, escape
from knowledge.support.directory import Person

SEND = "announcement_send"
"""The timer of the moment at which it goes out."""


async def checked(desk: Desk, one: Announcement, person: Person) -> tuple[Copy, ...]:
    """The recipients as they are now. Raises Refusal when there are none, or the author may not reach them."""
    there = copies(one.audience, desk.directory, one.way, desk.running)
    if not there:
        raise Refusal("announcement_nobody")
    why = not_allowed(desk, one)
    if why:
        raise Refusal("announcement_allowed", author=desk.voice_for(person).name(one.author), allowed=escape(why))
    return there


def not_allowed(desk: Desk, one: Announcement) -> str:
    """Which audience the author may reach, in the setting's words, when this one goes beyond it; else nothing."""
    allowed = desk.policy.broadcast.allowed.get(one.author)
    if allowed is None:
        return ""
    try:
        within = reached(parse_audience(allowed, desk.directory), desk.directory, one.way)
    except AudienceError:
        return allowed
    return "" if reached(one.audience, desk.directory, one.way) <= within else allowed


async def ask(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """Another central contact is asked; raises Refusal when there is none."""
    others = [other for other in approvers(desk, one) if other.id != person.id]
    if not others:
        raise Refusal("announcement_alone", limit=desk.policy.broadcast.approval_above)
    one = one.moved(Move.ASK_APPROVAL)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "approval_asked", person.id, desk.now, version=one.version)
    for other in others:
        voice = desk.voice_for(other)
        said = say.asked_to_approve(await standing(desk, one, voice), voice)
        await desk.tell(other, one.key(f"approval/{other.id}"), said, event.who.platform)
    await show(desk, one, to=person, platform=event.who.platform)
    return None


async def approve(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    """A second contact says yes; nobody approves one's own."""
    voice = desk.voice_for(person)
    if person.id == one.author:
        raise Refusal("announcement_own")
    await checked(desk, one, person)
    if one.wanted_at is not None and one.wanted_at <= desk.now:
        one = replace(one, wanted_at=None)
    one = replace(one, approved_by=person.id, approved_version=one.version)
    await _no_longer_asked(desk, one, "announcement.was_approved", person)
    await desk.tx.announcements.note(one.number, "approved", person.id, desk.now, version=one.version)
    await scheduled(desk, one, person.id)
    return Notice(message=words(voice, "command", "announcement.you_approved"))


async def decline(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    """A second contact says no: it is a draft again, and its author hears by whom."""
    one = one.moved(Move.DECLINE)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "declined", person.id, desk.now)
    await _no_longer_asked(desk, one, "announcement.was_declined", person)
    await show(desk, one)
    author = desk.directory.person(one.author)
    if author is not None and author.id != person.id:
        theirs = desk.voice_for(author)
        said = words(theirs, "command", "announcement.declined", title=say.title(one), person=theirs.name(person.id))
        await desk.tell(author, one.key(f"declined/{one.version}"), said, "")
    return Notice(message=words(desk.voice_for(person), "command", "announcement.you_declined"))


async def _no_longer_asked(desk: Desk, one: Announcement, phrase: str, person: Person | None = None) -> None:
    """Whoever was asked to approve sees that it is settled."""
    for said in await desk.tx.outbox.live(one.key("approval/")):
        voice = desk.voice_for(desk.directory.person(said.person))
        done = words(voice, "command", phrase, title=say.title(one), person=voice.name(person.id) if person else "")
        await desk.tx.outbox.say(said.key, said.address, done, person=said.person)


async def scheduled(desk: Desk, one: Announcement, by: str) -> None:
    """It goes out at its moment, not before it can be undone."""
    soonest = desk.now + desk.policy.broadcast.undo
    at = max(one.wanted_at or soonest, soonest)
    one = replace(one.moved(Move.SCHEDULE), send_at=at)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "scheduled", by, desk.now, send_at=at.isoformat())
    await desk.tx.timers.set(one.key("send"), SEND, at, values={"number": one.number})
    await show(desk, one, to=desk.directory.person(one.author))


async def take_back(desk: Desk, one: Announcement) -> None:
    """Nothing is to happen to it for now."""
    await desk.tx.timers.cancel(one.key("send"))
    await _no_longer_asked(desk, one, "announcement.was_changed")
