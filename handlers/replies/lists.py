"""Lists that arrive by themselves: what waits with central; leaves when they come to the handlers."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies.commands import ROWS
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.support.question import Question


def central_list(
    questions: Sequence[Question], everywhere: int, with_vendor: int, voice: Voice, new_wordings: int = 0
) -> Message:
    """What waits with central; `everywhere` = how many wait in all, schools included. Without questions, the rest alone."""
    lines = _waiting(questions, everywhere, with_vendor, voice) if questions else []
    if new_wordings:
        lines.append(voice.say("list.wordings", count=new_wordings))
    return Message(reply="digest", text="\n".join(lines), language=voice.language)


def _waiting(questions: Sequence[Question], everywhere: int, with_vendor: int, voice: Voice) -> list[str]:
    oldest = min(questions, key=lambda one: one.asked_at)
    rows = [_row(one, voice) for one in questions[:ROWS]]
    if len(questions) > ROWS:
        rows.append(voice.say("cmd.more", more=len(questions) - ROWS))
    lines = [voice.say("list.central", date=voice.on(voice.now), count=len(questions), rows="\n".join(rows),
                       oldest=oldest.number, since=voice.on(oldest.asked_at), link=f"desk:{oldest.key('card')}")]  # fmt: skip
    if everywhere > len(questions):
        lines.append(voice.say("list.at_schools", count=everywhere - len(questions)))
    if with_vendor:
        lines.append(voice.say("list.at_vendor", count=with_vendor))
    return lines


def _row(question: Question, voice: Voice) -> str:
    quote = escape(excerpt(question.text)) if question.text else "…"
    return voice.say("list.row", number=question.number, link=f"desk:{question.key('card')}", excerpt=quote,
                     asker=voice.name(question.asker), contact=voice.names(question.holders))  # fmt: skip
