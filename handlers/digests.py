"""The auditor that looks for forgotten questions and lists; leaves when to bot, the lists to their own files."""

from __future__ import annotations

from datetime import timedelta

from handlers import (
    agendas,
    care,
    central_list,
    changes,
    clocks,
    imported,
    local_lists,
    meeting_life,
    meeting_tasks,
    reach,
    reviews,
    turns,
    vendor_notes,
    weekly,
    weekly_question,
    workshop_wishes,
)
from handlers.context import Desk
from knowledge.support.question import Question, State

_ARMS = (
    central_list.arm, local_lists.arm, weekly.arm, weekly_question.arm, reviews.arm, reach.arm, care.arm, agendas.arm,
)  # fmt: skip
"""What has its moment again and again."""
_LOOKS = (
    vendor_notes.audit, meeting_tasks.audit, meeting_life.audit, workshop_wishes.forget, changes.forget, imported.look,
)  # fmt: skip
"""What may have been forgotten, or has grown old."""


async def audit(desk: Desk) -> list[int]:
    """Questions that wait without a timer get one; returns their numbers (DESIGN 2: an auditor looks each hour)."""
    found = []
    for question in await desk.tx.questions.open():
        if await desk.tx.timers.keys(question.key("")) or not _needs_a_timer(question):
            continue
        found.append(question.number)
        await desk.tx.questions.note(question.number, "audited", None, desk.now)
        await _arm_again(desk, question)
    for arm in _ARMS:
        await arm(desk)
    for look in _LOOKS:
        await look(desk)
    return found


def _needs_a_timer(question: Question) -> bool:
    """The vendor is never a timed step, a linked question waits for another, one in an outage for its end, and the last step has no end."""
    if question.state is State.WITH_VENDOR:
        return False
    if question.state is not State.WAITING:
        return True
    return not question.follows and not (question.called and question.deadline is None)


async def _arm_again(desk: Desk, question: Question) -> None:
    soon = desk.now + timedelta(seconds=1)
    match question.state:
        case State.WAITING:
            if not question.called:
                await desk.remind(question, turns.CALL, turns.CALL, desk.working.next_open(soon))
            if question.deadline:
                await desk.remind(question, turns.STEP, turns.STEP, max(question.deadline, soon))
        case State.ASKED | State.SUGGESTED:
            await desk.remind(question, clocks.SUGGESTION, clocks.SUGGESTION, soon)
        case State.ANSWERED:
            await clocks.assume_later(desk, question)
        case State.TAKEN if question.waits_for_asker:
            await clocks.rest_later(desk, question)
        case _:
            await turns.watch_taker(desk, question)
