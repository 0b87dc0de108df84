"""Announcements: the command, and who may do what to one; leaves writing to drafts, sending to announcing and what comes after to announced."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import announced, announcing, approvals, confirmations, drafts
from handlers.announcement_cards import show, show_anew, standing
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import announcing as say
from handlers.replies import drafts as form_says
from handlers.replies.announcements import frame
from handlers.replies.buttons import object_of, verb
from handlers.replies.private import words
from knowledge.broadcast.announcement import OUT, UNSENT, Announcement, State
from knowledge.broadcast.composed import composed
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef
from knowledge.conversation.message import Form, Message, Notice, Shown, escape, plain
from knowledge.support.directory import Person

FORMS = frozenset({"announcement", "announcement_more", "announcement_correct", "announcement_recall"})
OPENING = frozenset({"announcement_new", "announcement_edit", "announcement_more", "correct", "recall"})
"""Actions that only open a form."""
OF_READERS = frozenset({"confirm", "language_switch"})
_SHOWN = ("draft", "approval", "scheduled", "sending", "sent", "cancelled", "recalled")
Act = Callable[[Desk, Person, Announcement, ButtonPressed], Awaitable[Shown | None]]


def is_ours(key: str, action: str) -> bool:
    """Whether a press is about an announcement."""
    return key.startswith("announcement/") or verb(action) in {"announcement_new", "announcement_show"}


async def command(
    desk: Desk, person: Person, rest: str, ref: MessageRef, found: tuple[str, ...] = ()
) -> Shown | Message | None:
    """`meddela`: alone it lists what there is (or opens the form); with words it makes a draft of them."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    if not rest.strip():
        shown = await desk.tx.announcements.where(_SHOWN, limit=say.ROWS)
        return say.listed(shown, voice) if ref.id or shown else form_says.form(voice, None)
    one, problems = drafts.read(desk, person, _typed(rest), Announcement(author=person.id))
    if problems:
        return _wrong(desk, person, problems)
    one = await desk.tx.announcements.add(one, desk.now)
    await desk.tx.announcements.note(one.number, "written", person.id, desk.now)
    await show(desk, one, to=person, platform=ref.platform)
    return _masked(desk, person, found) if found else None


def _typed(rest: str) -> dict[str, str]:
    values = {"to": "", "title": "", "text": "", **composed(rest)}
    picture, _, after = values.get("picture", "").partition(" ")
    if picture:
        values |= {"picture": picture, "picture_text": values.get("picture_text", after.strip(" ()"))}
    return values


def _wrong(desk: Desk, person: Person, problems: dict[str, str]) -> Message:
    """All faults, each with the field it is in; what they quote stays words."""
    voice = desk.voice_for(person)
    lines = [f"- {voice.say(f'field.announcement.{name}')}: {escape(why)}" for name, why in problems.items()]
    return words(voice, "command", "announcement.wrong", problems="\n".join(lines))


def _masked(desk: Desk, person: Person, found: tuple[str, ...]) -> Message:
    voice = desk.voice_for(person)
    return words(voice, "personal_data", "personal_data.masked", found=warn_in_words(found, voice))


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown | None:
    """A button on a copy, a card or a list."""
    word = verb(event.action)
    if word == "announcement_new":
        must_be_central(desk, person)
        return form_says.form(desk.voice_for(person), None)
    number = object_of(event.action) if word == "announcement_show" else event.key.split("/")[1]
    one = await desk.tx.announcements.get(int(number)) if number.isdecimal() else None
    if one is None:
        raise Refusal("gone")
    if word in OF_READERS:
        return await _by_reader(desk, person, one, event)
    must_be_central(desk, person)
    if word == "announcement_show":
        await show_anew(desk, one, person, event.who.platform)
        return None
    await _must_be_there(desk, person, one, word)
    return await _ACTS[word](desk, person, one, event)


async def _by_reader(desk: Desk, person: Person, one: Announcement, event: ButtonPressed) -> Shown | None:
    voice = desk.voice_for(person)
    if event.action == "confirm":
        is_copy = event.key.split("/")[2] not in {"preview", "pilot"}
        if not is_copy:
            return Notice(message=words(voice, "command", "announcement.only_trial"))
        return await confirmations.confirmed(desk, person, one)
    other = next((language for language in one.words if language != voice.language), voice.language)
    shown = frame(one, voice.to(other))
    return Notice(message=Message(reply="announcement", text=shown, language=other))


