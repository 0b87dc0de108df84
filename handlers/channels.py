"""A channel changed: the bot came or went, it has another name or id, it was closed; leaves speaking in it to the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import alarms, cards, desk_cards, outage_banners
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies.private import notice, with_buttons, words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled, PlaceChanged
from knowledge.conversation.message import Field, Form, Shown, escape
from knowledge.support.directory import Person, Place, PlaceKind
from knowledge.support.question import Question, State

PLACE = "place"
"""The key of the question what a channel is: `place/<platform>/<channel>`."""


async def changed(desk: Desk, event: PlaceChanged) -> None:
    """What happened to a channel; of one that is no place only the bot's coming, its name and its id matter."""
    place = desk.directory.place_of(event.platform, event.channel)
    match event.change:
        case "added" if place is not None:
            await _open_again(desk, event.platform, event.channel)
        case "opened" if place is not None:
            await _no_longer_closed(desk, event)
        case "added":
            await _ask_what_it_is(desk, event)
        case "removed" | "closed":
            await _gone(desk, place, event)
        case "renamed":
            await _renamed(desk, place, event)
        case "moved" if event.to and event.to != event.channel:
            await desk.tx.directory.move_channel(event.platform, event.channel, event.to)
            await desk.reload()


async def _ask_what_it_is(desk: Desk, event: PlaceChanged) -> None:
    """The bot was added to a channel it does not know: one central contact is asked what it is."""
    await _remember_name(desk, event)
    people = [p for p in desk.directory.central() if event.platform in p.accounts]
    by = event.by.id if event.by else ""
    person = next((p for p in people if p.accounts[event.platform] == by), people[0] if people else None)
    if person is None:
        return
    voice = desk.voice_for(person)
    said = words(voice, "command", "welcome.place", place=escape(clean(event.name, 80) or event.channel))
    pairs = [(f"place_kind:{kind.value}", voice.say(f"place_kind.{kind.value}")) for kind in PlaceKind]
    await desk.tell(person, _key(event), with_buttons(said, *pairs), event.platform)


def _key(event: PlaceChanged) -> str:
    return f"{PLACE}/{event.platform}/{event.channel}"


async def _remember_name(desk: Desk, event: PlaceChanged) -> None:
    """The name of a channel that is no place yet, for when it becomes one."""
    await desk.tx.desk.set(f"channel/{event.platform}/{event.channel}", clean(event.name, 80) or None)


async def said_what_it_is(desk: Desk, person: Person, event: ButtonPressed, kind: str) -> Shown:
    """A central contact said what a channel is; a school's needs its school."""
    must_be_central(desk, person)
    platform, channel = _channel(event.key)
    if kind not in set(PlaceKind) or desk.directory.place_of(platform, channel):
        raise Refusal("gone")
    if kind == PlaceKind.SCHOOL and desk.directory.schools:
        return _which_school(desk, person, event.key)
    await becomes(desk, platform, channel, PlaceKind(kind), None)
    voice = desk.voice_for(person)
    return notice(voice, "command", "cmd.place_known", kind=voice.say(f"place_kind.{kind}"))


def _channel(key: str) -> tuple[str, str]:
    """Platform and channel of the question's key; Refusal for any other key."""
    parts = key.split("/", 2)
    if len(parts) < 3 or parts[0] != PLACE:
        raise Refusal("gone")
    return parts[1], parts[2]


def _which_school(desk: Desk, person: Person, about: str) -> Form:
    voice = desk.voice_for(person)
    choices = tuple((school.id, school.name) for school in desk.directory.schools)
    field = Field(name="school", label=voice.say("field.school"), kind="choice", choices=choices)
    return Form(name="choose_school", title=voice.say("form.place_school"), fields=(field,), about=about,
                submit=voice.say("button.save"), language=voice.language)  # fmt: skip


