"""The vendor's invitation to a check-in: its text, its form, and what is said about it; leaves what stands on the agenda to knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from handlers.replies.agenda import moment_of
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation import times
from knowledge.conversation.clean import excerpt
from knowledge.conversation.exposed import Names, without
from knowledge.conversation.message import Field, Form, Message, escape
from knowledge.support.agenda import Agenda, Section
from knowledge.support.meeting import Meeting

LONGEST = 3000
"""Characters; no platform's field takes more."""
_ROOM = 2200
"""Of these, what the agenda may take."""
_LINE = 160
_LINK = re.compile(r"\(?(?:https?://|www\.)\S+")
_PREFIXED = {Section.WISHES: "agenda.vendor_wish"}


def text(agenda: Agenda, meeting: Meeting, voice: Voice, *, names: Names, contact: str, last: date) -> str:
    """The text as plain words, ready to be edited. `last`: until when the vendor is asked to answer `contact`."""
    return voice.say(
        "agenda.vendor_text", organisation=voice.directory.organisation.name, when=moment_of(meeting.begins_at, voice),
        end=times.clock(meeting.ends_at, voice.working.zone), place=f", {meeting.where}" if meeting.where else "",
        agenda=_rows(agenda, voice, names), contact=contact, last_day=voice.on(last),
    )  # fmt: skip


def _rows(agenda: Agenda, voice: Voice, names: Names) -> str:
    """What our schools ask, each once, as much as there is room for."""
    rows: list[str] = []
    size = 0
    # What several have asked stands under its own heading too: then it is told once, with how many.
    lines = list(dict(_lines(agenda, voice, names)).values())
    for line in lines:
        if size + len(line) > _ROOM:
            return "\n".join([*rows, f"- {voice.say('cmd.more', more=len(lines) - len(rows))}"])
        rows.append(f"- {line}")
        size += len(line)
    return "\n".join(rows) or f"- {voice.say('agenda.vendor_none')}"


def _lines(agenda: Agenda, voice: Voice, names: Names) -> Iterator[tuple[str, str]]:
    """What was asked, and how it is told."""
    for part in agenda.parts:
        for line in part.lines:
            told = excerpt(without(_LINK.sub("", line.text), names, voice.say("vendor.colleague")), _LINE)
            if told and part.section in _PREFIXED:
                yield told, voice.say(_PREFIXED[part.section], text=told)
            elif told and line.count > 1:
                yield told, voice.say("agenda.vendor_often", text=told, count=line.count)
            elif told:
                yield told, told


def form(voice: Voice, meeting: Meeting, text: str) -> Form:
    """The text, to be edited."""
    field = Field(name="text", label=voice.say("field.vendor_invite"), kind="long", value=text,
                  hint=voice.say("field.vendor_invite_hint"))  # fmt: skip
    return Form(name="vendor_invite", title=voice.say("form.vendor_invite"), fields=(field,),
                submit=voice.say("button.vendor_invite_done"), about=meeting.key, language=voice.language)  # fmt: skip


def offer(voice: Voice, meeting: Meeting) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    said = words(voice, "meeting", "agenda.vendor_offer", when=moment_of(meeting.begins_at, voice))
    return with_buttons(said, (f"vendor_invite:{meeting.number}", voice.say("button.vendor_invite")))


def to_copy(voice: Voice, text: str) -> Message:
    """The text as it was sent, in one's own conversation."""
    return Message(reply="meeting", text=escape(text), language=voice.language)


def noted(voice: Voice, by: str, at: str) -> str:
    """That the vendor is invited."""
    return voice.say("agenda.vendor_noted", person=voice.name(by), date=voice.on(datetime.fromisoformat(at)))
