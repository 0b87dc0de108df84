"""An announcement on its way out: tried, undone, sent, stopped; leaves rights and times to approvals and what comes after to announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers import announced, approvals, confirmations
from handlers.announcement_cards import renew_soon, show, show_anew
from handlers.context import Desk, Refusal
from handlers.replies import announcements as copies_say
from handlers.replies import announcing as say
from handlers.replies import audiences
from handlers.replies.private import with_buttons, words
from knowledge.broadcast.announcement import Announcement, Impossible, Move, State
from knowledge.broadcast.audience import Audience, Way
from knowledge.broadcast.audience_copies import copies
from knowledge.broadcast.audience_words import AudienceError, parse_audience
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Notice, Shown, escape
from knowledge.support.directory import Person, Role
from storage.ledger import COPY

_JUST_NOW = timedelta(seconds=10)
_MOST_PILOTS = 50


async def must_have_seen(desk: Desk, person: Person, one: Announcement) -> None:
    """Raises Refusal when somebody else changed it so lately that this card may not have shown it."""
    log = await desk.tx.announcements.log(one.number)
    last = next((noted for noted in reversed(log) if noted.what in {"written", "edited"}), None)
    if last is not None and last.who not in {person.id, None} and desk.now - last.at < _JUST_NOW:
        raise Refusal("announcement_changed", person=desk.voice_for(person).name(last.who))


async def preview(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """The copies as they will look, to the one who pressed alone."""
    for language in one.words:
        key = one.key(f"preview/{person.id}/{language}")
        await desk.tx.outbox.withdraw(key)
        await desk.tell(person, key, copies_say.copy(one, desk.voice(language)), event.who.platform)
    return None


async def pilot(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown:
    """A trial copy to the pilot group."""
    group = [copy for copy in copies(_pilots(desk, person), desk.directory, Way.PEOPLE, desk.running) if copy.platform]
    if len(group) > _MOST_PILOTS:
        raise Refusal("announcement_pilots", most=_MOST_PILOTS)
    for copy in group:
        reader = desk.directory.person(copy.person)
        if reader is None:
            continue
        key = one.key(f"pilot/{reader.id}")
        await desk.tx.outbox.withdraw(key)
        await desk.tell(reader, key, copies_say.trial(one, desk.voice_for(reader)), event.who.platform)
    await desk.tx.announcements.save(replace(one, pilot=True))
    await desk.tx.announcements.note(one.number, "pilot", person.id, desk.now, count=len(group))
    return Notice(message=words(desk.voice_for(person), "command", "announcement.piloted", count=len(group)))


def _pilots(desk: Desk, person: Person) -> Audience:
    try:
        return parse_audience(desk.policy.broadcast.pilot, desk.directory)
    except AudienceError as error:
        raise Refusal("announcement_setting", setting="announcements.pilot",
                      problem=escape(audiences.problems(error, desk.voice_for(person)))) from error  # fmt: skip


async def send(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """Out with it, unless it is an hour at which nobody should be disturbed."""
    if not desk.working.is_open(desk.now):
        voice = desk.voice_for(person)
        opens = desk.working.next_open(desk.now)
        said = words(voice, "command", "announcement.quiet", when=voice.ahead(opens))
        said = with_buttons(
            said, ("send_open", voice.say("button.announcement.send_open")),
            ("send_anyway", voice.say("button.announcement.send_anyway")),
        )  # fmt: skip
        await desk.tell(person, one.key(f"quiet/{person.id}"), said, event.who.platform)
        return None
    return await _out(desk, person, replace(one, wanted_at=None), event)


async def send_anyway(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """At once, whatever the hour."""
    await desk.tx.outbox.withdraw(one.key(f"quiet/{person.id}"))
    return await _out(desk, person, replace(one, wanted_at=None), event)


async def send_when_open(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """When the desk opens."""
    await desk.tx.outbox.withdraw(one.key(f"quiet/{person.id}"))
    return await _out(desk, person, replace(one, wanted_at=desk.working.next_open(desk.now)), event)


async def schedule(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """At the moment that stands in it."""
    if one.wanted_at is None or one.wanted_at <= desk.now:
        raise Refusal("announcement_past")
    return await _out(desk, person, one, event)


async def _out(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """Scheduled, or first to a second contact when it goes to many."""
    there = await approvals.checked(desk, one, person)
    limit = desk.policy.broadcast.approval_above
    if sum(copy.person is not None for copy in there) > limit and not one.is_approved:
        return await approvals.ask(desk, person, one, event)
    await approvals.scheduled(desk, one, person.id)
    return None


async def undo(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    """It is a draft again."""
    await approvals.take_back(desk, one)
    one = replace(one.moved(Move.HOLD), send_at=None, approved_by="", approved_version=0)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "undone", person.id, desk.now)
    await show(desk, one, to=person)
    return Notice(message=words(desk.voice_for(person), "command", "announcement.undone"))


async def discard(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown | None:
    """A draft is thrown away."""
    one = one.moved(Move.DISCARD)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "discarded", person.id, desk.now)
    await show(desk, one, to=person)
    return None


async def due(desk: Desk, number: int, at: datetime) -> None:
    """Its moment has come: rights are looked at once more, then every recipient gets a row in the ledger."""
    one = await desk.tx.announcements.get(number)
    if one is None or one.state is not State.SCHEDULED or one.send_at is None or one.send_at > at:
        return
    there = copies(one.audience, desk.directory, one.way, desk.running)
    why = _held_because(desk, one, bool(there))
    if why:
        await _hold(desk, one, why)
        return
    one = replace(one.moved(Move.BEGIN), round=one.round + 1, sent_at=one.sent_at or desk.now, ended_at=None)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "begun", None, desk.now, recipients=len(there))
    await desk.tx.ledger.add(one.number, COPY, there)
    await announced.say_again(desk, one)
    await announced.carry_answers(desk, one)
    await announced.look_ahead(desk, one)
    await confirmations.look_ahead(desk, one)
    await show(desk, one)
    await renew_soon(desk, one)


def _held_because(desk: Desk, one: Announcement, has_readers: bool) -> str:  # noqa: FBT001 - a fact, not a switch
    author = desk.directory.person(one.author)
    if author is None or author.role is not Role.CENTRAL:
        return "role"
    if not has_readers:
        return "nobody"
    return "allowed" if approvals.not_allowed(desk, one) else ""


async def _hold(desk: Desk, one: Announcement, why: str) -> None:
    """It does not go out; its author and the other central contacts are told why."""
    one = replace(one.moved(Move.HOLD), send_at=None)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "held", None, desk.now, why=why)
    told = {person.id: person for person in desk.directory.central()}
    if (author := desk.directory.person(one.author)) is not None:
        told.setdefault(author.id, author)
    for person in told.values():
        voice = desk.voice_for(person)
        said = words(voice, "alarm", f"announcement.held.{why}", title=say.title(one), author=voice.name(one.author))
        await desk.tell(person, one.key(f"held/{one.version}/{person.id}"), said, "")
    await show(desk, one)


async def ended(desk: Desk, number: int) -> None:
    """Every copy has gone out or been given up."""
    one = await desk.tx.announcements.get(number)
    if one is None or one.state is not State.SENDING:
        return
    one = replace(one.moved(Move.END), ended_at=desk.now)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "ended", None, desk.now)
    await announced.pin(desk, one)
    await announced.for_meetings(desk, one)
    author = desk.directory.person(one.author)
    if author is not None and await desk.tx.outbox.is_live(one.key(f"desk/{author.id}")):
        await show(desk, one)
    elif author is not None:
        await show_anew(desk, one, author)


async def cancel(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown | None:
    """Stop at once; who has got it keeps it until it is recalled."""
    try:
        one = one.moved(Move.CANCEL)
    except Impossible as late:
        raise Refusal("announcement_late") from late
    await desk.tx.announcements.save(one)
    await desk.tx.ledger.stop(one.number)
    await desk.tx.announcements.note(one.number, "cancelled", person.id, desk.now)
    await show(desk, one, to=person)
    return None


async def retry(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    """Once more to those whom it did not reach."""
    now = {copy.recipient: copy for copy in copies(one.audience, desk.directory, one.way, desk.running)}
    again = await desk.tx.ledger.retry(one.number, now)
    voice = desk.voice_for(person)
    if not again:
        return Notice(message=words(voice, "command", "announcement.no_retry"))
    one = replace(one.moved(Move.RETRY), round=one.round + 1, ended_at=None)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.begin_feeding(one.number)
    await desk.tx.announcements.note(one.number, "retried", person.id, desk.now, count=again)
    await show(desk, one, to=person)
    await renew_soon(desk, one)
    return Notice(message=words(voice, "command", "announcement.retrying", count=again))
