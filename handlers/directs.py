"""A person's own conversation with the bot: commands, questions and words; leaves the channel to `messages`."""

from __future__ import annotations

from dataclasses import replace

from handlers import asker, cards, commands, threads
from handlers.asking import Asked, asked, privately
from handlers.context import Desk
from handlers.outsiders import must_belong
from handlers.posting import into_channel
from handlers.replies.private import notice
from knowledge.conversation.clean import is_empty
from knowledge.conversation.commands import parse_command
from knowledge.conversation.event import MessagePosted
from knowledge.conversation.message import Shown
from knowledge.conversation.words import asker_says
from knowledge.faq.verdict import Silent, Situation
from knowledge.support.directory import Person
from knowledge.support.question import Question, State
from knowledge.support.sensitive import sensitive


async def written(desk: Desk, person: Person, event: MessagePosted, situation: Situation) -> Shown | None:
    """Something was written to the bot alone."""
    command = parse_command(event.text, direct=True)
    if command:
        must_belong(desk, person)
        return await commands.given(desk, person, command, event.ref)
    if is_empty(event.text) and not event.attachments:
        return None
    current = await _current(desk, person, event)
    if current and await _belongs(desk, current, person, event, situation):
        return None
    if desk.reader is None:
        return None
    verdict = desk.reader.verdict(situation)
    silent = isinstance(verdict.decision, Silent)
    if silent and (is_thanks(event.text) or (current and await _added(desk, current, person, event))):
        return None
    if verdict.kind.best in {"chatter", "greeting"} and silent:
        return await commands.greeted(desk, person, event.ref)
    if silent and sensitive(event.text) is None:
        return await commands.unknown(desk, person, event.ref)
    await asked(desk, Asked(person=person, ref=event.ref, text=event.text, place=None, verdict=verdict))
    return None


async def _current(desk: Desk, person: Person, event: MessagePosted) -> Question | None:
    """The question that a direct message may belong to: that of its thread, else the newest open or just solved."""
    if event.ref.thread:
        return await desk.tx.questions.by_root(event.ref.platform, event.ref.channel, event.ref.root)
    mine = await desk.tx.questions.where(asker=person.id)
    here = [one for one in mine if one.root.channel == event.ref.channel]
    here = [one for one in here if one.is_open or (one.state is State.SOLVED and asker.is_fresh(desk, one))]
    return max(here, key=lambda one: one.number, default=None)


async def _belongs(desk: Desk, question: Question, person: Person, event: MessagePosted, situation: Situation) -> bool:
    """Whether the message goes on with that question: a word about it, or the reply to a counter-question."""
    if event.ref.thread or question.state is State.EXPIRED:
        await threads.replied(desk, question, person, event, situation)
        return True
    titles = [entry.title for entry in desk.entries(question.offered).values()]
    said = asker_says(event.text, titles)
    if said is not None and said.action == "not_helped" and is_of_the_bot_alone(question):
        await opened_again(desk, question)
        return True
    if said is not None and await asker.word_of_asker(desk, question, person, said):
        return True
    if question.state is State.ASKED and not question.direct_choice:
        await threads.replied(desk, question, person, event, situation)
        return True
    return False


def is_thanks(text: str) -> bool:
    """Whether it only thanks, or says that it helped."""
    said = asker_says(text)
    return said is not None and said.action in {"thanks", "helped"}


def is_of_the_bot_alone(question: Question) -> bool:
    """Whether it was solved between the asker and the bot, so that nobody else has read it yet."""
    seen = question.private or question.sensitive or question.answered_by or question.chosen_by
    return question.root.is_direct and question.state is State.SOLVED and not seen


async def opened_again(desk: Desk, question: Question) -> Question:
    """It was not solved after all: before a person reads it, the asker is asked who may."""
    question = replace(question, state=State.ANSWERED, how="", solved_by=None, solved_at=None)
    await desk.tx.questions.note(question.number, "reopened", question.asker, desk.now)
    return await asker.no_help(desk, question)


async def _added(desk: Desk, question: Question, person: Person, event: MessagePosted) -> bool:
    """Something more about a question that only its contact reads: it is put where the contact sees it."""
    waits_alone = question.private and question.has_person
    if not waits_alone and not question.direct_choice:
        return False
    question = replace(question, text=f"{question.text}\n{event.text}"[:8000])
    await desk.tx.questions.save(question)
    await desk.tx.messages.update(event.ref, question=question.number)
    if waits_alone and question.called:
        await cards.tell_privately(desk, question, question.holders)
        voice = desk.voice_for(person)
        said = notice(voice, "command", "notice.added", question, contact=voice.names(question.holders))
        await commands.reply(desk, person, event.ref, said)
    return True


async def in_channel(desk: Desk, question: Question, person: Person) -> Shown | None:
    """”I kanalen, så att alla lär sig”."""
    question = await into_channel(desk, question)
    voice = desk.voice_for(person)
    return notice(voice, "command", "cmd.ask", question, place=voice.place(question.place),
                  link=f"desk:{question.key('root')}")  # fmt: skip


async def to_contact(desk: Desk, question: Question) -> Question:
    """”Bara till min kontakt”."""
    return await privately(desk, question)
