"""What a wish brings with it: who is shown it, what its sender hears, its moments; leaves what people do to it to its neighbours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers import alarms
from handlers.context import Desk
from handlers.replies import wishes as say
from knowledge.conversation.event import TimerFired
from knowledge.conversation.message import Message
from knowledge.support.directory import Person
from knowledge.support.reach import has_account
from knowledge.support.vendor_point import VendorPoint, moved
from knowledge.support.wish import (
    ASKED,
    OPEN,
    PATIENCE,
    WITHDRAWN,
    Wish,
    WishState,
    closed,
    following,
    forwarded,
    number_in,
    taken_back,
    to_tell,
    told,
    untold,
    with_point,
)

WISH = "wish"
"""The timer of a wish: the desk opens and the school is shown it; the school's time is over."""
_CALL, _MOVE = "call", "move"
_MOST_ALIKE = 2


def contacts_for(desk: Desk, sender: Person, school: str | None) -> list[Person]:
    """Who at the school reads it first: its contacts who are there; nobody for what a contact says."""
    if sender.is_contact:
        return []
    today = desk.voice().today
    return [one for one in desk.directory.contacts_of(school)
            if has_account(one, desk.running) and one.absence(today) is None and one.id != sender.id]  # fmt: skip


async def route(desk: Desk, wish: Wish) -> Wish:
    """The school is shown it as soon as the desk is open there; what is central's is shown to central, likewise."""
    if wish.state is not WishState.LOCAL:
        return await to_central(desk, wish)
    opens = desk.working.next_open(desk.now, wish.school)
    if opens > desk.now:
        await desk.tx.timers.set(f"{wish.key}/{_CALL}", WISH, opens, values={"wish": wish.number})
        return wish
    return await _to_school(desk, wish)


async def _to_school(desk: Desk, wish: Wish) -> Wish:
    sender = desk.directory.person(wish.sender)
    contacts = contacts_for(desk, sender, wish.school) if sender else []
    if not contacts:
        return await to_central(desk, forwarded(wish))
    due = desk.working.add(desk.now, PATIENCE, wish.school)
    await desk.tx.timers.cancel_all(f"{wish.key}/")
    await desk.tx.timers.set(f"{wish.key}/{_MOVE}", WISH, due, values={"wish": wish.number})
    for one in contacts:
        voice = desk.voice_for(one)
        await desk.tell(one, f"{wish.key}/asked/person/{one.id}", say.to_school(voice, wish, voice.on(due)), "")
    wish = replace(wish, asked=tuple(dict.fromkeys((*wish.asked, *(one.id for one in contacts)))))
    await desk.tx.wishes.save(wish)
    return wish


async def until(desk: Desk, wish: Wish) -> datetime:
    """When it goes on from the school by itself."""
    timer = await desk.tx.timers.get(f"{wish.key}/{_MOVE}")
    return timer.due if timer else desk.working.add(desk.now, PATIENCE, wish.school)


async def to_central(desk: Desk, wish: Wish) -> Wish:
    """It is central's now, who has a message about it when the desk is open; the school reads that it has gone on."""
    await desk.tx.timers.cancel_all(f"{wish.key}/")
    await desk.tx.wishes.save(wish)
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(f"{wish.key}/{_CALL}", WISH, opens, values={"wish": wish.number})
    else:
        await alarms.tell_central(desk, f"{wish.key}/central", await _of_central(desk, wish))
    await show(desk, wish)
    return wish


async def _of_central(desk: Desk, wish: Wish, language: str | None = None) -> Message:
    more = (await desk.tx.wishes.counted((wish.number,))).get(wish.number, 0)
    return say.to_central(desk.voice(language), wish, more, await alike(desk, wish))


async def alike(desk: Desk, wish: Wish) -> list[int]:
    """Open wishes that seem to say the same, the surest first."""
    if wish.state is not WishState.CENTRAL or wish.same_as is not None or not wish.text:
        return []
    others = {one.number: one.text for one in await desk.tx.wishes.open(OPEN) if one.number != wish.number and one.text}
    same = desk.read(wish.text).same(others) if others else {}
    return sorted(same, key=lambda number: (-same[number], number))[:_MOST_ALIKE]


async def show(desk: Desk, wish: Wish) -> None:
    """What stands about it with the school and with central says how it stands now."""
    if wish.state is not WishState.LOCAL:
        for stands in await desk.tx.outbox.live(f"{wish.key}/asked/"):
            message = say.at_school(desk.voice(stands.message.language), wish)
            await desk.tx.outbox.say(stands.key, stands.address, message, person=stands.person)
    for stands in await desk.tx.outbox.live(f"{wish.key}/central/"):
        message = await _of_central(desk, wish, stands.message.language)
        await desk.tx.outbox.say(stands.key, stands.address, message, person=stands.person)


