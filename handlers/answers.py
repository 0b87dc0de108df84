"""What moves a question towards its answer: answered, suggested, taken, solved, dropped, reopened; leaves whose turn it is to `turns`."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards, turns
from handlers.context import Desk
from handlers.replies.calls import linked_done
from knowledge.conversation.message import Button, Message
from knowledge.support.directory import Person
from knowledge.support.question import Move, Question, State, after

ASSUMED, SUGGESTION, EXPIRE = "assumed", "suggestion", "expire"
"""Timers: nobody said whether it helped; nobody chose; the asker did not reply."""


async def answered(desk: Desk, question: Question, entry: str, chosen_by: str | None = None) -> Question:
    """Answer with an entry; it counts as helpful when nothing is said for a while."""
    question = replace(
        question, state=after(question.state, Move.ANSWER), entry=entry, chosen_by=chosen_by, answered_by=None,
        answered_at=desk.now, offered=(), waits_for_asker=False, unsure=False, direct_choice=False,
        rejected=tuple(one for one in question.rejected if one != entry),
    )  # fmt: skip
    await desk.tx.questions.note(question.number, "answered", chosen_by, desk.now, entry=entry)
    question = await turns.settle(desk, question)
    await _assume_later(desk, question)
    return question


async def answered_by(desk: Desk, question: Question, person: Person, text: str) -> Question:
    """A person answered in words; the timers stop and the card asks whether it helped."""
    before = question.state
    question = replace(
        question, state=after(question.state, Move.ANSWER), answered_by=person.id, answered_at=desk.now,
        answer_text=_joined(question, person, text), offered=(), waits_for_asker=False, unsure=False,
        direct_choice=False, linked_to=None, offered_question=None,
    )  # fmt: skip
    await desk.tx.questions.note(question.number, "answered", person.id, desk.now)
    question = await turns.settle(desk, question)
    await _assume_later(desk, question)
    late = desk.working.add(question.asked_at, desk.policy.assumed, question.school) < desk.now
    if late and before in {State.WAITING, State.TAKEN}:
        await _call_asker_once(desk, question, "person_answered", person.id)
    return question


def _joined(question: Question, person: Person, text: str) -> str:
    """What the person has written so far, when it comes in several messages."""
    earlier = question.answer_text if question.answered_by == person.id else ""
    return f"{earlier}\n{text}".strip()[:2000]


async def _assume_later(desk: Desk, question: Question) -> None:
    due = desk.working.add(desk.now, desk.policy.assumed, question.school)
    await desk.remind(question, ASSUMED, ASSUMED, due)


async def suggested(desk: Desk, question: Question, entries: tuple[str, ...]) -> Question:
    """Offer up to three entries; untouched, it goes to a person."""
    question = replace(question, state=after(question.state, Move.SUGGEST), offered=entries[:3], entry=None)
    return await _wait_for_asker(desk, question, "suggested", entries=list(entries[:3]))


async def asked_more(desk: Desk, question: Question) -> Question:
    """One counter-question; unanswered, it goes to a person."""
    question = replace(question, state=after(question.state, Move.ASK_MORE), offered=(), entry=None)
    return await _wait_for_asker(desk, question, "asked_more")


async def _wait_for_asker(desk: Desk, question: Question, what: str, **details: object) -> Question:
    due = desk.working.add(desk.now, desk.policy.suggestion, question.school)
    question = replace(question, deadline=due)
    await desk.tx.questions.note(question.number, what, None, desk.now, **details)
    question = await turns.settle(desk, question)
    await desk.remind(question, SUGGESTION, SUGGESTION, due)
    return question


async def taken(desk: Desk, question: Question, person: Person, *, waits_for_asker: bool = False) -> Question:
    """Somebody has it."""
    question = replace(
        question, state=after(question.state, Move.TAKE), taken_by=person.id, taken_at=desk.now, holders=(person.id,),
        asked=tuple(dict.fromkeys((*question.asked, person.id))), waits_for_asker=waits_for_asker, reopened=False,
        ladder=(await desk.routing()).ladder(question), unsure=False, direct_choice=False, linked_to=None,
        offered_question=None,
    )  # fmt: skip
    question = replace(question, step=(await desk.routing()).to(question, person).step)
    await desk.tx.questions.note(question.number, "taken", person.id, desk.now, waits_for_asker=waits_for_asker)
    question = await turns.settle(desk, question)
    if waits_for_asker:
        await desk.remind(question, EXPIRE, EXPIRE, desk.working.add(desk.now, desk.policy.expire, question.school))
        await _call_asker_if_late(desk, question, "asker", person.id)
    else:
        await turns.watch_taker(desk, question)
    return question


async def solved(desk: Desk, question: Question, how: str, by: str | None) -> Question:
    """It is solved; everybody who waited for it is told."""
    question = replace(question, state=after(question.state, Move.SOLVE), how=how, solved_by=by, solved_at=desk.now,
                       unsure=False, direct_choice=False)  # fmt: skip
    await desk.tx.questions.note(question.number, "solved", by, desk.now, how=how)
    question = await turns.settle(desk, question)
    if how == "by_contact":
        await _call_solved(desk, question)
    await _tell_linked(desk, question)
    return question


async def _call_solved(desk: Desk, question: Question) -> None:
    """The asker is called once, when it was solved elsewhere or after more than a working day (DESIGN 5)."""
    elsewhere = question.answered_by is None
    late = desk.working.add(question.asked_at, desk.policy.assumed, question.school) < desk.now
    if elsewhere or late:
        await _call_asker_once(desk, question, "solved", question.solved_by)


async def _call_asker_if_late(desk: Desk, question: Question, key: str, by: str) -> None:
    if desk.working.add(question.asked_at, desk.policy.assumed, question.school) < desk.now:
        await _call_asker_once(desk, question, key, by)


async def _call_asker_once(desk: Desk, question: Question, key: str, by: str | None) -> None:
    lines = await desk.tx.questions.history(question.number)
    if not any(line.what == "asker_called" for line in lines):
        await desk.tx.questions.note(question.number, "asker_called", by, desk.now)
        await cards.call_the_asker(desk, question, key, by)


async def call_for_choice(desk: Desk, question: Question, by: str) -> None:
    """The question had waited and a contact chose an entry: the asker is called."""
    await cards.call_the_asker(desk, question, "answered", by)


async def _tell_linked(desk: Desk, question: Question) -> None:
    """Everybody who waited for this question hears that there is an answer."""
    for other in await desk.tx.questions.linked_to(question.number):
        if not other.is_open or other.state is State.ANSWERED:
            continue
        told = replace(other, state=after(other.state, Move.ANSWER), answered_at=desk.now, deadline=None)
        await desk.tx.questions.note(other.number, "linked_done", None, desk.now, other=question.number)
        await desk.tx.outbox.withdraw(other.key("notice"))
        told = replace(told, round=told.round + 1)
        await desk.tx.questions.save(told)
        voice = desk.voice(told.language)
        made = tuple(Button(action=name, label=voice.say(f"button.{name}")) for name in ("helped", "not_helped"))
        line = Message(reply="linked", text=linked_done(told, question, voice), buttons=made, language=told.language,
                       about=told.number, state=told.state.value)  # fmt: skip
        await desk.tx.outbox.say(told.key("card"), cards.thread_of(told), line)
        await _assume_later(desk, told)


async def dropped(desk: Desk, question: Question, why: str, by: str | None) -> Question:
    """Take away all that was said; whoever waited for it gets a question of their own again."""
    gone = replace(question, state=after(question.state, Move.DROP), how=why, dropped_from=question.state)
    gone = replace(gone, round=gone.round + 1)
    await desk.tx.questions.note(question.number, "dropped", by, desk.now, why=why)
    await desk.tx.timers.cancel_all(question.key(""))
    await desk.tx.questions.save(gone)
    await cards.take_away(desk, gone)
    await _free_linked(desk, gone)
    return gone


async def _free_linked(desk: Desk, question: Question) -> None:
    for other in await desk.tx.questions.linked_to(question.number):
        if other.is_open:
            await desk.tx.outbox.withdraw(other.key("notice"))
            await turns.route(desk, replace(other, linked_to=None))


async def reopened(desk: Desk, question: Question) -> Question:
    """It was not solved after all: back to whoever solved it, else to the ladder."""
    routing = await desk.routing()
    last = desk.directory.person(question.solved_by or question.answered_by or question.taken_by)
    await desk.tx.questions.note(question.number, "reopened", None, desk.now)
    had_person = last is not None and last.is_contact and last.id != question.asker
    rejected = tuple(dict.fromkeys((*question.rejected, *([question.entry] if question.entry else []))))
    question = replace(question, rejected=rejected, reopened=had_person, ladder=routing.ladder(question),
                       answered_by=None if had_person else question.answered_by, handed_by=None)  # fmt: skip
    if had_person and last is not None and routing.is_reachable(last, question.root.platform):
        return await turns.give(desk, question, routing.to(question, last))
    question = replace(question, reopened=False)
    return await turns.give(desk, question, routing.start(question))


async def expired(desk: Desk, question: Question) -> Question:
    """A person's counter-question got no reply: it rests until any word."""
    question = replace(question, state=after(question.state, Move.EXPIRE), waits_for_asker=False)
    await desk.tx.questions.note(question.number, "expired", None, desk.now)
    return await turns.settle(desk, question)


async def woken(desk: Desk, question: Question) -> Question:
    """Any word of the asker wakes a resting question: the one who asked back has it again."""
    routing = await desk.routing()
    contact = desk.directory.person(question.taken_by)
    await desk.tx.questions.note(question.number, "woken", question.asker, desk.now)
    if contact and routing.is_reachable(contact, question.root.platform):
        return await turns.give(desk, replace(question, reopened=True), routing.to(question, contact))
    return await turns.give(desk, question, routing.start(question))
