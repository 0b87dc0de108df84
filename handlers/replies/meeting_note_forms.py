"""The form in which notes of a meeting are written, and how it is read; leaves what is understood to `meeting_draft`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.replies.voice import Voice
from knowledge.conversation.clean import clean, excerpt
from knowledge.conversation.message import Field, Form
from knowledge.support.meeting import Meeting
from knowledge.support.meeting_notes import TEXT, MeetingNotes, Part, in_fields

MOST_POINTS = 12
"""So many points of the agenda have a field of their own."""
_POINT = "point_"

Points = Sequence[tuple[str, str]]
"""(field, text) of each point of the agenda that has a field."""


def point_field(number: int | str) -> str:
    """The field of somebody's own point, or of a section of the agenda."""
    return f"{_POINT}{number}"


def form(meeting: Meeting, notes: MeetingNotes, points: Points, coming: int, voice: Voice) -> Form:
    """How many came, a field for each point, and a large text, with what has been written."""
    newest = notes.newest
    written = {part.field: part for part in newest.parts} if newest else {}
    titled = dict(points) | {part.field: part.title for part in written.values() if part.field.startswith(_POINT)}
    came = newest.came if newest else coming
    fields = [
        Field(name="came", label=voice.say("field.notes_came"), required=False, value="" if came is None else str(came))
    ]
    for name, text in list(titled.items())[:MOST_POINTS]:
        value = written[name].text if name in written else ""
        fields.append(Field(name=name, label=voice.say("field.notes_point", text=excerpt(text)), kind="long",
                            required=False, value=value))  # fmt: skip
    pieces = in_fields(written[TEXT].text) if TEXT in written else [""]
    pieces += [""] if pieces[-1] or len(pieces) == 1 else []
    for at, piece in enumerate(pieces):
        label = voice.say("field.notes_text" if at == 0 else "field.notes_more")
        hint = voice.say("field.notes_text_hint") if at == 0 else ""
        name = TEXT if at == 0 else f"{TEXT}_{at + 1}"
        fields.append(Field(name=name, label=label, kind="long", required=False, value=piece, hint=hint))
    return Form(name="meeting_notes", title=voice.say("form.meeting_notes"), fields=tuple(fields),
                submit=voice.say("button.notes_look"), about=f"{meeting.key}/{notes.version}",
                language=voice.language)  # fmt: skip


def read(values: Mapping[str, Any], points: Points, before: Sequence[Part]) -> tuple[Part, ...]:
    """What was filled in; the pieces of the large text are one, and a field that was not shown stays as it was."""
    titles = dict(points) | {part.field: part.title for part in before}
    large = sorted((name for name in values if name == TEXT or name.startswith(f"{TEXT}_")), key=_piece)
    text = clean("\n".join(str(values[name] or "").strip("\n") for name in large if values[name]), 100_000)
    parts = [
        Part(field=name, title=titles.get(name, ""), text=clean(str(values[name] or ""), 100_000))
        for name in values
        if name.startswith(_POINT)
    ]
    parts += [one for one in before if one.field.startswith(_POINT) and one.field not in values]
    kept = large or not any(one.field == TEXT for one in before)
    parts += [Part(text=text)] if kept else [one for one in before if one.field == TEXT]
    return tuple(one for one in parts if one.text.strip())


def _piece(name: str) -> int:
    digits = name.removeprefix(f"{TEXT}_")
    return int(digits) if digits.isdecimal() and len(digits) < 4 else 1


def again(blank: Form, values: Mapping[str, Any], problems: Mapping[str, str]) -> Form:
    """The form once more, with what was written and what is wrong; what hangs on a field that is not there stands at the large text."""
    names = {one.name for one in blank.fields}
    told: dict[str, list[str]] = {}
    for name, words in problems.items():
        told.setdefault(name if name in names else TEXT, []).append(words)
    fields = list(blank.fields)
    extra = [name for name in values if name.startswith(f"{TEXT}_") and name not in names]
    fields += [replace(fields[-1], name=name, value="") for name in extra]
    return replace(
        blank,
        fields=tuple(fields),
        values=dict(values),
        problems={name: "\n".join(all_) for name, all_ in told.items()},
    )
