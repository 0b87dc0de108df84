"""A message was changed or removed: the question is judged anew, or everything about it goes; leaves judging to the reader."""

from __future__ import annotations

from dataclasses import replace

from handlers import answers, personal_data
from handlers.asking import area_of, routed
from handlers.context import Desk
from handlers.messages import written
from handlers.replies.private import words
from knowledge.conversation.event import MessageDeleted, MessageEdited, MessagePosted
from knowledge.faq.verdict import Answer, AskMore, Silent, Situation, Suggest, Verdict
from knowledge.support.question import CLOSED, Question, State
from storage.messages import StoredMessage


async def edited(desk: Desk, event: MessageEdited) -> None:
    """The author changed a message."""
    stored = await desk.tx.messages.get(event.ref)
    if event.author.is_bot or stored is None:
        return
    if stored.text == event.text and not event.found:
        await personal_data.edited(desk, event.ref, event.found)
        return
    await personal_data.edited(desk, event.ref, event.found)
    person = desk.directory.person(stored.author)
    if event.found and person:
        place = await desk.tx.directory.place_of(event.ref.platform, event.ref.channel)
        await personal_data.warn(desk, person, event.ref, event.found, place)
    await desk.tx.messages.update(event.ref, text=event.text)
    question = await desk.tx.questions.get(stored.question) if stored.question else None
    if question is None:
        await _perhaps_a_question_now(desk, event, stored)
    elif question.asker == stored.author and not question.sensitive:
        await _judged_anew(desk, question, stored, event)


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
    before = question.text
    text = before.replace(stored.text, event.text) if stored.text and stored.text in before else event.text
    question = replace(question, text=text)
    await desk.tx.questions.note(question.number, "edited", question.asker, desk.now)
    await desk.tx.questions.save(question)
    if question.answered_by or question.state in CLOSED or question.state in {State.TAKEN, State.WITH_VENDOR}:
        return
    if desk.reader is None or question.linked_to:
        return
    verdict = (desk.reader if text == event.text else desk.read(text)).verdict(Situation())
    question = replace(question, area=area_of(desk, verdict) or question.area,
                       candidates=tuple(m.id for m in verdict.matches[:5] if m.score >= 0.05))  # fmt: skip
    await _another_verdict(desk, question, verdict)


async def _another_verdict(desk: Desk, question: Question, verdict: Verdict) -> None:
    decision = verdict.decision
    changed = replace(question, edited=True)
    match decision:
        case Answer(entry=entry):
            if entry != question.entry and entry not in question.rejected:
                await answers.answered(desk, changed, entry)
        case Suggest(entries=entries):
            if entries != question.offered and question.entry not in entries[:1]:
                await answers.suggested(desk, changed, entries)
        case AskMore():
            if question.state in {State.ANSWERED, State.SUGGESTED}:
                await answers.asked_more(desk, replace(question, edited=False))
        case Silent(unsure=False):
            return
        case _:
            if question.state in {State.ANSWERED, State.SUGGESTED, State.ASKED}:
                await routed(desk, replace(question, entry=None, offered=()))


async def deleted(desk: Desk, event: MessageDeleted) -> None:
    """A message is gone: its text too, and all that was said about its question."""
    stored = await desk.tx.messages.get(event.ref)
    await personal_data.edited(desk, event.ref, ())
    if stored is None:
        return
    await desk.tx.messages.forget(event.ref)
    await _out_of_held(desk, stored)
    question = await desk.tx.questions.get(stored.question) if stored.question else None
    if question is None or question.asker != stored.author:
        return
    if question.root.id != event.ref.id:
        await desk.tx.questions.save(replace(question, text=question.text.replace(stored.text, "").strip()))
        return
    await _whole_question_gone(desk, question)


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
    question = replace(question, text="", answer_text="")
    if question.state is State.DROPPED:
        await desk.tx.questions.save(question)
        return
    question = await answers.dropped(desk, question, "deleted", question.asker)
    asker = desk.directory.person(question.asker)
    if asker and question.place and not question.unsure:
        voice = desk.voice_for(asker)
        said = words(voice, "command", "withdrawn", question, place=voice.place(question.place))
        await desk.tell(asker, f"person/{asker.id}/withdrawn/{question.number}", said, question.root.platform)
