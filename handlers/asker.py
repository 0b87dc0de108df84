"""What the asker says about the help, by word or by button: helped, not helped, never mind; leaves the moves to `answers`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import answers, learning, turns, vendor_notes
from handlers.asking import MOST_NEAR, NEAR, routed
from handlers.context import Desk
from handlers.linking import unlink
from knowledge.conversation.words import Said
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person
from knowledge.support.question import Move, Question, State, after

_NO_PERSON = frozenset({State.ASKED, State.SUGGESTED, State.ANSWERED})
"""States in which a person may be asked for."""


async def word_of_asker(desk: Desk, question: Question, person: Person, said: Said) -> bool:
    """The asker's words count as the button; True when they did something."""
    resting = question.state is State.EXPIRED
    if said.action == "dropped" and (question.is_open or resting):
        await answers.dropped(desk, question, "withdrawn", person.id)
    elif said.action == "helped" and (question.is_open or resting):
        awake = replace(question, state=after(question.state, Move.REOPEN)) if resting else question
        await helped(desk, awake)
    elif said.action == "not_helped":
        return await _not_helped(desk, question)
    elif said.action == "ask_human" and (question.state in _NO_PERSON or question.follows):
        await routed(desk, await unlink(desk, question))
    elif question.state is State.SUGGESTED:
        return await _word_on_the_offer(desk, question, said)
    else:
        return False
    return True


async def _word_on_the_offer(desk: Desk, question: Question, said: Said) -> bool:
    """”Den första”, ”inget av dem”."""
    number = said.entry or 0
    if said.action == "none_of_these":
        await no_help(desk, question, "none_of_these")
    elif said.action == "pick" and number < len(question.offered):
        await learning.said(desk, question, question.offered[number], "picked", question.asker)
        await answers.answered(desk, question, question.offered[number])
    else:
        return False
    return True


async def helped(desk: Desk, question: Question) -> Question:
    """The asker says that it is solved."""
    if question.standing_entry:
        await learning.said(desk, question, question.standing_entry, "helped", question.asker)
    linked = question.state is State.ANSWERED and (question.linked_to or question.offered_question)
    return await answers.solved(desk, question, "linked" if linked else "confirmed", question.asker)


async def no_help(desk: Desk, question: Question, kind: str = "not_helped") -> Question:
    """What was offered was no help: a person is asked. `kind`: how the asker said it, to learn from."""
    tried = (*((question.entry,) if question.entry else ()), *question.offered)
    question = await vendor_notes.returned(desk, await unlink(desk, question))
    rejected = tuple(dict.fromkeys((*question.rejected, *tried)))
    near = _nearest(desk, question)
    question = replace(question, rejected=rejected, offered=(), candidates=near, answer_text="")
    for entry in tried:
        await learning.said(desk, question, entry, kind, question.asker)
    return await routed(desk, question)


def _nearest(desk: Desk, question: Question) -> tuple[str, ...]:
    """What the asker writes now may bring other entries near, for contacts to answer with."""
    if desk.reader is None:
        return question.candidates
    found = (*desk.reader.verdict(Situation(), question.text).matches, *desk.reader.verdict(Situation()).matches)
    near = sorted((match for match in found if match.score >= NEAR), key=lambda match: -match.score)
    return tuple(dict.fromkeys((*(match.id for match in near), *question.candidates)))[:MOST_NEAR]


async def _not_helped(desk: Desk, question: Question) -> bool:
    if question.state in _NO_PERSON:
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
    """The asker has replied to a person's question: the person's patience begins anew, unless the vendor has the matter."""
    if await vendor_notes.has_it(desk, question):
        question = replace(question, state=State.WITH_VENDOR)
    question = await turns.settle(desk, replace(question, waits_for_asker=False))
    if question.state is State.TAKEN:
        await turns.watch_taker(desk, question)
