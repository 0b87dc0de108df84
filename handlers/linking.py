"""Same question again: links it to the one on its way, or offers one that was solved; leaves what is the same to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import clocks, followers, turns
from handlers.context import Desk
from knowledge.faq.verdict import Answer, Decision
from knowledge.support.question import Move, Question, State, after


async def same_question(desk: Desk, question: Question, decision: Decision) -> Question | None:
    """The question, linked or offered a link; None when nobody has asked the same, or the FAQ knows better."""
    other = await asked_before(desk, question, decision)
    if other is None:
        return None
    return await (followers.join if other.is_on_its_way else _offered)(desk, question, other)


async def asked_before(desk: Desk, question: Question, decision: Decision) -> Question | None:
    """The question that this one repeats and that helps its asker: one on its way, else one that was solved."""
    if isinstance(decision, Answer):
        texts = await _in_vain(desk, decision.entry)
    else:
        texts = await desk.tx.questions.recent(desk.now - timedelta(days=desk.policy.offer_days))
    alike = await _alike(desk, question, texts)
    solved = (one for one in alike if one.state is State.SOLVED and (one.answer_text or _standing_entry(one)))
    return next((one for one in alike if one.is_on_its_way), None) or next(solved, None)


async def _in_vain(desk: Desk, entry: str) -> dict[int, str]:
    """What is with a person now although this entry was tried: number -> text that others may see."""
    waiting = [one for one in await desk.tx.questions.open_after(entry) if one.has_person]
    return {one.number: one.shared_text for one in waiting if one.shared_text}


async def _alike(desk: Desk, question: Question, texts: dict[int, str]) -> list[Question]:
    """Questions that this one repeats, the surest first."""
    others = {number: text for number, text in texts.items() if number != question.number}
    same = (desk.reader or desk.read(question.text)).same(others) if others else {}
    numbers = sorted(same, key=lambda number: -same[number])
    return [other for number in numbers if (other := await desk.tx.questions.get(number))]


def _standing_entry(other: Question) -> str | None:
    """The entry that solved it, if one did."""
    return other.entry if other.entry not in other.rejected else None


async def _offered(desk: Desk, question: Question, other: Question) -> Question:
    """One that was solved lately is offered with its answer."""
    question = replace(
        question, state=after(question.state, Move.ANSWER), offered_question=other.number, answered_at=desk.now
    )
    await desk.tx.questions.note(question.number, "offered", None, desk.now, other=other.number)
    question = await turns.settle(desk, question)
    await clocks.assume_later(desk, question)
    return question


async def unlink(desk: Desk, question: Question) -> Question:
    """”Min fråga är en annan”: it gets people of its own, leaves an outage, and the first card counts one less."""
    if question.linked_to is None and question.offered_question is None and question.outage is None:
        return question
    free = replace(question, linked_to=None, offered_question=None, outage=None)
    await desk.tx.questions.save(free)
    await followers.left(desk, question)
    return free