async def said_which_school(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """A central contact said which school's channel it is."""
    must_be_central(desk, person)
    school = desk.directory.school(str(event.values.get("school", "")))
    platform, channel = _channel(event.about)
    if school is None or desk.directory.place_of(platform, channel):
        raise Refusal("gone")
    await becomes(desk, platform, channel, PlaceKind.SCHOOL, school.id)
    voice = desk.voice_for(person)
    return notice(voice, "command", "cmd.place_of_school", school=voice.school(school.id))


async def becomes(desk: Desk, platform: str, channel: str, kind: PlaceKind, school: str | None) -> None:
    """The channel is a place from now on, and nobody is asked what it is any more."""
    name = await desk.tx.desk.get(f"channel/{platform}/{channel}") or ""
    await desk.tx.desk.set(f"channel/{platform}/{channel}", None)
    taken = desk.directory.place(channel) is not None
    place_id = f"{platform}-{channel}" if taken else channel
    made = Place(id=place_id, kind=kind, school=school, channels={platform: channel}, name=name)
    await desk.tx.directory.save_place(made)
    await desk.tx.outbox.withdraw(f"{PLACE}/{platform}/{channel}")
    await desk.reload()
    await outage_banners.show_all(desk)


async def _renamed(desk: Desk, place: Place | None, event: PlaceChanged) -> None:
    """The place is called as its channel is."""
    name = clean(event.name, 80)
    if place is None:
        await _remember_name(desk, event)
    elif name and name != place.name:
        await desk.tx.directory.save_place(replace(place, name=name))
        await desk.reload()


async def _gone(desk: Desk, place: Place | None, event: PlaceChanged) -> None:
    """Nothing can be said there: who has its questions hears of them alone, central once, and what waits is kept."""
    await desk.tx.outbox.withdraw(_key(event))
    if place is None:
        await desk.tx.desk.set(f"channel/{event.platform}/{event.channel}", None)
        return
    before = await desk.tx.shut.why(event.platform, event.channel)
    await desk.tx.shut.put(event.platform, event.channel, {**before, event.change: event.at})
    if before:
        return
    theirs = await open_questions(desk, event.platform, event.channel)
    for question in theirs:
        await tell_holders(desk, question)
    name = desk.voice().place(place.id)
    await alarms.to_central(
        desk, _alarm(event.platform, event.channel), f"alarm.place.{event.change}", place=name, count=len(theirs)
    )


async def open_questions(desk: Desk, platform: str, channel: str) -> list[Question]:
    """What stands open in a channel."""
    everything = await desk.tx.questions.open()
    return [one for one in everything if (one.root.platform, one.root.channel) == (platform, channel)]


async def tell_holders(desk: Desk, question: Question) -> None:
    """Who has been called for a question, or took it, has it in their own conversation now."""
    people = (question.taken_by,) if question.state is State.TAKEN and question.taken_by else question.holders
    if question.has_person and question.linked_to is None and (question.called or question.state is State.TAKEN):
        await cards.tell_privately(desk, question, people)


def _alarm(platform: str, channel: str) -> str:
    return f"place/{platform}/{channel}"


async def heard_from(desk: Desk, platform: str, channel: str, at: datetime) -> None:
    """Somebody wrote there, so the bot is in it again, though nobody has told."""
    shut = await desk.tx.shut.why(platform, channel)
    if shut and at > max(shut.values()):
        await _open_again(desk, platform, channel)


async def _no_longer_closed(desk: Desk, event: PlaceChanged) -> None:
    """A channel that was opened again may still be without the bot."""
    before = await desk.tx.shut.why(event.platform, event.channel)
    left = {reason: at for reason, at in before.items() if reason != "closed"}
    if left:
        await desk.tx.shut.put(event.platform, event.channel, left)
    else:
        await _open_again(desk, event.platform, event.channel)


async def _open_again(desk: Desk, platform: str, channel: str) -> None:
    """Something can be said again: what was kept goes out."""
    await desk.tx.shut.put(platform, channel, {})
    for key in (_alarm(platform, channel), alarms.unreachable(platform, channel)):
        for alarm in await desk.tx.outbox.live(f"alarm/{key}/"):
            await desk.tx.outbox.withdraw(alarm.key)
    await outage_banners.show_all(desk)
    await desk_cards.open_again(desk, platform, channel)
