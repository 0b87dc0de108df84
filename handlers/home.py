"""The bot's own page for one person: gathers what the role needs to see; leaves the words to `replies/home`."""

from __future__ import annotations

from datetime import timedelta

from handlers import meeting_tasks, proposals, waiting
from handlers.context import Desk
from handlers.newcomers import refusal_of
from handlers.posting import support_place
from handlers.replies import home as say
from handlers.replies.voice import Voice
from knowledge.conversation.clean import clean
from knowledge.conversation.event import HomeOpened
from knowledge.conversation.message import Home, Message
from knowledge.support.directory import Person, Role
from knowledge.support.directory_rules import problems

LOST_FOR = timedelta(days=7)
"""Messages that were lost longer ago are history."""
_OUT_OF_REACH = frozenset({"school_reaches_nobody", "school_without_contact", "school_unreachable_today"})


async def opened(desk: Desk, event: HomeOpened) -> Home:
    """Somebody opened the page; who is no person of ours yet gets the short one, and is not remembered for it."""
    who = event.who
    person = desk.directory.person_of(who.platform, who.id)
    if who.is_guest or who.is_external or (person is not None and person.is_outsider):
        place = await place_name(desk, who.platform)
        return say.for_outsider(desk.voice_for(person), place, refusal_of(desk, who))
    if person is None:
        name = clean(who.name, 80) or who.id
        person = Person(id="", name=name, accounts={who.platform: who.id}, known=False)
    return await page(desk, person, who.platform)


async def place_name(desk: Desk, platform: str) -> str:
    """What the place to ask in is called."""
    place = support_place(desk, platform)
    return desk.voice().place(place.id if place else None)


async def page(desk: Desk, person: Person, platform: str = "") -> Home:
    """The page of somebody who belongs here."""
    voice = desk.voice_for(person)
    platform = platform or next(iter(person.accounts), "")
    parts = [say.greeting(voice, person, await place_name(desk, platform)), say.contacts(voice, person)]
    if person.id:
        parts.append(say.mine(voice, await waiting.of_asker(desk, person)))
        parts += await meeting_tasks.on_page(desk, person)
    if person.is_contact:
        own, others = await waiting.for_contact(desk, person)
        parts += [say.waits(voice, person, own, others), say.absence(voice, person)]
    if person.role is Role.CENTRAL:
        parts += await _of_central(desk, voice)
    return Home(parts=tuple(parts), language=voice.language)


async def _of_central(desk: Desk, voice: Voice) -> list[Message]:
    """What is wrong with the desk itself, and what the answers need."""
    troubles = say.Troubles(
        schools=_out_of_reach(desk, voice),
        failed=len(await desk.tx.inbox.failed()),
        lost=await desk.tx.outbox.lost(LOST_FOR),
    )
    theirs = [(one.number, one.values.get("question", "")) for one in await proposals.still_open(desk)]
    return [say.alarms(voice, troubles), say.answers(voice, await desk.tx.wordings.count_unseen(), theirs)]


def _out_of_reach(desk: Desk, voice: Voice) -> tuple[str, ...]:
    """Schools whose questions reach no contact of their own today."""
    found = problems(desk.directory, desk.policy, voice.today)
    return tuple(dict.fromkeys(one.subject for one in found if one.kind in _OUT_OF_REACH))
