"""What the bot would have done where it only watches, and what people answered; leaves judging both to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, update

from knowledge.conversation.event import MessageRef
from storage.schema_faq import shadow
from storage.work import Work

KEPT = timedelta(days=90)
"""How long it is kept."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One message that was judged in silence."""

    ref: MessageRef
    at: datetime
    place: str
    text: str
    """Masked; empty when the subject is sensitive."""
    decision: str
    """`answer`, `suggest`, `ask_more`, `route`, `unsure`, `silent` or `sensitive`."""
    entries: tuple[str, ...] = ()
    """What would have been answered with, or offered."""
    confidence: float = 0.0
    is_question: float = 0.0
    kind: str = ""
    """The likeliest kind of message."""
    answer: str = ""
    """What a person answered (masked); empty = nobody has."""
    answer_role: str = ""
    """Whether a teacher, a local or a central contact answered; who it was is not kept."""
    answer_message: str = ""
    """The id of that message, so that its change and its removal can follow."""
    answered_at: datetime | None = None


class Shadow:
    """The messages by where they stand."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def note(self, one: Watched) -> None:
        """Keep what would have been done; the same message again replaces it, and the answer to it stays."""
        judged = {
            "thread": one.ref.thread, "at": one.at, "place": one.place, "text": one.text, "decision": one.decision,
            "entries": list(one.entries), "confidence": one.confidence, "is_question": one.is_question,
            "kind": one.kind,
        }  # fmt: skip
        made = self._work.insert(shadow).values(
            platform=one.ref.platform, channel=one.ref.channel, message=one.ref.id, answer="", answer_role="",
            answer_message="", **judged,
        )  # fmt: skip
        same = ["platform", "channel", "message"]
        await self._work.do(made.on_conflict_do_update(index_elements=same, set_=judged))

    async def get(self, ref: MessageRef) -> Watched | None:
        """What was noted of the message that stands there."""
        row = await self._work.row(select(shadow).where(_is(ref)))
        return None if row is None else _read(row)

    async def answered(self, ref: MessageRef, answer: Watched) -> None:
        """Keep the first answer of a person to the message there; of `answer` only the fields about it count."""
        said = {
            "answer": answer.answer, "answer_role": answer.answer_role, "answer_message": answer.answer_message,
            "answered_at": answer.answered_at,
        }  # fmt: skip
        await self._work.do(update(shadow).where(_is(ref), shadow.c.answer == "").values(**said))

    async def reworded(self, ref: MessageRef, text: str) -> None:
        """An answer was changed by its author."""
        await self._work.do(update(shadow).where(_is_answer(ref)).values(answer=text))

    async def forget(self, ref: MessageRef) -> None:
        """A message was deleted: what was noted of it goes, and as an answer it was never given."""
        await self._work.do(delete(shadow).where(_is(ref)))
        gone = {"answer": "", "answer_role": "", "answer_message": "", "answered_at": None}
        await self._work.do(update(shadow).where(_is_answer(ref)).values(**gone))

    async def since(self, moment: datetime) -> list[Watched]:
        """Everything noted from then on, in order."""
        wanted = select(shadow).where(shadow.c.at >= moment).order_by(shadow.c.at, shadow.c.message)
        return [_read(row) for row in await self._work.rows(wanted)]

    async def tidy(self, before: datetime) -> None:
        """Drop what was noted before that moment."""
        await self._work.do(delete(shadow).where(shadow.c.at < before))


def _is(ref: MessageRef) -> ColumnElement[bool]:
    return and_(shadow.c.platform == ref.platform, shadow.c.channel == ref.channel, shadow.c.message == ref.id)


def _is_answer(ref: MessageRef) -> ColumnElement[bool]:
    here = and_(shadow.c.platform == ref.platform, shadow.c.channel == ref.channel)
    return and_(here, shadow.c.answer_message == ref.id)


def _read(row: Row[Any]) -> Watched:
    return Watched(
        ref=MessageRef(platform=row.platform, channel=row.channel, id=row.message, thread=row.thread),
        at=row.at,
        place=row.place,
        text=row.text,
        decision=row.decision,
        entries=tuple(row.entries),
        confidence=row.confidence,
        is_question=row.is_question,
        kind=row.kind,
        answer=row.answer,
        answer_role=row.answer_role,
        answer_message=row.answer_message,
        answered_at=row.answered_at,
    )
