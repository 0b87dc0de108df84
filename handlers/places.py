"""Where the bot speaks: what central alone may do, where it is silent, where it cannot speak; leaves how a channel changes to `channels`."""

from __future__ import annotations

from handlers.context import Desk, Refusal
from knowledge.support.directory import Person, Place, PlaceKind, Role
from knowledge.support.question import Question
from storage.deliveries import Where


def must_be_central(desk: Desk, person: Person) -> None:
    """Raises Refusal for anybody else."""
    if person.role is not Role.CENTRAL:
        voice = desk.voice_for(person)
        raise Refusal("central_only", central=voice.names(p.id for p in desk.directory.central()))


async def is_paused(desk: Desk, place_id: str | None) -> bool:
    """Whether central has silenced the bot there, and the time is not over."""
    until = await desk.tx.directory.paused_until(place_id) if place_id else None
    return until is not None and until > desk.now


async def is_shut(desk: Desk, platform: str, channel: str) -> bool:
    """Whether nothing can be said in the channel: it is closed, or the bot was removed from it."""
    return bool(await desk.tx.shut.why(platform, channel))


async def is_out_of_reach(desk: Desk, question: Question) -> bool:
    """Whether nothing can be said where the question stands, so that its people are told in private."""
    return await is_shut(desk, question.root.platform, question.root.channel)


async def channels_of(desk: Desk, kind: PlaceKind) -> list[tuple[Place, Where]]:
    """Every channel of that kind in which something can be said now."""
    found = [
        (place, Where(platform=platform, channel=channel))
        for place in desk.directory.places_of(kind)
        for platform, channel in place.channels.items()
    ]
    return [(place, to) for place, to in found if not await is_shut(desk, to.platform, to.channel)]
