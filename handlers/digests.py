"""The daily list for central contacts, and the auditor that looks for forgotten questions; leaves when to bot and the timers."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import care, clocks, turns
from handlers.context import Desk
from handlers.places import channels_of
from handlers.replies.lists import central_list
from knowledge.support.directory import PlaceKind
from knowledge.support.question import Question, State

DAILY = "daily"
KEY = "digest/central"
TOLD = "digest/wordings"
"""The number of the newest wording that the list has told of."""


async def arm(desk: Desk) -> None:
    """See to it that the next daily list has its moment."""
    if desk.policy.digests and await desk.tx.timers.get(KEY) is None:
        await desk.tx.timers.set(KEY, DAILY, _next_opening(desk))


def _next_opening(desk: Desk) -> datetime:
    """When the desk opens on the next working day."""
    day = desk.working.add_working_days(desk.now.astimezone(desk.working.zone).date(), 1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=desk.working.zone)
    return desk.working.next_open(midnight)


async def daily(desk: Desk) -> None:
    """What waits with central, questions and new wordings, once each working day; nothing waiting, nothing said."""
    await desk.tx.timers.set(KEY, DAILY, _next_opening(desk))
    still_open = [one for one in await desk.tx.questions.open() if not one.follows and not one.private]
    waiting = [one for one in still_open if one.state in {State.WAITING, State.TAKEN}]
    with_vendor = sum(one.state is State.WITH_VENDOR for one in still_open)
    theirs = [one for one in waiting if _with_central(desk, one)]
    new_wordings = await _new_wordings(desk, alone=not theirs) if desk.policy.digests else 0
    if not desk.policy.digests or not (theirs or new_wordings):
        return
    voice = desk.voice()
    message = central_list(theirs, len(waiting), with_vendor, voice, new_wordings)
    key = f"{KEY}/{voice.today.isoformat()}"
    places = await channels_of(desk, PlaceKind.CENTRAL)
    for place, to in places:
        await desk.tx.outbox.say(f"{key}/{place.id}/{to.platform}", to, message)
    if not places:
        for person in desk.directory.central():
            await desk.tell(person, f"{key}/{person.id}", message, "")


async def _new_wordings(desk: Desk, *, alone: bool) -> int:
    """How many wordings central has not looked at; by itself the line comes only when there are new ones since the last."""
    told = int(await desk.tx.desk.get(TOLD) or 0)
    newest = max((one.id for one in await desk.tx.wordings.unseen(told, 1000)), default=0)
    if newest:
        await desk.tx.desk.set(TOLD, newest)
    return 0 if alone and not newest else await desk.tx.wordings.count_unseen()


def _with_central(desk: Desk, question: Question) -> bool:
    central = {person.id for person in desk.directory.central()}
    return bool(central & set(question.holders))


async def audit(desk: Desk) -> list[int]:
    """Questions that wait without a timer get one; returns their numbers (DESIGN 2: an auditor looks each hour)."""
    found = []
    for question in await desk.tx.questions.open():
        if await desk.tx.timers.keys(question.key("")) or not _needs_a_timer(question):
            continue
        found.append(question.number)
        await desk.tx.questions.note(question.number, "audited", None, desk.now)
        await _arm_again(desk, question)
    await arm(desk)
    await care.arm(desk)
    return found


def _needs_a_timer(question: Question) -> bool:
    """The vendor is never a timed step, a linked question waits for another, one in an outage for its end, and the last step has no end."""
    if question.state is State.WITH_VENDOR:
        return False
    if question.state is not State.WAITING:
        return True
    return not question.follows and not (question.called and question.deadline is None)


async def _arm_again(desk: Desk, question: Question) -> None:
    soon = desk.now + timedelta(seconds=1)
    match question.state:
        case State.WAITING:
            if not question.called:
                await desk.remind(question, turns.CALL, turns.CALL, desk.working.next_open(soon))
            if question.deadline:
                await desk.remind(question, turns.STEP, turns.STEP, max(question.deadline, soon))
        case State.ASKED | State.SUGGESTED:
            await desk.remind(question, clocks.SUGGESTION, clocks.SUGGESTION, soon)
        case State.ANSWERED:
            await clocks.assume_later(desk, question)
        case State.TAKEN if question.waits_for_asker:
            await clocks.rest_later(desk, question)
        case _:
            await turns.watch_taker(desk, question)
