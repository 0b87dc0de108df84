"""Writing notes of a meeting: the command, the form, and what is pressed on a preview; leaves what is understood to `meeting_drafts`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handlers import agenda_facts
from handlers import meeting_drafts as drafts
from handlers import meeting_posting as posting
from handlers import meeting_shown as shown
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.replies import meeting_note_forms as forms
from handlers.replies import meeting_notes as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.private import words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.conversation.notes_commands import NotesWanted, notes_wanted
from knowledge.support.agenda import Section
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Meeting, MeetingState
from knowledge.support.meeting_notes import LONGEST, TEXT, MeetingNotes, Part, Written, dropped, how_many_came, meant

ACTS = frozenset({"notes_write", "notes_who", "notes_post", "notes_drop"})
OPENING = frozenset({"notes_write"})
"""What only opens a form."""
_SHOWN = 5
"""So many meetings are offered to write about."""
_HAPPENED = (MeetingState.PLANNED, MeetingState.HELD)


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    """`anteckningar`: about which meeting; with text: these are the notes of the last one, or of that with the number."""
    wanted = notes_wanted(rest) or NotesWanted()
    begun = await _begun(desk)
    meeting = await _numbered(desk, wanted.number) if wanted.number else next(iter(begun), None)
    if meeting is None and person.role is Role.CENTRAL and not wanted.number:
        return say.choose((), set(), desk.voice_for(person))
    may_write(desk, person, meeting)
    if meeting is not None and wanted.text:
        return await _typed(desk, person, meeting, wanted.text, ref)
    if meeting is not None and not ref.id:
        return await _form(desk, person, meeting)
    offered = [meeting] if wanted.number and meeting else begun
    return say.choose(
        offered, await desk.tx.meeting_notes.written([one.number for one in offered]), desk.voice_for(person)
    )


async def _begun(desk: Desk) -> list[Meeting]:
    """The last meetings that have begun, the newest first."""
    return await desk.tx.meetings.all(_HAPPENED, until=desk.now, limit=_SHOWN, newest=True)


async def _numbered(desk: Desk, number: int) -> Meeting:
    """The meeting with that number, if it has begun. Raises Refusal."""
    meeting = await desk.tx.meetings.look(number)
    if meeting is None or meeting.state not in _HAPPENED:
        raise Refusal("notes_no_meeting", number=number)
    if meeting.begins_at > desk.now:
        raise Refusal("notes_early", when=desk.voice().ahead(meeting.begins_at))
    return meeting


def may_write(desk: Desk, person: Person, meeting: Meeting | None) -> None:
    """Raises Refusal for anybody but central contacts and whoever leads the meeting."""
    if person.role is not Role.CENTRAL and (meeting is None or meeting.owner != person.id):
        raise Refusal("notes_only", central=desk.voice_for(person).names(one.id for one in desk.directory.central()))


async def _typed(desk: Desk, person: Person, meeting: Meeting, text: str, ref: MessageRef) -> Shown | None:
    """Notes in a message: they take the place of the large text; what stands at points stays."""
    await desk.tx.meetings.alone()
    notes = await desk.tx.meeting_notes.get(meeting.number, desk.now)
    text = clean(text, LONGEST + 1)
    if len(text) > LONGEST:
        raise Refusal("notes_long", size=len(text), most=LONGEST)
    before = drafts.written_by(person, desk, notes.newest)
    came = before.came if notes.newest else await drafts.coming(desk, meeting)
    parts = (*(one for one in before.parts if one.field != TEXT), Part(text=text))
    await drafts.drafted_by(
        desk, person, meeting, notes, replace(before, parts=parts, came=came), platform=ref.platform
    )
    return None if ref.is_direct else _look(desk, person, meeting)


def _look(desk: Desk, person: Person, meeting: Meeting) -> Notice:
    """Where the preview is."""
    return Notice(
        message=words(
            desk.voice_for(person), "meeting", "notes.look", link=f"desk:{drafts.preview_key(meeting, person)}"
        )
    )


async def _form(desk: Desk, person: Person, meeting: Meeting) -> Form:
    notes = await desk.tx.meeting_notes.get(meeting.number, desk.now)
    return forms.form(
        meeting, notes, await _points(desk, person, meeting), await drafts.coming(desk, meeting), desk.voice_for(person)
    )


async def _points(desk: Desk, person: Person, meeting: Meeting) -> list[tuple[str, str]]:
    """(field, words) of what has a field of its own: people's own points, then the sections of a check-in's agenda."""
    own = await _own_points(desk, meeting)
    if meeting.is_workshop:
        return own[: forms.MOST_POINTS]
    there = [part.section for part in (await agenda_facts.gathered(desk, meeting)).parts]
    return [*own, *_sections(desk, person, there)][: forms.MOST_POINTS]


async def _own_points(desk: Desk, meeting: Meeting) -> list[tuple[str, str]]:
    found = await drafts.points_of(desk, meeting)
    return [(forms.point_field(one.number), one.text) for one in found if one.text]


def _sections(desk: Desk, person: Person, sections: Iterable[Section]) -> list[tuple[str, str]]:
    voice = desk.voice_for(person)
    return [
        (forms.point_field(one), voice.say(f"agenda.section.{one}")) for one in sections if one is not Section.POINTS
    ]


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A button on the prompt, on the list of meetings, or on a preview."""
    word, (number, *about) = verb(event.action), object_of(event.action).split(":")
    meeting = await _numbered(desk, int(number) if number.isdecimal() and len(number) < 9 else 0)
    may_write(desk, person, meeting)
    if word == "notes_write":
        return await _form(desk, person, meeting)
    await desk.tx.meetings.alone()
    notes = await desk.tx.meeting_notes.get(meeting.number, desk.now)
    if notes.draft is None or notes.draft.by != person.id or about[:1] != [str(notes.version)]:
        raise Refusal("notes_old")
    voice = desk.voice_for(person)
    if word == "notes_drop":
        await desk.tx.meeting_notes.put(dropped(notes, desk.now))
        await desk.tx.outbox.withdraw(drafts.preview_key(meeting, person))
        return Notice(message=words(voice, "meeting", "notes.dropped"))
    if word == "notes_who":
        return await _said_who(desk, person, meeting, notes, about[1] if len(about) > 1 else "")
    await posting.post(desk, person, meeting, notes)
    link = await shown.link(desk, meeting, person)
    return Notice(message=say.sent(meeting, link, voice))


