"""The forms about meetings, and what is wrong with what was filled in, in words; leaves reading them to knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.replies.voice import Voice
from knowledge.conversation import times
from knowledge.conversation.message import Field, Form
from knowledge.support.directory import Person
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_called import KINDS, USUAL, Fault
from knowledge.support.meeting_series import Repeat
from knowledge.support.wall import shown

WORKSHOP = "workshop"
"""What the form for a new workshop is about."""
ONE, ALL = "one", "all"
"""Whether a change is for one time of a series, or for all that come."""


def meeting_form(voice: Voice, meeting: Meeting | None = None, about: str = "", *, workshop: bool = False) -> Form:
    """A new meeting, a draft, or one that people know of already."""
    known = meeting is not None and meeting.is_planned
    fields = [
        _field(voice, "title", _title(meeting), required=workshop),
        *_when_fields(voice, meeting),
        *_where_fields(voice, meeting),
    ]
    if not known:
        fields += _who_fields(voice, meeting)
    if workshop:
        fields.append(_field(voice, "sign_up", _last_day(meeting), "date", required=False))
        fields.append(_field(voice, "limit", str(meeting.limit or "") if meeting else "", required=False))
    if not known and not workshop:
        fields += _series_fields(voice, meeting)
    fields.append(_field(voice, "note", meeting.note if meeting else "", "long", required=False))
    if known and meeting is not None and meeting.series is not None and not meeting.series.ended:
        fields.append(_scope(voice))
    known_as = about_of(meeting) if meeting else WORKSHOP if workshop else ""
    return Form(name="meeting", title=voice.say("form.workshop" if workshop else "form.meeting"), fields=tuple(fields),
                submit=voice.say("button.save" if known else "button.meeting_preview"), about=about or known_as,
                language=voice.language)  # fmt: skip


def about_of(meeting: Meeting) -> str:
    """What its form is about: of a meeting that people know of, also how often it had been changed when the form was opened."""
    return f"{meeting.key}/{meeting.sequence}" if meeting.is_planned else meeting.key


def workshop_form(voice: Voice, meeting: Meeting | None = None, about: str = "") -> Form:
    """The same for a workshop."""
    form = meeting_form(voice, meeting, about, workshop=True)
    return Form(name="workshop", title=form.title, fields=form.fields, submit=form.submit, about=form.about,
                language=form.language)  # fmt: skip


def _last_day(meeting: Meeting | None) -> str:
    return meeting.sign_up_by.isoformat() if meeting and meeting.sign_up_by else ""


def _title(meeting: Meeting | None) -> str:
    return meeting.title if meeting else ""


def _when_fields(voice: Voice, meeting: Meeting | None) -> list[Field]:
    local = shown(meeting.begins_at, voice.working.zone) if meeting else None
    return [
        _field(voice, "day", local.date().isoformat() if local else "", "date"),
        _field(voice, "time", f"{local:%H:%M}" if local else ""),
        _field(voice, "length", str(meeting.minutes if meeting else USUAL), required=False),
    ]


def _where_fields(voice: Voice, meeting: Meeting | None) -> list[Field]:
    return [
        _field(voice, "location", meeting.location if meeting else "", required=False),
        _field(voice, "link", meeting.link if meeting else "", required=False),
    ]


def _who_fields(voice: Voice, meeting: Meeting | None) -> list[Field]:
    kinds = tuple((one, voice.say(f"meeting.who.{one}")) for one in KINDS)
    invited = meeting.invited if meeting else None
    names = [one.name for one in voice.directory.schools if invited and one.id in invited.schools]
    return [
        _field(voice, "invited", invited.kind if invited else KINDS[0], "choice", choices=kinds),
        _field(voice, "schools", ", ".join(names), required=False),
    ]


def _series_fields(voice: Voice, meeting: Meeting | None) -> list[Field]:
    series = meeting.series if meeting else None
    choices = (
        ("", voice.say("choice.repeat.not")),
        *((one.value, voice.say(f"choice.repeat.{one}")) for one in Repeat),
    )
    until = "" if series is None else series.until.isoformat() if series.until else str(series.times or "")
    return [
        _field(voice, "repeat", series.repeat.value if series else "", "choice", required=False, choices=choices),
        _field(voice, "times", until, required=False),
    ]


def _scope(voice: Voice) -> Field:
    choices = tuple((one, voice.say(f"choice.scope.{one}")) for one in (ONE, ALL))
    return _field(voice, "scope", ONE, "choice", choices=choices)


def _field(
    voice: Voice, name: str, value: str, kind: str = "text", *, required: bool = True,
    choices: tuple[tuple[str, str], ...] = (),
) -> Field:  # fmt: skip
    hint = voice.say(f"field.meeting_hint.{name}") if name in _HINTED else ""
    return Field(name=name, label=voice.say(f"field.meeting.{name}"), kind=kind, required=required, value=value,
                 choices=choices, hint=hint)  # fmt: skip


_HINTED = frozenset({"sign_up", "time", "length", "link", "schools", "times", "title"})


def cancel_form(voice: Voice, meeting: Meeting) -> Form:
    """That it does not take place, and a word to people."""
    fields = [_field(voice, "why", "", "long", required=False)]
    if meeting.series is not None and not meeting.series.ended:
        fields.append(_scope(voice))
    return Form(name="meeting_cancel", title=voice.say("form.meeting_cancel"), fields=tuple(fields), about=meeting.key,
                submit=voice.say("button.meeting_cancel"), language=voice.language)  # fmt: skip


def owner_form(voice: Voice, meeting: Meeting, people: tuple[Person, ...]) -> Form:
    """Who leads it from now on."""
    choices = tuple((one.id, one.name) for one in people)
    return Form(name="meeting_owner", title=voice.say("form.meeting_owner"), about=meeting.key, language=voice.language,
                fields=(_field(voice, "owner", meeting.owner, "choice", choices=choices),),
                submit=voice.say("button.save"))  # fmt: skip


def problems(faults: Mapping[str, Fault], form: Form, voice: Voice) -> dict[str, str]:
    """Field -> what is wrong with it, in words; of a field that the form does not have, at its first."""
    names = [field.name for field in form.fields]
    return {name if name in names else names[0]: fault_words(fault, voice) for name, fault in faults.items()}


def fault_words(fault: Fault, voice: Voice) -> str:
    """What is wrong, in words."""
    blanks = {
        name: times.day(value, voice.now, voice.working.zone, voice.language, weekday=True)
        if isinstance(value, date)
        else value
        for name, value in fault.blanks.items()
    }
    return voice.say(f"meeting.fault.{fault.key}", **blanks)
