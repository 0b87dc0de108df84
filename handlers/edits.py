"""A message was changed or removed: the question is judged anew, or everything about it goes; leaves judging to the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import answers, learning, outage_askers, personal_data, shadow
from handlers.asker import word_of_asker
from handlers.asking import MOST_NEAR, NEAR, area_of, decide, routed, turned_sensitive
from handlers.context import Desk
from handlers.linking import unlink
from handlers.messages import written
from handlers.replies.private import words
from knowledge.conversation.event import MessageDeleted, MessageEdited, MessagePosted
from knowledge.conversation.words import asker_says
from knowledge.faq.lesson import remembered
from knowledge.faq.verdict import Answer, AskMore, Decision, Route, Silent, Situation, Suggest, Verdict
from knowledge.support.directory import PlaceKind
from knowledge.support.question import CLOSED, Question, State
from storage.messages import StoredMessage

LATE = timedelta(minutes=10)
"""How much later than its own change a message may be told."""
_BY_BOT_ALONE = frozenset({State.ASKED, State.SUGGESTED, State.ANSWERED})
"""States in which nobody but the bot has said anything."""


async def edited(desk: Desk, event: MessageEdited) -> None:
    """The author changed a message."""
    stored = await desk.tx.messages.get(event.ref)
    if stored is None:
        await _before_it_was_heard(desk, event)
        return
    if event.author.is_bot or not _is_by(desk, event, stored):
        return
    if stored.text == event.text and event.read_back:
        return
    if stored.text == event.text and not event.found:
        await personal_data.edited(desk, event.ref, event.found)
        return
    await personal_data.edited(desk, event.ref, event.found)
    person = desk.directory.person(stored.author)
    if event.found and person:
        place = desk.directory.place_of(event.ref.platform, event.ref.channel)
        await personal_data.warn(desk, person, event.ref, event.found, place)
    await desk.tx.messages.update(event.ref, text=event.text)
    await shadow.reworded(desk, stored, event.text)
    question = await desk.tx.questions.get(stored.question) if stored.question else None
    if question is None:
        await _perhaps_a_question_now(desk, event, stored)
    elif question.asker == stored.author and not question.sensitive:
        await _judged_anew(desk, question, stored, event)


def _is_by(desk: Desk, event: MessageEdited, stored: StoredMessage) -> bool:
    """Whether its author changed it: what another hand made of it are not the author's words."""
    hand = desk.directory.person_of(event.ref.platform, event.author.id)
    return hand is None or hand.id == stored.author


async def _before_it_was_heard(desk: Desk, event: MessageEdited) -> None:
    """The change came before the message: the message is what it says now. Of what is older nobody wanted to know."""
    ref, is_young = event.ref, event.posted_at is not None and event.at - event.posted_at < LATE
    place = desk.directory.place_of(ref.platform, ref.channel)
    is_for_us = ref.is_direct or (place is not None and place.kind is PlaceKind.SUPPORT)
    if is_young and is_for_us and event.posted_at is not None:
        fresh = MessagePosted(id=event.id, at=event.posted_at, author=event.author, ref=ref, text=event.text,
                              found=event.found)  # fmt: skip
        await written(desk, fresh)


async def _perhaps_a_question_now(desk: Desk, event: MessageEdited, stored: StoredMessage) -> None:
    """A message that was passed over and now asks: as if it had been written now (the same day only)."""
    if stored.ref.thread is not None or stored.at.date() != event.at.date() or stored.deleted:
        return
    held = await desk.tx.held.get(event.ref.platform, event.ref.channel, event.author.id)
    if held is not None and any(part.ref.id == event.ref.id for part in held.parts):
        parts = tuple(replace(part, text=event.text) if part.ref.id == event.ref.id else part for part in held.parts)
        await desk.tx.held.put(replace(held, parts=parts))
        return
    fresh = MessagePosted(id=event.id, at=event.at, author=event.author, ref=event.ref, text=event.text)
    await written(desk, fresh, again=True)


async def _judged_anew(desk: Desk, question: Question, stored: StoredMessage, event: MessageEdited) -> None:
    """Nobody but the bot has answered: another verdict revises the same card; else it is only noted (DESIGN 5)."""
    await desk.tx.questions.note(question.number, "edited", question.asker, desk.now)
    is_part = bool(stored.text) and stored.text in question.text
    if not is_part and stored.ref.id != question.root.id:
        return
    text = question.text.replace(stored.text, event.text) if is_part else event.text
    reader = desk.reader if desk.reader and text == event.text else desk.read(text)
    verdict = reader.verdict(Situation())
    question = replace(question, text=text, judged=remembered(verdict))
    await desk.tx.questions.save(question)
    await learning.reworded(desk, question)
    exact = any(match.exact for match in verdict.matches[:1])
    if not exact and await turned_sensitive(desk, question, event.text):
        return
    if await _is_settled(desk, question) or await _said_so(desk, question, event.text):
        return
    question = replace(question, area=area_of(desk, verdict) or question.area,
                       candidates=tuple(m.id for m in verdict.matches[:MOST_NEAR] if m.score >= NEAR))  # fmt: skip
    await _another_verdict(desk, question, verdict)


async def _is_settled(desk: Desk, question: Question) -> bool:
    """Whether a person has answered or has it in hand, so that an edit changes nothing."""
    if question.answered_by or question.state in CLOSED or question.state in {State.TAKEN, State.WITH_VENDOR}:
        return True
    return any(line.what == "person_wrote" for line in await desk.tx.questions.history(question.number))


