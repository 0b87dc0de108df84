"""Central silences the bot in a place, and lets it speak again; leaves what silence means to `cards` and `turns`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import cards, desk_cards, outage_banners
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies.private import words
from knowledge.conversation.days import parse_duration_words
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from knowledge.support.directory import Person, Place, PlaceKind

OVER = "pause_over"
UNTIL_RESUMED = timedelta(days=3650)
"""How long a pause without a time lasts."""


async def _here(desk: Desk, rest: str, ref: MessageRef) -> Place:
    """The place that is meant: where it was typed, the one that is named, else the support place."""
    place = desk.directory.place_of(ref.platform, ref.channel)
    words_left = rest.casefold().split()
    named = next((one for one in desk.directory.places if one.id.casefold() in words_left), None)
    place = named or place or next(iter(desk.directory.places_of(PlaceKind.SUPPORT)), None)
    if place is None:
        raise Refusal("no_place")
    return place


async def pause(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """`paus 2h`: silent there; questions go privately to central."""
    must_be_central(desk, person)
    place = await _here(desk, rest, ref)
    length = parse_duration_words(rest)
    until = desk.now + (length or UNTIL_RESUMED)
    await desk.tx.directory.pause(place.id, until)
    await desk.tx.timers.set(f"pause/{place.id}", OVER, until, values={"place": place.id})
    voice = desk.voice_for(person)
    if length is None:
        return words(voice, "command", "cmd.paused", place=voice.place(place.id))
    return words(voice, "command", "cmd.paused_until", place=voice.place(place.id), until=voice.ahead(until))


async def resume(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """`igång`: speaks again."""
    must_be_central(desk, person)
    place = await _here(desk, rest, ref)
    await desk.tx.directory.pause(place.id, None)
    await desk.tx.timers.cancel(f"pause/{place.id}")
    await speak_again(desk, place.id)
    voice = desk.voice_for(person)
    return words(voice, "command", "cmd.resumed", place=voice.place(place.id))


async def speak_again(desk: Desk, place_id: str) -> None:
    """What was kept silent there, and is open still, is shown to everybody from now on."""
    for question in await desk.tx.questions.open():
        if question.silent_place and question.place == place_id:
            heard = replace(question, silent_place=False)
            await desk.tx.questions.save(heard)
            await cards.show(desk, heard)
    await outage_banners.show_all(desk)
    await desk_cards.look(desk)
