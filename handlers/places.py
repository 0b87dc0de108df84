"""What a channel is, and whether the bot is silent in it; leaves pausing to `pauses`."""

from __future__ import annotations

from handlers.context import Desk, Refusal
from handlers.replies.private import notice, with_buttons, words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, PlaceChanged
from knowledge.conversation.message import Shown, escape
from knowledge.support.directory import Person, Place, PlaceKind, Role


def must_be_central(desk: Desk, person: Person) -> None:
    """Raises Refusal for anybody else."""
    if person.role is not Role.CENTRAL:
        voice = desk.voice_for(person)
        raise Refusal("central_only", central=voice.names(p.id for p in desk.directory.central()))


async def is_paused(desk: Desk, place_id: str | None) -> bool:
    """Whether central has silenced the bot there, and the time is not over."""
    until = await desk.tx.directory.paused_until(place_id) if place_id else None
    return until is not None and until > desk.now


async def changed(desk: Desk, event: PlaceChanged) -> None:
    """The bot was added to a channel it does not know: one central contact is asked what it is."""
    known = desk.directory.place_of(event.platform, event.channel)
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
    must_be_central(desk, person)
    parts = event.key.split("/", 2)
    if kind not in set(PlaceKind) or len(parts) < 3:
        raise Refusal("gone")
    await desk.tx.directory.save_place(Place(id=parts[2], kind=PlaceKind(kind), channels={parts[1]: parts[2]}))
    await desk.tx.outbox.withdraw(event.key)
    await desk.reload()
    voice = desk.voice_for(person)
    return notice(voice, "command", "cmd.place_known", kind=voice.say(f"place_kind.{kind}"))