async def _said_who(desk: Desk, person: Person, meeting: Meeting, notes: MeetingNotes, at: str) -> Notice:
    """Whose a task is: the first that was asked about."""
    asks = (await drafts.look(desk, meeting, notes.draft)).judged.asks if notes.draft else ()
    if not asks or not at.isdecimal() or int(at) >= len(asks[0].candidates):
        raise Refusal("notes_old")
    owner = asks[0].candidates[int(at)]
    notes = meant(notes, asks[0].typed, owner)
    await desk.tx.meeting_notes.put(notes)
    await drafts.show_again(desk, person, meeting, notes)
    voice = desk.voice_for(person)
    return Notice(message=words(voice, "meeting", "notes.noted_who", contact=voice.name(owner)))


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent: what is wrong comes back with it, what is only doubtful is asked on the preview."""
    number, _, version = event.about.removeprefix("meeting/").partition("/")
    meeting = await _numbered(desk, int(number) if number.isdecimal() and len(number) < 9 else 0)
    may_write(desk, person, meeting)
    await desk.tx.meetings.alone()
    notes, voice = await desk.tx.meeting_notes.get(meeting.number, desk.now), desk.voice_for(person)
    points = [*await _own_points(desk, meeting), *_sections(desk, person, Section)]
    points = [one for one in points if one[0] in event.values]
    before = drafts.written_by(person, desk, notes.newest)
    written = replace(
        before, parts=forms.read(event.values, points, before.parts), came=how_many_came(event.values.get("came"))
    )
    blank = forms.form(meeting, notes, points, 0, voice)
    problems = await _problems(desk, meeting, written, blank, event)
    if version != str(notes.version) and notes.newest is not None and notes.newest.parts != written.parts:
        problems |= _changed(desk, person, notes.newest)
    if problems:
        return forms.again(blank, event.values, problems)
    masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice)) if event.found else ""
    await drafts.drafted_by(desk, person, meeting, notes, written, masked, event.who.platform)
    return _look(desk, person, meeting)


async def _problems(desk: Desk, meeting: Meeting, written: Written, blank: Form, event: FormFilled) -> dict[str, str]:
    voice, label = desk.voice(blank.language), next(one.label for one in blank.fields if one.name == TEXT)
    size = sum(len(part.text) for part in written.parts)
    if not written.parts:
        return {TEXT: voice.say("form.required", field=label)}
    if size > LONGEST:
        return {TEXT: voice.say("outage.fault.long", field=label, size=size, most=LONGEST)}
    found: dict[str, list[str]] = {}
    if written.came is None and str(event.values.get("came") or "").strip():
        found["came"] = [voice.say("vendor.fault.number")]
    looked = await drafts.look(desk, meeting, written)
    for fault in looked.judged.faults:
        found.setdefault(fault.field, []).append(say.fault(fault, voice))
    for field, place in drafts.exposed(desk, looked).items():
        found.setdefault(field, []).append(voice.say("notes.exposed", place=place))
    return {field: "\n".join(told) for field, told in found.items()}


def _changed(desk: Desk, person: Person, other: Written) -> dict[str, str]:
    """Somebody has written since the form was opened: sending it again decides."""
    voice = desk.voice_for(person)
    text = "\n".join(part.text for part in other.parts)
    by = desk.directory.person(other.by)
    return {TEXT: voice.say("form.changed", person=by.name if by else voice.say("word.somebody"), when=voice.ago(other.at),
                            text=text[:800])}  # fmt: skip
