"""A moment has come: which rule asked for it; leaves what then happens to the others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from handlers import (
    absences,
    agendas,
    announced,
    announcement_cards,
    announcing,
    answers,
    approvals,
    bursts,
    care,
    central_list,
    clocks,
    confirmations,
    corrections,
    imported,
    local_lists,
    meeting_life,
    meeting_over,
    meeting_people,
    meeting_posting,
    meeting_tasks,
    new_contacts,
    outage_life,
    pauses,
    personal_data,
    reach,
    reviews,
    roles,
    terms,
    turns,
    vendor_answers,
    vendor_notes,
    vendor_reminders,
    weekly,
    weekly_question,
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
    if event.kind in _OF_THE_DESK:
        await _OF_THE_DESK[event.kind](desk, event)
        return
    question = await desk.tx.questions.get(int(event.values.get("number", 0)))
    if question is not None and question.round == event.round:
        await _of_question(desk, question, event)


async def _speak_again(desk: Desk, event: TimerFired) -> None:
    await pauses.speak_again(desk, event.values["place"])


_OF_THE_DESK: dict[str, Callable[[Desk, TimerFired], Awaitable[None]]] = {
    bursts.HELD: bursts.quiet,
    personal_data.STILL: personal_data.still_there,
    absences.AWAY: absences.begun,
    pauses.OVER: _speak_again,
    central_list.DAILY: central_list.daily,
    local_lists.LOCAL: local_lists.morning,
    weekly.WEEKLY: weekly.line,
    reviews.LOOK: reviews.look,
    reach.LOOK: reach.daily,
    corrections.CORRECT: corrections.due,
    care.CARE: care.nightly,
    outage_life.LOOK: outage_life.woken,
    outage_life.TELL: outage_life.woken,
    meeting_people.WAKE: meeting_life.woken,
    vendor_notes.REMIND: vendor_reminders.woken,
    vendor_answers.TELL: vendor_answers.woken,
    meeting_over.ASK: meeting_over.woken,
    meeting_posting.TELL: meeting_posting.woken,
    meeting_tasks.DUE: meeting_tasks.woken,
    agendas.AGENDA: agendas.woken,
    weekly_question.ASK: weekly_question.due,
    terms.TERM: terms.begun,
    roles.AGAIN: roles.woken,
    new_contacts.LOOK: imported.looked,
}
"""Kind of timer -> what its moment does; all others are a question's, or an announcement's."""


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
