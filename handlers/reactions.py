"""A reaction counts as a word: ✅ by asker or contact is solved, 👀 by a contact is taken; leaves the moves to `answers`."""

from __future__ import annotations

from handlers import answers, asker
from handlers.context import Desk
from handlers.newcomers import person_of
from knowledge.conversation.event import MessageRef, Reacted
from knowledge.support.question import CLOSED, Question


async def reacted(desk: Desk, event: Reacted) -> None:
    """Somebody set a reaction on a question, in its thread, or on its card."""
    question = await _question(desk, event.ref)
    if question is None or event.who.is_bot:
        return
    person = await person_of(desk, event.who)
    if event.reaction == "done" and question.is_open:
        if person.id == question.asker:
            await asker.helped(desk, question)
        elif person.is_contact:
            await answers.solved(desk, question, "by_contact", person.id)
    elif event.reaction == "looking" and person.is_contact and question.state not in CLOSED:
        await answers.taken(desk, question, person)


async def _question(desk: Desk, ref: MessageRef) -> Question | None:
    """The question that the message belongs to, whoever wrote it."""
    stored = await desk.tx.messages.get(ref)
    if stored is not None and stored.question:
        return await desk.tx.questions.get(stored.question)
    key = await desk.tx.outbox.by_remote(ref.platform, ref.channel, ref.id)
    parts = key.split("/") if key else []
    if len(parts) > 2 and parts[0] == "question" and parts[1].isdecimal():
        return await desk.tx.questions.get(int(parts[1]))
    return None
