"""The vendor's answer goes to every thread that waits for it, and a case that ends without one gives its questions back; leaves forms to `vendor`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import cards, clocks, followers, turns
from handlers import vendor_notes as notes
from handlers.context import Desk
from handlers.places import is_paused
from knowledge.conversation.event import TimerFired
from knowledge.support.question import Move, Question, State, after
from knowledge.support.vendor_case import CaseState, VendorCase, answered, closed, joined

TELL = "vendor_tell"
"""The timer after which more of those who wait are told."""
AT_ONCE = 100
"""How many are told in one transaction, so that nobody else waits long for it."""


async def give(desk: Desk, case: VendorCase, answer: str) -> int:
    """The answer goes out; gives to how many threads."""
    waiting = await _waiting(desk, case)
    for one in waiting:
        if one.number not in case.questions:
            case = joined(replace(case, state=CaseState.OPEN), one.number)
    case = answered(case, answer, desk.now)
    await desk.tx.vendor.save(case)
    await notes.disarm(desk, case)
    await tell(desk, case)
    await notes.show(desk, case)
    return len(waiting)


async def _waiting(desk: Desk, case: VendorCase) -> list[Question]:
    """Whoever waits for its answer: its questions that nobody has solved, and those that wait for one of these.

    The latter come first: when they go, the card that they waited for is shown once more, and calls nobody.
    """
    mine = [one for one in await notes.members(desk, case, held=True) if one.is_open or one.state is State.EXPIRED]
    found = {one.number: one for one in mine}
    for question in mine:
        for other in await desk.tx.questions.linked_to(question.number):
            if other.follows:
                found[other.number] = other
    return sorted(found.values(), key=lambda one: (not one.follows, one.number))


async def woken(desk: Desk, event: TimerFired) -> None:
    """More of those who wait are told: the desk has opened, or they are many."""
    await notes.alone(desk)
    case = await desk.tx.vendor.get(int(event.values.get("case", 0)))
    if case is not None and case.state is CaseState.ANSWERED:
        await tell(desk, case)


async def tell(desk: Desk, case: VendorCase) -> None:
    """Each card says it at once and calls its asker, now or when the desk opens. The rest is told later."""
    untold = [one for one in await _waiting(desk, case) if not _has_it(one, case) or not one.called]
    due = [one for one in untold if not _has_it(one, case) or _opens(desk, one) <= desk.now]
    left = due[AT_ONCE:] + [one for one in untold if one not in due]
    for number in [one.number for one in due[:AT_ONCE]]:
        question = await desk.tx.questions.get(number)
        if question is not None:
            told = await _told(desk, question, case)
            left += [] if told.called else [told]
    if left:
        first = min(desk.now if not _has_it(one, case) else _opens(desk, one) for one in left)
        await desk.tx.timers.set(f"{case.key}/tell", TELL, first, values={"case": case.number})


def _has_it(question: Question, case: VendorCase) -> bool:
    """Whether this answer stands on its card."""
    return question.state is State.ANSWERED and question.from_vendor and question.answer_text == case.answer


def _opens(desk: Desk, question: Question) -> datetime:
    """When the asker may be called."""
    return desk.working.next_open(desk.now, question.school)


async def _told(desk: Desk, question: Question, case: VendorCase) -> Question:
    """Nobody is called while the desk is closed, nor where the bot is silenced: there the card alone says it."""
    paused = await is_paused(desk, question.place)
    called = paused or _opens(desk, question) <= desk.now
    anew = called and not paused
    if _has_it(question, case):
        told = replace(question, called=called)
        await desk.tx.questions.save(told)
        await _shown(desk, told, anew=anew)
        return told
    before, has = question, question.state in {State.TAKEN, State.WAITING} and not question.follows
    told = replace(
        question, state=after(question.state, Move.ANSWER), case=case.number, from_vendor=True, called=called,
        answered_by=case.follower, answered_at=desk.now, answer_text=case.answer, chosen_by=None, offered=(),
        holders=question.holders if has else (case.follower,), taken_by=question.taken_by or case.follower,
        waits_for_asker=False, unsure=False, direct_choice=False, linked_to=None, offered_question=None, outage=None,
        edited=False, wrong=False, reopened=False,
    )  # fmt: skip
    await desk.tx.questions.note(told.number, "vendor_answered", case.follower, desk.now, case=case.number)
    told = await turns.settle(desk, told, anew=anew)
    if told.silent_place:
        await _shown(desk, told, anew=anew)
    await clocks.assume_later(desk, told)
    await followers.left(desk, before)
    return told


async def _shown(desk: Desk, question: Question, *, anew: bool) -> None:
    """Its card; where nothing is said in the channel, in the asker's own conversation."""
    if question.silent_place:
        await cards.show_to_asker(desk, question, anew=anew)
    else:
        await cards.show(desk, question, anew=anew)


async def end(desk: Desk, case: VendorCase, why: str) -> int:
    """It ends without an answer: whoever follows it has its questions in hand again; gives how many."""
    case = closed(case, why, desk.now)
    await desk.tx.vendor.save(case)
    await notes.disarm(desk, case)
    waiting = [one for one in await notes.members(desk, case, held=True) if one.state is State.WITH_VENDOR]
    for question in waiting:
        await desk.tx.questions.note(question.number, "vendor_ended", case.follower, desk.now, case=case.number)
        taken = replace(question, state=after(question.state, Move.TAKE), taken_by=case.follower, taken_at=desk.now,
                        holders=(case.follower,))  # fmt: skip
        await turns.watch_taker(desk, await turns.settle(desk, taken))
    await notes.show(desk, case)
    return len(waiting)
