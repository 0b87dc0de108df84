"""Those who ask about an outage: found, collected, told when it is over; leaves the outage itself to `outage_life`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import cards, clocks, followers, turns
from handlers import outage_notes as notes
from handlers.context import Desk
from handlers.places import is_paused
from knowledge.conversation.clean import excerpt
from knowledge.faq.likeness import likeness, most_alike
from knowledge.faq.text import normal
from knowledge.support.outage import Outage
from knowledge.support.question import Move, Question, State, after
from knowledge.support.trouble import met as says_what

TELL = "outage_tell"
"""The timer after which more of those who asked are told."""
ALIKE = 0.55
"""How alike (`likeness`) a question must be to what is known of an outage; whoever is caught by mistake says so with one press."""
FRESH = timedelta(days=3)
"""How old an open question may be that an outage explains: also what was asked on a Friday evening."""
AT_ONCE = 100
"""How many are told in one transaction, so that nobody else waits long for it."""
_MOST_TEXTS = 100
"""With how many of those who asked before a question is compared, the newest."""
LONGEST_WAY = 200
"""Characters of a question that are kept as a way of asking."""
_ALONE = frozenset({State.ASKED, State.SUGGESTED, State.WAITING})
"""States of questions that an outage may take over: nobody has answered or taken them."""


def alike(desk: Desk, text: str, others: Mapping[int, str], *, heard: bool = False) -> set[int]:
    """Which of the others ask about the same; `heard`: the text is what this event says."""
    index, form = desk.index, normal(text)
    found = {key for key, other in others.items() if normal(other) == form or says_what(text, other, index.language)}
    left = {key: other for key, other in others.items() if key not in found and other.strip()}
    if left:
        found |= {key for key in most_alike(text, left, index) if likeness(text, left[key], index) >= ALIKE}
        reader = desk.reader if heard and desk.reader else desk.read(text)
        found |= set(reader.same({key: other for key, other in left.items() if key not in found}))
    return found


async def met(desk: Desk, text: str, *, heard: bool = True) -> Outage | None:
    """The outage that somebody asks about, of those that are on."""
    for outage in await notes.still_on(desk):
        asked = [one for one in await desk.tx.questions.of_outage(outage.number) if one.follows and one.text]
        texts = {one.number: one.text for one in asked[-_MOST_TEXTS:]}
        texts |= {-number: told for number, told in enumerate(outage.told, 1)}
        if alike(desk, text, texts, heard=heard):
            return outage
    return None


async def still_asks(desk: Desk, question: Question) -> bool:
    """Whether a question that was collected asks about its outage in its new words too."""
    outage = await notes.get(desk, question.outage or 0)
    texts = {-number: told for number, told in enumerate(outage.told, 1)} if outage else {}
    return bool(texts) and bool(alike(desk, question.text, texts))


async def caught(desk: Desk, question: Question) -> Question | None:
    """The question, collected, when it asks about an outage that is on; else None."""
    outage = await met(desk, question.text)
    if outage is None:
        return None
    await notes.alone(desk)
    outage = await notes.get(desk, outage.number)
    return await _collect(desk, question, outage) if outage and outage.is_on else None


async def _collect(desk: Desk, question: Question, outage: Outage) -> Question:
    """It waits for the end of the outage: no timers, nobody called, and its card says so."""
    before = question
    question = replace(
        question, state=after(question.state, Move.ROUTE), outage=outage.number, linked_to=None, offered_question=None,
        entry=None, chosen_by=None, answered_at=None, offered=(), ladder=(), step=0, step_ends=None, asked=(), holders=(),
        stands_in_for=None, handed_by=None, note="", wrong=False, deadline=None, called=True, unsure=False,
        reopened=False, direct_choice=False,
    )  # fmt: skip
    await desk.tx.questions.note(question.number, "collected", None, desk.now, outage=outage.number)
    await desk.tx.outbox.withdraw(question.key("school"))
    question = await turns.settle(desk, question)
    await followers.left(desk, before)
    return question


async def gather(desk: Desk, outage: Outage, named: Collection[int] = ()) -> list[Question]:
    """Collect what is open already and asks about it, or is named; and whoever waited for one of these."""
    still_open = [one for one in await desk.tx.questions.open() if _may_be(one, named=one.number in named)]
    fresh = {one.number: one.text for one in still_open if _is_free(desk, one)}
    numbers = set(named)
    for told in outage.told:
        numbers |= alike(desk, told, fresh) | {
            key for key, text in fresh.items() if says_what(text, told, desk.index.language)
        }
    numbers |= {one.number for one in still_open if one.linked_to in numbers}
    theirs = [await desk.tx.questions.get(one.number) for one in still_open if one.number in numbers]
    return [await _collect(desk, one, outage) for one in theirs if one and _may_be(one, named=one.number in named)]


def _may_be(question: Question, *, named: bool) -> bool:
    """Whether an outage may take it over; one that is named also when the bot has answered it."""
    by_bot = question.state is State.ANSWERED and not (question.answered_by or question.chosen_by)
    alone = question.state in _ALONE or (named and by_bot)
    return alone and question.outage is None and not question.sensitive and not question.silent_place


def _is_free(desk: Desk, question: Question) -> bool:
    """Whether it is looked at: it is young, and no entry says the same."""
    young = desk.now - question.asked_at <= FRESH
    return young and bool(question.text) and question.state in _ALONE and not desk.index.owners_of(question.text)


async def forget(desk: Desk, question: Question) -> None:
    """Its author took the words back, or they must not stand anywhere: they are no way of asking about the outage any more."""
    outage = await notes.get(desk, question.outage) if question.outage is not None else None
    gone = excerpt(question.text, LONGEST_WAY)
    if outage is not None and gone in outage.ways:
        await notes.alone(desk)
        outage = await notes.get(desk, outage.number) or outage
        await notes.save(desk, replace(outage, ways=tuple(way for way in outage.ways if way != gone)))


async def waiting(desk: Desk, outage: Outage) -> int:
    """How many people wait for its end."""
    return len({one.asker for one in await desk.tx.questions.of_outage(outage.number) if one.follows})


async def tell(desk: Desk, outage: Outage) -> None:
    """It is over: each card says so at once, and calls its asker now, or when the desk opens. The rest is told later."""
    theirs = await desk.tx.questions.of_outage(outage.number)
    untold = [one for one in theirs if one.follows or (one.state is State.ANSWERED and not one.called)]
    due = [one for one in untold if one.follows or _opens(desk, one) <= desk.now]
    left = due[AT_ONCE:] + [one for one in untold if not one.follows and one not in due]
    for number in [one.number for one in due[:AT_ONCE]]:
        question = await desk.tx.questions.get(number)
        if question is not None and question.outage == outage.number:
            told = await _told(desk, question)
            left += [] if told.called else [told]
    if left:
        first = min(desk.now if one.follows else _opens(desk, one) for one in left)
        await desk.tx.timers.set(f"{outage.key}/tell", TELL, first, values={"outage": outage.number})


def _opens(desk: Desk, question: Question) -> datetime:
    """When the asker may be called."""
    return desk.working.next_open(desk.now, question.school)


async def _told(desk: Desk, question: Question) -> Question:
    """Nobody is called while the desk is closed, nor where the bot is silenced: there the card alone says it."""
    paused = await is_paused(desk, question.place)
    opens_later = _opens(desk, question) > desk.now
    told = replace(question, called=paused or not opens_later)
    anew = told.called and not paused
    if not question.follows:
        if question.state is State.ANSWERED and told.called:
            await desk.tx.questions.save(told)
            await cards.show(desk, told, anew=anew)
        return told
    told = replace(told, state=after(question.state, Move.ANSWER), answered_at=desk.now, edited=False)
    await desk.tx.questions.note(told.number, "outage_over", None, desk.now, outage=told.outage)
    told = await turns.settle(desk, told, anew=anew)
    await clocks.assume_later(desk, told)
    return told
