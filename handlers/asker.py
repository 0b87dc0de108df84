"""What the asker says about the help, by word or by button: helped, not helped, never mind; leaves the moves to `answers`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import answers, turns
from handlers.asking import routed
from handlers.context import Desk
from handlers.linking import unlink
from knowledge.conversation.words import Said
from knowledge.support.directory import Person
from knowledge.support.question import Question, State


async def word_of_asker(desk: Desk, question: Question, person: Person, said: Said) -> bool:
    """The asker's words count as the button; True when they did something."""
    if said.action == "dropped" and question.is_open:
        await answers.dropped(desk, question, "withdrawn", person.id)
    elif said.action == "helped" and question.is_open:
        await helped(desk, question)
    elif said.action == "not_helped":
        return await _not_helped(desk, question)
    elif (said.action == "ask_human" and question.state in {State.ASKED, State.SUGGESTED, State.ANSWERED}) or (
        question.state is State.SUGGESTED and said.action == "none_of_these"
    ):
        await no_help(desk, question)
    elif question.state is State.SUGGESTED and said.action == "pick" and (said.entry or 0) < len(question.offered):
        await answers.answered(desk, question, question.offered[said.entry or 0])
    else:
        return False
    return True


async def helped(desk: Desk, question: Question) -> Question:
    """The asker says that it is solved."""
    linked = question.linked_to or question.offered_question
    return await answers.solved(desk, question, "linked" if linked else "confirmed", question.asker)


async def no_help(desk: Desk, question: Question) -> Question:
    """What was offered was no help: a person is asked."""
    gone = (*question.rejected, *((question.entry,) if question.entry else ()), *question.offered)
    if question.linked_to or question.offered_question:
        question = await unlink(desk, question)
    question = replace(question, rejected=tuple(dict.fromkeys(gone)), offered=())
    for entry in gone:
        await desk.tx.faq.feedback(question.number, entry, "not_helped", question.text, question.asker, desk.now)
    return await routed(desk, question)


async def _not_helped(desk: Desk, question: Question) -> bool:
    if question.state in {State.ASKED, State.SUGGESTED, State.ANSWERED}:
        await no_help(desk, question)
    elif question.state is State.SOLVED and is_fresh(desk, question):
        await answers.reopened(desk, question)
    elif question.waits_for_asker:
        await clock_again(desk, question)
    else:
        return False
    return True


def is_fresh(desk: Desk, question: Question) -> bool:
    """Whether a follow-up still reopens it (DESIGN 5: within 3 days)."""
    solved = question.solved_at or question.asked_at
    return desk.now - solved <= timedelta(days=desk.policy.reopen_days)


async def clock_again(desk: Desk, question: Question) -> None:
    """The asker has replied to a person's question: the person's patience begins anew."""
    question = await turns.settle(desk, replace(question, waits_for_asker=False))
    await turns.watch_taker(desk, question)
