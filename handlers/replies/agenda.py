"""An agenda in words: as a message, cut to what a chat has room for, and whole as Markdown; leaves gathering it to the handlers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation import times
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import DESK_LINK, Message, escape, plain
from knowledge.support.agenda import Agenda, Line, Part, Section
from knowledge.support.meeting import Meeting, MeetingState

SHOWN = (5, 3, 1)
"""So many rows of a section are shown: fewer where all of it would be too long."""
_ROOM = 9000
"""Characters of a message with its links, so that every platform shows it whole."""
_LINK_IS = 100
"""So long a link to one of our messages may become."""
_QUOTED, _WHOLE = 80, 300
_MOST_DROPPED = 5
"""So many points have a button each."""
_MARKUP = re.compile(r"([\\`*_\[\]<>#])")


def posted(agenda: Agenda, meeting: Meeting, voice: Voice) -> Message:
    """As it stands where all who are invited see it; of a cancelled meeting it says so."""
    if meeting.state is MeetingState.CANCELLED:
        text = voice.say("agenda.cancelled", date=day_of(meeting.begins_at, voice))
        return Message(reply="meeting", text=text, language=voice.language)
    said = Message(reply="meeting", text=_text(agenda, meeting, voice), language=voice.language)
    return with_buttons(said, (f"add_point:{meeting.number}", voice.say("button.add_point")),
                        (f"agenda_text:{meeting.number}", voice.say("button.agenda_text")))  # fmt: skip


def shown(agenda: Agenda, meeting: Meeting | None, voice: Voice, *, central: bool, invited: str = "") -> Message:
    """To a contact who asks for it; central contacts can take points away and invite the vendor.

    `invited`: when and by whom an invitation to the vendor was written, in words.
    """
    text = "\n".join(filter(None, (_text(agenda, meeting, voice), invited)))
    number = f":{meeting.number}" if meeting else ""
    pairs = [(f"add_point{number}", voice.say("button.add_point"))]
    if agenda.parts:
        pairs.append((f"agenda_text{number}", voice.say("button.agenda_text")))
    if central and meeting:
        pairs.append((f"vendor_invite{number}", voice.say("button.vendor_invite")))
    if central:
        pairs += [(f"point_drop:{one.number}", voice.say("button.point_drop_number", number=one.number))
                  for one in agenda.part(Section.POINTS)[:_MOST_DROPPED]]  # fmt: skip
    return with_buttons(Message(reply="meeting", text=text, language=voice.language), *pairs)


def _text(agenda: Agenda, meeting: Meeting | None, voice: Voice) -> str:
    """With as many rows as there is room for."""
    head = _head(agenda, meeting, voice)
    for most in SHOWN:
        text = "\n".join([*head, *_rows(agenda, voice, most)])
        if len(text) + _LINK_IS * text.count(f"]({DESK_LINK}") <= _ROOM:
            break
    return text


def _head(agenda: Agenda, meeting: Meeting | None, voice: Voice) -> list[str]:
    since = voice.on(agenda.since)
    if meeting is None:
        lines = [voice.say("agenda.preview", date=since)]
    else:
        where = f", {escape(meeting.where)}" if meeting.where else ""
        lines = [voice.say("agenda.head", when=moment_of(meeting.begins_at, voice), where=where)]
        if meeting.note:
            lines.append(escape(meeting.note))
    return lines if agenda.parts else [*lines, voice.say("agenda.empty", date=since)]


def _rows(agenda: Agenda, voice: Voice, most: int) -> Iterator[str]:
    for number, part in enumerate(agenda.parts, 1):
        yield f"**{number}. {title(part, voice)}**"
        yield from (_row(part.section, line, voice, _QUOTED) for line in part.shown(most))
        if part.more(most):
            yield f"- {voice.say('cmd.more', more=part.more(most))}"


def title(part: Part, voice: Voice) -> str:
    """What a section is called, with how much is in it."""
    return f"{voice.say(f'agenda.section.{part.section}')} ({len(part.lines)})"


def _row(section: Section, line: Line, voice: Voice, longest: int) -> str:
    """One row; each section's phrase takes what it needs."""
    key = f"agenda.row.{section}"
    if section is Section.WISHES and line.count > 1:
        key = "agenda.row.wishes_alike"
    if section is Section.POINTS and line.key:
        key = "agenda.row.points_linked" if line.text else "agenda.row.points_hidden"
    return voice.say(
        key, number=line.number, link=f"{DESK_LINK}{line.key}", text=escape(excerpt(line.text, longest)),
        count=line.count, of=line.of, date=voice.on(line.at) if line.at else "", school=voice.school(line.school),
        where=f", {voice.school(line.school)}" if line.school else "", person=voice.name(line.who),
        place=voice.place(line.place), time=voice.worked(line.took.total_seconds() / 60) if line.took else "",
    )  # fmt: skip


def markdown(agenda: Agenda, meeting: Meeting | None, voice: Voice) -> list[str]:
    """All of it, for a document: the head and each section, one piece each."""
    if meeting is None:
        head = f"# {_plain(voice.say('agenda.preview', date=voice.on(agenda.since)))}"
    else:
        when = voice.say("agenda.head", when=moment_of(meeting.begins_at, voice), where="")
        head = "\n\n".join(filter(None, (f"# {_plain(when)}", _marked(meeting.where), _marked(meeting.note))))
    pieces = [head]
    for number, part in enumerate(agenda.parts, 1):
        lines = (replace(line, key="") if line.text else line for line in part.lines)  # a link says nothing on paper
        rows = (f"- {_plain(_row(part.section, line, voice, _WHOLE))[2:]}" for line in lines)
        pieces.append("\n".join([f"## {number}. {title(part, voice)}", "", *rows]))
    return pieces if agenda.parts else [*pieces, _plain(voice.say("agenda.empty", date=voice.on(agenda.since)))]


def _plain(text: str) -> str:
    """Without our own markup and links, and with what is Markdown's own made harmless."""
    return _marked(plain(text))


def _marked(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def moment_of(moment: datetime, voice: Voice) -> str:
    """A day and a time in a text that stays: ”torsdag 10 december 14:30”."""
    return f"{day_of(moment, voice)} {times.clock(moment, voice.working.zone)}"


def day_of(moment: datetime, voice: Voice) -> str:
    """”torsdag 10 december”."""
    here = moment.astimezone(voice.working.zone).date()
    return times.day(here, voice.now, voice.working.zone, voice.language, weekday=True)
