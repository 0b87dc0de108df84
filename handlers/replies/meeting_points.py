"""What is said about points for a meeting, and their forms; leaves what becomes of a point to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.replies.agenda import moment_of
from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import DESK_LINK, Field, Form, Message, escape
from knowledge.support.directory import Person
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_point import MeetingPoint

_ACTED_ON = 3


def quoted(point: MeetingPoint, voice: Voice) -> str:
    """The point in quotation marks; of what not everybody may read, a link."""
    if point.text:
        return voice.say("point.quoted", text=escape(excerpt(point.text, 120)))
    return voice.say("point.message", place=voice.place(point.place), link=f"{DESK_LINK}{point.about}")


def kept(point: MeetingPoint, meeting: Meeting | None, voice: Voice, *, key: str, found: str = "") -> Message:
    """To its author: noted, changed or known already, when it is brought up and who leads that; `found`: what was masked."""
    lines = [voice.say(key, point=quoted(point, voice)), when(meeting, voice)]
    if found:
        lines.append(voice.say("personal_data.masked", found=found))
    said = Message(reply="meeting", text="\n".join(lines), language=voice.language)
    return with_buttons(said, *_own(point, voice))


def when(meeting: Meeting | None, voice: Voice) -> str:
    """When points are brought up, and by whom."""
    if meeting is None:
        return voice.say("point.no_meeting")
    return voice.say("point.when", when=moment_of(meeting.begins_at, voice), owner=voice.name(meeting.owner))


def _own(point: MeetingPoint, voice: Voice, number: str = "") -> list[tuple[str, str]]:
    names = ("point_change", "point_remove")
    return [(f"{name}:{point.number}", f"{voice.say(f'button.{name}')}{number}") for name in names]


def own_points(mine: Sequence[MeetingPoint], meeting: Meeting | None, voice: Voice) -> Message:
    """To somebody who is no contact: the points that the person wants brought up."""
    rows = [f"- {voice.say('point.own', number=one.number, point=quoted(one, voice))}" for one in mine[:ROWS]]
    if len(mine) > ROWS:
        rows.append(voice.say("cmd.more", more=len(mine) - ROWS))
    head = voice.say("point.mine", count=len(mine)) if mine else voice.say("point.none")
    said = Message(reply="meeting", text="\n".join([head, *rows, when(meeting, voice)]), language=voice.language)
    pairs = [("add_point", voice.say("button.add_point"))]
    for one in mine[:_ACTED_ON]:
        pairs += _own(one, voice, f" {one.number}")
    return with_buttons(said, *pairs)


def gone(point: MeetingPoint, voice: Voice) -> Message:
    """To whoever took it away."""
    return words(voice, "meeting", "point.gone", point=quoted(point, voice))


def dropped(point: MeetingPoint, voice: Voice, by: str) -> Message:
    """To its author, when a central contact took it away."""
    return words(
        voice, "meeting", "point.dropped", point=quoted(point, voice), person=voice.name(by), why=escape(point.why)
    )


def offer(voice: Voice) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    return with_buttons(words(voice, "meeting", "point.offer"), ("add_point", voice.say("button.add_point")))


def form(voice: Voice, person: Person, about: str, point: MeetingPoint | None = None) -> Form:
    """What is to be brought up; contacts say too whether it is for the vendor. `about`: the meeting, or the point."""
    fields = [Field(name="text", label=voice.say("field.point"), kind="long", value=point.text if point else "",
                    hint=voice.say("field.point_hint"))]  # fmt: skip
    if person.is_contact:
        fields.append(Field(name="vendor", label=voice.say("field.point_vendor"), kind="yes", required=False,
                            value="yes" if point and point.vendor else ""))  # fmt: skip
    return Form(name="meeting_point", title=voice.say("form.meeting_point"), fields=tuple(fields),
                submit=voice.say("button.save"), about=about, language=voice.language)  # fmt: skip


def drop_form(voice: Voice, point: MeetingPoint) -> Form:
    """Why it is taken away: its author reads it."""
    field = Field(
        name="why",
        label=voice.say("field.point_why"),
        hint=voice.say("field.point_why_hint", person=voice.name(point.author)),
    )
    return Form(name="point_drop", title=voice.say("form.point_drop"), fields=(field,),
                submit=voice.say("button.point_drop"), about=point.key, language=voice.language)  # fmt: skip


def again(blank: Form, values: Mapping[str, object], problem: str) -> Form:
    """The form once more, with what was written and what is wrong with its text."""
    return replace(blank, values=dict(values), problems={blank.fields[0].name: problem})
