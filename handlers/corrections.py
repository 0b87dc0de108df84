"""An answer says something else than before: who had the old one is told in their thread; leaves what differs to knowledge."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import cards
from handlers.context import Desk, Refusal
from handlers.places import is_out_of_reach, must_be_central
from handlers.replies import entries as say
from handlers.replies.buttons import object_of
from knowledge.conversation.event import ButtonPressed, TimerFired
from knowledge.conversation.message import Notice, Shown
from knowledge.faq.entry import FaqEntry
from knowledge.faq.substance import differs
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

HAD_IT = timedelta(days=30)
"""Who got the answer longer ago has done what it said."""
CORRECT = "correction"
_AT_ONCE = 25
"""How many threads are told in one transaction."""
_NEXT = timedelta(seconds=1)


def is_new_advice(before: FaqEntry, after: FaqEntry) -> bool:
    """Whether those who had the answer would do something else now."""
    return differs(before, after)


async def who_had(desk: Desk, entry: str, changed_at: datetime) -> list[Question]:
    """The questions that the entry answered in the month before it was changed, oldest first."""
    asked = await desk.tx.questions.answered_with(entry, changed_at - HAD_IT)
    had = [one for one in asked if (one.answered_at or one.asked_at) <= changed_at]
    linked = [other for one in had for other in await desk.tx.questions.linked_to(one.number)]
    told = [one for one in linked if one.state in {State.ANSWERED, State.SOLVED} and not one.rejected]
    return sorted([*had, *told], key=lambda one: one.number)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """”Säg till dem”: they are told now, or when the desk opens. Once for each change."""
    must_be_central(desk, person)
    number = object_of(event.action)
    found = await desk.tx.faq.version(int(number)) if number.isdecimal() and len(number) < 18 else None
    if found is None or found[1].entry is None:
        raise Refusal("entry_gone")
    await desk.tx.only_one("corrections")
    if await desk.tx.desk.get(_told(number)) is not None:
        raise Refusal("corrected")
    await desk.tx.desk.set(_told(number), person.id)
    had = await who_had(desk, found[0], found[1].at)
    opens = desk.working.next_open(desk.now)
    await _go_on(desk, number, 0, opens)
    return Notice(message=say.will_tell(len(had), opens if opens > desk.now else None, desk.voice_for(person)))


def _told(number: str) -> str:
    return f"faq/told/{number}"


async def _go_on(desk: Desk, number: str, after: int, due: datetime) -> None:
    await desk.tx.timers.set(f"correction/{number}", CORRECT, due, values={"version": number, "after": after})


async def due(desk: Desk, event: TimerFired) -> None:
    """Tell the next few of those who had the old answer."""
    number, after = str(event.values["version"]), int(event.values["after"])
    found = await desk.tx.faq.version(int(number))
    entry = await desk.entry(found[0]) if found else None
    if found is None or entry is None or not await _is_other(desk, entry, found[1].id):
        return
    left = [one for one in await who_had(desk, entry.id, found[1].at) if one.number > after]
    for question in left[:_AT_ONCE]:
        await _tell(desk, question, entry, number)
    if len(left) > _AT_ONCE:
        await _go_on(desk, number, left[_AT_ONCE - 1].number, desk.soon(_NEXT))


async def _is_other(desk: Desk, entry: FaqEntry, version: int) -> bool:
    """Whether it still says something else than before that change; it may have been taken back meanwhile."""
    earlier = [one.entry for one in await desk.tx.faq.versions(entry.id) if one.id < version and one.entry is not None]
    return bool(earlier) and differs(earlier[-1], entry)


async def _tell(desk: Desk, question: Question, entry: FaqEntry, number: str) -> None:
    """One short line that calls the asker, where the old answer stands; a card that still waits shows the new one."""
    asker = desk.directory.person(question.asker)
    if asker is None or question.sensitive:
        return
    key = question.key(f"changed/{number}")
    await desk.tx.questions.note(question.number, "answer_changed", None, desk.now, entry=entry.id)
    if question.state is State.ANSWERED:
        await cards.show(desk, question)
    alone = question.silent_place or question.root.is_direct or await is_out_of_reach(desk, question)
    voice = desk.voice_for(asker) if alone else desk.voice(question.language)
    message = say.has_changed(question, entry, voice, alone=alone)
    if alone:
        await desk.tell(asker, key, message, question.root.platform)
    else:
        await desk.tx.outbox.say(key, cards.thread_of(question), message)
