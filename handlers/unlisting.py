"""Takes a deleted question off the lists on which it stands; leaves the list of today to `central_list`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from handlers import central_list, local_lists
from handlers.context import Desk
from handlers.replies.buttons import object_of
from knowledge.conversation.message import Message
from knowledge.support.question import Question
from storage.outbox import Said

_FARTHEST = 14
"""How many days back lists are looked at."""
_ROW = "- "


async def unlist(desk: Desk, question: Question) -> None:
    """Its rows go from every list of the last two weeks, with what else names it; a list without rows goes whole."""
    for said in await _lists(desk, question):
        left = _without(said.message, question)
        if left == said.message:
            continue
        if any(line.startswith(_ROW) for line in left.text.splitlines()):
            await desk.tx.outbox.say(said.key, said.address, left, person=said.person)
        else:
            await desk.tx.outbox.withdraw(said.key)


async def _lists(desk: Desk, question: Question) -> list[Said]:
    """The lists of these days that may name it: central's, and those of everybody who looks after its school."""
    found: list[Said] = []
    readers = _readers(desk, question)
    day, asked = desk.voice().today, question.asked_at.astimezone(desk.working.zone).date()
    for back in range(min((day - asked).days, _FARTHEST) + 1):
        date = (day - timedelta(days=back)).isoformat()
        found += await desk.tx.outbox.live(f"{central_list.KEY}/{date}/")
        told = [await desk.tx.outbox.said(f"{local_lists.KEY}/{date}/{reader}") for reader in readers]
        found += [one for one in told if one is not None]
    return found


def _readers(desk: Desk, question: Question) -> Iterable[str]:
    """Whose morning lists may name it: its contacts, everybody whose turn it was, and whoever stands in for them."""
    people = [*desk.directory.contacts_of(question.school), *filter(None, map(desk.directory.person, question.asked))]
    ids = [person.id for person in people]
    ids += [away.substitute for person in people for away in person.absences if away.substitute]
    return dict.fromkeys(ids)


def _without(message: Message, question: Question) -> Message:
    link = f"](desk:{question.key('card')})"
    kept = [line for line in message.text.splitlines() if link not in line]
    buttons = tuple(one for one in message.buttons if object_of(one.action) != str(question.number))
    return replace(message, text="\n".join(kept), buttons=buttons)
