"""A message was written: finds out what it belongs to and hands it there; leaves judging and answering to the others."""

from __future__ import annotations

from datetime import timedelta

from handlers import (
    announced_replies,
    beside,
    bursts,
    channels,
    commands,
    directs,
    outsiders,
    personal_data,
    threads,
    watching,
)
from handlers.asking import Asked, asked
from handlers.context import Desk
from handlers.newcomers import person_of, refusal_of
from handlers.outsiders import must_belong
from handlers.replies.private import notice
from handlers.shadow import is_shadow, noted
from handlers.written import Written, is_for_the_desk, is_lead_in
from knowledge.conversation.clean import is_empty
from knowledge.conversation.commands import parse_command
from knowledge.conversation.event import MessagePosted, MessageRef
from knowledge.conversation.message import Shown
from knowledge.faq.verdict import Silent
from knowledge.support.directory import Person, PlaceKind
from knowledge.support.question import Question
from storage.messages import StoredMessage

NEAR_IN_TIME = timedelta(minutes=10)
"""How long a message in a channel may be an answer to the one before it."""


async def written(desk: Desk, event: MessagePosted, *, again: bool = False) -> Shown | None:
    """A message of anybody, anywhere that the bot can read; `again` when an edit made it worth a new look."""
    if event.author.is_bot or not (again or await _is_to_be_read(desk, event)):
        return None
    place = desk.directory.place_of(event.ref.platform, event.ref.channel)
    if place is None and not event.ref.is_direct and not event.mentions_bot:
        return None
    if place is not None:
        await channels.heard_from(desk, event.ref.platform, event.ref.channel, event.at)
    if refusal_of(desk, event.author):
        return await outsiders.turned_away(desk, event, place)
    person = await person_of(desk, event.author)
    what = Written(event=event, person=person, place=place, before=await _before(desk, event))
    await desk.tx.messages.remember(event.ref, person.id, event.at, event.text)
    shown = await _belongs(desk, what)
    if event.found:
        asks = desk.reader is not None and desk.reader.verdict(what.situation()).kind.is_question >= 0.5
        await personal_data.warn(desk, person, event.ref, event.found, place, asks=asks)
    return shown


async def _is_to_be_read(desk: Desk, event: MessagePosted) -> bool:
    """A message that nobody has told us of, or one that is there again: nothing was left of it when it was deleted."""
    is_new = await desk.tx.inbox.is_new_message(event.ref)
    if is_new or not event.restored:
        return is_new
    stored = await desk.tx.messages.get(event.ref)
    return stored is None or stored.deleted


async def _before(desk: Desk, event: MessagePosted) -> StoredMessage | None:
    """The message before it: in a channel only when it is recent, so that old talk explains nothing."""
    ref = event.ref
    before = await desk.tx.messages.last_in(ref.platform, ref.channel, ref.thread)
    if before is None or before.ref.id == ref.id or (ref.thread is None and event.at - before.at > NEAR_IN_TIME):
        return None
    return before


async def _belongs(desk: Desk, what: Written) -> Shown | None:
    ref = what.event.ref
    if ref.is_direct:
        return await _to_the_bot_alone(desk, what)
    if ref.thread is not None:
        question = await question_of_thread(desk, ref, what.person)
        if question is not None:
            return await threads.replied(desk, question, what.person, what.event, what.situation(
                is_asker=question.asker == what.person.id))  # fmt: skip
        if await bursts.went_on_in_thread(desk, what):
            return None
        question = await bursts.answered_while_held(desk, what)
        if question is not None:
            return await threads.replied(desk, question, what.person, what.event, what.situation())
        if await _below_news(desk, what):
            return None
    if what.event.mentions_bot:
        return await mentioned(desk, what)
    command = parse_command(what.event.text, direct=False)
    if command:
        must_belong(desk, what.person)
        return await commands.given(desk, what.person, command, ref)
    if what.place is None or what.place.kind is not PlaceKind.SUPPORT:
        return None
    return await (in_channel(desk, what) if ref.thread is None else _in_other_thread(desk, what))


async def _to_the_bot_alone(desk: Desk, what: Written) -> Shown | None:
    if await _about_news(desk, what):
        return None
    return await directs.written(desk, what.person, what.event, what.situation(direct=True))


