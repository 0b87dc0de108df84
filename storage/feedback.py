"""What people's presses said of entries, with what was known then; leaves learning from it to knowledge and `train`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from storage.schema_faq import faq_feedback
from storage.work import Work

POSITIVE = ("helped", "use_faq", "picked", "is_question")
NEGATIVE = ("not_helped", "none_of_these", "wrong_answer", "not_a_question")


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """One press as an example."""

    question: int | None
    entry: str | None
    """None when it is about no entry."""
    kind: str
    """Of POSITIVE or NEGATIVE."""
    text: str
    """The question's, masked; empty when its author took it away."""
    who: str | None
    at: datetime
    features: dict[str, float] = field(default_factory=dict)
    """What the verdict was made of (`knowledge/faq/lesson.py`)."""


class FeedbackRows:
    """The examples, in the order in which they came."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, one: Feedback) -> None:
        """Keep an example."""
        row = {"question": one.question, "entry": one.entry, "kind": one.kind, "text": one.text, "who": one.who,
               "at": one.at, "features": one.features}  # fmt: skip
        await self._work.do(self._work.insert(faq_feedback).values(**row))

    async def all(self, since: datetime | None = None) -> list[Feedback]:
        """Every example (since that moment) whose text is still there."""
        wanted = select(faq_feedback).where(faq_feedback.c.text != "")
        if since is not None:
            wanted = wanted.where(faq_feedback.c.at >= since)
        return [_read(row) for row in await self._work.rows(wanted.order_by(faq_feedback.c.id))]

    async def about(self, entry: str, kind: str) -> list[Feedback]:
        """What of that kind was said of an entry."""
        wanted = (faq_feedback.c.entry == entry) & (faq_feedback.c.kind == kind)
        rows = await self._work.rows(select(faq_feedback).where(wanted).order_by(faq_feedback.c.id))
        return [_read(row) for row in rows]

    async def reword(self, question: int, text: str) -> None:
        """The question's author wrote other words, or took them away (empty): the examples say the same."""
        await self._work.do(update(faq_feedback).where(faq_feedback.c.question == question).values(text=text))

    async def take_back(self, question: int, kinds: Collection[str]) -> None:
        """Those presses count no more."""
        theirs = (faq_feedback.c.question == question) & faq_feedback.c.kind.in_(list(kinds))
        await self._work.do(delete(faq_feedback).where(theirs))


def _read(row: Row[Any]) -> Feedback:
    return Feedback(question=row.question, entry=row.entry, kind=row.kind, text=row.text, who=row.who, at=row.at,
                    features=row.features or {})  # fmt: skip