async def _must_be_there(desk: Desk, person: Person, one: Announcement, word: str) -> None:
    """Raises Refusal for a button that is not there now, and for a draft that somebody else changed just now."""
    voice = desk.voice_for(person)
    stand = await standing(desk, one, voice)
    allowed = {*say.actions(stand), *(("approve", "decline", "recipients") if one.state is State.APPROVAL else ())}
    allowed |= {"send_anyway", "send_open"} if one.state is State.DRAFT else set()
    allowed |= {"repeat_stop"} if one.copy_of else set()
    if word not in allowed or word not in _ACTS:
        raise Refusal("announcement_moved", state=voice.say(f"announcement.state.{one.state.value}"))
    if word in {"send", "schedule", "approve"}:
        await announcing.must_have_seen(desk, person, one)


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    """One of the announcement's forms was sent."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    base = await _base(desk, person, event)
    if event.form == "announcement_recall":
        return await announced.recall(desk, person, base, str(event.values.get("reason") or ""))
    one, problems = drafts.read(desk, person, event.values, base)
    if event.form == "announcement_correct":
        return await announced.correct(desk, person, base, one, problems, event)
    version = event.about.partition("#")[2]
    if base.number and version and int(version) != base.version:
        problems = {**problems, **await _conflict(desk, person, base)}
    if problems:
        return replace(_form_of(event.form, desk, person, base), problems=problems, values=dict(event.values))
    one = await _saved(desk, person, base, one)
    await show(desk, one, to=person, platform=event.who.platform)
    said = words(voice, "command", "announcement.saved", title=say.title(one))
    return _masked_notice(desk, person, said, event.found)


def _masked_notice(desk: Desk, person: Person, said: Message, found: tuple[str, ...]) -> Notice:
    if not found:
        return Notice(message=said)
    masked = _masked(desk, person, found)
    return Notice(message=replace(masked, text=f"{said.text}\n{masked.text}"))


def _form_of(name: str, desk: Desk, person: Person, one: Announcement) -> Form:
    voice = desk.voice_for(person)
    stored = one if one.number else None
    return form_says.more_form(voice, one) if name == "announcement_more" else form_says.form(voice, stored)


async def _base(desk: Desk, person: Person, event: FormFilled) -> Announcement:
    """What the form was opened on: a new one, or one that is stored. Raises Refusal when it can be written no more."""
    number = event.about.partition("#")[0].removeprefix("announcement/")
    out = event.form in {"announcement_correct", "announcement_recall"}
    if not event.about and event.form == "announcement":
        return Announcement(author=person.id)
    if not event.about:  # a rehearsal's script names none: the newest that it fits
        fitting = await desk.tx.announcements.where([state.value for state in (OUT if out else UNSENT)], limit=1)
        number = str(fitting[0].number) if fitting else ""
    one = await desk.tx.announcements.get(int(number)) if number.isdecimal() else None
    if one is None:
        raise Refusal("gone")
    if out != one.is_out:
        raise Refusal("announcement_moved", state=desk.voice_for(person).say(f"announcement.state.{one.state.value}"))
    return one


async def _conflict(desk: Desk, person: Person, one: Announcement) -> dict[str, str]:
    """Somebody else has changed it meanwhile: the second sees the first's words, and decides."""
    voice = desk.voice_for(person)
    log = await desk.tx.announcements.log(one.number)
    by = next((noted.who for noted in reversed(log) if noted.what in {"written", "edited"}), one.author)
    known = desk.directory.person(by)
    blanks = {
        "person": known.name if known else by,
        "title": one.title,
        "text": plain(one.said(voice.language).body)[:600],
    }
    return {"text": voice.say("fault.edited", **blanks)}


async def _saved(desk: Desk, person: Person, base: Announcement, one: Announcement) -> Announcement:
    if not base.number:
        one = await desk.tx.announcements.add(one, desk.now)
        await desk.tx.announcements.note(one.number, "written", person.id, desk.now)
        return one
    await approvals.take_back(desk, one)
    one = one.edited()
    await desk.tx.announcements.save(one)
    await desk.tx.announcements.note(one.number, "edited", person.id, desk.now, version=one.version)
    return one


async def _edit(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    return form_says.form(desk.voice_for(person), one)


async def _more(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    return form_says.more_form(desk.voice_for(person), one)


async def _correct(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    return form_says.correction_form(desk.voice_for(person), one)


async def _recall(desk: Desk, person: Person, one: Announcement, _event: ButtonPressed) -> Shown:
    return form_says.recall_form(desk.voice_for(person), one)


_ACTS: dict[str, Act] = {
    "announcement_edit": _edit, "announcement_more": _more, "correct": _correct, "recall": _recall,
    "preview": announcing.preview, "pilot": announcing.pilot, "send": announcing.send,
    "send_anyway": announcing.send_anyway, "send_open": announcing.send_when_open, "schedule": announcing.schedule,
    "undo": announcing.undo, "approve": approvals.approve, "decline": approvals.decline,
    "cancel": announcing.cancel, "retry_failed": announcing.retry, "recipients": announced.recipients,
    "duplicate": announced.duplicate, "announcement_delete": announcing.discard, "repeat_stop": announced.stop_repeating,
}  # fmt: skip
"""Action -> what it does; rights and timing have been checked."""