async def _said_so(desk: Desk, question: Question, text: str) -> bool:
    """”Löst, tack” in the place of the question counts as the words."""
    said = asker_says(text)
    asker = desk.directory.person(question.asker)
    if said is None or asker is None or said.action not in {"helped", "dropped"}:
        return False
    return await word_of_asker(desk, question, asker, said)


async def _another_verdict(desk: Desk, question: Question, verdict: Verdict) -> None:
    """What the words say now; what asks the same as before, or nothing, changes nothing."""
    decision = verdict.decision
    if question.follows or question.offered_question or question.linked_to:
        await _another_than_its_twin(desk, question, decision)
        return
    changed = replace(question, edited=True)
    match decision:
        case Answer(entry=entry):
            if entry != question.entry and entry not in question.rejected:
                await answers.answered(desk, changed, entry)
        case Suggest(entries=entries):
            fresh = tuple(entry for entry in entries if entry not in question.rejected)
            if fresh and fresh != question.offered and question.entry not in fresh[:1]:
                await answers.suggested(desk, changed, fresh)
        case AskMore() if question.state in {State.ANSWERED, State.SUGGESTED}:
            await answers.asked_more(desk, question)
        case Silent(unsure=False) if question.state in _BY_BOT_ALONE and _is_talk(verdict):
            await answers.dropped(desk, question, "withdrawn", question.asker)
        case Route() if question.state is not State.WAITING:
            await routed(desk, replace(question, entry=None, offered=()))


def _is_talk(verdict: Verdict) -> bool:
    """Whether the words surely ask nothing any more; in doubt the question stands, since a lost one costs most."""
    return verdict.kind.probabilities.get("chatter", 0.0) + verdict.kind.probabilities.get("other", 0.0) >= 0.7


async def _another_than_its_twin(desk: Desk, question: Question, decision: Decision) -> None:
    """It waits for another's question or for an outage, or was offered a question: only if it asks something else is it its own."""
    if question.outage is not None:
        if not await outage_askers.still_asks(desk, question) and not isinstance(decision, AskMore | Silent):
            await decide(desk, replace(await unlink(desk, question), edited=True), decision)
        return
    number = question.linked_to or question.offered_question or 0
    twin = await desk.tx.questions.get(number)
    still = desk.read(question.text).same({number: twin.text}) if twin else {}
    if not still and not isinstance(decision, AskMore | Silent):
        await decide(desk, replace(await unlink(desk, question), edited=True), decision)


async def deleted(desk: Desk, event: MessageDeleted) -> None:
    """A message is gone: its text too, and all that was said about its question."""
    stored = await desk.tx.messages.get(event.ref)
    await personal_data.edited(desk, event.ref, ())
    if stored is None:
        await desk.tx.inbox.is_new_message(event.ref)  # should it be told after all, it is gone already
        return
    await desk.tx.messages.forget(event.ref)
    await shadow.reworded(desk, stored, "")
    await _out_of_held(desk, stored)
    question = await desk.tx.questions.get(stored.question) if stored.question else None
    if question is None:
        return
    if question.asker != stored.author:
        await _answer_gone(desk, question, stored)
    elif question.root.id == event.ref.id:
        await _whole_question_gone(desk, question)
    elif stored.text:
        left = replace(question, text=question.text.replace(stored.text, "").strip())
        await desk.tx.questions.save(left)
        if left.text != question.text:
            await learning.reworded(desk, left)


async def _answer_gone(desk: Desk, question: Question, stored: StoredMessage) -> None:
    """Somebody took their answer back: its text goes, and where nothing is left of it the question waits again."""
    if question.answered_by != stored.author or not stored.text or stored.text not in question.answer_text:
        return
    question = replace(question, answer_text=question.answer_text.replace(stored.text, "").strip())
    await desk.tx.questions.save(question)
    if question.state is State.ANSWERED and not question.answer_text:
        await routed(desk, replace(question, answered_by=None, answered_at=None))


async def _out_of_held(desk: Desk, stored: StoredMessage) -> None:
    person = desk.directory.person(stored.author)
    account = person.accounts.get(stored.ref.platform, "") if person else ""
    held = await desk.tx.held.get(stored.ref.platform, stored.ref.channel, account)
    if held is None:
        return
    parts = tuple(part for part in held.parts if part.ref.id != stored.ref.id)
    if parts:
        await desk.tx.held.put(replace(held, parts=parts))
    else:
        await desk.tx.held.drop(stored.ref.platform, stored.ref.channel, account)


async def _whole_question_gone(desk: Desk, question: Question) -> None:
    """Everything that was said is withdrawn, the stored text removed, and its asker told alone."""
    for message in await desk.tx.messages.of_question(question.number):
        if message.author == question.asker:
            await desk.tx.messages.forget(message.ref)
    await learning.forgotten(desk, question)
    await outage_askers.forget(desk, question)
    question = replace(question, text="", judged={}, answer_text="")
    if question.state is State.DROPPED:
        await desk.tx.questions.save(question)
        return
    question = await answers.dropped(desk, question, "deleted", question.asker)
    asker = desk.directory.person(question.asker)
    if asker and question.place and not question.unsure:
        voice = desk.voice_for(asker)
        said = words(voice, "command", "withdrawn", question, place=voice.place(question.place))
        await desk.tell(asker, f"person/{asker.id}/withdrawn/{question.number}", said, question.root.platform)
