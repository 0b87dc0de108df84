"""Central says in a channel what it is ("den här kanalen är nyheter"), or that it is nothing; leaves its own news to `channels`."""

from __future__ import annotations

from dataclasses import replace

from handlers import channels, outage_banners
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import commands as say_commands
from handlers.replies import places as say
from handlers.replies import roster as say_roster
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message, escape
from knowledge.conversation.people_words import place_said
from knowledge.support.change import Rows
from knowledge.support.directory import Person, Place, PlaceKind, School
from knowledge.support.named import schools_called


async def said(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """What the channel is from now on, and what follows from it."""
    must_be_central(desk, person)
    wanted = place_said(rest)
    if wanted is None:
        raise Refusal("gone")
    if ref.is_direct:
        raise Refusal("place_here")
    await desk.tx.only_one("places")
    await desk.reload()
    place = desk.directory.place_of(ref.platform, ref.channel)
    if not wanted.kind:
        return await _nothing(desk, person, place, ref)
    school = None
    if wanted.kind == PlaceKind.SCHOOL:
        meant = schools_called(desk.directory, wanted.school)
        if len(meant) > 1:
            return say_roster.several_schools(desk.voice_for(person), meant, escape(wanted.school))
        if not meant:
            return say_commands.no_school(desk.voice_for(person), wanted.school)
        school = meant[0]
    return await _becomes(desk, person, place, ref, PlaceKind(wanted.kind), school)


async def _becomes(
    desk: Desk, person: Person, place: Place | None, ref: MessageRef, kind: PlaceKind, school: School | None
) -> Message:
    voice, school_id = desk.voice_for(person), school.id if school else None
    if place is not None and (place.kind, place.school) == (kind, school_id):
        return say.already(voice, place)
    if place is None:
        await channels.becomes(desk, ref.platform, ref.channel, kind, school_id)
        return say.known(voice, kind, school_id)
    await desk.tx.directory.save_place(replace(place, kind=kind, school=school_id))
    await desk.reload()
    await outage_banners.show_all(desk)
    return say.changed(desk.voice_for(person), place, kind, school_id, await _open_here(desk, ref))


async def _nothing(desk: Desk, person: Person, place: Place | None, ref: MessageRef) -> Message:
    """The channel is no place any more; on other platforms the place stays."""
    if place is None:
        raise Refusal("no_place_here")
    left = {on: channel for on, channel in place.channels.items() if on != ref.platform}
    if left:
        await desk.tx.directory.save_place(replace(place, channels=left))
    else:
        await desk.tx.directory.put(Rows(gone_places=(place.id,)))
        await desk.tx.timers.cancel(f"pause/{place.id}")
    await desk.reload()
    return say.removed(desk.voice_for(person), place, await _open_here(desk, ref))


async def _open_here(desk: Desk, ref: MessageRef) -> int:
    """How many open questions stand in the channel."""
    return len(await channels.open_questions(desk, ref.platform, ref.channel))
