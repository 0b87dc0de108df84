"""Veckans fråga, as it is posted and as central sees the next one; leaves which one to the handler."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.replies.answers import answer_lines
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message, escape
from knowledge.faq.entry import FaqEntry
from knowledge.support.periods import Period

_TOLD = 2
"""Of fewer no count is told."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The next question of the week."""

    entry: FaqEntry | None
    count: int = 0
    """How often it was asked this term."""


def posted(choice: Choice, voice: Voice) -> Message:
    """As everybody reads it."""
    return _of(choice, voice.say("weekly.posted", question=_question(choice)), voice)


def coming(choice: Choice, moment: datetime, voice: Voice) -> Message:
    """As central reads it beforehand, with buttons to change it."""
    if choice.entry is None:
        return words(voice, "command", "weekly.none")
    heading = voice.say("weekly.coming", when=voice.ahead(moment), question=_question(choice))
    said = _of(choice, heading if voice.policy.weekly_question else f"{voice.say('weekly.off')}\n{heading}", voice)
    said = Message(reply="command", text=said.text, language=voice.language, faq=said.faq)
    return with_buttons(said, *((one, voice.say(f"button.{one}")) for one in ("weekly_swap", "weekly_skip")))


def skipped(week: Period, after: datetime, voice: Voice) -> Message:
    """That week has none."""
    said = words(voice, "command", "weekly.skipped", week=int(week.name[-2:]), when=voice.ahead(after))
    return with_buttons(said, ("weekly_back", voice.say("button.weekly_back")))


def _question(choice: Choice) -> str:
    return escape(choice.entry.question) if choice.entry else ""


def _of(choice: Choice, heading: str, voice: Voice) -> Message:
    """The heading with the answer, and how many have asked."""
    lines = [heading]
    if choice.entry is not None:
        lines += answer_lines(choice.entry, voice)[1:]
    if choice.count >= _TOLD:
        lines.append(voice.say("weekly.count", count=choice.count, term=term_words(voice)))
    return Message(reply="digest", text="\n".join(lines), language=voice.language,
                   faq=(choice.entry.id,) if choice.entry else ())  # fmt: skip


def term_words(voice: Voice) -> str:
    """”i höst”, ”i vår”."""
    return voice.say("word.term.autumn" if voice.today.month >= 7 else "word.term.spring")
