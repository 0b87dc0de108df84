"""Gives a question to people and takes it on when they are silent; leaves whose turn it is to routing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import cards, central_list
from handlers.context import Desk
from handlers.places import is_paused
from handlers.replies.private import taken_reminder
from knowledge.conversation.event import TimerFired
from knowledge.support.directory import Person, Role
from knowledge.support.ladder import from_central
from knowledge.support.question import Move, Question, State, after
from knowledge.support.routing import Routing, Turn

STEP, CALL, TAKEN = "step", "call", "taken"
"""The timers of a turn: `step` = it goes on, `call` = the desk opens, `taken` = the taker is reminded."""


async def route(desk: Desk, question: Question) -> Question:
    """Ask the first person on the ladder (or the one who had it before)."""
    routing = await desk.routing()
    ladder = routing.ladder(question)
    if question.silent_place or await is_paused(desk, question.place):
        question, ladder = replace(question, silent_place=True), from_central(ladder)
    question = replace(question, ladder=ladder, school=question.school or _school_of_asker(desk, question))
    return await give(desk, question, _same(routing, question) or routing.start(question))


def _school_of_asker(desk: Desk, question: Question) -> str | None:
    """The asker may have told us the school since the question was asked."""
    asker = desk.directory.person(question.asker)
    return asker.schools[0] if asker and len(asker.schools) == 1 else None


def _same(routing: Routing, question: Question) -> Turn | None:
    """Whoever had it still has it, with a fresh patience, as the card said; None when nobody did, or they are away."""
    holders = [person for one in question.holders if (person := routing.directory.person(one))]
    there = [person for person in holders if routing.is_reachable(person, question.root.platform)]
    if not there:
        return None
    turn = routing.to(question, there[0])
    return replace(turn, holders=tuple(person.id for person in there)) if len(there) > 1 else turn


async def give(desk: Desk, question: Question, turn: Turn) -> Question:
    """Make it these people's turn: card, call line now or when the desk opens, and the moment when it goes on."""
    question = turned(question, turn, await desk.routing())
    await _arm(desk, question, turn)
    await desk.tx.questions.note(question.number, "turn", None, desk.now, holders=list(turn.holders), step=turn.step)
    return await _say(desk, question)


def turned(question: Question, turn: Turn, routing: Routing) -> Question:
    """The question when it has become these people's turn."""
    opens_later = turn.starts > routing.now
    return replace(
        question,
        state=after(question.state, Move.ROUTE) if question.is_open else after(question.state, Move.REOPEN),
        ladder=routing.ladder(question),
        step=turn.step,
        step_ends=turn.step_ends,
        holders=turn.holders,
        stands_in_for=turn.stands_in_for,
        deadline=turn.deadline,
        called=not opens_later,
        round=question.round + 1,
        asked=tuple(dict.fromkeys((*question.asked, *turn.holders))),
        taken_by=None,
        taken_at=None,
        waits_for_asker=False,
        unsure=False,
        direct_choice=False,
        linked_to=None,
        offered_question=None,
        outage=None,
        how="",
        solved_by=None,
        solved_at=None,
    )


async def _arm(desk: Desk, question: Question, turn: Turn) -> None:
    await _disarm(desk, question)
    if turn.deadline:
        await desk.remind(question, STEP, STEP, turn.deadline)
    if not question.called:
        await desk.remind(question, CALL, CALL, turn.starts)


async def _disarm(desk: Desk, question: Question) -> None:
    """No timers of an earlier turn, and no reminder that asks about it."""
    await desk.tx.timers.cancel_all(question.key(""))
    await desk.tx.outbox.withdraw(question.key("reminder"))


async def _say(desk: Desk, question: Question) -> Question:
    await desk.tx.questions.save(question)
    await cards.show(desk, question)
    if question.called:
        await cards.call(desk, question)
    else:
        await cards.hush(desk, question)
    await central_list.changed(desk, question)
    return question


async def settle(desk: Desk, question: Question, *, anew: bool = False) -> Question:
    """Save a question that no longer waits for anybody: no timers of the turn, no call line, card as it stands.

    `anew`: the card is a new message that calls its asker.
    """
    question = replace(question, round=question.round + 1)
    await _disarm(desk, question)
    await desk.tx.questions.save(question)
    await cards.show(desk, question, anew=anew)
    await cards.hush(desk, question)
    await central_list.changed(desk, question)
    return question


async def once_more(desk: Desk, question: Question) -> Question:
    """The same people's turn again, with fresh time."""
    if not question.holders:
        return await route(desk, question)
    return await give(desk, question, (await desk.routing()).again(question))


async def opened(desk: Desk, question: Question, event: TimerFired) -> None:
    """The desk opens: the call line comes now, and the card says until when."""
    if question.state is not State.WAITING or question.round != event.round or question.called:
        return
    await _say(desk, replace(question, called=True))


async def gone_on(desk: Desk, question: Question, event: TimerFired) -> None:
    """The patience of a turn is over: the next one is asked."""
    if question.state is not State.WAITING or question.round != event.round:
        return
    await next_turn(desk, question)


async def next_turn(desk: Desk, question: Question) -> Question | None:
    """Pass it on; None when nobody comes after."""
    turn = (await desk.routing()).next(question)
    if turn is None:
        return None
    fresh = replace(question, handed_by=None, reopened=False)
    return await give(desk, fresh, turn)


async def watch_taker(desk: Desk, question: Question) -> None:
    """Remind the taker after their patience."""
    due = _patience_over(desk, question, desk.directory.person(question.taken_by))
    await desk.remind(question, TAKEN, TAKEN, due)


def _patience_over(desk: Desk, question: Question, taker: Person | None) -> datetime:
    """When the taker's patience is over; a central contact works also when the school is closed."""
    if taker is not None and taker.role is Role.CENTRAL:
        return desk.working.add(desk.now, desk.policy.central)
    return desk.working.add(desk.now, desk.policy.local, question.school)


async def taker_silent(desk: Desk, question: Question, event: TimerFired) -> None:
    """Somebody took it and is silent: first a private reminder, then the next one is asked."""
    if question.state is not State.TAKEN or question.round != event.round or question.waits_for_asker:
        return
    taker = desk.directory.person(question.taken_by)
    routing = await desk.routing()
    turn = routing.next(question) or routing.last(question)
    if event.key.endswith("again") or taker is None:
        await give(desk, replace(question, handed_by=None, reopened=False), turn)
        return
    deadline = _patience_over(desk, question, taker)
    voice = desk.voice_for(taker)
    reminder = taken_reminder(question, voice, voice.names(turn.holders), voice.deadline(deadline))
    await desk.tell(taker, question.key("reminder"), reminder, question.root.platform)
    await desk.remind(question, f"{TAKEN}/again", TAKEN, deadline)
