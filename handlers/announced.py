"""An announcement that is out: its copies say what holds, it ends, comes again, is corrected and recalled; leaves confirmations to their file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from handlers.announcement_cards import show, show_anew
from handlers.context import Desk
from handlers.drafts import Problems
from handlers.personal_data import warn_in_words
from handlers.replies import announcements as copies_say
from handlers.replies import announcing as say
from handlers.replies import drafts as form_says
from handlers.replies.audiences import counted
from handlers.replies.private import with_buttons, words
from knowledge.broadcast.announcement import (
    Announcement,
    Confirm,
    Correction,
    Move,
    Repeat,
    State,
    next_time,
    own_entry_id,
)
from knowledge.broadcast.audience import Copy
from knowledge.broadcast.audience_copies import copies
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Message, Notice, Shown, escape
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Person, Role
from knowledge.support.wall import instant
from storage.fates import ARRIVED, FAILED, UNCERTAIN
from storage.ledger import COPY, MEETING, REMIND, Delivery

EXPIRE, AGAIN = "announcement_expire", "announcement_again"
_CHECK_DAYS = 3
"""So many working days before it comes again it is asked whether it is still right."""
_HOUR = time(8)


async def say_again(desk: Desk, one: Announcement) -> None:
    """From now on its copies, reminders and short texts say what it says."""
    voices = {language: desk.voice(language) for language in desk.texts.languages}
    bodies = {
        COPY: {language: copies_say.copy(one, voice) for language, voice in voices.items()},
        MEETING: {language: copies_say.for_meeting(one, voice) for language, voice in voices.items()},
        f"{REMIND}1": {language: copies_say.reminder(one, voice) for language, voice in voices.items()},
    }
    await desk.tx.announcements.put_bodies(one.number, {**bodies, f"{REMIND}2": bodies[f"{REMIND}1"]})


async def carry_answers(desk: Desk, one: Announcement) -> None:
    """The questions that it answers itself are in the FAQ while it holds."""
    today = desk.voice().today
    for position, pair in enumerate(one.answers, start=1):
        entry = FaqEntry(
            id=own_entry_id(one.number, position), question=pair.question, answer=pair.answer, category="nyheter",
            language=desk.directory.organisation.language, owner=one.author, valid_from=today, valid_to=one.expires,
        )  # fmt: skip
        await desk.tx.faq.put(entry, one.author, desk.now)


async def look_ahead(desk: Desk, one: Announcement) -> None:
    """When it ends, and when its author is asked whether it is to come again."""
    zone = desk.working.zone
    if one.expires:
        over = instant(one.expires + timedelta(days=1), time(), zone)
        await desk.tx.timers.set(one.key("expire"), EXPIRE, over, values={"number": one.number})
    day = next_time(one.repeat, desk.voice().today)
    if day:
        check = desk.working.add_working_days(day, -_CHECK_DAYS)
        due = max(instant(check, _HOUR, zone), desk.now + timedelta(hours=1))
        await desk.tx.timers.set(one.key("again"), AGAIN, due, values={"number": one.number, "day": day.isoformat()})


async def expired(desk: Desk, number: int) -> None:
    """It holds no more: every copy says so, and nobody is asked to read it."""
    one = await desk.tx.announcements.get(number)
    if one is None or not one.is_out or one.expired:
        return
    one = replace(one, expired=True, edition=one.edition + 1)
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "expired", None, desk.now)
    await say_again(desk, one)
    await _no_reminders(desk, one)
    await pin(desk, one, pinned=False)
    await show(desk, one)


async def comes_again(desk: Desk, number: int, day: str) -> None:
    """A draft of the next one, and the question whether it is still right; it goes out only when somebody says so."""
    before = await desk.tx.announcements.get(number)
    if before is None or before.state not in {State.SENT, State.SENDING} or before.repeat is Repeat.NEVER:
        return
    one = await desk.tx.announcements.add(_anew(desk, before, _planned(desk, before, day)), desk.now)
    await desk.tx.announcements.note(one.number, "repeated", None, desk.now, of=before.number)
    author = desk.directory.person(one.author)
    is_there = author is not None and author.role is Role.CENTRAL
    told = [author] if author is not None and is_there else list(desk.directory.central())
    for person in told:
        voice = desk.voice_for(person)
        said = words(
            voice, "reminder", "announcement.again", title=say.title(one), when=voice.ahead(one.wanted_at or desk.now)
        )
        said = with_buttons(said, ("repeat_stop", voice.say("button.announcement.repeat_stop")))
        await desk.tell(person, one.key(f"again/{person.id}"), said, "")
        await show_anew(desk, one, person)


def _planned(desk: Desk, before: Announcement, day: str) -> datetime:
    """The same time of day as last time, on that day or the next one on which the desk is open."""
    zone = desk.working.zone
    clock = (before.sent_at or desk.now).astimezone(zone).time().replace(second=0, microsecond=0)
    planned = datetime.fromisoformat(day).date()
    while not desk.working.is_working_day(planned):
        planned += timedelta(days=1)
    return instant(planned, clock, zone)


def _anew(desk: Desk, before: Announcement, wanted_at: datetime | None) -> Announcement:
    """A draft that says the same."""
    shift = (wanted_at or desk.now) - (before.sent_at or desk.now)
    moved = {
        name: day + timedelta(days=shift.days) if day and wanted_at else None
        for name, day in (("last_day", before.last_day), ("expires", before.expires))
    }
    return Announcement(
        author=before.author, words=before.words, audience=before.audience, way=before.way, picture=before.picture,
        links=before.links, confirm=before.confirm, repeat=before.repeat, for_meeting=before.for_meeting,
        short=before.short, answers=before.answers, wanted_at=wanted_at, copy_of=before.number,
        last_day=moved["last_day"], expires=moved["expires"],
    )  # fmt: skip


async def stop_repeating(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    """It comes no more."""
    if one.is_unsent:
        one = one if one.state is State.DRAFT else one.moved(Move.HOLD)
        one = one.moved(Move.DISCARD)
    await desk.tx.timers.cancel(one.key("send"))
    await desk.tx.announcements.save(replace(one, repeat=Repeat.NEVER))
    await desk.tx.announcements.note(one.number, "stopped_repeating", person.id, desk.now)
    await show(desk, one)
    return Notice(message=words(desk.voice_for(person), "command", "announcement.stopped_repeating"))


async def duplicate(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    """A new draft that says the same."""
    new = replace(_anew(desk, one, None), author=person.id, copy_of=None, repeat=Repeat.NEVER)
    new = await desk.tx.announcements.add(new, desk.now)
    await desk.tx.announcements.note(new.number, "written", person.id, desk.now, of=one.number)
    await show(desk, new, to=person, platform=event.who.platform)
    return None


async def correct(desk: Desk, person: Person, before: Announcement, one: Announcement, problems: Problems,
                  event: FormFilled) -> Shown:  # fmt: skip
    """Every copy says the right thing from now on, with a visible mark."""
    voice = desk.voice_for(person)
    what = clean(str(event.values.get("what") or ""), 200).strip()
    if not what:
        problems = {**problems, "what": voice.say("form.required", field=voice.say("field.announcement.what"))}
    if problems:
        return replace(form_says.correction_form(voice, before), problems=problems, values=dict(event.values))
    again = str(event.values.get("again") or "").casefold() not in {"", "false", "no", "nej", "0"}
    note = Correction(at=desk.now, by=person.id, what=what)
    one = replace(one.moved(Move.CORRECT), edition=one.edition + 1, version=one.version + 1,
                  corrections=(*one.corrections, note))  # fmt: skip
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "corrected", person.id, desk.now, correction=what)
    if again and one.confirm is not Confirm.NONE:
        await desk.tx.ledger.unconfirm(one.number)
    await say_again(desk, one)
    await show(desk, one, to=person, platform=event.who.platform)
    said = words(voice, "command", "announcement.correcting")
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        said = replace(said, reply="personal_data", text=f"{said.text}\n{masked}")
    return Notice(message=said)


async def recall(desk: Desk, person: Person, one: Announcement, reason: str) -> Shown:
    """Nothing more goes out, and every copy says that it is taken back."""
    one = replace(one.moved(Move.RECALL), edition=one.edition + 1, recalled_at=desk.now, recalled_by=person.id,
                  reason=clean(reason, 200).strip())  # fmt: skip
    await desk.tx.announcements.save(one)
    await desk.tx.ledger.stop(one.number)
    await desk.tx.announcements.note(one.number, "recalled", person.id, desk.now, reason=one.reason)
    await say_again(desk, one)
    await _no_reminders(desk, one)
    await desk.tx.timers.cancel_all(one.key(""))
    await pin(desk, one, pinned=False)
    for said in await desk.tx.outbox.live(one.key(f"{MEETING}/")):
        await desk.tx.outbox.withdraw(said.key)
    for position in range(1, len(one.answers) + 1):
        await desk.tx.faq.retire(own_entry_id(one.number, position), person.id, desk.now)
    await show(desk, one, to=person)
    return Notice(message=words(desk.voice_for(person), "command", "announcement.recalling"))


async def _no_reminders(desk: Desk, one: Announcement) -> None:
    await desk.tx.timers.cancel_all(one.key(REMIND))
    await desk.tx.ledger.stop_reminders(one.number)
    for said in await desk.tx.outbox.live(one.key(REMIND)):
        await desk.tx.outbox.withdraw(said.key)


async def pin(desk: Desk, one: Announcement, *, pinned: bool = True) -> None:
    """Its copies in channels stand at their top, where the platform allows."""
    for delivery in await desk.tx.ledger.where(one.number, ARRIVED):
        if delivery.place is not None:
            await desk.tx.outbox.pin(delivery.key, pinned=pinned)


async def for_meetings(desk: Desk, one: Announcement) -> None:
    """The local contacts of the schools that it concerns get it as a short text."""
    if not one.for_meeting:
        return
    schools = {row.school for row in await desk.tx.ledger.where(one.number) if row.school}
    contacts = [p for p in desk.directory.people if p.role is Role.LOCAL and schools & set(p.schools)]
    rows = [copy for person in contacts if (copy := own_way(desk, person))]
    await desk.tx.ledger.add(one.number, MEETING, rows)
    await desk.tx.announcements.begin_feeding(one.number)


def own_way(desk: Desk, person: Person) -> Copy | None:
    """The way into a person's own conversation; None when there is none."""
    platform = next((name for name in desk.running if name in person.accounts), None)
    if platform is None:
        return None
    language = person.language or desk.directory.organisation.language
    school = person.schools[0] if person.schools else None
    return Copy(recipient=person.id, person=person.id, place=None, platform=platform,
                channel=f"direct:{person.accounts[platform]}", language=language, school=school, via=None)  # fmt: skip


