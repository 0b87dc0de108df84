"""What a change has done to open questions is taken back, as long as nothing has happened to them since; leaves the directory to `changes`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from handlers import cards, clocks, turns
from handlers.change_moves import Move
from handlers.context import Desk
from knowledge.support.question import Question, State
from knowledge.support.routing import Routing


@dataclass(frozen=True, kw_only=True)
class Was:
    """How a question stood before a change touched it, without its words, and how the change left it."""

    number: int
    school: str | None
    state: State
    holders: tuple[str, ...]
    stands_in_for: str | None
    asked: tuple[str, ...]
    handed_by: str | None
    reopened: bool
    step: int
    taken_by: str | None
    taken_at: datetime | None
    waits_for_asker: bool
    moved: bool
    """Whether it became somebody else's turn."""
    left_round: int
    left_state: State
    left_school: str | None


def was(moves: Iterable[Move], moved: Iterable[Question]) -> tuple[Was, ...]:
    """What to remember of the questions that the change has touched; `moved`: those that have somebody else now."""
    now = {one.number: one for one in moved}
    touched = [(one.question, now.get(one.question.number, one.free), one.turn) for one in moves]
    return tuple(
        Was(
            number=before.number, school=before.school, state=before.state, holders=before.holders,
            stands_in_for=before.stands_in_for, asked=before.asked, handed_by=before.handed_by,
            reopened=before.reopened, step=before.step, taken_by=before.taken_by, taken_at=before.taken_at,
            waits_for_asker=before.waits_for_asker, moved=turn is not None, left_round=after.round,
            left_state=after.state, left_school=after.school,
        )
        for before, after, turn in touched
        if after != before
    )  # fmt: skip


async def returned(desk: Desk, touched: Iterable[Was]) -> None:
    """The questions as they were; of one that has gone on since only the school comes back."""
    for one in touched:
        question = await desk.tx.questions.get(one.number)
        if question is None:
            continue
        school = one.school if question.school == one.left_school else question.school
        back = replace(question, school=school)
        is_left = (question.round, question.state) == (one.left_round, one.left_state)
        routing = await desk.routing()
        there = _there(routing, question, (one.taken_by or "",) if one.state is State.TAKEN else one.holders)
        if is_left and one.moved and there:
            await _had(desk, routing, _as_it_was(back, one, there), one)
        elif back != question or is_left:
            back = replace(back, holders=one.holders) if is_left and not one.moved else back
            await desk.tx.questions.save(back)
            await cards.show(desk, back)


def _there(routing: Routing, question: Question, people: Iterable[str]) -> tuple[str, ...]:
    """Those of them who can be asked."""
    known = [person for one in people if (person := routing.directory.person(one))]
    return tuple(one.id for one in known if routing.is_reachable(one, question.root.platform))


def _as_it_was(question: Question, one: Was, there: tuple[str, ...]) -> Question:
    return replace(
        question, holders=there, stands_in_for=one.stands_in_for, asked=one.asked, handed_by=one.handed_by,
        reopened=one.reopened, step=one.step, waits_for_asker=one.waits_for_asker,
    )  # fmt: skip


async def _had(desk: Desk, routing: Routing, question: Question, one: Was) -> None:
    """It is theirs again: their turn with fresh time, or taken as it was."""
    if one.state is not State.TAKEN:
        await turns.give(desk, question, routing.again(question))
        return
    taken = replace(question, state=State.TAKEN, taken_by=one.taken_by, taken_at=one.taken_at)
    question = await turns.settle(desk, taken)
    if question.waits_for_asker:
        await clocks.rest_later(desk, question)
    else:
        await turns.watch_taker(desk, question)
