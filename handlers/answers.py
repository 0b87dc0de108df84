"""What moves a question towards its answer: answered, suggested, taken, solved, dropped, reopened; leaves turns to `turns`."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards, central_list, clocks, followers, learning, turns, vendor_notes
from handlers.context import Desk
from handlers.unlisting import unlist
from knowledge.support.directory import Person
from knowledge.support.question import Move, Question, State, after, undone


async def answered(desk: Desk, question: Question, entry: str, chosen_by: str | None = None) -> Question:
    """Answer with an entry; it counts as helpful when nothing is said for a while."""
    before = question
    question = replace(
        question, state=after(question.state, Move.ANSWER), entry=entry, chosen_by=chosen_by, answered_by=None,
        answered_at=desk.now, offered=(), waits_for_asker=False, unsure=False, direct_choice=False, wrong=False,
        linked_to=None, offered_question=None, outage=None, edited=question.edited and chosen_by is None,
        rejected=tuple(one for one in question.rejected if one != entry), from_vendor=False,
    )  # fmt: skip
    await desk.tx.questions.note(question.number, "answered", chosen_by, desk.now, entry=entry)
    return await _stands(desk, before, question)


async def _stands(desk: Desk, before: Question, question: Question) -> Question:
    """An answer stands: nobody's clock runs any more but the one after which it counts as helpful."""
    question = await turns.settle(desk, question)
    await clocks.assume_later(desk, question)
    await followers.left(desk, before)
    return question


async def answered_by(desk: Desk, question: Question, person: Person, text: str) -> Question:
    """A person answered in words; the timers stop and the card asks whether it helped."""
    before = question
    question = replace(
        question, state=after(question.state, Move.ANSWER), answered_by=person.id, answered_at=desk.now,
        answer_text=_joined(question, person, text), offered=(), waits_for_asker=False, unsure=False,
        direct_choice=False, linked_to=None, offered_question=None, outage=None, chosen_by=None, from_vendor=False,
    )  # fmt: skip
    await desk.tx.questions.note(question.number, "answered", person.id, desk.now)
    question = await _stands(desk, before, question)
    if before.state in {State.WAITING, State.TAKEN} and clocks.is_late(desk, question):
        await _call_asker_once(desk, question, "person_answered", person.id)
    return question


def _joined(question: Question, person: Person, text: str) -> str:
    """What the person has written so far, when it comes in several messages."""
    earlier = question.answer_text if question.answered_by == person.id else ""
    return f"{earlier}\n{text}".strip()[:2000]


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
    before = question
    question = replace(question, deadline=due, unsure=False, linked_to=None, offered_question=None,
                       outage=None)  # fmt: skip
    await desk.tx.questions.note(question.number, what, None, desk.now, **details)
    question = await turns.settle(desk, question)
    await clocks.route_later(desk, question)
    await followers.left(desk, before)
    return question


async def taken(desk: Desk, question: Question, person: Person, *, waits_for_asker: bool = False) -> Question:
    """Somebody has it; with a question back, the clock stands until the asker writes."""
    before = question
    question = replace(
        question, state=after(question.state, Move.TAKE), taken_by=person.id, taken_at=desk.now, holders=(person.id,),
        asked=tuple(dict.fromkeys((*question.asked, person.id))), waits_for_asker=waits_for_asker, reopened=False,
        ladder=(await desk.routing()).ladder(question), unsure=False, direct_choice=False, linked_to=None,
        offered_question=None, outage=None,
    )  # fmt: skip
    question = replace(question, step=(await desk.routing()).to(question, person).step)
    await desk.tx.questions.note(question.number, "taken", person.id, desk.now, waits_for_asker=waits_for_asker)
    question = await turns.settle(desk, question)
    await followers.left(desk, before)
    if not waits_for_asker:
        await turns.watch_taker(desk, question)
        return question
    await clocks.rest_later(desk, question)
    if clocks.is_late(desk, question):
        await _call_asker_once(desk, question, "asker", person.id)
    return question


async def solved(desk: Desk, question: Question, how: str, by: str | None) -> Question:
    """It is solved; everybody who waited for it is told. Where nothing has been said, nothing is said now."""
    before = question
    question = replace(question, state=after(question.state, Move.SOLVE), how=how, solved_by=by, solved_at=desk.now,
                       waits_for_asker=False, direct_choice=False)  # fmt: skip
    await desk.tx.questions.note(question.number, "solved", by, desk.now, how=how)
    question = await turns.settle(desk, question)
    await followers.left(desk, before)
    if how == "by_contact" and (_is_elsewhere(before) or clocks.is_late(desk, question)):
        await _call_asker_once(desk, question, "solved", by)
    await followers.tell(desk, question)
    await vendor_notes.solved(desk, question)
    return question


