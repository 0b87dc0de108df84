"""The form of a workshop: opened about a topic, and read; leaves what is the same of every meeting to `meeting_forms`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handlers import meeting_forms as meetings
from handlers import meeting_life as life
from handlers import workshop_places as places
from handlers.context import Desk, Refusal
from handlers.meeting_places import free, is_open
from handlers.replies import meeting_forms as say
from handlers.replies import meetings as cards
from handlers.replies.private import words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form, Notice, Shown
from knowledge.support.directory import Person
from knowledge.support.meeting import Meeting, MeetingKind, MeetingState
from knowledge.support.meeting_called import Called, Fault, in_fields, read_day


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What a new workshop came from."""

    topic: str = ""
    count: int = 0
    """How many questions there were."""


def new(desk: Desk, person: Person, title: str, about: str, schools: tuple[str, ...]) -> Form:
    """The form of a new workshop, for the teachers of these schools (none = of all)."""
    voice = desk.voice_for(person)
    names = ", ".join(one.name for one in desk.directory.schools if one.id in schools)
    known = {"title": title, "invited": "teachers", "schools": names}
    form = say.workshop_form(voice, None, about)
    fields = tuple(replace(one, value=known.get(one.name) or one.value) for one in form.fields)
    return replace(form, fields=fields)


async def filled(desk: Desk, person: Person, event: FormFilled, idea: Idea) -> Shown | None:
    """The form was sent: a draft, other words for one, or a change of what people have signed up for."""
    voice = desk.voice_for(person)
    number = meetings.opened_at(event.about)[0] if event.about.startswith("meeting/") else ""
    meeting = await life.meant(desk, number) if number else None
    if meeting is not None and not meeting.is_workshop:
        raise Refusal("gone")
    form = say.workshop_form(voice, meeting, event.about)
    called = in_fields(
        meetings.values_of(event, meeting), desk.now, desk.working.zone, lambda typed: meetings.school(desk, typed)
    )
    if not called.title:
        called.faults["title"] = Fault(key="title")
    last_day = _last_day(called, str(event.values.get("sign_up") or ""), voice.today)
    other = None
    if not called.faults and called.begins_at is not None:
        other = _made(desk, person, called, last_day, idea, meeting)
        if _is_draft(meeting) and is_open(other) and not await free(desk, other):
            called.faults["schools"] = Fault(key="nowhere")
    if called.faults or other is None:
        return replace(form, values=dict(event.values), problems=say.problems(called.faults, form, voice))
    if meeting is None or _is_draft(meeting):
        await meetings.keep_draft(desk, person, other)
        return Notice(message=meetings.with_found(words(voice, "command", "meeting.drafted"), event, voice))
    again = meetings.meanwhile(desk, event, meeting, other, form)
    return again or await _changed(desk, person, event, meeting, other)


def _is_draft(meeting: Meeting | None) -> bool:
    return meeting is None or meeting.state is MeetingState.DRAFT


async def _changed(desk: Desk, person: Person, event: FormFilled, meeting: Meeting, other: Meeting) -> Shown:
    """What people have signed up for is otherwise now; who waits may get a place by it."""
    voice, moved = desk.voice_for(person), other.begins_at != meeting.begins_at
    odd = await meetings.warnings(desk, other, voice) if moved and not event.about.endswith(meetings.SURE) else []
    if odd:
        asks = {"day": f"{' '.join(odd)} {voice.say('meeting.sure')}"}
        form = say.workshop_form(voice, meeting, f"{say.about_of(meeting)}{meetings.SURE}")
        return replace(form, values=dict(event.values), problems=asks)
    after = await life.change(desk, meeting, other)
    await places.fill(desk, after)
    key = "meeting.not_changed" if after == meeting else "workshop.moved_now" if moved else "meeting.changed"
    said = words(voice, "command", key, meeting=cards.inline(after, voice), when=cards.when(after, voice))
    return Notice(message=meetings.with_found(said, event, voice))


def _last_day(called: Called, typed: str, today: date) -> date | None:
    """The last day for signing up; none = until it begins."""
    text = clean(typed)
    day = read_day(text, today) if text else None
    begins = called.begins_at.date() if called.begins_at else None
    if text and (day is None or day < today or (begins is not None and day > begins)):
        called.faults["sign_up"] = Fault(key="sign_up")
    return day


def _made(
    desk: Desk, person: Person, called: Called, last_day: date | None, idea: Idea, meeting: Meeting | None
) -> Meeting:
    made = replace(meetings.made(desk, person, called, meeting), kind=MeetingKind.WORKSHOP, sign_up_by=last_day)
    return made if meeting else replace(made, entry=idea.topic, asked=idea.count)
