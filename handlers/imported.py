"""A directory was imported: what follows from it at once; leaves each to its own file."""

from __future__ import annotations

from handlers import desk_cards, new_contacts, roles, terms
from handlers.context import Desk
from knowledge.conversation.event import TimerFired


async def looked(desk: Desk, _event: TimerFired) -> None:
    """Who came and went, what the card says, when the next term begins."""
    await look(desk)


async def look(desk: Desk) -> None:
    """The same, as the auditor does it each hour."""
    await new_contacts.look(desk)
    await desk_cards.look(desk)
    await terms.arm(desk)
    if known := await terms.known(desk):
        await roles.answered(desk, known)