def _is_elsewhere(question: Question) -> bool:
    """Whether the thread holds no answer, so that whoever solved it did so elsewhere (DESIGN 5)."""
    return question.state is not State.ANSWERED and question.answered_by is None


async def _call_asker_once(desk: Desk, question: Question, key: str, by: str | None) -> None:
    """The asker is called once: a person solved it elsewhere, or after more than a working day."""
    lines = await desk.tx.questions.history(question.number)
    if not any(line.what == "asker_called" for line in lines):
        await _call_asker(desk, question, key, by)


async def _call_asker(desk: Desk, question: Question, key: str, by: str | None) -> None:
    await desk.tx.questions.note(question.number, "asker_called", by, desk.now)
    await cards.call_the_asker(desk, question, key, by)


async def call_for_choice(desk: Desk, question: Question, by: str) -> None:
    """The question had waited and a contact chose an entry: the asker is called."""
    await _call_asker(desk, question, "answered", by)


async def dropped(desk: Desk, question: Question, why: str, by: str | None) -> Question:
    """Take away all that was said; whoever waited for it gets a question of their own again."""
    gone = replace(question, state=after(question.state, Move.DROP), how=why, dropped_from=question.state)
    gone = replace(gone, round=gone.round + 1)
    await desk.tx.questions.note(question.number, "dropped", by, desk.now, why=why)
    await desk.tx.timers.cancel_all(question.key(""))
    await desk.tx.questions.save(gone)
    await cards.take_away(desk, gone)
    await central_list.changed(desk, gone)
    if why == "deleted":
        await unlist(desk, gone)
    await followers.left(desk, question)
    await followers.free(desk, gone)
    await vendor_notes.dropped(desk, gone)
    return gone


async def restored(desk: Desk, question: Question, by: str) -> Question:
    """”Not a question” is taken back: everything is as it was, with fresh times."""
    question = undone(question)
    await desk.tx.questions.note(question.number, "undone", by, desk.now)
    await learning.undone(desk, question)
    match question.state:
        case State.WAITING:
            return await turns.once_more(desk, question)
        case State.SUGGESTED | State.ASKED:
            due = desk.working.add(desk.now, desk.policy.suggestion, question.school)
            question = await turns.settle(desk, replace(question, deadline=due))
            await clocks.route_later(desk, question)
        case State.ANSWERED:
            question = await _stands(desk, question, question)
        case State.TAKEN if question.waits_for_asker:
            question = await turns.settle(desk, question)
            await clocks.rest_later(desk, question)
        case State.TAKEN:
            question = await turns.settle(desk, question)
            await turns.watch_taker(desk, question)
        case State.WITH_VENDOR if not await vendor_notes.restored(desk, question):
            return await turns.once_more(desk, question)
        case _:
            question = await turns.settle(desk, question)
    return question


async def reopened(desk: Desk, question: Question) -> Question:
    """It was not solved after all: back to whoever solved it, else to the ladder."""
    routing = await desk.routing()
    await desk.tx.questions.note(question.number, "reopened", None, desk.now)
    await learning.reopened(desk, question)
    question = await vendor_notes.returned(desk, question)
    solver = _who_solved(desk, question)
    by_bot = question.entry is not None and question.answered_by is None
    rejected = tuple(dict.fromkeys((*question.rejected, *([question.entry] if question.entry and by_bot else ()))))
    question = replace(question, rejected=rejected, handed_by=None, ladder=routing.ladder(question),
                       answered_by=None if solver else question.answered_by)  # fmt: skip
    if solver and routing.is_reachable(solver, question.root.platform):
        return await turns.give(desk, replace(question, reopened=True), routing.to(question, solver))
    return await turns.route(desk, replace(question, reopened=False))


def _who_solved(desk: Desk, question: Question) -> Person | None:
    """The contact who solved it, answered, chose the answer or had it in hand."""
    had = (question.solved_by, question.answered_by, question.chosen_by, question.taken_by)
    people = [person for one in had if one != question.asker and (person := desk.directory.person(one))]
    return next((person for person in people if person.is_contact), None)


async def expired(desk: Desk, question: Question) -> Question:
    """A person's counter-question got no reply: it rests until any word."""
    question = replace(question, state=after(question.state, Move.EXPIRE), waits_for_asker=False)
    await desk.tx.questions.note(question.number, "expired", None, desk.now)
    question = await turns.settle(desk, question)
    await followers.free(desk, question)
    return question


async def woken(desk: Desk, question: Question) -> Question:
    """Any word of the asker wakes a resting question: the one who asked back has it again."""
    routing = await desk.routing()
    contact = desk.directory.person(question.taken_by)
    await desk.tx.questions.note(question.number, "woken", question.asker, desk.now)
    if contact and routing.is_reachable(contact, question.root.platform):
        return await turns.give(desk, replace(question, reopened=True), routing.to(question, contact))
    return await turns.route(desk, question)
