"""What a search shows: one answer, a list, or nothing; leaves finding it to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.replies.answers import answer_lines
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Field, Form, Message, escape, plain
from knowledge.faq.entry import FaqEntry

_START = 90
"""How many characters of an answer a row shows."""


def search_form(voice: Voice) -> Form:
    """One field."""
    field = Field(name="text", label=voice.say("field.search"), hint=voice.say("field.search_hint"))
    return Form(name="search", title=voice.say("form.search"), fields=(field,), submit=voice.say("button.search"),
                language=voice.language)  # fmt: skip


def again(form: Form, voice: Voice) -> Form:
    """The form once more: nothing was written."""
    return replace(form, problems={"text": voice.say("form.required", field=voice.say("field.search"))})


def offer(voice: Voice) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    return with_buttons(words(voice, "command", "cmd.search_how"), ("search", voice.say("button.search")))


def one(entry: FaqEntry, voice: Voice) -> Message:
    """The answer itself."""
    lines = answer_lines(entry, voice, english=voice.language == "en")
    return Message(reply="command", text="\n".join(lines), language=voice.language, faq=(entry.id,))


def several(typed: str, entries: Sequence[FaqEntry], voice: Voice) -> Message:
    """Titles with how each answer begins, and a button for each that shows it whole."""
    rows = "\n".join(_row(entry, voice) for entry in entries)
    text = voice.say("cmd.search", count=len(entries), typed=escape(excerpt(typed, 40)), rows=rows)
    buttons = tuple(Button(action=f"show_faq:{entry.id}", label=excerpt(entry.title, 75)) for entry in entries)
    return Message(reply="command", text=text, buttons=buttons, language=voice.language,
                   faq=tuple(entry.id for entry in entries))  # fmt: skip


def _row(entry: FaqEntry, voice: Voice) -> str:
    begins = next(iter(plain(entry.answer).strip().splitlines()), "")
    return voice.say(
        "cmd.search_row", question=escape(excerpt(entry.title, 120)), answer=escape(excerpt(begins, _START))
    )


def nothing(typed: str, voice: Voice, place: str) -> Message:
    """Nothing fits; the question may be asked."""
    said = words(voice, "command", "cmd.search_none", typed=escape(excerpt(typed, 40)), place=place)
    return with_buttons(said, ("ask", voice.say("button.ask")))
