"""The banners of an outage in the support places: put up, pinned, reworded, closed; leaves what they say to `replies/outages`."""

from __future__ import annotations

from handlers import outage_notes as notes
from handlers.context import Desk
from handlers.places import channels_of, is_paused
from handlers.replies import outages as say
from handlers.shadow import is_shadow
from knowledge.support.directory import PlaceKind
from knowledge.support.outage import Outage


async def show(desk: Desk, outage: Outage) -> list[str]:
    """As it stands now, in each support place in which the bot speaks; gives these places' ids. What stands is reworded."""
    message, shown = say.banner(outage, desk.voice()), []
    for place, to in await channels_of(desk, PlaceKind.SUPPORT):
        key = f"{notes.banner(outage)}{place.id}/{to.platform}"
        silent = is_shadow(desk, place) or await is_paused(desk, place.id)
        if silent and not await desk.tx.outbox.is_live(key):
            continue
        await desk.tx.outbox.say(key, to, message)
        await desk.tx.outbox.pin(key)
        shown.append(place.id)
    return list(dict.fromkeys(shown))


async def show_all(desk: Desk) -> None:
    """Whatever is on stands also where the bot may speak again."""
    for outage in await notes.still_on(desk):
        await show(desk, outage)


async def close(desk: Desk, outage: Outage, told: int) -> None:
    """It is over: each copy says so, and is pinned no longer. `told`: how many had asked."""
    message = say.closed(outage, told, desk.voice())
    for stands in await desk.tx.outbox.live(notes.banner(outage)):
        await desk.tx.outbox.say(stands.key, stands.address, message)
        await desk.tx.outbox.pin(stands.key, pinned=False)
