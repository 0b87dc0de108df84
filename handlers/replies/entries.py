"""What the author of an entry hears, and those who had the old one; leaves the forms to `entry_form`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers.replies.answers import shortened
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, escape
from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import ENOUGH
from knowledge.support.question import Question


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


def changed(entry: FaqEntry, had: int, version: int, voice: Voice) -> Message:
    """It is changed; and how many got the old answer, when it says something else now."""
    lines = [voice.say("entry.changed", question=escape(entry.title))]
    if not had:
        return Message(reply="command", text=lines[0], language=voice.language)
    lines.append(voice.say("entry.had.one") if had == 1 else voice.say("entry.had", count=had))
    button = Button(action=f"tell_changed:{version}", label=voice.say("button.tell_changed"), primary=True)
    return Message(reply="command", text="\n".join(lines), buttons=(button,), language=voice.language)


def will_tell(count: int, opens: datetime | None, voice: Voice) -> Message:
    """They are told now, or when the desk opens."""
    key = "entry.told.one" if count == 1 else "entry.told"
    text = voice.say(key, count=count)
    if opens is not None:
        text = f"{text} {voice.say('entry.told_later', open=voice.opening(opens))}"
    return Message(reply="command", text=text, language=voice.language)


def has_changed(question: Question, entry: FaqEntry, voice: Voice, *, alone: bool) -> Message:
    """To somebody who had the old answer; where the old one stands, they are called."""
    text = voice.say("answer.changed", question=escape(entry.title), answer=shortened(entry.answer))
    if entry.local:
        text = f"{text}\n{voice.say('answer.local', organisation=_organisation(voice), local=entry.local)}"
    link = voice.say("answer.changed_where", number=question.number, link=f"desk:{question.key('card')}")
    text = f"{text}\n{link}" if alone else f"{voice.call(question.asker)} {text}"
    return Message(reply="answer", text=text, faq=(entry.id,), about=question.number, language=voice.language,
                   state=question.state.value)  # fmt: skip


def _organisation(voice: Voice) -> str:
    return escape(voice.directory.organisation.name)
