"""A term begins: the card stands anew and contacts are asked whether they go on; leaves both to `desk_cards` and `roles`."""

from __future__ import annotations

from handlers import desk_cards, mornings, new_contacts, roles
from handlers.context import Desk
from knowledge.conversation.event import TimerFired
from knowledge.support.term import Term, begins, term_named, term_of

TERM, KEY = "term", "term/start"
"""The timer of the first opening of a term."""
KNOWN = "term/known"
"""The newest term that has begun for the desk, by name."""


async def arm(desk: Desk) -> None:
    """See to it that the next term's first opening has its moment, also when the breaks are changed."""
    wanted = desk.policy.term_start or desk.policy.desk
    now, begun_last = term_of(desk.voice().today, desk.directory.closed), await known(desk)
    if begun_last is None or (now > begun_last and not wanted):
        await desk.tx.desk.set(KNOWN, now.name)
        begun_last = now
    if not wanted:
        await desk.tx.timers.cancel(KEY)
        return
    due = mornings.first_opening(desk, begins(begun_last.next, desk.directory.closed))
    timer = await desk.tx.timers.get(KEY)
    if timer is None or timer.due != due:
        await desk.tx.timers.set(KEY, TERM, due)


async def known(desk: Desk) -> Term | None:
    """The newest term that has begun for the desk."""
    name = await desk.tx.desk.get(KNOWN)
    return term_named(name) if name else None


async def begun(desk: Desk, _event: TimerFired) -> None:
    """The desk opens for the first time in a term; after a long downtime as soon as it is open again, and once."""
    opens = desk.working.next_open(desk.now)
    if opens > desk.now:
        await desk.tx.timers.set(KEY, TERM, opens)
        return
    now, before = term_of(desk.voice().today, desk.directory.closed), await known(desk)
    if before is not None and now > before:
        await desk.tx.desk.set(KNOWN, now.name)
        if desk.policy.term_start:
            await new_contacts.look(desk)
            await roles.ask(desk, now)
    await desk_cards.look(desk)
    await arm(desk)
