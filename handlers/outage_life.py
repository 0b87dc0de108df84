"""What becomes of an outage: put on, reworded, kept, ended; leaves who says so to `outages` and its askers to `outage_askers`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from handlers import alarms, outage_askers, outage_banners
from handlers import outage_notes as notes
from handlers.context import Desk
from handlers.replies import outages as say
from knowledge.conversation.event import TimerFired
from knowledge.support.directory import Person, Role
from knowledge.support.outage import Draft, Outage, ended, extended, looked, reworded

LOOK, TELL = "outage_look", outage_askers.TELL
"""The timers: somebody is asked whether it goes on, or nobody has answered; more of those who asked are told."""


@dataclass(frozen=True, kw_only=True)
class PutOn:
    """What came of putting one on."""

    outage: Outage
    places: list[str]
    """Ids of the places where its banner stands."""
    collected: int
    """How many people had asked about it already."""


async def begin(desk: Desk, person: Person, draft: Draft, named: Collection[int] = ()) -> PutOn:
    """It is on: its banners stand, whoever asked is collected (`named`: these in any case), and its end is in sight.

    Call `notes.alone` before.
    """
    outage = await notes.add(desk, draft, person.id)
    places = await outage_banners.show(desk, outage)
    theirs = await outage_askers.gather(desk, outage, named)
    window = desk.now - desk.policy.broadcast.surge_window
    since = min((one.asked_at for one in theirs if one.asked_at >= window), default=outage.since)
    if since < outage.since:
        outage = replace(outage, since=since)
        await notes.save(desk, outage)
        await outage_banners.show(desk, outage)
    await _arm(desk, outage)
    return PutOn(outage=outage, places=places, collected=len({one.asker for one in theirs}))


async def news(desk: Desk, outage: Outage, draft: Draft) -> Outage:
    """Its banners say it in other words."""
    outage = reworded(outage, draft)
    await notes.save(desk, outage)
    await outage_banners.show(desk, outage)
    return outage


async def keep(desk: Desk, outage: Outage) -> Outage:
    """It goes on; somebody is asked again later."""
    outage = extended(outage, desk.now)
    await notes.save(desk, outage)
    await _hush(desk, outage)
    await _arm(desk, outage)
    return outage


async def over(desk: Desk, outage: Outage, by: str) -> int:
    """Somebody says that it is over; gives how many people had asked."""
    return await _closed(desk, ended(outage, desk.now, by))


async def _closed(desk: Desk, outage: Outage) -> int:
    await notes.save(desk, outage)
    await desk.tx.timers.cancel_all(f"{outage.key}/")
    await _hush(desk, outage)
    count = await outage_askers.waiting(desk, outage)
    await outage_banners.close(desk, outage, count)
    await outage_askers.tell(desk, outage)
    return count


async def woken(desk: Desk, event: TimerFired) -> None:
    """A moment of an outage has come."""
    await notes.alone(desk)
    outage = await notes.get(desk, int(event.values.get("outage", 0)))
    if outage is None:
        return
    if event.kind == TELL:
        await outage_askers.tell(desk, outage)
    elif outage.is_on:
        await _look(desk, looked(outage, desk.now))


async def _look(desk: Desk, outage: Outage) -> None:
    """Central is asked whether it goes on, or has not answered, so that it is over."""
    if not outage.is_on:
        count = await _closed(desk, outage)
        await alarms.tell_central(desk, f"{outage.key}/alone", say.alone(outage, count, desk.voice()))
        return
    await notes.save(desk, outage)
    await _arm(desk, outage)
    if outage.asked:
        for person in await _who_knows(desk, outage):
            message = say.still(outage, desk.voice_for(person))
            await desk.tell(person, f"{outage.key}/still/{person.id}", message, "")


async def _who_knows(desk: Desk, outage: Outage) -> tuple[Person, ...]:
    """The one who put it on, if still central and there; else all of central."""
    person = desk.directory.person(outage.by)
    routing = await desk.routing()
    there = person is not None and person.role is Role.CENTRAL and any(
        routing.is_reachable(person, platform) for platform in person.accounts
    )  # fmt: skip
    return (person,) if person is not None and there else desk.directory.central()


async def _arm(desk: Desk, outage: Outage) -> None:
    await desk.tx.timers.set(f"{outage.key}/look", LOOK, outage.look_at, values={"outage": outage.number})


async def _hush(desk: Desk, outage: Outage) -> None:
    """Nobody is asked about it any more."""
    for asks in await desk.tx.outbox.live(f"{outage.key}/still/"):
        await desk.tx.outbox.withdraw(asks.key)
