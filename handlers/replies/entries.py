"""The form for a new entry, and what its author hears afterwards; leaves storing it to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Field, Form, Message, escape
from knowledge.faq.draft import AREAS
from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import ENOUGH
from knowledge.support.question import Question


def entry_form(voice: Voice, values: Mapping[str, str] | None = None, about: str = "") -> Form:
    """The form for an entry; `values`: what stands in it already, `about`: the question or proposal that it comes from."""
    return Form(name="faq_entry", title=voice.say("form.faq_entry"), fields=filled_with(values or {}, *text_fields(voice)),
                submit=voice.say("button.save"), about=about, language=voice.language)  # fmt: skip


def text_fields(voice: Voice) -> tuple[Field, ...]:
    """Question, three ways that people would say it, answer, category, area."""
    areas = tuple((area, voice.say(f"area.{area}")) for area in AREAS)
    return (
        Field(name="question", label=voice.say("field.entry_question")),
        Field(name="ways", label=voice.say("field.entry_ways"), kind="long", required=False,
              hint=voice.say("field.entry_ways_hint")),
        Field(name="answer", label=voice.say("field.entry_answer"), kind="long"),
        Field(name="category", label=voice.say("field.category"), required=False),
        Field(name="area", label=voice.say("field.area"), kind="choice", required=False, choices=areas),
    )  # fmt: skip


def filled_with(values: Mapping[str, str], *fields: Field) -> tuple[Field, ...]:
    """The fields with what stands in them already."""
    return tuple(replace(field, value=values.get(field.name, "")) for field in fields)


def saved(entry: FaqEntry, heard: Sequence[Question], voice: Voice) -> Message:
    """It is there; a kind reminder when few ways of asking are, and the words of those who have asked."""
    lines = [voice.say("entry.saved", question=escape(entry.title))]
    if len(entry.alternatives) < ENOUGH:
        lines.append(voice.say("entry.few", count=len(entry.alternatives)))
    if heard:
        lines.append(voice.say("entry.heard"))
        lines += [voice.say("entry.heard_row", number=one.number, text=escape(excerpt(one.text, 200))) for one in heard]
    buttons = tuple(
        Button(action=f"wording_add:{one.number}:{entry.id}", label=voice.say("button.wording_add", number=one.number))
        for one in heard
    )
    return Message(reply="command", text="\n".join(lines), buttons=buttons, language=voice.language)


def offer(voice: Voice) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    button = Button(action="faq_new", label=voice.say("button.faq_new"), primary=True)
    return Message(reply="command", text=voice.say("cmd.faq_new"), buttons=(button,), language=voice.language)
