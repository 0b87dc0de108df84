"""Brings a question into the support channel for somebody who asked elsewhere; leaves judging it to `asking`."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards
from handlers.asking import Asked, asked, routed
from handlers.context import Desk, Refusal, account_of
from handlers.personal_data import warn_in_words
from handlers.places import is_paused, is_shut
from handlers.replies.private import words
from handlers.replies.voice import Voice
from handlers.shadow import is_shadow
from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.message import Message, Notice, Shown
from knowledge.faq.verdict import Route, Silent, Situation
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.question import Question
from knowledge.support.sensitive import sensitive


def support_place(desk: Desk, platform: str) -> Place | None:
    """The support place on that platform, the first of them."""
    return next(iter(_support_places(desk, platform)), None)


def _support_places(desk: Desk, platform: str) -> list[Place]:
    return [place for place in desk.directory.places_of(PlaceKind.SUPPORT) if platform in place.channels]


async def _where_to_ask(desk: Desk, platform: str) -> Place | None:
    """The first support place on that platform in which something can be said; else the first."""
    for place in _support_places(desk, platform):
        if not await is_shut(desk, platform, place.channels[platform]):
            return place
    return support_place(desk, platform)


async def post_question(desk: Desk, person: Person, text: str, platform: str, found: tuple[str, ...]) -> Shown | None:
    """`fråga …` from anywhere: the question stands in the support channel, with its asker's name.

    What is sensitive does not: its safe answer comes in the asker's own conversation.
    """
    place = await _where_to_ask(desk, platform)
    if place is None:
        raise Refusal("no_place")
    reader = desk.read(text)
    verdict = reader.verdict(Situation(direct=True, role=person.role.value))
    if isinstance(verdict.decision, Silent):
        verdict = replace(verdict, decision=Route())
    account = account_of(person, platform, desk.running)
    if sensitive(text) and account:
        alone = MessageRef(platform=account[0], channel=f"{DIRECT}:{account[1]}", id="")
        await asked(desk, Asked(person=person, ref=alone, text=text, place=None, verdict=verdict))
        return None
    if is_shadow(desk, place):
        raise Refusal("shadow", place=desk.voice_for(person).place(place.id))
    if await is_shut(desk, platform, place.channels[platform]):
        raise Refusal("shut", place=desk.voice_for(person).place(place.id))
    root = MessageRef(platform=platform, channel=place.channels[platform], id="")
    question = await asked(desk, Asked(person=person, ref=root, text=text, place=place, verdict=verdict))
    return Notice(message=_where_it_is(desk.voice_for(person), place, question, found))


def _where_it_is(voice: Voice, place: Place, question: Question | None, found: tuple[str, ...]) -> Message:
    """Where the question stands now, and what was taken out of it."""
    if question is not None and question.silent_place:
        said = words(voice, "command", "notice.ask_human", question, contact=voice.names(question.holders))
    else:
        link = f"desk:{question.key('root')}" if question else "desk:"
        said = words(voice, "command", "cmd.ask", question, place=voice.place(place.id), link=link)
    if not found:
        return said
    masked = voice.say("personal_data.masked", found=warn_in_words(found, voice))
    return replace(said, reply="personal_data", text=f"{said.text}\n{masked}")


async def into_channel(desk: Desk, question: Question) -> Question:
    """A direct question whose asker chose the channel."""
    place = await _where_to_ask(desk, question.root.platform)
    if place is None:
        return await routed(desk, replace(question, private=True, direct_choice=False))
    if is_shadow(desk, place):
        raise Refusal("shadow", place=desk.voice(question.language).place(place.id))
    shut = await is_shut(desk, question.root.platform, place.channels[question.root.platform])
    if shut or await is_paused(desk, place.id):
        raise Refusal("paused", place=desk.voice(question.language).place(place.id))
    await desk.tx.outbox.withdraw(question.key("card"))
    question = await cards.begin_thread(desk, replace(question, direct_choice=False), place)
    return await routed(desk, question)
