"""The notes of a meeting in words: what is posted, and what their author sees before that; leaves the form to `meeting_note_forms`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.conversation.notes_words import Kind, Line, says_its_kind
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_draft import Ask, Fault, Judged
from knowledge.support.meeting_task import LONGEST, MeetingTask, TaskState

MOST_TEXT = 5000
"""Characters of one message of notes, so that every platform shows it whole."""
ROWS = 10
_BELOW = frozenset({Kind.TASK, Kind.VENDOR})
"""What stands below, each kind by itself."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that a message of notes says."""

    meeting: Meeting
    lines: tuple[tuple[str, tuple[Line, ...]], ...]
    """The title of the point (empty: of the whole meeting), and what was written about it."""
    vendor: tuple[str, ...] = ()
    came: int | None = None
    invited: int = 0


def title(meeting: Meeting, voice: Voice) -> str:
    """”Från avstämningen 3 december”."""
    if meeting.is_workshop:
        return voice.say("notes.title_workshop", topic=escape(meeting.title), date=voice.on(meeting.begins_at))
    return voice.say("notes.title", date=voice.on(meeting.begins_at))


def parts(told: Told, tasks: Sequence[MeetingTask], voice: Voice) -> list[Message]:
    """What is posted, in as many messages as it needs."""
    rows = [task_row(one, voice) for one in tasks if one.state is not TaskState.DROPPED]
    return [Message(reply="meeting", text=text, language=voice.language) for text in _cut(_texts(told, rows, voice))]


def _texts(told: Told, tasks: Sequence[str], voice: Voice) -> list[str]:
    lines = [f"**{title(told.meeting, voice)}**"]
    if told.came is not None:
        key = "notes.came_of" if told.invited >= told.came > 0 else "notes.came"
        lines.append(voice.say(key, count=told.came, invited=told.invited))
    for point, written in told.lines:
        lines += [f"**{escape(point)}**"] if point else []
        lines += _of_part(written, voice)
    if tasks:
        lines += [voice.say("notes.tasks"), *tasks]
    if told.vendor:
        lines += [voice.say("notes.vendor"), *(f"- {escape(one)}" for one in told.vendor)]
    return lines


def _of_part(written: Sequence[Line], voice: Voice) -> list[str]:
    """The lines in their order; tasks and what is for the vendor stand below, and a heading goes that has nothing left to say."""
    found = []
    for at, line in enumerate(written):
        if line.kind is Kind.HEADING:
            found += [] if _says_nothing(line, written[at + 1 :]) else [f"**{escape(line.text.rstrip(':'))}**"]
        elif line.kind is Kind.DECISION:
            found.append(voice.say("notes.decision", text=escape(line.text)))
        elif line.kind is Kind.NOTE:
            found.append(f"{'- ' if line.bullet else ''}{escape(line.text)}")
    return found


def _says_nothing(heading: Line, after: Sequence[Line]) -> bool:
    """Whether all that stood under it stands below, or each line says itself what it is."""
    under = list(takewhile(lambda one: one.kind is not Kind.HEADING, after))
    if not under:
        return False
    return (says_its_kind(heading) and any(one.kind is not Kind.NOTE for one in under)) or all(
        one.kind in _BELOW for one in under
    )


def _cut(lines: Sequence[str]) -> list[str]:
    """Lines put together while they fit; the first part has the title."""
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(line) < MOST_TEXT:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def task_row(task: MeetingTask, voice: Voice) -> str:
    """One task on the notes: whose it is and until when, or that it is done."""
    key = "notes.task_done" if task.state is TaskState.DONE else "notes.task"
    return voice.say(key, text=escape(task.text), contact=voice.name(task.owner), date=voice.on(task.due))


