"""Alarms: something went wrong that a person should know; leaves mending it to them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.context import Desk
from handlers.places import channels_of
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.event import ServiceTrouble
from knowledge.conversation.message import Message, escape
from knowledge.support.directory import Person, PlaceKind


async def to_central(desk: Desk, key: str, phrase: str, *, actions: tuple[str, ...] = (), **blanks: object) -> None:
    """An alarm in the central place, or to each central contact where there is none; the same alarm stands once.

    `actions`: its buttons.
    """
    if desk.policy.alarms:
        voice = desk.voice()
        pairs = [(action, voice.say(f"button.{action}")) for action in actions]
        await tell_central(desk, f"alarm/{key}", with_buttons(_alarm(voice, phrase, blanks), *pairs))


async def tell_central(desk: Desk, key: str, message: Message, *, people: Sequence[Person] | None = None) -> None:
    """Something that central must hear, in its place, or in the own conversation of each where it has none.

    `people`: those of them who want it there; None = all.
    """
    places = await channels_of(desk, PlaceKind.CENTRAL)
    for place, to in places:
        await desk.tx.outbox.say(f"{key}/{place.id}/{to.platform}", to, message)
    if not places:
        for person in desk.directory.central() if people is None else people:
            await desk.tell(person, f"{key}/{person.id}", message, "")


async def to_central_alone(desk: Desk, key: str, phrase: str, **blanks: object) -> None:
    """An alarm to each central contact, in their own conversations."""
    if not desk.policy.alarms:
        return
    for person in desk.directory.central():
        message = _alarm(desk.voice(), phrase, blanks)
        await desk.tell(person, f"alarm/{key}/{person.id}", message, "")


def _alarm(voice: Voice, phrase: str, blanks: dict[str, object]) -> Message:
    return Message(reply="alarm", text=voice.say(phrase, **blanks), language=voice.language)


def unreachable(platform: str, channel: str) -> str:
    """The key of the alarm that nothing can be said in a channel."""
    return f"unreachable/{platform}/{channel}"


async def service(desk: Desk, event: ServiceTrouble) -> None:
    """A chat service refuses the bot something; nothing is lost meanwhile, and only a person can mend it."""
    name, (code, _, right) = event.platform.capitalize(), event.what.partition(": ")
    key, what = ("alarm.service.right", right) if right else ("alarm.service", code)
    await to_central(desk, f"service/{event.platform}/{event.what}", key, service=name, what=escape(what))


async def failed(desk: Desk, event_id: str, asker: str | None, platform: str) -> None:
    """An event met a fault: one apology to the one who did something, and an alarm (DESIGN 2, errors)."""
    person = desk.directory.person(asker)
    if person is not None:
        said = apology(event_id, desk.voice_for(person))
        await desk.tell(person, f"error/{event_id}", said, platform)
    await to_central(desk, f"failed/{event_id}", "alarm.failed", event=event_id)


def apology(event_id: str, voice: Voice) -> Message:
    """It was our fault; the message is kept."""
    central = voice.names(person.id for person in voice.directory.central()) or voice.say("word.central_contacts")
    return words(voice, "error", "error.kept", event=event_id, central=central)