async def recipients(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    """Who gets it, or who has got it and said so, and whom it did not reach."""
    voice = desk.voice_for(person)
    if one.is_unsent:
        there = copies(one.audience, desk.directory, one.way, desk.running)
        return Notice(message=Message(reply="command", text=counted(there, voice), language=voice.language))
    lines = [voice.say("announcement.recipients", title=say.title(one))]
    if one.confirm is not Confirm.NONE:
        lines += await _schools(desk, one)
    lost = await desk.tx.ledger.where(one.number, FAILED, UNCERTAIN, limit=say.ROWS + 1)
    lines += say.failures(await desk.tx.ledger.counts(one.number), voice)
    lines += [f"- {_name(desk, row)}" for row in lost[: say.ROWS]]
    if one.confirm is Confirm.REQUIRED:
        missing = await desk.tx.ledger.where(one.number, ARRIVED, unconfirmed=True, limit=say.ROWS + 1)
        if missing:
            names = voice.listed([_name(desk, row) for row in missing[: say.ROWS]])
            lines.append(voice.say("announcement.unconfirmed", names=names))
    lines.append(voice.say("announcement.export"))
    return Notice(message=Message(reply="command", text="\n".join(lines), language=voice.language))


async def _schools(desk: Desk, one: Announcement) -> list[str]:
    """How many percent of each school have read it."""
    voice = desk.voice()
    rows = await desk.tx.ledger.by_school(one.number)
    return [
        voice.say("announcement.school", school=voice.school(school) if school else voice.say("word.no_school"),
                  percent=round(100 * read / count), read=read, count=count)
        for school, count, read in rows[: 2 * say.ROWS]
    ]  # fmt: skip


def _name(desk: Desk, row: Delivery) -> str:
    voice = desk.voice()
    return voice.name(row.person) if row.person else escape(voice.place(row.place))
