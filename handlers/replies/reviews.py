"""Answers that are due for a look, in words; leaves which are due, and whom to ask, to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.faq.entry import FaqEntry

_ACTED_ON = 3
"""How many of a list have buttons; a message has room for a few."""


def one(entry: FaqEntry, written: datetime | None, voice: Voice, *, own: bool) -> Message:
    """To its owner, who is asked whether it still holds."""
    when = voice.on(written or entry.review_by or voice.today)
    said = Message(reply="reminder", text=voice.say("faq.review" if own else "faq.review_other", question=escape(entry.title), date=when),
                   faq=(entry.id,), language=voice.language)  # fmt: skip
    return with_buttons(said, *_buttons(entry, voice))


def _buttons(entry: FaqEntry, voice: Voice, number: str = "") -> list[tuple[str, str]]:
    names = ("review_ok", "faq_edit", "faq_retire")
    return [(f"{name}:{entry.id}", f"{voice.say(f'button.{name}')}{number}") for name in names]


def many(count: int, voice: Voice) -> Message:
    """To somebody who owns many that are due."""
    return Message(reply="reminder", text=voice.say("faq.review_many", count=count), language=voice.language)


def listed(found: Sequence[FaqEntry], voice: Voice, *, central: bool) -> Message:
    """`faq gamla`, longest ago first."""
    if not found:
        return Message(reply="command", text=voice.say("faq.none_stale"), language=voice.language)
    lines = [voice.say("faq.stale", count=len(found))]
    for number, entry in enumerate(found[:ROWS], 1):
        owner = voice.name(entry.owner) if entry.owner else voice.say("word.nobody")
        lines.append(voice.say("faq.stale_row", number=number, question=escape(excerpt(entry.title, 120)),
                               date=voice.on(entry.review_by or voice.today), owner=owner))  # fmt: skip
    if len(found) > ROWS:
        lines.append(voice.say("cmd.more", more=len(found) - ROWS))
    buttons = [
        button for number, entry in enumerate(found[:_ACTED_ON], 1) for button in _buttons(entry, voice, f" {number}")
    ]
    shown = buttons if central else [button for button in buttons if not button[0].startswith("faq_retire")]
    return with_buttons(Message(reply="command", text="\n".join(lines), language=voice.language), *shown)


def looked_at(entry: FaqEntry, day: date, voice: Voice) -> Message:
    """Thanks; when it is asked again."""
    text = voice.say("faq.reviewed", question=escape(entry.title), date=voice.on(day))
    return Message(reply="reminder", text=text, language=voice.language)
