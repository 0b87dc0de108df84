"""Same question again: links it to the one that waits, or offers one that was solved; leaves likeness to the reader."""

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
    alike = await _alike(desk, question)
    for other in alike:
        if other.state in _WITH_A_PERSON:
            return await linked(desk, question, other)
    if isinstance(verdict.decision, Suggest):
        return None
    for other in alike:
        if other.state is State.SOLVED and (other.answer_text or other.entry):
            return await offered(desk, question, other)
    return None


async def _alike(desk: Desk, question: Question) -> list[Question]:
    """Questions that this one repeats, likest first: open ones, or solved lately, whose words others may see."""
    since = desk.now - timedelta(days=desk.policy.offer_days)
    texts = await desk.tx.questions.recent(since)
    texts.pop(question.number, None)
    likeness = (desk.reader or desk.read(question.text)).likeness(texts)
    numbers = sorted((n for n, alike in likeness.items() if alike >= SAME), key=lambda n: -likeness[n])
    return [other for number in numbers if (other := await desk.tx.questions.get(number))]


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
