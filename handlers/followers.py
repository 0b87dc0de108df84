"""Those who asked the same and wait for another's question: told, freed or gone; leaves finding them to `linking`."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards, clocks, turns
from handlers.context import Desk
from handlers.replies.buttons import buttons
from handlers.replies.calls import linked_done
from handlers.replies.private import with_buttons, words
from knowledge.conversation.message import Message
from knowledge.support.question import Move, Question, after


async def join(desk: Desk, question: Question, other: Question) -> Question:
    """No post: a notice to its asker, and the first card counts one more (DESIGN 5)."""
    question = replace(
        question, state=after(question.state, Move.ROUTE), linked_to=other.number, round=question.round + 1,
        deadline=None, answered_at=None, unsure=False,
    )  # fmt: skip
    await desk.tx.timers.cancel_all(question.key(""))
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


async def _waiting(desk: Desk, question: Question) -> list[Question]:
    """Who waits for it still, oldest first; whoever has been told is not waiting."""
    return [one for one in await desk.tx.questions.linked_to(question.number) if one.follows]


async def tell(desk: Desk, question: Question) -> None:
    """Everybody who waited for this question hears that there is an answer."""
    for other in await _waiting(desk, question):
        told = replace(other, state=after(other.state, Move.ANSWER), answered_at=desk.now, round=other.round + 1)
        await desk.tx.questions.note(other.number, "linked_done", None, desk.now, other=question.number)
        await desk.tx.outbox.withdraw(other.key("notice"))
        await desk.tx.questions.save(told)
        voice = desk.voice(told.language)
        line = Message(reply="linked", text=linked_done(told, question, voice), buttons=buttons(told, voice, {}),
                       language=told.language, about=told.number, state=told.state.value)  # fmt: skip
        await desk.tx.outbox.say(told.key("card"), cards.thread_of(told), line)
        await clocks.assume_later(desk, told)


async def free(desk: Desk, question: Question) -> None:
    """Nobody will solve it: the oldest of those who waited gets people of its own, and the others wait for that one."""
    waiting = await _waiting(desk, question)
    if not waiting:
        return
    oldest, *rest = waiting
    await desk.tx.outbox.withdraw(oldest.key("notice"))
    oldest = await turns.route(desk, replace(oldest, linked_to=None))
    for other in rest:
        await join(desk, other, oldest)


async def left(desk: Desk, before: Question) -> None:
    """A question that waited for another's goes its own way: no notice any more, and the first card counts one less.

    `before`: as it was; what it is now is stored already.
    """
    if not (before.follows or before.unsure):
        return
    await desk.tx.outbox.withdraw(before.key("notice"))
    other = await desk.tx.questions.get(before.linked_to) if before.linked_to else None
    if other and other.is_open:
        await cards.show(desk, other)
