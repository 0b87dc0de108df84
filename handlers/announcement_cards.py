"""Keeps the cards of an announcement true, with whoever has opened one; leaves their words to the replies."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.context import Desk
from handlers.replies import announcing as say
from handlers.replies.voice import Voice
from knowledge.broadcast.announcement import Announcement, State
from knowledge.broadcast.audience_copies import copies
from knowledge.support.directory import Person, Role
from storage.fates import ARRIVED, FAILED, UNCERTAIN
from storage.ledger import Counts

PROGRESS = "announcement_progress"
"""The timer by which cards are renewed while something moves."""
EVERY = timedelta(seconds=10)


async def show(desk: Desk, one: Announcement, *, to: Person | None = None, platform: str = "") -> None:
    """Renew every card of it; `to` gets one, if need be the newest thing in the conversation again."""
    for said in await desk.tx.outbox.live(one.key("desk/")):
        if to is not None and said.person == to.id:
            continue
        reader = desk.directory.person(said.person)
        voice = desk.voice_for(reader)
        await desk.tx.outbox.say(
            said.key, said.address, say.card(await standing(desk, one, voice), voice), person=said.person
        )
    if to is not None:
        voice = desk.voice_for(to)
        await desk.tell(to, one.key(f"desk/{to.id}"), say.card(await standing(desk, one, voice), voice), platform)


async def show_anew(desk: Desk, one: Announcement, to: Person, platform: str = "") -> None:
    """The card as a new message, since its reader should look now."""
    await desk.tx.outbox.withdraw(one.key(f"desk/{to.id}"))
    await show(desk, one, to=to, platform=platform)


async def standing(desk: Desk, one: Announcement, voice: Voice) -> say.Standing:
    """The announcement with its numbers."""
    counts = Counts() if one.is_unsent else await desk.tx.ledger.counts(one.number)
    if one.is_unsent:
        there = copies(one.audience, desk.directory, one.way, desk.running)
        people, places = sum(copy.place is None for copy in there), sum(copy.place is not None for copy in there)
    else:
        people, places = counts.people, counts.total - counts.people
    return say.Standing(
        one=one, people=people, places=places, counts=counts, finish=_finish(desk, one, counts),
        warning=warning(desk, one.send_at or one.wanted_at, voice), has_pilot=bool(desk.policy.broadcast.pilot),
        approvers=tuple(person.id for person in approvers(desk, one)),
    )  # fmt: skip


def _finish(desk: Desk, one: Announcement, counts: Counts) -> datetime | None:
    """When it will be ended, as fast as it has gone so far."""
    done = counts.of(ARRIVED, FAILED, UNCERTAIN)
    if one.state is not State.SENDING or one.sent_at is None or not done or desk.now - one.sent_at < EVERY:
        return None
    return desk.now + (desk.now - one.sent_at) / done * (counts.total - done)


def warning(desk: Desk, moment: datetime | None, voice: Voice) -> str:
    """A phrase for a moment when nobody works."""
    closure = desk.working.why_closed(moment, None, voice.language) if moment else None
    if closure is None:
        return ""
    if closure.kind in {"break", "closed_day", "red_day"}:
        return voice.say("announcement.warning.named", name=closure.name)
    return voice.say(f"announcement.warning.{closure.kind}")


def approvers(desk: Desk, one: Announcement) -> list[Person]:
    """Who may approve it: the other central contacts."""
    return [person for person in desk.directory.people if person.role is Role.CENTRAL and person.id != one.author]


async def renew_soon(desk: Desk, one: Announcement, wait: timedelta = EVERY) -> None:
    """Cards tell how far it has come a little later; many changes make one renewal."""
    key = one.key("progress")
    if await desk.tx.timers.get(key) is None:
        await desk.tx.timers.set(key, PROGRESS, desk.now + wait, values={"number": one.number})


async def progressed(desk: Desk, number: int) -> None:
    """Time to renew the cards, and again while it is being sent."""
    one = await desk.tx.announcements.get(number)
    if one is None:
        return
    await show(desk, one)
    if one.state is State.SENDING:
        await renew_soon(desk, one)
