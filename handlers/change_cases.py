"""Which cases with the vendor a change of the directory gives to another follower; leaves the questions' own turns to `change_moves`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers import vendor_notes as notes
from handlers import vendor_reminders
from handlers.change_moves import Move
from handlers.context import Desk
from handlers.vendor_reminders import Successor
from knowledge.support.change import Change
from knowledge.support.directory import Directory
from knowledge.support.question import State


async def planned(desk: Desk, change: Change, after: Directory) -> list[Successor]:
    """The open cases of somebody who may follow none any more, each with who does then."""
    may = {one.id for one in notes.contacts(desk)}
    if change.person not in may or change.person in {one.id for one in notes.contacts(desk, after)}:
        return []
    return await vendor_reminders.successors(desk, after, change.person)


async def moves(desk: Desk, cases: Iterable[Successor]) -> list[Move]:
    """The questions that wait for the vendor in them."""
    found = []
    for one in cases:
        to = one.person.id if one.person else ""
        members = [question for question in await notes.members(desk, one.case) if question.state is State.WITH_VENDOR]
        found += [Move(question=question, free=question, follower=to) for question in members]
    return found


async def done(desk: Desk, cases: Iterable[Successor]) -> tuple[tuple[int, str, str], ...]:
    """Hand them over; returns of each: number, who followed it, who does."""
    handed = []
    for one in cases:
        if one.person is not None:
            await vendor_reminders.hand_over(desk, one.case, one.person)
            handed.append((one.case.number, one.case.follower, one.person.id))
    return tuple(handed)


async def returned(desk: Desk, handed: Sequence[tuple[int, str, str]]) -> None:
    """Cases that are open still and with whom the change gave them to go back to whoever followed them."""
    for number, before, after in handed:
        case, person = await desk.tx.vendor.get(number), desk.directory.person(before)
        if case is None or not case.is_open or case.follower != after or person not in notes.contacts(desk):
            continue
        if person is not None:
            await vendor_reminders.hand_over(desk, case, person)
            await desk.tx.outbox.withdraw(f"{case.key}/handed/{after}")