def prompt(meeting: Meeting, voice: Voice) -> Message:
    """To whoever leads it, when its end is past."""
    what = voice.say("notes.workshop" if meeting.is_workshop else "notes.checkin")
    said = words(voice, "reminder", "notes.over", what=what, date=voice.on(meeting.begins_at))
    return with_buttons(said, (f"notes_write:{meeting.number}", voice.say("button.notes_write")))


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What its author must know beside the notes themselves."""

    told: Told
    judged: Judged
    version: int
    gone: tuple[MeetingTask, ...] = ()
    """Tasks that the notes have no more."""
    stays: tuple[str, ...] = ()
    """What stands on the vendor list, though the notes have it no more."""
    waits: tuple[str, ...] = ()
    """Points of the agenda that nobody has written about: they wait for the next meeting."""
    exposed: tuple[str, ...] = ()
    """Places in what is for the vendor that point somebody out."""
    place: str = ""
    """Where it will stand; empty = with each who was invited."""
    masked: str = ""
    """What was taken out of it, in words."""
    again: bool = False
    """Whether notes of this meeting stand already."""


def preview(shown: Preview, voice: Voice) -> Message:
    """What was understood, what is asked, and what happens then; only its author sees it."""
    judged, number = shown.judged, shown.told.meeting.number
    rows = [voice.say("notes.task", text=escape(one.text), contact=voice.name(one.owner), date=voice.on(one.due))
            for one in judged.tasks]  # fmt: skip
    lines = [voice.say("notes.preview"), *_short(_texts(shown.told, rows, voice), voice), "", *_remarks(shown, voice)]
    problems = [
        *(fault(one, voice) for one in judged.faults),
        *(voice.say("notes.exposed", place=escape(one)) for one in shown.exposed),
    ]
    change = (f"notes_write:{number}", voice.say("button.notes_change"))
    drop = (f"notes_drop:{number}:{shown.version}", voice.say("button.notes_drop"))
    said = Message(reply="meeting", text="", language=voice.language)
    if problems:
        return with_buttons(replace(said, text=_joined([*lines, *problems])), change, drop)
    if judged.asks:
        first = judged.asks[0]
        pairs = [
            (f"notes_who:{number}:{shown.version}:{at}", person_label(one, voice))
            for at, one in enumerate(first.candidates)
        ]
        asked = [_ask(one, voice) for one in judged.asks[:ROWS]]
        return with_buttons(replace(said, text=_joined([*lines, *asked])), *pairs, change, drop)
    lines.append(_where(shown, voice))
    return with_buttons(replace(said, text=_joined(lines)), (f"notes_post:{number}:{shown.version}", voice.say("button.notes_post")),
                        change, drop)  # fmt: skip


def _short(lines: Sequence[str], voice: Voice) -> list[str]:
    """The notes on a preview: what is beyond one message is told to be there."""
    first, *more = _cut(lines)
    return [first, voice.say("notes.more", count=len(more))] if more else [first]


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip()


def _remarks(shown: Preview, voice: Voice) -> list[str]:
    found = [shown.masked] if shown.masked else []
    found += [voice.say("notes.closed", text=escape(one.text), before=_day(one.noted, voice), date=voice.on(one.due))
              for one in shown.judged.moved]  # fmt: skip
    found += [voice.say("notes.undated", text=escape(one.text), date=voice.on(one.due)) for one in shown.judged.undated]
    found += [voice.say("notes.gone", text=escape(one.text), contact=voice.name(one.owner)) for one in shown.gone]
    found += [voice.say("notes.stays", text=escape(one)) for one in shown.stays]
    if shown.waits:
        found.append(
            voice.say(
                "notes.waits",
                points=voice.listed([voice.say("point.quoted", text=escape(excerpt(one, 60))) for one in shown.waits]),
            )
        )
    return found


def _day(day: date | None, voice: Voice) -> str:
    return voice.on(day) if day else ""


def fault(one: Fault, voice: Voice) -> str:
    """What must be changed, in words."""
    return voice.say(f"notes.fault.{one.kind}", text=escape(excerpt(one.text)), date=_day(one.day, voice), most=LONGEST)


def _ask(ask: Ask, voice: Voice) -> str:
    key = "notes.ask_nobody" if not ask.who else "notes.ask_which" if ask.is_known else "notes.ask_unknown"
    return voice.say(key, typed=escape(ask.who), text=escape(excerpt(ask.text)))


def person_label(person: str, voice: Voice) -> str:
    """A name, with the school where there is one, on a button."""
    known = voice.directory.person(person)
    schools = [one.name for one in voice.directory.schools if known and one.id in known.schools][:1]
    return ", ".join([known.name if known else person, *schools])


def _where(shown: Preview, voice: Voice) -> str:
    if shown.again:
        return voice.say("notes.to_again")
    if shown.place:
        return voice.say("notes.to_place", place=shown.place)
    return voice.say("notes.to_people", count=shown.told.invited)


def sent(meeting: Meeting, link: str, voice: Voice) -> Message:
    """The preview, when it has been posted."""
    key = "notes.sent" if link else "notes.sent_each"
    said = words(voice, "meeting", key, title=title(meeting, voice), link=link)
    return with_buttons(said, (f"notes_write:{meeting.number}", voice.say("button.notes_change")))


def choose(meetings: Sequence[Meeting], written: set[int], voice: Voice) -> Message:
    """The last meetings, to write about one of them."""
    if not meetings:
        return words(voice, "command", "notes.none")
    rows = [voice.say("notes.row_written" if one.number in written else "notes.row", number=one.number,
                      title=title(one, voice)) for one in meetings]  # fmt: skip
    said = Message(reply="command", text="\n".join((voice.say("notes.choose"), *rows)), language=voice.language)
    pairs = [(f"notes_write:{one.number}", voice.say("button.notes_number", number=one.number)) for one in meetings]
    return with_buttons(said, *pairs)
