"""A reaction counts as a word: ✅ by asker or contact is solved, 👀 by a contact is taken; leaves the moves to `answers`."""

from __future__ import annotations

from handlers import answers, asker
from handlers.context import Desk
from handlers.newcomers import person_of, refusal_of
from handlers.outsiders import helps_here
from knowledge.conversation.event import MessageRef, Reacted
from knowledge.conversation.words import Said
from knowledge.support.question import Question


async def reacted(desk: Desk, event: Reacted) -> None:
    """Somebody set a reaction on a question, in its thread, or on its card."""
    question = await question_at(desk, event.ref)
    if question is None or event.who.is_bot or refusal_of(desk, event.who):
        return
    if event.read_back and await _counted_before(desk, question, event.reaction):
        return
    person = await person_of(desk, event.who)
    if event.reaction == "done" and person.id == question.asker:
        await asker.word_of_asker(desk, question, person, Said("helped"))
    elif event.reaction == "done" and helps_here(question, person) and question.is_open:
        await answers.solved(desk, question, "by_contact", person.id)
    elif event.reaction == "looking" and helps_here(question, person) and question.can_be_taken:
        await answers.taken(desk, question, person)


async def question_at(desk: Desk, ref: MessageRef) -> Question | None:
    """The question that the message belongs to, whoever wrote it."""
    stored = await desk.tx.messages.get(ref)
    if stored is not None and stored.question:
        return await desk.tx.questions.get(stored.question)
    key = await desk.tx.outbox.by_remote(ref.platform, ref.channel, ref.id)
    parts = key.split("/") if key else []
    if len(parts) > 2 and parts[0] == "question" and parts[1].isdecimal():
        return await desk.tx.questions.get(int(parts[1]))
    return None


async def _counted_before(desk: Desk, question: Question, reaction: str) -> bool:
    """Whether what it says has been so once, and may have become otherwise since: nobody knows when it was set."""
    been = {line.what for line in await desk.tx.questions.history(question.number)}
    return bool(been & ({"solved", "reopened"} if reaction == "done" else {"taken", "handed_on", "reopened"}))