async def settle(desk: Desk, wish: Wish) -> list[str]:
    """Keep how it stands, of all that are the same too: senders hear, messages change. Gives the ids of those who hear."""
    others = [following(one, wish) for one in await desk.tx.wishes.same(wish.number)]
    heard = []
    for one in (wish, *others):
        if not _is_read(one):
            await desk.tx.timers.cancel_all(f"{one.key}/")
        kept, hears = await _hear(desk, one)
        await desk.tx.wishes.save(kept)
        await show(desk, kept)
        heard += [one.sender] if hears else []
    return list(dict.fromkeys(heard))


def _is_read(wish: Wish) -> bool:
    """Whether the school or central has it to read, now or when the desk opens."""
    return wish.same_as is None and wish.state in {WishState.LOCAL, WishState.CENTRAL}


async def _hear(desk: Desk, wish: Wish) -> tuple[Wish, bool]:
    """Its sender hears what came of it, each line once; what is not so any more is taken away."""
    for line in taken_back(wish):
        await desk.tx.outbox.withdraw(_line_key(wish, line))
        wish = untold(wish, line)
    line, sender = to_tell(wish), desk.directory.person(wish.sender)
    if not line or sender is None:
        return wish, False
    message = say.line(desk.voice_for(sender), wish, line)
    if not await desk.tell(sender, _line_key(wish, line), message, ""):
        return wish, False
    return told(wish, line), True


def _line_key(wish: Wish, line: str) -> str:
    return f"{wish.key}/{line}/person/{wish.sender}"


async def end(desk: Desk, wish: Wish, outcome: str, note: str, by: str) -> list[str]:
    """It is known what came of it: the vendor list says so too. Gives the ids of those who hear."""
    number = wish.about.removeprefix("vendor_point/")
    point = await desk.tx.vendor.point(int(number)) if number.isdecimal() else None
    if point is not None and point.is_open:
        await desk.tx.vendor.save_point(moved(point, outcome, note, desk.now))
    return await settle(desk, closed(wish, outcome, note, by, desk.now))


async def join(desk: Desk, wish: Wish, lead: Wish) -> list[str]:
    """The wish, and all that are the same, have the fate of another from now on. Gives the ids of those who hear now."""
    if lead.state is WishState.LOCAL:
        lead = await to_central(desk, forwarded(lead))
    for one in (wish, *await desk.tx.wishes.same(wish.number)):
        await desk.tx.wishes.save(following(one, lead))
    return await settle(desk, lead)


async def point_moved(desk: Desk, point: VendorPoint) -> None:
    """A point of the vendor list stands otherwise: so does the wish that it came from."""
    number = number_in(point.about)
    wish = await desk.tx.wishes.get(number) if number is not None else None
    if wish is not None and wish.outcome not in {ASKED, WITHDRAWN}:
        await settle(desk, with_point(wish, point))


async def asked_instead(desk: Desk, person: Person, about: str) -> None:
    """Its sender has asked it as a question."""
    number = number_in(about)
    wish = await desk.tx.wishes.get(number) if number is not None else None
    if wish is not None and wish.sender == person.id and wish.state in {WishState.LOCAL, WishState.CENTRAL}:
        await settle(desk, closed(wish, ASKED, "", person.id, desk.now))


async def forgotten(desk: Desk, person: Person) -> None:
    """Its sender is to be forgotten: what nobody else said is withdrawn, what others said too goes on as theirs."""
    for wish in await desk.tx.wishes.of(person.id):
        if not wish.is_open or wish.same_as is not None:
            continue
        others = [one for one in await desk.tx.wishes.same(wish.number) if one.sender != person.id]
        if others:
            await _lead_by(desk, wish, others[0])
        elif wish.state is not WishState.VENDOR:
            await settle(desk, closed(wish, WITHDRAWN, "", "", desk.now))


async def _lead_by(desk: Desk, wish: Wish, first: Wish) -> None:
    """Another of those that are the same stands for all of them from now on."""
    number = wish.about.removeprefix("vendor_point/")
    point = await desk.tx.vendor.point(int(number)) if number.isdecimal() else None
    if point is not None:
        await desk.tx.vendor.save_point(replace(point, about=first.key))
    lead = replace(first, same_as=None)
    for one in (wish, *await desk.tx.wishes.same(wish.number)):
        await desk.tx.wishes.save(lead if one.number == lead.number else following(one, lead))
    if lead.state is WishState.CENTRAL:
        await to_central(desk, lead)


async def woken(desk: Desk, event: TimerFired) -> None:
    """The desk opens, or the school's time is over."""
    wish = await desk.tx.wishes.get(int(event.values.get("wish", 0)))
    if wish is None or not _is_read(wish):
        return
    opens = desk.working.next_open(desk.now, wish.school if wish.state is WishState.LOCAL else None)
    if opens > desk.now:
        await desk.tx.timers.set(event.key, WISH, opens, values=event.values)
        return
    if event.key.endswith(f"/{_CALL}"):
        await route(desk, wish)
    else:
        await to_central(desk, forwarded(wish))


async def arm(desk: Desk) -> None:
    """A wish that lies with its school has a moment when it goes on."""
    for wish in await desk.tx.wishes.open((WishState.LOCAL,)):
        if not await desk.tx.timers.keys(f"{wish.key}/"):
            await route(desk, wish)
