"""Puts a question's card and call line into the outbox, where they belong; leaves what they say to the replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import outage_notes
from handlers.context import Desk
from handlers.places import is_out_of_reach, is_paused
from handlers.replies.buttons import ASKERS, verb
from handlers.replies.calls import call_asker, call_line
from handlers.replies.outlook import Outlook
from handlers.replies.private import contact_line
from handlers.replies.questions import card
from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.message import Message, escape
from knowledge.support.directory import Place
from knowledge.support.question import Question, State
from storage.deliveries import Where


async def show(desk: Desk, question: Question, *, anew: bool = False) -> None:
    """Post the question's card, or revise it where it hangs; `anew`: as a new message that calls its asker."""
    if question.silent_place and question.sensitive:
        await show_to_asker(desk, question)
    if _has_no_card(question):
        return
    alone = await _stands_with_asker(desk, question) or (anew and await is_out_of_reach(desk, question))
    if anew:
        await desk.tx.outbox.withdraw(question.key("card"))
    if alone:
        await show_to_asker(desk, question, anew=anew)
        return
    await _begin_again(desk, question)
    ahead = replace(await outlook(desk, question), calls_asker=anew)
    message = card(question, desk.voice(question.language), ahead)
    await desk.tx.outbox.say(question.key("card"), thread_of(question), message)


async def show_to_asker(desk: Desk, question: Question, *, anew: bool = False) -> None:
    """The card in its asker's own conversation: a fixed safe answer, or one that could not stand in the channel."""
    asker = desk.directory.person(question.asker)
    if asker:
        ahead = replace(await outlook(desk, question), calls_asker=anew)
        message = card(question, desk.voice_for(asker), ahead)
        theirs = tuple(one for one in message.buttons if verb(one.action) in ASKERS)
        await desk.tell(asker, question.key("card"), replace(message, buttons=theirs), question.root.platform)


async def _stands_with_asker(desk: Desk, question: Question) -> bool:
    """Whether the card had to move to its asker's own conversation; there it stays."""
    if question.root.is_direct:
        return False
    said = await desk.tx.outbox.said(question.key("card"))
    return said is not None and said.address.channel.startswith(f"{DIRECT}:")


def _has_no_card(question: Question) -> bool:
    """Linked, unsure and silenced questions say nothing in the channel."""
    follows = question.linked_to is not None and question.answered_at is None
    return follows or question.unsure or question.silent_place


def thread_of(question: Question) -> Where:
    """Where a question's card hangs: in its thread, or in the asker's own conversation."""
    root = question.root
    return Where(platform=root.platform, channel=root.channel, thread=None if root.is_direct else root.root)


async def outlook(desk: Desk, question: Question) -> Outlook:
    """What the card tells beside the question."""
    about = await outage_notes.get(desk, question.outage) if question.outage is not None else None
    banner = await outage_notes.banner_for(desk, about, question) if about else ""
    if question.follows and about:
        return Outlook(outage=about, banner=banner)
    routing = await desk.routing()
    ladder = routing.ladder(question)
    turn = routing.next(question) if question.has_person else routing.start(question)
    if question.state is State.ANSWERED and question.holders:
        turn = routing.start(question)
    joined = await desk.tx.questions.linked_to(question.number) if question.is_open else []
    other = await desk.tx.questions.get(question.offered_question) if question.offered_question else None
    entries = desk.entries((question.entry, other.entry if other else None, *question.offered, *question.candidates))
    case = await desk.tx.vendor.look(question.case) if question.case is not None else None
    return Outlook(
        next=turn.holders if turn else (),
        next_kind=ladder[turn.step].kind if turn else "",
        opens=_opens(desk, question, ladder[question.step].kind if question.ladder else ""),
        joined=await _count(desk, question, {one.asker for one in joined if one.follows}),
        entries=entries,
        offered=other,
        outage=about,
        banner=banner,
        case=case,
    )


async def _count(desk: Desk, question: Question, linked: set[str]) -> int:
    """How many others ask the same: linked questions, and those who said ”samma här”."""
    if not question.has_person:
        return len(linked - {question.asker})
    lines = await desk.tx.questions.history(question.number)
    return len((linked | {line.who for line in lines if line.what == "me_too" and line.who}) - {question.asker})


def _opens(desk: Desk, question: Question, kind: str) -> datetime | None:
    school = question.school if kind in {"local", ""} else None
    opens = desk.working.next_open(desk.now, school)
    return opens if opens > desk.now else None


