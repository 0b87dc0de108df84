"""The forms about meetings: opened, sent, and what is worth a second look; leaves reading them to knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import meeting_life as life
from handlers import meeting_people as people
from handlers.context import Desk, Refusal
from handlers.meeting_places import channels, is_open
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import meeting_forms as say
from handlers.replies import meeting_lists as lists
from handlers.replies import meetings as cards
from handlers.replies.commands import school_named
from handlers.replies.private import words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import clean
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form, Message, Notice, Shown, escape
from knowledge.support.directory import Person
from knowledge.support.meeting import LONGEST, Meeting, MeetingKind, MeetingState, changed, handed, this_time_alone
from knowledge.support.meeting_called import Called, Fault, in_fields
from knowledge.support.meeting_series import anchored
from knowledge.support.wall import shown

FORMS = frozenset({"meeting", "meeting_cancel", "meeting_owner"})
SURE = "/sure"
"""After what a form is about: its author has been told what is odd about the time."""


def new(desk: Desk, person: Person) -> Form:
    """The form for a new meeting."""
    must_be_central(desk, person)
    return say.meeting_form(desk.voice_for(person))


def opened(desk: Desk, person: Person, meeting: Meeting, word: str) -> Form:
    """The form that a button opens."""
    voice = desk.voice_for(person)
    match word:
        case "meeting_cancel":
            return say.cancel_form(voice, meeting)
        case "meeting_owner":
            return say.owner_form(voice, meeting, life.may_lead(desk))
    return say.workshop_form(voice, meeting) if meeting.is_workshop else say.meeting_form(voice, meeting)


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    """A form about a meeting was sent."""
    must_be_central(desk, person)
    about, _ = opened_at(event.about)
    meeting = await life.meant(desk, about) if about not in {"", say.WORKSHOP} else None
    if event.form == "meeting":
        return await _described(desk, person, event, meeting)
    if meeting is None or not meeting.is_planned:
        raise Refusal("meeting_over")
    if event.form == "meeting_cancel":
        return await _cancelled(desk, person, event, meeting)
    return await _handed(desk, person, event, meeting)


async def _described(desk: Desk, person: Person, event: FormFilled, meeting: Meeting | None) -> Shown | None:
    """A new meeting, a draft in other words, or a change of one that people know of."""
    voice, workshop = (
        desk.voice_for(person),
        event.about == say.WORKSHOP or (meeting is not None and meeting.is_workshop),
    )
    form = say.meeting_form(voice, meeting, workshop=workshop)
    called = in_fields(values_of(event, meeting), desk.now, desk.working.zone, lambda typed: school(desk, typed))
    if workshop and not called.title:
        called.faults["title"] = Fault(key="title")
    if called.faults or called.begins_at is None:
        return replace(form, values=dict(event.values), problems=say.problems(called.faults, form, voice))
    other = made(desk, person, called, meeting)
    other = replace(other, kind=MeetingKind.WORKSHOP) if workshop else other
    if meeting is None or meeting.state is MeetingState.DRAFT:
        await keep_draft(desk, person, other)
        return Notice(message=with_found(words(voice, "command", "meeting.drafted"), event, voice))
    if meeting.series is not None and event.values.get("scope") != say.ALL:
        other = this_time_alone(meeting, other)
    if again := meanwhile(desk, event, meeting, other, form):
        return again
    moved = other.begins_at != meeting.begins_at
    odd = await warnings(desk, other, voice) if moved and not event.about.endswith(SURE) else []
    if odd:
        asks = {"day": f"{' '.join(odd)} {voice.say('meeting.sure')}"}
        return replace(form, about=f"{say.about_of(meeting)}{SURE}", values=dict(event.values), problems=asks)
    if moved and meeting.series is not None and event.values.get("scope") == say.ALL:
        local = shown(other.begins_at, desk.working.zone)
        series = anchored(meeting.series, local.date(), local.time())
        other = replace(other, series=replace(series, id=f"{meeting.series.id}.{meeting.series.index}"))
    after = await life.change(desk, meeting, other)
    key = "meeting.not_changed" if after == meeting else "meeting.moved_now" if moved else "meeting.changed"
    said = words(voice, "command", key, meeting=cards.inline(after, voice), when=cards.when(after, voice))
    return Notice(message=with_found(said, event, voice))


def opened_at(about: str) -> tuple[str, str]:
    """The number of the meeting that a form is about, and how often it had been changed when the form was opened."""
    number, _, version = about.removesuffix(SURE).removeprefix("meeting/").partition("/")
    return number, version


def meanwhile(desk: Desk, event: FormFilled, meeting: Meeting, other: Meeting, form: Form) -> Form | None:
    """Somebody has changed it since the form was opened: how it stands is shown, and sending the form again decides."""
    version = opened_at(event.about)[1]
    if version in {"", str(meeting.sequence)} or changed(meeting, other, desk.now) == meeting:
        return None
    voice = desk.voice(form.language)
    stands = (meeting.title, cards.when(meeting, voice), meeting.where, meeting.note)
    told = voice.say("meeting.meanwhile", text=", ".join(filter(None, stands)))
    return replace(form, about=say.about_of(meeting), values=dict(event.values), problems={"day": told})


def values_of(event: FormFilled, meeting: Meeting | None) -> dict[str, object]:
    """What the form says; whom a meeting is for that people know of is not asked again."""
    if meeting is None or not meeting.is_planned:
        return dict(event.values)
    return {**event.values, "invited": "contacts", "schools": "", "repeat": "", "times": ""}


def school(desk: Desk, typed: str) -> str | None:
    """The id of a school by what it is called."""
    known = school_named(desk.directory, typed)
    return known.id if known else None


def with_found(message: Message, event: FormFilled, voice: Voice) -> Message:
    """What was taken out of the form before anybody read it."""
    if not event.found:
        return message
    masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
    return replace(message, text=f"{message.text}\n{masked}")


def made(desk: Desk, person: Person, called: Called, meeting: Meeting | None = None) -> Meeting:
    """The meeting that was described; one that people know of keeps whom it is for and how it comes again."""
    assert called.begins_at is not None  # noqa: S101 - without it there are faults, and nobody asks
    described = Meeting(
        owner=person.id, begins_at=called.begins_at, minutes=called.minutes, title=called.title, location=called.location,
        link=called.link, note=called.note, invited=called.invited, series=called.series, limit=called.limit, made_at=desk.now,
    )  # fmt: skip
    if meeting is None:
        return described
    kept = replace(described, number=meeting.number, kind=meeting.kind, owner=meeting.owner, agenda_at=meeting.agenda_at,
                   entry=meeting.entry, asked=meeting.asked, why=meeting.why)  # fmt: skip
    if meeting.is_planned:
        return replace(kept, invited=meeting.invited, series=meeting.series)
    series = replace(kept.series, id=meeting.series.id) if kept.series and meeting.series else kept.series
    return replace(kept, series=series)


async def keep_draft(desk: Desk, person: Person, meeting: Meeting) -> Meeting:
    """Keep a draft, and show whoever wrote it how it will look."""
    if meeting.number:
        before = await life.meant(desk, meeting.number)
        meeting = await life.change(desk, before, meeting)
    else:
        meeting = await life.draft(desk, meeting)
    voice = desk.voice_for(person)
    invited = [] if is_open(meeting) else people.invited_now(desk, meeting)
    card = lists.draft(meeting, len(invited), people.unreachable(desk, invited), await warnings(desk, meeting, voice),
                       await people.ahead(desk, meeting), voice, places=await places_of(desk, meeting, voice))  # fmt: skip
    await desk.tell(person, f"{meeting.key}/preview/{meeting.owner}", card, "")
    return meeting


async def places_of(desk: Desk, meeting: Meeting, voice: Voice) -> str:
    """The channels in which a workshop for teachers stands, by name; empty of all others."""
    found = await channels(desk, meeting) if is_open(meeting) else []
    return voice.listed(list(dict.fromkeys(voice.place(place.id) for place, _ in found)))


async def warnings(desk: Desk, meeting: Meeting, voice: Voice) -> list[str]:
    """What may be right, and is worth a second look: a closed day, another meeting at that time."""
    found, local = [], shown(meeting.begins_at, desk.working.zone)
    if not desk.working.is_working_day(local.date()):
        why = desk.working.why_closed(meeting.begins_at, language=voice.language)
        key = (
            f"meeting.closed.{why.kind}"
            if why is not None and why.kind in {"weekend", "break", "red_day"}
            else "meeting.closed"
        )
        found.append(voice.say(key, name=escape(why.name) if why else ""))
    window = timedelta(days=1)
    near = await desk.tx.meetings.all((MeetingState.PLANNED,), since=meeting.begins_at - window, until=meeting.ends_at)
    clashing = [one for one in near if one.number != meeting.number and one.ends_at > meeting.begins_at]
    return found + [
        voice.say("meeting.clash", meeting=cards.inline(one, voice), when=cards.when(one, voice)) for one in clashing
    ]


async def _cancelled(desk: Desk, person: Person, event: FormFilled, meeting: Meeting) -> Shown:
    voice, why = desk.voice_for(person), clean(str(event.values.get("why") or ""))
    form = say.cancel_form(voice, meeting)
    if len(why) > LONGEST["why"]:
        fault = Fault(key="long", blanks={"size": len(why), "most": LONGEST["why"]})
        return replace(form, values=dict(event.values), problems=say.problems({"why": fault}, form, voice))
    everything = event.values.get("scope") == say.ALL
    await life.cancel(desk, meeting, why, person, series=everything)
    goes_on = meeting.series is not None and not meeting.series.ended and not everything
    key = "meeting.off_goes_on" if goes_on else "meeting.off"
    return Notice(message=with_found(words(voice, "command", key, meeting=cards.inline(meeting, voice)), event, voice))


async def _handed(desk: Desk, person: Person, event: FormFilled, meeting: Meeting) -> Shown:
    voice = desk.voice_for(person)
    to = next((one for one in life.may_lead(desk) if one.id == event.values.get("owner")), None)
    form = say.owner_form(voice, meeting, life.may_lead(desk))
    if to is None:
        return replace(form, values=dict(event.values), problems={"owner": voice.say("meeting.fault.owner")})
    await life.hand(desk, meeting, to)
    await desk.tx.timers.cancel(f"{meeting.key}/{people.HANDED}")
    if to.id != person.id:
        await people.tell_leader(desk, handed(meeting, to.id))
    return Notice(
        message=words(voice, "command", "meeting.handed", owner=voice.name(to.id), meeting=cards.inline(meeting, voice))
    )
