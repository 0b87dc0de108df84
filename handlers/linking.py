"""Same question again: links it to the one that waits, or offers the one that was solved; leaves how alike they are to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import answers, cards, turns
from handlers.context import Desk
from handlers.replies.private import with_buttons, words
from knowledge.faq.verdict import Suggest, Verdict
from knowledge.support.question import Move, Question, State, after

SAME = 0.6
"""How alike two questions must be (`Reader.likeness`) to be taken for the same."""
_WITH_A_PERSON = frozenset({State.WAITING, State.TAKEN, State.WITH_VENDOR})


async def same_question(desk: Desk, question: Question, verdict: Verdict) -> Question | None:
    """The question, linked or offered a link; None when nobody has asked the same."""
    others = await _others(desk, question)
    texts = {other.number: other.text for other in others if other.text}
    reader = desk.reader or desk.read(question.text)
    likeness = reader.likeness(texts)
    alike = sorted((o for o in others if likeness.get(o.number, 0.0) >= SAME), key=lambda o: -likeness[o.number])
    for other in alike:
        if other.state in _WITH_A_PERSON:
            return await linked(desk, question, other)
    if isinstance(verdict.decision, Suggest):
        return None
    for other in alike:
        if other.state is State.SOLVED and (other.answer_text or other.entry):
            return await offered(desk, question, other)
    return None


async def _others(desk: Desk, question: Question) -> list[Question]:
    """Questions that this one may repeat: with a person now, or solved lately; never private ones."""
    since = desk.now - timedelta(days=desk.policy.offer_days)
    recent = await desk.tx.questions.recent(since)
    waiting = [one for one in await desk.tx.questions.open() if one.state in _WITH_A_PERSON]
    every = {one.number: one for one in (*recent, *waiting)}
    return [one for one in every.values() if _may_be_shown(one, question)]


def _may_be_shown(other: Question, question: Question) -> bool:
    hidden = other.private or other.sensitive or other.silent_place or other.root.is_direct
    return other.number != question.number and not hidden and other.linked_to is None


async def linked(desk: Desk, question: Question, other: Question) -> Question:
    """No post: a notice to the asker, and the first card counts one more (DESIGN 5)."""
    question = replace(
        question, state=after(question.state, Move.ROUTE), linked_to=other.number, round=question.round + 1
    )
    await desk.tx.questions.save(question)
    await desk.tx.questions.note(question.number, "linked", None, desk.now, other=other.number)
    asker = desk.directory.person(question.asker)
    if asker:
        voice = desk.voice(question.language)
        message = words(voice, "linked", "linked.open", question, other=other.number, link=f"desk:{other.key('card')}")
        message = with_buttons(message, ("ask_human", voice.say("button.ask_human.linked")))
        await desk.whisper(asker, question.key("notice"), message, question.root)
    await cards.show(desk, other)
    return question


async def offered(desk: Desk, question: Question, other: Question) -> Question:
    """One that was solved lately is offered with its answer."""
    question = replace(
        question, state=after(question.state, Move.ANSWER), offered_question=other.number, answered_at=desk.now
    )
    await desk.tx.questions.note(question.number, "offered", None, desk.now, other=other.number)
    question = await turns.settle(desk, question)
    due = desk.working.add(desk.now, desk.policy.assumed, question.school)
    await desk.remind(question, answers.ASSUMED, answers.ASSUMED, due)
    return question


async def unlink(desk: Desk, question: Question) -> Question:
    """”Min fråga är en annan”: it gets people of its own, and the first card counts one less."""
    other = await desk.tx.questions.get(question.linked_to) if question.linked_to else None
    await desk.tx.outbox.withdraw(question.key("notice"))
    free = replace(question, linked_to=None, offered_question=None)
    await desk.tx.questions.save(free)
    if other and other.has_person:
        await cards.show(desk, other)
    return free
