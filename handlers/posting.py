"""Brings a question into the support channel for somebody who asked elsewhere; leaves judging it to `asking`."""

from __future__ import annotations

from dataclasses import replace

from handlers import cards
from handlers.asking import Asked, asked, routed
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.replies.private import notice
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Shown
from knowledge.faq.verdict import Route, Silent, Situation
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.question import Question


def support_place(desk: Desk, platform: str) -> Place | None:
    """The support place on that platform, or any."""
    places = desk.directory.places_of(PlaceKind.SUPPORT)
    return next((place for place in places if platform in place.channels), None)


async def post_question(desk: Desk, person: Person, text: str, platform: str, found: tuple[str, ...]) -> Shown | None:
    """`fråga …` from anywhere: the question stands in the support channel, with its asker's name."""
    place = support_place(desk, platform)
    if place is None:
        raise Refusal("no_place")
    reader = desk.read(text)
    verdict = reader.verdict(Situation(direct=True, role=person.role.value))
    if isinstance(verdict.decision, Silent):
        verdict = replace(verdict, decision=Route())
    root = MessageRef(platform=platform, channel=place.channels[platform], id="")
    question = await asked(desk, Asked(person=person, ref=root, text=text, place=place, verdict=verdict))
    voice = desk.voice_for(person)
    if found:
        return notice(voice, "personal_data", "personal_data.masked", question, found=warn_in_words(found, voice))
    link = f"desk:{question.key('root')}" if question else "desk:"
    return notice(voice, "command", "cmd.ask", question, place=voice.place(place.id), link=link)


async def into_channel(desk: Desk, question: Question) -> Question:
    """A direct question whose asker chose the channel."""
    place = support_place(desk, question.root.platform)
    if place is None:
        return await routed(desk, replace(question, private=True, direct_choice=False))
    await desk.tx.outbox.withdraw(question.key("card"))
    question = await cards.begin_thread(desk, replace(question, direct_choice=False), place)
    return await routed(desk, question)
