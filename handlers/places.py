"""What a channel is, and silence in it; leaves who may speak of it to the roles."""

from __future__ import annotations

from datetime import timedelta

from handlers.context import Desk, Refusal
from handlers.replies.private import notice, with_buttons, words
from knowledge.conversation.clean import clean
from knowledge.conversation.days import parse_duration_words
from knowledge.conversation.event import ButtonPressed, MessageRef, PlaceChanged
from knowledge.conversation.message import Message, Shown, escape
from knowledge.support.directory import Person, Place, PlaceKind, Role

UNTIL_RESUMED = timedelta(days=3650)
"""How long a pause without a time lasts."""


def _must_be_central(desk: Desk, person: Person) -> None:
    if person.role is not Role.CENTRAL:
        voice = desk.voice_for(person)
        raise Refusal("central_only", central=voice.names(p.id for p in desk.directory.central()))


async def _here(desk: Desk, rest: str, ref: MessageRef) -> Place:
    """The place that is meant: where it was typed, the one that is named, else the support place."""
    place = await desk.tx.directory.place_of(ref.platform, ref.channel)
    words_left = rest.casefold().split()
    named = next((one for one in desk.directory.places if one.id.casefold() in words_left), None)
    place = named or place or next(iter(desk.directory.places_of(PlaceKind.SUPPORT)), None)
    if place is None:
        raise Refusal("no_place")
    return place


async def is_paused(desk: Desk, place_id: str | None) -> bool:
    """Whether central has silenced the bot there, and the time is not over."""
    until = await desk.tx.directory.paused_until(place_id) if place_id else None
    return until is not None and until > desk.now


async def pause(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """`paus 2h`: silent there; questions go privately to central."""
    _must_be_central(desk, person)
    place = await _here(desk, rest, ref)
    length = parse_duration_words(rest)
    until = desk.now + (length or UNTIL_RESUMED)
    await desk.tx.directory.pause(place.id, until)
    voice = desk.voice_for(person)
    if length is None:
        return words(voice, "command", "cmd.paused", place=voice.place(place.id))
    return words(voice, "command", "cmd.paused_until", place=voice.place(place.id), until=voice.ahead(until))


async def resume(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """`igång`: speaks again."""
    _must_be_central(desk, person)
    place = await _here(desk, rest, ref)
    await desk.tx.directory.pause(place.id, None)
    voice = desk.voice_for(person)
    return words(voice, "command", "cmd.resumed", place=voice.place(place.id))


async def changed(desk: Desk, event: PlaceChanged) -> None:
    """The bot was added to a channel it does not know: one central contact is asked what it is."""
    known = await desk.tx.directory.place_of(event.platform, event.channel)
    if event.change != "added" or known is not None:
        return
    people = [p for p in desk.directory.central() if event.platform in p.accounts]
    by = event.by.id if event.by else ""
    person = next((p for p in people if p.accounts[event.platform] == by), people[0] if people else None)
    if person is None:
        return
    voice = desk.voice_for(person)
    said = words(voice, "command", "welcome.place", place=escape(clean(event.name, 80) or event.channel))
    pairs = [(f"place_kind:{kind.value}", voice.say(f"place_kind.{kind.value}")) for kind in PlaceKind]
    await desk.tell(person, f"place/{event.platform}/{event.channel}", with_buttons(said, *pairs), event.platform)


async def said_what_it_is(desk: Desk, person: Person, event: ButtonPressed, kind: str) -> Shown:
    """A central contact said what a channel is."""
    _must_be_central(desk, person)
    parts = event.key.split("/", 2)
    if kind not in set(PlaceKind) or len(parts) < 3:
        raise Refusal("gone")
    await desk.tx.directory.save_place(Place(id=parts[2], kind=PlaceKind(kind), channels={parts[1]: parts[2]}))
    await desk.tx.outbox.withdraw(event.key)
    await desk.reload()
    voice = desk.voice_for(person)
    return notice(voice, "command", "cmd.place_known", kind=voice.say(f"place_kind.{kind}"))
