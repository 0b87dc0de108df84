"""Personal data in a message: its author is warned alone, reminded once, and thanked; leaves finding it to bot, before the event is heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.context import Desk
from handlers.replies.private import words
from handlers.replies.voice import Voice
from handlers.shadow import is_shadow
from knowledge.conversation.event import MessageRef, TimerFired, Undelivered
from knowledge.conversation.message import Message
from knowledge.support.directory import Person, Place
from storage.deliveries import Where

STILL = "personal_data"
AGAIN_AFTER = timedelta(minutes=15)
"""How long until the author is asked once more (conversations 5.1)."""


def warn_in_words(found: tuple[str, ...], voice: Voice) -> str:
    """”ett personnummer och en e-postadress”; never the value."""
    return voice.listed([voice.say(f"found.{kind}") for kind in found])


def with_masked(message: Message, found: tuple[str, ...], voice: Voice) -> Message:
    """The message, and what was taken out of the words that it is about."""
    if not found:
        return message
    masked = voice.say("personal_data.masked", found=warn_in_words(found, voice))
    return replace(message, text=f"{message.text}\n{masked}")


def _key(ref: MessageRef) -> str:
    return f"personal_data/{ref.platform}/{ref.channel}/{ref.id}"


async def warn(
    desk: Desk, person: Person, ref: MessageRef, found: tuple[str, ...], place: Place | None, *, asks: bool = False
) -> None:
    """Tell the author privately what kind was found; it must arrive, so it goes to their own conversation.

    Where the bot only watches, nothing is told.
    `asks`: the message asks something, and its author is told that the question is not forgotten. What stands in that
    conversation itself is seen by nobody else, and there is nothing to remind of.
    """
    if is_shadow(desk, place, direct=ref.is_direct):
        return
    voice = desk.voice_for(person)
    key = "personal_data.found" if not ref.is_direct else "personal_data.direct"
    said = words(voice, "personal_data", key, found=warn_in_words(found, voice),
                 place=voice.place(place.id if place else None), link=_link(ref))  # fmt: skip
    stored = await desk.tx.messages.get(ref)
    said = replace(said, about=stored.question if stored else None)
    if asks:
        said = replace(said, text=f"{said.text}\n{voice.say('personal_data.not_forgotten')}")
    await _say_anew(desk, person, _key(ref), said, ref)
    if ref.is_direct:
        return
    values = {"person": person.id, "found": list(found), "place": place.id if place else "", "platform": ref.platform,
              "channel": ref.channel, "id": ref.id}  # fmt: skip
    await desk.tx.timers.set(f"{_key(ref)}/still", STILL, desk.soon(AGAIN_AFTER), values=values)


async def _say_anew(desk: Desk, person: Person, key: str, said: Message, ref: MessageRef) -> None:
    """Other words than those that stand are a new message: a changed one calls nobody."""
    stands = await desk.tx.outbox.said(key)
    if stands is not None and stands.message.text != said.text:
        await desk.tx.outbox.withdraw(key)
    await desk.tell(person, key, said, ref.platform)


def _link(ref: MessageRef) -> str:
    return f"desk:message/{ref.platform}/{ref.channel}/{ref.id}"


async def edited(desk: Desk, ref: MessageRef, found: tuple[str, ...]) -> None:
    """The message was changed or removed: if it is clean now, the warning becomes thanks and what followed it goes."""
    if found:
        return
    await desk.tx.timers.cancel_all(f"{_key(ref)}/")
    for later in await desk.tx.outbox.live(f"{_key(ref)}/"):
        await desk.tx.outbox.withdraw(later.key)
    said = await desk.tx.outbox.said(_key(ref))
    if said is None:
        return
    voice = desk.voice(said.message.language)
    await desk.tx.outbox.say(_key(ref), said.address, words(voice, "personal_data", "personal_data.thanks"),
                             person=said.person)  # fmt: skip


async def still_there(desk: Desk, event: TimerFired) -> None:
    """It is still there: the author is asked once more, then a contact of the school is asked to help."""
    person = desk.directory.person(event.values["person"])
    if person is None:
        return
    ref = MessageRef(platform=event.values["platform"], channel=event.values["channel"], id=event.values["id"])
    found = tuple(event.values["found"])
    if event.key.endswith("/still"):
        voice = desk.voice_for(person)
        said = words(voice, "personal_data", "personal_data.still", found=warn_in_words(found, voice))
        said = replace(said, text=said.text[:1].upper() + said.text[1:])
        await desk.tell(person, f"{_key(ref)}/again", said, ref.platform)
        later = desk.working.add(desk.now, desk.policy.suggestion)
        await desk.tx.timers.set(f"{_key(ref)}/contact", STILL, later, values=event.values)
        return
    await _ask_a_contact(desk, person, ref, found, event.values["place"])


async def _ask_a_contact(desk: Desk, author: Person, ref: MessageRef, found: tuple[str, ...], place: str) -> None:
    """A contact of the author's school who is there, else a central one."""
    routing = await desk.routing()
    contacts = desk.directory.contacts_of(author.schools[0]) if author.schools else ()
    there = [p for p in (*contacts, *desk.directory.central()) if routing.is_reachable(p, ref.platform)]
    contact = next((p for p in there if p.id != author.id), None)
    if contact is None:
        return
    voice = desk.voice_for(contact)
    said = words(voice, "personal_data", "personal_data.contact", place=voice.place(place), link=_link(ref),
                 found=warn_in_words(found, voice), asker=voice.name(author.id))  # fmt: skip
    await desk.tell(contact, f"{_key(ref)}/contact", said, ref.platform)


async def not_delivered(desk: Desk, event: Undelivered) -> None:
    """The author cannot be reached alone: one neutral line in the thread, which names nobody (DESIGN 5)."""
    parts = event.key.split("/")
    if event.reason == "uncertain" or len(parts) != 4 or parts[0] != "personal_data" or parts[2].startswith("direct:"):
        return
    ref = MessageRef(platform=parts[1], channel=parts[2], id=parts[3])
    stored = await desk.tx.messages.get(ref)
    voice = desk.voice()
    said = Message(reply="personal_data", text=voice.say("personal_data.neutral"), language=voice.language)
    where = Where(platform=ref.platform, channel=ref.channel, thread=stored.ref.root if stored else ref.id)
    await desk.tx.outbox.say(f"{event.key}/neutral", where, said)
