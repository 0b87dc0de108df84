"""How long a question waits for its asker's word: after an answer, an offer or a question back; leaves what then happens to `timers`."""

from __future__ import annotations

from handlers.context import Desk
from knowledge.support.duration import Duration
from knowledge.support.question import Question

ASSUMED, SUGGESTION, EXPIRE = "assumed", "suggestion", "expire"
"""Timers: nobody said whether it helped; nobody chose; the asker did not reply."""
_WORKING_DAY = Duration(working_days=1)


async def assume_later(desk: Desk, question: Question) -> None:
    """An answer counts as helpful when nothing is said for a while."""
    due = desk.working.add(desk.now, desk.policy.assumed, question.school)
    await desk.remind(question, ASSUMED, ASSUMED, due)


async def route_later(desk: Desk, question: Question) -> None:
    """An offer or a counter-question that nobody touches goes to a person at the question's deadline."""
    if question.deadline:
        await desk.remind(question, SUGGESTION, SUGGESTION, question.deadline)


async def rest_later(desk: Desk, question: Question) -> None:
    """A person's question back that the asker leaves alone lets the question rest."""
    due = desk.working.add(desk.now, desk.policy.expire, question.school)
    await desk.remind(question, EXPIRE, EXPIRE, due)


def is_late(desk: Desk, question: Question) -> bool:
    """Whether the asker has waited for more than a working day, and looks elsewhere by now (DESIGN 5)."""
    return desk.working.add(question.asked_at, _WORKING_DAY, question.school) < desk.now
