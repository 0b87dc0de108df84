"""Tasks of meetings in words: that one has them, whether they are done, lists of them; leaves when to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.replies.meeting_notes import ROWS, title
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.message import Field, Form, Message, escape
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_task import MeetingTask, TaskState

_LATER = timedelta(days=7)
_BUTTONS = 5


def given(meeting: Meeting, tasks: Sequence[MeetingTask], voice: Voice) -> Message:
    """To whoever has something to do after a meeting."""
    rows = [voice.say("task.row_done" if one.state is TaskState.DONE else "task.row", number=one.number,
                      text=escape(one.text), date=voice.on(one.due)) for one in tasks]  # fmt: skip
    lines = [voice.say("task.given", title=title(meeting, voice)), *rows, voice.say("task.given_then")]
    return Message(reply="reminder", text="\n".join(lines), language=voice.language)


def ask(meeting: Meeting | None, task: MeetingTask, voice: Voice) -> Message:
    """Whether it is done."""
    head = title(meeting, voice) if meeting else voice.say("task.from_meeting")
    lines = [voice.say("task.action", title=head, action=escape(task.text), last_day=voice.on(task.due))]
    if task.former:
        lines.append(voice.say("task.handed", contact=voice.name(task.former)))
    said = Message(reply="reminder", text="\n".join(lines), language=voice.language)
    pairs = [(f"{one}:{task.number}", voice.say(f"button.{one}")) for one in ("done", "later")]
    return with_buttons(said, *pairs)


def done(task: MeetingTask, voice: Voice) -> Message:
    """It is done: to the one who pressed, and where it was asked."""
    return words(voice, "reminder", "task.done", text=escape(task.text))


def later(task: MeetingTask, before: date | None, voice: Voice) -> Message:
    """It is asked again then; `before`: the closed day that was wanted."""
    said = words(voice, "reminder", "task.later", text=escape(task.text), date=voice.on(task.due))
    if before is None:
        return said
    return replace(said, text=f"{said.text} {voice.say('task.closed', before=voice.on(before))}")


def later_form(task: MeetingTask, voice: Voice) -> Form:
    """Until when; a week more, where nothing is chosen."""
    day = max(task.due, voice.today) + _LATER
    field = Field(name="due", label=voice.say("field.task_due"), kind="date", value=day.isoformat(), required=False)
    return Form(name="task_later", title=voice.say("form.task_later"), fields=(field,), submit=voice.say("button.save"),
                about=task.key, language=voice.language)  # fmt: skip


def listed(own: Sequence[MeetingTask], others: Sequence[MeetingTask], voice: Voice) -> Message:
    """What one has to do; for central contacts also what others have."""
    lines: list[str] = []
    if own:
        rows = [voice.say("task.row", number=one.number, text=escape(one.text), date=voice.on(one.due)) for one in own]
        lines += [voice.say("task.own", count=len(own)), *_some(rows, voice)]
    if others:
        rows = [voice.say("task.row_of", number=one.number, text=escape(one.text), date=voice.on(one.due),
                          contact=voice.name(one.owner)) for one in others]  # fmt: skip
        lines += [voice.say("task.others", count=len(others)), *_some(rows, voice)]
    said = Message(reply="command", text="\n".join(lines) or voice.say("task.none"), language=voice.language)
    shown = [*own[:ROWS], *others[:ROWS]][:_BUTTONS]
    return with_buttons(
        said, *((f"done:{one.number}", voice.say("button.done_number", number=one.number)) for one in shown)
    )


def _some(rows: Sequence[str], voice: Voice) -> list[str]:
    more = len(rows) - ROWS
    return [*rows[:ROWS], voice.say("cmd.more", more=more)] if more > 0 else list(rows)