async def _below_news(desk: Desk, what: Written) -> bool:
    """Whether it stands below an announcement in a channel: a question there is its author's, other words are people's."""
    one = None if what.event.mentions_bot else await announced_replies.of_message(desk, what.event.ref)
    if one is None:
        return False
    await announced_replies.replied(desk, what, one)
    return True


async def _about_news(desk: Desk, what: Written) -> bool:
    """Whether it replies to an announcement in the person's own conversation, and is taken care of."""
    ref = what.event.ref
    if parse_command(what.event.text, direct=True) or is_empty(what.event.text):
        return False
    one = await announced_replies.of_message(desk, ref)
    if one is not None:
        return await announced_replies.replied(desk, what, one)
    last = None if ref.thread else await announced_replies.just_before(desk, ref)
    return last is not None and await announced_replies.replied(desk, what, last, only_own=True)


async def _in_other_thread(desk: Desk, what: Written) -> None:
    """A thread that hangs on no question: people talk, and where the bot only watches they may answer what it heard."""
    if is_shadow(desk, what.place):
        await watching.replied(desk, what)


async def question_of_thread(desk: Desk, ref: MessageRef, person: Person) -> Question | None:
    """The question whose thread this is, also when the bot began the thread for somebody; first of all one's own."""
    question = await desk.tx.questions.by_root(ref.platform, ref.channel, ref.root)
    if question is None and (key := await desk.tx.outbox.by_remote(ref.platform, ref.channel, ref.root)):
        question = await desk.tx.questions.by_root(ref.platform, ref.channel, key)
    if question is not None and question.asker == person.id:
        return question
    return await _asked_further_down(desk, ref, question, person) or question


async def _asked_further_down(desk: Desk, ref: MessageRef, first: Question | None, person: Person) -> Question | None:
    """The newest question that was asked by a reply: one's own, or anybody's in a thread that hangs on no question."""
    replies = [one for one in await desk.tx.messages.thread(ref.platform, ref.channel, ref.root) if one.question]
    if first is not None:
        replies = [one for one in replies if one.author == person.id and one.question != first.number]
    return await desk.tx.questions.get(replies[-1].question or 0) if replies else None


async def mentioned(desk: Desk, what: Written) -> Shown | None:
    """The bot was named: a command, or a question to the desk (DESIGN 5)."""
    command = parse_command(what.event.text, direct=True)
    if command:
        must_belong(desk, what.person)
        return await commands.given(desk, what.person, command, what.event.ref)
    if is_empty(what.event.text) or desk.reader is None:
        return await commands.unknown(desk, what.person, what.event.ref)
    verdict = desk.reader.verdict(what.situation(direct=True))
    if isinstance(verdict.decision, Silent):
        return await commands.unknown(desk, what.person, what.event.ref)
    await asked(desk, Asked(person=what.person, ref=what.event.ref, text=what.event.text, place=what.place,
                            verdict=verdict))  # fmt: skip
    if is_shadow(desk, what.place):
        voice = desk.voice_for(what.person)
        return notice(voice, "command", "cmd.shadow", place=voice.place(what.place.id if what.place else None))
    return None


async def in_channel(desk: Desk, what: Written) -> Shown | None:
    """A message of its own in a support place."""
    event, person = what.event, what.person
    if desk.reader is None:
        return None
    if await bursts.word_to_own_question(desk, person, event) or await beside.replied(desk, what):
        return None
    watches = is_shadow(desk, what.place)
    if watches and await watching.answered_beside(desk, what):
        return None
    verdict = desk.reader.verdict(what.situation())
    held = await desk.tx.held.get(event.ref.platform, event.ref.channel, event.author.id)
    if held is not None:
        await bursts.went_on(desk, what, held, verdict)
        return None
    if await bursts.added(desk, person, event, verdict) or (watches and await watching.added(desk, what, verdict)):
        return None
    if await bursts.asks_again(desk, person, event):
        verdict = desk.reader.verdict(what.situation(direct=True))
    if is_lead_in(verdict, event):
        await bursts.hold(desk, what)
        return None
    if watches:
        await noted(desk, event.ref, event.text, what.place, verdict)
    elif is_for_the_desk(verdict, event.text):
        await asked(desk, Asked(person=person, ref=event.ref, text=event.text, place=what.place, verdict=verdict))
    return None
