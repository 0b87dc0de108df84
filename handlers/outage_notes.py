"""The outages that the desk knows of, by number, and where their banners stand; leaves their life to `outage_life`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from knowledge.support.outage import Draft, Outage, begun
from knowledge.support.question import Question
from storage import codec

if TYPE_CHECKING:
    from handlers.context import Desk

LAST, OPEN = "outages/last", "outages/open"
"""The number of the newest outage; the numbers of those that are on."""


async def alone(desk: Desk) -> None:
    """Wait until nobody else changes outages: whoever asks meanwhile is collected before the end, or not at all."""
    await desk.tx.only_one("outages")


async def get(desk: Desk, number: int) -> Outage | None:
    """The outage with that number, over or not; read without keeping it from anybody."""
    name = f"outage/{number}"
    kept = (await desk.tx.desk.under(name)).get(name)
    return codec.from_json(Outage, kept) if kept else None


async def still_on(desk: Desk) -> list[Outage]:
    """Those that are on, oldest first."""
    numbers = (await desk.tx.desk.under(OPEN)).get(OPEN) or ()
    found = [await get(desk, number) for number in numbers]
    return [one for one in found if one and one.is_on]


async def add(desk: Desk, draft: Draft, by: str, since: datetime | None = None) -> Outage:
    """Keep a new one that is on from now."""
    number = int(await desk.tx.desk.get(LAST) or 0) + 1
    outage = begun(number, draft, by, desk.now, since)
    await desk.tx.desk.set(LAST, number)
    await desk.tx.desk.set(OPEN, [*(await desk.tx.desk.get(OPEN) or ()), number])
    await save(desk, outage)
    return outage


async def save(desk: Desk, outage: Outage) -> None:
    """Keep it as it is now."""
    await desk.tx.desk.set(outage.key, codec.to_json(outage))
    if not outage.is_on:
        left = [number for number in await desk.tx.desk.get(OPEN) or () if number != outage.number]
        await desk.tx.desk.set(OPEN, left)


def banner(outage: Outage) -> str:
    """The beginning of the keys of its banners: `outage/3/banner/<place>/<platform>`."""
    return f"{outage.key}/banner/"


async def banner_for(desk: Desk, outage: Outage, question: Question) -> str:
    """The key of the banner that the question's thread leads to: that of its channel, else one on its platform."""
    stand = [one for one in await desk.tx.outbox.live(banner(outage)) if one.address.platform == question.root.platform]
    here = [one for one in stand if one.address.channel == question.root.channel]
    return next((one.key for one in (*here, *stand)), "")
