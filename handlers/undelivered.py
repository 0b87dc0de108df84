"""A message could not be got out: what must not be lost takes another way, once, and central hears of it; leaves mending to them."""

from __future__ import annotations

from handlers import alarms, cards, channels, personal_data, schools
from handlers.context import Desk
from handlers.places import is_shut
from knowledge.conversation.event import DIRECT, Undelivered
from knowledge.support.question import Question


async def undelivered(desk: Desk, event: Undelivered) -> None:
    """The worker gave up a message. What is said instead goes to people alone, so that this never goes in circles."""
    in_channel = not event.channel.startswith(f"{DIRECT}:")
    if event.reply == "personal_data" and event.person:
        await personal_data.not_delivered(desk, event)
    if event.reply == "alarm":
        if in_channel:
            await _alarm_lost(desk, event)
        return
    if in_channel and event.reason != "uncertain":
        await _another_way(desk, event)
    if in_channel and event.person and event.reason != "blocked":
        return  # a hint beside the conversation may be lost
    if in_channel and event.reason == "gone":
        await _channel_lost(desk, event)
    else:
        await _tell_central(desk, event)


async def _another_way(desk: Desk, event: Undelivered) -> None:
    """A question's card or call: its people have it in their own conversation, and its asker the card."""
    parts = event.key.split("/")
    number = parts[1] if len(parts) > 2 and parts[0] == "question" else ""
    question = await desk.tx.questions.get(int(number)) if number.isdecimal() else None
    if question is None or not question.is_open or parts[2] not in {"root", "card", "call", "school"}:
        return
    if parts[2] == "school":
        await _asked_alone(desk, question)
        return
    if parts[2] == "root":
        await desk.tx.outbox.withdraw(question.key("call"))
    if parts[2] != "call":
        await cards.show_to_asker(desk, question)
    await channels.tell_holders(desk, question)


async def _asked_alone(desk: Desk, question: Question) -> None:
    """The asker is asked for the school all the same, if it is still needed."""
    asker = desk.directory.person(question.asker)
    if asker is not None and question.school is None and question.has_person:
        await schools.ask_for_school(desk, question, asker, alone=True)


async def _channel_lost(desk: Desk, event: Undelivered) -> None:
    """Central is told once for each channel; not at all when it has been told that the channel is shut."""
    if await is_shut(desk, event.platform, event.channel):
        return
    place = desk.directory.place_of(event.platform, event.channel)
    voice = desk.voice()
    name = voice.place(place.id) if place else voice.say("word.a_channel")
    key = alarms.unreachable(event.platform, event.channel)
    await alarms.to_central(desk, key, "alarm.undelivered.channel", place=name)


async def _tell_central(desk: Desk, event: Undelivered) -> None:
    """By name, so that somebody can tell the person in another way."""
    voice = desk.voice()
    account = event.channel.removeprefix(f"{DIRECT}:")
    place = desk.directory.place_of(event.platform, event.channel)
    person = desk.directory.person(event.person) or desk.directory.person_of(event.platform, account)
    name = voice.name(person.id) if person else voice.place(place.id) if place else voice.say("word.a_channel")
    reason = "gone" if event.reason == "blocked" else event.reason
    await alarms.to_central(desk, f"undelivered/{event.key}", f"alarm.undelivered.{reason}", person=name)


async def _alarm_lost(desk: Desk, event: Undelivered) -> None:
    """Central's own channel takes nothing: each central contact hears of it alone."""
    place = desk.directory.place_of(event.platform, event.channel)
    voice = desk.voice()
    name = voice.place(place.id) if place else voice.say("word.a_channel")
    key = f"lost/{event.platform}/{event.channel}"
    await alarms.to_central_alone(desk, key, "alarm.lost", place=name)
