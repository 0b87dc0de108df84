"""Meetings to whoever leads them: the draft, the card with names, the list, who should lead; leaves what the invited read to `meetings`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.replies.commands import ROWS
from handlers.replies.meetings import SAID, body, calendar_address, counts, inline, name, said, when
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message
from knowledge.support.meeting import Answer, Meeting, Reply
from knowledge.support.meeting_series import Next

_NAMES = 30
"""So many names are written out of those who have answered alike."""
_AHEAD = 3


def draft(
    meeting: Meeting, people: int, unreachable: int, warnings: Sequence[str], ahead: Sequence[Next], voice: Voice,
    *, places: str = "",
) -> Message:  # fmt: skip
    """How it will look, before anybody is invited; `places`: the channels in which a workshop for teachers will stand."""
    lines = [
        voice.say("workshop.draft", places=places) if places else voice.say("meeting.draft", count=people),
        f"**{name(meeting, voice)}, {when(meeting, voice)}**",
        *body(meeting, (), voice),
    ]
    if ahead:
        lines.append(coming(ahead, voice))
    if unreachable:
        lines.append(voice.say("meeting.unreachable", count=unreachable))
    lines += [f"⚠️ {one}" for one in warnings]
    number, send = meeting.number, "button.workshop_send" if places else "button.meeting_send"
    return with_buttons(
        _message("\n".join(lines), voice), (f"meeting_send:{number}", voice.say(send, count=people)),
        (f"meeting_edit:{number}", voice.say("button.meeting_edit")),
        (f"meeting_drop:{number}", voice.say("button.meeting_drop")),
    )  # fmt: skip


def yours(meeting: Meeting, voice: Voice) -> Message:
    """To whoever leads it from now on."""
    return _message(voice.say("meeting.yours", meeting=inline(meeting, voice), when=when(meeting, voice)), voice)


def coming(ahead: Sequence[Next], voice: Voice) -> str:
    """The times after it, and the days that are left out."""
    lines = voice.say("meeting.coming", days=voice.listed([voice.on(one.day) for one in ahead[:_AHEAD]]))
    left_out: list[date] = [day for one in ahead[:_AHEAD] for day in one.left_out]
    if left_out:
        lines += f" {voice.say('meeting.left_out', days=voice.listed([voice.on(day) for day in left_out]))}"
    return lines


def led(meeting: Meeting, replies: Sequence[Reply], ahead: Sequence[Next], voice: Voice) -> Message:
    """The whole of it with names, and what can be done about it."""
    lines = [f"**{name(meeting, voice)}, {when(meeting, voice)}**", *body(meeting, replies, voice)]
    if ahead:
        lines.append(coming(ahead, voice))
    lines.append(voice.say("meeting.led_by", owner=voice.name(meeting.owner)))
    lines += [_names(answer, replies, voice) for answer in SAID if any(one.answer is answer for one in replies)]
    message = _message("\n".join(lines), voice)
    if not meeting.is_planned:
        return message
    acts = ("meeting_edit", "meeting_cancel", "meeting_owner")
    return with_buttons(message, *((f"{act}:{meeting.number}", voice.say(f"button.{act}")) for act in acts))


def _names(answer: Answer, replies: Sequence[Reply], voice: Voice) -> str:
    theirs = [one.person for one in replies if one.answer is answer]
    shown = [voice.name(one) for one in theirs[:_NAMES]]
    more = len(theirs) - _NAMES
    if more > 0:
        shown.append(voice.say("meeting.more_people", count=more))
    return voice.say(f"meeting.names.{answer}", count=len(theirs), names=voice.listed(shown))


def listed(
    rows: Sequence[tuple[Meeting, Sequence[Reply]]], reader: str, feed: str, voice: Voice, *, leads: bool
) -> Message:
    """What is to come; `leads`: whether the reader may call meetings. `feed`: the token of the calendar of all of them."""
    lines = [voice.say("meeting.list" if rows else "meeting.list_none")]
    for meeting, replies in rows[:ROWS]:
        mine = next((one for one in replies if one.person == reader), None)
        told = (
            counts(replies, voice)
            if leads
            else said(mine, replies, voice)
            if mine and mine.answer is not Answer.ASKED
            else ""
        )
        row = voice.say("meeting.row", number=meeting.number, meeting=name(meeting, voice), when=when(meeting, voice))
        lines.append(f"{row} {told}".strip())
    if len(rows) > ROWS:
        lines.append(voice.say("cmd.more", more=len(rows) - ROWS))
    if rows and (address := calendar_address(voice, feed)):
        lines.append(f"[{voice.say('meeting.feed')}]({address})")
    shown = [
        (f"meeting_show:{one.number}", voice.say("button.meeting_show", number=one.number)) for one, _ in rows[:ROWS]
    ]
    new = [("meeting_new", voice.say("button.meeting_new"))] if leads else []
    return with_buttons(Message(reply="command", text="\n".join(lines), language=voice.language), *shown, *new)


def offer(voice: Voice) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    said_so = Message(reply="command", text=voice.say("meeting.offer"), language=voice.language)
    return with_buttons(said_so, ("meeting_new", voice.say("button.meeting_new")))


def nobody_leads(meeting: Meeting, voice: Voice) -> Message:
    """To central: whoever led it is not a central contact any more."""
    text = voice.say("meeting.no_owner", meeting=inline(meeting, voice), when=when(meeting, voice))
    said_so = Message(reply="alarm", text=text, language=voice.language)
    return with_buttons(said_so, (f"meeting_lead:{meeting.number}", voice.say("button.meeting_lead")))


def somebody_leads(meeting: Meeting, voice: Voice) -> Message:
    """In place of it, when somebody has taken it over."""
    text = voice.say(
        "meeting.new_owner", meeting=inline(meeting, voice), when=when(meeting, voice), owner=voice.name(meeting.owner)
    )
    return Message(reply="alarm", text=text, language=voice.language)


def _message(text: str, voice: Voice) -> Message:
    return Message(reply="meeting", text=text, language=voice.language)
