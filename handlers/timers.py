"""A moment has come: which rule asked for it; leaves what then happens to the others."""

from __future__ import annotations

from handlers import (
    absences,
    announced,
    announcement_cards,
    announcing,
    answers,
    approvals,
    bursts,
    care,
    clocks,
    confirmations,
    digests,
    outage_life,
    pauses,
    personal_data,
    turns,
)
from handlers.asking import privately, routed
from handlers.context import Desk
from knowledge.conversation.event import TimerFired
from knowledge.support.question import Question, State


async def fired(desk: Desk, event: TimerFired) -> None:
    """The timer's rule; a timer of another round of the question is stale and does nothing."""
    if event.kind.startswith("announcement_"):
        await _of_announcement(desk, event, int(event.values["number"]))
        return
    match event.kind:
        case bursts.HELD:
            await bursts.quiet(desk, event)
        case personal_data.STILL:
            await personal_data.still_there(desk, event)
        case absences.AWAY:
            await absences.begun(desk, event)
        case pauses.OVER:
            await pauses.speak_again(desk, event.values["place"])
        case care.CARE:
            await care.nightly(desk, event)
        case digests.DAILY:
            await digests.daily(desk)
        case outage_life.LOOK | outage_life.TELL:
            await outage_life.woken(desk, event)
        case _:
            question = await desk.tx.questions.get(int(event.values.get("number", 0)))
            if question is not None and question.round == event.round:
                await _of_question(desk, question, event)


async def _of_announcement(desk: Desk, event: TimerFired, number: int) -> None:
    match event.kind:
        case approvals.SEND:
            await announcing.due(desk, number, desk.now)
        case announcement_cards.PROGRESS:
            await announcement_cards.progressed(desk, number)
        case announced.EXPIRE:
            await announced.expired(desk, number)
        case announced.AGAIN:
            await announced.comes_again(desk, number, event.values["day"])
        case _:
            await confirmations.remind(desk, event)


async def _of_question(desk: Desk, question: Question, event: TimerFired) -> None:
    match event.kind:
        case turns.STEP:
            await turns.gone_on(desk, question, event)
        case turns.CALL:
            await turns.opened(desk, question, event)
        case turns.TAKEN:
            await turns.taker_silent(desk, question, event)
        case clocks.SUGGESTION:
            await _untouched(desk, question)
        case clocks.ASSUMED:
            if question.state is State.ANSWERED:
                linked = question.linked_to or question.offered_question
                await answers.solved(desk, question, "linked" if linked else "assumed", None)
        case clocks.EXPIRE:
            if question.state is State.TAKEN and question.waits_for_asker:
                await answers.expired(desk, question)


async def _untouched(desk: Desk, question: Question) -> None:
    """A suggestion, a counter-question or a choice was left alone: a person is asked; an unsure one is let go."""
    if question.state not in {State.ASKED, State.SUGGESTED}:
        return
    if question.unsure:
        await answers.dropped(desk, question, "not_a_question", None)
    elif question.direct_choice:
        await privately(desk, question)
    else:
        await routed(desk, question)
