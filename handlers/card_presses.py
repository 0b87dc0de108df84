"""What each button on a question's card does; leaves rights, and whether the button is there now, to `presses`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import answers, asker, directs, learning, proposal_drafts, turns, vendor_cases
from handlers.asking import routed
from handlers.context import Desk, Refusal
from handlers.forms import hand_on_form
from handlers.linking import unlink
from handlers.replies.private import notice, with_buttons, words
from knowledge.conversation.message import Notice, Shown
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

Act = Callable[[Desk, Question, Person, str], Awaitable[Shown | None]]


async def _helped(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    question = await asker.helped(desk, question)
    return notice(desk.voice_for(person), "solved", "solved.notice_asker", question)


async def _not_helped(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    question = await asker.no_help(desk, question)
    return _went_to(desk, question, person, "notice.not_helped")


def _went_to(desk: Desk, question: Question, person: Person, key: str) -> Shown | None:
    if question.direct_choice or not question.holders:
        return None
    voice = desk.voice_for(person)
    return notice(voice, "waiting", key, question, contact=voice.names(question.holders))


async def _ask_human(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    if question.sensitive:
        return await _call_me(desk, question, person)
    if question.follows:
        question = await unlink(desk, question)
    question = await routed(desk, question)
    return _went_to(desk, question, person, "notice.ask_human")


async def _call_me(desk: Desk, question: Question, person: Person) -> Shown:
    """A contact is asked to phone, without the question, its school or a quotation."""
    for holder in filter(None, map(desk.directory.person, question.holders)):
        voice = desk.voice_for(holder)
        line = words(voice, "sensitive", "sensitive.call", question, asker=voice.name(question.asker))
        await desk.tell(holder, question.key(f"phone/{holder.id}"), line, question.root.platform)
    voice = desk.voice_for(person)
    return notice(voice, "sensitive", "sensitive.notice", question, contact=voice.names(question.holders))


async def _pick(desk: Desk, question: Question, person: Person, entry: str) -> None:
    await learning.said(desk, question, entry, "picked", person.id)
    await answers.answered(desk, question, entry)


async def _none_of_these(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    question = await asker.no_help(desk, question, "none_of_these")
    return _went_to(desk, question, person, "notice.none_of_these")


async def _not_a_question(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    await learning.said(desk, question, None, "not_a_question", person.id)
    question = await answers.dropped(desk, question, "not_a_question", person.id)
    voice = desk.voice_for(person)
    said = words(voice, "command", "not_a_question", question)
    return Notice(message=with_buttons(said, ("undo", voice.say("button.undo"))))


async def undo(desk: Desk, question: Question, person: Person) -> Shown:
    """Take back ”not a question”; everything is as it was, with fresh times."""
    if question.state is not State.DROPPED or question.how != "not_a_question" or not person.is_contact:
        voice = desk.voice_for(person)
        raise Refusal("undo_late", instead=voice.say("word.ask_again"))
    question = await answers.restored(desk, question, person.id)
    return notice(desk.voice_for(person), "command", "notice.undone", question)


async def _wrong_answer(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    """A contact says that the bot was wrong: the answer goes with one kind sentence, and a person is asked."""
    await learning.said(desk, question, question.entry, "wrong_answer", person.id)
    gone = tuple(dict.fromkeys((*question.rejected, *((question.entry,) if question.entry else ()))))
    question = replace(question, rejected=gone, wrong=True)
    question = await routed(desk, question)
    return _went_to(desk, question, person, "notice.wrong_answer")


async def _take(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    question = await answers.taken(desk, question, person)
    voice = desk.voice_for(person)
    if question.sensitive:
        return notice(voice, "taken", "notice.taken.sensitive", question)
    if question.root.is_direct:
        return notice(voice, "taken", "notice.taken.private", question, asker=voice.name(question.asker))
    return notice(voice, "taken", "notice.taken", question)


async def _keep(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    await desk.tx.timers.cancel_all(question.key(""))
    await desk.tx.outbox.withdraw(question.key("reminder"))
    await turns.watch_taker(desk, question)
    return notice(desk.voice_for(person), "taken", "notice.kept", question)


async def _hand_on(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    return hand_on_form(desk, question, person)


async def _solved(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    if person.id == question.asker:
        return await _helped(desk, question, person, "")
    question = await answers.solved(desk, question, "by_contact", person.id)
    return notice(desk.voice_for(person), "solved", "notice.solved", question)


async def _use_faq(desk: Desk, question: Question, person: Person, entry: str) -> Shown | None:
    """A contact chooses an entry as the answer; the asker is called, since the question had waited."""
    await learning.said(desk, question, entry, "use_faq", person.id)
    question = await answers.answered(desk, question, entry, chosen_by=person.id)
    await answers.call_for_choice(desk, question, person.id)
    return notice(desk.voice_for(person), "answer", "notice.used_faq", question)


async def _reopen(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    await desk.tx.outbox.withdraw(question.key("notice"))
    if question.state is State.EXPIRED:
        question = await answers.woken(desk, question)
    elif directs.is_of_the_bot_alone(question):
        question = await directs.opened_again(desk, question)
    else:
        question = await answers.reopened(desk, question)
    return _went_to(desk, question, person, "notice.ask_human")


async def _in_channel(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    return await directs.in_channel(desk, question, person)


async def _to_contact(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    question = await directs.to_contact(desk, question)
    return _went_to(desk, question, person, "notice.ask_human")


async def _propose_faq(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    return await proposal_drafts.from_card(desk, person, question)


async def _to_vendor(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    return await vendor_cases.form(desk, person, question)


ACTS: dict[str, Act] = {
    "helped": _helped, "not_helped": _not_helped, "ask_human": _ask_human, "pick": _pick,
    "none_of_these": _none_of_these, "not_a_question": _not_a_question, "wrong_answer": _wrong_answer, "take": _take,
    "keep": _keep, "hand_on": _hand_on, "solved": _solved, "use_faq": _use_faq, "reopen": _reopen,
    "in_channel": _in_channel, "to_contact": _to_contact, "propose_faq": _propose_faq,
    "to_vendor": _to_vendor,
}  # fmt: skip
"""Action -> what it does; rights and timing have been checked."""