async def call(desk: Desk, question: Question) -> None:
    """Call whoever has it: one line in the thread, or a direct message when nothing may be said there."""
    await hush(desk, question)
    if not question.holders:
        return
    if await _is_told_alone(desk, question) or await is_paused(desk, question.place):
        await tell_privately(desk, question, question.holders)
    else:
        line = call_line(question, desk.voice(question.language))
        await desk.tx.outbox.say(question.key("call"), thread_of(question), line)
    for person in question.holders:
        await desk.tx.directory.mark_asked(person, desk.now)


async def _is_told_alone(desk: Desk, question: Question) -> bool:
    """Whether its contacts are told alone: it is private, or nothing can be said in its channel."""
    return _is_private(question) or await _is_unspoken(desk, question)


async def _is_unspoken(desk: Desk, question: Question) -> bool:
    """Whether nothing can be said where the question stands: the channel is shut, or took the card no more."""
    return await is_out_of_reach(desk, question) or await _stands_with_asker(desk, question)


def _is_private(question: Question) -> bool:
    """Whether its contacts are told alone, so that what they are told is all that they have of it."""
    return bool(question.private or question.sensitive or question.silent_place or question.root.is_direct)


async def tell_privately(desk: Desk, question: Question, people: tuple[str, ...]) -> None:
    """What these contacts alone are told of a question; where it stands already it is revised."""
    entries = desk.entries(question.candidates)
    shut = not _is_private(question) and await _is_unspoken(desk, question)
    for person in filter(None, map(desk.directory.person, people)):
        line = contact_line(question, desk.voice_for(person), entries, shut=shut)
        await desk.tell(person, question.key(f"call/{person.id}"), line, question.root.platform)


async def begin_thread(desk: Desk, question: Question, place: Place) -> Question:
    """Post the first message of a thread for somebody who asked elsewhere: who asks what.

    The thread is named by our own key; the worker puts the platform's id in its place when it is known.
    """
    platform = question.root.platform
    voice = desk.voice(question.language)
    text = voice.say("posted.root", asker=voice.name(question.asker), text=escape(question.text))
    line = Message(reply="waiting", text=text, language=question.language, about=question.number,
                   state=question.state.value)  # fmt: skip
    channel = place.channels[platform]
    await desk.tx.outbox.say(question.key("root"), Where(platform=platform, channel=channel), line)
    root = MessageRef(platform=platform, channel=channel, id=question.key("root"))
    question = replace(question, root=root, place=place.id)
    await desk.tx.questions.save(question)
    return question


async def _begin_again(desk: Desk, question: Question) -> None:
    """A thread that the bot began and that was taken away begins anew."""
    place = desk.directory.place(question.place)
    if place and question.root.id == question.key("root") and not await desk.tx.outbox.is_live(question.root.id):
        await begin_thread(desk, question, place)


async def hush(desk: Desk, question: Question) -> None:
    """Withdraw the call line, wherever it stands; who took a question privately keeps it, with other buttons."""
    alone = question.state in {State.TAKEN, State.WITH_VENDOR} and await _is_told_alone(desk, question)
    taker = question.taken_by if alone else None
    for said in await desk.tx.outbox.live(question.key("call")):
        if taker is None or said.key != question.key(f"call/{taker}"):
            await desk.tx.outbox.withdraw(said.key)
    if taker:
        await tell_privately(desk, question, (taker,))


async def call_the_asker(desk: Desk, question: Question, key: str, contact: str | None) -> None:
    """Replace the call line by one that calls the asker, in the thread or in the asker's own conversation."""
    await hush(desk, question)
    if not question.silent_place and not await is_paused(desk, question.place):
        key = f"{key}.sensitive" if question.sensitive and key == "solved" else key
        line = call_asker(question, desk.voice(question.language), key, contact)
        asker = desk.directory.person(question.asker)
        if asker and await _is_unspoken(desk, question):
            await desk.tell(asker, question.key("call"), line, question.root.platform)
            return
        await desk.tx.outbox.say(question.key("call"), thread_of(question), line)


async def take_away(desk: Desk, question: Question) -> None:
    """Withdraw everything that was said about a question."""
    for said in await desk.tx.outbox.live(f"question/{question.number}/"):
        await desk.tx.outbox.withdraw(said.key)
